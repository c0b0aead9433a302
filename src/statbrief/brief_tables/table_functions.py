"""The functions of `analysis/tables.py`, before any of them is called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from statbrief.brief_tables.computed import as_computed
from statbrief.data.datasets import Dataset
from statbrief.errors import DerivingError, Fault
from statbrief.figures.functions import Function, ill_kept, read_functions, unknown_parameters
from statbrief.files.paths import TABLES


def table_functions(
    folder: Path, figures: Sequence[str], datasets: Mapping[str, Dataset], charts: Sequence[str]
) -> list[Function]:
    """The functions of `analysis/tables.py`; `figures` names all, and all answers. Raises `DerivingError`."""
    functions = [as_computed(each, datasets) for each in read_functions(folder, TABLES, DerivingError)]
    others = [name for name, each in datasets.items() if each.computed is None]  # what is computed is its function's
    known = {**dict.fromkeys(figures, "a figure"), **dict.fromkeys(others, "a dataset")}
    faults = [*_clashes(functions, known | dict.fromkeys(charts, "a chart"))]
    faults += unknown_parameters(functions, [*figures, *datasets], "figure or dataset")
    if faults:
        raise DerivingError(faults)
    return functions


def _clashes(functions: Sequence[Function], known: Mapping[str, str]) -> Iterator[Fault]:
    for function in functions:
        if function.name in known:
            yield function.fault(f"is also the name of {known[function.name]}", "rename one of them")
        if not function.title:
            yield function.fault("has no docstring", "its first paragraph is the table's caption")
        yield from ill_kept(function)
