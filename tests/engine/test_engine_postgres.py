"""The same functions on PostgreSQL: a server of the tests' own gives what DuckDB gives, to the last digit."""

from pathlib import Path
from typing import Any

import pandas as pd
import psycopg
import pytest

from asked_tables import TABLES, computed_by, hold_same
from engine_briefs import FIELDS, engine_brief, function, trips
from statbrief.engine.address import VARIABLE
from statbrief.engine.connections import Connection
from statbrief.errors import StatbriefError

pytestmark = pytest.mark.postgres

TYPES = {
    "region": "text",
    "day": "date",
    "fare": "double precision",
    "distance": "numeric(9, 1)",
    "riders": "integer",
    "class": "bigint",
}


def put(url: str, data: pd.DataFrame, name: str = "public.trips") -> None:
    """Put a table into the database."""
    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {name}".encode())
        columns = ", ".join(f'"{column}" {kind}' for column, kind in TYPES.items())
        cursor.execute(f"CREATE TABLE {name} ({columns})".encode())
        with cursor.copy(f"COPY {name} FROM STDIN".encode()) as copy:
            for row in data[[*TYPES]].itertuples(index=False):
                copy.write_row([None if pd.isna(each) else each for each in row])


@pytest.fixture
def data(postgres: str, monkeypatch: pytest.MonkeyPatch) -> pd.DataFrame:
    """Trips that stand in the database; without the address in the environment yet."""
    monkeypatch.delenv(VARIABLE, raising=False)
    made = trips(1_000)
    put(postgres, made)
    return made


@pytest.mark.thorough
def test_postgresql_gives_what_duckdb_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, postgres: str, data: pd.DataFrame
) -> None:
    """Values, ranges, counts of rows, names, periods and order are the same, of the same functions."""
    ours = computed_by(engine_brief(tmp_path / "files", TABLES, data))
    monkeypatch.setenv(VARIABLE, postgres)
    theirs = computed_by(engine_brief(tmp_path / "postgres", TABLES, data, path=None))
    hold_same(theirs, ours)


@pytest.mark.thorough
def test_the_record_names_the_table_and_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, postgres: str, data: pd.DataFrame
) -> None:
    """It says which engine, which table and how many rows, and nothing of where it is."""
    put(postgres, data, "public.rides")
    monkeypatch.setenv(VARIABLE, postgres)
    dataset = computed_by(engine_brief(tmp_path, path=None, table="public.rides"))["by_region"]
    assert dataset.computed is not None
    query = dataset.computed.query
    assert query["engine"].startswith("PostgreSQL 1")
    assert query["sources"]["trips"] == {
        "title": "Trips", "source": "city", "path": "", "files": {}, "rows": 1_000, "table": "public.rides",
    }  # fmt: skip
    assert "reader" not in str(query)


def _cluster_sorts_otherwise(url: str) -> None:
    """Let the texts of a table's column be in the order of a language, as of a server that was set up in it."""
    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        cursor.execute('ALTER TABLE public.trips ALTER COLUMN region TYPE text COLLATE "und-x-icu"')


@pytest.mark.parametrize("way", ["", "desc"])
def test_rows_are_in_the_order_that_is_asked_for_whatever_the_servers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, postgres: str, data: pd.DataFrame, way: str
) -> None:
    """A server in which ñ comes after n, and b before C, gives the rows that DuckDB gives."""
    names = dict(zip(["Centro", "Norte", "Ñuble"], ["b", "C", "ñ"], strict=True))
    renamed = data.assign(region=data["region"].map(names))
    put(postgres, renamed)
    _cluster_sorts_otherwise(postgres)
    key = f"_.region.{way}()" if way else '"region"'
    own = function(f'trips.group_by("region").agg(riders=_.riders.sum()).order_by({key})', ["region", "riders"])
    ours = computed_by(engine_brief(tmp_path / "files", own, renamed))["it"]
    monkeypatch.setenv(VARIABLE, postgres)
    theirs = computed_by(engine_brief(tmp_path / "postgres", own, path=None))["it"]
    assert [row["region"] for row in theirs.rows] == sorted(names.values(), reverse=bool(way))
    assert theirs.rows == ours.rows


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ('trips.filter(_.region > "b").agg(riders=_.riders.sum())', "compares trips.region, a text"),
        ("trips.agg(riders=_.region.max())", "takes the largest of trips.region, a text"),
    ],
)
def test_the_order_of_names_decides_nothing_on_a_server_that_has_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, postgres: str, data: pd.DataFrame, asked: str, found: str
) -> None:
    """Other rows would be meant there than in files: which ones the server's language says."""
    put(postgres, data)
    own = function(asked, ["name", "riders", "all"])
    assert computed_by(engine_brief(tmp_path / "files", own, data))["it"].rows
    monkeypatch.setenv(VARIABLE, postgres)
    with pytest.raises(StatbriefError) as error:
        computed_by(engine_brief(tmp_path / "postgres", own, path=None))
    assert f"{found}, by an order that is this server's own" in str(error.value)


