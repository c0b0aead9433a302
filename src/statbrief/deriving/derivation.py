"""One figure after the other, each with its range and with what is known of it, once its inputs are known."""

from __future__ import annotations

import functools
import math
from collections.abc import Hashable, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pint

from statbrief.arithmetic import formulas
from statbrief.arithmetic.exactness import Known
from statbrief.arithmetic.inputs import Input
from statbrief.arithmetic.leaps import LeapError, steady_corners
from statbrief.arithmetic.monotone_ranges import NotMonotoneError, extreme_corners
from statbrief.arithmetic.open_ends import is_approached, open_ways, opened
from statbrief.arithmetic.ranges import Range
from statbrief.arithmetic.searched_ranges import searched
from statbrief.arithmetic.step_functions import goes_by_steps
from statbrief.data import missing_cells
from statbrief.data.blocks import Block
from statbrief.data.datasets import CellsKey
from statbrief.data.equal_values import EqualValues
from statbrief.data.units import Unit, ratio_of, unit_name
from statbrief.deriving.answers_made import Answering
from statbrief.deriving.answers_returned import shown
from statbrief.deriving.beyond_ends import leaves_beyond
from statbrief.deriving.blocks_held import held
from statbrief.deriving.derived_kinds import Scope, kind_of
from statbrief.deriving.ends_by_steps import ends_by_steps
from statbrief.deriving.evaluation import Evaluation, Measured, Moves
from statbrief.deriving.exact_factors import exact_factor
from statbrief.deriving.independent import depends
from statbrief.deriving.known_digits import (
    Formula,
    Knowledge,
    Stated,
    as_computed,
    constant_terms,
    stated,
    stated_by,
)
from statbrief.deriving.left_open import refuse_open_run, refuse_undecided
from statbrief.deriving.many_cells import behind
from statbrief.deriving.no_ends import no_ends
from statbrief.deriving.order_in_time import is_backward
from statbrief.deriving.period_of import period_of
from statbrief.deriving.period_of_run import period_of_run
from statbrief.deriving.positive_base import kind_by_signs
from statbrief.deriving.provenance import leaves_elsewhere, leaves_of, origin_of
from statbrief.deriving.rests_on import basis_of
from statbrief.deriving.row_order import refuse_order_of_rows
from statbrief.deriving.steady_figures import SteadyFigures
from statbrief.errors import DerivingError
from statbrief.figures.answer import Answer
from statbrief.figures.figure import Derived, Figure
from statbrief.figures.functions import Function, may_leap
from statbrief.figures.return_annotations import is_offset
from statbrief.files.paths import REPORTED

_AGAIN = 3
"""Times that a function may take more of its tables where numbers are moved than was known before."""
STATE = f"state a number in {REPORTED}, with who says so, and derive from that"


def _end(end: Fraction | None, otherwise: float) -> float:
    return otherwise if end is None else float(end)


