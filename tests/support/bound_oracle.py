"""An independent reckoning of what bounds leave: stated ends through a formula, with fractions and infinity.

Nothing of the program is used here, as in `oracle`. A formula is a tree of its own; its range comes from interval
arithmetic, which is right where each number is used once, and each formula here uses each of its numbers once.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from oracle import BOUNDS, read


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
    is_counted: bool = False

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
        below = End(Fraction(0)) if self.is_counted else End(None, is_in=False)
        return Interval(below, high) if self.bound else Interval(End(low.at), End(high.at))

    @property
    def without_bound(self) -> Interval:
        """The end that its bound leaves it, alone."""
        end = self.interval.high if self.bound in {"at most", "less than"} else self.interval.low
        return Interval(end, end) if self.bound else self.interval

    def row(self, unit: str, year: int) -> str:
        """The line of `data/reported.csv`."""
        return f"{self.name},N,{self.text},{unit},{self.step},{self.bound},{year},agency,,\n"


def bounded(chance: random.Random, name: str, *, is_counted: bool = False) -> Bounded:
    """A number with a bound, as often as not; of what is counted, which has no parts and is not under nothing."""
    digits, places = chance.randint(1, 5), 0 if is_counted else chance.choice([0, 0, 1, 2])
    text = f"{Decimal(chance.randint(10 ** (digits - 1), 10**digits - 1)).scaleb(-places):f}"
    last = Decimal(1).scaleb(-places)
    step = chance.choice(["exact", "exact", f"{last:f}", f"{last / (1 if is_counted else 2):f}"])
    if step != "exact" and Fraction(step) / 2 >= Fraction(text):
        step = "exact"
    return Bounded(name, text, step, chance.choice(["", "", *BOUNDS]), is_counted)


DIVIDING = ("quotient", "of a sum", "of a quotient", "part", "left of one")


@dataclass(frozen=True)
class Case:
    """A formula over numbers with bounds, what it comes to, and its range; None where it has none."""

    text: str
    shape: str
    inputs: tuple[Bounded, ...]
    value: Fraction
    reach_of: Callable[..., Interval | None]

    @property
    def reach(self) -> Interval | None:
        """Of what the numbers may be."""
        return self.reach_of(*(each.interval for each in self.inputs))

    @property
    def sides(self) -> set[str]:
        """The ends that bounds leave the result: a low one where some bound lets it end higher, alone or of all."""
        all_of_them = [each.interval for each in self.inputs]
        none_of_them = [each.without_bound for each in self.inputs]
        found: set[str] = set()
        for place in (place for place, each in enumerate(self.inputs) if each.bound):
            alone, others = list(none_of_them), list(all_of_them)
            alone[place], others[place] = all_of_them[place], none_of_them[place]
            for narrow, wide in ((none_of_them, alone), (others, all_of_them)):
                one, other = self.reach_of(*narrow), self.reach_of(*wide)
                if one is not None and other is not None:
                    found |= {"low"} if one.high.at != other.high.at else set()
                    found |= {"high"} if one.low.at != other.low.at else set()
        return found

    @property
    def must_fail(self) -> bool:
        """Whether it has no range: it may divide by nothing, or be any number."""
        if self.reach is not None and self.sides == {"low", "high"} and self.reach.low.at is not None:
            return self.reach.high.at is not None  # one bound leaves it open above, another below
        if self.is_any_above:
            return not any(each.is_counted for each in self.inputs)
        if self.shape in DIVIDING:
            return self.reach is None
        return self.reach is not None and self.reach.low.at is None and self.reach.high.at is None

    @property
    def may_fail(self) -> bool:
        """Whether it is refused though it has a range: which way it goes with its divisor turns where it is nothing."""
        is_below = [each.bound in {"at most", "less than"} and not each.is_counted for each in self.inputs]
        return (self.shape in DIVIDING and any(is_below)) or self.is_any_above

    @property
    def is_any_above(self) -> bool:
        """Whether it may be any number above nothing, as a quotient of two that have no end is."""
        reach = self.reach
        is_above = reach is not None and reach.low == End(Fraction(0), is_in=False) and reach.high.at is None
        return self.shape in DIVIDING and is_above


def _quotient(one: Interval | None, other: Interval | None) -> Interval | None:
    """What is counted is divided by as more than nothing."""
    if one is None or other is None:
        return None
    is_nothing = other.low == End(Fraction(0))
    turned = (Interval(End(Fraction(0), is_in=False), other.high) if is_nothing else other).inverse()
    if turned is None:
        return None
    low = turned.low if one.low.at is not None and one.low.at >= 0 else turned.high
    high = turned.high if one.high.at is None or one.high.at >= 0 else turned.low
    return Interval(_product(one.low, low), _product(one.high, high))


ONE = Interval(End(Fraction(1)), End(Fraction(1)))


def _less(one: Interval, other: Interval | None) -> Interval | None:
    return None if other is None else one + -other


def _times(one: Interval, factor: Fraction) -> Interval:
    low, high = (End(None if each.at is None else each.at * factor, each.is_in) for each in (one.low, one.high))
    return Interval(low, high)


def _part(one: Interval, other: Interval) -> Interval | None:
    """One by the sum of both, which is one by one more than the other by the first."""
    whole = _quotient(other, one)
    return None if whole is None else _quotient(ONE, ONE + whole)


def case(chance: random.Random, shape: str, prefix: str, *, is_counted: bool = False) -> Case:
    """A formula of a shape."""
    made = tuple(bounded(chance, f"{prefix}{letter}", is_counted=is_counted) for letter in "abc")
    x, y, z = (each.value for each in made)
    names = [each.name for each in made]
    known: dict[str, tuple[str, Fraction, Callable[..., Interval | None]]] = {
        "sum": ("{0} + {1} + {2}", x + y + z, lambda a, b, c: a + b + c),
        "difference": ("{0} - {1}", x - y, lambda a, b: a + -b),
        "quotient": ("{0} / {1}", x / y, _quotient),
        "of a sum": ("{0} / ({1} + {2})", x / (y + z), lambda a, b, c: _quotient(a, b + c)),
        "of a quotient": ("{0} / ({1} / {2})", x / (y / z), lambda a, b, c: _quotient(a, _quotient(b, c))),
        "part": ("{0} / ({0} + {1})", x / (x + y), _part),
        "left of one": ("1 - {0} / ({0} + {1})", 1 - x / (x + y), lambda a, b: _less(ONE, _part(a, b))),
        "less a tenth": ("{0} - 0.1 * {0}", x * Fraction(9, 10), lambda a: _times(a, Fraction(9, 10))),
        "larger": ("max({0}, {1})", max(x, y), Interval.larger),
        "smaller": ("min({0}, {1})", min(x, y), Interval.smaller),
        "sorted": ("sorted([{0}, {1}])[1]", max(x, y), Interval.larger),
        "chosen": ("{0} if {0} < {1} else {1}", min(x, y), Interval.smaller),
        "middle": (
            "sorted([{0}, {1}, {2}])[1]",
            sorted((x, y, z))[1],
            # which counts twice, and is right: all rise with each
            lambda a, b, c: a.larger(b).smaller(a.smaller(b).larger(c)),
        ),
    }  # fmt: skip
    text, value, reach_of = known[shape]
    used = made[: 3 if "{2}" in text else 2 if "{1}" in text else 1]
    return Case(text.format(*names), shape, used, value, reach_of)


SHAPES = (
    "sum", "difference", "quotient", "of a sum", "of a quotient", "larger", "smaller", "sorted", "chosen", "middle",
    "part", "left of one", "less a tenth",
)  # fmt: skip


def wrong_cap(said: Mapping[str, str], lang: str, reach: Interval, sides: set[str]) -> str:
    """What is wrong with the texts of what a bound leaves open on one side of two ends: the other one is in its range.

    The smaller of more than 700 and 900 is more than 700, and of 700 to 900.
    """
    words = {key: text[lang] for key, text in BOUNDS.items()}
    is_low = sides == {"low"}
    none = End(None, is_in=False)
    open_on_one_side = Interval(reach.low, none) if is_low else Interval(none, reach.high)
    [number] = read(said["about"], lang)
    ends = [each.value for each in read(said["range"], lang)]
    assert reach.low.at is not None
    assert reach.high.at is not None
    if len(ends) == 2 and not (ends[0] <= reach.low.at and reach.high.at <= ends[1]):
        return f"{said['range']} is not {reach}"
    return wrong_bound(said["about"], open_on_one_side, words, number.value)


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
