"""How large a file of `data/` may be to travel inside the pages: ``data-inside: 4 MB`` among a brief's settings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from statbrief.errors import Fault
from statbrief.project.project import Project

DATA_INSIDE = "data-inside"
USUAL = 4_000_000
"""Bytes, where the settings say nothing."""
MOST = 8 * 1024 * 1024
"""Bytes of a table that verifying a copy reads, which anybody may send."""

_SIZE = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,3})?)\s*(kB|MB|bytes|B)?")
_UNITS = {"kB": 1_000, "MB": 1_000_000}


def largest_inside(project: Project) -> int:
    """The bytes that a file may have to travel inside the pages; of settings without faults."""
    said = project.metadata.get(DATA_INSIDE)
    return USUAL if said is None else (_bytes(said) or 0)


def faults_of_data_inside(project: Project) -> Iterator[Fault]:
    """What is wrong with the setting: it is no size, or a larger one than a copy proves itself with."""
    said = project.metadata.get(DATA_INSIDE)
    if said is None:
        return
    size, place = _bytes(said), project.place(DATA_INSIDE)
    if size is None:
        yield place.fault(DATA_INSIDE, f"'{said}' is no size", "write it as 4 MB, 500 kB or 0")
    elif size > MOST:
        yield place.fault(DATA_INSIDE, f"{said} is more than verify reads of one file", "write 8 MB at most")


def _bytes(said: object) -> int | None:
    """The bytes that a text such as ``4 MB`` or a whole number means; None of another.

    >>> _bytes("4 MB"), _bytes("0.5 MB"), _bytes(300), _bytes("much")
    (4000000, 500000, 300, None)
    """
    if isinstance(said, bool) or not (found := _SIZE.fullmatch(str(said).strip())):
        return None
    return round(float(found[1]) * _UNITS.get(found[2] or "", 1))
