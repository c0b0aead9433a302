"""The same functions on a server of Spark Connect: it gives what DuckDB gives, and its token stands nowhere."""

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from click.testing import CliRunner

from asked_tables import TABLES, computed_by, hold_same
from engine_briefs import engine_brief, function, trips
from spark_connect import TOKEN, WRITTEN, Line, address, free_port, spark_home
from statbrief.cli import main
from statbrief.engine.address import VARIABLE
from statbrief.engine.connections import Connection
from statbrief.errors import StatbriefError

pytestmark = [
    pytest.mark.spark,
    pytest.mark.skipif(spark_home() is None, reason="pyspark with Connect, or Java, is not there"),
    pytest.mark.filterwarnings("ignore"),  # of pyspark, about pandas
]
SCHEMA = "region string, day date, fare double, distance decimal(9, 1), riders int, class bigint"


@pytest.fixture(scope="module")
def session(spark_connect: int) -> Iterator[Any]:
    """A session of whoever keeps the server's tables."""
    from pyspark.sql.connect.session import SparkSession

    made = SparkSession(address(spark_connect))
    yield made
    made.stop()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, session: Any, spark_connect: int) -> int:  # noqa: ANN401 -- Spark's own
    """The port of a server that has trips; without the address in the environment yet."""
    monkeypatch.delenv(VARIABLE, raising=False)
    put(session, trips(1_000))
    return spark_connect


def put(session: Any, data: pd.DataFrame, *first: float | None) -> None:  # noqa: ANN401 -- Spark's own
    """Keep a table in the server, for all of its sessions; `first` are other fares of its first rows."""
    named = data.rename(columns={"class": "kind"}).itertuples()
    fares = [*first, *data["fare"][len(first) :]]
    rows = [
        (each.region, each.day, fare, Decimal(f"{each.distance:.1f}"), each.riders, each.kind)
        for each, fare in zip(named, fares, strict=True)
    ]
    session.createDataFrame(rows, SCHEMA).write.mode("overwrite").saveAsTable("trips")


def written_in(folder: Path) -> str:
    """All that stands in the files of a brief."""
    return "".join(path.read_bytes().decode("latin-1") for path in folder.rglob("*") if path.is_file())


def hold_secret(text: str) -> None:
    """Hold that a text has the token in no writing."""
    assert not any(each in text for each in (TOKEN, WRITTEN, TOKEN.replace("+", " ")))


def test_a_server_gives_what_duckdb_gives(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    server: int,
    session: Any,  # noqa: ANN401 -- Spark's own
) -> None:
    """Values, ranges, counts, names, periods and order are the same; the record names the server's version."""
    ours = computed_by(engine_brief(tmp_path / "files", TABLES, trips(1_000)))
    monkeypatch.setenv(VARIABLE, address(server))
    monkeypatch.setattr("pyspark.__version__", "0.0")  # of the client, which is not what computes
    folder = engine_brief(tmp_path / "spark", TABLES, path=None, table="default.trips")
    theirs = computed_by(folder)
    hold_same(theirs, ours)
    for dataset in theirs.values():
        assert dataset.computed is not None
        query = dataset.computed.query
        assert query["engine"] == f"Spark Connect {session.sql('SELECT version()').first()[0].partition(' ')[0]}"
        assert (query["sources"]["trips"]["rows"], query["sources"]["trips"]["table"]) == (1_000, "default.trips")
        hold_secret(str(query))


def test_the_token_is_in_no_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: int) -> None:
    """Neither what a build says nor what it leaves has the token; the page names the engine."""
    monkeypatch.setenv(VARIABLE, address(server))
    folder = engine_brief(tmp_path, path=None)
    made = CliRunner().invoke(main, ["build", str(folder), "--to", "html"])
    assert made.exit_code == 0, made.output
    assert "Spark Connect" in (folder / "_generated/record.json").read_text(encoding="utf-8")
    hold_secret(made.output + written_in(folder))


