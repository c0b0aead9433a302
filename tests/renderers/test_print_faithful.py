"""What the page says, the PDF says: text that looks like Typst's markup, HTML in the prose, wide tables, letters."""

import itertools
import re
import shutil
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from conftest import ROOT
from small_briefs import brief, page, printed
from statbrief.charts.fonts import font_paths
from statbrief.errors import RenderingError, StatbriefError
from statbrief.pages.render import render
from statbrief.prose.notation import PRINTED_BLOCKS, PRINTED_INLINES
from statbrief.renderers.embedded.typst import ARCHIVE, USUAL

FILTERS = ROOT / "src/statbrief/renderers/embedded/filters"
SIGNS = ["=", "==", "+", "-", "/", "1.", "2024."]


def text(folder: Path) -> str:
    """All that the PDF says, its white space single."""
    return " ".join(" ".join(each.extract_text() for each in printed(folder).pages).split())


def fault(folder: Path, body: str, **settings: str) -> str:
    """What stops the PDF, without the name of the document; the body starts in line 4."""
    with pytest.raises(StatbriefError) as caught:
        render(brief(folder, body, **settings), ("pdf",), "embedded")
    return str(caught.value).removeprefix("brief.qmd:")


# -- text that looks like markup -----------------------------------------------------------------------------------


@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_at_the_start_is_text_everywhere(tmp_path: Path, sign: str) -> None:
    """In cells, captions, titles, links, lists, notes, what is strong, after breaks: as the page has it."""
    line = f"{sign} Word: x"
    body = (
        f"| Item | Other |\n|:--|--:|\n| {line} | **{line}** |\n\n: {line} {{#tbl-a}}\n\n"
        f"![{line}](chart.svg){{#fig-a fig-alt=x}}\n\n"
        f"::: {{.callout-note}}\n## {line}\n\nText.\n:::\n\n"
        f"[{line}](https://farm.example) *{line}* Over\\\n{line}^[\\{line}]\n\n"
        f"> Quoted\\\n> {line}\n\n## {line}\n"
    )
    if sign[0].isdigit():
        body = body.replace(f"^[\\{line}]", f"^[{line.replace('.', chr(92) + '.', 1)}]")
    folder = brief(tmp_path, body, front=f'title: "{line}"\nsubtitle: "{line}"\nauthor: "{line}"')
    render(folder, renderer="embedded")
    shown = re.sub(r"<[^>]*>", "", page(folder).partition("<main>")[2])
    assert shown.count(line) == 14
    assert re.sub(r"\s", "", text(folder)).count(re.sub(r"\s", "", line)) == 14
    assert "•" not in text(folder)


def test_a_number_and_its_point_in_two_pieces_are_text(tmp_path: Path) -> None:
    """Where a mark ends between them."""
    folder = brief(tmp_path, "**[1]{.literal}. April** is **[2]{.x}. May**, **3.14** pies.")
    render(folder, ("pdf",), "embedded")
    assert text(folder).startswith("A brief 1. April is 2. May, 3.14 pies.")


def test_a_sign_within_a_line_is_left_alone(tmp_path: Path) -> None:
    """Only what starts a line could be taken for something else."""
    folder = brief(tmp_path, "a = b + c - d / e and 1. f\n\n- item = x\n\n1. one")
    made = render(folder, ("pdf",), "embedded", document="brief.qmd")
    assert "a = b + c - d / e and 1. f" in text(folder)
    assert "• item = x" in text(folder)
    assert made.warnings == ()


# -- HTML in the prose ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(PRINTED_INLINES - {"br", "wbr"}))
def test_an_element_in_a_line_is_printed(tmp_path: Path, name: str) -> None:
    """With its text, and without its signs."""
    folder = brief(
        tmp_path, f'Before <{name} title="x">inside *more*</{name}> after, <{name.upper()}>B</{name.upper()}>.'
    )
    render(folder, ("pdf",), "embedded")
    said = text(folder).replace("“", "").replace("”", "")
    assert "Before inside more after, B." in said


