"""What an engine reads of files is what stands in them: nothing skipped, guessed or rounded, and of no other file."""

import csv
import io
import random
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from engine_briefs import computed, engine_brief, function, told
from statbrief.analysis.analysis import analyse

FIELDS: list[dict[str, Any]] = [
    {"name": "shop", "type": "string"},
    {"name": "n", "type": "integer", "unit": "rider", "rounded_to": "exact"},
]
SUMS = function('trips.group_by("shop").agg(n=_.n.sum(), trips=_.count())', ["shop", "n", "trips"])
ONE = pd.DataFrame({"shop": ["a", "b"], "n": [1, 2]})
OTHER = pd.DataFrame({"shop": ["a", "c"], "n": [10, 20]})


def sums_of(folder: Path, text: str) -> dict[str, tuple[int, int]]:
    """The sum and the number of rows of each shop, as the engine has them of a file of text."""
    brief = engine_brief(folder, SUMS, path="trips.csv", fields=FIELDS, period=None)
    (brief / "data/trips.csv").write_text(text, encoding="utf-8", newline="")
    rows = analyse(brief, "en").datasets["it"].rows
    return {row["shop"]: (int(row["n"]), int(row["trips"])) for row in rows}


def wrong_with(folder: Path, text: str, fields: list[dict[str, Any]] = FIELDS, own: str = SUMS) -> str:
    """What is wrong with a file of text."""
    brief = engine_brief(folder, own, path="trips.csv", fields=fields, period=None)
    (brief / "data/trips.csv").write_text(text, encoding="utf-8", newline="")
    return " ".join(told(folder, own, path="trips.csv", fields=fields, period=None))


def test_a_line_that_begins_with_a_number_sign_is_a_row(tmp_path: Path) -> None:
    """Nobody declared that such lines are comments: DuckDB would guess it, and lose them."""
    text = "shop,n\n" + "#1 Main Street,5\n" * 3 + "Corner,6\n" * 50
    assert sums_of(tmp_path, text) == {"#1 Main Street": (15, 3), "Corner": (300, 50)}


@pytest.mark.parametrize("seed", range(8))
def test_rows_are_those_that_other_readers_find(tmp_path: Path, seed: int) -> None:
    """Texts with marks, line ends, signs and blanks in them, as Python's reader has them."""
    chance = random.Random(seed)  # noqa: S311 -- no secret
    parts = ["#", "#1", ";", '"', "'", "\n", ",", "|", "\t", "-", "NA", "0", "01", "--", "é", "\\", "//", "a", "x y"]
    names = [f"s{place}" + "".join(chance.choices(parts, k=3)) for place in range(6)]
    names += ["#" + "".join(chance.choices(parts, k=2)) + "q"]
    rows = [(chance.choice(names), chance.randrange(-9, 99)) for _ in range(chance.choice([1, 5, 40, 300]))]
    text = io.StringIO()
    csv.writer(text, lineterminator=chance.choice(["\n", "\r\n"])).writerows([("shop", "n"), *rows])
    read = list(csv.reader(io.StringIO(text.getvalue(), newline="")))[1:]
    wanted: dict[str, tuple[int, int]] = {}
    for shop, number in read:
        before = wanted.get(shop, (0, 0))
        wanted[shop] = (before[0] + int(number), before[1] + 1)
    assert sums_of(tmp_path, text.getvalue()) == wanted


def test_what_stands_over_the_head_is_a_fault(tmp_path: Path) -> None:
    """A title over a table is none of its columns, and is not skipped in silence."""
    found = wrong_with(tmp_path, "Riders of shops\n\nshop,n\na,5\n")
    assert "data/trips.csv has none of the columns of trips in its first line; add a head" in found


def test_a_file_among_many_without_a_head_is_a_fault(tmp_path: Path) -> None:
    """Its first row would be taken for the head, and be lost."""
    brief = engine_brief(tmp_path, SUMS, path="all/*.csv", fields=FIELDS, period=None)
    (brief / "data/all").mkdir()
    (brief / "data/all/1.csv").write_text("shop,n\na,1\n", encoding="utf-8")
    (brief / "data/all/2.csv").write_text("b,7\nc,8\n", encoding="utf-8")
    [found] = told(tmp_path, SUMS, path="all/*.csv", fields=FIELDS, period=None)
    assert "data/all/2.csv has none of the columns of trips in its first line; add a head" in found


def test_a_column_that_is_there_twice_is_a_fault(tmp_path: Path) -> None:
    """Which of the two is meant nobody can tell."""
    assert "has two columns that are called n; keep one of them" in wrong_with(tmp_path, "shop,n,n\na,5,7\n")


ODD = {
    "integer": ["5.7", "1_000", "0x10", "1e3", "1,000", "n/a", "5-"],
    "number": ["1_000", "nan", "inf", "0x10", "1,5"],
    "year": ["22", "2022.5", "1e3"],
    "date": ["2022-1-5", "epoch", "infinity", "2022-02-30", "5 May 2022"],
    "datetime": ["2022-1-5T1:2", "epoch", "now"],
    "boolean": ["yes", "t", "y", "on"],
}


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in ODD.items() for text in texts])
def test_what_is_not_of_its_columns_form_is_a_fault(tmp_path: Path, kind: str, text: str) -> None:
    """DuckDB would round 5.7, read "epoch" as a day of 1900, and take "yes" for true."""
    own = function('trips.group_by("shop").agg(n=_.odd.nunique())', ["shop", "n"])
    found = wrong_with(tmp_path, f'shop,odd\na,"{text}"\n', [FIELDS[0], {"name": "odd", "type": kind}], own)
    assert "breaks off: " in found
    assert text in found


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        ("integer", ["7", "-7", "+8", "009", "5.0", " 6 "]),
        ("number", ["7", ".5", "-0.25", "1e-05", "5."]),
        ("year", ["2022", "2021.0"]),
        ("boolean", ["true", "FALSE"]),
        ("date", ["2022-01-05", "0022-01-05"]),
        ("datetime", ["2022-01-05", "2022-01-05T10:00", "2022-01-05 10:00:01.5Z"]),
    ],
)
def test_what_is_of_its_columns_form_is_read(tmp_path: Path, kind: str, texts: list[str]) -> None:
    """As other programs write it."""
    own = function('trips.group_by("shop").agg(n=_.odd.nunique())', ["shop", "n"])
    rows = "".join(f'a,"{each}"\n' for each in texts)
    fields = [FIELDS[0], {"name": "odd", "type": kind}]
    brief = engine_brief(tmp_path, own, path="trips.csv", fields=fields, period=None)
    (brief / "data/trips.csv").write_text(f"shop,odd\n{rows}", encoding="utf-8")
    assert analyse(brief, "en").datasets["it"].rows[0]["n"] == str(len(texts))


