"""Reasons in the data that are signs of Markdown or of Typst: in cells and notes they print as the data have them."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from pypdf import PdfReader
from selectolax.lexbor import LexborHTMLParser

from forged_pages import run
from named_briefs import HEAD
from sealed_briefs import CONFIG
from statbrief.cli import main
from withheld_briefs import COUNTRIES, declaring

ROWS = [
    ("...", "--", ":", ":::", "-?", "4000"),
    ("---", "....", "'", "/", '"', "="),
    ("*", "(a)", "::", "+", "#", "$"),
    ("<b>", "a--b", "//", "~", "...x", "\\"),
    ("i.", "|", "@x", "[x]", "`", "^"),
]


def marked(folder: Path, root: Path, marks: tuple[str, ...]) -> Path:
    """A brief whose counts of January 2024 are such signs, each of which is of the reason *as told* and its number."""
    reasons = [{"value": mark, "label": f"as told {number}"} for number, mark in zip("abcdef", marks, strict=True)]
    declaring(folder, reasons=[each for each in reasons if each["value"] != "4000"])
    cells = ['"' + mark.replace('"', '""') + '"' for mark in marks]
    counts = "".join(f"2024-01,{name},{cell}\n" for name, cell in zip(COUNTRIES, cells, strict=True))
    before = "".join(f"2023-12,{name},1000\n" for name in COUNTRIES)
    (folder / "data/table.csv").write_text(HEAD + before + counts, encoding="utf-8")
    (folder / "_quarto.yml").write_text(CONFIG, encoding="utf-8")
    shutil.copytree(root / "_extensions", folder / "_extensions")
    return folder


@pytest.mark.parametrize("marks", ROWS, ids=[" ".join(each) for each in ROWS])
def test_a_sign_prints_as_the_data_have_it(root: Path, tmp_path: Path, marks: tuple[str, ...]) -> None:
    """In the cells and the note of the page and of the print, and both prove themselves."""
    folder = marked(tmp_path / "brief", root, marks)
    result = CliRunner().invoke(main, ["build", str(folder), "--renderer", "embedded"])
    assert (result.exit_code, result.stderr) == (0, "")
    page = LexborHTMLParser((folder / "_output/brief.html").read_bytes())
    shown = [cell.text() for cell in page.css("#tbl-countries tbody td:nth-child(2)")]
    assert shown == [mark.replace("4000", "4,000") for mark in marks]
    withheld = [f"{mark} as told {number}" for number, mark in zip("abcdef", marks, strict=True) if mark != "4000"]
    assert [each.text() for each in page.css(".table-notes p")][1 : 1 + len(withheld)] == withheld
    printed = " ".join(" ".join(each.extract_text() for each in PdfReader(folder / "_output/brief.pdf").pages).split())
    assert [each for each in withheld if each not in printed] == []
    for name in ("brief.html", "brief.pdf"):
        assert run(folder / "_output" / name).exit_code == 0
    record = json.loads((folder / "_output/brief.json").read_text(encoding="utf-8"))
    assert [row[1] for row in record["tables"]["by_country"]["rows"]] == shown
