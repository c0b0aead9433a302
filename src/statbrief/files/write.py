"""Files written whole or not at all."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from statbrief.errors import WritingError


def replace_file(path: Path, content: bytes | str, name: str | None = None) -> bool:
    """Make `path` hold `content`: written beside it, then moved over it; a file that already does is left alone.

    Returns whether it changed. `name` is what messages call it. Raises `WritingError` when the disk is full or the
    folder cannot be written, and leaves what was there.
    """
    data = content.encode() if isinstance(content, str) else content
    with writing(name or str(path)):
        if path.exists() and path.read_bytes() == data:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        with _replacing(path) as fresh:
            fresh.write_bytes(data)
    return True


def move_file(path: Path, target: Path) -> None:
    """Move a file over another in one step, also where the other is on another disk. Raises `OSError`."""
    try:
        path.replace(target)
    except OSError as problem:
        if problem.errno != errno.EXDEV:
            raise
        from shutil import copyfile  # slow to load, and seldom needed

        with _replacing(target) as fresh:
            copyfile(path, fresh)


@contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    """The name of a file to be written beside another, which then takes its place; nothing is left where that fails.

    It is one of this thread's own: page and print of a preview are made at once, and lay the same theme.
    """
    fresh = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}.new")
    try:
        yield fresh
        fresh.replace(path)
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


@contextmanager
def writing(name: str) -> Iterator[None]:
    """Turn what the operating system says against writing `name` into a `WritingError`."""
    try:
        yield
    except OSError as error:
        found = f"cannot be written ({error.strerror or error})"
        wanted = "the last good version is untouched"
        raise WritingError.at(name, "file", found, wanted) from error
