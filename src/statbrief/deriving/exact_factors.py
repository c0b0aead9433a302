"""What one of a unit is in another, exactly: a factor that ends, or one of which the inverse does."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

from statbrief.arithmetic.exactness import NOISE, cleaned, seems_to_end
from statbrief.data.units import Registry, Unit


def exact_factor(number: float) -> Fraction:
    """A factor between units as the decimal that it is, or one divided by the decimal that it comes from.

    >>> exact_factor(0.001), exact_factor(1 / 0.3048), exact_factor(1 / (1 / 3.6e6))
    (Fraction(1, 1000), Fraction(1250, 381), Fraction(3600000, 1))
    """
    if seems_to_end(number):
        return cleaned(number)
    if seems_to_end(1 / number):
        return 1 / cleaned(1 / number)
    one, other = Fraction(Decimal(repr(number))), 1 / Fraction(Decimal(repr(1 / number)))
    return min(one, other, key=lambda each: each.numerator.bit_length() + each.denominator.bit_length())


def factor_between(registry: Registry, unit: Unit, other: Unit) -> Fraction | None:
    """What one of `unit` is in `other`, exactly; None for units of two kinds, or with a zero of their own."""
    if unit == other:
        return Fraction(1)
    if not unit.is_compatible_with(other):
        return None
    try:
        one, two = (registry.Quantity(number, unit).to(other).magnitude for number in (1.0, 2.0))
    except Exception:  # noqa: BLE001 -- pint raises several types for a unit with a zero of its own
        return None
    return exact_factor(float(one)) if math.isclose(two, 2 * one, rel_tol=NOISE) else None
