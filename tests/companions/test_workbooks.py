"""Workbooks as pandas, openpyxl and odfdo read them: they say what the record says, where anybody would look for it."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pandas as pd
import pytest
from odfdo import Document
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from odd_companions import Built

WORDS = {
    "en": {"figures": "Figures", "name": "Name in the record", "value": "Value", "low": "Low", "high": "High",
           "table": "Table", "data": "Data", "chart": "Chart", "notes": "Notes", "checks": "Checks",
           "to": "to", "open": "open", "or more": "or more", "or less": "or less",
           "as far": "as far as is known"},
    "es": {"figures": "Cifras", "name": "Nombre en el registro", "value": "Valor", "low": "Mínimo", "high": "Máximo",
           "table": "Cuadro", "data": "Datos", "chart": "Gráfica", "notes": "Notas", "checks": "Comprobaciones",
           "to": "a", "open": "abierto", "or more": "o más", "or less": "o menos",
           "as far": "hasta donde se sabe"},
}  # fmt: skip


def words(built: Built) -> dict[str, str]:
    """What its language calls sheets and columns."""
    return WORDS[built.record["lang"][:2]]


def opened(built: Built) -> Workbook:
    """The workbook as openpyxl reads it."""
    return openpyxl.load_workbook(built.output / f"{built.stem}.xlsx")


def table(built: Built, sheet: str) -> pd.DataFrame:
    """A sheet's table as pandas reads it, with the texts of its cells as they stand."""
    path = built.output / f"{built.stem}.xlsx"
    return pd.read_excel(path, sheet_name=sheet, header=3, keep_default_na=False, dtype=object)


def same(found: object, wanted: float) -> bool:
    """Whether a cell holds a number, to the sixteen digits that a workbook keeps."""
    return isinstance(found, int | float) and float(found) == pytest.approx(wanted, rel=1e-15, abs=0)


def own_figures(record: dict[str, Any]) -> dict[str, Any]:
    """The figures that are no cell of a table."""
    return {name: figure for name, figure in record["figures"].items() if "." not in name}


def is_rounding_known(figure: dict[str, Any]) -> bool:
    """Whether no number behind it is as stated."""
    return figure.get("rounded_to") != "as stated" and not figure.get("as_stated")


def test_every_figure_is_a_row_with_its_numbers(built: Built) -> None:
    """Value and the ends of the range are the record's; an open end and an unknown one have marks of their own."""
    said, figures = words(built), own_figures(built.record)
    rows = table(built, said["figures"]).set_index(said["name"])
    assert set(rows.index) == set(figures)
    for name, figure in figures.items():
        row = rows.loc[name]
        assert same(row[said["value"]], figure["value"])
        for end, wanted in zip((row[said["low"]], row[said["high"]]), figure["range"], strict=True):
            if not is_rounding_known(figure):
                assert end == "[u]"
            elif wanted is None:
                assert end == "[z]"
            else:
                assert same(end, wanted)


def test_a_figure_stands_beside_how_the_page_says_it(built: Built) -> None:
    """The text of its row on the web page: about 70,000; where that has both ends, the range is both, in words."""
    rows = table(built, words(built)["figures"])
    lines = [line.split(" | ") for line in built.record["pages"]["html"]["text"]]
    page = [cells for cells in lines if len(cells) in {4, 5}]
    label, said, reach, origin = (rows.columns[place] for place in (0, 1, 2, 8))
    for _, row in rows.iterrows():
        typeset = str(row[label]).replace("'", "’").replace(' "', " “").replace('"', "”")
        cells = [row[said], row[reach], row[origin]]
        shown = [[value, range_said(built, ends, source), source] for name, value, *ends, source in page
                 if name.startswith(typeset[:9])]  # fmt: skip
        assert cells in shown


