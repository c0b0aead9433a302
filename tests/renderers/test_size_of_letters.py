"""How large the letters of a print are: as asked, as large as the pages allow, or in large print."""

from pathlib import Path

import pypdfium2
import pypdfium2.raw
import pytest

from checked_prose import check_prose
from seeds import repeats
from small_briefs import brief
from statbrief.errors import ProjectError
from statbrief.pages.render import render
from statbrief.project.project import read_project
from statbrief.renderers.embedded.largest_type import SIZES, largest
from statbrief.renderers.quarto import Quarto

TABLE = """
| Town | Inhabitants in the year of the count | Change since then |
|---|--:|--:|
| North | 1,000 | 12 |
| South | 2,000 | 10 |
"""
KEY = "::: {.key-figures}\n- **One** thing\n- **Another** thing\n:::\n\n"


def paragraphs(number: int) -> str:
    """So many paragraphs of some lines."""
    return "\n\n".join([f"Paragraph {each}: " + "words of a text that goes on, " * 12 for each in range(number)])


def pages(folder: Path) -> int:
    """How many pages the print has."""
    return len(pypdfium2.PdfDocument((folder / "_output/brief.pdf").read_bytes()))


def sizes(folder: Path) -> set[float]:
    """The sizes of its letters in points, but for the foot of each page."""
    found = set()
    for page in pypdfium2.PdfDocument((folder / "_output/brief.pdf").read_bytes()):
        text = page.get_textpage()
        for index in range(text.count_chars()):
            if text.get_charbox(index)[1] > 50 and not pypdfium2.raw.FPDFText_IsGenerated(text, index):
                found.add(round(pypdfium2.raw.FPDFText_GetFontSize(text, index), 1))
    return found


def printed(folder: Path, body: str, settings: str) -> list[str]:
    """What the build notes of a print with these settings."""
    return list(render(brief(folder, body, config=settings), ("pdf",), "embedded").notes)


@pytest.mark.thorough
@pytest.mark.always("3")
@pytest.mark.parametrize("number", repeats({str(number): number for number in (3, 20, 26, 60)}, ("3", "26")))
def test_letters_are_as_large_as_the_pages_allow(tmp_path: Path, number: int) -> None:
    """The size that the build tells adds no page; one tenth of a point more does, unless it is the largest."""
    (note,) = printed(tmp_path / "auto", paragraphs(number), "fontsize: auto\n")
    size = float(note.removeprefix("fontsize: ").partition("pt")[0])
    assert note == f"fontsize: {size:g}pt is the largest that adds no page"
    printed(tmp_path / "small", paragraphs(number), f"fontsize: {SIZES[0]}pt\n")
    assert pages(tmp_path / "auto") == pages(tmp_path / "small")
    assert size in sizes(tmp_path / "auto")
    if size < SIZES[-1]:
        printed(tmp_path / "more", paragraphs(number), f"fontsize: {size + 0.1:.1f}pt\n")
        assert pages(tmp_path / "more") > pages(tmp_path / "small")


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("It is `some_code` here.\n", marks=pytest.mark.thorough),
        f"{TABLE}\n| A | `of_code` |\n".replace("\n\n|", "\n|"),
    ],
)
def test_code_is_as_large_as_what_it_stands_in(tmp_path: Path, body: str) -> None:
    """Typst would set it smaller by a fifth: less than seven points, in a table."""
    printed(tmp_path / "code", body, "fontsize: 8pt\n")
    printed(tmp_path / "words", body.replace("`", ""), "fontsize: 8pt\n")
    assert sizes(tmp_path / "code") == sizes(tmp_path / "words")


@pytest.mark.parametrize("limit", range(len(SIZES)))
def test_the_largest_is_found_in_few_runs(limit: int) -> None:
    """Wherever the pages begin to be more: by halves."""
    from io import BytesIO

    import pikepdf

    runs = []

    def compiled(source: bytes) -> bytes:
        size = float(source.removeprefix(b"fontsize: ").removesuffix(b"pt"))
        runs.append(size)
        pdf = pikepdf.new()
        for _ in range(1 if size <= SIZES[limit] else 2):
            pdf.add_blank_page()
        made = BytesIO()
        pdf.save(made)
        return made.getvalue()

    assert largest(b"fontsize: auto", compiled) == SIZES[limit]
    assert len(runs) <= 6


