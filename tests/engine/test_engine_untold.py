"""Rows that SQL leaves out without a word: of which a condition cannot tell, that have no name, no day, no value."""

from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from engine_briefs import FIELDS, analysed, computed, engine_brief, function, told, trips
from statbrief.analysis.analysis import analyse
from statbrief.errors import StatbriefError

SHOPS = [{"name": "shop", "type": "string"}, {"name": "kind", "type": "string"}, {"name": "n", "type": "integer"}]
DATA = pd.DataFrame({"shop": ["a", "b", None, "a"], "kind": ["x", None, "x", "y"], "n": [1, 2, 4, 8]})


def fault_of(folder: Path, asked: str, data: pd.DataFrame = DATA) -> str:
    """What is wrong with an expression of one row; nothing where nothing is."""
    return " ".join(told(folder, function(asked, ["name", "n", "all"]), data, fields=SHOPS, period=None))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ('trips.filter(_.shop != "b").agg(n=_.n.sum())', "filters by trips.shop, which has no value in 1 row"),
        ('trips.filter(~_.shop.isin(["b"])).agg(n=_.count())', "filters by trips.shop, which has no value in 1 row"),
        (
            'trips.filter(_.n > 1).filter(_.kind == "x").agg(n=_.n.sum())',
            "filters by trips.kind and trips.n, of which one has no",
        ),
        (
            'trips.agg(n=_.n.sum(where=_.kind == "x"))',
            "computes n where it asks for trips.kind, which has no value in 1",
        ),
        (
            'trips.agg(n=_.count(where=_.shop == "a"))',
            "computes n where it asks for trips.shop, which has no value in 1",
        ),
        ("trips.agg(n=_.shop.nunique())", "computes n of trips.shop, which has no value in 1 row"),
        ("trips.agg(n=_.shop.max())", "computes n of trips.shop, which has no value in 1 row"),
        (
            'trips.group_by("shop").agg(m=_.n.sum()).filter(_.shop != "b").agg(n=_.m.sum())',
            "filters by trips.shop, which has no value in 1 row",
        ),
    ],
)
def test_a_row_of_which_it_cannot_be_told_is_not_left_out_in_silence(tmp_path: Path, asked: str, found: str) -> None:
    """A missing text is neither the one nor another; pandas says that it is another."""
    assert found in fault_of(tmp_path, asked)


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ('trips.filter(_.shop.notnull(), _.shop != "b").agg(n=_.n.sum())', 9),
        ('trips.filter(_.shop.notnull()).filter(_.shop != "b").agg(n=_.n.sum())', 9),
        ('trips.filter(_.shop.isnull() | (_.shop != "b")).agg(n=_.n.sum())', 13),
        ('trips.filter(_.kind.fill_null("z") != "x").agg(n=_.n.sum())', 10),
        ('trips.filter(_.kind == "y", _.kind.notnull()).agg(n=_.n.sum())', 8),
        ('trips.agg(n=_.n.sum(where=_.shop.notnull() & (_.shop != "b")))', 9),
        ("trips.filter(_.shop.notnull()).agg(n=_.shop.nunique())", 2),
        ("trips.agg(n=_.shop.count())", 3),
        ("trips.filter(_.n > 1).agg(n=_.n.sum())", 14),
    ],
)
def test_what_becomes_of_such_rows_may_be_said(tmp_path: Path, asked: str, wanted: int) -> None:
    """By looking at whether there is a value, or by putting one in its place."""
    found = computed(tmp_path, function(asked, ["name", "n", "all"]), DATA, fields=SHOPS, period=None)
    assert found.rows[0]["n"] == str(wanted)


@pytest.mark.parametrize("asked", ['(~(_.shop == "b")).isnull()', '(~_.shop.isin(["b"])).notnull()'])
def test_whether_a_condition_has_an_answer_is_asked_of_its_column(tmp_path: Path, asked: str) -> None:
    """Ibis writes it without brackets, and SQL then denies that the condition within has none."""
    wanted = "asks whether a condition has an answer; ask its column: _.region.isnull()"
    assert wanted in fault_of(tmp_path, f"trips.filter({asked}).agg(n=_.n.sum())")


def test_rows_that_an_earlier_filter_leaves_out_are_not_asked_about(tmp_path: Path) -> None:
    """A shop that is not known is no matter where the row is of another kind."""
    asked = 'trips.filter(_.kind.notnull()).filter(_.kind == "y").filter(_.shop == "a").agg(n=_.n.sum())'
    assert not fault_of(tmp_path, asked)


