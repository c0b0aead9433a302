"""A process beside this one that makes editions of a brief that is not here: it is sent what editions share, then each.

Nothing of a brief's code runs in the process of a cluster's worker, which has threads and connections of its own: it
runs here, in a process that does one thing after the other, and stays warm: `main`.
"""

from __future__ import annotations

import gc
import hashlib
import os
import pickle
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import rmtree
from typing import IO, Any

from statbrief.each.laid import shared
from statbrief.each.making import Made, Order, faults_of, make, warm
from statbrief.each.workers import LENGTH, Ended, Growth, ending

Files = Mapping[str, bytes]
"""Files by their names within a brief's folder."""


@dataclass(frozen=True)
class Delivered:
    """An edition that was made elsewhere: what is told of it, and its files."""

    made: Made
    files: Files


class Apart:
    """The process, seen from who asks; `has_grown` is of one that should be ended, as it keeps what is of no use."""

    def __init__(self) -> None:
        command = [sys.executable, "-c", "from statbrief.each.apart import main; main()"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._known: set[str] = set()
        self.has_grown = False

    def make(self, files: Files, order: Order) -> Delivered | Ended:
        """The edition; or how the process ended that should have made it."""
        key = _key(files)
        sent = (key, None if key in self._known else dict(files), order)
        self._known.add(key)
        assert self._process.stdin is not None  # noqa: S101 -- a pipe was asked for
        assert self._process.stdout is not None  # noqa: S101
        with suppress(BrokenPipeError):
            _write(self._process.stdin, sent)
        answer = _read(self._process.stdout)
        if answer is None:
            self.has_grown = True
            return Ended(ending(self._process.wait()))
        delivered: Delivered
        delivered, self.has_grown = answer
        return delivered

    def end(self) -> None:
        """Let it end: it cleans up when nobody asks more."""
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()
        self._process.wait()


def _key(files: Files) -> str:
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\0{len(files[name])}\0".encode() + files[name])
    return digest.hexdigest()


def _write(pipe: IO[bytes], message: object) -> None:
    content = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    pipe.write(LENGTH.pack(len(content)) + content)
    pipe.flush()


def _read(pipe: IO[bytes]) -> Any:  # noqa: ANN401 -- a message
    """What the other side wrote; None where it is gone."""
    head = pipe.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    content = pipe.read(length)
    return pickle.loads(content) if len(content) == length else None  # noqa: S301 -- from this program itself


# -- what that process does -------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class _Home:
    """A folder with what the editions of a brief share."""

    folder: Path
    links: Mapping[str, Path]


def _home(place: Path, files: Files) -> _Home:
    """The folder, and all that editions take loaded."""
    folder = place.resolve()
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    warm(folder)
    return _Home(folder, shared(folder, ""))


def _made(home: _Home, order: Order) -> Delivered:
    """An edition; its folder is not kept."""
    from statbrief.renderers.embedded.typst import forget_layouts

    made = make(home.folder, order, home.links)
    place = home.folder / made.folder
    try:
        files = {name: (place / made.output / name).read_bytes() for name in made.files}
    except OSError as problem:
        return Delivered(replace(made, faults=faults_of(problem, made.folder)), {})
    finally:
        rmtree(place, ignore_errors=True)
        forget_layouts()
        gc.collect()
    return Delivered(made, files)


def main() -> None:
    """Make what is asked for on standard input, until nobody asks more; what code prints goes where errors go."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what it wrote is cleaned up
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    homes: dict[str, _Home] = {}
    growth = None
    with tempfile.TemporaryDirectory(prefix="statbrief-") as scratch:
        while (asked := _read(sys.stdin.buffer)) is not None:
            key, files, order = asked
            if files is not None:
                homes[key] = _home(Path(scratch) / key[:16], files)
            delivered = _made(homes[key], order)
            growth = growth or Growth()
            try:
                _write(answers, (delivered, growth.is_too_much()))
            except BrokenPipeError:
                break
