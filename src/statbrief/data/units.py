"""The one unit registry: what pint knows, and what the brief's `data/units.txt` adds.

Units are real here: births, schools and people are dimensions of their own, so adding them is an error.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias
from weakref import WeakKeyDictionary

import pint
from pint.facets.plain import PlainUnit
from pint.util import UnitsContainer

from statbrief.data.unit_lines import COUNT, WRITE_DEFINITION, Definitions, definition_faults
from statbrief.errors import Fault, Place, ReadingError, closest, near_miss, raise_by_line
from statbrief.files.paths import DEFINITIONS
from statbrief.files.plain_text import read_plain_text
from statbrief.files.read import is_absent, read_text

Registry: TypeAlias = "pint.UnitRegistry[Any]"
Quantity: TypeAlias = "pint.Quantity[Any]"
Unit: TypeAlias = PlainUnit  # what pint says a quantity's units are
_NAME, _POWER = r"(?:°?[^\W\d]\w*|%|1(?=\s*/))", r"(?:\s*(?:\*\*|\^)\s*-?\d|[²³])?"
_WORDS = re.compile(r"[^\W\d_]\w*")
_CURRENCY = re.compile("[A-Z]{3}")
_UNIT = re.compile(rf"\(*{_NAME}{_POWER}(?:\s*[*/ ]\s*\(*{_NAME}{_POWER}(?:\){_POWER})*)*")
"""Names, multiplied and divided, with small powers. pint would compute anything, and 9**9**9 until it has no memory."""


_BARREL = "barrel"
"""What whoever counts oil calls 42 gallons, and pint 31.5: in another unit the same number would be another."""
_SYMBOL = 2
"""Letters that a prefix's symbol has at most: k, da."""


def load_units(path: Path | None = None) -> Registry:
    """The registry with the definitions of `path`, made the application's own.

    Formulas may therefore write ``pint.Quantity(1, "day")`` and compute with it. Raises `ReadingError` with the
    line of a definition that pint refuses.
    """
    registry = _fresh_registry()
    # pint-pandas and unpickled quantities look the registry up here: there is no other way to hand it to them.
    pint.set_application_registry(registry)
    if path is None or is_absent(path):
        return registry
    lines = re.split(r"\r\n|\r|\n", read_plain_text(path, DEFINITIONS))
    faults = _refused_definitions(registry, lines)
    refused = {fault.line for fault in faults}
    lines = ["" if number in refused else line for number, line in enumerate(lines, start=1)]
    try:
        registry.load_definitions(lines)
        faults += _useless_definitions(registry, lines)
    except Exception as error:  # noqa: BLE001 -- pint's parser raises several unrelated types for a bad definition
        faults = faults or [_bad_definition(lines, error)]
    raise_by_line(ReadingError, faults)
    return registry


def parse_unit(registry: Registry, text: str) -> Unit:
    """The unit that `text` names; ``1`` is the unit of a share or a ratio.

    Raises `ValueError` with what was found and the near miss, for the reader of the file to complete.
    """
    unit = known_unit(registry, text)
    if unit is None:
        words = _WORDS.findall(text) if _UNIT.fullmatch(text) else []
        unknown = [each for each in words if known_unit(registry, each) is None]
        wrong = unknown[0] if len(unknown) == 1 < len(words) else text
        meant = _near_miss(registry, wrong, _own_units(registry)) or _near_miss(registry, wrong, set(registry))
        wanted = meant or f"name a unit that pint knows or {DEFINITIONS} defines, or 1"
        if _CURRENCY.fullmatch(wrong):
            wanted = f"a currency is defined in {DEFINITIONS}: {wrong} = [currency]"
        raise ValueError(f"{wrong} is none; {wanted}" if wrong != text else wanted)
    if any(registry.parse_unit_name(each)[0][1] == _BARREL for each in unit._units):  # noqa: SLF001 -- pint has no other way to it
        raise ValueError("write oil_barrel (42 gallons) or beer_barrel (31): to pint, a barrel has 31.5")
    return unit


def known_unit(registry: Registry, text: str) -> Unit | None:
    """The unit that `text` names; None of what names none, which costs nothing to ask."""
    if text == "1":
        return registry.dimensionless
    if not _UNIT.fullmatch(text):
        return None
    try:
        return registry.parse_units(text)
    except Exception:  # noqa: BLE001 -- pint raises UndefinedUnitError, ValueError, TokenError and others by the text
        return None


def _near_miss(registry: Registry, text: str, units: set[str]) -> str:
    """A question that names the unit that was probably meant; of one with a prefix the same prefix, with its power."""
    own: Any = registry
    prefixes = [each for each in own._prefixes if len(each) > _SYMBOL and text.startswith(each)]  # noqa: SLF001 -- pint has no list of them
    return near_miss(
        text, {*units, *(f"{each}{unit}" for each in prefixes for unit in closest(text[len(each) :], units))}
    )


def is_count(registry: Registry, unit: Unit) -> bool:
    """Whether the unit counts things: `data/units.txt` has it between ``@group count`` and ``@end``."""
    names = [name for name, power in unit._units.items() if power == 1]  # noqa: SLF001 -- pint has no other way to it
    if len(names) != 1 or len(unit._units) != 1:  # noqa: SLF001 -- as above
        return False
    groups: Any = registry._groups  # noqa: SLF001 -- asking pint for a group that is not there makes one
    return COUNT in groups and names[0] in groups[COUNT].members


_names: WeakKeyDictionary[Any, dict[UnitsContainer, str]] = WeakKeyDictionary()
"""What units are called, by their class: each registry has one, and its names are kept no longer than itself."""


