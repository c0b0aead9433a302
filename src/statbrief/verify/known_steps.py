"""To which step each figure of a record is known, found again: it decides with how many digits a figure is written.

Of a formula it is reckoned from the steps of what it names, by the rule of who computed it. Of a function that is more
than arithmetic nobody can reckon it from a record: it is held to be a step of the numbers behind the figure.
"""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from statbrief.arithmetic import formulas
from statbrief.arithmetic.bounds import EXACT, half_of, step_of
from statbrief.arithmetic.exactness import last_place, place_of
from statbrief.arithmetic.known_steps import (
    Term,
    as_decimal,
    constant,
    named_constant,
    power,
    product,
    quotient,
    steps_of_product,
    summed,
)
from statbrief.record.figure_types import CellRecord, DerivedFigure, PublishedFigure, ReportedFigure
from statbrief.record.record_types import ColumnRecord, DatasetRecord, MeasureRecord
from statbrief.verify import evaluation
from statbrief.verify.known import known_of
from statbrief.verify.queries import MEANS, measure_of

_MOST_BITS = 400
"""Of a number on the way: with longer ones, who computed a brief may have given up fractions, and this rule."""
_MOST_READINGS = 16
"""Of a part of a formula: one for each number that the larger of several may be, and for what may be a plain ratio."""
_NO_UNIT = ("", "1", "dimensionless")
_WHOLE = Decimal(1)
_TENTH = Fraction(1, 10)


class _UnreckonedError(Exception):
    """Raised where a step cannot be reckoned: of a root, of a number too long, of a figure of which it was not."""


@dataclass
class Steps:
    """The steps of a record's figures, each taken in after its inputs; `trees` are the formulas that were read."""

    figures: Mapping[str, PublishedFigure]
    datasets: Mapping[str, DatasetRecord]
    trees: Mapping[str, ast.expr]
    readings: dict[str, list[Term]] = field(default_factory=dict)
    """What each figure may be in the formulas of others."""

    def __post_init__(self) -> None:
        self.is_ratio = {each["unit"]: bool(each.get("ratio")) for each in self.figures.values()}
        self.is_ratio |= dict.fromkeys(_NO_UNIT, True)

    def problem(self, name: str) -> tuple[str, str] | None:
        """What is said wrongly of a figure's step, and what is right; None where nothing is."""
        figure = self.figures[name]
        if "stated" in figure:
            self.readings[name] = [_of_stated(figure)]
            return None
        if not _has_step(figure):
            return None
        reckoned = self._reckoned(name, figure)
        said = known_of(figure).step
        if (cell := figure["cell"]) is not None:
            right = self._of_cell(figure, cell, said)
        elif name in self.trees:
            allowed = [None if each.step is None else as_decimal(each.step) for each in reckoned]
            right = _wanted(said, allowed) if reckoned else ""
        else:
            right = self._of_code(figure, said)
        return (f"it is said to be known {_to(said)}", right) if right else None

    # -- formulas -----------------------------------------------------------------------------------------------
    def _reckoned(self, name: str, figure: DerivedFigure) -> list[Term]:
        """What a figure's formula makes of it; nothing where that cannot be told, or where there is none."""
        if name in self.trees:
            try:
                self.readings[name] = self._of_formula(name, figure)
            except (_UnreckonedError, ZeroDivisionError):
                return []
            return self.readings[name]
        known = known_of(figure)
        step = None if known.step is None else Fraction(known.step)
        self.readings[name] = [
            Term(value=known.value, step=step, is_fixed=known.is_single, is_plain=bool(figure["ratio"]))
        ]
        return []

    def _of_formula(self, name: str, figure: DerivedFigure) -> list[Term]:
        given = {each: self._given(each, figure) for each in formulas.names(self.trees[name])}
        scale = evaluation.factor(figure["scale"])
        return [each.times(scale) for each in _read(self.trees[name], given)]

    def _given(self, name: str, figure: DerivedFigure) -> list[Term]:
        """What a name of a formula may stand for, in the formula's units."""
        if name in figure["constants"]:
            typed = figure["constants"][name]
            ways = [self.is_ratio[typed["unit"]]] if typed["unit"] in self.is_ratio else [True, False]
            found = [named_constant(evaluation.constant(typed["value"]), is_plain=each) for each in ways]
        elif name in self.readings:
            found = self.readings[name]
        else:
            raise _UnreckonedError
        factor = evaluation.factor(figure["factors"].get(name, 1))
        return [each.times(factor) for each in found]

    # -- cells and code -----------------------------------------------------------------------------------------
    def _of_cell(self, figure: DerivedFigure, cell: CellRecord, said: Decimal | None) -> str:
        """What is right of a number of a dataset: the step of its column, or the place of its last digit."""
        dataset = self.datasets.get(cell["dataset"])
        column = dataset["columns"].get(cell["column"]) if dataset else None
        if column is None or half_of(column["rounded_to"]) is None:  # which has been said
            return ""
        if dataset and (measure := measure_of(dataset, cell["column"])) is not None:
            return _of_measure(figure, column, measure, said)
        if (step := _of_column(column)) is not None:
            return _wanted(said, [step])
        is_place = said is not None and _is_place(said) and not known_of(figure).value % Fraction(said)
        return "" if is_place else "its column is exact, and its number is a multiple of the place of its last digit"

    def _of_code(self, figure: DerivedFigure, said: Decimal | None) -> str:
        """What is right of a number that code made: a step of what it rests on, as far as the record has their units.

        A number that is exact lies on the place that it is known to, and a count is whole.
        """
        number = known_of(figure)
        is_count = said == _WHOLE and figure["unit"] in _NO_UNIT and number.value.denominator == 1
        behind = self._behind(figure)
        if said is None or is_count or behind is None or said in behind.steps:
            return ""
        is_place = behind.may_be_place(said) and not (number.is_single and number.value % Fraction(said))
        is_place = is_place or (number.is_bounded and not number.is_single and behind.may_be_part(said, number.value))
        return "" if is_place else f"what it rests on is {behind.told}"

    def _behind(self, figure: DerivedFigure) -> _Behind | None:
        """The steps of all numbers that a figure may rest on; None where some are in another unit than it."""
        stated = [self.figures.get(each) for each in figure["reported"]]
        datasets = [self.datasets.get(each) for each in figure["rows"]]
        numbers = [each for each in stated if each is not None and "stated" in each]
        columns = [column for each in datasets if each is not None for column in each["columns"].values()]
        units = {each["unit"] for each in (*numbers, *columns)}
        is_told = len(numbers) == len(stated) and all(half_of(each["rounded_to"]) is not None for each in columns)
        if units != {figure["unit"]} or not is_told:
            return None
        return _behind([_of_stated(each) for each in numbers], [_of_column(each) for each in columns])


