"""What a function promises of its result in its annotation: ``-> "birth / day"``, ``-> "percent, share"``, a name.

It may say within what a change is called little, too: ``-> "ratio over time, similar within 0.5%"``.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import chain
from typing import Any

from statbrief.arithmetic import kinds
from statbrief.arithmetic.bounds import AS_STATED
from statbrief.arithmetic.similar_bands import band_of, parted
from statbrief.data.units import Registry, Unit, dimension_names, parse_unit, ratio_of, unit_name
from statbrief.errors import DerivingError, RefusedError, near_miss
from statbrief.figures.functions import Function

OR_NONE = "or none"
"""What an annotation says of names and periods that there may be none of: ``-> "name, or none"``."""
_MEANT = re.compile(r"did you mean (.+)\?")
_SHIFT = 2.0**-10
"""Kelvins by which temperatures are moved to see what a result is: so few that the least stays the least."""
_APART = 1e-6
"""Of that, what floating point may lose in a sum of numbers that are so much larger."""


@dataclass(frozen=True)
class Promise:
    """The unit, the kind and the band that an annotation names; None and nothing of what it leaves out."""

    unit: str | None
    kind: str
    band: str | None = None


@functools.lru_cache(maxsize=4096)
def promise(annotation: str | None) -> Promise:
    """What an annotation says: a unit, a kind, or both with a comma between them."""
    text, band = parted((annotation or "").strip())
    first, comma, last = (part.strip() for part in text.rpartition(","))
    if last in kinds.DECLARED:
        return Promise(first if comma else None, last, band)
    return Promise((text or None) if band is not None else annotation, "", band)


@dataclass(frozen=True)
class Answering:
    """What an annotation says of a function that returns no number: its kind, and whether it is of numbers as stated.

    Its kind is empty where the annotation says nothing. `may_be_none` is of what there may be none of.
    """

    kind: str = ""
    is_as_stated: bool = False
    may_be_none: bool = False


@functools.lru_cache(maxsize=4096)
def answering(annotation: str | None) -> Answering | None:
    """What an annotation says of an answer; None where it is about a number.

    >>> answering("name, as stated"), answering("birth / day")
    (Answering(kind='name', is_as_stated=True, may_be_none=False), None)
    """
    if annotation is None:
        return Answering()
    kind, *more = (part.strip() for part in annotation.split(","))
    if kind not in kinds.ANSWERS or not set(more) <= {AS_STATED, OR_NONE} or len(more) != len(set(more)):
        return None
    return Answering(kind, is_as_stated=AS_STATED in more, may_be_none=OR_NONE in more)


@dataclass
class Promises:
    """The units that functions' results are shown in, each found once."""

    registry: Registry
    shown: dict[tuple[str, Unit], Unit] = field(default_factory=dict)

    def unit(self, function: Function, unit: Unit) -> Unit:
        """What a result in `unit` is shown in: the unit that the function declares, and 1 for a number without one.

        A percentage of people is people: ratios within a unit are multiplied out. Raises `DerivingError`.
        """
        key = (function.name, unit)
        if key not in self.shown:
            self.shown[key] = self._found(function, unit)
        return self.shown[key]

    def _found(self, function: Function, unit: Unit) -> Unit:
        declared = self._declared(function)
        try:
            is_ratio = self.registry.Quantity(1.0, unit).dimensionless
        except AttributeError as error:  # which is what pint makes of a unit that it does not know
            raise DerivingError(function.fault(f"returns a unit of another registry, {unit}")) from error
        if declared is None:
            return self.registry.dimensionless if is_ratio else self._folded(unit)
        if not unit.is_compatible_with(declared):
            found = f"returns {dimension_names([unit])} and declares '{promise(function.returns).unit}'"
            wanted = "correct the formula or the annotation"
            if is_ratio:
                wanted += (
                    f"; what numpy has left without its unit is pint.Quantity(x, '{promise(function.returns).unit}')"
                )
            raise DerivingError(function.fault(found, wanted))
        if _cancelled(declared) - _dimensions(unit):
            found = f"returns {dimension_names([unit])} and declares '{promise(function.returns).unit}'"
            wanted = f'multiply by the unit, as in pint.Quantity(x, "{promise(function.returns).unit}")'
            raise DerivingError(function.fault(found, wanted))
        if is_offset(self.registry, declared) and not is_offset(self.registry, unit) and _is_difference(unit):
            found = f"returns {unit_name(unit)}, promised {promise(function.returns).unit}"
            wanted = f"a difference of temperatures is {_short(difference_of(self.registry, declared))}"
            raise DerivingError(function.fault(found, wanted))
        return declared

    def _declared(self, function: Function) -> Unit | None:
        said = promise(function.returns)
        if said.unit is None:
            return None
        if function.returns is not None and answering(function.returns) is not None:
            found = f"returns a number and declares '{function.returns}'"
            wanted = (
                "return a period, such as one of table.index.asfreq('Y'), or "
                if kinds.PERIOD in function.returns
                else ""
            )
            raise DerivingError(function.fault(found, f"{wanted}declare a unit"))
        try:
            return parse_unit(self.registry, said.unit)
        except ValueError as error:
            told = said.unit.rpartition(",")[2].strip()
            meant = near_miss(told, (*kinds.DECLARED, *kinds.ANSWERS, AS_STATED, *_MEANT.findall(str(error))))
            raise DerivingError(function.fault(f"'{said.unit}' is not a unit", meant or str(error))) from error

    def _folded(self, unit: Unit) -> Unit:
        """The unit without the ratios in it: of ``percent * person``, the person."""
        kept = self.registry.dimensionless
        for name, power in unit._units.items():  # noqa: SLF001 -- pint has no other way to a unit's parts
            part = self.registry.Unit(name)
            ratio = ratio_of(self.registry.Quantity(1.0, part)) if not part.dimensionality else None
            if ratio is None or ratio == 1:
                kept = kept * part**power
        return kept

    def restated(self, number: float, unit: Unit, other: Unit) -> float:
        """A number in another unit; what pandas makes of a spread of temperatures is a difference of them."""
        if unit is other or unit == other:
            return number
        if is_offset(self.registry, unit) and _is_difference(other):
            unit = difference_of(self.registry, unit)
        return float(self.registry.Quantity(number, unit).to(other).magnitude)

    def shift(self, unit: Unit) -> float:
        """How far a number in a unit of temperatures moves when they all do."""
        one = difference_of(self.registry, unit) if is_offset(self.registry, unit) else unit
        return float(self.registry.Quantity(_SHIFT, "kelvin").to(one).magnitude)

    def check_shift(self, function: Function, unit: Unit, moved: float) -> None:
        """Raise `DerivingError` unless what temperatures move by does to a result what it does to a temperature.

        A mean moves as they do, a spread not at all, and a sum with their number: it depends on where zero is.
        """
        whole = self.shift(unit)
        name = unit_name(unit)
        if is_offset(self.registry, unit) and math.isclose(moved, whole, rel_tol=_APART):
            return
        if abs(moved) <= _APART * whole:
            if is_offset(self.registry, unit):
                wanted = f'write -> "{_short(difference_of(self.registry, unit))}"'
                raise DerivingError(function.fault(f"returns a difference of temperatures as {name}", wanted))
            return
        if is_offset(self.registry, unit):
            found = f"adds temperatures in {name}, whose zero is not nothing"
            raise DerivingError(function.fault(found, "write a mean, or convert them to kelvin first"))
        found = f"returns a temperature, promised {promise(function.returns).unit or name}"
        raise DerivingError(function.fault(found, "a difference of temperatures is one less another"))

    def kind(self, function: Function, unit: Unit, told: str, *, of_shares: bool = False) -> str:
        """The kind that a figure is: what its function declares, else what its formula tells.

        A difference of percentages or shares is one in points, but where the function promises a plain number (1).
        """
        said = promise(function.returns)
        declared = said.kind
        if declared in kinds.OF_A_RATIO and unit.dimensionality:
            found = f"returns {dimension_names([unit])} and declares '{declared}'"
            raise DerivingError(function.fault(found, f"{declared} is {kinds.MEANINGS[declared]}, without a unit"))
        if declared == kinds.DIFFERENCE and not unit.dimensionality and said.unit != "1":
            is_of_shares = of_shares or told == kinds.POINTS or unit_name(unit) != "1"
            return kinds.POINTS if is_of_shares else declared
        return declared or told

    def band(self, function: Function, kind: str) -> Fraction | None:
        """What a change of that kind is called little within, as the function declares it; None of one that does not.

        Raises `DerivingError` for what is no band.
        """
        declared = promise(function.returns).band
        if declared is None:
            return None
        try:
            return band_of(declared, kind)
        except RefusedError as error:
            raise DerivingError(function.fault(error.found, error.wanted)) from error


