"""Which files are followed, and when a save is one."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from awaited import awaited
from briefs import write_brief
from statbrief.preview.saves import State, asks_analysis, changed, is_half, kind_of, saves, seen

THERE = State(1, 10, 1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A brief, with what was made of it and what is nobody's business."""
    folder = write_brief(tmp_path / "brief")
    for name in ("brief.qmd", "parts/method.md", "_generated/record.json", "_output/brief.html", "_variables.yml"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("words\n", encoding="utf-8")
    for name in (".git/HEAD", ".brief.qmd.swp", "brief.qmd~", "analysis/__pycache__/derived.pyc", "pages/brief.pdf"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("words\n", encoding="utf-8")
    return folder


def test_what_a_brief_is_made_of_is_followed(folder: Path) -> None:
    """And neither what was made of it nor what editors leave; another output folder is named."""
    assert set(seen(folder, {"pages"}).files) == {
        *("_quarto.yml", "brief.qmd", "parts/method.md", "analysis/derived.py"),
        *("data/reported.csv", "data/sources.bib", "data/units.txt"),
    }


def test_a_folder_that_is_linked_to_is_followed_and_one_that_leads_back_is_not(folder: Path, tmp_path: Path) -> None:
    """As the looks of this repository's brief, which stand with the program."""
    (tmp_path / "looks").mkdir()
    (tmp_path / "looks/brief.css").write_text("p {}\n", encoding="utf-8")
    (folder / "theme").symlink_to(tmp_path / "looks")
    (folder / "parts/back").symlink_to(folder)
    found = seen(folder)
    assert "theme/brief.css" in found.files
    assert not any(name.startswith("parts/back/") for name in found.files)
    assert str((tmp_path / "looks").resolve()) in found.folders


@pytest.mark.parametrize("name", ["data/a.csv", "analysis/charts.py", "source/a.csv", "published/2015.json"])
def test_data_and_code_ask_for_the_analysis(name: str) -> None:
    """And so do settings, which hold the language, and the looks of charts."""
    assert asks_analysis(name)
    assert asks_analysis("_quarto.yml")
    assert asks_analysis("theme/brief.mplstyle")


@pytest.mark.parametrize("name", ["brief.qmd", "parts/method.md", "theme/brief.css", "photo.png", "database.qmd"])
def test_words_and_looks_ask_for_none(name: str) -> None:
    """The pages alone are made again."""
    assert not asks_analysis(name)


def test_what_was_saved_has_a_name() -> None:
    """In the words of those who write briefs."""
    named = {name: kind_of(name) for name in ("_quarto.yml", "analysis/a.py", "source/a.csv", "photo.png")}
    assert named == {
        "_quarto.yml": "settings",
        "analysis/a.py": "code",
        "source/a.csv": "data",
        "photo.png": "file",
    }
    assert kind_of("_extensions/statbrief/a.lua") == "theme"


def test_a_file_that_is_empty_or_gone_may_be_in_the_middle_of_a_save() -> None:
    """One that was empty before, or is new and empty, is not."""
    assert is_half({"a": THERE}, {"a": State(2, 0, 1)})
    assert is_half({"a": THERE}, {})
    assert not is_half({"a": THERE}, {"a": State(2, 11, 1)})
    assert not is_half({"a": State(1, 0, 1)}, {"a": State(2, 0, 1)})
    assert not is_half({}, {"a": State(2, 0, 1)})


def test_a_file_under_another_number_has_changed() -> None:
    """Editors that write beside a file and rename keep time and size, where both are the same."""
    assert changed({"a": THERE}, {"a": State(1, 10, 2)}) == {"a"}
    assert changed({"a": THERE}, {"a": THERE}) == frozenset()


def followed(folder: Path, *steps: Callable[[], object]) -> list[frozenset[str]]:
    """The first save that is heard of after each step."""

    async def follow() -> list[frozenset[str]]:
        saved: AsyncIterator[frozenset[str]] = saves(folder)
        heard: list[frozenset[str]] = []
        for step in steps:
            waiting = asyncio.ensure_future(anext(saved))
            await asyncio.sleep(0.1)  # until it is followed; a save before is heard of all the same
            step()
            heard.append(await waiting)
        return heard

    return awaited(follow)


def test_a_save_is_heard_of_whatever_an_editor_does(folder: Path) -> None:
    """It writes over the file, or beside it and renames, or empties it first; each is one save, of one file."""

    def renamed() -> None:
        fresh = folder / "brief.qmd.tmp"
        fresh.write_text("renamed\n", encoding="utf-8")
        fresh.replace(folder / "brief.qmd")

    def emptied() -> None:
        with (folder / "brief.qmd").open("w", encoding="utf-8") as file:
            file.flush()
            file.write("in two steps\n")

    assert followed(folder, renamed, emptied) == [{"brief.qmd"}] * 2


@pytest.mark.thorough
def test_a_file_in_a_new_folder_and_one_that_goes_are_heard_of(folder: Path) -> None:
    """What is there is looked at, whatever was told."""

    def made() -> None:
        (folder / "notes/more").mkdir(parents=True)
        (folder / "notes/more/a.md").write_text("new\n", encoding="utf-8")

    def written() -> None:
        (folder / "notes/more/a.md").write_text("newer\n", encoding="utf-8")

    def gone() -> None:
        (folder / "data/units.txt").unlink()

    assert followed(folder, made, written, gone) == [{"notes/more/a.md"}, {"notes/more/a.md"}, {"data/units.txt"}]
