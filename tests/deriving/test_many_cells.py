"""Figures of tables with too many cells to move one by one: ranges, names, and what is said to be behind them.

Expectations come from plain pandas: the same table with each rounded number at its low end, or at its high end, as the
sign with which it counts tells.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from claims import HALF, ROWS, TABLE, made
from statbrief.analysis.analysis import Analysis
from statbrief.data.datasets import MANY
from statbrief.errors import DerivingError
from statbrief.figures.figure import Derived
from statbrief.figures.generated_tables import figures_table

Told = Callable[[Any], Any]
"""What is computed of the costs."""


def test_the_table_has_many_cells() -> None:
    """More than are moved one by one."""
    assert ROWS * 2 > MANY


def in_(region: str) -> pd.Series[bool]:
    """Which rows are of a region."""
    return TABLE["region"] == region


def code(name: str, result: str, returns: str = "") -> str:
    """A function that returns something of the table."""
    return f'def {name}(claims){returns}:\n    """{name}"""\n    cost = claims["cost"]\n    return {result}\n\n\n'


def all_go(rows: Any) -> tuple[Any, Any]:  # noqa: ANN401 -- a column of truths
    """The costs where those rows are low and all others high, and the other way round."""
    cost = TABLE["cost"]
    return cost.where(~rows, cost - 2 * HALF) + HALF, cost.where(~rows, cost + 2 * HALF) - HALF


EVERYWHERE = TABLE["cost"] > 0
IN_3 = in_("Region 3")
OFTEN = TABLE["visits"] > 20
RISING: dict[str, tuple[str, Told]] = {
    "total": ("cost.sum()", lambda cost: cost.sum()),
    "mean": ("cost.mean()", lambda cost: cost.mean()),
    "median": ("cost.median()", lambda cost: cost.median()),
    "quantile": ("cost.quantile(0.9)", lambda cost: cost.quantile(0.9)),
    "largest": ("cost.max()", lambda cost: cost.max()),
    "least": ("cost.min()", lambda cost: cost.min()),
    "over": ("(cost.pint.magnitude > 10_002).sum()", lambda cost: (cost > 10_002).sum()),
    "often": (
        'claims.loc[claims["visits"].pint.magnitude > 20, "cost"].sum()',
        lambda cost: cost[OFTEN].sum(),
    ),
    "some": ("cost.iloc[100:457].sum()", lambda cost: cost.iloc[100:457].sum()),
    "few": ("cost.iloc[[3, 500, 900]].sum()", lambda cost: cost.iloc[[3, 500, 900]].sum()),
    "last": ("cost.iloc[-1]", lambda cost: cost.iloc[-1]),
    "weighted": ('(cost * claims["visits"]).sum()', lambda cost: (cost * TABLE["visits"]).sum()),
    "of_region": ('claims.loc[claims["region"] == "Region 3", "cost"].sum()', lambda cost: cost[IN_3].sum()),
    "of_both": (
        'claims.loc[(claims["region"] == "Region 3") & (claims["visits"].pint.magnitude > 20), "cost"].mean()',
        lambda cost: cost[IN_3 & OFTEN].mean(),
    ),
    "of_largest": (
        'claims.groupby("region")["cost"].sum().max()',
        lambda cost: cost.groupby(TABLE["region"]).sum().max(),
    ),
    "of_year": (
        'cost[claims["month"].dt.year == 2019].sum()',
        lambda cost: cost[TABLE["month"].str.startswith("2019")].sum(),
    ),
    "regions": (
        '(claims.groupby("region")["cost"].sum().pint.magnitude > 1_000_300).sum()',
        lambda cost: (cost.groupby(TABLE["region"]).sum() > 1_000_300).sum(),
    ),
}
"""What rises with all costs that it depends on."""
APART: dict[str, tuple[str, Any, Told]] = {
    "less": (
        "cost[claims['region'] == 'Region 3'].sum() - cost[claims['region'] == 'Region 4'].sum()",
        IN_3,
        lambda cost: cost[IN_3].sum() - cost[in_("Region 4")].sum(),
    ),
    "of_means": (
        'claims.loc[claims["region"] == "Region 3", "cost"].mean() / cost.mean()',
        IN_3,
        lambda cost: cost[IN_3].mean() / cost.mean(),
    ),
    "halves": (
        "cost.iloc[:600].sum() - cost.iloc[600:].sum()",
        TABLE.index < ROWS // 2,
        lambda cost: cost.iloc[:600].sum() - cost.iloc[600:].sum(),
    ),
    "all_but_one": (
        "cost.sum() - 2 * cost.iloc[77]",
        TABLE.index != 77,
        lambda cost: cost.sum() - 2 * cost.iloc[77],
    ),
    "span": (
        "cost.max() - cost.min()",
        TABLE["cost"] > 10_000,
        lambda cost: cost.max() - cost.min(),
    ),
}
"""What rises with the costs of some rows, and falls with others."""
COUNTED = {
    "rows": ("len(claims)", ROWS),
    "of_visits": ('claims["visits"].sum()', int(TABLE["visits"].sum())),
    "frequent": ('(claims["visits"].pint.magnitude > 20).sum()', int(OFTEN.sum())),
    "in_region": ('(claims["region"] == "Region 5").sum()', int(in_("Region 5").sum())),
}
SHARE = 'def share(of_region, total) -> "share":\n    """Share"""\n    return of_region / total\n'


@pytest.fixture(scope="module")
def analysis(tmp_path_factory: pytest.TempPathFactory) -> Analysis:
    """All of these, computed once."""
    functions = {name: result for name, (result, _) in RISING.items()}
    functions |= {name: result for name, (result, _, _) in APART.items()}
    functions |= {name: result for name, (result, _) in COUNTED.items()}
    declared = {"of_means": ' -> "comparison"'}
    texts = [code(name, result, declared.get(name, "")) for name, result in functions.items()]
    return made(tmp_path_factory.mktemp("claims"), "".join(texts) + SHARE)


def ends(analysis: Analysis, name: str) -> tuple[float, float]:
    """The range of a figure."""
    reach = analysis.figures[name].range
    return reach.low, reach.high


@pytest.mark.parametrize("name", RISING)
def test_what_rises_with_all_goes_from_all_low_to_all_high(analysis: Analysis, name: str) -> None:
    """Plain pandas with all costs low, and with all of them high."""
    tell = RISING[name][1]
    assert ends(analysis, name) == pytest.approx((tell(TABLE["cost"] - HALF), tell(TABLE["cost"] + HALF)), rel=1e-12)
    assert analysis.figures[name].value == pytest.approx(tell(TABLE["cost"]), rel=1e-12)


@pytest.mark.parametrize("name", APART)
def test_what_rises_with_some_and_falls_with_others(analysis: Analysis, name: str) -> None:
    """Plain pandas with these low and those high, and the other way round: a cell that counts otherwise is found."""
    _, rising, tell = APART[name]
    low, high = all_go(rising)
    assert ends(analysis, name) == pytest.approx((tell(low), tell(high)), rel=1e-9)


def test_a_share_of_two_figures_knows_what_they_have_in_common(analysis: Analysis) -> None:
    """The region's costs are in both: where they are low all others are high, not they themselves."""
    low, high = all_go(IN_3)
    expected = low[IN_3].sum() / low.sum(), high[IN_3].sum() / high.sum()
    assert ends(analysis, "share") == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("name", COUNTED)
