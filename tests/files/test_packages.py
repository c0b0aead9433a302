"""The programs that come with packages."""

import re
import subprocess
from pathlib import Path

import pytest

from statbrief.files.packages import pandoc_binary, pandoc_command


def _memory(command: list[str], prose: Path) -> int:
    """The MiB of memory that pandoc says it took."""
    told = [*command, "+RTS", "-s", "-RTS", "--to=html", str(prose)]
    said = subprocess.run(told, capture_output=True, text=True, check=True).stderr
    found = re.search(r"(\d+) MiB total memory in use", said)
    assert found
    return int(found[1])


def test_the_packaged_pandoc_does_as_it_is_told_of_memory(tmp_path: Path) -> None:
    """It takes less than half of what it takes by itself, and writes the same."""
    prose = tmp_path / "prose.md"
    prose.write_text("A *word*, and [another](#one).\n\n" * 100, encoding="utf-8")
    assert 2 * _memory(pandoc_command(), prose) < _memory([str(pandoc_binary())], prose)
    pages = [subprocess.check_output([*each, str(prose)]) for each in (pandoc_command(), [str(pandoc_binary())])]
    assert pages[0] == pages[1]


def test_a_pandoc_of_somebody_else_is_told_nothing_of_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may have been built so that it refuses to be told."""
    program = tmp_path / "pandoc"
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("statbrief.files.packages._packaged", lambda: None)
    assert pandoc_command() == [str(program)]
