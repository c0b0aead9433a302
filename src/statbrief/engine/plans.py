"""What the engine is asked for an expression: its columns, and beside each number what its range is found from.

Of the sum of n numbers that are rounded to a step, the run with all numbers low and the one with all high give half a
step less and more for each of the n; of a mean, an extreme or a quantile, all of which go where all numbers go, half a
step less and more. So one scan finds the value and, as n, both ends. Binary fractions are counted in steps, as whole
numbers, whose sums are exact and do not depend on the order of rows; in the same scan it is held that they lie on their
steps, and that none is missing in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.operations as ops

from statbrief.engine.shapes import CAST, COUNTING, EXTREMES, QUANTILES, REDUCING, Node, Shape, Shapes
from statbrief.engine.untold import columns_in, is_untold, may_be_untold
from statbrief.errors import RefusedError

FIRST, LAST, UNTIMED = "_first", "_last", "_untimed"
"""The earliest and the latest time of the rows behind a row, and how many of them have none."""
_NAME = re.compile("[a-z][a-z0-9_]*")
"""What a column is called whose head stands in a docstring."""
_RENAME = "call it by small letters, digits and _: .agg(trips=_.count()), .group_by(vendor='VendorID')"
_WIDEST = 18
"""Digits of a decimal number that is counted in whole numbers of 64 bits."""
_ON_STEP, _OF_ITS_SIZE, _OF_HALF_ITS_SIZE = 1e-6, 1e-15, 1e-7
"""How far from a step floating point may leave a number, and how far for each of the steps that it is large."""
_BY = {ops.Sum: "sum", ops.Mean: "mean", ops.Min: "min", ops.Max: "max", ops.Quantile: "quantile"}


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A column of numbers: how it is computed, and what the engine calls the parts that it is made of.

    `value` is in units of which one is `factor`; a mean is `value` over `rows`. `lacking` counts rows without a value,
    `off` is 1 where a number lies beside its steps, `place` what it is a multiple of; `untold` counts rows of which its
    condition, on the columns `asked_of`, cannot tell.
    """

    name: str
    by: str
    shape: Shape
    value: str
    rows: str
    factor: Fraction = Fraction(1)
    lacking: str = ""
    off: str = ""
    untold: str = ""
    asked_of: tuple[str, ...] = ()
    place: Decimal | None = None


@dataclass
class Plan:
    """What the engine is asked: an expression, its keys and other columns of words by name, and its measures.

    `order` are the keys that its rows are put in order by, and whether downwards, the first before the next.
    `lacking` has what counts rows without a value of a column of words, and which column of a table that is.
    """

    expression: Any
    keys: dict[str, Node] = field(default_factory=dict)
    words: dict[str, Node] = field(default_factory=dict)
    measures: dict[str, Measure] = field(default_factory=dict)
    lacking: dict[str, tuple[str, str]] = field(default_factory=dict)
    is_timed: bool = False
    order: list[tuple[str, bool]] = field(default_factory=list)


def plan(expression: Any, shapes: Shapes) -> Plan:  # noqa: ANN401 -- Ibis' own
    """What is to be asked for an expression. Raises `RefusedError` for one that no ranges can be found of."""
    root = expression.as_table().op() if isinstance(expression, ibis.expr.types.Scalar) else expression.op()
    if not isinstance(root, ops.Relation):
        raise RefusedError("returns a column", "return a table: trips.group_by('region').agg(n=trips.count())")
    shapes.look_at(root)
    aggregate = _aggregate(root)
    asked = _Asked(aggregate, shapes)
    made = asked.made()
    found = Plan(_on_top(root, aggregate, made, asked).to_expr(), is_timed=FIRST in made.schema)
    for name in root.schema.names:
        at = _traced(root.values[name] if isinstance(root, ops.Project) else ops.Field(root, name), aggregate)
        if isinstance(at, str) and at in asked.measures:
            found.measures[name] = asked.measures[at]
        elif isinstance(at, str) and at in aggregate.groups:
            found.keys[name] = aggregate.groups[at]
        elif isinstance(at, str):
            found.words[name], found.lacking[name] = aggregate.metrics[at], asked.lacking[at]
        else:
            shapes.plain(at, "computes with")
            raise RefusedError(f"computes {name} of what it has computed", "derive it from the table that it returns")
    for name in root.schema.names:
        if not _NAME.fullmatch(name):
            raise RefusedError(f"has a column that is called {name}", _RENAME)
    lost = [name for name, group in aggregate.groups.items() if group not in found.keys.values()]
    if lost:
        raise RefusedError(f"leaves out {lost[0]}, which tells its rows apart", "keep what it groups by")
    found.order = list(_order(root, aggregate, found.keys))
    return found


