"""What a record says, for a reader: numbers, ranges, and texts that are not too long."""

from __future__ import annotations

import math

from statbrief.arithmetic.ranges import Range
from statbrief.record.shape import PublishedFigure

_LONGEST_SHOWN = 120


Wrong = tuple[str, str, str]
"""What is wrong: with what, what was found, what was wanted."""


def number(value: float, digits: int = 4) -> str:
    """A number for a reader: whole ones in full, others to so many significant digits.

    >>> number(70000.0), number(3.8888888)
    ('70,000', '3.889')
    """
    if not math.isfinite(value) or abs(value) >= 1e15 or (value and abs(value) < 1e-6):  # noqa: PLR2004 -- read no longer
        return f"{value:.{digits}g}"
    if value == int(value):
        return f"{value:,.0f}"
    places = max(0, digits - 1 - math.floor(math.log10(abs(value))))
    text = f"{value:,.{places}f}"
    return text.rstrip("0").rstrip(".") if places else text


def span(reach: Range, *, is_open: bool = False) -> str:
    """A range for a reader; `is_open` is of one that leaves out its own end: more than 30, not 30 or more."""
    if reach.is_exact:
        return f"exactly {number(reach.low)}"
    if reach.is_bounded:
        return f"{number(reach.low)} to {number(reach.high)}"
    if is_open:
        return f"more than {number(reach.low)}" if math.isfinite(reach.low) else f"less than {number(reach.high)}"
    return f"{number(reach.low)} or more" if math.isfinite(reach.low) else f"{number(reach.high)} or less"


def range_of(figure: PublishedFigure) -> Range:
    """The range that the record gives the figure."""
    low, high = figure["range"]
    return Range(-math.inf if low is None else float(low), math.inf if high is None else float(high))


def short(text: str) -> str:
    """A text of the record, quoted and not too long."""
    return repr(text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…")
