"""Numbers and ranges as `verify` tells them: in full where they are short, else to the digits that tell them apart."""

from __future__ import annotations

import math
from decimal import ROUND_DOWN, Decimal, localcontext

from statbrief.arithmetic.ranges import Range
from statbrief.record import published
from statbrief.record.figure_types import PublishedFigure

_FEWEST, _MOST = 4, 15
"""Significant digits of a number that could go on; floating point has no more than the second."""
_SHORT = 9
"""As many digits are written out."""
_ENDS, _CENTS = 12, 3
"""Digits of a number that ends, for one that goes on is hardly as short; and those of a long one from its ones on."""


def number(value: float, digits: int = _FEWEST) -> str:
    """A number for a reader: whole ones and short decimals in full, others to so many significant digits.

    >>> number(70000.0), number(1234.56), number(70000 / 18000)
    ('70,000', '1,234.56', '3.889')
    """
    if not math.isfinite(value) or abs(value) >= 1e15 or (value and abs(value) < 1e-6):  # noqa: PLR2004 -- read no longer
        return f"{value:.{digits}g}"
    if value == int(value):
        return f"{value:,.0f}"
    if math.isclose(float(f"{value:.{_SHORT}g}"), value, rel_tol=1e-13):
        digits = max(digits, _SHORT)
    places = max(0, digits - 1 - math.floor(math.log10(abs(value))))
    text = f"{value:,.{places}f}"
    return text.rstrip("0").rstrip(".") if places else text


def _exactly(value: float) -> str:
    """A number in full, or cut off, and not rounded, where its decimals go on behind."""
    written = Decimal(repr(value))
    if len(written.as_tuple().digits) <= _ENDS:
        return f"{written:,f}"
    with localcontext(prec=max(_SHORT, written.adjusted() + _CENTS), rounding=ROUND_DOWN):
        return f"{+written:,f}…"


def resolution(reach: Range) -> int:
    """How many significant digits tell the ends of a range, and what lies between them, from each other.

    >>> resolution(Range(3.51, 4.29)), resolution(Range(2510.5 / 2500.5, 2511.5 / 2499.5))
    (4, 6)
    """
    size, width = max(abs(reach.low), abs(reach.high)), reach.high - reach.low
    if not 0 < width < math.inf:
        return _SHORT if width == 0 else _FEWEST
    return min(_MOST, max(_FEWEST, 2 + math.ceil(math.log10(size / width))))


def span(reach: Range, *, is_open: bool = False) -> str:
    """A range for a reader; `is_open` is of one that leaves out its own end: more than 30, not 30 or more.

    >>> span(Range(1234.5, 1234.5)), span(Range(2 / 3, 2 / 3)), span(Range(-20000 / 7, -20000 / 7))
    ('exactly 1,234.5', 'exactly 0.666666666…', 'exactly -2,857.14285…')
    >>> span(Range(12345678901.5, 12345678901.5)), span(Range(7**14 / 3, 7**14 / 3))
    ('exactly 12,345,678,901.5', 'exactly 226,074,357,616.33…')
    """
    digits = resolution(reach)
    low, high = number(reach.low, digits), number(reach.high, digits)
    if reach.is_exact:
        return f"exactly {low if float(low.replace(',', '')) == reach.low else _exactly(reach.low)}"
    if reach.is_bounded:
        return f"{low} to {high}"
    if is_open:
        return f"more than {low}" if math.isfinite(reach.low) else f"less than {high}"
    return f"{low} or more" if math.isfinite(reach.low) else f"{high} or less"


_LONGEST_SHOWN = 120
_TYPOGRAPHY = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "—": "-", "–": "-"})
Wrong = tuple[str, str, str]
"""What is wrong: with what, what was found, what was wanted."""


def range_of(figure: PublishedFigure) -> Range:
    """The range that the record gives the figure."""
    return Range.of(*figure["range"])


def open_range_of(figure: PublishedFigure) -> Range:
    """The same, without bound on the side where it only nears a limit."""
    return Range.of(*published.open_range(figure))


def short(text: str) -> str:
    """A text of the record, quoted and not too long."""
    return repr(text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…")


def as_typed(text: str) -> str:
    r"""A text without what renderers do to it: typographic signs and blanks.

    >>> as_typed("‘s-Hertogenbosch – ”East“")
    '\'s-Hertogenbosch - "East"'
    """
    return " ".join(text.translate(_TYPOGRAPHY).split())
