"""The packages that an engine needs, which are an extra: no brief without one loads them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from statbrief.errors import RefusedError

INSTALL = "pip install 'statbrief[engine]'"


def load(name: str = "ibis") -> Any:  # noqa: ANN401 -- a module
    """Ibis, or a module of its. Raises `RefusedError` where the extra is not installed."""
    try:
        return import_module(name)
    except ImportError as error:
        found = f"needs the package {error.name or name}, which is not installed"
        raise RefusedError(found, f"install the extra: {INSTALL}") from error
