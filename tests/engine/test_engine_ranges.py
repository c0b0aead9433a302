"""Numbers that an engine computes, and their ranges: held against plain pandas, with all numbers low and all high."""

import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import documents
from engine_briefs import FIELDS, analysed, computed, engine_brief, function, trips
from statbrief.analysis.analysis import analyse
from statbrief.data.datasets import Dataset

STEPS = {"fare": Fraction(1, 4), "distance": Fraction(1, 10), "riders": Fraction(0)}
WAYS: dict[str, tuple[str, Callable[[list[Fraction]], Any]]] = {
    "trips": ("riders", len),
    "fares": ("fare", sum),
    "mean": ("fare", lambda numbers: sum(numbers) / len(numbers)),
    "least": ("fare", min),
    "most": ("fare", max),
    "ninth": ("fare", lambda numbers: _quantile(numbers, Fraction(9, 10))),
    "middle": ("distance", lambda numbers: _quantile(numbers, Fraction(1, 2))),
    "riders": ("riders", sum),
}


def _quantile(numbers: list[Fraction], share: Fraction) -> Fraction:
    """As pandas finds it, with fractions: on the line between the two that it lies between."""
    ordered = sorted(numbers)
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def brute(group: pd.DataFrame, name: str, aside: int) -> Fraction:
    """A number of a group with all of its numbers as far to one side as their rounding lets them be."""
    column, way = WAYS[name]
    step = STEPS[column]
    exactly = [Fraction(round(Fraction(each) / step)) * step if step else Fraction(int(each)) for each in group[column]]
    return Fraction(way([each + aside * step / 2 for each in exactly]))


def cell(dataset: Dataset, row: str, column: str) -> tuple[Fraction, Fraction, Fraction]:
    """A number and the ends of its range."""
    place = [each[dataset.description.key[0]] for each in dataset.rows].index(row)
    assert dataset.computed is not None
    number, half = Fraction(dataset.rows[place][column]), dataset.computed.half(column, place)
    return number - half, number, number + half


@pytest.mark.parametrize("seed", range(3))
def test_values_and_ranges_are_those_of_two_runs(tmp_path: Path, seed: int) -> None:
    """Sums, means, extremes, quantiles and counts of groups are what pandas finds, low and high."""
    data = trips(300 + 37 * seed, seed)
    found = computed(tmp_path, data=data)
    assert [row["region"] for row in found.rows] == sorted(data["region"].unique())
    for region, group in data.groupby("region"):
        for name in WAYS:
            wanted = [float(brute(group, name, aside)) for aside in (-1, 0, 1)]
            assert list(map(float, cell(found, str(region), name))) == pytest.approx(wanted, rel=1e-14), (region, name)


def test_a_figure_has_the_range_of_its_cell(tmp_path: Path) -> None:
    """What prose writes of such a table lies as far as the sum of so many rounded numbers may."""
    data = trips()
    figure = analysed(tmp_path, data=data).figures["by_region.norte.fares"]
    group = data[data["region"] == "Norte"]
    assert figure.known.value == brute(group, "fares", 0)
    assert (figure.known.low, figure.known.high) == (brute(group, "fares", -1), brute(group, "fares", 1))
    assert figure.unit == "USD"
    assert figure.sources == ("city",)


def test_a_mean_is_said_to_go_on(tmp_path: Path) -> None:
    """A mean is stated by nobody: it is known to no step, and its decimals go on."""
    data = trips(3).assign(region="Norte", fare=[1.0, 1.0, 2.0])
    known = analysed(tmp_path, data=data).figures["by_region.norte.mean"].known
    assert known.step is None
    assert not known.is_stated
    assert not known.ends


def test_a_sum_is_a_multiple_of_what_it_sums(tmp_path: Path) -> None:
    """What is rounded to quarters sums up to quarters; what is exact is whole."""
    figures = analysed(tmp_path, data=trips()).figures
    assert str(figures["by_region.norte.fares"].known.step) == "0.25"
    assert figures["by_region.norte.riders"].known.is_exact
    assert figures["by_region.norte.trips"].unit == "trip"


@pytest.mark.parametrize("order", [1, -1], ids=["as they stand", "turned round"])
def test_a_sum_does_not_depend_on_the_order_of_rows(tmp_path: Path, order: int) -> None:
    """Tenths are no binary fractions; they are counted, so their sum is exact in any order."""
    data = trips(5_000).iloc[::order]
    whole = function('trips.group_by("region").agg(fares=_.distance.sum())', ["region", "fares"])
    found = computed(tmp_path, whole, data)
    tenths = {region: sum(round(each * 10) for each in group) for region, group in data.groupby("region")["distance"]}
    assert {row["region"]: Fraction(row["fares"]) for row in found.rows} == {
        region: Fraction(each, 10) for region, each in tenths.items()
    }


