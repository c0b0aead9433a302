"""What a brief's own functions may touch: their inputs, and of files what charts read in `data/`.

A function is called several times, with its inputs moved within their rounding, and again only when its inputs change:
whatever else it read or wrote would be unseen, and the result not the same. Python tells of every file, program and
connection that is opened (its audit events, PEP 578), so each is seen, and the operation is stopped. What libraries in
other languages open by themselves is not told of, nor whether a file is merely there.
"""

from __future__ import annotations

import ast
import os
import sys
import sysconfig
import zoneinfo
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from types import FrameType
from typing import Any

from statbrief.figures.shared_settings import SharedSettings

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_TRUNC
_READING = {"open": "reads", "os.listdir": "lists", "os.scandir": "lists"}
_CHANGING = {
    *("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown"),
    *("os.utime", "shutil.copyfile", "shutil.move", "shutil.rmtree", "shutil.unpack_archive", "shutil.make_archive"),
    *("tempfile.mkstemp", "tempfile.mkdtemp"),
}
_RUNNING = {"os.system", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "subprocess.Popen"}
_CONNECTING = {
    *("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.bind", "socket.sendto"),
    *("urllib.Request", "http.client.connect", "ftplib.connect", "smtplib.connect", "imaplib.open"),
}
_OTHERS = {"os.putenv": "changes the environment", "os.unsetenv": "changes the environment"}
_CLOCK = {"today", "now", "utcnow"}
_OF_TIME = {"time", "time_ns", "localtime", "gmtime", "ctime", "monotonic", "perf_counter"}
_ENVIRONMENT = {"environ", "getenv", "environb"}
_IMPORTING = "<frozen importlib"


class ForbiddenError(Exception):
    """Raised when a function touches what it may not; its text says what, `wanted` what else to do if that is known."""

    def __init__(self, found: str, wanted: str = "") -> None:
        super().__init__(found)
        self.wanted = wanted


@dataclass
class Watch:
    """What is seen while functions of the brief in `folder` run.

    `reads` are files of the folder `may_read` in it that were read, and folders (ending in a slash) that were listed,
    relative to the brief's; with none, nothing may be read.
    """

    folder: Path
    may_read: str = ""
    reads: set[str] = field(default_factory=set)
    forbidden: str = ""

    def see(self, event: str, args: tuple[Any, ...], frame: FrameType | None) -> None:
        """Judge one event. Raises `ForbiddenError`."""
        if event in _READING:
            problem = self._file(event, args, frame)
        elif event in _CHANGING:
            problem = "" if _is_importing(frame, self.folder) else f"writes {self._named(args[0] if args else '')}"
        elif event in _RUNNING:
            problem = "" if _is_importing(frame, self.folder) else "runs another program"
        elif event in _CONNECTING:
            problem = "" if _is_importing(frame, self.folder) else "makes a connection"
        else:
            problem = _OTHERS.get(event, "") if not _is_importing(frame, self.folder) else ""
        if problem:
            self.forbidden = self.forbidden or problem
            raise ForbiddenError(problem)

    def _file(self, event: str, args: tuple[Any, ...], frame: FrameType | None) -> str:
        path = args[0] if args else None
        if path is None and event != "open":
            path = "."
        if isinstance(path, bytes):
            path = os.fsdecode(path)
        if not isinstance(path, str | os.PathLike) or _is_importing(frame, self.folder):
            return ""
        is_writing = event == "open" and bool(_flags(args) & _WRITING)
        real = Path(os.path.realpath(path))
        if is_writing:
            return "" if str(real) == os.devnull else f"writes {self._named(path)}"
        if _is_library(real) or self._is_code(real):
            return ""
        if not _is_own(frame, self.folder) and (_is_of_the_system(real) or _is_path(path)):
            return ""
        allowed = Path(os.path.realpath(self.folder / self.may_read))
        if self.may_read and (real == allowed or allowed in real.parents):
            name = (Path(self.may_read) / real.relative_to(allowed)).as_posix()
            self.reads.add(name if event == "open" else f"{name}/")
            return ""
        return f"{_READING[event]} {self._named(path)}"

    def _is_code(self, real: Path) -> bool:
        """Whether it is a module of the brief, whose lines are read when something is said of them."""
        return real.suffix == ".py" and Path(os.path.realpath(self.folder / "analysis")) in real.parents

    def _named(self, path: object) -> str:
        """A file by its name within the folder, else as it was given."""
        if isinstance(path, bytes):
            path = os.fsdecode(path)
        if not isinstance(path, str | os.PathLike):
            return "a file"
        real = Path(os.path.realpath(Path(path).parent)) / Path(path).name  # a link by its own name
        base = Path(os.path.realpath(self.folder))
        return real.relative_to(base).as_posix() if base in real.parents else str(path)


