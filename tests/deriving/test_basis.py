"""The time that a figure is about is that of all that it rests on, not of the cells that its rounding hangs on.

Expectations are the rows that plain pandas chooses, named by hand.
"""

import json
import random
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest

from briefs import analysed
from named_briefs import HEAD, named
from seeds import pairs
from statbrief.analysis.analysis import analyse
from statbrief.figures.figure import Derived, Figure
from statbrief.table_schema.spans import parse_span

MONTHS = pd.period_range("2020-01", "2022-12", freq="M")
KINDS = ("raid", "storm", "flood", "storm")


def cases() -> list[float]:
    """A number for each of 36 months, in no order: from 1.5 to 36, each once."""
    found = [number + 0.5 * (number % 2) for number in range(1, 37)]
    random.Random(3).shuffle(found)  # noqa: S311 -- no secret
    return found


def figures(folder: Path, formulas: Mapping[str, str], *, step: object = 0.5, numbers: list[float]) -> list[Figure]:
    """Figures of a monthly table `t` with its number `n`, a text `kind`, a level and a truth."""
    fields = [
        {"name": "month", "type": "yearmonth"},
        {"name": "n", "type": "number", "unit": "visa", "rounded_to": step},
        {"name": "kind", "type": "string"},
        {"name": "level", "type": "integer"},
        {"name": "is_late", "type": "boolean"},
    ]
    schema = {"primaryKey": "month", "fields": fields}
    table = {"name": "t", "path": "table.csv", "source": "agency", "period": "{month}", "schema": schema}
    lines = [
        f"{month},{number},{KINDS[place % 4]},{place % 4},{str(place % 4 > 1).lower()}\n"
        for place, (month, number) in enumerate(zip(MONTHS, numbers, strict=True))
    ]
    code = "from statbrief.periods import *\n\n\n" + "".join(
        f'def {name}(t):\n    """D"""\n    return {text}\n\n\n' for name, text in formulas.items()
    )
    package = json.dumps({"resources": [table]})
    dataset = "month,n,kind,level,is_late\n" + "".join(lines)
    made = analysed(folder, figures="", package=package, dataset=dataset, derived=code).figures
    return [made[name] for name in formulas]


def figure(folder: Path, formula: str, *, step: object = 0.5, numbers: list[float] | None = None) -> Figure:
    """One of them."""
    return figures(folder, {"figure": formula}, step=step, numbers=numbers or cases())[0]


OF_2022 = 't.loc["2022-01":"2022-12"]'
NUMBERS = f'{OF_2022}["n"].pint.magnitude'
STATISTICS = {
    f"({NUMBERS} > 8).sum()": "a count above a threshold",
    f"({NUMBERS} > 1000).sum()": "a count of none",
    f"({NUMBERS} > 0).sum()": "a count of all",
    f"({NUMBERS} >= 20).mean()": "a share",
    f"({NUMBERS} > {NUMBERS}.mean()).sum()": "a count above the mean",
    f'{OF_2022}["n"].median()': "a median",
    f"{NUMBERS}.quantile(0.25)": "a quartile",
    f"sorted({NUMBERS})[-2]": "the second largest",
    f"{NUMBERS}.rank().iloc[-1]": "a rank",
    f"{NUMBERS}.nunique()": "how many differ",
    f'{OF_2022}["n"].sum()': "a sum",
    f"{NUMBERS}.max() - {NUMBERS}.min()": "a span",
    f"len({OF_2022})": "a number of rows",
    f'{OF_2022}["n"].count()': "a number of cells",
    f'({OF_2022}["kind"] == "raid").sum()': "a count by text",
    '(t.loc["2022-01":"2022-12", "is_late"]).sum()': "a count of truths",
    f'({OF_2022}["level"] > 2).sum()': "a count by a number without a unit",
    f'{OF_2022}[{OF_2022}["kind"] == "raid"]["n"].sum()': "a sum by text",
    f'{OF_2022}[{OF_2022}["n"].pint.magnitude > 12]["n"].sum()': "a sum of what is above a threshold",
}


@pytest.mark.always('["n"].sum()-0.5', "formula23", '== "raid").sum()', '["level"] > 2', '12]["n"].sum()')
@pytest.mark.parametrize(("formula", "step"), pairs(list(STATISTICS), [0.5, "exact"]))
def test_a_statistic_is_about_all_that_it_is_of(tmp_path: Path, formula: str, step: object) -> None:
    """Twelve months of 36: those that the function takes, whichever of them its rounding hangs on."""
    span = parse_span(figure(tmp_path, formula, step=step).period)
    assert (span.first.text, span.last.text) == ("2022-01", "2022-12")


LOOKED_UP = {
    't["n"].max()': "n.idxmax()",
    't["n"].min()': "n.idxmin()",
    't.loc[t["n"].pint.magnitude.idxmax(), "n"]': "n.idxmax()",
    't["n"].max().to("kilovisa")': "n.idxmax()",
    't[t["n"].pint.magnitude > 30.2]["n"].iloc[-1]': "n[n > 30.2].index[-1]",
    't.loc[since_when(t, "n", at=latest(t) - 3), "n"]': "n.iloc[:-4][n.iloc[:-4] >= n.iloc[-4]].index[-1]",
    't.loc[latest(t), "n"]': "n.index[-1]",
    't["n"].iloc[-1]': "n.index[-1]",
}


