"""What adds up to one whatever its parts are: no search climbs from one last digit of floating point to the next."""

from collections.abc import Hashable, Mapping

import pytest

from statbrief.arithmetic.inputs import Input
from statbrief.arithmetic.searched_ranges import searched

INPUTS = [Input(("t", "n", place), number, number - 0.5, number + 0.5) for place, number in enumerate(range(3, 39))]
Moves = Mapping[Hashable, float]


def numbers(moves: Moves) -> list[float]:
    """Where all numbers stand."""
    return [moves.get(each.key, each.value) for each in INPUTS]


def shares(moves: Moves) -> float:
    """The shares of all, added up, as a total of a column of shares is."""
    return sum(each / sum(numbers(moves)) for each in numbers(moves))


def nearly(moves: Moves) -> float:
    """As little as data tell apart goes with one of them, if the first is high."""
    first, *_, last = numbers(moves)
    return shares(moves) + 1e-9 * (last - 38) * (first - 3)


def test_shares_add_up_to_all_after_few_calls() -> None:
    """A call for each end of each number and some dozen more: it took thousands, a table of twenty shares a minute."""
    calls = 0

    def counted(moves: Moves) -> float:
        nonlocal calls
        calls += 1
        return shares(moves)

    ends = searched(counted, INPUTS)
    assert ends is not None
    assert [shares(each) for each in ends] == pytest.approx([1, 1], rel=1e-14)
    assert calls < 2 * len(INPUTS) + 30


def test_little_is_more_than_nothing() -> None:
    """What goes by a part in a thousand million has its range: the product of the two moves, at corners alone."""
    ends = searched(nearly, INPUTS)
    assert ends is not None
    assert [nearly(each) - 1 for each in ends] == pytest.approx([-0.25e-9, 0.25e-9], rel=1e-5)
