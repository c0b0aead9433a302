"""Workbooks of records that are awkward: names alike, long or none, texts that no cell holds, tables alone."""

import copy
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from statbrief.companions import csv_files, held_book, ods, xlsx
from statbrief.companions.edition import Edition
from statbrief.errors import RenderingError

NUMBER = "Jobs, as a number"
LONG = "a_table_whose_name_is_longer_than_that_of_any_sheet"


@pytest.fixture
def record(odd: Path) -> dict[str, Any]:
    """A record, to be changed."""
    found: dict[str, Any] = json.loads((odd / "_output/brief.json").read_text(encoding="utf-8"))
    return copy.deepcopy(found)


def edition(record: dict[str, Any]) -> Edition:
    """An edition with that record."""
    text = json.dumps(record).encode()
    return Edition(stem="brief", record=json.loads(text), text=text)


def named_too(record: dict[str, Any], name: str) -> None:
    """Let there be the same table under another name, with its cells."""
    record["tables"][name] = copy.deepcopy(record["tables"]["by_country"])
    why = record["tables"][name]["withheld"]
    record["tables"][name]["withheld"] = {cell.replace("by_country", name): each for cell, each in why.items()}
    for part in ("figures", "answers"):
        cells = {cell: each for cell, each in record[part].items() if cell.startswith("by_country.")}
        record[part] |= {cell.replace("by_country", name): copy.deepcopy(each) for cell, each in cells.items()}


def held(of: Edition) -> openpyxl.Workbook:
    """The workbook, of which both kinds hold."""
    assert held_book.faults(ods.files(of), ods.sheets, of) == []
    made = xlsx.files(of)
    assert held_book.faults(made, xlsx.sheets, of) == []
    return openpyxl.load_workbook(io.BytesIO(made["brief.xlsx"]))


@pytest.mark.thorough
def test_tables_whose_names_a_spreadsheet_takes_for_one_have_sheets_of_their_own(record: dict[str, Any]) -> None:
    """By their letters' size, by how they begin, and by their words; each has a range of its own."""
    for name in ("By_country", LONG, f"{LONG}_2", "población"):
        named_too(record, name)
    book = held(edition(record))
    names = [sheet.title.casefold() for sheet in book]
    assert len(set(names)) == len(names)
    assert max(map(len, names)) == 31
    assert {"table by_country", "table by_country 2", "table población"} < set(names)
    ranges = [name.casefold() for sheet in book for name in sheet.tables]
    assert len(set(ranges)) == len(ranges) == len(names) - 1
    assert "data_by_country.2" in ranges


def test_columns_of_one_name_or_of_none_are_told_apart(record: dict[str, Any]) -> None:
    """By a number, which is no number of the brief's, or by a word."""
    record["tables"]["by_country"]["head"] = ["", "Arrests", "arrests"]
    head = [cell.value for cell in held(edition(record))["Table by_country"][4]]
    assert head == ["Item", "Arrests", "arrests 2"]


def test_a_brief_of_tables_alone_has_no_sheet_of_figures(record: dict[str, Any]) -> None:
    """Nor a file of them; an empty table would say nothing."""
    record["figures"] = {name: each for name, each in record["figures"].items() if "." in name}
    of = edition(record)
    assert "Figures" not in held(of).sheetnames
    files = csv_files.files(of)
    assert set(files) == {"brief-csv/by_country.csv", "brief-csv/csv-metadata.json"}
    assert list(csv_files.faults(files, of)) == []


def test_a_text_that_no_cell_holds_is_a_fault(record: dict[str, Any]) -> None:
    """By its sheet, its length and how it begins; nothing is cut off in silence."""
    record["figures"]["sum"]["label"] = "x" * 32_768
    with pytest.raises(RenderingError) as caught:
        xlsx.files(edition(record))
    assert str(caught.value) == (
        f"brief: Figures: a text of 32768 characters, '{'x' * 40}…'; 32767 at most fit a cell of a spreadsheet"
    )


def test_what_xml_would_change_stays(record: dict[str, Any]) -> None:
    """Blanks at the ends and in a row, brackets, ampersands, and what looks like XlsxWriter's own escapes."""
    label = "  two  blanks <b> & _x0041_ \u00a0"
    record["figures"]["sum"]["label"] = label
    of = edition(record)
    assert label in {cell.value for cell in held(of)["Figures"]["A"]}
    for sheets in (xlsx.sheets(xlsx.files(of)["brief.xlsx"]), ods.sheets(ods.files(of)["brief.ods"])):
        assert label in sheets["Figures"].grid.values()


