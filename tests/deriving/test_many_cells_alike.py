"""Large tables of which many cells have the same number, as rounded ones have: no chance move tells these apart.

Expectations are found by hand or by looking through where each cell may stand, and know nothing of blocks.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from briefs import analysed
from statbrief.analysis.analysis import Analysis
from statbrief.errors import DerivingError

ROWS, HALF = 2_101, 5
DRAWN = np.random.default_rng(1)
TABLE = pd.DataFrame(
    {
        "id": np.arange(1, ROWS + 1),
        "region": DRAWN.choice(["East", "North", "West"], ROWS),
        "cost": DRAWN.integers(90, 110, ROWS) * 10,
        "fee": 50,
    }
)
COST = TABLE["cost"].to_numpy(float)
MOST, LEAST = COST.max(), COST.min()
UNITS = "USD = [currency]\n"
DERIVED = '''\
def most(claims):
    """Most"""
    return claims["cost"].max()


def least(claims):
    """Least"""
    return claims["cost"].min()


def middle(claims):
    """Median"""
    return claims["cost"].median()


def mean(claims):
    """Mean"""
    return claims["cost"].mean()


def span(claims) -> "USD, difference":
    """Most less least"""
    return claims["cost"].max() - claims["cost"].min()


def span_of_two(most, least) -> "USD, difference":
    """Most less least, of two figures"""
    return most - least


def span_of_share(most, least) -> "comparison":
    """Most to least"""
    return most / least


def of_mean(most, mean) -> "comparison":
    """Most to mean"""
    return most / mean


def skew(middle, mean) -> "USD, difference":
    """Median less mean"""
    return middle - mean


def share_of_seven(claims) -> "share":
    """The seven largest, as a share of all"""
    costs = claims["cost"].pint.magnitude
    return float(costs.nlargest(7).sum() / costs.sum())
'''


TABLES = '''\
import pandas as pd


def by_region(claims, mean) -> "span: difference; beyond: difference":
    """By region

    region: Region
    span: Most less least
    beyond: Most less the mean of all
    """
    groups = claims.groupby("region")["cost"]
    return pd.DataFrame({"span": groups.max() - groups.min(), "beyond": groups.max() - mean})
'''


def made(folder: Path, derived: str, **others: str) -> Analysis:
    """The analysis of a brief with that table."""
    dollars = {"type": "number", "unit": "USD", "rounded_to": 2 * HALF}
    fields = [
        {"name": "id", "type": "integer"},
        {"name": "region", "type": "string"},
        *({"name": name, **dollars} for name in ("cost", "fee")),
    ]
    known = {"name": "claims", "path": "table.csv", "source": "agency", "period": "2022"}
    described = {"resources": [known | {"schema": {"primaryKey": "id", "fields": fields}}]}
    text = TABLE.to_csv(index=False)
    known_files = {"package": json.dumps(described), "dataset": text, "units": UNITS, "derived": derived}
    return analysed(folder, figures="", **known_files, **others)


@pytest.fixture(scope="module")
def analysis(tmp_path_factory: pytest.TempPathFactory) -> Analysis:
    """All of these, computed once."""
    return made(tmp_path_factory.mktemp("alike"), DERIVED, tables=TABLES)


def ends(analysis: Analysis, name: str) -> tuple[float, float]:
    """The range of a figure."""
    reach = analysis.figures[name].range
    return reach.low, reach.high


@pytest.mark.parametrize("name", ["span", "span_of_two"])
def test_the_largest_and_the_smallest_go_apart(analysis: Analysis, name: str) -> None:
    """Be they of one function or of two: many cells are as large, and many as small, but none is both."""
    assert ends(analysis, name) == pytest.approx((MOST - LEAST - 2 * HALF, MOST - LEAST + 2 * HALF))


def test_so_does_their_ratio(analysis: Analysis) -> None:
    """The largest high and the smallest low, and the other way round."""
    expected = (MOST - HALF) / (LEAST + HALF), (MOST + HALF) / (LEAST - HALF)
    assert ends(analysis, "span_of_share") == pytest.approx(expected)


def test_one_of_the_largest_is_enough(analysis: Analysis) -> None:
    """With all others low the mean is lowest; of the lowest ratio all of the largest are low, and no others."""
    low = np.where(COST == MOST, COST - HALF, COST + HALF)
    highest = (MOST + HALF) / (COST.mean() - HALF + 2 * HALF / ROWS)
    assert ends(analysis, "of_mean") == pytest.approx(((MOST - HALF) / low.mean(), highest))


def test_seven_of_the_largest_are_enough(analysis: Analysis) -> None:
    """As many as are taken are high, and not all that are as large."""
    low = np.where(COST == MOST, COST - HALF, COST + HALF)
    highest = 7 * (MOST + HALF) / (COST.sum() - HALF * ROWS + 7 * 2 * HALF)
    assert ends(analysis, "share_of_seven") == pytest.approx((7 * (MOST - HALF) / low.sum(), highest))


def furthest_skew(numbers: np.ndarray) -> float:
    """The largest median less mean: half of the numbers, the larger ones, are no higher than the median has to be."""
    ordered = np.sort(numbers)
    low, high, is_above = ordered - HALF, ordered + HALF, np.arange(ROWS) >= ROWS // 2
    found = []
    for median in {*low, *high}:
        there = np.where(is_above, np.maximum(low, median), low)
        if np.all(there <= high):
            found.append(float(np.median(there) - there.mean()))
    return max(found)


def test_no_more_cells_go_with_the_median_than_it_needs(analysis: Analysis) -> None:
    """Of those that are as large as it some stay behind."""
    assert ends(analysis, "skew") == pytest.approx((-furthest_skew(-COST), furthest_skew(COST)))


@pytest.mark.parametrize("region", ["east", "north", "west"])
def test_so_it_is_in_tables(analysis: Analysis, region: str) -> None:
    """The largest and the smallest of each group go apart; so do the largest and the mean of all, which nearly can."""
    own = COST[TABLE["region"] == region.capitalize()]
    span = own.max() - own.min()
    assert ends(analysis, f"by_region.{region}.span") == pytest.approx((span - 2 * HALF, span + 2 * HALF))
    low, high = ends(analysis, f"by_region.{region}.beyond")
    beyond = own.max() - COST.mean()
    assert (low, high) == pytest.approx((beyond - 2 * HALF, beyond + 2 * HALF))


def test_what_turns_as_more_cells_move_is_refused_in_a_table(tmp_path: Path) -> None:
    """One of those that tie for the largest leads up, and all others down."""
    tables = TABLES.replace("claims, mean", "claims").replace("- mean", '- claims["cost"].mean()')
    with pytest.raises(DerivingError, match="rises with some of the 2,101 numbers of claims: cost, and falls with"):
        made(tmp_path, DERIVED, tables=tables)


@pytest.mark.parametrize(
    ("result", "returns"),
    [
        ("claims['fee'].max() - claims['fee'].min()", "USD, difference"),
        ("claims['fee'].max() / claims['fee'].mean()", "comparison"),
    ],
    ids=["span", "to-mean"],
)
def test_of_cells_that_are_all_the_same_no_range_is_guessed(tmp_path: Path, result: str, returns: str) -> None:
    """Moved together they change nothing; one of them alone does."""
    derived = f'def figure(claims) -> "{returns}":\n    """Figure"""\n    return {result}\n'
    with pytest.raises(DerivingError, match="rises with some of the 2,101 numbers of claims: fee, and falls with"):
        made(tmp_path, derived)


BRANCH = '''\
def figure(claims):
    """The sum or the mean of the fees, as a comparison has it"""
    east = claims.loc[claims["region"] == "East", "cost"].mean()
    west = claims.loc[claims["region"] == "West", "cost"].mean()
    return claims["fee"].sum() if east {sign} west else claims["fee"].mean()
'''


@pytest.mark.parametrize("sign", ["<", ">"])
def test_what_decides_between_two_numbers_matters(tmp_path: Path, sign: str) -> None:
    """Two means, of which each may be the larger one, are far from all that is returned, and are seen to matter."""
    east, west = (COST[TABLE["region"] == name].mean() for name in ("East", "West"))
    assert abs(east - west) < 2 * HALF
    reach = made(tmp_path, BRANCH.format(sign=sign)).figures["figure"].range
    assert (reach.low, reach.high) == pytest.approx((50 - HALF, (50 + HALF) * ROWS))
