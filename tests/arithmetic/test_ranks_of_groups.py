"""Ranks of groups of numbers: where a sum goes is told by no number alone, but by all of its group together."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Hashable, Mapping

import numpy as np
import pytest

from statbrief.arithmetic.inputs import Input
from statbrief.arithmetic.step_functions import lowest_and_highest

NUMBERS, GROUPS, HALF = 120, 6, 5.0


def drawn(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Numbers, and of each its group, in an order that no stride tells."""
    chance = np.random.default_rng(seed)
    return chance.integers(0, GROUPS, NUMBERS), chance.integers(55, 66, NUMBERS) * 10.0


def rank_of(group: int, numbers: np.ndarray, groups: np.ndarray) -> Callable[[Mapping[Hashable, float]], float]:
    """From numbers that are moved to how many means are over the one of a group."""

    def rank(moves: Mapping[Hashable, float]) -> float:
        moved = np.array([moves.get(place, number) for place, number in enumerate(numbers)])
        means = np.array([moved[groups == each].mean() for each in range(GROUPS)])
        return float((means > means[group]).sum())

    return rank


@pytest.mark.parametrize(("seed", "group"), list(itertools.product(range(2), range(GROUPS))))
def test_a_group_is_moved_as_a_whole(seed: int, group: int) -> None:
    """Each mean goes up and down by itself, as the groups have no number in common."""
    groups, numbers = drawn(seed)
    means = np.array([numbers[groups == each].mean() for each in range(GROUPS)])
    others = np.delete(means, group) - means[group]
    inputs = [Input(place, number, number - HALF, number + HALF) for place, number in enumerate(numbers)]
    told = [set(np.flatnonzero(groups == each).tolist()) for each in range(GROUPS)]
    rank = rank_of(group, numbers, groups)
    ends = lowest_and_highest(rank, inputs, told)
    assert ends is not None
    expected = (others > 2 * HALF).sum(), (others > -2 * HALF).sum()
    assert tuple(map(rank, ends)) == pytest.approx(expected)
