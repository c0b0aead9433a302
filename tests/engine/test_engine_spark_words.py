"""What a client of Spark Connect says is wrong, in one line: of a call that failed, its kind and the server's words."""

from pathlib import Path

import pytest

from engine_briefs import told
from statbrief.engine import spark
from statbrief.engine.address import VARIABLE


def test_a_call_that_failed_is_told_by_its_kind_and_words() -> None:
    """The rest is of the library that called; the words may have quotes and lines of their own."""
    said = (
        "<_InactiveRpcError of RPC that terminated with:\n\tstatus = StatusCode.UNAVAILABLE\n"
        '\tdetails = "no "route"\n to host"\n\tdebug_error_string = "UNKNOWN: no route {grpc_status:14}"\n>'
    )
    assert spark.words_of(said) == 'UNAVAILABLE: no "route" to host'


def test_other_words_are_told_as_they_are() -> None:
    """But in one line."""
    assert spark.words_of("[TABLE_OR_VIEW_NOT_FOUND] The table\ncannot be found") == (
        "[TABLE_OR_VIEW_NOT_FOUND] The table cannot be found"
    )


@pytest.mark.parametrize(
    ("lack", "message"),
    [
        (ModuleNotFoundError("No module named 'grpc'", name="grpc"), "needs the package grpc, which is not installed"),
        (ImportError("[PACKAGE_NOT_INSTALLED] grpcio >= 1.76"), "needs [PACKAGE_NOT_INSTALLED] grpcio >= 1.76"),
    ],
    ids=["a module", "a version"],
)
def test_what_a_client_lacks_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lack: ImportError, message: str
) -> None:
    """Spark's client says in words of its own which package it needs in which version."""

    def lacking(_address: object) -> None:
        raise lack

    monkeypatch.setattr(spark, "connect", lacking)
    monkeypatch.setenv(VARIABLE, "sc://localhost:15002/;token=s3cret")
    [found] = told(tmp_path, path=None)
    assert f"Spark Connect {message}; install it: pip install 'ibis-framework[pyspark]' 'pyspark[connect]'" in found
