"""Why cells of a table are empty: a dataset has a text in the place of a number, and says what it stands for.

As with missing cells at large, nothing is read from the code. The table is made again with values in all cells that
hold none: what is filled then rests on them; and once more without those that are missing for one reason, which tells
what is empty for it. Where several reasons empty a cell, the one that is declared first is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from statbrief.arithmetic.relevant_inputs import Moves, differing
from statbrief.brief_tables.evaluated import Evaluated
from statbrief.brief_tables.grid import Place
from statbrief.data.datasets import CellKey, Dataset
from statbrief.data.missing_cells import missing_cells
from statbrief.errors import StatbriefError


@dataclass(frozen=True)
class Withheld:
    """Why a cell is empty: the text of a cell of the data, what it stands for, and which cell that is."""

    text: str
    label: str
    cell: CellKey


def withheld(evaluated: Evaluated, places: Sequence[Place]) -> dict[Place, Withheld]:
    """Of empty cells of a table those that the data say why they are."""
    known = evaluated.evaluation.datasets
    datasets = [known[each] for each in evaluated.function.parameters if each in known]
    reasons = _reasons(datasets) if places else {}
    if not reasons:
        return {}
    missing = (each for dataset in datasets for each in missing_cells(dataset))
    fills: Moves = {key: values[len(values) // 2] for key, values in missing}
    holding = _Holding(evaluated, places)
    whole, found = holding(fills), dict[Place, Withheld]()

    def say(reason: tuple[str, str], key: CellKey, empty: Iterable[Place]) -> None:
        for place in empty:
            found.setdefault(place, Withheld(*reason, key))

    for reason, keys in reasons.items():
        needed = set(differing(keys, holding, fills, dict.fromkeys(keys)))
        for key in (each for each in keys if each in needed):
            say(reason, key, whole - holding({**fills, key: None}))
    for reason, keys in reasons.items() if whole - found.keys() else ():  # of two that stand in for each other
        enough = set(differing(keys, holding, {}, fills))
        for key in (each for each in keys if each in enough):
            say(reason, key, whole & holding({key: fills[key]}))
    return found


def _reasons(datasets: Sequence[Dataset]) -> dict[tuple[str, str], list[CellKey]]:
    """The cells that are missing for each reason, in the order of their declaration."""
    declared = (each.form.missing.items() for dataset in datasets for each in dataset.columns.values())
    found: dict[tuple[str, str], list[CellKey]] = {each: [] for several in declared for each in several}
    for dataset in datasets:
        for (name, place), text in dataset.withheld.items():
            found[text, dataset.columns[name].form.missing[text]].append((dataset.name, name, place))
    return {reason: keys for reason, keys in found.items() if keys}


@dataclass(frozen=True)
class _Holding:
    """Which of the empty cells hold something once cells of the data are filled in; None fills in nothing."""

    evaluated: Evaluated
    places: Sequence[Place]

    def __call__(self, fills: Moves) -> frozenset[Place]:
        try:
            grid = self.evaluated.at({key: each for key, each in fills.items() if each is not None})
        except (StatbriefError, ArithmeticError, ValueError):
            return frozenset()  # what cannot bear them says nothing
        unit = self.evaluated.evaluation.no_unit
        return frozenset(
            (key, column)
            for key, column in self.places
            if key in grid.places and column in grid.columns and grid.cell(key, column, unit) is not None
        )
