"""The typeface inside the page: the letters that it needs, in a form that browsers read."""

import base64
import re
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from named_briefs import named
from statbrief.analysis.stale_steps import update_document
from statbrief.files.typeface import font_paths
from statbrief.renderers.fonts import dressed, font_faces, subset, woff

TEXT = "Mexicanos: 70.000 ≈ 2/3 – ñ"


@pytest.fixture
def regular() -> Path:
    """The upright face at its usual weight."""
    return next(path for path in font_paths() if path.stem.endswith("-Regular"))


def test_a_font_holds_the_letters_of_the_text_and_few_others(regular: Path) -> None:
    """All of them are there, and most of the file is not."""
    small = subset(regular, TEXT)
    letters = set(TTFont(BytesIO(small)).getBestCmap())
    assert {ord(letter) for letter in TEXT} == letters
    assert len(small) < regular.stat().st_size / 20


@pytest.mark.thorough
def test_tabular_figures_survive(regular: Path) -> None:
    """Digits of one width are what columns of numbers need."""
    table = TTFont(BytesIO(subset(regular, TEXT)))["GSUB"].table
    assert "tnum" in {record.FeatureTag for record in table.FeatureList.FeatureRecord}


def test_woff_is_the_same_font(regular: Path) -> None:
    """Unpacked again, every table is what it was."""
    small = subset(regular, TEXT)
    packed = woff(small)
    before, after = TTFont(BytesIO(small)), TTFont(BytesIO(packed))
    assert after.flavor == "woff"
    assert len(packed) < len(small)
    assert before.reader is not None
    assert after.reader is not None
    assert {tag: before.reader[tag] for tag in before.reader.keys()} == {  # noqa: SIM118 -- a reader is no mapping
        tag: after.reader[tag]
        for tag in after.reader.keys()  # noqa: SIM118
    }


def test_a_style_sheet_has_each_face_with_its_weight() -> None:
    """Weight and slope come from the file's name; nothing is loaded from elsewhere; the same text, the same bytes."""
    sheet = font_faces("Fira Sans", font_paths(), TEXT)
    assert re.findall(r"font-weight: (\d+); font-style: (\w+)", sheet) == [
        ("400", "normal"),
        ("400", "italic"),
        ("500", "normal"),
        ("700", "normal"),
    ]
    assert {source.split(",")[0] for source in re.findall(r"url\(([^)]+)\)", sheet)} == {"data:font/woff;base64"}
    inside = [base64.b64decode(data) for data in re.findall(r"base64,([^)]+)\)", sheet)]
    assert all(each.startswith(b"wOFF") for each in inside)
    letters = [*map(chr, range(0x20, 0x7F)), *reversed(TEXT)]
    assert inside == [woff(subset(path, letters)) for path in font_paths()]


def test_the_page_brings_the_letters_of_its_typeface() -> None:
    """Where the style sheet names the print's typeface, its letters are in the page; else nothing is."""
    faces = font_paths()
    page = '<html><head><style>body { font-family: "Fira Sans" }</style></head><body>ñ</body></html>'
    with_letters = dressed(page, "Fira Sans", faces)
    assert with_letters.count("@font-face") == len(faces)
    assert with_letters.index("@font-face") < with_letters.index("</head>")
    assert dressed(page, "Roboto", faces) == dressed(page, "", faces) == dressed(page, "Fira Sans", []) == page


def test_a_copy_of_the_typeface_that_is_gone_is_put_back(tmp_path: Path) -> None:
    """Where the analysis is current, too: of Quarto's print it would be another typeface."""
    folder = named(tmp_path)
    assert update_document(folder, "brief.qmd") is not None
    copies = sorted((folder / "_generated/fonts").iterdir())
    assert [each.read_bytes() for each in copies] == [each.read_bytes() for each in sorted(font_paths())]
    copies[0].unlink()
    copies[1].write_bytes(b"half")
    assert update_document(folder, "brief.qmd") is None
    assert [each.read_bytes() for each in copies] == [each.read_bytes() for each in sorted(font_paths())]
