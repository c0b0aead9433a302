"""Ranges of what rises with a number or falls with it as the others stand, against all corners of the box.

The oracle computes each statistic by its textbook formula in numpy, of all corners at once; of few numbers of their
middles too, for a spread may be least there. No code of ours is in it.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pytest

from seeds import seeds
from statbrief.arithmetic.inputs import Input
from statbrief.arithmetic.monotone_ranges import NotMonotoneError, extreme_corners
from statbrief.arithmetic.searched_ranges import searched
from statbrief.arithmetic.step_functions import goes_by_steps, lowest_and_highest

Numbers = npt.NDArray[np.float64]
HALF = 5.0
_MIDDLES_TOO = 8  # numbers, of which 3 ** 8 places are looked at


def halves(v: Numbers) -> tuple[Numbers, Numbers]:
    """Two columns that stand one after the other, in each of many corners."""
    size = v.shape[-1] // 2
    return v[..., :size], v[..., size:]


def deviations(v: Numbers) -> Numbers:
    """Each number less the mean."""
    less: Numbers = v - v.mean(axis=-1, keepdims=True)
    return less


def products(v: Numbers) -> Numbers:
    """Sum of the products of two columns' deviations."""
    x, y = halves(v)
    total: Numbers = (deviations(x) * deviations(y)).sum(axis=-1)
    return total


def sizes(v: Numbers) -> tuple[Numbers, Numbers]:
    """Sums of the squares of two columns' deviations."""
    x, y = halves(v)
    return (deviations(x) ** 2).sum(axis=-1), (deviations(y) ** 2).sum(axis=-1)


def groups(v: Numbers) -> Numbers:
    """The means of every third number."""
    return np.stack([v[..., first::3].mean(axis=-1) for first in range(3)], axis=-1)


def linked(v: Numbers) -> float:
    """Each change of one column times what stands in the other, summed."""
    x, y = halves(v)
    return float((np.diff(x) * y[1:]).sum())


@dataclass(frozen=True)
class Statistic:
    """What a function of a brief would call, and what it comes to in many corners at once."""

    code: Callable[[Numbers], float]
    oracle: Callable[[Numbers], Numbers]
    columns: int = 2


