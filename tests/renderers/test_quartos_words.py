"""What the embedded renderer dropped once, or printed otherwise than Quarto: it reads as that does, or is refused."""

import re
from pathlib import Path

import pytest

from printed_words import text
from small_briefs import brief, page
from statbrief.errors import ProseError
from statbrief.pages.render import render


def _rendered(folder: Path, body: str, *, config: str = "", front: str = "title: A brief") -> tuple[str, str]:
    """The words of the page and of the print."""
    render(brief(folder, body, config=config, front=front), renderer="embedded")
    shown = re.sub(r"<[^>]*>", " ", page(folder).partition("<main>")[2])
    return " ".join(shown.split()), " ".join(text(folder).split())


def test_a_picture_that_is_a_link_keeps_its_caption(tmp_path: Path) -> None:
    """Alone in its paragraph it is a figure, with a number where it has an identifier."""
    body = (
        "[![Plain words](chart.svg){fig-alt=x}](https://farm.example)\n\n"
        "[![Own words](chart.svg){#fig-a fig-alt=y}](https://farm.example)\n\nSee @fig-a.\n"
    )
    for said in _rendered(tmp_path, body):
        assert "Plain words" in said
        assert "Figure 1: Own words" in said
        assert "See Figure 1" in said
    assert page(tmp_path).count('href="https://farm.example"') == 2


def test_sections_are_numbered_down_to_the_level_of_their_headings(tmp_path: Path) -> None:
    """Quarto counts the signs before a heading, not how deep it is among those that are there."""
    said, _ = _rendered(
        tmp_path, "## Fields\n\n### Rows\n\n#### Trees\n", config="number-sections: true\nnumber-depth: 3\n"
    )
    assert said == "A brief 1 Fields 1.1 Rows Trees"


def test_a_numbered_section_is_in_the_contents(tmp_path: Path) -> None:
    """`.unlisted` counts for those without a number alone."""
    front = "title: A brief\ntoc: true\nnumber-sections: true"
    said, _ = _rendered(tmp_path, "## Fields {.unlisted}\n\n## Rows {.unlisted .unnumbered}\n", front=front)
    assert said.count("1 Fields") == 2
    assert said.count("Rows") == 1


def test_print_says_the_kind_of_a_callout_without_a_title(tmp_path: Path) -> None:
    """In every look, as Quarto's print does; a page says it to those who hear it."""
    body = "".join(f'::: {{.callout-{kind} appearance="{look}"}}\nText.\n:::\n\n' for kind, look in [
        ("tip", "minimal"), ("note", "simple"), ("warning", "default")])  # fmt: skip
    assert _rendered(tmp_path, body)[1].startswith("A brief Tip Text. Note Text. Warning Text.")


def test_a_reference_has_the_number_that_print_gives_its_section(tmp_path: Path) -> None:
    """Where print has a way of its own; the page has digits."""
    config = "number-sections: true\nformat:\n  html: default\n  typst: {section-numbering: 1.A.i}\n"
    body = "## Fields {#sec-f}\n\n### Rows\n\n#### Trees {#sec-t}\n\nSee @sec-t and [-@sec-t] and @sec-f.\n"
    config = config.replace("html: default", "html: {theme: none, minimal: true, embed-resources: true}")
    said, printed = _rendered(tmp_path, body, config=config)
    assert said.endswith("See Section 1.1.1 and 1.1.1 and Section 1 .")
    assert "1.A.i Trees" in printed
    assert "See Section 1.A.i and 1.A.i and Section 1." in printed


@pytest.mark.parametrize("body", ["As @bureau2024.", "## Fields\n\nAs @bureau2024.\n"], ids=["alone", "with-sections"])
def test_the_sources_have_the_heading_that_is_asked_for(tmp_path: Path, body: str) -> None:
    """Above all others, also where there are none."""
    front = "title: A brief\nbibliography: sources.bib\nreference-section-title: Works"
    for said in _rendered(tmp_path, body, front=front):
        assert "Works Bureau. 2024." in said.replace(" .", ".")


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (
            "::: {.list-table}\n* - Item\n  - Tons\n:::\n",
            "4:6: .list-table: {} speak tables that are written as lists; write a table with lines",
        ),
        (
            "```python\nx = 1  # <1>\n```\n\n1. The first\n",
            "5:10: code: {} speak annotations such as <1>; leave it out, or render with Quarto",
        ),
    ],
)
def test_what_quarto_alone_makes_a_table_or_a_note_of_stops_the_build(tmp_path: Path, body: str, told: str) -> None:
    """It would stand there as a list, or as a sign in the code."""
    with pytest.raises(ProseError) as caught:
        render(brief(tmp_path, body), ("html",), "embedded")
    assert str(caught.value) == f"brief.qmd:{told.format('the embedded renderer does not')}"


def test_code_that_compares_is_code(tmp_path: Path) -> None:
    """Not each sign at the end of a line is an annotation."""
    body = "```r\nx <- y\nif (a <1>\n  b) c\n# about <b>\n```\n"
    assert "if (a <1>" in _rendered(tmp_path, body)[1]