@dataclass(frozen=True)
class _Behind:
    """What may be known of numbers: the steps of rounded ones, and the finest place where some are exact.

    Those of a dataset may have digits behind the point, which the record has not (`has_cells`).
    """

    steps: frozenset[Decimal]
    place: Decimal | None
    has_cells: bool

    def may_be_place(self, step: Decimal) -> bool:
        """Whether a step is the finest place of exact numbers, as far as the record can tell."""
        if self.place is None or not _is_place(step):
            return False
        return step <= self.place if self.has_cells else step == self.place

    def may_be_part(self, step: Decimal, value: Fraction) -> bool:
        """Whether a step is the last digit of a number that lies between steps, as the median of two does."""
        return step == last_place(value) and any(value % Fraction(each) and step < each for each in self.steps)

    @property
    def told(self) -> str:
        """What is known of them, for a reader."""
        steps = [f"known {_to(each)}" for each in sorted(self.steps)]
        if self.place is not None:
            steps.append(f"exact, {_to(self.place)}{' or finer' if self.has_cells else ''}")
        return ", or ".join(steps)


def _behind(stated: Sequence[Term], columns: Sequence[Decimal | None]) -> _Behind:
    steps = {as_decimal(each.step) for each in stated if not each.is_fixed and each.step}
    steps |= {each for each in columns if each is not None}
    places = [each.step for each in stated if each.step] if any(each.is_fixed for each in stated) else []
    place = as_decimal(min(places)) if places else (_WHOLE if None in columns else None)
    return _Behind(frozenset(steps), place, has_cells=bool(columns))


