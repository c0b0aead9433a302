"""The print's columns: a measure that reads well, numbers beneath each other, and any length of text in its order."""

import re
import shutil
from itertools import product
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner

from pages import parsed, words
from seeds import repeats
from statbrief.cli import main
from tagged import read_print

SETTINGS = """
project: {output-dir: _output, render: [brief.qmd]}
engine: markdown
lang: en
filters: [theme/brief.lua]
format:
  typst:
    margin: {x: 0.55in, top: 0.6in, bottom: 0.75in}
    fontsize: 8.6pt
    pdf-standard: [a-3a, ua-1]
    template-partials: [theme/typst-template.typ, theme/typst-show.typ]
"""
NAMES = ["".join(letters) for letters in product("bdfgklmnprst", "aeiou", "bdfgklmnprst", "aeiou")]


@pytest.fixture(scope="module", params=["built_brief", "brief_on_a4"])
def folder(request: pytest.FixtureRequest) -> Path:
    """The brief on each paper."""
    built: Path = request.getfixturevalue(request.param)
    return built


@pytest.mark.always("built_brief")
def test_a_line_of_text_has_50_to_75_letters(folder: Path) -> None:
    """On average, on either paper, lines of paragraphs but for their last ones are as long as reads well in columns."""
    paragraphs = [words(each) for each in parsed(folder).css("main section > p, main > p")]
    with pypdfium2.PdfDocument(folder / "_output/brief.pdf") as document:
        page = document[0]
        width, _ = page.get_size()
        text = page.get_textpage()
        columns = [text.get_text_bounded(left=left, right=left + width / 2) for left in (0, width / 2)]
    # (Where a number keeps its unit in its line, their space is one at which none ends.)
    lines = [line.strip().replace("\xa0", " ") for column in columns for line in column.splitlines()]
    whole = [line for line in lines if len(line) > 40]  # a chart's words may be a paragraph's too
    full = [line for line in whole if any(line in each and not each.endswith(line) for each in paragraphs)]
    assert len(full) > 15
    assert 50 <= sum(map(len, full)) / len(full) <= 75, full


@pytest.mark.thorough
def test_numbers_stand_with_their_decimal_marks_beneath_each_other(folder: Path) -> None:
    """Whole parts end where the mark is or would be, whatever stands before them and however many digits come after."""
    ends = []
    with pypdfium2.PdfDocument(folder / "_output/brief.pdf") as document:
        text = document[1].get_textpage()
        for before, after in (("about 70,000", ""), ("3", ".97"), ("45", ".5%"), ("about 50", "%")):
            found = text.search(before + after, match_case=True).get_next()
            assert found is not None, before + after
            ends.append(text.get_charbox(found[0] + len(before) - 1)[2])
    assert max(ends) - min(ends) < 1.5, ends  # the shapes of digits differ within their equal widths


def printed(root: Path, folder: Path, prose: str) -> Path:
    """The print of such prose with the looks of the brief; nothing is said of it."""
    shutil.copytree(root / "theme", folder / "theme")
    (folder / "_quarto.yml").write_text(SETTINGS, encoding="utf-8")
    (folder / "brief.qmd").write_text(prose, encoding="utf-8")
    made = CliRunner().invoke(main, ["render", str(folder), "--renderer", "embedded", "--to", "pdf"])
    assert (made.exit_code, made.stderr) == (0, "")
    return folder / "_output/brief.pdf"


@pytest.mark.always("30")
@pytest.mark.parametrize("rows", repeats({str(rows): rows for rows in (30, 39, 41, 43, 45)}, ("30", "41", "45")))
def test_columns_that_have_no_room_beneath_a_table_begin_on_the_next_page(
    root: Path, tmp_path: Path, rows: int
) -> None:
    """The table before them stays whole where it is, no page is left empty, and Typst has nothing to say."""
    table = "| A | B |\n|---|---|\n" + "".join(f"| row{number} | b |\n" for number in range(rows))
    text = " ".join(NAMES[:150])
    prose = f"---\ntitle: Long\n---\n\nFirst.\n\n## Table {{.wide}}\n\n{table}\n## After\n\n{text}\n"
    file = printed(root, tmp_path, prose)
    with pypdfium2.PdfDocument(file) as document:
        pages = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    assert len(pages) <= 2
    assert f"row{rows - 1} b" in pages[0]
    assert NAMES[0] in pages[-1]
    assert NAMES[149] in pages[-1]


