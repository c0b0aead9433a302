"""Datasets: a table in its units, with its rounding, as the data package describes it."""

import json
from pathlib import Path
from typing import Any, TypeAlias

import pandas as pd
import pytest

from briefs import analysed
from statbrief.arithmetic.ranges import Range
from statbrief.data.datasets import Dataset
from statbrief.errors import DerivingError, ReadingError
from statbrief.figures.figure import Derived
from statbrief.table_schema.spans import fill_period

Json: TypeAlias = Any
"""Whatever a JSON file may say."""

COUNT = {"name": "arrests", "type": "integer", "unit": "arrest", "rounded_to": 10}
YEAR = {"name": "year", "type": "year"}


def package(*fields: Json, key: Json = "year", **resource: Json) -> str:
    """A data package of one table."""
    described: Json = {"name": "table", "path": "table.csv", "source": "agency"} | resource
    described.setdefault("schema", {"fields": [*fields]})
    if key:
        described["schema"]["primaryKey"] = key
    return json.dumps({"resources": [described]})


def table_of(folder: Path, text: str, *fields: Json, **options: Json) -> Dataset:
    """The dataset that such a brief has."""
    return analysed(folder, package=package(*fields, **options), dataset=text).datasets["table"]


def cell(dataset: Dataset, row: Json, column: str) -> Json:
    """One cell, as analysis functions see it."""
    table: Json = dataset.table
    return table.loc[row, column]


def test_a_cell_is_a_quantity(tmp_path: Path) -> None:
    """A column with a unit gives quantities; the key is the index."""
    dataset = table_of(tmp_path, "arrests,year\n17800,2021\n70700,2022\n", YEAR, COUNT)
    assert cell(dataset, "2022", "arrests").magnitude == 70_700
    assert str(cell(dataset, "2021", "arrests").units) == "arrest"


def test_each_measured_cell_has_a_range(tmp_path: Path) -> None:
    """Value ± rounded_to / 2; cells that are left empty have none."""
    dataset = table_of(tmp_path, "year,arrests\n2022,70700\n2023,\n", YEAR, COUNT)
    [only] = dataset.cells()
    assert (only.key, only.low, only.high) == (("table", "arrests", 0), 70_695, 70_705)


@pytest.mark.parametrize("step", [10, 0.1, 0.00001, 1e-07, "exact", "10"])
def test_a_step_may_be_written_in_any_way(tmp_path: Path, step: Json) -> None:
    """A number of JSON, whatever Python makes of it, or a text."""
    dataset = table_of(tmp_path, "year,arrests\n2022,70700\n", YEAR, COUNT | {"type": "number", "rounded_to": step})
    half = 0.0 if step == "exact" else float(step) / 2
    assert dataset.cells()[0].high == 70_700 + half


@pytest.mark.parametrize("said", [{}, {"rounded_to": None}], ids=["left out", "null"])
@pytest.mark.parametrize("unit", ["arrest", "percent", "1"])
def test_how_far_a_measured_column_can_be_trusted_is_said(tmp_path: Path, unit: str, said: Json) -> None:
    """Nothing is exact because nobody said otherwise; what measures nothing needs no step."""
    column = {"name": "arrests", "type": "number", "unit": unit} | said
    wanted = "has a unit and no rounded_to; write the step that the source rounded to, or exact"
    with pytest.raises(ReadingError, match=f"^data/datapackage.json:1: table: field arrests: {wanted}$"):
        table_of(tmp_path, "year,arrests\n2022,70700\n", YEAR, column)


def test_whole_numbers_may_have_a_point(tmp_path: Path) -> None:
    """2022.0 is the year 2022."""
    table = table_of(tmp_path, "year,arrests\n2022.0,70700.0\n", YEAR, COUNT).table
    assert list(table.index) == [pd.Period("2022", freq="Y")]


