"""Tables of some hundred cells: what code adds up is moved together, and comes to what it does cell by cell.

The expectation is made by moving each cell by itself, which knows nothing of blocks; of a few figures, by arithmetic.
"""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from briefs import analysed
from seeds import seeds
from statbrief.analysis.analysis import Analysis
from statbrief.data import datasets
from statbrief.deriving.derivation import Derivation
from statbrief.figures.figure import Derived
from statbrief.files import side_by_side

FIELDS = [
    {"name": "month", "type": "yearmonth"},
    {"name": "place", "type": "string"},
    {"name": "weight", "type": "number", "unit": "kilogram", "rounded_to": 1},
    {"name": "time", "type": "number", "unit": "hour", "rounded_to": 0.1},
    {"name": "count", "type": "integer", "unit": "1", "rounded_to": "exact"},
]
PLACE, YEAR = 'table.index.get_level_values("place")', 'table.index.get_level_values("month").year'
CONDITIONS = [
    f'{PLACE} == "A"',
    f'{PLACE} != "B"',
    f"{YEAR} == 2015",
    f"{YEAR} == 2016",
    'table["count"].pint.magnitude > 20',
]
TAKEN = [
    "sum()",
    "mean()",
    "max()",
    "min()",
    "median()",
    "iloc[-1]",
    "iloc[3]",
    "iloc[:12].sum()",
    "tail(7).mean()",
    "count()",
]
"""What is taken of a column, or of some of its rows."""
OF_MONTHS = 24


def package() -> str:
    """The description of the table."""
    known = {"name": "table", "path": "table.csv", "source": "agency", "period": "{month}"}
    schema = {"primaryKey": ["month", "place"], "fields": FIELDS}
    return json.dumps({"name": "brief", "resources": [known | {"schema": schema}]})


def rows(chance: random.Random) -> list[tuple[str, str, int, str, int]]:
    """Two years of three places."""
    return [
        (f"{2015 + month // 12}-{month % 12 + 1:02}", place, chance.randint(10, 99), f"{chance.randint(99, 999) / 10}",
         chance.randint(1, 40))
        for month in range(OF_MONTHS)
        for place in "ABC"
    ]  # fmt: skip


def text(table: list[tuple[str, str, int, str, int]]) -> str:
    """The table as a file."""
    return "month,place,weight,time,count\n" + "".join(",".join(map(str, row)) + "\n" for row in table)


def code(name: str, inputs: str, result: str) -> str:
    """A function that returns something."""
    return f'def {name}({inputs}):\n    """{name}"""\n    return {result}\n\n\n'


def result(chance: random.Random) -> str:
    """What a function takes of the table."""
    column, taken, condition = (
        chance.choice(["weight", "time", "count"]),
        chance.choice(TAKEN),
        chance.choice(CONDITIONS),
    )
    return chance.choice(
        [
            f'table["{column}"].{taken}',
            f'table.loc[{condition}, "{column}"].{taken}',
            f'table.xs("{chance.choice("ABC")}", level="place")["{column}"].{taken}',
            f'table.groupby("place")["{column}"].sum().{chance.choice(["max()", "min()", "mean()"])}',
            f'table.groupby({YEAR})["{column}"].sum().{chance.choice(["iloc[-1]", "iloc[0]", "max()"])}',
            f'table.loc[latest(table), "{column}"].{chance.choice(["sum()", "mean()", "max()"])}',
            f'table.loc[{condition}, "{column}"].sum() / table["{column}"].sum()',
        ]
    )


TABLES = '''def places(table, f0):
    """Places.

    place: Place
    weight: Weight
    share: Share
    time: Time
    """
    by = table.groupby("place")[["weight"]].sum()
    by["share"] = by["weight"] / by["weight"].sum()
    by["time"] = table.groupby("place")["time"].{}()
    return by
'''


def told(analysis: Analysis) -> dict[str, Any]:
    """What is said of each figure."""
    return {
        name: (
            pytest.approx((each.value, each.range.low, each.range.high), rel=1e-9, abs=1e-9),
            (each.period, each.kind, each.known.step, getattr(each.origin, "rows", None)),
        )
        for name, each in analysis.figures.items()
    }


