"""The rules of records of version 2, by which copies that were sealed under them still verify. They change no more.

A reported number is as stated, another may have any digits that its range supports, three where that is exact; "more
than" is said of every range that is open above, and "at least" of none.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from statbrief.verify.number_signs import CURRENCY, Said, marked, speech
from statbrief.verify.readable import number as shown

if TYPE_CHECKING:
    from statbrief.languages.language import Words

LONGEST = 2_000
"""Characters of a text that says a number."""
_RATIOS = {"1": Decimal(1), "percent": Decimal("0.01"), "permille": Decimal("0.001"), "ppm": Decimal("0.000001")}
_DIRECTIONS = ("rose", "it_rose", "rise", "higher")
_THREE = 3
"""Words for a direction: up, down and neither."""
_FORM = re.compile(
    r"(?P<name>value|times|percent|change)(_(?P<digits>[1-9]))?|(?P<about>about_)(?P<share>times|percent|change|fraction)"
    rf"|(?P<other>about|range|percent_range|fraction|{'|'.join(_DIRECTIONS)})"
)
_WIDENED = Decimal("0.1")  # of a range's width: what rounding its ends outward may add
_NOISE = Decimal("1e-13")  # relative: floating point's own error, and no more
_SUPPORTED = Decimal("0.005")  # relative: half the last of three significant digits
_CLOSE_TO_FRACTION = Decimal("0.015")
_AMOUNTS = {"value", "about", "range"}
_RANGES = {"range", "percent_range"}


@dataclass(frozen=True)
class _Known:
    """What the record knows of a figure, as decimals; an end of its range that is open is None."""

    value: Decimal
    low: Decimal | None
    high: Decimal | None
    ratio: Decimal | None
    is_reported: bool

    @property
    def is_bounded(self) -> bool:
        return self.low is not None and self.high is not None

    @property
    def is_exact(self) -> bool:
        return self.low == self.high

    @property
    def end(self) -> Decimal:
        """The number that an open range begins or ends with; the value itself where it is bounded."""
        end = self.high if self.low is None else self.low
        return self.value if self.is_bounded or end is None else end


def is_judged(form: str) -> bool:
    """Whether it is known what the form says of a figure's number."""
    return bool(_FORM.fullmatch(form))


def problem_of(figure: Mapping[str, Any], form: str, text: str, lang: str) -> str:
    """What is not true of the text that a record gives as a figure's `form`; nothing when it is true.

    A form that this program does not know may have words, and no numbers: nobody could judge them.
    """
    if len(text) > LONGEST:
        return f"has {len(text)} characters; {LONGEST} at most"
    if form in {"label", "unit"}:
        own = figure["label"] if form == "label" else figure.get("unit_text", figure["unit"])
        return "" if text == own else f"is not the figure's {form}"
    parts = _FORM.fullmatch(form)
    if parts is None:
        return "is a number in a form that is not known" if any(map(str.isnumeric, text)) else ""
    name, is_about = parts["name"] or parts["share"] or parts["other"], form.startswith("about")
    known, spoken = _known(figure), speech(lang)
    if name in _DIRECTIONS:
        return _wrong_direction(known, text, getattr(spoken.words.phrases, name)[:_THREE])
    if name == "fraction" and (near := [each for each in spoken.fractions if each in text]):
        fraction = max(near, key=len)
        phrase = text.replace(fraction, "{}")
        part, whole = spoken.fractions[fraction]
        wrong = _wrong_fraction(known, Decimal(part) / Decimal(whole))
    else:
        text = marked(text, figure["unit"], spoken.words)
        numbers, phrase = spoken.numbers(text), spoken.phrase(text)
        if any(map(str.isnumeric, phrase)):
            return "has digits that are no number in its language"
        wrong = _wrong_number(known, name, numbers, is_about=is_about, digits=parts["digits"])
        wrong = wrong or _wrong_sign(figure["unit"], name, numbers)
    return wrong or wrong_words(figure, name, phrase, spoken.words, is_about=is_about)


def _shown(value: Decimal) -> str:
    return shown(float(value), 6)


