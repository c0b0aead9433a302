"""What the PDF of a small brief says, where its words stand, and what stops it."""

from pathlib import Path

import pytest

from small_briefs import brief, printed
from statbrief.errors import StatbriefError
from statbrief.pages.render import render


def text(folder: Path) -> str:
    """All that the PDF says, its white space single."""
    return " ".join(" ".join(each.extract_text() for each in printed(folder).pages).split())


def fault(folder: Path, body: str, **settings: str) -> str:
    """What stops the PDF, without the name of the document; the body starts in line 4."""
    with pytest.raises(StatbriefError) as caught:
        render(brief(folder, body, **settings), ("pdf",), "embedded")
    return str(caught.value).removeprefix("brief.qmd:")


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


def assert_apart(found: list[Box], left_margin: float, right_margin: float) -> None:
    """That no word is outside the margins, and none runs into another."""
    for word, left, low, right, high in found:
        assert left >= left_margin - 1, word
        assert right <= right_margin + 1, word
        for other, start, foot, end, head in found:
            if (word, left, low) != (other, start, foot) and min(high, head) - max(low, foot) > LINE:
                assert min(right, end) - max(left, start) < 0.5, (word, other)


NUMBERS = (
    "| What | Numbers | Range | From |\n|:----|--:|:----|:----|\n"
    "| Regierungspräsidentinnenstellvertretungen of each | 123,456,789,012.25 m³ a metropolitan household "
    "| 123,456,789,012.125 to 123,456,789,012.375 | ((123,456,789,012.25 + 98,765,432,109.75) × 1,234,567,890,123 |\n"
    "| None | 7 | 1,234,567,890,122.5 to 1,234,567,890,123.5 as far as is known | 1,234,567,890,123 |\n"
)
"""A table that is too wide for columns of even widths: of numbers with as many letters those with fewer commas are
wider, and a word of more than thirty letters may be broken."""
INSETS = "#set table(inset: (x, y) => (left: if x == 0 { 0pt } else { 9pt }, right: 0pt, y: 4pt))\n"
