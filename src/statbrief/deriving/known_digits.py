"""What is known of derived figures: exactly where their formula is arithmetic, elsewhere by the step of their inputs.

A function computes with floats. What it gives is computed again with fractions where its formula allows. What code
gives, such as a sum over a column, is the multiple of its inputs' step that it lies on, but for floating point.
"""

from __future__ import annotations

import ast
import functools
import math
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from statbrief.arithmetic.bounds import half_step
from statbrief.arithmetic.exact_formulas import NotComputedError, compute
from statbrief.arithmetic.exactness import (
    NOISE,
    Known,
    cleaned,
    common_grid,
    last_place,
    moved_from,
    on_grid,
    place_of,
    seems_to_end,
    settled,
)
from statbrief.arithmetic.known_steps import Term, as_decimal, named_constant
from statbrief.data.computed import ComputedCell
from statbrief.data.units import Quantity, Registry, Unit, ratio_of
from statbrief.deriving.exact_factors import factor_between
from statbrief.figures.figure import Figure, Reported

Moves = Mapping[Hashable, float]
_PLACES_OF_PARTS = range(6, 1, -1)
"""How many digits finer than a step the grid is on which code's parts of it are looked for."""
_OVER_NOISE = 20
"""How much larger than floating point's noise a grid is on which numbers do not lie by accident."""
_NARROW = Fraction(1, 10**9)
"""Relative: how narrow a range may be before its ends are looked for exactly."""


@dataclass(frozen=True, kw_only=True)
class Stated:
    """A number of a source that figures depend on: what it is, how far it may lie from that, and in which unit.

    `step` is what it is rounded to, of an exact one the place of its last digit; `place` is that place of any.
    `is_bound` is of one that may be any number on one side of what is stated; `ends` is whether its decimals do, as
    those of a mean that an engine computed do not.
    """

    value: Fraction
    half: Fraction
    step: Fraction
    place: Fraction
    unit: Unit
    is_bound: bool = False
    ends: bool = True

    @property
    def is_fixed(self) -> bool:
        """Whether nothing but this value is allowed."""
        return not self.half and not self.is_bound

    @property
    def shifted(self) -> float:
        """The number a tenth of its step higher, which is within its rounding."""
        return float(self.value + self.step / 10)

    def at(self, moved: float) -> Fraction | None:
        """The exact number where its float is moved to: an end of its range; None of what is not finite."""
        if not math.isfinite(moved):
            return None
        ends = {float(each): each for each in (self.value, self.value - self.half, self.value + self.half)}
        return ends.get(moved, cleaned(moved))


def stated_by(figure: Figure) -> Stated:
    """A reported figure as a number that others depend on."""
    assert isinstance(figure.origin, Reported)  # noqa: S101 -- derived figures come later
    origin = figure.origin
    return stated(origin.stated, origin.rounded_to, figure.quantity.units, is_bound=bool(origin.bound))


def stated(number: Decimal, rounded_to: Decimal | None, unit: Unit, *, is_bound: bool = False) -> Stated:
    """A number as a source writes it."""
    place, step = Fraction(place_of(number)), Fraction(rounded_to or 0)
    half, step = half_step(step), step or place
    return Stated(value=Fraction(number), half=half, step=step, place=place, unit=unit, is_bound=is_bound)


def as_computed(known: Stated, cell: ComputedCell) -> Stated:
    """A number that an engine computed: its range is that of all that it is made of."""
    step = known.step if cell.step is None else cell.step
    return replace(known, half=cell.half, step=step, place=min(known.place, step), ends=cell.step is not None)


@dataclass(frozen=True, kw_only=True)
class Formula:
    """A figure's formula, with what restates its numbers in units of one system, exactly."""

    tree: ast.expr
    inputs: Sequence[str]
    constants: Mapping[str, Term]
    factors: Mapping[str, Fraction]
    scale: Fraction