def range_said(built: Built, ends: list[str], origin: str) -> str:
    """What the cells of a range say, of which there are two or one, with what stands behind its origin of both."""
    said, (low, high) = words(built), (ends[0], ends[-1])
    told = f"{low} {said['to']} {high}" if low != high else low
    if said["to"] == "a" and low != high:  # in Spanish what follows both numbers stands once
        numbers, names = zip(*(each.partition(" ")[::2] for each in (low, high)), strict=True)
        told = f"{numbers[0]} a {high}" if len(set(names)) == 1 else told
    if low == said["open"]:
        told = f"{high} {said['or less']}"
    elif high == said["open"]:
        told = f"{low} {said['or more']}"
    return f"{told} {said['as far']}" if len(ends) > 1 and origin.endswith(f" {said['as far']}") else told


@pytest.mark.thorough
def test_a_table_has_the_numbers_of_its_cells_in_their_places(built: Built) -> None:
    """As it is shown, with numbers; as data, with the ends of their ranges, units and periods."""
    said, record = words(built), built.record
    for name, shape in record.get("tables", {}).items():
        shown, data = table(built, f"{said['table']} {name}"), table(built, f"{said['data']} {name}")
        keys = len(shape["head"]) - len(shape["columns"])
        assert list(data[said["name"]]) == shape["names"]
        for number, row in enumerate(shape["names"]):
            assert list(shown.iloc[number, :keys]) == shape["rows"][number][:keys]
            for place, column in enumerate(shape["columns"], start=keys):
                figure = record["figures"].get(f"{name}.{row}.{column}")
                found = shown.iloc[number, place]
                head = shape["head"][place]
                told = [data.iloc[number][each] for each in (head, f"{head}, {said['low'].lower()}",
                                                             f"{head}, {said['high'].lower()}")]  # fmt: skip
                if figure is None:
                    assert re.fullmatch(r"\[\w+\]", str(found))
                    assert told == [found] * 3
                else:
                    assert same(found, figure["value"])
                    assert all(same(*each) for each in zip(told, [figure["value"], *figure["range"]], strict=True))


def test_a_charts_sheet_is_called_by_what_it_shows(built: Built) -> None:
    """By how its text alternative begins; that, and the caption that tells how to read it, are among the notes."""
    said, book = words(built), opened(built)
    notes = [text for row in book[said["notes"]].iter_rows(values_only=True) for text in row]
    for name, chart in built.record["charts"].items():
        title = str(book[f"{said['chart']} {name}"]["A1"].value).partition(": ")[2]
        shown = re.sub(r"( \[[^]]*\])+$", "", title)
        assert shown
        assert chart["alternative"].startswith(f"{shown}.")
        assert {chart["caption"], chart["alternative"]} <= set(notes)


def test_no_two_sheets_have_one_title(built: Built) -> None:
    """What a chart tells beside its data is called otherwise than they are."""
    titles = [str(sheet["A1"].value) for sheet in opened(built).worksheets]
    assert len(set(titles)) == len(titles)


def test_a_charts_data_are_its_rows_with_the_numbers_that_they_say(built: Built) -> None:
    """Each text stands in its row, or the number that it is does."""
    said, is_spanish = words(built), built.record["lang"] == "es"
    for name, chart in built.record["charts"].items():
        rows = table(built, f"{said['chart']} {name}")
        assert len(rows) == len(chart["data"]["rows"])
        for (_, found), wanted in zip(rows.iterrows(), chart["data"]["rows"], strict=True):
            cells = [str(each) for each in found]
            numbers = [f"{float(each):.9g}" for each in found if isinstance(each, int | float)]
            for text in filter(None, wanted):
                group, decimal = (".", ",") if is_spanish else (",", ".")
                plain = text.replace(group, "").replace(decimal, ".").lstrip("+").replace("−", "-")
                is_mark = f"[{text}]" in cells or (text == "–" and "[x]" in cells)
                assert text in cells or is_mark or f"{float(plain):.9g}" in numbers


