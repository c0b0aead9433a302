"""Where what companions hold stands: columns of a Word document and of workbooks, and the size of charts."""

import re
from collections.abc import Iterator
from zipfile import ZipFile

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from docx.table import Table

from odd_companions import Built

EMU = 914400  # of an inch, in which Word counts lengths of pictures
TWIP = 1440  # of an inch, in which it counts others
LETTER = 0.42 / 72  # inches of a letter of a point's size that is narrow, on average
TABLE_SIZE = 9.0  # points


def tables(built: Built) -> list[Table]:
    """Those of the Word document."""
    return list(docx.Document(str(built.output / f"{built.stem}.docx")).tables)


def columns(table: Table) -> list[int]:
    """How wide its columns are, in twentieths of a point."""
    return [int(each.get(qn("w:w"))) for each in table._tbl.tblGrid.findall(qn("w:gridCol"))]  # noqa: SLF001


def test_no_word_of_a_table_is_wider_than_its_column(written: Built) -> None:
    """By the least that its letters take, and whichever program shows it: none has to widen a column, and each may."""
    for table in tables(written):
        wide = columns(table)
        assert sum(wide) > 5 * TWIP
        assert table._tbl.tblPr.find(qn("w:tblLayout")) is None  # noqa: SLF001
        for row in table.rows:
            column = 0
            for cell in row._tr.tc_lst:  # noqa: SLF001
                text = "".join(each.text or "" for each in cell.iter(qn("w:t")))
                room = sum(wide[column : column + cell.grid_span])
                column += cell.grid_span
                longest = max((len(word) for word in text.split()), default=0)
                if longest <= 40:
                    assert longest * TABLE_SIZE * LETTER * TWIP <= room, (text, wide)


def test_a_column_of_long_texts_is_wider_than_one_of_short_ones(written: Built) -> None:
    """In the table of origins: where numbers come from needs more room than how low they may be."""
    wide = [columns(each) for each in tables(written) if len(each.columns) == 5]
    assert wide
    assert all(each[4] > each[2] for each in wide), wide


def test_what_heads_rows_is_kept_with_the_first_of_them(written: Built) -> None:
    """It does not stand alone at the foot of a page; no other row is kept so."""
    kept = {False: 0, True: 0}
    for table in tables(written):
        for row in table.rows:
            cells = row._tr.tc_lst  # noqa: SLF001
            is_heading = len(cells) == 1 and cells[0].grid_span == len(table.columns) > 1
            is_kept = [each.find(qn("w:pPr") + "/" + qn("w:keepNext")) is not None for each in row._tr.iter(qn("w:p"))]  # noqa: SLF001
            assert is_kept == [is_heading] * len(is_kept)
            kept[is_heading] += 1
    assert all(kept.values())


def test_letters_of_charts_are_as_large_as_the_text_around_them(written: Built) -> None:
    """Those of 7.5 points in print have the 10.5 of a Word document's text; no chart leaves its page."""
    document = docx.Document(str(written.output / f"{written.stem}.docx"))
    alternatives = {each["alternative"]: name for name, each in written.record["charts"].items()}
    found = 0
    for drawing in document.element.iter(qn("wp:inline")):
        if name := alternatives.get(drawing.find(qn("wp:docPr")).get("descr")):
            svg = (written.output / f"{written.stem}-charts" / f"{name}.svg").read_text(encoding="utf-8")
            natural, high = (float(re.findall(rf'{side}="([\d.]+)pt"', svg)[0]) for side in ("width", "height"))
            shown = int(drawing.find(qn("wp:extent")).get("cx")) / EMU * 72
            assert shown == pytest.approx(min(natural * 10.5 / 7.5, 432, natural / high * 560), abs=1)
            found += 1
    assert found == len(alternatives)


def right_and_left(built: Built) -> Iterator[tuple[bool, float, bool]]:
    """Of each cell beneath a head in an xlsx: if it is to the right, how far in, and if it is after numbers."""
    book = openpyxl.load_workbook(built.output / f"{built.stem}.xlsx")
    for sheet in book.worksheets[1:]:
        rows = list(sheet.iter_rows(min_row=4))
        numbers = [any(isinstance(row[place].value, int | float) for row in rows) for place in range(len(rows[0]))]
        for row in rows:
            for place, cell in enumerate(row):
                is_after = place > 0 and numbers[place - 1] and not numbers[place]
                is_right = cell.alignment.horizontal == "right"
                assert is_right == numbers[place]
                yield is_right, cell.alignment.indent, is_after


def test_numbers_end_where_their_column_does_and_texts_after_them_begin_farther_in(written: Built) -> None:
    """So they stand beneath each other in every program, and apart from what follows."""
    found = set(right_and_left(written))
    assert found == {(True, 0.0, False), (False, 1.0, True), (False, 0.0, False)}


def test_so_they_do_in_an_opendocument_workbook(written: Built) -> None:
    """What comes after numbers is of styles of its own, which begin farther in."""
    with ZipFile(written.output / f"{written.stem}.ods") as file:
        content = file.read("content.xml").decode()
    used = set(re.findall(r'<table:table-cell table:style-name="([a-z-]+)"', content))
    assert {"head-after", "wrapped-after", "head-right"} <= used
    styles = dict(
        re.findall(r'<style:style style:name="([a-z-]+)" style:family="table-cell">(.*?)</style:style>', content)
    )
    assert [name for name, style in styles.items() if "fo:margin-left" in style and name in used] == [
        "head-after", "wrapped-after",
    ]  # fmt: skip
