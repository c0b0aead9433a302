"""A companion whose numbers are not the record's is found by its own file: which sheet and cell, what stands there."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from math import inf
from pathlib import Path
from random import Random

import pytest
import xlsxwriter

from command_line import run
from odd_companions import build, odd_brief
from statbrief.companions import csv_files, headlines, held_book, ods, xlsx
from statbrief.companions.archive import packed, unpacked
from statbrief.companions.edition import Edition, Headline
from statbrief.companions.held import is_same, unknown_numbers
from statbrief.companions.registry import COMPANIONS, Companion
from statbrief.errors import Fault

SHAPE = "file: is not as its schema says:"
OURS = "; this is a fault of statbrief"
Changed = Callable[[Mapping[str, bytes]], dict[str, bytes]]


@pytest.fixture(scope="session")
def edition(odd: Path) -> Edition:
    """An edition with no more than its record, and one headline."""
    text = (odd / "_output/brief.json").read_bytes()
    headline = Headline(wording="About 70,000 arrests", identifiers=["sum"])
    return Edition(stem="brief", record=json.loads(text), text=text, headlines=[headline])


def replaced(part: str, old: bytes, new: bytes) -> Changed:
    """What changes a part of an archive, where the old text stands once."""

    def change(files: Mapping[str, bytes]) -> dict[str, bytes]:
        ((name, content),) = files.items()
        parts = unpacked(content)
        assert old in parts[part]
        return {name: packed({**parts, part: parts[part].replace(old, new, 1)})}

    return change


SHEET = "xl/worksheets/sheet4.xml"
TEXTS = "xl/sharedStrings.xml"


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        (
            replaced(SHEET, b"<v>70000</v>", b"<v>70001</v>"),
            ["brief.xlsx: Figures!D13: holds 70001.0, and the record has 70000.0"],
        ),
        (
            replaced(SHEET, b"<v>17500</v>", b"<v>-17500</v>"),
            ["brief.xlsx: Figures!E12: holds -17500.0, and the record has 17500.0"],
        ),
        (
            replaced(SHEET, b"<v>-1234.5</v>", b""),
            ["brief.xlsx: Figures!D9: holds nothing, and the record has -1234.5"],
        ),
        (
            replaced(SHEET, b'<c r="A5"', b'<c r="A99"><v>5</v></c><c r="A5"'),
            ["brief.xlsx: Figures!A99: holds 5.0, which is no number of the record's"],
        ),
        (
            replaced(TEXTS, b">about 70,000<", b">about 71,000<"),
            ["brief.xlsx: Figures!B13: says 71,000, which stands nowhere in the record",
             "brief.xlsx: Chart bars 2!B5: says 71,000, which stands nowhere in the record"],
        ),
        (
            replaced("xl/worksheets/sheet5.xml", b"<v>8000</v>", b"<v>7999</v>"),
            ["brief.xlsx: Table by_country!B7: holds 7999.0, and the record has 8000.0"],
        ),
        (
            replaced("xl/worksheets/sheet6.xml", b"<v>3500</v>", b"<v>3501</v>"),
            ["brief.xlsx: Data by_country!D10: holds 3501.0, and the record has 3500.0"],
        ),
        (
            replaced("xl/worksheets/sheet8.xml", b"<v>-1234.505</v>", b"<v>1234.506</v>"),
            ["brief.xlsx: Chart bars 2!E7: holds 1234.506, and the record has no such number there"],
        ),
        (
            replaced("xl/tables/table5.xml", b'displayName="data_by_country"', b'displayName="others"'),
            ["brief.xlsx: data_by_country: is in no sheet, and the record has numbers of it"],
        ),
        (
            replaced(SHEET, b"<v>70000</v>", b"<f>1+1</f><v>70000</v>"),
            ["brief.xlsx: file: cannot be read back: D13 has a formula"],
        ),
        (
            lambda files: {name: content[:50] for name, content in files.items()},
            ["brief.xlsx: file: cannot be read back: File is not a zip file"],
        ),
    ],
    ids=["value", "sign", "missing", "another", "text", "table", "data", "chart", "no table", "formula", "no file"],
)  # fmt: skip
def test_a_workbook_with_another_number_is_found(edition: Edition, change: Changed, faults: list[str]) -> None:
    """Its file, sheet and cell, what it holds and what the record has; of texts, the number in them."""
    made = xlsx.files(edition)
    assert held_book.faults(made, xlsx.sheets, edition) == []
    found = [str(each) for each in held_book.faults(change(made), xlsx.sheets, edition)]
    if "no sheet" in faults[0]:  # whose numbers are nobody's then
        assert found.pop() == faults[0] + OURS
        assert all("no number of the record's" in each for each in found)
    else:
        assert found == [each + OURS for each in faults]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (b'office:value="70000"', b'office:value="7000"', "Figures!D13: holds 7000.0, and the record has 70000.0"),
        (
            b"<text:p>about 70,000<",
            b"<text:p>about 7,001<",
            "Figures!B13: says 7,001, which stands nowhere in the record",
        ),
    ],
)
def test_so_is_an_opendocument_workbook(edition: Edition, old: bytes, new: bytes, fault: str) -> None:
    """By the same check, of cells read by a reader of its own."""
    made = ods.files(edition)
    assert held_book.faults(made, ods.sheets, edition) == []
    (found,) = held_book.faults(replaced("content.xml", old, new)(made), ods.sheets, edition)
    assert str(found) == f"brief.ods: {fault}{OURS}"


def written_by_a_library(numbers: Sequence[float]) -> list[float]:
    """The numbers as a workbook of them has them in its file."""
    content = BytesIO()
    with xlsxwriter.Workbook(content) as book:
        book.add_worksheet().write_column(0, 0, numbers)
    sheet = unpacked(content.getvalue())["xl/worksheets/sheet1.xml"].decode()
    return [float(each) for each in re.findall(r"<v>([^<]*)</v>", sheet)]


def test_a_number_is_the_same_however_many_digits_a_workbook_keeps_of_it() -> None:
    """Sixteen, as the library writes, or fifteen, as spreadsheets save: of quotients some have a half there."""
    drawn = Random(5)  # noqa: S311 -- the same each time
    numbers = [drawn.randint(1, 99_999) / drawn.randint(1, 99_999) for _ in range(20_000)]
    numbers += [each * 10.0 ** drawn.randint(-9, 9) for each in numbers]
    written = written_by_a_library(numbers)
    assert sum(one != other for one, other in zip(numbers, written, strict=True)) > 1000
    assert all(map(is_same, written, numbers))
    assert all(is_same(float(f"{each:.15g}"), each) for each in numbers)


@pytest.mark.parametrize("number", [123456789012345.0, 0.000123456789012345, -999999999999999.0])
def test_a_number_is_another_from_the_fifteenth_digit_on(number: float) -> None:
    """One step of it to either side."""
    step = 10.0 ** (Decimal(repr(number)).adjusted() - 14)
    assert is_same(number, number)
    assert not any(is_same(number + each * step, number) for each in (-1, 1))
    assert not is_same(inf, number)


def test_digits_of_a_hash_are_no_number_of_the_record(edition: Edition) -> None:
    """Nor are those of the mark of a build, which pages say; and where one is told, it is no number."""
    build = edition.record["build"]
    assert len(build) == 8
    marked = edition.text.replace(build.encode(), b"6aefff77")
    marked_edition = replace(edition, record=json.loads(marked), text=marked)
    assert list(unknown_numbers("77 of build 6aefff77", marked_edition)) == ["77"]
    assert list(unknown_numbers(f"SHA-256 {'a77b' * 16}, 70,000", marked_edition)) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "faults"),
    [
        ("all-figures.csv", b",70000,", b",7000,", ["line 10, value: holds '7000', and the record has 70000.0"]),
        ("all-figures.csv", b"17500,,", b"17500,18000,", ["line 9, high: holds '18000', and the record has None"]),
        ("all-figures.csv", b"2022-07", b"2022-77", ["line 7, period: says 77, which stands nowhere in the record"]),
        (
            "all-figures.csv",
            b"over,",
            b"under,",
            ["rows: there is none of over, and the record has one"],
        ),
        ("by_country.csv", b"8000,7500", b"8000,750", ["line 4, arrests.low: holds '750', and the record has 7500.0"]),
        ("csv-metadata.json", b"2024-01", b"2024-77", ["metadata: say 77, which stands nowhere in the record"]),
    ],
)
def test_so_are_files_of_data(edition: Edition, file: str, old: bytes, new: bytes, faults: list[str]) -> None:
    """Their line and column; a row that is missing."""
    made = csv_files.files(edition)
    assert list(csv_files.faults(made, edition)) == []
    name = f"brief-csv/{file}"
    assert old in made[name]
    found = list(csv_files.faults({**made, name: made[name].replace(old, new, 1)}, edition))
    assert [str(each) for each in found] == [f"{name}: {each}{OURS}" for each in faults]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (b'"value": 70000.0', b'"value": 70001.0', "headline 1, sum: holds 70001.0, and the record has 70000.0"),
        (b'"low": 65000.0', b'"low": null', "headline 1, sum: holds None, and the record has 65000.0"),
        (b"About 70,000", b"About 69,999", "headline 1: says 69,999, which stands nowhere in the record"),
        (b'"id": "sum"', b'"id": "some"', "headline 1, some: is no figure of the record"),
        (b'"period": "2022-05"', b'"period": "2022-06"', "headline 1, sum: has another period than the record"),
        (b'"version": 1', b'"version": 2', f"{SHAPE} version: 1 was expected"),
    ],
)  # fmt: skip
def test_so_are_headlines(edition: Edition, old: bytes, new: bytes, fault: str) -> None:
    """The headline, and the figure in it."""
    ((name, content),) = headlines.files(edition).items()
    assert list(headlines.faults({name: content}, edition)) == []
    assert old in content
    (found,) = headlines.faults({name: content.replace(old, new, 1)}, edition)
    assert str(found) == f"brief.headlines.json: {fault}{OURS}"


@pytest.mark.thorough
def test_a_wrong_companion_stops_the_build_with_the_last_good_pages_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All faults are told, and nothing of what was made is published."""
    folder = odd_brief(tmp_path)
    build(folder, "--to", "html")
    before = {path: path.read_bytes() for path in (folder / "_output").rglob("*") if path.is_file()}

    def wrong() -> Companion:
        made = COMPANIONS["headlines"]()
        fault = Fault(file="brief.xlsx", what="Figures!D5", found="holds 1.0, and the record has 2.0")
        return made._replace(faults=lambda *_: [fault])

    monkeypatch.setitem(COMPANIONS, "xlsx", wrong)
    (folder / "brief.qmd").write_text((folder / "brief.qmd").read_text("utf-8") + "\nMore.\n", encoding="utf-8")

    made = run("build", "--renderer", "embedded", "--to", "html", folder)
    assert made.exit_code == 1
    assert made.stderr == "brief.xlsx: Figures!D5: holds 1.0, and the record has 2.0\n"
    assert {path: path.read_bytes() for path in (folder / "_output").rglob("*") if path.is_file()} == before