def test_a_revised_cell_is_told_beside_its_row(record: dict[str, Any]) -> None:
    """In a column of notes, with a mark that the notes explain."""
    record["revisions"] = {"cells": [], "came": [], "went": [], "marked": ["by_country.belize.arrests"]}
    book = held(edition(record))
    assert [row[-1] for row in book["Table by_country"].iter_rows(min_row=4, values_only=True)] == [
        "Notes", *["[z]"] * 5, "[r] Arrests",
    ]  # fmt: skip
    notes = dict(book["Notes"].iter_rows(min_row=5, values_only=True))
    assert notes["[r]"] == "Revised since the last edition."


@pytest.mark.always("texts0-head0-rows0", "texts5-head5-rows5", "texts9-head9-rows9", "texts12-head12-rows12")
@pytest.mark.parametrize(
    ("texts", "head", "rows"),
    [
        (["2.7 million", "950,000"], ["Item", "Jobs"], [[2.7e6], [950_000]]),
        (["2.7 thousand jobs", "950"], ["Item", "Jobs", "Unit", NUMBER],
         [["2.7 thousand jobs", "jobs", 2700], ["950", "[z]", 950]]),
        (["2.7 million", "3.1 million"], ["Item", "Jobs (million)"], [[2.7], [3.1]]),
        (["May 2022", "June 2022"], ["Item", "Jobs"], [["May 2022"], ["June 2022"]]),
        (["2006-01", "2006-02"], ["Item", "Jobs"], [["2006-01"], ["2006-02"]]),
        (["−$5.00", "$7.50"], ["Item", "Jobs"], [[-5], [7.5]]),
        (["−US$5", "US$7"], ["Item", "Jobs"], [["−US$5"], ["US$7"]]),
        (["5 to 6", "10 to 12"], ["Item", "Jobs", "Low", "High"], [["5 to 6", 5, 6], ["10 to 12", 10, 12]]),
        (["5 or more", "4 to 6"], ["Item", "Jobs", "Low", "High"], [["5 or more", 5, "[z]"], ["4 to 6", 4, 6]]),
        (["5 kg to 6 kg", "7"], ["Item", "Jobs", "Low", "High"], [["5 kg to 6 kg", 5, 6], ["7", 7, 7]]),
        (["about 5", "6"], ["Item", "Jobs", NUMBER], [["about 5", 5], ["6", 6]]),
        (["about 5 kg", "6"], ["Item", "Jobs", "Unit", NUMBER], [["about 5 kg", "kg", 5], ["6", "[z]", 6]]),
        (["45%", "–"], ["Item", "Jobs"], [[0.45], ["[x]"]]),
    ],
)  # fmt: skip
def test_texts_of_a_chart_become_numbers_where_they_can_be_nothing_else(
    record: dict[str, Any], texts: list[str], head: list[str], rows: list[list[object]]
) -> None:
    """Signs, money, scales, units, ranges and bounds; dates stay texts, and so does what could be either."""
    record["charts"]["bars"]["data"] = {"head": ["", "Jobs"], "rows": [["a", texts[0]], ["b", texts[1]]]}
    sheet = held(edition(record))["Chart bars"]
    found = [list(row) for row in sheet.iter_rows(min_row=4, values_only=True)]
    assert found == [head, ["a", *rows[0]], ["b", *rows[1]]]


@pytest.mark.parametrize(
    ("unit", "said", "value", "shown"),
    [
        ("megaEUR", "−€86.7 million", -86.7, "#,##0.0"),
        ("EUR", "−€86.70", -86.7, '"€"#,##0.00'),
    ],
)
def test_money_has_its_symbol_where_all_of_it_is_there(
    record: dict[str, Any], unit: str, said: str, value: float, shown: str
) -> None:
    """Of millions, which the unit beside them says, €86.7 would be few euros."""
    (name, *_) = (each for each in record["figures"] if "." not in each)
    step = abs(value) / 1000
    money = {"unit": unit, "value": value, "range": [value - step, value + step], "texts": {"value": said}}
    record["figures"][name] |= {**money, "unit_text": "million euros" if unit == "megaEUR" else "euros"}
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx.files(edition(record))["brief.xlsx"]))["Figures"]
    (cells,) = (row for row in sheet.iter_rows(min_row=5) if row[-1].value == name)
    numbers = [each for each in cells if isinstance(each.value, float | int)]
    assert numbers[0].number_format == shown
    assert {"€" in str(each.number_format) for each in numbers} == {"€" in shown}
