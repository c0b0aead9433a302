"""What a stated number can mean: expectations are fractions."""

import math
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statbrief.arithmetic.bounds import (
    BOUNDS,
    OPEN_ABOVE,
    OPEN_BELOW,
    OPEN_ENDED,
    stated_ends,
    stated_known,
    stated_range,
    step_of,
)

NUMBERS = st.decimals(-(10**9), 10**9, places=3)
STEPS = st.sampled_from([None, Decimal("0.001"), Decimal("0.5"), Decimal(3), Decimal(10_000)])


@given(NUMBERS, STEPS, st.sampled_from(BOUNDS))
def test_half_a_step_lies_on_each_side_that_no_bound_opens(stated: Decimal, step: Decimal | None, bound: str) -> None:
    """In fractions, in floating point, and in all that is known of the number: one rule."""
    half = Fraction(step or 0) / 2
    low = None if bound in OPEN_BELOW else Fraction(stated) - half
    high = None if bound in OPEN_ABOVE else Fraction(stated) + half
    assert stated_ends(Fraction(stated), Fraction(step or 0), bound) == (low, high)
    reach = stated_range(stated, step, bound)
    assert reach.low == (-math.inf if low is None else float(low))
    assert reach.high == (math.inf if high is None else float(high))
    known = stated_known(stated, step, bound)
    assert (known.value, known.low, known.high) == (Fraction(stated), low, high)
    assert known.is_open == (bound in OPEN_ENDED)
    assert known.is_stated


@pytest.mark.parametrize(("said", "step"), [("exact", None), ("as stated", None), ("0.5", Decimal("0.5"))])
def test_a_step_is_a_number_or_none(said: str, step: Decimal | None) -> None:
    """Of what is exact, and of what nobody knows the rounding of, there is none."""
    assert step_of(said) == step
