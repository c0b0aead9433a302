"""Simple ratios in words: parts of a whole, such as a ninth, or less than half, and multiples of what was."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from statbrief.arithmetic.exactness import Known

LARGEST_PART = 10
"""What a whole is divided into at most: tenths."""
FRACTIONS = tuple(
    (part, whole) for whole in range(2, LARGEST_PART + 1) for part in range(1, whole) if math.gcd(part, whole) == 1
)
"""The fractions under one that have a name, in their lowest terms, by their two parts."""
_COMMON_WHOLE = math.lcm(*(whole for _, whole in FRACTIONS))
_IN_COMMON_PARTS = tuple(((part, whole), part * _COMMON_WHOLE // whole) for part, whole in FRACTIONS)
"""Each with how many parts it is of a whole that all of them divide, so that whole numbers tell which is nearest."""
CLOSE_TO_FRACTION = Fraction(15, 1000)
"""How far a number may lie from the fraction that it is written as."""


def nearest_fraction(share: Fraction, *, within: Fraction = CLOSE_TO_FRACTION) -> tuple[int, int] | None:
    """The simple fraction nearest to a number, as its two parts; None where all are further than `within`.

    >>> nearest_fraction(Fraction("0.1145")), nearest_fraction(Fraction("0.02"))
    ((1, 9), None)
    """
    top, bottom = share.numerator * _COMMON_WHOLE, share.denominator
    nearest, _ = min(_IN_COMMON_PARTS, key=lambda each: abs(each[1] * bottom - top))
    return nearest if abs(Fraction(*nearest) - share) <= within else None


_COMMON = tuple((part, whole) for part, whole in FRACTIONS if whole <= 4)  # noqa: PLR2004 -- halves to quarters
_WITHIN = Fraction(1, 10)
"""How far a share may lie from the common fraction that it is said to be more or less than."""


def fraction_beside(share: Known) -> tuple[tuple[int, int], bool] | None:
    """The common fraction nearest to a share, and whether the share is more; None where its range has it inside.

    Common are halves to quarters, since *less than four sevenths* tells nobody anything.
    """
    parts = min(_COMMON, key=lambda each: abs(Fraction(*each) - share.value))
    fraction = Fraction(*parts)
    if share.low is None or share.high is None or abs(share.value - fraction) > _WITHIN:
        return None
    if share.low > fraction or (share.is_open and share.low == fraction):
        return parts, True
    return (parts, False) if share.high < fraction or (share.is_open and share.high == fraction) else None


EXACTLY, ROUGHLY, NEARLY, MORE = range(4)
"""The places of the words for how a ratio compares with a multiple: it is that, some of its range is, none yet is, all
is beyond."""
HALF = Fraction(1, 2)
MULTIPLES = (Fraction(2), Fraction(3), Fraction(4), Fraction(5), HALF)
"""What of what was has a verb: doubled to quintupled, and halved."""
_NEARLY = Fraction(9, 10)
"""Of a multiple: what is under it, and nowhere further, is nearly that."""
_ROUGHLY = Fraction(1, 8)
"""Of a multiple: what lies around it, and nowhere further, is roughly that."""


def multiple_of(ratio: Known) -> tuple[Fraction, int] | None:
    """What something was multiplied by that has a verb, and how near it is; None where no verb is true.

    Doubled is said of exactly two, roughly doubled of a range around two that an eighth of it bounds, nearly doubled
    of one from 1.8 up to two, more than doubled of one beyond two whose value is under three. Halved is the same of
    what was, in terms of what is.
    """
    if ratio.value <= 0:
        return None
    if ratio.value >= 1:
        return _multiple(ratio, MULTIPLES[:-1])
    found = _multiple(_inverted(ratio), MULTIPLES[:1])
    return (HALF, found[1]) if found else None


def _inverted(ratio: Known) -> Known:
    """One divided by a ratio that is not negative; of one that may be nothing, there is no highest."""
    low = Fraction(0) if ratio.high is None else 1 / ratio.high
    high = 1 / ratio.low if ratio.low is not None and ratio.low > 0 else None
    return replace(ratio, value=1 / ratio.value, low=low, high=high)


def _multiple(ratio: Known, multiples: Sequence[Fraction]) -> tuple[Fraction, int] | None:
    for each in multiples:
        if (near := _nearness(ratio, each)) is not None:
            return each, near
    under = [each for each in multiples if _is_beyond(ratio, each) and ratio.value < each + 1]
    return (max(under), MORE) if under else None


def _nearness(ratio: Known, multiple: Fraction) -> int | None:
    low, high = ratio.low, ratio.high
    if low is None or high is None:
        return None
    if ratio.is_exact and low == multiple:
        return EXACTLY
    if high < multiple:
        return NEARLY if low >= multiple * _NEARLY else None
    is_around = low <= multiple and max(multiple - low, high - multiple) <= multiple * _ROUGHLY
    return ROUGHLY if is_around else None


def _is_beyond(ratio: Known, multiple: Fraction) -> bool:
    return ratio.low is not None and (ratio.low > multiple or (ratio.is_open and ratio.low == multiple))
