"""Derived figures and tables made by two processes: functions that rest on none of each other, side by side.

This process makes the tables, where they are given data alone, while its copy begins with the functions of
`analysis/derived.py`; then both take those that are left. What the copy has found of its functions is added here, as if
it had been found here. Code that keeps something between its calls could tell the one way from the other: its figures
are all made here.
"""

from __future__ import annotations

import inspect
import os
import types
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from statbrief.brief_tables.table_functions import table_functions
from statbrief.brief_tables.tabulate import Tabulated, tabulated
from statbrief.charts.draw import load_matplotlib
from statbrief.data.asked_once import asked_once
from statbrief.data.datasets import Dataset
from statbrief.data.no_rows import refusing_no_rows
from statbrief.data.period_keys import strict_periods
from statbrief.data.running import running_apart
from statbrief.deriving.derivation import Derivation
from statbrief.errors import ChartingError, StatbriefError
from statbrief.figures.functions import Function, read_functions
from statbrief.files import side_by_side
from statbrief.files.paths import CHARTS

_New = tuple[list[dict[Any, Any]], list[set[str]]]
_WORTH = 100
"""Functions, and numbers that they are given in tables, from which on a copy saves more than it takes: each of them
takes about a millisecond, or some, where it is moved by itself, and a copy about thirty."""
_OF_SEVERAL = 4
"""Numbers that count for one in tables whose cells most functions move together."""
_OF_A_FUNCTION, _TOGETHER = 0.4, 500_000
"""What a function of a large table counts for, and how many of its cells, all moved together, count for one: a copy
takes longer there, and as much memory again as what it writes to."""


@dataclass
class SideBySide:
    """What makes the figures of the brief in `folder`, and its tables; `changed` are files, since its last analysis."""

    folder: Path
    changed: Collection[str] = ()
    tables: Tabulated | None = None
    """All of them; None where they have to be made yet."""

    def make(self, derivation: Derivation, order: Sequence[str]) -> bool:
        """Make all that a derivation can, whose functions need each other in an order; False if that has failed."""
        datasets, functions = derivation.datasets, derivation.evaluation.functions
        try:
            charts = read_functions(self.folder, CHARTS, ChartingError)
            names = [each.name for each in charts]
            tables = table_functions(self.folder, [*derivation.figures, *order], datasets, names)
        except StatbriefError:
            return True  # which is told when it is their turn
        given = [name for each in (*functions.values(), *tables) for name in each.parameters if name in datasets]
        work = len(functions) + sum(_work(datasets[name]) for name in given)
        if work < _WORTH or not side_by_side.is_possible():
            return True
        if not {*datasets, *derivation.figures}.issuperset(name for each in tables for name in each.parameters):
            tables = []  # they are made of what is derived
        parts = _parts([functions[name] for name in order])
        if len(parts) + bool(tables) <= 1:
            return True
        drawn = [datasets[name].description.path for each in charts for name in each.parameters if name in datasets]
        return self._shared(derivation, parts, tables, is_drawing=not {*drawn}.isdisjoint(self.changed))

    def _shared(
        self,
        derivation: Derivation,
        parts: Sequence[Sequence[str]],
        tables: Sequence[Function],
        *,
        is_drawing: bool,
    ) -> bool:
        """Share parts with a copy of this process, which makes the tables before, and loads what charts will need."""
        kept, known = _Kept(self.folder, derivation.evaluation.callables.values()), _Known(derivation)

        def first() -> None:
            if is_drawing:
                load_matplotlib()
            self.tables = tabulated(self.folder, tables, derivation) if tables else None

        def make(names: Sequence[str]) -> None:
            once = asked_once(derivation.datasets.values())
            with refusing_no_rows(self.folder), strict_periods(self.folder), running_apart(), once:
                for name in names:
                    derivation.made(name)

        def found() -> _New | None:
            return None if kept.has_changed() else known.new()

        new = side_by_side.shared([partial(make, part) for part in parts], found, first=first)
        if new is None or kept.has_changed():
            self.tables = None
            return False
        known.add(new)
        return True


def _work(dataset: Dataset) -> float:
    """What it takes to find the range of a function that is given a table, in numbers that are moved one by one."""
    if dataset.has_many:
        return _OF_A_FUNCTION + dataset.cell_count / _TOGETHER
    return dataset.cell_count / _OF_SEVERAL if dataset.has_several else dataset.cell_count


def _parts(functions: Iterable[Function]) -> list[list[str]]:
    """The names of functions, each with all that it needs and that need it, in the order of `functions`.

    Each comes after those that it needs.
    """
    parts: dict[str, list[str]] = {}
    for each in functions:
        joined = {id(part): part for name in each.parameters if (part := parts.get(name))}
        whole = [name for part in joined.values() for name in part] + [each.name]
        parts |= dict.fromkeys(whole, whole)
    return list({id(part): part for part in parts.values()}.values())


class _Known:
    """What is known of a derivation's figures and answers, by name, and what comes to it."""

    def __init__(self, derivation: Derivation) -> None:
        evaluation, knowledge = derivation.evaluation, derivation.knowledge
        self.tables: list[dict[Any, Any]] = [
            *(derivation.figures, derivation.answers, evaluation.leaves, evaluation.basis, evaluation.answers),
            *(
                evaluation.sources,
                evaluation.units,
                evaluation.ranges,
                evaluation.sums,
                knowledge.stated,
                knowledge.formulas,
            ),
            *(knowledge.behind, knowledge.known, knowledge.alone),
        ]
        self.names: list[set[str]] = [evaluation.counts, evaluation.unended]
        self.before = [frozenset(each) for each in self.tables]

    def new(self) -> _New:
        """What has come to it."""
        came = [
            {key: value for key, value in each.items() if key not in before}
            for each, before in zip(self.tables, self.before, strict=True)
        ]
        return came, self.names

    def add(self, new: _New) -> None:
        """Add what has come to it in another process."""
        for table, came in zip(self.tables, new[0], strict=True):
            table.update(came)
        for names, others in zip(self.names, new[1], strict=True):
            names.update(others)


class _Kept:
    """What the code of a brief in `folder` keeps in its modules, where the next call finds it; as Python shows it."""

    def __init__(self, folder: Path, functions: Iterable[Callable[..., Any]]) -> None:
        self.own = os.path.realpath(folder / "analysis") + os.sep
        self.modules: dict[int, Mapping[str, Any]] = {}
        for each in functions:
            self._look_into(each)
        self.before = self._said()

    def has_changed(self) -> bool:
        """Whether it is not what it was."""
        return self._said() != self.before

    def _look_into(self, value: object) -> None:
        """Find the module that a function stands in, or that a name of another stands for, and what it uses."""
        plain = inspect.getattr_static(value, "__wrapped__", value)  # what remembers its results has the function there
        if inspect.ismodule(plain):
            names = vars(plain)
        elif isinstance(plain, types.FunctionType):
            names = plain.__globals__
        else:
            return
        if os.path.realpath(names.get("__file__") or "").startswith(self.own) and id(names) not in self.modules:
            self.modules[id(names)] = names
            for each in [*names.values()]:
                self._look_into(each)

    def _said(self) -> list[str]:
        return [
            f"{name} {_shown(value)} {vars(value) if isinstance(value, type | types.FunctionType) else ''}"
            for names in self.modules.values()
            for name, value in names.items()
            if not name.startswith("__") and not inspect.ismodule(value)
        ]


def _shown(value: object) -> str:
    """A value as Python shows it; nothing of one that cannot be shown."""
    try:
        return repr(value)
    except Exception:  # noqa: BLE001 -- the brief's own code, which may raise anything
        return ""
