"""Whatever code does with a large table, no number that its cells may be within their rounding leads out of its range.

Formulas of many kinds, most of which no rule was made for, are held against plain pandas with the cells at their ends:
all of them, those of groups, those above and under a number, and by lot; and from the furthest that is found so, with
one group after the other at its other end. A range that is too narrow is found so; a formula that is refused has none.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from claims import HALF, REGIONS, ROWS, TABLE, made
from seeds import seeds
from statbrief.errors import DerivingError
from statbrief.figures.figure import Figure

FORMULAS = 5
HEAD = "import numpy as np\nimport pandas as pd\n\n\n"
CODE = '''def {name}(claims):
    """{name}"""
    cost = claims["cost"]
    return {text}


'''
OF_GROUPS, OF_THESE = ("sum", "mean", "max", "min", "median"), ("max", "min", "mean", "median")
PLAIN = TABLE.assign(month=pd.PeriodIndex(TABLE["month"], freq="M")).set_index("id")


def condition(chance: random.Random) -> str:
    """Some rows."""
    return chance.choice(
        [
            f'claims["region"] == "Region {chance.randrange(REGIONS)}"',
            f'claims["region"].isin(["Region {chance.randrange(REGIONS)}", "Region {chance.randrange(REGIONS)}"])',
            f'claims["visits"].pint.magnitude > {chance.randrange(5, 35)}',
            f'claims["month"].dt.year == {chance.randrange(2014, 2024)}',
            f"claims.index < {chance.randrange(100, ROWS)}",
            f"cost.pint.magnitude > {chance.randrange(1000, 19000)}",
        ]
    )


def part(chance: random.Random) -> str:
    """A number of a column: a sum, a mean, an extreme, of all rows or of some, or of groups."""
    some = chance.choice(["cost", f"cost[{condition(chance)}]", f"cost[{condition(chance)}]"])
    return chance.choice(
        [
            f"{some}.sum()",
            f"{some}.mean()",
            f"{some}.max()",
            f"{some}.min()",
            f"{some}.median()",
            f"{some}.quantile(0.{chance.randrange(1, 10)})",
            f"{some}.iloc[{chance.randrange(50)}]",
            f"{some}.iloc[: {chance.randrange(2, 60)}].sum()",
            f"np.sum({some})",
            f"({some} * claims['visits'].pint.magnitude).sum()",
            f"{some}.cumsum().iloc[-1]",
            f"{some}.dropna().sort_values().iloc[-3:].sum()",
            f"claims.groupby('region')['cost'].{chance.choice(OF_GROUPS)}().{chance.choice(OF_THESE)}()",
            f"{some}.pint.magnitude.sum() / 1000 * cost.iloc[3]",
            f"{some}.where({condition(chance)}).sum()",
            f"{some}.shift(1).sum()",
            f"pd.concat([{some}, cost.iloc[:40]]).sum()",
            f"cost.take([3, 3, {chance.randrange(20, 400)}]).sum()",
            f"sum({some}.iloc[:30].tolist())",
            "claims.loc[claims['region'] == claims.groupby('region')['cost'].sum().idxmax(), 'cost'].sum()",
            "claims.loc[claims['region'] == claims.groupby('region')['cost'].mean().idxmin(), 'cost'].mean()",
        ]
    )


def formula(chance: random.Random) -> str:
    """A number of one or two of these, of the cost of something."""
    one, other, third = part(chance), part(chance), part(chance)
    return chance.choice(
        [
            one,
            f"{one} - {other}",
            f"{one} + {other} - {third}",
            f"{third} * ({one} / {other})",
            f"max({one}, {other})",
            f"abs({one} - {other})",
            f"{one} if {other} > {third} else {third}",
            f"({one} - {other}) / {third} * {other}",
            "cost.max() - cost.min()",
            f"cost[{condition(chance)}].mean() - cost[{condition(chance)}].mean()",
        ]
    )


def told(text: str, cost: Any) -> float:  # noqa: ANN401 -- an array
    """What a formula comes to in plain pandas."""
    claims = PLAIN.assign(cost=cost)
    names = {"claims": claims, "cost": claims["cost"], "np": np, "pd": pd}
    return float(eval(text.replace(".pint.magnitude", ""), names))  # noqa: S307 -- a formula made here


def furthest(text: str, chance: np.random.Generator) -> tuple[float, float]:
    """The lowest and the highest number that is found, of cells at their ends."""
    cost = PLAIN["cost"].to_numpy(float)
    groups = [PLAIN["region"].to_numpy() == f"Region {each}" for each in range(REGIONS)]
    groups += [cost > np.quantile(cost, share) for share in (0.001, 0.25, 0.5, 0.75, 0.999)]
    groups += [np.arange(ROWS) < each for each in (3, 40, 600)] + [PLAIN["visits"].to_numpy() > 20]
    signs = [np.full(ROWS, sign) for sign in (1.0, -1.0)]
    signs += [np.where(each, sign, -sign) for each in groups for sign in (1.0, -1.0)]
    signs += [np.where(one & other, 1.0, -1.0) for one in groups[:8:3] for other in groups[8:]]
    signs += [chance.choice([-1.0, 1.0], ROWS) for _ in range(12)]
    found = [told(text, cost + HALF * each) for each in signs]
    ends = []
    for best in (min, max):
        here = signs[found.index(best(found))].copy()
        reached = best(found)
        for each in groups:
            for sign in (1.0, -1.0):
                other = np.where(each, sign, here)
                if best(reached, number := told(text, cost + HALF * other)) == number != reached:
                    here, reached = other, number
        ends.append(reached)
    return ends[0], ends[1]


def kept(folder: Path, formulas: dict[str, str]) -> dict[str, Figure]:
    """The figures of those formulas that are not refused."""
    known = dict(formulas)
    while known:
        code = "".join(CODE.format(name=name, text=text) for name, text in known.items())
        try:
            return dict(made(folder, HEAD + code).figures)
        except DerivingError as error:
            refused = {each.what for each in error.faults} & known.keys()
            if not refused:
                raise
            known = {name: text for name, text in known.items() if name not in refused}
    return {}


@pytest.mark.thorough
@pytest.mark.parametrize("seed", seeds(1, 30))
def test_no_number_lies_out_of_its_range(tmp_path: Path, seed: int) -> None:
    """Of random formulas, those that are not refused."""
    chance = random.Random(seed)  # noqa: S311 -- the same each time
    formulas = {f"f{place}": formula(chance) for place in range(FORMULAS)}
    figures = kept(tmp_path, formulas)
    for name, figure in figures.items():
        value, (low, high) = told(formulas[name], PLAIN["cost"]), furthest(formulas[name], np.random.default_rng(seed))
        assert figure.value == pytest.approx(value, rel=1e-9, abs=1e-6), formulas[name]
        slack = 1e-9 * max(abs(low), abs(high), 1.0)
        assert figure.range.low <= low + slack, (formulas[name], (low, high), figure.range)
        assert figure.range.high >= high - slack, (formulas[name], (low, high), figure.range)


@pytest.mark.thorough
def test_most_formulas_of_sums_are_not_refused(tmp_path: Path) -> None:
    """Sums and means of rows, their differences and quotients all have a range."""
    formulas = {
        "a": 'cost[claims["region"] == "Region 3"].mean() - cost.mean()',
        "b": 'cost.sum() * (cost[claims["region"] == "Region 3"].sum() / cost[claims["region"] > "Region 3"].sum())',
        "c": 'max(cost[claims["region"] == "Region 3"].sum(), cost[claims["visits"].pint.magnitude > 30].sum() / 2)',
        "d": 'claims.groupby("region")["cost"].sum().max() - claims.groupby("region")["cost"].sum().min()',
    }
    assert kept(tmp_path, formulas).keys() == formulas.keys()
