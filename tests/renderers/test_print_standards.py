"""What a print says that it is: an accessible archive, unless the brief says otherwise, and never without being it."""

from pathlib import Path

import pikepdf
import pytest

from checked_prints import found_by_checkers
from small_briefs import brief, printed
from statbrief.errors import StatbriefError
from statbrief.languages.tags import DEFAULT_LANGUAGE
from statbrief.pages.render import render
from statbrief.pages.seal.print import finish_print

FRONT = "title: A brief\nlang: en\ndate: 2024-05-06"
TALL = f"A table.\n\n| Sector | Number |\n|:{'-' * 30}|{'-' * 60}:|\n| {'word ' * 1500}end | 2.5 |\n| Next | 3.5 |\n"
"""A row of it goes on on a second page."""


def claims(folder: Path) -> tuple[str | None, str | None, str | None]:
    """Part and level of PDF/A, and part of PDF/UA, as the metadata of a print have them."""
    with pikepdf.open(folder / "_output/brief.pdf") as pdf, pdf.open_metadata() as known:
        return known.get("pdfaid:part"), known.get("pdfaid:conformance"), known.get("pdfuaid:part")


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ("", ("3", "A", "1")),
        ("format:\n  typst: {papersize: a4}\n", ("3", "A", "1")),
        ("format:\n  typst: {pdf-standard: ua-1}\n", (None, None, "1")),
        ("format:\n  typst: {pdf-standard: []}\n", (None, None, None)),
    ],
    ids=["nothing", "another setting", "one alone", "none"],
)
def test_a_print_says_what_it_is_held_to(tmp_path: Path, config: str, said: tuple[str | None, ...]) -> None:
    """Both standards, where no setting names others or none."""
    render(brief(tmp_path, "Text.", front=FRONT, config=config), ("pdf",), "embedded")
    assert claims(tmp_path) == said


def test_a_picture_without_words_is_refused_by_default(tmp_path: Path) -> None:
    """Of what says nothing of itself it may be printed."""
    fault = r"^brief.qmd:6:6: picture: chart.svg has no text alternative; add fig-alt=\"…\": PDF/UA wants one$"
    with pytest.raises(StatbriefError, match=fault):
        render(brief(tmp_path, "![x](chart.svg)", front=FRONT), ("pdf",), "embedded")
    held_to_none = "format:\n  typst: {pdf-standard: []}\n"
    render(brief(tmp_path / "other", "![x](chart.svg)", front=FRONT, config=held_to_none), ("pdf",), "embedded")


def test_a_row_that_goes_on_keeps_the_print_accessible(tmp_path: Path) -> None:
    """Its table is one to those who listen, with all its rows, and the checkers find nothing."""
    render(brief(tmp_path, TALL, front=FRONT), ("pdf",), "embedded")
    assert len(printed(tmp_path).pages) > 1
    file = tmp_path / "_output/brief.pdf"
    file.write_bytes(finish_print(file.read_bytes(), DEFAULT_LANGUAGE, ""))
    assert found_by_checkers(file) == []
    said = " ".join(each.extract_text() for each in printed(tmp_path).pages)
    assert (said.count("word"), said.count("end"), said.count("Next")) == (1500, 1, 1)
