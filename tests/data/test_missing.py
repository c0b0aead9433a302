"""Missing cells and no rows: what rests on a number that nobody has is told, whatever pandas makes of it."""

import builtins
import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from briefs import analysed, write_brief
from statbrief.analysis.analysis import analyse
from statbrief.analysis.write import write_analysis
from statbrief.errors import CheckingError, DerivingError
from statbrief.figures.figure import Derived, Figure

FIELDS = [
    {"name": "station", "type": "integer"},
    {"name": "month", "type": "yearmonth"},
    {"name": "region"},
    {"name": "remark", "missingValues": []},
    {"name": "rain", "type": "number", "unit": "mm", "rounded_to": 0.1},
    {"name": "dry", "type": "boolean"},
    {"name": "n", "type": "integer"},
]
RESOURCE = {"name": "table", "path": "table.csv", "source": "agency", "period": "{month}", "gaps": True}
SCHEMA = {"primaryKey": ["station", "month"], "fields": FIELDS}
PACKAGE = json.dumps({"resources": [{**RESOURCE, "schema": SCHEMA}]})
ROWS = (
    "station,month,region,remark,rain,dry,n\n"
    "1,2024-01,N,,12.5,false,3\n"
    "2,2024-01,S,estimated,30.1,true,4\n"
    "3,2024-01,S,,,false,\n"
    "3,2024-02,,,7.2,,5\n"
)
WHOLE = ROWS.replace("S,,,false,", "S,,1.5,false,6").replace("2024-02,,,7.2,,5", "2024-02,S,,7.2,true,5")
WAY_OUT = "say what becomes of it, as in .sum(skipna=True) or .dropna(), or take the row out"


def derived(folder: Path, result: str, rows: str = ROWS) -> Figure:
    """The figure of a function that returns this of the table."""
    code = f'import numpy as np\n\n\ndef it(table):\n    """It"""\n    return {result}\n'
    return analysed(folder, package=PACKAGE, dataset=rows, derived=code).figures["it"]


def message(folder: Path, result: str, rows: str = ROWS) -> str:
    """What is wrong with it."""
    with pytest.raises(DerivingError) as raised:
        derived(folder, result, rows)
    return str(raised.value).partition(": it: ")[2]


RAIN, N, DRY, REGION = (
    "table[3 2024-01, rain]",
    "table[3 2024-01, n]",
    "table[3 2024-02, dry]",
    "table[3 2024-02, region]",
)
RESTING = {
    'table["rain"].sum()': RAIN,
    'table["rain"].mean()': RAIN,
    'table["rain"].max()': RAIN,
    'table["rain"].min()': RAIN,
    'table["rain"].median()': RAIN,
    'table["rain"].pint.magnitude.sum()': RAIN,
    'table["rain"].pint.magnitude.quantile(0.5)': RAIN,
    'table["rain"].pint.magnitude.std()': RAIN,
    'table["rain"].pint.magnitude.nlargest(2).sum()': RAIN,
    'np.sum(table["n"])': N,
    'sum(table["rain"])': RAIN,
    'table.groupby("station")["rain"].sum().loc[3]': RAIN,
    'table.groupby("station")["rain"].sum().max()': RAIN,
    'table.loc[table["rain"].pint.magnitude.idxmax(), "rain"]': RAIN,
    'table.loc[(3, "2024-01"), "rain"]': RAIN,
    'table.xs("2024-01", level="month")["rain"].sum()': RAIN,
    'table.sort_values("n")["rain"].iloc[0]': N,
    'table["n"].value_counts().max()': N,
    'table["n"].cumsum().iloc[-1]': N,
    'table.query("region == \'S\'")["n"].sum()': f"{REGION}, {N}",
    'table[table["region"] == "N"]["rain"].sum()': REGION,
    'table["region"].value_counts().max()': REGION,
    'table["region"].nunique()': REGION,
    'table.reset_index().merge(table.reset_index(), on="station")["n_x"].sum()': N,
    '(table["rain"].pint.magnitude > 10).mean()': RAIN,
    'len(table[table["n"] > 3])': N,
    'len(table[table["dry"]])': DRY,
    'table["dry"].sum()': DRY,
    'len([each for each in table["region"] if each])': REGION,
}