def _order(root: Node, aggregate: Node, keys: dict[str, Node]) -> Iterator[tuple[str, bool]]:
    """The keys that rows are put in order by, by their names in the end, and whether downwards."""
    named = {group: name for name, group in keys.items()}
    for node in _over(root, aggregate):
        for each in node.keys if type(node) is ops.Sort else ():
            yield named[aggregate.groups[_traced(each.arg, aggregate)]], bool(each.descending)


def _aggregate(root: Node) -> Node:
    """The last aggregate, over which nothing but order, choice and names comes."""
    node = root
    while not isinstance(node, ops.Aggregate):
        if isinstance(node, (ops.Project, ops.Filter, ops.Sort, ops.DropColumns)):
            node = node.parent
        else:
            wanted = "return .group_by(…).agg(…) of it: a brief has tables of some rows"
            raise RefusedError("returns rows of its tables, and no aggregate of them", wanted)
    return node


def _over(root: Node, aggregate: Node) -> Iterator[Node]:
    """What comes over the aggregate, from the top."""
    while root != aggregate:
        yield root
        root = root.parent


def _traced(value: Node, aggregate: Node) -> str | Node:
    """The column of the aggregate that a value repeats, by name; the value where it is another."""
    while isinstance(value, ops.Field):
        rel, name = value.rel, value.name
        if rel == aggregate:
            return str(name)
        value = rel.values[name] if isinstance(rel, ops.Project) else ops.Field(rel.parent, name)
    return value


@dataclass
class _Asked:
    """The metrics that an aggregate is asked for beside its own, each once."""

    aggregate: Node
    shapes: Shapes
    measures: dict[str, Measure] = field(default_factory=dict)
    metrics: dict[str, Node] = field(default_factory=dict)
    names: dict[Node, str] = field(default_factory=dict)
    lacking: dict[str, tuple[str, str]] = field(default_factory=dict)

    def made(self) -> Node:
        """The aggregate with all of them. Raises `RefusedError`."""
        for name, metric in self.aggregate.metrics.items():
            if type(metric) not in REDUCING:
                shape = self.shapes.of(metric)
                found = f"computes {name} of sums, means or the like{f' of {shape.name}' if shape.name else ''}"
                raise RefusedError(found, "give each as a column, and derive the figure from that table")
            if name.startswith("_"):
                raise RefusedError(f"has a column that is called {name}", _RENAME)
            self.shapes.of(metric)
            if self._is_number(metric):
                self.measures[name] = self._measure(name, metric)
            else:
                self.metrics[name] = metric
                self.lacking[name] = self._lacking(metric), self.shapes.of(metric.arg).name
        for name, column in zip((FIRST, LAST, UNTIMED), self._times(), strict=False):
            self.metrics[name] = column
        return ops.Aggregate(self.aggregate.parent, self.aggregate.groups, self.metrics)

    def _is_number(self, metric: Node) -> bool:
        """Whether a metric is a number, and no name or period. Raises `RefusedError` for one of years that is none."""
        is_number = metric.dtype.is_numeric() or metric.dtype.is_boolean()
        if not is_number or type(metric) in COUNTING or not self.shapes.is_year(metric.arg):
            return bool(is_number)
        if type(metric) not in EXTREMES:
            name = self.shapes.of(metric.arg).name
            raise RefusedError(f"computes with {name}, which is a year", "group by it, or take the first or the last")
        return False

    def _lacking(self, metric: Node) -> str:
        """What the number of rows is called that have no value for a metric."""
        return self._hidden(ops.CountStar(self.aggregate.parent, _both(metric.where, ops.IsNull(metric.arg))))

    def _times(self) -> Iterator[Node]:
        """The earliest and the latest time of rows, and how many have none, where their tables say it of each."""
        parent = self.aggregate.parent
        timed = [each for name, each in self.shapes.tables.items() if name in self.shapes.joined and each.period_column]
        columns = {(each.name, each.period_column) for each in timed}
        if len(columns) > 1:
            found = f"joins {' and '.join(each.name for each in timed)}, each of whose rows says its time"
            raise RefusedError(found, "leave the period of one of them out")
        for name in parent.schema.names:
            shape = self.shapes.of(ops.Field(parent, name)) if columns else Shape()
            if self.shapes.is_made(ops.Field(parent, name)):  # the first of some days is not the last of them
                continue
            if shape.column is not None and (shape.table, shape.column.name) in columns:
                time = ops.Field(parent, name)
                yield from (ops.Min(time), ops.Max(time), ops.CountStar(parent, ops.IsNull(time)))
                return
        if columns:
            table, column = min(columns)
            raise RefusedError(f"drops {table}.{column}, which says when its rows are of", "keep that column")

    def _hidden(self, metric: Node) -> str:
        if metric not in self.names:
            self.names[metric] = f"_{len(self.names)}"
            self.metrics[self.names[metric]] = metric
        return self.names[metric]

    def _measure(self, name: str, metric: Node) -> Measure:
        shape, where = self.shapes.of(metric), metric.where
        untold, asked_of = self._untold(where)
        if type(metric) in COUNTING:
            value = self._hidden(metric)
            lacks = self._lacking(metric) if type(metric) is ops.CountDistinct else ""
            counted = Measure(name=name, by="count", shape=shape, value=value, rows=value, place=Decimal(1))
            return replace(counted, lacking=lacks, untold=untold, asked_of=asked_of)
        arg = metric.arg
        number = _counted(arg, self.shapes.of(arg))
        rows = self._hidden(ops.Count(arg, where))
        by, value = self._value(metric, number)
        return Measure(
            name=name,
            by=by,
            shape=shape,
            value=self._hidden(value),
            rows=rows,
            factor=number.factor,
            lacking=self._lacking(metric),
            off="" if number.off is None else self._hidden(ops.Max(_as_number(number.off), where)),
            untold=untold,
            asked_of=asked_of,
            place=number.place,
        )

    def _untold(self, where: Node | None) -> tuple[str, tuple[str, ...]]:
        """What the number of rows is called of which a condition cannot tell, and the columns that it looks at."""
        if where is None or not may_be_untold(where):
            return "", ()
        columns = columns_in([where], self.shapes)
        return self._hidden(ops.CountStar(self.aggregate.parent, is_untold(where))), columns

    def _value(self, metric: Node, number: _Number) -> tuple[str, Node]:
        """By which means a number is computed, and what the engine is asked for it."""
        if type(metric) in QUANTILES:
            if number.is_wide:
                found = f"takes a quantile of {self.shapes.of(metric.arg).name}, a decimal number that is too wide"
                raise RefusedError(found, f"keep it with {_WIDEST} digits, as decimal({_WIDEST}, 2)")
            at = ops.Literal(0.5, dt.float64) if isinstance(metric, ops.Median) else metric.quantile
            return "quantile", ops.Quantile(number.value, at, metric.where)
        by = _BY[type(metric)]
        kind = type(metric) if type(metric) in EXTREMES else ops.Sum
        return by, kind(number.value, metric.where)


