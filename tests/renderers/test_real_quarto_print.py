"""What a real Quarto prints: text, HTML and tables, as the embedded renderer does."""

import shutil
from pathlib import Path

import pytest
from pypdf import PdfReader

from both_renderers import SINGLE, both
from printed_words import INSETS, NUMBERS, assert_apart, words_of
from small_briefs import brief
from statbrief.errors import RenderingError
from statbrief.pages.render import render

pytestmark = pytest.mark.quarto

FAITHFUL = (
    "| = Item | - b |\n|:--|--:|\n| + Taxes | **/ x: y** |\n| [= link](https://farm.example) | a<br>b |\n\n"
    ": = Table {#tbl-a}\n\n"
    "![+ Chart](chart.svg){#fig-x fig-alt=x}\n\n::: {.callout-note}\n## - Title\n\nCO<sub>2</sub> <b>bold</b>\n:::\n\n"
    "<table>\n<tr><th>Year</th></tr>\n<tr><td>*now*</td></tr>\n</table>\n\n"
    "| From |\n|---|\n| [@bureau2024], page 3 |\n"
)
NOTES = """<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0" default-locale="en-US">
  <info><title>Notes</title><id>notes</id><updated>2024-01-01T00:00:00+00:00</updated></info>
  <citation><layout><names variable="author"/><text variable="title" prefix=" "/></layout></citation>
</style>
"""


def test_text_and_html_are_printed_as_they_are_meant(root: Path, tmp_path: Path) -> None:
    """Signs at the start of cells, captions, titles and links, elements of HTML, notes that cells begin with."""
    config = f"filters: [statbrief]\nbibliography: sources.bib\nciteproc: true\ncsl: notes.csl\n{SINGLE}"
    folder = brief(tmp_path / "faithful", FAITHFUL, config=config, front='title: "= Title"\nsubtitle: "+ More"')
    (folder / "notes.csl").write_text(NOTES, encoding="utf-8")
    shutil.copytree(root / "_extensions", folder / "_extensions")
    for pages in both(folder, "html", "pdf"):
        (folder / "_output/brief.pdf").write_bytes(pages["pdf"])
        said = "".join(PdfReader(folder / "_output/brief.pdf").pages[0].extract_text().split())
        for piece in ("=Title", "+More", "=Item", "-b", "+Taxes", "/x:y", "=link", "Table1:=Table", "Figure1:+Chart"):
            assert piece in said, piece
        for piece in ("-Title", "CO2bold", "Yearnow", "Bureau,1page3"):
            assert piece in said, piece
        assert "•" not in said


@pytest.mark.parametrize("insets", ["", INSETS], ids=["even insets", "insets of a theme"])
def test_wide_tables_stay_inside_the_page(root: Path, tmp_path: Path, insets: str) -> None:
    """With a caption and without: no word runs into another, by either renderer."""
    config = f"filters: [statbrief]\npapersize: a4\nmargin: {{x: 1in, y: 1in}}\n{SINGLE}"
    body = f"```{{=typst}}\n{insets}```\n\n{NUMBERS}\n\n{NUMBERS}\n: Numbers {{#tbl-numbers}}\n"
    folder = brief(tmp_path / "wide", body, config=config)
    shutil.copytree(root / "_extensions", folder / "_extensions")
    for pages in both(folder, "pdf"):
        (folder / "_output/brief.pdf").write_bytes(pages["pdf"])
        found = words_of(folder)
        assert_apart(found, 72, 595.28 - 72)
        assert [word for word, *_ in found].count("123,456,789,012.375") == 2


def test_a_table_that_no_page_is_wide_enough_for_is_the_same_fault(root: Path, tmp_path: Path) -> None:
    """It is placed, and says what to do."""
    heads = " | ".join(f"{'Internationalisation'} {number}" for number in range(14))
    body = f"| {heads} |\n|{'--|' * 14}\n| {' | '.join(['Misunderstandings'] * 14)} |\n"
    folder = brief(tmp_path / "wide", body, config=f"filters: [statbrief]\n{SINGLE}")
    shutil.copytree(root / "_extensions", folder / "_extensions")
    told = []
    for renderer in ("quarto", "embedded"):
        with pytest.raises(RenderingError) as caught:
            render(folder, ("pdf",), renderer)
        told.append(str(caught.value))
    assert told[0] == told[1]
    assert "is wider than the page, in type of six points too; split it" in told[0]


def test_letters_that_no_font_has_are_a_warning(tmp_path: Path) -> None:
    """Quarto looks for fonts wherever the machine has them, and says nothing of what none has."""
    folder = brief(tmp_path / "letters", "Text \U0001f9ff.", config=SINGLE)
    (folder / "_quarto.yml").write_text(SINGLE, encoding="utf-8")
    [warning] = render(folder, ("pdf",), "quarto").warnings
    assert str(warning).startswith("brief.qmd:4:6: letter: no font at hand has “\U0001f9ff” (U+1F9FF); ")


MIXED = (
    "![Plain](chart.svg){fig-alt=x}\n\n![Numbered](chart.svg){#fig-a fig-alt=y}\n\nSee @fig-a.\n\n"
    "| Item |\n|---|\n| a |\n\n: Some apples\n\n| Item |\n|---|\n| b |\n\n: More apples {#tbl-b}\n\nSee @tbl-b.\n\n"
    "[![Linked](chart.svg){fig-alt=z}](https://farm.example)\n\n"
    '::: {.callout-tip appearance="minimal"}\nText.\n:::\n\n'
    "## Fields {#sec-f}\n\n### Rows\n\n#### Trees {#sec-t}\n\nSee @sec-t.\n"
)


def test_print_has_the_captions_and_the_numbers_of_the_page(root: Path, tmp_path: Path) -> None:
    """Quarto alone counts pictures without a number, numbers sections otherwise, and drops captions and such dates."""
    config = f"filters: [statbrief]\nnumber-sections: true\n{SINGLE}"
    folder = brief(tmp_path / "mixed", MIXED, config=config, front="title: A brief\ndate: Spring 2024")
    shutil.copytree(root / "_extensions", folder / "_extensions")
    said = []
    for pages in both(folder, "html", "pdf"):
        (folder / "_output/brief.pdf").write_bytes(pages["pdf"])
        reader = PdfReader(folder / "_output/brief.pdf")
        printed = "".join("".join(each.extract_text() for each in reader.pages).split())
        said.append(printed.partition("SeeSection1.1.1.")[0])  # what stands at the foot is each template's own
        assert printed != said[-1]
        assert "Spring 2024" in pages["html"].decode()
    assert said[0] == said[1]
    for piece in ("Spring2024", "Figure1:Numbered", "SeeFigure1.", "Someapples", "Table1:Moreapples", "SeeTable1.",
                  "Linked", "TipText.", "1.1.1Trees"):  # fmt: skip
        assert piece in said[0], piece
    assert said[0].count("Figure") == 2
