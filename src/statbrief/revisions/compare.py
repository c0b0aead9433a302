"""What was revised between two editions: what the newer one says otherwise of the same row, column and period.

That a month is added is no revision, nor that the oldest one left. A cell is another where its text is; of numbers that
are rounded to two steps, where the rounding does not explain it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from statbrief.record.figure_types import FigureRecord
from statbrief.record.record_types import ColumnRecord
from statbrief.revisions.cells import Row, Told
from statbrief.table_schema.spans import first_day, last_day

_BEYOND = 400
"""Digits of a number; those of statistics have fewer."""
_ENDS_WITHIN = 12
"""Significant digits of a number with decimals that end; a mean that an engine computes goes on for all it keeps."""
UNKNOWN_STEP = {"", "exact", "as stated"}


class Cell(NamedTuple):
    """Where a cell stands: in which dataset, in the row of which name, in which column."""

    dataset: str
    row: str
    column: str


@dataclass(frozen=True, kw_only=True)
class Revision:
    """What is said otherwise now of `period` (ISO 8601; nothing of no time): `old`, as texts of the data, and `new`.

    It is a cell of a dataset, where `key` are its row's; or a reported figure, whose name is its `row`. An empty text
    is a cell without a value, `unit` that of a number. `marks` are what the data had, and have, in its place, if they
    say why.
    """

    dataset: str
    row: str
    key: tuple[str, ...] = ()
    column: str
    period: str
    old: str
    new: str
    unit: str = ""
    marks: tuple[str, str] = ("", "")

    @property
    def cell(self) -> Cell:
        """Where it stands."""
        return Cell(self.dataset, self.row, self.column)

    @property
    def difference(self) -> Decimal | None:
        """By how much a number is another; None of what is none, or was."""
        old, new = (_number(text) if self.unit else None for text in (self.old, self.new))
        return None if old is None or new is None else new - old


class Stated(NamedTuple):
    """A reported figure as its row states it: of which period, in which unit, the number, and its rounding."""

    period: str
    unit: str
    number: str
    rounded_to: str


class Edition(NamedTuple):
    """What an edition says: its datasets and its reported figures, by name."""

    datasets: Mapping[str, Told]
    stated: Mapping[str, Stated]


def goes_on(text: str) -> bool:
    """Whether a number that is computed has decimals that go on, as far as its digits tell.

    >>> goes_on("46.4696969696970"), goes_on("46.5"), goes_on("1234567890123"), goes_on("")
    (True, False, False, False)
    """
    number = _number(text)
    if number is None:
        return False
    _, digits, exponent = number.normalize().as_tuple()
    return int(exponent) < 0 and len(digits) > _ENDS_WITHIN


def stated_in(figures: Mapping[str, FigureRecord]) -> dict[str, Stated]:
    """The reported ones of a record's figures."""
    return {
        name: Stated(each["period"], each["unit"], each["stated"], each["rounded_to"])
        for name, each in figures.items()
        if "stated" in each
    }


class Moved(NamedTuple):
    """A row that one of two editions alone has: of which dataset, by its name and its key's texts."""

    dataset: str
    row: str
    key: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Compared:
    """Two editions' datasets and reported figures.

    `revised` are in the order of the newer data. `came` and `went` are rows of periods that both
    tell of, which one alone has; `problems` say of which dataset or column nothing can be told, and why.
    """

    revised: tuple[Revision, ...] = ()
    came: tuple[Moved, ...] = ()
    went: tuple[Moved, ...] = ()
    problems: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.revised or self.came or self.went)


def compared(old: Edition, new: Edition) -> Compared:
    """What the newer of two editions says otherwise."""
    both = [name for name in new.datasets if name in old.datasets]
    parts = [_datasets(name, old.datasets[name], new.datasets[name]) for name in both]
    parts.append(Compared(revised=tuple(_reported(old.stated, new.stated))))
    return Compared(
        revised=tuple(each for part in parts for each in part.revised),
        came=tuple(each for part in parts for each in part.came),
        went=tuple(each for part in parts for each in part.went),
        problems=tuple(each for part in parts for each in part.problems),
    )


