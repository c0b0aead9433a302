"""What functions take of the columns of large tables is noted: sums and extremes over rows, or more than that."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pint
import pint_pandas
import pytest

from briefs import analysed
from statbrief.data.taken import Taken
from statbrief.errors import DerivingError

ROWS = 12
UNITS: pint.UnitRegistry[Any] = pint.UnitRegistry()
REGION = np.array(["North", "South", "West"] * 4, dtype=object)
COST = np.arange(ROWS, dtype=float) * 7 % 5


def table() -> pd.DataFrame:
    """A small table with a column that measures something."""
    cost = pint_pandas.PintArray(COST.copy(), dtype=pint_pandas.PintType(UNITS.meter))
    return pd.DataFrame({"region": pd.Series(REGION, dtype=object), "cost": cost, "rank": np.arange(ROWS)})


def noted(code: Callable[[pd.DataFrame], Any]) -> Taken:
    """What is noted while code runs, which gives what it gives of a plain table."""
    taken = Taken(ROWS)
    found, expected = code(taken.watched(table(), ["cost"])), code(table())
    assert repr(found) == repr(expected)
    return taken


def rows_of(code: Callable[[pd.DataFrame], Any]) -> list[list[int]] | None:
    """The blocks of rows that it is known by; None where each cell counts."""
    blocks = noted(code).blocks("cost")
    return None if blocks is None else sorted(each.tolist() for each in blocks)


NORTH, SOUTH, WEST = (np.flatnonzero(each == REGION).tolist() for each in ("North", "South", "West"))
EVERYWHERE = list(range(ROWS))
IN_BLOCKS: dict[str, tuple[Callable[[Any], Any], list[list[int]]]] = {
    "sum": (lambda t: t["cost"].sum(), [EVERYWHERE]),
    "mean of rows": (lambda t: t.loc[t["region"] == "South", "cost"].mean(), [SOUTH]),
    "rows of the table": (lambda t: t[t["region"] == "West"]["cost"].sum(), [WEST]),
    "two sums": (
        lambda t: t["cost"].sum() - t["cost"][t["region"] == "North"].sum(),
        [NORTH, sorted(SOUTH + WEST)],
    ),
    "by place": (lambda t: t["cost"].iloc[2:5].sum(), [[2, 3, 4]]),
    "by places": (lambda t: t["cost"].iloc[[7, 1]].sum(), [[1, 7]]),
    "one cell": (lambda t: t["cost"].iloc[-1], [[ROWS - 1]]),
    "largest": (lambda t: t["cost"].max(), [EVERYWHERE]),
    "quantile": (lambda t: t["cost"].quantile(0.3), [EVERYWHERE]),
    "median of rows": (lambda t: t["cost"][t["rank"] > 8].median(), [[9, 10, 11]]),
    "groups": (lambda t: t.groupby("region")["cost"].sum().max(), [NORTH, SOUTH, WEST]),
    "largest of groups": (lambda t: t.groupby("region")["cost"].max().min(), [NORTH, SOUTH, WEST]),
    "sums of what is there": (lambda t: t["cost"].dropna().copy().sum(), [EVERYWHERE]),
    "numpy's": (lambda t: np.sum(t["cost"]), [EVERYWHERE]),
    "rows one by one": (lambda t: [each.cost for each in t.itertuples()][2], [[place] for place in EVERYWHERE]),
    "count": (lambda t: t["cost"].count(), []),
    "length": (lambda t: len(t["cost"]), []),
    "another column": (lambda t: t["rank"].sum(), []),
}
"""What depends on the sums of some rows alone, or on one extreme or quantile of them."""
APART: dict[str, Callable[[Any], Any]] = {
    "largest and least": lambda t: t["cost"].max() - t["cost"].min(),
    "two quantiles": lambda t: t["cost"].quantile(0.9) - t["cost"].quantile(0.1),
    "several quantiles": lambda t: t["cost"].quantile([0.1, 0.9]).pint.magnitude.tolist(),
    "largest and sum": lambda t: t["cost"].max() / t["cost"].sum(),
    "largest of some and of all": lambda t: t["cost"].max() - t["cost"][t["rank"] > 5].max(),
    "spread": lambda t: t["cost"].std(),
    "squares": lambda t: (t["cost"] ** 2).sum(),
    "condition": lambda t: (t["cost"].pint.magnitude > 2).sum(),
    "rows that a number chooses": lambda t: t["cost"][t["cost"].pint.magnitude > 2].sum(),
    "order": lambda t: t["cost"].sort_values().iloc[-2:].sum(),
    "place of the largest": lambda t: t["cost"].idxmax(),
    "differences": lambda t: t["cost"].diff().iloc[1:].sum(),
    "shifted": lambda t: t["cost"].shift(1).sum(),
    "running": lambda t: t["cost"].cumsum().iloc[3],
    "a row twice": lambda t: t["cost"].take([1, 1, 2]).sum(),
    "put together": lambda t: pd.concat([t["cost"], t["cost"].iloc[:2]]).sum(),
    "array": lambda t: np.asarray(t["cost"]).max(),
    "numbers": lambda t: t["cost"].pint.magnitude.sum(),
    "another unit": lambda t: t["cost"].pint.to("kilometer").sum(),
    "values": lambda t: t.to_numpy()[3][1],
    "joined": lambda t: t.merge(t, on="region")["cost_x"].sum(),
    "by a function": lambda t: t["cost"].apply(lambda each: each * 2).sum(),
    "copied": lambda t: copy.deepcopy(t["cost"].array)[2],
    "pickled": lambda t: pickle.loads(pickle.dumps(t["cost"]))[2],  # noqa: S301 -- what was pickled here
    "a quantity times it": lambda t: (t["cost"].iloc[-1] * t["cost"]).sum(),
    "a quantity by it": lambda t: (t["cost"].iloc[-1] / t["cost"].iloc[1:5]).sum(),
    "a quantity less it": lambda t: (t["cost"].iloc[-1] - t["cost"]).sum(),
    "different": lambda t: len(t["cost"].unique()),
    "ranks": lambda t: t["cost"].rank().sum(),
    "spread of groups": lambda t: t.groupby("region")["cost"].std().max(),
    "first of groups": lambda t: t.groupby("region")["cost"].first().max(),
}
"""What may depend on each cell in another way."""


@pytest.mark.parametrize("name", IN_BLOCKS)
def test_sums_and_extremes_are_known_by_their_rows(name: str) -> None:
    """Cells that are in the same sums stand together."""
    code, expected = IN_BLOCKS[name]
    assert rows_of(code) == sorted(expected)


@pytest.mark.parametrize("name", APART)
def test_of_all_else_each_cell_counts_by_itself(name: str) -> None:
    """Nothing is said of its blocks."""
    assert rows_of(APART[name]) is None


def test_nothing_that_was_computed_notes_anything() -> None:
    """What is made of a column is a plain array again; that it was made is noted."""
    watched = Taken(ROWS).watched(table(), ["cost"])["cost"]
    for made in (watched * 2, watched.diff(), watched.astype(float), watched.shift(1)):
        assert type(made.array).__name__ != "WatchedArray"


PER_GROUP = 1_100


def test_rows_that_numbers_choose_are_all_in_the_range(tmp_path: Path) -> None:
    """The hours of the region with the largest cost, where rounding leaves open which that is: of both, or refused."""
    lines = ["id,region,cost,hours"]
    for place in range(2 * PER_GROUP):
        region = "North" if place % 2 else "South"
        lines.append(f"{place},{region},{1000 + 10 * (place == 1)},{7 if place % 2 else 9}")
    fields = [
        {"name": "id", "type": "integer"},
        {"name": "region", "type": "string"},
        {"name": "cost", "type": "number", "unit": "USD", "rounded_to": 10},
        {"name": "hours", "type": "number", "unit": "hour", "rounded_to": 1},
    ]
    described = {"name": "claims", "path": "table.csv", "source": "agency"}
    schema = {"primaryKey": "id", "fields": fields}
    package = json.dumps({"resources": [described | {"schema": schema}]})
    derived = (
        'def hours(claims):\n    """Hours"""\n    top = claims.groupby("region")["cost"].sum().idxmax()\n'
        '    return claims.loc[claims["region"] == top, "hours"].sum()\n'
    )
    try:
        found = analysed(
            tmp_path, figures="", package=package, dataset="\n".join(lines), units="USD = [currency]\n", derived=derived
        )
    except DerivingError as error:
        assert "within the rounding of its inputs" in str(error)  # noqa: PT017 -- either will do
        return
    reach = found.figures["hours"].range
    assert reach.low <= 6.5 * PER_GROUP
    assert reach.high >= 9.5 * PER_GROUP


def test_whether_cells_are_in_the_same_sums() -> None:
    """Those of a group are, and not those of two; where an extreme is taken as well, nothing is known."""
    groups = noted(lambda t: t.groupby("region")["cost"].sum().max())
    north, south = (np.array(each) for each in (NORTH, SOUTH))
    assert groups.are_in_the_same_sums("cost", [north, south])
    assert not groups.are_in_the_same_sums("cost", [north, np.concatenate([north, south])])
    extremes = noted(lambda t: t.groupby("region")["cost"].sum().max() - t["cost"].max())
    assert not extremes.are_in_the_same_sums("cost", [north])


def test_whether_it_is_all_rows_that_something_is_taken_of() -> None:
    """A median of all is; a sum of some, sums of groups, and numbers one by one are not."""
    assert noted(lambda t: t["cost"].median()).is_of_all("cost")
    assert noted(lambda t: t.iloc[::-1]["cost"].sum()).is_of_all("cost")
    for code in (
        lambda t: t["cost"].iloc[1:].sum(),
        lambda t: t.groupby("region")["cost"].sum().max(),
        lambda t: t["cost"].pint.magnitude.tolist()[0],
    ):
        assert not noted(code).is_of_all("cost")
