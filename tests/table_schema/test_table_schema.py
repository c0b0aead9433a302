"""Whole tables: dialects, encodings, keys and constraints as `data/datapackage.json` declares them."""

import codecs
import csv
import hashlib
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package, Report, validate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefs import analysed, write_brief
from statbrief.analysis.analysis import analyse
from statbrief.data.datasets import Dataset
from statbrief.errors import ReadingError

FIELDS = [
    {"name": "station", "type": "integer"},
    {"name": "month", "type": "yearmonth"},
    {"name": "rain", "type": "number", "unit": "mm", "rounded_to": 0.1, "constraints": {"minimum": 0, "maximum": 50}},
    {"name": "dry", "type": "boolean"},
    {"name": "note", "type": "string", "constraints": {"enum": ["ok"]}},
]
ROWS = "station,month,rain,dry,note\n01,2024-01,12.5,false,\n2,2024-01,-99,true,NA\n2,2024-02,30.1,false,ok\n"
SCHEMA: dict[str, Any] = {"missingValues": ["", "-99", "NA"], "primaryKey": ["station", "month"], "fields": FIELDS}


def package(schema: dict[str, Any] | None = None, **resource: object) -> str:
    """A package of one table, rain."""
    described = {"name": "rain", "path": "table.csv", "source": "agency", "period": "{month}"}
    return json.dumps({"resources": [{**described, "schema": schema or SCHEMA, **resource}]})


def rain(folder: Path, rows: str | bytes = ROWS, described: str = "") -> Dataset:
    """The dataset of such a brief."""
    write_brief(folder, package=described or package())
    (folder / "data/table.csv").write_bytes(rows if isinstance(rows, bytes) else rows.encode())
    return analyse(folder, "en").datasets["rain"]


def faults(folder: Path, rows: str | bytes = ROWS, described: str = "") -> list[str]:
    """What is wrong with it, line by line."""
    with pytest.raises(ReadingError) as raised:
        rain(folder, rows, described)
    return str(raised.value).splitlines()


def by_frictionless(folder: Path) -> list[str]:
    """The kinds of fault that frictionless finds."""
    report = validate(str(folder / "data/datapackage.json"))
    assert isinstance(report, Report)
    return [error.type for task in report.tasks for error in task.errors]


def test_columns_are_what_is_declared(tmp_path: Path) -> None:
    """Truths are truths, months are months, and what stands for no value is missing to pandas."""
    table: Any = rain(tmp_path).table.reset_index()
    assert list(table["station"]) == [1, 2, 2]
    assert list(table["month"].astype(str)) == ["2024-01", "2024-01", "2024-02"]
    assert [each.magnitude for each in table["rain"].dropna()] == [12.5, 30.1]
    assert list(table["dry"]) == [False, True, False]
    assert list(table["note"]) == [None, None, "ok"]
    assert len(table[table["dry"]]) == 1


def test_a_month_is_found_by_its_text(tmp_path: Path) -> None:
    """In a key of several columns, and in a comparison."""
    table: Any = rain(tmp_path).table
    assert table.loc[(2, "2024-02"), "rain"].magnitude == 30.1
    assert list(table.index.get_level_values("month") == "2024-01") == [True, True, False]


def test_rows_are_written_in_one_way(tmp_path: Path) -> None:
    """Whatever the file's: numbers plainly, truths as true and false, and nothing where there is no value."""
    dataset = rain(tmp_path)
    assert dataset.rows[0] == {"station": "1", "month": "2024-01", "rain": "12.5", "dry": "false", "note": ""}
    assert dataset.row_name(0) == "1 2024-01"
    assert dataset.span() == "2024-01/2024-02"


BROKEN = {
    "one integer, written twice": ("2,2024-02,30.1", "02,2024-01,30.1", "'2 2024-01' is already in line 3; keep one"),
    "over the maximum": ("30.1", "50.1", "50.1 is over the maximum of 50; correct the cell or the constraint"),
    "under the minimum": ("30.1", "-0.1", "-0.1 is under the minimum of 0; correct the cell or the constraint"),
    "not in the enum": (",ok", ",fine", "'fine' is not one of its enum; write ok"),
    "no month": ("2024-02", "2024-2", "'2024-2' is no month; write 2022-05"),
    "no truth": ("30.1,false", "30.1,no", "'no' is neither true nor false; write true or false"),
    "no key": ("2,2024-02", "-99,2024-02", "'-99' stands for no value; fill it in"),
    "between the steps": (
        "30.1",
        "30.15",
        "30.15 is no multiple of 0.1; write the step the source rounded to, such as",
    ),
}


