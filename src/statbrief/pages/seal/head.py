"""What a web page says of itself to programs: its address, what it is about, and the picture for its tab."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from html import escape, unescape
from urllib.parse import urljoin

_END = "</head>"
_DESCRIBED = re.compile(r"<meta name=\"description\" content=\"([^\"]*)\"")
_STANDFIRST = re.compile(r"<p class=\"(?:[^\"]*\s)?subtitle[\s\"][^>]*>(.*?)</p>", re.DOTALL)
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_ICON = re.compile(r"<link [^>]*rel=\"(?:shortcut )?icon\"")
_CANONICAL = re.compile(r"<link [^>]*rel=\"canonical\"")
_ACCENT = re.compile(r"--accent:\s*(#[0-9A-Fa-f]{3,8})\b")
_TAG = re.compile(r"<[^>]*>")
_BLUE = "#1f4e79"
_BARS = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="{}"/>'
    '<path fill="#fff" d="M3 9h2.5v4H3zM6.75 6h2.5v7h-2.5zM10.5 3H13v10h-2.5z"/></svg>'
)


def with_head(page: str, lang: str, address: str = "", image: str = "") -> str:
    """The page with what its head lacks; `address` is where it can be read, if that is known.

    `image` is the picture for sharing: its address, or that of its file from the page's own.
    """
    before, end, after = page.partition(_END)
    return f"{before}{''.join(_lines(page, lang, address, image))}{end}{after}" if end else page


def _lines(page: str, lang: str, address: str, image: str) -> Iterator[str]:
    described = _DESCRIBED.search(page)
    about = unescape(described[1]) if described else _plain(_STANDFIRST.search(page))
    if about and not described:
        yield _meta("name", "description", about)
    if not _ICON.search(page):
        yield f'<link rel="icon" type="image/svg+xml" href="data:image/svg+xml;base64,{_icon(page)}">\n'
    if not address:
        return
    if not _CANONICAL.search(page):
        yield f'<link rel="canonical" href="{escape(address)}">\n'
    said = {"type": "article", "title": _plain(_TITLE.search(page)), "description": about, "url": address}
    said["locale"] = lang.replace("-", "_")
    if image:
        said |= {"image": urljoin(address, image), "image:alt": said["title"]}
        yield _meta("name", "twitter:card", "summary_large_image")
    for name, text in said.items():
        if text:
            yield _meta("property", f"og:{name}", text)


def _meta(kind: str, name: str, text: str) -> str:
    return f'<meta {kind}="{name}" content="{escape(text)}">\n'


def _plain(found: re.Match[str] | None) -> str:
    """The text between the tags of what was found."""
    return " ".join(unescape(_TAG.sub("", found[1])).split()) if found else ""


def _icon(page: str) -> str:
    """Three bars on the colour that the page's style sets off what matters with."""
    accent = _ACCENT.search(page)
    return base64.b64encode(_BARS.format(accent[1] if accent else _BLUE).encode()).decode()
