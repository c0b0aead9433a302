"""Which Python the Makefile makes its environment with, and what it says of one that will not do."""

import os
import sys
from pathlib import Path

import pytest

from stand_in_make import Brief


def python_that(folder: Path, spoiled: str) -> Path:
    """A Python like ours in which one thing is different."""
    python = folder / "python3"
    python.write_text(
        f"#!/bin/sh\n[ \"$1\" = -V ] && echo Python 3.9.2 && exit\nexec '{sys.executable}' -c "
        f'"import sys; {spoiled}; exec(sys.argv[1])" "$2"\n',
        encoding="utf-8",
    )
    python.chmod(0o755)
    return python


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("spoiled", "line"),
    [
        pytest.param(
            "sys.version_info = (3, 9, 2)",
            "{} is Python 3.9.2, too old: install Python 3.11 or newer, or name one: make PYTHON=...",
            id="too old",
        ),
        pytest.param(
            "sys.modules['ensurepip'] = None",
            "{} lacks venv: install it (Debian: apt install python3-venv) or name another: make PYTHON=...",
            id="without venv",
        ),
        pytest.param(
            "sys.exit(127)",
            "no Python found: install Python 3.11 or newer, or name one: make PYTHON=...",
            id="not there",
        ),
    ],
)
def test_a_python_that_will_not_do_gets_one_clear_line(fresh_brief: Brief, spoiled: str, line: str) -> None:
    """One line says what is wrong with the Python that was found, and what to do."""
    (fresh_brief.folder / ".venv/bin/python").unlink()
    python = python_that(fresh_brief.folder, spoiled)
    result = fresh_brief.make(f"PYTHON={python}")
    said = [words for words in result.stderr.splitlines() if not words.startswith("make:")]
    assert result.returncode == 2
    assert said == [line.format(python)]


def test_a_newer_python_beside_an_old_one_is_found(fresh_brief: Brief) -> None:
    """When `python3` is too old, a `python3.14` ... `python3.11` on the PATH is taken."""
    (fresh_brief.folder / ".venv/bin/python").unlink()
    programs = fresh_brief.folder / "programs"
    programs.mkdir()
    python_that(programs, "sys.version_info = (3, 9, 2)")
    good = programs / "python3.14"
    good.write_text('#!/bin/sh\n[ "$2" = venv ] && echo made: $* >&2 && exit 3\nexit 0\n', encoding="utf-8")
    good.chmod(0o755)
    result = fresh_brief.make(PATH=f"{programs}{os.pathsep}{os.environ['PATH']}")
    assert "made: -m venv .venv" in result.stderr.splitlines()
