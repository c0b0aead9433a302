"""What results of two columns depend on, were their numbers others: all that they look at, as who reads them sees."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping

import numpy as np
import pytest

from seeds import seeds
from statbrief.arithmetic.inputs import Input
from statbrief.arithmetic.relevant_inputs import depended_on, influential

Numbers = np.ndarray
ROWS = 24

OF_ONE: dict[str, Callable[[Numbers], float]] = {
    "the smallest distance of neighbours": lambda a: abs(np.diff(a)).min(),
    "the second smallest": lambda a: np.sort(abs(np.diff(a)))[1],
    "the smallest distance to the number a year before": lambda a: abs(a[12:] - a[:-12]).min(),
    "the smallest distance of any two": lambda a: np.diff(np.sort(a)).min(),
    "the smallest change in per cents": lambda a: abs(a[1:] / a[:-1] - 1).min(),
    "where the smallest distance is": lambda a: float(np.argmin(abs(np.diff(a)))),
    "how many neighbours are near to each other": lambda a: float((abs(np.diff(a)) < 12).sum()),
    "the median change": lambda a: np.median(np.diff(a)),
    "the smallest change of a change": lambda a: abs(np.diff(a, 2)).min(),
    "the nearest to a number": lambda a: abs(a - 500.5).min(),
    "the largest fall from a peak": lambda a: (np.maximum.accumulate(a) - a).max(),
}
OF_BOTH: dict[str, Callable[[Numbers, Numbers], float]] = {
    "the smallest distance of two columns": lambda a, b: abs(a - b).min(),
    "the largest ratio of them": lambda a, b: (a / b).max(),
}


def found(result: Callable[[Numbers, Numbers], float], seed: int, *, is_tied: bool) -> set[Hashable]:
    """What a result depends on of two columns to the nearest unit, in each of which two pairs of neighbours may tie."""
    columns = np.random.default_rng(seed).integers(300, 700, (2, ROWS)).astype(float)
    if is_tied:
        columns[:, 5], columns[:, 11] = columns[:, 4], columns[:, 10]
    keys = [("t", name, row) for name in "ab" for row in range(ROWS)]
    inputs = [
        Input(key, each, each - 0.5, each + 0.5) for key, each in zip(keys, columns.ravel().tolist(), strict=True)
    ]

    def evaluate(moves: Mapping[Hashable, float]) -> float:
        a, b = np.array([moves.get(each.key, each.value) for each in inputs]).reshape(2, ROWS)
        return float(result(a, b))

    known = influential(inputs, evaluate)
    in_front = [*known, *(each for each in inputs if each not in known)]
    return {each.key for each in depended_on(in_front, evaluate, known)}


@pytest.mark.parametrize("is_tied", [False, True], ids=["apart", "tied"])
@pytest.mark.parametrize("seed", seeds(2, 12))
@pytest.mark.parametrize("name", OF_ONE)
def test_a_result_depends_on_all_numbers_of_the_column_that_it_is_of(name: str, seed: int, is_tied: bool) -> None:  # noqa: FBT001
    """Five of 24 were left out once: no number that goes far away changes how near two others are."""
    assert found(lambda a, _: OF_ONE[name](a), seed, is_tied=is_tied) == {("t", "a", row) for row in range(ROWS)}


@pytest.mark.parametrize("is_tied", [False, True], ids=["apart", "tied"])
@pytest.mark.parametrize("seed", seeds(2, 12))
@pytest.mark.parametrize("name", OF_BOTH)
def test_a_result_of_both_columns_depends_on_both(name: str, seed: int, is_tied: bool) -> None:  # noqa: FBT001
    """What is held against each other stands in two columns."""
    assert len(found(OF_BOTH[name], seed, is_tied=is_tied)) == 2 * ROWS


def test_what_is_looked_up_depends_on_its_own_number_alone() -> None:
    """Nothing else is moved into it, however near: the last one, and it less the first."""
    assert found(lambda a, _: a[-1], 0, is_tied=True) == {("t", "a", ROWS - 1)}
    assert found(lambda a, b: a[-1] - b[0], 0, is_tied=True) == {("t", "a", ROWS - 1), ("t", "b", 0)}
