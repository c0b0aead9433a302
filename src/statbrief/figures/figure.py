"""A figure: a number with a unit, a range, a label, a period and an origin. Never a picture."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from statbrief.arithmetic.bounds import stated_known
from statbrief.arithmetic.exactness import Known, cleaned, seems_to_end
from statbrief.arithmetic.inputs import Input
from statbrief.arithmetic.kinds import is_bare, why_not, why_not_bare
from statbrief.arithmetic.ranges import Range
from statbrief.data.units import Quantity, Unit, unit_name
from statbrief.errors import with_article
from statbrief.figures.rows_behind import ManyRows
from statbrief.figures.scales import Scales

_YEARS = range(1900, 2101)


@dataclass(frozen=True, kw_only=True)
class Reported:
    """Origin of a figure that a source states: a row of `data/reported.csv`.

    `stated` is the value as the source writes it, `unit` the unit as the row does; `rounded_to` is the step that the
    value was rounded to, None when exact or, with `is_as_stated`, not known; `bound` is empty, ``at least``, ``more
    than``, ``at most`` or ``less than``. `is_counted` is of a unit that counts things: they are not less than nothing.
    """

    stated: Decimal
    unit: str
    rounded_to: Decimal | None
    bound: str
    source: str
    locator: str
    note: str
    file: str
    line: int
    is_as_stated: bool = False
    is_counted: bool = False

    @cached_property
    def known(self) -> Known:
        """The value as stated, with the range that its rounding and its bound leave."""
        return stated_known(
            self.stated,
            self.rounded_to,
            self.bound,
            is_rounding_known=not self.is_as_stated,
            is_counted=self.is_counted,
        )


def may_be_year(number: Decimal) -> bool:
    """Whether people would read a number that stands without a unit, or decimals, as a year of now."""
    return number in _YEARS and number.as_tuple().exponent == 0


@dataclass(frozen=True)
class Cell:
    """One number of a dataset: the dataset's name, its row by name, and its column."""

    dataset: str
    row: str
    column: str


