"""What the values of an expression are, as far as their rounding and their unit go: told by its operations, one by one.

A rounded column may be passed on, looked at for missing values, and reduced to a sum, a mean, an extreme, a quantile or
a count. Whatever else is done with it (a difference, a ratio, a condition) has a range that two runs, with all numbers
low and with all high, would not find. What is exact may be compared, taken apart and computed with. An operation that
is not known here is refused: a range is never guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import ibis.expr.operations as ops

from statbrief.data.columns import Column
from statbrief.data.engine_tables import EngineTable
from statbrief.data.units import Registry, Unit, unit_name
from statbrief.errors import RefusedError
from statbrief.figures.return_annotations import is_offset

DERIVE = "take exact data, or give the sums, means and extremes as columns and derive the figure from that table"
_OFFSET = "take its mean, its extremes or its quantiles"
CAST = "cast it where it is summed: trips.fare.cast('decimal(18, 2)').sum()"
_KNOWN = "write it with comparisons, parts of texts and dates, and sums, means, counts, extremes and quantiles"
Node = Any
"""One of Ibis' operations, which say nothing of their types."""

_COMPARING = (
    *(ops.Equals, ops.NotEquals, ops.Greater, ops.GreaterEqual, ops.Less, ops.LessEqual, ops.Between, ops.InValues),
)
_ORDERING = (ops.Greater, ops.GreaterEqual, ops.Less, ops.LessEqual, ops.Between)
_LOGICAL = (ops.And, ops.Or, ops.Not, ops.Xor)
_CHOOSING = (ops.IfElse, ops.SearchedCase, ops.SimpleCase, ops.Coalesce, ops.NullIf)
_OF_TEXTS = (
    *(ops.Uppercase, ops.Lowercase, ops.Capitalize, ops.Strip, ops.LStrip, ops.RStrip, ops.Substring, ops.StrRight),
    *(ops.StringSlice, ops.StringLength, ops.StringContains, ops.StartsWith, ops.EndsWith, ops.StringReplace),
    *(ops.StringConcat, ops.StringSQLLike, ops.LPad, ops.RPad, ops.StringFind),
)
_OF_TIMES = (
    *(ops.ExtractYear, ops.ExtractQuarter, ops.ExtractMonth, ops.ExtractDay, ops.ExtractHour, ops.ExtractMinute),
    *(ops.ExtractDayOfYear, ops.DayOfWeekIndex, ops.DayOfWeekName, ops.DateTruncate, ops.TimestampTruncate, ops.Date),
    ops.DateFromYMD,
)
_ADDING = (ops.Add, ops.Subtract)
_SCALING = (ops.Multiply, ops.Divide, ops.FloorDivide)
_OF_ONE = (ops.Negate, ops.Abs)
_OF_PLAIN_NUMBERS = (ops.Modulus, ops.Sign, ops.Floor, ops.Ceil, ops.Round)
_PASSING = (ops.Filter, ops.Sort, ops.DropNull, ops.DropColumns, ops.JoinReference, ops.SelfReference)
_COMPUTING = (ops.Project, ops.Aggregate, ops.JoinChain)
_JOINS = ("inner", "left", "right", "outer", "semi", "anti")
_ASKING = (ops.IsNull, ops.NotNull)
COUNTING = (ops.Count, ops.CountStar, ops.CountDistinct, ops.CountDistinctStar)
EXTREMES = (ops.Min, ops.Max)
QUANTILES = (ops.Quantile, ops.Median)
REDUCING = (ops.Sum, ops.Mean, *EXTREMES, *QUANTILES, *COUNTING)


@dataclass(frozen=True)
class Shape:
    """What is known of a value: its unit, if it measures something, and the step that it is rounded to, if it is.

    `name` is the column that it comes from, for messages. `column` is the one that it repeats, and `table` its table.
    `is_binary` is of floating point without a step: what it adds up to depends on the order of rows. `place` is the
    last place that an exact number was cast to, which is held against the data.
    """

    name: str = ""
    unit: Unit | None = None
    step: Decimal | None = None
    column: Column | None = None
    table: str = ""
    is_binary: bool = False
    place: Decimal | None = None

    @property
    def is_rounded(self) -> bool:
        """Whether it may be another number than it is."""
        return self.step is not None

    @property
    def is_plain(self) -> bool:
        """Whether it is exact and measures nothing."""
        return self.unit is None and not self.is_rounded

    @property
    def said(self) -> str:
        """What it is, for a message."""
        if self.step is not None:
            return f"{self.name}, which is rounded to {self.step:f}"
        return f"{self.name}, which is in {unit_name(self.unit)}" if self.unit is not None else self.name


