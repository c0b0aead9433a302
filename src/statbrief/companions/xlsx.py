"""The workbook for Excel, by XlsxWriter, and its cells as they stand in the file."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from xlsxwriter import Workbook

from statbrief.companions.archive import packed, unpacked
from statbrief.companions.book import (
    HEAD_ROW,
    Book,
    Cell,
    Link,
    Number,
    Sheet,
    Table,
    after_numbers,
    lines_of,
    numbered,
    text_of,
    widths,
)
from statbrief.companions.edition import Edition
from statbrief.companions.number_format import excel_format
from statbrief.companions.read_back import Grid, ReadSheet, Value
from statbrief.companions.workbook import workbook

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_COVER_WIDTH = 100
_LINE = 15  # points that a row of one line is high
_CORE = "docProps/core.xml"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def files(edition: Edition) -> dict[str, bytes]:
    """The workbook by the name of its file."""
    return {f"{edition.stem}.xlsx": written(workbook(edition))}


def written(book: Book) -> bytes:
    """A workbook as a file: the same bytes for the same workbook."""
    content = io.BytesIO()
    file = Workbook(content, {"in_memory": True})
    day = dt.datetime.combine(book.day, dt.time(), dt.UTC)
    file.set_properties({"title": book.title, "author": book.author, "created": day})
    formats = _Formats(file)
    for sheet in book.sheets:
        _write_sheet(file.add_worksheet(sheet.name), sheet, formats)
    file.close()
    parts = unpacked(content.getvalue())
    language = f"<dc:language>{escape(book.lang)}</dc:language></cp:coreProperties>".encode()
    parts[_CORE] = parts[_CORE].replace(b"</cp:coreProperties>", language)
    return packed(parts)


class _Formats:
    """The formats of cells, each made once."""

    def __init__(self, file: Workbook) -> None:
        self.file = file
        self.known: dict[str, Format] = {}
        self.title = file.add_format({"bold": True, "font_size": 14})
        head: dict[str, object] = {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}
        wrapped = {"text_wrap": True, "valign": "top"}
        self.head, self.head_of_numbers = file.add_format(head), file.add_format(head | {"align": "right"})
        self.head_after_numbers = file.add_format(head | {"indent": 1})
        self.mark = file.add_format({"valign": "top", "align": "right"})
        self.line = file.add_format({"valign": "top"})
        self.wrapped, self.after_numbers = file.add_format(wrapped), file.add_format(wrapped | {"indent": 1})
        self.link = file.add_format({"font_color": "#0563C1", "underline": 1, "valign": "top"})

    def number(self, cell: Number) -> Format:
        """The format that shows a number as the brief does."""
        code = excel_format(cell.shown)
        if code not in self.known:
            self.known[code] = self.file.add_format({"num_format": code, "valign": "top", "align": "right"})
        return self.known[code]


def _write_sheet(sheet: Worksheet, said: Sheet, formats: _Formats) -> None:
    line = formats.line if said.table else formats.wrapped
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    for row, cell in enumerate(said.lines):
        _write(sheet, row, 0, cell, formats, formats.title if row in said.headings else line)
        if said.table is None and row not in said.headings:
            sheet.set_row(row, _LINE * lines_of([cell], [_COVER_WIDTH]))
    if said.table is None:
        sheet.set_column(0, 0, _COVER_WIDTH)
    else:
        _write_table(sheet, said.table, formats)


def _write_table(sheet: Worksheet, table: Table, formats: _Formats) -> None:
    """The table, marked as one; its rows are written one by one, since the library would guess what texts are."""
    start = HEAD_ROW - 1
    heads, texts = zip(*_column_formats(table, formats), strict=True)
    columns = [{"header": head, "header_format": each} for head, each in zip(table.head, heads, strict=True)]
    chosen = {"name": table.name, "columns": columns, "autofilter": False, "style": ""}
    sheet.repeat_rows(start)
    sheet.add_table(start, 0, start + max(len(table.rows), 1), len(table.head) - 1, chosen)
    wide = widths(table)
    for place, width in enumerate(wide):
        sheet.set_column(place, place, width)
    for row, cells_of_row in enumerate(table.rows, start=start + 1):
        sheet.set_row(row, _LINE * lines_of(cells_of_row, wide))
        for column, cell in enumerate(cells_of_row):
            _write(sheet, row, column, cell, formats, texts[column])


def _column_formats(table: Table, formats: _Formats) -> Iterator[tuple[Format, Format]]:
    """Those of each column's head and texts.

    What is kept from numbers to its left is indented, and not they: LibreOffice forgets the indent of some numbers.
    """
    right, after = numbered(table), after_numbers(table)
    for place in range(len(table.head)):
        if place in right:
            yield formats.head_of_numbers, formats.mark
        elif place in after:
            yield formats.head_after_numbers, formats.after_numbers
        else:
            yield formats.head, formats.wrapped


def _write(sheet: Worksheet, row: int, column: int, cell: Cell, formats: _Formats, of_text: Format) -> None:
    if isinstance(cell, Number):
        sheet.write_number(row, column, cell.value, formats.number(cell))
    elif isinstance(cell, Link):
        sheet.write_url(row, column, f"internal:'{cell.sheet}'!A1", formats.link, string=cell.text)
    else:
        sheet.write_string(row, column, text_of(cell), of_text)


# -- read back ---------------------------------------------------------------------------------------------------------


def sheets(content: bytes) -> dict[str, ReadSheet]:
    """The sheets of a file by their names. Raises `ValueError` for what is no such file, or has a formula."""
    parts = unpacked(content)
    try:
        shared = [_text(each) for each in _tree(parts, "xl/sharedStrings.xml")]
        targets = _targets(parts, "xl/_rels/workbook.xml.rels")
        named = _tree(parts, "xl/workbook.xml").iterfind(f"{_MAIN}sheets/{_MAIN}sheet")
        paths = {each.get("name", ""): targets[each.get(_RELATION, "")] for each in named}
        return {name: ReadSheet(_grid(_tree(parts, f"xl/{path}"), shared), _table_of(parts, path))
                for name, path in paths.items()}  # fmt: skip
    except (KeyError, ET.ParseError) as error:
        raise ValueError(str(error)) from error


def _tree(parts: Mapping[str, bytes], name: str) -> ET.Element:
    return ET.fromstring(parts[name])  # noqa: S314 -- of our own making


def _targets(parts: Mapping[str, bytes], name: str) -> dict[str, str]:
    """Where the relations of a part lead, by their names; nowhere of a part that has none."""
    relations = _tree(parts, name) if name in parts else ()
    return {each.get("Id", ""): each.get("Target", "") for each in relations}


def _table_of(parts: Mapping[str, bytes], sheet: str) -> str:
    """The name of the table that is marked in a sheet; nothing where none is."""
    targets = _targets(parts, f"xl/worksheets/_rels/{sheet.rpartition('/')[2]}.rels").values()
    tables = [each for each in targets if each.startswith("../tables/")]
    return _tree(parts, f"xl/{tables[0].removeprefix('../')}").get("displayName", "") if tables else ""


def _grid(root: ET.Element, shared: list[str]) -> Grid:
    found: Grid = {}
    for cell in root.iter(f"{_MAIN}c"):
        value = cell.find(f"{_MAIN}v")
        if cell.find(f"{_MAIN}f") is not None:
            raise ValueError(f"{cell.get('r')} has a formula")
        if value is not None and value.text is not None:
            found[cell.get("r", "")] = _value(cell.get("t", "n"), value.text, shared)
    return found


def _value(kind: str, text: str, shared: list[str]) -> Value:
    return shared[int(text)] if kind == "s" else float(text) if kind == "n" else text


def _text(entry: ET.Element) -> str:
    """A shared text; what XML cannot hold is written by its number."""
    text = "".join(each.text or "" for each in entry.iter(f"{_MAIN}t"))
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
