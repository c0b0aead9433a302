"""An independent reckoning of what a brief may say of a formula: fractions alone, and texts taken apart by hand.

Nothing of the program is used here: not its decimals, not its rounding, not its words.
"""

from __future__ import annotations

import itertools
import math
import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

MOST_DIGITS = 3
LANGUAGES = ("en", "es", "es-MX", "es-CR")
MARKS = {"en": (",", "."), "es": (".", ","), "es-MX": (",", "."), "es-CR": ("\u00a0", ",")}
ABOUT = {"en": "about ", "es": "cerca de ", "es-MX": "cerca de ", "es-CR": "cerca de "}
TO = {"en": " to ", "es": " a ", "es-MX": " a ", "es-CR": " a "}
BOUNDS = {
    "at least": {"en": "at least ", "es": "al menos ", "es-MX": "al menos ", "es-CR": "al menos "},
    "more than": {"en": "more than ", "es": "más de ", "es-MX": "más de ", "es-CR": "más de "},
    "at most": {"en": "at most ", "es": "como máximo ", "es-MX": "como máximo ", "es-CR": "como máximo "},
    "less than": {"en": "less than ", "es": "menos de ", "es-MX": "menos de ", "es-CR": "menos de "},
}
SHARED = (" a ", " y ")
"""Between two numbers in Spanish, of which the second one's size is said of both, unless the first is in full."""
FEW = 1000
UP, DOWN = ("rose", "aumentó"), ("fell", "disminuyó")
SIZES = {"million": 6, "billion": 9, "trillion": 12, "millón": 6, "millones": 6, "mil millones": 9, "billones": 12}


@dataclass(frozen=True)
class Stated:
    """A number that a source states: its row, and the ends of its range as fractions."""

    name: str
    text: str
    unit: str
    step: str
    period: str

    @property
    def value(self) -> Fraction:
        """As it is stated; a percentage as a part of a hundred."""
        return Fraction(self.text) * self.ratio

    @property
    def ratio(self) -> Fraction:
        """What one of the unit is."""
        return Fraction(1, 100) if self.unit == "percent" else Fraction(1)

    @property
    def ends(self) -> tuple[Fraction, Fraction]:
        """Half a step on either side."""
        half = Fraction(0) if self.step == "exact" else Fraction(self.step) / 2 * self.ratio
        return self.value - half, self.value + half

    @property
    def row(self) -> str:
        """The line of `data/reported.csv`."""
        return f"{self.name},N,{self.text},{self.unit},{self.step},,{self.period},agency,,\n"


@dataclass(frozen=True)
class Formula:
    """A derived figure: its expression over stated numbers, and what that comes to at the corners of their ranges."""

    name: str
    text: str
    inputs: tuple[Stated, ...]
    shape: str = ""

    @property
    def is_quotient(self) -> bool:
        """Whether it is neither a sum nor a multiple, which are known to a step."""
        return self.shape in QUOTIENTS

    @property
    def parted_to(self) -> Fraction:
        """The last decimal that a part of a number has, which goes by parts of its step; 0 where none is the last."""
        if self.shape != "part" or self.inputs[0].step == "exact":
            return Fraction(0)
        step = self.ends[1] - self.ends[0]
        tens = (Fraction(1, 10**places) for places in range(9))
        return next((place for place in tens if (step / place).denominator == 1), Fraction(0))

    def at(self, numbers: Sequence[Fraction]) -> Fraction:
        """The result, in its unit."""
        known = dict(zip((each.name for each in self.inputs), numbers, strict=True))
        found: Fraction = eval(_exact(self.text), {"F": Fraction}, known)  # noqa: S307 -- a formula made here
        return found

    @property
    def value(self) -> Fraction:
        """At the stated numbers."""
        return self.at([each.value for each in self.inputs])

    @property
    def ends(self) -> tuple[Fraction, Fraction]:
        """The lowest and highest result at any corner: each of these formulas is monotone in each number."""
        results = [self.at(corner) for corner in itertools.product(*(each.ends for each in self.inputs))]
        return min(results), max(results)

    @property
    def code(self) -> str:
        """The function in `analysis/derived.py`."""
        inputs = ", ".join(each.name for each in self.inputs)
        return f'def {self.name}({inputs}):\n    """D"""\n    return {self.text}\n\n\n'


