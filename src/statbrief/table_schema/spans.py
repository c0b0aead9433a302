"""Spans: a period of any frequency, or from one to another, as data write them with a slash between.

What rests on all of a time, such as a sum of the twelve months of a year, is of that year, and still knows of which
months it is made: ``2023..2023-12`` is 2023, month by month, ``2022..2023-Q4`` two years by quarters, and
``2023-01..2023-06`` a half-year, and ``2022-01..2022-06/2023-01..2023-06`` from one half-year to another. The analysis
writes these, no data do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from statbrief.errors import RefusedError
from statbrief.table_schema.periods import (
    DAY,
    EXAMPLES,
    FISCAL,
    HALF,
    MONTH,
    QUARTER,
    WEEK,
    YEAR,
    Period,
    around,
    fiscal_year,
    how_to_write,
    parse,
)

_PROJECTED = re.compile(r"projected\b", re.IGNORECASE)
_COLUMN = re.compile(r"\{(\w+)\}")
_SPAN = "2019-05/2022-05"
_BETWEEN = re.compile(r"/(?!FY)|\.\.")  # within a fiscal year there is a slash, too
_ALL_OF = ".."
_MOST_YEARS = 1000
_MOST_PARTS = 12 * _MOST_YEARS


@dataclass(frozen=True)
class Span:
    """From one period to another; one period alone is its own `first` and `last`.

    One that is all of longer periods, each of the shorter ones in between, has these as `whole`.
    """

    first: Period
    last: Period
    whole: Span | None = None

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
    >>> parse_span("2021-10/FY2022").is_single, parse_span("2021-10/FY2022/2022-10/FY2023").last.text
    (True, '2022-10/FY2023')
    >>> parse_span("2022-01..2022-06/2023-01..2023-06").last.text
    '2023-H1'
    """
    if _ALL_OF in text:
        return _of_halves(text) or _whole(text)
    ends = ends_of(parse_period(text))
    first, last = ends[0], ends[-1]
    if first.last >= last.last:
        return Span(first, first)
    return Span(last, last) if first.first == last.first else Span(first, last)


def _of_halves(text: str) -> Span | None:
    """From one half-year to another; None of what is anything else."""
    halves = text.split("/")
    if len(halves) == 2 and all(map(_half_of, halves)):  # noqa: PLR2004 -- one, and another
        first, last = map(_half_of, halves)
        return Span(first, last) if first and last and first < last else None
    return None


def _half_of(text: str) -> Period | None:
    """The half-year that all of these months or quarters are; None of what is anything else."""
    with suppress(RefusedError):
        whole = _whole(text).whole
        return whole.first if whole and whole.is_single and whole.first.frequency == HALF else None
    return None


def _whole(text: str) -> Span:
    """All of some years, of a half-year, a quarter or a month. Raises `RefusedError` for what is none."""
    known, *others = ends_of(text)
    if len(others) == 1 and "/" not in text.replace("/FY", ""):
        first, last = Period(known.first, others[0].frequency), others[0]
        unit = Period(known.first, HALF) if known.frequency == last.frequency else known
        until, most = unit, _MOST_YEARS if unit.frequency in {YEAR, FISCAL} else 1
        while until.last < last.last and (most := most - 1):
            until = until.shifted(1)
        if until.last == last.last:
            return Span(first, last, Span(unit, until))
    raise RefusedError(f"'{text}' is not a period", how_to_write(text))


def parse_period(text: str) -> str:
    """The text, where it is a period of ISO 8601 (of which a fiscal year is no part), or two with a slash between.

    Raises `RefusedError` with how to write it.
    """
    try:
        ends = ends_of(text.replace(_ALL_OF, " "))
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
    return tuple(parse(part) for part in _BETWEEN.split(text))


@lru_cache(maxsize=4096)  # as above
def _told(text: str) -> tuple[tuple[Period, date, date], ...]:
    """The same, each with the days on which it begins and ends."""
    return tuple((each, each.first, each.last) for each in ends_of(text))


def join_periods(periods: Iterable[str]) -> str:
    """The one of them that all lie within, else the span from the earliest to the latest, longer ones first.

    Fiscal years are said as such with others that start as they do, and else by months, which both ends are said by.

    >>> join_periods(["2022-05", "2019-05"]), join_periods(["2022-05", "2022"])
    ('2019-05/2022-05', '2022')
    >>> join_periods(["2020-10/FY2021", "2021-10/FY2022"]), join_periods(["2020", "2021-10/FY2022"])
    ('2020-10/FY2021/2021-10/FY2022', '2020-01/2022-09')
    >>> join_periods(["2022", "2023-Q4", "2023"])
    '2022/2023'
    """
    texts = list(dict.fromkeys(filter(None, periods)))
    if not texts:
        return ""
    told = {text: _told(text) for text in texts}
    reach = {text: (ends[0][1], ends[-1][2]) for text, ends in told.items()}
    whole = min(first for first, _ in reach.values()), max(last for _, last in reach.values())
    if around := [text for text in texts if reach[text] == whole]:
        return around[0]
    ends = [end for each in told.values() for end in each]
    first, *_ = max((end for end in ends if end[1] == whole[0]), key=lambda end: end[2])
    last, *_ = min((end for end in ends if end[2] == whole[1]), key=lambda end: end[1])
    if FISCAL in {first.frequency, last.frequency} and _start(first) != _start(last):
        first, last = _month(first, first.first), _month(last, last.last)
    return f"{first.text}/{last.text}"


