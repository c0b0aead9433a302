"""How far the rounding of the inputs lets a result be trusted: the exact range of a monotone formula.

A rounding error is bounded, not scattered, so standard deviations would be the wrong tool; and interval arithmetic
forgets that an input which is used twice has one value. For a formula that rises or falls steadily in each input,
the extremes lie at two corners of the box of inputs: find each input's direction by moving it alone, then evaluate
those two corners (Moore, Kearfott and Cloud, Introduction to Interval Analysis, SIAM 2009, section 6.4).
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

from statbrief.arithmetic.exactness import CLOSE, NOISE
from statbrief.arithmetic.inputs import Corner, Evaluate, Input
from statbrief.arithmetic.ranges import Range
from statbrief.arithmetic.spread import spread
from statbrief.arithmetic.sway import far_apart, swayed

_FEW = 3  # up to eight corners cost no more than finding directions does, so all of them are looked at
_SEVERAL = 8  # so many inputs that seem to make no difference are looked at one by one
_BESIDE = 1 / 1024  # of a range, as far from its end as it is seen which way a result goes there
_ONE_BY_ONE = 20  # inputs, beyond which the ends of all together are looked at
_WEAKEST = 100  # of these, which make the least difference, each is looked at from both ends
_LEAP = CLOSE / NOISE  # far along an open side, more than noise is lost where large numbers are taken from each other
_LINES = 8  # along which a result is seen to be a ratio of sums, or not to be
_TOLD_APART = 1000  # times the noise, results along a line must be to tell anything
GOLDEN = 0.6180339887498949
"""Of all shares, the one furthest from every simple fraction."""


class NotMonotoneError(ValueError):
    """Raised when a formula both rises and falls within its inputs' ranges; `key` is the input, if it is one."""

    def __init__(self, key: Hashable | None) -> None:
        self.key = key
        super().__init__(f"not monotone in {key}" if key is not None else "not monotone")


def extremes(evaluate: Evaluate, inputs: Sequence[Input]) -> Range:
    """The lowest and highest result over all values that `inputs` may take.

    Costs about two evaluations per input, of a few inputs more: 50 take about 110, not 2**50. Raises
    `NotMonotoneError` for a formula that is seen to rise and fall, and whatever `evaluate` raises.
    """
    return _extremes(evaluate, inputs, is_ratio=False)


def _extremes(evaluate: Evaluate, inputs: Sequence[Input], *, is_ratio: bool) -> Range:
    """The same; what is known to be a ratio of sums is looked at from its ends alone."""
    centre = evaluate({})
    moving = [each for each in inputs if each.low < each.high]
    directions = {each.key: _direction(evaluate, centre, each) for each in moving}
    if not all(directions.values()):
        directions = _look_again(evaluate, moving, directions)
    turning = [each for each in moving if directions[each.key]]
    bottom, top = _corners(turning, directions)
    found = Range(evaluate(bottom), evaluate(top))
    _probe(evaluate, found, centre, moving, (bottom, top))
    _look_beside_the_ends(evaluate, turning, directions, () if is_ratio else (bottom, top))
    if is_ratio:
        _look_next_to(evaluate, turning, (bottom, top))
    for each in turning:
        if each.open_side:
            for corner in ({}, bottom, top):
                _walk(evaluate, corner, each, directions[each.key])
            if each.low < 0 < each.value or each.value < 0 < each.high:
                evaluate({each.key: 0.0})  # which a division by it does not bear, though nothing leaps: 8 / (9 / x)
    return found


