"""Files written whole or not at all."""

from __future__ import annotations

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
        fresh = path.with_name(f".{path.name}.new")
        try:
            fresh.write_bytes(data)
            fresh.replace(path)
        finally:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)
    return True


@contextmanager
def writing(name: str) -> Iterator[None]:
    """Turn what the operating system says against writing `name` into a `WritingError`."""
    try:
        yield
    except OSError as error:
        found = f"cannot be written ({error.strerror or error})"
        wanted = "the last good version is untouched"
        raise WritingError.at(name, "file", found, wanted) from error
