"""Files read whole: their bytes, and their text as UTF-8."""

from __future__ import annotations

from pathlib import Path

from statbrief.errors import Fault, Place, ProjectError, ReadingError, StatbriefError

SAVE_AS_UTF_8 = "save the file as UTF-8"


def is_absent(path: Path) -> bool:
    """Whether there is nothing of this name, not even a link that leads nowhere."""
    return not path.exists() and not path.is_symlink()


def read_bytes(path: Path, name: str, error: type[StatbriefError] = ReadingError) -> bytes:
    """The file's bytes. Raises `error` for what is no file, or cannot be read; messages call it `name`."""
    try:
        if path.exists() and not path.is_file():  # a folder; or a pipe, which would wait for ever
            raise error.at(name, "file", "is not a file")
        return path.read_bytes()
    except OSError as problem:
        raise error.at(name, "file", f"cannot be read ({problem.strerror or problem})") from problem


def read_text(path: Path, name: str, error: type[StatbriefError] = ProjectError, *, as_written: bool = False) -> str:
    """The text of a UTF-8 file, without a byte order mark, its lines ending in a newline.

    `as_written` leaves the ends of lines as they are, for they may stand inside a cell; places in such files are lines.
    Raises `error` for a file that cannot be read, or is in another encoding.
    """
    data = read_bytes(path, name, error)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        place = Place(name) if as_written else Place(name, column=problem.start - data.rfind(b"\n", 0, problem.start))
        raise error(undecodable(data, problem.start, place, "UTF-8", SAVE_AS_UTF_8)) from None
    return text if as_written else text.replace("\r\n", "\n").replace("\r", "\n")


def undecodable(data: bytes, start: int, place: Place, encoding: str, wanted: str) -> Fault:
    """The fault of bytes that are no text in their encoding, from the one that is none; in its line of the file."""
    line = data.count(b"\n", 0, start) + 1
    return place._replace(line=line).fault("encoding", f"byte 0x{data[start]:02x} is not {encoding}", wanted)
