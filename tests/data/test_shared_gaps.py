"""Gaps that all areas have alike, as between elections: a row that one lacks is told, however the table is read."""

import json
import random
from itertools import product
from pathlib import Path

import pytest

from statbrief.data import read_columns, read_datasets
from statbrief.data.units import load_units
from statbrief.errors import ReadingError

YEARS, TOWNS = (2011, 2015, 2019, 2024), ("Alcanar", "Besora", "Ros")
ROWS = list(product(YEARS, TOWNS))
OR = 'add its row, or declare "gaps": true in data/datapackage.json'


def read(
    folder: Path, rows: list[tuple[int, str]], gaps: object = "shared", *, key: object = ("year", "town")
) -> list[str]:
    """What is wrong with a table of such rows; nothing where it is read."""
    (folder / "data").mkdir(parents=True, exist_ok=True)
    fields = [{"name": "year", "type": "year"}, {"name": "town", "type": "string"}, {"name": "n", "type": "integer"}]
    said = {"name": "it", "path": "it.csv", "source": "s", "period": "{year}", "gaps": gaps}
    said["schema"] = {"primaryKey": key, "fields": fields}
    (folder / "data" / "datapackage.json").write_text(json.dumps({"resources": [said]}), encoding="utf-8")
    text = "year,town,n\n" + "".join(f"{year},{town},1\n" for year, town in rows)
    (folder / "data" / "it.csv").write_text(text, encoding="utf-8")
    try:
        read_datasets.read_datasets(folder, load_units(), {"s"})
    except ReadingError as error:
        return [str(each) for each in error.faults]
    return []


@pytest.mark.parametrize("large", [0, 10**12], ids=["by columns", "row by row"])
def test_each_row_that_is_left_out_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, large: int) -> None:
    """At its place, whichever it is: of the first year and of the last as well."""
    for module in (read_columns, read_datasets):
        monkeypatch.setattr(module, "LARGE", large)
    assert read(tmp_path, ROWS) == []
    for gone in ROWS:
        left = [each for each in ROWS if each != gone]
        assert read(tmp_path, left, gaps=True) == []
        [fault] = read(tmp_path, left)
        own = [number for number, (year, town) in enumerate(left, start=2) if town == gone[1] and year > gone[0]]
        last = max(number for number, (_, town) in enumerate(left, start=2) if town == gone[1])
        line = own[0] if own else last
        assert fault == f"data/it.csv:{line}: year: {gone[0]} of {gone[1]} is missing, and other rows have it; {OR}"


@pytest.mark.parametrize("large", [0, 10**12], ids=["by columns", "row by row"])
def test_several_are_told_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, large: int) -> None:
    """In any order of towns; the years have to be in theirs."""
    for module in (read_columns, read_datasets):
        monkeypatch.setattr(module, "LARGE", large)
    chance = random.Random(4)  # noqa: S311 -- no secret
    for _ in range(20):
        gone = chance.sample(ROWS, 3)
        left = sorted((each for each in ROWS if each not in gone), key=lambda each: (each[0], chance.random()))
        towns = {town for _, town in left}
        found = read(tmp_path, left)
        expected = {f"{year} of {town}" for year, town in gone if town in towns and year in {each for each, _ in left}}
        assert {fault.split("year: ")[1].split(" is ")[0] for fault in found} == expected


@pytest.mark.parametrize(
    ("gaps", "key", "said"),
    [
        (
            "yes",
            ["year", "town"],
            'gaps: "yes"; write true, false, or "shared" where all areas or the like lack the same',
        ),
        (
            "shared",
            ["year"],
            'gaps: is "shared", and the primary key names nothing beside the periods; write true, or name',
        ),
        ("shared", ["town"], "gaps: is declared of a table whose primary key has not one column of periods;"),
    ],
)
def test_it_is_said_of_what_can_share_them(tmp_path: Path, gaps: str, key: list[str], said: str) -> None:
    """Areas, industries or the like that have periods."""
    [fault] = read(tmp_path, ROWS[:1], gaps, key=key)
    assert fault.partition(": it: ")[2].startswith(said)
