"""The files that an engine reads: CSV, gzipped, Parquet, many of them, DuckDB; and the types of their columns."""

import gzip
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pytest

from engine_briefs import FIELDS, computed, engine_brief, faults_of, function, told, trips
from statbrief.analysis.analysis import analyse
from statbrief.analysis.write import write_analysis
from statbrief.errors import StatbriefError
from statbrief.record.analysis_record import read_record

FARES = function('trips.group_by("region").agg(fares=_.fare.sum())', ["region", "fares"])
OF_REGIONS = [FIELDS[0], FIELDS[2]]


def sums(data: pd.DataFrame) -> dict[str, float]:
    """The fares of each region, as pandas has them: quarters are exact."""
    return {str(region): float(fares) for region, fares in data.groupby("region")["fare"].sum().items()}


def found_in(folder: Path, path: str, **said: object) -> dict[str, float]:
    """The same as the engine computes them of a file that is there."""
    dataset = computed(folder, FARES, path=path, fields=OF_REGIONS, period=None, **said)
    return {row["region"]: float(row["fares"]) for row in dataset.rows}


@pytest.fixture
def data(tmp_path: Path) -> pd.DataFrame:
    """Trips, for which there is a folder."""
    (tmp_path / "data").mkdir()
    return trips(200)


def test_csv_is_read(tmp_path: Path, data: pd.DataFrame) -> None:
    """A file of CSV, with columns that nobody described."""
    data.to_csv(tmp_path / "data/trips.csv", index=False)
    assert found_in(tmp_path, "trips.csv") == sums(data)


def test_gzipped_csv_is_read(tmp_path: Path, data: pd.DataFrame) -> None:
    """A file of CSV that is packed, with other marks between its cells."""
    text = data.to_csv(index=False, sep=";")
    (tmp_path / "data/trips.csv.gz").write_bytes(gzip.compress(text.encode()))
    assert found_in(tmp_path, "trips.csv.gz", dialect={"delimiter": ";"}) == sums(data)


def test_many_files_are_one_table(tmp_path: Path, data: pd.DataFrame) -> None:
    """A pattern names the files of a folder; the order of their columns is each one's own."""
    (tmp_path / "data/trips").mkdir()
    data[:120].to_parquet(tmp_path / "data/trips/1.parquet")
    data[120:][list(reversed(data.columns))].to_parquet(tmp_path / "data/trips/2.parquet")
    assert found_in(tmp_path, "trips/*.parquet") == sums(data)


def test_a_list_of_files_is_one_table(tmp_path: Path, data: pd.DataFrame) -> None:
    """As a Data Package lists the parts of a table; of CSV, too, with its columns in another order."""
    data[:50].to_csv(tmp_path / "data/a.csv", index=False)
    data[50:][list(reversed(data.columns))].to_csv(tmp_path / "data/b.csv", index=False)
    assert found_in(tmp_path, ["a.csv", "b.csv"]) == sums(data)  # type: ignore[arg-type]


@pytest.mark.parametrize("table", ["rides", "main.rides"])
def test_a_table_of_a_duckdb_file_is_read(tmp_path: Path, data: pd.DataFrame, table: str) -> None:
    """A file of DuckDB, whose table is called otherwise than the resource."""
    with duckdb.connect(str(tmp_path / "data/city.duckdb")) as connection:
        connection.execute("CREATE TABLE rides AS SELECT * FROM data")
    assert found_in(tmp_path, "city.duckdb", table=table) == sums(data)