def _dimensions(unit: Unit) -> frozenset[str]:
    """The dimensions of a unit's parts, also of those that cancel: of ``day / year`` time, of a percentage none."""
    return frozenset(chain.from_iterable(each for each, _ in _parts(unit)))


def _cancelled(unit: Unit) -> frozenset[str]:
    """Those that cancel: by what a number without them is multiplied in silence, as a bare one by 365.25."""
    if not unit.dimensionality:
        return _dimensions(unit)
    above, below = ({each for each, power in _parts(unit) if power * sign > 0} for sign in (1, -1))
    return frozenset(chain.from_iterable(above & below))


def _parts(unit: Unit) -> list[tuple[frozenset[str], float]]:
    """The dimensions of each part of a unit, and its power."""
    units: Any = unit._units  # noqa: SLF001 -- pint has no other way to a unit's parts
    kind: Any = type(unit)
    return [(frozenset(map(str, kind(name).dimensionality)), power) for name, power in units.items()]


def is_offset(registry: Registry, unit: Unit) -> bool:
    """Whether a unit has a zero of its own, as degrees Celsius have."""
    names: Mapping[str, object] = unit._units  # noqa: SLF001 -- pint has no other way to a unit's parts
    return any(not registry._units[name].is_multiplicative for name in names if name in registry._units)  # noqa: SLF001


def difference_of(registry: Registry, unit: Unit) -> Unit:
    """The unit of a difference between two numbers in a unit with a zero of its own."""
    difference: Unit = (registry.Quantity(1.0, unit) - registry.Quantity(0.0, unit)).units
    return difference


def _is_difference(unit: Unit) -> bool:
    return any(name.startswith("delta_") for name in map(str, unit._units))  # noqa: SLF001


def _short(unit: Unit) -> str:
    """The unit as people declare it: delta_degC."""
    return {"delta_degree_Celsius": "delta_degC", "delta_degree_Fahrenheit": "delta_degF"}.get(str(unit), str(unit))
