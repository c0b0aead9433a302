"""What rests on all quarters or months of a year is of that year; a change within it is not."""

import calendar
from pathlib import Path

import pytest

from briefs import HEAD, analysed
from dated_briefs import FISCAL, MONTHS, QUARTERS, monthly, of
from statbrief.errors import RefusedError
from statbrief.languages.language import words_for
from statbrief.table_schema.spans import all_of, parse_span

DAYS = "\n".join(f"2023-02-{day:02},{day * 10},500" for day in range(1, 29))


def said(
    folder: Path, kind: str, rows: str, returned: str, annotation: str = "arrest", rounded_to: object = "exact"
) -> str:
    """When a figure is said to be of in English."""
    code = f'def asked(table) -> "{annotation}":\n    return {returned}\n'
    period = of(folder, kind, rows, code, rounded_to).figures["asked"].period
    return words_for("en").period(period)["in_period"]


def between(first: int, year: int, last: int, until: int) -> str:
    """From one quarter to another, in words."""
    said = ("first", "second", "third", "fourth")
    return f"from the {said[first - 1]} quarter of {year} to the {said[last - 1]} quarter of {until}"


FIRST, SECOND = 'table.loc["2023-Q1", "arrests"]', 'table.loc["2023-Q2", "arrests"]'
YEAR = 'table.loc["2023-Q1":"2023-Q4", "arrests"]'
ALL = 'table.loc["2023-Q1":"2023-Q4", "all"]'
THEN = 'table.loc["2022-Q1":"2022-Q4", "arrests"]'
THEN_ALL = 'table.loc["2022-Q1":"2022-Q4", "all"]'
SECOND_HALF = 'table.loc["2022-Q3":"2022-Q4", "arrests"]'


BALANCES = """2023-Q1,400,500
2023-Q2,520,500
2023-Q3,480,500
2023-Q4,600,500"""
"""Less than nothing, more, less, more: what moves one of them up by its own sign may move the other up, too."""


@pytest.mark.parametrize("rounded_to", ["exact", 1])
@pytest.mark.parametrize(
    ("returned", "when"),
    [
        ("balance.iloc[1] - balance.iloc[0]", between(1, 2023, 2, 2023)),
        ("balance.iloc[3] - balance.iloc[2]", between(3, 2023, 4, 2023)),
        ("balance.iloc[2:].sum() - balance.iloc[:2].sum()", "from the first half of 2023 to the second half of 2023"),
        ("balance.iloc[:2].sum()", "in the first half of 2023"),
        ("balance.sum()", "in 2023"),
    ],
    ids=["from a deficit to a surplus", "again", "from a half to the next", "of a half", "of a year"],
)
def test_a_balance_is_of_a_time_as_a_number_is(tmp_path: Path, returned: str, when: str, rounded_to: object) -> None:
    """Its change from one quarter to the next is of no half-year, whichever sign each has; its sum is.

    What compares the sums of two is from one to the other.
    """
    code = (
        'def asked(table) -> "arrest, difference":\n    balance = table["arrests"] - table["all"]\n'
        f"    return {returned}\n"
    )
    period = of(tmp_path, "quarter", BALANCES, code, rounded_to).figures["asked"].period
    assert words_for("en").period(period)["in_period"] == when


