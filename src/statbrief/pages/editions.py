"""The editions of a brief held against each other: other words, and the same numbers from the same data.

What is compared are the records that their builds published. A language has its own labels, texts, captions and pages;
everything else of two editions is the same, or one of them was made from other data.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from statbrief.errors import CopyError, Place
from statbrief.files.paths import DOCUMENT, OUTPUT_DIR, PARTS, PROJECT_FILE
from statbrief.project.edition import edition_document, edition_of
from statbrief.project.project import read_project
from statbrief.prose.document import read_prose
from statbrief.record import published
from statbrief.record.cells import is_cell
from statbrief.record.record_types import PublishedRecord

_SHARED = (*(f"{part}/" for part in PARTS), PROJECT_FILE)
"""What all editions are made from, beside their prose."""
_OF_A_LANGUAGE = {
    "figures": {"label", "stated_label", "template", "unit_text", "unit_one", "texts"},
    "answers": {"label", "stated_label", "template", "called", "texts"},
    "datasets": {"title", "template", "period"},
    "checks": {"title", "template"},
    "tables": {"caption", "notes", "head", "rows"},
    "charts": {"caption", "alternative", "sha256", "data", "beside"},
}
"""Of each part of a record, what a language may have its own way."""


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """An edition that is of the same numbers as the first: how many things of each kind, and who alone tells of what.

    `told_alone` are documents, each with the figures that its prose writes and that of the other does not.
    """

    document: str
    first: str
    counts: Sequence[tuple[int, str]]
    told_alone: Sequence[tuple[str, AbstractSet[str]]]


def agreements(folder: Path) -> Iterator[Agreement]:
    """Each edition of the brief in `folder`, as it was built, held against the first.

    Raises `CopyError` with all contradictions of the first edition that has some, or that is not built.
    """
    folder = folder.resolve()
    first, *others = documents(folder) or [""]
    if not others:
        return
    one, known = read_published(folder, first), told(folder, first)
    for document in others:
        other, found = read_published(folder, document), told(folder, document)
        if wrong := [Place(document).fault(what, why) for what, why in contradictions(one, other)]:
            raise CopyError(wrong)
        alone = [(document, found - known), (first, known - found)]
        yield Agreement(
            document=document,
            first=first,
            counts=_counts(other),
            told_alone=[(told_by, names) for told_by, names in alone if names],
        )


def _counts(record: Mapping[str, Any]) -> list[tuple[int, str]]:
    """How many things of each kind there are in a record."""
    counts = [(len(record.get(part, {})), part[:-1]) for part in _OF_A_LANGUAGE]
    return [(number, part) for number, part in counts if number or part not in {"answer", "table"}]


def documents(folder: Path) -> list[str]:
    """The documents of the brief in `folder`: that of the brief itself, then those of its other editions."""
    others = sorted(path.name for path in folder.glob(edition_document("*")) if edition_of(path.name))
    return [*([DOCUMENT] if (folder / DOCUMENT).is_file() else []), *others]


def read_published(folder: Path, document: str) -> PublishedRecord:
    """The record of the last build of a document. Raises `CopyError` when there is none, or it cannot be read."""
    project = read_project(folder, document)
    name = f"{project.output_dir or OUTPUT_DIR}/{project.published}"
    if not (folder / name).is_file():
        of = f" --edition {edition_of(document)}" if edition_of(document) else ""
        raise CopyError.at(name, "edition", "is not built", f"build it: statbrief build{of}")
    return published.read((folder / name).read_bytes(), name)


def contradictions(one: Mapping[str, Any], other: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Where two editions are not of the same numbers: in what, and what is not the same."""
    if one["date"] != other["date"]:
        yield "date", f"{other['date']}, not {one['date']}"
    for part, own in _OF_A_LANGUAGE.items():
        known, found = (
            {name: _shared(name, each, own) for name, each in record.get(part, {}).items()} for record in (one, other)
        )
        for name in dict.fromkeys([*known, *found]):
            what = f"{part[:-1]} {name}"
            if name not in found or name not in known:
                yield what, "is missing" if name not in found else "is in this one alone"
                continue
            keys = sorted({*known[name], *found[name]})
            yield from (
                (what, f"its {key} is {found[name].get(key)!r}, not {known[name].get(key)!r}")
                for key in keys
                if known[name].get(key) != found[name].get(key)
            )
    files = ({each for each in record["files"].items() if each[0].startswith(_SHARED)} for record in (one, other))
    for name in sorted({name for name, _ in set.symmetric_difference(*files)}):
        yield f"file {name}", "is not the one that the other was made from"


def _shared(name: str, part: Mapping[str, Any], own: set[str]) -> dict[str, Any]:
    """What a part of a record has in every language, its label as the data have it.

    A cell of a table is called by words of its language alone.
    """
    shared = {key: value for key, value in part.items() if key not in own}
    if "label" in own and not is_cell(name):
        shared["label"] = part.get("stated_label", part.get("template", part["label"]))
    if "withheld" in part:
        why = part["withheld"].items()
        shared["withheld"] = {cell: {key: said for key, said in each.items() if key != "called"} for cell, each in why}
    return shared


def told(folder: Path, document: str) -> set[str]:
    """The figures that the prose of a document writes itself, beside generated tables and captions."""
    shortcodes = read_prose(read_project(folder, document), quarto=False).shortcodes
    return {code.arguments[0].partition(".")[0] for code in shortcodes if code.name == "var" and code.arguments}
