"""A Spark Connect server of a test's own, on this machine alone, that lets in whoever has its token; and a line to it.

The fixture is found here by conftest.py, which names this file as its home.
"""

import contextlib
import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

TOKEN = "s3cret/w+rd"  # noqa: S105 -- nobody's
WRITTEN = "s3cret%2Fw+rd"
"""The token as an address has it."""
_SERVER = "org.apache.spark.sql.connect.service.SparkConnectServer"


def spark_home() -> Path | None:
    """The folder of pyspark, where it comes with a server and all that a client needs; None where it does not."""
    needed = "pyspark", "grpc", "grpc_status", "google.rpc"
    with contextlib.suppress(ModuleNotFoundError):
        found = [importlib.util.find_spec(each) for each in needed]
        if all(found) and found[0] is not None and found[0].origin and shutil.which("java"):
            home = Path(found[0].origin).parent
            return home if [*home.glob("jars/spark-connect_*.jar")] else None
    return None


def address(port: int) -> str:
    """The address of whoever listens at a port of this machine, with the token."""
    return f"sc://localhost:{port}/;token={WRITTEN}"


def free_port() -> int:
    """A port at which nobody answers."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _command(home: Path, folder: Path, port: int) -> list[str]:
    settings = {
        "spark.connect.grpc.binding.address": "127.0.0.1",
        "spark.connect.grpc.binding.port": port,
        "spark.connect.authenticate.token": TOKEN,
        "spark.sql.shuffle.partitions": 1,
        "spark.sql.warehouse.dir": folder / "warehouse",
        "spark.ui.enabled": "false",
    }
    said = [word for name, value in settings.items() for word in ("--conf", f"{name}={value}")]
    sized = ["--master", "local[1]", "--driver-memory", "768m"]
    return [str(home / "bin/spark-submit"), "--class", _SERVER, *sized, *said, "spark-internal"]


@pytest.fixture(scope="module")
def spark_connect() -> Iterator[int]:
    """The port of a server without tables; it is ended, whatever comes."""
    home = spark_home()
    if home is None:
        pytest.skip("pyspark with Connect, or Java, is not there")
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="spark") as name:
        folder, log = Path(name), Path(name) / "log"
        theirs = {**os.environ, "SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_LOCAL_DIRS": name}
        with log.open("wb") as written:
            server = subprocess.Popen(
                _command(home, folder, port),
                cwd=folder,
                env=theirs,
                stdout=written,
                stderr=written,
                start_new_session=True,
            )
        try:
            _await(port, server, log)
            yield port
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def _await(port: int, server: "subprocess.Popen[bytes]", log: Path) -> None:
    while True:
        assert server.poll() is None, log.read_text(encoding="utf-8", errors="replace")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.2)


class Line:
    """A line to a server at a port of this machine, `port` of its own, which can be cut."""

    def __init__(self, server: int) -> None:
        self._server = server
        self._open: list[socket.socket] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        threading.Thread(target=self._serve, daemon=True).start()

    def cut(self) -> None:
        """Break off all that is said, and answer nobody any more."""
        for each in (self._listening, *self._open):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._listening.accept()
                far = socket.create_connection(("127.0.0.1", self._server))
                self._open += near, far
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=self._pass_on, args=(one, other), daemon=True).start()

    def _pass_on(self, one: socket.socket, other: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while said := one.recv(65536):
                other.sendall(said)
            other.shutdown(socket.SHUT_WR)
