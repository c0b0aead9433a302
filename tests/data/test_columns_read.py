"""Large tables are read by columns: what comes of it is what comes of reading them row by row, be it right or wrong.

Tables at random, of all types and with what people do to files, are read both ways; and what is read by columns is held
against Python's own decimals and dates.
"""

from __future__ import annotations

import json
import random
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from seeds import seeds
from statbrief.data import read_columns, read_datasets, text_columns
from statbrief.data.column_cells import Rows
from statbrief.data.datasets import Dataset
from statbrief.data.units import Registry, load_units
from statbrief.errors import ReadingError

Json = Any
FIELDS: list[Json] = [
    {"name": "id", "type": "integer", "constraints": {"required": True, "minimum": -5_000}},
    {"name": "month", "type": "yearmonth"},
    {"name": "year", "type": "year", "fiscal_year": "2021-10/FY2022"},
    {"name": "day", "type": "date", "format": "%d/%m/%Y"},
    {"name": "region", "type": "string", "constraints": {"maxLength": 9}},
    {"name": "kind", "type": "string", "constraints": {"enum": ["In", "Out", "Niño"]}},
    {"name": "is_new", "type": "boolean"},
    {"name": "cost", "type": "number", "unit": "USD", "rounded_to": 0.5, "constraints": {"maximum": 9_000_000}},
    {"name": "visits", "type": "integer", "unit": "visit", "rounded_to": "exact"},
    {"name": "rate", "type": "number", "missingValues": ["", {"value": "c", "label": "confidential"}]},
    {"name": "grouped", "type": "integer", "groupChar": " "},
]
KEYS: list[Json] = [
    {"primaryKey": "id"},
    {"primaryKey": ["region", "month"]},
    {"uniqueKeys": [["region", "id"]]},
    {},
    {"primaryKey": "id", "foreignKeys": [{"fields": ["id"], "reference": {"resource": "", "fields": ["visits"]}}]},
]


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    """The units of these tables."""
    path = tmp_path_factory.mktemp("units") / "units.txt"
    path.write_text("visit = [visit]\nUSD = [currency]\n", encoding="utf-8")
    return load_units(path)


def brief(folder: Path, text: str, fields: list[Json], schema: Json, **resource: Json) -> Path:
    """A folder with that table."""
    (folder / "data").mkdir(parents=True, exist_ok=True)
    described = {"name": "it", "path": "it.csv", "source": "s", "schema": {"fields": fields, **schema}, **resource}
    (folder / "data" / "datapackage.json").write_text(json.dumps({"resources": [described]}), encoding="utf-8")
    (folder / "data" / "it.csv").write_bytes(text.encode(resource.get("encoding", "utf-8"), "surrogateescape"))
    return folder


def read(folder: Path, registry: Registry, monkeypatch: pytest.MonkeyPatch, *, by_columns: bool) -> Dataset | list[str]:
    """The dataset as it is read one way, or what is wrong with it."""
    for module in (read_columns, read_datasets):
        monkeypatch.setattr(module, "LARGE", 0 if by_columns else 10**12)
    try:
        return read_datasets.read_datasets(folder, registry, {"s"})["it"]
    except ReadingError as error:
        return [str(each) for each in error.faults]


def cell(field: Json, chance: random.Random, place: int) -> str:
    """A cell of a column as it should be."""
    if field["name"] == "id":
        return str(place - 40)
    if field["name"] == "cost":
        return f"{chance.randrange(-(10**7), 10**7) / 2:.{chance.choice([1, 1, 2])}f}"
    made = {
        "month": lambda: f"{1990 + place // 12}-{place % 12 + 1:02}",
        "year": lambda: str(chance.randrange(1990, 2024)),
        "day": lambda: f"{chance.randrange(1, 29):02}/{chance.randrange(1, 13):02}/{chance.randrange(1990, 2024)}",
        "region": lambda: chance.choice(["North", '"South, far"', "Löß", "0123", "", " West "]),
        "kind": lambda: chance.choice(["In", "Out", "Niño", ""]),
        "is_new": lambda: chance.choice(["true", "FALSE", "1", "0", ""]),
        "visits": lambda: str(chance.randrange(chance.choice([5, 10**6]))),
        "rate": lambda: chance.choice(["", "c", f"{chance.random():.6f}", "-0", "0.10"]),
        "grouped": lambda: chance.choice(["1 234", "12", "1 000 000", ""]),
    }
    return made[field["name"]]()