def test_missing_texts_are_missing(tmp_path: Path) -> None:
    """What the package declares to stand for no value is none, and is not left out in silence."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data/trips.csv").write_text("region,fare\nNorte,1.25\nNorte,c\nCentro,2.50\n", encoding="utf-8")
    schema = {"fields": OF_REGIONS, "missingValues": [{"value": "c", "label": "confidential"}, {"value": ""}]}
    [fault] = faults_of(tmp_path, FARES, path="trips.csv", schema=schema, period=None)
    assert fault.found == "computes fares of trips.fare, which has no value in 1 row"
    known = function('trips.filter(_.fare.notnull()).group_by("region").agg(fares=_.fare.sum())', ["region", "fares"])
    dataset = computed(tmp_path, known, path="trips.csv", schema=schema, period=None)
    assert {row["region"]: row["fares"] for row in dataset.rows} == {"Norte": "1.25", "Centro": "2.5"}


def test_names_of_other_scripts_and_signs_are_read(tmp_path: Path) -> None:
    """A column with letters of its own, and a file with a quotation mark in its name."""
    (tmp_path / "data").mkdir()
    data = pd.DataFrame({"región": ["Ñuble", "O'Higgins"], "año": [2021, 2022], "tarifa": [1.25, 2.5]})
    data.to_parquet(tmp_path / "data/it's.parquet")
    fields = [
        {"name": "región", "type": "string"},
        {"name": "año", "type": "year"},
        {"name": "tarifa", "type": "number", "unit": "USD", "rounded_to": 0.25},
    ]
    asked = 'trips.group_by(region="región", year="año").agg(fares=_.tarifa.sum())'
    own = function(asked, ["region", "year", "fares"])
    dataset = computed(tmp_path, own, path="it's.parquet", fields=fields, period="{año}")
    assert [(row["region"], row["year"], row["fares"]) for row in dataset.rows] == [
        ("O'Higgins", "2022", "2.5"),
        ("Ñuble", "2021", "1.25"),
    ]
    assert [dataset.row_period(place) for place in (0, 1)] == ["2022", "2021"]


ODD: dict[str, tuple[Any, dict[str, Any], str]] = {
    "times with a zone": (
        pd.Series([datetime(2022, 1, 1, tzinfo=UTC)] * 2),
        {"type": "datetime"},
        "trips.odd is of type timestamp('UTC', 6), and described as datetime",
    ),
    "lists": ([[1, 2], [3]], {"type": "integer"}, "trips.odd is of type array<int64>, and described as integer"),
    "structures": (
        [{"a": 1}, {"a": 2}],
        {"type": "string"},
        "trips.odd is of type struct<a: int64>, and described as string",
    ),
    "texts for numbers": (["1", "2"], {"type": "number"}, "trips.odd is of type string, and described as number"),
    "bytes": ([b"1", b"2"], {"type": "string"}, "trips.odd is of type binary, and described as string"),
}


@pytest.mark.parametrize("case", ODD)
def test_a_type_that_a_brief_has_not_is_told(tmp_path: Path, case: str) -> None:
    """A column that is no number, text, truth or plain time is a fault where it is described, with its type."""
    values, said, message = ODD[case]
    data = pd.DataFrame({"region": ["Norte", "Centro"], "fare": [1.0, 2.0], "odd": values})
    if case == "times with a zone":
        data["odd"] = data["odd"].dt.tz_convert("UTC")
    [found] = told(tmp_path, FARES, data, fields=[*OF_REGIONS, {"name": "odd", **said}], period=None)
    wanted = "describe it as it is, or leave it out where a brief has no such type"
    assert found.startswith("data/datapackage.json:")
    assert found.partition("trips: fields: ")[2] == f"{message}; {wanted}"


def test_a_span_of_time_is_told(tmp_path: Path) -> None:
    """A table of a DuckDB file may have intervals, which a brief has not."""
    (tmp_path / "data").mkdir()
    with duckdb.connect(str(tmp_path / "data/city.duckdb")) as connection:
        connection.execute("CREATE TABLE trips AS SELECT 'Norte' AS region, INTERVAL 1 DAY AS fare")
    [found] = faults_of(tmp_path, FARES, path="city.duckdb", fields=OF_REGIONS, period=None)
    assert found.found == "trips.fare is of type interval('us'), and described as number"


def test_a_type_that_nobody_described_is_left_alone(tmp_path: Path) -> None:
    """What is not described is not given, so it may be of any type."""
    data = pd.DataFrame({"region": ["Norte", "Centro"], "fare": [1.0, 2.0], "odd": [[1], [2]]})
    dataset = computed(tmp_path, FARES, data, fields=OF_REGIONS, period=None)
    assert len(dataset.rows) == 2


def test_columns_of_many_types_are_read(tmp_path: Path) -> None:
    """Categories, truths, large identifiers, moments and days, each as what it is."""
    data = pd.DataFrame(
        {
            "region": pd.Categorical(["Norte", "Norte", "Centro"]),
            "id": np.array([2**62, 2**62 + 1, 2**62 + 2], dtype="int64"),
            "paid": pd.array([True, None, False], dtype="boolean"),
            "at": pd.to_datetime(["2022-01-01 23:59", "2022-03-01 00:01", "2022-12-31 12:00"]),
            "day": [date(2022, 1, 1), date(2022, 3, 1), date(2022, 12, 31)],
            "price": [Decimal("1.10"), Decimal("2.20"), Decimal("3.30")],
        }
    )
    fields = [
        {"name": "region", "type": "string"},
        {"name": "id", "type": "integer"},
        {"name": "paid", "type": "boolean"},
        {"name": "at", "type": "datetime"},
        {"name": "day", "type": "date"},
        {"name": "price", "type": "number", "unit": "USD", "rounded_to": "exact"},
    ]
    own = function(
        'trips.group_by("region").agg(\n    ids=_.id.nunique(), known=_.paid.count(),\n'
        "    paid=_.count(where=_.paid.fill_null(False)),\n"
        "    last=_.at.date().max(), first=_.day.min(), prices=_.price.sum(), odd=_.count(where=_.id % 2 == 1)\n)",
        ["region", "ids", "known", "paid", "last", "first", "prices", "odd"],
    )
    dataset = computed(tmp_path, own, data, fields=fields)
    wanted = {"ids": "2", "known": "1", "paid": "1", "last": "2022-03-01", "first": "2022-01-01", "prices": "3.3",
              "odd": "1"}  # fmt: skip
    assert {name: dataset.rows[1][name] for name in wanted} == wanted


def test_wide_decimal_numbers_are_summed_exactly(tmp_path: Path) -> None:
    """Numbers of 30 digits keep all of them in a sum; a quantile of them is refused."""
    with_many = [Decimal("1000000000000.000000000001"), Decimal("0.000000000002")]
    data = pd.DataFrame({"region": "Norte", "fare": with_many})
    fields = [FIELDS[0], {**FIELDS[2], "rounded_to": 0.5}]
    [found] = faults_of(tmp_path, FARES, data, fields=fields, period=None)
    assert found.found == "computes fares of trips.fare, which has numbers that are not rounded to 0.5"
    own = function('trips.group_by("region").agg(it=_.fare.median())', ["region", "it"])
    [found] = faults_of(tmp_path, own, data, fields=[FIELDS[0], {**FIELDS[2], "rounded_to": "exact"}], period=None)
    assert found.found == "takes a quantile of trips.fare, a decimal number that is too wide"


def test_an_empty_file_has_no_table(tmp_path: Path) -> None:
    """A file without rows gives no groups, which is a fault of the function that wants some; and counts as nothing."""
    data = trips(3)[:0].astype({"fare": "float64"})
    [found] = faults_of(tmp_path, FARES, data, fields=OF_REGIONS, period=None)
    assert found.found == "finds no rows"
    own = function("trips.agg(trips=_.count())", ["name", "trips"], name="whole")
    folder = engine_brief(tmp_path, own, data, fields=OF_REGIONS, period=None)
    assert analyse(folder, "en").datasets["whole"].rows[0]["trips"] == "0"


@pytest.mark.parametrize(("key", "wanted"), [(None, "_.region.notnull()"), ("", '_.region != ""')])
def test_a_group_without_a_name_is_told(tmp_path: Path, key: str | None, wanted: str) -> None:
    """Rows whose key is missing belong to no group, nor do those whose key is an empty text."""
    data = trips(20)
    data.loc[3, "region"] = key
    [found] = faults_of(tmp_path, FARES, data, fields=OF_REGIONS, period=None)
    assert (found.found, found.wanted) == ("has a row without region", f"leave such rows out: .filter({wanted})")
    kept = FARES.replace("trips.group_by", f"trips.filter({wanted}).group_by")
    assert not faults_of(tmp_path, kept, data, fields=OF_REGIONS, period=None)


def test_a_broken_file_is_told_by_its_place(tmp_path: Path) -> None:
    """What is no Parquet is a fault of the resource, without the folder that the brief stands in."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data/trips.pq").write_bytes(b"no parquet")
    [found] = told(tmp_path, FARES, path="trips.pq", fields=OF_REGIONS, period=None)
    assert found.startswith("data/datapackage.json:5: trips: path: cannot be read: ")
    assert "data/trips.pq" in found
    assert str(tmp_path) not in found


