"""What pint defines, and the same few units of small briefs, is not read again and again.

conftest.py names this file as the fixture's home.
"""

from collections.abc import Iterator
from pathlib import Path

import pint
import pytest

from statbrief.analysis import analysis
from statbrief.data.units import Registry, load_units


def _size(registry: Registry) -> tuple[int, ...]:
    """How much a registry knows: a unit that is asked for with a prefix is one more from then on."""
    known = ("_units", "_dimensions", "_prefixes", "_groups")  # pint has no other way to them
    return tuple(len(getattr(registry, each)) for each in known)


@pytest.fixture(autouse=True, scope="session")
def registries_made_once() -> Iterator[None]:
    """Analyses within these tests share the registry of the same definitions, while it knows no more than those."""
    made: dict[bytes, tuple[Registry, tuple[int, ...]]] = {}

    def load(path: Path) -> Registry:
        text = path.read_bytes() if path.is_file() else b""
        registry, size = made.get(text, (None, ()))
        if registry is None or _size(registry) != size:
            registry = load_units(path)
            made[text] = registry, _size(registry)
        pint.set_application_registry(registry)
        return registry

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(analysis, "load_units", load)
        yield
