"""Datasets in time: pandas periods of every frequency, in order, with none missing; and spans of them."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs import analysed
from statbrief.analysis.analysis import Analysis
from statbrief.data.datasets import Dataset
from statbrief.data.pandas_periods import text_of
from statbrief.errors import ReadingError
from statbrief.figures.figure import Derived
from statbrief.table_schema.spans import are_apart, first_day, join_periods, last_day, parse_period

NUMBER = {"name": "n", "type": "number", "unit": "visa", "rounded_to": 1}
MONTH = {"name": "month", "type": "yearmonth"}
KINDS: dict[str, tuple[dict[str, str], str, str, str]] = {
    "years": ({"type": "year"}, "Y-DEC", "2019", "2021"),
    "fiscal years": ({"type": "year", "fiscal_year": "2021-10/FY2022"}, "Y-SEP", "2018-10/FY2019", "2020-10/FY2021"),
    "quarters": ({"type": "string", "frequency": "quarter"}, "Q-DEC", "2019-Q4", "2020-Q2"),
    "months": ({"type": "yearmonth"}, "M", "2019-12", "2020-02"),
    "weeks": ({"type": "string", "frequency": "week"}, "W-SUN", "2019-W52", "2020-W02"),
    "months by a day": ({"type": "date", "frequency": "month"}, "M", "2019-12", "2020-02"),
    "days": ({"type": "date"}, "D", "2020-02-28", "2020-03-01"),
}


def brief(folder: Path, rows: str, *columns: dict[str, str], derived: str = "", **resource: Any) -> Analysis:  # noqa: ANN401 -- JSON
    """The analysis of a brief with such a table, whose key are these columns."""
    names = [each["name"] for each in columns]
    table = {"name": "table", "path": "table.csv", "source": "agency", "period": f"{{{names[0]}}}", **resource}
    table["schema"] = {"primaryKey": names, "fields": [*columns, NUMBER]}
    package = json.dumps({"resources": [table]})
    dataset = ",".join([*names, "n"]) + "\n" + rows
    return analysed(folder, figures="", package=package, dataset=dataset, derived=derived)


def table_of(folder: Path, rows: str, *columns: dict[str, str], **resource: Any) -> Dataset:  # noqa: ANN401 -- JSON
    """That table."""
    return brief(folder, rows, *columns, **resource).datasets["table"]


def faults(folder: Path, rows: str, *columns: dict[str, str], **resource: Any) -> list[str]:  # noqa: ANN401 -- JSON
    """What is wrong with it."""
    with pytest.raises(ReadingError) as raised:
        brief(folder, rows, *columns, **resource)
    return str(raised.value).splitlines()


@pytest.mark.parametrize(("said", "frequency", "first", "last"), KINDS.values(), ids=KINDS.keys())
def test_each_frequency_is_that_of_pandas(
    tmp_path: Path, said: dict[str, str], frequency: str, first: str, last: str
) -> None:
    """The index is what pandas makes of the range; rows, spans and the record call periods as the data do."""
    expected = pd.period_range(first_day(first), periods=3, freq=frequency)
    cells = [each.partition("FY")[2] or each for each in map(text_of, expected)]
    if said["type"] == "date":
        cells = [each.end_time.date().isoformat() for each in expected]
    rows = "".join(f"{each},{number}\n" for number, each in enumerate(cells))
    code = 'def it(table):\n    """It"""\n    latest = table.index[-1]\n    return table.loc[latest - 1, "n"]\n'
    made = brief(tmp_path, rows, {"name": "when", **said}, derived=code)
    dataset, figure = made.datasets["table"], made.figures["it"]
    assert dataset.table.index.equals(expected.rename("when"))
    assert (dataset.row_name(0), dataset.row_name(2)) == (first, last)
    assert (figure.value, figure.period) == (1, text_of(expected[1]))
    assert isinstance(figure.origin, Derived)
    assert figure.origin.rows == {"table": (text_of(expected[1]),)}
    assert first_day(dataset.span()) == expected[0].start_time.date()
    assert last_day(dataset.span()) == expected[-1].end_time.date()


def test_a_column_beside_the_key_is_one_of_periods_too(tmp_path: Path) -> None:
    """It groups, sorts, and has a least and a largest as in plain pandas; a missing cell is NaT."""
    rows = "a,2021,1\nb,,2\nc,2019,4\nd,2021,8\n"
    opened = {"name": "opened", "type": "year"}
    package = {"primaryKey": ["name"], "fields": [{"name": "name"}, opened, NUMBER]}
    table = {"name": "table", "path": "table.csv", "source": "agency", "schema": package}
    code = 'def it(table):\n    """It"""\n    return table.groupby("opened")["n"].sum().loc["2021"]\n'
    made = analysed(
        tmp_path,
        figures="",
        package=json.dumps({"resources": [table]}),
        dataset=f"name,opened,n\n{rows}",
        derived=code.replace(".groupby(", ".dropna().groupby("),
    )
    ours: Any = made.datasets["table"].table["opened"]
    oracle = pd.Series(pd.PeriodIndex(["2021", "NaT", "2019", "2021"], freq="Y"))
    assert list(ours.isna()) == list(oracle.isna()) == [False, True, False, False]
    assert (ours.min(), ours.max()) == (oracle.min(), oracle.max())
    assert list(ours.dropna().sort_values()) == list(oracle.dropna().sort_values())
    assert made.figures["it"].value == 1 + 8


def test_a_missing_period_that_would_count_is_told(tmp_path: Path) -> None:
    """As any other missing cell: it might be later than all that are there."""
    opened = {"name": "opened", "type": "yearmonth"}
    schema = {"primaryKey": ["name"], "fields": [{"name": "name"}, opened, NUMBER]}
    package = {"resources": [{"name": "table", "path": "table.csv", "source": "agency", "schema": schema}]}
    code = 'def it(table):\n    """It"""\n    return table["opened"].max().month\n'
    known = {"figures": "", "package": json.dumps(package), "derived": code}
    assert analysed(tmp_path, dataset="name,opened,n\na,2021-12,1\nb,2019-05,2\n", **known).figures["it"].value == 12
    with pytest.raises(Exception, match=r"it: rests on table\[b, opened\], which is missing; say what becomes of it"):
        analysed(tmp_path, dataset="name,opened,n\na,2021-12,1\nb,,2\n", **known)


OR = 'or declare "gaps": true in data/datapackage.json'


def test_a_missing_period_is_named(tmp_path: Path) -> None:
    """With the line after it, what is missing and between which it is."""
    assert faults(tmp_path, "2022-01,1\n2022-02,2\n2022-04,3\n2022-08,4\n", MONTH) == [
        f"data/table.csv:4: month: 2022-03 is missing between 2022-02 and 2022-04; add its row, {OR}",
        f"data/table.csv:5: month: 2022-05 to 2022-07 are missing between 2022-04 and 2022-08; add the rows, {OR}",
    ]


def test_a_week_that_few_years_have_is_missing_too(tmp_path: Path) -> None:
    """2020 had 53 weeks, 2021 had 52."""
    week = {"name": "week", "frequency": "week"}
    [fault] = faults(tmp_path, "2020-W52,1\n2021-W01,2\n2021-W02,2\n", week)
    assert fault.startswith("data/table.csv:3: week: 2020-W53 is missing between 2020-W52 and 2021-W01; ")
    (tmp_path / "more").mkdir()
    assert len(table_of(tmp_path / "more", "2021-W52,1\n2022-W01,2\n", week).table) == 2


def test_a_period_twice_or_out_of_order_is_named(tmp_path: Path) -> None:
    """Each once: what is missing is told when the rows are in order."""
    assert faults(tmp_path, "2022-01,1\n2022-03,2\n2022-02,3\n2022-04,4\n", MONTH) == [
        (
            "data/table.csv:4: month: 2022-02 comes after 2022-03 in line 3; "
            "sort the rows by month, from the earliest to the latest"
        )
    ]
    [fault] = faults(tmp_path, "2022-01,1\n2022-02,2\n2022-02,3\n", MONTH)
    assert fault == "data/table.csv:4: month: '2022-02' is already in line 3; keep one of them"


def test_a_name_that_is_written_otherwise_is_asked_about(tmp_path: Path) -> None:
    """Without its accent the row is another area's; one that was there before, or is called otherwise, is not meant."""
    area = {"name": "area", "type": "string"}
    first = "2022-01,Mérida,1\n2022-01,Ozd,1\n"
    assert faults(
        tmp_path, f"{first}2022-02,Merida,2\n2022-02,Ozd,1\n2022-03,Mérida,1\n2022-03,Ozd,1\n", MONTH, area
    ) == [
        (
            "data/table.csv:6: month: 2022-02 of Mérida is missing between 2022-01 and 2022-03; "
            f"add its row (or is it that of Merida in line 4?), {OR}"
        )
    ]
    assert faults(tmp_path, f"{first}2022-02,MERIDA,2\n2022-02,Ozd,1\n", MONTH, area) == [
        (
            "data/table.csv:2: month: Mérida ends with 2022-01, and the table with 2022-02; "
            f"add what is missing (or is it that of MERIDA in line 4?), {OR}"
        )
    ]
    assert faults(
        tmp_path, f"{first}2022-01,Merida,1\n2022-02,Merida,2\n2022-02,Ozd,1\n2022-02,Pest,1\n", MONTH, area
    ) == [f"data/table.csv:2: month: Mérida ends with 2022-01, and the table with 2022-02; add what is missing, {OR}"]


