"""Numbers that matter to a cell of a table only where others stand elsewhere.

The larger of two is such a cell: the smaller one does not move it, before the larger one is at its low end. So is what
the largest of some is over each of them, where two tie.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from statbrief.arithmetic.inputs import Corner, Input
from statbrief.arithmetic.monotone_ranges import ramp
from statbrief.arithmetic.relevant_inputs import differing, outcome_of
from statbrief.arithmetic.spread import spread
from statbrief.arithmetic.sway import far_apart, number_of, pushed
from statbrief.brief_tables.grid import Place
from statbrief.errors import StatbriefError

Named = TypeVar("Named", bound=Hashable)
Moves = Mapping[Hashable, Any]
Tell = Callable[[Moves], Callable[[Place], object]]
"""From what is moved, and where to, to what tells what each cell holds then; raises what the table's function does."""
_Seen = tuple[Corner, Callable[[Place], object]]
"""Where all inputs are, and what tells what each cell holds there."""
Leaves = dict[Place, dict[Hashable, Input]]
"""Of each cell the numbers that matter to it."""

_PATTERNS, _HALF = 16, 0.5
"""Of numbers at their low and high ends, about half of them each, by lot."""
_TRIES, _QUARTER = 16, 0.25
"""Kinds of cells, by what matters to them, whose numbers stay alone; of more, lots of a quarter of them each."""


def add_hidden(tell: Tell, found: Leaves, inputs: Sequence[Input]) -> None:
    """Add to what is found of each cell which other `inputs` matter to it once some of them are elsewhere.

    That is low, or high, or apart from each other, as what divides a change of nothing matters where it is no longer
    nothing; then at ends in no order, as of several that tie one must be low and another high; and at last where all of
    them push the cell the same way.
    """
    ranged = {each.key: each for each in inputs if each.low < each.high}
    _from_end_to_end(tell, found, ranged)
    lows, highs = {key: each.low for key, each in ranged.items()}, {key: each.high for key, each in ranged.items()}
    _by_lot(tell, found, ranged, list(_patterns(tell, (lows, highs))))
    finite = [each for each in ranged.values() if math.isfinite(each.high - each.low)]
    apart = far_apart(finite)
    for place in _with_more_behind(tell, found, apart):
        of_cell = number_of(lambda moves, place=place: tell(moves)(place))  # type: ignore[misc]
        for start, end in pushed(of_cell, finite, found[place], apart):
            _add(tell, found[place], place, ranged, ([key for key in end if key not in found[place]], start, end))


def moved_by(tell: Tell, start: Moves, moves: Moves, places: Sequence[Place]) -> list[Place]:
    """The cells that are others once some inputs are moved from where they start; all where that cannot be."""
    try:
        before, after = tell(start), tell({**start, **moves})
    except (StatbriefError, ArithmeticError, ValueError):
        return list(places)
    return [place for place in places if before(place) != after(place)]


def _from_end_to_end(tell: Tell, found: Leaves, ranged: Mapping[Hashable, Input]) -> None:
    lows, highs = {key: each.low for key, each in ranged.items()}, {key: each.high for key, each in ranged.items()}
    apart = [ramp(list(ranged.values()), rises=rises) for rises in (True, False)]
    for start, end in ((lows, highs), (highs, lows), *zip(apart, (highs, lows), strict=True)):
        for group in disjoint({place: frozenset(leaves) for place, leaves in found.items()}):
            own = {key for place in group for key in found[place]}
            others = {key: end[key] for key in end if key not in own}
            for place in moved_by(tell, start, others, group) if others else ():
                keys = [key for key in end if key not in found[place]]
                _add(tell, found[place], place, ranged, (keys, start, end))


