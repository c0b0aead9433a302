"""What is of what is known has its range too: a rate of 10.6%, stated to tenths, is 10.55% to 10.65% of it."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from briefs import write_brief
from forged_pages import faults, run, with_its_text
from sealed_briefs import CONFIG
from statbrief.analysis.write import write_analysis
from statbrief.cli import main

PACKAGE = (
    '{"resources": [{"name": "table", "path": "table.csv", "title": "Rates", "source": "agency", "period": "2024",'
    ' "schema": {"primaryKey": ["region"], "fields": [{"name": "region", "type": "string"},'
    ' {"name": "rate", "type": "number", "unit": "percent", "rounded_to": 0.1},'
    ' {"name": "people", "type": "integer", "unit": "visa", "rounded_to": "exact"}]}}]}'
)
ROWS = "region,rate,people\nNorth,10.6,5\nSouth,4.2,7\nEast,,\n"
DERIVED = '''def highest(table):
    """Highest rate"""
    return table["rate"].max(skipna=True)


def people(table):
    """People"""
    return table["people"].sum(skipna=True)
'''
KNOWN = {"en": ("10.55% to 10.65%", "of what is known"), "es": ("10,55 % a 10,65 %", "de lo que se sabe")}


@pytest.mark.parametrize("lang", KNOWN)
def test_a_range_stands_beside_what_it_is_of(tmp_path: Path, lang: str) -> None:
    """Half a step of what is stated to either side; of exact numbers nothing but what they are of."""
    reach, known = KNOWN[lang]
    folder = write_brief(tmp_path, package=PACKAGE, dataset=ROWS, derived=DERIVED)
    (folder / "_quarto.yml").write_text(f"lang: {lang}\n", encoding="utf-8")
    write_analysis(folder, lang)
    lines = (folder / "_generated/figures.md").read_text(encoding="utf-8").splitlines()
    cells = {line.split("|")[1].strip(): line.split("|")[3].strip().replace("\u00a0", " ") for line in lines}
    assert (cells["Highest rate"], cells["People"]) == (f"{reach}; {known}", known)


@pytest.fixture(scope="module")
def page(root: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of such a brief."""
    folder = write_brief(
        tmp_path_factory.mktemp("known") / "brief", package=PACKAGE, dataset=ROWS, derived=DERIVED, figures=""
    )
    (folder / "_quarto.yml").write_text(CONFIG, encoding="utf-8")
    shutil.copytree(root / "_extensions", folder / "_extensions")
    (folder / "brief.qmd").write_text("---\ntitle: Rates\n---\n\n{{< figures >}}\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["build", str(folder), "--renderer", "embedded"])
    assert (result.exit_code, result.stderr) == (0, "")
    return (folder / "_output/brief.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("10.55% to 10.65%; of what is known", "10.55% to 10.65%", True),
        ("10.55% to 10.65%; of what is known", "exact", True),
        ("10.55% to 10.65%; of what is known", "10.55% to 10.60%; of what is known", True),
        ("10.55% to 10.65%; of what is known", "of what is known", False),
    ],
)
def test_a_note_that_is_taken_away_is_told(tmp_path: Path, page: str, old: str, new: str, *, wrong: bool) -> None:
    """In a copy that is sealed again; copies of before had the note alone."""
    assert old in page
    file = tmp_path / "brief.html"
    shown, record, rest = page.partition('<script type="application/json"')
    file.write_bytes(with_its_text((shown.replace(old, new) + record + rest).encode(), file))
    if not wrong:
        assert run(file).exit_code == 0
        return
    said = f"figure highest: its row has the range '{new}'; rows behind it have no value, and it would say that: "
    assert f"brief.html: {said}of what is known" in faults(file)