@dataclass(frozen=True, kw_only=True)
class Returned:
    """Origin of what a function returns.

    `inputs` are the function's parameters; `reported` the reported figures behind it, however far; `rows` the keys of
    each dataset's rows that it depends on, and `many` how many where they are too many to be named; `sources` the
    bibliography keys of all of these. `missing` are the keys of each dataset's rows without a value that it would
    depend on, and that it leaves out by choice, or a figure behind it does.
    """

    function: str
    file: str
    line: int
    inputs: tuple[str, ...]
    reported: tuple[str, ...]
    rows: Mapping[str, tuple[str, ...]]
    sources: tuple[str, ...]
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    many: Mapping[str, ManyRows] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Derived(Returned):
    """Origin of a figure that a function computes.

    `formula` is the function's expression, if it is no more than arithmetic, `constants` what it names beside its
    inputs, and `scales` what turns it into arithmetic over plain numbers. When the function only picks out a number of
    a dataset, `cell` is that number. `stated_to` is the step to which the result is known, where its inputs' steps tell
    it; `as_stated` are those of the reported figures whose rounding is not known, and datasets of which that is not
    said yet. `counts` is what its code makes of whole numbers, a word of `phrases.table`.
    """

    formula: str = ""
    constants: Mapping[str, Quantity] = field(default_factory=dict)
    scales: Scales = field(default_factory=Scales)
    cell: Cell | None = None
    is_among_stated: bool = False
    counts: str = "counted"
    stated_to: Decimal | None = None
    as_stated: tuple[str, ...] = ()

    @property
    def is_of_a_cell(self) -> bool:
        """Whether it is a number of a dataset as it stands there."""
        return not self.formula and self.cell is not None and len(self.inputs) == 1


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A number and all that a reader may ask of it.

    `quantity` is a pint quantity and `range` is in its unit; `period` is ISO 8601. `forms` are the ways to write
    it, without markup, once the words are made: ``f"{figure:about}"`` writes one. `stated_label` is the label as
    `data/` or `analysis/` has it, where the brief's language has another, and `template` how the label is written,
    where it says its period. `exact` is what is known of the number beyond its float, and `kind` what it is (a level, a
    share …), which decides its forms. `band` is what its change is called little within, if the brief says so.
    `is_backward` is of an earlier number less a later one, or divided by it: of nothing does it say that it rose.
    `rests_on_year` is of what is computed from the number of a year, and may be one.

    >>> import pint
    >>> ureg = pint.UnitRegistry()
    >>> days = Figure(id="stay", label="Stay", quantity=ureg.Quantity(3.0, "day"), range=Range(2.5, 3.5),
    ...               period="2022-05", origin=None, forms={"about": "about 3"})
    >>> f"{days:about} days, {days.unit}"
    'about 3 days, day'
    """

    id: str
    label: str
    quantity: Quantity
    range: Range
    period: str
    origin: Reported | Derived | None
    forms: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    stated_label: str = ""
    template: str = ""
    band: Fraction | None = None
    exact: Known | None = field(default=None, repr=False, compare=False)
    kind: str = ""
    is_backward: bool = False
    rests_on_year: bool = False

    @cached_property
    def known(self) -> Known:
        """What is known of the number: exactly, else as far as its float and its range tell."""
        if self.exact is not None:
            return self.exact
        low, high = (cleaned(end) if abs(end) != float("inf") else None for end in (self.range.low, self.range.high))
        if isinstance(self.origin, Reported):
            return self.origin.known
        step = self.origin.stated_to if self.origin else None
        ends, is_told = seems_to_end(self.value), not self.as_stated
        return Known(value=cleaned(self.value), low=low, high=high, step=step, ends=ends, is_rounding_known=is_told)

    @cached_property
    def value(self) -> float:
        """The magnitude, in the figure's unit."""
        return float(self.quantity.magnitude)

    @cached_property
    def unit(self) -> str:
        """The unit by name, ``1`` for a share or a ratio."""
        return unit_name(self.quantity.units)

    @property
    def sources(self) -> tuple[str, ...]:
        """The keys of the sources it rests on."""
        if isinstance(self.origin, Reported):
            return (self.origin.source,)
        return self.origin.sources if self.origin else ()

    @property
    def is_year(self) -> bool:
        """Whether it is a number of the calendar, and no amount: without a unit, and the year that its row is of.

        So is what is computed of such a year, where it may be one: five years after the target.
        """
        origin, number = self.origin, self.known.value
        if self.unit != "1" or not self.known.is_exact or number.denominator != 1:
            return False
        is_told = self.rests_on_year
        if isinstance(origin, Reported):
            is_told = self.period == str(int(origin.stated))
        return is_told and may_be_year(Decimal(int(number)))

    @property
    def as_stated(self) -> tuple[str, ...]:
        """The reported figures that it rests on, itself among them, whose rounding is not known, and such datasets."""
        if isinstance(self.origin, Reported):
            return (self.id,) if self.origin.is_as_stated else ()
        return self.origin.as_stated if self.origin else ()

    @property
    def missing(self) -> Mapping[str, tuple[str, ...]]:
        """The keys of each dataset's rows without a value that it would depend on: it is of what is known alone."""
        return self.origin.missing if isinstance(self.origin, Derived) else {}

    def copied(self) -> Figure:
        """The same figure with a quantity of its own, for code that may convert it in place."""
        return replace(self, quantity=copy.copy(self.quantity))

    def in_unit(self, unit: Unit) -> Range:
        """Its range restated in `unit`. Raises `pint.DimensionalityError` when that cannot be."""
        quantity = type(self.quantity)
        ends = (quantity(end, self.quantity.units).to(unit) for end in (self.range.low, self.range.high))
        return Range(*(float(end.magnitude) for end in ends))

    def __format__(self, form: str) -> str:
        """The figure in one of its forms; ``value`` when none is named."""
        name = form or "value"
        if name in self.forms and not self.known.is_bounded and is_bare(name):
            raise KeyError(f"{self.id} has no form '{name}': it {why_not_bare(name)}")
        if name not in self.forms:
            known = {"is_as_stated": bool(self.as_stated), "has_period": bool(self.period)}
            reason = why_not(self.kind, name, **known, is_backward=self.is_backward)
            raise KeyError(
                f"{self.id} has no form '{name}'" + (f": {with_article(self.kind)} {reason}" if reason else "")
            )
        return self.forms[name]


def as_input(figure: Figure) -> Input:
    """A reported figure as an input of others; what it counts may be nothing, and no less."""
    reach, known = figure.range, figure.known
    if not known.is_limit_in:
        return Input(figure.id, figure.value, reach.low, reach.high, known.is_open)
    return Input(figure.id, figure.value, 0.0, reach.high, known.is_open, beyond=-1)
