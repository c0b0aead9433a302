"""What one process does once for all editions that it makes: each edition is as it would be by itself."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from area_briefs import area_brief, rewrite
from statbrief.data import bibliography
from statbrief.each.areas import read_areas
from statbrief.each.build import build_each
from statbrief.each.edition import Editions
from statbrief.each.folder import Folders
from statbrief.each.making import Wanted, warm
from statbrief.each.settings import read_each
from statbrief.project.project import read_project
from statbrief.renderers.embedded import citation_style

PAGE = Wanted(("html",))


@pytest.fixture
def programs(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that are run meanwhile by a process that knows of no bibliography and no style of citations."""
    commands: list[list[str]] = []

    class Noted(subprocess.Popen[bytes]):
        def __init__(self, command: list[str], **options: Any) -> None:  # noqa: ANN401 -- whatever the caller has
            commands.append(command)
            super().__init__(command, **options)

    monkeypatch.setattr(bibliography, "_right", {})
    monkeypatch.setattr(citation_style, "_known", {})
    monkeypatch.setattr(subprocess, "Popen", Noted)
    return commands


def editions_of(folder: Path) -> Editions:
    """The pages of all areas of a brief."""
    areas = read_areas(folder, read_each(read_project(folder)))
    return Editions(Folders(folder=folder, areas=areas), PAGE)


def test_what_all_editions_cite_is_read_once_for_all(tmp_path: Path, programs: list[list[str]]) -> None:
    """Then pandoc runs once for each edition, and for nothing else."""
    folder = area_brief(tmp_path / "brief")
    warm(folder)
    kinds = {word for command in programs for word in command if word.startswith(("--to=", "--print"))}
    assert kinds == {"--to=csljson", "--print-default-data-file=default.csl"}
    programs.clear()
    editions = editions_of(folder)
    made = [editions.build(each) for each in editions.folders.areas.listed[:2]]
    assert [each.faults for each in made] == [(), ()]
    assert [[word for word in command if word.startswith("--to=")] for command in programs] == [["--to=html5"]] * 2


def test_a_bibliography_that_cannot_be_read_is_told_by_the_editions(tmp_path: Path) -> None:
    """Not by what is read ahead of them."""
    folder = area_brief(tmp_path / "brief")
    path = folder / "data/sources.bib"
    path.write_text(path.read_text(encoding="utf-8").rstrip().removesuffix("}"), encoding="utf-8")
    warm(folder)
    built = build_each(folder, "", PAGE, only=["north"])
    assert [[each.file for each in faults] for faults in built.failed.values()] == [["data/sources.bib"]]


@pytest.mark.parametrize("last", ["bay-and-cape", "el-sur"])
def test_an_edition_is_the_same_whatever_its_process_made_before(tmp_path: Path, last: str) -> None:
    """Page, print and record of one with an odd name, and of one in another language, after four others and alone."""
    one, other = (area_brief(tmp_path / name / "brief") for name in ("one", "other"))
    warm(one)
    editions = Editions(editions_of(one).folders, Wanted(("html", "pdf")))
    in_order = sorted(editions.folders.areas.listed, key=lambda each: each.area.slug == last)
    made = [editions.build(each) for each in in_order][-1]
    alone = f"from pathlib import Path\nfrom statbrief.cli import main\nmain(['build', '--each', '--area', {last!r}])\n"
    subprocess.run([sys.executable, "-c", alone], cwd=other, check=True, stdout=subprocess.DEVNULL)
    assert not made.faults
    assert len(made.files) >= 3
    for name in made.files:
        assert (one / made.folder / made.output / name).read_bytes() == (other / "_output" / last / name).read_bytes()


def test_what_code_sets_for_all_in_one_area_is_set_in_no_other(tmp_path: Path) -> None:
    """Its own edition is lost, and the next of the same process is made."""
    folder = area_brief(tmp_path / "brief")
    setting = '    if area.slug == "north":\n        decimal.getcontext().prec = 2\n    rows = pupils'
    rewrite(folder / "analysis/derived.py", "    rows = pupils", setting)
    rewrite(folder / "analysis/derived.py", "from statbrief", "import decimal\n\nfrom statbrief")
    warm(folder)
    editions = editions_of(folder)
    first, second = (editions.build(each) for each in editions.folders.areas.listed[:2])
    assert "now: sets how all decimals are computed; set it within" in str(first.faults[0])
    assert second.faults == ()
