"""Counts of sixty numbers that are held against each other, against all that these may be: a walk over a lattice."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pytest

from lattice_walks import Gain, ends, falls, peaks, rises, turns
from statbrief.arithmetic.inputs import Input
from statbrief.arithmetic.levels import Level
from statbrief.arithmetic.step_functions import goes_by_steps, lowest_and_highest

NUMBERS, STEP, HALF, FINE, SPREAD = 60, 100, 2_500, 8, 2_200
"""How many there are, what they are stated to, half of their ranges, points to a step, and how far they are apart."""


def drawn(seed: int) -> np.ndarray:
    """Numbers as near to each other as sums of fifty rounded ones are."""
    return np.round(np.random.default_rng(seed).normal(500_000, SPREAD, NUMBERS) / STEP) * STEP


def reach(count: Callable[[np.ndarray], Any], numbers: np.ndarray) -> tuple[float, float]:
    """The least and the greatest count that is found."""
    inputs = [Input(place, each, each - HALF, each + HALF) for place, each in enumerate(numbers.tolist())]

    def evaluate(moves: Mapping[Any, float]) -> float:
        moved = numbers.copy()
        moved[list(moves)] = list(moves.values())
        return float(count(moved))

    assert goes_by_steps(evaluate, inputs)
    ends = lowest_and_highest(evaluate, inputs)
    assert ends is not None
    return evaluate(ends[0]), evaluate(ends[1])


CASES: dict[str, tuple[Callable[[np.ndarray], Any], Gain, float]] = {
    "rises": (lambda v: (np.diff(v) > 0).sum(), rises, 0),
    "falls": (lambda v: (np.diff(v) < 0).sum(), falls, 0),
    "rises by more than 700": (lambda v: (np.diff(v) > 700).sum(), rises, 700),
    "falls by more than 700": (lambda v: (np.diff(v) < -700).sum(), falls, -700),
    "peaks": (lambda v: ((v[1:-1] > v[:-2]) & (v[1:-1] > v[2:])).sum(), peaks, 0),
    "turns": (lambda v: (np.diff(np.sign(np.diff(v))) != 0).sum(), turns, 0),
}


SEEDS_OF = [(name, seed) for name in CASES for seed in range(2)]


@pytest.mark.parametrize(("name", "seed"), SEEDS_OF)
def test_sixty_numbers_are_counted_as_far_as_they_let_it(name: str, seed: int) -> None:
    """Each over the one before, or not, or not by enough."""
    count, gain, least = CASES[name]
    numbers = drawn(seed)
    assert reach(count, numbers) == ends(numbers.tolist(), HALF, STEP / FINE, gain, round(least / STEP * FINE))


@pytest.mark.parametrize("lag", [3, 12])
def test_so_are_those_that_are_held_against_an_earlier_one(lag: int) -> None:
    """As months are against those of last year: each twelfth is a way of its own."""
    numbers = drawn(5)
    ways = [ends(numbers[first::lag].tolist(), HALF, STEP / FINE, rises) for first in range(lag)]
    found = reach(lambda v: (v[lag:] > v[:-lag]).sum(), numbers)
    assert found == (sum(low for low, _ in ways), sum(high for _, high in ways))


def most_over_mean(numbers: np.ndarray) -> int:
    """How many can be over the mean of all: those that are are just over it, all others at their low ends.

    Of a mean, the most are over it where the nearest to it are.
    """
    low, high = numbers - HALF, numbers + HALF
    found = 0
    for mean in np.arange(low.min(), high.max(), STEP / FINE):
        nearest = np.sort(np.maximum(mean - low[high > mean], 0))
        room = NUMBERS * mean - low.sum()
        found = max(found, int((np.cumsum(nearest) < room).sum())) if room > 0 else found
    return found


@pytest.mark.parametrize("seed", range(2))
def test_what_is_held_against_the_mean_of_all_goes_as_far_as_a_level_tells(seed: int) -> None:
    """Over it, and under it: of those under it the numbers turned round tell."""
    numbers = drawn(seed)
    found = reach(lambda v: (v > v.mean()).sum(), numbers), reach(lambda v: (v < v.mean()).sum(), numbers)
    assert found[0][1] == most_over_mean(numbers)
    assert found[1][1] == most_over_mean(-numbers)


def test_any_of_many_may_be_the_largest_that_no_other_is_surely_over() -> None:
    """The place of the largest: all others are low where it is high."""
    numbers = drawn(3)
    able = [place for place, each in enumerate(numbers) if all(each + HALF >= other - HALF for other in numbers)]
    assert reach(np.argmax, numbers) == (able[0], able[-1])


def longest(numbers: Sequence[float]) -> int:
    """The most numbers in a row that may rise, each over the one before: by as little as can be, from each on."""
    found = 0
    for first in range(len(numbers)):
        level, times = numbers[first] - HALF, 0
        for each in numbers[first + 1 :]:
            if level >= each + HALF:
                break
            level, times = max(level + 0.001, each - HALF), times + 1
        found = max(found, times)
    return found


def in_a_row(numbers: np.ndarray) -> int:
    """How many rises there are in a row at most."""
    runs = [len(list(each)) for is_rise, each in itertools.groupby(np.diff(numbers) > 0) if is_rise]
    return max(runs, default=0)


@pytest.mark.parametrize("seed", range(2))
def test_a_run_is_as_long_as_it_may_be_wherever_it_begins(seed: int) -> None:
    """A chain that begins anew with each number."""
    numbers = drawn(seed)
    assert reach(in_a_row, numbers)[1] == longest(numbers.tolist())


def test_what_is_cut_off_goes_by_no_steps_where_many_tie() -> None:
    """Unlike a count of rises, which leaps where neighbours are the same, it goes on from there."""
    inputs = [Input(place, 10.0, 9.5, 10.5) for place in range(12)]

    def evaluate(moves: Mapping[Any, float]) -> float:
        return sum(max(moves.get(place, 10.0) - 10.3, 0.0) for place in range(12))

    assert lowest_and_highest(evaluate, inputs) is None


def test_a_level_has_its_inputs_where_it_is_itself() -> None:
    """A sum of four cells that are moved together; beyond its ends, at these."""
    cells = [Input(place, 10.0, 9.5, 10.5) for place in range(4)]
    level = Level(cells, 38.0, 42.0)
    assert level.moved(41) == dict.fromkeys(range(4), 10.25)
    assert level.moved(50) == dict.fromkeys(range(4), 10.5)
    assert level.at(10.25) == 41