def test_a_number_that_is_none_breaks_off_with_the_functions_place(tmp_path: Path) -> None:
    """A text in a column of numbers stops the engine in the middle: the query's line is told."""
    (tmp_path / "data").mkdir()
    rows = "".join(f"Norte,{each}\n" for each in range(50_000))
    (tmp_path / "data/trips.csv").write_text(f"region,fare\n{rows}Norte,many\n", encoding="utf-8")
    [found] = told(tmp_path, FARES, path="trips.csv", fields=OF_REGIONS, period=None)
    assert found.startswith("analysis/tables.py:4: it: DuckDB 1.")
    assert "fare: many is not a number, such as 70000 or 0.5" in found
    assert str(tmp_path) not in found


def test_a_sum_of_more_digits_than_there_are_is_told(tmp_path: Path) -> None:
    """Floating point tells fifteen digits apart: a sum with more would be another number."""
    data = pd.DataFrame({"region": "Norte", "fare": [400_000_000_000_000, 500_000_000_000_000]})
    fields = [FIELDS[0], {**FIELDS[2], "rounded_to": "exact"}]
    assert computed(tmp_path / "few", FARES, data, fields=fields, period=None).rows[0]["fares"] == "900000000000000"
    data["fare"] += 50_000_000_000_001
    [found] = faults_of(tmp_path / "many", FARES, data, fields=fields, period=None)
    assert found.found == "computes fares, which is 1e+15"
    assert found.wanted == "no number here has more than 15 digits"


