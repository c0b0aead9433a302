"""Numbers as a record's reader meets them: written as in a data file, and told apart with as few digits as it takes."""

from __future__ import annotations

import math

from statbrief.arithmetic.exactness import NOISE

_FEW, _ALL = 6, 17  # significant digits
_WHOLE, _TINY = 1e15, 1e-9
"""Beyond these people do not count the zeros."""


def same(one: float, other: float) -> bool:
    """Whether two numbers are one, but for what floating point leaves behind.

    >>> same(0.1 + 0.2, 0.3), same(3.5, 3.6)
    (True, False)
    """
    return one == other or math.isclose(one, other, rel_tol=NOISE)


def as_stated(value: float, digits: int = _FEW) -> str:
    """A number as a data file has it: no thousands, no exponent, whole where it is whole.

    >>> as_stated(70000.0), as_stated(35 / 9), as_stated(0.00001)
    ('70000', '3.88889', '0.00001')
    """
    if abs(value) < _WHOLE and value == int(value):
        return str(int(value))
    text = f"{value:.{digits}g}"
    if "e" not in text or not _TINY < abs(value) < _WHOLE:
        return text
    decimals = max(0, digits - 1 - math.floor(math.log10(abs(value))))
    text = f"{value:.{decimals}f}"
    return text.rstrip("0").rstrip(".") if decimals else text


def beside(old: float, new: float) -> tuple[str, str]:
    """Two numbers that differ, with as many digits as show it.

    >>> beside(3.8888888888, 3.8888889)
    ('3.88888889', '3.8888889')
    """
    for digits in range(_FEW, _ALL):
        told = as_stated(old, digits), as_stated(new, digits)
        if told[0] != told[1]:
            return told
    return repr(old), repr(new)