@pytest.mark.parametrize(("result", "cells"), RESTING.items(), ids=RESTING.keys())
def test_what_rests_on_a_missing_cell_is_told(tmp_path: Path, result: str, cells: str) -> None:
    """Whatever the function does with it: pandas leaves it out of sums, comparisons and groups without a word."""
    are = "are" if cells.count("[") > 1 else "is"
    empty = ', or declare that an empty text is one ("missingValues": [])' if REGION in cells else ""
    assert message(tmp_path, result) == f"rests on {cells}, which {are} missing; {WAY_OUT}{empty}"


SITES = (
    "station,month,region,remark,rain,dry,n\n"
    "1,2023-01,N,,120,false,3\n"
    "1,2023-02,E,,,false,3\n"
    "2,2023-01,,,210,false,4\n"
    "2,2023-02,S,,215,false,5\n"
)
NOW, BEFORE = (f'table.xs("{month}", level="month")' for month in ("2023-02", "2023-01"))
EQUAL = {
    f'int(({NOW}["rain"] != {BEFORE}["rain"]).sum())': "1 2023-02, rain",
    f'{NOW}["rain"].ne({BEFORE}["rain"]).mean()': "1 2023-02, rain",
    f'({NOW}["rain"] == {BEFORE}["rain"]).sum()': "1 2023-02, rain",
    f'({NOW}["rain"].pint.magnitude == {BEFORE}["rain"].pint.magnitude).sum()': "1 2023-02, rain",
    'table["rain"].pint.magnitude.eq(80).sum()': "1 2023-02, rain",
    'table["rain"].pint.magnitude.eq(-80).sum()': "1 2023-02, rain",
    'table["rain"].pint.magnitude.isin([75, 80]).sum()': "1 2023-02, rain",
    'table["rain"].pint.magnitude.duplicated().sum()': "1 2023-02, rain",
    'table["rain"].pint.magnitude.value_counts().get(215.0)': "1 2023-02, rain",
    'table["rain"].pint.magnitude.value_counts().get(90.0, 0)': "1 2023-02, rain",
    '(table["rain"] == table["rain"].loc[(2, "2023-02")]).sum()': "1 2023-02, rain",
    '(table["rain"] == __import__("pint").Quantity(9, "cm")).sum()': "1 2023-02, rain",
    '(table["region"] == "N").sum()': "2 2023-01, region",
    '(table["region"] == "W").sum()': "2 2023-01, region",
    'table["region"].isin(["E", "W"]).sum()': "2 2023-01, region",
}


@pytest.mark.parametrize(("result", "cell"), EQUAL.items(), ids=EQUAL.keys())
def test_what_rests_on_an_equality_is_told(tmp_path: Path, result: str, cell: str) -> None:
    """What is missing equals nothing to pandas, and may have been what it is compared with."""
    assert message(tmp_path, result, SITES).startswith(f"rests on table[{cell}], which is missing; {WAY_OUT}")


UNLIKE: Mapping[str, float] = {
    f'({BEFORE}["rain"] == {NOW}["rain"].loc[2]).sum()': 0,  # of no missing number
    'table["rain"].loc[(2, "2023-02")]': 215,
    '(table["n"] == 3).sum()': 2,
    '(table["remark"] == "").sum()': 4,
}


@pytest.mark.parametrize(("result", "value"), UNLIKE.items(), ids=UNLIKE.keys())
def test_an_equality_of_other_cells_rests_on_none(tmp_path: Path, result: str, value: float) -> None:
    """Only what the missing cell takes part in is refused."""
    figure = derived(tmp_path, result, SITES)
    assert figure.value == value
    assert isinstance(figure.origin, Derived)
    assert figure.origin.missing == {}


BOTH = f"pd.concat([{NOW}['rain'].pint.magnitude, {BEFORE}['rain'].pint.magnitude], axis=1).dropna()"


@pytest.mark.always("==-0", ">-1")
@pytest.mark.parametrize(("by", "value"), [("!=", 1), ("==", 0), (">", 1)])
def test_rows_that_are_left_out_of_a_comparison_are_named(tmp_path: Path, by: str, value: float) -> None:
    """Of an equality as of any other comparison: of what is known, 215 is another number than 210, and more."""
    code = f'import pandas as pd\n\n\ndef it(table):\n    """It"""\n    both = {BOTH}\n'
    code += f"    return int((both.iloc[:, 0] {by} both.iloc[:, 1]).sum())\n"
    figure = analysed(tmp_path, package=PACKAGE, dataset=SITES, derived=code).figures["it"]
    assert figure.value == value
    assert isinstance(figure.origin, Derived)
    assert figure.origin.missing == {"table": ("1 2023-02",)}


