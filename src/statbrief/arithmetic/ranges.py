"""A range: the lowest and highest value that the inputs' rounding allows."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Self, SupportsFloat


@dataclass(frozen=True)
class Range:
    """The lowest and highest value that the inputs' rounding allows, in the figure's own unit.

    An end may be infinite: ``at least 30`` is `Range(30, inf)`.
    """

    low: float
    high: float

    @classmethod
    def of(cls, low: SupportsFloat | None, high: SupportsFloat | None) -> Self:
        """The range between two ends, of which one that is none is open."""
        return cls(-math.inf if low is None else float(low), math.inf if high is None else float(high))

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