def test_days_that_stand_for_months_are_months(tmp_path: Path) -> None:
    """What the package says of a column of days holds for rows that they tell apart; two days of a month do not."""
    data = pd.DataFrame({"day": [date(2022, 1, 31), date(2022, 2, 28)], "fare": [1.25, 2.5]})
    fields = [{"name": "day", "type": "date", "frequency": "month"}, FIELDS[2]]
    own = function('trips.group_by("day").agg(fares=_.fare.sum())', ["day", "fares"])
    dataset = computed(tmp_path, own, data, fields=fields)
    assert [(row["day"], dataset.row_period(place)) for place, row in enumerate(dataset.rows)] == [
        ("2022-01", "2022-01"),
        ("2022-02", "2022-02"),
    ]
    data.loc[1, "day"] = date(2022, 1, 30)
    assert "has two rows that are called 2022-01" in str(faults_of(tmp_path, own, data, fields=fields)[0])


def test_weeks_tell_rows_apart(tmp_path: Path) -> None:
    """The first days of a year may lie in the last week of the one before."""
    data = pd.DataFrame({"day": [date(2022, 1, 1), date(2022, 1, 3), date(2021, 12, 27)], "fare": [1.25, 2.5, 4.0]})
    own = function('trips.group_by(week=_.day.truncate("W")).agg(fares=_.fare.sum())', ["week", "fares"])
    dataset = computed(tmp_path, own, data, fields=[FIELDS[1], FIELDS[2]])
    assert [(row["week"], row["fares"]) for row in dataset.rows] == [("2021-W52", "5.25"), ("2022-W01", "2.5")]


def test_days_of_a_text_are_written_in_one_way(tmp_path: Path) -> None:
    """Whether 01/02/2022 is in January or February nobody can tell: DuckDB would say so."""
    fields = [{"name": "day", "type": "date"}, FIELDS[2]]
    own = function("trips.group_by(month=_.day.truncate('M')).agg(fares=_.fare.sum())", ["month", "fares"])
    folder = engine_brief(tmp_path, own, path="trips.csv", fields=fields)
    (folder / "data/trips.csv").write_text("day,fare\n2022-01-02,1.25\n2022-02-01,2.5\n", encoding="utf-8")
    assert analyse(folder, "en").shown["it"].rows == (("January 2022", "$1.25"), ("February 2022", "$2.50"))
    (folder / "data/trips.csv").write_text("day,fare\n01/02/2022,1.25\n02/02/2022,2.5\n", encoding="utf-8")
    with pytest.raises(StatbriefError, match="01/02/2022"):
        analyse(folder, "en")


@pytest.mark.parametrize(
    ("moment", "is_read"),
    [
        ("2022-01-02T23:30:00", True),
        ("2022-01-02 23:30", True),
        ("2022-01-02T23:30:00.25Z", True),
        ("01/02/2022 23:30:00", False),
        ("2022-01-02T23:30:00-06:00", False),
    ],
)
def test_moments_of_a_text_are_isos_and_have_no_offset(tmp_path: Path, moment: str, *, is_read: bool) -> None:
    """One with an offset is on another day elsewhere, and one with strokes in another month."""
    fields = [{"name": "at", "type": "datetime"}, FIELDS[2]]
    own = function("trips.group_by(day=_.at.date()).agg(fares=_.fare.sum())", ["day", "fares"])
    folder = engine_brief(tmp_path, own, path="trips.csv", fields=fields, period=None)
    (folder / "data/trips.csv").write_text(f"at,fare\n{moment},1.25\n", encoding="utf-8")
    if is_read:
        assert analyse(folder, "en").shown["it"].rows == (("January 2, 2022", "$1.25"),)
    else:
        with pytest.raises(StatbriefError, match=moment):
            analyse(folder, "en")


def test_a_table_without_times_is_recorded(tmp_path: Path) -> None:
    """Its rows are of none, also where they are told apart by days."""
    own = function("trips.group_by('day').agg(fares=_.fare.sum())", ["day", "fares"])
    write_analysis(engine_brief(tmp_path, own, period=None), "en")
    assert "trips" not in read_record(tmp_path)["datasets"]
    assert not read_record(tmp_path)["datasets"]["it"].get("times")