@pytest.mark.thorough
def test_a_long_text_keeps_its_order_and_its_footnotes(root: Path, tmp_path: Path) -> None:
    """Over many pages each column is read after the one before, and a footnote is on the page of its mark."""
    blocks, notes = [], []
    for start in range(0, 3000, 100):
        blocks.append(f"## Heading {NAMES[start]}")
        blocks += [" ".join(NAMES[part : part + 50]) for part in (start, start + 50)]
        blocks[-1] += f"[^{NAMES[start]}]"
        notes.append(f"[^{NAMES[start]}]: Note of {NAMES[start]}.")
    prose = "\n\n".join(["---\ntitle: Long\n---", *blocks, *notes])
    file = printed(root, tmp_path, prose)
    structure = read_print(file).structure
    assert len(structure.pages()) > 3
    heard = " ".join(each.text(without=("Note",)) for each in structure.all("P"))
    read = re.sub(r"Note of \w+", "", heard).split()
    assert [each[:4] for each in read if each[:4] in NAMES] == NAMES[:3000]
    marked = dict(_pages_of(file, NAMES[:3000:100]))
    assert len(marked) == 30
    assert {name for name, pages in marked.items() if len(pages) != 1} == set()


def _pages_of(file: Path, names: list[str]) -> list[tuple[str, set[int]]]:
    """The pages of each paragraph's last word, and of the note that is marked there."""
    with pypdfium2.PdfDocument(file) as document:
        texts = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    found = []
    for name in names:
        last = NAMES[NAMES.index(name) + 99]
        found.append((name, {at for at, text in enumerate(texts) if f"Note of {name}." in text or f" {last}" in text}))
    return found


@pytest.mark.parametrize(
    "rows", [20, pytest.param(45, marks=pytest.mark.thorough), pytest.param(52, marks=pytest.mark.thorough), 70]
)
def test_a_long_table_after_a_short_text_begins_on_its_page(root: Path, tmp_path: Path, rows: int) -> None:
    """Whether it would fit on the next page as a whole or not; its head stands on each of its pages."""
    table = "".join(f"| {name} | {name} |\n" for name in NAMES[:rows])
    text = f"Short.\n\n## Table {{.wide}}\n\n::: {{#tbl-a}}\n| Key | Other |\n|---|---|\n{table}\nNames.\n:::\n"
    file = printed(root, tmp_path, f"---\ntitle: A brief\n---\n\n{text}")
    with pypdfium2.PdfDocument(file) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    shown = [sum(f"{name} {name}" in page for name in NAMES[:rows]) for page in pages]
    assert sum(shown) == rows
    assert shown[0] >= min(rows, 30), shown
    assert all("Key Other" in page for page in pages)


@pytest.mark.thorough
@pytest.mark.parametrize(
    "rows", [44, pytest.param(60, marks=pytest.mark.thorough), pytest.param(76, marks=pytest.mark.thorough)]
)
def test_what_follows_a_table_of_several_pages_in_the_text_stays_above_the_foot(
    root: Path, tmp_path: Path, rows: int
) -> None:
    """Such a table is split where the columns end; nothing after it runs over a page's number."""
    shutil.copytree(root / "theme", tmp_path / "theme")
    (tmp_path / "_quarto.yml").write_text(SETTINGS, encoding="utf-8")
    long = " ".join(["of many words that take some lines"] * 4)
    rest = "".join(f"| {name} | {name} {long} |\n" for name in NAMES[:rows])
    table = f"| {'Key':60} | {'Other':60} |\n|{'-' * 62}|{'-' * 62}|\n{rest}"
    text = " ".join(f"after{name}" for name in NAMES[:25])
    (tmp_path / "brief.qmd").write_text(f"---\ntitle: A brief\n---\n\nShort.\n\n{table}\n{text}\n", encoding="utf-8")
    done = CliRunner().invoke(main, ["render", str(tmp_path), "--to", "pdf", "--renderer", "embedded"])
    assert (done.exit_code, done.stderr) == (0, "")
    with pypdfium2.PdfDocument(tmp_path / "_output/brief.pdf") as document:
        texts = [page.get_textpage() for page in document]
        whole = [each.get_text_bounded() for each in texts]
        above = [each.get_text_bounded(bottom=0.75 * 72) for each in texts]  # the margin, in points
    for name in NAMES[:25]:
        assert sum(f"after{name}" in each for each in whole) == sum(f"after{name}" in each for each in above) == 1
    assert sum(each.count(f"{name} {name}") for each in above for name in NAMES[:rows]) == rows


def lefts(file: Path, names: list[str]) -> list[float]:
    """Where each of these words begins, as a part of the page's width."""
    with pypdfium2.PdfDocument(file) as document:
        page = document[0]
        text, found = page.get_textpage(), []
        for name in names:
            place = text.search(name, match_whole_word=True).get_next()
            assert place is not None, name
            found.append(text.get_charbox(place[0])[0] / page.get_width())
        return found


def test_a_few_lines_are_not_torn_into_two_columns(root: Path, tmp_path: Path) -> None:
    """What stands by itself with its heading stays in one; a longer text fills both evenly."""
    for folder, many, parts in (("few", 40, {"left"}), ("more", 140, {"left", "right"})):
        text = " ".join(NAMES[:many])
        (tmp_path / folder).mkdir()
        file = printed(root, tmp_path / folder, f"---\ntitle: Short\n---\n\n## After\n\n{text}\n")
        assert {"left" if each < 1 / 2 else "right" for each in lefts(file, NAMES[:many])} == parts
