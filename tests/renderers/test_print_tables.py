"""Tables in print: columns as wide as they are given, and wide ones that stay inside the page."""

import itertools
import re
from pathlib import Path

import pypdfium2
import pytest

from briefs import write_brief
from printed_words import INSETS, NUMBERS, assert_apart, fault, text, words_of
from seeds import pairs
from small_briefs import brief, page, printed
from statbrief.analysis.write import write_analysis
from statbrief.pages.render import render

ACROSS = "## Across the page {.wide}\n\n"
"""A heading beneath which nothing is set in columns."""
INSET = 0.9 * 0.88 * 8.6
"""The space before a column that is not the first, in points, as the theme has it."""


@pytest.mark.parametrize("where", [pytest.param("caption", marks=pytest.mark.thorough), "div"])
def test_the_widths_of_columns_are_obeyed(tmp_path: Path, where: str) -> None:
    """In page and PDF, whether the table or the div around it says so."""
    table = "| A | B |\n|:--|:--|\n| left | right |\n\n"
    width = 'tbl-colwidths="[75,25]"'
    body = f"{table}: Cap {{{width}}}" if where == "caption" else f"::: {{#tbl-x {width}}}\n\n{table}Cap\n:::"
    folder = brief(tmp_path, ACROSS + body, config="papersize: a4\nmargin: {x: 1in}\n")
    render(folder, renderer="embedded")
    assert re.findall(r'<col style="width: (\d+)%', page(folder)) == ["75", "25"]
    starts = {word: left for word, left, *_ in words_of(folder)}
    room = 595.28 - 2 * 72
    assert starts["B"] - starts["A"] == pytest.approx(0.75 * room + INSET, abs=1)


def wide(columns: int, *, word: str = "million", long: str = "Internationalisation") -> str:
    """A table with a first column of one long word, and numbers beside it."""
    head = " | ".join(f"Column{number}" for number in range(columns))
    row = " | ".join(f"1.{number:03} {word}" for number in range(columns))
    return f"| Office | {head} |\n|:--|{'--:|' * columns}\n| {long} | {row} |\n"


@pytest.mark.always("10-")
@pytest.mark.parametrize(("columns", "caption"), pairs([2, 6, 10, 13], ["", "\n: A caption {#tbl-a}\n"]))
def test_a_wide_table_stays_inside_the_page(tmp_path: Path, columns: int, caption: str) -> None:
    """No word is outside the margins, none runs into the next, and none is smaller than six points."""
    folder = brief(tmp_path, wide(columns) + caption, config="papersize: us-letter\nmargin: {x: 1in, y: 1in}\n")
    render(folder, ("pdf",), "embedded")
    found = words_of(folder)
    assert [word for word, *_ in found].count("million") == columns
    assert_apart(found, 72, 612 - 72)


@pytest.mark.parametrize(
    "insets", [pytest.param("", marks=pytest.mark.thorough), INSETS], ids=["even insets", "insets of a theme"]
)
def test_long_numbers_and_words_stand_apart(tmp_path: Path, insets: str) -> None:
    """Whatever space a theme sets beside which column, and whichever of the words is the widest."""
    folder = brief(
        tmp_path, f"```{{=typst}}\n{insets}```\n\n{NUMBERS}", config="papersize: a4\nmargin: {x: 1in, y: 1in}\n"
    )
    render(folder, ("pdf",), "embedded")
    found = words_of(folder)
    assert_apart(found, 72, 595.28 - 72)
    assert {"123,456,789,012.375", "1,234,567,890,123.5", "((123,456,789,012.25"} <= {word for word, *_ in found}


def test_widths_that_fit_stay_as_they_were_given(tmp_path: Path) -> None:
    """Those of a grid table, and those that pandoc reads off the dashes."""
    config = "format:\n  typst:\n    keep-typ: true\n    margin: {x: 1.25in}\n"
    rows = f"| {'word ' * 20} | two |\n|{'-' * 60}|{'-' * 20}|\n| a | b |\n"
    render(brief(tmp_path, ACROSS + rows, config=config), ("pdf",), "embedded")
    starts = {word: left for word, left, *_ in words_of(tmp_path)}
    room = 612 - 2 * 90
    assert starts["b"] - starts["a"] == pytest.approx(0.75 * room + INSET, abs=1)