@dataclass(frozen=True)
class _Number:
    """A column as what is summed: whole numbers of which one is `factor`, or decimal numbers that are wide.

    `off` says of a row that its number lies beside its steps; `place` is what each number is a multiple of.
    """

    value: Node
    factor: Fraction
    place: Decimal | None
    off: Node | None = None
    is_wide: bool = False


def _counted(arg: Node, shape: Shape) -> _Number:
    """A column in whole numbers, where it can be. Raises `RefusedError` for a type that is none of numbers."""
    kind, step = arg.dtype, shape.step
    if shape.place is not None:  # which is held against the data where it is cast
        if not isinstance(arg, ops.Cast):
            raise RefusedError(f"computes with a column that is {shape.name}, cast to {kind}", CAST)
        return _of_binary(arg.arg, shape.place, step=None)
    if kind.is_boolean():
        return _Number(_as_number(arg), Fraction(1), Decimal(1))
    if kind.is_integer():
        return _in_steps(arg, Decimal(1), step)
    if kind.is_decimal():
        return _of_decimal(arg, step, is_stated=shape.column is not None or step is not None)
    if kind.is_floating() and step is not None:
        return _of_binary(arg, step, step)
    if kind.is_floating():  # an extreme, which is one of the numbers
        return _Number(arg, Fraction(1), None)
    raise RefusedError(f"computes with {shape.name}, which is of type {kind}", "it is for numbers")


def _as_number(truth: Node) -> Node:
    """1 of what is true, 0 of all else: not every engine makes numbers of truths."""
    return ops.IfElse(truth, ops.Literal(1, dt.int64), ops.Literal(0, dt.int64))


