"""Copies of large tables are their functions' own: what one writes, or tries to, no other finds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from statbrief.data.datasets import Dataset
from statbrief.data.read_datasets import read_datasets
from statbrief.data.taken import Taken
from statbrief.data.units import load_units

ROWS = 3_000
PACKAGE = """{"resources": [{"name": "it", "path": "it.csv", "source": "s", "schema": {"fields": [
    {"name": "region", "type": "string"}, {"name": "n", "type": "integer", "unit": "person", "rounded_to": 10}
]}}]}"""


@pytest.fixture
def dataset(tmp_path: Path) -> Dataset:
    """A large table."""
    (tmp_path / "data").mkdir()
    rows = "".join(f"R{place % 7},{place}0\n" for place in range(ROWS))
    (tmp_path / "data" / "it.csv").write_text(f"region,n\n{rows}", encoding="utf-8")
    (tmp_path / "data" / "datapackage.json").write_text(PACKAGE, encoding="utf-8")
    (tmp_path / "data" / "units.txt").write_text("person = [person]\n", encoding="utf-8")
    return read_datasets(tmp_path, load_units(tmp_path / "data" / "units.txt"), {"s"})["it"]


def total(table: Any) -> float:  # noqa: ANN401 -- what a function does with its table
    """The sum of the numbers."""
    return float(table["n"].sum().magnitude)


@pytest.mark.parametrize("is_noted", [False, True])
def test_numbers_that_nobody_moved_cannot_be_written_over(dataset: Dataset, *, is_noted: bool) -> None:
    """They are the same for all."""
    taken = Taken(ROWS) if is_noted else None
    for _ in range(2):
        array: Any = dataset.with_cells({}, taken)["n"].array
        with pytest.raises(ValueError, match="read-only"):
            array.data.to_numpy(copy=False)[0] = 1.0
        assert total(dataset.with_cells({}, taken)) == sum(range(ROWS)) * 10


@pytest.mark.parametrize("is_moved", [False, True])
def test_what_is_written_to_a_copy_is_in_no_other(dataset: Dataset, *, is_moved: bool) -> None:
    """Nor in copies of that one that were made before."""
    moves: Any = {("it", "n", dataset.everywhere): 5.0} if is_moved else {}
    expected = sum(range(ROWS)) * 10 + (5.0 * ROWS if is_moved else 0.0)
    for _ in range(2):
        table = dataset.with_cells(moves)
        before = table.copy()
        shallow = table.copy(deep=False)
        table.loc[2, "n"] = table["n"].iloc[2] * 1000
        assert total(table) == expected + 999 * (20 + (5.0 if is_moved else 0.0))
        assert total(before) == total(shallow) == total(dataset.with_cells(moves)) == expected