def _known(figure: Mapping[str, Any]) -> _Known:
    low, high = (None if end is None else Decimal(repr(end)) for end in figure["range"])
    value = Decimal(figure["stated"]) if "stated" in figure else Decimal(repr(figure["value"]))
    return _Known(value, low, high, _RATIOS.get(figure["unit"]), "stated" in figure)


def _wrong_sign(unit: str, name: str, numbers: Sequence[Said]) -> str:
    """Whether a percent sign is missing, or is there where the form's own words say what the number is."""
    shares = [each.is_percent for each in numbers]
    is_missing = name in {"percent", "percent_range", "change", "fraction"} or (unit == "percent" and name != "times")
    if is_missing and not all(shares):
        return "lacks a percent sign"
    return "has a percent sign" if name == "times" and any(shares) else ""


def _wrong_number(known: _Known, name: str, numbers: Sequence[Said], *, is_about: bool, digits: str | None) -> str:
    """What is wrong with the numbers of a form."""
    shares = [each.is_percent or name in {"times", "change"} for each in numbers]
    if known.ratio is None and any(shares):
        return "is written as a ratio, and the figure has a dimension"
    ratio = known.ratio or Decimal(1)
    numbers = [each.over(ratio) if is_share else each for each, is_share in zip(numbers, shares, strict=True)]
    if name in {"range", "percent_range"} and known.is_bounded and not known.is_exact:
        return _wrong_ends(known, numbers)
    if len(numbers) != 1:
        return f"says {len(numbers)} numbers, not one"
    is_open = _is_of_the_end(known, name, is_about=is_about)
    target = known.end if is_open else known.value
    said = _changed(numbers[0], target, 1 / ratio) if name == "change" else numbers[0]
    if is_open and not known.is_bounded and not known.is_reported:
        is_true = _is_outward(known, said.value)
    else:
        is_true = _is_near(known, target, said, digits)
    return "" if is_true else f"is not what {_shown(target)} is written as"


def _changed(said: Said, target: Decimal, one: Decimal) -> Said:
    """What a change says that the ratio is: 290 per cent more is 3.9, and rounded as that is."""
    value = one + (said.value if target > one else -said.value)
    last = Decimal(1).scaleb(int(value.normalize().as_tuple().exponent))
    return replace(said, value=value, place=max(said.place, last))


def _is_of_the_end(known: _Known, name: str, *, is_about: bool) -> bool:
    """Whether a form of an open range says where that ends, not the figure's own value."""
    if name in {"range", "percent_range"}:
        return True
    if known.is_reported or not is_about:
        return False  # a source's "more than 30" is said of the 30
    return name != "change" or not _may_be(known, 1 / (known.ratio or Decimal(1)))


def _may_be(known: _Known, number: Decimal) -> bool:
    """Whether the number lies in the figure's range."""
    is_over = known.low is None or known.low <= number
    return is_over and (known.high is None or number <= known.high)


def _is_near(known: _Known, target: Decimal, said: Said, digits: str | None) -> bool:
    """Whether the number is the target, rounded to its last digit and no further than the range supports."""
    error, noise = abs(said.value - target), _NOISE * abs(target)
    if known.is_reported and digits is None:
        return error <= noise
    if digits is not None:
        supported = Decimal(5).scaleb(target.adjusted() - int(digits)) if target else Decimal(0)
    else:
        half = (known.high - known.low) / 2 if known.high is not None and known.low is not None else Decimal(0)
        supported = max(half, _SUPPORTED * abs(target))
    if said.value:
        supported = min(supported, said.place / 2)
    return error <= supported * (1 + _NOISE) + noise


def _is_outward(known: _Known, said: Decimal) -> bool:
    """Whether the number is the open range's end, rounded so that the phrase around it is true."""
    end = known.end
    beyond = said - end if known.low is None else end - said
    step = Decimal(1).scaleb(end.adjusted() - 2)
    if abs(end) + step / 2 >= Decimal(1).scaleb(end.adjusted() + 1):
        step *= 10  # three digits of 9.996 are those of 10
    return -_NOISE * abs(end) <= beyond <= step


