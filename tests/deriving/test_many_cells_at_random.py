"""Differences and quotients of sums and means over random rows of a large table, each by a function of its own.

The expectation knows nothing of blocks: of the weights that each number has in both, the lowest and highest difference
is told by their sizes, and the lowest and highest quotient is found by Dinkelbach's method (On nonlinear fractional
programming, Management Science 13, 1967), which moves every number by itself.
"""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from claims import HALF, REGIONS, ROWS, TABLE, made
from seeds import seeds

PAIRS = 5
COST = TABLE["cost"].to_numpy(float)


def rows(chance: random.Random) -> tuple[str, pd.Series[bool]]:
    """A condition as code has it, and the rows that meet it."""
    kind = chance.randrange(4)
    if kind == 0:
        region = f"Region {chance.randrange(REGIONS)}"
        return f'claims["region"] == "{region}"', TABLE["region"] == region
    if kind == 1:
        visits = chance.randrange(3, 36)
        return f'claims["visits"].pint.magnitude > {visits}', TABLE["visits"] > visits
    if kind == 2:
        year = chance.randrange(2014, 2024)
        return f'claims["month"].dt.year == {year}', TABLE["month"].str.startswith(str(year))
    first = chance.randrange(ROWS - 200)
    last = first + chance.randrange(30, 200)
    return f"(claims.index >= {first}) & (claims.index < {last})", (TABLE["id"] >= first) & (TABLE["id"] < last)


def ends_of_quotient(one: np.ndarray, other: np.ndarray) -> tuple[float, float]:
    """The lowest and the highest quotient of two weighted sums."""
    found = []
    for sign in (-1, 1):
        quotient = float(one @ COST / (other @ COST))
        for _ in range(50):
            moved = COST + sign * HALF * np.sign(one - quotient * other)
            quotient = float(one @ moved / (other @ moved))
        found.append(quotient)
    return found[0], found[1]


@pytest.mark.thorough
@pytest.mark.parametrize("seed", seeds(1, 8))
def test_no_range_is_narrower_or_wider(tmp_path: Path, seed: int) -> None:
    """Of rows that have some in common, none, or all."""
    chance, code, expected = random.Random(seed), "", {}  # noqa: S311 -- the same each time
    for pair in range(PAIRS):
        weights = []
        for name in (f"a{pair}", f"b{pair}"):
            condition, met = rows(chance)
            how = chance.choice(("sum", "mean"))
            code += f'def {name}(claims):\n    """{name}"""\n    return claims["cost"][{condition}].{how}()\n\n\n'
            weights.append(met.to_numpy(float) / (met.sum() if how == "mean" else 1))
        code += f'def d{pair}(a{pair}, b{pair}):\n    """d"""\n    return a{pair} - b{pair}\n\n\n'
        code += f'def q{pair}(a{pair}, b{pair}) -> "comparison":\n    """q"""\n    return a{pair} / b{pair}\n\n\n'
        one, other = weights
        value, reach = float((one - other) @ COST), float(HALF * np.abs(one - other).sum())
        expected[f"d{pair}"] = value - reach, value + reach
        expected[f"q{pair}"] = ends_of_quotient(one, other)
    figures = made(tmp_path, code).figures
    for name, ends in expected.items():
        reach_found = figures[name].range
        assert (reach_found.low, reach_found.high) == pytest.approx(ends, rel=1e-9, abs=1e-6), name