APART: Mapping[str, float] = {
    "len(table)": 4,
    'len(table[table["remark"] == "estimated"])': 1,  # where the empty text is declared to be one
    'table.loc[(1, "2024-01"), "rain"]': 12.5,
    'table["rain"].iloc[3]': 7.2,
    'table.groupby("station")["rain"].sum().loc[1]': 12.5,
    'table[table["remark"] == "estimated"]["rain"].sum()': 30.1,
    'table.xs("2024-02", level="month")["rain"].max()': 7.2,
    'table.index.get_level_values("station").max()': 3,
}


@pytest.mark.parametrize(("result", "value"), APART.items(), ids=APART.keys())
def test_what_does_not_rest_on_one_is_a_figure(tmp_path: Path, result: str, value: float) -> None:
    """A missing cell in the same table is no fault of what does not look at it."""
    figure = derived(tmp_path, result)
    assert figure.value == pytest.approx(value)
    assert isinstance(figure.origin, Derived)
    assert figure.origin.missing == {}


CHOSEN: Mapping[str, float] = {
    'table["rain"].sum(skipna=True)': 12.5 + 30.1 + 7.2,
    'table.dropna(subset=["rain"])["rain"].sum()': 12.5 + 30.1 + 7.2,
    'table["n"].fillna(0).sum()': 3 + 4 + 0 + 5,
    'table["rain"].count()': 3,
    'table["rain"].isna().sum()': 1,
    'np.nanmax(table["n"].astype(float))': 5,
}


@pytest.mark.parametrize(("result", "value"), CHOSEN.items(), ids=CHOSEN.keys())
def test_a_choice_is_taken_and_told(tmp_path: Path, result: str, value: float) -> None:
    """The figure is what the function makes of it, and its origin names the row that has no value."""
    figure = derived(tmp_path, result)
    assert figure.value == pytest.approx(value)
    assert isinstance(figure.origin, Derived)
    assert figure.origin.missing == {"table": ("3 2024-01",)}


def test_a_figure_with_missing_cells_is_never_exact(tmp_path: Path) -> None:
    """The table of figures says of what it is, in each language; so does the record."""
    said = {"en": ("of what is known", "no value for"), "es": ("de lo que se sabe", "sin valor para")}
    code = 'def it(table):\n    """It"""\n    return table["n"].sum(skipna=True)\n'
    for lang, (known, without) in said.items():
        folder = write_brief(tmp_path, package=PACKAGE, dataset=ROWS, derived=code)
        write_analysis(folder, lang)
        table = (folder / "_generated/figures.md").read_text(encoding="utf-8")
        assert f"| [{known}]{{.across}} |  | `it`, " in table
        assert f"{without} 3 2024-01" in table.replace("\\-", "-")
        record = json.loads((folder / "_generated/record.json").read_text(encoding="utf-8"))
        assert record["figures"]["it"]["missing"] == {"table": ["3 2024-01"]}


CHAIN = '''def known(table):
    """Known"""
    return table["n"].sum(skipna=True)


def rows(table):
    """Rows"""
    return len(table)


def twice(known):
    """Twice"""
    return 2 * known


def after_all(twice, rows):
    """After all"""
    return max(float(twice.magnitude), 0.5) + rows
'''
CHART = '''from matplotlib.figure import Figure


def bars(twice, rows):
    """Bars.

    Bars of {twice:value} and {rows:value}.
    """
    picture = Figure()
    picture.subplots().bar([1, 2], [twice.value, rows.value])
    return picture
'''