def extreme_corners(evaluate: Evaluate, inputs: Sequence[Input]) -> tuple[Corner, Corner]:
    """Where a result is lowest, and where highest, with a closer look than `extremes` has.

    Where there is more to it than what each input adds by itself, more go to their other end: of some inputs each
    two of them (each alone, where all is a ratio of sums), of many each alone of those that make the least difference.
    A slope may rise with a number where the others stand, and fall with it where it is largest. Costs up to 400
    evaluations more. Raises what `extremes` does.
    """
    reached: dict[float, Mapping[Hashable, float]] = {}

    def noted(moves: Mapping[Hashable, float]) -> float:
        result = evaluate(moves)
        reached[result] = moves
        return result

    is_ratio = is_ratio_of_sums(noted, inputs)
    found = _extremes(noted, inputs, is_ratio=is_ratio)
    bottom, top = (dict(reached[end]) for end in (found.low, found.high))
    turning = [each for each in inputs if each.key in bottom and each.key in top]
    ends = (bottom, top)
    if not is_ratio and len(turning) > _FEW and not _adds_up(evaluate, [*ends, *_patterns(turning, ends)]):
        for keys in _moved_back(evaluate, turning, ends):
            from_low = evaluate(bottom | {key: top[key] for key in keys})
            from_high = evaluate(top | {key: bottom[key] for key in keys})
            slack = _slack(found.low, found.high)
            if from_low < found.low - slack or from_high > found.high + slack:
                raise NotMonotoneError(keys[0] if len(keys) == 1 else None)
    return bottom, top


def _moved_back(
    evaluate: Evaluate, inputs: Sequence[Input], corners: tuple[Corner, Corner]
) -> Iterable[Sequence[Hashable]]:
    """Which inputs are moved to their other end together."""
    bottom, top = corners
    keys = [each.key for each in inputs]
    if len(keys) <= _ONE_BY_ONE:
        return itertools.combinations(keys, 2)
    weakest = sorted(keys, key=lambda key: abs(evaluate({key: top[key]}) - evaluate({key: bottom[key]})))
    return [(key,) for key in weakest[:_WEAKEST]]


def _adds_up(evaluate: Evaluate, points: Iterable[Corner]) -> bool:
    """Whether the result at each of some points is what each input changes by itself, all together."""
    centre = evaluate({})
    for point in points:
        alone = [evaluate({key: place}) - centre for key, place in point.items()]
        result = evaluate(point)
        if not all(map(math.isfinite, (result, *alone))):
            return False
        if not abs(result - centre - math.fsum(alone)) <= _slack(result, centre, *alone) * len(alone):
            return False
    return True


def _corners(inputs: Iterable[Input], directions: Mapping[Hashable, int]) -> tuple[Corner, Corner]:
    """Where the inputs make the result smallest, and where largest."""
    bottom, top = {}, {}
    for each in inputs:
        ends = (each.low, each.high) if directions[each.key] > 0 else (each.high, each.low)
        bottom[each.key], top[each.key] = ends
    return bottom, top


def _direction(evaluate: Evaluate, centre: float, each: Input) -> int:
    """1 when the result rises with this input, -1 when it falls, 0 when it does not move."""
    at_low = evaluate({each.key: each.low}) if each.low != each.value else centre
    at_high = evaluate({each.key: each.high}) if each.high != each.value else centre
    if at_low == centre == at_high:
        return 0
    slack = _slack(at_low, centre, at_high)
    rises, falls = at_low <= centre + slack and centre <= at_high + slack, at_low >= centre - slack
    if rises and (at_high >= at_low or not falls):  # a move that is all within the slack goes where it goes
        return 1
    if falls and centre >= at_high - slack:
        return -1
    raise NotMonotoneError(each.key)


def _look_again(evaluate: Evaluate, moving: Sequence[Input], directions: Mapping[Hashable, int]) -> dict[Hashable, int]:
    """The directions, with those of inputs that make a difference only where the others stand elsewhere.

    The larger of two numbers is such a formula: the smaller one does not move it, until the larger one is at its low
    end. So is the least change from one number to the next, where it is the same twice: no number alone moves it. At
    last they are looked at where all of them push the result the same way.
    """
    found = dict(directions)
    worst: list[Corner] | None = None
    while flat := [each for each in moving if not found[each.key]]:
        before = dict(found)
        ends: list[Corner] = [{each.key: each.low for each in flat}, {each.key: each.high for each in flat}]
        ends += [ramp(flat, rises=rises) for rises in (True, False)]
        corners = _corners((each for each in moving if found[each.key]), found)
        places = [corner | end for corner in corners for end in ends]
        if len(flat) > _SEVERAL and all(
            evaluate(corner | end) == evaluate(corner) for corner in corners for end in ends
        ):
            places = []  # many, and together they make no difference either
        places += worst or []
        for each in flat if places else ():
            found[each.key] = _direction_seen_from(places, evaluate, each)
        if found == before:
            if worst is not None:
                break
            finite = [each for each in moving if math.isfinite(each.high - each.low)]
            pushed = swayed(evaluate, finite, far_apart(finite))
            worst = [each for each in pushed if evaluate(each) not in {evaluate({}), *map(evaluate, corners)}]
    return found


