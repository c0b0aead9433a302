"""Single periods: one text each, with pandas for an oracle of where they begin, end and follow each other."""

import datetime as dt
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from statbrief.data.pandas_periods import from_text, text_of
from statbrief.table_schema.fields import read_field
from statbrief.table_schema.periods import DAY, EXAMPLES, FISCAL, MONTH, QUARTER, WEEK, YEAR, Period, parse

PANDAS = {YEAR: "Y", QUARTER: "Q", MONTH: "M", WEEK: "W-SUN", DAY: "D"}
DAYS = st.dates(dt.date(1700, 1, 1), dt.date(2250, 1, 1))


@given(DAYS, st.sampled_from(sorted(PANDAS)))
def test_a_period_has_one_text(day: dt.date, frequency: str) -> None:
    """Read again it is the same; it begins, ends and is followed as in pandas."""
    theirs = pd.Period(day, freq=PANDAS[frequency])
    ours = parse(text_of(theirs))
    assert from_text(ours) == theirs
    assert (ours.first, ours.last) == (theirs.start_time.date(), theirs.end_time.date())
    assert (ours.shifted(1).text, ours.shifted(-13).text) == (text_of(theirs + 1), text_of(theirs - 13))
    assert parse(ours.text) == ours


@given(st.integers(1900, 2100), st.integers(2, 12))
def test_a_fiscal_year_is_called_after_its_end(called: int, starts: int) -> None:
    """As pandas calls it, whose years are told apart by the month in which they end."""
    ends = dt.date(2000, starts - 1, 1).strftime("%b").upper()
    theirs = pd.Period(str(called), freq=f"Y-{ends}")
    ours = parse(f"{called - 1}-{starts:02d}/FY{called}")
    assert (ours.first, ours.last) == (theirs.start_time.date(), theirs.end_time.date())
    assert from_text(ours) == theirs
    assert text_of(theirs) == ours.text
    assert text_of(theirs - 1) == ours.shifted(-1).text


@given(DAYS)
def test_weeks_are_those_of_iso(day: dt.date) -> None:
    """With Python's own calendar for an oracle: the first days of January may lie in the year before."""
    assert parse(day.strftime("%G-W%V")).first <= day <= parse(day.strftime("%G-W%V")).last


def test_the_calendar_ends() -> None:
    """The last day of the last year is known all the same."""
    assert Period(dt.date(9999, 1, 1), YEAR).last == dt.date(9999, 12, 31)


HINTS = {
    "2022Q2": "write 2022-Q2",
    "2022-T3": "write 2022-Q3",
    "2022W5": "write 2022-W05",
    "2022-5": "write 2022-05",
    "2021/22": f"write a fiscal year with the month in which it starts, as in {EXAMPLES[FISCAL]}",
    "2021-22": f"write a fiscal year with the month in which it starts, as in {EXAMPLES[FISCAL]}",
    "1999/2000": f"write a fiscal year with the month in which it starts, as in {EXAMPLES[FISCAL]}",
    "FY2022": f"write a fiscal year with the month in which it starts, as in {EXAMPLES[FISCAL]}",
}
ALL = "write 2022, 2022-05, 2022-05-12, 2022-Q2, 2022-W05 or 2021-10/FY2022"
NONE = (
    "",
    "2022-13",
    "2022-Q5",
    "2022-W54",
    "2021-W53",
    "2022-02-30",
    "0000",
    "2022-01/FY2023",
    "2021-10/FY2021",
    "٢٠٢٢",
)


@pytest.mark.parametrize(("text", "hint"), [*HINTS.items(), *((each, ALL) for each in NONE)])
def test_what_is_none_says_what_to_write(text: str, hint: str) -> None:
    """The same period, where that can be told."""
    with pytest.raises(ValueError, match="is not a period") as raised:
        parse(text)
    assert str(raised.value) == f"'{text}' is not a period; {hint}"


READ = [
    ({"frequency": "quarter"}, "2022-Q2", dt.date(2022, 4, 1)),
    ({"frequency": "week"}, "2020-W53", dt.date(2020, 12, 28)),
    ({"frequency": "quarter"}, "", None),
]


@pytest.mark.parametrize(("said", "text", "value"), READ)
def test_a_text_may_be_a_quarter_or_a_week(said: dict[str, str], text: str, value: dt.date | None) -> None:
    """By its first day, and written again as it was."""
    field = read_field({"name": "it", **said})
    assert field.read(text) == value
    assert field.canonical(value) == text


@given(DAYS, st.sampled_from([YEAR, QUARTER, MONTH]))
def test_a_date_may_stand_for_the_period_that_it_lies_in(day: dt.date, frequency: str) -> None:
    """As in pandas: the first of a month, its last or its middle, for the month."""
    field = read_field({"name": "it", "type": "date", "frequency": frequency})
    theirs = pd.Period(day, freq=PANDAS[frequency])
    assert field.read(day.isoformat()) == theirs.start_time.date()
    assert field.canonical(field.read(day.isoformat())) == text_of(theirs)


def test_a_fiscal_year_says_where_it_starts() -> None:
    """In the data it is the year in which it ends; written here, nothing else can be meant."""
    field = read_field({"name": "it", "type": "year", "fiscal_year": "2021-10/FY2022"})
    assert field.canonical(field.read("2024")) == "2023-10/FY2024"
    with pytest.raises(
        ValueError, match=r"^'2021/22' is no fiscal year; write the year in which it ends, such as 2022$"
    ):
        field.read("2021/22")


ODD = [
    ({"frequency": "quarterly"}, 'frequency "quarterly" is not read here; did you mean quarter?'),
    ({"frequency": ["week"]}, 'frequency ["week"] is not read here; did you mean week?'),
    ({"frequency": "month"}, 'frequency "month" is not read here; write quarter or week'),
    ({"frequency": "week", "type": "year"}, "frequency is declared of a year; it is for string and date"),
    ({"frequency": "week", "type": "date"}, 'frequency "week" is not read here; write month, quarter or year'),
    ({"fiscal_year": "2021-10/FY2022", "type": "integer"}, "fiscal_year is declared of an integer; it is for year"),
    (
        {"fiscal_year": 10, "type": "year"},
        "fiscal_year 10; write one of them, with the month in which it starts: 2021-10",
    ),
    (
        {"fiscal_year": "2021-01/FY2022", "type": "year"},
        'fiscal_year "2021-01/FY2022"; write one of them, with the month',
    ),
    (
        {"fiscal_year": "2022-04/FY2022", "type": "year"},
        'fiscal_year "2022-04/FY2022"; a year that is called after the one in which it starts cannot be had:',
    ),
]


@pytest.mark.parametrize(("said", "message"), ODD, ids=lambda value: str(value)[:50])
def test_what_is_not_read_is_refused_by_name(said: dict[str, object], message: str) -> None:
    """Of what we add to Table Schema as well."""
    with pytest.raises(ValueError, match=f"^{re.escape(message)}"):
        read_field({"name": "it", **said})
