"""What functions were seen to take of the columns of tables whose cells are moved together."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from statbrief.data.datasets import Dataset
from statbrief.data.taken import Taken


class Noted:
    """What each function took of large tables, by dataset: where no input was moved, and where that was to be noted."""

    def __init__(self, datasets: Mapping[str, Dataset]) -> None:
        self.datasets = datasets
        self.taken: dict[str, dict[str, Taken]] = {}
        self._first: dict[str, int] = {}
        self._settled: dict[str, int] = {}
        self._everywhere = ""

    def of(self, function: str) -> Mapping[str, Taken]:
        """What a function took."""
        return self.taken.setdefault(function, {})

    def seen(self, function: str, dataset: str) -> Mapping[str, Any]:
        """Of each column whether a function was given the number of each row; none of a column that it never asked."""
        taken = self.of(function).get(dataset)
        return taken.seen if taken else {}

    def how_much(self, function: str) -> int:
        """How much that is; more where something else was taken, too."""
        return sum(each.size for each in self.of(function).values())

    def settle(self, function: str) -> None:
        """Keep how much a function took when it was told by that what it depends on."""
        self._settled[function] = self.how_much(function)
        self._first.setdefault(function, self._settled[function])

    def is_settled(self, function: str) -> bool:
        """Whether it took nothing else since."""
        return self._settled.get(function, 0) == self.how_much(function)

    def varies(self, function: str) -> bool:
        """Whether it takes something else where its inputs are moved: what it takes hangs on what it was given."""
        return self._first.get(function, 0) < self.how_much(function)

    def forget(self, function: str) -> None:
        """Forget what a function took, once it is known what it depends on, and which rows it took of the numbers."""
        for name, each in self.of(function).items():
            each.let_go()
            self.datasets[name].let_go()
        for known in (self.taken, self._first, self._settled):
            known.pop(function, None)

    def _is_elsewhere(self, key: Hashable) -> bool:
        """Whether what is moved cannot be moved by rounding: an exact cell, or a row that is left out."""
        return isinstance(key, tuple) and not self.datasets[key[0]].rounding.halves.get(key[1])

    @contextmanager
    def wherever_moved(self, function: str) -> Iterator[None]:
        """Note all that a function takes wherever its inputs may be; of no function nothing."""
        self._everywhere, before = function, self._everywhere
        try:
            yield
        finally:
            self._everywhere = before

    def at(self, function: str, dataset: str, moves: Mapping[Hashable, Any]) -> Taken | None:
        """What a function has taken of a large table, where it is to be noted what it takes with some inputs moved."""
        known = self.datasets[dataset]
        if not known.has_several or (moves and (self._everywhere != function or any(map(self._is_elsewhere, moves)))):
            return None
        return self.taken.setdefault(function, {}).setdefault(dataset, Taken(len(known.rows), known.everywhere.rows))
