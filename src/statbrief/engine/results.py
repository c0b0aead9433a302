"""What an engine computed, as a dataset: its rows by their keys, and each number with how far it may lie."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

import ibis.expr.operations as ops

from statbrief.arithmetic.exactness import FLOAT_DIGITS, cleaned, last_place
from statbrief.data.columns import Column
from statbrief.data.computed import ComputedCell
from statbrief.data.units import Registry, Unit, is_count, unit_name
from statbrief.engine.plans import FIRST, LAST, UNTIMED, Measure, Plan
from statbrief.engine.shapes import Node, Shapes
from statbrief.engine.untold import refuse_untold
from statbrief.errors import RefusedError
from statbrief.table_schema.fields import Field
from statbrief.table_schema.periods import MONTH, QUARTER, WEEK, YEAR
from statbrief.table_schema.spans import join_periods

_TRUNCATED = {"Y": YEAR, "Q": QUARTER, "M": MONTH, "D": ""}
_EXACT_WHOLE = 10**FLOAT_DIGITS
"""Whole numbers from here on have more digits than are kept of floating point."""
_MOST_DIGITS = 60
"""Of the ends of ranges, which lie half a step beside numbers."""
ALL = "all"
"""What the only row is called of a table that groups by nothing."""
ALL_LEVEL = "name"


@dataclass(frozen=True)
class Result:
    """The rows that an engine computed: texts by column, the cells of its measures by column and place.

    `periods` say when each row is of; `columns` are described as those of a dataset are, `key` those that tell rows
    apart.
    """

    rows: tuple[Mapping[str, str], ...]
    cells: Mapping[tuple[str, int], ComputedCell]
    periods: tuple[str, ...]


@dataclass(frozen=True)
class Columns:
    """The columns of a result: those that tell rows apart, and all by name."""

    key: tuple[str, ...]
    columns: Mapping[str, Column]


def columns_of(plan: Plan, shapes: Shapes, registry: Registry, units: Mapping[str, Unit]) -> Columns:
    """What the columns of a result are; `units` are those that its function declares of counts.

    Raises `RefusedError` for what no column of a brief may be.
    """
    found = {name: _of_words(name, value, shapes) for name, value in (*plan.keys.items(), *plan.words.items())}
    if not plan.keys:
        found = {ALL_LEVEL: Column(form=Field(name=ALL_LEVEL)), **found}
    for name, measure in plan.measures.items():
        unit = measure.shape.unit if measure.by != "count" else _counted_in(units.get(name), registry)
        unit = registry.dimensionless if unit is None else unit
        step = measure.shape.step if measure.by != "count" else None
        counted = unit_name(unit) if is_count(registry, unit) else ""
        form = Field(name=name, type="number")
        found[name] = Column(form=form, unit=unit, rounded_to=step, counted=counted)
    return Columns(tuple(plan.keys) or (ALL_LEVEL,), found)


def _counted_in(declared: Unit | None, registry: Registry) -> Unit | None:
    """What a count is one of, where its function declares a unit; of thousands of trips, trips, which become these."""
    if declared is None or declared.dimensionless:
        return None
    root: Unit = registry.Quantity(1.0, declared).to_root_units().units
    return root


def result_of(rows: Sequence[Mapping[str, Any]], plan: Plan, columns: Columns, times: Times) -> Result:
    """The rows that an engine gave. Raises `RefusedError` for what is wrong with their cells."""
    texts: list[dict[str, str]] = []
    cells: dict[tuple[str, int], ComputedCell] = {}
    periods = []
    for row in _in_order(rows, plan):
        named = {} if plan.keys else {ALL_LEVEL: ALL}
        for name in (*plan.keys, *plan.words):
            lacking, column = plan.lacking.get(name, ("", ""))
            if lacking and row[lacking]:
                raise RefusedError(*_lacking(name, column, int(row[lacking])))
            named[name] = _text(columns.columns[name].form, row[name])
            if name in plan.keys and not named[name]:
                test = f"_.{name}.notnull()" if row[name] is None else f'_.{name} != ""'
                raise RefusedError(f"has a row without {name}", f"leave such rows out: .filter({test})")
        for name, measure in plan.measures.items():
            named[name], cell = _number(measure, row)
            if cell is not None:
                cells[name, len(texts)] = cell
        periods.append(times.of(row, named))
        texts.append(named)
    if not texts:
        raise RefusedError("finds no rows", "see what it filters by, and whether its files have any")
    return Result(tuple(texts), cells, tuple(periods))


@dataclass(frozen=True)
class Times:
    """When the rows of a result are of: all at one time, by a key of periods, or from the earliest to the latest."""

    stated: str = ""
    key: str = ""
    form: Field | None = None

    def of(self, row: Mapping[str, Any], named: Mapping[str, str]) -> str:
        """The period of a row. Raises `RefusedError` where some of what it is made of has none."""
        if self.key:
            return named[self.key]
        if self.form is None:
            return self.stated
        if row[FIRST] is not None and row[UNTIMED]:
            found = (
                f"has {row[UNTIMED]} row{'s' * (row[UNTIMED] > 1)} without {self.form.name}, which says when each is of"
            )
            raise RefusedError(found, f"leave such rows out: .filter(_.{self.form.name}.notnull())")
        return join_periods(text for each in (FIRST, LAST) if (text := _text(self.form, row[each])))


def times_of(plan: Plan, shapes: Shapes, columns: Columns) -> Times:
    """When the rows of a result are of, by what its tables say of theirs. Raises `RefusedError` where they disagree."""
    tables = [shapes.tables[each] for each in shapes.joined]
    stated = dict.fromkeys(each.period for each in tables if each.period)
    if not stated:
        return Times()
    if len(stated) > 1:
        said = " and ".join(each.name for each in tables)
        raise RefusedError(f"joins {said}, whose rows are of other times", "leave the period of one of them out")
    if not plan.is_timed:
        return Times(next(iter(stated)))
    table = next(each for each in tables if each.period_column)
    column = table.columns[table.period_column]
    for name, value in plan.keys.items():
        if columns.columns[name].period and _comes_from(value, table.name, table.period_column, shapes):
            return Times(key=name)
    return Times(form=column.form)


def _comes_from(value: Node, table: str, column: str, shapes: Shapes) -> bool:
    """Whether a key is a column, or a part of its time."""
    while not isinstance(value, ops.Field):
        if not hasattr(value, "arg"):  # made of several
            return False
        value = value.arg
    shape = shapes.of(value)
    return (shape.table, shape.column.name if shape.column else "") == (table, column)


# -- names and periods ------------------------------------------------------------------------------------------
def _of_words(name: str, value: Node, shapes: Shapes) -> Column:
    """A column of names or periods. Raises `RefusedError` for one of neither."""
    shape = shapes.plain(value, "groups by")
    inner = _made_of(value)
    if isinstance(inner, ops.ExtractYear):
        return Column(form=Field(name=name, type="year"))
    if isinstance(inner, (ops.DateTruncate, ops.TimestampTruncate)):
        return Column(form=_truncated(name, str(inner.unit.value)))
    kind = value.dtype
    if shape.column is not None and shape.unit is None:
        form = shape.column.form
        if form.type == "datetime":
            raise RefusedError(f"groups by {shape.name}, which is of type datetime", "group by its .date() or .year()")
        if form.type == "date" and form.frequency:
            return Column(form=_truncated(name, {YEAR: "Y", QUARTER: "Q", MONTH: "M"}[form.frequency]))
        if form.period or kind.is_string():
            return Column(form=replace(form, name=name))
    if shape.unit is not None:
        raise RefusedError(f"groups by {shape.said}", "what tells rows apart measures nothing")
    if kind.is_date():
        return Column(form=Field(name=name, type="date"))
    if kind.is_string() or kind.is_integer():
        return Column(form=Field(name=name))
    raise RefusedError(f"has a column {name} of type {kind}", "rows are told apart by texts, whole numbers and periods")


def _made_of(value: Node) -> Node:
    """What a field is computed by, below what only passes it on; of an extreme, what that is one of."""
    while True:
        if isinstance(value, (ops.Min, ops.Max)):
            value = value.arg
        elif not isinstance(value, ops.Field) or isinstance(value.rel, ops.UnboundTable):
            return value
        elif isinstance(value.rel, (ops.Project, ops.Aggregate, ops.JoinChain)):
            value = value.rel.values[value.name]
        else:
            value = ops.Field(value.rel.parent, value.name)


def _truncated(name: str, unit: str) -> Field:
    if unit == "W":
        return Field(name=name, frequency=WEEK)
    if unit not in _TRUNCATED:
        raise RefusedError(f"groups by times cut to {unit}", "cut them to years (Y), quarters (Q), months (M) or days")
    if unit == "Q":
        return Field(name=name, frequency=QUARTER)
    return Field(name=name, type={"Y": "year", "M": "yearmonth", "D": "date"}[unit])


def _text(form: Field, value: object) -> str:
    """A cell as datasets write it; nothing where there is none."""
    if value is None or value == "":
        return ""
    if isinstance(value, dt.date):
        return _time(form, value.date() if isinstance(value, dt.datetime) else value)
    text = f"{value:04d}" if form.type == "year" and isinstance(value, int) else str(value)
    return form.canonical(form.read(text))


def _time(form: Field, day: dt.date) -> str:
    """A day, or the month, quarter, week or year that begins with it."""
    write: dict[str, Callable[[dt.date], str]] = {
        YEAR: lambda first: f"{first:%Y}",
        "yearmonth": lambda first: f"{first:%Y-%m}",
        QUARTER: lambda first: f"{first.year}-Q{(first.month + 2) // 3}",
        WEEK: lambda first: "{}-W{:02}".format(*first.isocalendar()),
    }
    text = day.isoformat() if form.type == "date" else write[form.kind](day)
    return form.canonical(form.read(text))


def _in_order(rows: Sequence[Mapping[str, Any]], plan: Plan) -> list[Mapping[str, Any]]:
    """Rows in the order asked for, else of their keys: engines give them in any, and texts in one of their own."""
    found = sorted(rows, key=lambda row: [(row[name] is None, _sortable(row[name])) for name in plan.keys])
    for name, is_downwards in reversed(plan.order):
        found.sort(key=lambda row: (row[name] is None, _sortable(row[name])), reverse=is_downwards)
    return found


def _sortable(value: object) -> Any:  # noqa: ANN401 -- of one kind in each column
    return "" if value is None else value


# -- numbers ----------------------------------------------------------------------------------------------------
def _number(measure: Measure, row: Mapping[str, Any]) -> tuple[str, ComputedCell | None]:
    """A number as text with what is known of it. Raises `RefusedError` for one that is not what its data declare."""
    _refuse_undeclared(measure, row)
    rows = int(row[measure.rows] or 0)
    if row[measure.value] is None or (measure.by != "count" and not rows):
        return "", None
    value = _whole(measure, row[measure.value]) * measure.factor
    half = Fraction(measure.shape.step or 0) / 2 if measure.by != "count" else Fraction(0)
    step = None if measure.place is None else Fraction(measure.place)
    if measure.by == "sum":
        half *= rows
    elif measure.by == "mean":
        value, step = value / rows, None
    elif measure.by == "quantile" and step is not None and value % step:
        step = None  # between two numbers
    if step is not None and _digits(value) > FLOAT_DIGITS:
        found, wanted = f"computes {measure.name}, which is {float(value):g}", f"has more than {FLOAT_DIGITS} digits"
        raise RefusedError(found, f"no number here {wanted}")
    return decimal_text(value, FLOAT_DIGITS), ComputedCell(half, step, rows)


def _refuse_undeclared(measure: Measure, row: Mapping[str, Any]) -> None:
    """Raise `RefusedError` for rows without a value, rows that a condition leaves open, and numbers off their step."""
    shape = measure.shape
    if measure.lacking and row[measure.lacking]:
        raise RefusedError(*_lacking(measure.name, shape.name, int(row[measure.lacking])))
    if measure.untold:
        refuse_untold(f"computes {measure.name} where it asks for", measure.asked_of, int(row[measure.untold] or 0))
    if measure.off and row[measure.off]:
        to = f"rounded to {shape.step:f}" if shape.step is not None else f"known to {measure.place}"
        raise RefusedError(
            f"computes {measure.name} of {shape.name}, which has numbers that are not {to}", "correct it"
        )


def _lacking(name: str, column: str, rows: int) -> tuple[str, str]:
    """What is wrong where a column has no value in some rows, and what to do."""
    found = f"computes {name} of {column}, which has no value in {rows} row{'s' * (rows > 1)}"
    return found, f"say that they are left out: .filter(_.{column.rpartition('.')[2]}.notnull())"


def _digits(value: Fraction) -> int:
    """How many digits it takes to write a number that ends."""
    return len(_ended(value).normalize().as_tuple().digits)


def _ended(value: Fraction) -> Decimal:
    with localcontext(prec=_MOST_DIGITS):
        return Decimal(value.numerator) / Decimal(value.denominator)


def _whole(measure: Measure, value: object) -> Fraction:
    """What an engine gave, exactly; a quantile is a float, which lies between whole numbers or is one."""
    if isinstance(value, float):
        if not math.isfinite(value) or (measure.by == "quantile" and abs(value) >= _EXACT_WHOLE):
            raise RefusedError(f"computes {measure.name}, which is {value}", "its numbers are too large, or none")
        return cleaned(value)
    assert isinstance(value, int | Decimal)  # noqa: S101 -- engines give no other numbers
    return Fraction(value)


def decimal_text(value: Fraction, most: int = _MOST_DIGITS) -> str:
    """A number in digits: all of one that ends within `most` of them, else as many as floating point has."""
    if last_place(value) is not None and _digits(value) <= most:
        return f"{_ended(value):f}"
    return f"{Decimal(f'{float(value):.{FLOAT_DIGITS}g}'):f}"
