"""A copy of the project to measure on, and how programs are run there."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def copy_of_project(folder: Path) -> Path:
    """The project in a folder of its own, sharing the installed packages."""
    copy = folder / "copy"
    made = (".git", ".venv", "_generated", "_output", "_variables.yml", ".*_cache", ".hypothesis")
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*made))
    (copy / ".venv").symlink_to(ROOT / ".venv", target_is_directory=True)
    run(["make", "--silent", "--touch", ".venv/installed"], copy)
    return copy


def run(command: list[str], folder: Path, within: Mapping[str, str] | None = None) -> None:
    """Run a program in a folder, in this environment or another. Raises `CalledProcessError`."""
    subprocess.run(command, cwd=folder, check=True, env=within or environment(), stdout=subprocess.DEVNULL)


def environment() -> dict[str, str]:
    """The environment without make's own variables, and with the embedded renderer's tools alone on the PATH."""
    kept = {name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MAKELEVEL", "MFLAGS"}}
    quarto = shutil.which("quarto")
    if quarto:
        folders = [each for each in kept["PATH"].split(os.pathsep) if Path(each) != Path(quarto).parent]
        kept["PATH"] = os.pathsep.join(folders)
    return kept
