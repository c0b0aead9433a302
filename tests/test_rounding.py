"""Digits by range: how many of them a number deserves."""

import math
from decimal import Decimal

import pint
import pytest
from hypothesis import given
from hypothesis import strategies as st

from statbrief.figures import Derived, Figure
from statbrief.ranges import Range
from statbrief.rounding import display_step, exactly, is_about, outward, outward_end, round_to, significant_step

REGISTRY: pint.UnitRegistry[float] = pint.UnitRegistry()


def derived(value: float, low: float, high: float, stated_to: str = "") -> Figure:
    """A computed figure without a unit."""
    origin = Derived(
        function="f",
        file="f",
        line=1,
        inputs=(),
        reported=(),
        rows={},
        sources=(),
        stated_to=Decimal(stated_to) if stated_to else None,
    )
    quantity = REGISTRY.Quantity(float(value), "")
    return Figure(id="it", label="It", quantity=quantity, range=Range(low, high), period="", origin=origin)


@pytest.mark.parametrize(
    ("value", "low", "high", "written", "about"),
    [
        (70_000 / 18_000, 65_000 / 18_500, 75_000 / 17_500, "3.9", True),
        (70_000 / 31, 65_000 / 31, 75_000 / 31, "2300", True),
        (18_000 / 31, 17_500 / 31, 18_500 / 31, "580", True),
        (70_700 / 17_800, 70_695 / 17_805, 70_705 / 17_795, "3.97", False),
        (150_000, 135_000, 165_000, "150000", True),
        (26 / 53, 26 / 53, 26 / 53, "0.491", False),
        (9.996, 9.996, 9.996, "10.0", False),
        (0, -0.1, 0.1, "0", False),
        (5, 0, 1000, "5", True),
        (1.4, 1.0, 2.0, "1.4", True),
    ],
)
def test_a_number_has_the_digits_of_its_range(value: float, low: float, high: float, written: str, about: bool) -> None:  # noqa: FBT001 -- a column of the table
    """The power of ten at or under half the range's width, and three digits at most; about where it matters."""
    figure = derived(value, low, high)
    step = display_step(figure)
    assert f"{round_to(exactly(figure.value), step):f}" == written
    assert is_about(figure, step) is about


def test_what_a_dataset_states_is_written_as_stated() -> None:
    """A picked number keeps all digits that its source wrote."""
    figure = derived(155_410, 155_405, 155_415, stated_to="10")
    assert round_to(exactly(figure.value), display_step(figure)) == 155_410
    assert not is_about(figure, display_step(figure))


@given(st.floats(min_value=1e-6, max_value=1e12), st.floats(min_value=0.001, max_value=0.9))
def test_the_last_digit_is_no_finer_than_the_range(value: float, share: float) -> None:
    """Half the range is at least one step and less than ten, but for the limit of three digits."""
    figure = derived(value, value * (1 - share), value * (1 + share))
    step, half = display_step(figure), Decimal(repr(value * share))
    assert step <= half * Decimal("1.000001") or step == significant_step(exactly(value), 3)
    assert step * 10 > half * Decimal("0.999999")


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=3), st.integers(-3, 6))
def test_halves_go_away_from_zero(value: Decimal, place: int) -> None:
    """Rounding is what people do by hand, and never further than half a step."""
    step = Decimal(1).scaleb(place)
    found = round_to(value, step)
    assert found % step == 0
    assert abs(found - value) * 2 <= step
    assert round_to(-value, step) == -found


@given(st.floats(-1e12, 1e12), st.floats(0, 1e12))
def test_a_range_is_rounded_outward(low: float, width: float) -> None:
    """The written range holds the true one and is at most a tenth wider."""
    reach = Range(low, low + width)
    down, up, step = outward(reach)
    noise = Decimal(repr(max(abs(reach.low), abs(reach.high)))) * Decimal("1e-13")
    assert down <= exactly(reach.low) + noise
    assert up >= exactly(reach.high) - noise
    assert up - down <= (exactly(reach.high) - exactly(reach.low)) * Decimal("1.1") + 4 * noise
    assert down % step == up % step == 0


@given(st.floats(min_value=-1e12, max_value=1e12))
def test_an_open_end_is_rounded_to_the_safe_side(end: float) -> None:
    """Of at least x, never more than x is said; of at most x, never less."""
    noise = Decimal(repr(abs(end))) * Decimal("1e-13")
    assert outward_end(end, is_low=True)[0] <= exactly(end) + noise
    assert outward_end(end, is_low=False)[0] >= exactly(end) - noise


def test_an_open_range_is_not_about() -> None:
    """It is more than, or less than, instead."""
    assert not is_about(derived(5, 5, math.inf), Decimal(1))
