"""Large tables in which many numbers are the same, as ages are: what the largest of them is part of, or the middle one.

Where all cells move together, the largest less the smallest stays what it is; but one may be half a year more and the
other half a year less. Expectations are arithmetic on the ends of each, or ages drawn by lot within their rounding.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ages import OLDEST, ROWS, TABLE, YOUNGEST, made
from statbrief.analysis.analysis import Analysis
from statbrief.arithmetic.even_parts import EvenParts
from statbrief.errors import DerivingError

AGES = TABLE["age"].to_numpy(float)
KNOWN = {"oldest": "max", "youngest": "min", "middle": "median", "mean": "mean", "total": "sum"}
OF_FIGURES = {
    "between": "oldest - youngest",
    "skew": "middle - mean",
    "times": "oldest / mean",
    "less": "oldest - total / 10000",
    "place": "(mean - youngest) / (oldest - youngest)",
}
"""What is made of such figures."""
OF_ONE = {name: result for name, result in OF_FIGURES.items() if name in {"skew", "times", "less"}}
"""What is made in one function, too."""


def code(name: str, inputs: str, result: str, returns: str = "") -> str:
    """A function that returns something."""
    return f'def {name}({inputs}){returns}:\n    """{name}"""\n    return {result}\n\n\n'


BEHIND = "".join(code(name, "ages", f'ages["age"].{how}()') for name, how in KNOWN.items())


@pytest.fixture(scope="module")
def analysis(tmp_path_factory: pytest.TempPathFactory) -> Analysis:
    """Figures of such figures."""
    derived = BEHIND + "".join(code(name, ", ".join(KNOWN), result) for name, result in OF_FIGURES.items())
    for name, result in OF_ONE.items():
        parts = (f'ages["age"].{KNOWN[each]}()' if each in KNOWN else each for each in result.split())
        derived += code(f"one_{name}", "ages", " ".join(parts))
    derived += code("own", "ages, mean", 'ages["age"].max() - mean') + code("half", "between", "between / 2")
    derived += code("again", "between, oldest", "between - oldest")
    return made(tmp_path_factory.mktemp("ties") / "brief", derived)


def drawn() -> list[np.ndarray]:
    """Ages elsewhere within their rounding: all and some at ends, by size too, and each by lot."""
    lot = np.random.default_rng(7)
    limits = [YOUNGEST + 1, 30, AGES.mean(), np.median(AGES), np.median(AGES) + 1, OLDEST]
    by_size = [np.where(limit > AGES, -sign, sign) for limit in limits for sign in (1, -1)]
    by_lot = [lot.choice([-1, 1], ROWS) for _ in range(20)] + [lot.uniform(-1, 1, ROWS) for _ in range(20)]
    alone = [
        np.where(np.arange(ROWS) == place, sign, -sign) for place in (AGES.argmax(), AGES.argmin()) for sign in (1, -1)
    ]
    return [AGES + each / 2 for each in [*by_size, *by_lot, *alone]]


@pytest.mark.parametrize("name", [*OF_FIGURES, *(f"one_{name}" for name in OF_ONE), "own"])
def test_the_range_holds_all_that_the_rounding_allows(analysis: Analysis, name: str) -> None:
    """Wherever the ages are, each by itself."""
    result = OF_FIGURES.get(name.removeprefix("one_"), "oldest - mean")
    reach = analysis.figures[name].range
    for ages in drawn():
        there = eval(result, {each: getattr(np, how)(ages) for each, how in KNOWN.items()})  # noqa: S307 -- as above
        assert reach.low - 1e-9 <= there <= reach.high + 1e-9


@pytest.mark.parametrize(
    ("name", "reach"),
    [
        ("between", (OLDEST - YOUNGEST - 1, OLDEST - YOUNGEST + 1)),
        ("half", ((OLDEST - YOUNGEST - 1) / 2, (OLDEST - YOUNGEST + 1) / 2)),
        ("times", ((OLDEST - 0.5) / (AGES.mean() + 0.5), (OLDEST + 0.5) / (AGES.mean() - 0.5))),
    ],
)
def test_each_figure_may_be_at_an_end_of_its_own(analysis: Analysis, name: str, reach: tuple[float, float]) -> None:
    """The one at its high end and the other at its low end; what both rest on is behind it."""
    found = analysis.figures[name]
    assert (found.range.low, found.range.high) == pytest.approx(reach, rel=1e-3)
    assert found.period == "2020"
    assert list(found.origin.many) == ["ages"]  # type: ignore[union-attr]
    assert found.origin.many["ages"].count == ROWS  # type: ignore[union-attr]


def test_a_figure_that_stands_for_itself_is_the_same_wherever_it_is(analysis: Analysis) -> None:
    """The oldest is taken away again: what is left is the youngest, to half a year."""
    found = analysis.figures["again"]
    assert (found.value, found.range.low, found.range.high) == (-YOUNGEST, -YOUNGEST - 0.5, -YOUNGEST + 0.5)


def test_those_that_tie_for_the_ends_are_told_from_all_others(tmp_path: Path) -> None:
    """Of one function that takes both: it rises with the oldest, and falls with the youngest."""
    found = made(tmp_path, code("it", "ages", 'ages["age"].max() - ages["age"].min()')).figures["it"].range
    assert (found.low, found.high) == (OLDEST - YOUNGEST - 1, OLDEST - YOUNGEST + 1)


def test_a_name_that_two_figures_of_the_same_cells_leave_open_is_refused(tmp_path: Path) -> None:
    """They are 59 years apart, and 58.4 as well as far as the rounding tells."""
    result = f'"School 1" if (oldest - youngest).magnitude > {OLDEST - YOUNGEST - 0.6} else "School 2"'
    with pytest.raises(DerivingError, match="could return 'School 2' within the rounding of its inputs"):
        made(tmp_path, BEHIND + code("it", "ages, oldest, youngest", result))


TABLES = '''def shares(ages, total):
    """Shares.

    school: School
    share: Share
    """
    by = ages.groupby("school")[["age"]].sum()
    by["share"] = by["age"] / total
    return by[["share"]]


def places(ages, oldest, youngest):
    """Where the mean is between the ends.

    school: School
    place: Place
    """
    by = ages.groupby("school")[["age"]].mean()
    by["place"] = (by["age"] - youngest) / (oldest - youngest)
    return by[["place"]]
'''


def test_a_table_of_what_figures_rest_on_too(tmp_path: Path) -> None:
    """A part moves with its whole; of the mean, the ends are taken where each is."""
    found = made(tmp_path, BEHIND, tables=TABLES).figures
    total = AGES.sum()
    for school, ages in TABLE.groupby("school")["age"]:
        name, count = str(school).lower().replace(" ", "_"), len(ages)
        share, place = found[f"shares.{name}.share"].range, found[f"places.{name}.place"].range
        ends = [(ages.sum() + way * count / 2) / (total + way * (2 * count - ROWS) / 2) for way in (-1, 1)]
        assert (share.low, share.high) == pytest.approx(ends)
        corners = [
            (ages.mean() + one - low) / (high - low)
            for one in (-0.5, 0.5)
            for low in (YOUNGEST - 0.5, YOUNGEST + 0.5)
            for high in (OLDEST - 0.5, OLDEST + 0.5)
        ]
        assert (place.low, place.high) == pytest.approx((min(corners), max(corners)))


def parting(numbers: np.ndarray, result: object) -> EvenParts:
    """What tells of some numbers which of them count alike, moved by half up from all low."""

    def respond(places: np.ndarray, _: int) -> float:
        moved = numbers - 0.5
        moved[places] += 1
        return float(result(moved)) - float(result(numbers - 0.5))  # type: ignore[operator]

    return EvenParts(respond, 3, 100.0, 5_000, ranks=np.argsort(np.argsort(numbers, kind="stable")))


def test_halves_that_both_have_some_of_the_largest_are_not_taken_for_the_same() -> None:
    """Thirty of two thousand tie for the largest: they are a block, and all others are one."""
    numbers = np.concatenate([np.full(1_970, 5.0), np.full(30, 9.0)])
    found = parting(numbers, np.max).parts(np.arange(2_000), np.zeros(0, dtype=int))
    assert found is not None
    largest = {place for each in found if each.weights[0] for place in each.places.tolist()}
    assert set(range(1_970, 2_000)) <= largest < set(range(1_960, 2_000))


def test_numbers_of_which_one_leads_up_and_all_the_others_down_are_no_block() -> None:
    """All of them tie: which of them moves is the same, but not how many do."""
    even = parting(np.full(40, 5.0), lambda each: each.max() - each.mean())
    assert not even.uneven([np.arange(40)])
    assert even.turning([np.arange(40)])
    assert parting(np.full(40, 5.0), np.mean).parts(np.arange(40), np.zeros(0, dtype=int)) is not None