def test_what_html_means_print_shows(tmp_path: Path) -> None:
    """A break, a raised and a lowered figure, a link, code, in cells too."""
    body = (
        "CO<sub>2</sub> in 10<sup>6</sup> t<br>next <a href='https://farm.example/x'>link</a> <kbd>K</kbd>\n\n"
        "| a | b |\n|---|---|\n| then<br>now | <b>c</b> |\n"
    )
    folder = brief(tmp_path, body, config="format:\n  typst:\n    keep-typ: true\n")
    render(folder, ("pdf",), "embedded")
    source = (folder / "_output/brief.typ").read_text(encoding="utf-8")
    for piece in ("CO#sub[2]", "10#super[6]", '#link("https://farm.example/x")[link]', "`K`", "#strong[c]"):
        assert piece in source
    assert re.search(r"then ?\\\s+now", source)


def test_a_table_in_html_is_a_table(tmp_path: Path) -> None:
    """With its head, caption and what Markdown made of its cells."""
    body = (
        "<table>\n<caption>Of the farms</caption>\n<tr><th>Year</th><th>Farms</th></tr>\n"
        "<tr><td>then</td><td>[7](https://farm.example){.number}</td></tr>\n"
        "<tr><td rowspan='2'>*now*</td><td>8</td></tr>\n<tr><td>9</td></tr>\n</table>\n\nAfter."
    )
    folder = brief(tmp_path, body, config="format:\n  typst:\n    keep-typ: true\n    pdf-standard: ua-1\n")
    render(folder, ("pdf",), "embedded")
    source = (folder / "_output/brief.typ").read_text(encoding="utf-8")
    assert "table.header([Year], [Farms]" in source
    assert '[#link("https://farm.example")[7]]' in source
    assert "rowspan: 2" in source
    expected = "A brief Of the farms Year Farms then 7 now 8 9 After 1"
    assert sorted(re.findall(r"\d|[^\W\d]+", text(folder))) == sorted(expected.split())


def test_a_whole_table_that_is_marked_as_html_is_printed(tmp_path: Path) -> None:
    """As Quarto does."""
    folder = brief(tmp_path, "```{=html}\n<table><tr><td>one</td><td>two</td></tr></table>\n```")
    render(folder, ("pdf",), "embedded")
    assert "one two" in text(folder)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("<ul>\n<li>one</li>\n<li>two</li>\n</ul>", "• one • two"),
        ("<ol>\n<li>one</li>\n</ol>", "1. one"),
        ("<p>one</p>\n<p>two *three*</p>", "one two three"),
        ("<blockquote>\n\nquoted *text*\n\n</blockquote>", "quoted text"),
        ("<h3>Head</h3>\n\ntext", "Head text"),
        ("above\n\n<hr>\n\nbelow", "above below"),
        ("<section>\n\ninside\n\n</section>", "inside"),
        ("<center>inside</center>", "inside"),
        ("<dl>\n<dt>Term</dt>\n<dd>what it is</dd>\n</dl>", "Term what it is"),
        ("<pre>code</pre>", "code"),
    ],
)
def test_an_element_of_its_own_is_printed(tmp_path: Path, typed: str, expected: str) -> None:
    """Lists, paragraphs, headings, rules."""
    folder = brief(tmp_path, f"{typed}\n\nAfter.")
    render(folder, ("pdf",), "embedded")
    assert text(folder) == f"A brief {expected} After. 1"


def test_every_element_that_is_let_through_is_known_to_the_filter() -> None:
    """What the prose may hold, print has words for."""
    source = (FILTERS / "raw_html.lua").read_text(encoding="utf-8")
    inside_tables_and_lists = {
        "caption",
        "col",
        "colgroup",
        "dd",
        "dt",
        "li",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
    }
    read_by_pandoc = {"div", "span"}
    for name in (PRINTED_INLINES | PRINTED_BLOCKS) - inside_tables_and_lists - read_by_pandoc:
        assert re.search(rf"\b{name}\b", source), name


