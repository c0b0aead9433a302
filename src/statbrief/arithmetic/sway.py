"""Which way each number sways a result that no small move changes, and where all of them sway it together.

How far the second of two ratios is behind the first is nothing where it leads, and stays so however one of its numbers
is rounded; only where each is at its worst end does it fall behind. Which end that is shows when each is moved far.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

from statbrief.arithmetic.inputs import Corner, Evaluate, Input
from statbrief.errors import StatbriefError

_FAR, _NEAR_NOTHING = 2.0**20, 2.0**-20
"""Of the largest number, and of each one: how far they are moved to see which way they sway a result."""


def far_apart(inputs: Sequence[Input]) -> tuple[Corner, Corner]:
    """Each input far beneath where it stands, and far above, on its side of nothing."""
    furthest = max((abs(each.value) for each in inputs), default=0.0) or 1.0
    downs: Corner = {}
    ups: Corner = {}
    for each in inputs:
        ends = [each.value * _NEAR_NOTHING, (-furthest if each.value < 0 else furthest) * _FAR]
        downs[each.key], ups[each.key] = sorted(ends) if each.value else (-furthest * _FAR, furthest * _FAR)
    return downs, ups


def swayed(evaluate: Evaluate, inputs: Sequence[Input], apart: tuple[Corner, Corner]) -> tuple[Corner, Corner]:
    """The ends of inputs where all of them push the result down, and where they push it up.

    `apart` is where each is moved by itself to see which way it does; one that pushes it the same way on both sides, or
    not at all, is in neither.
    """
    centre, (downs, ups) = evaluate({}), apart
    bottom: Corner = {}
    top: Corner = {}
    for each in inputs:
        way = _sign(evaluate, {each.key: ups[each.key]}, centre) - _sign(evaluate, {each.key: downs[each.key]}, centre)
        if way:
            bottom[each.key], top[each.key] = (each.low, each.high) if way > 0 else (each.high, each.low)
    return bottom, top


def _sign(evaluate: Evaluate, moves: Corner, centre: float) -> int:
    """1 where the result is higher than at the centre, -1 where lower; 0 where it is the same, or there is none."""
    try:
        result = evaluate(moves)
    except (StatbriefError, ArithmeticError, ValueError):
        return 0
    return (result > centre) - (result < centre)


def pushed(
    evaluate: Evaluate, inputs: Sequence[Input], known: Mapping[Hashable, object], apart: tuple[Corner, Corner]
) -> Iterator[tuple[Corner, Corner]]:
    """Ways for those of `inputs` that are not known to matter, from where they push one way to where the other.

    Each has a start and an end; what is known to matter is where it pushes as the end does.
    """
    bottom, top = swayed(evaluate, inputs, apart)
    for here, there in ((bottom, top), (top, bottom)):
        yield {key: (there if key in known else here)[key] for key in there}, there


def number_of(evaluate: Callable[[Mapping[Hashable, float]], object]) -> Evaluate:
    """What gives numbers alone; raises `ValueError` for what is none."""

    def number(moves: Mapping[Hashable, float]) -> float:
        result = evaluate(moves)
        if not isinstance(result, int | float):
            raise ValueError("no number")  # noqa: TRY004 -- caught where it is asked for
        return result

    return number
