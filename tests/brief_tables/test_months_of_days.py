"""A table of months of a table of many days: each of its numbers is of the days of its own month, and of no others."""

import calendar
import json
import random
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from briefs import write_brief
from statbrief.analysis.analysis import Analysis, analyse

DAYS = [date(2022, 1, 1) + timedelta(each) for each in range(800)]
COLUMNS = ("low", "high", "used")
CODE = '''import pandas as pd


def monthly(t) -> "frost: 1":
    """By month, {period}

    month: Month
    used: Used
    mean: Mean
    lowest: Lowest
    frost: Days under nothing
    """
    rows = t.loc["2023-01-01":"2023-12-31"]
    months = rows.index.asfreq("M")
    groups = rows.groupby(months)
    frost = (rows["low"].pint.magnitude < 0).groupby(months).sum()
    made = {"used": groups["used"].sum(), "mean": groups["high"].mean(), "lowest": groups["low"].min(), "frost": frost}
    return pd.DataFrame(made).rename_axis("month")
'''


def _cells() -> dict[date, dict[str, Fraction]]:
    """Numbers in tenths that hardly rise: many days have the same, in many months."""
    chance = random.Random(4)  # noqa: S311 -- numbers of a test
    return {
        day: {name: Fraction(chance.randint(-30, 60) + 5 * place, 10) for place, name in enumerate(COLUMNS)}
        for day in DAYS
    }


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Analysis:
    """The analysis of such a brief."""
    fields = [{"name": name, "type": "number", "unit": "meter", "rounded_to": 0.1} for name in COLUMNS]
    schema = {"primaryKey": "day", "fields": [{"name": "day", "type": "date"}, *fields]}
    table = {"name": "t", "path": "table.csv", "source": "agency", "period": "{day}", "schema": schema}
    rows = [f"{day},{','.join(str(float(each)) for each in cells.values())}" for day, cells in _cells().items()]
    folder: Path = write_brief(
        tmp_path_factory.mktemp("daily"),
        figures="",
        package=json.dumps({"resources": [table]}),
        dataset="\n".join([f"day,{','.join(COLUMNS)}", *rows, ""]),
        tables=CODE,
    )
    return analyse(folder, "en")


@pytest.mark.parametrize("month", [1, 2, 12])
@pytest.mark.parametrize("column", ["used", "mean", "lowest", "frost"])
def test_a_month_rests_on_its_own_days(made: Analysis, month: int, column: str) -> None:
    """They were said to be a hundred days of all the years, that had numbers in common with those that matter."""
    days = calendar.monthrange(2023, month)[1]
    figure = made.figures[f"monthly._2023_{month:02}.{column}"]
    assert figure.origin.many["t"].count == days  # type: ignore[union-attr]
    assert figure.period == f"2023-{month:02}..2023-{month:02}-{days}"


@pytest.mark.parametrize("month", [1, 2, 12])
def test_ranges_are_those_of_these_days(made: Analysis, month: int) -> None:
    """Half a step for each day of a sum, for all of a mean and a minimum; a day at nothing may have been under it."""
    cells = [each for day, each in _cells().items() if (day.year, day.month) == (2023, month)]
    half, low = Fraction(1, 20), [each["low"] for each in cells]
    used, high = sum(each["used"] for each in cells), sum(each["high"] for each in cells) / len(cells)
    wanted = {
        "used": (used - len(cells) * half, used + len(cells) * half),
        "mean": (high - half, high + half),
        "lowest": (min(low) - half, min(low) + half),
        "frost": (sum(each < 0 for each in low), sum(each <= 0 for each in low)),
    }
    for column, ends in wanted.items():
        reach = made.figures[f"monthly._2023_{month:02}.{column}"].range
        assert (reach.low, reach.high) == pytest.approx(tuple(map(float, ends)), rel=1e-12)
