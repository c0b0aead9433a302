"""What `data/datapackage.json` and functions say of tables for the engine, and what is wrong with it."""

from pathlib import Path
from typing import Any

import pytest

from engine_briefs import FIELDS, engine_brief, function, told, trips
from statbrief.analysis.analysis import analyse

PACKAGE = "data/datapackage.json"
OF_THE_ENGINE = "is not read of what is for the engine; leave it out"
WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "no file": ({"path": "none.parquet"}, "trips: path: 'data/none.parquet' is not there; correct the path"),
    "no files": ({"path": "none/*.parquet"}, "trips: path: 'data/none/*.parquet' is not there; correct the path"),
    "a file elsewhere": (
        {"path": "../trips.parquet"},
        'trips: path: "../trips.parquet"; name files in data/, such as trips.parquet or trips/*.parquet',
    ),
    "another format": (
        {"format": "xlsx"},
        'trips: format: "xlsx" is not read here; write csv, parquet or duckdb',
    ),
    "a key": ({"gaps": True}, f"trips: gaps: {OF_THE_ENGINE}"),
    "a hash": ({"hash": "sha256:0"}, f"trips: hash: {OF_THE_ENGINE}"),
    "another property": ({"tabel": "x"}, "trips: resource: 'tabel' is not read here; did you mean table?"),
    "a table of Parquet": (
        {"table": "x"},
        'trips: table: "x"; it is for DuckDB files and engines of your own',
    ),
    "no source": ({"source": None}, "trips: source: there is none; name who says so by a key of data/sources.bib"),
    "another source": ({"source": "town"}, "trips: source: 'town' is not a key of data/sources.bib"),
    "a period of two": (
        {"period": "{day}/{day}"},
        (
            "trips: period: '{day}/{day}' is not read of what is for the engine; "
            'write a time, such as 2022-05, or one column of days, months, quarters or years: "{day}"'
        ),
    ),
    "a period of no column": (
        {"period": "{month}"},
        (
            "trips: period: '{month}' is not read of what is for the engine; "
            'write a time, such as 2022-05, or one column of days, months, quarters or years: "{day}"'
        ),
    ),
    "a dialect of Parquet": (
        {"dialect": {"delimiter": ";"}},
        "trips: dialect: is declared of parquet; it is for csv",
    ),
    "a key of rows": (
        {"schema": {"fields": FIELDS, "primaryKey": ["region"]}},
        f"trips: primaryKey: {OF_THE_ENGINE}",
    ),
    "what must hold of each row": (
        {"schema": {"fields": [*FIELDS, {"name": "x", "type": "string", "constraints": {"required": True}}]}},
        "trips: field x: has constraints; they are not held against what the engine reads: leave them out",
    ),
    "dates as written": (
        {"schema": {"fields": [*FIELDS, {"name": "x", "type": "date", "format": "%d/%m/%Y"}]}},
        "trips: field x: has a form of its own; save dates as ISO 8601, and numbers with a point alone",
    ),
    "no rounding": (
        {"schema": {"fields": [*FIELDS, {"name": "x", "type": "number", "unit": "USD"}]}},
        "trips: field x: has a unit and no rounded_to; write the step that the source rounded to, or exact",
    ),
    "a column that is not there": (
        {"schema": {"fields": [*FIELDS, {"name": "fares", "type": "number"}]}},
        "trips: fields: trips has no column fares; did you mean fare?",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_declared_is_obeyed_or_refused(tmp_path: Path, case: str) -> None:
    """Each is a fault with its line, which says what was found and what to write."""
    said, message = WRONG[case]
    (tmp_path / "data").mkdir()
    trips(3).to_parquet(tmp_path / "data/trips.parquet")
    [found] = told(tmp_path, **said)
    assert found.startswith(f"{PACKAGE}:")
    assert found.partition(": ")[2] == message


@pytest.mark.parametrize("path", ["trips.parquet", "trips.csv.gz"])
def test_what_only_an_engine_reads_says_so(tmp_path: Path, path: str) -> None:
    """A file that is no text is not read as one; the message says what to declare."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / path).write_bytes(b"\x1f\x8b")
    [found] = [each for each in told(tmp_path, path=path, engine=None, period=None) if ": format: " in each]
    ending = path[path.rindex(".") :]
    assert found.partition(": ")[2] == f'trips: format: {ending} is not read as text; write "engine": true'


def test_a_table_is_for_engines_alone(tmp_path: Path) -> None:
    """A dataset that is loaded has no table of an engine."""
    (tmp_path / "data").mkdir()
    trips(3).to_csv(tmp_path / "data/trips.csv", index=False)
    found = told(tmp_path, path="trips.csv", engine=None, table="x")
    assert [each.partition(": ")[2] for each in found if ": table: " in each] == [
        'trips: table: is declared; it is for resources with "engine": true'
    ]


def test_whether_it_is_for_the_engine_is_true_or_false(tmp_path: Path) -> None:
    """Another word for it is a fault."""
    found = [each.partition(": ")[2] for each in told(tmp_path, engine="yes")]
    assert 'trips: engine: "yes"; write true or false' in found


def test_a_function_takes_tables_of_the_engine_alone(tmp_path: Path) -> None:
    """What is computed there knows nothing of figures and datasets."""
    own = function("trips.agg(n=_.count())", ["name", "n"], given="trips, fares")
    [found] = told(tmp_path, own)
    assert found == (
        "analysis/tables.py:4: it: takes fares beside trips; "
        "what the engine computes is of its own tables alone; take both in another table"
    )


def test_a_function_is_not_called_like_a_table(tmp_path: Path) -> None:
    """What the function computes is a dataset by its name."""
    [found] = told(tmp_path, function("trips.agg(n=_.count())", ["name", "n"], name="trips"))
    assert found == "analysis/tables.py:4: trips: is also the name of a dataset; rename one of them"


def test_tables_of_two_sources_are_not_joined(tmp_path: Path) -> None:
    """A result has one source, so both tables have."""
    other = {"name": "other", "path": "trips.parquet", "engine": True, "source": "town", "schema": {"fields": FIELDS}}
    folder = engine_brief(
        tmp_path, function("trips.agg(n=_.count())", ["name", "n"], given="trips, other"), also=[other]
    )
    bib = folder / "data/sources.bib"
    bib.write_text(bib.read_text(encoding="utf-8") + bib.read_text(encoding="utf-8").replace("city", "town"), "utf-8")
    with pytest.raises(Exception, match="takes tables of city and town; what it computes has one source"):
        analyse(folder, "en")


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("trips.agg(n=_.counts())", "raises AttributeError: 'Table' object has no attribute 'counts'"),
        ("trips.group_by('regio').agg(n=_.count())", "raises IbisTypeError: "),
        (
            "trips.filter(_.riders > 1).group_by('region').agg(n=trips.count())",
            (
                "it: takes columns of one table in a table that is made of it, as trips.fare after trips.filter(…); "
                "write _.fare, which is the column of the table at hand: from ibis import _"
            ),
        ),
        ("open('data/units.txt').read()", "reads data/units.txt; return an expression of its tables alone"),
    ],
    ids=["no such thing", "no such column", "another table", "a file"],
)
def test_what_goes_wrong_in_a_function_is_told_with_its_line(tmp_path: Path, body: str, message: str) -> None:
    """The line of the code that raised, and Ibis' own words."""
    [found] = told(tmp_path, function(body, ["name", "n"]))
    assert found.startswith("analysis/tables.py:")
    assert message in found


def test_a_brief_that_uses_no_such_table_is_asked_nothing(tmp_path: Path) -> None:
    """A table that nobody asks for is only looked for."""
    folder = engine_brief(tmp_path, "def _nothing(): ...\n")
    assert analyse(folder, "en").datasets == {}
