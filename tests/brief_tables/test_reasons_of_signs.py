"""Reasons in the data that are signs of Markdown or of Typst: in cells and notes they print as the data have them."""

import json
import shutil
from pathlib import Path

import pytest
from pypdf import PdfReader
from selectolax.lexbor import LexborHTMLParser

from command_line import run
from forged_pages import verified
from named_briefs import HEAD
from sealed_briefs import CONFIG
from withheld_briefs import declaring

ROWS = [
    ("...", "--", ":", ":::", "-?", "4000"),
    ("---", "....", "'", "/", '"', "="),
    ("*", "(a)", "::", "+", "#", "$"),
    ("<b>", "a--b", "//", "~", "...x", "\\"),
    ("i.", "|", "@x", "[x]", "`", "^"),
]


SIGNS = tuple(mark for row in ROWS for mark in row)
NUMBER = "4000"
"""The one that is a number, and no reason."""
REASONS = {mark: f"as told {place:02}" for place, mark in enumerate(SIGNS) if mark != NUMBER}


@pytest.fixture(scope="module")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is built of a brief whose counts of January 2024 are such signs, each of which is of a reason of its own."""
    folder = tmp_path_factory.mktemp("signs") / "brief"
    declaring(folder, reasons=[{"value": mark, "label": label} for mark, label in REASONS.items()])
    cells = ['"' + mark.replace('"', '""') + '"' for mark in SIGNS]
    names = [f"Place {chr(ord('A') + place // 6)}{chr(ord('a') + place % 6)}" for place in range(len(SIGNS))]
    counts = "".join(f"2024-01,{name},{cell}\n" for name, cell in zip(names, cells, strict=True))
    before = "".join(f"2023-12,{name},1000\n" for name in names)
    (folder / "data/table.csv").write_text(HEAD + before + counts, encoding="utf-8")
    (folder / "_quarto.yml").write_text(CONFIG, encoding="utf-8")
    shutil.copytree(root / "_extensions", folder / "_extensions")
    result = run("build", folder, "--renderer", "embedded")
    assert (result.exit_code, result.stderr) == (0, "")
    return folder / "_output"


@pytest.mark.thorough
@pytest.mark.parametrize("row", range(len(ROWS)), ids=[" ".join(each) for each in ROWS])
def test_a_sign_prints_as_the_data_have_it(built: Path, row: int) -> None:
    """In the cells and the note of the page and of the print, and in the record."""
    marks, here = ROWS[row], slice(6 * row, 6 * row + 6)
    page = LexborHTMLParser((built / "brief.html").read_bytes())
    shown = [cell.text() for cell in page.css("#tbl-countries tbody td:nth-child(2)")][here]
    assert shown == [mark.replace(NUMBER, "4,000") for mark in marks]
    withheld = [f"{mark} {REASONS[mark]}" for mark in marks if mark != NUMBER]
    start = 1 + [*REASONS].index(marks[0])
    assert [each.text() for each in page.css(".table-notes p")][start : start + len(withheld)] == withheld
    printed = " ".join(" ".join(each.extract_text() for each in PdfReader(built / "brief.pdf").pages).split())
    assert [each for each in withheld if each not in printed] == []
    record = json.loads((built / "brief.json").read_text(encoding="utf-8"))
    assert [each[1] for each in record["tables"]["by_country"]["rows"]][here] == shown


@pytest.mark.thorough
@pytest.mark.parametrize("name", ["brief.html", "brief.pdf"])
def test_a_copy_with_such_signs_proves_itself(built: Path, name: str) -> None:
    """Whatever they would be in Markdown or Typst."""
    assert verified(built / name).exit_code == 0
