"""Running totals, and what comes of windows of rows, are of these rows, and leave a table's columns as they are."""

import random
import statistics
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from named_briefs import HEAD, named
from statbrief.analysis.analysis import analyse
from statbrief.analysis.write import write_analysis
from statbrief.data.running import running_apart
from statbrief.figures.figure import Derived
from tabled_briefs import returning

NUMBERS = (30, 10, 50, 20)
COUNTS = HEAD + "".join(f"2024-0{month},Mexico,{number}\n" for month, number in enumerate(NUMBERS, 1))
DERIVED = "".join(
    f'def {name}(table) -> "arrest":\n    """It"""\n    return table["arrests"].{name}().iloc[-1]\n\n\n'
    for name in ("cumsum", "cummax", "cummin")
)
STATED = 'def stated(table):\n    """It"""\n    table["arrests"].cummax()\n    return table["arrests"].iloc[1]\n'
"""What is there after a running extreme was computed."""
CHART = '''from matplotlib.figure import Figure


def rising(table):
    """A line that rises

    What it shows.
    """
    picture = Figure(figsize=(3, 2))
    picture.subplots().plot(table["arrests"].cumsum().pint.magnitude.tolist())
    return picture
'''


@pytest.mark.parametrize(("name", "by"), [("cumsum", int.__add__), ("cummax", max), ("cummin", min)])
def test_a_column_is_accumulated(tmp_path: Path, name: str, by: Callable[[int, int], int]) -> None:
    """Its last running total is the sum of all, and lies as far from it as each number may, half of a step."""
    found = analyse(named(tmp_path, DERIVED, counts=COUNTS, rounded_to=10), "en").figures[name]
    last = [*accumulate(NUMBERS, by)][-1]
    half = 5 * len(NUMBERS) if name == "cumsum" else 5
    assert (found.value, found.range.low, found.range.high) == (last, last - half, last + half)


def test_the_column_stays_as_it_is(tmp_path: Path) -> None:
    """Also where a number is missing, beside which pandas writes in the array that it accumulates."""
    counts = COUNTS.replace(",50\n", ",\n")
    assert analyse(named(tmp_path, STATED, counts=counts, rounded_to=10), "en").figures["stated"].value == NUMBERS[1]


def test_tables_checks_and_charts_accumulate(tmp_path: Path) -> None:
    """As figures do: the last of running totals is the sum of all, here one country's, month by month."""
    last = 'return pd.DataFrame({"arrests": table["arrests"].cumsum().loc[latest(table)]})'
    brief = named(
        tmp_path,
        counts=COUNTS,
        rounded_to=10,
        derived="",
        tables=returning(last, words="\n    country: Country\n    arrests: Arrests"),
        checks='def holds(table):\n    """It"""\n    return table["arrests"].cummax().is_monotonic_increasing\n',
        charts=CHART,
    )
    write_analysis(brief, "en")
    made = analyse(brief, "en")
    assert [made.figures[str(row.cells["arrests"])].value for row in made.tables["it"].rows] == [sum(NUMBERS)]
    assert (brief / "_generated/charts/rising.svg").is_file()


MONTHS = [random.Random(5).randint(300, 500) * 10 for _ in range(24)]  # noqa: S311 -- the same each time
OF_MONTHS = HEAD + "".join(
    f"{2022 + place // 12}-{place % 12 + 1:02},Mexico,{number}\n" for place, number in enumerate(MONTHS)
)
WINDOWS: dict[str, tuple[int, Callable[[list[int]], float]]] = {
    "rolling(3).mean()": (3, statistics.fmean),
    "rolling(12).sum()": (12, sum),
    "rolling(5).std()": (5, statistics.stdev),
    "rolling(4).var()": (4, statistics.variance),
    "rolling(3, center=True).mean().dropna()": (3, statistics.fmean),
    "expanding().mean()": (24, statistics.fmean),
}


@pytest.mark.parametrize("window", WINDOWS)
def test_what_comes_of_a_window_rests_on_its_rows(tmp_path: Path, window: str) -> None:
    """And on no others, which only noise behind the fifteenth digit would tell of."""
    code = f'def it(table):\n    """It"""\n    return float(table["arrests"].pint.magnitude.{window}.iloc[-1])\n'
    found = analyse(named(tmp_path, code, counts=OF_MONTHS, rounded_to=10), "en").figures["it"]
    size, of = WINDOWS[window]
    assert found.value == pytest.approx(of(MONTHS[-size:]))
    assert isinstance(found.origin, Derived)
    rows = [f"{2022 + place // 12}-{place % 12 + 1:02} Mexico" for place in range(24)]
    assert list(found.origin.rows["table"]) == rows[-size:]


@pytest.mark.parametrize("made", ["sum", "mean", "std", "var", "skew", "kurt", "cov", "corr"])
@pytest.mark.parametrize("how", [{}, {"min_periods": 2}, {"center": True}, {"closed": "left"}, {"step": 2}], ids=str)
def test_windows_come_to_the_same(made: str, how: dict[str, Any]) -> None:
    """As pandas computes them by itself, but for noise; and what is in none of them makes no difference at all."""
    chance = np.random.default_rng(1)
    numbers, others = pd.Series(chance.normal(size=40) * 100), pd.Series(chance.normal(size=40))
    numbers[7] = np.nan
    elsewhere = numbers.mask(numbers.index < 20, numbers * 1e6)
    given = [others] if made in {"cov", "corr"} else []
    how = {} if given and "step" in how else how  # which pandas has not of two columns

    def computed(column: Any) -> Any:  # noqa: ANN401 -- of pandas
        return getattr(column.rolling(6, **how), made)(*given)

    with running_apart():
        own, moved = computed(numbers), computed(elsewhere)
    pd.testing.assert_series_equal(own, computed(numbers))
    pd.testing.assert_series_equal(own[own.index > 26], moved[moved.index > 26], check_exact=True)


def test_there_may_be_no_windows() -> None:
    """As of no rows."""
    with running_apart():
        assert pd.Series([], dtype=float).rolling(3).sum().empty
