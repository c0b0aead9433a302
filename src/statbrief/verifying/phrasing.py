"""The words that may stand around a number: its language's own for the form, the unit and the range, and no others."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from statbrief.words import Words

CURRENCY = "\N{CURRENCY SIGN}"
"""What stands for the symbol of a figure's currency while its text is taken apart."""
_AMOUNTS = {"value", "about", "range"}
_RANGES = {"range", "percent_range"}
_UNKNOWN = "\N{REPLACEMENT CHARACTER}"

Figure = Mapping[str, Any]


def marked(text: str, unit: str, words: Words) -> str:
    """The text with one sign for the symbol of the figure's currency, where a number follows; of no other currency."""
    text = text.replace(CURRENCY, _UNKNOWN)
    if not words.is_currency(unit):
        return text
    from babel.numbers import get_currency_symbol

    return re.sub(rf"{re.escape(get_currency_symbol(unit, words.locale))}(?=[0-9])", CURRENCY, text)


def wrong_words(figure: Figure, name: str, phrase: str, words: Words, *, is_about: bool) -> str:
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
    figure: Figure, name: str, words: Words, sides: Mapping[str, bool], *, is_about: bool
) -> Iterator[tuple[str, bool]]:
    """Each wording of the form, and whether it is true of a range with these open sides."""
    phrases, numbers = words.phrases, list(_numbers(figure, name, words))
    if name in _RANGES:
        for low, high in itertools.product(numbers, repeat=2):
            yield phrases.range.format(low=low, high=high), True  # that it has two ends is seen elsewhere
    for number in numbers:
        if name in _RANGES:
            yield phrases.at_least.replace("{}", number), sides["high"]
            yield phrases.at_most.replace("{}", number), sides["low"]
        if name not in _RANGES or figure["range"][0] == figure["range"][1]:
            yield number, True
        if is_about:
            yield phrases.about.replace("{}", number), True
            yield phrases.more_than.replace("{}", number), sides["high"]
            if name != "change":
                yield phrases.less_than.replace("{}", number), sides["low"]


def _numbers(figure: Figure, name: str, words: Words) -> Iterator[str]:
    """How a number stands by itself: as money, with the word for times, or bare."""
    unit, phrases = figure["unit"], words.phrases
    if name == "times":
        yield phrases.times
    elif name in _AMOUNTS and words.is_currency(unit):
        from babel.numbers import get_currency_name

        called = figure.get("unit_text", "")
        names = [get_currency_name(unit, count, words.locale) for count in (1, 2)]
        for currency in (*names, *([called] if called and not any(map(str.isnumeric, called)) else ())):
            for phrase in (phrases.money, phrases.money_compact):
                yield phrase.format(symbol=CURRENCY, number="{}", name=currency)
    else:
        yield "{}"
