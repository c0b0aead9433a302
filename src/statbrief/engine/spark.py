"""Sessions of Spark: of Spark Connect, of a cluster, or in this program's own processes, ``spark://local``.

A client of Spark Connect asks a server that is gone again for ten minutes, each time that it has a question, and once
more when the program ends. Here it asks once whether anybody is there, has some patience while a question is answered,
and none when it leaves.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

from statbrief.engine.extra import load

if TYPE_CHECKING:
    from statbrief.engine.address import Address

CONNECT = "sc"
TRIES = 5
"""How often a question is asked again of a server that breaks off, later each time: for a quarter of a minute."""
_LONGEST_WAIT = 10_000
"""Milliseconds between two of them."""
_SILENT = {"GRPC_VERBOSITY": "NONE"}
"""The library beneath writes to the terminal of what it also raises."""

_CALL = re.compile(r'status = StatusCode\.(\w+)\s+details = "(.*?)"\s+debug_error_string = ', re.DOTALL)
"""A fault of a call to a server, as the library beneath prints it: its kind, and what was said."""


def words_of(text: str) -> str:
    """What an engine says is wrong, in one line, out of what a library makes of it."""
    found = _CALL.search(text)
    return " ".join((f"{found[1]}: {found[2]}" if found else text).split())


def connect(address: Address) -> tuple[Any, str]:
    """Ibis' connection to the Spark at an address, and the version of that; whatever Spark raises where it has none."""
    session = _remote(address) if address.scheme == CONNECT else _classic(address)
    try:
        backend, version = load().pyspark.connect(session), str(session.version)
    except BaseException:
        _leave(session, address)
        raise
    if address.scheme == CONNECT:
        from pyspark.sql.connect.client.retries import DefaultPolicy

        session.client.set_retry_policies([DefaultPolicy(max_retries=TRIES, max_backoff=_LONGEST_WAIT)])
    return backend, version


def disconnect(connection: Any, address: Address) -> None:  # noqa: ANN401 -- Ibis' own
    """Leave a Spark; one that is there no more is not waited for."""
    _leave(connection._session, address)  # noqa: SLF001 -- which Ibis shows nowhere


def _remote(address: Address) -> Any:  # noqa: ANN401 -- Spark's own
    """A session of its own, beside any other of this process; nobody was asked anything yet."""
    for name, value in _SILENT.items():
        os.environ.setdefault(name, value)
    from pyspark.sql.connect.session import SparkSession

    session = SparkSession(address.url)
    session.client.set_retry_policies([])
    return session


def _classic(address: Address) -> Any:  # noqa: ANN401 -- as above
    from pyspark.sql import SparkSession

    master = "local[*]" if address.url.rstrip("/") == "spark://local" else address.url
    return SparkSession.builder.master(master).config("spark.ui.enabled", "false").getOrCreate()


def _leave(session: Any, address: Address) -> None:  # noqa: ANN401 -- as above
    if address.scheme == CONNECT:
        session.client.set_retry_policies([])
    session.stop()
