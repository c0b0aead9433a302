"""Spans: which period or two a text names, and in which month or year all of it lies."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from statbrief.table_schema.periods import DAY, FISCAL, MONTH, QUARTER, WEEK, YEAR
from statbrief.table_schema.spans import parse_span

days = st.dates(dt.date(1583, 1, 1), dt.date(2400, 12, 31))
WRITTEN = {
    YEAR: ("Y", "{0.year}"),
    QUARTER: ("Q", "{0.year}-Q{0.quarter}"),
    MONTH: ("M", "{0.year}-{0.month:02}"),
    DAY: ("D", "{0.year}-{0.month:02}-{0.day:02}"),
    FISCAL: ("Y-SEP", "{0.start_time:%Y-%m}/FY{0.year}"),
}
"""What pandas calls a period, and how data write what it has."""


@given(st.sampled_from(sorted(WRITTEN)), days)
def test_a_period_has_the_days_that_pandas_gives_it(frequency: str, day: dt.date) -> None:
    """Years, quarters, months, days, and fiscal years that start in October."""
    alias, written = WRITTEN[frequency]
    period = pd.Period(day, alias)
    span = parse_span(written.format(period))
    assert (span.is_single, span.first.frequency) == (True, frequency)
    assert (span.first.first, span.last.last) == (period.start_time.date(), period.end_time.date())


@given(days)
def test_a_week_goes_from_monday_to_sunday(day: dt.date) -> None:
    """And its year is that of its Thursday, as ISO 8601 has it."""
    week = parse_span("{0.year:04}-W{0.week:02}".format(day.isocalendar())).first
    monday = day - dt.timedelta(day.weekday())
    assert (week.frequency, week.first, week.last) == (WEEK, monday, monday + dt.timedelta(6))


@pytest.mark.parametrize(
    "text",
    ["", "22", "2022-13", "2022-5", "2022-02-30", "2022-Q5", "2022-W53", "2022-W00", "May 2022", "0000", "2022-05/",
     "2022-06/2022-05", "2022/2023/2024", "2022-10/FY2023/2021-10/FY2022", "2022/FY2023",
     "2021-10/FY2022/2022-10/FY2023/2024", "٢٠٢٢"],
)  # fmt: skip
def test_what_is_no_span_is_refused(text: str) -> None:
    """A month, quarter, week or day that no year has, two that end before they start, digits of other scripts."""
    with pytest.raises(ValueError, match=r"is not a period|ends before it starts|more than two ends"):
        parse_span(text)


@pytest.mark.parametrize(
    ("text", "year", "month"),
    [
        ("2022", 2022, None),
        ("2022-Q2", 2022, None),
        ("2022-05", 2022, 5),
        ("2022-05-12", 2022, 5),
        ("2022-W19", 2022, 5),
        ("2022-W17", 2022, None),
        ("2020-W53", None, None),
        ("2021-10/FY2022", None, None),
        ("2021-10/FY2022/2022-10/FY2023", None, None),
        ("2022-05/2022-07", 2022, None),
        ("2022-05-01/2022-05-12", 2022, 5),
        ("2021-05/2022-05", None, None),
    ],
)
def test_a_span_lies_in_a_month_or_a_year(text: str, year: int | None, month: int | None) -> None:
    """If all of it does; the last week of 2020 ends in 2021."""
    assert (parse_span(text).year, parse_span(text).month) == (year, month)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("2019-05/2022-05", ("2019-05", "2022-05")),
        ("2022-05/2022-05", ("2022-05", "2022-05")),
        ("2022/2022-05", ("2022", "2022")),
        ("2022-01/2022", ("2022", "2022")),
        ("2021-12/2022", ("2021-12", "2022")),
        ("2022-Q2/2022-06", ("2022-Q2", "2022-Q2")),
    ],
)
def test_one_that_holds_the_other_is_said_alone(text: str, ends: tuple[str, str]) -> None:
    """A year and one of its months are the year."""
    span = parse_span(text)
    assert (span.first.text, span.last.text) == ends
