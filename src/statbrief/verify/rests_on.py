"""What each figure of a record rests on, so that a range can be found from as few numbers as possible."""

from __future__ import annotations

import itertools
from collections.abc import Hashable, Iterable, Mapping, Sequence

from statbrief.record.figure_types import PublishedFigure
from statbrief.record.published import cell_of

Figures = Mapping[str, PublishedFigure]
_Cell = tuple[str, str, str]
MOST_MASKED = 256 * 1024 * 1024
"""Bytes of all bits together; 20,000 figures that stand by themselves take 25 million."""
_ANY = ""
"""In the place of a row, any: rows that are not named are in common with all others of their dataset."""
_AT_ONCE = 50_000  # bits: more of them cost more than a step


class TooMuchError(Exception):
    """Raised when a record asks for more work than any brief does."""


class Basis:
    """The numbers of sources behind each figure, as bits, so that what two have in common is soon found."""

    def __init__(self, figures: Figures, most_steps: int) -> None:
        self.figures = figures
        self.most_steps = most_steps
        self.steps = 0
        """How often a number was looked at, to evaluate a formula or to find what its inputs have in common."""
        self.masked = 0
        self._behind: dict[str, int] = {}
        self._coded: dict[str, bool] = {}
        """Whether some of what is behind a figure is computed by code, which cannot be followed."""
        self._computed: dict[str, int] = {}
        """The figures with a formula, and their place among all: each comes after its inputs."""
        self._bits: dict[Hashable, int] = {}
        self._leaves: dict[int, str] = {}
        self._reported = 0
        self._cells: dict[tuple[str, str], list[_Cell]] = {}
        """The cells that figures repeat, by dataset and row."""
        self._of_many = {
            each for figure in figures.values() if "stated" not in figure for each in figure.get("many", {})
        }
        """Datasets of which some figure rests on more rows than can be named."""
        for figure in figures.values():
            if cell := _cell_of(figure):
                self._cells.setdefault(cell[:2], []).append(cell)
                self._cells.setdefault((cell[0], _ANY), []).append(cell)

    def spend(self, steps: int) -> None:
        """Count so many steps. Raises `TooMuchError` where they are too many in all."""
        self.steps += steps
        if self.steps > self.most_steps:
            raise TooMuchError(f"takes more than {self.most_steps} evaluations")

    def add(self, name: str, needs: Sequence[str], *, is_computed: bool) -> None:
        """Take in a figure; its inputs come before it."""
        figure = self.figures[name]
        if is_computed:
            self._computed[name] = len(self._computed)
            self._coded[name] = any(self._coded.get(each, True) for each in needs)
            self._behind[name] = self._counted(_united(self._behind.get(each, 0) for each in needs))
            self.spend(len(needs) * _cost(self._behind[name]))
        elif cell := _cell_of(figure):
            self._coded[name], self._behind[name] = False, self._leaf(cell, name)
        elif "stated" in figure:
            self._coded[name], self._behind[name] = False, self._leaf(name, name)
            self._reported |= self._behind[name]
        else:
            rows = [(dataset, row) for dataset, named in figure["rows"].items() for row in named]
            rows += [(dataset, _ANY) for dataset in figure["rows"] if dataset in self._of_many]
            cells = itertools.chain.from_iterable(self._cells.get(row, ()) for row in rows)
            self._coded[name], self._behind[name] = True, self._mask([*figure["reported"], *rows, *cells])

    def rests_on(self, name: str, reported: Iterable[str]) -> bool:
        """Whether these are the reported figures behind one, however far."""
        known = set(reported)
        return known <= self.figures.keys() and self._mask(known) == self._behind[name] & self._reported

    def those_behind(self, name: str, moves: Mapping[Hashable, float]) -> frozenset[tuple[Hashable, float]]:
        """The moves, of figures, that can make a difference to this one."""
        basis = self._behind[name]
        self.spend(1 + len(moves) * _cost(basis))
        return frozenset(each for each in moves.items() if basis & self._behind[str(each[0])])

    def standing_for(self, name: str) -> str:
        """Of figures that repeat one number of a dataset, the first; of others, the figure itself."""
        return name if self._coded[name] or name in self._computed else self._leaves[self._behind[name]]

    def apart(self, needs: Iterable[str], inputs: Mapping[str, Sequence[str]]) -> list[str] | None:
        """Figures that have nothing in common, behind a figure that needs `needs`: each may lie anywhere in its range.

        They are its inputs, but for those that are exact; those that have a source's number in common give way to what
        is behind them. None where that is code, which cannot be followed.
        """
        chosen = self._moving(needs)
        while sharing := self._sharing(chosen):
            alone = [each for each in chosen if each not in sharing]
            if not any(self._coded[each] for each in sharing):
                return alone + self._leaves_of(_united(self._behind[each] for each in sharing))
            formulas = [each for each in sharing if each in self._computed]
            if not formulas:
                return None
            latest = max(formulas, key=self._computed.__getitem__)
            chosen = self._moving([each for each in chosen if each != latest] + list(inputs[latest]))
        return chosen

    def _moving(self, names: Iterable[str]) -> list[str]:
        """Those whose range allows more than one value, each once."""
        ends = {name: self.figures[name]["range"] for name in names}
        moving = (name for name, (low, high) in ends.items() if low is None or low != high)
        return list(dict.fromkeys(map(self.standing_for, moving)))

    def _sharing(self, names: Sequence[str]) -> set[str]:
        """Those that have something in common with another."""
        once = twice = 0
        for each in names:
            self.spend(_cost(once))
            twice |= once & self._behind[each]
            once |= self._behind[each]
        return {each for each in names if self._behind[each] & twice} if twice else set()

    def _leaves_of(self, basis: int) -> list[str]:
        found = []
        self.spend(basis.bit_count() * _cost(basis))
        while basis:
            lowest = basis & -basis
            found.append(self._leaves[lowest])
            basis ^= lowest
        return found

    def _leaf(self, key: Hashable, name: str) -> int:
        bit = self._mask([key])
        self._leaves.setdefault(bit, name)
        return bit

    def _mask(self, keys: Iterable[Hashable]) -> int:
        places = [self._bits.setdefault(key, len(self._bits)) for key in keys]
        self._counted(1 << max(places, default=0))
        mask = bytearray(max(places, default=0) // 8 + 1)
        for place in places:
            mask[place // 8] |= 1 << place % 8
        return int.from_bytes(mask, "little")

    def _counted(self, mask: int) -> int:
        """The bits, whose length is taken note of. Raises `TooMuchError` where all are too long."""
        self.masked += mask.bit_length() // 8
        if self.masked > MOST_MASKED:
            raise TooMuchError("has figures that rest on too many rows")
        return mask


def _cost(mask: int) -> int:
    return 1 + mask.bit_length() // _AT_ONCE


def _united(bases: Iterable[int]) -> int:
    united = 0
    for basis in bases:
        united |= basis
    return united


def _cell_of(figure: PublishedFigure) -> _Cell | None:
    cell = cell_of(figure)
    return (cell["dataset"], cell["row"], cell["column"]) if cell else None