@pytest.mark.parametrize(("formula", "row"), LOOKED_UP.items(), ids=LOOKED_UP.keys())
def test_a_number_that_is_looked_up_is_about_its_own_time(tmp_path: Path, formula: str, row: str) -> None:
    """The largest of three years was that of a month, and so was the last above a threshold."""
    n = pd.Series(cases(), index=MONTHS)
    when = str(eval(row, {"n": n}))  # noqa: S307 -- of this file
    found = figure(tmp_path, formula, step="exact")
    assert found.period == when
    assert isinstance(found.origin, Derived)
    assert found.origin.rows == {"t": (when,)}


def test_a_median_of_an_odd_number_is_about_all_of_them(tmp_path: Path) -> None:
    """It is one of eleven numbers, as the largest is, and yet not about the time of that one."""
    assert figure(tmp_path, f'{OF_2022}.iloc[:11]["n"].median()').period == "2022-01/2022-11"


def test_a_count_of_nothing_is_about_what_was_looked_through(tmp_path: Path) -> None:
    """No flood in two months of 2022, though there were some in others: of those two."""
    assert figure(tmp_path, '(t.loc["2022-01":"2022-02"]["kind"] == "flood").sum()').period == "2022-01/2022-02"


@pytest.mark.thorough
def test_the_rows_of_a_count_are_those_that_it_looks_through(tmp_path: Path) -> None:
    """The origin of a count lists every month of the year, those far from the threshold too."""
    origin = figure(tmp_path, f"({NUMBERS} > 8).sum()").origin
    assert isinstance(origin, Derived)
    assert origin.rows == {"t": tuple(f"2022-{month:02}" for month in range(1, 13))}


@pytest.mark.parametrize(
    "formula",
    [
        't["n"].diff().dropna().pint.magnitude.abs().min()',
        pytest.param('t["n"].pint.magnitude.diff().dropna().abs().idxmin().month', marks=pytest.mark.thorough),
        pytest.param('t["n"].diff().dropna().median()', marks=pytest.mark.thorough),
    ],
    ids=["how near", "where", "half of them"],
)
def test_what_is_held_against_its_neighbour_is_listed_though_none_is_nearest(tmp_path: Path, formula: str) -> None:
    """How near the nearest two months are: each of 36 would be nearest, were it near to the one before."""
    origin = figure(tmp_path, formula).origin
    assert isinstance(origin, Derived)
    assert origin.rows == {"t": tuple(map(str, MONTHS))}


@pytest.mark.parametrize("places", [4, 110], ids=["few", "many"])
@pytest.mark.parametrize("counted", ["len({})", '({}["arrests"].pint.magnitude > 20).sum()', '{}["arrests"].count()'])
def test_a_count_of_the_last_month_is_about_that_month(tmp_path: Path, counted: str, places: int) -> None:
    """Of twenty months with as many places each, be they many: without the last, the one before it has as many."""
    rows = [f"{month},{place},{40 + n}\n" for n, month in enumerate(MONTHS[:20]) for place in range(places)]
    body = counted.format("table.loc[latest(table)]")
    code = f'from statbrief.periods import *\n\n\ndef count(table):\n    """D"""\n    return {body}\n'
    made = analyse(named(tmp_path / "brief", code, counts=HEAD + "".join(rows), rounded_to=1), "en").figures["count"]
    assert (made.value, made.period) == (places, str(MONTHS[19]))


@pytest.mark.thorough
def test_a_chain_keeps_what_its_first_figure_rests_on(tmp_path: Path) -> None:
    """Three times a count of a year is of that year."""
    code = f'def many(t):\n    """D"""\n    return ({NUMBERS} > 8).sum()\n\n\n'
    code += 'def thrice(many):\n    """D"""\n    return many * 3\n'
    single = {"name": "t", "path": "table.csv", "source": "agency", "period": "{month}"}
    fields = [
        {"name": "month", "type": "yearmonth"},
        {"name": "n", "type": "number", "unit": "visa", "rounded_to": 0.5},
    ]
    package = json.dumps({"resources": [single | {"schema": {"primaryKey": "month", "fields": fields}}]})
    lines = "".join(f"{month},{number}\n" for month, number in zip(MONTHS, cases(), strict=True))
    made = analysed(tmp_path, figures="", package=package, dataset="month,n\n" + lines, derived=code).figures
    assert made["thrice"].period == "2022..2022-12"


def test_of_two_pairs_that_tie_both_matter(tmp_path: Path) -> None:
    """The least change is 0 twice: moving one cell alone changes nothing, and yet the rounding leaves it open."""
    numbers = [float(3 * place) for place in range(36)]
    numbers[8], numbers[20] = numbers[7], numbers[19]
    least = figure(tmp_path, '10 + t["n"].pint.magnitude.diff().dropna().clip(lower=0).min()', numbers=numbers)
    assert (least.range.low, least.range.high) == (10, 10.5)


@pytest.mark.thorough
def test_a_least_change_that_may_go_either_way_is_no_exact_nothing(tmp_path: Path) -> None:
    """A distance that is 0 for two pairs turns within the rounding: each pair may be two half steps apart."""
    numbers = [float(3 * place) for place in range(36)]
    numbers[8], numbers[20] = numbers[7], numbers[19]
    least = figure(tmp_path, 't["n"].diff().dropna().pint.magnitude.abs().min()', numbers=numbers)
    assert (least.range.low, least.range.high) == (0, 0.25 + 0.25)