def ramp(inputs: Sequence[Input], *, rises: bool) -> Corner:
    """The inputs spread over their ranges, the first one low and the last one high, or the other way round.

    An exact one goes a thousandth of its size to each side of where it stands, and so does an end that is open.
    """
    places = [(place + 0.5) / len(inputs) for place in range(len(inputs))]
    spread: Corner = {}
    for each, place in zip(inputs, places if rises else reversed(places), strict=True):
        room = abs(each.value) / 1000 or 1.0
        low = each.low if -math.inf < each.low < each.value else each.value - room
        high = each.high if each.value < each.high < math.inf else each.value + room
        spread[each.key] = low + (high - low) * place
    return spread


def _direction_seen_from(places: Iterable[Corner], evaluate: Evaluate, each: Input) -> int:
    """1, -1 or 0 as `_direction`, with the other inputs at each of `places`."""
    seen = set()
    for place in places:
        low, high = evaluate(place | {each.key: each.low}), evaluate(place | {each.key: each.high})
        slack = _slack(low, high)
        seen.add((high > low + slack) - (high < low - slack))
    if {1, -1} <= seen:
        raise NotMonotoneError(each.key)
    return sum(seen)


def _probe(
    evaluate: Evaluate, found: Range, centre: float, inputs: Sequence[Input], corners: tuple[Corner, Corner]
) -> None:
    """Look elsewhere in the box for a result outside what was found: a few points, for few inputs all corners."""
    bottom, top = corners
    points: list[Corner] = []
    turning = [each for each in inputs if each.key in top]
    if len(turning) <= _FEW:
        ends = [((each.key, each.low), (each.key, each.high)) for each in turning]
        points += [dict(corner) for corner in itertools.product(*ends)]
    else:
        points += _patterns(turning, corners)
    between = {
        each.key: bottom.get(each.key, each.low) * (1 - GOLDEN) + top.get(each.key, each.high) * GOLDEN
        for each in inputs
    }
    points.append({key: value for key, value in between.items() if math.isfinite(value)})
    for result in (centre, *map(evaluate, points)):
        slack = _slack(result, found.low, found.high)
        if not found.low - slack <= result <= found.high + slack:
            raise NotMonotoneError(None)


def _patterns(inputs: Sequence[Input], corners: tuple[Corner, Corner]) -> Iterator[Corner]:
    """Two patterns of inputs at the other end, seen from both corners."""
    bottom, top = corners
    for stride in (2, 3):
        turned = {each.key for each in inputs[::stride]}
        yield {key: bottom[key] if key in turned else top[key] for key in top}
        yield {key: top[key] if key in turned else bottom[key] for key in top}


def _look_beside_the_ends(
    evaluate: Evaluate, inputs: Sequence[Input], directions: Mapping[Hashable, int], corners: Sequence[Corner]
) -> None:
    """Hold which way the result goes at both ends of a range against which way it goes from one to the other.

    What turns once on its way, as a distance or a square does over nothing, goes another way at one of its ends.
    """
    bounded = [each for each in inputs if math.isfinite(each.low) and math.isfinite(each.high)]
    groups = [bounded] if len(bounded) > _ONE_BY_ONE else [[each] for each in bounded] + [bounded] * (len(bounded) > 1)
    for group in groups:
        bottom, top = _corners(group, directions)
        steps = {each.key: (top[each.key] - bottom[each.key]) * _BESIDE for each in group}
        above = {key: place + steps[key] for key, place in bottom.items()}
        below = {key: place - steps[key] for key, place in top.items()}
        for corner in ({}, *corners) if len(group) == 1 else ({},):
            low, after, before, high = (evaluate(corner | each) for each in (bottom, above, below, top))
            slack = _slack(low, after, before, high)
            if after < low - slack or high < before - slack:
                raise NotMonotoneError(group[0].key if len(group) == 1 else None)


