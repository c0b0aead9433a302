"""`statbrief diff` of the brief itself: built, built again, and built from other data and words."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from briefs import edit
from compared_records import diff
from pages import build, copy_brief
from statbrief.copies.read import read_copy
from statbrief.diff.charts_and_checks import WENT
from statbrief.diff.difference import difference, record_of
from statbrief.diff.report import NOTHING

pytestmark = pytest.mark.thorough

FORMATS = ("html", "pdf", "json")


@pytest.fixture(scope="module")
def builds(
    root: Path, built_brief: Path, brief_built_elsewhere: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """The brief of this project: built, built again elsewhere, and built with other data and words."""
    new = copy_brief(root, tmp_path_factory.mktemp("new") / "brief")
    edit(new / "data/reported.csv", "offer,300000,", "offer,320000,")
    edit(new / "data/mexican_may_arrests.csv", "2022,70700", "2022,70710")
    edit(
        new / "analysis/derived.py",
        "return arrests_2022 / arrests_2019",
        "return arrests_2022 / arrests_2019 / 2",
    )
    edit(new / "analysis/checks.py", "def rises_agree(", "def _rises_agree(")
    edit(new / "brief.qmd", "on offer, not issued", "on offer alone")
    build(new)
    folders = {"old": built_brief, "again": brief_built_elsewhere, "new": new}
    return {name: folder / "_output" for name, folder in folders.items()}


def test_two_builds_of_the_same_input_have_no_difference(builds: dict[str, Path]) -> None:
    """In any format, and between formats: exit 0, and not even a note."""
    for old, new in (("html", "html"), ("pdf", "pdf"), ("json", "json"), ("html", "pdf"), ("pdf", "json")):
        result = diff(str(builds["old"] / f"brief.{old}"), str(builds["again"] / f"brief.{new}"))
        assert (result.exit_code, result.output) == (0, f"{NOTHING}\n"), (old, new)


def test_page_print_and_record_tell_the_same_difference(builds: dict[str, Path]) -> None:
    """Whichever of the three files of a build is at hand; but a record alone has no cells, and says so."""
    results = [diff(str(builds["old"] / f"brief.{name}"), str(builds["new"] / f"brief.{name}")) for name in FORMATS]
    assert [each.exit_code for each in results] == [1, 1, 1]
    assert results[0].output == results[1].output
    revised = "\nRevised\n  mexican_may_arrests, arrests\n    2022: 70700 → 70710 (+10 arrest)\n"
    unknown = "note: mexican_may_arrests: its cells were not compared: its file is not inside, in the older one\n"
    told, first = results[0].output, "1 cell revised, "
    assert told.startswith(first)
    assert told.removeprefix(first).replace(revised, "") == results[2].output.replace(unknown, "")


def test_the_real_brief_tells_why_each_figure_changed(builds: dict[str, Path]) -> None:
    """More visas, a cell of the official count, and a formula: each figure leads to its own root."""
    result = diff(str(builds["old"] / "brief.html"), str(builds["new"] / "brief.pdf"), "--format", "json")
    told = json.loads(result.output)
    causes = {
        each["name"]: [(cause["of"], cause["what"], cause["old"], cause["new"]) for cause in each["causes"]]
        for each in told["figures"]
    }
    visas, cell = ("visas", "value", "300000", "320000"), ("mexican_may_arrests", "row 2022, arrests", "70700", "70710")
    formula = "arrests_2022 / arrests_2019"
    assert causes == {
        "visas": [visas],
        "visas_mexicans": [visas],
        "visas_central_americans": [visas],
        "official_arrests_2022": [cell],
        "official_rise": [cell],
        "share_of_2000": [cell],
        "arrests_rise": [("arrests_rise", "formula", formula, f"{formula} / 2")],
    }
    assert [(each["name"], each["happened"]) for each in told["checks"]] == [("rises_agree", WENT)]
    assert [each["name"] for each in told["datasets"]] == ["mexican_may_arrests"]


def test_the_real_brief_tells_what_to_read_and_no_row_twice(builds: dict[str, Path]) -> None:
    """Sentences of the prose and captions; neither rows of the generated tables nor texts of the pictures."""
    told = difference(*(record_of(read_copy(builds[name] / "brief.html")) for name in ("old", "new")))
    sentences = [(each.change.old, each.change.new) for each in told.sentences if each.place == "html"]
    assert ("The work visas are on offer, not issued", "The work visas are on offer alone") in sentences
    assert any("offer 320,000 work visas" in new for _, new in sentences)
    rows = [old or new for old, new in sentences if " | " in old + new or "[" in (old + new)[:1]]
    assert rows == []
    assert not any(new.startswith(("Mexicans:", "about 160,000")) for _, new in sentences)


@pytest.mark.parametrize("place", ['agreed to offer <a data-origin="', 'href="#n-visas" class="number">'])
def test_a_digit_that_somebody_changed_in_the_page_is_a_difference(
    builds: dict[str, Path], tmp_path: Path, place: str
) -> None:
    """What the page shows is compared, not what its record says that it shows; so is what it shows on hover."""
    page = (builds["old"] / "brief.html").read_text(encoding="utf-8")
    start = page.index(place)
    forged = page[:start] + page[start:].replace("300,000", "900,000", 1)
    (tmp_path / "forged.html").write_text(forged, encoding="utf-8")
    result = diff(str(builds["old"] / "brief.html"), str(tmp_path / "forged.html"))
    assert result.exit_code == 1
    assert re.search(r"\{\+.*900,000.*\+\}", " ".join(result.output.split()))  # it may fill several lines


@pytest.mark.quarto
def test_both_renderers_say_the_same_figures(builds: dict[str, Path]) -> None:
    """Quarto's build of the same input has the same figures, checks, charts and datasets."""
    folder = builds["again"].parent
    command = [sys.executable, "-m", "statbrief", "build", str(folder), "--renderer", "quarto"]
    subprocess.run(command, capture_output=True, check=True)
    told = difference(*(record_of(read_copy(builds[name] / "brief.html")) for name in ("old", "again")))
    assert (told.figures, told.checks, told.charts, told.datasets) == ((), (), (), ())
