"""Results that go by steps, such as counts, ranks and shares of how many: how far the rounding lets them go.

They rise and fall with their inputs by leaps: no corner of all inputs need be where they are largest, and the move of
one alone often changes nothing. So places are looked for from which no move of one input leads further, each sweep
taking moves that change nothing as well, as those open the way for others (coordinate ascent with sideways moves:
Selman, Levesque and Mitchell, A new method for solving hard satisfiability problems, AAAI 1992). What is found is
a range that such results have; for few numbers, or many that are not compared with each other, it is all of it.
"""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Iterator, Sequence

from statbrief.arithmetic.monotone_ranges import GOLDEN, Corner, Evaluate, Input, ramp

_LITTLE = 2.0**-24
"""Of a number's size, or of its range, a move that no result by steps notices, but by chance."""
_PLACES = 3
"""Within the ranges, from which such a move is made."""
_SHARES = (2.0**-20, 0.25, 0.5, 0.75, 1 - 2.0**-20)
"""Of its range, where an input is moved to. Its ends are left out by a hair: what is reached at them alone is not."""
_FEWER = _SHARES[::2]
_ALL = 700
"""Evaluations, up to which all combinations of these are looked at."""
_SWEEPS, _MOST = 6, 3000
"""Over all inputs, and evaluations at most."""


def goes_by_steps(evaluate: Evaluate, inputs: Sequence[Input]) -> bool:
    """Whether no small move of the inputs moves the result, and larger ones within their ranges may.

    Looked at from a few places within their ranges: where they stand, two may be the same, of which any move makes one
    the larger.
    """
    moving = [each for each in inputs if each.low < each.high]
    if not moving or not all(math.isfinite(each.high - each.low) for each in moving):
        return False
    return all(_stays(evaluate, moving, place) for place in range(1, _PLACES + 1))


def _stays(evaluate: Evaluate, inputs: Sequence[Input], place: int) -> bool:
    """Whether the result stays when all inputs move a little, from a place within their ranges."""
    at = {
        each.key: each.low + (each.high - each.low) * (place * (order + 1) * GOLDEN % 1)
        for order, each in enumerate(inputs)
    }
    return _stays_at(evaluate, inputs, at)


def _stays_at(evaluate: Evaluate, inputs: Sequence[Input], at: Corner) -> bool:
    small = {
        each.key: at.get(each.key, each.value) + (each.high - each.low) * _LITTLE * (1 + order * GOLDEN % 1)
        for order, each in enumerate(inputs)
    }
    return evaluate(at) == evaluate(small)


def lowest_and_highest(evaluate: Evaluate, inputs: Sequence[Input]) -> tuple[Corner, Corner] | None:
    """Where the result is lowest, and where highest, as far as is found; None where it moves by less than steps there.

    What is cut off, such as the smaller of a number and 18, stays almost everywhere, and goes by no steps at its ends.
    """
    moving = [each for each in inputs if each.low < each.high]
    known: dict[float, Corner] = {evaluate({}): {}}
    for found in _everywhere(moving) if len(_SHARES) ** len(moving) <= _ALL else _climbed(evaluate, moving):
        known.setdefault(evaluate(found), found)
    ends = known[min(known)], known[max(known)]
    return ends if all(_stays_at(evaluate, moving, end) for end in ends if end) else None  # where they are, two may tie


def _everywhere(inputs: Sequence[Input]) -> Iterator[Corner]:
    ways = [[(each.key, place) for place in _places(each, _SHARES)] for each in inputs]
    return (dict(each) for each in itertools.product(*ways))


def _climbed(evaluate: Evaluate, inputs: Sequence[Input]) -> Iterator[Corner]:
    """Places from which no single move leads further up, or further down; from the furthest it is tried once more."""
    sweeps = max(1, min(_SWEEPS, _MOST // (8 * len(_FEWER) * len(inputs))))
    chance = random.Random(len(inputs))  # noqa: S311 -- the same each time
    anywhere = {each.key: chance.choice(_places(each, _FEWER)) for each in inputs}
    starts = [anywhere, ramp(inputs, rises=True), ramp(inputs, rises=False)]
    for sign in (1, -1):
        ends = [_climb(evaluate, inputs, start, sign, sweeps, chance) for start in starts]
        yield from ends
        furthest = max(ends, key=lambda end: sign * evaluate(end))
        yield _climb(evaluate, inputs, furthest, sign, sweeps, chance)


def _climb(
    evaluate: Evaluate, inputs: Sequence[Input], start: Corner, sign: int, sweeps: int, chance: random.Random
) -> Corner:
    at = dict(start)
    for _, each in itertools.product(range(sweeps), inputs):
        results = {place: sign * evaluate({**at, each.key: place}) for place in _places(each, _FEWER)}
        furthest = max(results.values())
        at[each.key] = chance.choice([place for place in results if results[place] == furthest])
    return at


def _places(each: Input, shares: Sequence[float]) -> list[float]:
    return [each.low + (each.high - each.low) * share for share in shares]
