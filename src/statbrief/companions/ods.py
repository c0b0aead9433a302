"""The workbook as an OpenDocument spreadsheet, by odfdo, and its cells as they stand in the file."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape, quoteattr

from odfdo import Document

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
    numbered,
    text_of,
    widths,
)
from statbrief.companions.edition import Edition
from statbrief.companions.number_format import NumberFormat
from statbrief.companions.read_back import Grid, ReadSheet, Value, place_of
from statbrief.companions.workbook import workbook
from statbrief.record.table_data import plain

_SPACE = re.compile(r"^ +| +$| {2,}")  # those that XML takes for one, or for none
_CHARACTER = 0.225  # centimetres of one, in columns' widths: of a digit, and a little
_COVER_WIDTH = 100
_PARTS = {"office": "office", "style": "style", "table": "table", "text": "text", "number": "datastyle"}
_NAMESPACES = " ".join(
    [
        *(f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for short, name in _PARTS.items()),
        'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"',
        'xmlns:xlink="http://www.w3.org/1999/xlink"',
    ]
)
_OFFICE, _TABLE, _TEXT = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{each}:1.0}}" for each in ("office", "table", "text")
)
_RIGHT, _AFTER = "-right", "-after"  # of columns of numbers, and of texts that begin where those end
_PLAIN: Mapping[int, str] = {}
_NOT_OURS = ("Thumbnails/", "Configurations2/")
"""What the library's template has of whoever made it."""
_PAGE = (
    '<style:page-layout-properties style:print-orientation="landscape" fo:page-width="29.7cm" fo:page-height="21cm" '
    'style:scale-to-X="1" style:scale-to-Y="0"/>'
)
_SHEET_STYLE = (
    '<style:style style:name="sheet" style:family="table" style:master-page-name="Default">'
    '<style:table-properties table:display="true"/></style:style>'
)
_STYLES = {
    "line": '<style:table-cell-properties fo:padding="0.07cm" style:vertical-align="top"/>',
    "title": '<style:text-properties fo:font-weight="bold" fo:font-size="14pt"/>',
    "head": '<style:table-cell-properties fo:padding="0.07cm" style:vertical-align="top" fo:wrap-option="wrap" '
    'fo:border-bottom="0.75pt solid #000000"/><style:text-properties fo:font-weight="bold"/>',
    "wrapped": '<style:table-cell-properties fo:padding="0.07cm" style:vertical-align="top" fo:wrap-option="wrap"/>',
}


def files(edition: Edition) -> dict[str, bytes]:
    """The workbook by the name of its file."""
    return {f"{edition.stem}.ods": written(workbook(edition))}


def written(book: Book) -> bytes:
    """A workbook as a file: the same bytes for the same workbook."""
    document = Document("spreadsheet")
    for path in [each for each in document.manifest.get_paths() if each.startswith(_NOT_OURS)]:
        document.manifest.del_full_path(path)
    document.set_part("content", _content(book))
    document.set_part("styles", _document("styles", _looks(book.lang)))
    document.set_part("settings", _document("settings", "<office:settings/>"))
    _describe(document, book)
    content = io.BytesIO()
    document.save(content)
    parts = unpacked(content.getvalue())
    return packed({name: part for name, part in parts.items() if not name.startswith(_NOT_OURS)})


def _describe(document: Document, book: Book) -> None:
    """What the file says of itself, in the place of what its template does."""
    meta, day = document.meta, dt.datetime.combine(book.day, dt.time())
    meta.title, meta.language = book.title, book.lang
    if book.author:
        meta.creator = book.author
    meta.creation_date = meta.date = day
    meta.clear_user_defined_metadata()
    counted = sum(len(row) for sheet in book.sheets if sheet.table for row in (sheet.table.head, *sheet.table.rows))
    counted += sum(len(sheet.lines) for sheet in book.sheets)
    meta.set_statistic({"meta:table-count": len(book.sheets), "meta:cell-count": counted, "meta:object-count": 0})


def _document(kind: str, inner: str) -> bytes:
    text = f'<office:document-{kind} {_NAMESPACES} office:version="1.3">{inner}</office:document-{kind}>'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'.encode()


def _looks(lang: str) -> str:
    """What all cells have, the language and a typeface that is everywhere; and paper, where one sheet is as wide."""
    language, _, country = lang.partition("-")
    said = f"fo:language={quoteattr(language)} fo:country={quoteattr(country or 'none')}"
    return (
        '<office:styles><style:default-style style:family="table-cell">'
        f'<style:text-properties fo:font-family="Arial" fo:font-size="11pt" {said}/>'
        "</style:default-style></office:styles>"
        f'<office:automatic-styles><style:page-layout style:name="page">{_PAGE}</style:page-layout>'
        "</office:automatic-styles><office:master-styles>"
        '<style:master-page style:name="Default" style:page-layout-name="page"/></office:master-styles>'
    )


