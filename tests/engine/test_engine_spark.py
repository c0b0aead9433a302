"""The same functions on Spark, in this machine's own processes: it gives what DuckDB gives, to the last digit."""

import importlib.util
import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from asked_tables import TABLES, computed_by, hold_same
from engine_briefs import engine_brief, trips
from statbrief.engine.address import VARIABLE
from statbrief.errors import StatbriefError

IS_THERE = importlib.util.find_spec("pyspark") is not None and shutil.which("java") is not None
pytestmark = [
    pytest.mark.spark,
    pytest.mark.skipif(not IS_THERE, reason="pyspark or Java is not there"),
    pytest.mark.filterwarnings("ignore"),  # of pyspark, about pandas and its own sockets
]
SCHEMA = "region string, day date, fare double, distance decimal(9, 1), riders int, class bigint"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Any]:
    """A session of Spark, which whoever asks for one gets."""
    from pyspark.sql import SparkSession

    made = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.warehouse.dir", str(tmp_path / "warehouse"))
        .getOrCreate()
    )
    yield made
    made.stop()


def put(session: Any, data: pd.DataFrame) -> None:  # noqa: ANN401 -- Spark's own
    """Give a table its name."""
    named = data.rename(columns={"class": "kind"}).to_dict("records")
    rows = [
        (each["region"], each["day"], each["fare"], Decimal(f"{each['distance']:.1f}"), each["riders"], each["kind"])
        for each in named
    ]
    session.createDataFrame(rows, SCHEMA).createOrReplaceTempView("trips")


def test_spark_gives_what_duckdb_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, session: Any) -> None:  # noqa: ANN401
    """Values, ranges, counts of rows, names, periods and order are the same, of the same functions."""
    data = trips(1_000)
    monkeypatch.delenv(VARIABLE, raising=False)
    ours = computed_by(engine_brief(tmp_path / "files", TABLES, data))
    put(session, data)
    monkeypatch.setenv(VARIABLE, "spark://local")
    theirs = computed_by(engine_brief(tmp_path / "spark", TABLES, data, path=None))
    hold_same(theirs, ours)
    known = theirs["whole"].computed
    assert known is not None
    assert known.query["engine"].startswith("Spark ")


def test_a_table_that_spark_has_not_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, session: Any) -> None:  # noqa: ANN401
    """It is a fault of the resource that names it."""
    assert session.version
    monkeypatch.setenv(VARIABLE, "spark://local")
    with pytest.raises(StatbriefError, match=r"^data/datapackage\.json:\d+: trips: .*trips"):
        computed_by(engine_brief(tmp_path, path=None))
