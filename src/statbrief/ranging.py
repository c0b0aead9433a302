"""How far the rounding of the inputs lets a result be trusted: the exact range of a monotone formula.

A rounding error is bounded, not scattered, so standard deviations would be the wrong tool; and interval arithmetic
forgets that an input which is used twice has one value. For a formula that rises or falls steadily in each input,
the extremes lie at two corners of the box of inputs: find each input's direction by moving it alone, then evaluate
those two corners (Moore, Kearfott and Cloud, Introduction to Interval Analysis, SIAM 2009, section 6.4).
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

from statbrief.figures import Range

Evaluate = Callable[[Mapping[Hashable, float]], float]
"""From the inputs that are moved, and where to, to the result; an empty mapping is the formula as it stands."""

_FEW = 3  # up to eight corners cost no more than finding directions does, so all of them are looked at
_SLACK = 1e-12  # relative: what floating point may add between two ways to reach the same number


@dataclass(frozen=True)
class Input:
    """One number that a formula depends on: its value and the ends of its range (either may be infinite)."""

    key: Hashable
    value: float
    low: float
    high: float


class NotMonotoneError(ValueError):
    """Raised when a formula both rises and falls within its inputs' ranges; `key` is the input, if it is one."""

    def __init__(self, key: Hashable | None) -> None:
        self.key = key
        super().__init__(f"not monotone in {key}" if key is not None else "not monotone")


def extremes(evaluate: Evaluate, inputs: Sequence[Input]) -> Range:
    """The lowest and highest result over all values that `inputs` may take.

    Costs about two evaluations per input: 50 inputs take about 110, not 2**50. Raises `NotMonotoneError` for a
    formula that is seen to rise and fall, and whatever `evaluate` raises.
    """
    centre = evaluate({})
    moving = [each for each in inputs if each.low < each.high]
    bottom: dict[Hashable, float] = {}
    top: dict[Hashable, float] = {}
    flat: list[Input] = []
    for each in moving:
        direction = _direction(evaluate, centre, each)
        if direction == 0:
            flat.append(each)
        else:
            low, high = (each.low, each.high) if direction > 0 else (each.high, each.low)
            bottom[each.key], top[each.key] = low, high
    if flat:  # flat where the others stand, perhaps not at the corners: the larger of two is such a formula
        _settle(evaluate, bottom, flat, sign=-1)
        _settle(evaluate, top, flat, sign=1)
    found = Range(evaluate(bottom), evaluate(top))
    _probe(evaluate, found, centre, [each for each in moving if each not in flat], bottom, top)
    return found


def _direction(evaluate: Evaluate, centre: float, each: Input) -> int:
    """1 when the result rises with this input, -1 when it falls, 0 when it does not move."""
    at_low = evaluate({each.key: each.low}) if each.low != each.value else centre
    at_high = evaluate({each.key: each.high}) if each.high != each.value else centre
    if at_low == centre == at_high:
        return 0
    slack = _slack(at_low, centre, at_high)
    if at_low <= centre + slack and centre <= at_high + slack:
        return 1
    if at_low >= centre - slack and centre >= at_high - slack:
        return -1
    raise NotMonotoneError(each.key)


def _settle(evaluate: Evaluate, corner: dict[Hashable, float], flat: Sequence[Input], sign: int) -> None:
    """Put inputs that seemed to make no difference at the end where they make the corner more extreme, if any."""
    here = evaluate(corner)
    together = [{each.key: end for each, end in zip(flat, ends, strict=True)} for ends in _both_ends(flat)]
    if all(evaluate(corner | moved) == here for moved in together):
        return
    for each in flat:
        for end in (each.low, each.high):
            there = evaluate(corner | {each.key: end})
            if sign * there > sign * here:
                corner[each.key], here = end, there


def _both_ends(inputs: Sequence[Input]) -> tuple[list[float], list[float]]:
    return [each.low for each in inputs], [each.high for each in inputs]


def _probe(
    evaluate: Evaluate,
    found: Range,
    centre: float,
    inputs: Sequence[Input],
    bottom: Mapping[Hashable, float],
    top: Mapping[Hashable, float],
) -> None:
    """Look elsewhere in the box for a result outside what was found: a few points, for few inputs all corners."""
    points: list[Mapping[Hashable, float]] = []
    if len(inputs) <= _FEW:
        ends = [((each.key, each.low), (each.key, each.high)) for each in inputs]
        points += [dict(corner) for corner in itertools.product(*ends)]
    else:
        for stride in (2, 3):  # two patterns of inputs at the other end, seen from both corners
            turned = {each.key for each in inputs[::stride]}
            points.append({key: bottom[key] if key in turned else top[key] for key in top})
            points.append({key: top[key] if key in turned else bottom[key] for key in top})
    middle = {each.key: (bottom[each.key] + top[each.key] * 3) / 4 for each in inputs}
    if all(map(math.isfinite, middle.values())):
        points.append(middle)
    for result in (centre, *map(evaluate, points)):
        slack = _slack(result, found.low, found.high)
        if not found.low - slack <= result <= found.high + slack:
            raise NotMonotoneError(None)


def _slack(*results: float) -> float:
    return _SLACK * max((abs(result) for result in results if math.isfinite(result)), default=0.0)


def influential(inputs: Sequence[Input], evaluate: Evaluate, *, start: int = 0) -> list[Input]:
    """The inputs that the result depends on, found by halves: k of n cost about 2 k log n evaluations.

    Each input is moved by an amount of its own, so that two that move together do not hide each other.
    """
    if not inputs:
        return []
    moved = {each.key: _nudged(each, start + place) for place, each in enumerate(inputs)}
    try:
        if evaluate(moved) == evaluate({}):
            return []
    except (ArithmeticError, ValueError):
        pass  # a formula that cannot bear the change depends on it
    if len(inputs) == 1:
        return list(inputs)
    half = len(inputs) // 2
    return influential(inputs[:half], evaluate, start=start) + influential(
        inputs[half:], evaluate, start=start + half
    )


def _nudged(each: Input, place: int) -> float:
    """The input moved up by a share of its range, or of its size where it is exact; the share differs by place."""
    share = 0.5 + (place * 0.6180339887498949) % 1 / 2  # golden ratio: shares spread evenly and do not repeat
    room = each.high - each.value
    if not 0 < room < math.inf:
        room = abs(each.value) / 1000 or 1.0
    return each.value + room * share
