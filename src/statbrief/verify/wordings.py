"""The words that may stand around a number in a form, and which of them are true of its range."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from statbrief.arithmetic import kinds
from statbrief.arithmetic.exactness import Known
from statbrief.arithmetic.rounding import is_about
from statbrief.verify.asked import Asked
from statbrief.verify.known import Told
from statbrief.verify.number_signs import CURRENCY

if TYPE_CHECKING:
    from statbrief.languages.language import Words

WRONG_WORDS = "has words that its language does not use for that"


def wrong_words(subject: Told, known: Known, asked: Asked, phrase: str, said: Sequence[Fraction], words: Words) -> str:
    """What is wrong with the words of a form, given with ``{}`` in the place of each number."""
    found = " ".join(phrase.split())
    true = {is_true for worded, is_true in _wordings(subject, known, asked, said, words) if worded == found}
    if not true:
        return WRONG_WORDS
    return "" if True in true else "has words that are not true of its range"


def _wordings(
    subject: Told, known: Known, asked: Asked, said: Sequence[Fraction], words: Words
) -> Iterator[tuple[str, bool]]:
    """Each wording of the form, and whether it is true of a range such as the figure's."""
    phrases, is_range = words.phrases, asked.name.endswith("range")
    numbers = list(_numbers(subject, asked.name, said, words))
    if is_range and len(said) > 1:
        for low in numbers if not subject.is_points else ["{}"]:
            phrase = phrases.between if asked.is_between else phrases.range
            yield from ((phrase.format(low=low, high=high), True) for high in numbers)
        return
    if not known.is_bounded and (is_range or asked.is_hedged):
        yield from _wordings_of_bound(known, asked, numbers, said, words)
        return
    for number in numbers:
        place = subject.hedged_place(asked.name, known, asked.digits) if asked.is_hedged else None
        is_hedged = place is not None and is_about(known, place, subject.one_of(asked.name))
        yield number, not is_hedged
        if asked.is_hedged:
            yield phrases.about.replace("{}", number), is_hedged
            for side in (phrases.more_than, phrases.at_least, phrases.less_than, phrases.at_most):
                yield side.replace("{}", number), False


def _wordings_of_bound(
    known: Known, asked: Asked, numbers: Sequence[str], said: Sequence[Fraction], words: Words
) -> Iterator[tuple[str, bool]]:
    """Each wording of the one end of a range that is open, as a form or as its range."""
    phrases, is_range, is_low = words.phrases, asked.name.endswith("range"), known.low is not None
    is_of_stated = known.is_stated and bool(asked.digits) and not is_range
    end = known.value if is_of_stated else known.low if is_low else known.high
    is_beyond = known.is_open or ((not known.is_stated or is_of_stated) and said[0] != end)
    beyond, with_it = (phrases.more_than, phrases.at_least) if is_low else (phrases.less_than, phrases.at_most)
    other, or_so = (phrases.less_than, phrases.or_less) if is_low else (phrases.more_than, phrases.or_more)
    with_it = (phrases.or_more if is_low else phrases.or_less) if is_range else with_it
    for number in numbers:
        yield beyond.replace("{}", number), is_beyond
        yield with_it.replace("{}", number), not is_beyond
        for each in (other, or_so, phrases.about):
            yield each.replace("{}", number), False


def _numbers(subject: Told, name: str, said: Sequence[Fraction], words: Words) -> Iterator[str]:
    """How a number stands by itself: as money, with the word for times or points, or bare."""
    phrases = words.phrases
    if name == "times":
        is_less = subject.kind == kinds.RATIO and 0 <= said[0] < 1 if said else False
        yield from (phrases.share_of,) if is_less else (*phrases.times, words.of_many(phrases.times[1]))
    elif subject.is_points:
        yield from (*phrases.points, words.of_many(phrases.points[1]))
    elif name in {"value", "range", "by"} and subject.money:
        from babel.numbers import get_currency_name

        code, zeros = subject.money
        names = [get_currency_name(code, count, words.locale) for count in (1, 2)]
        own = [_without_size(each, zeros, words) for each in subject.units if not any(map(str.isnumeric, each))]
        for currency in (*names, *own):
            for phrase in (phrases.money, phrases.money_compact):
                yield phrase.format(symbol=CURRENCY, number="{}", name=currency)
    else:
        yield "{}"


def _without_size(unit: str, zeros: int, words: Words) -> str:
    """What a currency is called in the name of thousands or millions of it."""
    if not zeros:
        return unit
    of = words.vocabulary.units.of_many
    sizes = [words.size(zeros, Decimal(count)) for count in (1, 2)]
    name = next((unit.removeprefix(f"{each} ") for each in sizes if unit.startswith(f"{each} ")), unit)
    return name.removeprefix(f"{of} ") if of else name


# -- directions, clauses and fractions --------------------------------------------------------------------------
