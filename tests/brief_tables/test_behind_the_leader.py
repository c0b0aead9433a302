"""Cells and figures that a number moves only where others are at their worst ends, against all corners."""

import itertools
import json
from collections.abc import Callable, Iterator, Mapping

import pytest

from briefs import analysed
from statbrief.arithmetic.inputs import Input
from statbrief.arithmetic.step_functions import goes_by_steps
from statbrief.figures.figure import Figure

HALF = 5
NUMBERS = {"North": (1210, 640), "South": (1040, 560), "West": (880, 480)}
"""North has the highest ratio, by a little more than one number's rounding can take away."""
TABLES = '''import pandas as pd


def it(t):
    """Ratios

    region: Region
    behind: Behind the highest
    rank: Rank
    over: Over the mean of all
    """
    ratio = t["a"].pint.magnitude / t["b"].pint.magnitude
    rank = ratio.rank(ascending=False, method="min").astype(int)
    return pd.DataFrame({"behind": ratio.max() - ratio, "rank": rank, "over": (ratio - ratio.mean()).clip(lower=0)})
'''
DERIVED = '''def _ratio(t):
    return t["a"].pint.magnitude / t["b"].pint.magnitude


def behind(t):
    """North behind the highest"""
    return float(_ratio(t).max() - _ratio(t).loc["North"])


def ahead(t):
    """West over South, if it is"""
    return float(max(_ratio(t).loc["West"] - _ratio(t).loc["South"], 0))
'''
COLUMNS: Mapping[str, Callable[[dict[str, float], str], float]] = {
    "behind": lambda ratio, region: max(ratio.values()) - ratio[region],
    "rank": lambda ratio, region: 1 + sum(each > ratio[region] for each in ratio.values()),
    "over": lambda ratio, region: max(ratio[region] - sum(ratio.values()) / len(ratio), 0),
}


def corners() -> Iterator[dict[str, float]]:
    """The ratios with each number at either end of its range."""
    ends = [(number - HALF, number + HALF) for pair in NUMBERS.values() for number in pair]
    for place in itertools.product(*ends):
        yield {region: place[2 * order] / place[2 * order + 1] for order, region in enumerate(NUMBERS)}


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Figure]:
    """The figures of a brief about those ratios, and the cells of its table."""
    fields = [
        {"name": "region", "type": "string"},
        *({"name": name, "type": "number", "unit": "visa", "rounded_to": 2 * HALF} for name in "ab"),
    ]
    table = {"name": "t", "path": "table.csv", "source": "agency", "period": "2024"}
    package = json.dumps({"resources": [table | {"schema": {"primaryKey": "region", "fields": fields}}]})
    dataset = "region,a,b\n" + "".join(f"{region},{a},{b}\n" for region, (a, b) in NUMBERS.items())
    files = {"figures": "", "package": package, "dataset": dataset, "derived": DERIVED, "tables": TABLES}
    return analysed(tmp_path_factory.mktemp("behind"), **files).figures


@pytest.mark.parametrize("region", NUMBERS)
@pytest.mark.parametrize("column", COLUMNS)
def test_a_cell_goes_as_far_as_all_corners(figures: Mapping[str, Figure], column: str, region: str) -> None:
    """Ranks, what one is behind the highest, and what one is over the mean."""
    results = [COLUMNS[column](each, region) for each in corners()]
    found = figures[f"it.{region.lower()}.{column}"].range
    assert (found.low, found.high) == pytest.approx((min(results), max(results)))


def test_a_figure_goes_as_far_as_all_corners(figures: Mapping[str, Figure]) -> None:
    """North leads as the numbers stand, and so is behind by nothing, but not at the worst ends; nor is West ahead."""
    behind = [max(each.values()) - each["North"] for each in corners()]
    ahead = [max(each["West"] - each["South"], 0) for each in corners()]
    for name, results in (("behind", behind), ("ahead", ahead)):
        assert 0 == figures[name].value == min(results) < max(results)
        assert (figures[name].range.low, figures[name].range.high) == pytest.approx((0, max(results)))


def test_what_is_nothing_while_one_leads_goes_by_no_steps() -> None:
    """It stays nothing wherever it is looked at near by, as a count does that is certain."""
    inputs = [Input(place, value, value - 1, value + 1) for place, value in enumerate((100.0, 60.0, 40.0))]

    def number(moves: Mapping[object, float], place: int) -> float:
        return moves.get(place, inputs[place].value)

    assert not goes_by_steps(lambda moves: max(number(moves, 1) - number(moves, 0), 0), inputs)
    assert goes_by_steps(lambda moves: sum(number(moves, place) > 50 for place in range(3)), inputs)