class Derivation:
    """The figures derived so far, each with its range and what is known of it."""

    def __init__(self, evaluation: Evaluation) -> None:
        self.evaluation, self.registry = evaluation, evaluation.registry
        self.datasets, self.promises = evaluation.datasets, evaluation.promises
        made = evaluation.functions.items()
        self.returned = {name: node for name, each in made if (node := each.returned) is not None}
        self.figures = dict(evaluation.reported)
        self.steady = SteadyFigures(evaluation)
        self.parts: dict[tuple[str, str], bool] = {}
        self.answering, self.answers = Answering(evaluation), dict[str, Answer]()
        self.knowledge = Knowledge(
            self.registry, evaluation.in_its_unit, evaluation.is_part, evaluation.one_of, units=evaluation.units
        )
        self.missing_cells = functools.cache(lambda name: missing_cells.missing_cells(self.datasets[name]))
        self.equal_values = functools.cache(lambda *names: EqualValues([self.datasets[each] for each in names]))
        self.knowledge.stated.update({name: stated_by(each) for name, each in evaluation.reported.items()})

    def made(self, name: str) -> Figure | Answer:
        """What one function returns; what it needs of others must have been made before."""
        if (known := self.figures.get(name) or self.answers.get(name)) is not None:
            return known
        try:
            return self._made(self.evaluation.functions[name])
        except DerivingError:
            if not self.evaluation.turn_to_cells(self.evaluation.functions[name]):
                raise
            return self._made(self.evaluation.functions[name])
        finally:
            self.evaluation.noted.forget(name)

    def _made(self, function: Function) -> Figure | Answer:
        name, missing = function.name, self.missing(function)
        if isinstance(self.evaluation.result(name, {}), tuple):
            return self.figure(function, missing)
        self.evaluation.turn_to_cells(function)  # a name is decided by those cells alone that are near to others
        answer = self.answering.answer(function, missing)
        self.evaluation.answers[name], self.evaluation.sources[name] = answer.value, answer.sources
        self.answers[name] = answer
        return answer

    def figure(self, function: Function, missing: Mapping[str, tuple[str, ...]]) -> Figure:
        """Compute one derived figure; of a cell of a table, what it rests on is known already."""
        name = function.name
        number, unit = self.evaluation.evaluate(name, {})
        quantity = self.registry.Quantity(number, unit)
        self.evaluation.units[name] = unit
        corners = self._corners(function, (number, unit))
        if name not in self.evaluation.cells:  # of which a table knows what they rest on
            self._refuse_independent(function, (number, unit), corners)
            refuse_order_of_rows(self.evaluation, function, (number, unit))
        self.evaluation.ranges[name] = Range(*(self.evaluation.in_its_unit(name, moves) for moves in corners[1:]))
        origin = origin_of(self.evaluation, function, quantity, corners)
        known = self._known(function, origin, corners)
        figure = Figure(
            id=name,
            label=function.title,
            quantity=self.registry.Quantity(float(known.value), unit),
            range=Range(_end(known.floor, -math.inf), _end(known.ceiling, math.inf)),
            period=period_of_run(self.evaluation, function, known.value) or period_of(self.evaluation, name),
            origin=replace(origin, stated_to=known.step, missing=missing),
            exact=known,
        )
        kind = self._kind(function, figure, corners)
        refuse_open_run(function, kind, self.evaluation.ranges[name])
        given = {each: self.figures[each] for each in function.parameters if each in self.figures}
        self.figures[name] = replace(
            figure,
            kind=kind,
            band=self.promises.band(function, kind),
            is_backward=is_backward(self.evaluation, function, kind, given),
            rests_on_year=any(each.is_year for each in given.values()),
        )
        return self.figures[name]

    def _corners(self, function: Function, first: Measured) -> tuple[Moves, Moves, Moves]:
        """Where the figure is as it stands, where lowest and where highest, once it is known what it depends on.

        What it takes of large tables may be other rows where numbers are moved, as those of the largest group are: then
        it depends on these, too.
        """
        name, leaves = function.name, self.evaluation.leaves
        is_known, noted = name in leaves, self.evaluation.noted
        with noted.wherever_moved(name):
            for _ in range(_AGAIN):
                steady = self.steady.corners(function)
                if not is_known:
                    self._depend(function, is_steady=steady is not None)
                self._check_temperatures(function, *first)
                ends = steady or held(self.evaluation, function, self._lowest_and_highest(function, first))
                corners: tuple[Moves, Moves, Moves] = ({}, *ends)
                if is_known or noted.is_settled(name):
                    return corners
                del leaves[name]
        found = "takes other rows of a table wherever its numbers are moved"
        raise DerivingError(function.fault(found, "derive it from figures that take the same rows each time"))

    def _depend(self, function: Function, *, is_steady: bool) -> None:
        """Find what a figure depends on, and what it rests on; one that moves steadily goes by no steps."""
        name = function.name
        of_many = behind(self.evaluation, function)
        leaves = leaves_of(self.evaluation, function, of_many.leaves)
        basis = self.evaluation.basis[name] = basis_of(self.evaluation, function, leaves.values(), of_many)
        leaves |= {} if is_steady else leaves_elsewhere(self.evaluation, function, basis, leaves, of_many.in_sums)
        self.evaluation.leaves[name] = leaves  # from here on, what it does not depend on is not moved in it

    def _lowest_and_highest(self, function: Function, first: Measured) -> tuple[Moves, Moves]:
        """Where the figure is lowest, and where highest. Raises `DerivingError` for one that has no such ends."""
        magnitude = functools.partial(self.evaluation.in_its_unit, function.name)
        leaves = list(self.evaluation.leaves[function.name].values())
        may_go_by_steps = self._may_go_by_steps(first, function) and goes_by_steps(magnitude, leaves)
        if may_go_by_steps and (ends := ends_by_steps(self.evaluation, function, magnitude, leaves)):
            if beyond := leaves_beyond(self.evaluation, function, ends):
                self.evaluation.leaves[function.name] |= beyond
                ends = ends_by_steps(self.evaluation, function, magnitude, [*leaves, *beyond.values()]) or ends
            self._refuse_another(function, first)
            return ends
        corners: tuple[Moves, Moves] | None
        try:
            find = steady_corners if may_leap(function, self.evaluation.functions) else extreme_corners
            corners = find(magnitude, leaves)
            if any(each.low < each.high for each in leaves) and len(set(map(magnitude, corners))) == 1:
                corners = self._searched(function) or corners  # where others tie, none of them makes a difference alone
        except NotMonotoneError as error:
            self._refuse_another(function, first)  # which would be why
            corners = self._searched(function) if not isinstance(error, LeapError) else None
            if corners is None:
                raise DerivingError(function.fault(*no_ends(self.evaluation, error))) from error
        self._refuse_another(function, first)
        self._refuse_any_number(function, Range(*map(magnitude, corners)), corners)
        return corners

    def _searched(self, function: Function) -> tuple[Moves, Moves] | None:
        """The same of code, whatever it does; None where it is not found, and for a formula.

        A formula of reported figures is found again by who verifies it, at the ends of their ranges.
        """
        leaves = self.evaluation.leaves[function.name]
        is_code = not function.expression or any(isinstance(key, tuple) for key in leaves)

        def magnitude(moves: Moves) -> float:
            result = self.evaluation.again(function, moves)
            if not isinstance(result, tuple):
                return self.evaluation.in_its_unit(function.name, moves)  # which says what is wrong
            return self.evaluation.promises.restated(*result, self.evaluation.units[function.name])

        return searched(magnitude, list(leaves.values())) if is_code else None

    def _may_go_by_steps(self, first: Measured, function: Function) -> bool:
        """Whether it is worth a look: of cells, which are many, only of those that may be a count or a rank."""
        is_whole = first[0].is_integer() and not first[1].dimensionality
        return function.name not in self.evaluation.cells or is_whole

    def _refuse_any_number(self, function: Function, reach: Range, corners: tuple[Moves, Moves]) -> None:
        """Raise `DerivingError` for what bounds leave open to both sides, be it that something ends it there."""
        leaves = list(self.evaluation.leaves[function.name].values())
        moved = functools.partial(self.evaluation.in_its_unit, function.name)
        if not any(each.open_side for each in leaves):
            return
        if reach.is_bounded:
            found = f"lies anywhere between {reach.low:g} and {reach.high:g}"
            is_any = len(open_ways(moved, leaves, corners)) > 1
        elif math.isinf(reach.low) and math.isinf(reach.high):
            found, is_any = "could be any number", True
        else:
            end, corner = (reach.high, corners[1]) if math.isinf(reach.low) else (reach.low, corners[0])
            found = f"could be any number {'below' if math.isinf(reach.low) else 'above'} {end:g}"
            is_any = is_approached(moved, leaves, corner, by_limit=True)
        if is_any:
            wanted = "derive it without one of them"
            raise DerivingError(function.fault(f"{found}, as the bounds of its inputs are open", wanted))

    def _refuse_independent(self, function: Function, first: Measured, corners: tuple[Moves, Moves, Moves]) -> None:
        """Raise `DerivingError` for a result that no input moves: its number would be one that somebody typed."""
        lowest, highest = (self.evaluation.in_its_unit(function.name, moves) for moves in corners[1:])
        if lowest == highest and not depends(self.evaluation, function, first):
            named = ", ".join(function.parameters)
            found = f"does not depend on its inputs, {named}: it is {first[0]:g} whatever they are"
            raise DerivingError(function.fault(found, STATE))

    def _kind(self, function: Function, figure: Figure, corners: tuple[Moves, Moves, Moves]) -> str:
        """What the figure is: a quotient of what may be negative is no ratio, whatever its function declares."""
        leaves = self.evaluation.leaves[function.name].values()
        is_no_count = function.name not in self.evaluation.counts
        is_of_shares = is_no_count and bool(leaves) and all(self._is_share(each) for each in leaves)
        ratio = ratio_of(figure.quantity)
        scope = Scope(
            figures={each: self.figures[each] for each in function.parameters if each in self.figures},
            constants=self._named_constants(function),
            returned=self.returned,
            is_plain=ratio is not None,
            in_per_cents=is_no_count
            and any(unit_name(self.evaluation.unit_of(each.key)) == "percent" for each in leaves),
            of_shares=is_of_shares and ratio is not None and 0 <= figure.value * float(ratio) <= 1,
            rests_on_shares=is_of_shares,
        )
        told = kind_of(function.returned, scope)
        kind = self.promises.kind(function, figure.quantity.units, told, of_shares=scope.differs_in_points)
        return kind_by_signs(self.evaluation, function, figure, (kind, told), corners)

    def _is_share(self, leaf: Input) -> bool:
        """Whether a stated number is a part of a whole: from 0 to 1 without a unit, or a percentage.

        One of a column is none where others of the column are no parts: 0.9 children a woman beside 7.6 are no 90%.
        """
        if isinstance(leaf.key, tuple) and (self._is_whole(*leaf.key) or self._has_open_unit(leaf.key)):
            return False
        ratio = ratio_of(self.registry.Quantity(1.0, self.evaluation.unit_of(leaf.key)))
        if ratio == 1 and isinstance(leaf.key, tuple) and not self._are_parts(*leaf.key[:2]):
            return False
        least, most = self.evaluation.least_and_most(leaf)
        return ratio is not None and least * float(ratio) >= 0 and most * float(ratio) <= 1

    def _are_parts(self, name: str, column: str) -> bool:
        """Whether no number of a dataset's column is under 0 or over 1."""
        if (name, column) not in self.parts:
            numbers = self.datasets[name].magnitudes[column]
            self.parts[name, column] = bool(np.nanmin(numbers) >= 0 and np.nanmax(numbers) <= 1)
        return self.parts[name, column]

    def _is_whole(self, name: str, column: str, place: int | Block) -> bool:
        """Whether an engine counted it, or summed what is whole: none of these is a share, be it 0 or 1."""
        computed = self.datasets[name].computed
        cell = None if computed is None or isinstance(place, Block) else computed.cells.get((column, place))
        return cell is not None and cell.step is not None and cell.step.denominator == 1

    def _has_open_unit(self, key: Hashable) -> bool:
        """Whether nobody has said yet what a number of a dataset is in: it may be anything."""
        return isinstance(key, tuple) and self.datasets[key[0]].columns[key[1]].has_open_unit

    def _named_constants(self, function: Function) -> set[str]:
        """What the function names beside its inputs: numbers and quantities of its file."""
        known = self.evaluation.names_of_file(function)
        named = function.names - set(function.parameters)
        return {name for name in named if isinstance(known.get(name), int | float | pint.Quantity)}

    def _check_temperatures(self, function: Function, number: float, unit: Unit) -> None:
        """Raise `DerivingError` where code treats temperatures as if their zero were nothing."""
        warm = {key: each for key, each in self.evaluation.leaves[function.name].items() if self._is_offset(key)}
        if not warm or unit.dimensionality != self.registry.kelvin.dimensionality:
            return
        shifted = {key: each.value + self.promises.shift(self.evaluation.unit_of(key)) for key, each in warm.items()}
        moved = self.evaluation.in_its_unit(function.name, shifted) - number
        if is_offset(self.registry, unit) or any(isinstance(key, tuple) for key in warm):
            self.promises.check_shift(function, unit, moved)

    def _is_offset(self, key: Hashable) -> bool:
        return is_offset(self.registry, self.evaluation.unit_of(key))

    def _known(self, function: Function, origin: Derived, corners: tuple[Moves, Moves, Moves]) -> Known:
        """What is known of a figure beyond its float: at its value, where it is lowest and where it is highest."""
        name, knowledge = function.name, self.knowledge
        knowledge.behind[name] = tuple(self.evaluation.leaves[name])
        for key in self.evaluation.leaves[name]:
            if isinstance(key, tuple) and key not in knowledge.stated:
                knowledge.stated[key] = self._stated(key)
            elif not isinstance(key, tuple) and key not in knowledge.stated:
                knowledge.stand_alone(str(key))
        found, is_rounding_known = None, not origin.as_stated
        if origin.formula:
            scales, inputs = origin.scales, self.evaluation.numbers_of(function)
            formula = Formula(
                tree=formulas.parse(origin.formula),
                inputs=inputs,
                constants=dict(constant_terms(origin.constants)),
                factors={each: exact_factor(factor) for each, factor in scales.factors.items()},
                scale=exact_factor(scales.scale),
            )
            found = knowledge.of_formula(name, formula, corners, is_rounding_known=is_rounding_known)
        if found is None:
            is_count = name in self.evaluation.counts
            found = knowledge.of_code(name, corners, is_count=is_count, is_rounding_known=is_rounding_known)
        found = replace(found, is_rounding_known=is_rounding_known)
        if name in self.evaluation.unended:
            found = replace(found, high=None) if found.value > 0 else replace(found, low=None)
        if origin.cell is not None and self.datasets[origin.cell.dataset].computed is None:
            found = replace(found, step=origin.stated_to, is_stated=True)
        else:
            leaves = list(self.evaluation.leaves[name].values())
            found = opened(found, lambda moves: self.evaluation.in_its_unit(name, moves), leaves, corners[1:])
        knowledge.known[name] = found
        return found

    def _stated(self, key: CellsKey) -> Stated:
        """A cell's number as its source states it; of a block that of its first, and the finest place of the column."""
        name, column, place = key
        dataset, unit = self.datasets[name], self.evaluation.unit_of(key)
        rounded_to = dataset.columns[column].rounded_to
        if not isinstance(place, Block):
            known = stated(Decimal(dataset.rows[place][column]), rounded_to, unit)
            return known if dataset.computed is None else as_computed(known, dataset.computed.cells[column, place])
        number = Decimal(repr(dataset.input(column, place).value))
        finest = dataset.last_places[column]
        first = stated(number, rounded_to, unit)
        return replace(first, place=Fraction(finest), step=Fraction(rounded_to or finest))

    def missing(self, function: Function) -> dict[str, tuple[str, ...]]:
        """The rows of each dataset whose missing cells the result depends on, by the function's choice or its inputs'.

        Raises `DerivingError` where it has made none.
        """
        given = [each for each in function.parameters if each in self.datasets]
        known = [cell for each in given for cell in self.missing_cells(each)]
        if known:
            refuse_undecided(lambda: self.evaluation.result(function.name, {}))
            known = missing_cells.comparable(self.equal_values(*given), known, self.evaluation.named(function))
        cells = missing_cells.noticed(known, lambda fills: self.evaluation.result(function.name, fills))
        if cells and not missing_cells.says_what_becomes_of_them(function.used):
            raise DerivingError(function.fault(*missing_cells.problem(cells, self.datasets)))
        found = {name: list(rows) for name, rows in missing_cells.rows(cells, self.datasets).items()}
        used = [each for each in function.parameters if each not in function.unused]  # a caption may have the others
        behind = [self.figures[each].missing for each in used if each in self.figures]
        behind += [self.answers[each].origin.missing for each in used if each in self.answers]
        for each in behind:
            for name, rows in each.items():
                found.setdefault(name, []).extend(rows)
        return {name: tuple(dict.fromkeys(rows)) for name, rows in found.items()}

    def _refuse_another(self, function: Function, first: Measured) -> None:
        """Raise `DerivingError` for a function that gives another result when it is called again."""
        again = self.evaluation.again(function)
        if again != first:
            then = f"{again[0]:g}" if isinstance(again, tuple) else shown(again)
            found = f"gives {first[0]:g} and then {then} for the same inputs"
            wanted = "compute it from the inputs alone, without chance and without what is kept between calls"
            raise DerivingError(function.fault(found, wanted))
