"""What stops a print: lengths, what Typst itself says, and letters that no font has, each with its place."""

import re
from pathlib import Path
from typing import Any

import pytest

from printed_words import fault, text
from small_briefs import brief, page
from statbrief.errors import RenderingError
from statbrief.files.typeface import font_paths
from statbrief.pages.render import render
from statbrief.renderers.embedded.typst import ARCHIVE, USUAL

# -- Typst's own errors --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", ["width=5rem", "width=50vw", "height=3ex", "width=calc(100%)", "width=12ch"])
def test_a_length_that_only_browsers_know_is_named(tmp_path: Path, size: str) -> None:
    """With what to write instead."""
    key, _, value = size.partition("=")
    found = fault(tmp_path, f'Text.\n\n![](chart.svg){{{size.replace("=", "=" + chr(34), 1)}" fig-alt=x}}')
    assert re.fullmatch(rf"6:\d+: picture: {key} {re.escape(value)}; write cm, in, pt or %", found)


@pytest.mark.parametrize(
    "size",
    [
        "width=50%",
        pytest.param("width=3cm", marks=pytest.mark.thorough),
        "height=.5in",
        pytest.param("width=40", marks=pytest.mark.thorough),
        "width=40px",
        pytest.param("height=auto", marks=pytest.mark.thorough),
    ],
)
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
        pytest.param("## Heading\n\nThe paragraph before.\n\n`#nope()`{=typst}", 6, marks=pytest.mark.thorough),
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
