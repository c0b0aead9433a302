"""What pandas answers with nothing when periods are asked for: a brief's code is told, whatever way it asks."""

import json
import warnings
from contextlib import suppress
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from briefs import analysed, write_brief
from statbrief.analysis.analysis import analyse
from statbrief.analysis.write import write_analysis
from statbrief.errors import ChartingError, CheckingError, DerivingError

NUMBER = {"name": "n", "type": "number", "unit": "visa", "rounded_to": 1}
TABLES = {
    "years": ([{"name": "year", "type": "year"}], "2019,1\n2020,2\n2021,4\n"),
    "months": ([{"name": "month", "type": "yearmonth"}], "2021-11,1\n2021-12,2\n2022-01,4\n"),
    "quarters": ([{"name": "quarter", "frequency": "quarter"}], "2021-Q3,1\n2021-Q4,2\n2022-Q1,4\n"),
    "weeks": ([{"name": "week", "frequency": "week"}], "2021-W52,1\n2022-W01,2\n2022-W02,4\n"),
    "fiscal": ([{"name": "year", "type": "year", "fiscal_year": "2021-10/FY2022"}], "2020,1\n2021,2\n2022,4\n"),
    "areas": ([{"name": "area"}, {"name": "year", "type": "year"}], "A,2019,1\nA,2020,2\nB,2019,4\nB,2020,8\n"),
}


def brief(folder: Path, *results: str) -> Path:
    """A brief with these tables and a figure for each result."""
    described = [
        {
            "name": name,
            "path": f"{name}.csv",
            "source": "agency",
            "schema": {"primaryKey": [each["name"] for each in key], "fields": [*key, NUMBER]},
        }
        for name, (key, _) in TABLES.items()
    ]
    code = "import pandas as pd\n\nfrom statbrief.periods import *\n\n\n"
    code += "".join(
        f'def it_{number}({", ".join(TABLES)}):\n    """It"""\n    assert len(years)\n    return {each}\n\n\n'
        for number, each in enumerate(results)
    )
    write_brief(folder, figures="", derived=code, package=json.dumps({"resources": described}))
    for name, (key, rows) in TABLES.items():
        head = ",".join([*(each["name"] for each in key), "n"])
        (folder / f"data/{name}.csv").write_text(f"{head}\n{rows}", encoding="utf-8")
    return folder


HAD = {
    'years.loc["2020", "n"]': 2,
    'years.loc[pd.Period("2020", freq="Y"), "n"]': 2,
    'years.loc[latest(years) - 1, "n"]': 2,
    'years.loc[previous(latest(years)), "n"]': 2,
    'years["n"].iloc[-1]': 4,
    'years.loc["2020":, "n"].sum()': 6,
    'years.loc["2019":"2020", "n"].sum()': 3,
    'years[years.index == "2020"]["n"].sum()': 2,
    'years[years.index >= "2020"]["n"].sum()': 6,
    'years[years.index.year == 2020]["n"].sum()': 2,
    'years[years.index.isin([pd.Period("2020", freq="Y")])]["n"].sum()': 2,
    'len([each for each in years.index if each == pd.Period("2020", freq="Y")])': 1,
    'years.groupby(years.index.year > 2019)["n"].sum().loc[True]': 6,
    'months.loc["2021", "n"].sum()': 3,
    'months.loc["2022-01", "n"]': 4,
    "months.index[-1].month * 10_000 + (months.index[-1] - 12).year": 12_021,
    'months.reset_index().groupby("month")["n"].sum().iloc[0]': 1,
    'months.groupby(months.index.asfreq("Q"))["n"].sum().loc["2021Q4"]': 3,
    'quarters.loc["2021-Q4", "n"]': 2,
    'weeks.loc[period("2022-W01"), "n"]': 2,
    'fiscal.loc["2022", "n"]': 4,
    'fiscal.loc[period("2019-10/FY2020"), "n"]': 1,
    'fiscal.loc["2020":"2021", "n"].sum()': 3,
    'fiscal.loc["2021":"2022", "n"].sum()': 6,
    'fiscal.loc[:"2020", "n"].sum()': 1,
    'fiscal.loc[period("2019-10/FY2020") : period("2020-10/FY2021"), "n"].sum()': 3,
    'fiscal["n"].pint.magnitude.truncate(after="2021").sum()': 3,
    'fiscal["n"].pint.magnitude.sort_index(ascending=False).loc["2021":"2020"].sum()': 3,
    'fiscal[fiscal.index <= "2021"]["n"].sum()': 3,
    'fiscal.reset_index()[fiscal.reset_index()["year"].between("2020", "2021")]["n"].sum()': 3,
    'areas.loc[("A", "2020"), "n"]': 2,
    'areas.loc[("A", latest(areas)), "n"]': 2,
    'areas.xs("2020", level="year")["n"].sum()': 10,
    'areas.loc[("A", slice("2019", "2020")), "n"].sum()': 3,
    'months["n"].pint.magnitude.resample("Y").sum().loc["2021"]': 3,
    'months["n"].pint.magnitude.rolling(2).mean().iloc[-1]': 3,
    'months.loc[months["n"].pint.magnitude.idxmax(), "n"]': 4,
    'months.reset_index().merge(months.reset_index()[["month"]], on="month")["n"].sum()': 7,
    'fiscal[fiscal.index == "2022"]["n"].sum()': 4,
    'quarters[quarters.index > "2021Q3"]["n"].sum()': 6,
    "len(months.drop(index=latest(months)))": 2,
    'len(months.to_timestamp().loc["2021"])': 2,
    'areas["n"].pint.magnitude.unstack("year")[latest(areas)].sum()': 10,
    'areas["n"].pint.magnitude.groupby(level="year").sum().loc["2019"]': 5,
    'areas.sort_index().loc[pd.IndexSlice[:, "2020"], "n"].sum()': 10,
}


