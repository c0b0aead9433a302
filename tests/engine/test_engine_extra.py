"""The extra: nothing of it is loaded unless a brief asks an engine, and its lack is told by name."""

import subprocess
import sys
from pathlib import Path

import pytest

from engine_briefs import engine_brief, told
from statbrief.engine import extra
from statbrief.errors import RefusedError

_LOADED = """
import sys
from pathlib import Path
from statbrief.analysis.write import write_analysis
from statbrief.verify import verify
from statbrief.pages import render, release
import statbrief.cli
write_analysis(Path(sys.argv[1]), "en")
print(sorted({name.partition(".")[0] for name in sys.modules} & {"ibis", "duckdb", "pyarrow", "sqlglot"}))
"""


def _loaded(folder: Path) -> str:
    run = subprocess.run([sys.executable, "-c", _LOADED, folder], capture_output=True, text=True, check=True)
    return run.stdout.strip()


@pytest.mark.thorough
def test_a_brief_without_an_engine_loads_none_of_it(tmp_path: Path) -> None:
    """Neither Ibis nor DuckDB is imported by an analysis that asks no engine, nor by what makes and reads pages."""
    folder = engine_brief(tmp_path, "def _nothing(): ...\n")
    (folder / "analysis/tables.py").unlink()
    package = folder / "data/datapackage.json"
    package.unlink()
    assert _loaded(folder) in {"[]", "['pyarrow']"}  # which pandas imports where it is there


@pytest.mark.thorough
def test_a_brief_with_an_engine_loads_it(tmp_path: Path) -> None:
    """The same look at one that asks finds them."""
    assert "'duckdb', 'ibis'" in _loaded(engine_brief(tmp_path))


def test_a_missing_extra_is_told_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says which package is not there, and how it is installed."""
    monkeypatch.setitem(sys.modules, "ibis", None)
    [found] = told(tmp_path, "def it(trips):\n    return trips\n")
    assert found.startswith("data/datapackage.json:")
    assert found.partition(": ")[2] == (
        "trips: engine: needs the package ibis, which is not installed; "
        "install the extra: pip install 'statbrief[engine]'"
    )


def test_a_part_of_the_extra_that_lacks_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ibis without DuckDB is told, too."""
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(RefusedError, match="needs the package duckdb, which is not installed"):
        extra.load("duckdb")