def test_each_area_has_its_own_periods(tmp_path: Path) -> None:
    """Whichever column the rows are sorted by first; one that ends early would be missing from the latest month."""
    area = {"name": "area", "type": "string"}
    by_month = "2022-01,A,1\n2022-01,B,1\n2022-02,A,1\n2022-02,B,1\n"
    by_area = "2022-01,A,1\n2022-02,A,1\n2022-02,B,1\n"
    assert len(table_of(tmp_path, by_month, MONTH, area).table) == 4
    assert len(table_of(tmp_path, by_area, MONTH, area).table) == 3
    assert faults(tmp_path, "2022-01,A,1\n2022-01,B,1\n2022-02,A,1\n2022-03,A,1\n2022-03,B,1\n", MONTH, area) == [
        f"data/table.csv:6: month: 2022-02 of B is missing between 2022-01 and 2022-03; add its row, {OR}"
    ]
    assert faults(tmp_path, "2022-01,A,1\n2022-01,B,1\n2022-02,A,1\n", MONTH, area) == [
        f"data/table.csv:3: month: B ends with 2022-01, and the table with 2022-02; add what is missing, {OR}"
    ]


def test_a_month_in_a_column_of_its_own_may_end_anywhere(tmp_path: Path) -> None:
    """A number beside a year may be part of the period: December is not missing from a year that is not over."""
    month = {"name": "month", "type": "integer"}
    rows = "2021,1,5\n2021,2,5\n2022,1,5\n"
    assert len(table_of(tmp_path, rows, {"name": "year", "type": "year"}, month).table) == 3


