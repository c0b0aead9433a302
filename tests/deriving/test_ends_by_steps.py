"""A range by steps hangs on the few numbers that are so near that their rounding leaves open which is the larger.

Expectations are told by hand from where the numbers' ranges meet, and in fractions from all that these may be.
"""

import functools
import itertools
import random
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import pytest

from named_briefs import HEAD, named
from statbrief.data.bibliography import read_sources
from statbrief.data.period_keys import strict_periods
from statbrief.data.read_datasets import read_datasets
from statbrief.data.units import load_units
from statbrief.deriving.ends_by_steps import ends_by_steps
from statbrief.deriving.evaluation import Evaluation
from statbrief.errors import DerivingError
from statbrief.figures.functions import load_callables, read_functions

FIRST = "next((n for n, (one, two) in enumerate(pairwise(v)) if two <= one), 99)"
FALLS = "sum(two < one for one, two in pairwise(v))"
ABOVE = "sum(each > 20 for each in v)"


def evaluation_of(folder: Path, numbers: Sequence[int], result: str) -> Evaluation:
    """A function `it` of the numbers `v` of a table, each known to one."""
    rows = [f"{2000 + place // 12}-{place % 12 + 1:02},Ayutla,{number}\n" for place, number in enumerate(numbers)]
    code = f"""from itertools import pairwise


def it(table):
    \"\"\"It\"\"\"
    v = table["arrests"].pint.magnitude
    return {result}
"""
    brief = named(folder / "brief", code, counts=HEAD + "".join(rows), rounded_to=1)
    registry = load_units(brief / "data/units.txt")
    datasets = read_datasets(brief, registry, read_sources(brief))
    functions = {each.name: each for each in read_functions(brief, "analysis/derived.py", DerivingError)}
    callables = load_callables(brief, functions.values(), DerivingError)
    evaluation = Evaluation(brief / "analysis/derived.py", {}, datasets, functions, callables, registry)
    evaluation.units["it"] = evaluation.no_unit
    return evaluation


def reach(evaluation: Evaluation) -> tuple[float, float]:
    """The least and the greatest that is found, once the function was called near where the numbers stand."""
    magnitude = functools.partial(evaluation.in_its_unit, "it")
    leaves = evaluation.datasets["table"].cells()
    with strict_periods(evaluation.path.parent.parent):
        evaluation.result("it", {leaves[0].key: leaves[0].value + 0.25})
        ends = ends_by_steps(evaluation, evaluation.functions["it"], magnitude, leaves)
        assert ends is not None
        return magnitude(ends[0]), magnitude(ends[1])


def hanging(evaluation: Evaluation) -> set[int]:
    """The places of the numbers that it is known to hang on."""
    found = evaluation.hanging(evaluation.functions["it"], evaluation.datasets["table"].cells())
    assert found is not None
    return {place for _, _, place in found}


def test_what_is_asked_only_where_rounding_goes_the_other_way_counts_too(tmp_path: Path) -> None:
    """The first that is no larger than the one before: of 30 and 30, else of 80 and 80, else of 100 and 70."""
    numbers = [10, 20, 30, 30, 40, 60, 70, 80, 80, 100, 70, *range(110, 400, 10)]
    evaluation = evaluation_of(tmp_path, numbers, FIRST)
    assert reach(evaluation) == (numbers.index(30), numbers.index(100))
    assert hanging(evaluation) == {2, 3, 7, 8}


def test_of_numbers_that_are_far_apart_none_is_moved(tmp_path: Path) -> None:
    """Each is ten more than the one before, and known to one."""
    evaluation = evaluation_of(tmp_path, range(10, 500, 10), FALLS)
    assert (reach(evaluation), hanging(evaluation)) == ((0, 0), set())


def test_a_number_that_code_has_by_itself_may_be_near_too(tmp_path: Path) -> None:
    """20 is above 20 or not, 21 is, as 20.5 is."""
    evaluation = evaluation_of(tmp_path, [*range(1, 20), 20, 21, *range(30, 50)], ABOVE)
    assert (reach(evaluation), hanging(evaluation)) == ((21, 22), {19})


@pytest.mark.always("0", "3")
@pytest.mark.parametrize("seed", range(6))
def test_a_count_goes_as_far_as_the_near_ones_let_it(tmp_path: Path, seed: int) -> None:
    """Of fifty numbers, against all that the near ones may be, in fractions."""
    chance = random.Random(seed)  # noqa: S311 -- the same each time
    numbers = [100 + 10 * place * chance.choice((1, 1, -1)) for place in range(50)]
    near = sorted(chance.sample(range(1, 49, 3), 3))
    for place in near:
        numbers[place] = numbers[place - 1] + chance.choice((0, 1, -1))
    parts = [[Fraction(share, 9) - Fraction(1, 2) for share in (0, 1, 4, 9)] for _ in range(2 * len(near))]
    found = set()
    for moves in itertools.product(*parts):
        moved = dict(zip([each - at for each in near for at in (0, 1)], moves, strict=True))
        held = [number + moved.get(place, 0) for place, number in enumerate(numbers)]
        found.add(sum(later < earlier for earlier, later in itertools.pairwise(held)))
    assert reach(evaluation_of(tmp_path, numbers, FALLS)) == (min(found), max(found))
