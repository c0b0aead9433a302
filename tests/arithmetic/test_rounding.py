"""Digits by range: how many of them a number deserves."""

import math
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statbrief.arithmetic.exactness import Known, exactly, last_place
from statbrief.arithmetic.rounding import (
    display_step,
    hedged_step,
    is_about,
    outward,
    outward_end,
    round_to,
    significant_step,
)

Number = float | str


def known(value: Number, low: Number, high: Number, step: str = "", *, is_stated: bool = False) -> Known:
    """A computed number: fractions as ``70/18``, an open end as infinity."""
    number, *ends = (None if each in (math.inf, -math.inf) else Fraction(str(each)) for each in (value, low, high))
    assert number is not None
    ends_there = last_place(number) is not None
    at = Decimal(step) if step else None
    return Known(value=number, low=ends[0], high=ends[1], step=at, ends=ends_there, is_stated=is_stated)


@pytest.mark.parametrize(
    ("value", "low", "high", "written", "about"),
    [
        ("70000/18000", "65000/18500", "75000/17500", "3.9", True),
        ("70000/31", "65000/31", "75000/31", "2300", True),
        ("18000/31", "17500/31", "18500/31", "580", True),
        ("70700/17800", "70695/17805", "70705/17795", "3.97", False),
        (150_000, 135_000, 165_000, "150000", True),
        ("26/53", "26/53", "26/53", "0.491", False),
        ("29989/3000", "29989/3000", "29989/3000", "10.0", False),
        ("1999/2000", "1999/2000", "1999/2000", "0.9995", False),
        (9.996, 9.996, 9.996, "9.996", False),
        (50_786, 50_786, 50_786, "50786", False),
        (0, 0, 0, "0", False),
        (0, -0.1, 0.1, "0.0", True),
        (5, 0, 1000, "5", True),
        (1.4, 1.0, 2.0, "1.4", True),
    ],
)
def test_a_number_has_the_digits_of_its_range(
    value: Number,
    low: Number,
    high: Number,
    written: str,
    about: bool,  # noqa: FBT001 -- a column of the table
) -> None:
    """The power of ten at or under half the range's width; three digits at most where its decimals go on."""
    number = known(value, low, high)
    step = display_step(number)
    assert f"{round_to(number.value, step):f}" == written
    assert is_about(number, step) is about


@pytest.mark.parametrize(
    ("value", "half", "step", "written", "about"),
    [
        (50_786, 0, "1", "50786", False),  # 25,412 + 25,374, exact
        (50_786, 1, "1", "50786", True),  # each to the nearest one
        (88_500, 10, "10", "88500", True),
        (88_000, 5_500, "10000", "90000", True),  # 70,000 to ten thousand, 18,000 to one
        (12_345, 500, "1", "12300", True),  # a thousand numbers, each to the nearest one
        (1235, 0, "0.01", "1235.00", False),  # 1,234.56 + 0.44
        ("0.4", "0.1", "0.1", "0.4", True),
        (2_000, 5_500, "10000", "2000", True),  # less than its step: the leading digit stays
    ],
)
def test_a_sum_is_written_to_the_step_that_it_is_known_to(
    value: Number,
    half: Number,
    step: str,
    written: str,
    about: bool,  # noqa: FBT001 -- a column of the table
) -> None:
    """The coarsest of its terms', or what the range supports where that is less."""
    number, reach = Fraction(str(value)), Fraction(str(half))
    figure = known(str(number), str(number - reach), str(number + reach), step)
    assert f"{round_to(number, display_step(figure)):f}" == written
    assert is_about(figure, display_step(figure)) is about


@pytest.mark.parametrize(
    ("value", "bare", "hedged"),
    [("1/1024", "0.0009765625", "0.000977"), ("97408.0185", "97408.0185", "97400"), ("1/16", "0.0625", "0.0625")],
)
def test_a_number_of_many_digits_is_shortened_only_with_about(value: str, bare: str, hedged: str) -> None:
    """What could be written out is; where `about` can be said, three digits of more than six are enough."""
    number = known(value, value, value)
    assert f"{round_to(number.value, display_step(number)):f}" == bare
    assert f"{round_to(number.value, hedged_step(number)):f}" == hedged
    assert is_about(number, hedged_step(number)) is (bare != hedged)


def test_what_a_dataset_states_is_written_as_stated() -> None:
    """A picked number keeps all digits that its source wrote."""
    figure = known(155_410, 155_405, 155_415, "10", is_stated=True)
    assert round_to(figure.value, display_step(figure)) == 155_410
    assert not is_about(figure, display_step(figure))


@given(st.floats(min_value=1e-6, max_value=1e12), st.floats(min_value=0.001, max_value=0.9))
def test_the_last_digit_is_no_finer_than_the_range(value: float, share: float) -> None:
    """Half the range is at least one step and less than ten, but for the limit of three digits."""
    number, half = Fraction(exactly(value)), Fraction(exactly(value)) * Fraction(exactly(share))
    step = display_step(known(str(number), str(number - half), str(number + half)))
    assert Fraction(step) <= half or step == significant_step(number, 3)
    assert Fraction(step) * 10 > half


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=3), st.integers(-3, 6))
def test_halves_go_away_from_zero(value: Decimal, place: int) -> None:
    """Rounding is what people do by hand, and never further than half a step."""
    step = Decimal(1).scaleb(place)
    found = round_to(value, step)
    assert found % step == 0
    assert abs(found - value) * 2 <= step
    assert round_to(-value, step) == -found


