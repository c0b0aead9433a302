"""What the tables of a workbook are called as ranges, so that a reader and a check can tell which is which."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from statbrief.companions.edition import Edition

FIGURES, TABLE, DATA, CHART, BESIDE = "figures", "table", "data", "chart", "beside"
"""Of what the tables of numbers are: all figures; a table as shown; its data; a chart's; figures told beside one."""


class Of(NamedTuple):
    """What a range has: its kind, and the name of the table or chart that it is of."""

    kind: str
    name: str = ""


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
    return next(name for name, each in ranges(edition).items() if each == of)


def _numbered(edition: Edition) -> Iterator[Of]:
    record = edition.record
    yield Of(FIGURES)
    for name in record.get("tables", {}):
        yield from (Of(TABLE, name), Of(DATA, name))
    for name, chart in record["charts"].items():
        if chart["data"]["rows"] and chart["data"]["head"]:
            yield Of(CHART, name)
        beside = chart.get("beside")
        if beside and beside["rows"] and beside["head"]:
            yield Of(BESIDE, name)
