"""Counts and ranks of what is compared: how far the rounding lets them go, against all corners tried by hand here."""

import itertools
import json
import random
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest

from briefs import analysed
from statbrief.figures.figure import Derived, Figure

Result = Callable[[Sequence[Fraction]], int]


def figure(folder: Path, numbers: Sequence[str], step: str, result: str) -> Figure:
    """What a function of the numbers `v` of a monthly table gives."""
    fields = [
        {"name": "month", "type": "yearmonth"},
        {"name": "v", "type": "number", "unit": "visa", "rounded_to": float(step)},
    ]
    table = {"name": "t", "path": "table.csv", "source": "agency", "period": "{month}"}
    months = pd.period_range("2020-01", periods=len(numbers), freq="M")
    rows = "".join(f"{month},{number}\n" for month, number in zip(months, numbers, strict=True))
    package = json.dumps({"resources": [table | {"schema": {"primaryKey": "month", "fields": fields}}]})
    code = f'def it(t):\n    """It"""\n    v = t["v"].pint.magnitude\n    return {result}\n'
    return analysed(folder, figures="", package=package, dataset="month,v\n" + rows, derived=code).figures["it"]


def reach(numbers: Sequence[str], step: str, result: Result) -> tuple[int, int]:
    """The least and the greatest result over a grid of places within their ranges, ends included, in fractions."""
    half = Fraction(step) / 2
    places = [[Fraction(each) + half * Fraction(share, 2) for share in range(-2, 3)] for each in numbers]
    found = [result(corner) for corner in itertools.product(*places)]
    return min(found), max(found)


def rises(v: Sequence[Fraction]) -> list[Fraction]:
    """Each number less the one before."""
    return [later - earlier for earlier, later in itertools.pairwise(v)]


V = ["10.0", "10.1", "10.1", "10.3"]
CASES: dict[str, Result] = {
    "int((v.diff() > 0.15).sum())": lambda v: sum(each > Fraction("0.15") for each in rises(v)),
    "int((v.diff() > 0.05).sum())": lambda v: sum(each > Fraction("0.05") for each in rises(v)),
    "int((v.diff() > 0).sum())": lambda v: sum(each > 0 for each in rises(v)),
    "int((v.pct_change() > 0.005).sum())": lambda v: sum(
        b / a - 1 > Fraction("0.005") for a, b in itertools.pairwise(v)
    ),
    "int((v > v.mean()).sum())": lambda v: sum(each > sum(v) / len(v) for each in v),
    'int(v.diff().dropna().rank(ascending=False, method="min").iloc[0])': lambda v: (
        1 + sum(each > rises(v)[0] for each in rises(v))
    ),
    'int(v.rank(method="min").iloc[1])': lambda v: 1 + sum(each < v[1] for each in v),
    "int((v > 10.12).sum())": lambda v: sum(each > Fraction("10.12") for each in v),
}


@pytest.mark.always("int((v.diff() > 0).sum())", "int((v > v.mean()).sum())")
@pytest.mark.parametrize("result", CASES.keys())
def test_a_count_of_comparisons_goes_as_far_as_its_numbers_let_it(tmp_path: Path, result: str) -> None:
    """Numbers that move together are looked for too: one alone often changes nothing."""
    found = figure(tmp_path, V, "0.1", result)
    assert (found.range.low, found.range.high) == reach(V, "0.1", CASES[result])


@pytest.mark.parametrize(
    ("result", "reach"),
    [
        ("int((v > 15).sum())", (3, 4)),  # 20 may be 15, and 30 cannot
        pytest.param("int((v >= 15).sum())", (4, 5), marks=pytest.mark.thorough),  # nor can 10 be more
        pytest.param(
            "int((v > v.iloc[1]).sum())", (1, 3), marks=pytest.mark.thorough
        ),  # 20, which two of the others may be, at 25
        ('int(v.rank(ascending=False, method="min").iloc[3])', (1, 1)),
        pytest.param('int(v.rank(ascending=False, method="max").iloc[3])', (1, 3), marks=pytest.mark.thorough),
        pytest.param("int((v.diff() > 0).sum())", (1, 3), marks=pytest.mark.thorough),
    ],
)
def test_a_range_holds_its_ends_at_which_neighbours_meet(tmp_path: Path, result: str, reach: tuple[int, int]) -> None:
    """10 and 20, both to the nearest ten, may both be 15; found here with fractions, of all ends and middles."""
    numbers = ["10", "20", "30", "40", "30"]
    found = figure(tmp_path, numbers, "10", result)
    places = [(Fraction(each) - 5, Fraction(each), Fraction(each) + 5) for each in numbers]
    at_corners = {_at(result, corner) for corner in itertools.product(*places)}
    assert (found.range.low, found.range.high) == (min(at_corners), max(at_corners)) == reach


