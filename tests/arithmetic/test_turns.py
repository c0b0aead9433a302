"""Counts of which way two changes go, one after the other, against all places of a few numbers, and walks of many."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Hashable, Mapping

import numpy as np
import pytest

from lattice_walks import Gain, ends, peaks, turns
from seeds import seeds
from statbrief.arithmetic.inputs import Input
from statbrief.arithmetic.step_functions import lowest_and_highest

Numbers = np.ndarray
Count = Callable[[Numbers], Numbers]
HALF, FEW, POINTS, STEP = 5, 6, 7, 100


def signs(v: Numbers) -> Numbers:
    """Which way each number goes from the one before."""
    return np.sign(np.diff(v))


COUNTS: dict[str, Count] = {
    "peaks": lambda v: ((signs(v)[..., :-1] > 0) & (signs(v)[..., 1:] < 0)).sum(axis=-1),
    "peaks, also as high as one beside them": lambda v: ((signs(v)[..., :-1] >= 0) & (signs(v)[..., 1:] <= 0)).sum(-1),
    "peaks over the one before": lambda v: ((signs(v)[..., :-1] > 0) & (signs(v)[..., 1:] <= 0)).sum(axis=-1),
    "troughs": lambda v: ((signs(v)[..., :-1] < 0) & (signs(v)[..., 1:] > 0)).sum(axis=-1),
    "changes of the way": lambda v: (signs(v)[..., :-1] != signs(v)[..., 1:]).sum(axis=-1),
    "turns": lambda v: (signs(v)[..., :-1] * signs(v)[..., 1:] < 0).sum(axis=-1),
    "two rises in a row": lambda v: ((signs(v)[..., :-1] > 0) & (signs(v)[..., 1:] > 0)).sum(axis=-1),
    "no fall twice in a row": lambda v: ((signs(v)[..., :-1] >= 0) & (signs(v)[..., 1:] >= 0)).sum(axis=-1),
    "two falls in a row": lambda v: ((signs(v)[..., :-1] < 0) & (signs(v)[..., 1:] < 0)).sum(axis=-1),
}


def reach(count: Count, numbers: Numbers, half: float) -> tuple[float, float]:
    """The least and the greatest count that is found."""
    inputs = [Input(place, each, each - half, each + half) for place, each in enumerate(numbers.tolist())]

    def evaluate(moves: Mapping[Hashable, float]) -> float:
        return float(count(np.array([moves.get(each.key, each.value) for each in inputs])))

    found = lowest_and_highest(evaluate, inputs)
    assert found is not None
    return evaluate(found[0]), evaluate(found[1])


@pytest.mark.parametrize("seed", seeds(2, 30))
@pytest.mark.parametrize("name", COUNTS)
def test_of_a_few_numbers_all_places_tell(name: str, seed: int) -> None:
    """Numbers to the nearest ten, of which those that are a step apart may be the same."""
    numbers = np.random.default_rng(seed).integers(48, 53, FEW) * 10.0
    places = np.array(list(itertools.product(np.linspace(-HALF, HALF, POINTS), repeat=FEW)))
    every = COUNTS[name](numbers + places)
    assert reach(COUNTS[name], numbers, HALF) == (every.min(), every.max())


def troughs(before: int, state: int) -> int:
    """1 for a rise after a fall."""
    return int(before == -1 and state == 1)


def two_rises(before: int, state: int) -> int:
    """1 for a rise after a rise."""
    return int(before == 1 and state == 1)


def two_falls(before: int, state: int) -> int:
    """1 for a fall after a fall."""
    return int(before == -1 and state == -1)


WALKS: dict[str, Gain] = {
    "peaks": peaks,
    "troughs": troughs,
    "changes of the way": turns,
    "two rises in a row": two_rises,
    "two falls in a row": two_falls,
}
APART = {"a little": (25, 22), "much": (25, 60), "more than their rounding": (5, 15), "twelve": (1, 1)}
"""In steps, half the ranges of numbers and how far they are apart."""


@pytest.mark.parametrize("seed", seeds(1, 8))
@pytest.mark.parametrize(("name", "apart"), list(itertools.product(WALKS, APART)))
def test_of_many_numbers_a_walk_tells(name: str, apart: str, seed: int) -> None:
    """Of sixty, or twelve, none is left out, however near to each other they are."""
    half, spread = (STEP * each for each in APART[apart])
    drawn = np.random.default_rng(seed).normal(500_000, spread, 12 if apart == "twelve" else 60)
    numbers = np.round(drawn / STEP) * STEP
    assert reach(COUNTS[name], numbers, half) == ends(numbers.tolist(), half, STEP / 8, WALKS[name])
