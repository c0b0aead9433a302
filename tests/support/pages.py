"""The brief as its readers meet it: built once, opened in a browser, and changed to another paper.

These are fixtures; conftest.py names this file as their home.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from selectolax.lexbor import LexborHTMLParser, LexborNode

from command_line import done, run
from conftest import BROWSERS
from derived_once import deriving_once
from made_once import made_once

ELSEWHERE = {"TZ": "Asia/Tokyo", "LANG": "de_DE.UTF-8", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "77"}
Opening = Callable[..., Page]
"""Opens the brief as `open_brief` does."""


@pytest.fixture(scope="session")
def built_brief(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the brief, as the program built it, with its pages in `_output/`. Tests only read it."""

    def make(place: Path) -> None:
        _build_apart(copy_brief(root, place / "brief"), TZ="UTC", LANG="C", umask=0o022, PYTHONHASHSEED="1")

    return made_once(tmp_path_factory, "built", make) / "brief"


@pytest.fixture(scope="session")
def brief_built_elsewhere(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same of another folder, where time zone, language, hash seed and umask are others. Tests only read it."""

    def make(place: Path) -> None:
        (place / "a folder").mkdir()
        _build_apart(copy_brief(root, place / "a folder/brief"), umask=0o077, **ELSEWHERE)

    return made_once(tmp_path_factory, "elsewhere", make) / "a folder/brief"


def _build_apart(folder: Path, *, umask: int, **settings: str) -> None:
    """Build a brief in a process of its own."""
    command = [sys.executable, "-m", "statbrief", "build", os.fspath(folder), "--renderer", "embedded"]
    result = subprocess.run(
        command, env=os.environ | settings, umask=umask, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr


@pytest.fixture(scope="session")
def analysed_editions(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the brief in both languages, analysed in each, with no pages yet. Tests copy it."""

    def make(place: Path) -> None:
        folder = copy_brief(root, place / "brief", "es")
        with deriving_once():
            for edition in ("", "es"):
                done("analyse", os.fspath(folder), "--edition", edition)

    return made_once(tmp_path_factory, "analysed", make) / "brief"


@pytest.fixture(scope="session")
def built_editions(analysed_editions: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the brief in both languages, built one after the other. Tests only read it, or copy it."""

    def make(place: Path) -> None:
        folder = Path(shutil.copytree(analysed_editions, place / "brief"))
        for edition in ("", "es"):
            words = ["build", os.fspath(folder), "--edition", edition, "--renderer", "embedded", "--strict"]
            made = run(*words)
            assert (made.exit_code, made.stderr) == (0, "")

    return made_once(tmp_path_factory, "editions", make) / "brief"


@pytest.fixture(scope="session")
def brief_on_a4(built_brief: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, after one setting of `_quarto.yml` was changed."""

    def make(place: Path) -> None:
        folder = Path(shutil.copytree(built_brief, place / "brief", ignore=shutil.ignore_patterns("_output")))
        settings = folder / "_quarto.yml"
        text, changed = re.subn(r"papersize: us-letter\b", "papersize: a4", settings.read_text(encoding="utf-8"))
        assert changed == 1
        settings.write_text(text, encoding="utf-8")
        build(folder)

    return made_once(tmp_path_factory, "on-a4", make) / "brief"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real browser: Debian's Chromium, or another one on the PATH."""
    program = next(filter(None, map(shutil.which, BROWSERS)))
    with sync_playwright() as playwright:
        # A container lets no program make a sandbox of its own, and the brief is our own page. Nor has it a GPU: to do
        # as if takes more time.
        opened = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture
def opened(browser: Browser, built_brief: Path) -> Iterator[Opening]:
    """Opens the brief in the browser, as often as a test likes."""
    pages = []

    def open_one(*args: Any, **settings: Any) -> Page:  # noqa: ANN401 -- those of `open_brief`
        pages.append(open_brief(browser, built_brief, *args, **settings))
        return pages[-1]

    yield open_one
    for page in pages:
        page.context.close()


@pytest.fixture(scope="session")
def opened_once(browser: Browser, built_brief: Path) -> Iterator[Page]:
    """The brief in a window of its own. Tests look at it as `looked_at` shows it."""
    page = open_brief(browser, built_brief)
    yield page
    page.context.close()


@pytest.fixture
def looked_at(opened_once: Page) -> Opening:
    """Shows the brief in a window of some width and scheme, folded or not, to who only looks: opening takes longer."""

    def show(width: int = 1280, *, scheme: str = "light", unfolded: bool = False) -> Page:
        opened_once.set_viewport_size({"width": width, "height": 900})
        opened_once.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        unfold(opened_once, to=unfolded)
        return opened_once

    return show


def open_brief(
    browser: Browser, folder: Path, width: int = 1280, *, scheme: str = "light", javascript: bool = True
) -> Page:
    """The web page of the brief in `folder`, in a window of this width in CSS pixels; the scheme is light or dark."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=javascript,
    )
    page = context.new_page()
    page.goto((folder / "_output/brief.html").as_uri())
    return page


def copy_brief(root: Path, folder: Path, *editions: str) -> Path:
    """Copy what the brief is made from, and the documents of these editions of it; returns the folder."""
    folder.mkdir()
    for name in ("data", "analysis", "theme", "_extensions"):
        shutil.copytree(root / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("brief.qmd", "_quarto.yml", *(f"brief.{edition}.qmd" for edition in editions)):
        shutil.copy(root / name, folder)
    return folder


def build(folder: Path, *formats: str) -> None:
    """Build the brief in `folder`, in all formats or some, with the renderer that is always there, in this process."""
    chosen = [word for name in formats for word in ("--to", name)]
    done("build", os.fspath(folder), "--renderer", "embedded", *chosen)


def unfold(page: Page, *, to: bool = True) -> None:
    """Open all that is folded, or fold it again."""
    page.evaluate("to => { for (const each of document.querySelectorAll('details')) each.open = to }", to)


def parsed(folder: Path) -> LexborHTMLParser:
    """The web page of the brief in `folder`."""
    return LexborHTMLParser((folder / "_output/brief.html").read_text(encoding="utf-8"))


def words(node: LexborNode | None) -> str:
    """The text of a part of the page, its white space made one space each."""
    assert node is not None
    return " ".join(node.text().split())