def _of_decimal(arg: Node, step: Decimal | None, *, is_stated: bool) -> _Number:
    """Decimal numbers: those of a column have as many digits as it says; of what is computed, that may not be so."""
    kind = arg.dtype
    if is_stated and kind.precision is not None and kind.scale is not None and kind.precision <= _WIDEST:
        scaled = ops.Cast(ops.Multiply(arg, ops.Literal(10**kind.scale, dt.int64)), dt.int64)
        return _in_steps(scaled, Decimal(1).scaleb(-kind.scale), step)
    off = None
    if step is not None:
        off = ops.NotEquals(ops.Modulus(arg, ibis.literal(step).op()), ops.Literal(0, dt.int8))
    return _Number(arg, Fraction(1), step, off, is_wide=True)


def _in_steps(units: Node, unit: Decimal, step: Decimal | None) -> _Number:
    """Whole numbers of `unit`, of which those that are rounded are multiples of so many units."""
    if step is None:
        return _Number(units, Fraction(unit), unit)
    many = Fraction(step) / Fraction(unit)
    if many.denominator == 1:
        off = ops.NotEquals(ops.Modulus(units, ops.Literal(int(many), dt.int64)), ops.Literal(0, dt.int8))
    else:  # of whole numbers in steps of 2.5, those are on one that are multiples of 5
        off = ops.NotEquals(ops.Modulus(units, ops.Literal(many.numerator, dt.int64)), ops.Literal(0, dt.int8))
    return _Number(units, Fraction(unit), step, off)


def _of_binary(arg: Node, place: Decimal, step: Decimal | None) -> _Number:
    """Binary fractions in steps, or in units of their last place."""
    size = _OF_HALF_ITS_SIZE if str(arg.dtype).startswith("float32") else _OF_ITS_SIZE
    ratio = ops.Divide(ops.Cast(arg, dt.float64), ops.Literal(float(step or place), dt.float64))
    whole = ops.Round(ratio, ops.Literal(0, dt.int8))
    apart = ops.Abs(ops.Subtract(ratio, whole))
    slack = ops.Add(ops.Literal(_ON_STEP, dt.float64), ops.Multiply(ops.Abs(whole), ops.Literal(size, dt.float64)))
    off = ops.Greater(apart, ops.Least((slack, ops.Literal(0.25, dt.float64))))
    return _Number(ops.Cast(whole, dt.int64), Fraction(step or place), step or place, off)


def _both(one: Node | None, other: Node) -> Node:
    return other if one is None else ops.And(one, other)


def _on_top(node: Node, aggregate: Node, made: Node, asked: _Asked) -> Node:
    """What comes over an aggregate, over the one that has more columns: those of an order, a choice, other names."""
    if node == aggregate:
        return made
    parent = _on_top(node.parent, aggregate, made, asked)
    known = {ops.Field(node.parent, name): ops.Field(parent, name) for name in parent.schema.names
             if name in node.parent.schema}  # fmt: skip
    if isinstance(node, ops.Filter):
        return ops.Filter(parent, [_restated(each, known, asked) for each in node.predicates])
    if isinstance(node, ops.Sort):
        return _sorted(node, parent, known, aggregate)
    if isinstance(node, ops.DropColumns):
        return ops.DropColumns(parent, node.columns_to_drop & {*parent.schema.names})
    hidden = {name: ops.Field(parent, name) for name in parent.schema.names if name.startswith("_")}
    values = {name: value.replace(known) for name, value in node.values.items() if value in known}
    return ops.Project(parent, {**values, **hidden})


def _restated(predicate: Node, known: dict[Node, Node], asked: _Asked) -> Node:
    """A condition on columns that the aggregate still has. Raises `RefusedError` for one on a number."""
    for each in predicate.find(ops.Field):
        if each not in known and each.name in {*asked.measures}:
            wanted = "choose rows by statbrief.tables, in a table of this one"
            raise RefusedError(f"chooses rows by {each.name}, which it computes", wanted)
    return predicate.replace(known)


def _sorted(node: Node, parent: Node, known: dict[Node, Node], aggregate: Node) -> Node:
    keys = []
    for each in node.keys:
        at = _traced(each.arg, aggregate)
        if not isinstance(at, str) or at not in aggregate.groups:
            found = "orders rows by what it computes, whose rounding may decide that"
            raise RefusedError(found, "order them by statbrief.tables.ranked, in a table of this one")
        keys.append(each.replace(known))
    others = [name for name in node.parent.schema.names if isinstance(
        at := _traced(ops.Field(node.parent, name), aggregate), str) and at in aggregate.groups]  # fmt: skip
    return ops.Sort(parent, [*keys, *(ops.SortKey(ops.Field(parent, name)) for name in others)])  # so that none tie