def unit_name(unit: Unit) -> str:
    """The unit by name; ``1`` for that of a share or a ratio."""
    names = _names.get(type(unit))  # it is asked of each cell, several times
    if names is None:
        names = _names[type(unit)] = {}
    parts: UnitsContainer = unit._units  # noqa: SLF001 -- units of two registries cannot be compared with each other
    if parts not in names:
        names[parts] = _said(unit)
    return names[parts]


def _said(unit: object) -> str:
    name = str(unit)  # and not what pint calls unitless: that is a percentage too
    return "1" if name in {"", "dimensionless"} else name


def dimension_names(units: Iterable[object]) -> str:
    """The units by name, for messages: ``birth and school``; what pint's errors have of them will do."""
    return " and ".join(dict.fromkeys(map(_said, units)))


def ratio_of(quantity: Quantity) -> Decimal | None:
    """What one of the quantity's unit is as a plain ratio: 1 of a share, 0.01 of a percentage.

    None for what has a dimension, and for units that are no power of ten of a ratio, such as degrees and decibels.
    """
    kind: Any = type(quantity)
    return _ratio(kind, quantity._units)  # noqa: SLF001 -- as in unit_name


@functools.lru_cache(maxsize=1024)  # it is asked of each figure, several times
def _ratio(kind: Any, parts: UnitsContainer) -> Decimal | None:  # noqa: ANN401 -- each registry has a class of its own
    """The same of a unit, by its registry's class of quantities and by what it consists of."""
    if not parts:
        return Decimal(1)
    if not kind(1.0, parts).dimensionless:
        return None
    one, two = (float(kind(number, parts).to("").magnitude) for number in (1.0, 2.0))
    ratio = Decimal(repr(one)).normalize()
    return ratio if two == 2 * one and ratio.as_tuple().digits == (1,) else None


def _fresh_registry() -> Registry:
    """pint's registry; its parsed definitions are kept in the user's cache folder, which saves a quarter second."""
    try:
        return pint.UnitRegistry(cache_folder=":auto:")
    except OSError:  # no home folder to write to: slower, and the same registry
        return pint.UnitRegistry()


def _own_units(registry: Registry) -> set[str]:
    """Units that pint does not ship: the brief's own, likelier meant than one of pint's thousand."""
    return set(registry) - _pints_units()


@functools.cache
def _pints_units() -> frozenset[str]:
    return frozenset(_fresh_registry())


def _refused_definitions(registry: Registry, lines: Iterable[str]) -> list[Fault]:
    """Faults of lines that pint is not to see: it evaluates anything, and forgets its own units for new ones."""
    own: Any = registry  # before it has read the file
    definitions = Definitions(
        means=lambda name: _means(registry, name),
        dimensions=set(own._dimensions),  # noqa: SLF001 -- pint has no list of them
        prefixes=set(own._prefixes),  # noqa: SLF001 -- as above
    )
    return [
        Place(DEFINITIONS, number).refused("definition", error)
        for number, error in definition_faults(lines, definitions)
    ]


def _means(registry: Registry, name: str) -> str:
    """What unit the registry takes a name for: the prefix, if there is one, and the unit; nothing for none."""
    found = next(iter(registry.parse_unit_name(name)), ("", "", ""))
    return f"{found[0]}{found[1]}"


def _definitions(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Each definition of a unit with its line number."""
    for number, line in enumerate(lines, start=1):
        definition = line.split("#")[0].strip()
        if definition and not definition.startswith("@"):
            yield number, definition


def defined_in(path: Path) -> frozenset[str]:
    """What the brief's own definitions call units, under all their names; none where there is no such file."""
    if not path.is_file():
        return frozenset()
    named = (text for _, text in _definitions(read_text(path, DEFINITIONS, ReadingError).split("\n")))
    parts = [[each.strip() for each in text.split("=")] for text in named]
    return frozenset(each for one in parts for each in (one[0], *one[2:]) if each and each != "_")


def _useless_definitions(registry: Registry, lines: Iterable[str]) -> list[Fault]:
    """Faults of definitions that pint reads but cannot compute with."""
    faults = []
    for number, definition in _definitions(lines):
        if problem := _problem(registry, definition.split("=")[0].strip()):
            faults.append(Place(DEFINITIONS, number).fault("definition", problem, WRITE_DEFINITION))
    return faults


def _problem(registry: Registry, name: str) -> str:
    """Why a unit cannot be computed with; nothing when it can."""
    if name[-1] in "-]":  # a prefix, a dimension
        return ""
    try:
        factor: Any = registry.get_root_units(name)[0]
    except RecursionError:
        return f"'{name}' is defined by itself"
    except Exception as error:  # noqa: BLE001 -- the same parser as above
        return f"'{name}' cannot be computed ({error})"
    if factor is None:  # a scale with a zero of its own, such as a temperature
        return ""
    return "" if math.isfinite(factor) and factor > 0 else f"'{name}' is {factor:g} of its base units"


def _bad_definition(lines: list[str], error: Exception) -> Fault:
    """The first line that pint refuses by itself, else the whole file."""
    registry = _fresh_registry()
    for number, definition in _definitions(lines):
        try:
            registry.define(definition)
            if (name := definition.split("=")[0].strip())[-1] not in "-]":  # a prefix, a dimension
                registry.parse_units(name)
        except Exception:  # noqa: BLE001 -- the same parser as above
            return Place(DEFINITIONS, number).fault("definition", f"pint cannot read '{definition}'", WRITE_DEFINITION)
    return Place(DEFINITIONS).fault("definitions", f"pint cannot read the file ({error})")