def _of_stated(figure: ReportedFigure) -> Term:
    stated, step = Decimal(figure["stated"]), step_of(figure["rounded_to"])
    return Term(
        value=Fraction(stated),
        step=Fraction(step or place_of(stated)),
        is_fixed=not step and not figure["bound"],
        is_plain=bool(figure.get("ratio")),
    )


def _of_column(column: ColumnRecord) -> Decimal | None:
    """The step that a column is rounded to; None of one that is exact."""
    return step_of(column["rounded_to"] or EXACT)


def _of_measure(figure: DerivedFigure, column: ColumnRecord, measure: MeasureRecord, said: Decimal | None) -> str:
    """What is right of a number that an engine computed: a count is whole, and what lies between steps is on none."""
    value, step = known_of(figure).value, _of_column(column)
    if measure["by"] == "count":
        return _wanted(said, [_WHOLE])
    if measure["by"] in MEANS or step is None:
        is_multiple = said is None or (said > 0 and not value % Fraction(said))
        return "" if is_multiple else "it is no multiple of that"
    return _wanted(said, [step])


def _read(node: ast.expr, given: Mapping[str, Sequence[Term]]) -> list[Term]:
    """What a part of a formula may be as a term, with these in the place of its names."""
    match node:
        case ast.Name(id=name):
            return list(given[name])
        case ast.Constant(value=int() | float() as value):
            return _of_constant(value)
        case ast.UnaryOp(op=op, operand=operand):
            found = _read(operand, given)
            return [replace(each, value=-each.value) for each in found] if isinstance(op, ast.USub) else found
        case ast.BinOp(left=left, op=op, right=right):
            pairs = itertools.product(_read(left, given), _read(right, given))
            return _distinct(each for one, other in pairs for each in _joined(op, one, other))
        case ast.Call(func=ast.Name(id="abs"), args=[only]):
            return [replace(each, value=abs(each.value)) for each in _read(only, given)]
        case ast.Call(args=arguments):
            found = [each for argument in arguments for each in _read(argument, given)]
            is_fixed = all(each.is_fixed for each in found)
            return _distinct(replace(each, is_fixed=is_fixed) for each in found)
    raise _UnreckonedError


def _of_constant(number: float) -> list[Term]:
    term = replace(constant(number), is_plain=True)
    is_whole_float = not isinstance(number, int) and number.is_integer()  # which copies of before have with a decimal
    return [term, replace(term, step=_TENTH)] if is_whole_float and term.step else [term]


def _joined(op: ast.operator, one: Term, other: Term) -> list[Term]:
    match op:
        case ast.Mult():  # of exact numbers any of the steps is true, and copies of before have the first
            term = product(one, other)
            return [replace(term, step=each) for each in steps_of_product(one, other)] or _as_before(term)
        case ast.Div():
            return _as_before(quotient(one, other))
    value = evaluation.joined(op, one.value, other.value)
    if value is None:
        raise _UnreckonedError
    return [power(one, other, value) if isinstance(op, ast.Pow) else summed(one, other, value)]


def _as_before(term: Term) -> list[Term]:
    """A part, to whose last digit copies of before are not known; they have three digits, which is as true."""
    return [term, replace(term, step=None, is_part=False)] if term.is_part else [term]


def _distinct(found: Iterable[Term]) -> list[Term]:
    """Each once; what may be too much, or is too long, is left alone."""
    terms = list(dict.fromkeys(found))
    if len(terms) > _MOST_READINGS or any(_bits(each.value) > _MOST_BITS for each in terms):
        raise _UnreckonedError
    return terms


def _bits(number: Fraction) -> int:
    return number.numerator.bit_length() + number.denominator.bit_length()


def _wanted(said: Decimal | None, allowed: Iterable[Decimal | None]) -> str:
    """What is right where something else is said."""
    steps = list(dict.fromkeys(allowed))
    return "" if said in steps else f"it is known {' or '.join(map(_to, steps))}"


def _has_step(figure: Mapping[str, object]) -> bool:
    """Whether the record has the step of what is derived: those of version 2 have none."""
    return "known_to" in figure


def _is_place(step: Decimal) -> bool:
    return step.normalize().as_tuple().digits == (1,)


def _to(step: Decimal | None) -> str:
    return "to no step" if step is None else f"to {step:f}"