@pytest.mark.thorough
@pytest.mark.parametrize("seed", seeds(1, 6))
def test_figures_are_what_they_are_cell_by_cell(tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Values, ranges, periods, steps, and the rows that are behind them."""
    chance = random.Random(seed)  # noqa: S311 -- the same each time
    derived = "from statbrief.periods import *\n\n\n"
    derived += "".join(code(f"f{place}", "table", result(chance)) for place in range(12))
    for place in range(5):
        one, other = chance.sample(range(12), 2)
        derived += code(f"d{place}", f"f{one}, f{other}", f"f{one} / f{other}")
    derived += code("h", "table, f1", 'table["weight"].sum() / f1')
    tables = TABLES.format(chance.choice(["sum", "mean", "max", "median"]))
    files = {"figures": "", "package": package(), "dataset": text(rows(chance)), "derived": derived, "tables": tables}
    together = told(analysed(tmp_path / "one", **files))
    monkeypatch.setattr(datasets, "SEVERAL", 10**9)
    by_cell = told(analysed(tmp_path / "other", **files))
    assert together.keys() == by_cell.keys()
    for name, (numbers, others) in by_cell.items():
        assert (together[name][0].expected, together[name][1]) == (numbers, others), name


def test_what_is_added_up_takes_few_calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sum and a share of 72 cells: not one call for each of them; an extreme is looked for cell by cell."""
    by_cell: set[str] = set()
    made = Derivation.made

    def noting(self: Derivation, name: str) -> object:
        found = made(self, name)
        by_cell.update(self.evaluation.together.by_cell)
        return found

    monkeypatch.setattr(Derivation, "made", noting)
    monkeypatch.setattr(side_by_side, "is_possible", lambda: False)
    table = rows(random.Random(2))  # noqa: S311 -- the same each time
    derived = code("total", "table", 'table["weight"].sum()') + code("largest", "table", 'table["weight"].max()')
    derived += code("of_a", "table", f'table.loc[{PLACE} == "A", "weight"].sum()') + code(
        "share", "of_a, total", "of_a / total"
    )
    derived += code("last", "table", f'table.groupby({YEAR})["weight"].sum().iloc[-1]')
    found = analysed(tmp_path, figures="", package=package(), dataset=text(table), derived=derived).figures
    assert by_cell == {"largest"}
    weights = {place: [row[2] for row in table if row[1] == place] for place in "ABC"}
    own, all_of = sum(weights["A"]), sum(map(sum, weights.values()))
    others = 2 * OF_MONTHS
    ends = [(own + way * OF_MONTHS / 2) / (all_of + way * (OF_MONTHS - others) / 2) for way in (-1, 1)]
    assert (found["share"].range.low, found["share"].range.high) == pytest.approx(ends)
    assert found["share"].period == found["total"].period == "2015..2016-12"
    assert found["last"].period == "2016..2016-12"
    assert len(found["total"].origin.rows["table"]) == 3 * OF_MONTHS  # type: ignore[union-attr]


def test_of_a_large_table_the_last_year_is_about_that_year(tmp_path: Path) -> None:
    """Sums of the years before it are taken as well, and left."""
    table = [(f"{1900 + place // 12}-{place % 12 + 1:02}", "A", place % 90 + 10, "1.5", 1) for place in range(1200)]
    derived = code("last", "table", f'table.groupby({YEAR})["weight"].sum().iloc[-1]')
    found = analysed(tmp_path, figures="", package=package(), dataset=text(table), derived=derived).figures["last"]
    assert found.value == sum(row[2] for row in table[-12:])
    assert found.period == "1999..1999-12"


def test_the_largest_of_some_ratios_rests_on_the_others_too(tmp_path: Path) -> None:
    """On the first and the last month of each of three places, though no rounding of two of these matters to it."""
    weights = {(month, place): 50 for month in range(OF_MONTHS) for place in "ABC"}
    weights |= {(0, "A"): 20, (OF_MONTHS - 1, "A"): 90, (0, "B"): 80, (0, "C"): 40}
    table = [
        (f"{2015 + month // 12}-{month % 12 + 1:02}", place, weight, "1.0", 1)
        for (month, place), weight in weights.items()
    ]
    result = '(lambda wide: (wide.iloc[-1] / wide.iloc[0]).max())(table["weight"].unstack("place"))'
    derived = f'def most(table) -> "1, ratio over time":\n    """Most"""\n    return {result}\n'
    figure = analysed(tmp_path, figures="", derived=derived, package=package(), dataset=text(table)).figures["most"]
    assert (figure.value, figure.range.low, figure.range.high) == pytest.approx((90 / 20, 89.5 / 20.5, 90.5 / 19.5))
    assert isinstance(figure.origin, Derived)
    assert {*figure.origin.rows["table"]} == {f"{month} {place}" for month in ("2015-01", "2016-12") for place in "ABC"}
