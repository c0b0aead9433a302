"""What a language's vocabulary lacks, in words, for tests of each language that briefs can be written in."""

import string
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from statbrief.arithmetic.named_ratios import FRACTIONS, MULTIPLES
from statbrief.languages.vocabulary import Vocabulary
from statbrief.table_schema.periods import EXAMPLES

_AMOUNT = ("money", "money_compact")
"""Phrases whose fields are the language's choice: a symbol before the number, or the currency's name after it."""


def lacking(spoken: Vocabulary, model: Vocabulary) -> list[str]:
    """What a vocabulary has not that the model has: words, places for numbers in them, names of months, styles."""
    phrases, others = spoken.phrases, model.phrases
    return [
        *_without(phrases.table, others.table, "table"),
        *_misplaced(phrases.table, others.table, "table"),
        *_without(phrases.page, others.page, "phrases of the page"),
        *_without(spoken.page, model.page, "page"),
        *_without(phrases.fractions, FRACTIONS, "fractions"),
        *_of_multiples(phrases.multiplied, "multiplied"),
        *_of_multiples(phrases.it_multiplied, "it_multiplied"),
        *_phrases(spoken, model),
        *_dates(spoken, model),
        *_periods(spoken, model),
        *_typed(spoken),
    ]


def _without(said: Mapping[Any, str], wanted: Collection[Any], what: str) -> Iterator[str]:
    yield from (f"{what}: no {each}" for each in wanted if not said.get(each, "").strip())
    yield from (f"{what}: {each} is none" for each in said if each not in wanted)


def _misplaced(said: Mapping[str, str], wanted: Mapping[str, str], what: str) -> Iterator[str]:
    """Texts in which other places are to be filled than in the model's, or as many times."""
    for name in sorted(wanted.keys() & said.keys()):
        ours, theirs = (
            Counter(place for _, place, *_ in string.Formatter().parse(each[name])) for each in (said, wanted)
        )
        if {**ours, None: 0} != {**theirs, None: 0}:  # None is of text after the last place
            yield f"{what}: {name}: other places than {wanted[name]}"


def _of_multiples(said: Mapping[tuple[int, int], Sequence[str]], what: str) -> Iterator[str]:
    for parts in (each.as_integer_ratio() for each in MULTIPLES):
        if len(set(said.get(parts, ()))) != 4:
            yield f"{what}: not four ways to say {parts[0]}/{parts[1]}"


def _phrases(spoken: Vocabulary, model: Vocabulary) -> Iterator[str]:
    """Phrases that are texts, or as many texts as the model has."""
    for name in model.phrases._fields:
        said, other = getattr(spoken.phrases, name), getattr(model.phrases, name)
        if isinstance(other, Mapping | bool):
            continue
        ours, theirs = ([each] if isinstance(each, str) else list(each) for each in (said, other))
        if len(ours) != len(theirs) or not all(map(str.strip, ours)):
            yield f"{name}: not {len(theirs)} texts"
        elif name in _AMOUNT and "number" not in _places(ours[0]):
            yield f"{name}: no {{number}}"
        elif name not in _AMOUNT and list(map(_places, ours)) != list(map(_places, theirs)):
            yield f"{name}: other places than {' '.join(theirs)}"


def _places(text: str) -> set[str]:
    """The names of what is filled into a text."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def _dates(spoken: Vocabulary, model: Vocabulary) -> Iterator[str]:
    if not spoken.dates:
        yield "dates: none"
    (wanted,) = model.dates.values()
    for tag, dates in spoken.dates.items():
        for name in ("months", "short_months", "weekdays"):
            if len(set(getattr(dates, name))) != len(set(getattr(wanted, name))):
                yield f"dates {tag}: not all {name}"
        yield from _without(dates.styles, wanted.styles, f"dates {tag}: styles")


def _periods(spoken: Vocabulary, model: Vocabulary) -> Iterator[str]:
    """The four quarters and two halves, each length of period, and what each is said with."""
    own, other = spoken.periods, model.periods
    if len(set(own.quarters)) != len(other.quarters):
        yield "periods: not all quarters"
    if len(set(own.halves)) != len(other.halves):
        yield "periods: not all halves"
    for name in ("quarter", "half", "half_short", "week", "fiscal_year"):
        if _places(getattr(own, name)) != _places(getattr(other, name)):
            yield f"periods: {name}: other places than {getattr(other, name)}"
    if own.said.keys() != set(EXAMPLES):
        yield f"periods: not all of {', '.join(EXAMPLES)}"
    for kind, said in own.said.items():
        yield from (f"periods: {kind}: {each!r} has no place" for each in said if _places(each) != {""})


def _typed(spoken: Vocabulary) -> Iterator[str]:
    """What finds the numbers that are typed: all but what a language may well have none of."""
    optional = {"other_decimal_in", "doubled", "before_month", "has_decimal_comma", "skipped", "joins"}
    for part in (spoken.numerals, spoken.number_words, spoken.moments, spoken.abbreviations):
        yield from (
            f"{type(part).__name__}: no {name}"
            for name in part._fields
            if name not in optional and not getattr(part, name)
        )