def test_what_is_exact_is_one_number(analysis: Analysis, name: str) -> None:
    """Counts, and sums of exact numbers."""
    expected = COUNTED[name][1]
    assert (analysis.figures[name].value, *ends(analysis, name)) == (expected, expected, expected)


def test_a_sum_is_known_to_the_step_of_its_numbers(analysis: Analysis) -> None:
    """A sum of numbers that are rounded to ten is a multiple of ten, a count of one."""
    assert [analysis.figures[name].known.step for name in ("total", "of_region", "frequent")] == [10, 10, 1]


@pytest.mark.parametrize(
    ("name", "count", "where"),
    [
        ("total", ROWS, ()),
        ("of_region", int(IN_3.sum()), (("region", "Region 3"),)),
        ("in_region", int(in_("Region 5").sum()), ()),
        ("some", 357, ()),
    ],
)
def test_many_rows_are_counted_and_told(analysis: Analysis, name: str, count: int, where: object) -> None:
    """How many, and by which text, where one tells them from all others."""
    origin = analysis.figures[name].origin
    assert isinstance(origin, Derived)
    if name == "in_region":
        assert (origin.many, origin.rows) == ({}, {})  # no number behind it, only rows
        return
    told = origin.many["claims"]
    assert (told.count, told.where, origin.rows["claims"]) == (count, where, ())


