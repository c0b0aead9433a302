"""Large print uses its pages: a chart that has no room on one leaves it to what follows."""

from pathlib import Path

import pypdfium2

from checked_prints import found_by_checkers
from small_briefs import brief
from statbrief.languages.tags import DEFAULT_LANGUAGE
from statbrief.pages.render import render
from statbrief.pages.seal.print import finish_print

LARGE = "large-print: true\nformat:\n  html: default\n  typst: {papersize: us-letter}\n"
FRONT = "title: A brief\nlang: en\ndate: 2024-05-06"
HIGH = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="{}"><rect width="60" height="{}"/></svg>\n'
CHART = '![A caption.](chart.svg){#fig-chart fig-alt="A box"}'
FOOT = 50
"""Points at the end of a page, which its foot line has."""


def paragraph(name: str, words: int) -> str:
    """So many words, with one at each end that tells which they are."""
    return f"{name}start {' '.join(['word'] * words)} {name}end."


def laid_out(folder: Path, body: str, *, height: int) -> list[tuple[str, float]]:
    """What each page says but for its foot, and what part of it is empty at its end; the checkers find nothing."""
    made = brief(folder, body, config=LARGE, front=FRONT)
    (made / "chart.svg").write_text(HIGH.format(height, height), encoding="utf-8")
    render(made, ("pdf",), "embedded")
    file = made / "_output/brief.pdf"
    file.write_bytes(finish_print(file.read_bytes(), DEFAULT_LANGUAGE, ""))
    assert found_by_checkers(file) == []
    with pypdfium2.PdfDocument(file) as pdf:
        return [_said(each) for each in pdf]


def _said(page: pypdfium2.PdfPage) -> tuple[str, float]:
    text = page.get_textpage()
    boxes = [each.get_bounds() for each in page.get_objects()]
    ends = [bottom for _, bottom, _, _ in boxes if bottom > FOOT]
    return " ".join(text.get_text_bounded().split()), (min(ends) - FOOT) / page.get_height()


def test_what_follows_a_chart_fills_the_page_before_it(tmp_path: Path) -> None:
    """As much of it as has room whole, in its order; the chart has the number by which the text says it."""
    first = paragraph("one", 130) + " See @fig-chart."
    body = "\n\n".join(
        ["## A", first, CHART, paragraph("two", 60), "## B", *(paragraph(each, 60) for each in ("three", "four"))]
    )
    pages = laid_out(tmp_path, body, height=45)
    before, after = pages[0][0], pages[1][0]
    assert "See Figure 1" in before
    assert before.index("oneend") < before.index("twostart") < before.index("twoend")
    assert after.startswith("Figure 1")
    assert after.index("A caption") < after.index("fourend")
    assert pages[0][1] < 1 / 3


def test_a_chart_that_has_room_stands_where_it_is_written(tmp_path: Path) -> None:
    """Before what follows it, and so where no more than a third of a page would stay empty."""
    body = "\n\n".join([paragraph("one", 60) + " See @fig-chart.", CHART, paragraph("two", 60)])
    ((text, _),) = laid_out(tmp_path, body, height=15)
    assert text.index("oneend") < text.index("A caption") < text.index("twostart")
    body = "\n\n".join([paragraph("one", 260) + " See @fig-chart.", CHART, paragraph("two", 10)])
    pages = laid_out(tmp_path / "other", body, height=45)
    assert "twostart" not in pages[0][0]
