"""Verifying files: those inside a copy are the ones of its record, and say what its figures do."""

import pytest

from forged_copies import faults, with_files
from published_records import (
    COUNTS,
    DESCRIBED,
    FILES,
    REPORTED,
    a_copy,
    record,
)


def test_a_file_that_is_not_the_one_of_the_record_is_a_fault() -> None:
    """Its hash says so, and where the rows differ, the figure and the line."""
    changed = FILES | {"reported.csv": REPORTED.replace("18000", "18001").encode()}
    found = faults(a_copy(attached=changed))
    assert found[0].startswith("brief.html: file reported.csv: its SHA-256 is ")
    assert found[1:] == ["brief.html: figure arrests_2019: value is '18001' in reported.csv:3; the record has '18000'"]


def test_a_file_that_is_said_to_be_something_else_is_a_fault() -> None:
    """A browser that is told that a table is a page would run it."""
    found = faults(a_copy(types={"reported.csv": "text/html", "counts.csv": "text/csv"}))
    assert found == ["brief.html: file reported.csv: is said to be 'text/html'; the record has 'text/csv'"]


def test_tables_beyond_all_bounds_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither one that is too large, nor all of them when they have too many cells or one too many columns."""
    ragged = with_files(counts="year,count\n" + "1\n" * 1_000_000)
    assert faults(ragged) == ["brief.html: files: their tables have more than 1000000 cells; no brief rests on as many"]
    monkeypatch.setattr("statbrief.verify.attachments.LARGEST_TABLE", 1_000)
    assert faults(with_files(counts="1" * 2_000)) == [
        "brief.html: file data/counts.csv: has 2000 bytes; 1000 at most are read"
    ]
    wide = with_files(counts=",".join("a" * 900))
    monkeypatch.setattr("statbrief.verify.attachments.LARGEST_TABLE", 10_000)
    monkeypatch.setattr("statbrief.verify.attachments.MOST_COLUMNS", 800)
    assert "brief.html: file counts.csv: has 900 columns; 800 at most" in faults(wide)


def test_a_file_that_is_missing_or_too_many_is_a_fault() -> None:
    """The record says which are inside."""
    found = faults(
        a_copy(
            attached={
                "reported.csv": FILES["reported.csv"],
                "datapackage.json": FILES["datapackage.json"],
                "more.csv": b"",
            }
        )
    )
    assert found == [
        "brief.html: file counts.csv: is not inside; the record says that it is",
        "brief.html: file more.csv: is inside, and the record knows nothing of it",
        "brief.html: file data/counts.csv: is not inside, and figures rest on it",
    ]


def test_a_copy_without_the_data_that_its_figures_rest_on_is_a_fault() -> None:
    """Even if its record says nothing of such a file."""
    known = record()
    del known["attached"]["reported.csv"]
    files = {name: content for name, content in FILES.items() if name != "reported.csv"}
    assert faults(a_copy(known, attached=files)) == [
        "brief.html: file data/reported.csv: is not inside, and figures rest on it"
    ]


@pytest.mark.parametrize(
    ("row", "other", "fault"),
    [
        ("70000", "80000", "figure arrests_2022: value is '80000' in reported.csv:2; the record has '70000'"),
        (",10000,", ",1000,", "figure arrests_2022: rounded_to is '1000' in reported.csv:2; the record has '10000'"),
        ("2022-05", "2022-06", "figure arrests_2022: period is '2022-06' in reported.csv:2; the record has '2022-05'"),
        ("13th", "14th", "figure investment: locator is '14th paragraph' in reported.csv:4"),
        ("at least", "", "figure investment: bound is '' in reported.csv:4; the record has 'at least'"),
        ("arrests_2019,", "arrests_2018,", "figure arrests_2019: is not in reported.csv"),
        (
            "arrests_2019,",
            "arrests_2018,",
            "file reported.csv: line 3 states 'arrests_2018', which the record does not",
        ),
        ("note\n", "note\n\n", "figure arrests_2022: is in line 3 of reported.csv; the record says line 2"),
        ("arrests_2019,", "arrests_2022,", "file reported.csv: line 3 states 'arrests_2022' again"),
        ("bound,", "limit,", "file reported.csv: line 1: column 'limit': is not known"),
        ('"Arrests, May 2019"', '"Arrests, May 2019', "file reported.csv: line 3: row: unexpected end of data"),
    ],
)
def test_reported_figures_are_those_of_the_file_inside(row: str, other: str, fault: str) -> None:
    """Forged with its hash, a row still has to say what the record says, in the line that it says."""
    found = faults(with_files(reported=REPORTED.replace(row, other, 1)))
    assert any(f"brief.html: {fault}" in each for each in found), found


@pytest.mark.parametrize(
    ("row", "other", "fault"),
    [
        ("70700", "70800", "figure count_2022: '70800' is in counts.csv:3; the record has 70,700"),
        ("2022", "2021", "figure count_2022: its cell, '2022', is not in counts.csv"),
        ("year,", "month,", "file counts.csv: has no column 'year'"),
        (COUNTS, "", "file counts.csv"),
    ],
)
def test_figures_that_repeat_a_cell_say_what_the_file_inside_does(row: str, other: str, fault: str) -> None:
    """Its row is found by its key, its number by its column."""
    found = faults(with_files(counts=COUNTS.replace(row, other, 1)))
    assert any(fault in each for each in found), found


@pytest.mark.parametrize(
    ("described", "fault"),
    [
        (DESCRIBED.replace("10}", "100}"), "dataset counts: 'arrests' is rounded to '100' in datapackage.json"),
        (DESCRIBED.replace('"arrests"', '"entries"'), "dataset counts: datapackage.json does not describe its column"),
        ("[" * 100_000, "file datapackage.json: is no description of datasets"),
        ("{}", "file datapackage.json: is no description of datasets"),
    ],
)
def test_datasets_are_rounded_as_their_description_says(described: str, fault: str) -> None:
    """The description travels with them."""
    assert any(fault in each for each in faults(with_files(datapackage=described)))


def test_a_file_that_the_brief_was_not_made_from_is_a_fault() -> None:
    """What is inside, and what a dataset is read from, is among the files of the build."""
    known = record()
    del known["files"]["data/counts.csv"]
    assert faults(a_copy(known)) == [
        "brief.html: file data/counts.csv: is not among those that the record says the brief was made from"
    ]


def test_a_chart_is_drawn_from_what_the_record_knows() -> None:
    """Each input is a figure or a dataset."""
    known = record()
    drawn = {"identifier": "fig-a", "caption": "A", "alternative": "B", "sha256": "0" * 64}
    known["charts"]["a"] = drawn | {"inputs": ["rise", "counts", "rain"], "data": {"head": [], "rows": []}}
    assert faults(a_copy(known)) == ["brief.html: chart a: its input 'rain' is nothing of the record"]


def prepared(**changed: object) -> list[str]:
    """What is wrong with a copy whose counts were prepared from a file; `changed` is what its record says of that."""
    known = record()
    digest = "a" * 64
    known["files"] |= {"analysis/prepare.py": "b" * 64, "source/came.csv": digest}
    made = {"file": "analysis/prepare.py", "line": 6, "sources": {"source/came.csv": digest}}
    known["datasets"]["counts"]["prepared"] = made | changed
    return faults(a_copy(known))


def test_what_data_were_prepared_from_is_what_the_brief_was_made_from() -> None:
    """The script and the file that came are among the record's files, by the same hash."""
    assert prepared() == []
    (found,) = prepared(sources={"source/came.csv": "c" * 64})
    assert found.startswith("brief.html: dataset counts: is prepared from 'source/came.csv', SHA-256 'cccccccc")
    assert found.endswith(f"; the brief was made from '{'a' * 64}'")
    assert prepared(file="analysis/other.py") == [
        "brief.html: dataset counts: is prepared by 'analysis/other.py'; which the brief was not made from"
    ]