def test_numbers_are_shown_as_the_brief_shows_them(odd: Path) -> None:
    """Decimals, groups, signs, symbols of money and per cents, each from how the brief writes the number."""
    book = openpyxl.load_workbook(odd / "_output/brief.xlsx")
    sheet = book["Figures"]
    shown = {row[11].value: tuple(cell.number_format for cell in row[3:6]) for row in sheet.iter_rows(min_row=5)}
    assert shown["sum"] == ("#,##0",) * 3
    assert shown["at"] == ('"$"#,##0.00', '"$"#,##0.000', '"$"#,##0.000')
    assert shown["part"] == ('#,##0.0"%"', '#,##0.00"%"', '#,##0.00"%"')
    assert shown["half"] == ("#,##0%",) * 3
    assert shown["a_third"][0] == "#,##0"
    changes = [cell.number_format for cell in book["Table by_country"]["C"][4:] if isinstance(cell.value, int)]
    assert changes == ["+#,##0;-#,##0;#,##0"]


def test_what_looks_like_a_formula_is_text(odd: Path) -> None:
    """In labels, publishers and places in sources; nothing in the book is a formula."""
    for stem, label in (("brief", "=SUM(A1:A3), arrests"), ("brief.es", "=SUMA(A1:A3), detenciones")):
        book = openpyxl.load_workbook(odd / f"_output/{stem}.xlsx")
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert {cell.data_type for cell in cells} == {"s", "n"}
        texts = {cell.value for cell in cells if cell.data_type == "s"}
        assert {label, "[c]", "[x]"} < texts
        assert any(str(each).endswith("=Office & <Desk>") for each in texts)


def test_what_has_no_number_has_a_mark_that_the_notes_explain(odd: Path) -> None:
    """Marks of the data stay in the edition's language, and are named beside each row of data."""
    for stem, sheet, why in (("brief", "Notes", "Confidential."), ("brief.es", "Notas", "Confidencial.")):
        path = odd / f"_output/{stem}.xlsx"
        notes = pd.read_excel(path, sheet_name=sheet, header=3, index_col=0).iloc[:, 0]
        assert notes["[c]"] == why
        book = openpyxl.load_workbook(path)
        used = {cell.value for each in book for row in each.iter_rows() for cell in row
                if re.fullmatch(r"\[[a-z]+\]", str(cell.value))}  # fmt: skip
        assert used <= set(notes.index)
        data = pd.read_excel(path, sheet_name=book.sheetnames[5], header=3)
        assert data.iloc[0, 7] == why.rstrip(".").lower()


def cells_of(sheet: Worksheet) -> Iterator[list[object]]:
    """The rows of a sheet, as openpyxl has them."""
    return (list(row) for row in sheet.iter_rows(values_only=True))


def test_a_workbook_is_as_the_checklist_for_accessible_ones_has_it(built: Built) -> None:
    """Title first, one marked table at one place, heads that are told apart, no gap, nothing merged, hidden, frozen."""
    book = opened(built)
    first = book.worksheets[0]
    assert book.active == first
    assert first["A1"].value == built.record["title"]
    assert not first.tables
    for sheet in book.worksheets[1:]:
        ((name, where),) = sheet.tables.items()
        assert where == f"A4:{sheet.dimensions.partition(':')[2]}"
        assert re.fullmatch(r"[^\W\d][\w.]*", name)
        head, *body = list(cells_of(sheet))[3:]
        assert len({str(each).casefold() for each in head}) == len(head)
        assert all(isinstance(each, str) and each for each in head)
        assert all(each is not None and each != "" for row in body for each in row)
        assert [row[0] for row in list(cells_of(sheet))[:3]].count(None) == 0
        assert not sheet.merged_cells.ranges
        assert sheet.freeze_panes is None
        assert sheet.auto_filter.ref is None
        assert sheet.tables[name].autoFilter is None
        assert len(sheet.title) <= 31
        assert not sheet._images  # noqa: SLF001 -- there is no other way to ask
        assert not [each for each in sheet.column_dimensions.values() if each.hidden or not each.width]


def test_the_contents_lead_to_every_sheet(built: Built) -> None:
    """By its name, which is a link, beside its title."""
    book = opened(built)
    contents = book.worksheets[1]
    rows = list(contents.iter_rows(min_row=5))
    assert [row[0].value for row in rows] == book.sheetnames[2:]
    assert [row[1].value for row in rows] == [sheet["A1"].value for sheet in book.worksheets[2:]]
    assert [row[0].hyperlink.location for row in rows] == [f"'{name}'!A1" for name in book.sheetnames[2:]]


