"""What differs between two copies, or two sets of editions, in one of the ways in which it is written."""

from __future__ import annotations

from pathlib import Path

from statbrief.copies.read import read_copy
from statbrief.diff import report, sets_report
from statbrief.diff.difference import difference, record_of
from statbrief.diff.sets import difference_of_sets


def compared(old: Path, new: Path, written: str) -> tuple[bool, str]:
    """Whether they differ, and in what, as text, markdown or json. Raises `CopyError`."""
    if old.is_dir() or new.is_dir():
        sets = difference_of_sets(old, new)
        return bool(sets), sets_report.FORMATS[written](sets)
    copies = read_copy(old), read_copy(new)
    found = difference(record_of(copies[0]), record_of(copies[1]), files=(copies[0].attached, copies[1].attached))
    return bool(found), report.FORMATS[written](found)
