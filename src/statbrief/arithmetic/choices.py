"""Which of several things a function chooses, and whether the rounding of its inputs could make it another.

What is chosen, as the largest group is, does not move a little when an input does: it stays, or is another. So inputs
are moved far, up and down, to see which way they sway the choice; then all go as far as their rounding lets them that
way at once, which is where another thing is nearest. A choice that stays is not proved to be certain, for any function
of any inputs; one that changes is proved not to be.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice, product

from statbrief.arithmetic.inputs import Input
from statbrief.arithmetic.nearest_other_choice import MOST, MOST_PUSHED, Border

Moves = dict[Hashable, float]
Choose = Callable[[Mapping[Hashable, float]], Hashable]
"""From the inputs that are moved, and where to, to what is chosen; an empty mapping is the choice as it stands."""

Ways = dict[int, Hashable]
"""Which ways an input sways a choice, up (1) or down (-1), and to what."""

_FAR, _FURTHER = 4, 16
"""Times the largest number of its kind: how far an input is moved at least, and times that, at most."""
_HARDLY = 1e-12
"""Of the largest number of its kind: more than floating point loses, and less than data tell apart."""
_GOLDEN = 0.6180339887498949  # of all shares, the one furthest from every simple fraction
_MOST, _MOST_OF_A_PART = 600, 16
"""Evaluations, after which inputs that sway the choice together are not told apart any more."""
_MANY, _BLOCKS = 200, 64
"""Of more inputs, blocks that make no difference are left out first, however they are moved."""
_TRIES, _TRIES_EACH = 8, 2
_FEW = 4
_ONE_BY_ONE = 100
_PATTERNS = 8
_VARIANTS = 4
_MIXED = 32
_STARTS = 2


@dataclass
class Choice:
    """What a function chooses of `inputs`, and which of them sway it, each with the ways in which it does.

    `part` tells the inputs of one thing from those of another, as far as they are known: they are not moved together,
    since what raises both hides how near they are. `things` are those that were chosen together, each in its place.
    Where `is_one_way` each input is known to sway the choice to either side alike wherever it is, and nothing has to be
    searched for between the ends.
    """

    choose: Choose
    inputs: Sequence[Input]
    part: Callable[[Hashable], Hashable] = field(default=lambda _: None)
    things: Callable[[Hashable], Sequence[Hashable]] = field(default=lambda chosen: (chosen,))
    is_one_way: bool = False
    swaying: dict[Hashable, Ways] = field(default_factory=dict)
    spent: int = 0

    def __post_init__(self) -> None:
        self.chosen = self.choose({})
        self.sizes = _sizes(self.inputs)
        self.kept = list(self._mattering(self.inputs))
        parts: dict[Hashable, list[Input]] = {}
        for each in self.kept:
            parts.setdefault(self.part(each.key), []).append(each)
        self._search([*parts.values()], self.spent + _MOST + _MOST_OF_A_PART * len(parts))

    def _mattering(self, inputs: Sequence[Input]) -> Iterator[Input]:
        """Of many inputs, those in blocks that make a difference; of few, all."""
        if len(self.inputs) <= _MANY:
            yield from inputs
        elif self._ways(inputs, tries=_TRIES):
            half = len(inputs) // 2
            if len(inputs) > max(len(self.inputs) // _BLOCKS, 1):
                yield from self._mattering(inputs[:half])
                yield from self._mattering(inputs[half:])
            else:
                yield from inputs

    def _search(self, parts: Sequence[Sequence[Input]], most: int) -> None:
        """Find the inputs that sway the choice, by halves: k of n cost about 4 k log n evaluations, `most` in all."""
        first, *others = parts or [()]
        quiet = [sign for sign in (1, -1) if self.is_one_way and self._is_quiet(others, sign)]
        waiting = self._swaying([first] if first else []) + self._swaying(others, quiet)
        while waiting:
            found = []
            for part, ways in waiting:
                half, is_spent = len(part) // 2, self.spent > most
                halves = self._swaying([part[:half], part[half:]]) if half and not is_spent else []
                if not halves or self._is_alike(part, ways, halves):
                    # nothing to part, no more time to, or together they make a difference that neither half makes
                    self.swaying |= {each.key: ways for each in part}
                else:
                    found += halves
            waiting = found

    def _is_alike(self, part: Sequence[Input], ways: Ways, halves: Sequence[tuple[Sequence[Input], Ways]]) -> bool:
        """Whether all of a part sway the choice as it does: as far as its halves, its first and its last one tell."""
        if len(part) <= _FEW or len(halves) == 1 or any(each != ways for _, each in halves):
            return False
        return all(self._ways([each]) == ways for each in (part[0], part[-1]))

    def _is_quiet(self, parts: Sequence[Sequence[Input]], sign: int) -> bool:
        """Whether parts that go one way each sway nothing that way: the last one alone, and then all together."""
        some = [parts[-1], [each for part in parts for each in part]] if len(parts) > _FEW else []
        return bool(some) and not any(self._sways(each, sign, _TRIES_EACH) for each in some)

    def _swaying(
        self, parts: Iterable[Sequence[Input]], quiet: Sequence[int] = ()
    ) -> list[tuple[Sequence[Input], Ways]]:
        known = ((part, self._ways(part, quiet=quiet)) for part in parts)
        return [(part, ways) for part, ways in known if ways]

    def _ways(self, inputs: Sequence[Input], tries: int = _TRIES_EACH, quiet: Sequence[int] = ()) -> Ways:
        """Which ways inputs sway the choice when all are moved far, each by another amount; and again by others."""
        found: Ways = {}
        for sign in (1, -1):
            for other in [] if sign in quiet else self._sways(inputs, sign, tries):
                found[sign] = None if isinstance(other, Exception) else other
        return found

    def _sways(self, inputs: Sequence[Input], sign: int, tries: int) -> list[Hashable]:
        """What else is chosen when inputs are moved far one way; nothing where it stays.

        One input that goes one way wherever it is goes no further by less.
        """
        for attempt in range(tries if len(inputs) > 1 or (sign < 0 and not self.is_one_way) else 1):
            self.spent += 1
            if (other := self.choose(self._far(inputs, sign, attempt))) != self.chosen:
                return [other]
        return []

    def others(self) -> Iterator[Hashable]:
        """What else is chosen somewhere within the ranges of the inputs, as far as it is found."""
        moving = [each for each in self.inputs if each.low < each.high]
        if moving:
            yield from self._others(self._corners(moving))
            if not self.is_one_way:
                yield from self._others(self._nearest())

    def tied_at_ends(self) -> Iterator[Hashable]:
        """What else is as large where the inputs are at the ends of their ranges, so that any order may decide there.

        Of two that are a step apart the lesser one's high end is the other's low end. A little beyond, whichever of the
        two goes there, something else is chosen; of one that ends at what it is held against, no other leads to that.
        """
        ends = {each.key: {1: each.high, -1: each.low} for each in self.inputs if each.low < each.high}
        ways = {key: self.swaying[key] for key in ends if key in self.swaying}
        for directed in chain(self._together(ways), self._mixed(ways)):
            corner = {key: ends[key][way] for key, way in directed.items()}
            beyond = {key: corner[key] + way * self.sizes[_kind(key)] * _HARDLY for key, way in directed.items()}
            if (other := self.choose(beyond)) == self.chosen:
                continue
            parts: dict[Hashable, Moves] = {}
            for key, end in beyond.items():
                parts.setdefault(self.part(key), {})[key] = end
            if sum(self.choose({**corner, **part}) == other for part in parts.values()) > 1:
                yield other

    def ties(self) -> Iterator[Hashable]:
        """What else is chosen when the inputs move by less than any two numbers differ."""
        if hardly := [self._hardly(each) for each in self.inputs if each.key in self.swaying]:
            yield from self._others(self._corners(hardly))

    def is_tied(self, other: Hashable) -> bool:
        """Whether another thing is chosen when any of several inputs hardly moves, each by itself: two are as large.

        What hangs on one input alone lies at a number that it is held against; but where either way leads to the other
        thing, as from a distance of nothing, that is one that both have. What is chosen only as long as two others are
        the same, as the highest below both is, is as large as neither: no way in which one of them moves leaves it. Of
        many inputs those of one part go together.
        """
        reached, is_left = 0, False
        for group in self._apart(
            list(map(self._hardly, self.kept))
        ):  # one that is moved far may leave the choice alone
            found = [self.choose({each.key: getattr(each, end) for each in group}) for end in ("low", "high")]
            if all(each == other for each in found):
                return True
            if other in found:
                reached, is_left = reached + 1, is_left or any(self._is_left(each, other) for each in found)
            if reached > 1 and is_left:
                return True
        return False

    def _is_left(self, found: Hashable, other: Hashable) -> bool:
        """Whether a place leaves what is chosen, or of several things one for which there is something else."""
        if found == self.chosen:
            return True
        chosen, there, else_ = map(self.things, (self.chosen, found, other))
        if not len(chosen) == len(there) == len(else_):
            return False
        return any(one == here != another for one, here, another in zip(chosen, there, else_, strict=True))

    def _apart(self, inputs: Sequence[Input]) -> list[Sequence[Input]]:
        """Each input by itself; of many, those of each part together."""
        if len(inputs) <= _ONE_BY_ONE:
            return [[each] for each in inputs]
        parts: dict[Hashable, list[Input]] = {}
        for each in inputs:
            parts.setdefault(self.part(each.key), []).append(each)
        return list(parts.values())

    def _hardly(self, each: Input) -> Input:
        """An input with ends that are nearer to it than any two numbers are to each other."""
        own = self.sizes[_kind(each.key)] * _HARDLY
        return Input(each.key, each.value, each.value - own, each.value + own)

    def _others(self, corners: Iterator[Moves]) -> Iterator[Hashable]:
        found = (self.choose(corner) for corner in corners if corner)
        return (each for each in found if each != self.chosen)

    def _far(self, inputs: Sequence[Input], sign: int, attempt: int) -> Moves:
        """The inputs moved so that two do not hide each other: what is furthest at first is nearest the next time.

        That time none is moved past nothing, as what divides or is divided would turn its sign.
        """
        moves: Moves = {}
        for place, each in enumerate(inputs, start=1 + attempt // 2):
            share = abs(attempt % 2 - place * (attempt // 2 + 1) * _GOLDEN % 1)
            if sign < 0 and attempt % 2:
                moves[each.key] = each.value - abs(each.value) * (1 + share) / 2
            else:
                moves[each.key] = each.value + sign * _FAR * _FURTHER**share * self.sizes[_kind(each.key)]
        return moves

    def _corners(self, inputs: Sequence[Input]) -> Iterator[Moves]:
        """Where something else is nearest, as far as can be told from which inputs sway the choice which way."""
        ends = {each.key: {1: each.high, -1: each.low} for each in inputs}
        known = {key: self.swaying[key] for key in ends if key in self.swaying}
        directions = chain(self._together(known), self._mixed(known))
        together = [{key: ends[key][way] for key, way in each.items()} for each in directions]
        yield from together
        if len(known) <= _ONE_BY_ONE and not self._stays(known, together):
            yield from ({key: ends[key][way]} for key, ways in known.items() for way in ways)
        for sign in (-1, 1):
            yield {key: each[sign] for key, each in ends.items()}
        for pattern in range(1, _PATTERNS + 1):
            yield {key: each[_sign(place, pattern)] for place, (key, each) in enumerate(ends.items())}

    def _stays(self, known: Mapping[Hashable, Ways], together: Sequence[Moves]) -> bool:
        """Whether the choice stays where all inputs are that sway it one way each: then none of them alone sways it.

        What one of them lifts above the choice, or pulls the choice below, all others lift and pull no less.
        """
        if not self.is_one_way or any(len(ways) > 1 for ways in known.values()):
            return False
        return bool(together) and all(self.choose(each) == self.chosen for each in together)

    def _nearest(self) -> Iterator[Moves]:
        """Corners that are found by going where something else is chosen, of inputs that are not too many.

        All that may matter take part: one that is moved far may leave the choice alone, and not where it is.
        """
        known = [each for each in self.kept if each.low < each.high and math.isfinite(each.high - each.low)]
        if len(known) > MOST:
            known = [each for each in known if each.key in self.swaying]
        if not 0 < len(known) <= MOST_PUSHED:
            return
        border = Border(self.choose, self.chosen, known)
        if len(known) <= MOST:
            patterns = [
                {each.key: _sign(place, pattern) for place, each in enumerate(known)}
                for pattern in range(1, _STARTS + 1)
            ]
            ways = {each.key: self.swaying[each.key] for each in known if each.key in self.swaying}
            told = [{**patterns[0], **directed} for directed in self._together(ways)]
            yield from border.corners((*told, *patterns))
        yield from border.beside(self._pushes(known))

    def _pushes(self, inputs: Sequence[Input]) -> Iterator[tuple[Hashable, int]]:
        """Of each part one input for each way in which any sways the choice, and for each thing that it leads to."""
        told: dict[Hashable, tuple[Hashable, int]] = {}
        for each in inputs:
            for way, other in self.swaying.get(each.key, {}).items():
                told.setdefault((self.part(each.key), way, other), (each.key, way))
        yield from told.values()

    def _together(self, known: Mapping[Hashable, Ways]) -> Iterator[dict[Hashable, int]]:
        """All inputs the way in which they sway the choice; of those of one part that do both ways, to one thing."""
        reached = self._reached(known)
        for place in range(min(_VARIANTS, max((len(each) for each in reached.values()), default=0))):
            yield self._directed(known, {part: each[place % len(each)] for part, each in reached.items()})

    def _mixed(self, known: Mapping[Hashable, Ways]) -> Iterator[dict[Hashable, int]]:
        """The same where several things were chosen in an order: one of them goes one way, the next one the other."""
        reached = self._reached(known)
        chosen = [part for part in self.things(self.chosen) if len(reached.get(part, ())) > 1]
        if len(chosen) > 1:
            for wanted in islice(product(*(reached[part] for part in chosen)), _MIXED):
                first = {part: each[0] for part, each in reached.items()}
                yield self._directed(known, first | dict(zip(chosen, wanted, strict=True)))

    def _reached(self, known: Mapping[Hashable, Ways]) -> dict[Hashable, list[Hashable]]:
        """What is chosen instead where inputs go far, by the part that they are of."""
        reached: dict[Hashable, dict[Hashable, None]] = {}
        for key, ways in known.items():
            reached.setdefault(self.part(key), {}).update(dict.fromkeys(ways.values()))
        return {part: list(each) for part, each in reached.items()}

    def _directed(self, known: Mapping[Hashable, Ways], wanted: Mapping[Hashable, Hashable]) -> dict[Hashable, int]:
        """The way of each input that leads to what is wanted of its part, else any of its ways."""
        return {
            key: next((way for way, to in ways.items() if to == wanted[self.part(key)]), next(iter(ways)))
            for key, ways in known.items()
        }


def _sign(place: int, pattern: int) -> int:
    """Up or down, evenly and without order."""
    return 1 if (place + 1) * (pattern + 1) * _GOLDEN % 1 < 0.5 else -1  # noqa: PLR2004 -- one half


def _kind(key: Hashable) -> Hashable:
    """What numbers are compared with each other: those of one column."""
    return key[:2] if isinstance(key, tuple) else key


def _sizes(inputs: Sequence[Input]) -> dict[Hashable, float]:
    """The largest number of each kind, in size; 1 where all are nothing."""
    found: dict[Hashable, float] = {}
    for each in inputs:
        kind = _kind(each.key)
        found[kind] = max(found.get(kind, 0.0), abs(each.value))
    return {kind: size or 1.0 for kind, size in found.items()}