def test_the_first_day_of_groups_is_not_the_last_of_a_larger_one(tmp_path: Path) -> None:
    """Sums of sums are of all their days: what an inner table keeps of these alone cannot tell their time."""
    inner = 'trips.group_by("region", "class").agg(day=_.day.min(), n=_.riders.sum())'
    own = function(f'{inner}.group_by("region").agg(riders=_.n.sum())', ["region", "riders"])
    [found] = told(tmp_path, own, trips())
    assert "drops trips.day, which says when its rows are of; keep that column" in found


def test_a_table_that_is_grouped_by_days_first_has_their_time(tmp_path: Path) -> None:
    """Days that tell the rows of an inner table apart are all there."""
    inner = 'trips.group_by("region", "day").agg(n=_.riders.sum())'
    data = trips()
    own = function(f'{inner}.group_by("region").agg(riders=_.n.sum())', ["region", "riders"])
    found = computed(tmp_path, own, data)
    days = data[data["region"] == "Centro"]["day"]
    assert found.row_period(0) == f"{days.min().isoformat()}/{days.max().isoformat()}"


@pytest.mark.parametrize("asked", ["_.day.year().min()", "_.year.max()"])
def test_the_first_of_some_years_is_a_year(tmp_path: Path, asked: str) -> None:
    """It is written 2022, and not as a number is, 2,022."""
    data = trips().assign(year=2022)
    own = function(f'trips.group_by("region").agg(year={asked})', ["region", "year"])
    fields = [*FIELDS, {"name": "year", "type": "year"}]
    assert {row[1] for row in analysed(tmp_path, own, data, fields=fields).shown["it"].rows} == {"2022"}


@pytest.mark.parametrize("asked", ["_.day.year().mean()", "_.year.median()", "_.year.sum()"])
def test_years_are_not_computed_with(tmp_path: Path, asked: str) -> None:
    """A mean of years would be written as a number."""
    own = function(f'trips.group_by("region").agg(n={asked})', ["region", "n"])
    fields = [*FIELDS, {"name": "year", "type": "year"}]
    [found] = told(tmp_path, own, trips().assign(year=2022), fields=fields)
    assert "which is a year; group by it, or take the first or the last" in found


def test_days_that_are_made_of_parts_tell_rows_apart(tmp_path: Path) -> None:
    """Such a key says no more than itself: rows are of the days that they have."""
    own = "import ibis\n\n\n" + function(
        "trips.group_by(first=ibis.date(_.day.year(), _.day.month(), 1)).agg(riders=_.riders.sum())",
        ["first", "riders"],
    )
    folder = engine_brief(tmp_path, own)
    found = analyse(folder, "en").datasets["it"]
    assert [row["first"] for row in found.rows] == ["2022-01-01", "2022-02-01", "2022-03-01"]


def test_a_number_of_sixteen_digits_is_a_fault_of_a_quantile_too(tmp_path: Path) -> None:
    """The middle of two such numbers would be one that is not between them."""
    data = pd.DataFrame({"shop": "a", "kind": "x", "n": [9007199254740991, 9007199254740990]})
    assert "its numbers are too large, or none" in fault_of(tmp_path, "trips.agg(n=_.n.median())", data)


def test_a_number_that_is_none_is_missing(tmp_path: Path) -> None:
    """Some programs write NaN into Parquet, which DuckDB takes for a number above all others."""
    folder = engine_brief(
        tmp_path,
        function('trips.group_by("shop").agg(n=_.n.min())', ["shop", "n"]),
        fields=[SHOPS[0], {"name": "n", "type": "number"}],
        path="nan.parquet",
        period=None,
    )
    table = pa.table({"shop": ["a", "a", "b"], "n": pa.array([1.0, float("nan"), 3.0], from_pandas=False)})
    pq.write_table(table, folder / "data/nan.parquet")
    with pytest.raises(StatbriefError, match=r"computes n of trips\.n, which has no value in 1 row"):
        analyse(folder, "en")
    tables = (folder / "analysis/tables.py").read_text(encoding="utf-8")
    above = tables.replace("trips.group_by", "trips.filter(_.n.notnull()).filter(_.n > 2).group_by")
    (folder / "analysis/tables.py").write_text(above, encoding="utf-8")
    assert [row["shop"] for row in analyse(folder, "en").datasets["it"].rows] == ["b"]


def test_a_row_without_its_time_is_told(tmp_path: Path) -> None:
    """A number that some such row is part of would be said to be of the others' time alone."""
    data = trips(50)
    data.loc[7, "day"] = None
    own = function('trips.group_by("class").agg(riders=_.riders.sum())', ["class", "riders"])
    [found] = told(tmp_path, own, data)
    assert "has 1 row without day, which says when each is of; leave such rows out: .filter(_.day.notnull())" in found
    kept = own.replace("trips.group_by", "trips.filter(_.day.notnull()).group_by")
    assert not told(tmp_path, kept, data)