@pytest.mark.always("es-de lo que se sabe-exacto")
@pytest.mark.parametrize(
    ("lang", "known", "exact"), [("en", "of what is known", "exact"), ("es", "de lo que se sabe", "exacto")]
)
def test_what_is_computed_from_such_a_figure_is_none_either(tmp_path: Path, lang: str, known: str, exact: str) -> None:
    """Its mark goes on with it, by formulas and by code, into the table of figures, the record and a chart's data."""
    folder = write_brief(tmp_path, figures="", package=PACKAGE, dataset=ROWS, derived=CHAIN, charts=CHART)
    (folder / "_quarto.yml").write_text(f"lang: {lang}\n", encoding="utf-8")
    analysis = write_analysis(folder, lang).analysis
    lacking = {name: dict(figure.missing) for name, figure in analysis.figures.items()}
    marked = {"table": ("3 2024-01",)}
    assert lacking == {"known": marked, "twice": marked, "after_all": marked, "rows": {}}
    record = json.loads((folder / "_generated/record.json").read_text(encoding="utf-8"))
    assert [name for name, each in record["figures"].items() if "missing" in each] == ["known", "twice", "after_all"]
    table = (folder / "_generated/figures.md").read_text(encoding="utf-8").splitlines()
    cells = {line.split("|")[1].strip(): line.split("|")[3].strip() for line in table}
    told, full = f"[{known}]{{.across}}", f"[{exact}]{{.across}}"
    assert {name: cells[name] for name in ("Known", "Twice", "After all", "Rows")} == {
        "Known": told, "Twice": told, "After all": told, "Rows": full,
    }  # fmt: skip
    assert [row[0::2] for row in analysis.charts[0].data.rows] == [("Twice", known), ("Rows", exact)]


EMPTY = 'table[table["region"] == "X"]'
OF_NONE = {
    f'{EMPTY}["rain"].sum()': "sum",
    f'{EMPTY}["rain"].pint.magnitude.sum()': "sum",
    f'{EMPTY}["rain"].mean()': "mean",
    f'{EMPTY}["rain"].max()': "largest",
    f'{EMPTY}["n"].min()': "least",
    f'{EMPTY}["rain"].median()': "median",
    f'{EMPTY}[["n"]].sum()["n"]': "sum",
    f'{EMPTY}["rain"].agg("sum")': "sum",
    f'np.sum({EMPTY}["rain"].pint.magnitude)': "sum",
    f'{EMPTY}["n"].idxmax()[0]': "place of the largest",
    'table[table.index.get_level_values("month") == "2024-3"]["rain"].sum()': "sum",
    f'{EMPTY}["n"].to_numpy().sum()': "sum",
    f'{EMPTY}["n"].values.sum()': "sum",
    f'np.sum({EMPTY}["n"].to_numpy())': "sum",
    f'np.add.reduce({EMPTY}["n"].to_numpy() * 2)': "sum",
    f'{EMPTY}["n"].to_numpy().prod()': "product",
    f'{EMPTY}["rain"].pint.magnitude.to_numpy().sum()': "sum",
    f'{EMPTY}[["n"]].to_numpy().sum()': "sum",
    'table["n"].to_numpy()[table["region"].to_numpy() == "X"].sum()': "sum",
    f'sum({EMPTY}["n"])': "sum",
    f'sum(list({EMPTY}["n"]))': "sum",
    f'sum(each for each in {EMPTY}["n"])': "sum",
    'sum(row.n for row in table.itertuples() if row.region == "X")': "sum",
}


@pytest.mark.parametrize(("result", "reduction"), OF_NONE.items(), ids=OF_NONE.keys())
def test_no_rows_have_no_sum(tmp_path: Path, result: str, reduction: str) -> None:
    """Nor a mean, nor an extreme: pandas says 0 or nothing."""
    wanted = "correct the selection, or count them: len(…) of no rows is 0"
    assert message(tmp_path, result, WHOLE) == f"takes the {reduction} of no rows; {wanted}"


@pytest.mark.parametrize(
    "result",
    [
        f"len({EMPTY})",
        pytest.param(f'({EMPTY}["n"] > 3).sum()', marks=pytest.mark.thorough),
        f'{EMPTY}["rain"].count()',
        pytest.param(f'{EMPTY}["n"].sum(min_count=0)', marks=pytest.mark.thorough),
        pytest.param(f'({EMPTY}["n"].to_numpy() > 3).sum()', marks=pytest.mark.thorough),
        pytest.param(f'{EMPTY}["n"].to_numpy().sum(initial=0)', marks=pytest.mark.thorough),
        pytest.param(f'sum({EMPTY}["n"], 0)', marks=pytest.mark.thorough),
        pytest.param(f'sum({EMPTY}["n"] > 3)', marks=pytest.mark.thorough),
        'sum(1 for row in table.itertuples() if row.region == "X")',
        pytest.param(f'sum(each > 3 for each in {EMPTY}["n"])', marks=pytest.mark.thorough),
        pytest.param(f'sum(each not in {{3, 4}} for each in {EMPTY}["n"])', marks=pytest.mark.thorough),
    ],
)
def test_no_rows_can_be_counted(tmp_path: Path, result: str) -> None:
    """A count of nothing is 0; and so is a sum of which the function says that it may be."""
    figure = derived(tmp_path, result, WHOLE)
    assert (figure.value, figure.range.is_exact) == (0, True)
    assert (figure.sources, figure.period) == (("agency",), "2024-01/2024-02")


