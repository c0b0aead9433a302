"""The small server of a preview: the page around the brief's pages, and what it asks for."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.datastructures import Headers, QueryParams
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from uvicorn import Config, Server

from statbrief.errors import StatbriefError
from statbrief.preview.guard import HOST, NO_PAGE, OF_BRIEF, OF_PRINT, OF_SHELL, Guard, security_headers
from statbrief.preview.pictures import picture
from statbrief.preview.told import Picture, Shown

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

PORT = 4200
"""The port that is tried first."""
_PORTS = 100
"""Ports that are tried."""
_WIDTH = 1200
_SHELL = Path(__file__).parent / "shell"
_PARTS = {
    "shell.css": "text/css",
    "shell.svg": "image/svg+xml",
    "reading.js": "text/javascript",
    "shell.js": "text/javascript",
}
"""What the page around loads, and of which kind it is."""
_REFUSED = (
    "This page belongs to a preview of a brief, and is shown to whom has its address alone.\n"
    "Open the address that `statbrief preview` has printed when it was started.\n"
)
_NOT_HERE = "There is nothing here: what goes out beside the pages is made by `statbrief build`.\n"


@dataclass
class Site:
    """What is served of a preview, and who waits for news of it."""

    shown: Shown
    guard: Guard
    _pictures: dict[tuple[str, int], Picture] = field(default_factory=dict)
    _waiting: set[asyncio.Event] = field(default_factory=set)
    _has_ended: bool = False

    def tell(self) -> None:
        """Something is new."""
        for step, each in self.shown.pictures.items():
            self._pictures[step, each.save.number] = each
        for step in ("page", "print"):  # the last but one may be on its way to be shown
            for key in sorted(key for key in self._pictures if key[0] == step)[:-2]:
                del self._pictures[key]
        for event in self._waiting:
            event.set()

    def end(self) -> None:
        """Nothing more will be told."""
        self._has_ended = True
        self.tell()

    def app(self) -> ASGIApp:
        """The application, with its guard before it."""
        routes = [
            Route("/", self._shell),
            *(Route(f"/{name}", self._part) for name in _PARTS),
            Route("/events", self._events),
            Route("/page/{number:int}.html", self._page),
            Route("/latest.pdf", self._pdf),
            Route("/print/{number:int}/{page:int}.png", self._png),
        ]
        return _Guarded(Starlette(routes=routes, exception_handlers={404: _not_here}), self.guard)

    async def _shell(self, _: Request) -> Response:
        headers = {**security_headers(OF_SHELL), "Set-Cookie": self.guard.set_cookie}
        return Response((_SHELL / "shell.html").read_bytes(), headers=headers, media_type="text/html")

    async def _part(self, request: Request) -> Response:
        name = request.url.path.removeprefix("/")
        return Response((_SHELL / name).read_bytes(), headers=security_headers(NO_PAGE), media_type=_PARTS[name])

    async def _events(self, _: Request) -> Response:
        return StreamingResponse(self._news(), headers=security_headers(NO_PAGE), media_type="text/event-stream")

    async def _news(self) -> AsyncIterator[str]:
        """All that there is to tell, each time that something is new."""
        news = asyncio.Event()
        self._waiting.add(news)
        try:
            while not self._has_ended:
                news.clear()
                yield f"data: {self.shown.told()}\n\n"
                await news.wait()
            yield "event: ended\ndata: \n\n"
        finally:
            self._waiting.discard(news)

    async def _page(self, request: Request) -> Response:
        found = self._pictures.get(("page", request.path_params["number"]))
        if found is None:
            return _not_here(request)
        return Response(found.content, headers=security_headers(OF_BRIEF), media_type="text/html")

    async def _pdf(self, request: Request) -> Response:
        found = self.shown.pictures.get("print")
        if found is None:
            return _not_here(request)
        headers = {**security_headers(OF_PRINT), "Content-Disposition": 'inline; filename="preview.pdf"'}
        return Response(found.content, headers=headers, media_type="application/pdf")

    async def _png(self, request: Request) -> Response:
        found = self._pictures.get(("print", request.path_params["number"]))
        said = request.query_params.get("width", "")
        width = int(said) if said.isascii() and said.isdigit() else _WIDTH
        page = request.path_params["page"]
        drawn = await asyncio.to_thread(picture, found.content, page, width) if found else None
        if drawn is None:
            return _not_here(request)
        return Response(drawn, headers=security_headers(NO_PAGE), media_type="image/png")


def _not_here(*_: Any) -> Response:  # noqa: ANN401 -- a request, and why
    return PlainTextResponse(_NOT_HERE, 404, headers=security_headers(NO_PAGE))


class _Guarded:
    """An application that is asked by nobody whom its guard refuses."""

    def __init__(self, app: ASGIApp, guard: Guard) -> None:
        self.app, self.guard = app, guard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and self._refusal(scope):
            answer: ASGIApp = PlainTextResponse(_REFUSED, 403, headers=security_headers(NO_PAGE))
        elif scope["type"] == "websocket":
            answer = _closed
        else:
            answer = self.app
        await answer(scope, receive, send)

    def _refusal(self, scope: Scope) -> str:
        query = QueryParams(scope["query_string"])
        return self.guard.refusal(scope["method"], scope["path"], Headers(scope=scope), query)


async def _closed(_: Scope, receive: Receive, send: Send) -> None:
    await receive()
    message: Message = {"type": "websocket.close"}
    await send(message)


def listening(port: int | None) -> socket.socket:
    """A socket that listens at a port of this machine: this one, or the first of some that is free.

    Raises `StatbriefError` where it is not free.
    """
    ports = [port] if port is not None else [*range(PORT, PORT + _PORTS), 0]
    for each in ports:
        try:
            return _bound(each)
        except OSError as problem:
            if port is not None:
                wanted = "name another by --port, or none for one that is free"
                found = f"cannot be listened at ({problem.strerror or problem})"
                raise StatbriefError.at("--port", str(port), found, wanted) from problem
    raise AssertionError  # the system gives one where 0 is asked for


def _bound(port: int) -> socket.socket:
    listener = socket.socket()
    try:
        if hasattr(socket, "SO_REUSEADDR") and not hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
        listener.listen()
    except OSError:
        listener.close()
        raise
    return listener


class _Served(Server):
    """A server that leaves signals to who has started it."""

    def capture_signals(self) -> Any:  # noqa: ANN401 -- as it is there
        return nullcontext()


async def served(site: Site, listener: socket.socket, ended: asyncio.Event) -> None:
    """Serve until it has ended."""
    config = Config(
        site.app(), log_config=None, access_log=False, server_header=False, lifespan="off", timeout_graceful_shutdown=1
    )
    server = _Served(config)
    serving = asyncio.create_task(server.serve([listener]))
    waiting = asyncio.create_task(ended.wait())
    await asyncio.wait({serving, waiting}, return_when=asyncio.FIRST_COMPLETED)
    site.end()
    server.should_exit = True
    await serving
    waiting.cancel()