def test_only_rows_that_count_are_counted(tmp_path: Path) -> None:
    """A filter and a condition of one column leave numbers out of a sum, and out of how far it may lie."""
    data = trips()
    asked = 'trips.filter(_.region != "Centro").group_by("region").agg(fares=_.fare.sum(where=_["class"] == 2))'
    found = computed(tmp_path, function(asked, ["region", "fares"]), data)
    for region in ("Norte", "Ñuble"):
        group = data[(data["region"] == region) & (data["class"] == 2)]
        assert cell(found, region, "fares") == tuple(brute(group, "fares", aside) for aside in (-1, 0, 1))
    assert len(found.rows) == 2


def test_a_join_counts_a_number_as_often_as_it_stands_there(tmp_path: Path) -> None:
    """A row that is joined to two is summed twice, and moves twice as far."""
    asked = 'trips.join(other, "region").group_by("region").agg(fares=_.fare.sum())'
    data = pd.DataFrame({"region": ["Norte", "Norte", "Centro"], "fare": [1.25, 2.5, 4.0]})
    zones = [{"name": "region", "type": "string"}, {"name": "zone", "type": "integer"}]
    other = {"name": "other", "path": "other.csv", "engine": True, "source": "city", "schema": {"fields": zones}}
    own = function(asked, ["region", "fares"], given="trips, other")
    folder = engine_brief(tmp_path, own, data, fields=[FIELDS[0], FIELDS[2]], period=None, also=[other])
    (folder / "data/other.csv").write_text("region,zone\nNorte,1\nNorte,2\nCentro,3\n", encoding="utf-8")
    found = analyse(folder, "en").datasets["it"]
    assert cell(found, "Norte", "fares") == (
        Fraction(7),
        Fraction(15, 2),
        Fraction(8),
    )  # four numbers, half a step each
    assert cell(found, "Centro", "fares") == (Fraction(31, 8), Fraction(4), Fraction(33, 8))


def test_other_functions_take_what_the_engine_computed(tmp_path: Path) -> None:
    """A share of a sum is derived from the table, whose cells move within their own ranges."""
    data = trips()
    derived = (
        'def share(by_region) -> "1, share":\n    """Share"""\n'
        '    return by_region.loc["Norte", "fares"] / by_region["fares"].sum()\n'
    )
    folder = engine_brief(tmp_path, data=data)
    (folder / "analysis/derived.py").write_text(derived, encoding="utf-8")
    figure = analyse(folder, "en").figures["share"]
    groups = {region: group for region, group in data.groupby("region")}  # noqa: C416 -- names and tables
    low, value, high = (
        {region: brute(group, "fares", aside) for region, group in groups.items()} for aside in (-1, 0, 1)
    )
    others = [each for each in groups if each != "Norte"]
    assert figure.value == pytest.approx(float(value["Norte"] / sum(value.values())))
    assert figure.range.low == pytest.approx(float(low["Norte"] / (low["Norte"] + sum(high[each] for each in others))))
    assert figure.range.high == pytest.approx(
        float(high["Norte"] / (high["Norte"] + sum(low[each] for each in others)))
    )


@pytest.mark.parametrize(
    ("unit", "rows"),
    [("Y", ["2022"]), ("Q", ["2022-Q1"]), ("M", ["2022-01", "2022-02", "2022-03"])],
    ids=["years", "quarters", "months"],
)
def test_periods_tell_rows_apart(tmp_path: Path, unit: str, rows: list[str]) -> None:
    """Days cut to years, quarters and months are periods, and say when their rows are of."""
    asked = f'trips.group_by(when=_.day.truncate("{unit}")).agg(fares=_.fare.sum())'
    found = computed(tmp_path, function(asked, ["when", "fares"]))
    assert [row["when"] for row in found.rows] == rows
    assert [found.row_period(place) for place in range(len(rows))] == rows
    assert found.times is not None


def test_what_no_key_tells_is_of_all_days_of_its_rows(tmp_path: Path) -> None:
    """A row of a region is of the time from its first day to its last."""
    data = trips()
    found = computed(tmp_path, data=data)
    days = data[data["region"] == "Centro"]["day"]
    assert found.row_period(0) == f"{days.min().isoformat()}/{days.max().isoformat()}"


def test_one_number_of_all_rows_is_a_table_of_one_row(tmp_path: Path) -> None:
    """What groups by nothing has one row, which the docstring calls by a word of its own."""
    asked = function("trips.agg(trips=_.count())", ["name", "trips", "all"], name="whole", unit="trips: trip")
    figure = analysed(tmp_path, asked, trips(77)).figures["whole.all.trips"]
    assert (figure.value, figure.unit, figure.label) == (77, "trip", "Trips, All")


def test_truths_are_counted(tmp_path: Path) -> None:
    """The mean of a truth is the share of rows for which it holds, exactly."""
    asked = 'trips.group_by("region").agg(share=(_["class"] == 1).mean())'
    data = trips()
    found = computed(tmp_path, function(asked, ["region", "share"]), data)
    group = data[data["region"] == "Norte"]["class"]
    low, value, high = cell(found, "Norte", "share")
    assert low == value == high
    assert float(value) == pytest.approx((group == 1).mean(), rel=1e-14)