def test_gaps_may_be_meant(tmp_path: Path) -> None:
    """Where they are declared; the order holds all the same."""
    assert len(table_of(tmp_path, "2022-01,1\n2022-04,3\n", MONTH, gaps=True).table) == 2
    [fault] = faults(tmp_path, "2022-04,1\n2022-01,3\n", MONTH, gaps=True)
    assert "2022-01 comes after 2022-04 in line 2; sort the rows" in fault


@pytest.mark.parametrize(
    ("gaps", "column", "message"),
    [
        ("yes", MONTH, 'table: gaps: "yes"; write true, false, or "shared" where'),
        (
            True,
            {"name": "area"},
            "table: gaps: is declared of a table whose primary key has not one column of periods;",
        ),
    ],
)
def test_gaps_are_declared_of_what_can_have_them(
    tmp_path: Path, gaps: object, column: dict[str, str], message: str
) -> None:
    """True or false, of a table that has a frequency."""
    [fault] = faults(tmp_path, "2022-01,1\n", column, gaps=gaps, period="2022")
    assert fault.startswith(f"data/datapackage.json:1: {message}")


def test_a_quarter_has_bounds(tmp_path: Path) -> None:
    """Constraints are of what the cells are, not of texts."""
    quarter: Any = {"name": "q", "frequency": "quarter", "constraints": {"minimum": "2022-Q1"}}
    [fault] = faults(tmp_path, "2021-Q4,1\n2022-Q1,1\n", quarter)
    assert fault == "data/table.csv:2: q: 2021-Q4 is under the minimum of 2022-Q1; correct the cell or the constraint"
    quarter["constraints"] = {"pattern": "2.*"}
    [fault] = faults(tmp_path, "2021-Q4,1\n", quarter)
    assert "field q: constraint pattern is declared of a quarter; it is for string, any" in fault


