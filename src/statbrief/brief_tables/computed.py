"""Functions whose tables an engine has computed: each is given the dataset that is called like itself, as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from statbrief.data.datasets import Dataset
from statbrief.figures.functions import Function


def is_computed(function: Function, datasets: Mapping[str, Dataset]) -> bool:
    """Whether an engine has computed what the function makes."""
    found = datasets.get(function.name)
    return found is not None and found.computed is not None


def as_computed(function: Function, datasets: Mapping[str, Dataset]) -> Function:
    """A function that takes what an engine has computed for it, where one has."""
    return replace(function, parameters=(function.name,)) if is_computed(function, datasets) else function


def computed_callables(functions: Iterable[Function], datasets: Mapping[str, Dataset]) -> dict[str, Callable[..., Any]]:
    """What gives the tables of those that are, in the place of their own code."""
    return {each.name: _as_it_is(each.name) for each in functions if is_computed(each, datasets)}


def _as_it_is(name: str) -> Callable[..., Any]:
    return lambda **given: given[name]