# -- what is shown -----------------------------------------------------------------------------------------------------


def _content(book: Book) -> bytes:
    formats: dict[NumberFormat, str] = {}
    sheets = "".join(_sheet(place, sheet, formats) for place, sheet in enumerate(book.sheets))
    styles = "".join([_SHEET_STYLE, *_cell_styles(), *_number_styles(formats), *_column_styles(book.sheets)])
    inner = f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>"
    return _document("content", f"{inner}{sheets}{_ranges(book.sheets)}</office:spreadsheet></office:body>")


def _sheet(place: int, sheet: Sheet, formats: dict[NumberFormat, str]) -> str:
    columns = "".join(
        f'<table:table-column table:style-name="c{place}-{column}"/>' for column in range(len(_widths(sheet)))
    )
    style = "line" if sheet.table else "wrapped"
    rows = "".join(
        _row([cell], formats, "title" if row in sheet.headings else style) for row, cell in enumerate(sheet.lines)
    )
    table = _table(sheet.table, formats) if sheet.table else ""
    named = f'table:name={quoteattr(sheet.name)} table:style-name="sheet"'
    return f"<table:table {named}>{columns}{rows}{table}</table:table>"


def _table(table: Table, formats: dict[NumberFormat, str]) -> str:
    of_columns = dict.fromkeys(numbered(table), _RIGHT) | dict.fromkeys(after_numbers(table), _AFTER)
    head = f"<table:table-header-rows>{_row(table.head, formats, 'head', of_columns)}</table:table-header-rows>"
    return head + "".join(_row(row, formats, "wrapped", of_columns) for row in table.rows)


def _row(
    cells: Iterable[Cell], formats: dict[NumberFormat, str], style: str, of_columns: Mapping[int, str] = _PLAIN
) -> str:
    """A row; `of_columns` says how the texts of some columns differ from the style."""
    styles = (f"{style}{of_columns.get(column, '')}" for column in count())
    said = "".join(_cell(*each, formats) for each in zip(cells, styles, strict=False))
    return f"<table:table-row>{said}</table:table-row>"


def _cell(cell: Cell, style: str, formats: dict[NumberFormat, str]) -> str:
    if isinstance(cell, Number):
        name = formats.setdefault(cell.shown, f"n{len(formats)}")
        kind = "percentage" if cell.shown.is_percent else "float"
        value = f'office:value-type="{kind}" office:value="{plain(cell.value)}"'
        return f'<table:table-cell table:style-name="{name}" {value}/>'
    said = "".join(f"<text:p>{_linked(cell, line)}</text:p>" for line in text_of(cell).split("\n"))
    return f'<table:table-cell table:style-name="{style}" office:value-type="string">{said}</table:table-cell>'


def _linked(cell: Cell, line: str) -> str:
    said = _SPACE.sub(lambda found: f'<text:s text:c="{len(found[0])}"/>', escape(line).replace("\t", "<text:tab/>"))
    if not isinstance(cell, Link):
        return said
    address = quoteattr(f"#'{cell.sheet}'.A1")
    return f'<text:a xlink:type="simple" xlink:href={address}>{said}</text:a>'


def _ranges(sheets: Iterable[Sheet]) -> str:
    """The tables, each marked as one by its name and its place."""
    ranges = "".join(_range(each.name, each.table) for each in sheets if each.table)
    return f"<table:database-ranges>{ranges}</table:database-ranges>"


def _range(sheet: str, table: Table) -> str:
    last = place_of(HEAD_ROW + len(table.rows), len(table.head))
    where = quoteattr(f"'{sheet}'.A{HEAD_ROW}:'{sheet}'.{last}")
    return (
        f"<table:database-range table:name={quoteattr(table.name)} table:target-range-address={where} "
        'table:contains-header="true" table:display-filter-buttons="false"/>'
    )


# -- styles ------------------------------------------------------------------------------------------------------------