def _exact(text: str) -> str:
    """The formula with its typed numbers as fractions."""
    return re.sub(r"(?<![\w.])(\d+(?:\.\d+)?)", r'F("\1")', text)


def _number(chance: random.Random, *, most: int = 7) -> tuple[str, str]:
    """A stated number, and the step that it is rounded to."""
    digits = chance.randint(1, most)
    places = chance.choice([0, 0, 0, 1, 2, 3])
    whole = str(chance.randint(10 ** (digits - 1), 10**digits - 1))
    if chance.random() < 0.3:
        whole = whole[:1] + "0" * (len(whole) - 1)
    text = f"{Decimal(whole).scaleb(-places):f}"
    last = Decimal(1).scaleb(-places)
    if text.endswith("0") and places == 0 and chance.random() < 0.5:
        zeros = len(text) - len(text.rstrip("0"))
        last = Decimal(10) ** chance.randint(0, min(zeros, len(text) - 1))
    step = chance.choice(["exact", "exact", f"{last:f}", f"{last:f}", f"{last / 2:f}"])
    return text, step


def _stated(chance: random.Random, name: str, unit: str, period: str) -> Stated:
    text, step = _number(chance, most=2 if unit == "percent" else 7)
    if step != "exact" and Fraction(step) / 2 >= Fraction(text):
        step = "exact"
    return Stated(name, _no_year(text), unit, step, period)


def _no_year(text: str) -> str:
    """The number, or one that nobody takes for a year: what may be one has to say whether it is."""
    return f"{int(text) + 300}" if text.isdecimal() and 1900 <= int(text) <= 2100 else text


def _several(chance: random.Random, name: str, count: int, unit: str) -> tuple[Stated, ...]:
    return tuple(
        _stated(chance, f"{name}_{place}", unit, f"20{29 - place}") for place in range(count)
    )  # the first is the last


SHAPES: Mapping[str, tuple[int, str]] = {
    "sum": (3, "{0} + {1} + {2}"),
    "difference": (2, "{0} - {1}"),
    "remainder": (3, "{0} - {1} - {2}"),
    "multiple": (1, "{0} * {k}"),
    "part": (1, "{0} / {k}"),
    "scaled": (1, "{0} * {d}"),
    "ratio": (2, "{0} / {1}"),
    "share": (2, "{0} / ({0} + {1})"),
    "change": (2, "({0} - {1}) / {1}"),
    "growth": (2, "{0} / {1} - 1"),
    "mean": (3, "({0} + {1} + {2}) / 3"),
}


QUOTIENTS = {"part", "ratio", "share", "change", "growth", "mean"}


def formulas(seed: int, count: int) -> Iterator[Formula]:
    """So many formulas of all shapes, over numbers of their own."""
    chance = random.Random(seed)  # noqa: S311 -- the same ones each time
    for place in range(count):
        shape = chance.choice(list(SHAPES))
        inputs, template = SHAPES[shape]
        unit = chance.choice(["person", "USD", "percent", "1", "kg"])
        known = list(_several(chance, f"n{place}", inputs, unit))
        if shape in {"ratio", "change", "growth"} and chance.random() < 0.4:  # near to each other
            known[1] = _near(chance, known[0], known[1])
        factor = chance.choice(["2", "3", "7", "10", "12", "31", "365", "1000"])
        decimal = chance.choice(["0.5", "1.1", "0.07", "2.54", "0.001"])
        text = template.format(*(each.name for each in known), k=factor, d=decimal)
        yield Formula(f"d{place}", text, tuple(known), shape)


def _near(chance: random.Random, one: Stated, other: Stated) -> Stated:
    moved = Decimal(one.text) + Decimal(one.text).copy_abs().scaleb(-chance.randint(2, 4)).quantize(
        Decimal(1).scaleb(Decimal(one.text).as_tuple().exponent)  # type: ignore[arg-type]
    )
    lies_on_it = one.step != "exact" and Fraction(moved) % Fraction(one.step) == 0
    return Stated(other.name, _no_year(f"{moved:f}"), other.unit, one.step if lies_on_it else "exact", other.period)


@dataclass(frozen=True)
class Read:
    """A number taken out of a text: its value, the place of its last digit that is not zero, and what is before it."""

    value: Fraction
    place: Fraction
    before: str