SPANS = {
    ("2022-05", "2019-05"): "2019-05/2022-05",
    ("2022-Q2", "2022-Q1", "2022-Q4"): "2022-Q1/2022-Q4",
    ("2022-W05", "2021-W52"): "2021-W52/2022-W05",
    ("2021-10/FY2022", "2021-10/FY2022"): "2021-10/FY2022",
    ("2021-10/FY2022", "2020-10/FY2021"): "2020-10/FY2021/2021-10/FY2022",
    ("2022-10/FY2023", "2020-10/FY2021/2021-10/FY2022"): "2020-10/FY2021/2022-10/FY2023",
    ("2021-10/FY2022", "2021-09"): "2021-09/2022-09",
    ("2021-10/FY2022", "2023"): "2021-10/2023-12",
    ("2022", "2022-10/FY2023"): "2022-01/2023-09",
    ("2022-10/FY2023", "2022-Q1"): "2022-01/2023-09",
    ("2022-04/FY2023", "2022-07/FY2023"): "2022-04/2023-06",
    ("2021-10/FY2022", "2022-10-01"): "2021-10/2022-10-01",
    ("2021-10/FY2022", "2021-01", "2023-01"): "2021-01/2023-01",
    ("2022-09", "2021-10/FY2022", "2020-10/FY2021"): "2020-10/FY2021/2021-10/FY2022",
    ("2022", "2023-Q4", "2023"): "2022/2023",
    ("2023-12-31", "2023-Q4", "2022"): "2022/2023-Q4",
    ("2022-01", "2022-Q1", "2023-Q1"): "2022-Q1/2023-Q1",
    ("2022", "2022-05"): "2022",
    ("2022-05", "2022-Q1"): "2022-Q1/2022-05",
    ("2019/2020", "2018-07"): "2018-07/2020",
    ("", "2022"): "2022",
    (): "",
}


@pytest.mark.parametrize(("periods", "span"), SPANS.items(), ids=str)
def test_periods_are_joined(periods: tuple[str, ...], span: str) -> None:
    """The one that all lie within, or from the earliest to the latest, which is a period again."""
    assert join_periods(periods) == span
    assert not span or parse_period(span) == span


@given(
    st.lists(
        st.sampled_from(
            [
                "2021",
                "2022-Q2",
                "2022-Q4",
                "2022-05",
                "2022-W18",
                "2022-05-12",
                "2021-07/FY2022",
                "2022-07/FY2023",
                "2020-10/FY2021",
            ]
        ),
        min_size=1,
    )
)
def test_a_joined_period_reaches_as_far_as_its_parts(periods: list[str]) -> None:
    """Not a day less, not a day more, whatever is joined."""
    joined = join_periods(periods)
    assert first_day(joined) == min(map(first_day, periods))
    assert last_day(joined) == max(map(last_day, periods))


