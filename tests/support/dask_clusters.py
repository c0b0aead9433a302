"""A cluster of Dask's on this machine: a scheduler and workers, each a process of its own."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from conftest import ROOT


def _run(module: str, *words: str, path: tuple[Path, ...] = ()) -> "subprocess.Popen[bytes]":
    """A program of the library, beside this one."""
    paths = os.pathsep.join(map(str, (*path, ROOT / "src")))
    command = [sys.executable, "-m", f"distributed.cli.{module}", *words, "--no-dashboard"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(command, env={**os.environ, "PYTHONPATH": paths}, **quiet)  # type: ignore[call-overload, no-any-return]


@contextmanager
def real_cluster(place: Path, *paths: tuple[Path, ...]) -> "Iterator[tuple[str, list[subprocess.Popen[bytes]]]]":
    """A scheduler and a worker for each of `paths`, the folders that it finds packages in before all others.

    The address, and the processes: that of the scheduler first.
    """
    told = place / "scheduler.json"
    words = "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(told)
    processes = [_run("dask_scheduler", *words)]
    try:
        while not told.exists() or not told.read_text(encoding="utf-8"):
            assert processes[0].poll() is None
            time.sleep(0.1)
        address = json.loads(told.read_text(encoding="utf-8"))["address"]
        for number, path in enumerate(paths):
            local = "--local-directory", str(place / f"worker{number}")
            processes.append(_run("dask_worker", address, "--nthreads", "1", "--no-nanny", *local, path=path))
        yield address, processes
    finally:
        for each in processes:
            each.kill()
            each.wait()
