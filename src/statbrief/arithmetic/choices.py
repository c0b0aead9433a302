"""Which of several things a function chooses, and whether the rounding of its inputs could make it another.

What is chosen, as the largest group is, does not move a little when an input does: it stays, or is another. So inputs
are moved far, up and down, to see which way they sway the choice; then all go as far as their rounding lets them that
way at once, which is where another thing is nearest. A choice that stays is not proved to be certain, for any function
of any inputs; one that changes is proved not to be.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from statbrief.arithmetic.monotone_ranges import Input

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
_MOST = 1500
"""Evaluations, after which inputs that sway the choice together are not told apart any more."""
_MANY, _BLOCKS = 200, 64
"""Of more inputs, whole blocks that make no difference are left out first."""
_ONE_BY_ONE = 100
_PATTERNS = 8
_VARIANTS = 4


@dataclass
class Choice:
    """What a function chooses of `inputs`, and which of them sway it, each with the ways in which it does.

    `part` tells the inputs of one thing from those of another, as far as they are known: they are not moved together,
    since what raises both hides how near they are.
    """

    choose: Choose
    inputs: Sequence[Input]
    part: Callable[[Hashable], Hashable] = field(default=lambda _: None)
    swaying: dict[Hashable, Ways] = field(default_factory=dict)
    spent: int = 0

    def __post_init__(self) -> None:
        self.chosen = self.choose({})
        self.sizes = _sizes(self.inputs)
        self._search(self._parts())

    def _parts(self) -> list[list[Input]]:
        """The inputs part by part, without blocks of them that make no difference, where they are many."""
        kept = list(self.inputs)
        if len(kept) > _MANY:
            length = -(-len(kept) // _BLOCKS)
            blocks = [kept[start : start + length] for start in range(0, len(kept), length)]
            kept = [each for block in blocks if self._ways(block) for each in block]
        parts: dict[Hashable, list[Input]] = {}
        for each in kept:
            parts.setdefault(self.part(each.key), []).append(each)
        return list(parts.values())

    def _search(self, parts: Iterable[Sequence[Input]]) -> None:
        """Find the inputs that sway the choice, by halves: k of n cost about 4 k log n evaluations."""
        waiting = self._swaying(parts)
        while waiting:
            found = []
            for part, ways in waiting:
                half, is_spent = len(part) // 2, self.spent > _MOST
                halves = self._swaying([part[:half], part[half:]]) if half and not is_spent else []
                found += halves
                if not halves:  # or together they make a difference that neither half makes alone
                    self.swaying |= {each.key: ways for each in part}
            waiting = found

    def _swaying(self, parts: Iterable[Sequence[Input]]) -> list[tuple[Sequence[Input], Ways]]:
        known = ((part, self._ways(part)) for part in parts)
        return [(part, ways) for part, ways in known if ways]

    def _ways(self, inputs: Sequence[Input]) -> Ways:
        """Which ways inputs sway the choice when they are moved far, all of them."""
        found: Ways = {}
        for sign in (1, -1):
            for moves in self._far(inputs, sign):
                self.spent += 1
                if (other := self.choose(moves)) != self.chosen:
                    found[sign] = None if isinstance(other, Exception) else other
                    break
        return found

    def others(self) -> Iterator[Hashable]:
        """What else is chosen somewhere within the ranges of the inputs, as far as it is found."""
        moving = [each for each in self.inputs if each.low < each.high]
        if moving:
            yield from self._others(self._corners(moving))

    def ties(self) -> Iterator[Hashable]:
        """What else is chosen when the inputs move by less than any two numbers differ."""
        hardly = [
            Input(each.key, each.value, each.value - own, each.value + own)
            for each in self.inputs
            if (own := self.sizes[_kind(each.key)] * _HARDLY) and each.key in self.swaying
        ]
        if hardly:
            yield from self._others(self._corners(hardly))

    def _others(self, corners: Iterator[Moves]) -> Iterator[Hashable]:
        found = (self.choose(corner) for corner in corners if corner)
        return (each for each in found if each != self.chosen)

    def _far(self, inputs: Sequence[Input], sign: int) -> Iterator[Moves]:
        """The inputs moved, each by another amount, so that two do not hide each other; then the other way about."""
        shares = {each.key: (place + 1) * _GOLDEN % 1 for place, each in enumerate(inputs)}
        for turned in (False, True) if len(inputs) > 1 else (False,):
            yield {
                each.key: each.value
                + sign * self.sizes[_kind(each.key)] * _FAR * _FURTHER ** abs(turned - shares[each.key])
                for each in inputs
            }

    def _corners(self, inputs: Sequence[Input]) -> Iterator[Moves]:
        """Where something else is nearest, as far as can be told from which inputs sway the choice which way."""
        ends = {each.key: {1: each.high, -1: each.low} for each in inputs}
        known = {key: self.swaying[key] for key in ends if key in self.swaying}
        for directed in self._together(known):
            yield {key: ends[key][way] for key, way in directed.items()}
        if len(known) <= _ONE_BY_ONE:
            yield from ({key: ends[key][way]} for key, ways in known.items() for way in ways)
        for sign in (-1, 1):
            yield {key: each[sign] for key, each in ends.items()}
        for pattern in range(1, _PATTERNS + 1):
            yield {
                key: each[1 if (place + 1) * (pattern + _GOLDEN) % 1 < 0.5 else -1]  # noqa: PLR2004 -- one half
                for place, (key, each) in enumerate(ends.items())
            }

    def _together(self, known: Mapping[Hashable, Ways]) -> Iterator[dict[Hashable, int]]:
        """All inputs the way in which they sway the choice; of those of one part that do both ways, to one thing."""
        reached: dict[Hashable, dict[Hashable, None]] = {}
        for key, ways in known.items():
            reached.setdefault(self.part(key), {}).update(dict.fromkeys(ways.values()))
        for place in range(min(_VARIANTS, max((len(each) for each in reached.values()), default=0))):
            wanted = {part: list(each)[place % len(each)] for part, each in reached.items()}
            yield {
                key: next((way for way, to in ways.items() if to == wanted[self.part(key)]), next(iter(ways)))
                for key, ways in known.items()
            }


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
