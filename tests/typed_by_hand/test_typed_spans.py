"""Periods that people type by more than a date: a time that ends with a month, a part of a year, last month."""

import pytest

from statbrief.languages.data_periods import Form, Rows, Timeline
from statbrief.languages.typed_spans import find_typed_periods
from statbrief.table_schema.periods import parse
from statbrief.table_schema.spans import parse_span

MONTHS = Timeline(
    {"jobs": parse_span("2023-12"), "a_year": parse_span("2023-01/2023-12")},
    {"employment": Rows(parse("2015-01"), parse("2023-12"), is_series=True)},
)
QUARTERS = Timeline(
    {"output": parse_span("2023-Q4"), "half": parse_span("2023-Q1/2023-Q2")},
    {"accounts": Rows(parse("2015-Q1"), parse("2023-Q4"), is_series=True)},
)
FISCAL = Timeline(
    {"budget": parse_span("2022-04/FY2023")},
    {"budgets": Rows(parse("2010-04/FY2011"), parse("2022-04/FY2023"), is_series=True)},
)
YEARS = Timeline({"births": parse_span("2023")}, {"table": Rows(parse("1990"), parse("2023"), is_series=True)})
WEEKS = Timeline(
    {"deaths": parse_span("2022-W18")}, {"weekly": Rows(parse("2021-W01"), parse("2022-W18"), is_series=True)}
)
SPAN = Timeline({"season": parse_span("2022-07/2023-06")}, {})
EVENTS = Timeline({"visas": parse_span("2022-06-22")}, {})

ENGLISH = [
    (QUARTERS, "In the quarter to December 2023", ["quarter to December 2023"]),
    (QUARTERS, "the three months ended September 30, 2023", ["three months ended September 30, 2023"]),
    (QUARTERS, "the 3-month period ending in June 2023", ["3-month period ending in June 2023"]),
    (QUARTERS, "the quarter to December, the twelve months to November 2023", ["quarter to December"]),
    (QUARTERS, "in December 2023 and the year 2003", []),
    (FISCAL, "year ended March 2023, the year to 31 March 2022", ["year ended March 2023", "year to 31 March 2022"]),
    (FISCAL, "the year ended June 2023, in March 2023", []),
    (FISCAL, "FY2022/23, FY 2022-23, the 2023 financial year", ["FY2022/23", "FY 2022-23", "2023 financial year"]),
    (FISCAL, "tax year 2022/23, fiscal 2021-22", ["tax year 2022/23", "fiscal 2021-22"]),
    (MONTHS, "the twelve months to June 2022", ["twelve months to June 2022"]),
    (MONTHS, "the first half of 2023, H1 2023, 2H23", ["first half of 2023", "H1 2023", "2H23"]),
    (MONTHS, "mid-2023, early 2023, summer 2023, YTD 2023", ["2023", "2023", "2023", "2023"]),
    (MONTHS, "the first nine months of 2023", ["first nine months of 2023"]),
    (MONTHS, "in Dec-23 and 12/2023, not in 12/2003", ["Dec-23", "12/2023"]),
    (QUARTERS, "first three quarters of 2023", ["first three quarters of 2023"]),
    (QUARTERS, "2023 fourth quarter", ["2023 fourth quarter"]),
    (YEARS, "the first half of 2023, but of 1980", ["first half of 2023"]),
    (WEEKS, "the week ending 5 May 2022, the week of May 2, 2022", ["week ending 5 May 2022", "week of May 2, 2022"]),
    (WEEKS, "on 5 May 2022, in the week to 5 May 2012", []),
    (SPAN, "the year to June 2023, H2 2023", ["year to June 2023", "H2 2023"]),
    (MONTHS, "last month, this year, the past twelve months", ["last month", "this year", "past twelve months"]),
    (MONTHS, "the year to date, so far this year", ["year to date", "so far this year"]),
    (YEARS, "over the last two years, last month", ["last two years"]),
    (QUARTERS, "this quarter", ["this quarter"]),
    (MONTHS, "this quarter, last quarter's, the last quarter of the table", ["this quarter"]),
    (MONTHS, "the month before, a year earlier, the latest month, last month's, the last month", []),
    (EVENTS, "last month, this year, the first half of 2023", []),
]  # fmt: skip
SPANISH = [
    (QUARTERS, "en el trimestre a diciembre de 2023", ["trimestre a diciembre de 2023"]),
    (QUARTERS, "los tres meses terminados en junio de 2023", ["tres meses terminados en junio de 2023"]),
    (MONTHS, "los doce meses hasta junio de 2022", ["doce meses hasta junio de 2022"]),
    (MONTHS, "el primer semestre de 2023, S1 2023, 1S23", ["primer semestre de 2023", "S1 2023", "1S23"]),
    (MONTHS, "la segunda mitad de 2023, II semestre de 2023", ["segunda mitad de 2023", "II semestre de 2023"]),
    (MONTHS, "los primeros nueve meses de 2023", ["primeros nueve meses de 2023"]),
    (MONTHS, "a mediados de 2023, a principios de 2023, el verano de 2023", ["2023", "2023", "2023"]),
    (MONTHS, "dic-23 y 12/2023", ["dic-23", "12/2023"]),
    (FISCAL, "el año terminado en marzo de 2023", ["año terminado en marzo de 2023"]),
    (FISCAL, "el ejercicio 2022-2023, el año fiscal 2022/23", ["ejercicio 2022-2023", "año fiscal 2022/23"]),
    (WEEKS, "la semana del 2 de mayo de 2022", ["semana del 2 de mayo de 2022"]),
    (MONTHS, "el mes pasado, este año, en lo que va de año", ["el mes pasado", "este año", "en lo que va de año"]),
    (YEARS, "los últimos dos años, los tres últimos años", ["últimos dos años", "tres últimos años"]),
    (MONTHS, "el mes anterior, un año antes, el último mes, este año de la serie", []),
    (EVENTS, "el mes pasado, el primer semestre de 2023", []),
]


@pytest.mark.parametrize(
    ("lang", "timeline", "text", "typed"),
    [*(("en", *case) for case in ENGLISH), *(("es", *case) for case in SPANISH)],
)
def test_a_time_is_found_whole_where_data_have_it(lang: str, timeline: Timeline, text: str, typed: list[str]) -> None:
    """Or had it, or will, of the length that they have; what is said from today on, where a series goes on by it."""
    found = [each for each in find_typed_periods(text, lang) if timeline.covers(each)]
    assert [text[each.start : each.end] for each in found] == typed


@pytest.mark.parametrize(
    ("timeline", "text", "forms"),
    [
        (QUARTERS, "the quarter to December 2023", [Form("output", "period")]),
        (QUARTERS, "the quarter to December", [Form("output", "period")]),
        (QUARTERS, "the first half of 2023", [Form("half", "period")]),
        (QUARTERS, "H2 2023", []),
        (FISCAL, "the year ended 31 March 2023", [Form("budget", "period")]),
        (MONTHS, "the twelve months to December 2023", [Form("a_year", "period")]),
        (MONTHS, "last month", [Form("jobs", "period"), Form("a_year", "period_last")]),
        (YEARS, "this year", [Form("births", "period")]),
        (MONTHS, "the last two years", []),
    ],
)  # fmt: skip
def test_the_forms_that_say_it_are_named(timeline: Timeline, text: str, forms: list[Form]) -> None:
    """Those of the same time, never of a year for its half; of what is relative those of the latest."""
    (found,) = find_typed_periods(text, "en")
    assert timeline.forms(found) == forms
