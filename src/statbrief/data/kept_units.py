"""The registry of the same definitions, made once: one process builds many editions, whose units are the same.

It is given out only as it was made. What it found out about units meanwhile is true whoever asks, but for units with
prefixes, which it takes in where they are asked for: those go again. Of what code changed, another one is made.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pint

from statbrief.data.units import Registry, load_units

_FOUND = ("root_units", "dimensionality", "dimensional_equivalents", "parse_unit", "conversion_factor")
_DEFINED = ("_defaults", "_dimensions", "_prefixes", "_suffixes", "_contexts", "_systems", "_groups", "_caches")
_MOST = 8
"""Registries that are kept; each takes some megabytes."""
_kept: dict[bytes, _Kept] = {}
"""The last ones, by what defines their units."""


def kept_units(path: Path) -> Registry:
    """As `load_units`, which see; the registry that was given out before, where the definitions are the same bytes."""
    try:
        definitions = path.read_bytes()
    except OSError:
        return load_units(path)
    known = _kept.pop(definitions, None)
    if known is None or not known.is_as_made():
        known = _Kept.of(load_units(path))
    _kept[definitions] = known  # as the last one
    if len(_kept) > _MOST:
        del _kept[next(iter(_kept))]
    # pint-pandas and unpickled quantities look it up here, as `load_units` says
    pint.set_application_registry(known.registry)
    return known.registry


@dataclass(frozen=True)
class _Kept:
    """A registry, the units and all else that it knew when it was made, and what it had found out about units."""

    registry: Registry
    units: dict[str, Any]
    defined: tuple[Any, ...]
    found: dict[str, dict[Any, Any]]

    @classmethod
    def of(cls, registry: Registry) -> _Kept:
        own: Any = registry
        found = {name: dict(getattr(own._cache, name)) for name in _FOUND}  # noqa: SLF001 -- pint has no other way
        return cls(registry, dict(own._units), _defined(own), found)  # noqa: SLF001 -- as above

    def is_as_made(self) -> bool:
        """Whether it knows what it did then, and no more; a unit that was asked for with a prefix is taken back."""
        own: Any = self.registry
        if _defined(own) != self.defined or not self.units.items() <= dict(own._units).items():  # noqa: SLF001 -- as above
            return False
        more = own._units.keys() - self.units.keys()  # noqa: SLF001 -- as above
        for name in more:
            del own._units[name]  # noqa: SLF001 -- as above
        for name, found in self.found.items() if more else ():
            now = getattr(own._cache, name)  # noqa: SLF001 -- as above
            now.clear()
            now.update(found)
        return True


def _defined(own: Any) -> tuple[Any, ...]:  # noqa: ANN401 -- a registry, with what its type does not tell
    """All that a registry knows beside units, and how it treats them."""
    plain = {bool, str, int, type(None)}
    settings = [{key: each for key, each in vars(of).items() if type(each) in plain} for of in (own, own.formatter)]
    groups = {name: (frozenset(each._unit_names), frozenset(each._used_groups)) for name, each in own._groups.items()}  # noqa: SLF001 -- as above
    names = {name: len(each) for name, each in own._units_casei.items()}  # noqa: SLF001 -- as above
    tables = [dict(getattr(own, name)) for name in _DEFINED]
    return *settings, groups, names, tables, tuple(own.preprocessors), len(own._active_ctx.maps)  # noqa: SLF001 -- as above
