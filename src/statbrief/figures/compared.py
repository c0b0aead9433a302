"""Figures compared with their ranges in mind: what is below what, wherever in its range each of them lies.

``a < b`` is True when every value that the rounding of `a` allows is below every one of `b`, and False when none is.
Where the ranges overlap, so that both could be, or where one is not known, nobody can tell, and `UndecidedError` says
so: a check must not hold or fail by chance. Figures that rest on the same numbers may be further apart than their
ranges say; their difference, derived as a figure of its own, is compared with 0 instead.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

import pint

from statbrief.arithmetic.ranges import Range
from statbrief.data.units import Unit
from statbrief.errors import RefusedError
from statbrief.figures.figure import Figure

_WAY_OUT = "derive their difference and compare it with 0, or compare what is further apart"

_IN_NUMBERS = "say how it was rounded, or compare the numbers themselves, as in a.value < b.value"


class UndecidedError(RefusedError):
    """Raised for a comparison that the ranges leave open, or that two figures do not have."""


class Compared(Figure):
    """A figure as checks are given it: it can be compared with ``<``, ``<=``, ``>`` and ``>=``.

    With another figure, a quantity, a number where its unit is that of a ratio, and 0.
    """

    def __lt__(self, other: object) -> bool:
        return self._is_below(other, "<")

    def __le__(self, other: object) -> bool:
        return self._is_below(other, "<=")

    def __gt__(self, other: object) -> bool:
        return not self._is_below(other, "<=", said=">")

    def __ge__(self, other: object) -> bool:
        return not self._is_below(other, "<", said=">=")

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        raise UndecidedError(f"asks whether {self.id} is equal to something", "write agree(…) of two figures")

    def __hash__(self) -> int:
        return hash(self.id)

    def _is_below(self, other: object, sign: str, said: str = "") -> bool:
        """Whether this is below the other (or at most as large, for ``<=``), wherever in their ranges both lie."""
        self._refuse_unknown(other, said or sign)
        unit, reach = self._restated(other)
        own = self.in_unit(unit)
        if own.high < reach.low or (sign == "<=" and own.high <= reach.low):
            return True
        if own.low > reach.high or (sign == "<" and own.low >= reach.high):
            return False
        found = f"whether {_named(self)} {said or sign} {_named(other)} cannot be told within the rounding"
        raise UndecidedError(found, _WAY_OUT)

    def _refuse_unknown(self, other: object, sign: str) -> None:
        """Raise `UndecidedError` where one of the two rests on a number whose rounding nobody knows."""
        unknown = [name for each in (self, other) if isinstance(each, Figure) for name in each.as_stated]
        if unknown:
            found = f"whether {_named(self)} {sign} {_named(other)} cannot be told: {no_range(unknown)}"
            raise UndecidedError(found, _IN_NUMBERS)

    def _restated(self, other: object) -> tuple[Unit, Range]:
        """The unit that both are compared in, and the other's range in it. Raises `pint.DimensionalityError`."""
        unit = self.quantity.units
        if isinstance(other, Figure):
            return unit, other.in_unit(unit)
        if isinstance(other, pint.Quantity):
            number = float(other.to(unit).magnitude)
            return unit, Range(number, number)
        if not isinstance(other, int | float):
            raise UndecidedError(f"compares {self.id} with a {type(other).__name__}", "compare it with a figure")
        if other != 0:  # which is nothing in every unit, but for those with a zero of their own
            unit = type(self.quantity)(1.0, "dimensionless").units
        elif not self.quantity._is_multiplicative:  # noqa: SLF001 -- pint has no other way to it
            raise UndecidedError(f"compares {self.id} with 0, which is a {self.unit} like others", "write the quantity")
        return unit, Range(float(other), float(other))


Compared.__name__ = Compared.__qualname__ = "Figure"  # as those who write checks know it


def compared(figure: Figure) -> Compared:
    """The figure with a quantity of its own, to be compared."""
    own = figure.copied()
    known: dict[str, Any] = {each.name: getattr(own, each.name) for each in fields(own)}
    return Compared(**known)


def no_range(names: Iterable[str]) -> str:
    """Says of reported figures that nobody knows how they were rounded."""
    several = list(dict.fromkeys(names))
    return f"{' and '.join(several)} {'are' if several[1:] else 'is'} as stated, so no range is known"


def _named(compared_with: object) -> str:
    if not isinstance(compared_with, Figure):
        return str(compared_with)
    reach = "" if compared_with.known.is_exact else f" ({compared_with:range})"
    return f"{compared_with.id} {compared_with:value}{reach}"
