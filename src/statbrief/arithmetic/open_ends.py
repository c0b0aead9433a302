"""Which ends of a range are reached: a quotient by at least 20 comes as near to nothing as it likes, and never there.

An end is only approached where an input that brings the result there is without bound, or is at a number that its own
bound leaves out. It is reached after all where the result is the same before, as that of the larger of two numbers: the
smaller of more than 700 and 900 is more than 700, and 900 at most.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace

from statbrief.arithmetic.exactness import Known
from statbrief.arithmetic.inputs import Evaluate, Input

Moves = Mapping[Hashable, float]
_FAR, _NEAR = 2.0**30, 2.0**-20
"""Of a number's size: where it is without bound, and where it is next to what its bound leaves out."""


def opened(known: Known, evaluate: Evaluate, inputs: Sequence[Input], corners: tuple[Moves, Moves]) -> Known:
    """The same with what is not reached of its range; `corners` are where it is lowest and where it is highest.

    A range of which one end is a limit is open on that side: at most 2.5, not from nothing to 2.5. One that has two
    lies between them.
    """
    if known.is_single or not any(each.open_side or each.limit is not None for each in inputs):
        return known
    lowest, highest = corners
    if not known.is_bounded:
        is_open = is_approached(evaluate, inputs, lowest if known.low is not None else highest)
        return replace(known, is_open=is_open)
    ends = (lowest, known.low, highest), (highest, known.high, lowest)
    limits = [is_approached(evaluate, inputs, corner, by_limit=True) for corner, _, _ in ends]
    if limits[0] == limits[1]:
        return known if all(limits) else _capped(known, evaluate, inputs, corners)
    _, limit, other = ends[limits.index(True)]
    is_open = is_approached(evaluate, inputs, other)
    low, high = (None, known.high) if limits[0] else (known.low, None)
    return replace(known, low=low, high=high, limit=limit, is_open=is_open)


def _capped(known: Known, evaluate: Evaluate, inputs: Sequence[Input], corners: tuple[Moves, Moves]) -> Known:
    """The same as the bound that it is, where all bounds behind it leave it open on one side, and it ends there too."""
    ways = open_ways(evaluate, inputs, corners)
    if len(ways) != 1:
        return known
    low, high = (known.low, None) if ways == {1} else (None, known.high)
    here, there = corners if ways == {1} else reversed(corners)
    return replace(
        known,
        low=low,
        high=high,
        limit=known.high if high is None else known.low,
        is_limit_in=not is_approached(evaluate, inputs, there),
        is_open=is_approached(evaluate, inputs, here),
    )


def open_ways(evaluate: Evaluate, inputs: Sequence[Input], corners: tuple[Moves, Moves]) -> set[int]:
    """The ways in which bounds leave a result open: 1 where it rises as an input goes where its bound leaves it."""
    return {_way(evaluate, each, corner) for each in inputs if each.open_side for corner in corners} - {0}


def _way(evaluate: Evaluate, each: Input, corner: Moves) -> int:
    """1 where the result rises as an input goes from where it is stated to its open side, -1 where it falls, else 0."""
    known, far = (each.low, each.high) if each.open_side > 0 else (each.high, each.low)
    far = _far(each, far) if math.isinf(far) else far
    here, there = (evaluate({**corner, each.key: place}) for place in (known, far))
    return (there > here) - (there < here)


def is_approached(evaluate: Evaluate, inputs: Sequence[Input], corner: Moves, *, by_limit: bool = False) -> bool:
    """Whether the result at a corner is not reached; `by_limit` asks only of inputs that are without bound there."""
    inside = {
        each.key: place
        for each in inputs
        if (place := _inside(each, corner.get(each.key, each.value), by_limit=by_limit)) is not None
    }
    return bool(inside) and evaluate({**corner, **inside}) != evaluate(corner)


def _inside(each: Input, place: float, *, by_limit: bool) -> float | None:
    """A place within an input's range, beside an end of it that it does not reach; None of any other place."""
    if math.isinf(place):
        return _far(each, place)
    if place == each.limit:
        return place + (each.value - place) / _FAR
    closed = each.high if each.beyond > 0 else each.low if each.beyond < 0 else None
    if by_limit or not each.is_open or place == closed or place not in {each.low, each.high}:
        return None
    return place + (abs(place) or 1.0) * _NEAR * (1 if place == each.low else -1)


def _far(each: Input, place: float) -> float:
    """A number far on the way to a place without bound."""
    return each.value + math.copysign((abs(each.value) or 1.0) * _FAR, place)
