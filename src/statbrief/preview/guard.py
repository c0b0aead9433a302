"""Who may ask a preview anything: the page that it has opened itself, and nobody else.

It listens on this machine alone. But other pages in the same browser, and whoever else is on the machine, can send it
requests too. So an address is asked for that only this machine has (a name that somebody else's server resolves to it
is refused), a token that is new each time, and a page that comes from here.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie

HOST = "127.0.0.1"
"""Where a preview listens, and nowhere else."""
TOKEN = "token"  # noqa: S105 -- its name
_NAMES = (HOST, "localhost")
_USUAL = 80
_OWN = {"same-origin", "none"}

NO_PAGE = "default-src 'none'; frame-ancestors 'none'"
"""What content that is no page may load: nothing."""
OF_PRINT = "frame-ancestors 'none'"
"""Of a PDF, which a browser shows by a program of its own: what that loads is not the PDF's."""
OF_SHELL = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self';"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
OF_BRIEF = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; media-src data:;"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
"""What a brief's page may load and run: what it has inside, and nothing."""


def new_token() -> str:
    """A token that nobody guesses."""
    return secrets.token_urlsafe(24)


@dataclass(frozen=True)
class Guard:
    """What is asked of a request: the `port` at which it arrives, and the `token` of this preview."""

    port: int
    token: str

    @property
    def cookie(self) -> str:
        """The name of the cookie that holds the token: a browser keeps one for all ports of a machine."""
        return f"statbrief-preview-{self.port}"

    @property
    def set_cookie(self) -> str:
        """The header that leaves the token with the browser, out of reach of scripts and of other sites' requests."""
        return f"{self.cookie}={self.token}; Path=/; HttpOnly; SameSite=Strict"

    def refusal(self, method: str, path: str, headers: Mapping[str, str], query: Mapping[str, str]) -> str:
        """Why a request is refused; nothing where it is not. Headers by their names in small letters."""
        if headers.get("host") not in self._hosts:
            return "another address"
        if method not in {"GET", "HEAD"}:
            return "another method"
        is_opening = path == "/" and headers.get("sec-fetch-dest", "document") == "document"
        site = headers.get("sec-fetch-site", "none")
        if site not in _OWN and not is_opening:
            return "another page"
        origin = headers.get("origin")
        if origin is not None and origin.removeprefix("http://") not in self._hosts:
            return "another page"
        known = self._is_token(_cookie(headers.get("cookie", ""), self.cookie))
        if not known and not (path == "/" and self._is_token(query.get(TOKEN, ""))):
            return "no token"
        return ""

    @property
    def _hosts(self) -> set[str]:
        """How a browser on this machine calls what listens here; the port of all servers is not said."""
        return {*(f"{name}:{self.port}" for name in _NAMES), *(_NAMES if self.port == _USUAL else ())}

    def _is_token(self, said: str) -> bool:
        return hmac.compare_digest(said.encode(), self.token.encode())


def _cookie(header: str, name: str) -> str:
    try:
        found = SimpleCookie(header).get(name)
    except CookieError:
        return ""
    return found.value if found else ""


def security_headers(policy: str) -> dict[str, str]:
    """The headers that every answer has, with what its content may load."""
    return {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Cache-Control": "no-store",
    }