def _by_lot(tell: Tell, found: Leaves, ranged: Mapping[Hashable, Input], patterns: Sequence[_Seen]) -> None:
    """Hold what cells are at some ends against what they are at others, where what is known to matter stays.

    Above, cells that have nothing in common are looked at together, and what matters to one of them is not moved for
    the others. Here everything is moved for all, so it takes as few calls for a table of a hundred cells.
    """
    for place, leaves in found.items():
        while (pair := _unlike(place, leaves, patterns)) is not None:
            start, end = pair
            keys = [key for key in start if key not in leaves and start[key] != end[key]]
            if not _add(tell, leaves, place, ranged, (keys, start, end)):
                break


def _patterns(tell: Tell, ends: tuple[Corner, Corner]) -> Iterator[_Seen]:
    for pattern in range(_PATTERNS if ends[0] else 0):
        corner = _scattered(ends, pattern)
        try:
            yield corner, tell(corner)
        except (StatbriefError, ArithmeticError, ValueError):
            continue  # which is told of the cells that matter there


def _scattered(ends: tuple[Corner, Corner], lot: int) -> Corner:
    """About half of some numbers down, and the others up."""
    downs, ups = ends
    return {key: (downs if spread(lot, place) < _HALF else ups)[key] for place, key in enumerate(ups)}


def _with_more_behind(tell: Tell, found: Leaves, apart: tuple[Corner, Corner]) -> list[Place]:
    """The cells that are others once numbers that are not known to matter to them are far apart.

    The numbers of some cells stay where they are, and all others are moved.
    """
    known = {place: frozenset(leaves) for place, leaves in found.items()}
    kinds, centre = list(dict.fromkeys(known.values())), tell({})
    behind: dict[Place, None] = {}
    for lot, staying in enumerate(_lots(kinds) if apart[0] else ()):
        own = {key for each in staying for key in each}
        for ends in (apart, apart[::-1]):
            moves = {key: there for key, there in _scattered(ends, lot).items() if key not in own}
            try:
                numbers = tell(moves)
            except (StatbriefError, ArithmeticError, ValueError):
                continue
            others = (place for place, each in known.items() if each in staying and numbers(place) != centre(place))
            behind |= dict.fromkeys(others)
    return [place for place in found if place in behind]


def _lots(kinds: Sequence[frozenset[Hashable]]) -> Iterator[set[frozenset[Hashable]]]:
    if len(kinds) <= _TRIES:
        yield from ({each} for each in kinds)
        return
    for lot in range(_TRIES):
        yield {each for place, each in enumerate(kinds) if spread(lot, place) < _QUARTER}


def _unlike(place: Place, leaves: Mapping[Hashable, Input], patterns: Sequence[_Seen]) -> tuple[Corner, Corner] | None:
    """Two places of all inputs where a cell differs, though what is known to matter to it is the same."""
    alike: dict[tuple[float, ...], tuple[Corner, object]] = {}
    for corner, numbers in patterns:
        number = numbers(place)
        own = tuple(corner[key] for key in leaves if key in corner)
        before, known = alike.setdefault(own, (corner, number))
        if known != number:
            return before, corner
    return None


def _add(
    tell: Tell,
    leaves: dict[Hashable, Input],
    place: Place,
    ranged: Mapping[Hashable, Input],
    way: tuple[Sequence[Hashable], Moves, Moves],
) -> bool:
    """Add to what matters to a cell the keys that do so on their way from a start to an end; whether there are any."""
    keys, start, end = way
    others = list(differing(keys, outcome_of(lambda moves: tell(moves)(place)), start, end))
    leaves |= {key: ranged[key] for key in others}
    return bool(others)


def disjoint(sets: Mapping[Named, frozenset[Hashable]]) -> list[list[Named]]:
    """Names in groups of which no two have something in common; what shares nothing at all is in the first.

    >>> disjoint({"a": frozenset({1}), "b": frozenset({1, 2}), "c": frozenset({3})})
    [['a', 'c'], ['b']]
    """
    groups: list[tuple[set[Hashable], list[Named]]] = []
    for name, members in sets.items():
        for taken, group in groups:
            if taken.isdisjoint(members):
                taken.update(members)
                group.append(name)
                break
        else:
            groups.append((set(members), [name]))
    return [group for _, group in groups]
