"""Which of several things a function chooses, and whether the rounding of its inputs could make it another.

What is chosen, as the largest group is, does not move a little when an input does: it stays, or is another. So each
input is moved far, up and down, to see which way it sways the choice; then all go as far as their rounding lets them
that way at once, which is where another thing is nearest. A choice that stays is not proved to be certain, for any
function of any inputs; one that changes is proved not to be.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from statbrief.arithmetic.monotone_ranges import Input

Moves = dict[Hashable, float]
Choose = Callable[[Mapping[Hashable, float]], Hashable]
"""From the inputs that are moved, and where to, to what is chosen; an empty mapping is the choice as it stands."""

_FAR, _FURTHER = 4, 16
"""Times the largest number of its kind: how far an input is moved at least, and times that, at most."""
_HARDLY = 1e-12
"""Of the largest number of its kind: more than floating point loses, and less than data tell apart."""
_GOLDEN = 0.6180339887498949  # of all shares, the one furthest from every simple fraction
_MOST = 1500
"""Evaluations of one search: of more inputs than these tell apart, those that sway it together stay together."""
_ONE_BY_ONE = 100
_PATTERNS = 8


@dataclass
class Choice:
    """What a function chooses of `inputs`, and which of them sway it: by key, up (1), down (-1) or both."""

    choose: Choose
    inputs: Sequence[Input]
    swaying: dict[Hashable, frozenset[int]] = field(default_factory=dict)
    spent: int = 0

    def __post_init__(self) -> None:
        self.chosen = self.choose({})
        self.sizes = _sizes(self.inputs)
        for sign in (1, -1):
            for each in self._find(self.inputs, sign):
                self.swaying[each.key] = self.swaying.get(each.key, frozenset()) | {sign}

    def others(self) -> Iterator[Hashable]:
        """What else is chosen somewhere within the ranges of the inputs, as far as it is found."""
        moving = [each for each in self.inputs if each.low < each.high]
        if moving:
            yield from self._others(_corners(moving, self.swaying))

    def ties(self) -> Iterator[Hashable]:
        """What else is chosen when the inputs move by less than any two numbers differ."""
        hardly = [
            Input(each.key, each.value, each.value - own, each.value + own)
            for each in self.inputs
            if (own := self.sizes[_kind(each.key)] * _HARDLY) and each.key in self.swaying
        ]
        if hardly:
            yield from self._others(_corners(hardly, self.swaying))

    def _others(self, corners: Iterator[Moves]) -> Iterator[Hashable]:
        found = (self.choose(corner) for corner in corners if corner)
        return (each for each in found if each != self.chosen)

    def _find(self, inputs: Sequence[Input], sign: int) -> list[Input]:
        """Those of the inputs that make a difference when they are moved far one way, found by halves."""
        if not inputs or not any(self._differs(moves) for moves in self._far(inputs, sign)):
            return []
        if len(inputs) == 1 or self.spent > _MOST:
            return list(inputs)
        half = len(inputs) // 2
        found = self._find(inputs[:half], sign) + self._find(inputs[half:], sign)
        return found or list(inputs)  # together they make a difference that neither half makes alone

    def _differs(self, moves: Moves) -> bool:
        self.spent += 1
        return self.choose(moves) != self.chosen

    def _far(self, inputs: Sequence[Input], sign: int) -> Iterator[Moves]:
        """The inputs moved, each by another amount, so that two do not hide each other; then the other way about."""
        shares = {each.key: (place + 1) * _GOLDEN % 1 for place, each in enumerate(inputs)}
        for turned in (False, True) if len(inputs) > 1 else (False,):
            yield {
                each.key: each.value
                + sign * self.sizes[_kind(each.key)] * _FAR * _FURTHER ** abs(turned - shares[each.key])
                for each in inputs
            }


def _corners(inputs: Sequence[Input], swaying: Mapping[Hashable, frozenset[int]]) -> Iterator[Moves]:
    """Where something else is nearest, as far as can be told from which inputs sway the choice which way."""
    ends = {each.key: {1: each.high, -1: each.low} for each in inputs}
    known = {key: swaying[key] for key in ends if key in swaying}
    for sign in (-1, 1):  # those that sway it both ways all go one way
        yield {key: ends[key][min(ways) if len(ways) == 1 else sign] for key, ways in known.items()}
    if len(known) <= _ONE_BY_ONE:
        yield from ({key: ends[key][way]} for key, ways in known.items() for way in sorted(ways))
    for sign in (-1, 1):
        yield {key: each[sign] for key, each in ends.items()}
    for pattern in range(1, _PATTERNS + 1):
        yield {
            key: each[1 if (place + 1) * (pattern + _GOLDEN) % 1 < 0.5 else -1]  # noqa: PLR2004 -- one half of them
            for place, (key, each) in enumerate(ends.items())
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
