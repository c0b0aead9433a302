"""A preview answers the page that it has opened, on this machine, and nobody else."""

import pytest

from statbrief.preview.guard import OF_BRIEF, OF_SHELL, Guard, new_token, security_headers

GUARD = Guard(4200, "a-token")
OWN = {"host": "127.0.0.1:4200", "cookie": "statbrief-preview-4200=a-token"}


def refusal(path: str = "/events", query: dict[str, str] | None = None, method: str = "GET", **headers: str) -> str:
    """Why a request is refused that has the cookie and these headers, an empty one of which is left out."""
    said = {**OWN, **{name.replace("_", "-"): value for name, value in headers.items()}}
    return GUARD.refusal(method, path, {name: value for name, value in said.items() if value}, query or {})


def test_the_page_with_its_cookie_is_answered() -> None:
    """By the address as it was printed, and by this machine's other name."""
    assert refusal() == ""
    assert refusal(host="localhost:4200", origin="http://localhost:4200", sec_fetch_site="same-origin") == ""


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:4200", "127.0.0.1", "127.0.0.1:4201", "127.0.0.1.evil.example:4200", ""]
)
def test_another_name_for_this_machine_is_refused(host: str) -> None:
    """A name of somebody else's may lead to this machine: whoever asks by it has a page from there."""
    assert refusal(host=host) == "another address"


def test_the_token_opens_the_page_and_nothing_else() -> None:
    """It stands in the address that is printed; all that the page asks for comes with the cookie."""
    assert refusal("/", {"token": "a-token"}, cookie="") == ""
    assert refusal("/events", {"token": "a-token"}, cookie="") == "no token"


@pytest.mark.parametrize("token", ["", "another", "a-toke", "ä"])
def test_no_token_or_another_one_is_refused(token: str) -> None:
    """In the address and in the cookie."""
    assert refusal("/", {"token": token}, cookie="") == "no token"
    assert refusal(cookie=f"statbrief-preview-4200={token}") == "no token"


def test_the_cookie_of_another_preview_is_none() -> None:
    """A browser sends one machine's cookies to all of its ports."""
    assert refusal(cookie="statbrief-preview-4201=a-token") == "no token"


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_page_is_refused_though_the_browser_sends_the_cookie(site: str) -> None:
    """For a browser, another port of this machine is the same site; a link may lead here all the same."""
    assert refusal(sec_fetch_site=site, sec_fetch_dest="empty") == "another page"
    assert refusal("/", sec_fetch_site=site, sec_fetch_dest="iframe") == "another page"
    assert refusal("/", sec_fetch_site=site, sec_fetch_dest="document") == ""
    assert refusal("/page/1.html", sec_fetch_site=site, sec_fetch_dest="document") == "another page"


def test_another_origin_is_refused() -> None:
    """That is said by who asks from another page's code."""
    assert refusal(origin="http://127.0.0.1:3000") == "another page"
    assert refusal(origin="null") == "another page"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_nothing_can_be_changed_by_a_request(method: str) -> None:
    """There is nothing to be sent; and no other page is told that it may."""
    assert refusal(method=method) == "another method"


def test_tokens_are_long_and_never_the_same() -> None:
    """24 random bytes, 4 letters for 3 of them."""
    tokens = {new_token() for _ in range(100)}
    assert len(tokens) == 100
    assert {len(each) for each in tokens} == {24 * 4 // 3}


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites() -> None:
    """As its attributes say."""
    assert GUARD.set_cookie == "statbrief-preview-4200=a-token; Path=/; HttpOnly; SameSite=Strict"


def test_the_briefs_page_runs_nothing_and_loads_nothing() -> None:
    """What it has inside is shown; the page around it loads from here alone. Neither is told to whom it links."""
    assert "script-src" not in OF_BRIEF
    assert OF_BRIEF.startswith("default-src 'none';")
    assert "http" not in OF_BRIEF + OF_SHELL
    assert "script-src 'self';" in OF_SHELL
    assert "frame-ancestors 'none'" in OF_SHELL
    headers = security_headers(OF_SHELL)
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"
    assert not any(name.startswith("Access-Control") for name in headers)
