"""When a brief's data are of: which periods that somebody typed the data will leave behind when they roll on.

A typed period is a fault that is one of a figure or of a dataset's rows, or was before the data rolled on: one of the
same length from just before the earliest to just after the latest. A year is one, too, that some figure's period lies
in, or that a series of months, quarters or weeks has just left or is about to enter; a quarter that such a month of the
data lies in; a month or a quarter by itself is,
that a figure is of, or next to the latest of such a series. Nothing else can become false by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from statbrief.languages.typed_periods import Mention
from statbrief.table_schema.periods import DAY, FISCAL, MONTH, QUARTER, WEEK, YEAR, Period
from statbrief.table_schema.spans import Span

_PARTS = {"month": 12, "quarter": 4}
_ABOUT_A_WEEK = (6,)
"""Days from the first to the last of seven: few people end weeks with Sunday."""
_FIRST, _LAST = "period_first", "period_last"


@dataclass(frozen=True)
class Rows:
    """When a dataset's rows are of: the first and the last, and whether there is one of each period between."""

    first: Period
    last: Period
    is_series: bool


@dataclass(frozen=True)
class Form:
    """A form that says a period: of which figure or other variable, and its name."""

    of: str
    name: str
    is_near: bool = False


@dataclass(frozen=True)
class Timeline:
    """The periods of figures, and of whatever else has one, by name, and those of datasets' rows."""

    known: Mapping[str, Span]
    rows: Mapping[str, Rows]

    def covers(self, typed: Mention) -> bool:
        """Whether a typed period is one that the data may leave behind."""
        if typed.is_relative:
            return self._rolls_by(typed.frequency)
        if typed.stretch and self._reaches(*typed.stretch):
            return True
        if typed.frequency == FISCAL or (typed.called and self._reach_of(FISCAL)):
            return self._is_called(typed.called) or any(map(self._covers, typed.periods))
        if typed.periods:
            return any(map(self._covers, typed.periods))
        if typed.day:
            return any((each.first.month, each.first.day) == (typed.month, typed.day) for each in self._ends_of(DAY))
        return self._part("month", typed.month) if typed.month else self._part("quarter", typed.quarter)

    def forms(self, typed: Mention) -> list[Form]:
        """The forms that say a typed period; where none does, those that say the nearest one of its length."""
        if typed.stretch and (whole := self._of_time(*typed.stretch)):
            return whole
        if typed.is_relative:
            return [] if typed.are_several else self._latest(typed)
        is_part = typed.stretch is not None and typed.frequency == YEAR  # no year is the half of it
        same = [] if is_part else [form for form, period in self._said(typed) if _is_meant(period, typed)]
        if same or is_part or not typed.periods:
            return same
        apart = [(abs((each.first - typed.periods[0].first).days), form) for form, each in self._said(typed)]
        nearest = min((distance for distance, _ in apart), default=0)
        return [Form(form.of, form.name, is_near=True) for distance, form in apart if distance == nearest]

    def _of_time(self, first: date, last: date) -> list[Form]:
        """The forms that say a time from one day to another."""
        spans = self.known.items()
        return [Form(name, "period") for name, each in spans if (each.first.first, each.last.last) == (first, last)]

    def _latest(self, typed: Mention) -> list[Form]:
        """The forms that say the latest period of a length."""
        said = [(form, period) for form, period in self._said(typed) if period.frequency == typed.frequency]
        last = max((period for _, period in said), default=None)
        return [form for form, period in said if period == last]

    def _rolls_by(self, frequency: str) -> bool:
        """Whether a series goes on by such periods, or by shorter ones that add up to years."""
        series = {rows.last.frequency for rows in self.rows.values() if rows.is_series}
        is_of_months = frequency == QUARTER and MONTH in series
        return frequency in series or is_of_months or (frequency == YEAR and bool(series - {DAY}))

    def _covers(self, period: Period) -> bool:
        if reach := self._reach_of(period.frequency):
            first, last = reach
            if first.shifted(-1).first <= period.first <= last.shifted(1).first:
                return True
        if period.frequency == QUARTER and self._has_months_of(period):
            return True
        return period.frequency == YEAR and period.first.year in self._years

    def _has_months_of(self, quarter: Period) -> bool:
        """Whether a month of a quarter is one that a figure is of, or that a series of months has, left or enters."""
        if any(quarter.first <= each.first <= quarter.last for each in self._ends_of(MONTH)):
            return True
        series = [rows for rows in self.rows.values() if rows.is_series and rows.last.frequency == MONTH]
        return any(
            rows.first.shifted(-1).first <= quarter.last and quarter.first <= rows.last.shifted(1).last
            for rows in series
        )

    def _reaches(self, first: date, last: date) -> bool:
        """Whether a time goes from year to year, or quarter to quarter, as the data have, had or will have them."""
        if any((each.first.first, each.last.last) == (first, last) for each in self.known.values()):
            return True
        for frequency in (YEAR, FISCAL, QUARTER, MONTH, WEEK):
            if reach := self._reach_of(frequency):
                known = [reach[0].shifted(-1)]
                while known[-1] <= reach[1]:
                    known.append(known[-1].shifted(1))
                if first in {each.first for each in known} and last in {each.last for each in known}:
                    return True
                if (
                    frequency == WEEK
                    and (last - first).days in _ABOUT_A_WEEK
                    and known[0].first <= last <= known[-1].last
                ):
                    return True
        return False

    def _reach_of(self, frequency: str) -> tuple[Period, Period] | None:
        ends = self._ends_of(frequency)
        return (min(ends), max(ends)) if ends else None

    def _is_called(self, year: int) -> bool:
        reach = self._reach_of(FISCAL)
        return reach is not None and reach[0].last.year - 1 <= year <= reach[1].last.year + 1

    def _ends_of(self, frequency: str) -> list[Period]:
        return [each for each in self._ends if each.frequency == frequency]

    @cached_property
    def _ends(self) -> list[Period]:
        spans = [each for span in self.known.values() for each in (span.first, span.last)]
        return [*spans, *(each for rows in self.rows.values() for each in (rows.first, rows.last))]

    @cached_property
    def _years(self) -> frozenset[int]:
        """The calendar years that a period lies in, and those about the latest of a series."""
        ends = [end for span in self.known.values() for end in (span.first, span.last)]
        latest = [rows.last.last.year for rows in self.rows.values() if rows.is_series and rows.last.frequency != YEAR]
        known = {end.first.year for end in ends if end.frequency != FISCAL}
        return frozenset(known | {year + by for year in latest for by in (-1, 0, 1)})

    def _part(self, part: str, number: int) -> bool:
        """Whether a month or a quarter by itself is that of a figure, or next to the latest of a series.

        A quarter is, too, that such a month lies in.
        """
        if part == "quarter" and any(self._part("month", 3 * number - by) for by in range(3)):
            return True
        if any(_part_of(end, part) == number for span in self.known.values() for end in (span.first, span.last)):
            return True
        of = MONTH if part == "month" else QUARTER
        last = [rows.last for rows in self.rows.values() if rows.is_series and rows.last.frequency == of]
        return any(_part_of(each.shifted(by), part) == number for each in last for by in (-1, 0, 1))

    def _said(self, typed: Mention) -> Iterator[tuple[Form, Period]]:
        """Every form that says a period of the length that was typed, and that period."""
        for name, span in self.known.items():
            ends = [("period", span.first)] if span.is_single else [(_FIRST, span.first), (_LAST, span.last)]
            if span.whole and span.whole.is_single:
                ends.insert(0, ("period", span.whole.first))
            for form, end in ends:
                is_dated = typed.periods or typed.called or typed.day or typed.is_relative
                if end.frequency == typed.frequency and is_dated:
                    yield Form(name, form), end
                elif typed.frequency == YEAR and end.frequency != FISCAL:
                    yield Form(name, f"{form}_year"), Period(end.first.replace(month=1, day=1), YEAR)
                elif typed.frequency == MONTH and not typed.periods and _part_of(end, "month"):
                    yield Form(name, f"{form}_month"), end
                elif typed.frequency == QUARTER and not typed.periods and end.frequency == QUARTER:
                    yield Form(name, form), end


def _is_meant(period: Period, typed: Mention) -> bool:
    if typed.periods:
        return period in typed.periods or (period.frequency == FISCAL and period.last.year == typed.called)
    if typed.called:
        return period.last.year == typed.called
    if typed.day:
        return (period.first.month, period.first.day) == (typed.month, typed.day)
    return _part_of(period, "month" if typed.month else "quarter") == (typed.month or typed.quarter)


def _part_of(period: Period, part: str) -> int:
    """The month, or the quarter, that a period is or lies in; 0 of a longer one."""
    if part == "month":
        return period.first.month if period.frequency in {MONTH, DAY} else 0
    return (period.first.month + 2) // 3 if period.frequency == QUARTER else 0


def of_rows(periods: Iterable[Period]) -> Rows | None:
    """When rows are of; nothing of none."""
    distinct = sorted(set(periods))
    if not distinct:
        return None
    first, last = distinct[0], distinct[-1]
    return Rows(first, last, first.frequency == last.frequency and first.shifted(len(distinct) - 1) == last)
