"""Markup that comes to nothing: other tools' braces, references to what is not there, HTML that print cannot hold."""

from pathlib import Path

import pytest

from statbrief.errors import ProseError
from statbrief.project.project import read_project
from statbrief.prose.document import read_prose
from statbrief.prose.notation import PRINTED_BLOCKS, PRINTED_INLINES

VARIABLES = 'farms:\n  value: "7"\n  about: "about 7"\n'


def faults(folder: Path, body: str, *, config: str = "", front: str = "title: A", quarto: bool = False) -> list[str]:
    """What is wrong with a brief, without the name of its document; its body starts in line 4."""
    (folder / "_quarto.yml").write_text(config, encoding="utf-8")
    (folder / "_variables.yml").write_text(VARIABLES, encoding="utf-8")
    (folder / "brief.qmd").write_text(f"---\n{front}\n---\n{body}\n", encoding="utf-8")
    try:
        read_prose(read_project(folder), quarto=quarto)
    except ProseError as error:
        return [str(each).removeprefix("brief.qmd:") for each in error.faults]
    return []


@pytest.mark.parametrize("quarto", [False, True], ids=["embedded", "Quarto"])
@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("{{ farms.value }}", "write {{< var farms.value >}}"),
        ("{{farms.about}}", "write {{< var farms.about >}}"),
        ("{{ var farms.value }}", "write {{< var farms.value >}}"),
        ("{{ farms.value | round }}", "write {{< var farms.value >}}"),
        ("{{ farm.value }}", "write {{< var … >}}; did you mean farms.value?"),
        ("{{ nothing }}", "write {{< var nothing >}}"),
    ],
)
def test_the_braces_of_template_languages_are_not_filled_in(
    tmp_path: Path, typed: str, wanted: str, *, quarto: bool
) -> None:
    """They would stand in the page as they are; the right form is shown."""
    assert faults(tmp_path, f"All {typed} of them.", quarto=quarto) == [
        f"4:5: variable: {typed} is not filled in; {wanted}"
    ]


def test_braces_in_a_title_are_found_too(tmp_path: Path) -> None:
    """Where the title stands."""
    found = faults(tmp_path, "Text.", front='title: "{{ farms.value }} farms"')
    assert found == ["2:1: variable: {{ farms.value }} is not filled in; write {{< var farms.value >}}"]


@pytest.mark.parametrize(
    "typed",
    ["`{{ farms.value }}`", r"\{{ farms.value }}", "{{< var farms.value >}}", "{{{< var x >}}}", "$x_{{a}}$", "{{1}}"],
)
def test_braces_that_are_meant_stay(tmp_path: Path, typed: str) -> None:
    """Code, escapes, shortcodes, formulas."""
    assert faults(tmp_path, f"All {typed} of them.\n\n```\n{{{{ farms.value }}}}\n```") == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Text[^nowhere].", "4:5: note: [^nowhere] has no text; write its text below: [^nowhere]: …"),
        ("Text[^wheat].\n\n[^weat]: Note.", "4:5: note: [^wheat] has no text; did you mean weat?"),
        ("[A text][nowhere].", "4:9: link: [nowhere] has no address; write its address below: [nowhere]: …"),
        ("[Nowhere][].", "4:1: link: [Nowhere] has no address; write its address below: [Nowhere]: …"),
        ("[over two\nlines][nowhere]", "5:7: link: [nowhere] has no address; write its address below: [nowhere]: …"),
        ("> [a][nowhere]", "4:6: link: [nowhere] has no address; write its address below: [nowhere]: …"),
        ("[a][wheats]\n\n[wheat]: a.html", "4:4: link: [wheats] has no address; did you mean wheat?"),
    ],
)
def test_a_reference_to_nothing_is_a_fault(tmp_path: Path, typed: str, found: str) -> None:
    """It would stand in the page as it was typed."""
    assert faults(tmp_path, typed) == [found]