@pytest.mark.parametrize(("old", "new", "message"), BROKEN.values(), ids=BROKEN.keys())
def test_what_is_declared_is_held(tmp_path: Path, old: str, new: str, message: str) -> None:
    """A row that is not as it is declared is named with its line and column, and frictionless finds one too."""
    assert ROWS.count(old) == 1
    [fault] = faults(tmp_path, ROWS.replace(old, new))
    assert fault.startswith("data/table.csv:4: ")
    assert message in fault
    if not any(each in message for each in ("multiple", "no month", "no value")):  # more is refused here
        assert len(by_frictionless(tmp_path)) == 1


def test_a_valid_table_is_valid_to_frictionless(tmp_path: Path) -> None:
    """Both agree that nothing is wrong, and on every cell."""
    dataset = rain(tmp_path)
    assert by_frictionless(tmp_path) == []
    [theirs] = Package(str(tmp_path / "data/datapackage.json")).resources
    rows = [row.to_dict() for row in theirs.read_rows()]  # type: ignore[attr-defined]
    ours: Any = dataset.table.reset_index()
    assert [row["dry"] for row in rows] == list(ours["dry"])
    assert [row["note"] for row in rows] == list(ours["note"])
    assert [f"{year}-{month:02}" for year, month in (row["month"] for row in rows)] == list(ours["month"].astype(str))
    measured = [None if cell == "" else Decimal(cell) for cell in (row["rain"] for row in dataset.rows)]
    assert [row["rain"] for row in rows] == measured


def test_a_european_table_is_read(tmp_path: Path) -> None:
    """Semicolons, decimal commas, thousands with points, days and letters as Excel writes them in German."""
    text = "ort;tag;menge\nKöln;05.01.2024;1.234,5\nMüllheim;31.12.2024;-0,5\n"
    fields = [
        {"name": "ort"},
        {"name": "tag", "type": "date", "format": "%d.%m.%Y"},
        {"name": "menge", "type": "number", "unit": "mm", "decimalChar": ",", "groupChar": ".", "rounded_to": 0.5},
    ]
    described = package(
        {"primaryKey": "ort", "fields": fields}, dialect={"delimiter": ";"}, encoding="cp1252", period=""
    )
    dataset = rain(tmp_path, text.encode("cp1252"), described)
    assert [row["menge"] for row in dataset.rows] == ["1234.5", "-0.5"]
    assert [row["tag"] for row in dataset.rows] == ["2024-01-05", "2024-12-31"]
    assert dataset.table.loc["Köln", "menge"].magnitude == 1234.5  # type: ignore[union-attr]
    assert by_frictionless(tmp_path) == []


LETTERS = st.text(st.sampled_from("aé;,|\"'x \\#\n"), min_size=1, max_size=6).map(str.strip).filter(bool)


@pytest.mark.thorough
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cells=st.lists(st.tuples(LETTERS, LETTERS), min_size=1, max_size=4),
    delimiter=st.sampled_from(",;|\t"),
    quote=st.sampled_from("\"'"),
    encoding=st.sampled_from(["utf-8", "cp1252", "iso-8859-1", "utf-16"]),
    has_header=st.booleans(),
)
def test_any_dialect_is_read_back(
    tmp_path: Path, cells: list[tuple[str, str]], delimiter: str, quote: str, encoding: str, *, has_header: bool
) -> None:
    """What Python's own writer writes in a dialect is read as it was, whatever stands in the cells."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=delimiter, quotechar=quote, quoting=csv.QUOTE_ALL)
    writer.writerows([("one", "two"), *cells] if has_header else cells)
    dialect = {"delimiter": delimiter, "quoteChar": quote, "header": has_header}
    described = package({"fields": [{"name": "one"}, {"name": "two"}]}, dialect=dialect, encoding=encoding, period="")
    dataset = rain(tmp_path, written.getvalue().encode(encoding), described)
    assert [tuple(row.values()) for row in dataset.rows] == cells


def test_comments_and_tabs_are_read_as_declared(tmp_path: Path) -> None:
    """Lines that begin with the mark are none of the table's, and line numbers are those of the file."""
    fields = [{"name": "one"}, {"name": "two", "type": "integer"}]
    described = package({"fields": fields}, format="tsv", dialect={"commentChar": "#"}, period="")
    assert rain(tmp_path, "# made by hand\none\ttwo\n#\nx\t1\n", described).rows == ({"one": "x", "two": "1"},)
    [fault] = faults(tmp_path, "# made by hand\none\ttwo\n#\nx\ty\n", described)
    assert fault.startswith('data/table.csv:4: two: "y" is not a plain number')