@pytest.mark.parametrize("name", ["line_starts.lua", "note_styles.lua", "raw_html.lua"])
def test_both_renderers_have_the_same_filters(name: str) -> None:
    """The extension's are the embedded renderer's own."""
    assert (ROOT / "_extensions/statbrief" / name).read_bytes() == (FILTERS / name).read_bytes()


# -- what Quarto means by it ---------------------------------------------------------------------------------------

LEFT_OUT = "leave it out, or render with Quarto"
NUMBERS = "give it another id, or render with Quarto"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (
            ":::: {.columns}\ntext\n::::",
            (
                "4:7: .columns: the embedded renderer does not speak columns; "
                "write ::: {layout-ncol=2} around what is to stand side by side"
            ),
        ),
        (
            "::: {.landscape}\ntext\n:::",
            f"4:6: .landscape: the embedded renderer does not speak turned pages; {LEFT_OUT}",
        ),
        (
            "::: {.column-page-right}\ntext\n:::",
            f"4:6: .column-page-right: the embedded renderer does not speak wide columns; {LEFT_OUT}",
        ),
        (
            "::: {.column-screen-inset-shaded}\ntext\n:::",
            f"4:6: .column-screen-inset-shaded: the embedded renderer does not speak wide columns; {LEFT_OUT}",
        ),
        (
            "::: {.panel-sidebar}\ntext\n:::",
            f"4:6: .panel-sidebar: the embedded renderer does not speak panels; {LEFT_OUT}",
        ),
        (
            "# H {.column-margin}",
            f"4:6: .column-margin: the embedded renderer does not speak margin columns; {LEFT_OUT}",
        ),
        ("[x]{.aside}", f"4:5: .aside: the embedded renderer does not speak asides; {LEFT_OUT}"),
        (
            "::: {.callout-danger}\ntext\n:::",
            "4:6: .callout-danger: the embedded renderer does not speak callouts of that name; write .callout-note",
        ),
        ('```{.r lst-cap="C"}\nx\n```', f"4:8: lst-cap: the embedded renderer does not speak it; {LEFT_OUT}"),
        ('```{.r filename="a.r"}\nx\n```', f"4:8: filename: the embedded renderer does not speak it; {LEFT_OUT}"),
        (
            '::: {.callout-note collapse="true"}\nx\n:::',
            f"4:20: collapse: the embedded renderer does not speak it; {LEFT_OUT}",
        ),
        (
            "See @lst-x.\n\n```{#lst-x .r}\nx\n```",
            (
                "4:5: reference: @lst-x refers to a listing; the embedded renderer numbers fig, tbl, sec and eq; "
                "render with Quarto, or link to it: [text](#lst-x)"
            ),
        ),
        (
            "See @thm-x.\n\n::: {#thm-x}\nx\n:::",
            (
                "4:5: reference: @thm-x refers to a theorem; the embedded renderer numbers fig, tbl, sec and eq; "
                "render with Quarto, or link to it: [text](#thm-x)\n"
                f"brief.qmd:6:6: #thm-x: the embedded renderer does not speak theorems; {NUMBERS}"
            ),
        ),
        (
            "::: {#lem-y .x}\nx\n:::",
            f"4:6: #lem-y: the embedded renderer does not speak lemmas; {NUMBERS}",
        ),
        (
            "::: {.callout-tip #tip-a}\nx\n:::",
            f"4:19: #tip-a: the embedded renderer does not speak numbered callouts; {NUMBERS}",
        ),
        (
            "See @fig-x.\n\n![](chart.svg){#fig-x fig-alt=x}",
            (
                "4:5: reference: @fig-x refers to a picture without a caption, which has no number; "
                "write one: ![caption](…)"
            ),
        ),
        (
            '| a | b |\n|---|---|\n| c | d |\n\n: C {#tbl-x tbl-colwidths="[1,2,3]"}',
            "8:13: tbl-colwidths: [1,2,3] says no width for each of 2 columns; write [60,40] for two",
        ),
    ],
)
def test_what_quarto_means_by_it_is_not_dropped(tmp_path: Path, typed: str, found: str) -> None:
    """A class or attribute that the embedded renderer does not speak is named, with its place."""
    assert fault(tmp_path, typed) == found


