"""Connections to engines: the tables of a brief in them, how many rows these have, and what is computed of them."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from statbrief.data.engine_tables import EngineTable
from statbrief.engine import spark
from statbrief.engine.address import VARIABLE, Address
from statbrief.engine.extra import load
from statbrief.engine.views import add
from statbrief.errors import RefusedError, near_miss
from statbrief.table_schema.fields import Field

_KINDS = {
    "string": "string",
    "any": "string",
    "integer": "integer",
    "number": "floating, decimal or integer",
    "year": "integer",
    "boolean": "boolean",
    "date": "date or timestamp",
    "datetime": "timestamp",
    "yearmonth": "string",
}
"""Which of Ibis' types a column of an engine may have."""
_INSTALL = {
    "PostgreSQL": "'ibis-framework[postgres]'",
    "Spark": "'ibis-framework[pyspark]'",
    "Spark Connect": "'ibis-framework[pyspark]' 'pyspark[connect]'",
    "Trino": "'ibis-framework[trino]'",
    "BigQuery": "'ibis-framework[bigquery]'",
}
_WIDEST = 38
_SETTINGS = {
    "preserve_insertion_order": False,  # which takes memory
    "autoinstall_known_extensions": False,  # nothing is fetched
    "autoload_known_extensions": False,
}
_REMOTE_TIMEOUT = 15
"""Seconds until a server that does not answer is given up."""


@dataclass
class Connection:
    """A connection: Ibis' own, what the engine is called with its version, and the tables of the brief in it."""

    ibis: Any
    engine: str
    address: Address | None
    tables: dict[str, EngineTable] = field(default_factory=dict)

    def table(self, folder: Path, described: EngineTable) -> Any:  # noqa: ANN401 -- Ibis' own
        """A table of the brief in `folder` as functions are given it: its described columns, which ask nothing alone.

        Raises `RefusedError` for what is not there, or not as it is described.
        """
        ibis = load()
        if self.address is None:
            add(self.ibis, folder, described)
        there = self._there(described)
        fields = {name: _held(described, name, there) for name in described.columns}
        self.tables[described.name] = described
        return ibis.table(fields, name=described.name)

    @property
    def has_own_order(self) -> bool:
        """Whether the order of texts is the engine's own: all others take it from the numbers of their characters."""
        return self.address is not None and self.address.engine == "PostgreSQL"

    def called(self, described: EngineTable) -> str:
        """What the engine calls a table, without the schema that it is in."""
        return described.table.rpartition(".")[2] if self.address else described.name

    def _namespace(self, described: EngineTable) -> dict[str, Any]:
        schema = described.table.rpartition(".")[0] if self.address else ""
        return {"database": schema} if schema else {}

    def _there(self, described: EngineTable) -> Mapping[str, Any]:
        """The types of the columns that a table has."""
        found: Mapping[str, Any] = self.ibis.table(self.called(described), **self._namespace(described)).schema()
        return found

    def rows(self, described: EngineTable) -> int:
        """How many rows a table has."""
        found = self.ibis.table(self.called(described), **self._namespace(described)).count()
        with _quietly():
            return int(self.ibis.to_pyarrow(found).as_py())

    def sql(self, expression: Any) -> str:  # noqa: ANN401 -- as above
        """What the engine is asked for an expression."""
        return str(self.ibis.compile(self._bound(expression), pretty=True))

    def _bound(self, expression: Any) -> Any:  # noqa: ANN401 -- as above
        """An expression over the tables by what the engine calls them."""
        ibis = load()
        tables = [(each, self.tables[each.name]) for each in expression.op().find(ibis.expr.operations.UnboundTable)]
        named = {
            each: ibis.table(each.schema, name=self.called(known), **self._namespace(known)).op()
            for each, known in tables
        }
        return expression.op().replace(named).to_expr()

    def computed(self, expression: Any, most: int) -> list[dict[str, Any]]:  # noqa: ANN401 -- as above
        """The rows of an expression, one more than `most` where there are more."""
        with _quietly():
            found: list[dict[str, Any]] = self.ibis.to_pyarrow(self._bound(expression).limit(most + 1)).to_pylist()
        return found