def test_what_may_have_changed_is_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, postgres: str, data: pd.DataFrame
) -> None:
    """Nothing tells whether a table of a server is what it was, so each analysis asks it."""
    monkeypatch.setenv(VARIABLE, postgres)
    folder = engine_brief(tmp_path, path=None)
    before = computed_by(folder)["by_region"]
    put(postgres, data.assign(fare=data["fare"] + 0.25))
    after = computed_by(folder)["by_region"]
    assert float(after.rows[0]["mean"]) == pytest.approx(float(before.rows[0]["mean"]) + 0.25)


def test_a_table_that_changes_meanwhile_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, postgres: str, data: pd.DataFrame
) -> None:
    """A table that has other rows afterwards is a fault of the function that asked."""
    monkeypatch.setenv(VARIABLE, postgres)
    asked = Connection.computed

    def meanwhile(self: Connection, expression: Any, most: int) -> list[dict[str, Any]]:  # noqa: ANN401 -- Ibis' own
        found = asked(self, expression, most)
        put(postgres, data[:999])
        return found

    monkeypatch.setattr(Connection, "computed", meanwhile)
    with pytest.raises(StatbriefError, match="trips changed while it was read, from 1000 rows to 999; build again"):
        computed_by(engine_brief(tmp_path, path=None))


def test_a_server_that_breaks_off_is_told_with_the_functions_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, postgres: str, data: pd.DataFrame
) -> None:
    """Numbers that are none stop the server in the middle: the query's line is told, with what it says."""
    put(postgres, data.assign(fare=float("inf")))
    monkeypatch.setenv(VARIABLE, postgres)
    with pytest.raises(StatbriefError) as error:
        computed_by(engine_brief(tmp_path, path=None))
    assert str(error.value).startswith("analysis/tables.py:4: by_region: PostgreSQL 1")
    assert "breaks off: NumericValueOutOfRange: " in str(error.value)


def test_a_table_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, postgres: str) -> None:
    """It is a fault of the resource that names it."""
    monkeypatch.setenv(VARIABLE, postgres)
    with pytest.raises(StatbriefError, match=r"^data/datapackage\.json:\d+: trips: .*none_such"):
        computed_by(engine_brief(tmp_path, path=None, table="none_such"))


def test_a_missing_number_is_told_there_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, postgres: str, data: pd.DataFrame
) -> None:
    """What has no value is not left out in silence, whichever engine leaves it out."""
    data.loc[[1, 2, 3], "fare"] = None
    put(postgres, data)
    monkeypatch.setenv(VARIABLE, postgres)
    own = function("trips.agg(it=_.fare.sum())", ["name", "it"])
    with pytest.raises(StatbriefError, match=r"computes it of trips\.fare, which has no value in 3 rows"):
        computed_by(engine_brief(tmp_path, own, path=None, fields=FIELDS))


def test_numbers_without_a_precision_are_exact(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, postgres: str, data: pd.DataFrame
) -> None:
    """PostgreSQL's own numeric has as many digits as there are: it is summed as it is, and lies on its steps."""
    put(postgres, data)
    with psycopg.connect(postgres) as connection:
        connection.execute("ALTER TABLE trips ALTER COLUMN fare TYPE numeric")
    own = function('trips.group_by("region").agg(fares=_.fare.sum(), mean=_.fare.mean())', ["region", "fares", "mean"])
    monkeypatch.delenv(VARIABLE, raising=False)
    ours = computed_by(engine_brief(tmp_path / "files", own, data))["it"]
    monkeypatch.setenv(VARIABLE, postgres)
    theirs = computed_by(engine_brief(tmp_path / "postgres", own, path=None))["it"]
    assert [{name: float(row[name]) for name in ("fares", "mean")} for row in theirs.rows] == [
        {name: float(row[name]) for name in ("fares", "mean")} for row in ours.rows
    ]
    with psycopg.connect(postgres) as connection:
        connection.execute("UPDATE trips SET fare = 0.3 WHERE riders = 1")
    with pytest.raises(StatbriefError, match=r"trips\.fare, which has numbers that are not rounded to 0\.25"):
        computed_by(engine_brief(tmp_path / "postgres", own, path=None))
