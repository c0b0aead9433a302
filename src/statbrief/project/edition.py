"""Editions: the brief in another language, and what its document is called; which setting names an area's."""

from __future__ import annotations

import re

from statbrief.files.paths import DOCUMENT

_STEM, _ENDING = DOCUMENT.split(".")
_EDITION = re.compile(rf"{_STEM}\.([A-Za-z]{{2,8}}(?:-[A-Za-z0-9]{{1,8}})*)\.{_ENDING}")

EDITION_OF = "edition-of"
"""The setting that says of which area an edition is: its code, name and slug. `statbrief build --each` writes it."""

OF_AN_AREA = "the edition of an area has it: statbrief build --each"
"""What is said to who asks for the area in an edition of none."""


def edition_document(edition: str) -> str:
    """The name of an edition's document."""
    return f"{_STEM}.{edition}.{_ENDING}"


def edition_of(document: str) -> str:
    """The edition that a document is, by its name; nothing of `brief.qmd` and of other documents.

    >>> edition_of("brief.es.qmd"), edition_of("brief.qmd"), edition_of("notes.es.qmd")
    ('es', '', '')
    """
    found = _EDITION.fullmatch(document)
    return found[1] if found else ""
