"""The same functions for engines that no test starts: what they would be asked compiles to SQL of theirs."""

from pathlib import Path

import ibis
import pytest
from ibis.common.exceptions import OperationNotDefinedError

from engine_briefs import BY_REGION, FIELDS, engine_brief, told
from statbrief.data.engine_tables import read_engine_tables
from statbrief.data.units import load_units
from statbrief.engine.connections import Connection
from statbrief.engine.plans import plan
from statbrief.engine.shapes import Shapes

TYPES = {"region": "string", "day": "date", "fare": "float64", "distance": "decimal(9, 1)", "riders": "int32",
         "class": "int64"}  # fmt: skip


QUANTILES = ("ninth", "middle")


def question(folder: Path, dialect: str, *, with_quantiles: bool) -> str:
    """What an engine would be asked, in its words."""
    registry = load_units(folder / "data/units.txt")
    tables = read_engine_tables(folder, registry, {"city"})
    trips = ibis.table({each["name"]: TYPES[each["name"]] for each in FIELDS}, name="trips")
    lines = [each for each in BY_REGION.splitlines() if with_quantiles or each.strip().split("=")[0] not in QUANTILES]
    expression = eval("\n".join(lines), {"trips": trips, "_": ibis._})  # noqa: S307 -- a brief's function
    return str(ibis.to_sql(plan(expression, Shapes(tables, registry)).expression, dialect=dialect))


@pytest.mark.parametrize("dialect", ["duckdb", "postgres", "trino", "bigquery"])
def test_what_is_asked_compiles(tmp_path: Path, dialect: str) -> None:
    """Sums, means, counts and extremes, with what holds their ranges, in the words of each engine."""
    sql = question(engine_brief(tmp_path), dialect, with_quantiles=False)
    assert sql.upper().count("SUM(") == 2
    assert "GROUP BY" in sql


@pytest.mark.parametrize(
    ("dialect", "has_them"), [("duckdb", True), ("postgres", True), ("trino", False), ("bigquery", False)]
)
def test_exact_quantiles_are_those_of_some_engines(tmp_path: Path, dialect: str, has_them: bool) -> None:  # noqa: FBT001 -- a case
    """Trino and BigQuery know only quantiles that are about right, which have no range: these are not asked."""
    folder = engine_brief(tmp_path)
    if has_them:
        assert question(folder, dialect, with_quantiles=True)
    else:
        with pytest.raises(OperationNotDefinedError):
            question(folder, dialect, with_quantiles=True)


def test_what_an_engine_has_not_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A question that has no words in an engine is a fault of the function that asks it."""

    def without_words(_self: Connection, _expression: object) -> str:
        raise OperationNotDefinedError("Compilation rule for 'Quantile' operation is not defined")

    monkeypatch.setattr(Connection, "sql", without_words)
    [found] = told(tmp_path)
    assert found.startswith("analysis/tables.py:4: by_region: DuckDB 1.")
    assert found.endswith("cannot be asked that: Compilation rule for 'Quantile' operation is not defined")
