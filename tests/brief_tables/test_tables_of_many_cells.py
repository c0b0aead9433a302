"""Tables of groups, made of more cells than are moved one by one.

Expectations come from plain pandas, with the rounded numbers of a group low and those of all others high, and the other
way round.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from briefs import analysed
from claims import FIELDS, HALF, ROWS, TABLE, UNITS, made
from statbrief.analysis.analysis import Analysis
from statbrief.errors import DerivingError
from statbrief.figures.figure import Derived
from tabled_briefs import analysed_tables

GROUPS = '''import pandas as pd


def by_region(claims):
    """Claims by region

    region: Region
    cost: Cost
    mean: Mean cost
    largest: Largest cost
    visits: Visits
    claims: Claims
    share: Share
    """
    groups = claims.groupby("region")
    table = pd.DataFrame({"cost": groups["cost"].sum(), "mean": groups["cost"].mean()})
    table["largest"], table["visits"] = groups["cost"].max(), groups["visits"].sum()
    table["claims"], table["share"] = groups.size(), table["cost"] / table["cost"].sum()
    return table
'''
LATEST = '''def latest(days):
    """The latest days

    day: Day
    cost: Cost
    more: More than on the day before
    """
    table = days[["cost"]].copy()
    table["more"] = table["cost"] - table["cost"].shift()
    return table.tail(15)
'''
COUNT = 'def it(claims):\n    """It"""\n    return len(claims)\n'
TELL: dict[str, Callable[[Any, str], float]] = {
    "cost": lambda cost, region: cost[TABLE["region"] == region].sum(),
    "mean": lambda cost, region: cost[TABLE["region"] == region].mean(),
    "largest": lambda cost, region: cost[TABLE["region"] == region].max(),
    "visits": lambda _, region: TABLE["visits"][TABLE["region"] == region].sum(),
    "claims": lambda _, region: (TABLE["region"] == region).sum(),
    "share": lambda cost, region: cost[TABLE["region"] == region].sum() / cost.sum(),
}


@pytest.fixture(scope="module")
def analysis(tmp_path_factory: pytest.TempPathFactory) -> Analysis:
    """That table, made once."""
    return made(
        tmp_path_factory.mktemp("claims"), 'def it(claims):\n    """It"""\n    return len(claims)\n', tables=GROUPS
    )


@pytest.mark.thorough
@pytest.mark.parametrize("column", TELL)
def test_each_cell_goes_as_far_as_its_group(analysis: Analysis, column: str) -> None:
    """Sums, means, the largest and shares of eight regions; exact ones are one number."""
    for place, region in enumerate(sorted(set(TABLE["region"]))):
        own = TABLE["region"] == region
        low, high = (TABLE["cost"] - way * HALF * own + way * HALF * ~own for way in (1, -1))
        figure = analysis.figures[f"by_region.region_{place}.{column}"]
        ends = TELL[column](low, region), TELL[column](high, region)
        assert (figure.range.low, figure.range.high) == pytest.approx(ends, rel=1e-12)
        assert figure.value == pytest.approx(TELL[column](TABLE["cost"], region), rel=1e-12)


def test_a_cell_says_of_how_many_rows_it_is(analysis: Analysis) -> None:
    """Those of its region, and how many they are; of a share all."""
    told = {}
    for column in ("cost", "share"):
        origin = analysis.figures[f"by_region.region_3.{column}"].origin
        assert isinstance(origin, Derived)
        told[column] = origin.many["claims"].count, origin.many["claims"].where
    count = int((TABLE["region"] == "Region 3").sum())
    assert told == {"cost": (count, (("region", "Region 3"),)), "share": (len(TABLE), ())}


def test_a_table_of_the_latest_rows_rests_on_no_others(tmp_path: Path) -> None:
    """Each number is of its own row, or of that and the one before, whatever else their rows have in common."""
    days = TABLE[["region", "cost", "visits"]].assign(
        day=pd.date_range("2020-01-01", periods=ROWS).strftime("%Y-%m-%d")
    )
    schema = {"primaryKey": "day", "fields": [{"name": "day", "type": "date"}, *FIELDS[2:]]}
    known = {"name": "days", "path": "table.csv", "source": "agency", "period": "{day}", "schema": schema}
    package = json.dumps({"name": "brief", "resources": [known]})
    csv = days[["day", "region", "cost", "visits"]].to_csv(index=False)
    count = COUNT.replace("claims", "days")
    analysis = analysed(tmp_path, figures="", package=package, dataset=csv, units=UNITS, derived=count, tables=LATEST)
    for place in range(ROWS - 15, ROWS):
        number, before = days["cost"][place], days["cost"][place - 1]
        expected = {
            "cost": ([days["day"][place]], number, HALF),
            "more": ([days["day"][place - 1], days["day"][place]], number - before, 2 * HALF),
        }
        for column, (rows, value, half) in expected.items():
            figure = analysis.figures[f"latest._{days['day'][place].replace('-', '_')}.{column}"]
            assert isinstance(figure.origin, Derived)
            assert (list(figure.origin.rows["days"]), figure.origin.many) == (rows, {})
            assert (figure.range.low, figure.range.high) == (value - half, value + half)
    table = analysis.tables["latest"]
    assert (table.used["days"], table.many) == (tuple(days["day"][ROWS - 16 :]), {})


def test_a_mean_of_a_group_is_no_number_of_the_step(analysis: Analysis) -> None:
    """A mean of more than a hundred numbers goes on, though it ends where they stand."""
    steps = {analysis.figures[f"by_region.region_{place}.mean"].known.step for place in range(8)}
    assert steps <= {None, 10}


def test_spreads_of_groups_are_refused(tmp_path: Path) -> None:
    """They rise with large numbers and fall with small ones."""
    spread = (
        GROUPS.split("    groups", maxsplit=1)[0].split("    mean:", maxsplit=1)[0]
        + '    """\n    return claims.groupby("region")[["cost"]].std()\n'
    )
    with pytest.raises(DerivingError, match=r"by_region: rises with some of the 1,200 numbers of claims: cost, and"):
        made(tmp_path, COUNT, tables=spread)


def test_how_many_there_are_of_each_is_no_typed_number(tmp_path: Path) -> None:
    """In a small table, too, of groups that have one row."""
    counted = '''import pandas as pd


def it(table):
    """It

    country: Country
    n: Counts
    """
    return table.groupby("country").size().to_frame("n")
'''
    rows = ["2024-01,Ayutla,5000", "2024-02,Ayutla,7000", "2024-03,Ayutla,4000", "2024-03,Choluteca,3000"]
    made_of = analysed_tables(tmp_path, counted, counts="month,country,arrests\n" + "\n".join(rows) + "\n")
    assert {name: made_of.figures[f"it.{name}.n"].value for name in ("ayutla", "choluteca")} == {
        "ayutla": 3,
        "choluteca": 1,
    }