@pytest.mark.parametrize(
    "typed",
    [
        "Text[^a] and more[^b]^[inline].\n\n[^a]: Note.\n\n> [^b]: In a quotation.",
        "[a][B  c] and [b c][] and [b c].\n\n[b C]: a.html",
        "[to a heading][Some Heading], [to another][the other one].\n\n## Some heading {#sec-a}\n\nThe other one\n---",
        r"Brackets \[a][b], \[^c] and `[d][e]`, <!-- [f][g] -->, $h[i][j]$, $$k[l][m]$$.",
        "[@a2020][^n] and [see @a2020, p. 2].\n\n[^n]: Note.",
        "Indented code:\n\n    a[b][c]\n\n```\n[d][e] [^f]\n```",
    ],
)
def test_references_that_lead_somewhere_are_none(tmp_path: Path, typed: str) -> None:
    """Notes, addresses, headings; code and formulas hold no references."""
    assert faults(tmp_path, typed) == []


@pytest.mark.parametrize("quarto", [False, True], ids=["embedded", "Quarto"])
@pytest.mark.parametrize(
    ("typed", "name", "column"),
    [
        ("<details><summary>S</summary>T</details>", "details", 1),
        ('A <img src="x.png">', "img", 3),
        ('<video\n src="x">', "video", 1),
        ("<iframe src='x'\n title='y'></iframe>", "iframe", 1),
        ("3 <x> 4", "x", 3),
        ("<style>p {}</style>", "style", 1),
    ],
)
def test_html_that_print_has_no_words_for_is_a_fault(
    tmp_path: Path, typed: str, name: str, column: int, *, quarto: bool
) -> None:
    """It would be on the page, and in the PDF not a trace of it."""
    wanted = "write it in Markdown; for the page alone, write `…`{=html}"
    assert faults(tmp_path, typed, quarto=quarto)[0] == (
        f"4:{column}: raw HTML: <{name}> has no place in the PDF; {wanted}"
    )


@pytest.mark.parametrize(
    "typed",
    [
        "`<details>`{=html}",
        "```{=html}\n<details>\n```",
        "<!-- <details> -->",
        r"\<x> and 1 < 2 and a<b and a <- b and <https://x.org> and <a@x.org>",
        '::: {.content-visible when-format="html"}\n<details>\n\n::: {.x}\n<y>\n:::\n\n<z>\n:::',
        '::: {.content-hidden when-format="typst"}\n<details>\n:::',
        "".join(f"<{name}>x</{name}>" for name in sorted(PRINTED_INLINES | PRINTED_BLOCKS)),
    ],
    ids=["inline", "block", "comment", "no element", "one format", "hidden", "known"],
)
def test_html_that_is_meant_for_the_page_alone_or_known_is_none(tmp_path: Path, typed: str) -> None:
    """Marked as such, in a div of that format, or an element that print has."""
    assert faults(tmp_path, typed) == []


def test_html_after_such_a_div_is_read_again(tmp_path: Path) -> None:
    """The div ends where it does."""
    body = '::: {.content-visible when-format="html"}\n<y>\n:::\n\n<z>'
    assert [each.partition(":")[0] for each in faults(tmp_path, body)] == ["8"]


def test_a_brief_without_a_pdf_may_hold_any_html(tmp_path: Path) -> None:
    """There is no print that would lack it."""
    assert faults(tmp_path, "<details>", config="format: html\n") == []


@pytest.mark.parametrize("quarto", [False, True], ids=["embedded", "Quarto"])
@pytest.mark.parametrize(
    ("typed", "name", "place"),
    [
        (r"We saw \textbf{no} rise.", r"\textbf", "4:8"),
        (r"Costs \pounds each.", r"\pounds", "4:7"),
        (r"\newpage", r"\newpage", "4:1"),
        ("\\begin{center}\nx\n\\end{center}", r"\begin", "4:1"),
        (r"In C:\Users, $\alpha$ and \\\b", r"\Users", "4:6"),
        ("| a | \\e |\n|---|---|\n| c | d |", r"\e", "4:7"),
        ("- a\n\n    \\emph{b}", r"\emph", "6:5"),
        ("$a\n\\beta$ and \\gamma", r"\gamma", "5:12"),
    ],
)
def test_a_command_of_latex_is_a_fault(tmp_path: Path, typed: str, name: str, place: str, *, quarto: bool) -> None:
    """It would be gone from page and print alike, with the words in its braces."""
    found = f"{name} is in neither the page nor the PDF; write it in Markdown; for a backslash, write two"
    assert faults(tmp_path, typed, quarto=quarto)[0] == f"{place}: LaTeX: {found}"


