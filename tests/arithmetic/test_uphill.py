"""The way up of smooth results: summits that linear algebra knows, ridges that straight lines through boxes tell."""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Callable, Sequence
from fractions import Fraction

import numpy as np
import pytest

from seeds import seeds
from statbrief.arithmetic.inputs import Input
from statbrief.arithmetic.searched_ranges import searched
from statbrief.arithmetic.uphill import Hill

HALF, CALLS = 5, 400


def peak_of_bowl(curved: np.ndarray, middle: np.ndarray) -> float:
    """The least of a bowl over the box from 0 to 1: of each face where the free numbers rest, if it lies there."""
    found = math.inf
    for face in itertools.product((0.0, 1.0, None), repeat=len(middle)):
        free = np.array([each is None for each in face])
        at = np.array([0.0 if each is None else each for each in face])
        if free.any():
            pull = curved[np.ix_(free, ~free)] @ (at - middle)[~free]
            at[free] = middle[free] - np.linalg.solve(curved[np.ix_(free, free)], pull)
        if ((at >= 0) & (at <= 1)).all():
            found = min(found, float((at - middle) @ curved @ (at - middle)))
    return found


@pytest.mark.parametrize("seed", seeds(4, 40))
def test_the_summit_of_a_bowl_turned_over_is_climbed_wherever_it_lies(seed: int) -> None:
    """Ten times as wide one way as another, and as often on a side of the box as within it."""
    drawn = np.random.default_rng(seed)
    turned, _ = np.linalg.qr(drawn.normal(size=(5, 5)))
    curved, middle = turned @ np.diag(np.geomspace(1, 100, 5)) @ turned.T, drawn.uniform(-0.3, 1.3, 5)
    calls = 0

    def result(at: Sequence[float]) -> float:
        nonlocal calls
        calls += 1
        return -float((np.array(at) - middle) @ curved @ (np.array(at) - middle))

    hill = Hill(result, [(0.0, 1.0)] * 5, lambda _: 1e-9)
    top = result(hill.climbed(hill.climbed((0.5,) * 5)))
    assert top == pytest.approx(-peak_of_bowl(curved, middle), abs=1e-3)
    assert calls < CALLS


def test_what_is_highest_where_it_stands_stays_there() -> None:
    """At a corner of its box, and where nothing moves it."""
    for slope in (1.0, 0.0):
        hill = Hill(lambda at, slope=slope: slope * sum(at), [(0.0, 1.0)] * 3, lambda _: 0.0)  # type: ignore[misc]
        assert hill.climbed((1.0, 1.0, 1.0)) == (1.0, 1.0, 1.0)


@pytest.mark.parametrize("beyond", [math.inf, -math.inf, math.nan], ids=["up", "down", "no number"])
def test_what_has_no_end_or_no_number_beside_it_is_left_where_it_is(beyond: float) -> None:
    """As a division by nothing is: no number is moved to where there is none."""

    def result(at: Sequence[float]) -> float:
        assert all(0 <= each <= 1 for each in at)
        return beyond if at[0] > 0.5 else -at[1]

    top = Hill(result, [(0.0, 1.0)] * 2, lambda _: 1e-9).climbed((0.5, 0.5))
    assert all(0 <= each <= 1 for each in top)


def points(seed: int) -> tuple[list[int], list[int]]:
    """Some points of two numbers to the nearest ten, of which the second is the first, a step more or a step less."""
    chance = random.Random(seed)  # noqa: S311 -- the same ones each time
    one = [chance.randrange(40, 60) * 10 for _ in range(3 + seed % 5)]
    one[0] = 300
    return one, [each + chance.choice((-10, 0, 10)) for each in one]


def may_lie_on_a_line(one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether a rising line goes through the boxes of all points: one through corners of two of them, if any does."""
    corners = [
        (Fraction(x + aside), Fraction(y + above))
        for (x, y), aside, above in itertools.product(zip(one, other, strict=True), (-HALF, HALF), (-HALF, HALF))
    ]
    return any(
        to[0] > start[0] and to[1] > start[1] and _goes_through(start, to, one, other)
        for start, to in itertools.permutations(corners, 2)
    )


def _goes_through(start: tuple[Fraction, Fraction], to: tuple[Fraction, Fraction], *numbers: Sequence[int]) -> bool:
    slope = (to[1] - start[1]) / (to[0] - start[0])
    return all(
        start[1] + slope * (x - HALF - start[0]) <= y + HALF and start[1] + slope * (x + HALF - start[0]) >= y - HALF
        for x, y in zip(*numbers, strict=True)
    )


def reach(code: Callable[[np.ndarray, np.ndarray], float], one: list[int], other: list[int]) -> tuple[float, float]:
    """How far a result of two columns goes, both of which are stated to the nearest ten."""
    inputs = [Input(place, each, each - HALF, each + HALF) for place, each in enumerate([*one, *other])]

    def evaluate(moves: object) -> float:
        at = np.array([moves.get(each.key, each.value) for each in inputs])  # type: ignore[attr-defined]
        return code(at[: len(one)], at[len(one) :])

    ends = searched(evaluate, inputs)
    assert ends is not None
    return evaluate(ends[0]), evaluate(ends[1])


@pytest.mark.parametrize("seed", seeds(6, 60))
def test_numbers_that_may_rise_in_step_have_a_correlation_of_one(seed: int) -> None:
    """Along the ridge where they do so, no number alone leads far: it was once refused after thousands of calls."""
    one, other = points(seed)
    assert may_lie_on_a_line(one, other)
    low, high = reach(lambda a, b: float(np.corrcoef(a, b)[0, 1]), one, other)
    assert high == pytest.approx(1, abs=1e-6)
    assert low < float(np.corrcoef(one, other)[0, 1]) < 1 + 1e-9
