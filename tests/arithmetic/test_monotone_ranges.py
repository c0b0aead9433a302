"""Ranges against brute force: all corners of the box, for formulas that rise or fall steadily in each input."""

import itertools
import math
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statbrief.arithmetic.inputs import Input
from statbrief.arithmetic.monotone_ranges import NotMonotoneError, extremes
from statbrief.arithmetic.ranges import Range
from statbrief.arithmetic.relevant_inputs import influential

Moves = Mapping[Hashable, float]
Formula = Callable[[list[float]], float]

WIDTHS = st.sampled_from([0.0, 0.5, 1.0, 5.0, 50.0, 499.0])
NUMBERS = st.integers(1, 100).map(lambda number: number * 10.0)


@st.composite
def boxes(draw: st.DrawFn, most: int = 5) -> list[Input]:
    """Some positive inputs with their rounding."""
    inputs = []
    for place in range(draw(st.integers(1, most))):
        value = draw(NUMBERS)
        half = min(draw(WIDTHS), value * 0.9)
        inputs.append(Input(place, value, value - half, value + half))
    return inputs


@dataclass
class Evaluation:
    """A formula of numbers as a function of moved inputs; counts how often it is asked."""

    formula: Formula
    inputs: list[Input]
    count: int = 0

    def __call__(self, moves: Moves) -> float:
        """The result with some inputs moved."""
        self.count += 1
        return self.formula([moves.get(each.key, each.value) for each in self.inputs])


def by_brute_force(formula: Formula, inputs: list[Input]) -> Range:
    """The smallest and largest result over all corners."""
    results = [formula(list(corner)) for corner in itertools.product(*((each.low, each.high) for each in inputs))]
    return Range(min(results), max(results))


def assert_same(found: Range, true: Range) -> None:
    """Two ranges are equal but for floating point."""
    assert found.low == pytest.approx(true.low, rel=1e-9, abs=1e-9)
    assert found.high == pytest.approx(true.high, rel=1e-9, abs=1e-9)


MONOTONE: dict[str, Formula] = {
    "sum": sum,
    "product": math.prod,
    "difference": lambda x: x[0] - sum(x[1:]),
    "quotient": lambda x: x[0] / math.prod(x[1:]),
    "share of a total that contains it": lambda x: x[0] / sum(x),
    "the rest of a whole": lambda x: x[0] * (1 - x[-1] / 10_000),
    "growth": lambda x: x[0] / x[-1] - 1 if len(x) > 1 else x[0],
    "larger": max,
    "smaller": min,
    "larger of the first and the rest": lambda x: max(x[0], sum(x[1:]) / 2),
    "never below nothing": lambda x: max(0.0, x[0] - sum(x[1:])),
    "capped share": lambda x: min(1.0, x[0] / sum(x[1:])) if x[1:] else x[0],
    "root and power": lambda x: math.sqrt(x[0]) + sum(each**3 for each in x[1:]),
}


@pytest.mark.thorough
@pytest.mark.parametrize("formula", MONOTONE.values(), ids=MONOTONE.keys())
@given(inputs=boxes())
def test_the_range_is_that_of_all_corners(formula: Formula, inputs: list[Input]) -> None:
    """Two corners, found by moving one input at a time, are the extremes of all."""
    assert_same(extremes(Evaluation(formula, inputs), inputs), by_brute_force(formula, inputs))


@st.composite
def formulas(draw: st.DrawFn, inputs: int) -> Formula:
    """A random formula that uses each input once or several times, always in the same direction.

    A product of sums with positive weights, the falling inputs turned into their reciprocals first.
    """
    falls = draw(st.lists(st.booleans(), min_size=inputs, max_size=inputs))
    weight = st.sampled_from([0.0, 0.1, 1.0, 3.0])
    row = st.lists(weight, min_size=inputs, max_size=inputs)
    rows = draw(st.lists(row, min_size=1, max_size=3))

    def formula(x: list[float]) -> float:
        turned = [1 / each if fall else each for each, fall in zip(x, falls, strict=True)]
        return math.prod(1 + sum(w * each for w, each in zip(weights, turned, strict=True)) for weights in rows)

    return formula


@given(data=st.data(), inputs=boxes())
def test_random_monotone_formulas_with_repeated_inputs(data: st.DataObject, inputs: list[Input]) -> None:
    """An input that is used in several places counts once."""
    formula = data.draw(formulas(len(inputs)))
    assert_same(extremes(Evaluation(formula, inputs), inputs), by_brute_force(formula, inputs))


