"""Editions of areas by a real Quarto, where one is on the PATH: what the embedded renderer makes, in other pages."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from area_briefs import area_brief, rewrite
from command_line import done
from conftest import ROOT
from statbrief.copies.read import read_copy
from statbrief.verify.verify import verify

pytestmark = [pytest.mark.quarto, pytest.mark.thorough]
STEMS = ("north/brief", "el-sur/brief.es")


def build(folder: Path, renderer: str) -> str:
    """What `statbrief build --each` says of two areas, one of them in another language."""
    words = ["build", str(folder), "--each", "--area", "north", "--area", "el-sur", "--renderer", renderer, "--strict"]
    result = done(*words)
    return result.output


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The brief with what Quarto needs, its editions made by Quarto."""
    folder = area_brief(tmp_path_factory.mktemp("quarto") / "brief")
    shutil.copytree(ROOT / "_extensions", folder / "_extensions")
    rewrite(folder / "_quarto.yml", "html: {}", "html: {theme: none, minimal: true, embed-resources: true}")
    settings = (folder / "_quarto.yml").read_text(encoding="utf-8")
    more = "filters: [statbrief]\nproject: {type: default, output-dir: _output}\n"
    (folder / "_quarto.yml").write_text(settings + more, encoding="utf-8")
    assert "editions: 2 made" in build(folder, "quarto")
    return folder


def records(folder: Path) -> list[dict[str, Any]]:
    """The records of both editions."""
    return [json.loads((folder / f"_output/{stem}.json").read_text(encoding="utf-8")) for stem in STEMS]


@pytest.mark.parametrize("stem", STEMS)
@pytest.mark.parametrize("ending", ["html", "pdf"])
def test_each_copy_proves_itself(folder: Path, stem: str, ending: str) -> None:
    """Page and print, with the rows of their area alone inside."""
    copy = read_copy(folder / f"_output/{stem}.{ending}")
    proved = verify(copy)
    assert proved.holds, proved.faults
    other = b"El Sur" if stem.startswith("north") else b"North"
    assert not any(other in content for content in copy.attached.values())


def test_title_and_masthead_say_the_area(folder: Path) -> None:
    """In the language of its edition."""
    page = LexborHTMLParser((folder / "_output/el-sur/brief.es.html").read_bytes())
    [heading] = page.css("h1")
    assert heading.text().strip().startswith("Alumnos de El Gran Sur: ")


def test_what_is_made_stays_until_something_changes(folder: Path) -> None:
    """By the renderer that was asked for: another one makes its own."""
    assert "editions: 0 made, 2 as they were" in build(folder, "quarto")
    by_quarto = records(folder)
    assert "editions: 2 made" in build(folder, "embedded")
    for one, other in zip(by_quarto, records(folder), strict=True):
        assert one["made_with"] != other["made_with"]
        assert [one[part] for part in ("title", "figures", "answers", "charts")] == [
            other[part] for part in ("title", "figures", "answers", "charts")
        ]
    assert "editions: 2 made" in build(folder, "quarto")