def test_numbers_out_of_pandas_are_numpys(tmp_path: Path) -> None:
    """They are computed with as ever, and pandas' own sums of nothing, which no figure is, are left alone."""
    rows = "station,month,region,remark,rain,dry,n\n1,2024-01,N,,1,true,3\n2,2024-01,S,,2,true,4\n"
    results = {
        'table["n"].to_numpy().sum()': 7,
        'float(np.dot(table["n"].to_numpy(), table["n"].values))': 25,
        'sorted(table["n"].to_numpy().tolist())[0]': 3,
        'np.where(table["n"].to_numpy() > 3, table["n"].to_numpy(), 0).sum()': 4,
        'np.cumsum(table["n"].to_numpy())[-1]': 7,
        'table["n"].to_numpy().mean()': 3.5,
        'sum(table["n"])': 7,
        'table.groupby("region")["n"].sum().max()': 4,
    }
    for place, (result, value) in enumerate(results.items()):
        assert derived(tmp_path / str(place), result, rows).value == value, result
    assert (builtins.sum([]), type(pd.Series([1]).to_numpy()), type(pd.Series([1]).values)) == (0, *[np.ndarray] * 2)


def test_a_month_without_rows_has_no_sum(tmp_path: Path) -> None:
    """pandas makes a row for each month between, and 0 of those without any."""
    rows = "station,month,region,remark,rain,dry,n\n1,2024-01,N,,1,true,3\n1,2024-03,N,,2,true,4\n"
    monthly = 'table.reset_index().set_index("month")["n"].resample("M").sum()'
    assert derived(tmp_path, f"{monthly}.iloc[2]", rows).value == 4
    assert message(tmp_path, f"{monthly}.iloc[1]", rows) == "returns nan; return a number"


def test_a_column_without_values_has_no_sum(tmp_path: Path) -> None:
    """Even where missing cells are left out by choice: then nothing is left."""
    rows = "station,month,region,remark,rain,dry,n\n1,2024-01,N,,,true,3\n"
    assert message(tmp_path, 'table["rain"].sum(skipna=True)', rows).startswith("takes the sum of no rows; ")


def checked(folder: Path, result: str) -> None:
    """Make a check that returns this of the table."""
    code = f'def it(table):\n    """It holds"""\n    return {result}\n'
    analyse(write_brief(folder, package=PACKAGE, dataset=ROWS, checks=code), "en")


def test_a_check_may_be_of_a_dataset(tmp_path: Path) -> None:
    """What must hold of its rows; one that rests on a missing cell, or on none, is told as a figure is."""
    checked(tmp_path, 'set(table["region"].dropna()) <= {"N", "S"}')
    checked(tmp_path, "table.index.is_unique")
    with pytest.raises(
        CheckingError, match=r'^analysis/checks.py:1: it: "It holds" does not hold; correct the data or'
    ):
        checked(tmp_path, "len(table) > 4")
    with pytest.raises(
        CheckingError, match=r"it: rests on table\[3 2024-01, rain\], which is missing; say what becomes"
    ):
        checked(tmp_path, '(table["rain"].pint.magnitude < 40).all()')
    with pytest.raises(
        CheckingError, match=r"^analysis/checks.py:3: it: takes the sum of no rows; correct the selection"
    ):
        checked(tmp_path, 'table[table["remark"] == "x"]["n"].sum() == 0')


def test_of_many_missing_cells_some_are_told(tmp_path: Path) -> None:
    """Looking for each of hundreds would take as many evaluations."""
    head = "station,month,region,remark,rain,dry,n\n"
    rows = head + "".join(f"{place},2024-01,N,,1.5,true,{place if place % 2 else ''}\n" for place in range(400))
    figure = derived(tmp_path, 'table["n"].sum(skipna=True)', rows)
    assert figure.value == sum(range(1, 400, 2))
    assert isinstance(figure.origin, Derived)
    assert figure.origin.missing == {"table": tuple(f"{place} 2024-01" for place in range(0, 40, 2))}
    assert message(tmp_path, 'table["n"].sum()', rows).startswith(
        "rests on table[0 2024-01, n], table[2 2024-01, n], table[4 2024-01, n] and more, which are missing; "
    )
