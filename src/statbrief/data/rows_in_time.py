"""The rows of a dataset in time: one for each period, from the earliest to the latest, with none missing between.

A table's frequency is that of the one column of its primary key that holds periods. Where the key has other columns
too, such as areas, each of them has a row of periods of its own; where these are names, all end where the table does.
A table with gaps may be declared to have them alike of all areas: then each has every period that another has.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise

from statbrief.data.columns import Column
from statbrief.data.package import Description
from statbrief.errors import Fault, Place, by_line, closest
from statbrief.files.paths import PACKAGE
from statbrief.table_schema.keys import TypedRow
from statbrief.table_schema.periods import Period

_MOST = 20  # of a file: more would not be read


def order_faults(described: Description, rows: Sequence[TypedRow]) -> list[Fault]:
    """Faults of rows whose periods are out of order, or leave one out, where the table is not declared to have gaps."""
    column = described.period_column
    if column is None or not rows:
        return []
    groups = _groups(described, column, rows)
    meant = _Meant(column, groups)
    faults = [fault for name, group in groups.items() for fault in _within(described, column, name, group, meant)]
    if not faults and not described.has_gaps and are_names(described, column):
        faults = [*_early_ends(described, column, groups, meant)]
    if not faults and described.shares_gaps:
        faults = [*_lacking(described, column, groups)]
    return by_line(faults)[:_MOST]


def _groups(described: Description, column: Column, rows: Sequence[TypedRow]) -> dict[str, list[TypedRow]]:
    """The rows of each area, industry or the like, by its name."""
    others = [name for name in described.key if name != column.name]
    groups: dict[str, list[TypedRow]] = {}
    for row in rows:
        groups.setdefault(" ".join(row.texts[name] for name in others), []).append(row)
    return groups


def are_names(described: Description, column: Column) -> bool:
    """Whether what else the key has are texts: a number beside a year may be a month, and part of the period."""
    others = [each for name, each in described.columns.items() if name in described.key and name != column.name]
    return bool(others) and all(each.type in {"string", "any"} for each in others)


def _within(
    described: Description, column: Column, name: str, rows: Sequence[TypedRow], meant: _Meant
) -> Iterator[Fault]:
    of = f" of {name}" if name else ""
    if disordered := [*_disordered(described, column, of, rows)]:
        yield from disordered  # once they are sorted, what is missing can be told
        return
    for before, row in pairwise(rows) if not described.has_gaps else ():
        last, period = _period(column, before), _period(column, row)
        if period.shifted(-1) != last:
            ends = last.shifted(1), period.shifted(-1)
            yield _missing(described, column, row.line, ends, of, meant.said(name, ends[0]))


def _disordered(described: Description, column: Column, of: str, rows: Sequence[TypedRow]) -> Iterator[Fault]:
    latest = rows[0]
    for row in rows[1:]:
        period, last = _period(column, row), _period(column, latest)
        if period > last:
            latest = row
        elif period < last:  # than what is latest so far, so that one row out of place is one fault
            found = f"{period.text}{of} comes after {last.text} in line {latest.line}"
            wanted = f"sort the rows by {column.name}, from the earliest to the latest"
            yield _fault(described, column, row.line, found, wanted)


def _missing(
    described: Description, column: Column, line: int, ends: tuple[Period, Period], of: str, meant: str
) -> Fault:
    first, last = ends
    several = first != last
    missing = f"{first.text} to {last.text}" if several else first.text
    found = f"{missing}{of} {'are' if several else 'is'} missing between "
    found += f"{first.shifted(-1).text} and {last.shifted(1).text}"
    wanted = f'add {"the rows" if several else "its row"}{meant}, or declare "gaps": true in {PACKAGE}'
    return _fault(described, column, line, found, wanted)


class _Meant:
    """Which row a missing one may stand in under another name: one that looks alike, and had none the period before."""

    def __init__(self, column: Column, groups: Mapping[str, Sequence[TypedRow]]) -> None:
        self.column, self.groups = column, groups

    @cached_property
    def lines(self) -> dict[str, dict[Period, int]]:
        """Where the row of each period stands, by name; asked of tables that lack one alone."""
        return {name: {_period(self.column, row): row.line for row in rows} for name, rows in self.groups.items()}

    def said(self, name: str, missing: Period) -> str:
        """The question that names it; nothing where there is none."""
        before = missing.shifted(-1)
        new = {_folded(each): each for each, at in self.lines.items() if missing in at and before not in at and name}
        alike = [new[each] for each in closest(_folded(name), new)]
        return f" (or is it that of {alike[0]} in line {self.lines[alike[0]][missing]}?)" if alike else ""


def _folded(name: str) -> str:
    """A name without capitals and accents."""
    return "".join(each for each in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(each))


def _early_ends(
    described: Description, column: Column, groups: Mapping[str, Sequence[TypedRow]], meant: _Meant
) -> Iterator[Fault]:
    """Faults of groups that end before the table does: of the latest period, they would be missing without a word."""
    latest = max(_period(column, rows[-1]) for rows in groups.values())
    for name, rows in groups.items():
        if (last := _period(column, rows[-1])) < latest:
            found = f"{name} ends with {last.text}, and the table with {latest.text}"
            wanted = f'add what is missing{meant.said(name, last.shifted(1))}, or declare "gaps": true in {PACKAGE}'
            yield _fault(described, column, rows[-1].line, found, wanted)


def _lacking(described: Description, column: Column, groups: dict[str, list[TypedRow]]) -> Iterator[Fault]:
    """Faults of periods that some groups have and others lack: these would be missing in comparisons without a word."""
    of_group = {name: {_period(column, row): row.line for row in rows} for name, rows in groups.items()}
    known = sorted({period for periods in of_group.values() for period in periods})
    for name, periods in of_group.items():
        for period in known:
            if period not in periods:
                line = (
                    max(periods.values()) if period > max(periods) else periods[min(p for p in periods if p > period)]
                )
                found = f"{period.text} of {name} is missing, and other rows have it"
                wanted = f'add its row, or declare "gaps": true in {PACKAGE}'
                yield _fault(described, column, line, found, wanted)


def _period(column: Column, row: TypedRow) -> Period:
    value = row.cells[column.name]
    assert value is not None  # noqa: S101 -- a cell of the key
    return column.form.period_of(value)


def _fault(described: Description, column: Column, line: int, found: str, wanted: str) -> Fault:
    return Place(described.path, line).fault(column.name, found, wanted)
