"""Editions: the brief in another language, and what its document is called."""

from __future__ import annotations

import re

_EDITION = re.compile(r"brief\.([A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*)\.qmd")


def edition_document(edition: str) -> str:
    """The name of an edition's document."""
    return f"brief.{edition}.qmd"


def edition_of(document: str) -> str:
    """The edition that a document is, by its name; nothing of `brief.qmd` and of other documents.

    >>> edition_of("brief.es.qmd"), edition_of("brief.qmd"), edition_of("notes.es.qmd")
    ('es', '', '')
    """
    found = _EDITION.fullmatch(document)
    return found[1] if found else ""
