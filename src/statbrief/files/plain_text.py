"""Texts that mean what they show: data and code, in which no mark may turn the direction of reading."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from statbrief.characters import DIRECTION
from statbrief.errors import Fault, Place, ReadingError
from statbrief.files.read import read_text

_MOST_MARKS = 20


def read_plain_text(path: Path, name: str, faults: list[Fault] | None = None) -> str:
    """The file's text, without a byte order mark, its lines ending as they are written.

    Raises `ReadingError` for bytes that are not UTF-8, and for marks that turn the direction of reading; those are put
    among `faults` instead, where more will be found in the file.
    """
    text = read_text(path, name, ReadingError, as_written=True)
    marks = direction_faults(text, name)
    if faults is not None:
        faults += marks
    elif marks:
        raise ReadingError(marks)
    return text


def direction_faults(text: str, name: str) -> list[Fault]:
    """A fault for each mark that turns the direction of reading, but for those after the twentieth."""
    return [
        Place(name, text.count("\n", 0, mark.start()) + 1).fault("text", direction_mark(mark[0]), "delete it")
        for mark in islice(DIRECTION.finditer(text), _MOST_MARKS)
    ]


def direction_mark(text: str) -> str:
    """What a text holds that turns the direction of reading; nothing where it holds no such mark."""
    mark = DIRECTION.search(text)
    return f"holds the direction mark U+{ord(mark[0]):04X}" if mark else ""