HIDDEN_IN_BOTH_WAYS = {"never below nothing", "capped share"}
"""Formulas with inputs that matter only where some are low and others high: `influential` says it may miss them."""


@given(data=st.data(), inputs=boxes(most=4))
def test_only_what_matters_is_kept(data: st.DataObject, inputs: list[Input]) -> None:
    """The range over the influential inputs alone is the range over all of them."""
    formula = MONOTONE[data.draw(st.sampled_from(sorted(MONOTONE.keys() - HIDDEN_IN_BOTH_WAYS)))]
    kept = influential(inputs, Evaluation(formula, inputs))
    assert_same(extremes(Evaluation(formula, inputs), kept), by_brute_force(formula, inputs))


def test_fifty_inputs_cost_about_a_hundred_evaluations() -> None:
    """Two evaluations an input, and a few more: not two to the fiftieth."""
    inputs = [Input(place, 100.0, 95.0, 105.0) for place in range(50)]
    evaluation = Evaluation(lambda x: sum(x[:25]) / sum(x), inputs)
    found = extremes(evaluation, inputs)
    assert evaluation.count <= 2 * 50 + 12
    assert_same(found, Range(25 * 95 / (25 * 95 + 25 * 105), 25 * 105 / (25 * 105 + 25 * 95)))


def test_an_exact_input_costs_nothing() -> None:
    """What has no range is not moved."""
    inputs = [Input(place, 100.0, 100.0, 100.0) for place in range(50)]
    evaluation = Evaluation(sum, inputs)
    assert extremes(evaluation, inputs) == Range(5000, 5000)
    assert evaluation.count <= 6


def test_one_of_a_thousand_is_found_by_halves() -> None:
    """To find the one number that matters costs some dozens of evaluations, not a thousand."""
    inputs = [Input(place, 100.0, 95.0, 105.0) for place in range(1000)]
    evaluation = Evaluation(lambda x: x[617] * 2, inputs)
    assert [each.key for each in influential(inputs, evaluation)] == [617]
    assert evaluation.count <= 60


TURNING: dict[str, Formula] = {
    "the distance from the middle": lambda x: abs(x[0] - 100),
    "a product around its peak": lambda x: x[0] * (200 - x[0]),
    "a wave as long as the range": lambda x: math.sin((x[0] - 90) * math.pi / 10 * 2) + 1,
    "a product of differences": lambda x: (x[0] - 100) * (x[1] - 100),
}


@pytest.mark.parametrize("formula", TURNING.values(), ids=TURNING.keys())
def test_a_formula_that_rises_and_falls_is_refused(formula: Formula) -> None:
    """Where the extremes do not lie at the ends of the inputs, there is an error and no range."""
    inputs = [Input(place, 100.0, 90.0, 110.0) for place in range(2)]
    with pytest.raises(NotMonotoneError, match="not monotone"):
        extremes(Evaluation(formula, inputs), inputs)


def test_a_wave_within_the_range_names_the_input() -> None:
    """Where one input alone turns the result, the error says which."""
    with pytest.raises(NotMonotoneError, match="not monotone in arrests"):
        extremes(lambda moves: abs(moves.get("arrests", 0.0)), [Input("arrests", 0.0, -1.0, 1.0)])


@given(value=NUMBERS)
def test_an_open_end_stays_open(value: float) -> None:
    """At least x, divided by two, is at least x / 2; two divided by it is between nothing and 2 / x."""
    inputs = [Input("x", value, value, math.inf)]
    assert extremes(lambda moves: moves.get("x", value) / 2, inputs) == Range(value / 2, math.inf)
    assert extremes(lambda moves: 2 / moves.get("x", value), inputs) == Range(0.0, 2 / value)


@settings(max_examples=30)
@given(inputs=boxes(most=4))
def test_inputs_that_hide_each_other_count(inputs: list[Input]) -> None:
    """Several equal numbers hide each other from the largest of them, and still bound it."""
    hidden = [*inputs, *(Input(each.key * 1000 + 999, each.value, each.low, each.high) for each in inputs)]  # type: ignore[operator]
    assert_same(extremes(Evaluation(max, hidden), hidden), by_brute_force(max, hidden))
