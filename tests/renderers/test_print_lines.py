"""Lines of print that would be longer than the page: long words break, formulas are set smaller or are a fault."""

import shutil
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from printed_words import fault, words_of
from small_briefs import brief
from statbrief.pages.render import render

MARGINS = "papersize: us-letter\nmargin: {x: 1in, y: 1in}\n"
WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
CODE = "a_name_in_code_that_nobody_would_want_to_read_aloud_and_that_has_no_space_in_all_its_length_to_the_end"
TERM = r"\alpha_{long}"
LONG = {
    "a word": f"Before {WORD}{WORD.lower()} after.",
    "code in a line": f"Before `{CODE}` after.",
    "a line of code": f"```\nprint({CODE})\n```\n",
    "a formula": "$$\n" + " + ".join([TERM] * 14) + "\n$$\n",
}


@pytest.mark.always("a word", "code in a line")
@pytest.mark.parametrize("body", LONG.values(), ids=LONG.keys())
def test_no_line_leaves_the_page(tmp_path: Path, body: str) -> None:
    """All that it says is between the margins."""
    folder = brief(tmp_path, body, config=MARGINS)
    render(folder, ("pdf",), "embedded")
    for word, left, _, right, _ in words_of(folder):
        assert left >= 72 - 1, word
        assert right <= 612 - 72 + 1, word


def test_a_word_that_breaks_stays_one_to_a_search(tmp_path: Path) -> None:
    """Nothing comes between its letters but the end of the line."""
    folder = brief(tmp_path, LONG["a word"], config=MARGINS)
    render(folder, ("pdf",), "embedded")
    with pypdfium2.PdfDocument(folder / "_output/brief.pdf") as document:
        text = document[0].get_textpage().get_text_bounded()
    assert WORD + WORD.lower() in text.replace("\r\n", "")


ADDRESS = "https://stats.example.org/employment-in-a-town/and-its-surroundings/by-month/the-whole-series-of-numbers"


@pytest.mark.always("16")
@pytest.mark.parametrize("indent", range(0, 48, 16))
def test_an_address_gets_no_hyphen_at_the_end_of_a_line(tmp_path: Path, indent: int) -> None:
    """Spanish repeats one at the start of the next line, which an address would not lead with; a word does."""
    config = "lang: es\npapersize: a6\nmargin: {x: 1in, y: 0.5in}\n"
    folder = brief(tmp_path, f"[{'x' * indent}]{{.x}} [{ADDRESS}]({ADDRESS})", config=config)
    render(folder, ("pdf",), "embedded")
    with pypdfium2.PdfDocument(folder / "_output/brief.pdf") as document:
        text = document[0].get_textpage().get_text_bounded()
    assert ADDRESS in text.replace("\x02", "-").replace("\r\n", "")  # as PDFium has a hyphen that ends a line


def test_a_formula_that_no_line_is_long_enough_for_is_a_fault(tmp_path: Path) -> None:
    """It says which, and what to write."""
    found = fault(tmp_path, "Before.\n\n$$\n" + " + ".join([TERM] * 60) + "\n$$\n")
    wanted = r"break it into lines: \begin{aligned} … \\ … \end{aligned}"
    assert found == (f"7:1: formula: {TERM} + {TERM} … is wider than the page, in type of six points too; {wanted}")


@pytest.mark.quarto
def test_no_line_leaves_the_page_with_quarto(tmp_path: Path, root: Path) -> None:
    """Nor where Quarto makes it, by the extension."""
    config = "project: {type: default, output-dir: _output, render: [brief.qmd]}\nengine: markdown\n"
    config += "filters: [statbrief]\nformat: {html: {embed-resources: true, theme: none, minimal: true}, typst: {}}\n"
    config += MARGINS
    folder = brief(tmp_path, "\n\n".join(LONG.values()), config=config)
    for name, text in {"analysis/derived.py": '"""None."""\n', "data/reported.csv": None}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text or "id,label,value,unit,rounded_to,bound,period,source,locator,note\n")
    (folder / "data/sources.bib").write_text("", encoding="utf-8")
    shutil.copytree(root / "_extensions", folder / "_extensions")
    command = [sys.executable, "-m", "statbrief", "build", str(folder), "--renderer", "quarto"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for word, left, _, right, _ in words_of(folder):
        assert 72 - 1 <= left <= right <= 612 - 72 + 1, word