def all_of(texts: Iterable[str], fiscal: Iterable[int] = ()) -> str:
    """The years, half-year, quarter or month that all of these months, quarters or days make up, each of them there.

    Nothing where they are no such time. `fiscal` are the months in which fiscal years start that the data have.

    >>> all_of(f"2023-{month:02}" for month in range(1, 13)), all_of(["2023-Q4", "2023-Q3"])
    ('2023..2023-12', '2023-Q3..2023-Q4')
    >>> all_of(["2023-Q1", "2023-Q2", "2023-Q4"]), all_of(["2023-Q2", "2023-Q3"]), all_of(["2023-01"])
    ('', '', '')
    """
    parts = sorted({parse(text) for text in set(texts)})
    if len(parts) < 2 or {part.frequency for part in parts} not in ({MONTH}, {QUARTER}, {DAY}):  # noqa: PLR2004 -- one is itself
        return ""
    first, last = parts[0], parts[-1]
    if len(parts) > _MOST_PARTS or first.shifted(len(parts) - 1) != last:
        return ""
    for unit in _units_from(first, fiscal):
        span = f"{unit.text}{_ALL_OF}{last.text}"
        with suppress(RefusedError):
            if parse_span(span).whole:
                return span
    return ""


def longer_periods(texts: Iterable[str], frequency: str, starts: int = 1) -> dict[str, list[str]]:
    """The years, half-years, quarters or months that these quarters, months or days make up, with the parts of each.

    Both in their order, nothing where one of them lacks a part. Fiscal years start in month `starts`.

    >>> longer_periods(["2022-04", "2022-06", "2022-05"], QUARTER), longer_periods(["2022-04", "2022-05"], QUARTER)
    ({'2022-Q2': ['2022-04', '2022-05', '2022-06']}, {})
    >>> longer_periods(["2023-Q4", "2023-Q3"], HALF)
    {'2023-Q3..2023-Q4': ['2023-Q3', '2023-Q4']}
    """
    found: dict[Period, list[str]] = {}
    for text in sorted(set(texts)):
        first = parse(text).first
        called = first.year + (first.month >= starts)
        unit = fiscal_year(called, starts) if frequency == FISCAL else around(first, frequency)
        found.setdefault(unit, []).append(text)
    wholes = {unit: all_of(parts, [starts]) for unit, parts in found.items()}
    if not all(whole and parse_span(whole).whole == Span(unit, unit) for unit, whole in wholes.items()):
        return {}
    return {wholes[unit] if frequency == HALF else unit.text: parts for unit, parts in found.items()}


def half_years(texts: Iterable[str]) -> str:
    """From the first to the last of these times, each of which is a half-year by its months or quarters.

    Nothing of others, or of one.

    >>> half_years(["2023-01/2023-06", "2022-Q1/2022-Q2"]), half_years(["2022-01/2022-06", "2023-01/2023-07"])
    ('2022-Q1..2022-Q2/2023-01..2023-06', '')
    """
    known = [text.replace("/", _ALL_OF) for text in set(texts)]
    halves = sorted((half, text) for text in known if (half := _half_of(text)))
    if len(halves) < len(known) or len({half for half, _ in halves}) < 2:  # noqa: PLR2004 -- from one to another
        return ""
    return f"{halves[0][1]}/{halves[-1][1]}"


def _units_from(first: Period, fiscal: Iterable[int]) -> Iterator[Period]:
    """The longer periods that begin where the first part does: quarters and months only by themselves."""
    if first.first.day != 1:
        return
    if first.first.month == 1:
        yield Period(first.first, YEAR)
    yield from (fiscal_year(first.first.year + 1, month) for month in fiscal if month == first.first.month)
    if first.first.month in {1, 7} and first.frequency != DAY:
        yield first
    if first.first.month % 3 == 1 and first.frequency != QUARTER:
        yield Period(first.first, QUARTER)
    if first.frequency == DAY:
        yield Period(first.first, MONTH)


def _start(period: Period) -> int:
    """The month in which a fiscal year starts; 0 of any other period."""
    return period.first.month if period.frequency == FISCAL else 0


def _month(period: Period, day: date) -> Period:
    """The month in which a period begins, or ends; a week or a day as it is."""
    return period if period.frequency in {WEEK, DAY} else around(day, MONTH)


def fill_period(period: str, cells: Mapping[str, str]) -> str:
    """The period with the row's cells in place of their columns' names in braces.

    >>> fill_period("{year}-05", {"year": "2022"})
    '2022-05'
    """
    return _COLUMN.sub(lambda named: cells.get(named[1], named[0]), period)


def columns_in(period: str) -> list[str]:
    """The columns that a period is filled in from.

    >>> columns_in("{year}-05"), columns_in("2022")
    (['year'], [])
    """
    return _COLUMN.findall(period)


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
