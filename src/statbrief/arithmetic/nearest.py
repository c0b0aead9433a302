"""Where, among the numbers that rounding allows, a function is nearest to choosing something else.

Which way an input sways a choice may differ from place to place, as of a quotient. So its numbers are moved together,
further and further, until something else is chosen; where it begins to be, one step of each input tells which way the
border is crossed. The corner that lies that way is looked at next. (It is what reliability engineers do to find the
likeliest failure: Hasofer and Lind, Exact and invariant second-moment code format, Journal of the Engineering Mechanics
Division 100, 1974; here within bounds, not by likelihood.)
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from statbrief.arithmetic.monotone_ranges import Input

_SCALES = (1.0, 1.5, 2.25, 4.0, 7.0, 12.0, 20.0, 40.0)
"""Times their ranges, as far as the inputs are moved until something else is chosen."""
_HALVINGS = 12
_STEP = 0.05
"""Of an input's range, more than is left between both sides of a border that has been halved so often."""
_TURNS = 2
MOST = 100
"""Inputs, each of which is moved alone several times."""

Directions = dict[Hashable, int]
"""Up (1) or down (-1), by key."""
Choose = Callable[[Mapping[Hashable, float]], Hashable]


@dataclass(frozen=True)
class Border:
    """Where a function stops choosing what it chose; `moving` are the inputs that may lie elsewhere, within bounds."""

    choose: Choose
    chosen: Hashable
    moving: Sequence[Input]

    def corners(self, starts: Iterable[Directions]) -> Iterator[dict[Hashable, float]]:
        """The corners nearest to the border, as seen from where it is met when all go one way, and another."""
        seen: set[tuple[int, ...]] = set()
        for start in starts:
            directed = start
            for _ in range(_TURNS):
                inside = self._met(directed)
                if inside is None:
                    break
                directed = self._across(inside, directed)
                told = tuple(directed[each.key] for each in self.moving)
                if told in seen:
                    break
                seen.add(told)
                yield self._at(directed, 1.0)

    def _at(self, directed: Directions, scale: float) -> dict[Hashable, float]:
        return {each.key: each.value + directed[each.key] * scale * _room(each) for each in self.moving}

    def _met(self, directed: Directions) -> dict[Hashable, float] | None:
        """The last place on the way in which the choice is still the same; None where the border is not met."""
        before = 0.0
        for scale in _SCALES:
            if self._is_other(self._at(directed, scale)):
                break
            before = scale
        else:
            return None
        beyond = scale
        for _ in range(_HALVINGS):
            between = (before + beyond) / 2
            if self._is_other(self._at(directed, between)):
                beyond = between
            else:
                before = between
        return self._at(directed, before)

    def _across(self, inside: Mapping[Hashable, float], directed: Directions) -> Directions:
        """Which way each input crosses the border by itself; as before where it does not."""
        found = dict(directed)
        for each in self.moving:
            for way in (1, -1):
                if self._is_other({**inside, each.key: inside[each.key] + way * _STEP * _room(each)}):
                    found[each.key] = way
                    break
        return found

    def _is_other(self, moves: Mapping[Hashable, float]) -> bool:
        return self.choose(moves) != self.chosen


def _room(each: Input) -> float:
    return (each.high - each.low) / 2