@pytest.mark.parametrize("where", ["caption", "div"])
def test_the_widths_of_columns_are_obeyed(tmp_path: Path, where: str) -> None:
    """In page and PDF, whether the table or the div around it says so."""
    table = "| A | B |\n|:--|:--|\n| left | right |\n\n"
    width = 'tbl-colwidths="[75,25]"'
    body = f"{table}: Cap {{{width}}}" if where == "caption" else f"::: {{#tbl-x {width}}}\n\n{table}Cap\n:::"
    folder = brief(tmp_path, body, config="papersize: a4\nmargin: {x: 1in}\n")
    render(folder, renderer="embedded")
    assert re.findall(r'<col style="width: (\d+)%', page(folder)) == ["75", "25"]
    starts = {word: left for word, left, *_ in words_of(folder)}
    room = 595.28 - 2 * 72
    assert starts["B"] - starts["A"] == pytest.approx(0.75 * room, abs=1)


# -- Typst's own errors --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", ["width=5rem", "width=50vw", "height=3ex", "width=calc(100%)", "width=12ch"])
def test_a_length_that_only_browsers_know_is_named(tmp_path: Path, size: str) -> None:
    """With what to write instead."""
    key, _, value = size.partition("=")
    found = fault(tmp_path, f'Text.\n\n![](chart.svg){{{size.replace("=", "=" + chr(34), 1)}" fig-alt=x}}')
    assert re.fullmatch(rf"6:\d+: picture: {key} {re.escape(value)}; write cm, in, pt or %", found)


@pytest.mark.parametrize("size", ["width=50%", "width=3cm", "height=.5in", "width=40", "width=40px", "height=auto"])
def test_lengths_of_print_are_obeyed(tmp_path: Path, size: str) -> None:
    """As before."""
    assert render(brief(tmp_path, f"![](chart.svg){{{size} fig-alt=x}}"), ("pdf",), "embedded").warnings == ()


def test_a_grid_that_meets_is_a_table(tmp_path: Path) -> None:
    """And `+-` in text is text."""
    folder = brief(tmp_path, "a +-+ b, +---x\n\n+---+---+\n| a | b |\n+===+===+\n| c | d |\n+---+---+")
    render(folder, renderer="embedded")
    assert "<td>c</td>" in page(folder)


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("Text.\n\n```{=typst}\n#nope()\n```", 7),
        ("Text.\n\nSomewhere `#nope()`{=typst} here.\n\nOther.", 6),
        ("## Heading\n\nThe paragraph before.\n\n`#nope()`{=typst}", 6),
    ],
    ids=["a line of Typst", "within words", "after words"],
)
def test_what_typst_says_is_placed_in_the_prose(tmp_path: Path, body: str, line: int) -> None:
    """At the line of raw Typst, or at the nearest words."""
    assert fault(tmp_path, body) == (
        f"{line}: PDF: Typst says unknown variable: nope; its source is _generated/brief.typ"
    )


@pytest.mark.parametrize(
    ("front", "said"),
    [
        ("title: A\npapersize: foo", "3: PDF: Typst says expected "),
        ("title: A\nfontsize: 12px", "3:1: fontsize: '12px' is not a length; "),
        ("title: A\nformat:\n  typst:\n    margin: {x: 5rem}", "5:14: margin: '5rem' is not a length; "),
    ],
)
def test_what_typst_says_of_a_setting_is_placed_there(tmp_path: Path, front: str, said: str) -> None:
    """By its value."""
    assert fault(tmp_path, "Text.", front=front).startswith(said)