def test_few_rows_are_named(analysis: Analysis) -> None:
    """Those of a few cells by their keys, as of any table."""
    named = {}
    for name in ("few", "last"):
        origin = analysis.figures[name].origin
        assert isinstance(origin, Derived)
        assert not origin.many
        named[name] = origin.rows["claims"]
    assert named == {"few": ("4", "501", "901"), "last": (str(ROWS),)}


def test_the_period_is_that_of_the_rows(analysis: Analysis) -> None:
    """Of all of a year's months, and of the last row's."""
    periods = [analysis.figures[name].period for name in ("last", "of_year", "total")]
    assert periods == ["2024-01", "2019..2019-12", "2014-01/2024-01"]


def test_the_table_of_figures_says_how_many(analysis: Analysis) -> None:
    """A reader sees the text and the number of rows."""
    table = figures_table(
        analysis.figures, analysis.answers, analysis.datasets, analysis.checks, analysis.sayings, analysis.words
    )
    assert f"region = Region 3, {int(IN_3.sum())} rows" in table
    assert ", 1,200 rows |" in table


TOTALS = TABLE.groupby("region")["cost"].sum().sort_values()


def test_the_largest_of_groups_is_a_name(tmp_path: Path) -> None:
    """The name of the group whose total is the largest, and no other's within the rounding."""
    counts = TABLE.groupby("region").size()
    (second, first) = TOTALS.index[-2:]
    assert TOTALS[first] - TOTALS[second] > HALF * (counts[first] + counts[second])
    found = made(tmp_path, code("top", 'claims.groupby("region")["cost"].sum().idxmax()'))
    assert found.answers["top"].value == first


def test_a_name_that_the_rounding_leaves_open_is_refused(tmp_path: Path) -> None:
    """The region whose mean cost is nearest to that of all is another with other numbers within their rounding."""
    result = 'claims.groupby("region")["cost"].count().idxmax() if cost.sum().magnitude > LIMIT else "Region 3"'
    limit = int(TABLE["cost"].sum()) + HALF * ROWS // 2
    derived = f"LIMIT = {limit}\n\n\n" + code("top", result)
    with pytest.raises(DerivingError, match=r"could return 'Region \d+' within the rounding of its inputs"):
        made(tmp_path, derived)


@pytest.mark.parametrize("result", ["cost.std()", pytest.param("cost.diff().abs().sum()", marks=pytest.mark.thorough)])
def test_what_no_block_tells_is_refused(tmp_path: Path, result: str) -> None:
    """A spread rises with large numbers and falls with small ones: no range is guessed."""
    expected = (
        r"analysis/derived.py:1: it: rises with some of the 1,200 numbers of claims: cost, and falls with others; its "
        r"range cannot be told: derive it from sums, means, counts, extremes or quantiles of them, each by a function"
    )
    with pytest.raises(DerivingError, match=expected):
        made(tmp_path, code("it", result))
