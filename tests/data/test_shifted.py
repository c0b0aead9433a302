"""Columns whose blocks are moved give what pandas gives of the moved numbers, be they written down for it or not.

What is expected is told by plain pandas, of a table whose numbers were moved one by one.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
import pint
import pint_pandas
import pytest

from statbrief.data.shifted import ShiftedArray, moved
from statbrief.data.standing import Standing

Column: TypeAlias = Any
"""A column of pint-pandas, which has no types."""
Result: TypeAlias = Any
"""Whatever code makes of a table."""

ROWS = 60
UNITS: pint.UnitRegistry[Any] = pint.UnitRegistry()
METERS = pint_pandas.PintType(UNITS.meter)
REGION = np.array(["North", "South", "West"] * 19 + ["East"] * 3, dtype=object)
EVERYWHERE = np.arange(ROWS)
SHIFTS: dict[str, list[tuple[Any, float]]] = {
    "all": [(EVERYWHERE, 0.05)],
    "one group": [(np.flatnonzero(REGION == "South"), -2.5)],
    "a block, and then all": [(np.arange(7, 40), 1e6), (EVERYWHERE, -0.5)],
    "two that meet": [(np.arange(20), 3.0), (np.arange(10, 30), 4.0)],
    "a single row": [(np.array([58]), 0.125)],
}


def numbers(*, some_missing: bool) -> Column:
    """Tenths, up and down; where some are missing, all of East's, and others."""
    found = (np.arange(ROWS) * 37 % 101) / 10
    if some_missing:
        found[[0, 1, 11, 25, 57, 58, 59]] = np.nan
    return found


def table(cost: object) -> pd.DataFrame:
    """A table with a column that measures something."""
    return pd.DataFrame({"region": pd.Series(REGION, dtype=object), "cost": cost, "rank": np.arange(ROWS)})


def shifted(shifts: list[tuple[Any, float]], *, some_missing: bool = False) -> Column:
    """The column with some blocks moved, not written down yet."""
    own = numbers(some_missing=some_missing)
    return moved(Standing(pint_pandas.PintArray(own, dtype=METERS), own), {}, shifts)


def one_by_one(shifts: list[tuple[Any, float]], *, some_missing: bool = False) -> Column:
    """The same written down at first."""
    own = numbers(some_missing=some_missing)
    for rows, aside in shifts:
        for row in rows:
            own[row] += aside
    return pint_pandas.PintArray(own, dtype=METERS)


def plain(found: Result) -> Result:
    """A result as numbers and texts alone."""
    if isinstance(found, pd.Series) and isinstance(found.dtype, pint_pandas.PintType):
        return [found.index.tolist(), found.pint.magnitude.to_numpy(dtype=float, na_value=np.nan).tolist()]
    if isinstance(found, pd.Series | np.ndarray):
        return found.tolist()
    return [found.magnitude, str(found.units)] if isinstance(found, pint.Quantity) else found