def test_times_are_apart_where_neither_lies_within_the_other() -> None:
    """A month within a fiscal year, a week within a quarter, and not."""
    assert not are_apart("2021-12", "2021-10/FY2022")
    assert are_apart("2021-09", "2021-10/FY2022")
    assert not are_apart("2022-Q2", "2022-W15")
    assert are_apart("2022-Q2", "2022-Q1")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2022-05/2019-05", "'2022-05/2019-05' ends before it starts; write 2019-05/2022-05"),
        ("2022-Q2/2022-Q1", "'2022-Q2/2022-Q1' ends before it starts; write 2022-Q1/2022-Q2"),
        ("2019/2020/2021", "'2019/2020/2021' has more than two ends; write 2019-05/2022-05"),
        ("2022Q2", "'2022Q2' is not a period; write 2022-Q2"),
        ("May", "'May' is not a period; write 2022, 2022-05, 2022-05-12, 2022-Q2, 2022-W05, 2021-10/FY2022 or 2019-05"),
        (
            "2021/22",
            "'2021/22' is not a period; write a fiscal year with the month in which it starts, as in 2021-10/FY",
        ),
    ],
)
def test_what_is_no_period_says_what_to_write(text: str, message: str) -> None:
    """Of figures and of tables."""
    with pytest.raises(ValueError, match="'") as raised:
        parse_period(text)
    assert str(raised.value).startswith(message)


def test_reported_figures_have_any_period(tmp_path: Path) -> None:
    """Two quarters are two times, and so are two fiscal years: a quotient of them is a ratio over time."""
    rows = "".join(
        f"{name},{name},{number},visa,exact,,{period},agency,,\n"
        for name, number, period in [("a", 2, "2021-10/FY2022"), ("b", 3, "2022-10/FY2023"), ("c", 4, "2022-Q1")]
    )
    code = 'def d(a, b):\n    """D"""\n    return b / a\n\n\ndef e(a, c):\n    """E"""\n    return c / a\n'
    made = analysed(tmp_path, figures=rows, derived=code).figures
    assert (made["d"].period, made["d"].kind) == ("2021-10/FY2022/2022-10/FY2023", "ratio over time")
    assert (made["e"].period, made["e"].kind) == ("2021-10/FY2022", "share")


def test_days_are_days(tmp_path: Path) -> None:
    """A date is a day, and a moment stays one."""
    day, at = {"name": "day", "type": "date"}, {"name": "at", "type": "datetime"}
    schema = {"primaryKey": ["day"], "fields": [day, at, NUMBER]}
    package = {"resources": [{"name": "table", "path": "table.csv", "source": "agency", "schema": schema}]}
    rows = "day,at,n\n2022-05-12,2022-05-12T16:30:00,1\n"
    table: Any = analysed(tmp_path, figures="", package=json.dumps(package), dataset=rows).datasets["table"].table
    assert list(table.index) == [pd.Period("2022-05-12", freq="D")]
    assert list(table["at"]) == [pd.Timestamp(dt.datetime(2022, 5, 12, 16, 30))]  # noqa: DTZ001 -- as the file has it


def test_figures_of_fiscal_years_say_so_in_their_labels(tmp_path: Path) -> None:
    """Growth of one on the other is of the two of them, in whatever way a label says it; a row is of years."""
    year = {"name": "year", "type": "year", "fiscal_year": "2021-10/FY2022"}
    labels = {
        "growth": "Growth, {period_last_year} on {period_first_year}",
        "change": "{period_last} less {period_first}",
        "times": "Row to {period_last}",
    }
    code = "from statbrief.periods import run\n"
    formulas = {
        "growth": 'table["n"].iloc[-1] / table["n"].iloc[-2] - 1',
        "change": 'table["n"].iloc[-1] - table["n"].iloc[-2]',
        "times": 'run(table, "n")',
    }
    for name, label in labels.items():
        annotation = ' -> "run"' if name == "times" else ""
        code += f'\n\ndef {name}(table){annotation}:\n    """{label}"""\n    return {formulas[name]}\n'
    made = brief(tmp_path, "2020,20\n2021,10\n2022,20\n2023,40\n", year, derived=code)
    assert made.forms["growth"]["label"].plain == "Growth, fiscal year 2023 on fiscal year 2022"
    assert made.forms["change"]["label"].plain == "fiscal year 2023 less fiscal year 2022"
    assert made.forms["change"]["in_period"].plain == "from fiscal year 2022 to fiscal year 2023"
    assert made.forms["times"]["it_rose_in_a_row"].plain == "rose for the second fiscal year in a row"