@pytest.mark.parametrize(
    ("unit", "value", "shown"),
    [("trip", 77.0, "trip"), ("kilotrip", 0.077, "kilotrip"), ("percent", 7700.0, "percent"), ("1", 77.0, "1")],
)
def test_a_count_has_the_unit_that_is_declared(tmp_path: Path, unit: str, value: float, shown: str) -> None:
    """77 trips are 0.077 thousand trips, and nothing else."""
    asked = function("trips.agg(trips=_.count())", ["name", "trips", "all"], name="whole", unit=f"trips: {unit}")
    figure = analysed(tmp_path, asked, trips(77)).figures["whole.all.trips"]
    assert figure.value == pytest.approx(value)
    assert figure.unit == shown


def test_a_share_of_truths_is_a_percentage_where_that_is_declared(tmp_path: Path) -> None:
    """Half of all is 50 percent."""
    data = trips(4).assign(region="Norte", riders=[1, 1, 2, 2])
    asked = 'trips.group_by("region").agg(share=(_.riders == 1).mean())'
    own = function(asked, ["region", "share"], unit="share: percent, share")
    figure = analysed(tmp_path, own, data).figures["it.norte.share"]
    assert (figure.value, figure.unit, figure.kind) == (50, "percent", "share")


@pytest.mark.parametrize("column", ["Int64", "decimal", "float32"])
def test_each_type_of_number_is_read_exactly(tmp_path: Path, column: str) -> None:
    """Whole numbers, decimal numbers and short binary fractions on steps of a half come to the same sum."""
    halves = [1, 4, 7, 11, 1_000_001]
    steps: Any = 1 if column == "Int64" else 0.5
    numbers: dict[str, Any] = {
        "Int64": pd.array(halves, dtype="Int64"),
        "decimal": [Decimal(each) / 2 for each in halves],
        "float32": pd.array([each / 2 for each in halves], dtype="float32"),
    }
    data = pd.DataFrame({"region": "Norte", "fare": numbers[column]})
    fields = [FIELDS[0], {**FIELDS[2], "rounded_to": steps}]
    asked = function('trips.group_by("region").agg(fares=_.fare.sum(), middle=_.fare.median())',
                     ["region", "fares", "middle"])  # fmt: skip
    found = computed(tmp_path, asked, data, fields=fields, period=None)
    one = Fraction(1) if column == "Int64" else Fraction(1, 2)
    assert cell(found, "Norte", "fares")[1] == sum(halves) * one
    assert cell(found, "Norte", "middle")[1] == 7 * one


def test_the_example_of_the_manual_works(tmp_path: Path) -> None:
    """The package and the function that it shows make the table that it says."""
    section = documents.page("large-data")
    package, code = (re.findall(rf"```{kind}\n(.+?)```", section, re.DOTALL)[0] for kind in ("json", "python"))
    folder = engine_brief(tmp_path, code, path=None)
    (folder / "data/datapackage.json").write_text(package.replace("city2022", "city"), encoding="utf-8")
    (folder / "data/trips").mkdir()
    data = trips(90)
    data.to_parquet(folder / "data/trips/2022.parquet")
    found = analyse(folder, "en")
    assert found.figures["by_region.norte.trips"].value == (data["region"] == "Norte").sum()
    assert found.shown["by_region"].head == ("Region", "Trips", "Fares", "Mean fare")
    assert "; amounts: our calculation." in found.shown["by_region"].markdown  # no source states what it computed


def test_a_sum_of_no_rows_is_an_empty_cell(tmp_path: Path) -> None:
    """Where no row of a group counts there is no sum, and no mean; the count is nothing."""
    data = trips(40).assign(riders=1)
    data.loc[data["region"] == "Norte", "riders"] = 4
    asked = """trips.group_by("region").agg(
    fares=_.fare.sum(where=_.riders > 3), mean=_.fare.mean(where=_.riders > 3), trips=_.count(where=_.riders > 3)
)"""
    found = analysed(tmp_path, function(asked, ["region", "fares", "mean", "trips"]), data)
    assert [row[1:] for row in found.shown["it"].rows if row[0] != "Norte"] == [("–", "–", "0"), ("–", "–", "0")]
    assert "it.centro.fares" not in found.figures
    norte = data[data["region"] == "Norte"]
    assert found.figures["it.norte.fares"].value == norte["fare"].sum()
    assert found.figures["it.norte.trips"].value == len(norte)


def test_a_count_is_no_share(tmp_path: Path) -> None:
    """One of three is one, and not all of it: in the table, and in what is derived from it."""
    data = trips(3).assign(region=["Norte", "Centro", "Centro"])
    folder = engine_brief(tmp_path, function('trips.group_by("region").agg(n=_.count())', ["region", "n"]), data)
    derived = 'def one(it):\n    """One"""\n    return it.loc["Norte", "n"]\n'
    (folder / "analysis/derived.py").write_text(derived, encoding="utf-8")
    found = analyse(folder, "en")
    assert found.shown["it"].rows == (("Centro", "2"), ("Norte", "1"))
    assert found.figures["one"].kind == found.figures["it.norte.n"].kind == "number"
    assert found.figures["one"].value == 1
