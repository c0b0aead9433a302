"""Dates, years and times of day as people write them: numbers in a text that tell when, not how much.

A bare number of four digits is a year from 1500 to 2199, unless a sign of quantity stands beside it: a currency,
a percent sign, a unit (2000 km), or a noun that is counted (2000 people) where no word before it (in, since, the)
makes it a year. `2021/22` and `2015–19` are years too; `3:10` is a time, but not after the word ratio.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache, cached_property

from statbrief.languages.patterns import DASH, DAY, NOT_AFTER, NOT_BEFORE, YEAR
from statbrief.languages.registry import vocabularies, vocabulary
from statbrief.languages.vocabulary import MomentWords, Vocabulary

_UNITS = r"k?g|mg|[kcmnµ]?m|km[²2]|mi|ft|lbs?|h|k?W|[KMGT]Wh|[KMGT]?B|t|ha|l|px|pt|USD|EUR|MXN|CAD"
_RATIO_BEFORE = 40
_WORD_BEFORE = re.compile(r"([^\W\d_]+)[\s-]*\Z")
_WORD_AFTER = re.compile(r"\s+([^\W\d_]+)")

_TIME_END = r"(?:\s?[aApP]\.?\s?[mM]\b\.?)"


class _Known:
    """What is known in texts of all languages; compiled when it is asked for."""

    def __init__(self, languages: tuple[Vocabulary, ...]) -> None:
        self._words = [each.moments for each in languages]

    @cached_property
    def moments(self) -> str:
        """What tells when in figures, and with few words."""
        hours = "|".join(each.hours for each in self._words)
        return rf"""
        {NOT_AFTER}\d{{4}}-(?:0[1-9]|1[0-2])-{DAY}(?:[T\s]\d\d:\d\d(?::\d\d)?Z?)?{NOT_BEFORE}
      | {NOT_AFTER}{YEAR}-(?:0[1-9]|1[0-2]){NOT_BEFORE}
      | {NOT_AFTER}0[1-9]/{YEAR}{NOT_BEFORE}
      | {NOT_AFTER}\d{{4}}/(?:1[0-2]|0?[1-9])/{DAY}{NOT_BEFORE}
      | {NOT_AFTER}{DAY}(?P<sep>[/.-]){DAY}(?P=sep)(?:\d{{4}}|\d\d){NOT_BEFORE}
      | {NOT_AFTER}(?P<clock>(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?)(?!\d|:\d|[.,]\d){_TIME_END}?
      | {NOT_AFTER}(?:1[0-2]|0?[1-9])(?:[.:][0-5]\d)?{_TIME_END}
      | {NOT_AFTER}(?:[01]?\d|2[0-4])\s?h\s?[0-5]\d\b
      | {NOT_AFTER}(?:[01]?\d|2[0-4])[.:][0-5]\d\s?(?:{hours}|h)\b
      | \b(?:UTC|GMT)\s?[-+−±]\s?\d{{1,2}}(?::\d\d)?\b
      | \bFY\s?['’]?(?:\d{{4}}|\d\d)(?:[-–/]\d\d(?:\d\d)?)?\b
      | (?<![\w.,/])['’]\d\d(?:s\b|(?!\w|[.,]\d|\s?%))
      | {NOT_AFTER}(?P<year>{YEAR})(?P<more>(?:{DASH}|/)(?:{YEAR}|\d\d))?(?:['’]?s\b)?{NOT_BEFORE}
        """

    @cached_property
    def counted_by(self) -> re.Pattern[str]:
        """After a number of four digits: units and scales of which it is a quantity."""
        amounts = "|".join(each.amounts for each in self._words)
        return re.compile(rf"\s?(?:{_UNITS})(?!\w)|\s(?:{amounts})\b")

    @cached_property
    def month(self) -> re.Pattern[str]:
        """A month's name."""
        return re.compile("|".join(each.month for each in self._words))

    @cached_property
    def ratio(self) -> re.Pattern[str]:
        """Before what looks like a time: words that make it a ratio."""
        return re.compile(rf"\b(?:{'|'.join(each.ratios for each in self._words)})\b", re.IGNORECASE)

    @cached_property
    def counted(self) -> frozenset[str]:
        """Nouns that are counted."""
        return frozenset().union(*(each.counted for each in self._words))

    @cached_property
    def tells_when(self) -> frozenset[str]:
        """Words before a year."""
        return frozenset().union(*(each.tells_when for each in self._words))


def find_moments(text: str, lang: str, nouns: Collection[str] = ()) -> Iterator[tuple[int, int]]:
    """Where a text tells a date, a year or a time of day, from start to end.

    `nouns` are those that the brief counts, such as births: 2000 births are no year.

    >>> text = "In May 2022, 2000 people"
    >>> [text[start:end] for start, end in find_moments(text, "en")]
    ['May 2022']
    """
    spoken, known = vocabulary(lang), _known(vocabularies())
    own = spoken.moments if spoken else None
    for found in _pattern(spoken, known.moments).finditer(text):
        groups = found.groupdict()
        if groups["year"] and not groups["more"] and _is_counted(text, found, nouns, known):
            continue
        if groups["more"] and not _is_span(found["year"], groups["more"]):
            yield found.span("year")
            continue
        if groups["clock"] and known.ratio.search(text, max(0, found.start() - _RATIO_BEFORE), found.start()):
            continue
        if own and groups.get("month") and not groups.get("dated") and _only_month(text, found.start(), own):
            continue
        yield found.span()


@cache
def _pattern(own: Vocabulary | None, common: str) -> re.Pattern[str]:
    return re.compile(f"{own.moments.moments}|{common}" if own else common, re.VERBOSE)


_known = cache(_Known)


def _is_counted(text: str, found: re.Match[str], nouns: Collection[str], known: _Known) -> bool:
    if found.end() == found.end("year") and known.counted_by.match(text, found.end()):
        return True
    after = _WORD_AFTER.match(text, found.end())
    if after is None or (after[1] not in known.counted and after[1].lower() not in nouns):
        return False
    before = _WORD_BEFORE.search(text, max(0, found.start() - _RATIO_BEFORE), found.start())
    return before is None or (before[1].lower() not in known.tells_when and not known.month.fullmatch(before[1]))


def _is_span(first: str, more: str) -> bool:
    """Whether a second number goes on with the years: 2021/22, 2015–19, 2000–2022, but not 2022/7."""
    last = re.sub(r"\D", "", more)
    return len(last) > len("22") or int(last) > int(first[2:]) or int(last) == (int(first) + 1) % 100


def _only_month(text: str, start: int, words: MomentWords) -> bool:
    """In "In May 12 residents died" the number is not a day."""
    before = words.before_month
    return bool(before) and re.search(rf"\b{before}\s+\Z", text[max(0, start - 8) : start]) is not None