@pytest.mark.thorough
def test_a_table_that_no_page_is_wide_enough_for_is_a_fault(tmp_path: Path) -> None:
    """It would be printed over itself; it is known by its head, whatever its cells hold."""
    found = fault(tmp_path, "Before.\n\n" + wide(20, word="Internationalisation" * 2))
    assert found.startswith("6:1: table: the one of “Office Column0 Column1…” is wider")
    mended = "split it, turn rows and columns around, or shorten its longest words"
    assert found.endswith(f"is wider than the page, in type of six points too; {mended}")


def test_a_table_in_html_that_is_too_wide_is_placed_too(tmp_path: Path) -> None:
    """By what its tags hold."""
    heads = "".join(f"<th>Internationalisation {letter}</th>" for letter in "ABCDEFGHIJKLMN")
    body = f"A or B and C.\n\n<table>\n<tr>{heads}</tr>\n<tr>{'<td>x</td>' * 14}</tr>\n</table>"
    assert re.match(r"7:1: table: the one of “Internationalisation A \S+…” is wider", fault(tmp_path, body))


def test_cells_that_span_are_counted_where_they_stand(tmp_path: Path) -> None:
    """Words beneath a cell that reaches down belong to the next column."""
    grid = "+---+---+\n| a | b |\n|   +---+\n|   | c |\n+---+---+\n"
    render(brief(tmp_path, grid), ("pdf",), "embedded")
    assert [word for word, *_ in words_of(tmp_path) if word in {"a", "b", "c"}][-3:] == ["a", "b", "c"]


def rows_over_pages(number: int, words: int) -> str:
    """A table of rows of several lines, each with a word at its start and one at its end that no other has."""
    rows = (f"| start{each:03} {'word ' * words}end{each:03} | {each}.5 |\n" for each in range(number))
    return f"| Sector | Number |\n|:{'-' * 30}|{'-' * 60}:|\n{''.join(rows)}"


CAPTIONS = ("", "\n: A caption {#tbl-a}\n")


@pytest.mark.always("9-")
@pytest.mark.parametrize(
    ("words", "caption"),
    [
        *pairs([9, 31], CAPTIONS),
        *(pytest.param(*each, marks=pytest.mark.every_seed) for each in itertools.product((14, 23), CAPTIONS)),
    ],
)
def test_no_row_is_torn(tmp_path: Path, words: int, caption: str) -> None:
    """It stands on one page whole, beneath a head that each page repeats."""
    body = ACROSS + rows_over_pages(72, words) + caption
    render(brief(tmp_path, body, config="papersize: a4\n"), ("pdf",), "embedded")
    pages = [each.extract_text() for each in printed(tmp_path).pages]
    with_rows = [each for each in pages if "start" in each]
    assert len(with_rows) > 1
    assert all("Sector" in each for each in with_rows)
    for number in range(72):
        (own,) = (each for each in pages if f"start{number:03}" in each)
        assert f"end{number:03}" in own


@pytest.mark.thorough
def test_a_row_that_is_higher_than_a_page_goes_on(tmp_path: Path) -> None:
    """Nothing of it is lost."""
    render(brief(tmp_path, rows_over_pages(3, 1500), config="papersize: a4\n"), ("pdf",), "embedded")
    said = text(tmp_path)
    assert [each for each in range(3) if f"end{each:03}" in said] == [0, 1, 2]
    assert said.count("word") == 3 * 1500


SHARES = (15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70)
"""Parts of the page, in hundredths, that a first column may have."""
LINE_OF_TABLE = 12
"""Points, at most, from one line of a row to the next."""


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(4, 9, marks=pytest.mark.thorough),
        pytest.param(3, 10, marks=pytest.mark.thorough),
        (8, 3),
        pytest.param(6, 6, marks=pytest.mark.thorough),
    ],
)
def test_columns_share_the_page_so_that_the_table_is_low(tmp_path: Path, one: int, other: int) -> None:
    """Whichever column has more to say, no widths that an author could give make the table more than a line lower."""
    first, last = "many words of one ", "more of the words "
    rows = [("Start", "B"), (first, last * 2 * other), *[(first * one, last * other)] * 6, ("End", "end")]
    piped = [f"| {each} | 7 | {more} |\n" for each, more in rows]
    found = height(tmp_path / "found", "".join([piped[0], "|:--|--:|:--|\n", *piped[1:]]))
    cells = "".join(f"[{each}], align(right)[7], [{more}], " for each, more in rows)
    tried = {
        share: height(tmp_path / str(share), f"```{{=typst}}\n#table(columns: ({share}%, auto, 1fr), {cells})\n```\n")
        for share in SHARES
    }
    evenly = height(tmp_path / "even", f"```{{=typst}}\n#table(columns: 3, {cells})\n```\n")
    assert found < min(tried.values()) + LINE_OF_TABLE
    if one != other:
        assert found < evenly


