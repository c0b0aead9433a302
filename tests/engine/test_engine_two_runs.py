"""Random questions, asked by plain Ibis of data that are all low and all high: their answers are the ends of ranges."""

import random
from fractions import Fraction
from pathlib import Path
from typing import Any

import duckdb
import ibis
import pandas as pd
import pytest

from engine_briefs import computed, function, trips

HALVES = {"fare": 0.125, "distance": 0.05, "riders": 0.0}
FILTERS = [
    "",
    '.filter(_.region != "Centro")',
    ".filter(_.riders > 1)",
    '.filter((_["class"] == 1) | (_.day.month() == 2))',
    '.filter(_.region.isin(["Norte", "Ñuble"]) & (_["class"] % 2 == 0))',
    ".mutate(wide=_.riders * 2).filter(_.wide.between(2, 6))",
    '.join(trips.group_by("region").agg(many=_.count()), "region").filter(_.many > 3)',
]
KEYS = [
    '"region"',
    '"region", "class"',
    'month=_.day.truncate("M")',
    'kind=ibis.ifelse(_.riders > 2, "many", "few")',
    "initial=_.region.substr(2, 3)",
]
NAMES = {'"region"': ["region"], '"region", "class"': ["region", "class"]}
CONDITIONS = ["", "where=_.riders > 1", 'where=_.region.upper() != "NORTE"', 'where=_["class"].isin([1, 3])']
WAYS = ["sum()", "mean()", "min()", "max()", "quantile(0.1)", "quantile(0.5)", "median()", "count()"]


def question(seed: int) -> tuple[str, list[str]]:
    """A question, and what its keys are called."""
    chance = random.Random(seed)  # noqa: S311 -- the same each time
    key = chance.choice(KEYS)
    metrics = []
    for place in range(4):
        way, condition = chance.choice(WAYS), chance.choice(CONDITIONS)
        inside = ", ".join(filter(None, [way[way.index("(") + 1 : -1], condition]))
        metrics.append(f"m{place}=_.{chance.choice([*HALVES])}.{way[: way.index('(')]}({inside})")
    keys = NAMES.get(key, [key.partition("=")[0]])
    return f"trips{chance.choice(FILTERS)}.group_by({key}).agg({', '.join(metrics)})", keys


def answers(asked: str, data: pd.DataFrame) -> dict[tuple[str, ...], dict[str, Any]]:
    """What DuckDB gives by itself, by the texts of the keys."""
    connection = ibis.duckdb.connect()
    try:
        connection.con.register("held", data)
        connection.raw_sql("CREATE TABLE trips AS SELECT * REPLACE (day::DATE AS day) FROM held")
        expression = eval(asked, {"trips": connection.table("trips"), "_": ibis._, "ibis": ibis})  # noqa: S307
        rows = duckdb.sql(ibis.to_sql(expression, dialect="duckdb"), connection=connection.con)
        names = rows.columns
        listed = [dict(zip(names, row, strict=True)) for row in rows.fetchall()]
    finally:
        connection.disconnect()
    return {tuple(_text(each[name]) for name in names if not name.startswith("m") or name == "month"): each
            for each in listed}  # fmt: skip


def _text(key: object) -> str:
    return f"{key:%Y-%m}" if hasattr(key, "year") else str(key)


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(24))
def test_ranges_end_where_all_numbers_do(tmp_path: Path, seed: int) -> None:
    """Values are those of the data, low and high those of data that are all half a step lower, and higher."""
    asked, keys = question(seed)
    data = trips(200, seed)
    found = computed(tmp_path, "import ibis\n\n\n" + function(asked, [*keys, "m0", "m1", "m2", "m3"]), data)
    runs = [
        answers(asked, data.assign(**{name: data[name] + aside * half for name, half in HALVES.items()}))
        for aside in (-1, 0, 1)
    ]
    assert found.computed is not None
    for place, row in enumerate(found.rows):
        key = tuple(row[name] for name in keys)
        for name in ("m0", "m1", "m2", "m3"):
            wanted = [run[key][name] for run in runs]
            if row[name]:
                number, half = Fraction(row[name]), found.computed.half(name, place)
                ends = [float(each) for each in (number - half, number, number + half)]
                assert ends == pytest.approx([float(each) for each in wanted], abs=1e-9), (asked, key, name)
            else:
                assert wanted == [None, None, None], (asked, key, name)
    assert len(found.rows) == len(runs[1])