SUMS: dict[str, Callable[[Any], Any]] = {
    "sum": lambda t: t["cost"].sum(),
    "mean": lambda t: t["cost"].mean(),
    "sums of groups": lambda t: t.groupby("region")["cost"].sum(),
    "means of groups": lambda t: t.groupby("region")["cost"].mean(),
    "sums of groups as they come": lambda t: t.groupby("region", sort=False)["cost"].sum(),
    "sums of groups with something in them": lambda t: t.groupby("region")["cost"].sum(min_count=1),
    "groups with what is in none": lambda t: t.groupby(t["region"].where(t["rank"] > 20))["cost"].sum(),
    "sums that know what is missing": lambda t: t.groupby("region")["cost"].sum(skipna=False),
    "both": lambda t: t["cost"].sum() / t["cost"].mean(),
    "count": lambda t: t["cost"].count(),
}
"""What is told without the numbers."""
OTHERS: dict[str, Callable[[Any], Any]] = {
    "of some rows": lambda t: t.loc[t["region"] == "South", "cost"].sum(),
    "of a table of some rows": lambda t: t[t["rank"] % 2 == 1]["cost"].mean(),
    "groups of some rows": lambda t: t[t["rank"] > 9].groupby("region")["cost"].sum(),
    "the numbers": lambda t: t["cost"],
    "those of places": lambda t: t["cost"].iloc[[5, 3, 3, 59]],
    "a slice": lambda t: t["cost"].iloc[8:50:3],
    "backward": lambda t: t["cost"].iloc[::-1],
    "one": lambda t: t["cost"].iloc[12],
    "the last": lambda t: t["cost"].iloc[[-1]],
    "in order": lambda t: t.sort_values("cost", kind="stable")["cost"],
    "extremes": lambda t: t["cost"].max() - t["cost"].min(),
    "median": lambda t: t["cost"].median(),
    "quantile": lambda t: t["cost"].quantile(0.3),
    "largest of groups": lambda t: t.groupby("region")["cost"].max(),
    "squares": lambda t: (t["cost"] ** 2).sum(),
    "a quantity times it": lambda t: (t["cost"].iloc[2] * t["cost"]).sum(),
    "a quantity less it": lambda t: t["cost"].iloc[2] - t["cost"],
    "spread": lambda t: t["cost"].std(),
    "running": lambda t: t["cost"].dropna().cumsum(),
    "place of the largest": lambda t: t["cost"].pint.magnitude.idxmax(),
    "condition": lambda t: (t["cost"].pint.magnitude > 5).sum(),
    "in another unit": lambda t: t["cost"].pint.to("cm"),
    "without what is missing": lambda t: t["cost"].dropna(),
    "where there is something": lambda t: t["cost"].isna(),
    "a new index": lambda t: t["cost"].reindex([3, 99, 1]),
    "two together": lambda t: pd.concat([t["cost"], t["cost"].iloc[:2]]),
    "copied": lambda t: copy.deepcopy(t)["cost"].sum(),
    "numpy's": lambda t: np.sum(t["cost"].pint.magnitude.to_numpy(dtype=float, na_value=0.0)),
    "turned about": lambda t: t.pivot_table("rank", "region", aggfunc="sum")["rank"],
}
"""What is told of the numbers themselves."""


@pytest.mark.parametrize("some_missing", [False, True])
@pytest.mark.parametrize("shifts", SHIFTS.values(), ids=SHIFTS)
def test_moved_columns_are_what_pandas_makes_of_moved_numbers(
    shifts: list[tuple[Any, float]], *, some_missing: bool
) -> None:
    """Whatever is asked of them, in whichever order, twice."""
    own, other = (each(shifts, some_missing=some_missing) for each in (shifted, one_by_one))
    for name, code in [*(SUMS | OTHERS).items()] * 2:
        fresh = plain(code(table(shifted(shifts, some_missing=some_missing))))
        for found in (fresh, plain(code(table(own)))):
            assert _is_close(found, plain(code(table(other)))), name


def _is_close(found: Result, expected: Result) -> bool:
    if isinstance(expected, list):
        return len(found) == len(expected) and all(map(_is_close, found, expected))
    if isinstance(expected, float):
        return bool(found == pytest.approx(expected, rel=1e-12, abs=1e-9, nan_ok=True))
    return bool(found == expected)


@pytest.mark.parametrize("code", SUMS.values(), ids=SUMS)
def test_sums_and_means_need_no_numbers(code: Callable[[Any], Any]) -> None:
    """Those of the column as it stands, and how many of it are moved, are enough."""
    made = table(shifted(SHIFTS["one group"]))
    code(made)
    array = made["cost"].array
    assert isinstance(array, ShiftedArray)
    assert vars(array)["_shifted"].made is None


def test_what_is_written_to_is_another_column() -> None:
    """Code that changes its table changes neither the column as it stands nor one that was moved from there."""
    own = numbers(some_missing=False)
    standing = Standing(pint_pandas.PintArray(own.copy(), dtype=METERS), own)
    first, second = (table(moved(standing, {}, SHIFTS["all"])) for _ in range(2))
    first.loc[3, "cost"] = 1000 * UNITS.meter
    expected = float(own.sum() + ROWS * 0.05)
    assert plain(first["cost"].sum()) == [pytest.approx(expected - own[3] - 0.05 + 1000), "meter"]
    assert plain(second["cost"].sum()) == [pytest.approx(expected), "meter"]
    assert standing.array.data.to_numpy().tolist() == own.tolist()


def test_sums_of_the_same_groups_are_taken_once_and_of_others_anew() -> None:
    """Whichever groupings come one after the other: each gives its own sums."""
    own = numbers(some_missing=False)
    standing = Standing(pint_pandas.PintArray(own, dtype=METERS), own)
    other = one_by_one(SHIFTS["one group"])
    for seed in [1, 2, 3, 1, 4, 2, 2, 5, 1]:
        groups = np.random.default_rng(seed).integers(0, 4, ROWS)
        found = table(moved(standing, {}, SHIFTS["one group"])).groupby(groups)["cost"].sum()
        assert _is_close(plain(found), plain(table(other).groupby(groups)["cost"].sum()))


