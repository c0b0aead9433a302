"""The arithmetic of a record, done again: each formula from its inputs, each range from the rounding of the sources.

The figures are those of a file that somebody else made. Formulas are evaluated by `formulas`, which knows nothing but
arithmetic, and how much is evaluated at all is bounded.
"""

from __future__ import annotations

import ast
import functools
import graphlib
import math
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from statbrief.arithmetic import formulas
from statbrief.arithmetic.bounds import half_of, stated_range, step_of
from statbrief.arithmetic.exactness import CLOSE, LARGEST_NUMBER, last_place
from statbrief.arithmetic.inputs import Input
from statbrief.arithmetic.monotone_ranges import NotMonotoneError
from statbrief.arithmetic.ranges import Range
from statbrief.record.figure_types import CellRecord, DerivedFigure, PublishedFigure, ReportedFigure
from statbrief.record.record_types import PublishedRecord
from statbrief.verify.answers import answers_of
from statbrief.verify.evaluation import constant, exactly, factor, is_nearest, meet, size
from statbrief.verify.known_steps import Steps
from statbrief.verify.limits import Limits
from statbrief.verify.open_ranges import divisors, input_of, is_told, reach_of, told_by_signs, vanishes, wrong_opening
from statbrief.verify.readable import _LONGEST_SHOWN, Wrong, number, open_range_of, range_of, resolution, short, span
from statbrief.verify.rests_on import Basis, TooMuchError

MOST_FIGURES = 20_000
MOST_EVALUATIONS = 2_000_000
"""Of names in formulas, for all ranges of a record together; a brief of 1,000 figures needs about 50,000."""
LONGEST_NUMBER = 700
"""Characters of a number that a source states."""
MOST_REMEMBERED = 2_000_000
"""Results of evaluations that are kept, with the numbers that tell one from another."""
_LETTERS_A_STEP = 8  # of a formula that is evaluated with fractions, which take longer the more there are
_FEW = 4

Moves = Mapping[Hashable, float]


@dataclass
class Recomputed:
    """What came of doing a record's arithmetic again.

    `proofs` says of each figure what was proved; `evaluated` are the figures whose value was found again; `wrong` is
    what does not hold.
    """

    proofs: dict[str, str] = field(default_factory=dict)
    evaluated: set[str] = field(default_factory=set)
    wrong: list[Wrong] = field(default_factory=list)


def recompute(record: PublishedRecord) -> Recomputed:
    """Do the arithmetic of the record again."""
    figures = record["figures"]
    if len(figures) > MOST_FIGURES:
        found = f"has {len(figures)} figures"
        return Recomputed(wrong=[("record", found, f"{MOST_FIGURES} at most")])
    return _Recomputing(record, figures).result()


