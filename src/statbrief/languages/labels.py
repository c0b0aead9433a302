"""A brief's labels in another language than its data: figures, units, datasets, columns, checks and charts.

They stand in `data/labels.es.csv` for an edition in Spanish, one a row: what kind of thing, which one, and its text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from statbrief.errors import Fault, Place, ReadingError, near_miss, raise_by_line
from statbrief.files.paths import LABELS
from statbrief.files.plain_text import read_plain_text
from statbrief.files.read import is_absent
from statbrief.languages.tags import base_language

MISSING = "missing"
"""The kind of what a text of the data that stands for no number says, as confidential."""
KINDS = {
    "figure": "label",
    "unit": "name",
    "locator": "translation",
    "dataset": "title",
    "column": "name",
    "check": "statement",
    "caption": "caption",
    "alternative": "text alternative",
    "chart": "words",
    "table": "words",
    "note": "note",
    "name": "translation",
    MISSING: "translation",
}
"""What has a label, and what the label is."""
COLUMNS = ("kind", "id", "text")


@dataclass(frozen=True)
class Label:
    """A text, and its line in the file."""

    text: str
    line: int


@dataclass(frozen=True)
class Labels:
    """The labels that a file has, by kind and id; none where the brief's data speak its language."""

    file: str = ""
    rows: Mapping[tuple[str, str], Label] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.file)

    def text(self, kind: str, name: str, own: str) -> str:
        """The label of one thing; its own text where the file has none."""
        label = self.rows.get((kind, name))
        return label.text if label else own

    def fault(self, kind: str, name: str, found: str, wanted: str = "") -> Fault:
        """Something wrong with one label."""
        return Place(self.file, self.rows[kind, name].line).fault(f"{kind} {name}", found, wanted)

    def faults(self, known: Iterable[tuple[str, str]], spared: Iterable[tuple[str, str]] = ()) -> list[Fault]:
        """A fault for each of `known` that has no label, and for each label of what is neither known nor spared."""
        known = list(dict.fromkeys(known))
        missing = [each for each in known if each not in self.rows]
        allowed = {*known, *spared}
        faults = []
        for (kind, name), label in self.rows.items():
            if (kind, name) not in allowed:
                meant = near_miss(name, [other for of, other in missing if of == kind] or _names(kind, allowed))
                found = f"there is no {kind} '{name}'"
                faults.append(Place(self.file, label.line).fault("id", found, meant or "delete it"))
        return faults + [self.missing(kind, name) for kind, name in missing]

    def missing(self, kind: str, name: str) -> Fault:
        """The fault of what has no label."""
        return Place(self.file).fault(f"{kind} {name}", "has no row", f"write its {KINDS[kind]}")


def labels_file(lang: str) -> str:
    """The file with a brief's labels in a language, whatever its region."""
    return LABELS.format(base_language(lang))


def read_labels(folder: Path, lang: str) -> Labels:
    """The labels of the brief in `folder` in a language; none where there is no such file.

    Raises `ReadingError` with all the faults of the file.
    """
    name = labels_file(lang)
    return Labels() if is_absent(folder / name) else parse_labels(read_plain_text(folder / name, name), name)


def parse_labels(text: str, name: str) -> Labels:
    """The labels that the CSV `text` holds. Raises `ReadingError`."""
    from statbrief.table_schema.csv_table import parse_table  # as the prose needs no more than the file's name

    rows, faults = parse_table(text, COLUMNS, name)
    labels: dict[tuple[str, str], Label] = {}
    for row in rows:
        kind, key, said = (row.cells[column] for column in COLUMNS)
        if kind not in KINDS:
            wanted = near_miss(kind, KINDS) or f"the kinds are {', '.join(KINDS)}"
            faults.append(Place(name, row.line).fault("kind", f"'{kind}' has no labels", wanted))
        elif (kind, key) in labels:
            found = f"{kind} '{key}' has a label in line {labels[kind, key].line}"
            faults.append(Place(name, row.line).fault("id", found, "keep one of them"))
        elif not said:
            faults.append(Place(name, row.line).fault("text", "nothing", f"write its {KINDS[kind]}"))
        else:
            labels[kind, key] = Label(" ".join(said.split()), row.line)
    raise_by_line(ReadingError, faults)
    return Labels(name, labels)


def _names(kind: str, known: Iterable[tuple[str, str]]) -> list[str]:
    return [name for of, name in known if of == kind]
