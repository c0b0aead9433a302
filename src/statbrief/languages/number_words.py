"""Quantities that are written in words: two, a dozen, a third of, doubled, mil millones.

What is a quantity: numbers from two up, fractions, multiples. What is not: one (a pronoun as often as a number),
ordinals (the third paragraph), and words that only look like one (*the second half of the year*, *medio ambiente*,
*un cuarto de baño*). Patterns are matched against text in small letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from statbrief.languages.patterns import SPACE
from statbrief.languages.registry import vocabulary
from statbrief.languages.vocabulary import Vocabulary

if TYPE_CHECKING:
    from fractions import Fraction  # slow to load, and a brief without faults compares no values

_ACCENTS = str.maketrans("áéíóú", "aeiou")


class _Meaning(NamedTuple):
    """What a language's words mean, spelled without accents."""

    values: Mapping[str, int]
    scales: Mapping[str, int]
    parts: Mapping[str, int]
    joins: frozenset[str]
    skipped: frozenset[str]


def find_number_words(text: str, lang: str) -> Iterator[tuple[int, int]]:
    """Where a text has a quantity in words, from start to end.

    >>> text = "A third of the two parties, one of them the third, doubled in the second half"
    >>> [text[start:end] for start, end in find_number_words(text, "en")]
    ['A third', 'two', 'doubled']
    """
    spoken = vocabulary(lang)
    if spoken is None:
        return
    quantity, other = _patterns(spoken)
    small = text.lower()
    if len(small) != len(text):  # a few capitals have two small letters
        small = "".join(letter.lower()[:1] for letter in text)
    for found in quantity.finditer(small):
        if not other.match(small, found.start()):
            yield found.span()


def value_of_words(text: str, lang: str) -> Fraction | None:
    """What a quantity in words amounts to, None when it does not say exactly.

    >>> value_of_words("two hundred and fifty thousand", "en"), value_of_words("dos mil millones", "es")
    (Fraction(250000, 1), Fraction(2000000000, 1))
    """
    from fractions import Fraction

    spoken = vocabulary(lang)
    if spoken is None:
        return None
    words = _meaning(spoken)
    total, joined = Fraction(0), False
    current: Fraction | None = None
    for word in re.split(SPACE, text.lower().translate(_ACCENTS).strip()):
        if word in words.parts:
            part = Fraction(1, words.parts[word])
            current = (current or 0) + part if joined else (current or 1) * part
        elif word in words.values:
            current = (current or 0) + Fraction(words.values[word])
        elif word in words.scales:
            scale = words.scales[word]
            if current is None and total:
                total *= scale
            elif scale < 10**3:
                current = (Fraction(1) if current is None else current) * scale
            else:
                total, current = total + (1 if current is None else current) * scale, None
        elif word not in words.skipped and word not in words.joins:
            return None
        joined = word in words.joins or (joined and word in words.skipped)
    return total + (current or 0)


@cache
def _patterns(spoken: Vocabulary) -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = spoken.number_words
    return re.compile(words.quantity, re.VERBOSE), re.compile(words.other, re.VERBOSE)


@cache
def _meaning(spoken: Vocabulary) -> _Meaning:
    words = spoken.number_words
    return _Meaning(
        values=_plain(words.values),
        scales=_plain(words.scales),
        parts=_plain(words.parts),
        joins=frozenset(_plain(dict.fromkeys(words.joins, 0))),
        skipped=frozenset(_plain(dict.fromkeys(words.skipped, 0))),
    )


def _plain(words: Mapping[str, int]) -> dict[str, int]:
    return {word.translate(_ACCENTS): value for word, value in words.items()}
