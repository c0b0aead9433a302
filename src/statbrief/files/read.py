"""Files read whole: their bytes, and their text as UTF-8."""

from __future__ import annotations

from pathlib import Path

from statbrief.errors import ReadingError


def is_absent(path: Path) -> bool:
    """Whether there is nothing of this name, not even a link that leads nowhere."""
    return not path.exists() and not path.is_symlink()


def read_bytes(path: Path, name: str) -> bytes:
    """The file's bytes. Raises `ReadingError` for what is no file, or cannot be read."""
    try:
        if path.exists() and not path.is_file():  # a folder; or a pipe, which would wait for ever
            raise ReadingError.at(name, "file", "is not a file")
        return path.read_bytes()
    except OSError as error:
        raise ReadingError.at(name, "file", f"cannot be read ({error.strerror})") from error
