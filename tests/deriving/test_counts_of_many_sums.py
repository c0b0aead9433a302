"""Counts of how the sums of sixty months, or of fifty areas, are to each other, in tables of many rounded cells.

A table of more than two thousand cells is moved in blocks, one of some hundred where that takes fewer calls. What is
expected knows of neither: the sums, each within its range, walk over a lattice.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from briefs import analysed
from lattice_walks import ends, falls, peaks, rises, turns
from statbrief.figures.figure import Figure

HALF, POINTS = 50, 8
OF_MONTHS = 's = t.groupby("month")["cost"].sum().pint.magnitude'


def table(months: int, areas: int) -> pd.DataFrame:
    """Costs by month and area, to the nearest hundred."""
    drawn = np.random.default_rng(1).integers(-5, 6, months * areas)
    return pd.DataFrame(
        {
            "id": np.arange(1, months * areas + 1),
            "month": np.repeat(pd.period_range("2019-01", periods=months, freq="M").astype(str), areas),
            "area": np.tile([f"Area {each:02}" for each in range(areas)], months),
            "cost": 10_000 + 2 * HALF * drawn,
        }
    )


def figure(folder: Path, numbers: pd.DataFrame, before: str, result: str) -> Figure:
    """What a function of that table returns."""
    dollars = {"name": "cost", "type": "number", "unit": "USD", "rounded_to": 2 * HALF}
    texts = {"id": "integer", "month": "yearmonth", "area": "string"}
    fields = [*({"name": name, "type": kind} for name, kind in texts.items()), dollars]
    known = {"name": "t", "path": "table.csv", "source": "agency", "period": "{month}"}
    package = json.dumps({"resources": [known | {"schema": {"primaryKey": "id", "fields": fields}}]})
    code = f'import numpy as np\n\n\ndef it(t):\n    """It"""\n    {before}\n    return {result}\n'
    return analysed(folder, figures="", package=package, dataset=numbers.to_csv(index=False), derived=code).figures[
        "it"
    ]


SIZES = [pytest.param(60, 40, id="large"), pytest.param(24, 15, id="several", marks=pytest.mark.thorough)]


@pytest.mark.parametrize(("months", "areas"), SIZES)
@pytest.mark.parametrize(
    ("sign", "gain"), [(">", rises), pytest.param("<", falls, marks=pytest.mark.thorough)], ids=["rises", "falls"]
)
def test_of_rises_of_sums_none_is_left_out(tmp_path: Path, months: int, areas: int, sign: str, gain: object) -> None:
    """Sums that are so near to each other that hardly a rise is sure."""
    numbers = table(months, areas)
    sums = numbers.groupby("month")["cost"].sum().tolist()
    expected = ends(sums, HALF * areas, 2 * HALF / POINTS, gain)  # type: ignore[arg-type]
    found = figure(tmp_path, numbers, OF_MONTHS, f"int((s.diff() {sign} 0).sum())")
    assert (found.range.low, found.range.high) == pytest.approx(expected)
    assert expected[0] < found.value < expected[1]


COUNTS_OF_TURNS = {
    "peaks": ("int(((s.diff() > 0) & (s.diff(-1) > 0)).sum())", peaks),
    "turns": ("int((np.diff(np.sign(np.diff(s))) != 0).sum())", turns),
}


@pytest.mark.thorough
@pytest.mark.parametrize(("months", "areas"), SIZES)
@pytest.mark.parametrize("name", COUNTS_OF_TURNS)
def test_of_peaks_and_turns_of_sums_none_is_left_out(tmp_path: Path, months: int, areas: int, name: str) -> None:
    """Each month's sum is held against both beside it."""
    numbers = table(months, areas)
    sums = numbers.groupby("month")["cost"].sum().tolist()
    result, gain = COUNTS_OF_TURNS[name]
    found = figure(tmp_path, numbers, OF_MONTHS, result)
    assert (found.range.low, found.range.high) == ends(sums, HALF * areas, 2 * HALF / POINTS, gain)


@pytest.mark.thorough
@pytest.mark.parametrize(("months", "areas"), SIZES)
def test_any_month_may_have_the_most_that_none_is_surely_over(tmp_path: Path, months: int, areas: int) -> None:
    """Also one that no move of it alone makes the largest, nor of its group."""
    numbers = table(months, areas)
    sums, half = numbers.groupby("month")["cost"].sum().to_numpy(), HALF * areas
    able = np.flatnonzero(sums + half >= sums.max() - half)
    found = figure(tmp_path, numbers, OF_MONTHS, "int(np.argmax(s.to_numpy()))").range
    assert (found.low, found.high) == (able[0], able[-1])


@pytest.mark.thorough
def test_of_medians_as_well(tmp_path: Path) -> None:
    """The median of a group rises with all of its cells."""
    numbers = table(60, 40)
    medians = numbers.groupby("area")["cost"].median().tolist()
    found = figure(
        tmp_path,
        numbers,
        's = t.groupby("area")["cost"].median().pint.magnitude',
        "int((s.diff() > 0).sum())",
    )
    assert (found.range.low, found.range.high) == ends(medians, HALF, 2 * HALF / 64, rises)