def test_a_long_message_is_cut(tmp_path: Path) -> None:
    """Typst lists a hundred sizes of paper."""
    assert len(fault(tmp_path, "Text.", front="title: A\npapersize: foo")) < 300


# -- letters -------------------------------------------------------------------------------------------------------


def test_letters_that_no_font_has_are_named_with_their_places(tmp_path: Path) -> None:
    """In title and text; the PDF would have boxes, the page may not."""
    folder = brief(tmp_path, "Text 口 and 😀.", front="title: 人口")
    with pytest.raises(RenderingError) as caught:
        render(folder, ("pdf",), "embedded")
    wanted = "write it otherwise, or put a font that has it into font-paths"
    assert str(caught.value).split("\n") == [
        f"brief.qmd:2:8: letter: no font at hand has “人” (U+4EBA); {wanted}",
        f"brief.qmd:2:9: letter: no font at hand has “口” (U+53E3); {wanted}",
        f"brief.qmd:4:12: letter: no font at hand has “😀” (U+1F600); {wanted}",
    ]
    assert render(folder, ("html",), "embedded").warnings == ()


def test_an_archive_names_them_alike(tmp_path: Path) -> None:
    """Where PDF/A refuses them by itself."""
    config = "format:\n  typst:\n    pdf-standard: a-3a\n"
    assert fault(tmp_path, "Text 人.", config=config).startswith("4:6: letter: no font at hand has “人” (U+4EBA); ")


def test_unusual_letters_that_a_font_has_are_printed(tmp_path: Path) -> None:
    """Greek, signs of arithmetic, fractions."""
    folder = brief(tmp_path, "Ω α ≥ ½ ⅓ → ₂")
    render(folder, ("pdf",), "embedded")
    assert "Ω α ≥ ½ ⅓ → ₂" in text(folder)


@pytest.mark.parametrize("font", ["", "Fira Sans"], ids=["Typst's own", "ours"])
def test_usual_letters_are_in_the_fonts_at_hand(font: str) -> None:
    """So nobody has to look for them: an archive of all of them can be written."""
    import typst

    usual = [chr(code) for code in range(0x20, 0x2300) if re.fullmatch(f"[{USUAL}]", chr(code))]
    assert len(usual) > 300
    quoted = "".join(usual).replace("\\", "\\\\").replace('"', '\\"')
    source = (f'#set text(font: "{font}")\n' if font else "") + f'#"{quoted}"\n'
    folders = [str(path.parent) for path in font_paths()]
    write: Any = typst.compile  # its stubs know only the standards that are written out
    assert write(source.encode(), ignore_system_fonts=True, font_paths=folders, pdf_standards=[ARCHIVE])


# -- wide tables ---------------------------------------------------------------------------------------------------


def wide(columns: int, *, word: str = "million", long: str = "Internationalisation") -> str:
    """A table with a first column of one long word, and numbers beside it."""
    head = " | ".join(f"Column{number}" for number in range(columns))
    row = " | ".join(f"1.{number:03} {word}" for number in range(columns))
    return f"| Office | {head} |\n|:--|{'--:|' * columns}\n| {long} | {row} |\n"


Box = tuple[str, float, float, float, float]


def words_of(folder: Path) -> list[Box]:
    """The words on the first page of the PDF, each with left, low, right and high, in points."""
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(folder / "_output/brief.pdf")
    shown = document[0].get_textpage()
    found: list[Box] = []
    letters: list[tuple[float, float, float, float]] = []
    said = ""
    for index in range(shown.count_chars() + 1):
        letter = shown.get_text_range(index, 1) if index < shown.count_chars() else " "
        if letter.strip() and not (letters and abs(shown.get_charbox(index)[1] - letters[-1][1]) > LINE):
            said += letter
            letters.append(shown.get_charbox(index, loose=True))
        elif said:
            found.append(
                (
                    said,
                    *(pick(side) for pick, side in zip((min, min, max, max), zip(*letters, strict=True), strict=True)),
                )
            )
            said, letters = "", []
    return found