def read(text: str, lang: str) -> list[Read]:
    """The numbers of a text, in its order."""
    group, point = MARKS[lang]
    points = Fraction(1, 100) if "punto" in text or "percentage point" in text else Fraction(1)
    sizes = "|".join(sorted(SIZES, key=len, reverse=True))
    pattern = rf"([-−]?)\$?(\d[\d{re.escape(group)}]*(?:{re.escape(point)}\d+)?)(\s?%)?(?: ({sizes})\b)?"
    found, last, matches = [], 0, list(re.finditer(pattern, text))
    for match, after in zip(matches, [*matches[1:], None], strict=True):
        digits = match[2].replace(group, "").replace(point, ".")
        number = Decimal(digits)
        places = -len(digits.partition(".")[2]) if "." in digits else len(digits) - len(digits.rstrip("0") or "0")
        size = match[4]
        if after and not size and text[match.end() : after.start()] in SHARED and abs(number) < FEW:
            size = after[4]  # 1,64 a 2,31 millones: both are of millions
        scale = Fraction(10) ** SIZES.get(size or "", 0) * (Fraction(1, 100) if match[3] else 1)
        scale *= points
        value = Fraction(number) * scale * (-1 if match[1] else 1)
        found.append(Read(value, Fraction(10) ** places * scale, text[last : match.start()]))
        last = match.end()
    return found


def ends_of(number: Fraction) -> bool:
    """Whether a fraction's decimals end."""
    rest = number.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1


Say = Callable[[str], str]


def wrong_number(  # noqa: PLR0911 -- one for each thing that can be wrong
    say: Say, lang: str, value: Fraction, ends: tuple[Fraction, Fraction], scale: Fraction
) -> str:
    """What is wrong with `value`, `about` and `range` of a figure; `scale` is what a percentage is of its unit."""
    [bare], [hedged], shown = read(say("value"), lang), read(say("about"), lang), read(say("range"), lang)
    low, high = ends

    def own(number: Fraction, text: str) -> Fraction:
        return number / scale if "%" in text else number

    for each, text in ((bare, say("value")), (hedged, say("about"))):
        if abs(own(each.value, text) - value) * 2 > own(each.place, text):
            return f"{text} is further than half its last digit"
    number, place = own(hedged.value, say("about")), own(hedged.place, say("about"))
    is_about = say("about").startswith(ABOUT[lang])
    if is_about and low == high == number:
        return "about is said of what is exact"
    # a nought in the place of a digit that is not known looks like one that is: 4,110 says 4,110 to the unit
    is_rounded_off = any(abs(end - number) * 2 > min(place, _unit_of(say("about"), scale)) for end in ends)
    if not is_about and (is_rounded_off or (number != value and ends_of(value))):
        return f"{say('about')} hides that there is more"
    if low == high and ends_of(value) and own(bare.value, say("value")) != value:
        return f"{say('value')} is shortened"
    reach = [own(each.value, say("range")) for each in shown]
    if len(reach) == 1:
        last = own(shown[0].place, say("range"))
        return "" if all(abs(end - reach[0]) * 2 <= last for end in ends) else "one number does not stand for the range"
    if not (reach[0] <= low and high <= reach[1]):
        return f"{say('range')} does not hold the range"
    return "" if reach[0] <= number <= reach[1] else f"{say('about')} is not within {say('range')}"


def _unit_of(text: str, scale: Fraction) -> Fraction:
    """What is one as a text writes a number: a percentage's and a point's is a hundredth."""
    if "%" in text:
        return Fraction(1, 100) / scale
    return Fraction(1, 100) if "punto" in text or "percentage point" in text else Fraction(1)


def wrong_between(said: Mapping[str, str], lang: str) -> str:
    """What is wrong with `between`: it says the two numbers of `range`, and is there where that has two."""
    ends, word = read(said["range"], lang), "between " if lang == "en" else "entre "
    if len(ends) == 1:
        return "something lies between one end" if "between" in said else ""
    between = said["between"]
    is_same = [each.value for each in read(between, lang)] == [each.value for each in ends]
    return "" if is_same and between.startswith(word) else f"{between} is not {said['range']}"


def _digits(number: Read) -> int:
    """Significant digits that a number is written with, but for the zeros at the end of a whole one."""
    return len(str(abs(number.value / number.place).numerator).lstrip("0"))


def _is_in_coins(said: Read, text: str) -> bool:
    """Whether an amount is written in cents: of money the second decimal comes with the first."""
    return said.place == Fraction(1, 100) and ("$" in text or "dólar" in text)


