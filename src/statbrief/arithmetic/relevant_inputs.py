"""Which inputs a result depends on, found by moving them: nothing is read from the code that computes it.

Many are moved at once and told apart by halves. Where neither half alone makes the difference that both make, as of two
numbers that tie for the least, each half is looked through with the other one moved: Zeller and Hildebrandt,
Simplifying and isolating failure-inducing input (IEEE Transactions on Software Engineering 28, 2002), name that
interference.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from statbrief.arithmetic.exactness import CLOSE
from statbrief.arithmetic.inputs import Corner, Evaluate, Input
from statbrief.arithmetic.monotone_ranges import ramp
from statbrief.arithmetic.spread import spread
from statbrief.errors import StatbriefError

Moves = Mapping[Hashable, Any]
Column = Sequence[Hashable]
"""The cells of a column of a table, one after the other."""
Outcome = Callable[[Moves], object]
"""What comes of some moves; what cannot bear them has an outcome of its own."""

_FAR = 2.0**20
"""How much further than the largest of all inputs they are moved to see whether they matter at all."""
_LITTLE = 2.0**-20
"""Of a number's size, a move that no count notices."""
_ONE_BY_ONE = 500
"""Inputs that are moved each alone; more of them are only told apart by halves."""
_PARTS = 5
"""Of the inputs, moved one after the other, before it is believed that none of them makes a difference."""
_ORDERS, _HALF, _BEYOND = 6, 0.5, 4
"""In which inputs are moved far up and far down, about half of them each way; and how much further others go then."""
_HELD, _TIED, _ROUNDS = 4, 12, 20
"""Numbers that matter at most, of which each two tell how far from each other others are held; so many where they tie,
with neighbours alone; and how often others are looked for behind those that are found.
"""
_NO_RESULT = "no result"


def outcome_of(evaluate: Callable[[Moves], object]) -> Outcome:
    """The outcome of moves, of which one is that there is no result."""

    def outcome(moves: Moves) -> object:
        try:
            return evaluate(moves)
        except (ArithmeticError, ValueError, StatbriefError):
            return _NO_RESULT  # a formula that cannot bear the change depends on it

    return outcome


def differing(keys: Sequence[Hashable], outcome: Outcome, start: Moves, end: Moves) -> Iterator[Hashable]:
    """Those of `keys` whose move from `start` to `end` changes the outcome: k of n cost about 2 k log n evaluations."""
    if keys:
        moved = outcome({**start, **{key: end[key] for key in keys}})
        yield from _differing(keys, outcome, start, end, (outcome(start), moved))