@dataclass
class Knowledge:
    """The numbers that sources state, by what moves them, and the formulas of the figures computed so far.

    `floats` is what a figure comes to in floating point where some numbers are moved, `behind` the numbers that it
    depends on, and `is_part` whether what is moved is a part of those, as a block of cells is of a larger one;
    `one_of` is one number of such a block.
    """

    registry: Registry
    floats: Callable[[str, Moves], float]
    is_part: Callable[[Hashable, str], bool] = lambda _key, _name: False
    one_of: Callable[[Hashable], Hashable] = lambda key: key
    stated: dict[Hashable, Stated] = field(default_factory=dict)
    alone: dict[Hashable, Stated] = field(default_factory=dict)
    """Figures that others depend on as if a source stated them: they are moved by themselves, where they are moved."""
    formulas: dict[str, Formula] = field(default_factory=dict)
    behind: dict[str, Sequence[Hashable]] = field(default_factory=dict)
    known: dict[str, Known] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    terms: dict[tuple[str, frozenset[tuple[Hashable, float]]], Term] = field(default_factory=dict)
    plain: dict[Unit, bool] = field(default_factory=dict)
    largest: dict[str, float] = field(default_factory=dict)

    def of_formula(
        self, name: str, formula: Formula, corners: Sequence[Moves], *, is_rounding_known: bool
    ) -> Known | None:
        """What is known of a figure at its value and where it is lowest and highest; None where fractions fail.

        A part of something has digits only as far as its range says which.
        """
        self.formulas[name] = formula
        try:
            middle, low, high = (self._end(name, moves) for moves in corners)
            is_told = is_rounding_known and low is not None and high is not None
            step = self._step(name, corners, with_parts=is_told)
            if middle is not None and low is not None and high is not None:
                low, high = self._widened(name, middle, low, high)
        except NotComputedError:
            del self.formulas[name]
            return None
        if middle is None:
            return None
        ends = last_place(middle) is not None and self._rests_on_ends(name)
        return Known(value=middle, low=low, high=high, step=None if step is None else as_decimal(step), ends=ends)

    def _rests_on_ends(self, name: str) -> bool:
        """Whether no number of code behind a formula goes on where floating point cuts it off."""
        if name in self.formulas:
            return all(self._rests_on_ends(each) for each in self.formulas[name].inputs)
        return name not in self.known or self.known[name].ends

    def _step(self, name: str, corners: Iterable[Moves], *, with_parts: bool) -> Fraction | None:
        """What the number is known to: of one that is chosen among several, the finest of those that it may be.

        Which one that is can differ between where it stands, where it is lowest and where it is highest.
        """
        finite = [moves for moves in corners if all(map(math.isfinite, (*moves.values(), self.floats(name, moves))))]
        terms = [self._term(name, moves) for moves in finite]
        steps = [None if each.is_part and not with_parts else each.step for each in terms]
        known = [step for step in steps if step is not None]
        return min(known) if len(known) == len(steps) else None

    def stand_alone(self, name: str) -> None:
        """Let others depend on a figure as if a source stated it."""
        known, unit = self.known[name], self.units[name]
        half = max((abs(end - known.value) for end in (known.low, known.high) if end is not None), default=Fraction(0))
        step = Fraction(known.step) if known.step else half or Fraction(place_of(as_decimal(known.value)))
        is_bound = known.low is None or known.high is None
        self.alone[name] = Stated(
            value=known.value,
            half=half,
            step=step,
            place=step,
            unit=unit,
            is_bound=is_bound,
            ends=known.step is not None,
        )

    def _behind(self, name: str) -> list[tuple[Hashable, Stated]]:
        """The numbers that a figure depends on, as they are stated."""
        return [(key, self.stated[key] if key in self.stated else self.alone[key]) for key in self.behind[name]]

    def _widened(self, name: str, middle: Fraction, low: Fraction, high: Fraction) -> tuple[Fraction, Fraction]:
        """The ends of a range that is too narrow for floating point to tell one end from another.

        Each rounded number is moved alone, exactly; then all go where the result is lowest, and where it is highest.
        """
        moving = [(key, each) for key, each in self._behind(name) if each.half]
        largest = max([abs(middle), *(abs(each.value) for _, each in moving)])
        if not moving or high - low > largest * _NARROW:
            return low, high
        bottom: dict[Hashable, float] = {}
        top: dict[Hashable, float] = {}
        for key, each in moving:
            ends = float(each.value - each.half), float(each.value + each.half)
            falls = self._term(name, {key: ends[1]}).value < self._term(name, {key: ends[0]}).value
            bottom[key], top[key] = reversed(ends) if falls else ends
        return min(low, self._term(name, bottom).value), max(high, self._term(name, top).value)

    def of_code(self, name: str, corners: Sequence[Moves], *, is_count: bool, is_rounding_known: bool) -> Known:
        """What is known of a number that code computes: a count is whole, a sum lies on the grid of what is summed.

        The median of two, or a mean of four, lies on a part of it; a rank of shares, which goes by steps, on none.
        """
        numbers, unit = [self.floats(name, moves) for moves in corners], self.units[name]
        is_apart = is_count or (self._is_plain(unit) and self._goes_by_steps(name))
        steps = [] if is_apart else [self._restated(each, unit) for _, each in self._behind(name)]
        if is_count or (steps and all(step is not None for step in steps)):
            known = [step for step in steps if step is not None] or [_WHOLE]
            largest = max(map(abs, filter(math.isfinite, (*numbers, *(each.largest for each in known)))))
            grid = functools.reduce(common_grid, (each.place if each.is_fixed else each.step for each in known))
            middle = on_grid(numbers[0], grid, largest * NOISE)
            if middle is not None:
                low, high = (self._on_half(each, grid, largest) for each in numbers[1:])
                step = _WHOLE.step if is_count else self._finest_step(name, corners, known)
                return Known(value=middle, low=low, high=high, step=as_decimal(step))
            if is_rounding_known and all(map(math.isfinite, numbers)):
                found = self._part_in_code(name, corners, grid)
                if found is not None:
                    return found
        largest = max(map(abs, filter(math.isfinite, numbers)))
        middle, low, high = (settled(each, largest) if math.isfinite(each) else None for each in numbers)
        assert middle is not None  # noqa: S101 -- a figure's value is finite
        return Known(value=middle, low=low, high=high, ends=seems_to_end(float(middle)))

    def _goes_by_steps(self, name: str) -> bool:
        """Whether a figure stays what it is where all numbers behind it are moved a little, each by another part."""
        return self.floats(name, self._nudged({}, self.behind[name])) == self.floats(name, {})

    def _part_in_code(self, name: str, corners: Sequence[Moves], grid: Fraction) -> Known | None:
        """A median or mean that lies on a part of a grid whose decimals end; None where it may as well not.

        Whether it always ends is told by moving one number, two, four … by a tenth of their steps: a mean of twelve
        then goes on, though it may have ended where it stands.
        """
        numbers = [self.floats(name, moves) for moves in corners]
        if numbers[1] == numbers[2]:
            return None
        noise = max(map(abs, numbers)) * NOISE
        part = next((grid / 10**places for places in _PLACES_OF_PARTS if grid / 10**places > noise * _OVER_NOISE), None)
        if part is None or any(on_grid(each, part, noise) is None for each in (*numbers, *self._shifted(name))):
            return None
        middle, low, high = (on_grid(each, part, noise) for each in numbers)
        assert middle is not None  # noqa: S101 -- looked at above
        return Known(value=middle, low=low, high=high, step=last_place(middle))

    def _shifted(self, name: str) -> Iterator[float]:
        """What a figure comes to where the first number behind it, the first two, four … are a tenth of a step more."""
        numbers, count = self._behind(name), 1
        while count < 2 * len(numbers):
            yield self.floats(name, {self.one_of(key): each.shifted for key, each in numbers[:count]})
            count *= 2

    def _finest_step(self, name: str, corners: Iterable[Moves], grids: Sequence[_Grid]) -> Fraction:
        """The step of what code sums or chooses: the finest of what it is known to where it stands and at its ends."""
        finite = [moves for moves in corners if all(map(math.isfinite, moves.values()))]
        return min(self._step_at(name, moves, grids) for moves in finite)

    def _step_at(self, name: str, moves: Moves, grids: Sequence[_Grid]) -> Fraction:
        """The coarsest step of the rounded numbers that move the result where it is, else the finest place of any.

        A larger or a middle number is moved by the one that it is, a sum by all of its numbers.
        """
        of_step: dict[Fraction, list[Hashable]] = {}
        for key, grid in zip(self.behind[name], grids, strict=True):
            of_step.setdefault(Fraction(0) if grid.is_fixed else grid.step, []).append(key)
        at, acting = self.floats(name, moves), set(of_step)
        if len(of_step) > 1:
            acting = {step for step, those in of_step.items() if self.floats(name, self._nudged(moves, those)) != at}
        return max(acting, default=Fraction(0)) or min(grid.place for grid in grids)

    def _nudged(self, moves: Moves, those: Sequence[Hashable]) -> dict[Hashable, float]:
        """Some numbers moved by a part of their step, each by another, so that no two hide each other."""
        stated = self.alone | self.stated
        at = {key: moves.get(key, float(stated[key].value)) for key in those}
        parts = ((key, float(stated[key].step) * (0.05 + place % 7 / 200)) for place, key in enumerate(those))
        return {**moves, **{key: at[key] + part for key, part in parts}}

    def _on_half(self, number: float, grid: Fraction, largest: float) -> Fraction | None:
        """An end of a sum's range, which lies on half its grid."""
        if not math.isfinite(number):
            return None
        found = on_grid(number, grid / 2, largest * NOISE)
        return settled(number, largest) if found is None else found

    def _restated(self, number: Stated, unit: Unit) -> _Grid | None:
        """The step and place of a stated number in a unit; None where it is of another kind."""
        factor = factor_between(self.registry, number.unit, unit) if number.ends else None
        if factor is None:
            return None
        largest = float(abs(number.value) * factor)
        return _Grid(number.step * factor, min(number.place, number.step) * factor, largest, is_fixed=number.is_fixed)

    def _end(self, name: str, moves: Moves) -> Fraction | None:
        """The figure's exact value; of what is moved beyond all numbers, the limit as floating point has it."""
        number = self.floats(name, moves)
        if not math.isfinite(number):
            return None
        return self._term(name, moves).value if all(map(math.isfinite, moves.values())) else cleaned(number)

    def _term(self, name: str, moves: Moves) -> Term:
        """A figure as a term of a formula, with some numbers moved."""
        if name in self.stated or name in moves:
            known = self.stated[name] if name in self.stated else self.alone[name]
            at = known.at(moves[name]) if name in moves else known.value
            if at is None:
                raise NotComputedError(name)
            step = known.step if known.ends else None
            return Term(value=at, step=step, is_fixed=known.is_fixed, is_plain=self._is_plain(known.unit))
        moves = {key: value for key, value in moves.items() if key in self.behind[name] or self.is_part(key, name)}
        key = (name, frozenset(moves.items()))
        if key not in self.terms:
            self.terms[key] = self._computed(name, moves)
        return self.terms[key]

    def _computed(self, name: str, moves: Moves) -> Term:
        formula = self.formulas.get(name)
        if formula is None:
            return self._of_code(name, moves)
        terms = dict(formula.constants)
        for each in formula.inputs:
            terms[each] = self._term(each, moves).times(formula.factors.get(each, Fraction(1)))
        for each in formula.constants:
            terms[each] = terms[each].times(formula.factors.get(each, Fraction(1)))
        return compute(formula.tree, terms).times(formula.scale)

    def _of_code(self, name: str, moves: Moves) -> Term:
        """A number that code computes, or that a dataset states, as a term of a formula."""
        known = self.known[name]
        number, value = self.floats(name, moves), known.value
        if moves:
            only = self.stated[self.behind[name][0]] if known.is_stated else None
            at = only.at(moves[self.behind[name][0]]) if only else moved_from(known, number, self._largest(name))
            if at is None:
                raise NotComputedError(name)
            value = at
        step = None if known.step is None else Fraction(known.step)
        return Term(value=value, step=step, is_fixed=known.is_single, is_plain=self._is_plain(self.units[name]))

    def _largest(self, name: str) -> float:
        """The largest of a number of code and those in its unit that it is made of."""
        if name not in self.largest:
            grids = (self._restated(each, self.units[name]) for _, each in self._behind(name))
            self.largest[name] = max(each.largest for each in (*filter(None, grids), _WHOLE))
        known = self.known[name]
        return max(self.largest[name], *(abs(float(each)) for each in (known.value, known.low, known.high) if each))

    def _is_plain(self, unit: Unit) -> bool:
        if unit not in self.plain:
            self.plain[unit] = _is_plain(self.registry.Quantity(1.0, unit))
        return self.plain[unit]


@dataclass(frozen=True)
class _Grid:
    """What a number lies on, and how large it is."""

    step: Fraction
    place: Fraction
    largest: float
    is_fixed: bool


_WHOLE = _Grid(Fraction(1), Fraction(1), 0.0, is_fixed=True)


def constant_terms(constants: Mapping[str, Quantity]) -> Iterator[tuple[str, Term]]:
    """The named constants of a formula as terms: a number that somebody typed, in a unit."""
    for name, each in constants.items():
        yield name, named_constant(cleaned(float(each.magnitude)), is_plain=_is_plain(each))


def _is_plain(quantity: Quantity) -> bool:
    """Whether it is a plain ratio: an angle is not, which the record does not know to be without dimension."""
    return not quantity.units.dimensionality and ratio_of(quantity) is not None