def _wrong_ends(known: _Known, numbers: Sequence[Said]) -> str:
    """What is wrong with the two ends of a range that is written out."""
    if known.low is None or known.high is None:
        return ""
    if len(numbers) != 2:  # noqa: PLR2004 -- a range has two ends
        return f"says {len(numbers)} numbers, not a range's two"
    low, high = (each.value for each in numbers)
    noise = 10 * _NOISE * max(abs(known.low), abs(known.high))
    if low > known.low + noise or high < known.high - noise:
        return f"does not hold the whole range of {_shown(known.low)} to {_shown(known.high)}"
    width, step = known.high - known.low, min((each.place for each in numbers if each.value), default=Decimal(1))
    if max(known.low - low, high - known.high) >= step * (1 - _NOISE):
        return f"is not the range of {_shown(known.low)} to {_shown(known.high)}, rounded outward"
    if (high - low) - width > _WIDENED * width + noise:
        return f"is wider than the range of {_shown(known.low)} to {_shown(known.high)}"
    return ""


def _wrong_direction(known: _Known, text: str, said: Sequence[str]) -> str:
    """Whether a word such as rose is the wrong one of its three: up, down and neither."""
    if text not in said:
        return "is no word of its language for that"
    if known.ratio is None:
        return "is said of a ratio, and the figure has a dimension"
    one = 1 / known.ratio
    direction = 2 if _may_be(known, one) else 0 if known.value > one else 1
    return "" if said.index(text) == direction else f"is not the way from 1 to {_shown(known.value)}"


def _wrong_fraction(known: _Known, fraction: Decimal) -> str:
    """Whether a fraction in words is far from the figure."""
    if known.ratio is None:
        return "is written as a ratio, and the figure has a dimension"
    error = min(abs(number * known.ratio - fraction) for number in (known.value, known.end))
    return "" if error <= _CLOSE_TO_FRACTION else f"is not a fraction near {_shown(known.value * known.ratio)}"


def wrong_words(figure: Mapping[str, Any], name: str, phrase: str, words: Words, *, is_about: bool) -> str:
    """What is wrong with the words of a form, given with ``{}`` in the place of each number."""
    said = " ".join(phrase.split())
    low, high = figure["range"]
    sides = {"low": low is None, "high": high is None}
    if name == "change":
        sides["high"] = any(sides.values())  # a fall from an open range is more than so much too
    found = {is_true for worded, is_true in _wordings(figure, name, words, sides, is_about=is_about) if worded == said}
    if not found:
        return "has words that its language does not use for that"
    return "" if True in found else "says that a side is open which is not"


def _wordings(
    figure: Mapping[str, Any], name: str, words: Words, sides: Mapping[str, bool], *, is_about: bool
) -> Iterator[tuple[str, bool]]:
    """Each wording of the form, and whether it is true of a range with these open sides."""
    phrases, numbers = words.phrases, list(_numbers(figure, name, words))
    if name in _RANGES:
        for low, high in itertools.product(numbers, repeat=2):
            yield phrases.range.format(low=low, high=high), True  # that it has two ends is seen elsewhere
    for number in numbers:
        if name in _RANGES:
            yield phrases.or_more.replace("{}", number), sides["high"]
            yield phrases.or_less.replace("{}", number), sides["low"]
        if name not in _RANGES or figure["range"][0] == figure["range"][1]:
            yield number, True
        if is_about:
            yield phrases.about.replace("{}", number), True
            yield phrases.more_than.replace("{}", number), sides["high"]
            if name != "change":
                yield phrases.less_than.replace("{}", number), sides["low"]


def _numbers(figure: Mapping[str, Any], name: str, words: Words) -> Iterator[str]:
    """How a number stands by itself: as money, with the word for times, or bare."""
    unit, phrases = figure["unit"], words.phrases
    if name == "times":
        yield phrases.times[1]
    elif name in _AMOUNTS and words.is_currency(unit):
        from babel.numbers import get_currency_name

        called = figure.get("unit_text", "")
        names = [get_currency_name(unit, count, words.locale) for count in (1, 2)]
        for currency in (*names, *([called] if called and not any(map(str.isnumeric, called)) else ())):
            for phrase in (phrases.money, phrases.money_compact):
                yield phrase.format(symbol=CURRENCY, number="{}", name=currency)
    else:
        yield "{}"
