"""The forms with chosen digits and of periods that the documents of a brief ask for: no others of them are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from statbrief.arithmetic.asked_digits import ASKED
from statbrief.arithmetic.kinds import PERIODS, USUAL_PERIODS
from statbrief.files.paths import DOCUMENTS, KEPT, TABLES

_PERIODS = "|".join(sorted(set(PERIODS) - set(USUAL_PERIODS)))
_VARIABLE = re.compile(
    rf"\{{\{{<\s*var\s+[\"']?(?P<figure>[^\W\d]\w*)\.(?:plain\.)?(?P<asked>{ASKED}|{_PERIODS})[\"']?\s*>\}}\}}"
)
_REVISIONS = re.compile(r"\{\{<\s*revisions\s*>\}\}")
_CELL = re.compile(r"\{\{<\s*var\s+[\"']?([^\W\d]\w*\.\w+\.[\w.]+)[\"']?\s*>\}\}")
_TABLE = re.compile(r"\{\{<\s*table\s+[\"']?(\w+)[\"']?\s*>\}\}")
_INCLUDE = re.compile(r"\{\{<\s*include\s+[\"']?([^\"'>]+?)[\"']?\s*>\}\}")


def asked_forms(folder: Path) -> dict[str, list[str]]:
    """Those that the brief's documents and what they include ask for, by figure, sorted."""
    found: dict[str, set[str]] = {}
    for text in _texts(folder.glob(DOCUMENTS)):
        for code in _VARIABLE.finditer(text):
            found.setdefault(code["figure"], set()).add(code["asked"])
    return {figure: sorted(found[figure]) for figure in sorted(found)}


def asks_for_revisions(folder: Path) -> bool:
    """Whether some document of the brief, or what it includes, shows what was revised since its last edition."""
    return any(_REVISIONS.search(text) for text in _texts(sorted(folder.glob(DOCUMENTS))))


def tells_revisions(folder: Path) -> bool:
    """Whether the brief tells what was revised: its prose asks for it, or it has tables, and editions before."""
    has_tables = (folder / TABLES).is_file() and any((folder / KEPT).glob("*.json"))
    return has_tables or asks_for_revisions(folder)


def asked_of_tables(folder: Path, document: str) -> dict[str, list[str]]:
    """What a document and what it includes ask of tables: those that it `shown`, and variables that may be `cells`.

    A figure's variable has one dot, or two around ``plain``; that of a cell has more.
    """
    shown, cells = set[str](), set[str]()
    for text in _texts([folder / document]):
        shown |= set(_TABLE.findall(text))
        cells |= {each for each in _CELL.findall(text) if each.split(".")[1] != "plain"}
    return {"shown": sorted(shown), "cells": sorted(cells)}


def _texts(documents: Iterable[Path]) -> Iterator[str]:
    """The documents and the files that they include, however far."""
    waiting, seen = sorted(documents), set[Path]()
    while waiting:
        path = waiting.pop()
        if path in seen or not path.is_file():
            continue
        seen.add(path)
        text = path.read_text(encoding="utf-8", errors="replace")  # what is wrong with it is said by who renders it
        yield text
        waiting += [path.parent / each for each in _INCLUDE.findall(text)]
