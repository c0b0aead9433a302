"""Derived figures: each function of `analysis/derived.py`, computed once its inputs are known, with its range.

The range is that of the reported numbers behind a figure, not of its immediate inputs: an input that is used twice,
or by way of another derived figure too, counts once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from statbrief.data.asked_once import asked_once
from statbrief.data.cells import RESERVED
from statbrief.data.datasets import Dataset
from statbrief.data.no_rows import refusing_no_rows
from statbrief.data.period_keys import strict_periods
from statbrief.data.running import running_apart
from statbrief.data.units import Registry
from statbrief.deriving.derivation import STATE, Derivation
from statbrief.deriving.evaluation import Evaluation
from statbrief.errors import DerivingError, Fault, Place, by_line, raise_by_line
from statbrief.figures.answer import Answer
from statbrief.figures.figure import Figure, Reported
from statbrief.figures.functions import (
    Function,
    ill_kept,
    in_order,
    load_callables,
    read_functions,
    unknown_parameters,
)
from statbrief.files.paths import DERIVED, REPORTED


@dataclass(frozen=True)
class Results:
    """All figures by id, the reported ones, then the derived ones in the order of their file; and all answers."""

    figures: dict[str, Figure]
    answers: dict[str, Answer]
    derivation: Derivation | None = None
    """What made them, for what rests on them."""


def derive(
    folder: Path,
    reported: Iterable[Figure],
    datasets: Mapping[str, Dataset],
    registry: Registry,
    beforehand: Callable[[Derivation, Sequence[str]], bool] = lambda *_: True,
) -> Results:
    """What the functions of `analysis/derived.py` return, beside the reported figures.

    `beforehand` may make some of them, with the order of all; where it has tried in vain, False, all begins anew.
    Raises `DerivingError` with every function that is wrong or goes wrong.
    """
    figures = {figure.id: figure for figure in reported}
    functions = {each.name: each for each in read_functions(folder, DERIVED, DerivingError)}
    faults = [*_clashes(functions, figures, datasets)]
    faults += unknown_parameters(functions.values(), [*figures, *functions, *datasets], "figure or dataset")
    if any(fault.what not in functions for fault in faults):
        raise DerivingError(faults)
    refused = {fault.what for fault in faults}  # the others are computed none the less: what is wrong is told at once

    def begun() -> Derivation:
        callables = load_callables(folder, functions.values(), DerivingError)
        return Derivation(Evaluation(folder / DERIVED, figures, datasets, {**functions}, callables, registry))

    try:
        order, derivation = in_order(functions), begun()
    except DerivingError as error:
        raise DerivingError(by_line([*faults, *error.faults])) from error
    if not faults and not beforehand(derivation, order):
        derivation = begun()
    with refusing_no_rows(folder), strict_periods(folder), running_apart(), asked_once(datasets.values()):
        derived, wrong = _made(derivation, [functions[name] for name in order], refused)
    raise_by_line(DerivingError, [*faults, *wrong])
    as_written = {name: derived[name] for name in functions}
    return Results(
        figures | {name: each for name, each in as_written.items() if isinstance(each, Figure)},
        {name: each for name, each in as_written.items() if isinstance(each, Answer)},
        derivation,
    )


def _made(
    derivation: Derivation, order: Sequence[Function], refused: Collection[str]
) -> tuple[dict[str, Figure | Answer], list[Fault]]:
    """What functions return, and the faults of those that go wrong; none of what rests on these or on the refused."""
    derived: dict[str, Figure | Answer] = {}
    faults: list[Fault] = []
    left = {each.name for each in order}
    for function in order:
        if function.name in refused or not left.isdisjoint(function.parameters):
            continue  # it or an input failed, and has been reported
        try:
            derived[function.name] = derivation.made(function.name)
            left.remove(function.name)
        except DerivingError as error:
            faults += error.faults
    return derived, faults


def _clashes(
    functions: Mapping[str, Function], figures: Mapping[str, Figure], datasets: Mapping[str, Dataset]
) -> list[Fault]:
    """Faults of names that mean two things, and of functions without a label."""
    faults = []
    for name in [name for name in datasets if name in figures]:
        origin = figures[name].origin
        line = origin.line if isinstance(origin, Reported) else 0
        found = f"'{name}' is also the name of a dataset"
        faults.append(Place(REPORTED, line).fault("id", found, "rename one of them"))
    for function in functions.values():
        if function.name in figures or function.name in datasets or function.name in RESERVED:
            owner = "a reported figure" if function.name in figures else "a dataset or a reserved word"
            faults.append(function.fault(f"is also the name of {owner}", "rename the function"))
        if not function.title:
            faults.append(function.fault("has no docstring", "its first line is the figure's label"))
        faults += ill_kept(function)
        if function.unused == function.parameters:  # its number would be one that somebody typed
            found = f"uses none of its inputs, {', '.join(function.unused)}" if function.unused else "has no inputs"
            faults.append(function.fault(found, STATE))
    return faults
