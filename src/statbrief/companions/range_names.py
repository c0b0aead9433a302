"""What the tables of a workbook are called as ranges, so that a reader and a check can tell which is which."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from statbrief.companions.edition import Edition
from statbrief.record.cells import is_cell

FIGURES, TABLE, DATA, CHART, BESIDE = "figures", "table", "data", "chart", "beside"
"""Of what the tables of numbers are: all figures; a table as shown; its data; a chart's; figures told beside one."""


class Of(NamedTuple):
    """What a range has: its kind, and the name of the table or chart that it is of."""

    kind: str
    name: str = ""


@lru_cache(maxsize=2)
def ranges(edition: Edition) -> dict[str, Of]:
    """The ranges of numbers by their names, which no spreadsheet takes for the same."""
    found: dict[str, Of] = {}
    taken: set[str] = set()
    for of in _numbered(edition):
        plain = f"{of.kind}_{of.name}" if of.name else of.kind
        name, number = plain, 1
        while name.casefold() in taken:
            number += 1
            name = f"{plain}.{number}"
        taken.add(name.casefold())
        found[name] = of
    return found


def range_name(of: Of, edition: Edition) -> str:
    """The name of one range."""
    return _names(edition)[of]


@lru_cache(maxsize=2)
def _names(edition: Edition) -> dict[Of, str]:
    return {of: name for name, of in ranges(edition).items()}


def _numbered(edition: Edition) -> Iterator[Of]:
    record = edition.record
    if any(not is_cell(name) for name in record["figures"]):
        yield Of(FIGURES)
    for name in record.get("tables", {}):
        yield from (Of(TABLE, name), Of(DATA, name))
    for name, chart in record["charts"].items():
        if chart["data"]["rows"] and chart["data"]["head"]:
            yield Of(CHART, name)
        beside = chart.get("beside")
        if beside and beside["rows"] and beside["head"]:
            yield Of(BESIDE, name)
