"""Single periods in the manner of ISO 8601: years, quarters, months, weeks, days, and years that start elsewhere.

One period has one text: ``2022``, ``2022-Q2``, ``2022-05``, ``2022-W05``, ``2022-05-12``. Quarters, which ISO 8601 does
not have, are written as its weeks are. A fiscal year is called after the calendar year in which it ends, as in pandas,
and says in which month it starts, so that it is none other: ``2021-10/FY2022``. (Two years are a span: ``2021/2022``.)
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cached_property

from statbrief.errors import RefusedError

YEAR, FISCAL, QUARTER, MONTH, WEEK, DAY = "year", "fiscal year", "quarter", "month", "week", "day"
HALF = "half-year"
"""What data have none of, but all of whose quarters or months they may have; its text is for messages alone."""
EXAMPLES = {
    YEAR: "2022",
    MONTH: "2022-05",
    DAY: "2022-05-12",
    QUARTER: "2022-Q2",
    WEEK: "2022-W05",
    FISCAL: "2021-10/FY2022",
}
"""How a period of each frequency is written."""
_MONTHS = {YEAR: 12, FISCAL: 12, HALF: 6, QUARTER: 3, MONTH: 1}
_DAYS = {WEEK: 7, DAY: 1}
_WRITTEN = {
    YEAR: re.compile(r"(?P<year>[0-9]{4})"),
    MONTH: re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})"),
    DAY: re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"),
    QUARTER: re.compile(r"(?P<year>[0-9]{4})-Q(?P<quarter>[1-4])"),
    WEEK: re.compile(r"(?P<year>[0-9]{4})-W(?P<week>[0-9]{2})"),
    FISCAL: re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})/FY(?P<called>[0-9]{4})"),
}


@dataclass(frozen=True, order=True)
class Period:
    """A period by its first day; `frequency` says how long it is."""

    first: dt.date
    frequency: str

    @cached_property
    def text(self) -> str:
        """The one way to write it.

        >>> Period(dt.date(2022, 4, 1), QUARTER).text, Period(dt.date(2021, 10, 1), FISCAL).text
        ('2022-Q2', '2021-10/FY2022')
        """
        year, month = f"{self.first.year:04d}", f"{self.first.year:04d}-{self.first.month:02d}"
        if self.frequency == WEEK:
            week = self.first.isocalendar()
            return f"{week.year:04d}-W{week.week:02d}"
        return {
            YEAR: year,
            QUARTER: f"{year}-Q{(self.first.month + 2) // 3}",
            MONTH: month,
            DAY: self.first.isoformat(),
            FISCAL: f"{month}/FY{self.first.year + 1:04d}",
            HALF: f"{year}-H{(self.first.month + 5) // 6}",
        }[self.frequency]

    @property
    def last(self) -> dt.date:
        """The day on which it ends."""
        try:
            return self.shifted(1).first - dt.timedelta(days=1)
        except (ValueError, OverflowError):  # the calendar ends with the year 9999
            return dt.date.max

    def shifted(self, by: int) -> Period:
        """The period so many later; earlier where `by` is negative. Raises `ValueError` outside the calendar.

        >>> Period(dt.date(2022, 1, 1), MONTH).shifted(-1).text
        '2021-12'
        """
        if self.frequency in _DAYS:
            return Period(self.first + dt.timedelta(days=by * _DAYS[self.frequency]), self.frequency)
        months = self.first.year * 12 + self.first.month - 1 + by * _MONTHS[self.frequency]
        return Period(dt.date(months // 12, months % 12 + 1, 1), self.frequency)


def parse(text: str, *frequencies: str) -> Period:
    """The period that a text is, of any frequency or of those named. Raises `RefusedError` with how to write it."""
    found = _found(text, frequencies)
    if found is None:
        raise RefusedError(f"'{text}' is not a period", how_to_write(text, *frequencies))
    return found


def _found(text: str, frequencies: tuple[str, ...]) -> Period | None:
    for frequency in frequencies or _WRITTEN:
        if written := _WRITTEN[frequency].fullmatch(text):
            try:
                return _period(frequency, {name: int(value) for name, value in written.groupdict().items()})
            except ValueError:
                return None
    return None


def _period(frequency: str, parts: dict[str, int]) -> Period:
    """A period by its parts. Raises `ValueError` for a month, week or day that no calendar has."""
    year, month = parts["year"], parts.get("month", parts.get("quarter", 1))
    if frequency == WEEK:
        return Period(dt.date.fromisocalendar(year, parts["week"], 1), frequency)
    if frequency == QUARTER:
        month = 3 * month - 2
    if frequency == FISCAL and (month == 1 or parts["called"] != year + 1):
        raise ValueError("no fiscal year")
    return Period(dt.date(year, month, parts.get("day", 1)), frequency)


def around(day: dt.date, frequency: str) -> Period:
    """The year, quarter or month that a day lies in.

    >>> around(dt.date(2022, 5, 12), QUARTER).text
    '2022-Q2'
    """
    months = _MONTHS[frequency]
    return Period(dt.date(day.year, (day.month - 1) // months * months + 1, 1), frequency)


def fiscal_year(called: int, starts: int) -> Period:
    """The year that starts in month `starts` (from 2 to 12) and is called after the calendar year in which it ends."""
    return Period(dt.date(called - 1, starts, 1), FISCAL)


def how_to_write(text: str, *frequencies: str) -> str:
    """What to write in the place of a text that is no period: the same period, where that can be told."""
    meant = re.fullmatch(r"(?P<year>[0-9]{4})[-\s]?(?P<kind>[QqTtWwMm])?(?P<part>[0-9]{1,2})", text)
    if meant:
        kind = (meant["kind"] or {"quarter": "Q", "week": "W"}.get("".join(frequencies), "M")).upper()
        sign = {"Q": "Q", "T": "Q", "W": "W", "M": ""}[kind]
        written = f"{meant['year']}-{sign}" + (meant["part"] if sign == "Q" else f"{int(meant['part']):02d}")
        if _found(written, frequencies):
            return f"write {written}"
    if FISCAL in (frequencies or EXAMPLES) and _is_fiscal(text):
        return f"write a fiscal year with the month in which it starts, as in {EXAMPLES[FISCAL]}"
    examples = [EXAMPLES[each] for each in frequencies or EXAMPLES]
    return f"write {', '.join(examples[:-1])} or {examples[-1]}" if examples[1:] else f"write {examples[0]}"


def _is_fiscal(text: str) -> bool:
    """Whether a text is how sources write fiscal years: FY2022, 2021/22, 2021-22."""
    both = re.fullmatch(r"([0-9]{2})([0-9]{2})[-/\u2013](?:[0-9]{2})?([0-9]{2})", text)
    is_next = both is not None and int(both[3]) == (int(both[2]) + 1) % 100
    return is_next or re.fullmatch(r"FY ?[0-9]{2}(?:[0-9]{2})?", text) is not None