@pytest.mark.always("-1")
@pytest.mark.parametrize("rounded_to", ["exact", 1])
@pytest.mark.parametrize(
    ("returned", "annotation", "when"),
    [
        (f"{YEAR}.sum()", "arrest", "in 2023"),
        (f"{YEAR}.mean()", "arrest", "in 2023"),
        (f"{YEAR}.sum() / {ALL}.sum()", "1, share", "in 2023"),
        (f"{FIRST} + {SECOND}", "arrest", "in the first half of 2023"),
        ('table.loc["2022-Q3":"2022-Q4", "arrests"].sum()', "arrest", "in the second half of 2022"),
        ('table["arrests"].sum()', "arrest", "from 2022 to 2023"),
        (f"{SECOND} - {FIRST}", "arrest", between(1, 2023, 2, 2023)),
        ('table["arrests"].diff().loc["2023-Q2"]', "arrest", between(1, 2023, 2, 2023)),
        (f"{SECOND} / {FIRST}", "1, ratio over time", between(1, 2023, 2, 2023)),
        (f"{YEAR}.median()", "arrest", "in 2023"),
        (
            f'{SECOND} / table.loc["2023-Q2", "all"] - {FIRST} / table.loc["2023-Q1", "all"]',
            "1, difference",
            between(1, 2023, 2, 2023),
        ),
        (f"{YEAR}.max() - {YEAR}.min()", "arrest, difference", between(1, 2023, 4, 2023)),
        (f"{FIRST} / {YEAR}.sum()", "1, share", between(1, 2023, 4, 2023)),
        (f"{YEAR}.sum() / {THEN}.sum()", "1, ratio over time", "from 2022 to 2023"),
        (f"{YEAR}.mean() - {THEN}.mean()", "arrest, difference", "from 2022 to 2023"),
        (f"{YEAR}.sum() / {ALL}.sum() - {THEN}.sum() / {THEN_ALL}.sum()", "1, difference", "from 2022 to 2023"),
        (f"{YEAR}.sum() - {SECOND_HALF}.sum()", "arrest, difference", between(3, 2022, 4, 2023)),
        ('table.loc["2023-Q1":"2023-Q3", "arrests"].sum()', "arrest", between(1, 2023, 3, 2023)),
        ('table.loc["2022-Q4":"2023-Q3", "arrests"].sum()', "arrest", between(4, 2022, 3, 2023)),
    ],
)  # fmt: skip
def test_a_year_of_quarters_is_that_year(
    tmp_path: Path, returned: str, annotation: str, when: str, rounded_to: object
) -> None:
    """And a half-year of two; but not what compares quarters, nor four of two years. Years are compared as such."""
    assert said(tmp_path, "quarter", QUARTERS, returned, annotation, rounded_to) == when


@pytest.mark.parametrize(
    ("months", "when"),
    [
        (("2023-01", "2023-12"), "in 2023"),
        (("2022-01", "2023-12"), "from 2022 to 2023"),
        (("2023-04", "2023-06"), "in the second quarter of 2023"),
        (("2023-07", "2023-12"), "in the second half of 2023"),
        (("2022-12", "2023-11"), "from December 2022 to November 2023"),
        (("2023-05", "2023-07"), "from May 2023 to July 2023"),
        (("2023-01", "2023-09"), "from January 2023 to September 2023"),
        (("2022-07", "2023-06"), "from July 2022 to June 2023"),
    ],
)
def test_a_year_of_months_is_that_year(tmp_path: Path, months: tuple[str, str], when: str) -> None:
    """And a quarter, and a half-year; other months are said by their ends."""
    assert said(tmp_path, "month", monthly(), f'table.loc["{months[0]}":"{months[1]}", "arrests"].sum()') == when


@pytest.mark.parametrize(
    ("now", "before", "when"),
    [
        (("2023-01", "2023-12"), ("2021-01", "2021-12"), "from 2021 to 2023"),
        (("2023-01", "2023-12"), ("2021-01", "2022-12"), "from 2021 to 2023"),
        (
            ("2023-04", "2023-06"),
            ("2022-04", "2022-06"),
            "from the second quarter of 2022 to the second quarter of 2023",
        ),
        (
            ("2023-04", "2023-06"),
            ("2023-01", "2023-03"),
            "from the first quarter of 2023 to the second quarter of 2023",
        ),
        (("2023-04", "2023-06"), ("2022-04", "2022-05"), "from April 2022 to June 2023"),
        (("2022-07", "2023-06"), ("2021-07", "2022-06"), "from July 2021 to June 2023"),
    ],
)
def test_what_compares_years_or_quarters_of_months_is_from_one_to_the_other(
    tmp_path: Path, now: tuple[str, str], before: tuple[str, str], when: str
) -> None:
    """A fall from the first month of one year to the last of another is something else."""
    means = [f'table.loc["{first}":"{last}", "arrests"].mean()' for first, last in (now, before)]
    assert said(tmp_path, "month", monthly(), " - ".join(means), "arrest, difference") == when


def test_what_takes_months_of_two_years_otherwise_is_from_month_to_month(tmp_path: Path) -> None:
    """As the last of one year less all of the one before is."""
    returned = 'table.loc["2023-12", "arrests"] - table.loc["2022-01":"2022-12", "arrests"].mean()'
    assert said(tmp_path, "month", monthly(), returned, "arrest, difference") == "from January 2022 to December 2023"