def test_cells_go_to_their_own_values_before_blocks_are_moved() -> None:
    """A cell that is moved by itself, and is in a block as well, is moved twice."""
    own = numbers(some_missing=False)
    found = moved(Standing(pint_pandas.PintArray(own, dtype=METERS), own), {3: 7.5}, [(np.arange(2, 5), 0.25)])
    assert found.data.to_numpy().tolist()[1:6] == [own[1], own[2] + 0.25, 7.75, own[4] + 0.25, own[5]]


ALIKE: dict[str, Callable[[Any], Any]] = {
    "largest": lambda t: t["cost"].max(),
    "least": lambda t: t["cost"].min(),
    "median": lambda t: t["cost"].median(),
    "quantile": lambda t: t["cost"].quantile(0.3, interpolation="higher"),
    "largest of groups": lambda t: t.groupby("region")["cost"].max(),
    "median of groups": lambda t: t.groupby("region")["cost"].median(),
}
"""What is told without the numbers where all are moved alike."""


@pytest.mark.parametrize("some_missing", [False, True])
@pytest.mark.parametrize("code", ALIKE.values(), ids=ALIKE)
def test_extremes_and_quantiles_need_no_numbers_where_all_are_moved_alike(
    code: Callable[[Any], Any], *, some_missing: bool
) -> None:
    """Twice in a row, too; of some that are moved otherwise they are those of the moved numbers."""
    everywhere = [(EVERYWHERE, 0.05), (EVERYWHERE, -3.0)]
    for shifts, is_told in ((everywhere, True), (SHIFTS["one group"], False), ([], True)):
        made = table(shifted(shifts, some_missing=some_missing))
        assert _is_close(plain(code(made)), plain(code(table(one_by_one(shifts, some_missing=some_missing)))))
        array = made["cost"].array
        assert isinstance(array, ShiftedArray)
        assert (vars(array)["_shifted"].made is None) == is_told


def test_some_rows_are_told_by_how_many_of_them_are_moved() -> None:
    """Of rows in any order, some of them twice, and of some of these: nothing is written down."""
    for shifts in SHIFTS.values():
        made, other = table(shifted(shifts, some_missing=True)), table(one_by_one(shifts, some_missing=True))
        for rows in (np.flatnonzero(REGION == "South"), np.array([59, 3, 3, 8, 11, 12]), EVERYWHERE[::-1]):
            for part, same in ((made.iloc[rows], other.iloc[rows]), (made.iloc[rows].iloc[1:5], other.iloc[rows[1:5]])):
                assert _is_close(plain(part["cost"].sum()), plain(same["cost"].sum()))
                assert _is_close(plain(part["cost"].mean()), plain(same["cost"].mean()))
                assert _is_close(
                    plain(part.groupby("region")["cost"].sum()), plain(same.groupby("region")["cost"].sum())
                )
        assert vars(made["cost"].array)["_shifted"].made is None


def test_places_that_are_written_to_afterwards_take_no_other_numbers() -> None:
    """What was taken stays as it was taken, though its numbers are asked for later."""
    made, places = table(shifted(SHIFTS["all"])), np.array([4, 9, 2])
    part = made["cost"].take(places)
    places[:] = 0
    assert plain(part)[1] == pytest.approx((numbers(some_missing=False)[[4, 9, 2]] + 0.05).tolist())


def test_what_is_written_to_some_rows_is_no_other_part() -> None:
    """The part of a column that is kept for others is not what code is given to write to."""
    own = numbers(some_missing=False)
    standing = Standing(pint_pandas.PintArray(own.copy(), dtype=METERS), own)
    for _ in range(2):
        part = table(moved(standing, {}, ()))[REGION == "South"]
        assert plain(part["cost"].sum()) == [pytest.approx(own[REGION == "South"].sum()), "meter"]
        part.loc[part.index[0], "cost"] = 1000 * UNITS.meter
        assert plain(part["cost"].sum())[0] == pytest.approx(1000 + own[REGION == "South"][1:].sum())
        part["cost"].array.data.to_numpy(copy=False)[1] = 5000.0