def test_a_table_may_have_no_key_or_several(tmp_path: Path) -> None:
    """Without a key rows are counted; with two, a row is named by both."""
    text = "year,month,arrests\n2022,5,70700\n2022,6,10\n"
    month = {"name": "month", "type": "integer"}
    assert table_of(tmp_path, text, YEAR, month, COUNT, key=None).row_name(1) == "2"
    both = table_of(tmp_path, text, YEAR, month, COUNT, key=["year", "month"])
    assert both.row_name(1) == "2022 6"
    assert cell(both, ("2022", 5), "arrests").magnitude == 70_700


def test_texts_and_numbers_without_a_unit_are_plain(tmp_path: Path) -> None:
    """What measures nothing is text, or a number as pandas has it."""
    table = table_of(
        tmp_path,
        'place,year,rank\n"Eagle Pass, ""Texas""",2022,1\nÁlamo,2023,2.5\n',
        {"name": "place"},
        YEAR,
        {"name": "rank", "type": "number"},
        key="place",
    ).table
    assert list(table.index) == ['Eagle Pass, "Texas"', "Álamo"]
    assert list(table["rank"]) == [1.0, 2.5]


def test_an_empty_table_is_a_table(tmp_path: Path) -> None:
    """A header alone has no rows and no fault."""
    assert len(table_of(tmp_path, "year,arrests\n", YEAR, COUNT).table) == 0


def test_a_file_in_a_folder_below_is_read_and_recorded(tmp_path: Path) -> None:
    """A path may go down, not up."""
    (tmp_path / "data/more").mkdir(parents=True)
    (tmp_path / "data/more/table.csv").write_text("year,arrests\n2022,10\n", encoding="utf-8")
    described = package(YEAR, COUNT, path="./more/../more/table.csv")
    assert analysed(tmp_path, package=described).datasets["table"].description.path == "data/more/table.csv"


@pytest.mark.parametrize("path", ["../reported.csv", "/etc/passwd", "", ".", "..", "a/../../x", 7, None, ["table.csv"]])
def test_a_path_stays_in_the_folder(tmp_path: Path, path: Json) -> None:
    """Nothing outside data/ is read, whatever the package says."""
    with pytest.raises(ReadingError, match=r"table: path: .*; name a file in data/, such as births.csv"):
        analysed(tmp_path, package=package(YEAR, COUNT, path=path))


@pytest.mark.parametrize("schema", ["a", 1, [], {}, {"fields": "year"}, {"fields": {}}, {"fields": []}, None])
def test_a_schema_of_another_type_is_refused(tmp_path: Path, schema: Json) -> None:
    """Whatever stands in the place of the list of fields."""
    with pytest.raises(ReadingError, match="table: schema: describes no fields; give each column its name"):
        analysed(tmp_path, package=package(schema=schema, key=None))


@pytest.mark.parametrize("field", [None, 1, "year", [], {"name": ""}, {"name": None}, {"name": " a"}, {"name": ["a"]}])
def test_a_field_of_another_type_is_refused(tmp_path: Path, field: Json) -> None:
    """Whatever stands in the place of a field or its name."""
    with pytest.raises(ReadingError, match=r"table: field .*: (is not described|name .* is not a column|has no name)"):
        analysed(tmp_path, package=package(field, key=None))


@pytest.mark.parametrize("key", [1, True, {"year": 1}, ["year", 1], [["year"]], ["yaer"]])
def test_a_key_of_another_type_is_refused(tmp_path: Path, key: Json) -> None:
    """Whatever stands in the place of the primary key."""
    with pytest.raises(ReadingError, match=r"table: primaryKey: "):
        analysed(tmp_path, package=package(YEAR, COUNT, key=key), dataset="year,arrests\n")


@pytest.mark.parametrize("text", ["[]", "null", "7", '"a"', '{"resources": {}}', '{"resources": [1]}', "{}"])
def test_a_package_of_another_type_is_refused(tmp_path: Path, text: str) -> None:
    """JSON that is no data package."""
    with pytest.raises(ReadingError, match=r"data/datapackage.json(:1)?: resources: there is no list of them"):
        analysed(tmp_path, package=text)