def test_what_is_not_declared_is_told(tmp_path: Path) -> None:
    """A table with other separators or letters than declared says what to declare."""
    header, declare = "data/table.csv:1: header: is separated by", "or declare its delimiter in the dialect of"
    [fault] = faults(tmp_path, ROWS.replace(",", ";"))
    assert fault == f"{header} ';'; save the file with commas, {declare} data/datapackage.json"
    [fault] = faults(tmp_path, ROWS, package(dialect={"delimiter": ";"}))
    assert fault == f"{header} ','; save the file with semicolons, {declare} data/datapackage.json"
    [fault] = faults(tmp_path, ROWS.replace("ok", "são").encode("cp1252"))
    wanted = "save the file as UTF-8, or declare its encoding in data/datapackage.json"
    assert fault == f"data/table.csv:4: encoding: byte 0xe3 is not UTF-8; {wanted}"
    [fault] = faults(tmp_path, ROWS.replace("ok", "são"), package(encoding="ascii"))
    assert fault == "data/table.csv:4: encoding: byte 0xc3 is not ASCII; correct the encoding"


@pytest.mark.parametrize("encoding", ["windows-1252", "iso-8859-1", "ISO-8859-15"])
@pytest.mark.parametrize("times", [1, 4000], ids=["small", "large"])
def test_utf_8_that_is_declared_as_something_else_is_told(tmp_path: Path, encoding: str, times: int) -> None:
    """Every byte is a letter there, so names would come out as others; what is in that encoding is read."""
    fields = [{"name": "id", "type": "integer"}, {"name": "town"}]
    described = package({"primaryKey": "id", "fields": fields}, encoding=encoding, period="")
    text = "id,town\n" + "".join(f"{each},León\n" for each in range(times))
    [fault] = faults(tmp_path, text, described)
    called = codecs.lookup(encoding).name.upper()
    wanted = "take the encoding of rain out of data/datapackage.json"
    assert fault == f"data/table.csv:2: encoding: is UTF-8, and declared as {called}; {wanted}"
    read = rain(tmp_path, text.encode(encoding), described)
    assert {row["town"] for row in read.rows} == {"León"}


def test_a_decimal_comma_that_parts_cells_is_told(tmp_path: Path) -> None:
    """With the number that it may be; where no such stands side by side, cells may hold commas otherwise."""
    fields = [{"name": "town"}, {"name": "rain", "type": "number", "decimalChar": ","}]
    described = package({"fields": fields}, period="")
    [fault] = faults(tmp_path, "town,rain\nÁvila,1,5\n", described)
    quote = "data/table.csv:2: row: 3 cells where the header has 2; quote a cell that holds a comma"
    assert fault == f'{quote}, as "1,5" if that is one number, or part cells by semicolons'
    [fault] = faults(tmp_path, "town,rain\nÁvila,la vieja,1\n", described)
    assert fault == quote


def test_keys_hold_between_tables(tmp_path: Path) -> None:
    """Groups of columns are unique where they are declared so, and cells of one table stand in another."""
    stations = {"name": "stations", "path": "stations.csv", "source": "agency"}
    stations["schema"] = {"primaryKey": "id", "fields": [{"name": "id", "type": "integer"}, {"name": "code"}],
                          "uniqueKeys": [["code"]]}  # type: ignore[assignment]  # fmt: skip
    key = {"fields": "station", "reference": {"resource": "stations", "fields": "id"}}
    described = json.loads(package({**SCHEMA, "foreignKeys": [key]}))
    described["resources"].append(stations)
    write_brief(tmp_path, package=json.dumps(described))
    (tmp_path / "data/stations.csv").write_text("id,code\n1,A\n002,B\n", encoding="utf-8")
    assert len(rain(tmp_path, ROWS, json.dumps(described)).rows) == 3
    assert by_frictionless(tmp_path) == []
    (tmp_path / "data/stations.csv").write_text("id,code\n1,A\n3,A\n", encoding="utf-8")
    assert faults(tmp_path, ROWS, json.dumps(described)) == [
        "data/stations.csv:3: code: 'A' is already in line 2; keep one of them"
    ]
    (tmp_path / "data/stations.csv").write_text("id,code\n1,A\n3,B\n", encoding="utf-8")
    assert faults(tmp_path, ROWS, json.dumps(described)) == [
        f"data/table.csv:{line}: station: '2' is not in data/stations.csv; add it there, in id, or correct the cell"
        for line in (3, 4)
    ]
    assert by_frictionless(tmp_path) == ["foreign-key", "foreign-key"]


