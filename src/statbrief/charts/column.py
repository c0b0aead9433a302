"""How wide a chart is drawn: as a column of print is or, another time for phones, as narrow as their screens are.

A picture that is made smaller has smaller letters. So that on a screen of 320 CSS pixels, of which 280 are left for
what is shown, letters of 7.5 points have 12 pixels, the narrow picture is 2.4 inches wide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

COLUMN = 3.45
"""The width of a printed column, in inches."""
NARROW = 2.4
"""That of a phone's."""

_COLUMN: ContextVar[float] = ContextVar("column", default=COLUMN)
_WIDTH = re.compile(rb"<svg\b[^>]*?\swidth=\"([0-9.]+)pt\"")
_POINTS = 72


def column() -> float:
    """The width that the chart at hand is to have."""
    return _COLUMN.get()


@contextmanager
def narrow_column() -> Iterator[None]:
    """Charts are as wide as a phone's column: those of `statbrief.drawing`, and those of matplotlib's own size."""
    import matplotlib as mpl

    wide, high = mpl.rcParams["figure.figsize"]
    token = _COLUMN.set(NARROW)
    try:
        with mpl.rc_context({"figure.figsize": (wide * NARROW / COLUMN, high)}):
            yield
    finally:
        _COLUMN.reset(token)


def is_narrow(svg: bytes) -> bool:
    """Whether a picture is no wider than a phone's column.

    >>> is_narrow(b'<svg width="172.8pt"/>'), is_narrow(b'<svg width="248.4pt"/>')
    (True, False)
    """
    width = _WIDTH.search(svg)
    return width is not None and float(width[1]) <= NARROW * _POINTS + 1