def test_a_workbook_says_what_it_is_of_whom_and_of_when(odd: Path, built_bulletin: Path) -> None:
    """Title, language, publisher, and the day of the print, else the last of the data; of a month it is the first."""
    for stem, lang in (("brief", "en"), ("brief.es", "es")):
        said = openpyxl.load_workbook(odd / f"_output/{stem}.xlsx").properties
        assert (said.language, said.creator, said.created) == (lang, "=Office & <Desk>", datetime(2024, 2, 29))  # noqa: DTZ001
    assert openpyxl.load_workbook(built_bulletin / "_output/brief.xlsx").properties.created == datetime(2016, 1, 1)  # noqa: DTZ001
    meta = Document(odd / "_output/brief.es.ods").meta
    assert (meta.title, meta.language, meta.creator) == ("Arrests: cerca de 70.000", "es", "=Office & <Desk>")


def test_the_cover_says_what_the_front_matter_says(odd: Path) -> None:
    """Without its markup, as the pages have it; whom to ask, and under which licence."""
    sheet = openpyxl.load_workbook(odd / "_output/brief.xlsx")["Cover"]
    assert [row[0] for row in cells_of(sheet)][:9] == [
        "Arrests: about 70,000",
        "And 50%, as told",
        "Publisher: =Office & <Desk>",
        "Author: Desk of statistics",
        "Date: February 29, 2024",
        "Data to: 2024-01",
        "Next release: =When the data are in",
        "Contact: A. Person, +1 person@example.org",
        "License: CC BY 4.0",
    ]


def of_odfdo(path: Path) -> dict[str, list[list[object]]]:
    """The sheets of an OpenDocument spreadsheet, as odfdo reads their cells."""
    tables = Document(path).body.tables
    return {str(each.name): [[_of(cell.value) for cell in row.cells] for row in each.rows] for each in tables}


def _of(value: object) -> object:
    """A cell's value; of a link, which odfdo writes as Markdown does, its text."""
    if isinstance(value, str):
        return re.sub(r"\[(.*)\]\(#'[^']*'\.A1\)", r"\1", value)
    return value if value is None else float(str(value))


@pytest.mark.parametrize("stem", ["brief", "brief.es"])
@pytest.mark.parametrize("of", ["odd", "built_bulletin"])
def test_both_workbooks_say_the_same(of: str, stem: str, request: pytest.FixtureRequest) -> None:
    """Sheet by sheet and cell by cell, as two programs read the two."""
    output = request.getfixturevalue(of) / "_output"
    ods = of_odfdo(output / f"{stem}.ods")
    book = openpyxl.load_workbook(output / f"{stem}.xlsx")
    assert list(ods) == book.sheetnames
    for sheet in book:
        for found, wanted in zip(ods[sheet.title], cells_of(sheet), strict=True):
            for one, other in zip(found, wanted, strict=False):
                assert same(one, other) if isinstance(other, int | float) else one == other


def test_an_opendocument_workbook_marks_its_tables_and_their_heads(odd: Path) -> None:
    """A range of the workbook for each, with its head; the same names as in Excel's."""
    body = Document(odd / "_output/brief.ods").body
    marked = body.get_elements("//table:database-range")
    names = {each.get_attribute("table:name") for each in marked}
    assert all(each.get_attribute("table:contains-header") for each in marked)
    book = openpyxl.load_workbook(odd / "_output/brief.xlsx")
    assert names == {name for sheet in book for name in sheet.tables}
    assert len(body.get_elements("//table:table-header-rows")) == len(names)


def test_the_same_record_gives_the_same_bytes(odd_twice: tuple[Path, Path]) -> None:
    """At another time and in another place; nothing in an archive is of any time."""
    before, again = (
        {
            path.relative_to(folder): path.read_bytes()
            for path in (*folder.glob("brief.es*"), *(folder / "brief.es-csv").iterdir())
            if path.is_file()
        }
        for folder in odd_twice
    )
    assert again == before
    for name in ("brief.es.xlsx", "brief.es.ods"):
        with ZipFile(odd_twice[1] / name) as archive:
            assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
