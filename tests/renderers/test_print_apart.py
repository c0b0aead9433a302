"""Print is set in a process of its own where that is possible, and comes to what it comes to in one process."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from small_briefs import brief

MAKING = """
import json, sys
from pathlib import Path
from statbrief.errors import StatbriefError
from statbrief.files import side_by_side
from statbrief.pages.render import render

side_by_side.is_possible = lambda: sys.argv[1] == "apart"
told = []
for folder in sys.argv[2:]:
    try:
        told += map(str, render(Path(folder), (), "embedded").warnings)
    except StatbriefError as error:
        told += map(str, error.faults)
    told.append("typst" in sys.modules)
    if sys.argv[1] == "twice":
        side_by_side.is_possible = lambda: True
print(json.dumps(told))
"""
"""Each in a process that has not had to do with Typst yet."""


def made(way: str, *folders: Path) -> list[object]:
    """What is told of briefs, made one after the other in one process, and whether Typst was loaded there."""
    command = [sys.executable, "-c", MAKING, way, *map(str, folders)]
    told = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    found: list[object] = json.loads(told)
    return found


def test_the_pages_and_warnings_are_the_same_and_typst_is_loaded_elsewhere(tmp_path: Path) -> None:
    """Byte for byte; the brief warns of a typeface that is not there."""
    config = "format: {html: default, typst: {mainfont: Nowhere}}"
    folders = [brief(tmp_path / way, "Text.", config=config) for way in ("here", "apart")]
    (*here, is_here), (*apart, is_apart) = (made(folder.name, folder) for folder in folders)
    assert here == apart
    assert any("nowhere" in str(each).lower() for each in here)
    assert (is_here, is_apart) == (True, False)
    for name in ("brief.html", "brief.pdf"):
        one, other = ((folder / "_output" / name).read_bytes() for folder in folders)
        assert one == other


def test_what_is_wrong_is_told_alike_and_its_source_kept(tmp_path: Path) -> None:
    """With its place, whichever process found it."""
    folders = [brief(tmp_path / way, "Text.\n\n```{=typst}\n#nope()\n```") for way in ("here", "apart")]
    (*here, is_here), (*apart, is_apart) = (made(folder.name, folder) for folder in folders)
    assert here == apart
    assert "brief.qmd:7: PDF" in str(here)
    assert (is_here, is_apart) == (True, False)
    assert all(b"#nope()" in (folder / "_generated" / "brief.typ").read_bytes() for folder in folders)


@pytest.mark.parametrize("way", ["twice", "apart"])
def test_one_process_may_print_several(tmp_path: Path, way: str) -> None:
    """One that has set print itself goes on so: a copy of it would wait for threads that only it has."""
    folders = [brief(tmp_path / name, "Text.") for name in ("first", "second", "third")]
    assert made(way, *folders) == [way == "twice"] * 3
    assert len({(folder / "_output" / "brief.pdf").read_bytes() for folder in folders}) == 1
