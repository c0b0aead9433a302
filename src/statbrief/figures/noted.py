"""What functions were seen to take of the columns of large tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from statbrief.data.datasets import Dataset
from statbrief.data.taken import Taken


class Noted:
    """What each function took of large tables, by dataset: where no input was moved, and where that was to be noted."""

    def __init__(self, datasets: Mapping[str, Dataset]) -> None:
        self.datasets = datasets
        self.taken: dict[str, dict[str, Taken]] = {}
        self._everywhere = ""

    def of(self, function: str) -> Mapping[str, Taken]:
        """What a function took."""
        return self.taken.setdefault(function, {})

    def how_much(self, function: str) -> int:
        """How much that is; more where something else was taken, too."""
        return sum(each.size for each in self.of(function).values())

    def forget(self, function: str) -> None:
        """Forget what a function took, once it is known what it depends on."""
        self.taken.pop(function, None)

    @contextmanager
    def wherever_moved(self, function: str) -> Iterator[None]:
        """Note all that a function takes, wherever its inputs are moved."""
        self._everywhere, before = function, self._everywhere
        try:
            yield
        finally:
            self._everywhere = before

    def given(self, function: str, inputs: dict[str, Any], *, is_moved: bool) -> dict[str, Any]:
        """What a function is given, with large tables that note what is taken of them, where that is to be noted."""
        if is_moved and self._everywhere != function:
            return inputs
        for name, dataset in ((each, self.datasets[each]) for each in inputs if each in self.datasets):
            if dataset.has_many:
                taken = self.taken.setdefault(function, {}).setdefault(name, Taken(len(dataset.rows)))
                inputs[name] = taken.watched(inputs[name], dataset.measured_columns)
        return inputs
