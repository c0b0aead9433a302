"""What pint defines, and the same few units of small briefs, is not read again and again.

conftest.py names this file as the fixture's home.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pint
import pytest

from statbrief.analysis import analysis
from statbrief.data.units import Registry, load_units

_KNOWN = ("_dimensions", "_prefixes", "_groups")  # pint has no other way to them
_FOUND = ("root_units", "dimensionality", "dimensional_equivalents", "parse_unit", "conversion_factor")


@dataclass(frozen=True)
class _Made:
    """A registry, how many units and others it knew when it was made, and what it had found out about them."""

    registry: Registry
    units: frozenset[str]
    size: tuple[int, ...]
    found: dict[str, dict[Any, Any]]

    @classmethod
    def of(cls, registry: Registry) -> "_Made":
        found = {name: dict(getattr(registry._cache, name)) for name in _FOUND}  # noqa: SLF001 -- as above
        return cls(registry, frozenset(registry._units), _size(registry), found)  # noqa: SLF001 -- as above

    def is_as_made(self) -> bool:
        """Whether it knows no more than then; a unit that was asked for with a prefix is taken back."""
        if _size(self.registry) != self.size:
            return False
        known = self.registry._units  # noqa: SLF001 -- pint has no other way to it
        more = known.keys() - self.units
        for name in more:
            del known[name]
        for name, found in self.found.items() if more else ():
            now = getattr(self.registry._cache, name)  # noqa: SLF001 -- as above
            now.clear()
            now.update(found)
        return len(known) == len(self.units)


def _size(registry: Registry) -> tuple[int, ...]:
    return tuple(len(getattr(registry, each)) for each in _KNOWN)


@pytest.fixture(autouse=True, scope="session")
def registries_made_once() -> Iterator[None]:
    """Analyses within these tests share the registry of the same definitions, which knows no more than those."""
    made: dict[bytes, _Made] = {}

    def load(path: Path) -> Registry:
        text = path.read_bytes() if path.is_file() else b""
        known = made.get(text)
        if known is None or not known.is_as_made():
            known = made[text] = _Made.of(load_units(path))
        pint.set_application_registry(known.registry)
        return known.registry

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(analysis, "load_units", load)
        yield
