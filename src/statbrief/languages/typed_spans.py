"""Periods that a text says by more than a date: the quarter to December 2023, the week of May 2, last month.

A month or a day is the end of a longer time there, or its start, and what is said from the day on which it is read
is another time with the next month's data.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from statbrief.languages.registry import vocabulary
from statbrief.languages.typed_periods import Mention, find_periods, number_said
from statbrief.languages.vocabulary import TypedPeriods, Vocabulary
from statbrief.table_schema.periods import DAY, MONTH, QUARTER, WEEK, YEAR, Period, around

_FREQUENCIES = {(12, "month"): YEAR, (3, "month"): QUARTER, (1, "month"): MONTH, (7, "day"): WEEK}
_REACH = 64  # characters before a date that say how long the time is
_QUARTER_MONTHS = 3


def find_typed_periods(text: str, lang: str, nouns: Collection[str] = ()) -> list[Mention]:
    """The periods in a text as `find_periods` has them, longer ones whole, and those that are relative, in order.

    >>> text = "the quarter to December 2023, last month"
    >>> [text[each.start:each.end] for each in find_typed_periods(text, "en")]
    ['quarter to December 2023', 'last month']
    """
    found, spoken = find_periods(text, lang, nouns), vocabulary(lang)
    if spoken is None:
        return found
    typed = spoken.periods.typed
    dated = [_whole(text, each, typed, lang) for each in found]
    relative = [
        each
        for each in _relative(text, spoken)
        if not any(each.start < one.end and one.start < each.end for one in dated)
    ]
    return sorted([*dated, *relative], key=lambda each: each.start)


def _whole(text: str, said: Mention, typed: TypedPeriods, lang: str) -> Mention:
    """A month or a day, or the longer time that ends or begins with it."""
    if said.frequency not in {MONTH, DAY}:
        return said
    for pattern, is_end in ((typed.until, True), (typed.since, False)):
        start = max(0, said.start - _REACH)
        if found := _compiled(pattern).search(text[start : said.start]):
            with suppress(ValueError):
                length, of = _length(found, typed, lang)
                begins = found.start() if found.groupdict().get("many") and length[1] else found.start("unit")
                return _reaching(replace(said, start=start + begins), length[0], of, is_end=is_end)
    return said


def _length(found: re.Match[str], typed: TypedPeriods, lang: str) -> tuple[tuple[int, bool], str]:
    """How many months or days a time has, whether a number says so, and which of the two."""
    many, of = typed.lengths[found["unit"].lower()]
    said = found.groupdict().get("many")
    try:
        return (many * number_said(said, lang), True) if said else (many, False), of
    except ValueError:
        return (many, False), of


def _reaching(said: Mention, length: int, of: str, *, is_end: bool) -> Mention:
    """The time of so many months or days that ends, or begins, with a month or a day."""
    if not said.periods:
        is_quarter = (length, of) == (_QUARTER_MONTHS, "month") and said.month % _QUARTER_MONTHS == 0
        return replace(said, frequency=QUARTER, month=0, day=0, quarter=said.month // 3) if is_quarter else said
    known = said.periods[0]
    if of == "day":
        first, last = known.first, known.last
        days = timedelta(days=length - 1)
        return replace(said, stretch=(last - days, last) if is_end else (first, first + days))
    month = around(known.first, MONTH)
    return replace(said, stretch=(month.shifted(1 - length).first, _end(known, month)))


def _end(known: Period, month: Period) -> date:
    """The end of the month that a day lies in, which is its last but one at least; else the day."""
    return month.last if (month.last - known.last).days <= 1 else known.last


def _relative(text: str, spoken: Vocabulary) -> Iterator[Mention]:
    typed, done = spoken.periods.typed, 0
    matches = [found for pattern in typed.relative for found in _compiled(pattern).finditer(text)]
    for found in sorted(matches, key=lambda found: (found.start(), -found.end())):
        if found.start() >= done:
            done = found.end()
            length = typed.lengths.get(found["unit"].lower(), (12, "month"))
            are_several = "many" in found.groupdict()
            yield Mention(*found.span(), _FREQUENCIES.get(length, YEAR), is_relative=True, are_several=are_several)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