STATISTICS = {
    "slope": Statistic(lambda v: float(np.polyfit(*halves(v), 1)[0]), lambda v: products(v) / sizes(v)[0]),
    "covariance": Statistic(lambda v: float(np.cov(*halves(v))[0, 1]), lambda v: products(v) / (v.shape[-1] // 2 - 1)),
    "correlation": Statistic(
        lambda v: float(np.corrcoef(*halves(v))[0, 1]), lambda v: products(v) / np.sqrt(sizes(v)[0] * sizes(v)[1])
    ),
    "changes times levels": Statistic(
        linked, lambda v: ((halves(v)[0][..., 1:] - halves(v)[0][..., :-1]) * halves(v)[1][..., 1:]).sum(axis=-1)
    ),
    "variance of groups' means": Statistic(
        lambda v: float(np.var(groups(v), ddof=1)), lambda v: (deviations(groups(v)) ** 2).sum(axis=-1) / 2, 3
    ),
    "spread of groups' means": Statistic(
        lambda v: float(np.std(groups(v), ddof=1)), lambda v: np.sqrt((deviations(groups(v)) ** 2).sum(axis=-1) / 2), 3
    ),
    "mean square of changes": Statistic(
        lambda v: float((np.diff(v) ** 2).mean()), lambda v: ((v[..., 1:] - v[..., :-1]) ** 2).mean(axis=-1), 1
    ),
    "third quartile of changes": Statistic(
        lambda v: float(np.quantile(np.diff(v), 0.75)),
        lambda v: np.quantile(v[..., 1:] - v[..., :-1], 0.75, axis=-1),
        1,
    ),
}


def drawn(name: str, seed: int, columns: int) -> Numbers:
    """Random numbers stated to the nearest ten: 3 to 12 of them, of which no column is all but the same."""
    chance = random.Random(f"{name} {seed}")  # noqa: S311 -- the same ones each time
    length = {1: chance.randint(3, 10), 2: chance.randint(3, 6), 3: chance.randint(2, 4)}[columns]
    scatter = chance.choice((2, 6, 20))
    found = [[round(chance.gauss(50, scatter)) * 10.0 for _ in range(length)] for _ in range(columns)]
    for column in found:
        column[0] = min(column) - 20.0  # so that rounding alone cannot make all of them the same
    return np.array(found).ravel()


def inputs_of(numbers: Numbers) -> list[Input]:
    """The numbers with their rounding, as cells of one column."""
    return [Input(("t", "v", place), each, each - HALF, each + HALF) for place, each in enumerate(numbers.tolist())]


def evaluated(code: Callable[[Numbers], float], numbers: Numbers) -> Callable[[Mapping[Hashable, float]], float]:
    """A function of what is moved."""

    def evaluate(moves: Mapping[Hashable, float]) -> float:
        return code(np.array([moves.get(("t", "v", place), each) for place, each in enumerate(numbers.tolist())]))

    return evaluate


def found_for(code: Callable[[Numbers], float], numbers: Numbers) -> tuple[float, float] | None:
    """The range that a figure has; None where there is none."""
    evaluate, inputs = evaluated(code, numbers), inputs_of(numbers)
    try:
        low, high = map(evaluate, extreme_corners(evaluate, inputs))
        if low < high:
            return low, high
    except NotMonotoneError:
        pass
    ends = searched(evaluate, inputs)
    return None if ends is None else (evaluate(ends[0]), evaluate(ends[1]))


def by_brute_force(oracle: Callable[[Numbers], Numbers], numbers: Numbers) -> tuple[float, float]:
    """The least and the greatest result over all corners, of few numbers over their middles too."""
    places = (-HALF, 0.0, HALF) if len(numbers) <= _MIDDLES_TOO else (-HALF, HALF)
    results = oracle(numbers + np.array(list(itertools.product(places, repeat=len(numbers)))))
    return float(results.min()), float(results.max())


@pytest.mark.parametrize("seed", seeds(6, 150))
@pytest.mark.parametrize("name", STATISTICS)
def test_the_range_holds_all_corners(name: str, seed: int) -> None:
    """Whatever a slope comes to within the rounding lies in its range, or it has none."""
    statistic = STATISTICS[name]
    numbers = drawn(name, seed, statistic.columns)
    found, true = found_for(statistic.code, numbers), by_brute_force(statistic.oracle, numbers)
    if found is not None:
        little = 1e-6 * (true[1] - true[0])
        assert found[0] <= true[0] + little
        assert found[1] >= true[1] - little


@pytest.mark.parametrize("first", [0, pytest.param(10, marks=pytest.mark.every_seed)])
@pytest.mark.parametrize("name", STATISTICS)
def test_nearly_all_of_them_have_one(name: str, first: int) -> None:
    """And what is seen to rise and fall is no fault for that: nine of ten have a range at least."""
    statistic = STATISTICS[name]
    found = [found_for(statistic.code, drawn(name, seed, statistic.columns)) for seed in range(first, first + 10)]
    assert found.count(None) <= 1


def of_pairs(name: str, x: Numbers, y: Numbers) -> tuple[float, float]:
    """The range of what is linear in `y`, over all corners of `x`: each of `y` goes where its own weight sends it."""
    corners = x + HALF * np.array(list(itertools.product((-1.0, 1.0), repeat=len(x))))
    weights = deviations(corners)
    if name == "slope":
        weights = weights / (weights**2).sum(axis=-1, keepdims=True)
    if name == "covariance":
        weights = weights / (len(x) - 1)
    if name == "changes times levels":
        weights = np.concatenate([np.zeros((len(corners), 1)), corners[:, 1:] - corners[:, :-1]], axis=-1)
    middle, width = weights @ y, HALF * np.abs(weights).sum(axis=-1)
    return float((middle - width).min()), float((middle + width).max())


@pytest.mark.parametrize("seed", seeds(1, 20))
@pytest.mark.parametrize("name", ["slope", "covariance", "changes times levels"])
def test_of_thirty_numbers_it_does_so_too(name: str, seed: int) -> None:
    """Where each number cannot be tried with all others, the range was once too narrow by a tenth."""
    chance = random.Random(f"{name} of thirty {seed}")  # noqa: S311 -- the same ones each time
    x, y = (np.array([round(chance.gauss(50, chance.choice((2, 6)))) * 10.0 for _ in range(15)]) for _ in range(2))
    found, true = found_for(STATISTICS[name].code, np.concatenate([x, y])), of_pairs(name, x, y)
    assert found is not None
    little = 1e-6 * (true[1] - true[0])
    assert found[0] <= true[0] + little
    assert found[1] >= true[1] - little


TRUTHS: dict[str, Callable[[Numbers], npt.NDArray[np.bool_] | np.bool_]] = {
    "all of one column above the other": lambda v: (halves(v)[0] > halves(v)[1]).all(axis=-1),
    "any of one column above the other": lambda v: (halves(v)[0] > halves(v)[1]).any(axis=-1),
    "all above 500": lambda v: (v > 500).all(axis=-1),
    "any above 500": lambda v: (v > 500).any(axis=-1),
    "all rise": lambda v: (v[..., 1:] > v[..., :-1]).all(axis=-1),
    "any falls by more than 12": lambda v: (v[..., :-1] - v[..., 1:] > 12).any(axis=-1),
    "one group above another": lambda v: v[..., ::3].min(axis=-1) > v[..., 1::3].max(axis=-1),
    "up and down in turn": lambda v: (
        ((v[..., 1::2] > v[..., :-1:2]).all(axis=-1)) & ((v[..., 2::2] < v[..., 1:-1:2]).all(axis=-1))
    ),
}


@pytest.mark.parametrize("seed", seeds(6, 40))
@pytest.mark.parametrize("name", TRUTHS)
def test_whether_all_are_so_is_open_where_some_corner_leaves_it_so(name: str, seed: int) -> None:
    """1 is yes: of eight or twelve numbers that are stated alike, or a step apart, some corner may tell otherwise."""
    chance, truth = random.Random(f"{name} {seed}"), TRUTHS[name]  # noqa: S311 -- the same ones each time
    numbers = np.array([500.0 + 10 * chance.choice((0, 0, 0, 1)) for _ in range(chance.choice((8, 12)))])
    if name == "all rise":
        numbers = np.sort(numbers)
    places = (-0.999, 0.0, 0.999) if len(numbers) <= _MIDDLES_TOO else (-0.999, 0.999)
    if name == "all rise":  # from the lowest that each may be to the highest, which is all that tells
        steps = np.linspace(-0.999, 0.999, len(numbers))
        corners = np.stack([steps, -steps])
    else:
        corners = np.array(list(itertools.product(places, repeat=len(numbers))))
    true = truth(numbers + HALF * corners)
    evaluate, inputs = evaluated(lambda v: float(truth(v)), numbers), inputs_of(numbers)
    if true.all() or not true.any():
        return
    assert goes_by_steps(evaluate, inputs)
    ends = lowest_and_highest(evaluate, inputs)
    assert ends is not None
    assert [evaluate(end) for end in ends] == [0, 1]