@pytest.mark.thorough
def test_what_is_there_is_had_in_the_ways_of_pandas(tmp_path: Path) -> None:
    """By text, by period, by comparison, alone and in a key of several columns."""
    figures = analyse(brief(tmp_path, *HAD), "en").figures
    assert [figures[f"it_{number}"].value for number in range(len(HAD))] == list(HAD.values())


ASKS = 'asks periods for {}, which is a number; write "{}"'
ANOTHER = "compares periods, each a {}, with {}, which is none; write a {}, such as {}, or compare their .year"
REFUSED = {
    'years.loc[2020, "n"]': ASKS.format(2020, 2020),
    'years.loc[[2019, 2020], "n"].sum()': ASKS.format(2019, 2019),
    'years.loc[2019:2020, "n"].sum()': ASKS.format(2019, 2019),
    'years[years.index == 2020]["n"].sum(min_count=0)': ASKS.format(2020, 2020),
    "len(years[years.index != 2020])": ASKS.format(2020, 2020),
    "len(years[years.index >= 2020])": ASKS.format(2020, 2020),
    "len(years[years.index.isin([2020])])": ASKS.format(2020, 2020),
    'len(years.reset_index().query("year == 2020"))': ASKS.format(2020, 2020),
    "len([each for each in years.index if each == 2020])": ASKS.format(2020, 2020),
    "int(2020 in years.index)": ASKS.format(2020, 2020),
    'years["n"].get(2020, 0)': ASKS.format(2020, 2020),
    'years["n"].reindex([2020]).sum(min_count=0)': ASKS.format(2020, 2020),
    'len(areas[areas.index.get_level_values("year") == 2020])': ASKS.format(2020, 2020),
    'areas.loc[("A", 2020), "n"]': ASKS.format(2020, 2020),
    'months.loc[202201, "n"]': ASKS.format(202201, "2022-01"),
    'months.loc[1, "n"]': 'asks periods for 1, which is a number; write a period, such as "2022-05"',
    'len(years[years.index.isin(["2020"])])': (
        'asks whether a period is in texts, which none is; write pd.Period("2020")'
    ),
    'len([each for each in years.index if each == "2020"])': (
        'asks whether a period is the text "2020", which none is; write pd.Period("2020")'
    ),
    'years.reset_index()["year"].astype(int).sum()': (
        "makes numbers of periods, which are counted from 1970; write .dt.year or .year"
    ),
    'len(months[months.index == "2021"])': ANOTHER.format("month", 2021, "month", "2022-05"),
    'len(months[months.index <= "2021"])': ANOTHER.format("month", 2021, "month", "2022-05"),
    'len(months[months.index == pd.Period("2021")])': ANOTHER.format("month", 2021, "month", "2022-05"),
    'len(months[months.index.isin([pd.Period("2021")])])': ANOTHER.format("month", 2021, "month", "2022-05"),
    'len([each for each in fiscal.index if each == pd.Period("2022")])': ANOTHER.format(
        "fiscal year", 2022, "fiscal year", "2021-10/FY2022"
    ),
    'len(weeks[weeks.index == "2022-01-03"])': ANOTHER.format("week", "2022-01-03", "week", "2022-W05"),
    'months.loc[latest(months) - 12, "n"]': (
        "asks for month 2021-01, and there is no such row; there are 2021-11 to 2022-01"
    ),
    'months.loc["2022-02", "n"]': "asks for month 2022-02, and there is no such row; there are 2021-11 to 2022-01",
    'months.loc["2021-06":, "n"].sum()': (
        "asks for month from 2021-06; there are 2021-11 to 2022-01: leave that side open to take what there is"
    ),
    'months.loc[:"2022-12", "n"].sum()': (
        "asks for month to 2022-12; there are 2021-11 to 2022-01: leave that side open to take what there is"
    ),
    'quarters.loc["2022-05", "n"]': "asks for quarter 2022-05, and there is no such row; there are 2021-Q3 to 2022-Q1",
    'weeks.loc["2022-W01", "n"]': 'asks for week "2022-W01", which pandas does not read; write period("2022-W01")',
    'weeks.loc["2022-W31", "n"]': "asks for week 2022-W31, and there is no such row; there are 2021-W52 to 2022-W02",
    'areas.loc[("A", "2021"), "n"]': "asks for 2021 of A, and there is no such row; correct the key, or add the row",
    'areas.loc[("A", latest(areas) + 1), "n"]': (
        "asks for 2021 of A, and there is no such row; correct the key, or add the row"
    ),
    'areas.xs("2021", level="year")["n"].sum()': (
        "asks for year 2021, and there is no such row; there are 2019 to 2020"
    ),
    'months.loc[period("2022-1"), "n"]': "'2022-1' is not a period; write 2022-01",
    "latest(years.reset_index()).year": (
        "asks for the latest of a table whose key has no column of periods; write table[column].max()"
    ),
    'latest(years[years.index == "1999"]).year': "asks for the latest of no rows; correct the selection",
    'year_earlier(pd.Period("2020-02-29", freq="D")).year': (
        "asks for a year before 2020-02-29, which had no such day; choose another"
    ),
    "previous(years).year": "asks previous of a DataFrame, which is no period; write previous(latest(table))",
    "previous(years.index).year": "asks previous of a PeriodIndex, which is no period; write previous(latest(table))",
    'previous("2020").year': 'asks previous of a str, which is no period; write previous(period("2020"))',
    "year_earlier(2020).year": 'asks year_earlier of a int, which is no period; write year_earlier(period("2022-05"))',
    'year_earlier(period("2020-W53")).year': "asks for a year before 2020-W53, which had no such week; choose another",
}  # fmt: skip


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    """Each on its line, with what to write, and never another row."""
    with pytest.raises(DerivingError) as raised:
        analyse(brief(tmp_path, *REFUSED), "en")
    told = [str(fault).partition(f"it_{number}: ")[2] for number, fault in enumerate(raised.value.faults)]
    assert told == list(REFUSED.values())


