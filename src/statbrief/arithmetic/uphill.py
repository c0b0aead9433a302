"""The way up of a result that is smooth: by all numbers at once, where one after the other they would take small steps.

A correlation of numbers that nearly rise in step is highest all along a ridge: no move of one number leads far on it,
as each has its counterpart. So its slope is followed, straightened by what was learnt of how the slope changes (the
method of Broyden, Fletcher, Goldfarb and Shanno, of which the last steps are kept: Nocedal, Updating quasi-Newton
matrices with limited storage, Mathematics of Computation 35, 1980). Numbers at an end of their range that had better
go beyond it stay there (Bertsekas, Projected Newton methods, SIAM Journal on Control and Optimization 20, 1982).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Place = tuple[float, ...]
Ends = tuple[float, float]
Vector = list[float]

BESIDE = 1 / 1024
"""Of a range, as far from its end as it is seen whether a number had better leave it."""
_NEXT_TO = 2.0**-14
"""Of a range, as far from a number within it as it is seen how steep it is there."""
_STEPS, _KEPT = 20, 8
"""Steps on the way up, and how many of the last ones tell how the slope changes."""
_LENGTHS, _NEAR = 6, 0.3
"""How often a step is taken shorter; how near to the best length, as a parabola tells it, one is that is taken."""
_TURNED = 1e-12
"""The cosine of the angle between a step and how the slope changed on it, under which it tells nothing."""


@dataclass(frozen=True)
class _Step:
    """How far each number went, in shares of its range, and by how much the slope fell on the way."""

    moved: Sequence[float]
    fell: Sequence[float]

    def of(self, slopes: Vector) -> _Step:
        """The same of the numbers alone that may go on."""
        return _Step(_where(slopes, self.moved), _where(slopes, self.fell))

    @property
    def is_bent(self) -> bool:
        """Whether the slope fell on the way, as it does towards a summit."""
        return _times(self.moved, self.fell) > _TURNED * math.hypot(*self.moved) * math.hypot(*self.fell)


@dataclass(frozen=True)
class Hill:
    """A result of numbers that have ends each, and what gain at a place is worth no further step there."""

    result: Callable[[Place], float]
    ends: Sequence[Ends]
    enough: Callable[[Place], float]

    def climbed(self, at: Place) -> Place:
        """Where the way up leads; where it is not smooth, the furthest that was come to."""
        steps: list[_Step] = []
        slopes = self._slopes(at)
        while any(slopes) and math.isfinite(_times(slopes, slopes)) and len(steps) < _STEPS:
            way = _straightened(slopes, steps[-_KEPT:])
            ahead = self._along(at, way, _times(slopes, way), is_known=bool(steps))
            if self.result(ahead) - self.result(at) <= self.enough(ahead):
                return ahead
            before, slopes = slopes, self._slopes(ahead)
            moved = [
                (there - here) / (high - low) for here, there, (low, high) in zip(at, ahead, self.ends, strict=True)
            ]
            steps.append(_Step(moved, _less(before, slopes, 1)))
            at = ahead
        return at

    def _slopes(self, at: Place) -> Vector:
        """By how much the result rises over the range of each number; nothing where that leads out of its range."""
        return [self._slope(at, place) for place in range(len(at))]

    def _slope(self, at: Place, place: int) -> float:
        low, high = self.ends[place]
        share = BESIDE if at[place] in (low, high) else _NEXT_TO
        is_up = at[place] + (high - low) * share <= high
        aside = at[place] + (high - low) * (share if is_up else -share)
        rises = (self.result((*at[:place], aside, *at[place + 1 :])) - self.result(at)) / share
        if at[place] in (low, high):
            rises = max(rises, 0.0)
        return rises if is_up else -rises

    def _along(self, at: Place, way: Vector, slope: float, *, is_known: bool) -> Place:
        """The furthest up on a way, which bends where numbers come to their ends, of the lengths that are tried.

        What is not `is_known` begins with all numbers at their ends. The next length is where a parabola turns that has
        the slope at the start and the result where it was tried.
        """
        here, best = self.result(at), at
        length = 1.0 if is_known else self._whole(at, way)
        for attempt in range(_LENGTHS):
            there = self._at(at, way, length)
            best = max([best, there], key=self.result)
            short = slope * length - (self.result(there) - here)
            if not short > 0:  # nor where there is no number
                break
            turns = slope * length**2 / short / 2
            if self.result(best) > here and (attempt or abs(turns - length) <= _NEAR * length):
                break
            length = turns
        return best

    def _whole(self, at: Place, way: Vector) -> float:
        """The length at which the last number comes to its end."""
        moving = [each for each in zip(at, way, self.ends, strict=True) if each[1]]
        return max(((high if share > 0 else low) - here) / (high - low) / share for here, share, (low, high) in moving)

    def _at(self, at: Place, way: Vector, length: float) -> Place:
        return tuple(
            min(max(here + length * share * (high - low), low), high)
            for here, share, (low, high) in zip(at, way, self.ends, strict=True)
        )


def _times(one: Sequence[float], other: Sequence[float]) -> float:
    return sum(here * there for here, there in zip(one, other, strict=True))


def _straightened(slopes: Vector, steps: Sequence[_Step]) -> Vector:
    """The way up by what the last steps tell; the slope itself where they tell nothing (the two loops of L-BFGS)."""
    telling = [each for step in steps if (each := step.of(slopes)).is_bent]
    way, weights = slopes, list[float]()
    for step in reversed(telling):
        weights.append(_times(step.moved, way) / _times(step.moved, step.fell))
        way = _less(way, step.fell, weights[-1])
    if telling:
        scale = _times(telling[-1].moved, telling[-1].fell) / _times(telling[-1].fell, telling[-1].fell)
        way = [each * scale for each in way]
    for step, weight in zip(telling, reversed(weights), strict=True):
        way = _less(way, step.moved, _times(step.fell, way) / _times(step.moved, step.fell) - weight)
    return way if _times(slopes, way) > 0 else slopes


def _where(slopes: Vector, numbers: Sequence[float]) -> Vector:
    return [each if slope else 0.0 for each, slope in zip(numbers, slopes, strict=True)]


def _less(one: Sequence[float], other: Sequence[float], times: float) -> Vector:
    return [each - times * its for each, its in zip(one, other, strict=True)]