def _datasets(name: str, old: Told, new: Told) -> Compared:
    if problem := _problem(old, new):
        return Compared(problems=((name, problem),))
    known = {(row.key, row.period): row for row in old.rows}
    found = {(row.key, row.period): row for row in new.rows}
    columns, unlike = _columns(old, new)
    revised = [
        revision
        for place, row in found.items()
        if place in known
        for revision in _row(name, known[place], row, columns, old.columns, new.columns)
    ]
    keys = {key for key, _ in known} & {key for key, _ in found}  # of another time now, where that is no part of them
    came = [
        row
        for (key, period), row in found.items()
        if (key, period) not in known and key not in keys and _is_within(row, old)
    ]
    went = [
        row
        for (key, period), row in known.items()
        if (key, period) not in found and key not in keys and _is_within(row, new)
    ]
    return Compared(
        revised=tuple(revised),
        came=tuple(Moved(name, row.name, row.key) for row in came),
        went=tuple(Moved(name, row.name, row.key) for row in went),
        problems=tuple((name, each) for each in unlike),
    )


def _problem(old: Told, new: Told) -> str:
    """Why two tellings of a dataset cannot be compared; nothing where they can."""
    for told, which in ((old, "older"), (new, "newer")):
        if told.problem:
            return f"{told.problem}, in the {which} one"
    if old.key != new.key:
        return f"its key was {_listed(old.key)}, and is {_listed(new.key)}"
    if not new.key:
        return "its rows have no key, by which they could be found again"
    return ""


def _listed(key: tuple[str, ...]) -> str:
    return ", ".join(key) or "none"


def _columns(old: Told, new: Told) -> tuple[list[str], list[str]]:
    """The columns that can be compared, and of which others it cannot be told, and why."""
    both = [name for name in (new.rows[0].cells if new.rows else ()) if old.rows and name in old.rows[0].cells]
    units = {name: [told.columns[name]["unit"] if name in told.columns else "" for told in (old, new)] for name in both}
    unlike = [
        f"its column {name} was in {one or 'no unit'}, and is in {other or 'none'}"
        for name, (one, other) in units.items()
        if one != other
    ]
    return [name for name, (one, other) in units.items() if one == other], unlike


def _row(
    name: str,
    old: Row,
    new: Row,
    columns: list[str],
    was: Mapping[str, ColumnRecord],
    now: Mapping[str, ColumnRecord],
) -> Iterator[Revision]:
    for column in columns:
        one, other = old.cells[column], new.cells[column]
        steps = [each[column]["rounded_to"] if column in each else "" for each in (was, now)]
        if one == other or (column in now and _is_same(one, other, steps)):
            continue
        yield Revision(
            dataset=name,
            row=new.name,
            key=new.key,
            column=column,
            period=new.period,
            old=one,
            new=other,
            unit=now[column]["unit"] if column in now else "",
            marks=(old.marks.get(column, ""), new.marks.get(column, "")),
        )


def _is_same(old: str, new: str, steps: list[str]) -> bool:
    """Whether two texts are one number, or two roundings of what may be one."""
    one, other = _number(old), _number(new)
    if one is None or other is None:
        return False
    apart = abs(other - one)
    if not apart:
        return True
    return steps[0] != steps[1] and apart <= _step(_coarser(steps)) / 2


def _coarser(steps: list[str]) -> str:
    return max(steps, key=_step)


def _step(said: str) -> Decimal:
    return (None if said in UNKNOWN_STEP else _number(said)) or Decimal(0)


def _number(text: str) -> Decimal | None:
    """A number; None of what is none, or beyond all bounds: a copy's file may say anything."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    is_known = number.is_finite() and abs(number.adjusted()) < _BEYOND and len(text) < _BEYOND
    return number if is_known else None


def _is_within(row: Row, other: Told) -> bool:
    """Whether a row is of a time that the other edition tells of; one of no time is of any."""
    if not row.period or other.reach is None:
        return True
    first, last = other.reach
    return first.first <= first_day(row.period) and last_day(row.period) <= last.last


def _reported(old: Mapping[str, Stated], new: Mapping[str, Stated]) -> Iterator[Revision]:
    """The reported figures of the same period and unit whose numbers are others."""
    for name, now in new.items():
        was = old.get(name)
        if was is None or (was.period, was.unit) != (now.period, now.unit):
            continue
        steps = [was.rounded_to, now.rounded_to]
        if not _is_same(was.number, now.number, steps):
            yield Revision(
                dataset="",
                row=name,
                column="value",
                period=now.period,
                old=was.number,
                new=now.number,
                unit=now.unit,
            )
