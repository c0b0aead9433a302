"""What a preview serves: to its own page, of the last pages that it made."""

import asyncio
import json
import re
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image

from awaited import awaited
from statbrief.errors import StatbriefError
from statbrief.preview import pictures, server
from statbrief.preview.guard import Guard
from statbrief.preview.server import PORT, Site, listening
from statbrief.preview.told import Picture, Save, Shown

HOST = "127.0.0.1:4200"
COOKIE = "statbrief-preview-4200=a-token"


@dataclass
class Answer:
    """What a request is answered with."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


def pdf(pages: int = 2) -> bytes:
    """A PDF of empty pages of A6 and twice as high."""
    written = BytesIO()
    with pypdfium2.PdfDocument.new() as document:
        for _ in range(pages):
            document.new_page(300, 600)
        document.save(written)
    return written.getvalue()


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A preview that shows a page of the second save and a print of the first."""
    shown = Shown(folder=tmp_path, name="rain", editor="")
    site = Site(shown, Guard(4200, "a-token"))
    for number in (1, 2):
        shown.pictures["page"] = Picture(Save(number, f"11:00:0{number}"), f"<p>page {number}".encode())
        site.tell()
    shown.pictures["print"] = Picture(Save(1, "11:00:01"), pdf(), 0.5, ((300.0, 600.0), (300.0, 600.0)))
    site.tell()
    return site


def scope(path: str, query: str = "", **headers: str) -> dict[str, Any]:
    """A request with the cookie, as a server is told of it."""
    said = {"host": HOST, "cookie": COOKIE, **headers}
    return {
        "type": "http",
        "method": "GET",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in said.items() if value],
    }


def asked(site: Site, path: str, query: str = "", **headers: str) -> Answer:
    """What a request is answered with."""
    answer = Answer()

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:  # noqa: ANN401 -- the server's
        answer.status = message.get("status", answer.status)
        answer.headers |= {name.decode().lower(): value.decode() for name, value in message.get("headers", ())}
        answer.body += message.get("body", b"")

    awaited(lambda: _coroutine(site.app(), scope(path, query, **headers), receive, send))
    return answer


async def _coroutine(app: Callable[..., Any], *arguments: Any) -> None:  # noqa: ANN401 -- the server's
    await app(*arguments)


def test_the_printed_address_opens_the_page_and_leaves_the_cookie(site: Site) -> None:
    """It is not sent on from there: a browser would keep the cookie back after a click on another site."""
    answer = asked(site, "/", "token=a-token", cookie="")
    assert answer.status == 200
    assert answer.headers["set-cookie"] == f"{COOKIE}; Path=/; HttpOnly; SameSite=Strict"
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert b'<script src="shell.js" defer>' in answer.body


@pytest.mark.parametrize("path", ["/", "/shell.js", "/events", "/page/2.html", "/latest.pdf", "/print/1/1.png", "/no"])
def test_who_has_no_token_learns_nothing(site: Site, path: str) -> None:
    """Neither what there is nor what there is not."""
    answer = asked(site, path, cookie="")
    assert answer.status == 403
    assert answer.body.startswith(b"This page belongs to a preview of a brief")
    assert "set-cookie" not in answer.headers


def test_another_name_of_this_machine_is_refused(site: Site) -> None:
    """Though the cookie is right."""
    assert asked(site, "/page/2.html", host="evil.example:4200").status == 403


@pytest.mark.parametrize("path", ["/", "/shell.css", "/page/1.html", "/latest.pdf", "/print/1/2.png", "/page/9.html"])
def test_every_answer_says_what_it_may_load_and_for_whom_it_is(site: Site, path: str) -> None:
    """No other page may read it, nor show it in a frame, nor keep it."""
    headers = asked(site, path).headers
    assert "frame-ancestors" in headers["content-security-policy"]
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    assert not any(name.startswith("access-control") for name in headers)


def test_the_brief_s_page_is_served_as_it_was_made(site: Site) -> None:
    """Nothing is put into it; it may run nothing. The last but one is there for who is about to show it."""
    answer = asked(site, "/page/2.html")
    assert answer.body == b"<p>page 2"
    assert "script" not in answer.headers["content-security-policy"]
    assert asked(site, "/page/1.html").body == b"<p>page 1"
    site.shown.pictures["page"] = Picture(Save(3, "11:00:03"), b"<p>page 3")
    site.tell()
    assert asked(site, "/page/1.html").status == 404


