"""A PostgreSQL server of a test's own, in a temporary folder: nobody but who runs the test reaches it.

The fixture is found here by conftest.py, which names this file as its home.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

USER = "reader"
_PLACES = "/usr/lib/postgresql"
_SERVED_BY = ("postgres", "nobody")
"""Whom the server runs as where the tests are root's, as whom it does not run."""


def programs() -> Path | None:
    """The folder of the server's programs, the newest; None where there are none."""
    on_path = shutil.which("pg_ctl")
    found = [Path(on_path), *[]] if on_path else []
    found += sorted(Path(_PLACES).glob("*/bin/pg_ctl"), key=lambda path: int(path.parts[4]))
    return found[-1].parent if found else None


def _as_nobody_special(folder: Path) -> list[str]:
    """What goes before a command so that it does not run as root, who gives away the folder; nothing for others."""
    if os.getuid():
        return []
    user = next(each for each in _SERVED_BY if each in {entry.pw_name for entry in pwd.getpwall()})
    shutil.chown(folder, user)
    return ["runuser", "-u", user, "--"]


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    """The address of a server with an empty database, which listens on a socket in its folder alone."""
    place = programs()
    if place is None:
        pytest.skip("PostgreSQL's server programs are not there")
    with tempfile.TemporaryDirectory(prefix="pg") as name:
        folder = Path(name)
        before, data = _as_nobody_special(folder), folder / "data"

        def run(*command: str) -> None:
            made = subprocess.run([*before, *command], cwd=folder, capture_output=True, text=True, check=False)
            assert made.returncode == 0, made.stdout + made.stderr

        run(f"{place}/initdb", "-D", str(data), "-U", USER, "--auth=trust", "--no-sync", "--encoding=UTF8")
        listening = f"-c listen_addresses='' -k {folder} -c fsync=off"
        run(f"{place}/pg_ctl", "start", "-w", "-D", str(data), "-o", listening, "-l", str(folder / "log"))
        try:
            yield f"postgres://{USER}@/postgres?host={folder}"
        finally:
            run(f"{place}/pg_ctl", "stop", "-w", "-m", "immediate", "-D", str(data))