def is_ratio_of_sums(evaluate: Evaluate, inputs: Sequence[Input]) -> bool:
    """Whether a result is one sum of its inputs divided by another, as a share is; a sum is one, divided by one.

    Along any line such a result keeps the cross-ratio of four points, and goes one way. Lines through the whole box are
    looked at, none of them along a side of it. Few inputs, or too many to look at each, need not be known.
    """
    moving = [each for each in inputs if each.low < each.high]
    if not _FEW < len(moving) <= _ONE_BY_ONE or not all(math.isfinite(each.high - each.low) for each in moving):
        return False
    return all(_keeps_cross_ratio(evaluate, moving, line) for line in range(_LINES))


def _keeps_cross_ratio(evaluate: Evaluate, inputs: Sequence[Input], line: int) -> bool:
    """Whether it does along a line from somewhere in the box to somewhere else."""
    ends = [
        {each.key: each.low + (each.high - each.low) * spread(line, side, place) for place, each in enumerate(inputs)}
        for side in (0, 1)
    ]
    first, last = ends
    places = ({key: start + (last[key] - start) * part / 3 for key, start in first.items()} for part in range(4))
    results = [evaluate(each) for each in places]
    apart, size = max(results) - min(results), max(map(abs, results))
    if not math.isfinite(size) or apart <= _TOLD_APART * NOISE * size:
        return False
    if results not in (sorted(results), sorted(results, reverse=True)):
        return False
    one, two, three, four = results
    difference = 3 * (one - three) * (two - four) - 4 * (one - four) * (two - three)
    return abs(difference) <= NOISE * size * apart


def _look_next_to(evaluate: Evaluate, inputs: Sequence[Input], corners: tuple[Corner, Corner]) -> None:
    """Hold the ends of a ratio of sums against the corners next to them, and against what is beside them.

    Where no corner next to one leads further, none does: of such a result each end that is one among its neighbours is
    one of all (Charnes and Cooper, Programming with linear fractional functionals, Naval Research Logistics Quarterly
    9, 1962). What is no such result shows beside its ends.
    """
    for sign, (at, other) in zip((1, -1), (corners, corners[::-1]), strict=True):
        end = evaluate(at)
        for each in inputs:
            for share in (_BESIDE, 1):
                result = evaluate(at | {each.key: at[each.key] + (other[each.key] - at[each.key]) * share})
                if sign * (result - end) < -_slack(result, end):
                    raise NotMonotoneError(each.key)


def _walk(evaluate: Evaluate, corner: Corner, each: Input, direction: int) -> None:
    """Go along an open side, near to far: what rises at its ends and falls on its way has leapt, over a pole as a rule.

    The result where an input is without bound is a limit, and a limit says nothing of a division by nothing before it.
    """
    results = [evaluate(corner | {each.key: place}) for place in _way(each)]
    for before, after in itertools.pairwise(results if direction > 0 else reversed(results)):
        if after < before - _slack(before, after) * _LEAP:
            raise NotMonotoneError(each.key)


def _way(each: Input) -> list[float]:
    """Places from the low end to the high one, of which one or both are open; each is further than the one before.

    They go from a thousandth of the number's size to what is four thousand times larger.
    """
    size = abs(each.value) or 1.0
    if each.beyond:
        towards = each.high if each.beyond > 0 else each.low
        between = [towards + (each.value - towards) * GOLDEN * 2.0**power for power in range(-12, 0, 2)]
        between = [place for place in between if each.low < place < each.high]
        return sorted({each.low, each.value, *between, each.high})
    above = [each.value + size * 2.0**power * GOLDEN for power in range(-10, 13, 2)] if math.isinf(each.high) else []
    below = [each.value - size * 2.0**power * GOLDEN for power in range(12, -11, -2)] if math.isinf(each.low) else []
    return [each.low, *below, *([] if each.value in (each.low, each.high) else [each.value]), *above, each.high]


def _slack(*results: float) -> float:
    return NOISE * max((abs(result) for result in results if math.isfinite(result)), default=0.0)
