"""Shares and other ratios of sums against all corners of the box, with fewer evaluations than pairs of inputs take."""

import itertools
import random
from collections.abc import Callable, Mapping

import pytest

from statbrief.arithmetic.inputs import Input
from statbrief.arithmetic.monotone_ranges import NotMonotoneError, extreme_corners, is_ratio_of_sums

Formula = Callable[[list[float]], float]
RATIOS: dict[str, Formula] = {
    "share": lambda x: x[0] / sum(x),
    "running share": lambda x: sum(x[:3]) / sum(x),
    "difference of two to all": lambda x: (x[1] - x[2]) / sum(x),
    "weighted mean": lambda x: sum(place * each for place, each in enumerate(x)) / sum(x),
    "rate": lambda x: 1000 * sum(x[:2]) / (x[2] + 2 * x[3]),
    "change": lambda x: sum(x[2:]) / sum(x[:2]) - 1,
    "sum": lambda x: sum(x) - 3 * x[0],
}
OTHERS: dict[str, Formula] = {
    "product": lambda x: x[0] * x[1] + x[2] + x[3],
    "distance to all": lambda x: abs(x[0] - x[1]) / sum(x),
    "squares": lambda x: sum(each * each for each in x) / sum(x) ** 2,
    "two ratios": lambda x: x[0] / x[1] + x[2] / x[3],
    "larger": lambda x: max(x[0], x[1]) / sum(x),
    "same everywhere": lambda x: 3.0 + 0 * x[0],
}


def box(seed: int, length: int = 0) -> list[Input]:
    """Four to nine positive numbers, each rounded to a step of its own."""
    chance = random.Random(seed)  # noqa: S311 -- the same each time
    found = []
    for place in range(length or chance.randint(4, 9)):
        value, half = chance.randint(20, 200), chance.choice((0.05, 0.5, 5, 10))
        found.append(Input(place, value, value - half, value + half))
    return found


def evaluated(formula: Formula, inputs: list[Input], asked: list[object]) -> Callable[[Mapping[object, float]], float]:
    """The formula of what is moved, which notes what it is asked."""

    def evaluate(moves: Mapping[object, float]) -> float:
        asked.append(frozenset(moves.items()))
        return formula([moves.get(each.key, each.value) for each in inputs])

    return evaluate


@pytest.mark.parametrize("formula", RATIOS.values(), ids=RATIOS)
@pytest.mark.parametrize("seed", range(6))
def test_ends_are_those_of_all_corners(formula: Formula, seed: int) -> None:
    """Or it is told that the result both rises and falls with a number, as with one that is near the mean of others."""
    inputs = box(seed)
    evaluate = evaluated(formula, inputs, [])
    assert is_ratio_of_sums(evaluate, inputs)
    results = [formula(list(corner)) for corner in itertools.product(*((each.low, each.high) for each in inputs))]
    try:
        found = [evaluate(corner) for corner in extreme_corners(evaluate, inputs)]
    except NotMonotoneError as error:
        [place] = [place for place, each in enumerate(inputs) if each.key == error.key]
        turning, signs = inputs[place], set()
        for corner in itertools.product(*((each.low, each.high) for each in inputs if each is not turning)):
            low, high = ([*corner[:place], end, *corner[place:]] for end in (turning.low, turning.high))
            signs.add(formula(high) > formula(low))
        assert signs == {True, False}
    else:
        assert found == pytest.approx([min(results), max(results)], rel=1e-12)


@pytest.mark.parametrize("formula", OTHERS.values(), ids=OTHERS)
@pytest.mark.parametrize("seed", range(6))
def test_others_are_none(formula: Formula, seed: int) -> None:
    """Products, squares and what has a kink in the box do not pass for one."""
    inputs = [*box(seed, 4)]
    inputs[:2] = [Input(0, 100.0, 90.0, 110.0), Input(1, 102.0, 92.0, 112.0)]  # which may change places
    assert not is_ratio_of_sums(evaluated(formula, inputs, []), inputs)


@pytest.mark.parametrize("length", [8, 20])
def test_what_it_costs(length: int) -> None:
    """Some evaluations for each number, where each two of them would be two for each pair."""
    asked: list[object] = []
    inputs = box(1, length)
    extreme_corners(evaluated(RATIOS["running share"], inputs, asked), inputs)
    assert len({*asked}) <= 10 * length + 60


def test_a_kink_in_a_corner_shows_there() -> None:
    """No line through the box may meet it; beside the ends it does."""
    inputs = [*box(2, 6)]
    inputs[:2] = [Input(0, 100.0, 99.5, 100.5), Input(1, 101.4, 100.4, 102.4)]
    with pytest.raises(NotMonotoneError):
        extreme_corners(evaluated(OTHERS["distance to all"], inputs, []), inputs)
