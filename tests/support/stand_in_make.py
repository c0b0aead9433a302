"""A copy of the project in which make runs a stand-in for its Python.

These are fixtures; conftest.py names this file as their home.
"""

import os
import subprocess
from pathlib import Path
from typing import Self

import pytest

from conftest import copy_project

STAND_IN = r"""#!/bin/sh
echo "$*" >> asked
case "$*" in
  *render*)
    mkdir -p _generated _output
    echo record > _generated/record.json
    brief=brief
    case "$*" in *--edition\ es*) brief=brief.es;; esac
    case "$*" in *html*) echo page > _output/$brief.html;; esac
    case "$*" in *pdf*) echo print > _output/$brief.pdf;; esac
    echo record > _output/$brief.json;;
esac
if [ -e fail ]; then exit 1; fi
if [ -e interrupt ]; then kill -TERM $PPID; sleep 0.3; fi
"""
PAGES = ["_output/brief.html", "_output/brief.pdf", "_output/brief.json"]
RENDER = "-m statbrief render --to html --to pdf --renderer auto"
PREPARE_AND_RENDER = RENDER.replace("render", "render --prepare", 1)


class Brief:
    """A copy of the project with the stand-in for its Python, and a make to run there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def installed(cls, folder: Path) -> Self:
        """The same, of a folder that has neither the stand-in nor the stamps of its packages yet."""
        brief = cls(folder)
        programs = folder / ".venv/bin"
        programs.mkdir(parents=True)
        for program in ("python", "lint-imports"):
            (programs / program).write_text(STAND_IN, encoding="utf-8")
            (programs / program).chmod(0o755)
        brief.age()
        for stamp in ["installed", "installed-dev"]:
            (folder / ".venv" / stamp).touch()
        brief.age()
        return brief

    def copied(self, folder: Path) -> Self:
        """A copy whose files are as old as these are; a copy is made sooner than a brief."""
        subprocess.run(["cp", "-Rp", os.fspath(self.folder), os.fspath(folder)], check=True)
        return type(self)(folder)

    def age(self) -> None:
        """Make every file older, so that the next one written is newer than all, however coarse the clock."""
        for path in [self.folder, *self.folder.rglob("*")]:
            written = path.stat().st_mtime - 100
            os.utime(path, (written, written))

    def touch(self, name: str) -> None:
        """Change a file, or add it."""
        (self.folder / name).parent.mkdir(exist_ok=True)
        (self.folder / name).touch()
        written = (self.folder / name).stat().st_mtime - 50
        os.utime(self.folder / name, (written, written))

    def make(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run make, free of what a make around these tests hands down."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
        return subprocess.run(
            ["make", *words],
            cwd=self.folder,
            env={**clean, **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    def asked(self, *words: str, code: int = 0) -> list[str]:
        """What make asks of Python, in order."""
        (self.folder / "asked").write_text("", encoding="utf-8")
        result = self.make(*words)
        assert result.returncode == code, result.stdout + result.stderr
        return (self.folder / "asked").read_text(encoding="utf-8").splitlines()

    def pages(self) -> list[str]:
        """The pages that are there."""
        return [page for page in PAGES if (self.folder / page).exists()]


@pytest.fixture(scope="session")
def installed_once(tmp_path_factory: pytest.TempPathFactory) -> Brief:
    """A brief whose packages are installed and of which nothing is made. Tests copy it."""
    return Brief.installed(copy_project(tmp_path_factory.mktemp("installed") / "a copy"))


@pytest.fixture(scope="session")
def brief_made_once(installed_once: Brief, tmp_path_factory: pytest.TempPathFactory) -> Brief:
    """A brief that is built and up to date. Tests copy it."""
    brief = installed_once.copied(tmp_path_factory.mktemp("made") / "a copy")
    assert brief.asked() == [RENDER]
    brief.age()
    return brief


@pytest.fixture
def fresh_brief(installed_once: Brief, tmp_path: Path) -> Brief:
    """A brief whose packages are installed and of which nothing is made."""
    return installed_once.copied(tmp_path / "a copy")


@pytest.fixture
def brief_made(brief_made_once: Brief, tmp_path: Path) -> Brief:
    """A brief that is built and up to date."""
    return brief_made_once.copied(tmp_path / "a copy")