def test_the_print_is_served_as_pictures_and_as_itself(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each page as wide as it is asked for, and never so wide that the machine would suffer."""
    monkeypatch.setattr(pictures, "MOST_PIXELS", 600)
    drawn = Image.open(BytesIO(asked(site, "/print/1/2.png", "width=450").body))
    assert drawn.size == (450, 900)
    assert Image.open(BytesIO(asked(site, "/print/1/1.png", "width=999999").body)).size == (600, 1200)
    assert asked(site, "/latest.pdf").body == site.shown.pictures["print"].content


@pytest.mark.parametrize("path", ["/print/1/3.png", "/print/1/0.png", "/print/7/1.png", "/brief.xlsx", "/shell.py"])
def test_what_is_not_there_is_told_so(site: Site, path: str) -> None:
    """What goes out beside pages is not made by a preview."""
    answer = asked(site, path)
    assert answer.status == 404
    assert answer.body == b"There is nothing here: what goes out beside the pages is made by `statbrief build`.\n"


def test_news_are_told_as_they_come_until_the_end(site: Site) -> None:
    """All that is known each time, so that who comes late, or again, knows as much."""

    async def follow() -> list[str]:
        heard: list[str] = []

        async def receive() -> dict[str, Any]:
            await asyncio.Event().wait()
            return {"type": "http.disconnect"}

        async def send(message: Any) -> None:  # noqa: ANN401 -- the server's
            if body := message.get("body"):
                heard.append(body.decode())
                if len(heard) == 1:
                    site.shown.newest = Save(3, "11:00:03")
                    site.tell()
                elif len(heard) == 2:
                    site.end()

        await site.app()(scope("/events"), receive, send)
        return heard

    first, second, last = awaited(follow)
    assert json.loads(first.removeprefix("data: "))["newest"]["number"] == 0
    assert json.loads(second.removeprefix("data: "))["newest"]["number"] == 3
    assert last == "event: ended\ndata: \n\n"


class _Found(HTMLParser):
    """The identifiers, and what is labelled by or controls them, of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.named: set[str] = set()
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of an element."""
        said = {name: value or "" for name, value in attrs}
        self.ids += [said["id"]] if "id" in said else []
        self.named |= {said[name] for name in ("aria-labelledby", "aria-controls") if name in said}
        self.loads += [said[name] for name in ("src", "href") if name in said]
        assert not [name for name in said if name.startswith("on") or name == "style"], tag


def test_the_page_around_holds_what_its_code_looks_for(site: Site) -> None:
    """And no code or style in itself, which its headers would forbid."""
    page, found = asked(site, "/").body.decode(), _Found()
    found.feed(page)
    script = asked(site, "/shell.js").body.decode()
    assert len(found.ids) == len(set(found.ids))
    assert found.named <= set(found.ids)
    assert [each for each in found.loads if asked(site, f"/{each}").status != 200] == []
    assert set(re.findall(r'\bget\("([\w-]+)"\)', script)) <= set(found.ids)
    assert found.loads == ["shell.svg", "shell.css", "reading.js", "shell.js", "latest.pdf"]


def test_a_preview_listens_on_this_machine_alone() -> None:
    """At a free port near the one that is tried first."""
    with listening(None) as first, listening(None) as second:
        ports = [each.getsockname()[1] for each in (first, second)]
        assert {each.getsockname()[0] for each in (first, second)} == {"127.0.0.1"}
        assert PORT <= ports[0] < ports[1]


def test_a_port_that_is_taken_is_told() -> None:
    """With what to do, in one line."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(StatbriefError) as refused:
            listening(port)
    assert str(refused.value) == (
        f"--port: {port}: cannot be listened at (Address already in use); name another by --port, or none for one that"
        " is free"
    )


def test_where_all_of_them_are_taken_any_port_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system names one."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setattr(server, "PORT", taken.getsockname()[1])
        monkeypatch.setattr(server, "_PORTS", 1)
        with listening(None) as found:
            assert found.getsockname()[1] not in {0, taken.getsockname()[1]}
