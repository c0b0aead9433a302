"""The open questions of a brief's data files, each with its line.

Readers take ``?`` for what is least likely to mislead: a plain number without a unit, a number as stated, a source that
is not named. Here is told where it stands. Files are looked at once they were read without a fault.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from statbrief.data.package_lines import package_lines
from statbrief.files.paths import PACKAGE, REPORTED, SOURCES
from statbrief.files.plain_text import read_plain_text
from statbrief.files.read import is_absent
from statbrief.table_schema.columns import REPORTED_COLUMNS
from statbrief.table_schema.csv_table import parse_table
from statbrief.table_schema.open_questions import NOT_SAID, NOT_SAID_YET, OpenQuestion, guesses

_OF_ROUNDING = "write the step that the source rounded to, such as 1000, or exact"
WANTED = {
    "unit": "write the unit that the numbers are in, such as kilogram or USD, or 1 for plain numbers",
    "rounded_to": _OF_ROUNDING,
    "source": f"write a key of {SOURCES}",
}
"""What to write in the place of each question mark."""
_CALLED = {"unit": "unit", "rounded_to": "rounding", "source": "source"}
_IN_A_ROW = {**WANTED, "rounded_to": f"{_OF_ROUNDING}, or as stated where nobody can know"}
_CONFIRM = 'take "open" out once it is right'

Json = Mapping[str, Any]


def open_questions(folder: Path) -> list[OpenQuestion]:
    """What the data files of the brief in `folder` leave open, from top to bottom, those of datasets first."""
    return [*_of_package(folder), *_of_reported(folder)]


def _of_package(folder: Path) -> Iterator[OpenQuestion]:
    if is_absent(folder / PACKAGE):
        return
    text = read_plain_text(folder / PACKAGE, PACKAGE)
    found = [each for resource in json.loads(text)["resources"] for each in _of_resource(resource)]
    lines = package_lines(text) if found else {}
    for place, what, says, wanted in found:
        line = next(iter(lines.get(place, ())), None)
        yield OpenQuestion(file=PACKAGE, line=line, what=what, found=says, wanted=wanted)


def _of_resource(resource: Json) -> Iterator[tuple[str, str, str, str]]:
    """What is open of a dataset: where it stands, as lines of a package are called, what it is, found and wanted."""
    name = resource["name"]
    if resource.get("source") == NOT_SAID:
        yield f"{name}: source", f"source of {name}", NOT_SAID_YET, WANTED["source"]
    yield from ((f"{name}: open", name, guess, _CONFIRM) for guess in guesses(resource))
    for field in resource.get("schema", {}).get("fields", ()):
        place, column = f"{name}: field {field['name']}", f"{name}.{field['name']}"
        for key in ("unit", "rounded_to"):
            if field.get(key) == NOT_SAID:
                yield f"{place}: {key}", f"{_CALLED[key]} of {column}", NOT_SAID_YET, WANTED[key]
        yield from ((f"{place}: open", column, guess, _CONFIRM) for guess in guesses(field))


def _of_reported(folder: Path) -> Iterator[OpenQuestion]:
    if is_absent(folder / REPORTED):
        return
    rows, _ = parse_table(read_plain_text(folder / REPORTED, REPORTED), REPORTED_COLUMNS, REPORTED)
    for row in rows:
        for key, called in _CALLED.items():
            if row.cells[key] == NOT_SAID:
                what = f"{called} of {row.cells['id']}"
                yield OpenQuestion(file=REPORTED, line=row.line, what=what, found=NOT_SAID_YET, wanted=_IN_A_ROW[key])