def wrong_length(
    say: Say, lang: str, value: Fraction, scale: Fraction, *, forms: Sequence[str] = ("value", "about"), is_ratio: bool
) -> str:
    """What is wrong with the length of a quotient whose decimals go on: three digits at most, of a ratio near one more.

    That has those of what it differs from one by, three at most: 1.0044, which rose by about 0.44%.
    """
    if ends_of(value):
        return ""
    for form in forms:
        [said] = read(say(form), lang)
        own = Read(said.value / scale, said.place / scale, "") if "%" in say(form) else said
        near = Read(own.value - 1, own.place, "")
        if _digits(own) - _is_in_coins(said, say(form)) > MOST_DIGITS and not (
            is_ratio and abs(value - 1) < Fraction(1, 100) and _digits(near) <= 3
        ):
            return f"{say(form)} has more than three digits"
    return ""


def _outward(ends: tuple[Fraction, Fraction], step: Fraction) -> tuple[Fraction, Fraction]:
    return math.floor(ends[0] / step) * step, math.ceil(ends[1] / step) * step


def _told_to(place: Fraction, numbers: Sequence[Fraction], text: str) -> Fraction:
    """To which place numbers are told: of money, tenths are written as cents."""
    is_money = "$" in text or "dólar" in text
    is_in_tenths = place == Fraction(1, 100) and all(number % Fraction(1, 10) == 0 for number in numbers)
    return Fraction(1, 10) if is_money and is_in_tenths else place


def wrong_reach(
    say: Say, lang: str, ends: tuple[Fraction, Fraction], scale: Fraction, known_to: Fraction = Fraction(0)
) -> str:
    """What is wrong with how far a computed range is rounded outward: by a tenth of its width at most, and no less.

    The range is that of the truth and of the number shown. Its ends have one digit more than the number at most; those
    of a range that is narrower than that are the next ones outward. No digit is there that a tenth could do without.
    `known_to` is the last decimal that a part of a stated number has, also where that is a nought of money.
    """
    text = say("range")
    said = [Read(each.value / (scale if "%" in text else 1), each.place / (scale if "%" in text else 1), "")
            for each in read(text, lang)]  # fmt: skip
    if len(said) != 2:
        return ""
    [shown] = read(say("about"), lang)
    in_its_unit = scale if "%" in say("about") else Fraction(1)
    number, place = shown.value / in_its_unit, shown.place / in_its_unit
    if place != known_to:
        place = _told_to(place, [shown.value], text)
    held = min(ends[0], number), max(ends[1], number)
    width, written = held[1] - held[0], said[1].value - said[0].value
    finest, step = place / 10, min(each.place for each in said if each.value)
    step = _told_to(step, [each.value for each in said], text)
    is_tenth = written - width <= width / 10
    if not is_tenth and not (held[0] - said[0].value < finest and said[1].value - held[1] < finest):
        return f"{text} is wider than a tenth more than {float(held[0])} to {float(held[1])}"
    is_in_full = MARKS[lang][1] in say("about") and not any(size in say("about") for size in SIZES)
    if is_in_full and step < finest:
        return f"{text} has more than one digit more than {say('about')}"
    low, high = _outward(held, 10 * step)
    is_helpful = high - low - width > width / 10
    return "" if is_helpful else f"{text} has more digits than help"


def wrong_change(say: Say, lang: str, change: Fraction, ends: tuple[Fraction, Fraction], form: str) -> str:
    """What is wrong with `it_rose` and the amount of a change: `by` of a difference, `change` of a ratio."""
    verb, text, (low, high) = say("it_rose"), say(f"about_{form}"), ends
    if (verb in UP) != (low > 0) or (verb in DOWN) != (high < 0):
        return f"{verb} is not true of {float(low)} to {float(high)}"
    [number] = read(text, lang)
    if abs(number.value - abs(change)) * 2 > number.place:
        return f"{text} is further than half its last digit"
    if verb in UP + DOWN and number.value == 0:
        return f"{verb} by {text}"
    is_about = text.startswith(ABOUT[lang])
    sizes = [abs(end) for end in ends]
    if verb in UP + DOWN and not is_about and any(abs(end - number.value) * 2 > number.place for end in sizes):
        return f"{text} hides that there is more"
    return "about is said of what is exact" if is_about and low == high and number.value == abs(change) else ""
