"""Running totals and extremes of a table's columns are those of its numbers, and leave these as they are."""

from collections.abc import Callable
from itertools import accumulate
from pathlib import Path

import pytest

from named_briefs import HEAD, named
from statbrief.analysis.analysis import analyse
from statbrief.analysis.write import write_analysis
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