def sums_in(brief: Path, files: dict[str, pd.DataFrame], path: str) -> dict[str, int]:
    """The sum of each shop, of files of Parquet."""
    engine_brief(brief, SUMS, path=path, fields=FIELDS, period=None)
    for name, data in files.items():
        (brief / "data" / name).parent.mkdir(parents=True, exist_ok=True)
        data.to_parquet(brief / "data" / name, index=False)
    return {row["shop"]: int(row["n"]) for row in analyse(brief, "en").datasets["it"].rows}


def test_a_folder_on_the_way_to_the_brief_is_no_column(tmp_path: Path) -> None:
    """A brief that is moved to a folder called shop=all has the numbers that it had."""
    assert sums_in(tmp_path / "shop=all/brief", {"t.parquet": ONE}, "t.parquet") == {"a": 1, "b": 2}


def test_a_column_of_the_files_is_theirs_whatever_their_folders_are_called(tmp_path: Path) -> None:
    """What stands in a file counts, not what its folder is called."""
    files = {"t/shop=x/1.parquet": ONE, "t/shop=y/2.parquet": OTHER}
    assert sums_in(tmp_path, files, "t/*/*.parquet") == {"a": 11, "b": 2, "c": 20}


def test_a_column_that_only_folders_have_is_theirs(tmp_path: Path) -> None:
    """As Spark keeps a table by parts: a code keeps its zero, as the column is described."""
    files = {"t/shop=01/1.parquet": ONE[["n"]], "t/shop=2/2.parquet": OTHER[["n"]]}
    assert sums_in(tmp_path, files, "t/*/*.parquet") == {"01": 3, "2": 30}


def test_folders_that_are_called_like_columns_of_both_kinds_are_a_fault(tmp_path: Path) -> None:
    """DuckDB would take the one on the way to the brief before what stands in the files."""
    brief = tmp_path / "n=5/brief"
    engine_brief(brief, SUMS, path="t/*/*.parquet", fields=FIELDS, period=None)
    (brief / "data/t/shop=a").mkdir(parents=True)
    ONE[["n"]].to_parquet(brief / "data/t/shop=a/1.parquet", index=False)
    [found] = told(brief, SUMS, path="t/*/*.parquet", fields=FIELDS, period=None)
    assert "n is a column of the files of trips, and a folder on the way to them is called so" in found


def test_brackets_and_stars_in_a_path_are_no_pattern(tmp_path: Path) -> None:
    """A brief in the folder "draft [2]" reads its own files, and not those of "draft 2"."""
    other = tmp_path / "draft 2/data"
    other.mkdir(parents=True)
    OTHER.to_parquet(other / "t.parquet", index=False)
    assert sums_in(tmp_path / "draft [2]", {"t.parquet": ONE}, "t.parquet") == {"a": 1, "b": 2}
    files = {"t/x?.parquet": ONE, "t/x1.parquet": OTHER}
    assert sums_in(tmp_path / "named", files, "t/*.parquet") == {"a": 11, "b": 2, "c": 20}


def test_columns_that_nobody_described_are_not_looked_at(tmp_path: Path) -> None:
    """What they hold may be anything."""
    text = "shop,odd,n\n" + "a,1,5\n" * 3000 + "a,none,6\n"
    assert sums_of(tmp_path, text) == {"a": (15006, 3001)}


def test_where_nothing_stands_for_no_value_an_empty_text_is_one(tmp_path: Path) -> None:
    """So the package may declare it: a shop without a name is a shop then."""
    own = function('trips.group_by("n").agg(shop=_.shop.min())', ["n", "shop"])
    schema = {"fields": [FIELDS[0], {"name": "n", "type": "integer"}], "missingValues": []}
    brief = engine_brief(tmp_path, own, path="trips.csv", period=None, schema=schema)
    (brief / "data/trips.csv").write_text("shop,n\n,5\nb,5\nb,6\n", encoding="utf-8")
    assert [row["shop"] for row in analyse(brief, "en").datasets["it"].rows] == ["", "b"]


def test_computed_is_asked_of_the_table_as_described(tmp_path: Path) -> None:
    """Texts of codes keep their zeros, and are other codes without."""
    assert [row["shop"] for row in computed_of(tmp_path, "shop,n\n01,5\n1,6\n")] == ["01", "1"]


def computed_of(folder: Path, text: str) -> tuple[Any, ...]:
    """The rows that the engine computed of a file of text."""
    (folder / "data").mkdir(parents=True)
    (folder / "data/trips.csv").write_text(text, encoding="utf-8")
    return tuple(computed(folder, SUMS, path="trips.csv", fields=FIELDS, period=None).rows)