def test_large_print_has_no_small_letter(tmp_path: Path) -> None:
    """Text, tables, captions and key figures have 16 points or more, in one column, whatever size the brief has."""
    body = f'{KEY}{paragraphs(4)}\n\n{TABLE}\n: A caption\n\n![A picture](chart.svg){{fig-alt="x"}}\n'
    for size in ("8pt", "auto"):
        assert printed(tmp_path, body, f"large-print: true\nfontsize: {size}\n") == []
        assert min(sizes(tmp_path)) == 16
        page = pypdfium2.PdfDocument((tmp_path / "_output/brief.pdf").read_bytes())[0].get_textpage()
        boxes = [page.get_rect(each) for each in range(page.count_rects())]
        lefts = [box[0] for box in boxes if "Paragraph" in page.get_text_bounded(*box)]
        assert max(lefts) < 150


NUMBERS = """
| Figure | Value | Low | High | Where from |
|:---|---:|---:|---:|:---|
| Number of mineworkers | about 143,093,000 | 143,092,500 | 143,093,500 | Office |
| A rise | 2.71% | 2.705% | 2.715% | Office |
"""


def test_large_print_gives_no_room_to_decimal_marks(tmp_path: Path) -> None:
    """Its numbers end with their columns, so that a table is as large as the text where other print must be smaller."""
    printed(tmp_path, NUMBERS, "large-print: true\n")
    assert min(sizes(tmp_path)) == 16
    right = ends(tmp_path)
    assert right["143,092,500"] == pytest.approx(right["2.705%"], abs=1)
    assert right["143,093,500"] == pytest.approx(right["2.715%"], abs=1)
    printed(tmp_path, NUMBERS, "fontsize: 8pt\n")
    right = ends(tmp_path)
    assert right[".705%"] > right["143,092,500"] + 3


HYPHENS = """
| Body | Names of those that have the most of them | Where from |
|:-----|:-----|:-----|
| Landschaftsverband-Abwasserbeseitigung | Landschaftsverband-Abwasserbeseitigung | rows 2010–2015 |
| Nordrhein-Abwasserbeseitigung | 1 | Landschaftsverband-Abwasserbeseitigung |
"""
CLOSE = """
| Figure of the series | Value | Low | High | Where from |
|:---|---:|---:|---:|:---|
| Supersectors | transportation | 143,092,500 | 143,093,500 | change_of_year, |
"""


LONG_WORDS = """
| Internationalization | Institutionalization | Compartmentalization | Counterrevolutionary |
|:---|:---|---:|---:|
| Electroencephalograms | Characteristically low | 1,234,567 | 3 |
"""


@pytest.mark.parametrize(
    "table",
    [HYPHENS, CLOSE, LONG_WORDS],
    ids=["words with hyphens", "columns that fit closer together", "words that are parted"],
)
def test_large_print_sets_no_table_smaller_that_has_room(tmp_path: Path, table: str) -> None:
    """Lines end at hyphens, columns come closer together and words are parted before letters are made smaller."""
    printed(tmp_path, table, "large-print: true\nmargin: {x: 0.5in}\n")
    assert min(sizes(tmp_path)) == 16


def ends(folder: Path) -> dict[str, float]:
    """Where the texts of the first page end, by text."""
    page = pypdfium2.PdfDocument((folder / "_output/brief.pdf").read_bytes())[0].get_textpage()
    boxes = [page.get_rect(each) for each in range(page.count_rects())]
    found: dict[str, float] = {}
    for left, bottom, right, top in boxes:
        for word in page.get_text_bounded(left, bottom, right, top).split():
            found[word] = right
    return found


@pytest.mark.parametrize("setting", ["big", '"true"', "16"])
def test_large_print_is_true_or_not(tmp_path: Path, setting: str) -> None:
    """What else is said of it is told."""
    made = brief(tmp_path, "Text.", config=f"lang: en\nlarge-print: {setting}\n")
    plain = setting.strip('"')
    told = f"^_quarto.yml:2:1: large-print: '{plain}' is not true or false; write true, or leave it out$"
    with pytest.raises(ProjectError, match=told):
        check_prose(made, "embedded")


def test_quarto_is_not_left_to_look_for_a_size(tmp_path: Path) -> None:
    """It would hand the word to Typst, which wants a length."""
    made = brief(
        tmp_path,
        "Text.",
        config="format:\n  html: {theme: none, minimal: true, embed-resources: true}\n  typst:\n    fontsize: auto\n",
    )
    told = [str(each) for each in Quarto(program="quarto", version="1.10.18").faults(read_project(made))]
    fault = "fontsize: only the embedded renderer looks for the size; write the one that it found: 8.6pt"
    assert told == [f"_quarto.yml:4:5: {fault}"]