MISTAKES = [
    "",
    "x",
    "1,2",
    '"',
    "'",
    " 5",
    "05",
    "1.25",
    "1e3",
    "-",
    "+1",
    "\x07",
    "\u200f",
    "２",
    "1.",
    ".5",
    "-99",
    "\r",
]


def table(chance: random.Random, fields: list[Json], rows: int) -> str:
    """A table at random, mostly without a mistake."""
    names = [each["name"] for each in fields]
    lines = [",".join(chance.sample(names, len(names)) if chance.random() < 0.2 else names)]
    order = lines[0].split(",")
    by_name = {each["name"]: each for each in fields}
    lines += [",".join(cell(by_name[name], chance, place) for name in order) for place in range(rows)]
    for _ in range(chance.choice([0, 0, 0, 1, 3])):
        line = chance.randrange(len(lines))
        cells = lines[line].split(",")
        act = chance.randrange(5)
        if act == 0:
            cells[chance.randrange(len(cells))] = chance.choice(MISTAKES)
        elif act == 1:
            cells.append("more")
        elif act == 2:
            cells.pop()
        elif act == 3 and line:
            cells = lines[chance.randrange(1, len(lines))].split(",")
        else:
            lines.insert(line, chance.choice(["", " ", ",", "\n"]))
            continue
        lines[line] = ",".join(cells)
    return chance.choice(["\n", "\n", "\r\n"]).join(lines) + chance.choice(["\n", ""])