@dataclass
class Shapes:
    """The shapes of the values of one expression, over tables by name."""

    tables: Mapping[str, EngineTable]
    registry: Registry
    has_own_order: bool = False
    """Whether the engine puts texts in an order of its own, as a PostgreSQL does by the language it was set up in."""

    def __post_init__(self) -> None:
        self._known: dict[Node, Shape] = {}
        self.joined: dict[str, None] = {}
        """The tables that the expression reads."""

    def of(self, value: Node) -> Shape:
        """The shape of a value. Raises `RefusedError` for what may not be done, or is not known."""
        if value not in self._known:
            self._known[value] = self._found(value)
        return self._known[value]

    def plain(self, value: Node, what: str) -> Shape:
        """The shape of a value that must be exact. Raises `RefusedError`."""
        shape = self.of(value)
        if shape.is_rounded:
            raise RefusedError(f"{what} {shape.said}", DERIVE)
        if shape.place is not None:  # whose digits are held against the data where it is summed, and nowhere else
            raise RefusedError(f"{what} {shape.name}, cast to the place of {shape.place}", CAST)
        return shape

    # -- tables -------------------------------------------------------------------------------------------------
    def look_at(self, relation: Node) -> None:
        """Look at all that a table is made of. Raises `RefusedError`."""
        for each in relation.find(ops.Relation):
            self._look_at(each)

    def _look_at(self, relation: Node) -> None:
        if isinstance(relation, ops.UnboundTable) and relation.name in self.tables:
            self.joined[relation.name] = None
        elif isinstance(relation, ops.Filter):
            for each in relation.predicates:
                self.plain(each, "filters by")
        elif isinstance(relation, ops.JoinChain):
            self._look_at_joins(relation)
        elif isinstance(relation, ops.Aggregate):
            for each in relation.groups.values():
                self.plain(each, "groups by")
        elif type(relation) not in (*_PASSING, ops.Project):
            raise RefusedError(f"uses {type(relation).__name__}, which is not known here", _KNOWN)

    def _look_at_joins(self, relation: Node) -> None:
        for link in relation.rest:
            if link.how not in _JOINS:
                raise RefusedError(f"joins by {link.how}", f"write one of {', '.join(_JOINS)}")
            for each in link.predicates:
                self.plain(each, "joins by")

    def _field(self, value: Node) -> Shape:
        rel, name = value.rel, value.name
        if isinstance(rel, ops.UnboundTable):
            return self._of_column(self.tables[rel.name], name, value)
        if type(rel) in _PASSING:
            return self.of(ops.Field(rel.parent, name))
        if type(rel) in _COMPUTING:
            return self.of(rel.values[name])
        raise RefusedError(f"uses {type(rel).__name__}, which is not known here", _KNOWN)

    def _of_column(self, table: EngineTable, name: str, value: Node) -> Shape:
        column = table.columns[name]
        unit = column.unit
        if unit is None and column.rounded_to is not None:
            unit = self.registry.dimensionless
        is_binary = value.dtype.is_floating() and column.rounded_to is None
        called = f"{table.name}.{name}"
        return Shape(called, unit, column.rounded_to, column, table.name, is_binary=is_binary)

    # -- values -------------------------------------------------------------------------------------------------
    def _found(self, value: Node) -> Shape:
        found = {
            (ops.Field,): self._field,
            (ops.Literal,): lambda literal: Shape(str(literal.value)),
            _ASKING: self._asked,
            REDUCING: self._reduced,
            (ops.Cast,): self._cast,
            (*_COMPARING, *_LOGICAL, *_CHOOSING, *_OF_TEXTS, *_OF_TIMES): self._exact,
            (*_ADDING, *_SCALING, *_OF_ONE, *_OF_PLAIN_NUMBERS): self._computed,
        }
        for kinds, shape in found.items():
            if type(value) in kinds:  # one that is nearly a median is a kind of median to Ibis
                return shape(value)
        raise RefusedError(f"uses {type(value).__name__}, which is not known here", _KNOWN)

    def _asked(self, value: Node) -> Shape:
        """Whether there is a number, which is known, however it is rounded."""
        self.of(value.arg)
        if type(value.arg) in (ops.Not, ops.InValues, ops.Between):  # Ibis writes NOT x IS NULL, which is of another
            raise RefusedError("asks whether a condition has an answer", "ask its column: _.region.isnull()")
        return Shape(self._named(value))

    def _parts(self, value: Node) -> list[Shape]:
        """The shapes of what an operation is given. Raises `RefusedError` where some of it is rounded."""
        given = [each for each in value.__children__ if isinstance(each, ops.Value)]
        what = f"{_in_words(value)}"
        return [self.plain(each, what) for each in given]

    def _named(self, value: Node) -> str:
        names = [self.of(each).name for each in value.__children__ if isinstance(each, ops.Value)]
        return next(filter(None, names), type(value).__name__)

    def _exact(self, value: Node) -> Shape:
        parts = self._parts(value)
        if type(value) in _ORDERING:
            self._hold_order(value, [each for each in value.__children__ if isinstance(each, ops.Value)])
        is_number = value.dtype.is_numeric() and type(value) not in (*_COMPARING, *_LOGICAL)
        units = {unit_name(each.unit) for each in parts if each.unit is not None}
        if is_number and units and type(value) in _CHOOSING:
            raise RefusedError(f"chooses among numbers in {' and '.join(sorted(units))}", DERIVE)
        return Shape(self._named(value), is_binary=bool(value.dtype.is_floating()))

    def _hold_order(self, value: Node, texts: list[Node]) -> None:
        """Raise `RefusedError` where the order of names decides, and that is each server's own."""
        names = (each for each in texts if each.dtype.is_string() and not isinstance(each, ops.Literal))
        for each in names if self.has_own_order else ():
            shape = self.of(each)
            if shape.column is None or not shape.column.period:
                found = f"{_in_words(value)} {shape.name}, a text, by an order that is this server's own"
                raise RefusedError(found, 'name the texts: _.region.isin(["Norte", "Centro"])')

    def _computed(self, value: Node) -> Shape:
        parts = self._parts(value)
        units = [each.unit for each in parts]
        unit = units[0]
        if type(value) in _ADDING:
            if any(each != unit for each in units):
                said = " and ".join(unit_name(each) if each is not None else "a plain number" for each in units)
                raise RefusedError(f"adds {said}", "add what is in one unit")
        elif type(value) in _SCALING:
            unit = self._scaled(value, units)
        elif type(value) in _OF_PLAIN_NUMBERS and any(each is not None for each in units):
            raise RefusedError(f"{_in_words(value)} {parts[0].said}", DERIVE)
        for each in (each for each in parts if each.unit is not None and is_offset(self.registry, each.unit)):
            raise RefusedError(f"{_in_words(value)} {each.said}, whose zero is not nothing", _OFFSET)
        is_binary = value.dtype.is_floating() or type(value) is ops.Divide
        return Shape(self._named(value), unit, is_binary=bool(is_binary))

    def _scaled(self, value: Node, units: list[Unit | None]) -> Unit | None:
        if all(each is None for each in units):
            return None
        one, other = (self.registry.dimensionless if each is None else each for each in units)
        made: Unit = one * other if isinstance(value, ops.Multiply) else one / other
        return made

    def _cast(self, value: Node) -> Shape:
        shape, to = self.of(value.arg), value.to
        if shape.is_rounded:
            raise RefusedError(f"casts {shape.said}", "leave it as it is")
        if value.arg.dtype.is_floating() and to.is_decimal() and to.scale is not None:
            return replace(shape, column=None, is_binary=False, place=Decimal(1).scaleb(-to.scale))
        if value.arg.dtype.is_floating() and to.is_integer():
            return replace(shape, column=None, is_binary=False, place=Decimal(1))
        given = value.arg.dtype
        if given.is_decimal() and (to.is_integer() or (to.is_decimal() and _scale(to) < _scale(given))):
            raise RefusedError(
                f"casts {shape.said}, to {to}, which has fewer digits", "cast it to no fewer than it has"
            )
        return replace(shape, column=None, is_binary=bool(to.is_floating()), place=None)

    # -- many rows made one number ------------------------------------------------------------------------------
    def _reduced(self, value: Node) -> Shape:
        if (where := getattr(value, "where", None)) is not None:
            self.plain(where, "takes rows by")
        if type(value) in (ops.CountStar, ops.CountDistinctStar):
            return Shape("rows")
        shape = self.of(value.arg)
        if not self._rests_on_tables(value.arg):
            raise RefusedError(f"{_in_words(value)} {shape.name}, which rests on none of its tables", "take a column")
        self._refuse_of_rounded(value, shape)
        if type(value) in COUNTING:
            return Shape(shape.name)
        if type(value) not in EXTREMES:
            self._refuse_as_number(value, shape)
        else:
            self._hold_order(value, [value.arg])
        return replace(shape, column=shape.column if type(value) in EXTREMES else None)

    def _refuse_of_rounded(self, value: Node, shape: Shape) -> None:
        """Raise `RefusedError` for what two runs would not find the range of."""
        if type(value) is ops.CountDistinct:
            self.plain(value.arg, "counts the different values of")
        elif shape.is_rounded and type(value.arg) is not ops.Field:
            raise RefusedError(f"{_in_words(value)} {shape.said}", DERIVE)
        elif shape.is_rounded and self.is_made(value.arg):
            raise RefusedError(f"{_in_words(value)} what is computed of {shape.said}", DERIVE)

    def _refuse_as_number(self, value: Node, shape: Shape) -> None:
        """Raise `RefusedError` for a sum, mean or quantile that is none, or that is not the same each time."""
        doing = f"{_in_words(value)} {shape.name}"
        if not value.dtype.is_numeric():
            raise RefusedError(f"{doing}, which is of type {value.arg.dtype}", "it is for numbers")
        if type(value) is ops.Quantile and type(value.quantile) is not ops.Literal:
            raise RefusedError(f"{doing} that it computes", "write which: .quantile(0.9)")
        if type(value) is ops.Sum and shape.unit is not None and is_offset(self.registry, shape.unit):
            raise RefusedError(f"{doing}, whose zero is not nothing", _OFFSET)
        if shape.is_binary:
            told = "say the step that it is rounded to, or which place is its last: .cast('decimal(18, 2)')"
            raise RefusedError(f"{doing}, which is exact and kept in binary fractions", told)

    def is_made(self, value: Node) -> bool:
        """Whether a field is one number of many rows already."""
        return type(made_by(value)) in REDUCING

    def is_year(self, value: Node) -> bool:
        """Whether a value is a year, taken of a day or in a column of years."""
        inner = made_by(value)
        while type(inner) in EXTREMES:
            inner = made_by(inner.arg)
        column = self.of(inner).column
        return type(inner) is ops.ExtractYear or (column is not None and column.type == "year")

    def _rests_on_tables(self, value: Node) -> bool:
        """Whether a value is made of columns of tables, and not of what is typed alone."""
        made = made_by(value)
        if type(made) is ops.Field:
            return True
        given = [each for each in made.__children__ if isinstance(each, ops.Value)]
        is_count_of_rows = any(isinstance(each, ops.Relation) for each in made.__children__)
        return is_count_of_rows or any(map(self._rests_on_tables, given))


def made_by(value: Node) -> Node:
    """What a field is computed by, below what only passes it on; a column of a table is itself."""
    while type(value) is ops.Field:
        if type(value.rel) in _PASSING:
            value = ops.Field(value.rel.parent, value.name)
        elif type(value.rel) in _COMPUTING:
            value = value.rel.values[value.name]
        else:
            return value
    return value


def _scale(kind: Any) -> int:  # noqa: ANN401 -- Ibis' own
    """The digits behind the point of a type of decimal numbers; of one that does not say, as many as may be."""
    return 0 if kind.scale is None else int(kind.scale)


_WORDS = {
    ops.Sum: "sums",
    ops.Mean: "takes the mean of",
    ops.Min: "takes the least of",
    ops.Max: "takes the largest of",
    ops.Quantile: "takes a quantile of",
    ops.Median: "takes the median of",
    ops.Add: "adds something to",
    ops.Subtract: "takes a difference of",
    ops.Multiply: "multiplies",
    ops.Divide: "divides",
    ops.FloorDivide: "divides",
}


def _in_words(value: Node) -> str:
    """What an operation does, for a message."""
    if type(value) in _COMPARING:
        return "compares"
    return _WORDS.get(type(value), f"uses {type(value).__name__} on")
