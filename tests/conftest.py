"""What all tests share: where the project is, a copy of it, and what to skip without Quarto or a browser."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# No test has a time limit; CI tries the same examples every time, so that it fails for a change alone.
settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("here"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")

ROOT = Path(__file__).resolve().parent.parent
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

pytest_plugins = ["pages"]


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture
def copy_of_project(tmp_path: Path) -> Path:
    """The project as in a clean checkout, without its tests, in a folder whose name has a space."""
    folder = tmp_path / "a copy"
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*WRITTEN_BY_TOOLS, ".git", ".venv", "tests"))
    return folder


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs Quarto or a browser where there is none, and say so."""
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
    if shutil.which("quarto") is None:
        return "Quarto is not on the PATH"
    version = subprocess.run(["quarto", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    if tuple(int(part) for part in version.split(".")[:2]) < (1, 9):
        return f"Quarto {version} is older than 1.9"
    return None


def _lacks_browser() -> str | None:
    return None if any(map(shutil.which, BROWSERS)) else f"no browser on the PATH ({', '.join(BROWSERS)})"
