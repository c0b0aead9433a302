"""What is asked of texts and periods that nobody moves is answered once, as pandas does: of all rows and of some."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from statbrief.data.asked_once import asked_once
from statbrief.data.blocks import WHOLE_ROW, Block
from statbrief.data.datasets import Dataset
from statbrief.data.read_datasets import read_datasets
from statbrief.data.units import load_units

ROWS = 3_000
REGIONS = [f"R{place % 7}" if place % 11 else "" for place in range(ROWS)]
KINDS = ["new" if place % 3 else "old" for place in range(ROWS)]
MONTHS = [f"{2000 + place % 19}-{place % 12 + 1:02}" for place in range(ROWS)]
PACKAGE = """{"resources": [{"name": "it", "path": "it.csv", "source": "s", "schema": {"fields": [
    {"name": "id", "type": "integer"}, {"name": "month", "type": "yearmonth"},
    {"name": "region", "type": "string"}, {"name": "kind", "type": "string"},
    {"name": "n", "type": "integer", "unit": "person", "rounded_to": 10}
]}}]}"""


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """A large table with two columns of texts."""
    folder = tmp_path_factory.mktemp("brief")
    (folder / "data").mkdir()
    rows = (f"{place},{MONTHS[place]},{REGIONS[place]},{KINDS[place]},{place}0\n" for place in range(ROWS))
    (folder / "data" / "it.csv").write_text("id,month,region,kind,n\n" + "".join(rows), encoding="utf-8")
    (folder / "data" / "datapackage.json").write_text(PACKAGE, encoding="utf-8")
    (folder / "data" / "units.txt").write_text("person = [person]\n", encoding="utf-8")
    return read_datasets(folder, load_units(Path(folder / "data" / "units.txt")), {"s"})["it"]


def left(dataset: Dataset, seed: int) -> tuple[pd.DataFrame, list[int]]:
    """The table without some of its rows, by lot, and those that are left: of each seed half of them."""
    gone = np.sort(np.random.default_rng(seed).permutation(ROWS)[: ROWS // 2])
    table = dataset.with_cells({("it", WHOLE_ROW, Block(gone, ROWS)): None})
    return table, sorted({*range(ROWS)} - {*gone.tolist()})


def test_rows_that_are_left_have_their_own_answers(dataset: Dataset) -> None:
    """Whatever was asked of others before, that were as many; and of the earlier ones afterwards, too."""
    with asked_once([dataset]):
        first, of_first = left(dataset, 1)
        for table, rows in (left(dataset, 1), left(dataset, 2), (first, of_first), (dataset.table, [*range(ROWS)])):
            for text in ("R3", "R5", "new", "none"):
                assert (table["region"] == text).tolist() == [REGIONS[each] == text for each in rows]
                assert (table["kind"] != text).tolist() == [KINDS[each] != text for each in rows]
            sums = table.groupby("kind")["n"].sum().pint.magnitude
            expected = pd.Series([each * 10 for each in rows]).groupby([KINDS[each] for each in rows]).sum()
            assert sums.to_dict() == expected.to_dict()


def test_code_that_changes_its_rows_is_given_other_answers(dataset: Dataset) -> None:
    """Of its own texts, and nobody else is."""
    with asked_once([dataset]):
        table, rows = left(dataset, 3)
        assert (table["region"] == "R1").sum() == [REGIONS[each] for each in rows].count("R1")
        table["region"] = table["region"].where(table["kind"] == "new", "R1")
        table.loc[table.index[:5], "kind"] = "R1"
        either = [KINDS[each] == "old" or REGIONS[each] == "R1" for each in rows]
        assert (table["region"] == "R1").tolist() == either
        assert (table["kind"] == "R1").tolist() == [place < 5 for place in range(len(rows))]
        again, _ = left(dataset, 3)
        assert (again["region"] == "R1").tolist() == [REGIONS[each] == "R1" for each in rows]
        assert not (again["kind"] == "R1").any()
        answer = again["region"] == "R2"
        answer.iloc[:] = True
        assert (again["region"] == "R2").tolist() == [REGIONS[each] == "R2" for each in rows]


def test_the_years_of_periods_are_their_own(dataset: Dataset) -> None:
    """Of all rows, of some, in another order, and where code has put others in their place; months are no years."""
    with asked_once([dataset]):
        table, rows = left(dataset, 4)
        for some, places in (
            (dataset.table, [*range(ROWS)]),
            (table, rows),
            (dataset.table.iloc[::-1], [*range(ROWS)][::-1]),
        ):
            for _ in range(2):
                assert some["month"].dt.year.tolist() == [int(MONTHS[each][:4]) for each in places]
                assert some["month"].dt.month.tolist() == [int(MONTHS[each][5:]) for each in places]
                years = some["month"].dt.year
                years.iloc[:] = 0
        whole: Any = dataset.with_cells({})
        whole.loc[whole.index[:3], "month"] = pd.Period("1950-07", freq="M")
        assert whole["month"].dt.year.tolist() == [1950] * 3 + [int(each[:4]) for each in MONTHS[3:]]
        assert dataset.table["month"].dt.year.tolist() == [int(each[:4]) for each in MONTHS]


def test_groups_are_those_of_the_rows_that_are_asked_for(dataset: Dataset) -> None:
    """Of all rows, twice, and of rows that are called otherwise or stand in another order; in each way to group."""
    with asked_once([dataset]):
        for table in (dataset.with_cells({}), dataset.with_cells({}).set_index("id"), dataset.table.iloc[::-1]) * 2:
            alone = pd.DataFrame({"region": table["region"].tolist(), "n": table["n"].pint.magnitude.tolist()})
            for sort, dropna in [(True, True), (False, True), (True, False)]:
                found = table.groupby("region", sort=sort, dropna=dropna)["n"].sum().pint.magnitude
                expected = alone.groupby("region", sort=sort, dropna=dropna)["n"].sum()
                assert found.index.fillna("none").tolist() == expected.index.fillna("none").tolist()
                assert found.tolist() == expected.tolist()
            counts = table.groupby("region")["kind"].transform("count")
            assert counts.index.equals(table.index)
            assert counts.fillna(0).tolist() == alone.groupby("region")["n"].transform("count").fillna(0).tolist()


def test_groups_of_some_rows_are_told_by_those_of_all(dataset: Dataset) -> None:
    """Of half of the rows, of few, and of all in another order; with and without an order, and those of no group."""
    with asked_once([dataset]):
        chance = np.random.default_rng(5)
        for rows in (np.sort(chance.permutation(ROWS)[:1500]), np.array([7, 30, 12]), chance.permutation(ROWS)):
            some = dataset.in_order(rows)
            for column, texts in (("kind", KINDS), ("region", REGIONS)):
                alone = pd.DataFrame({"it": [texts[each] or None for each in rows], "n": rows * 10.0})
                for sort, dropna in [(True, True), (False, True), (True, False)]:
                    found = some.groupby(column, sort=sort, dropna=dropna)["n"].sum().pint.magnitude
                    expected = alone.groupby("it", sort=sort, dropna=dropna)["n"].sum()
                    assert found.index.fillna("none").tolist() == expected.index.fillna("none").tolist()
                    assert found.tolist() == expected.tolist()