def test_a_month_of_days_is_that_month(tmp_path: Path) -> None:
    """All of them, not some."""
    assert said(tmp_path, "day", DAYS, 'table["arrests"].sum()') == "in February 2023"
    some = 'table.loc["2023-02-01":"2023-02-27", "arrests"].sum()'
    assert said(tmp_path, "day", DAYS, some) == "from February 1, 2023 to February 27, 2023"


def test_its_ends_stay_its_months(tmp_path: Path) -> None:
    """So that a sum of the latest twelve months says to when it goes in any month, December too."""
    code = 'def asked(table):\n    return table["arrests"].iloc[-12:].sum()\n'
    for months, whole in ((MONTHS, True), (MONTHS[:-1], False)):
        brief = of(tmp_path, "month", monthly(months), code)
        forms = {name: form.plain for name, form in brief.forms["asked"].items()}
        year, month = map(int, months[-1].split("-"))
        assert brief.figures["asked"].period.startswith("2023.." if whole else "2022-12/")
        assert (
            words_for("en").period(brief.figures["asked"].period)["period_last"]
            == f"{calendar.month_name[month]} {year}"
        )
        assert forms["in_period"] == ("in 2023" if whole else "from December 2022 to November 2023")


def test_months_of_a_fiscal_year_are_one_where_data_have_such_years(tmp_path: Path) -> None:
    """Else they are from October to September."""
    code = 'def asked(table):\n    return table.loc["2021-10":"2022-09", "arrests"].sum()\n'
    assert of(tmp_path, "month", monthly(), code).figures["asked"].period == "2021-10/2022-09"
    (tmp_path / "data/budgets.csv").write_text("year,budget\n2022,100\n2023,200\n", encoding="utf-8")
    period = of(tmp_path, "month", monthly(), code, more=FISCAL).figures["asked"].period
    assert words_for("en").period(period)["in_period"] == "in fiscal year 2022"
    assert words_for("es").period(period)["in_period"] == "en el año fiscal 2022"
    assert words_for("en").period(period)["period_last"] == "September 2022"


def test_reported_quarters_add_up_to_a_year(tmp_path: Path) -> None:
    """As rows of a dataset do; and half-years have Spanish words."""
    rows = "".join(f"q{each},Quarter,{each * 10},arrest,exact,,2023-Q{each},agency,page 1,\n" for each in (1, 2, 3, 4))
    code = (
        'def year(q1, q2, q3, q4):\n    """Year"""\n    return q1 + q2 + q3 + q4\n\n\n'
        'def half(q1, q2):\n    """Half"""\n    return q1 + q2\n\n\n'
        'def rise(year, half):\n    """Rest"""\n    return year - half\n'
    )
    brief = analysed(tmp_path, figures=rows, derived=code)
    assert HEAD.startswith("id,")
    assert [brief.figures[each].period for each in ("year", "half")] == ["2023..2023-Q4", "2023-Q1..2023-Q2"]
    assert words_for("es").period("2023-Q1..2023-Q2")["in_period"] == "en el primer semestre de 2023"
    assert words_for("es").period("2023-Q1..2023-Q2")["period_short"] == "S1 2023"
    assert words_for("en").period("2023-Q3..2023-Q4")["period_short"] == "H2 2023"


@pytest.mark.parametrize(
    "text",
    ["2023..2023-11", "2023-02..2023-06", "2023-Q2..2023-07", "2023-01..2024-06", "..", "2023..", "2023..2023-12/2024"],
)
def test_what_is_no_whole_time_is_refused(text: str) -> None:
    """A record that came from anywhere may say anything."""
    with pytest.raises(RefusedError, match="is not a period"):
        parse_span(text)


def test_the_parts_must_all_be_there() -> None:
    """One that is missing, or of another length, and it is from one to another."""
    months = [f"2023-{month:02}" for month in range(1, 13)]
    assert all_of(months) == "2023..2023-12"
    for gone in months:
        assert all_of(each for each in months if each != gone) == ""
    assert all_of([*months, "2023-Q1"]) == all_of(["2023-W01", "2023-W02"]) == all_of([]) == ""
