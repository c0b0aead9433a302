"""Periods: which there are, from which day to which they go, and what holds them all."""

import datetime as dt
import itertools

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from statbrief.arithmetic import periods
from statbrief.arithmetic.periods import covering, parse

days = st.dates(dt.date(1583, 1, 1), dt.date(2400, 12, 31))
FREQUENCIES = {
    periods.YEAR: ("Y", "{:%Y}"),
    periods.QUARTER: ("Q", "{0.year}-Q{0.quarter}"),
    periods.MONTH: ("M", "{:%Y-%m}"),
    periods.DAY: ("D", "{:%Y-%m-%d}"),
}


def iso(kind: str, day: dt.date) -> str:
    """The period of a kind that the day lies in, as data write it."""
    if kind == periods.WEEK:
        return "{0.year:04}-W{0.week:02}".format(day.isocalendar())
    frequency, written = FREQUENCIES[kind]
    return written.format(pd.Period(day, frequency))


@given(st.sampled_from(sorted(FREQUENCIES)), days)
def test_a_period_has_the_days_that_pandas_gives_it(kind: str, day: dt.date) -> None:
    """Years, quarters, months and days."""
    period, span = pd.Period(day, FREQUENCIES[kind][0]), parse(iso(kind, day))
    assert span.is_single
    assert (span.first.kind, span.first.start, span.first.end) == (
        kind,
        period.start_time.date(),
        period.end_time.date(),
    )


@given(days)
def test_a_week_goes_from_monday_to_sunday(day: dt.date) -> None:
    """And its year is that of its Thursday, as ISO 8601 has it."""
    week = parse(iso(periods.WEEK, day)).first
    monday = day - dt.timedelta(day.weekday())
    assert (week.start, week.end) == (monday, monday + dt.timedelta(6))
    assert week.year == (monday + dt.timedelta(3)).year


@pytest.mark.parametrize(
    "text",
    ["", "22", "2022-13", "2022-5", "2022-02-30", "2022-Q5", "2022-W53", "2022-W00", "May 2022", "0000", "2022-05/",
     "2022-06/2022-05", "2022/2023/2024", "٢٠٢٢", "9999-W53"],
)  # fmt: skip
def test_what_is_no_period_is_refused(text: str) -> None:
    """A month, quarter, week or day that no year has, two that end before they start, digits of other scripts."""
    with pytest.raises(ValueError, match=r"is not a period|ends before it starts"):
        parse(text)


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
        ("2022-05/2022-07", 2022, None),
        ("2022-05-01/2022-05-12", 2022, 5),
        ("2021-05/2022-05", None, None),
    ],
)
def test_a_period_lies_in_a_month_or_a_year(text: str, year: int | None, month: int | None) -> None:
    """If all of it does; the last week of 2020 ends in 2021."""
    assert (parse(text).year, parse(text).month) == (year, month)


@given(st.lists(st.tuples(st.sampled_from(periods.KINDS), days), min_size=1, max_size=4))
def test_what_covers_periods_starts_with_the_first_and_ends_with_the_last(made: list[tuple[str, dt.date]]) -> None:
    """Of whatever kinds and in whatever order, none of them goes beyond it, and it beyond none."""
    texts = [iso(kind, day) for kind, day in made]
    known = [parse(each).first for each in texts]
    for order in itertools.islice(itertools.permutations(texts), 6):
        span = parse(covering(order))
        assert span.first.start == min(each.start for each in known)
        assert span.last.end == max(each.end for each in known)
        assert span.text == covering(order)
        assert {span.first.text, span.last.text} <= set(texts)


@pytest.mark.parametrize(
    ("texts", "covered"),
    [
        (["2022-05"] * 2, "2022-05"),
        (["2022", "2022-05"], "2022"),
        (["2021-12", "2022-05", "2022"], "2021-12/2022"),
        (["2019/2020", "2019-06/2021-02"], "2019/2021-02"),
        (["2022-04/2022-06", "2022-Q2"], "2022-Q2"),
        (["", "2022-05"], "2022-05"),
        ([], ""),
    ],
)
def test_what_covers_periods_is_as_short_as_can_be(texts: list[str], covered: str) -> None:
    """A year holds its months; one quarter is said rather than two months."""
    assert covering(texts) == covered