def _differing(
    keys: Sequence[Hashable], outcome: Outcome, start: Moves, end: Moves, outcomes: tuple[object, object]
) -> Iterator[Hashable]:
    """The same where the outcomes are known: of none of them moved, and of all."""
    at_start, moved = outcomes
    if moved == at_start:
        return
    if len(keys) == 1:
        yield keys[0]
        return
    is_found = False
    halves = keys[: len(keys) // 2], keys[len(keys) // 2 :]
    of_halves = []
    for half in halves:
        of_halves.append(outcome({**start, **{key: end[key] for key in half}}))
        for key in _differing(half, outcome, start, end, (at_start, of_halves[-1])):
            is_found = True
            yield key
    if not is_found:  # with the other half moved from where it starts, all of it are where all were moved
        for half, other, of_other in zip(halves, halves[::-1], of_halves[::-1], strict=True):
            begun = {**start, **{key: end[key] for key in other}}
            yield from _differing(half, outcome, begun, end, (of_other, moved))


def influential(
    inputs: Sequence[Input], evaluate: Callable[[Moves], object], looked_at: Collection[Hashable] = ()
) -> list[Input]:
    """The inputs whose rounding the result depends on, and those exact ones that a small move of shows to matter.

    Looks for a change from where the inputs stand, each moved by an amount of its own, so that two that move together
    do not hide each other, and then more the later it comes, or less; then from where all are low, from where all are
    high, and from places within their ranges, as what multiplies a difference of nothing matters elsewhere. An input
    that matters only where some others are low and some high in another order is not found.

    Of `looked_at`, where most are known to matter, each is tried by itself first.
    """
    outcome = outcome_of(evaluate)
    nudges = nudged(inputs)
    found: set[Hashable] = {key for key in nudges if key in looked_at and outcome({key: nudges[key]}) != outcome({})}
    for ends in (nudges, ramp(inputs, rises=True), ramp(inputs, rises=False)):
        found |= set(differing([key for key in ends if key not in found], outcome, {}, ends))
    ranged = [each for each in inputs if each.low < each.high]
    lows: Corner = {each.key: each.low for each in ranged}
    highs: Corner = {each.key: each.high for each in ranged}
    between = [(_elsewhere(ranged, order), end) for order in (1, 2) for end in (lows, highs)]
    for start, end in ((lows, highs), (highs, lows), *between):
        found |= set(differing([each.key for each in ranged if each.key not in found], outcome, start, end))
    return [each for each in inputs if each.key in found]


def depended_on(inputs: Sequence[Input], evaluate: Evaluate, known: Sequence[Input]) -> list[Input]:
    """The inputs that the result could depend on, were they other numbers; `known` of them are known to matter.

    A count of what is above a threshold rests on what is far below it, and a median on all numbers that it is in the
    midst of, though no rounding of them matters. So each is moved far up, far down, and to a number that matters: from
    where they stand; from where no two are the same, for of several that are none has to stay where it is; and from
    elsewhere in their ranges, for a count of changes stays where one more is one less. What the largest of some ratios
    is divided by makes another one the largest where it is next to nothing, and nowhere else.
    """
    outcome, keys = outcome_of(evaluate), {each.key for each in known}
    for start in ({}, _apart(inputs), _elsewhere(inputs, 1), _elsewhere(inputs, 2)):
        rest = [each for each in inputs if each.key not in keys]
        for ends in (_far(rest, inputs, 1), _far(rest, inputs, -1), *(() if start else (near_nothing(rest),))):
            keys |= _all_differing([key for key in ends if key not in keys], outcome, start, ends)
        alike = next((each.value for each in inputs if each.key in keys), None)
        if alike is not None:
            others = {each.key: alike for each in rest if each.key not in keys and each.value != alike}
            keys |= _all_differing(list(others), outcome, start, others)
    keys |= _held_against(inputs, outcome, keys, {each.key for each in known})
    keys |= _behind_others(inputs, outcome, keys)
    return [each for each in inputs if each.key in keys]


def _held_against(
    inputs: Sequence[Input], outcome: Outcome, found: Collection[Hashable], known: Collection[Hashable]
) -> set[Hashable]:
    """Those that matter where another stands that they may be held against: before them, midway, or in their row.

    How near the nearest two neighbours are, no number changes that goes far away, and each does that goes to its
    neighbour. Where two of this month and of the same month last year are known to matter, others are moved as far.
    """
    keys, start = set(found), _apart(inputs)
    for ends in _beside(_columns(each.key for each in inputs), start, known):
        keys |= _all_differing([key for key in ends if key not in keys], outcome, start, ends)
    return keys


def _beside(columns: Sequence[Column], start: Corner, known: Collection[Hashable]) -> Iterator[Corner]:
    """Where the numbers of each column are moved to."""
    if len(known) > _TIED:
        return
    matter = [[place for place, key in enumerate(column) if key in known] for column in columns]
    lags = {after - before for those in matter for before, after in itertools.combinations(those, 2)}
    found = sorted({1, *(lags if len(known) <= _HELD else ())})
    for lag, where in itertools.product(found, (_before, _after, _midway)):
        numbers = [[start[key] for key in column] for column in columns]
        yield {
            key: where(its, place, lag)
            for column, its in zip(columns, numbers, strict=True)
            for place, key in enumerate(column)
        }
    compared = [column for column, its in zip(columns, matter, strict=True) if its] or columns
    yield {
        key: start[other]
        for column, next_to_it in zip(compared, [*compared[1:], *compared[:1]], strict=True)
        for key, other in zip(column, next_to_it, strict=False)
        if key != other
    }


def _columns(keys: Iterable[Hashable]) -> list[Column]:
    """The cells of each column, in the order of its rows, and what stands in none; blocks of rows have no order."""
    found: dict[Hashable, dict[Hashable, int]] = {}
    for place, key in enumerate(keys):
        if not isinstance(key, tuple):
            found.setdefault(None, {})[key] = place
        elif isinstance(key[2], int):
            found.setdefault(key[:2], {})[key] = key[2]
    return [sorted(those, key=those.__getitem__) for those in found.values()]


def _before(places: Sequence[float], place: int, lag: int) -> float:
    """Where the one stands that is so many before, or of the first ones so many after."""
    return places[place - lag] if place >= lag else places[(place + lag) % len(places)]


def _after(places: Sequence[float], place: int, lag: int) -> float:
    """Where the one stands that is so many after: the first of those that code selects is held against that alone."""
    return _before(places[::-1], len(places) - 1 - place, lag)


def _midway(places: Sequence[float], place: int, lag: int) -> float:
    """Midway between the neighbours; of the first and last ones as far from theirs as that is from the next."""
    before, after = place - lag, place + lag
    if before >= 0 and after < len(places):
        return (places[before] + places[after]) / 2
    towards = lag if before < 0 else -lag
    return 2 * places[(place + towards) % len(places)] - places[(place + 2 * towards) % len(places)]


def _behind_others(inputs: Sequence[Input], outcome: Outcome, found: Collection[Hashable]) -> set[Hashable]:
    """Those that matter once all that do are far from each other, as the next two that are near do; and again then."""
    keys = set(found)
    for attempt in range(1, _ROUNDS + 1):
        rest = [each for each in inputs if each.key not in keys]
        start = _far_apart([each for each in inputs if each.key in keys], inputs, attempt)
        ends = nudged(rest)
        new = set(differing(list(ends), outcome, start, ends))
        if not new:
            break
        keys |= new
    return keys


def _far_apart(inputs: Sequence[Input], among: Sequence[Input], attempt: int) -> Corner:
    """About half of some inputs far up, and the others far down."""
    ups, downs = _far(inputs, among, 1), _far(inputs, among, -1)
    return {key: (ups if spread(attempt, place) < _HALF else downs)[key] for place, key in enumerate(ups, 1)}


def entangled(inputs: Sequence[Input], evaluate: Evaluate, known: Sequence[Input]) -> list[Input]:
    """The inputs that a result by steps depends on, with those that matter only where others stand otherwise.

    Of a count of rises a number may end one where it begins another, however far it is moved; so each is moved while
    those that are `known` to matter are far up and far down, in several orders.
    """
    outcome, keys = outcome_of(evaluate), {each.key for each in known}
    for attempt in range(1, _ORDERS + 1):
        start = _far_apart([each for each in inputs if each.key in keys], inputs, attempt)
        for sign in (1, -1):
            rest = [each for each in inputs if each.key not in keys]
            ends = {key: _BEYOND * end for key, end in _far(rest, inputs, sign).items()}
            keys |= _all_differing(list(ends), outcome, start, ends)
    return [each for each in inputs if each.key in keys]


def _apart(inputs: Sequence[Input]) -> Corner:
    """Where no two inputs that are the same are so, and none of others has passed another."""
    return {
        each.key: each.value + (abs(each.value) or 1.0) * _LITTLE * spread(place) for place, each in enumerate(inputs)
    }


def _elsewhere(inputs: Sequence[Input], attempt: int) -> Corner:
    """Each input at a place of its own within its range."""
    ranged = [each for each in inputs if each.low < each.high and math.isfinite(each.high - each.low)]
    return {
        each.key: each.low + (each.high - each.low) * spread(attempt, order) for order, each in enumerate(ranged, 1)
    }


def _all_differing(keys: Sequence[Hashable], outcome: Outcome, start: Moves, ends: Moves) -> set[Hashable]:
    """Those of `keys` that make a difference alone, of not too many of them; and those that do together with others.

    A count that many moves change may be the same again by chance, and none of them would be found by halves.
    """

    def makes_a_difference(some: Sequence[Hashable]) -> bool:
        return outcome({**start, **{key: ends[key] for key in some}}) != as_it_is

    as_it_is = outcome(start)
    size = math.ceil(len(keys) / _PARTS) or 1
    parts = [keys, keys[::2], *(keys[first : first + size] for first in range(0, len(keys), size))]
    if not any(map(makes_a_difference, parts)):
        return set()
    alone = {key for key in keys if makes_a_difference([key])} if len(keys) <= _ONE_BY_ONE else set()
    return alone | set(differing([key for key in keys if key not in alone], outcome, start, ends))


def is_looked_up(inputs: Sequence[Input], evaluate: Evaluate) -> bool:
    """Whether the result is one of the inputs, in whatever unit, and stays that one however far it goes up, or down.

    So are the largest of many numbers, and one that code has found the place of. A median is not: the number in the
    midst that goes far is no longer in the midst; a count is not, as no small move changes it.
    """
    outcome = outcome_of(evaluate)
    small = {each.key: each.value + (abs(each.value) or 1.0) * _LITTLE for each in inputs}
    followed = [each for each in inputs if outcome({each.key: small[each.key]}) != outcome({})]
    if len(followed) != 1 or not followed[0].value:
        return False
    ends = (_far(followed, inputs, sign)[followed[0].key] for sign in (1, -1))
    return any(_is_in_proportion(outcome({}), outcome({followed[0].key: end}), end / followed[0].value) for end in ends)


def _is_in_proportion(one: object, other: object, factor: float) -> bool:
    if not isinstance(one, float) or not isinstance(other, float):
        return False
    return math.isclose(one * factor, other, rel_tol=CLOSE)


def _far(inputs: Sequence[Input], among: Sequence[Input], sign: int) -> Corner:
    """Inputs moved far beyond all of them, each to a place of its own."""
    furthest = max((abs(each.value) for each in among), default=0.0) or 1.0
    return {each.key: sign * furthest * _FAR * (1 + spread(place)) for place, each in enumerate(inputs)}


def nudged(inputs: Sequence[Input]) -> Corner:
    """Inputs moved up a little, each by a share of its own."""
    return {each.key: _nudged(each, place) for place, each in enumerate(inputs)}


def far(inputs: Sequence[Input], sign: int) -> Corner:
    """Inputs moved far beyond all of them, up (1) or down (-1)."""
    return _far(inputs, inputs, sign)


def near_nothing(inputs: Sequence[Input]) -> Corner:
    """Inputs moved to a small part of themselves, on their side of nothing; those that are nothing stay."""
    return {each.key: each.value * _LITTLE * (1 + spread(place)) for place, each in enumerate(inputs)}


def _nudged(each: Input, place: int) -> float:
    """The input moved up by a share of its range, or of its size where it is exact; the share differs by place."""
    room = each.high - each.value
    if not 0 < room < math.inf:
        room = abs(each.value) / 1000 or 1.0
    return each.value + room * (0.5 + spread(place) / 2)
