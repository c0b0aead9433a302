"""Names that functions choose among the groups of a table with too many cells to be moved one by one.

What is expected is told of the same table by plain pandas: each number may lie half a step to either side, and a name
is decided where no other's highest number reaches its lowest. Its period is that of the rows that the function looks
at.
"""

from __future__ import annotations

import json
import random
from io import StringIO
from pathlib import Path

import pandas as pd
import pytest

from briefs import analysed
from statbrief.analysis.analysis import Analysis
from statbrief.data.datasets import MANY
from statbrief.errors import DerivingError

HALF, MONTHS = 5, 20
HEAD = "from statbrief.periods import latest\n\n\n"
LATEST, YEAR = 'cases.loc[latest(cases), "n"]', 'cases.loc[{} > latest(cases) - 12, "n"].groupby(level="region").sum()'
YEAR = YEAR.format('cases.index.get_level_values("month")')
FIELDS = [
    {"name": "month", "type": "yearmonth"},
    {"name": "region", "type": "string"},
    {"name": "n", "type": "integer", "unit": "person", "rounded_to": 2 * HALF},
]


def cases(seed: int, regions: int, spread: int) -> str:
    """Cases by month and region, drawn from so many tens."""
    chance = random.Random(seed)  # noqa: S311 -- the same each time
    months = [f"{2020 + place // 12}-{place % 12 + 1:02}" for place in range(MONTHS)]
    rows = [f"{month},R{place},{chance.randrange(100, 100 + spread)}0" for month in months for place in range(regions)]
    return "\n".join(["month,region,n", *rows, ""])


def made(folder: Path, text: str, result: str) -> Analysis:
    """The analysis of a brief with that table and one function that returns a name."""
    schema = {"primaryKey": ["month", "region"], "fields": FIELDS}
    known = {"name": "cases", "path": "table.csv", "source": "agency", "period": "{month}", "schema": schema}
    package = json.dumps({"name": "brief", "resources": [known]})
    code = f'{HEAD}def it(cases) -> "name":\n    """It"""\n    return {result}\n'
    return analysed(folder, figures="", package=package, dataset=text, units="person = [person]\n", derived=code)


def by_region(text: str, months: int) -> pd.Series[int]:
    """The cases of each region in so many months, the last ones, the highest first."""
    table = pd.read_csv(StringIO(text)).pivot_table("n", "month", "region", aggfunc="sum")
    return table.iloc[-months:].sum().sort_values(ascending=False)


LARGEST = (f"{LATEST}.pint.magnitude.idxmax()", 1, "2021-08")
OF_YEAR = (f"{YEAR}.pint.magnitude.idxmax()", 12, "2020-09/2021-08")


@pytest.mark.parametrize("seed", [1, *(pytest.param(each, marks=pytest.mark.thorough) for each in (2, 3, 4))])
@pytest.mark.parametrize(
    ("regions", "spread", "code"),
    [
        (120, 9000, LARGEST),
        (400, 60, LARGEST),
        (120, 9000, OF_YEAR),
        pytest.param(400, 9000, LARGEST, marks=pytest.mark.thorough),
        pytest.param(400, 300, OF_YEAR, marks=pytest.mark.thorough),
    ],
    ids=str,
)
def test_a_name_is_of_the_rows_that_are_looked_at(
    tmp_path: Path, seed: int, regions: int, spread: int, code: tuple[str, int, str]
) -> None:
    """It is the highest one of these, if the rounding decides that, and of their time; in all other rows it is not."""
    text, (result, months, period) = cases(seed, regions, spread), code
    assert regions * MONTHS > MANY
    highest = by_region(text, months)
    if highest.iloc[0] - highest.iloc[1] > 2 * HALF * months:
        answer = made(tmp_path, text, result).answers["it"]
        assert (answer.value, answer.period) == (highest.index[0], period)
    else:
        with pytest.raises(DerivingError, match=r"could return 'R\d+' within the rounding of its inputs"):
            made(tmp_path, text, result)


CHANGE = f"({LATEST} - {LATEST.replace('latest(cases)', 'latest(cases) - 1')}).pint.magnitude.idxmax()"


@pytest.mark.parametrize(("nearest", "is_decided"), [(20, False), (30, True)])
def test_a_change_may_be_off_by_both_of_its_numbers(tmp_path: Path, nearest: int, is_decided: bool) -> None:  # noqa: FBT001 -- what is expected
    """Changes of numbers that are rounded to 10 are decided where they are further apart than 20, and no nearer."""
    lines = cases(1, 400, 60).splitlines(keepends=True)
    changes = {"R7": 5000, "R9": 5000 - nearest}
    changed = [
        f"2021-08,{each.split(',')[1]},{1000 + changes.get(each.split(',')[1], 0)}\n"
        if each.startswith("2021-08")
        else f"2021-07,{each.split(',')[1]},1000\n"
        if each.startswith("2021-07")
        else each
        for each in lines
    ]
    if is_decided:
        answer = made(tmp_path, "".join(changed), CHANGE).answers["it"]
        assert (answer.value, answer.period) == ("R7", "2021-07/2021-08")
    else:
        with pytest.raises(DerivingError, match="it: returns 'R7', and could return 'R9' within the rounding"):
            made(tmp_path, "".join(changed), CHANGE)


def test_a_choice_by_more_than_sums_of_many_numbers_is_refused(tmp_path: Path) -> None:
    """The spread of a region's numbers rises with some of them and falls with others."""
    months = 'cases["n"].pint.magnitude.groupby(level="region")'
    text = cases(1, 120, 9000)
    expected = "it: chooses by 2,400 numbers of cases: n in a way that is not told by moving those of each region"
    with pytest.raises(DerivingError, match=expected):
        made(tmp_path, text, f"{months}.std().idxmax()")


@pytest.mark.parametrize("first", [3, 300])
def test_of_many_rows_two_that_are_a_step_apart_have_no_order(tmp_path: Path, first: int) -> None:
    """Each month has its own highest number; of the last one's, it is the next below that may be as large."""
    text = cases(1, 400, 60)
    lines = text.splitlines(keepends=True)
    others = {f"2021-08,R{place}": number for place, number in ((first, 2000), (200, 1990))}
    changed = [next((f"{key},{number}\n" for key, number in others.items() if each.startswith(f"{key},")), each)
               for each in lines]  # fmt: skip
    expected = f"it: returns 'R{first}', and could return 'R200' within the rounding"
    with pytest.raises(DerivingError, match=expected):
        made(tmp_path, "".join(changed), f"{LATEST}.pint.magnitude.idxmax()")
