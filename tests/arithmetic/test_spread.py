"""Moves that do not cancel each other out: a sum or a difference of a few numbers in a row is no count."""

from collections.abc import Hashable, Mapping
from itertools import product

import pytest

from statbrief.arithmetic.inputs import Input
from statbrief.arithmetic.relevant_inputs import influential
from statbrief.arithmetic.step_functions import goes_by_steps

WEIGHTS = [each for each in product((-2, -1, 0, 1, 2), repeat=5) if sum(map(bool, each)) > 1]
INPUTS = [Input(place, 1000.0 * place, 1000.0 * place - 500, 1000.0 * place + 500) for place in range(1, 6)]


@pytest.mark.parametrize(
    "first", [pytest.param(0, marks=pytest.mark.thorough), pytest.param(1, marks=pytest.mark.thorough), 7]
)
def test_a_sum_of_numbers_in_a_row_goes_by_no_steps(first: int) -> None:
    """(a - b) - (c - d) least of all, and it depends on each of its numbers."""
    before = [Input(-place, 1.0, 0.5, 1.5) for place in range(1, first + 1)]
    for weights in WEIGHTS:

        def weighed(moves: Mapping[Hashable, float], weights: tuple[int, ...] = weights) -> float:
            return sum(weight * moves.get(each.key, each.value) for weight, each in zip(weights, INPUTS, strict=True))

        assert not goes_by_steps(weighed, [*before, *INPUTS]), weights
        matters = [each for weight, each in zip(weights, INPUTS, strict=True) if weight]
        assert influential([*before, *INPUTS], weighed) == matters, weights


def test_what_multiplies_a_difference_of_nothing_matters() -> None:
    """Two counts that are the same, rounded alike, and a price, which makes a difference elsewhere in their ranges."""
    inputs = [Input("now", 500.0, 450.0, 550.0), Input("before", 500.0, 450.0, 550.0), Input("price", 6.0, 5.5, 6.5)]

    def gained(moves: Mapping[Hashable, float]) -> float:
        now, before, price = (moves.get(each.key, each.value) for each in inputs)
        return (now - before) * price

    assert influential(inputs, gained) == inputs
