"""An independent reckoning of what bounds leave: stated ends through a formula, with fractions and infinity.

Nothing of the program is used here, as in `oracle`. A formula is a tree of its own; its range comes from interval
arithmetic, which is right where each number is used once, and each formula here uses each of its numbers once.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from oracle import BOUNDS


@dataclass(frozen=True)
class End:
    """An end of an interval: None is without bound; `is_in` is whether the end itself can be."""

    at: Fraction | None
    is_in: bool = True


@dataclass(frozen=True)
class Interval:
    """All numbers from one end to the other."""

    low: End
    high: End

    def __add__(self, other: Interval) -> Interval:
        return Interval(_sum(self.low, other.low), _sum(self.high, other.high))

    def __neg__(self) -> Interval:
        return Interval(_negative(self.high), _negative(self.low))

    def inverse(self) -> Interval | None:
        """One divided by it; None where it may be nothing."""
        if not self.is_above:
            return None
        return Interval(_turned(self.high), _turned(self.low))

    @property
    def is_above(self) -> bool:
        """Whether all of it is above nothing."""
        return self.low.at is not None and (self.low.at > 0 or (self.low.at == 0 and not self.low.is_in))

    def larger(self, other: Interval) -> Interval:
        """Of the larger of two numbers."""
        return Interval(_furthest(self.low, other.low), _further(self.high, other.high))

    def smaller(self, other: Interval) -> Interval:
        """Of the smaller of two numbers."""
        return -(-self).larger(-other)


def _sum(one: End, other: End) -> End:
    if one.at is None or other.at is None:
        return End(None, is_in=False)
    return End(one.at + other.at, is_in=one.is_in and other.is_in)


def _negative(end: End) -> End:
    return End(None if end.at is None else -end.at, is_in=end.is_in)


def _product(one: End, other: End) -> End:
    """Of an end of any sign, and one of a number above nothing."""
    if one.at is None or other.at is None:
        return End(None, is_in=False)
    return End(one.at * other.at, is_in=one.is_in and other.is_in)


def _turned(end: End) -> End:
    if end.at is None:
        return End(Fraction(0), is_in=False)
    return End(1 / end.at if end.at else None, is_in=end.is_in and bool(end.at))


def _furthest(one: End, other: End) -> End:
    """The higher of two low ends: there it is in only if the one that is there can be."""
    if one.at is None or other.at is None:
        return other if one.at is None else one
    if one.at == other.at:
        return End(one.at, is_in=one.is_in and other.is_in)
    return max(one, other, key=lambda end: end.at or 0)


def _further(one: End, other: End) -> End:
    """The higher of two high ends: there it is in if any of the two can be."""
    if one.at is None or other.at is None:
        return End(None, is_in=False)
    if one.at == other.at:
        return End(one.at, is_in=one.is_in or other.is_in)
    return max(one, other, key=lambda end: end.at or 0)


@dataclass(frozen=True)
class Bounded:
    """A number that a source states, with its step and its bound."""

    name: str
    text: str
    step: str
    bound: str

    @property
    def value(self) -> Fraction:
        """As it is stated."""
        return Fraction(self.text)

    @property
    def interval(self) -> Interval:
        """All that it may be."""
        half = Fraction(0) if self.step == "exact" else Fraction(self.step) / 2
        is_in = self.bound not in {"more than", "less than"}
        low, high = End(self.value - half, is_in=is_in), End(self.value + half, is_in=is_in)
        if self.bound in {"at least", "more than"}:
            return Interval(low, End(None, is_in=False))
        return Interval(End(None, is_in=False), high) if self.bound else Interval(End(low.at), End(high.at))

    def row(self, unit: str, year: int) -> str:
        """The line of `data/reported.csv`."""
        return f"{self.name},N,{self.text},{unit},{self.step},{self.bound},{year},agency,,\n"


def bounded(chance: random.Random, name: str) -> Bounded:
    """A number with a bound, as often as not."""
    digits, places = chance.randint(1, 5), chance.choice([0, 0, 1, 2])
    text = f"{Decimal(chance.randint(10 ** (digits - 1), 10**digits - 1)).scaleb(-places):f}"
    last = Decimal(1).scaleb(-places)
    step = chance.choice(["exact", "exact", f"{last:f}", f"{last / 2:f}"])
    if step != "exact" and Fraction(step) / 2 >= Fraction(text):
        step = "exact"
    return Bounded(name, text, step, chance.choice(["", "", *BOUNDS]))


DIVIDING = ("quotient", "of a sum", "of a quotient")


@dataclass(frozen=True)
class Case:
    """A formula over numbers with bounds, what it comes to, and its range; None where it has none."""

    text: str
    shape: str
    inputs: tuple[Bounded, ...]
    value: Fraction
    reach: Interval | None

    @property
    def must_fail(self) -> bool:
        """Whether it has no range: it may divide by nothing, or be any number."""
        if self.shape == "of a sum":
            return self.reach is None
        if self.shape in DIVIDING:
            return self.inputs[1].bound in {"at most", "less than"} and self.inputs[1].interval.low.at is None
        return self.reach is not None and self.reach.low.at is None and self.reach.high.at is None

    @property
    def may_fail(self) -> bool:
        """Whether a limit may not be found: of what grows without bound by what does, or of a part of a quotient."""
        is_open = [each.bound != "" for each in self.inputs]
        return self.shape in DIVIDING and (sum(is_open) > 1 or (self.shape == "of a quotient" and any(is_open)))


def _quotient(one: Interval, other: Interval) -> Interval | None:
    turned = other.inverse()
    if turned is None:
        return None
    low = turned.low if one.low.at is not None and one.low.at >= 0 else turned.high
    high = turned.high if one.high.at is None or one.high.at >= 0 else turned.low
    return Interval(_product(one.low, low), _product(one.high, high))


def case(chance: random.Random, shape: str, prefix: str) -> Case:
    """A formula of a shape."""
    made = tuple(bounded(chance, f"{prefix}{letter}") for letter in "abc")
    (a, b, c), (x, y, z) = (each.interval for each in made), (each.value for each in made)
    names, divisor = [each.name for each in made], _quotient(b, c)
    known: dict[str, tuple[str, Fraction, Interval | None]] = {
        "sum": ("{0} + {1} + {2}", x + y + z, a + b + c),
        "difference": ("{0} - {1}", x - y, a + -b),
        "quotient": ("{0} / {1}", x / y, _quotient(a, b)),
        "of a sum": ("{0} / ({1} + {2})", x / (y + z), _quotient(a, b + c)),
        "of a quotient": ("{0} / ({1} / {2})", x / (y / z), None if divisor is None else _quotient(a, divisor)),
        "larger": ("max({0}, {1})", max(x, y), a.larger(b)),
        "smaller": ("min({0}, {1})", min(x, y), a.smaller(b)),
        "sorted": ("sorted([{0}, {1}])[1]", max(x, y), a.larger(b)),
        "chosen": ("{0} if {0} < {1} else {1}", min(x, y), a.smaller(b)),
        "middle": (
            "sorted([{0}, {1}, {2}])[1]",
            sorted((x, y, z))[1],
            a.larger(b).smaller(a.smaller(b).larger(c)),  # which counts twice, and is right: all rise with each
        ),
    }  # fmt: skip
    text, value, reach = known[shape]
    used = made[: 3 if "{2}" in text else 2]
    return Case(text.format(*names), shape, used, value, reach)


SHAPES = (
    "sum", "difference", "quotient", "of a sum", "of a quotient", "larger", "smaller", "sorted", "chosen", "middle",
)  # fmt: skip


def wrong_bound(text: str, reach: Interval, words: Mapping[str, str], number: Fraction) -> str:
    """What is wrong with a text of a range that is open on one side, `number` being the one in it."""
    is_low = reach.high.at is None
    end = reach.low if is_low else reach.high
    word = next((key for key, said in words.items() if text.startswith(said)), "")
    if word not in ({"at least", "more than"} if is_low else {"at most", "less than"}):
        return f"{text} has not the word of its side"
    assert end.at is not None
    beyond = end.at - number if is_low else number - end.at
    if not 0 <= beyond <= abs(end.at) / 100:
        return f"{text} is beyond {end.at}, or far from it"
    is_strict = beyond > 0 or not end.is_in
    return "" if (word in {"more than", "less than"}) == is_strict else f"{text} is reached, or is not: {end}"
