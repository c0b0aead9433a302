"""What a formula depends on: numbers with the ends of their ranges, moved to see what becomes of its result."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass

Corner = dict[Hashable, float]
"""Where some inputs are moved to."""

Evaluate = Callable[[Mapping[Hashable, float]], float]
"""From the inputs that are moved, and where to, to the result; an empty mapping is the formula as it stands."""


@dataclass(frozen=True)
class Input:
    """One number that a formula depends on: its value and the ends of its range (either may be infinite).

    `is_open` is of one whose bound leaves out its finite end, `limit` the end that it only approaches, if there is one.
    `beyond` is the side on which its bound leaves open where it ends, 1 or -1, though something else ends it there, as
    nothing does what is counted.
    """

    key: Hashable
    value: float
    low: float
    high: float
    is_open: bool = False
    limit: float | None = None
    beyond: int = 0

    @property
    def open_side(self) -> int:
        """The side on which its bound leaves it open: 1 above, -1 below, 0 where there is none."""
        return self.beyond or (1 if math.isinf(self.high) else -1 if math.isinf(self.low) else 0)
