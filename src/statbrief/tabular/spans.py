"""Spans: a period of any frequency, or from one to another, as data write them with a slash between."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from statbrief.errors import RefusedError
from statbrief.tabular.periods import EXAMPLES, FISCAL, MONTH, Period, how_to_write, parse

_PROJECTED = re.compile(r"projected\b", re.IGNORECASE)
_SPAN = "2019-05/2022-05"


@dataclass(frozen=True)
class Span:
    """From one period to another; one period alone is its own `first` and `last`."""

    first: Period
    last: Period

    @property
    def is_single(self) -> bool:
        """Whether it is one period."""
        return self.first == self.last

    @property
    def year(self) -> int | None:
        """The calendar year that all of it lies in; None of more than one."""
        year = self.first.first.year
        return year if year == self.last.last.year else None

    @property
    def month(self) -> int | None:
        """The month that all of it lies in, from 1; None of more than one."""
        month = self.first.first.month
        return month if self.year is not None and month == self.last.last.month else None


def parse_span(text: str) -> Span:
    """A period, or two with a slash between, of which one that holds the other is said alone.

    Raises `RefusedError` for a part that is none, more than two, and an end before the start.

    >>> parse_span("2019-05/2022-05").last.text, parse_span("2022/2022-05").last.text
    ('2022-05', '2022')
    >>> parse_span("2021-10/FY2022").is_single
    True
    """
    ends = ends_of(parse_period(text))
    first, last = ends[0], ends[-1]
    if first.last >= last.last:
        return Span(first, first)
    return Span(last, last) if first.first == last.first else Span(first, last)


def parse_period(text: str) -> str:
    """The text, where it is a period of ISO 8601 (of which a fiscal year is no part), or two with a slash between.

    Raises `RefusedError` with how to write it.
    """
    try:
        ends = ends_of(text)
    except RefusedError as error:
        of_all = how_to_write(text)
        wanted = of_all if of_all != how_to_write("") else error.wanted
        wanted = wanted.replace(f" or {EXAMPLES[FISCAL]}", f", {EXAMPLES[FISCAL]} or {_SPAN}")
        raise RefusedError(f"'{text}' is not a period", wanted) from error
    if len(ends) > 2:  # noqa: PLR2004 -- a period has a start and an end
        raise RefusedError(f"'{text}' has more than two ends", f"write {_SPAN}")
    if ends[0].first > ends[-1].first:
        raise RefusedError(f"'{text}' ends before it starts", f"write {ends[-1].text}/{ends[0].text}")
    return text


@lru_cache(maxsize=4096)  # rows of many areas have the same periods
def ends_of(text: str) -> tuple[Period, ...]:
    """The periods that a text names, in its order: one, or that from which and that to which it goes.

    Raises `RefusedError` for a part that is none.
    """
    if "/FY" in text or "/" not in text:
        return (parse(text),)
    return tuple(parse(part) for part in text.split("/"))


def join_periods(periods: Iterable[str]) -> str:
    """The one of them that all lie within, else the span from the earliest to the latest, for fiscal years of months.

    >>> join_periods(["2022-05", "2019-05"]), join_periods(["2022-05", "2022"])
    ('2019-05/2022-05', '2022')
    >>> join_periods(["2020-10/FY2021", "2021-10/FY2022"])
    '2020-10/2022-09'
    """
    texts = list(dict.fromkeys(filter(None, periods)))
    if not texts:
        return ""
    reach = {text: (first_day(text), last_day(text)) for text in texts}
    whole = min(first for first, _ in reach.values()), max(last for _, last in reach.values())
    if around := [text for text in texts if reach[text] == whole]:
        return around[0]
    ends = [each for text in texts for end in ends_of(text) for each in _in_months(end)]
    first = min(ends, key=lambda end: (end.first, end.last))
    last = max(ends, key=lambda end: (end.last, end.first))
    return f"{first.text}/{last.text}"


def _in_months(period: Period) -> tuple[Period, ...]:
    """A fiscal year as its first and last month; any other as it is."""
    if period.frequency != FISCAL:
        return (period,)
    first = Period(period.first, MONTH)
    return first, first.shifted(11)


def fill_period(period: str, cells: Mapping[str, str]) -> str:
    """The period with the row's cells in place of their columns' names in braces.

    >>> fill_period("{year}-05", {"year": "2022"})
    '2022-05'
    """
    return re.sub(r"\{(\w+)\}", lambda named: cells.get(named[1], named[0]), period)


def first_day(period: str) -> date:
    """The day on which a period begins.

    >>> first_day("2022-05"), first_day("2019/2022")
    (datetime.date(2022, 5, 1), datetime.date(2019, 1, 1))
    """
    return ends_of(period)[0].first


def last_day(period: str) -> date:
    """The day on which a period ends.

    >>> last_day("2022-02"), last_day("2022-Q2"), last_day("2021-10/FY2022")
    (datetime.date(2022, 2, 28), datetime.date(2022, 6, 30), datetime.date(2022, 9, 30))
    """
    return ends_of(period)[-1].last


def says_projected(note: str) -> bool:
    """Whether a row's note begins with what makes its period one that may lie in the future.

    >>> says_projected("Projected by the agency"), says_projected("As projected")
    (True, False)
    """
    return _PROJECTED.match(note) is not None


def are_apart(one: str, other: str) -> bool:
    """Whether two periods are two times: neither lies within the other.

    >>> are_apart("2021", "2022"), are_apart("2022-Q2", "2022"), are_apart("2022-05", "2022-Q2")
    (True, False, False)
    """
    (first, last), (begins, ends) = ((first_day(each), last_day(each)) for each in (one, other))
    return not ((begins <= first and last <= ends) or (first <= begins and ends <= last))
