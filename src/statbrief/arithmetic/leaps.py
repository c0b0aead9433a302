"""Whether a result leaps on its way, as what code chooses by a comparison may: its ends say nothing of what is between.

What is paid beside an income below a limit is such a result. It rises with the income, falls by all of the payment
where that reaches the limit, and rises again; at both ends of its range, and beside them, it looks like one that rises.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Hashable, Iterator, Sequence

from statbrief.arithmetic.exactness import NOISE
from statbrief.arithmetic.inputs import Corner, Evaluate, Input
from statbrief.arithmetic.monotone_ranges import NotMonotoneError, extreme_corners
from statbrief.arithmetic.spread import spread

_PLACES = 16
_BESIDE = (1 / 321, 1 / 61)
_SHARES = sorted([
    *(0.0, *_BESIDE, *(1 - each for each in _BESIDE), 1.0),
    *((place + spread(place, _PLACES)) / _PLACES for place in range(_PLACES)),
])  # fmt: skip
"""Of a way from one end to the other; they are irregular, as limits are round numbers, and closer beside the ends.

What is just beside an end leads beyond it with the least leap.
"""
_ALONE = 8
"""Inputs, of which each goes its way by itself; of more, all together do."""
_FROM_CORNERS = 3
"""Inputs, of which each does so, too, where the others stand at their ends."""
_HALVINGS, _STEEP = 24, 1 / 64
"""A way is halved so often, and what of its change may be left then, before it is said to leap."""


class LeapError(NotMonotoneError):
    """Raised for a result that leaps; `place` is where `key` stands there, if it moves by itself."""

    def __init__(self, key: Hashable | None, place: float | None) -> None:
        super().__init__(key)
        self.place = place


def steady_corners(evaluate: Evaluate, inputs: Sequence[Input]) -> tuple[Corner, Corner]:
    """The same as `extreme_corners`, of a result that may leap: it is looked at on its way between the corners, too.

    All inputs go there at once and, where they are few, each by itself. What leaps by less than it moves from one place
    to the next may be missed. Raises what `extreme_corners` does, and `LeapError` where it is a leap that is seen.
    """
    try:
        corners = extreme_corners(evaluate, inputs)
    except NotMonotoneError:
        finite = [each for each in inputs if 0 < each.high - each.low < float("inf")]
        ends = {each.key: each.low for each in finite}, {each.key: each.high for each in finite}
        _walk(evaluate, inputs, ends, _is_other)  # it may turn, and then its ends can be searched for
        raise
    if (turning := _walk(evaluate, inputs, corners, _is_less)) is not None:
        raise turning
    return corners


def _is_less(before: float, after: float) -> bool:
    return after < before - NOISE * max(abs(before), abs(after))


def _is_other(before: float, after: float) -> bool:
    return before != after


def _walk(
    evaluate: Evaluate, inputs: Sequence[Input], ends: tuple[Corner, Corner], is_suspect: Callable[[float, float], bool]
) -> NotMonotoneError | None:
    """What is to be said of a result that has something suspect on its way, but for leaps: those raise `LeapError`."""
    found = None
    for key, way in _ways(inputs, *ends):
        for (here, before), (there, after) in itertools.pairwise((place, evaluate(place)) for place in way):
            if is_suspect(before, after):
                if (place := _leap(evaluate, here, there)) is not None:
                    raise LeapError(key, place.get(key))
                found = found or NotMonotoneError(key)
    return found


def _ways(inputs: Sequence[Input], low: Corner, high: Corner) -> Iterator[tuple[Hashable | None, list[Corner]]]:
    """The ways from the low end to the high one, each with the input that goes it by itself."""
    moving = [
        each.key for each in inputs if each.key in low and each.key in high and 0 < each.high - each.low < float("inf")
    ]
    if len(moving) > 1:
        yield None, [_between(share, moving, low, high) for share in _SHARES]
    starts = ({}, low, high) if 1 < len(moving) <= _FROM_CORNERS else ({},)
    for key in moving if len(moving) <= _ALONE else ():
        for start in starts:
            yield key, [start | _between(share, [key], low, high) for share in _SHARES]


def _between(share: float, keys: Sequence[Hashable], low: Corner, high: Corner) -> Corner:
    ends = {0.0: low, 1.0: high}
    if share in ends:
        return {key: ends[share][key] for key in keys}
    return {key: low[key] + (high[key] - low[key]) * share for key in keys}


def _leap(evaluate: Evaluate, here: Corner, there: Corner) -> Corner | None:
    """Where the result changes all at once on the way from one place to another; None where it does so bit by bit.

    The half in which it changes further the same way is halved again: what is steady changes half as much there.
    """
    whole = evaluate(there) - evaluate(here)
    for _ in range(_HALVINGS):
        middle = {key: (place + there[key]) / 2 for key, place in here.items()}
        before, after = evaluate(middle) - evaluate(here), evaluate(there) - evaluate(middle)
        if max(before / whole, after / whole) <= _STEEP:
            return None
        here, there = (here, middle) if before / whole >= after / whole else (middle, there)
    return there
