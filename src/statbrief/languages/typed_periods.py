"""The periods in a text that people read: days, weeks, months, quarters and years, as they type them.

What is found tells which periods it may be: of 05/06/2022 two days, of a month by itself whichever year's. Which of
them a brief must not type is not known here: see `timelines`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from statbrief.languages.designations import find_designations, is_within
from statbrief.languages.number_words import value_of_words
from statbrief.languages.patterns import DASH, DAY, NOT_AFTER, YEAR
from statbrief.languages.registry import vocabulary
from statbrief.languages.typed_dates import find_moments
from statbrief.languages.vocabulary import TypedPeriods, Vocabulary
from statbrief.table_schema.periods import DAY as A_DAY
from statbrief.table_schema.periods import FISCAL, MONTH, QUARTER, WEEK, Period
from statbrief.table_schema.periods import YEAR as A_YEAR

_COMMON = (
    rf"{NOT_AFTER}(?P<year>{YEAR})-(?P<month>0[1-9]|1[0-2])-(?P<day>{DAY})(?![\w-])",
    rf"{NOT_AFTER}(?P<year>{YEAR})-(?P<month>0[1-9]|1[0-2])(?![\w-])",
    rf"{NOT_AFTER}(?P<one>{DAY})(?P<sep>[/.-])(?P<other>{DAY})(?P=sep)(?P<year>{YEAR})(?!\d)",
    rf"\b[QT](?P<quarter>[1-4])(?:\s+(?:of\s+|de\s+)?|[-/]?)(?:(?P<year>{YEAR})|['’]?(?P<short_year>\d\d))(?!\w)",
    rf"\b(?P<quarter>[1-4])[QT](?:\s+|[-/]?)(?:(?P<year>{YEAR})|['’]?(?P<short_year>\d\d))(?!\w)",
    rf"\b(?P<year>{YEAR})[-\s]?[QT](?P<quarter>[1-4])(?!\w)",
    rf"\b(?P<year>{YEAR})-W(?P<week>\d\d)(?!\w)",
    rf"\bCY\s?['’]?(?:(?P<year>{YEAR})|(?P<short_year>\d\d))(?![\d/–-])",
    rf"\bFY\s?['’]?(?:{YEAR}[/–-])?(?:(?P<called>{YEAR})|(?P<short_called>\d\d))(?![\d/–-])",
    rf"\b[HS](?P<half>[12])(?:\s+(?:of\s+|de\s+)?|[-/]?)(?:(?P<year>{YEAR})|['’]?(?P<short_year>\d\d))(?!\w|[.,]\d)",
    rf"\b(?P<half>[12])[HS](?:\s+|[-/]?)(?:(?P<year>{YEAR})|['’]?(?P<short_year>\d\d))(?!\w|[.,]\d)",
    rf"\b(?P<year>{YEAR})[-\s]?[HS](?P<half>[12])(?!\w)",
    rf"{NOT_AFTER}(?P<month>0?[1-9]|1[0-2])/(?P<year>{YEAR})(?![\w/]|[.,]\d)",
)
"""What is typed in any language."""
_QUARTER_ALONE = r"\b[QT](?P<quarter>[1-4])(?![\w%])"
_YEARS = re.compile(rf"(?P<year>{YEAR})(?:(?P<to>{DASH}|/)(?P<more>{YEAR}|\d\d))?(?:['’]s)?")
_DECADE, _OWN = re.compile(r"(?<=0)['’]s\b|s\b"), re.compile(r"['’]s")
_OF_DECADES = re.compile(r"\b(?:the|early|late|mid)[\s-]+\Z", re.IGNORECASE)
_SHORT_YEAR = re.compile(r"['’](?P<year>\d\d)")
_CENTURY = 2000  # of years of two digits


@dataclass(frozen=True)
class Mention:
    """A period that a text names, from `start` to `end`: those of its `frequency` that it may be.

    Of one without a year `periods` is empty, and `month` or `quarter` says which of any year it is, `day` which of the
    month. A fiscal year says after which year it is `called`, but not when it starts. Of two months that are typed as
    the ends of a longer time, such as October–December 2023, and of a time that is no single period, such as the first
    half of 2023, `stretch` has the first and last day. One that `is_relative` is said from the day on which it is read:
    last month; `are_several` of the last two years.
    """

    start: int
    end: int
    frequency: str
    periods: tuple[Period, ...] = ()
    day: int = 0
    month: int = 0
    quarter: int = 0
    called: int = 0
    stretch: tuple[date, date] | None = None
    is_relative: bool = False
    are_several: bool = False


def find_periods(text: str, lang: str, nouns: Collection[str] = ()) -> list[Mention]:
    """The periods in a text, in order; of two that overlap, the one that begins first, and is longer.

    A year in the name of something is none: Law 1448 of 2011.

    >>> text = "In May 2022, 2000 people; in the second quarter of 2025; June"
    >>> [text[each.start:each.end] for each in find_periods(text, "en")]
    ['May 2022', 'second quarter of 2025', 'June']
    """
    spoken = vocabulary(lang)
    found = [*_dated(text, spoken, lang), *_years(text, lang, nouns), *_bare(text, spoken)]
    names = find_designations(text, lang, nouns)
    kept: list[Mention] = []
    for each in sorted(found, key=lambda each: (each.start, -each.end)):
        if (not kept or each.start >= kept[-1].end) and not is_within(each.start, each.end, names):
            kept.append(each)
    return _stretched(text, kept, spoken)


def _stretched(text: str, found: Sequence[Mention], spoken: Vocabulary | None) -> list[Mention]:
    """The same, of which months that are the ends of a longer time know it."""
    words = spoken.numerals.between if spoken else ()
    to = re.compile(rf"\s*(?:{DASH}|/|\b(?:{'|'.join([*words, 'through', 'until', 'al', 'hasta'])})\b)\s*")
    made = list(found)
    for place, (first, last) in enumerate(itertools.pairwise(found)):
        are_months = first.frequency == last.frequency == MONTH and first.periods and last.periods
        if are_months and to.fullmatch(text, first.end, last.start):
            stretch = first.periods[0].first, last.periods[0].last
            made[place], made[place + 1] = replace(first, stretch=stretch), replace(last, stretch=stretch)
    return made


@cache
def _compiled(spoken: Vocabulary | None) -> tuple[list[re.Pattern[str]], list[re.Pattern[str]]]:
    typed = spoken.periods.typed if spoken else None
    dated = [*(typed.dated if typed else ()), *_COMMON]
    bare = [*(typed.bare if typed else ()), _QUARTER_ALONE]
    return [re.compile(each) for each in dated], [re.compile(each) for each in bare]


def _dated(text: str, spoken: Vocabulary | None, lang: str) -> Iterator[Mention]:
    typed = spoken.periods.typed if spoken else None
    for pattern in _compiled(spoken)[0]:
        for found in pattern.finditer(text):
            with suppress(ValueError):  # no calendar has it
                yield _mention(found, typed, lang)


def _mention(found: re.Match[str], typed: TypedPeriods | None, lang: str) -> Mention:
    """What a pattern with a year, or of a day, found. Raises `ValueError` for what no calendar has."""
    parts = {name: said for name, said in found.groupdict().items() if said is not None}
    start, end = found.span()
    if called := parts.get("called") or parts.get("short_called"):
        return Mention(start, end, FISCAL, called=_full(called))
    year = _full(parts.get("year") or parts.get("short_year") or "0")
    if "one" in parts:
        return Mention(start, end, A_DAY, tuple(_either(year, int(parts["one"]), int(parts["other"]))))
    if "week" in parts:
        return Mention(start, end, WEEK, (Period(date.fromisocalendar(year, int(parts["week"]), 1), WEEK),))
    if part := _months_of(parts, typed, lang):
        return replace(_year(start, end, year), stretch=_of_months(year, *part))
    if "quarter" in parts:
        quarter = _quarter(parts["quarter"], typed)
        return Mention(start, end, QUARTER, (Period(date(year, 3 * quarter - 2, 1), QUARTER),), quarter=quarter)
    return _month_or_day(start, end, year, parts, typed) if "month" in parts else _year(start, end, year)


def _months_of(parts: Mapping[str, str], typed: TypedPeriods | None, lang: str) -> tuple[int, int] | None:
    """Which months of a year a part of it goes from and to. Raises `ValueError` for what is no number of months."""
    if "half" in parts:
        return (1, 6) if _quarter(parts["half"], typed) == 1 else (7, 12)
    for name, months in (("months", 1), ("quarters", 3)):
        if name in parts:
            return 1, months * number_said(parts[name], lang)
    return None


def _of_months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), Period(date(year, last, 1), MONTH).last


def number_said(said: str, lang: str) -> int:
    """A number in digits, or in words of the language. Raises `ValueError` for what is none."""
    value = int(said) if said.isdecimal() else value_of_words(said, lang)
    if not value or value != int(value):
        raise ValueError(said)
    return int(value)


def _year(start: int, end: int, year: int) -> Mention:
    return Mention(start, end, A_YEAR, (Period(date(year, 1, 1), A_YEAR),))


def _month_or_day(start: int, end: int, year: int, parts: Mapping[str, str], typed: TypedPeriods | None) -> Mention:
    month = _month(parts["month"], typed)
    if "day" not in parts:
        return Mention(start, end, MONTH, (Period(date(year, month, 1), MONTH),), month=month)
    day = int(parts["day"])
    periods = (Period(date(year, month, day), A_DAY),) if year else ()
    return Mention(start, end, A_DAY, periods, day=day, month=month)


def _full(year: str) -> int:
    return int(year) if len(year) != len("22") else _CENTURY + int(year)


def _either(year: int, one: int, other: int) -> Iterator[Period]:
    """05/06/2022 is in May in some countries, and in June in others."""
    for month, day in {(one, other), (other, one)}:
        with suppress(ValueError):
            yield Period(date(year, month, day), A_DAY)


def _quarter(said: str, typed: TypedPeriods | None) -> int:
    key = said.lower().replace(".", "").rstrip("º°")
    return typed.quarters[key] if typed and key in typed.quarters else int(key)


def _month(said: str, typed: TypedPeriods | None) -> int:
    key = said.lower().rstrip(".")
    return typed.months[key] if typed and key in typed.months else int(key)


def _years(text: str, lang: str, nouns: Collection[str]) -> Iterator[Mention]:
    """Years by themselves, or from one to another: 2015–19; no decade, and no number of things."""
    for start, end in find_moments(text, lang, nouns):
        if short := _SHORT_YEAR.fullmatch(text, start, end):
            yield _year(start, end, _full(short["year"]))
        found = _YEARS.fullmatch(text, start, end)
        if found is None or _is_decade(text, found):
            continue
        year = int(found["year"])
        if not found["more"]:
            yield _year(start, found.end("year"), year)
            continue
        last = int(found["more"]) if len(found["more"]) > len("22") else year // 100 * 100 + int(found["more"])
        ends = (Period(date(each, 1, 1), A_YEAR) for each in dict.fromkeys((year, last)))
        yield Mention(start, end, A_YEAR, tuple(ends), called=last if last == year + 1 else 0)


def _is_decade(text: str, found: re.Match[str]) -> bool:
    """Whether years are ten: the 1990s, the 2020's, but not 2020's rain."""
    if not _DECADE.match(text, found.end("year")):
        return False
    is_owner = _OWN.match(text, found.end("year")) is not None
    return not is_owner or _OF_DECADES.search(text[: found.start()]) is not None


def _bare(text: str, spoken: Vocabulary | None) -> Iterator[Mention]:
    typed = spoken.periods.typed if spoken else None
    for pattern in _compiled(spoken)[1]:
        for found in pattern.finditer(text):
            if typed and _recurs(text, found, typed):
                continue
            parts, name = found.groupdict(), found.lastgroup or ""
            start, end = found.span(name)
            if parts.get("month"):
                yield Mention(start, end, MONTH, month=_month(found["month"], typed))
            else:
                start = found.start() if found[0][0] in "QT" else start
                yield Mention(start, found.end(), QUARTER, quarter=_quarter(found["quarter"], typed))


def _recurs(text: str, found: re.Match[str], typed: TypedPeriods) -> bool:
    """Whether a month is that of each year."""
    name = found.lastgroup or ""
    before = text[max(0, found.start(name) - 24) : found.start(name)]
    return bool(re.search(typed.each, before) or re.match(typed.recurring, text[found.end(name) :]))
