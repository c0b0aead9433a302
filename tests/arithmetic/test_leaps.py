"""What leaps within its inputs' ranges, against how far it is known to go on either side of where it leaps."""

from collections.abc import Callable, Mapping

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from statbrief.arithmetic.inputs import Input
from statbrief.arithmetic.leaps import LeapError, steady_corners
from statbrief.arithmetic.monotone_ranges import NotMonotoneError

LOW, VALUE, HIGH = 490.0, 745.0, 1000.0
ANYWHERE = st.floats(LOW, HIGH)


def ends_of_one(formula: Callable[[float], float]) -> tuple[float, float]:
    """The lowest and the highest result of a formula of one number."""

    def evaluate(moves: Mapping[object, float]) -> float:
        return formula(moves.get("income", VALUE))

    bottom, top = steady_corners(evaluate, [Input("income", VALUE, LOW, HIGH)])
    return evaluate(bottom), evaluate(top)


@given(limit=ANYWHERE, payment=st.floats(-600, 600))
def test_what_is_paid_below_a_limit_is_in_the_range_or_refused(limit: float, payment: float) -> None:
    """The sum rises with the income on both sides: its ends are at those of the income, or at the limit."""
    assume(abs(payment) > 40)  # that is more than the income rises from one place to the next
    lowest = min(LOW + payment * (limit > LOW), limit)
    highest = max(HIGH, limit + payment if limit > LOW else limit)
    try:
        found = ends_of_one(lambda number: number + (payment if number < limit else 0))
    except NotMonotoneError:
        return
    assert found[0] <= lowest + 1e-6
    assert found[1] >= highest - 1e-6


def test_where_it_leaps_is_told() -> None:
    """A payment of 100 below an income of 500.3: 600.3 just below it, and 500.3 there."""
    with pytest.raises(LeapError) as raised:
        ends_of_one(lambda number: number + 100 * (number < 500.3))
    assert raised.value.key == "income"
    assert raised.value.place == pytest.approx(500.3, abs=1e-3)


@pytest.mark.parametrize("limit", [490.5, 500, 744.9, 745, 745.1, 999.5])
def test_a_small_leap_beside_an_end_is_seen(limit: float) -> None:
    """It leads beyond the end, however little it is."""
    with pytest.raises(LeapError):
        ends_of_one(lambda number: number + (20 if number < limit else -20))


def test_what_leaps_the_way_it_goes_is_steady() -> None:
    """A tax that is higher from a limit on rises there as it does elsewhere."""
    assert ends_of_one(lambda number: number * (0.1 if number < 700 else 0.2)) == (49, 200)
    assert ends_of_one(lambda number: number // 100) == (4, 10)


def test_what_turns_little_by_little_is_no_leap() -> None:
    """A distance from what lies between the ends: it is to be searched, as its lowest place is between them."""
    with pytest.raises(NotMonotoneError) as raised:
        ends_of_one(lambda number: number - 600 if number > 600 else 600 - number)
    assert not isinstance(raised.value, LeapError)


def test_a_leap_of_two_numbers_together_is_seen() -> None:
    """Neither reaches the limit by itself."""

    def evaluate(moves: Mapping[object, float]) -> float:
        total = moves.get("one", 100) + moves.get("other", 100)
        return total + (30 if total < 216 else 0)

    with pytest.raises(LeapError):
        steady_corners(evaluate, [Input("one", 100, 90, 110), Input("other", 100, 90, 110)])


def test_many_numbers_that_rise_are_steady() -> None:
    """As many as there may be: they are at their ends."""
    inputs = [Input(place, 10, 9, 11) for place in range(30)]

    def evaluate(moves: Mapping[object, float]) -> float:
        return sum(moves.get(place, 10) for place in range(30))

    bottom, top = steady_corners(evaluate, inputs)
    assert (evaluate(bottom), evaluate(top)) == (270, 330)