@contextmanager
def _quietly() -> Iterator[None]:
    """Ibis and Arrow ask pandas for a setting that it will have no more, of which nobody needs to hear."""
    with warnings.catch_warnings():
        for each in (DeprecationWarning, PendingDeprecationWarning, FutureWarning):
            warnings.simplefilter("ignore", each)
        yield


@contextmanager
def connected(address: Address | None) -> Iterator[Connection]:
    """A connection to the engine at an address, else to DuckDB. Raises `RefusedError` where there is none to be had."""
    if address is not None:
        connection = _own(address)
        try:
            yield connection
        finally:
            _disconnect(connection)
        return
    ibis = load()
    load("duckdb")
    with tempfile.TemporaryDirectory() as spare:
        connection = ibis.duckdb.connect(temp_directory=spare, **_SETTINGS)
        try:
            yield Connection(connection, f"DuckDB {connection.version}", None)
        finally:
            connection.disconnect()


def _disconnect(connection: Connection) -> None:
    if connection.address is not None and _is_spark(connection.address):
        spark.disconnect(connection.ibis, connection.address)
    else:
        connection.ibis.disconnect()


def _own(address: Address) -> Connection:
    """A connection to an engine of the brief's own."""
    ibis = load()
    try:
        with _quietly():
            backend, version = spark.connect(address) if _is_spark(address) else _connect(ibis, address)
    except ImportError as error:
        lacking = f"the package {error.name}, which is not installed" if error.name else spark.words_of(str(error))
        raise RefusedError(
            f"{address.engine} needs {lacking}", f"install it: pip install {_INSTALL[address.engine]}"
        ) from None
    except Exception as error:  # noqa: BLE001 -- each engine has errors of its own, and none may show a password
        raise RefusedError(*unreachable(address, error)) from None
    return Connection(backend, f"{address.engine} {version}".strip(), address)


def _is_spark(address: Address) -> bool:
    return address.engine.startswith("Spark")


def _connect(ibis: Any, address: Address) -> tuple[Any, str]:  # noqa: ANN401 -- Ibis' own
    """Ibis' connection, and the version of its engine."""
    url = address.url
    if address.engine == "PostgreSQL":
        mark = "&" if "?" in url else "?"
        patience = "" if "connect_timeout" in url else f"{mark}connect_timeout={_REMOTE_TIMEOUT}"
        url = f"postgres{url[len(address.scheme) :]}{patience}"
    backend = ibis.connect(url)
    return backend, str(backend.version)


def unreachable(address: Address, error: BaseException) -> tuple[str, str]:
    """What is wrong where an engine cannot be had, and what to do; without what its address keeps to itself."""
    said = spark.words_of(address.without_secrets(str(error)))[:200]
    found = f"{address.engine} at {address.shown} cannot be had ({type(error).__name__}: {said})"
    return found, f"see that it runs and lets you in; its address is {VARIABLE} or data-engine in _quarto.yml"


def _held(described: EngineTable, name: str, there: Mapping[str, Any]) -> Any:  # noqa: ANN401 -- Ibis' own
    """The type of a column, held to what is described. Raises `RefusedError`."""
    if name not in there:
        hint = near_miss(name, there) or f"its columns are {', '.join(there)}"
        raise RefusedError(f"{described.name} has no column {name}", hint)
    kind, form = there[name], described.columns[name].form
    if not _is_of(kind, form):
        found = f"{described.name}.{name} is of type {kind}, and described as {form.type}"
        raise RefusedError(found, "describe it as it is, or leave it out where a brief has no such type")
    return kind


def _is_of(kind: Any, form: Field) -> bool:  # noqa: ANN401 -- Ibis' own
    """Whether a type of an engine is what a column is described to be."""
    named = {
        "string": kind.is_string(),
        "integer": kind.is_integer(),
        "floating": kind.is_floating(),
        "decimal": kind.is_decimal() and (kind.precision is None or kind.precision <= _WIDEST),
        "boolean": kind.is_boolean(),
        "date": kind.is_date(),
        "timestamp": kind.is_timestamp() and kind.timezone is None,
    }
    return any(named[each] for each in _KINDS[form.type].replace(" or ", ", ").split(", "))