class _Recomputing:
    """The figures of a record, in an order in which each comes after its inputs."""

    def __init__(self, record: PublishedRecord, figures: Mapping[str, PublishedFigure]) -> None:
        self.record = record
        self.figures = figures
        self.done = Recomputed()
        self.values = {name: float(figure["value"]) for name, figure in figures.items()}
        self.ranges = {name: range_of(figure) for name, figure in figures.items()}
        self.derived: dict[str, DerivedFigure] = {}
        self.needs: dict[str, list[str]] = {}
        self.trees: dict[str, ast.expr] = {}
        self.used: dict[str, list[str]] = {}
        """The figures that a formula names; it may have other inputs, which do not move it."""
        self.constants: dict[str, list[str]] = {}
        self.basis = Basis(figures, MOST_EVALUATIONS)
        self.fresh: dict[str, float] = {}
        """The values, found again."""
        self.memory: dict[tuple[str, frozenset[tuple[Hashable, float]]], float] = {}
        self.exact: dict[str, Fraction] = {}
        """The values that can be told exactly: stated ones, those of the record, and those of formulas over them."""
        self.sizes: dict[str, float] = {}
        """How large the numbers are that a figure's formula adds and takes from each other."""
        self.cut_off = set[str]()  # what code computed, where floating point cuts it off, and what rests on that
        self.limits = Limits(self.derived, self.trees, self.exact, self.fresh, self.basis)
        self.steps = Steps(figures, record["datasets"], self.trees)
        self.evaluations = self.remembered = 0

    def result(self) -> Recomputed:
        """All that can be proved."""
        for name, figure in self.figures.items():
            self._read(name, figure)
        try:
            for name in self._ordered():
                self._figure(name, self.figures[name])
        except TooMuchError as error:
            self._say("record", str(error), "no brief needs as many")
        return self.done

    def _say(self, what: str, found: str, wanted: str = "") -> None:
        self.done.wrong.append((what, found, wanted))

    def _read(self, name: str, figure: PublishedFigure) -> None:
        """Take the formula apart; one that cannot be is a fault, and is not evaluated."""
        if "stated" in figure:
            self.needs[name] = []
            return
        self.derived[name] = figure
        inputs, what = figure["inputs"], f"figure {name}"
        once = dict.fromkeys(inputs)
        if len(once) < len(inputs):
            self._say(what, "names an input twice")
        self.needs[name] = [each for each in once if each in self.figures]
        for each in once:
            if each not in self.figures and each not in self.record["datasets"] and each not in answers_of(self.record):
                self._say(what, f"its input {short(each)} is nothing of the record")
        formula = figure["formula"]
        if not formula:
            return
        try:
            tree = formulas.parse(formula)
        except formulas.FormulaError as error:
            self._say(what, f"its formula {short(formula)} is refused: {error}")
            return
        named = formulas.names(tree)
        needs = set(self.needs[name])
        for each in named:
            if (each in needs) == (each in figure["constants"]):
                self._say(what, f"its formula names {short(each)}, which is not an input or a constant of it")
                return
        self.trees[name], self.used[name] = tree, [each for each in named if each in needs]
        self.constants[name] = [each for each in named if each not in needs]

    def _ordered(self) -> Iterator[str]:
        """The figures, each after its inputs; those that need themselves are a fault and do not come."""
        sorter = graphlib.TopologicalSorter(self.needs)
        try:
            sorter.prepare()
        except graphlib.CycleError as error:
            circle = error.args[1]
            shown = circle if len(circle) <= _FEW else [*circle[:_FEW], "…", circle[-1]]
            self._say(f"figure {circle[0]}", f"is computed from itself: {' → '.join(shown)}")
        while ready := sorter.get_ready():
            yield from ready
            sorter.done(*ready)

    # -- one figure ---------------------------------------------------------------------------------------------
    def _figure(self, name: str, figure: PublishedFigure) -> None:
        value, reach = self.values[name], self.ranges[name]
        slack = CLOSE * _size(value, reach.low, reach.high)
        if not reach.low - slack <= value <= reach.high + slack:
            self._say(
                f"figure {name}", f"its value {number(value, resolution(reach))} is not in its range, {span(reach)}"
            )
        self.basis.add(name, self.needs[name], is_computed=name in self.trees)
        self.fresh[name], self.sizes[name] = value, abs(value)
        if (
            any(each in self.cut_off for each in self.needs[name])
            if name in self.trees
            else not figure.get("ends", True)
        ):
            self.cut_off.add(name)
        known, is_told = len(self.done.wrong), self._told_exactly(name, figure)
        self._found_again(name, figure)
        if not is_told and len(self.done.wrong) == known:
            self._say(f"figure {name}", "its exact numbers are not its value and its range")
        if is_told and (wrong := self.steps.problem(name)):
            self._say(f"figure {name}", *wrong)

    def _found_again(self, name: str, figure: PublishedFigure) -> None:
        """Find the figure's value and range again, in the way of its kind."""
        if "stated" in figure:
            self._stated(name, figure)
        elif name in self.trees:
            self._computed(name, figure)
        elif figure["formula"]:
            self.done.proofs[name] = "its formula is refused"
        elif (cell := figure["cell"]) is not None:
            self._repeated(name, figure, cell)
        else:
            self.done.proofs[name] = f"computed by {figure['file']}:{figure['line']}, not evaluated here"

    def _told_exactly(self, name: str, figure: PublishedFigure) -> bool:
        """Take the exact numbers of a derived figure; False where they are not those that it has in floating point."""
        if "exact" not in figure:
            return True
        value, low, high = (None if each is None else Fraction(each) for each in figure["exact"])
        reach = self.ranges[name]
        pairs = ((value, self.values[name]), (low, reach.low), (high, reach.high))
        if value is None or any(not is_nearest(one, other) for one, other in pairs):
            return False
        self.exact[name] = value
        return True

    def _stated(self, name: str, figure: ReportedFigure) -> None:
        """A reported figure: its value is what is stated, its range what the rounding allows."""
        stated, step, bound = figure["stated"], figure["rounded_to"], figure["bound"]
        if max(len(stated), len(step)) > LONGEST_NUMBER:
            self._say(f"figure {name}", f"states a number of more than {LONGEST_NUMBER} characters")
            return
        if float(stated) != self.values[name]:
            self._say(f"figure {name}", f"its value is {number(self.values[name], 9)}", f"{stated} is stated")
        self.exact[name] = Fraction(Decimal(stated))
        self._compare_range(name, stated_range(Decimal(stated), step_of(step), bound))
        source = ", ".join(figure["sources"]) or "nobody"
        self.done.proofs[name] = f"stated by {source}, as in {figure['file'].rpartition('/')[2]}:{figure['line']}"
        self.done.evaluated.add(name)

    def _repeated(self, name: str, figure: DerivedFigure, cell: CellRecord) -> None:
        """A figure that repeats a dataset's number: its range is what the rounding of the column allows."""
        dataset = self.record["datasets"].get(cell["dataset"])
        column = dataset["columns"].get(cell["column"]) if dataset else None
        if dataset is None or column is None:
            self._say(f"figure {name}", f"its cell is in no column of the record: {short(cell['column'])}")
            return
        if column["unit"] != figure["unit"]:
            self._say(f"figure {name}", f"is in {short(figure['unit'])}", f"its column is in {short(column['unit'])}")
        if "query" in dataset:  # whose file has the range of each number, which is held against it
            told = f"computed by {short(dataset['query']['engine'])}"
            self.done.proofs[name] = f"cell {cell['row']} of {dataset['file'].rpartition('/')[2]}, {told}"
            return
        half = half_of(column["rounded_to"])
        if half is None:
            self._say(f"dataset {cell['dataset']}", f"rounded_to: {short(column['rounded_to'])} is no number")
            return
        self._compare_range(name, Range(self.values[name] - half, self.values[name] + half))
        self.done.proofs[name] = f"cell {cell['row']} of {dataset['file'].rpartition('/')[2]}"

    def _computed(self, name: str, figure: DerivedFigure) -> None:
        """A figure with a formula: its value and its range are found again."""
        written, what = self._written(name, figure), f"figure {name}"
        self.done.proofs[name] = f"{written}, which cannot be evaluated"
        if any(each not in self.fresh for each in self.needs[name]):
            return  # an input is computed from itself, and that has been said
        try:
            result = self._evaluated(name, self.fresh, is_finite=True)
        except formulas.FormulaError as error:
            self._say(what, f"its formula {short(figure['formula'])} {error}")
            return
        found = self._exact_value(name, figure)
        if _is_exact(figure) and found is not None and abs(found) < LARGEST_NUMBER:
            result = float(found)
        if not math.isclose(result, self.values[name], rel_tol=CLOSE):
            self._say(what, f"its value is {number(self.values[name], 9)}", f"{written} comes to {number(result, 9)}")
        elif _is_exact(figure) and found is not None and found == self.exact.get(name):
            self._compare_ends(name, figure, found)
        self.fresh[name] = result
        self.done.evaluated.add(name)
        if not self.basis.rests_on(name, figure["reported"]):
            self._say(what, "does not rest on the reported figures that its inputs rest on")
        found_again = number(result, resolution(self.ranges[name]))
        self.done.proofs[name] = f"{written} comes to {found_again}{self._range_found(name, written)}"

    def _compare_ends(self, name: str, figure: DerivedFigure, found: Fraction) -> None:
        ends = last_place(found) is not None
        if figure["ends"] != ends and (figure["ends"] or name not in self.cut_off):
            self._say(f"figure {name}", "it says wrongly whether its decimals end")

    def _exact_value(self, name: str, figure: DerivedFigure) -> Fraction | None:
        """What the formula comes to exactly, where all that it names is known so; and how large its numbers are."""
        self.basis.spend(1 + len(figure["formula"]) // _LETTERS_A_STEP)
        given: dict[str, Fraction] = {}
        floats: dict[str, float] = {}
        sizes: dict[str, float] = {}
        for each in formulas.names(self.trees[name]):
            by = figure["factors"].get(each, 1)
            if each in figure["constants"]:
                typed = figure["constants"][each]["value"]
                given[each], floats[each], sizes[each] = constant(typed) * factor(by), typed * by, abs(typed * by)
                continue
            floats[each], sizes[each] = self.fresh[each] * by, self.sizes[each] * abs(by)
            if each in self.exact:
                given[each] = self.exact[each] * factor(by)
        self.sizes[name] = abs(figure["scale"]) * size(self.trees[name], floats, sizes)
        found = exactly(self.trees[name], given)
        return None if found is None else found * factor(figure["scale"])

    def _range_found(self, name: str, written: str) -> str:
        """Compare the range with what it is found to be, and say so."""
        apart = self.basis.apart(self.used[name], self.used)
        if apart is None:
            return "; its range is not evaluated, as its inputs share what is computed by code"
        inputs = [input_of(each, self.figures[each], self.fresh[each], self.ranges[each]) for each in apart]
        self.limits.vanishing = {each.key for each in inputs if vanishes(each, 0.0)}
        parts = [functools.partial(self._part, name, each) for each in self._divisors(name)]
        moved, ranges = functools.partial(self._moved, name), {each: self.ranges[each] for each in self.used[name]}
        try:
            told = told_by_signs(moved, self.derived[name], self.trees[name], inputs, ranges)
            reach, corners = told or reach_of(moved, inputs, parts)
        except (NotMonotoneError, formulas.FormulaError) as error:
            self._say(f"figure {name}", f"its range cannot be found: {written}: {error}")
            return ""
        self._compare_range(name, reach)
        self._compare_opening(name, reach, inputs, corners)
        return "" if reach.is_exact else f", in {span(open_range_of(self.figures[name]))}"

    def _divisors(self, name: str) -> list[ast.expr]:
        """The parts of a formula that it divides by, but for those that are exact."""
        moving = {each for each in self.used[name] if not self.ranges[each].is_exact}
        return [each for each in divisors(self.trees[name]) if moving.intersection(formulas.names(each))]

    def _compare_opening(self, name: str, reach: Range, inputs: Sequence[Input], corners: tuple[Moves, Moves]) -> None:
        figure, moved = self.derived[name], functools.partial(self._moved, name)
        is_judged = _is_exact(figure) and is_told(inputs, self.figures)
        if is_judged and (found := wrong_opening(figure, reach, moved, inputs, corners)):
            self._say(f"figure {name}", found)

    def _compare_range(self, name: str, expected: Range) -> None:
        found = self.ranges[name]
        slack = CLOSE * _size(self.values[name], expected.low, expected.high, 1e-6 * self.sizes[name])
        if not (meet(found.low, expected.low, slack) and meet(found.high, expected.high, slack)):
            self._say(f"figure {name}", f"its range is {span(found)}", f"{span(expected)} is what rounding allows")

    def _written(self, name: str, figure: DerivedFigure) -> str:
        """The formula with the numbers in it, for a reader."""
        texts = {}
        for each in formulas.names(self.trees[name]):
            value = figure["constants"][each]["value"] if each in figure["constants"] else self.values[each]
            texts[each] = number(value * figure["factors"].get(each, 1))
        text = formulas.written(self.trees[name], texts, number)
        if figure["scale"] != 1:
            text = f"({text}) × {number(figure['scale'])}"
        return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"

    # -- evaluation ---------------------------------------------------------------------------------------------
    def _evaluated(self, name: str, values: Mapping[str, float], *, is_finite: bool = False) -> float:
        """The formula of a figure, evaluated once, with its inputs at `values`, some of which may be infinite."""
        self.evaluations += 1
        used = self.used[name]
        self.basis.spend(1 + len(used))
        given = self._given(name, values)
        result = float(self.derived[name]["scale"] * formulas.evaluate(self.trees[name], given))
        if math.isnan(result) or (is_finite and math.isinf(result)):
            raise formulas.FormulaError("does not come to a number within bounds")
        return result

    def _evaluated_or_limit(self, name: str, values: Mapping[str, float], moves: Moves) -> float:
        try:
            return self._evaluated(name, values)
        except formulas.FormulaError:
            return self.limits.of(name, moves)

    def _given(self, name: str, values: Mapping[str, float]) -> dict[str, float]:
        """The numbers that a formula names, in its own units."""
        figure = self.derived[name]
        by = figure["factors"]
        given = {each: values[each] * by.get(each, 1) for each in self.used[name]}
        return given | {each: figure["constants"][each]["value"] * by.get(each, 1) for each in self.constants[name]}

    def _part(self, name: str, part: ast.expr, moves: Moves) -> float:
        """A part of a figure's formula with some of the numbers behind it moved."""
        self.basis.spend(1 + len(self.used[name]))
        values = {each: self._moved(each, moves) for each in self.used[name]}
        try:
            return formulas.evaluate(part, self._given(name, values))
        except formulas.FormulaError:
            return self.limits.of(name, moves, part)

    def _moved(self, name: str, moves: Moves) -> float:
        """The value of a figure with some of those behind it moved: each link of a chain is remembered."""
        results: dict[str, float] = {}
        waiting = [name]
        while waiting:
            current = waiting[-1]
            if current not in results:
                key = (current, self.basis.those_behind(current, moves))
                if current not in self.trees or current in moves or not key[1]:
                    results[current] = moves.get(self.basis.standing_for(current), self.fresh[current])
                elif key in self.memory:
                    results[current] = self.memory[key]
                elif missing := [each for each in self.used[current] if each not in results]:
                    waiting += missing
                    continue
                else:
                    results[current] = self._evaluated_or_limit(current, results, moves)
                    self._remember(key, results[current])
            waiting.pop()
        return results[name]

    def _remember(self, key: tuple[str, frozenset[tuple[Hashable, float]]], result: float) -> None:
        self.remembered += 1 + len(key[1])
        if self.remembered <= MOST_REMEMBERED:
            self.memory[key] = result


def _size(*numbers: float) -> float:
    return max((abs(each) for each in numbers if math.isfinite(each)), default=0.0)


def _is_exact(figure: Mapping[str, object]) -> bool:
    """Whether the record has the figure's exact numbers: those of version 2 have none."""
    return "exact" in figure