def test_the_reported_figures_are_held_to_their_description_too(tmp_path: Path) -> None:
    """Constraints of its columns are obeyed; that it is written in another way cannot be declared."""
    names = ("id", "label", "value", "unit", "rounded_to", "bound", "period", "source", "locator", "note")
    fields: list[dict[str, Any]] = [{"name": name, "type": "number" if name == "value" else "string"} for name in names]
    fields[1]["constraints"] = {"maxLength": 10}
    described = {"name": "reported", "path": "reported.csv", "schema": {"primaryKey": "id", "fields": fields}}
    with pytest.raises(ReadingError) as raised:
        analysed(tmp_path, package=json.dumps({"resources": [described]}))
    assert str(raised.value).splitlines() == [
        "data/reported.csv:2: label: 'Arrests, {period}' has 17 characters; at most 10",
        "data/reported.csv:3: label: 'Arrests, {period}' has 17 characters; at most 10",
        "data/reported.csv:4: label: 'Visas on offer' has 14 characters; at most 10",
    ]
    described["dialect"] = {"delimiter": ";"}
    fields[2]["decimalChar"] = ","
    fields[9]["name"] = "notes"
    with pytest.raises(ReadingError) as raised:
        analysed(tmp_path, package=json.dumps({"resources": [described]}))
    where, plainly = (
        "data/datapackage.json:1: reported: ",
        "cells of this file are always written plainly, and left empty",
    )
    assert str(raised.value).splitlines() == [
        f"{where}dialect: is declared; this file is always written with commas, in UTF-8",
        f"{where}field notes: is no column of data/reported.csv; did you mean note?",
        f"{where}field note: is missing; the columns of data/reported.csv are {', '.join(names)}",
        f"{where}field value: has a form of its own; {plainly} where they say nothing",
    ]


RESOURCES: dict[str, tuple[dict[str, Any], str]] = {
    "no source": ({"source": ""}, "source: there is none; name who says so by a key of data/sources.bib"),
    "an unknown property": ({"dialects": {}}, "resource: 'dialects' is not read here; did you mean dialect?"),
    "inline data": ({"data": []}, "resource: 'data' is not read here; delete it, or name it with _ in front"),
    "an unknown part of the dialect": (
        {"dialect": {"delimeter": ";"}},
        "dialect: delimeter: is not read here; did you mean delimiter?",
    ),
    "a delimiter of two": ({"dialect": {"delimiter": "::"}}, 'dialect: delimiter: "::"; write one character'),
    "one mark for two": (
        {"dialect": {"delimiter": "'", "quoteChar": "'"}},
        'dialect: {"delimiter": "\'", "quoteChar": "\'"} has one character for two things; choose another',
    ),
    "heads of two rows": (
        {"dialect": {"headerRows": [1, 2]}},
        "dialect: headerRows: [1, 2] is not read here; write",
    ),
    "a null sequence": ({"dialect": {"nullSequence": "-"}}, 'dialect: nullSequence: "-" is not read here; write ""'),
    "an unknown encoding": ({"encoding": "utf-9"}, 'encoding: "utf-9" is not read here; write the name of an encoding'),
    "an encoding that is a program": (
        {"encoding": "punycode"},
        'encoding: "punycode" is not read here; write',
    ),
    "another format": ({"format": "xlsx"}, 'format: "xlsx" is not read here; write csv or tsv'),
    "another scheme": ({"scheme": "https"}, 'scheme: "https" is not read here; write file'),
    "a projection that is no column": ({"projected": "dri"}, 'projected: "dri"; did you mean dry?'),
    "a size of words": ({"bytes": "many"}, 'bytes: "many"; write a whole number'),
    "another size": ({"bytes": 3}, f"bytes: 3 are declared; data/table.csv has {len(ROWS)}"),
    "another hash": (
        {"hash": "sha256:00"},
        f"hash: data/table.csv has another; it is {hashlib.sha256(ROWS.encode()).hexdigest()}",
    ),
    "a hash of another kind": ({"hash": "crc:00"}, "hash: 'crc' is not read here; write sha256"),
    "a title that turns": ({"title": "a\u202eb"}, "title: holds the direction mark U+202E; delete it"),
}