def test_a_wrong_token_is_told_and_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], server: int
) -> None:
    """A server that refuses is told by host and port, in one line, with what it says."""
    monkeypatch.setenv(VARIABLE, address(server).replace("s3cret", "an0ther"))
    folder = engine_brief(tmp_path, path=None)
    made = CliRunner().invoke(main, ["analyse", str(folder)])
    [line] = made.stderr.splitlines()
    assert f"Spark Connect at sc://localhost:{server} cannot be had (SparkConnectGrpcException: UNAUTHENTICATED" in line
    told = "".join(capfd.readouterr())
    assert not told
    assert "an0ther" not in made.output + told + written_in(folder) + str(made.exc_info)


def test_a_table_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: int) -> None:
    """It is a fault of the resource that names it."""
    monkeypatch.setenv(VARIABLE, address(server))
    with pytest.raises(StatbriefError, match=r"^data/datapackage\.json:\d+: trips: .*none_such"):
        computed_by(engine_brief(tmp_path, path=None, table="none_such"))


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (None, r"computes it of trips\.fare, which has no value in 3 rows"),
        (float("nan"), "analysis/tables.py:4: it: "),
        (0.3, r"trips\.fare, which has numbers that are not rounded to 0\.25"),
    ],
    ids=["missing", "none", "beside its steps"],
)
def test_numbers_that_are_none_are_told_there_too(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    server: int,
    session: Any,  # noqa: ANN401 -- as above
    value: float | None,
    message: str,
) -> None:
    """What has no value, or another than is declared, is not summed in silence."""
    put(session, trips(1_000), value, value, value)
    monkeypatch.setenv(VARIABLE, address(server))
    own = function("trips.agg(it=_.fare.sum())", ["name", "it"])
    with pytest.raises(StatbriefError, match=message):
        computed_by(engine_brief(tmp_path, own, path=None))


def _built(folder: Path) -> tuple[bytes, bytes]:
    return (folder / "_output/brief.html").read_bytes(), (folder / "_generated/record.json").read_bytes()


def test_a_server_that_is_not_there_is_told_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """It is one line with what to do; the last good pages stay, and the token stands nowhere."""
    monkeypatch.delenv(VARIABLE, raising=False)
    folder, port = engine_brief(tmp_path), free_port()
    assert CliRunner().invoke(main, ["build", str(folder), "--to", "html"]).exit_code == 0
    before = _built(folder)
    engine_brief(folder, path=None)
    monkeypatch.setenv(VARIABLE, address(port))
    made = CliRunner().invoke(main, ["build", str(folder), "--to", "html"])
    assert made.exit_code == 1
    [line] = made.stderr.splitlines()
    assert f"Spark Connect at sc://localhost:{port} cannot be had (SparkConnectGrpcException: UNAVAILABLE: " in line
    assert "see that it runs and lets you in; its address is STATBRIEF_DATA_ENGINE or data-engine" in line
    assert _built(folder) == before
    told = "".join(capfd.readouterr())
    assert not told
    hold_secret(made.output + told + written_in(folder) + str(made.exc_info))


def test_a_server_that_breaks_off_is_told_with_the_functions_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], server: int
) -> None:
    """A line that is cut in the middle is told with the function that asked; the last good pages stay."""
    monkeypatch.setattr("statbrief.engine.spark.TRIES", 1)
    line, folder = Line(server), engine_brief(tmp_path, path=None)
    monkeypatch.setenv(VARIABLE, address(line.port))
    assert CliRunner().invoke(main, ["build", str(folder), "--to", "html"]).exit_code == 0
    before, asked = _built(folder), Connection.computed

    def cut(self: Connection, expression: Any, most: int) -> list[dict[str, Any]]:  # noqa: ANN401 -- Ibis' own
        line.cut()
        return asked(self, expression, most)

    monkeypatch.setattr(Connection, "computed", cut)
    capfd.readouterr()
    engine_brief(folder, path=None, title="Rides")  # so that there is something to ask
    made = CliRunner().invoke(main, ["build", str(folder), "--to", "html"])
    assert made.exit_code == 1
    [fault] = made.stderr.splitlines()
    assert fault.startswith("analysis/tables.py:4: by_region: Spark Connect ")
    assert re.search(
        "breaks off: (SparkConnectGrpcException: UNAVAILABLE: |RetriesExceeded: )", fault
    )  # of 4.3, of 4.0
    assert _built(folder) == before
    told = "".join(capfd.readouterr())
    assert not told
    hold_secret(made.output + told + written_in(folder) + str(made.exc_info))
