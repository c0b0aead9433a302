"""Periods: stretches of the calendar that have a name, such as a month, or from one such to another.

Data write them as ISO 8601 does, and quarters as is usual beside it. A further kind is one more of `_KINDS` with its
first and last day, and its words in each language (`languages/period_words`, `languages/vocabulary`).
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

YEAR, QUARTER, MONTH, WEEK, DAY = "year", "quarter", "month", "week", "day"
_MONTHS_A_QUARTER = 3
_SUNDAY = 7


class _Kind(NamedTuple):
    """How data write a kind of period, and its first and last day, from its year and its numbers within that."""

    pattern: re.Pattern[str]
    first: Callable[..., date]
    last: Callable[..., date]


def _last_of_month(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _written(within: str) -> re.Pattern[str]:
    return re.compile(rf"([0-9]{{4}}){within}")


_KINDS = {
    YEAR: _Kind(_written(""), lambda year: date(year, 1, 1), lambda year: date(year, 12, 31)),
    MONTH: _Kind(_written(r"-([0-9]{2})"), lambda year, month: date(year, month, 1), _last_of_month),
    DAY: _Kind(_written(r"-([0-9]{2})-([0-9]{2})"), date, date),
    QUARTER: _Kind(
        _written(r"-Q([1-4])"),
        lambda year, quarter: date(year, _MONTHS_A_QUARTER * quarter - 2, 1),
        lambda year, quarter: _last_of_month(year, _MONTHS_A_QUARTER * quarter),
    ),
    WEEK: _Kind(
        _written(r"-W([0-9]{2})"),
        lambda year, week: date.fromisocalendar(year, week, 1),
        lambda year, week: date.fromisocalendar(year, week, _SUNDAY),
    ),
}
KINDS = tuple(_KINDS)
"""Every kind of period there is."""


@dataclass(frozen=True, kw_only=True)
class Period:
    """A year, quarter, month, week or day: its text in data, its first and its last day.

    `year` is that of its name, and `number` which quarter, month or week of that it is.
    """

    text: str
    kind: str
    year: int
    number: int
    start: date
    end: date


@dataclass(frozen=True)
class Span:
    """A period, or from one to another: then `first` and `last` are two."""

    first: Period
    last: Period

    @property
    def is_single(self) -> bool:
        """Whether it is one period."""
        return self.first == self.last

    @property
    def year(self) -> int | None:
        """The calendar year that all of it lies in; None of more than one."""
        return self.first.start.year if self.first.start.year == self.last.end.year else None

    @property
    def month(self) -> int | None:
        """The month that all of it lies in, from 1; None of more than one."""
        is_one = self.year is not None and self.first.start.month == self.last.end.month
        return self.first.start.month if is_one else None

    @property
    def text(self) -> str:
        """As data write it."""
        return self.first.text if self.is_single else f"{self.first.text}/{self.last.text}"


def parse(text: str) -> Span:
    """A period as data write it: ``2022``, ``2022-Q2``, ``2022-05``, ``2022-W18``, ``2022-05-12``, or two with a slash.

    One that holds the other is said alone. Raises `ValueError` for what is none.

    >>> parse("2022-05").first.start, parse("2019-05/2022-05").last.end
    (datetime.date(2022, 5, 1), datetime.date(2022, 5, 31))
    >>> parse("2022/2022-05").text
    '2022'
    """
    first, slash, last = text.partition("/")
    ends = [_parse_one(first), _parse_one(last)] if slash else [_parse_one(first)]
    if ends[0].start > ends[-1].start:
        raise ValueError(f"'{text}' ends before it starts")
    return _spanning(ends)


def covering(periods: Iterable[str]) -> str:
    """The least span that all of the periods lie in, as data write it; nothing of none.

    >>> covering(["2022-05", "2019-05"]), covering(["2021-12", "2022", "2022-05"])
    ('2019-05/2022-05', '2021-12/2022')
    """
    spans = [parse(each) for each in periods if each]
    return _spanning([end for each in spans for end in (each.first, each.last)]).text if spans else ""


def _spanning(periods: Iterable[Period]) -> Span:
    """From the one that starts first to the one that ends last; one of them where it holds all others."""
    known = list(periods)
    first = min(known, key=lambda each: (each.start, -each.end.toordinal()))
    last = max(known, key=lambda each: (each.end, -each.start.toordinal()))
    if first.end >= last.end:
        return Span(first, first)
    return Span(last, last) if last.start <= first.start else Span(first, last)


def _parse_one(text: str) -> Period:
    for kind, known in _KINDS.items():
        if found := known.pattern.fullmatch(text):
            numbers = [int(each) for each in found.groups()]
            try:
                start, end = known.first(*numbers), known.last(*numbers)
            except (ValueError, OverflowError) as error:
                raise ValueError(f"'{text}' is not a period; {error}") from error
            return Period(text=text, kind=kind, year=numbers[0], number=(*numbers, 0)[1], start=start, end=end)
    raise ValueError(f"'{text}' is not a period")
