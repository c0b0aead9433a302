"""What all tests share: where the project is, a copy of it, and what to skip without Quarto or a browser."""

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from xdist.scheduler import LoadFileScheduling  # type: ignore[import-untyped]

from statbrief.each import build, workers
from statbrief.errors import RenderingError
from statbrief.files import side_by_side
from statbrief.renderers.quarto import find_quarto

gc.disable()  # until all is collected; see `pytest_collection_finish`

# No test has a time limit; CI tries the same examples every time, so that it fails for a change alone.
# `make seeds` tries more of them.
settings.register_profile("here", deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("more", settings.get_profile("here"), max_examples=300)
settings.register_profile("ci", settings.get_profile("here"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")

ROOT = Path(__file__).resolve().parent.parent
VENV = Path(sys.executable).parent  # where statbrief is a program
WRITTEN_BY_TOOLS = (
    "__pycache__",
    ".*_cache",
    ".hypothesis",
    ".quarto",
    "_generated",
    "_output",
    "_variables.yml",
)
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
LONG = (
    "first_brief/test_screen.py",
    "deriving/test_many_cells.py",
    "rolling/test_employment.py",
    "analysis/test_derived_side_by_side.py",
    "pages/test_release.py",
    "renderers/test_quarto_steps.py",
    "first_brief/test_edition.py",
    "charts/test_chart.py",
    "charts/test_chart_texts.py",
    "deriving/test_random_numbers.py",
    "renderers/test_quarto.py",
    "first_brief/test_digits.py",
    "revisions/test_revisions_table.py",
    "renderers/test_print_tables.py",
    "test_readme.py",
    "each/test_editions_of_areas.py",
    "each/test_workers.py",
    "each/test_faults_of_areas.py",
)
"""Files that begin first, so that at the end no worker waits for another that has just begun a long one."""

IN_MEMORY = Path("/dev/shm")  # noqa: S108 -- pytest makes a folder of its own there
ROOM = 1 << 30
"""Bytes that have to be free there. The files of a whole run, those of failed tests apart, are a tenth of it."""

IN_BROWSER = (
    "preview/test_in_browser.py",
    "first_brief/test_screen.py",
    "first_brief/test_phone.py",
    "first_brief/test_colours.py",
    "each/test_index.py",
)
"""Files with tests in a browser."""

collect_ignore = [
    "faults",
    "earlier_brief",
    "quarto_cases",
    "quarto_stand_in.py",
]  # code of examples and programs, no tests
pytest_plugins = [
    "thorough",
    "derived_once",  # before others, since they use it
    "pages",
    "postgres_cluster",
    "spark_connect",
    "sealed_briefs",
    "forged_pages",
    "stand_in_make",
    "revised_bulletins",
    "odd_companions",
    "area_briefs",
]


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(autouse=True, scope="session")
def _each_alone() -> Iterator[None]:
    """A test makes all in its own process: copies of one that has run thousands take longer than they save.

    That two processes make the same, `analysis/test_derived_side_by_side.py` and `each/test_workers.py` show.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(side_by_side, "is_possible", lambda: False)
        patch.setattr(workers, "can_copy", lambda: False)
        patch.setattr(build, "can_copy", lambda: False)
        yield


@pytest.fixture
def copy_of_project(tmp_path: Path) -> Path:
    """The project as in a clean checkout, without its tests, in a folder whose name has a space."""
    return copy_project(tmp_path / "a copy")


def copy_project(folder: Path) -> Path:
    """Copy the project as in a clean checkout, without its tests, into a new folder; returns that."""
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*WRITTEN_BY_TOOLS, ".git", ".venv", "tests"))
    return folder


@pytest.fixture
def quarto_stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A `quarto` first on the PATH that does as Quarto 1.10.18 was seen to do; see `quarto_stand_in.py`."""
    return put_on_path(tmp_path / "programs", monkeypatch)


def put_on_path(folder: Path, environment: pytest.MonkeyPatch) -> Path:
    """Write the stand-in for Quarto into a new folder, which comes first on the PATH; returns the program."""
    program = folder / "quarto"
    folder.mkdir()
    script = (ROOT / "tests/support/quarto_stand_in.py").read_text(encoding="utf-8")
    program.write_text(f"#!{sys.executable}\n{script}", encoding="utf-8")
    program.chmod(0o755)
    environment.setenv("PATH", os.pathsep.join([str(folder), str(VENV), os.environ["PATH"]]))
    return program


def pytest_collection_finish() -> None:
    """Let Python look for cycles seldom, and not among all that is imported by now: that took a fifth of the time."""
    gc.enable()
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadFileScheduling | None:  # noqa: ANN401 -- xdist's
    """Where files are dealt out, those with tests in a browser go to one worker: a browser takes long to begin."""
    return _Files(config, log) if config.getoption("dist") == "loadfile" else None


class _Files(LoadFileScheduling):  # type: ignore[misc]  # which has no types
    def _split_scope(self, nodeid: str) -> str:
        file: str = super()._split_scope(nodeid)
        return "browser" if file.removeprefix("tests/") in IN_BROWSER else file


def pytest_configure(config: pytest.Config) -> None:
    """Deal out files in the order in which they are collected, not those of most tests first.

    What tests write is kept in memory where there is room: writing and removing it took an eighth of the time.
    """
    config.option.loadscopereorder = False
    if "TMPDIR" not in os.environ and IN_MEMORY.is_dir() and _may_hold_programs(IN_MEMORY):
        os.environ["TMPDIR"] = os.fspath(IN_MEMORY)  # of workers and of all that tests run
        tempfile.tempdir = None  # asks for it again


def _may_hold_programs(folder: Path) -> bool:
    on_it = os.statvfs(folder)
    return not on_it.f_flag & os.ST_NOEXEC and on_it.f_bavail * on_it.f_frsize >= ROOM and os.access(folder, os.W_OK)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long. Skip what needs Quarto or a browser where there is none, and say so."""
    ranks = {name: rank for rank, name in enumerate(LONG)}
    items.sort(key=lambda item: ranks.get(item.location[0].removeprefix("tests/"), len(LONG)))
    reasons = {
        mark: reason
        for mark, reason in [("quarto", _lacks_quarto()), ("browser", _lacks_browser())]
        if reason is not None
    }
    for item in items:
        for mark, reason in reasons.items():
            if item.get_closest_marker(mark):
                item.add_marker(pytest.mark.skip(reason=reason))


def _lacks_quarto() -> str | None:
    try:
        return None if find_quarto() else "Quarto is not on the PATH"
    except RenderingError as error:
        return error.faults[0].found


def _lacks_browser() -> str | None:
    return None if any(map(shutil.which, BROWSERS)) else f"no browser on the PATH ({', '.join(BROWSERS)})"
