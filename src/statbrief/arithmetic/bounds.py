"""What a number that a source states can mean: half a step to each side, and open where its bound leaves it open."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from statbrief.arithmetic.exactness import Known, place_of
from statbrief.arithmetic.ranges import Range

OPEN_ABOVE, OPEN_BELOW = ("at least", "more than"), ("at most", "less than")
"""The bounds that a source may state: the number is one end of the range."""
OPEN_ENDED = ("more than", "less than")
"""Those that leave out the number itself."""
BOUNDS = ("", *OPEN_ABOVE, *OPEN_BELOW)
EXACT = "exact"
"""What `rounded_to` says of a number that is not rounded."""
AS_STATED = "as stated"
"""What `rounded_to` says of a number that somebody told, and nobody knows how they rounded it."""

Number = TypeVar("Number", Decimal, Fraction, float)


def step_of(rounded_to: str) -> Decimal | None:
    """The step that `rounded_to` names; None of a number that is exact, or whose rounding is not known."""
    return None if rounded_to in {EXACT, AS_STATED} else Decimal(rounded_to)


def half_step(step: Number) -> Number:
    """How far a number may lie from what is stated, which is rounded to `step`.

    >>> half_step(Decimal(10000))
    Decimal('5000')
    """
    return step / 2


def stated_ends(stated: Number, step: Number, bound: str = "") -> tuple[Number | None, Number | None]:
    """The lowest and highest number that can be meant, in the arithmetic of who asks; None where it is open.

    >>> stated_ends(Fraction(30), Fraction(5), "at least")
    (Fraction(55, 2), None)
    """
    half = half_step(step)
    return None if bound in OPEN_BELOW else stated - half, None if bound in OPEN_ABOVE else stated + half


def rounding_of(known: Known) -> Fraction | None:
    """The step that what a source states is rounded to; None of what is exact, or computed, or not known."""
    end = known.low if known.low is not None else known.high
    if not known.is_stated or end is None or end == known.value:
        return None
    return 2 * abs(known.value - end)


def stated_range(stated: Decimal, step: Decimal | None, bound: str = "") -> Range:
    """The same in floating point, as a range.

    >>> stated_range(Decimal(70000), Decimal(10000))
    Range(low=65000.0, high=75000.0)
    >>> stated_range(Decimal(30), None, "at least")
    Range(low=30.0, high=inf)
    """
    return Range.of(*stated_ends(stated, step or Decimal(0), bound))


def ends_at_nothing(stated: Decimal, bound: str, *, is_counted: bool) -> bool:
    """Whether a number that is open below cannot be under nothing, as it counts things."""
    return is_counted and bound in OPEN_BELOW and stated >= 0


def stated_known(
    stated: Decimal,
    step: Decimal | None,
    bound: str = "",
    *,
    is_rounding_known: bool = True,
    is_counted: bool = False,
) -> Known:
    """All that is known of the number: its value as stated, with the range that its rounding and its bound leave.

    What counts things (`is_counted`) is not under nothing.
    """
    value = Fraction(stated)
    low, high = stated_ends(value, Fraction(step or 0), bound)
    has_floor = ends_at_nothing(stated, bound, is_counted=is_counted)
    return Known(
        limit=Fraction(0) if has_floor else None,
        is_limit_in=has_floor,
        value=value,
        low=low,
        high=high,
        step=place_of(stated),
        is_stated=True,
        is_open=bound in OPEN_ENDED,
        is_rounding_known=is_rounding_known,
    )


def half_of(step: str) -> float | None:
    """Half the step that a record says a column is rounded to, as far as it says one; None of what is no number."""
    if step in {"", AS_STATED}:
        return 0.0
    try:
        half = half_step(float(step))
    except ValueError:
        return None
    return half if math.isfinite(half) and half >= 0 else None
