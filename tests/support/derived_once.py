"""What the functions of a brief return is the same in all languages: its editions share what was derived for one.

conftest.py names this file as the fixture's home.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pint
import pytest

from statbrief.analysis import analysis


@dataclass
class _Made:
    """The registry of a brief's units, and what was made with it: what is derived, and its tables."""

    registry: Any
    results: Any = None
    tables: dict[tuple[str, ...], Any] = field(default_factory=dict)


def _inputs(folder: Path) -> str:
    """Which brief it is, and what it is derived from: all that stands in data/, source/ and analysis/."""
    files = [path for place in ("data", "source", "analysis") for path in (folder / place).rglob("*") if path.is_file()]
    digest = hashlib.sha256(str(folder).encode())
    for path in sorted(path for path in files if "__pycache__" not in path.parts):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"\n{path.relative_to(folder)} {content}".encode())
    return digest.hexdigest()


@pytest.fixture(scope="module")
def derived_once() -> Iterator[None]:
    """Analyses of the same files in the same folder derive once; words, charts and pages are each edition's own.

    That an edition is the same without this, `tests/analysis/test_derived_once.py` shows.
    """
    with deriving_once():
        yield


@contextmanager
def deriving_once() -> Iterator[None]:
    """The same, for as long as this lasts."""
    known: dict[str, _Made] = {}
    kept_units, derive, tabulate = (vars(analysis)[name] for name in ("kept_units", "derive", "tabulate"))

    def load(path: Path) -> Any:  # noqa: ANN401 -- a registry's type says nothing here
        inputs = _inputs(path.parent.parent)
        made = known.setdefault(inputs, _Made(None))
        if made.results is None:
            made.registry = kept_units(path)
        pint.set_application_registry(made.registry)
        return made.registry

    def derived(folder: Path, *arguments: Any) -> Any:  # noqa: ANN401 -- as above
        made = known[_inputs(folder)]
        if made.results is None:
            made.results = derive(folder, *arguments)
        return made.results

    def tabulated(folder: Path, results: Any, datasets: Any, taken: list[str]) -> Any:  # noqa: ANN401 -- as above
        made = known[_inputs(folder)].tables
        if tuple(taken) not in made:
            made[tuple(taken)] = tabulate(folder, results, datasets, taken)
        return made[tuple(taken)]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(analysis, "kept_units", load)
        patch.setattr(analysis, "derive", derived)
        patch.setattr(analysis, "tabulate", tabulated)
        yield