LINE = 4  # points between the feet of letters of two lines, at least


@pytest.mark.parametrize("columns", [2, 6, 10, 13])
@pytest.mark.parametrize("caption", ["", "\n: A caption {#tbl-a}\n"], ids=["bare", "captioned"])
def test_a_wide_table_stays_inside_the_page(tmp_path: Path, columns: int, caption: str) -> None:
    """No word is outside the margins, none runs into the next, and none is smaller than six points."""
    folder = brief(tmp_path, wide(columns) + caption, config="papersize: us-letter\nmargin: {x: 1in, y: 1in}\n")
    render(folder, ("pdf",), "embedded")
    found = words_of(folder)
    assert [word for word, *_ in found].count("million") == columns
    for word, left, low, right, high in found:
        assert left >= 72 - 1, word
        assert right <= 612 - 72 + 1, word
        for other, start, foot, end, head in found:
            if (word, left, low) != (other, start, foot) and min(high, head) - max(low, foot) > LINE:
                assert min(right, end) - max(left, start) < 0.5, (word, other)


def test_widths_that_fit_stay_as_they_were_given(tmp_path: Path) -> None:
    """Those of a grid table, and those that pandoc reads off the dashes."""
    config = "format:\n  typst:\n    keep-typ: true\n"
    rows = f"| {'word ' * 20} | two |\n|{'-' * 60}|{'-' * 20}|\n| a | b |\n"
    render(brief(tmp_path, rows, config=config), ("pdf",), "embedded")
    starts = {word: left for word, left, *_ in words_of(tmp_path)}
    room = 612 - 2 * 90
    assert starts["b"] - starts["a"] == pytest.approx(0.75 * room, abs=1)


def test_a_table_that_no_page_is_wide_enough_for_is_a_fault(tmp_path: Path) -> None:
    """It would be printed over itself; it is known by its head, whatever its cells hold."""
    found = fault(tmp_path, "Before.\n\n" + wide(14, word="Internationalisation" * 2))
    assert found.startswith("6:1: table: the one of “Office Column0 Column1…” is wider")
    mended = "split it, turn rows and columns around, or shorten its longest words"
    assert found.endswith(f"is wider than the page, in type of six points too; {mended}")


def test_a_table_in_html_that_is_too_wide_is_placed_too(tmp_path: Path) -> None:
    """By what its tags hold."""
    heads = "".join(f"<th>{'Internationalisation' * 2} {letter}</th>" for letter in "ABCDEFG")
    body = f"A or B and C.\n\n<table>\n<tr>{heads}</tr>\n<tr>{'<td>x</td>' * 7}</tr>\n</table>"
    assert re.match(r"7:1: table: the one of “(Internationalisation){2} A \S+…” is wider", fault(tmp_path, body))


def test_cells_that_span_are_counted_where_they_stand(tmp_path: Path) -> None:
    """Words beneath a cell that reaches down belong to the next column."""
    grid = "+---+---+\n| a | b |\n|   +---+\n|   | c |\n+---+---+\n"
    render(brief(tmp_path, grid), ("pdf",), "embedded")
    assert [word for word, *_ in words_of(tmp_path) if len(word) == 1][1:4] == ["a", "b", "c"]


# -- sources in notes ----------------------------------------------------------------------------------------------

NOTES = """<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0" default-locale="en-US">
  <info><title>Notes</title><id>notes</id><updated>2024-01-01T00:00:00+00:00</updated></info>
  <citation><layout><names variable="author"/><text variable="title" prefix=" "/></layout></citation>
  <bibliography><layout><names variable="author"/><text variable="title" prefix=" "/></layout></bibliography>
</style>
"""