def _cell_styles() -> Iterator[str]:
    to_the_right = '<style:paragraph-properties fo:text-align="end"/>'
    farther_in = '<style:paragraph-properties fo:text-align="start" fo:margin-left="0.25cm"/>'
    for name, properties in _STYLES.items():
        yield f'<style:style style:name="{name}" style:family="table-cell">{properties}</style:style>'
        of_cell, start, of_text = properties.partition("<style:text-properties")
        right = f"{of_cell}{to_the_right}{start}{of_text}"
        yield f'<style:style style:name="{name}{_RIGHT}" style:family="table-cell">{right}</style:style>'
        after = f"{of_cell}{farther_in}{start}{of_text}"
        yield f'<style:style style:name="{name}{_AFTER}" style:family="table-cell">{after}</style:style>'


def _number_styles(formats: dict[NumberFormat, str]) -> Iterator[str]:
    for shown, name in formats.items():
        named = "" if shown.places is None else f' style:data-style-name="{name}-number"'
        if shown.places is not None:
            yield from _number_style(shown, f"{name}-number")
        top = _STYLES["line"]
        yield f'<style:style style:name="{name}" style:family="table-cell"{named}>{top}</style:style>'


def _number_style(shown: NumberFormat, name: str) -> Iterator[str]:
    """How numbers are written: where those over nothing have a plus, by a style of their own."""
    kind = "percentage-style" if shown.is_percent else "number-style"
    grouped = ' number:grouping="true"' if shown.is_grouped else ""
    digits = f'<number:number number:decimal-places="{shown.places}" number:min-integer-digits="1"{grouped} '
    digits += f'number:min-decimal-places="{shown.places}"/>'
    sign = "<number:text>%</number:text>" if shown.is_percent else ""
    one = f"{_said(shown.before)}{digits}{sign}{_said(shown.after)}"
    if shown.has_plus:
        yield f'<number:{kind} style:name="{name}-over">{_said("+")}{one}</number:{kind}>'
        one += f'<style:map style:condition="value()&gt;0" style:apply-style-name="{name}-over"/>'
    yield f'<number:{kind} style:name="{name}">{one}</number:{kind}>'


def _said(text: str) -> str:
    return f"<number:text>{escape(text)}</number:text>" if text else ""


def _column_styles(sheets: Iterable[Sheet]) -> Iterator[str]:
    for place, sheet in enumerate(sheets):
        for column, width in enumerate(_widths(sheet)):
            said = f'<style:table-column-properties style:column-width="{width * _CHARACTER:.2f}cm"/>'
            yield f'<style:style style:name="c{place}-{column}" style:family="table-column">{said}</style:style>'


def _widths(sheet: Sheet) -> list[int]:
    return widths(sheet.table) if sheet.table else [_COVER_WIDTH]


# -- read back ---------------------------------------------------------------------------------------------------------


def sheets(content: bytes) -> dict[str, ReadSheet]:
    """The sheets of a file by their names. Raises `ValueError` for what is no such file, or has a formula."""
    try:
        root = ET.fromstring(unpacked(content)["content.xml"])  # noqa: S314 -- of our own making
    except (KeyError, ET.ParseError) as error:
        raise ValueError(str(error)) from error
    marked = {
        each.get(f"{_TABLE}target-range-address", "").partition("'.")[0].lstrip("'"): each.get(f"{_TABLE}name", "")
        for each in root.iter(f"{_TABLE}database-range")
    }
    tables = {each.get(f"{_TABLE}name", ""): each for each in root.iter(f"{_TABLE}table")}
    return {name: ReadSheet(_grid(table), marked.get(name, "")) for name, table in tables.items()}


def _grid(table: ET.Element) -> Grid:
    found: Grid = {}
    for number, row in enumerate(table.iter(f"{_TABLE}table-row"), start=1):
        for column, cell in enumerate(row.iter(f"{_TABLE}table-cell"), start=1):
            if cell.get(f"{_TABLE}formula") is not None:
                raise ValueError(f"{place_of(number, column)} has a formula")
            if (value := _value(cell)) is not None:
                found[place_of(number, column)] = value
    return found


def _value(cell: ET.Element) -> Value | None:
    number = cell.get(f"{_OFFICE}value")
    if number is not None:
        return float(number)
    lines = ["".join(_pieces(each)) for each in cell.iterfind(f"{_TEXT}p")]
    return "\n".join(lines) if lines else None


def _pieces(element: ET.Element) -> Iterator[str]:
    """The text of a paragraph, with the blanks that it counts."""
    yield element.text or ""
    for each in element:
        if each.tag == f"{_TEXT}s":
            yield " " * int(each.get(f"{_TEXT}c", "1"))
        elif each.tag == f"{_TEXT}tab":
            yield "\t"
        yield from _pieces(each)
        yield each.tail or ""