_watches: list[Watch] = []


@contextmanager
def watching(folder: Path, *, may_read: str = "") -> Iterator[Watch]:
    """Watch what code of the brief in `folder` touches, and raise `ForbiddenError` inside it where it must not.

    `may_read` is the folder in it whose files it may read. Code that catches that error is told of at the end all the
    same, as is what it has set for all code in this process: that is as it was then.
    """
    _hook()
    watch, shared = Watch(folder, may_read), SharedSettings.now()
    _watches.append(watch)
    try:
        yield watch
    finally:
        _watches.remove(watch)
        changed = shared.restore()
    if watch.forbidden:
        raise ForbiddenError(watch.forbidden)
    if changed:
        raise ForbiddenError(*changed)


@cache
def _hook() -> None:
    """Listen, once and for all: a hook cannot be taken out."""
    known = frozenset({*_READING, *_CHANGING, *_RUNNING, *_CONNECTING, *_OTHERS})

    def tell(event: str, args: tuple[Any, ...]) -> None:
        if _watches and event in known:
            _watches[-1].see(event, args, sys._getframe(1))  # noqa: SLF001 -- who opened it, as tracebacks say

    sys.addaudithook(tell)


def _flags(args: tuple[Any, ...]) -> int:
    """How a file is opened; ``mode`` says it where there are no flags yet."""
    mode, flags = (*args[1:3], None, None)[:2]
    if isinstance(flags, int) and flags:
        return flags
    return os.O_RDWR if isinstance(mode, str) and set(mode) & set("wax+") else 0


def _is_importing(frame: FrameType | None, folder: Path) -> bool:
    """Whether a library does it while it is imported, not the brief's own code."""
    own = os.path.realpath(folder / "analysis") + os.sep
    while frame is not None:
        name = frame.f_code.co_filename
        if name.startswith(_IMPORTING):
            return True
        if os.path.realpath(name).startswith(own):
            return False
        frame = frame.f_back
    return False


def _is_own(frame: FrameType | None, folder: Path) -> bool:
    """Whether the brief's own code does it, not a library that it calls."""
    own = os.path.realpath(folder / "analysis") + os.sep
    return frame is not None and os.path.realpath(frame.f_code.co_filename).startswith(own)


def _is_path(path: object) -> bool:
    """Whether Python looks for modules in a folder, and so does who asks for their versions."""
    return path in sys.path or path == "."


def _is_of_the_system(real: Path) -> bool:
    """Whether a file is none, but tells of the machine: how many processors there are."""
    return real.parts[:2] in {("/", "sys"), ("/", "proc")}


def _is_library(real: Path) -> bool:
    """Whether a file belongs to Python, to an installed package, or to the time zones that Python reads."""
    return any(place in real.parents for place in _libraries())


@cache
def _libraries() -> frozenset[Path]:
    named = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    named |= {place for place in sys.path if place.rstrip(os.sep).endswith(("site-packages", "dist-packages"))}
    named |= {*zoneinfo.TZPATH, str(Path(__file__).parent.parent)}
    return frozenset(Path(os.path.realpath(place)) for place in named if place)


@lru_cache(maxsize=512)
def moving_part(nodes: tuple[ast.AST, ...]) -> str:
    """What code looks at that differs from day to day or from machine to machine; nothing where it does not."""
    for node in (each for one in nodes for each in ast.walk(one)):
        if isinstance(node, ast.Attribute) and node.attr in _ENVIRONMENT:
            return f"looks at the environment ({node.attr})"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            called = node.func
            is_time = called.attr in _OF_TIME and isinstance(called.value, ast.Name) and called.value.id == "time"
            if called.attr in _CLOCK or is_time:
                return f"looks at the clock ({called.attr})"
    return ""