@pytest.mark.parametrize("text", ["", "{", "{'a': 1}", "\x00", "1" * 5000], ids=lambda text: text[:8])
def test_what_is_no_json_is_refused(tmp_path: Path, text: str) -> None:
    """Text that JSON's grammar or Python's limits do not allow."""
    with pytest.raises(ReadingError, match=r"data/datapackage.json(:1)?: JSON: "):
        analysed(tmp_path, package=text)


def test_a_picked_number_is_written_as_stated(tmp_path: Path) -> None:
    """A function that only picks a cell: its row, its period, its source, its step."""
    figure = analysed(
        tmp_path,
        package=package(YEAR, COUNT, source="agency", period="{year}-05", gaps=True),
        dataset="year,arrests\n2019,17800\n2022,70700\n",
        derived='def it(table):\n    """It"""\n    return table.loc["2022", "arrests"]\n',
    ).figures["it"]
    assert isinstance(figure.origin, Derived)
    assert (figure.origin.rows, figure.period, figure.sources) == ({"table": ("2022",)}, "2022-05", ("agency",))
    assert figure.origin.stated_to == 10
    assert (figure.range, f"{figure:about}") == (Range(70_695, 70_705), "70,700")


@pytest.mark.thorough
def test_ten_thousand_rows_are_read_and_added(tmp_path: Path) -> None:
    """A sum over a large exact table depends on all its rows and has the right value."""
    rows = "".join(f"{row},{row}\n" for row in range(10_000))
    code = 'def it(table):\n    """It"""\n    return table["arrests"].pint.magnitude[:9].sum()\n'
    described = package({"name": "row", "type": "integer"}, COUNT | {"rounded_to": "exact"}, key="row")
    figure = analysed(tmp_path, package=described, dataset=f"row,arrests\n{rows}", derived=code).figures["it"]
    assert figure.value == sum(range(9))
    assert isinstance(figure.origin, Derived)
    assert figure.origin.rows == {"table": tuple(map(str, range(9)))}


@pytest.mark.parametrize("period", ["{year.__class__}", "{0}", "{}", "{year", "{year!r}", "{year:>9}"])
def test_a_period_is_no_program(tmp_path: Path, period: str) -> None:
    """Only a column's name in braces is filled in; all else is no period."""
    with pytest.raises(ReadingError, match=r"data/table.csv:2: period: .* is not a period"):
        analysed(tmp_path, package=package(YEAR, COUNT, period=period), dataset="year,arrests\n2022,10\n2023,10\n")
    assert fill_period("{year}-05", {"year": "2022"}) == "2022-05"


def test_no_function_writes_over_a_column(tmp_path: Path) -> None:
    """pandas hands out the array itself, which every other function is given too; a copy of it is the code's own."""
    derived = (
        'import pandas as pd\n\n\ndef gains(table):\n    """Gains"""\n    numbers = table["net"].values{copy}\n'
        "    numbers[numbers < 0 * numbers[0]] = 0 * numbers[0]\n    return pd.Series(numbers).sum()\n\n\n"
        'def balance(table):\n    """Balance"""\n    return table["net"].sum()\n'
    )
    net = {"name": "net", "type": "number", "unit": "metre", "rounded_to": "exact"}
    data = {"package": package(YEAR, net), "dataset": "year,net\n2021,5\n2022,-3\n"}
    with pytest.raises(DerivingError, match="gains: raises ValueError: assignment destination is read-only"):
        analysed(tmp_path / "same", derived=derived.format(copy=""), **data)
    figures = analysed(tmp_path / "copied", derived=derived.format(copy=".copy()"), **data).figures
    assert (figures["gains"].value, figures["balance"].value) == (5, 2)
