"""Statistics that a brief's functions compute of tables: their shown ranges, against all corners tried by hand here."""

import itertools
import json
import random
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from briefs import analysed
from seeds import seeds
from statbrief.errors import StatbriefError
from statbrief.figures.figure import Figure

Numbers = npt.NDArray[np.float64]
HALF = 5.0
GROUPS = ("north", "south", "west")


def analysed_figures(folder: Path, a: Numbers, b: Numbers, code: str) -> Mapping[str, Figure]:
    """What functions give of a table of months, in each of which a region has two numbers, `a` and `b`."""
    fields = [
        {"name": "month", "type": "yearmonth"},
        {"name": "region", "type": "string"},
        *({"name": name, "type": "number", "unit": "visa", "rounded_to": 2 * HALF} for name in "ab"),
    ]
    table = {"name": "t", "path": "table.csv", "source": "agency", "period": "{month}"}
    package = json.dumps({"resources": [table | {"schema": {"primaryKey": "month", "fields": fields}}]})
    rows = "".join(
        f"20{20 + place // 12}-{place % 12 + 1:02},{GROUPS[place % 3]},{one:g},{other:g}\n"
        for place, (one, other) in enumerate(zip(a, b, strict=True))
    )
    return analysed(folder, figures="", package=package, dataset="month,region,a,b\n" + rows, derived=code).figures


def function(name: str, result: str) -> str:
    """A function of the brief, of the columns' plain numbers."""
    given = 'a, b = t["a"].pint.magnitude, t["b"].pint.magnitude'
    return f'def {name}(t):\n    """{name}"""\n    {given}\n    return {result}\n\n\n'


def deviations(v: Numbers) -> Numbers:
    """Each number less the mean."""
    less: Numbers = v - v.mean(axis=-1, keepdims=True)
    return less


def spread(v: Numbers) -> Numbers:
    """Standard deviation, of a sample."""
    found: Numbers = np.sqrt((deviations(v) ** 2).sum(axis=-1) / (v.shape[-1] - 1))
    return found


def group_means(v: Numbers) -> Numbers:
    """The mean of each region's numbers."""
    return np.stack([v[..., place :: len(GROUPS)].mean(axis=-1) for place in range(len(GROUPS))], axis=-1)


OF_BOTH: dict[str, tuple[str, Callable[[Numbers, Numbers], Numbers]]] = {
    "slope": (
        "float(np.polyfit(a, b, 1)[0])",
        lambda a, b: (deviations(a) * b).sum(axis=-1) / (deviations(a) ** 2).sum(axis=-1),
    ),
    "covariance": ("float(np.cov(a, b)[0, 1])", lambda a, b: (deviations(a) * b).sum(axis=-1) / (a.shape[-1] - 1)),
    "correlation": (
        "float(a.corr(b))",
        lambda a, b: (deviations(a) * b).sum(axis=-1) / (a.shape[-1] - 1) / spread(a) / spread(b),
    ),
    "linked": (
        "float((np.diff(a) * b[1:]).sum())",
        lambda a, b: ((a[..., 1:] - a[..., :-1]) * b[..., 1:]).sum(axis=-1),
    ),
    "between_groups": ('float(a.groupby(t["region"]).mean().std())', lambda a, _: spread(group_means(a))),
    "every_one": ("int((a > b).all())", lambda a, b: (a > b).all(axis=-1).astype(float)),
    "any_one": ("int((a > b).any())", lambda a, b: (a > b).any(axis=-1).astype(float)),
}
CODE = "import numpy as np\n\n\n" + "".join(function(name, result) for name, (result, _) in OF_BOTH.items())


def months(seed: int) -> tuple[Numbers, Numbers]:
    """Three to six months of two numbers, stated to the nearest ten; the first ones are below the others."""
    chance = random.Random(seed)  # noqa: S311 -- the same ones each time
    length = 3 + seed % 4
    a = np.array([chance.randrange(40, 60) * 10.0 for _ in range(length)])
    b = np.array([one + chance.choice((-10.0, 0.0, 10.0)) for one in a])
    a[0], b[0] = 370.0, 380.0
    return a, b


@pytest.mark.thorough
@pytest.mark.parametrize("seed", seeds(1, 40))
def test_the_range_of_a_statistic_holds_all_corners(tmp_path: Path, seed: int) -> None:
    """Ends that are left out by a hair, for what is stated may be just there, and is not reached by a count."""
    a, b = months(seed)
    figures = analysed_figures(tmp_path, a, b, CODE)
    moved = HALF * (1 - 1e-9) * np.array(list(itertools.product((-1.0, 1.0), repeat=2 * len(a))))
    for name, (_, oracle) in OF_BOTH.items():
        results = oracle(a + moved[:, : len(a)], b + moved[:, len(a) :])
        little = 1e-6 * (results.max() - results.min()) + 1e-12
        assert figures[name].range.low <= results.min() + little, name
        assert figures[name].range.high >= results.max() - little, name


@pytest.mark.thorough
def test_the_covariance_of_fifteen_months_is_that_of_all_their_corners(tmp_path: Path) -> None:
    """Of one column all corners, and of the other each number where its weight then sends it: no end is left out."""
    chance = random.Random(15)  # noqa: S311 -- the same ones each time
    a, b = (np.array([chance.randrange(46, 54) * 10.0 for _ in range(15)]) for _ in range(2))
    weights = deviations(a + HALF * np.array(list(itertools.product((-1.0, 1.0), repeat=15)))) / 14
    middle, width = weights @ b, HALF * np.abs(weights).sum(axis=-1)
    code = "import numpy as np\n\n\n" + function("it", "float(np.cov(a, b)[0, 1])")
    found = analysed_figures(tmp_path, a, b, code)["it"].range
    assert found.low == pytest.approx((middle - width).min())
    assert found.high == pytest.approx((middle + width).max())


def test_differences_of_nothing_have_a_least_square(tmp_path: Path) -> None:
    """Three months within a step of each other may be the same; at most each is a step further from the next."""
    code = "import numpy as np\n\n\n" + function("it", "float((np.diff(a) ** 2).mean())")
    found = analysed_figures(tmp_path, np.array([500.0, 510.0, 500.0]), np.array([10.0, 20.0, 30.0]), code)["it"].range
    assert found.low == pytest.approx(0, abs=1e-3)
    assert found.high == (20**2 + 20**2) / 2


def test_what_leaps_where_it_turns_has_no_range(tmp_path: Path) -> None:
    """Which of two numbers is taken hangs on a comparison: where it changes, no end can be climbed to."""
    code = function("it", "float(b.iloc[1] - a.iloc[0]) if a.iloc[1] + a.iloc[2] > 2 * a.iloc[0] else float(a.iloc[2])")
    with pytest.raises(StatbriefError, match=r"it: leaps where t\[2020-01, a\] passes 500,"):
        analysed_figures(tmp_path, np.array([500.0, 500.0, 500.0]), np.array([200.0, 10.0, 30.0]), code)


@pytest.mark.parametrize(
    "code", ["a.iloc[0] + (7 if a.iloc[0] < 504 else 0)", "a.iloc[0] % 5", "a.iloc[0] - int(a.iloc[0])"]
)
def test_what_leaps_on_its_way_up_has_no_range(tmp_path: Path, code: str) -> None:
    """From 495 to 505 all rise but at one place or more, where they fall; their highest is just before that."""
    with pytest.raises(StatbriefError, match=r"it: (leaps|both rises and falls)"):
        analysed_figures(tmp_path, np.array([500.0, 610.0]), np.array([200.0, 10.0]), function("it", f"float({code})"))
