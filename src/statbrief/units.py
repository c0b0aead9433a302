"""The one unit registry: what pint knows, and what the brief's `data/units.txt` adds.

Units are real here: arrests, visas and people are dimensions of their own, so adding them is an error.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeAlias

import pint
from pint.facets.plain import PlainUnit

from statbrief.errors import Fault, ReadingError, near_miss

Registry: TypeAlias = "pint.UnitRegistry[Any]"
Quantity: TypeAlias = "pint.Quantity[Any]"
Unit: TypeAlias = PlainUnit  # what pint says a quantity's units are

DEFINITIONS = "data/units.txt"


def load_units(path: Path | None = None) -> Registry:
    """The registry with the definitions of `path`, made the application's own.

    Formulas may therefore write ``pint.Quantity(1, "day")`` and compute with it. Raises `ReadingError` with the
    line of a definition that pint refuses.
    """
    registry = _fresh_registry()
    # pint-pandas and unpickled quantities look the registry up here: there is no other way to hand it to them.
    pint.set_application_registry(registry)
    if path is None or not path.exists():
        return registry
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        registry.load_definitions(lines)
    except UnicodeDecodeError as error:
        raise ReadingError(_not_utf8(error)) from error
    except Exception as error:  # pint's parser raises several unrelated types for a bad definition
        raise ReadingError(_bad_definition(lines, error)) from error
    return registry


def parse_unit(registry: Registry, text: str) -> Unit:
    """The unit that `text` names; ``1`` is the unit of a share or a ratio.

    Raises `ValueError` with what was found and the near miss, for the reader of the file to complete.
    """
    if text == "1":
        return registry.dimensionless
    try:
        unit = registry.parse_units(text)
    except Exception as error:  # pint raises UndefinedUnitError, ValueError, TokenError and others by the text
        meant = near_miss(text, _own_units(registry)) or near_miss(text, dir(registry))
        raise ValueError(meant or "name a unit that pint knows or data/units.txt defines, or 1") from error
    return unit


def dimension_names(units: Iterable[Unit]) -> str:
    """The units by name, for messages: ``arrest and visa``."""
    return " and ".join(dict.fromkeys(str(unit) or "1" for unit in units))


def _fresh_registry() -> Registry:
    """pint's registry; its parsed definitions are kept in the user's cache folder, which saves a quarter second."""
    try:
        return pint.UnitRegistry(cache_folder=":auto:")
    except OSError:  # no home folder to write to: slower, and the same registry
        return pint.UnitRegistry()


def _own_units(registry: Registry) -> set[str]:
    """Units that pint does not ship: the brief's own, likelier meant than one of pint's thousand."""
    return set(dir(registry)) - set(dir(_fresh_registry()))


def _not_utf8(error: UnicodeDecodeError) -> Fault:
    line = error.object[: error.start].count(b"\n") + 1
    return Fault(
        file=DEFINITIONS,
        line=line,
        what="encoding",
        found=f"byte 0x{error.object[error.start]:02x} is not UTF-8",
        wanted="save the file as UTF-8",
    )


def _bad_definition(lines: list[str], error: Exception) -> Fault:
    """The first line that pint refuses by itself, else the whole file."""
    registry = _fresh_registry()
    for number, line in enumerate(lines, start=1):
        definition = line.split("#")[0].strip()
        if not definition or definition.startswith("@"):
            continue
        try:
            registry.define(definition)
            registry.parse_units(definition.split("=")[0].strip())
        except Exception as fault:  # noqa: BLE001 -- the same parser as above
            return Fault(
                file=DEFINITIONS,
                line=number,
                what="definition",
                found=f"pint cannot read '{definition}' ({fault})",
                wanted="write name = [dimension] or name = factor * unit",
            )
    return Fault(file=DEFINITIONS, what="definitions", found=f"pint cannot read the file ({error})")
