"""A range: the lowest and highest value that the inputs' rounding allows."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal

from statbrief.arithmetic.exactness import OPEN_ABOVE, OPEN_BELOW


@dataclass(frozen=True)
class Range:
    """The lowest and highest value that the inputs' rounding allows, in the figure's own unit.

    An end may be infinite: ``at least 30`` is `Range(30, inf)`.
    """

    low: float
    high: float

    def __contains__(self, value: float) -> bool:
        return self.low <= value <= self.high

    @property
    def width(self) -> float:
        """High minus low; infinite when an end is open."""
        return self.high - self.low

    @property
    def is_exact(self) -> bool:
        """Whether nothing but one value is allowed."""
        return self.low == self.high

    @property
    def is_bounded(self) -> bool:
        """Whether both ends are finite."""
        return math.isfinite(self.low) and math.isfinite(self.high)

    def overlaps(self, other: Range) -> bool:
        """Whether some value lies in both ranges."""
        return self.low <= other.high and other.low <= self.high


def stated_range(stated: Decimal, step: Decimal | None, bound: str = "") -> Range:
    """What a stated value can mean: value ± step / 2, open on the side that the bound leaves open.

    >>> stated_range(Decimal(70000), Decimal(10000))
    Range(low=65000.0, high=75000.0)
    >>> stated_range(Decimal(30), None, "at least")
    Range(low=30.0, high=inf)
    """
    half = (step or Decimal(0)) / 2
    low = -math.inf if bound in OPEN_BELOW else float(stated - half)
    high = math.inf if bound in OPEN_ABOVE else float(stated + half)
    return Range(low, high)
