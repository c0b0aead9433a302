"""What the page says, the PDF says: text that looks like Typst's markup, HTML in the prose, sources in notes."""

import re
import shutil
from pathlib import Path

import pypdfium2
import pytest

from conftest import ROOT
from printed_words import fault, text
from seeds import pairs
from small_briefs import brief, page
from statbrief.pages.render import render
from statbrief.prose.notation import PRINTED_BLOCKS, PRINTED_INLINES

FILTERS = ROOT / "src/statbrief/renderers/filters"
SIGNS = ["=", "==", "+", "-", "/", "1.", "2024."]


# -- text that looks like markup -----------------------------------------------------------------------------------


@pytest.mark.always("=", "==", "-", "2024.")
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


IN_LINES = sorted(PRINTED_INLINES - {"br", "wbr"})


@pytest.fixture(scope="module")
def in_lines(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What is printed of a line for each element, all in one document."""
    lines = (
        f'For {place}: before <{name} title="x">inside *more*</{name}> after, <{name.upper()}>B</{name.upper()}>.'
        for place, name in enumerate(IN_LINES)
    )
    folder = brief(tmp_path_factory.mktemp("lines"), "\n\n".join(lines))
    render(folder, ("pdf",), "embedded")
    return text(folder).replace("“", "").replace("”", "")


@pytest.mark.parametrize("name", IN_LINES)
def test_an_element_in_a_line_is_printed(in_lines: str, name: str) -> None:
    """With its text, and without its signs."""
    assert f"For {IN_LINES.index(name)}: before inside more after, B." in in_lines


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
    expected = "A brief Of the farms Year Farms then 7 now 8 9 After Page 1 of 1"
    assert sorted(re.findall(r"\d|[^\W\d]+", text(folder))) == sorted(expected.split())


def test_a_whole_table_that_is_marked_as_html_is_printed(tmp_path: Path) -> None:
    """As Quarto does."""
    folder = brief(tmp_path, "```{=html}\n<table><tr><td>one</td><td>two</td></tr></table>\n```")
    render(folder, ("pdf",), "embedded")
    assert "one two" in text(folder)


def test_a_heading_in_html_is_one_in_print(tmp_path: Path) -> None:
    """Among others too, with its own identifier; no number is before it, as there is none on the page."""
    body = '## Fields\n\n<h3 id="rows">Rows *of* trees</h3>\n\nText.\n\n<h2>Barns</h2>\n\n[There](#rows).\n'
    folder = brief(tmp_path, body, front="title: A\nnumber-sections: true\ntoc: true")
    render(folder, renderer="embedded")
    assert text(folder).count("Rows of trees") == 1
    assert "1 Fields Rows of trees Text. Barns There." in text(folder)
    document = pypdfium2.PdfDocument((folder / "_output/brief.pdf").read_bytes())
    assert "Fields" in [each.get_title() for each in document.get_toc()][-1]


OF_THEIR_OWN = [
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
]


@pytest.fixture(scope="module")
def of_their_own(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What is printed of such elements, all in one document."""
    parts = (f"Here {place}:\n\n{typed}\n\nAfter {place}." for place, (typed, _) in enumerate(OF_THEIR_OWN))
    folder = brief(tmp_path_factory.mktemp("elements"), "\n\n".join(parts))
    render(folder, ("pdf",), "embedded")
    return text(folder)


@pytest.mark.parametrize("place", range(len(OF_THEIR_OWN)), ids=[typed for typed, _ in OF_THEIR_OWN])
def test_an_element_of_its_own_is_printed(of_their_own: str, place: int) -> None:
    """Lists, paragraphs, headings, rules."""
    assert f"Here {place}: {OF_THEIR_OWN[place][1]} After {place}." in of_their_own


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
        pytest.param(
            "::: {.landscape}\ntext\n:::",
            f"4:6: .landscape: the embedded renderer does not speak turned pages; {LEFT_OUT}",
            marks=pytest.mark.thorough,
        ),
        pytest.param(
            "::: {.column-page-right}\ntext\n:::",
            f"4:6: .column-page-right: the embedded renderer does not speak wide columns; {LEFT_OUT}",
            marks=pytest.mark.thorough,
        ),
        pytest.param(
            "::: {.column-screen-inset-shaded}\ntext\n:::",
            f"4:6: .column-screen-inset-shaded: the embedded renderer does not speak wide columns; {LEFT_OUT}",
            marks=pytest.mark.thorough,
        ),
        pytest.param(
            "::: {.panel-sidebar}\ntext\n:::",
            f"4:6: .panel-sidebar: the embedded renderer does not speak panels; {LEFT_OUT}",
            marks=pytest.mark.thorough,
        ),
        pytest.param(
            "# H {.column-margin}",
            f"4:6: .column-margin: the embedded renderer does not speak margin columns; {LEFT_OUT}",
            marks=pytest.mark.thorough,
        ),
        ("[x]{.aside}", f"4:5: .aside: the embedded renderer does not speak asides; {LEFT_OUT}"),
        (
            "::: {.callout-danger}\ntext\n:::",
            "4:6: .callout-danger: the embedded renderer does not speak callouts of that name; write .callout-note",
        ),
        pytest.param(
            '```{.r lst-cap="C"}\nx\n```',
            f"4:8: lst-cap: the embedded renderer does not speak it; {LEFT_OUT}",
            marks=pytest.mark.thorough,
        ),
        ('```{.r filename="a.r"}\nx\n```', f"4:8: filename: the embedded renderer does not speak it; {LEFT_OUT}"),
        pytest.param(
            '::: {.callout-note collapse="true"}\nx\n:::',
            f"4:20: collapse: the embedded renderer does not speak it; {LEFT_OUT}",
            marks=pytest.mark.thorough,
        ),
        pytest.param(
            "See @lst-x.\n\n```{#lst-x .r}\nx\n```",
            (
                "4:5: reference: @lst-x refers to a listing; the embedded renderer numbers fig, tbl, sec and eq; "
                "render with Quarto, or link to it: [text](#lst-x)"
            ),
            marks=pytest.mark.thorough,
        ),
        (
            "See @thm-x.\n\n::: {#thm-x}\nx\n:::",
            (
                "4:5: reference: @thm-x refers to a theorem; the embedded renderer numbers fig, tbl, sec and eq; "
                "render with Quarto, or link to it: [text](#thm-x)\n"
                f"brief.qmd:6:6: #thm-x: the embedded renderer does not speak theorems; {NUMBERS}"
            ),
        ),
        pytest.param(
            "::: {#lem-y .x}\nx\n:::",
            f"4:6: #lem-y: the embedded renderer does not speak lemmas; {NUMBERS}",
            marks=pytest.mark.thorough,
        ),
        pytest.param(
            "::: {.callout-tip #tip-a}\nx\n:::",
            f"4:19: #tip-a: the embedded renderer does not speak numbered callouts; {NUMBERS}",
            marks=pytest.mark.thorough,
        ),
        pytest.param(
            "See @fig-x.\n\n![](chart.svg){#fig-x fig-alt=x}",
            (
                "4:5: reference: @fig-x refers to a picture without a caption, which has no number; "
                "write one: ![caption](…)"
            ),
            marks=pytest.mark.thorough,
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


# -- sources in notes ----------------------------------------------------------------------------------------------

NOTES = """<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0" default-locale="en-US">
  <info><title>Notes</title><id>notes</id><updated>2024-01-01T00:00:00+00:00</updated></info>
  <citation><layout><names variable="author"/><text variable="title" prefix=" "/></layout></citation>
  <bibliography><layout><names variable="author"/><text variable="title" prefix=" "/></layout></bibliography>
</style>
"""


@pytest.mark.parametrize(
    "notes", [True, pytest.param(False, marks=pytest.mark.thorough)], ids=["in notes", "in brackets"]
)
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
            boxes.sort()  # by their left sides
            for place, (one, first) in enumerate(boxes):
                for other, second in boxes[place + 1 :]:
                    across, up = min(one[2], other[2]) - other[0], min(one[3], other[3]) - max(one[1], other[1])
                    if across > 1 and up > 1:
                        found.append(first + second)
                    if one[2] - other[0] <= 1:  # nor do those further right reach into this one
                        break
    return found


@pytest.mark.always("5--:")
@pytest.mark.parametrize(("rows", "column"), pairs([5, 70], ["-:", "--"]))
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