@pytest.mark.parametrize(("resource", "message"), RESOURCES.values(), ids=RESOURCES.keys())
def test_what_a_resource_declares_is_obeyed_or_refused(tmp_path: Path, resource: dict[str, Any], message: str) -> None:
    """By its name, with the field, and what to write instead."""
    [fault] = faults(tmp_path, ROWS, package(**resource))
    assert fault.startswith(f"data/datapackage.json:1: rain: {message}")


SCHEMAS: dict[str, tuple[dict[str, Any], str]] = {
    "an unknown property": ({"primarykey": "a"}, "schema: 'primarykey' is not read here; did you mean primaryKey?"),
    "missing values that are none": ({"missingValues": [99]}, "schema: missingValues [99]; write a list of texts"),
    "columns that may differ": (
        {"fieldsMatch": "subset"},
        'schema: fieldsMatch "subset" is not read here;',
    ),
    "a key of nobody": ({"uniqueKeys": [["rainn"]]}, "uniqueKeys: 'rainn' is not a field; did you mean rain?"),
    "keys that are no list": ({"uniqueKeys": "rain"}, 'uniqueKeys: "rain"; write a list of them'),
    "a foreign key to nowhere": (
        {"foreignKeys": [{"fields": "note", "reference": {"resource": "rains", "fields": "note"}}]},
        "foreignKeys: 'rains' is no table; did you mean rain?",
    ),
    "a foreign key to no column": (
        {"foreignKeys": [{"fields": "note", "reference": {"resource": "", "fields": "notes"}}]},
        "foreignKeys: 'notes' is not a field of rain; did you mean note?",
    ),
    "a foreign key of words": ({"foreignKeys": ["note"]}, 'foreignKeys: "note"; write {"fields": [...], "reference"'),
}


@pytest.mark.parametrize(("schema", "message"), SCHEMAS.values(), ids=SCHEMAS.keys())
def test_what_a_schema_declares_is_obeyed_or_refused(tmp_path: Path, schema: dict[str, Any], message: str) -> None:
    """By its name, with what to write instead."""
    [fault] = faults(tmp_path, ROWS, package({**SCHEMA, **schema}))
    assert fault.startswith(f"data/datapackage.json:1: rain: {message}")


def test_the_right_size_and_hash_are_right(tmp_path: Path) -> None:
    """Whichever way the hash is written."""
    for digest in (f"sha256:{hashlib.sha256(ROWS.encode()).hexdigest()}", hashlib.md5(ROWS.encode()).hexdigest()):  # noqa: S324
        assert rain(tmp_path, ROWS, package(bytes=len(ROWS), hash=digest, _ours="anything")).rows


def test_a_resource_without_a_name_is_named_by_its_place(tmp_path: Path) -> None:
    """And so is a field without one, of whatever file."""
    described = json.loads(package())
    del described["resources"][0]["schema"]["fields"][1]["name"]
    described["resources"].append({"path": "other.csv"})
    assert faults(tmp_path, ROWS, json.dumps(described)) == [
        "data/datapackage.json:1: rain: field 2: has no name; write the column's name",
        "data/datapackage.json:1: resource 2: name: there is none; write its name",
    ]


def test_a_name_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    """JSON's readers forget the first of two."""
    twice = package().replace('"name": "rain", "path"', '"name": "rain", "path": "x.csv", "path"', 1)
    assert faults(tmp_path, ROWS, twice) == [
        'data/datapackage.json:1: JSON: an object has the name "path" twice; keep one of them'
    ]


def test_another_file_may_be_described(tmp_path: Path) -> None:
    """What is no table, such as an outline on a map, is named, and must be there."""
    described = json.loads(package())
    described["resources"].append({"name": "outline", "path": "outline.geojson"})
    [fault] = faults(tmp_path, ROWS, json.dumps(described))
    where = "data/datapackage.json:1: outline: path"
    assert fault == f"{where}: 'data/outline.geojson' is not there; correct the path, or delete the resource"
    (tmp_path / "data/outline.geojson").write_text("{}", encoding="utf-8")
    assert rain(tmp_path, ROWS, json.dumps(described)).rows
