"""Where, among the numbers that rounding allows, a function is nearest to choosing something else.

Which way an input sways a choice may differ from place to place, as of a quotient. So its numbers are moved together,
further and further, until something else is chosen; where it begins to be, one step of each input tells which way the
border is crossed. The corner that lies that way is looked at next. (It is what reliability engineers do to find the
likeliest failure: Hasofer and Lind, Exact and invariant second-moment code format, Journal of the Engineering Mechanics
Division 100, 1974; here within bounds, not by likelihood.)

What is moved together may hide how near a third or fourth thing is. So single inputs are pushed as well, while all
others stay where they are, until something else is chosen: the borders that are met soonest are those of the neighbours
in an order, and which way the others cross them is seen where they stand.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from statbrief.arithmetic.inputs import Input

_SCALES = (1.0, 1.5, 2.25, 4.0, 7.0, 12.0, 20.0, 40.0)
"""Times their ranges, as far as the inputs are moved until something else is chosen."""
_HALVINGS = 12
_STEP = 0.05
"""Of an input's range, more than is left between both sides of a border that has been halved so often."""
_TURNS = 2
MOST = 100
"""Inputs, each of which is moved alone several times."""
MOST_PUSHED = 400
"""Inputs, of which single ones are pushed: the more there are, the fewer borders are looked at."""

_PUSHES = (1.0, 2.5, 6.0, 15.0, 40.0)
"""Times its range, as far as a single input is pushed; more than all others of a sum or a share could do for it."""
_FINER = 3
"""Halvings, after which it is told which border was met first."""
_FINEST = 36
"""Halvings, after which a border is so near that the least step of any other input crosses it, or does not."""
_NEIGHBOURS = 5
"""Borders that are looked at more closely, of few inputs."""

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

    def beside(self, pushes: Iterable[tuple[Hashable, int]]) -> Iterator[dict[Hashable, float]]:
        """The corners nearest to the borders that are met when single inputs are pushed one way, the nearest first."""
        inputs = {each.key: each for each in self.moving}
        met = [(found, key, way) for key, way in pushes if (found := self._pushed(inputs[key], way, {}, _FINER))]
        several = max(1, min(_NEIGHBOURS, _NEIGHBOURS * MOST // len(self.moving)))
        for between, key, way in sorted(met, key=lambda each: each[0])[:several]:
            yield from self._beside(inputs[key], way, between)

    def _beside(self, pushed: Input, way: int, between: tuple[float, float]) -> Iterator[dict[Hashable, float]]:
        """The corner nearest to one border, and what it is seen from there."""
        directed: Directions = {pushed.key: way}
        place: dict[Hashable, float] = {}
        met: tuple[float, float] | None = between
        for _ in range(_TURNS):
            if met is None:
                return
            inside = self._narrowed(pushed, way, place, met, _FINEST)[0]
            told = {**directed, **self._crossing({**place, pushed.key: _pushed_to(pushed, way, inside)}, directed)}
            place = {
                each.key: each.high if told[each.key] > 0 else each.low for each in self.moving if each.key in told
            }
            yield place
            if told == directed:
                return
            directed, met = told, self._pushed(pushed, way, place, 0)

    def _pushed(
        self, each: Input, way: int, place: Mapping[Hashable, float], halvings: int
    ) -> tuple[float, float] | None:
        """How far an input is pushed before something else is chosen, and where it is; None where nothing else is."""
        before = 0.0
        for scale in _PUSHES:
            if self._is_other({**place, each.key: _pushed_to(each, way, scale)}):
                return self._narrowed(each, way, place, (before, scale), halvings)
            before = scale
        return None

    def _narrowed(
        self, each: Input, way: int, place: Mapping[Hashable, float], between: tuple[float, float], halvings: int
    ) -> tuple[float, float]:
        before, beyond = between
        for _ in range(halvings):
            middle = (before + beyond) / 2
            if self._is_other({**place, each.key: _pushed_to(each, way, middle)}):
                beyond = middle
            else:
                before = middle
        return before, beyond

    def _crossing(self, at: Mapping[Hashable, float], directed: Directions) -> Directions:
        """Which way each input but the pushed one, which is at the border, crosses it; those alone that do."""
        found: Directions = {}
        for each in self.moving:
            here, before = at.get(each.key, each.value), directed.get(each.key, -1)
            for way in (-before, before):
                is_within = each.low <= here <= each.high
                if is_within and self._is_other({**at, each.key: here + way * _STEP * _room(each)}):
                    found[each.key] = way
                    break
        return found

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


def _pushed_to(each: Input, way: int, scale: float) -> float:
    return each.value + way * scale * _room(each)


def _room(each: Input) -> float:
    return (each.high - each.low) / 2
