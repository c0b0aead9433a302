"""Negative money on the page, in print and in formulas: a minus before the currency's symbol, which no line parts."""

import shutil
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser

from briefs import write_brief
from pages import build, open_brief, parsed, words
from statbrief.copies.read import read_copy
from statbrief.verify.verify import verify

SETTINGS = "lang: en\nbibliography: data/sources.bib\nformat:\n  html: {theme: none, minimal: true}\n  typst: default\n"
ROWS = (
    "owed,Owed,-1234.56,EUR,exact,,2023,agency,,\n"
    "lost,Lost,-310,EUR,10,,2022,agency,,\n"
    "paid,Paid,987.65,EUR,exact,,2023,agency,,\n"
)
LEFT = 'def left(paid, owed):\n    """Left"""\n    return paid - owed\n'
WIDTHS = range(1, 61)


def written(folder: Path) -> Path:
    """A brief with amounts at sixty places of a line, and its table of figures."""
    write_brief(folder, figures=ROWS, derived=LEFT)
    (folder / "_quarto.yml").write_text(SETTINGS, encoding="utf-8")
    (folder / "data/units.txt").write_text("EUR = [currency]\n", encoding="utf-8")
    lines = "".join(f"{'x ' * count}{{{{< var owed.value >}}}} ({{{{< var lost.between >}}}})\n\n" for count in WIDTHS)
    (folder / "brief.qmd").write_text(f"---\ntitle: A brief\n---\n{lines}\n{{{{< figures >}}}}\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The brief as the embedded renderer makes it."""
    made = written(tmp_path_factory.mktemp("brief"))
    build(made)
    return made


def pieces(folder: Path) -> list[str]:
    """What the PDF says, at its spaces and at the ends of its lines."""
    with pypdfium2.PdfDocument(folder / "_output/brief.pdf") as document:
        return " ".join(each.get_textpage().get_text_bounded() for each in document).split()


def assert_whole_in_print(folder: Path) -> None:
    """Each amount of the sixty is one piece, wherever it stands."""
    found = pieces(folder)
    assert found.count("−€1,234.56") >= len(WIDTHS)
    assert sum(each.startswith("−€315") for each in found) >= len(WIDTHS)
    assert not [each for each in found if each.endswith(("−", "-")) and each != "−"]


@pytest.mark.thorough
def test_no_line_of_the_print_parts_it(folder: Path) -> None:
    """At any place of a line."""
    assert_whole_in_print(folder)


@pytest.mark.quarto
def test_no_line_of_the_print_parts_it_with_quarto(tmp_path: Path, root: Path) -> None:
    """Nor where Quarto makes it."""
    made = written(tmp_path)
    (made / "_quarto.yml").write_text(
        "project: {type: default, output-dir: _output, render: [brief.qmd]}\nengine: markdown\n"
        "filters: [statbrief]\nciteproc: true\n"
        + SETTINGS.replace("minimal: true", "minimal: true, embed-resources: true"),
        encoding="utf-8",
    )
    shutil.copytree(root / "_extensions", made / "_extensions")
    command = [sys.executable, "-m", "statbrief", "build", str(made), "--renderer", "quarto"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert_whole_in_print(made)


@pytest.mark.parametrize("width", [320, pytest.param(411, marks=pytest.mark.thorough)])
def test_no_line_of_the_page_parts_it(folder: Path, browser: Browser, width: int) -> None:
    """Nor that of a browser, in the text or the table."""
    page = open_brief(browser, folder, width)
    lines = page.evaluate("""() => {
        const found = [];
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            const text = walker.currentNode;
            for (const match of text.data.matchAll(/−€?[0-9]/g)) {
                const range = document.createRange();
                range.setStart(text, match.index);
                range.setEnd(text, match.index + match[0].length);
                const tops = [...range.getClientRects()].map(each => Math.round(each.top));
                if (tops.length) found.push([match[0], new Set(tops).size]);
            }
        }
        return found;
    }""")
    page.context.close()
    assert len(lines) >= 3 * len(WIDTHS)
    assert {count for _, count in lines} == {1}


def test_it_is_a_minus_in_all_that_is_read(folder: Path) -> None:
    """The text, the table and its formula, where what is negative stands in brackets; and the copies hold."""
    table = words(parsed(folder).css_first("table"))
    assert "€987.65 − (−€1,234.56)" in table
    assert "−€315 −€305" in table
    assert "-€" not in words(parsed(folder).css_first("main")) + " ".join(pieces(folder))
    for ending in ("html", "pdf"):
        assert verify(read_copy(folder / f"_output/brief.{ending}")).faults == ()