@given(st.decimals(-(10**9), 10**9, places=4), st.decimals("0.0001", 10**9, places=4), st.fractions(0, 1))
def test_a_range_is_rounded_outward(low: Decimal, width: Decimal, share: Fraction) -> None:
    """The written range holds the true one and the written value; of the two it is at most a tenth wider.

    But for one that is narrower than two steps of the value: its ends have but one digit more.
    """
    start, size = Fraction(low), Fraction(width)
    number = known(str(start + size * share), str(start), str(start + size))
    shown = display_step(number)
    down, up, step = outward(number, shown)
    assert down <= start
    assert up >= start + size
    value = round_to(number.value, shown)
    assert down <= value <= up
    assert step >= shown.scaleb(-1)
    held = max(start + size, Fraction(value)) - min(start, Fraction(value))
    assert Fraction(up - down) <= held * Fraction(11, 10) or Fraction(shown) > size / 2
    assert down % step == up % step == 0


@pytest.mark.parametrize(
    ("value", "low", "high", "shown", "written"),
    [
        ("3.9749", "3.9745", "3.9753", "3.97", ("3.970", "3.976")),  # 3.97 lies under all that is known of it
        ("3.9755", "3.9749", "3.9757", "3.98", ("3.974", "3.980")),
        ("3604438.33", "3603438.33", "3605438.33", "3600000", ("3600000", "3606000")),
        ("-3.9749", "-3.9753", "-3.9745", "-3.97", ("-3.976", "-3.970")),
        ("0.0092", "-0.0093", "0.0093", "0.009", ("-0.01", "0.01")),  # and not 0.010, which says no more
    ],
)
def test_a_narrow_range_is_stretched_to_the_number_shown(
    value: str, low: str, high: str, shown: str, written: tuple[str, str]
) -> None:
    """A range narrower than the third digit of its number need not hold the number as it is shown, with three digits.

    No number is shown outside its range, and none without an end has a fourth digit, so the range reaches to it; on its
    other side it ends where it did. Who wants to see how narrow it is asks for digits.
    """
    number = replace(known(value, low, high), ends=False)
    step = display_step(number)
    assert f"{round_to(number.value, step):f}" == shown
    assert tuple(f"{end:f}" for end in outward(number, step)[:2]) == written


@given(st.decimals(-(10**6), 10**6, places=6), st.decimals("0.000001", 10, places=6), st.fractions(0, 1))
def test_no_range_with_these_digits_is_narrower(low: Decimal, width: Decimal, share: Fraction) -> None:
    """Of all that hold the truth and the number shown, in a tenth of its last digit: each end is the nearest there."""
    start, size = Fraction(low), Fraction(width)
    number = replace(known(str(start + size * share), str(start), str(start + size)), ends=False)
    shown = display_step(number)
    down, up, _ = outward(number, shown)
    value = Fraction(round_to(number.value, shown))
    held = min(start, value), max(start + size, value)
    over = held[0] - Fraction(down), Fraction(up) - held[1]
    assert min(over) >= 0
    assert sum(over) * 10 <= held[1] - held[0] or max(over) * 10 < Fraction(shown)


def test_the_ends_of_what_a_source_states_are_its_half_steps() -> None:
    """Written out, whatever the width."""
    stated = known("12.345", "12.3445", "12.3455", "0.001", is_stated=True)
    assert outward(stated, Decimal("0.001"))[:2] == (Decimal("12.3445"), Decimal("12.3455"))


@given(st.floats(min_value=-1e12, max_value=1e12))
def test_an_open_end_is_rounded_to_the_safe_side(end: float) -> None:
    """Of at least x, never more than x is said; of at most x, never less."""
    assert outward_end(exactly(end), is_low=True)[0] <= exactly(end)
    assert outward_end(exactly(end), is_low=False)[0] >= exactly(end)


def test_an_open_range_is_not_about() -> None:
    """It is more than, or less than, instead."""
    assert not is_about(known(5, 5, math.inf), Decimal(1))


@pytest.mark.parametrize(
    ("value", "half", "step", "one", "about"),
    [
        ("12340/3", "5/3", "", "1", True),  # 4,110 of 4,113.3
        ("100000/3", "0", "", "1", True),  # 33,300 of 33,333.3
        ("70000", "5000", "10000", "1", True),
        ("70000", "0", "10000", "1", False),
        ("41.1", "0.05", "0.1", "1", False),  # 41.1
        ("41.1", "0.05", "0.1", "0.01", True),  # 4,110%
        ("0.41", "0.005", "0.01", "0.01", False),  # 41%
    ],
)
def test_a_nought_in_the_place_of_what_is_not_known_is_about(
    value: str,
    half: str,
    step: str,
    one: str,
    about: bool,  # noqa: FBT001 -- a column of the table
) -> None:
    """4,110 looks known to the unit; 41.1 shows where it ends, and says 4,110% in per cents."""
    middle, reach = Fraction(value), Fraction(half)
    number = known(value, str(middle - reach), str(middle + reach), step)
    assert is_about(number, display_step(number), Decimal(one)) is about