def height(folder: Path, table: str) -> float:
    """How far beneath its first word the last of a table stands, in points."""
    folder.mkdir()
    render(brief(folder, ACROSS + table, config="papersize: a4\n"), ("pdf",), "embedded")
    feet = {word: low for word, _, low, *_ in words_of(folder)}
    return feet["Start"] - feet["end"]


def test_a_table_that_stands_by_itself_has_its_source_beneath_it(tmp_path: Path) -> None:
    """Without a caption or an id around it: what is printed are its words, and no markup."""
    folder = brief(
        tmp_path, "Before.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n::: {.table-notes}\nSource: Us.\n:::\n\nAfter."
    )
    render(folder, ("pdf",), "embedded")
    assert text(folder) == "A brief Before. a b 1 2 Source: Us. After. Page 1 of 1"


@pytest.mark.parametrize("large", ["", "large-print: true\n"], ids=["usual", "large print"])
def test_words_among_numbers_are_set_as_text(tmp_path: Path, large: str) -> None:
    """Their lines begin beneath each other, in page and PDF, while the numbers of the column end together."""
    names = " ".join(f"name{each}{each}{each}" for each in range(30))
    head = "| Figure | Value | Where from |\n|:------|------:|:------|\n"
    rows = f"| A | 12345 | here |\n| B | [{names}]{{.words}} | here |\n| C | 9 | here |\n"
    folder = brief(tmp_path, head + rows, config=large)
    render(folder, renderer="embedded")
    aligned = re.findall(r'<td style="text-align: (\w+)', page(folder))
    assert aligned == ["left", "right", "left", "left", "left", "left", "left", "right", "left"]
    lines = [left for left, line in starts_of_lines(folder) if line.startswith("name")]
    assert len(lines) > 2
    assert max(lines) - min(lines) < 1


def starts_of_lines(folder: Path) -> list[tuple[float, str]]:
    """Where the texts of the first page begin, in points, and what they say."""
    shown = pypdfium2.PdfDocument((folder / "_output/brief.pdf").read_bytes())[0].get_textpage()
    boxes = [shown.get_rect(each) for each in range(shown.count_rects())]
    return [(box[0], shown.get_text_bounded(*box)) for box in boxes]


@pytest.mark.parametrize("lang", ["en", "es-ES"])
def test_three_digits_behind_the_decimal_mark_are_decimals(tmp_path: Path, lang: str) -> None:
    """A column has room for them beside the longest number, so that each row has one line: all are as far apart."""
    names = ("One", "Two", "Three", "Four", "Five", "Six")
    rows = [("5.370", "percent", "0.002"), ("143093500", "person", "100"), ("12", "person", "exact")]
    figures = [
        f"{name.lower()},{name},{number},{unit},{step},,2022,agency,,\n"
        for name, (number, unit, step) in zip(names, [*rows, *rows], strict=True)
    ]
    write_brief(tmp_path, figures="".join(figures), units="person = [person]\n")
    (tmp_path / "_quarto.yml").write_text(f"lang: {lang}\nbibliography: data/sources.bib\n", encoding="utf-8")
    (tmp_path / "data/labels.es.csv").write_text("kind,id,text\nunit,person,persona|personas\n", encoding="utf-8")
    (tmp_path / "brief.qmd").write_text(f"---\ntitle: It\n---\n\n{ACROSS}{{{{< figures >}}}}\n", encoding="utf-8")
    write_analysis(tmp_path, lang)
    render(tmp_path, ("pdf",), "embedded")
    feet = {word: low for word, _, low, *_ in words_of(tmp_path)}
    apart = [feet[one] - feet[other] for one, other in itertools.pairwise(names)]
    assert apart == pytest.approx([apart[0]] * (len(names) - 1), abs=0.1)
