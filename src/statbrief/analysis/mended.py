"""Where a fault of a file is mended that nobody writes: in what it is made of, or in the function that makes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from statbrief.errors import Fault
from statbrief.files.paths import PREPARE

Made = tuple[str, Sequence[str]]
"""The function of `analysis/prepare.py` that makes a file, and the files that it makes it of."""


def at_their_source(faults: Iterable[Fault], made: Mapping[str, Made]) -> list[Fault]:
    """The faults, of which those of files that are made say where to mend them; `made` tells by file what makes it.

    An edit of such a file itself would be a fault again, and gone with the next preparation.
    """
    return [replace(each, wanted=_wanted(each, *made[each.file])) if each.file in made else each for each in faults]


def _wanted(fault: Fault, function: str, sources: Sequence[str]) -> str:
    where = f"the file is made by {function} of {PREPARE} of {' and '.join(sources)}; mend it there"
    return f"{where}: {fault.wanted}" if fault.wanted else where