def test_checks_and_charts_are_told_too(tmp_path: Path) -> None:
    """With the function's own name."""
    schema = {"primaryKey": "year", "fields": [{"name": "year", "type": "year"}, {"name": "n", "type": "integer"}]}
    package = {"resources": [{"name": "t", "path": "table.csv", "source": "agency", "schema": schema}]}
    known = {"package": json.dumps(package), "dataset": "year,n\n2022,5\n"}
    check = 'def it(t):\n    """It"""\n    return bool(t.loc[2022, "n"] == 5)\n'
    with pytest.raises(CheckingError, match=r'it: asks periods for 2022, which is a number; write "2022"'):
        analysed(tmp_path, checks=check, **known)
    chart = 'def it(t):\n    """It\n\n    Words.\n    """\n    return t.loc["2023"]\n'
    write_brief(tmp_path, charts=chart, checks="", **known)
    with pytest.raises(ChartingError, match="it: asks for year 2023, and there is no such row; there is 2022"):
        write_analysis(tmp_path, "en")


def test_pandas_is_as_it_was_afterwards(tmp_path: Path) -> None:
    """Whether the brief's code went wrong or not."""
    table: Any = pd.DataFrame({"n": [1]}, index=pd.PeriodIndex(["2022"], freq="Y"))
    for results in ([*HAD][:8], [*REFUSED][:8]):
        folder = tmp_path / str(len(results))
        with suppress(DerivingError):
            analyse(brief(folder, *results), "en")
        assert not (table.index == 2022).any()
        assert pd.Period("2022") != 2022
        assert table["n"].get(2022) is None
        assert hash(pd.Period("2022")) == hash(pd.Period("2022"))
        assert len(table.loc["2000":]) == 1


TOWNS = "month,region,town,n\n" + "".join(
    f"2022-0{month},{town},{number}\n"
    for month, numbers in enumerate([(3, 1, 4), (3, 2, 7)], start=1)
    for town, number in zip(["S,B", "S,A", "N,C"], numbers, strict=True)
)
OF_TOWNS = """import pandas as pd

from statbrief.periods import latest


def {name}(t):
    {doc}
    regions = t.loc[latest(t), "n"].groupby(level="region").sum()
    return {result}
"""
HEADS = '''"""By region

    region: Region
    n: N
    """'''


def test_rows_in_the_order_of_a_file_are_found_without_a_word(tmp_path: Path) -> None:
    """Towns beneath regions, in no order: that pandas finds them slowly is no news, of figures, tables and ranks."""
    key = [{"name": "month", "type": "yearmonth"}, {"name": "region"}, {"name": "town"}]
    schema = {"primaryKey": [each["name"] for each in key], "fields": [*key, NUMBER]}
    table = {"name": "t", "path": "table.csv", "source": "agency", "period": "{month}", "schema": schema}
    files = {
        "derived": OF_TOWNS.format(name="first", doc='"""First"""', result="regions.max()"),
        "tables": OF_TOWNS.format(name="it", doc=HEADS, result='pd.DataFrame({"n": regions})'),
    }
    write_brief(tmp_path, figures="", package=json.dumps({"resources": [table]}), dataset=TOWNS, **files)
    (tmp_path / "brief.qmd").write_text("{{< var it.rank.1.name >}}\n", encoding="utf-8")
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        made = analyse(tmp_path, "en")
    assert not told
    assert (made.figures["first"].value, made.figures["it.s.n"].value) == (7, 3 + 2)