@pytest.mark.parametrize("seed", seeds(1, 40))
def test_both_ways_to_read_say_the_same(
    tmp_path: Path, registry: Registry, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """The same table with the same rows and lines, or the same faults in the same words."""
    chance = random.Random(seed)  # noqa: S311 -- the same each time
    fields = chance.sample(FIELDS, chance.randrange(2, len(FIELDS)))
    names = {each["name"] for each in fields}
    schema = chance.choice([each for each in KEYS if names >= {"id", "visits", "region", "month"} or not each])
    resource: Json = {"period": "{month}"} if "month" in names and chance.random() < 0.5 else {}
    text = table(chance, fields, chance.choice([3, 60, 1_500]))
    folder = brief(tmp_path, text, fields, schema, **resource)
    by_rows = read(folder, registry, monkeypatch, by_columns=False)
    by_columns = read(folder, registry, monkeypatch, by_columns=True)
    if not isinstance(by_rows, Dataset) or not isinstance(by_columns, Dataset):
        assert by_columns == by_rows
        return
    assert list(by_columns.rows) == list(by_rows.rows)
    assert [by_columns.rows[place] for place in (0, -1)] == [by_rows.rows[place] for place in (0, -1)]
    assert (tuple(by_columns.lines), by_columns.withheld) == (tuple(by_rows.lines), by_rows.withheld)
    one, other = plainly(by_columns), plainly(by_rows)
    pd.testing.assert_frame_equal(one, other)
    assert by_columns.table.dtypes.tolist() == by_rows.table.dtypes.tolist()
    assert by_columns.last_places == by_rows.last_places
    if by_rows.rows:
        assert [by_columns.row_period(place) for place in (0, -1)] == [by_rows.row_period(place) for place in (0, -1)]


def plainly(dataset: Dataset) -> pd.DataFrame:
    """Its table with numbers that have no unit, which pandas compares."""
    found = dataset.table.copy()
    for name, column in dataset.columns.items():
        if column.unit is not None:
            found[name] = found[name].pint.magnitude
    return found


def test_large_tables_are_read_by_columns(tmp_path: Path, registry: Registry) -> None:
    """And their numbers are those that Python's decimals have, to the last bit."""
    chance = random.Random(3)  # noqa: S311 -- the same each time
    costs = [f"{chance.randrange(10**14) / 10:.1f}"[:15].rstrip(".") for _ in range(3_000)]
    text = "id,cost\n" + "".join(f"{place},{each}\n" for place, each in enumerate(costs))
    fields = [{"name": "id", "type": "integer"}, {"name": "cost", "type": "number", "unit": "USD", "rounded_to": 0.1}]
    dataset = read_datasets.read_datasets(brief(tmp_path, text, fields, {"primaryKey": "id"}), registry, {"s"})["it"]
    assert isinstance(dataset.rows, Rows)
    assert dataset.numbers("cost") == [float(Decimal(each)) for each in costs]


@pytest.mark.parametrize(("first", "second"), [("7", "7.0"), ("7.50", "7.5"), ("0", "-0")])
def test_a_key_that_is_written_in_two_ways_is_there_twice(
    tmp_path: Path, registry: Registry, first: str, second: str
) -> None:
    """Among thousands of other numbers, as among few."""
    keys = [first, second, *map(str, range(100, 9_000))]
    text = "id,name\n" + "".join(f"{each},N\n" for each in keys)
    fields = [{"name": "id", "type": "number"}, {"name": "name", "type": "string"}]
    folder = brief(tmp_path, text, fields, {"primaryKey": "id"})
    with pytest.raises(ReadingError, match=rf"^data/it.csv:3: id: .*{second}.*line 2"):
        read_datasets.read_datasets(folder, registry, {"s"})


@pytest.mark.parametrize("longest", ["12345678", "123456789", "1234567890.5", "123456789012345"])
def test_numbers_are_read_whatever_their_length(tmp_path: Path, registry: Registry, longest: str) -> None:
    """Of one that is longer than all others nothing is cut off, nor of its neighbours in the row."""
    costs = [*map(str, range(3_000)), longest, ""]
    text = "id,cost,name\n" + "".join(f"{place},{each},ab cd ef gh\n" for place, each in enumerate(costs))
    fields = [
        {"name": "id", "type": "integer"},
        {"name": "cost", "type": "number", "unit": "USD", "rounded_to": 0.5},
        {"name": "name", "type": "string"},
    ]
    dataset = read_datasets.read_datasets(brief(tmp_path, text, fields, {"primaryKey": "id"}), registry, {"s"})["it"]
    assert isinstance(dataset.rows, Rows)
    assert [row["cost"] for row in dataset.rows] == costs
    assert dataset.numbers("cost")[:-1] == list(map(float, costs[:-1]))
    assert all(dataset.rounding.stated["cost"].has(float(each), 0) for each in costs[:-1])
    assert dataset.last_places["cost"] == Decimal("0.1" if "." in longest else "1")
    assert {row["name"] for row in dataset.rows} == {"ab cd ef gh"}


@pytest.mark.parametrize("wrong", ["１２３", "1234567é", "12345678é"])
def test_letters_in_a_column_of_numbers_are_told_whole(tmp_path: Path, registry: Registry, wrong: str) -> None:
    """Also where they are more than a byte each, at the place from which on a number is long."""
    lines = [f"{place},{place}" for place in range(9_000)]
    lines[41] = f"41,{wrong}"
    fields = [{"name": "id", "type": "integer"}, {"name": "cost", "type": "number"}]
    with pytest.raises(ReadingError, match=f'^data/it.csv:43: cost: "{wrong}" is not a plain'):
        read_datasets.read_datasets(
            brief(tmp_path, "id,cost\n" + "\n".join(lines), fields, {"primaryKey": "id"}), registry, {"s"}
        )


@pytest.mark.parametrize("row", [1, 999, 1_000, 1_001, 4_000])
def test_a_row_of_another_width_is_told_wherever_it_stands(
    tmp_path: Path, registry: Registry, monkeypatch: pytest.MonkeyPatch, row: int
) -> None:
    """One cell more in one line, and one less in the next; also where other lines are looked at first."""
    monkeypatch.setattr(text_columns, "_AT_ONCE", 1_000)
    lines = [f"{place},{place}" for place in range(4_002)]
    lines[row - 1 : row + 1] = ["1,2,3", "4"]
    fields = [{"name": "id", "type": "integer"}, {"name": "cost", "type": "number"}]
    folder = brief(tmp_path, "id,cost\n" + "\n".join(lines), fields, {})
    with pytest.raises(ReadingError) as caught:
        read_datasets.read_datasets(folder, registry, {"s"})
    places = [str(each).split(": ")[0] for each in caught.value.faults]
    assert places == [f"data/it.csv:{row + place}" for place in (1, 2)]


@pytest.mark.parametrize("step", ["0.1", "0.25", "3", "0.007", "1000", "0.00001"])
def test_multiples_of_a_step_are_told_exactly(step: str) -> None:
    """As whole numbers tell them: of numbers with fifteen digits, near a multiple and one last place away."""
    chance = random.Random(5)  # noqa: S311 -- the same each time
    for _ in range(2_000):
        places = chance.randrange(7)
        number = Decimal(chance.randrange(10 ** chance.randrange(1, 15))).scaleb(-places)
        near = (number / Decimal(step)).to_integral_value() * Decimal(step)
        for each in (near, near + Decimal(1).scaleb(-places), number):
            if len(f"{each:f}") > 15 or abs(each) > 10**13:
                continue
            found = read_columns.are_multiples(np.array([float(each)]), Decimal(step))
            assert not found or each % Decimal(step) == 0, (each, step)
            if each == near and abs(each) < 10**6:
                assert found, (each, step)


@pytest.mark.parametrize("by_columns", [True, False])
def test_of_many_faults_some_are_told(
    tmp_path: Path, registry: Registry, monkeypatch: pytest.MonkeyPatch, *, by_columns: bool
) -> None:
    """The first hundred, each with its line and column, and how many more."""
    text = "id,cost\n" + "".join(f"{place},{place}.3\n" for place in range(2_500))
    fields = [{"name": "id", "type": "integer"}, {"name": "cost", "type": "number", "unit": "USD", "rounded_to": 1}]
    found = read(brief(tmp_path, text, fields, {}), registry, monkeypatch, by_columns=by_columns)
    assert isinstance(found, list)
    problem = "is no multiple of 1; write the step the source rounded to, such as 0.1, or exact"
    assert found[:2] == [f"data/it.csv:{line}: cost: {line - 2}.3 {problem}" for line in (2, 3)]
    assert found[-2:] == [
        f"data/it.csv:101: cost: 99.3 {problem}",
        "data/it.csv: rows: 2,400 more faults; mend these first",
    ]


def test_one_wrong_cell_among_thousands_is_told_by_its_line(tmp_path: Path, registry: Registry) -> None:
    """As in a small table: what is wrong, where, and how to write it."""
    lines = [f"{place},{place}" for place in range(9_000)]
    lines[8_124] = '8124,"8,124"'
    fields = [{"name": "id", "type": "integer"}, {"name": "cost", "type": "number", "unit": "USD", "rounded_to": 1}]
    folder = brief(tmp_path, "id,cost\n" + "\n".join(lines), fields, {"primaryKey": "id"})
    wanted = r'^data/it.csv:8126: cost: "8,124" is not a plain number; write 8124, or 8.124 where the comma is a '
    with pytest.raises(ReadingError, match=wanted):
        read_datasets.read_datasets(folder, registry, {"s"})