@pytest.mark.parametrize("notes", [True, False], ids=["in notes", "in brackets"])
def test_a_cell_names_its_source_before_the_note(tmp_path: Path, *, notes: bool) -> None:
    """Where a style cites in notes, a cell does not begin with a comma; elsewhere it is as it was."""
    body = "| From |\n|---|\n| [@bureau2024], page 3 |\n\nText [@bureau2024], more."
    config = "csl: notes.csl\n" if notes else ""
    folder = brief(tmp_path, body, config=config, front="title: A\nbibliography: sources.bib")
    (folder / "notes.csl").write_text(NOTES, encoding="utf-8")
    render(folder, renderer="embedded")
    shown = re.sub(r"<[^>]*>", "", page(folder).partition("<main>")[2])
    assert ("Bureau,1 page 3" if notes else "(Bureau 2024), page 3") in shown
    assert ("Text,2 more" if notes else "Text (Bureau 2024), more") in shown


# -- tables of long numbers ----------------------------------------------------------------------------------------

AMOUNTS = (
    "−€1,234.56", "€987.65", "about €1,573,754,000,000", "€1,234,567,890,123.45", "cerca de 100\u00a0%", "47.5 million",
    "21.7°C", "12.3456789012345%", "99.6%", "$5 a person",
)  # fmt: skip
NAME = "Donaudampfschifffahrtsgesellschaft"
LOOKS = (
    "filters: [theme/brief.lua]\nformat:\n  typst:\n    margin: {x: 0.55in}\n    fontsize: 8.6pt\n"
    "    template-partials: [theme/typst-template.typ, theme/typst-show.typ]\n"
)


def overprinted(folder: Path) -> list[str]:
    """Neighbours in a line of the PDF whose letters lie over each other."""
    found = []
    with pypdfium2.PdfDocument(folder / "_output/brief.pdf") as document:
        for sheet in document:
            text = sheet.get_textpage()
            boxes = [(text.get_charbox(place), text.get_text_range(place, 1)) for place in range(text.count_chars())]
            boxes = [(box, sign) for box, sign in boxes if sign.strip() and box[2] > box[0]]
            assert all(box[2] <= sheet.get_width() - 72 * 0.5 for box, _ in boxes)
            for (one, first), (other, second) in itertools.combinations(boxes, 2):
                across = min(one[2], other[2]) - max(one[0], other[0])
                up = min(one[3], other[3]) - max(one[1], other[1])
                if across > 1 and up > 1:
                    found.append(first + second)
    return found


@pytest.mark.parametrize("column", ["-:", "--"])
@pytest.mark.parametrize("rows", [5, 70])
def test_a_table_of_long_numbers_prints_each_whole_and_none_over_another(
    tmp_path: Path, rows: int, column: str
) -> None:
    """Beneath each other by their decimal marks or not, in a few rows and over pages."""
    shutil.copytree(ROOT / "theme", tmp_path / "theme")
    said = [AMOUNTS[place % len(AMOUNTS)] for place in range(rows)]
    lines = "".join(
        f"| {NAME if place % 7 == 3 else 'Label'} | {amount.replace('$', chr(92) + '$')} | {amount.split()[-1]} to x "
        f"| ({amount.split()[-1]} + {amount.split()[-1]}) × 3 |\n".replace("to $", "to \\$")
        for place, amount in enumerate(said)
    )
    head = f"| Figure | Value | Range | From |\n|---|{column}|---|---|\n"
    body = f"## Numbers {{.wide}}\n\n::: {{#tbl-a}}\n{head}{lines}\nLong.\n:::\n"
    folder = brief(tmp_path, body, config=LOOKS)
    render(folder, ("pdf",), "embedded")
    assert overprinted(folder) == []
    printed_words = text(folder).replace("\u00a0", " ").split()
    for amount in said:
        assert set(amount.replace("\u00a0", " ").split()) <= set(printed_words), amount