@pytest.mark.parametrize(
    "typed",
    [
        r"`\textbf{x}`, \\textbf, \*, \$, \_, a\ b, \(c\), \[d\]",
        "Over\\\na break, $\\alpha$, $$\\frac{a}{b}$$",
        "$$\n\\sum_i\n\\alpha_i\n$$ {#eq-a}",
        "Of $a\n+ \\beta$.",
        "\\newcommand{\\R}{\\mathbb{R}}\n\nIn $\\R$.",
        "```\n\\textbf{x}\n```\n\n```{=latex}\n\\newpage\n```\n\n`\\LaTeX`{=latex}",
        r'[a](b\c.html) <a href="d\e">f</a> [g]{title="h\i"} ![j](k.png){fig-alt="\l"} <!-- \m -->',
    ],
    ids=["code and signs", "formulas", "a long formula", "over two lines", "a macro", "marked", "attributes"],
)
def test_what_a_backslash_else_is_for_is_none(tmp_path: Path, typed: str) -> None:
    """Signs that are meant as such, breaks, formulas and what they define, code, and what is marked as LaTeX."""
    assert faults(tmp_path, typed, config="format: html\n") == []


def test_a_command_of_latex_in_a_title_is_found_too(tmp_path: Path) -> None:
    """Where the title stands; what goes into a page's head, formulas and code may have some."""
    front = "title: 'We saw \\textbf{no} rise'\nsubtitle: 'Of $\\alpha$ and `\\b`'\nheader-includes: '\\usepackage{x}'"
    found = r"LaTeX: \textbf is in neither the page nor the PDF; write it in Markdown; for a backslash, write two"
    assert faults(tmp_path, "Text.", front=front) == [f"2:1: {found}"]


GRID = "+------+---+\n| abcd | b |\n+======+===+\n| 人口 | y |\n+------+---+"


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("| abcd | b |", "| abcd | b|", 5),
        ("+======+===+", "+===+==+", 6),
        ("| y |", "| y | z", 7),
        ("人口 ", "人口", 7),
    ],
)
def test_a_grid_whose_lines_do_not_meet_is_a_fault(tmp_path: Path, old: str, new: str, line: int) -> None:
    """pandoc would leave out what stands in its cells, without a word."""
    found = f"{line}:1: table: its lines do not line up; let each + and | stand beneath the one above"
    assert faults(tmp_path, GRID.replace(old, new)) == [found]


@pytest.mark.parametrize(
    "typed",
    [
        GRID,
        GRID.replace("| b |", "| a longer one |"),
        f"> {GRID}".replace("\n", "\n> "),
        "+---+---+\n| a | b |\n|   +---+\n|   | c |\n+---+---+",
        "+--\n\n+ a\n+ b",
    ],
    ids=["grid", "longer", "quoted", "spanning", "none"],
)
def test_grids_that_meet_and_lists_are_none(tmp_path: Path, typed: str) -> None:
    """Letters of East Asia are two columns wide, and a plus may begin an item."""
    assert faults(tmp_path, typed) == []


@pytest.mark.parametrize("quarto", [False, True], ids=["embedded", "Quarto"])
@pytest.mark.parametrize(
    ("size", "found"),
    [
        ("width=5rem", "width 5rem"),
        ('width="50vw"', "width 50vw"),
        ("height='3 ex'", "height 3 ex"),
        ('width="calc(100% - 2em)"', "width calc(100% - 2em)"),
        ("fig-alt=x width=12ch", "width 12ch"),
    ],
)
def test_a_size_that_only_screens_know_is_a_fault(tmp_path: Path, size: str, found: str, *, quarto: bool) -> None:
    """Print does not know how large a window or a letter of the screen is."""
    [line] = faults(tmp_path, f"![a](a.svg){{{size}}}", quarto=quarto)
    assert line.endswith(f": picture: {found}; write cm, in, pt or %")


@pytest.mark.parametrize(
    "size", ["width=50%", "width=3cm", "height=.5in", "width=40", 'width="40px"', "height=auto", "width=2em height=3pt"]
)
def test_sizes_of_print_are_none(tmp_path: Path, size: str) -> None:
    """Parts of the page, lengths, pixels, which have a length."""
    assert faults(tmp_path, f"![a](a.svg){{{size}}} `![a](b){{width=5rem}}`") == []


def test_sizes_do_not_matter_without_a_pdf(tmp_path: Path) -> None:
    """Browsers know them."""
    assert faults(tmp_path, "![a](a.svg){width=5rem}", config="format: html\n") == []
