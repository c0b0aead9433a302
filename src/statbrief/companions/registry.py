"""The companions that there are, by the names by which a brief asks for them.

Each is a module with two functions: one makes its files from an edition, by name, and the other says what is wrong with
them as they stand, held against the record. A third one may draft what takes no record, and longest. What they take is
loaded when one is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from statbrief.companions.edition import Edition, Page
    from statbrief.errors import Fault

PICTURE = "picture"
"""The one that pages name in their heads."""
DOCX = "docx"
"""The one that is made of the page, and so needs one."""
DRAWN = frozenset({"charts", PICTURE, DOCX})
"""Those whose pictures Typst draws."""
DRAFTED = (DOCX, "charts")
"""Those of which a draft can be made of the page alone, what takes longest first."""
Files = Mapping[str, bytes]
"""Files by their names within the output folder; those of a folder have its name and a slash before theirs."""


class Companion(NamedTuple):
    """How a companion is made, and how its files are held against the record; what of it is made of the page alone."""

    files: Callable[[Edition], Files]
    faults: Callable[[Files, Edition], Iterable[Fault]]
    drafted: Callable[[Page], object] | None = None


def _xlsx() -> Companion:
    from statbrief.companions import held_book, xlsx

    return Companion(xlsx.files, lambda files, edition: held_book.faults(files, xlsx.sheets, edition))


def _ods() -> Companion:
    from statbrief.companions import held_book, ods

    return Companion(ods.files, lambda files, edition: held_book.faults(files, ods.sheets, edition))


def _csv() -> Companion:
    from statbrief.companions import csv_files

    return Companion(csv_files.files, csv_files.faults)


def _headlines() -> Companion:
    from statbrief.companions import headlines

    return Companion(headlines.files, headlines.faults)


def _charts() -> Companion:
    from statbrief.companions import chart_files

    return Companion(chart_files.files, chart_files.faults, chart_files.drafted)


def _picture() -> Companion:
    from statbrief.companions import picture

    return Companion(picture.files, picture.faults)


def _docx() -> Companion:
    from statbrief.companions import docx, held_docx

    return Companion(docx.files, held_docx.faults, docx.drafted)


COMPANIONS: Mapping[str, Callable[[], Companion]] = {
    "xlsx": _xlsx,
    "ods": _ods,
    "csv": _csv,
    "headlines": _headlines,
    "charts": _charts,
    PICTURE: _picture,
    DOCX: _docx,
}
"""What loads each of them."""