def _at(result: str, v: Sequence[Fraction]) -> int:
    """What each of these comes to, by hand."""
    return {
        "int((v > 15).sum())": sum(each > 15 for each in v),
        "int((v >= 15).sum())": sum(each >= 15 for each in v),
        "int((v > v.iloc[1]).sum())": sum(each > v[1] for each in v),
        'int(v.rank(ascending=False, method="min").iloc[3])': 1 + sum(each > v[3] for each in v),
        'int(v.rank(ascending=False, method="max").iloc[3])': sum(each >= v[3] for each in v),
        "int((v.diff() > 0).sum())": sum(each > 0 for each in rises(v)),
    }[result]


@pytest.mark.thorough
def test_a_share_of_them_does_so_too(tmp_path: Path) -> None:
    """Which is no whole number, and goes by steps all the same."""
    found = figure(tmp_path, V, "0.1", "float((v.diff().dropna() > 0.15).mean())")
    assert found.range.low == 0
    assert found.range.high == pytest.approx(2 / 3)


@pytest.mark.thorough
def test_of_many_numbers_the_range_is_found_by_climbing(tmp_path: Path) -> None:
    """Twenty of thirty rises are 0.03 above the threshold: none of them is surely so, and no other can be."""
    numbers = [f"{100 + place * 10 + (place % 3) * 0.3:.1f}" for place in range(31)]
    assert [float(each) for each in rises(list(map(Fraction, numbers)))][:3] == [10.3, 10.3, 9.4]
    found = figure(tmp_path, numbers, "0.1", "int((v.diff() > 10.27).sum())")
    assert (found.value, found.range.low, found.range.high) == (20, 0, 20)


def rises_within(numbers: Sequence[str], step: str, least: str) -> tuple[int, int]:
    """How many rises by more than `least` there are at least, and at most, one number after the other."""
    half = Fraction(step) / 2
    places = [[Fraction(each) + half * Fraction(share, 12) for share in range(-12, 13)] for each in numbers]
    reached = []
    for sign in (1, -1):
        known = dict.fromkeys(places[0], 0)
        for later in places[1:]:
            known = {
                there: max(count + sign * (there - here > Fraction(least)) for here, count in known.items())
                for there in later
            }
        reached.append(sign * max(known.values()))
    return reached[1], reached[0]


@pytest.mark.thorough
@pytest.mark.parametrize("least", ["0.15", pytest.param("0", marks=pytest.mark.every_seed)])
def test_of_many_rises_none_is_left_out(tmp_path: Path, least: str) -> None:
    """Twenty months about a tenth from each other: what one of them may be opens, or closes, what the next may."""
    chance = random.Random(6)  # noqa: S311 -- the same ones each time
    numbers = [f"{100 + (place + chance.randrange(-3, 4)) / 10:.1f}" for place in range(20)]
    found = figure(tmp_path, numbers, "0.1", f"int((v.diff() > {least}).sum())")
    assert (found.range.low, found.range.high) == rises_within(numbers, "0.1", least)
    assert isinstance(found.origin, Derived)
    assert len(found.origin.rows["t"]) == len(numbers)  # each of which ends a rise where it begins another


@pytest.mark.thorough
def test_a_rank_among_many_is_told_by_what_overlaps(tmp_path: Path) -> None:
    """All that may be larger, and all that must be, by the ends of their ranges."""
    chance = random.Random(8)  # noqa: S311 -- the same ones each time
    numbers = [f"{100 + 4 * chance.randrange(15) / 10:.1f}" for _ in range(40)]
    found = figure(tmp_path, numbers, "0.4", "int(v.rank(ascending=False, method='min').iloc[20])")
    own, *others = Fraction(numbers[20]), *map(Fraction, numbers[:20] + numbers[21:])
    reach = Fraction("0.4")
    assert found.range.low == 1 + sum(each - own > reach for each in others)  # at the very ends two may be the same
    assert found.range.high == 1 + sum(own - each < reach for each in others)


def test_what_is_chosen_among_numbers_goes_by_no_steps(tmp_path: Path) -> None:
    """The larger of two is moved by its rounding as ever."""
    found = figure(tmp_path, V, "0.1", "float(v.max())")
    assert found.range.low == pytest.approx(10.25)
    assert found.range.high == pytest.approx(10.35)


@pytest.mark.parametrize("statistic", ["median()", "quantile(0.25)", "quantile(0.75)"])
def test_of_numbers_that_are_the_same_none_is_left_out(tmp_path: Path, statistic: str) -> None:
    """Five months, three of them alike: what lies in their midst is of all five, though no single one moves it."""
    found = figure(tmp_path, ["1", "2", "2", "2", "9"], "1", f"float(v.{statistic})")
    assert found.period == "2020-01/2020-05"
