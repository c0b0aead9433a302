"""A preview from its start to its end: what is printed, the browser, and Ctrl-C."""

from __future__ import annotations

import asyncio
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from statbrief.errors import Fault
from statbrief.files.paths import PROJECT_FILE
from statbrief.preview.builds import Builds
from statbrief.preview.folder import folder_for
from statbrief.preview.guard import HOST, TOKEN, Guard, new_token
from statbrief.preview.server import Site, listening, served
from statbrief.preview.told import Shown
from statbrief.project.project import document_of, read_project
from statbrief.terminal import tell, warn


def run(folder: Path, edition: str, port: int | None, editor: str, *, is_opened: bool) -> None:
    """Show an edition of the brief in `folder` until it is interrupted.

    Raises a `StatbriefError` where there is no brief, or the port is not free.
    """
    document = document_of(folder, edition)
    if not all((folder / name).is_file() for name in (PROJECT_FILE, document)):
        read_project(folder, document)  # which says what is missing
    with folder_for(folder, document.removesuffix(".qmd")) as target, listening(port) as listener:
        name = folder.name if document == "brief.qmd" else f"{folder.name}, {document}"
        shown = Shown(folder=folder, name=name, editor=editor)
        guard = Guard(listener.getsockname()[1], new_token())
        tell(f"preview: {_address(guard)}")
        tell("it follows each save, and ends with Ctrl-C")
        asyncio.run(
            _followed(Builds(folder, target, document, shown, lambda: None), guard, listener, is_opened=is_opened)
        )
    tell("preview: ended")


def _address(guard: Guard) -> str:
    return f"http://{HOST}:{guard.port}/?{TOKEN}={guard.token}"


async def _followed(builds: Builds, guard: Guard, listener: socket.socket, *, is_opened: bool) -> None:
    site, report = Site(builds.shown, guard), _Report(builds.shown)

    def news() -> None:
        site.tell()
        report.tell()

    builds.tell = news
    ended = asyncio.Event()
    with _ending(ended):
        making = asyncio.create_task(builds.run())
        making.add_done_callback(lambda _: ended.set())
        if is_opened:
            threading.Thread(target=_open, args=[_address(guard)], daemon=True).start()
        await served(site, listener, ended)
        making.cancel()
        with suppress(asyncio.CancelledError):
            await making


@contextmanager
def _ending(ended: asyncio.Event) -> Iterator[None]:
    """Let Ctrl-C, and the system, end it in good order."""
    loop = asyncio.get_running_loop()
    signals = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {each: signal.signal(each, lambda *_: loop.call_soon_threadsafe(ended.set)) for each in signals}
    try:
        yield
    finally:
        for each, was in before.items():
            signal.signal(each, was)


def _open(address: str) -> None:
    """Open the browser; where there is none, the address is printed already."""
    import webbrowser

    try:
        browser = webbrowser.get()
        is_in_terminal = type(browser) is webbrowser.GenericBrowser  # which would take its place
        is_there = not is_in_terminal and browser.open(address)
    except (webbrowser.Error, OSError):
        is_there = False
    if not is_there:
        tell("no browser was opened: open the address yourself", err=True)


class _Report:
    """What is printed of each save: how long pages took, and what is wrong."""

    def __init__(self, shown: Shown) -> None:
        self.shown = shown
        self.told: dict[str, list[Fault]] = {}
        self.numbers: dict[str, int] = {}

    def tell(self) -> None:
        """Print what is new."""
        for step, called in (("page", "web page"), ("print", "PDF")):
            picture = self.shown.pictures.get(step)
            if picture is not None and self._is_new(step, picture.save.number):
                tell(f"{picture.save.time}: {called} in {picture.took:.1f} s")
        if self.shown.making:
            return
        if self.told.get("faults") and not self.shown.faults:
            tell("nothing is wrong any more")
        for fault in self._new("faults", self.shown.faults):
            tell(str(fault), err=True)
        warn(self._new("warnings", self.shown.warnings))
        for question in self._new("questions", self.shown.questions):
            tell(str(question))

    def _new(self, kind: str, found: list[Fault]) -> list[Fault]:
        """Those that were not told last; what faults hide is not told again when they are mended."""
        known = self.told.get(kind, [])
        if kind == "faults" or not self.shown.faults:
            self.told[kind] = found
        return [each for each in found if each not in known]

    def _is_new(self, step: str, number: int) -> bool:
        is_new = self.numbers.get(step) != number
        self.numbers[step] = number
        return is_new
