"""Editors are told of `data/datapackage.json` what the program says: each refuses what the other does."""

import copy
import json
from collections.abc import Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package

import package_schema
from said_by_schemas import Json, Said, disagreements, said_by
from statbrief.data.engine_tables import read_engine_tables
from statbrief.data.package import PACKAGE_PROPERTIES, RESOURCE_PROPERTIES, SCHEMA_PROPERTIES, read_descriptions
from statbrief.data.units import Registry, load_units
from statbrief.errors import ReadingError
from statbrief.schemas.editors import PACKAGE
from statbrief.table_schema.constraints import TYPES_OF_CONSTRAINTS
from statbrief.table_schema.fields import PROPERTIES, TYPES

Way = tuple[str | int, ...]
POOL: tuple[object, ...] = (
    None,
    True,
    0,
    3,
    -2,
    1.5,
    "x",
    "1000",
    "",
    [],
    ["x"],
    [""],
    [["x"]],
    {},
    {"x": 1},
    {"value": "c", "label": "d"},
)
"""What stands nowhere, or somewhere: tried in each place."""
BASE: Json = {
    "resources": [
        {
            "name": "visits",
            "path": "visits.csv",
            "source": "source",
            "schema": {
                "primaryKey": ["day"],
                "fields": [{"name": "day", "type": "date"}, {"name": "x", "type": "string"}],
            },
        },
        {
            "name": "rides",
            "path": "rides.parquet",
            "engine": True,
            "source": "source",
            "schema": {"fields": [{"name": "fare", "type": "number", "unit": "1", "rounded_to": 0.25}]},
        },
    ]
}
FIELD: Way = ("resources", 0, "schema", "fields", 1)
LEVELS: Mapping[str, tuple[Way, tuple[str, ...]]] = {
    "package": ((), PACKAGE_PROPERTIES),
    "resource": (("resources", 0), RESOURCE_PROPERTIES),
    "engine": (("resources", 1), RESOURCE_PROPERTIES),
    "schema": (("resources", 0, "schema"), SCHEMA_PROPERTIES),
    "dialect": (("resources", 0, "dialect"), tuple(package_schema.dialect()["anyOf"][0]["properties"])),
}


@pytest.fixture(scope="module")
def told() -> Said:
    """What an editor says by the schema that comes along."""
    return said_by(PACKAGE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the files are that the package names."""
    made = tmp_path_factory.mktemp("brief")
    (made / "data").mkdir()
    for name in ("visits.csv", "rides.parquet", "x", "1000"):
        (made / "data" / name).write_text("day,x\n", encoding="utf-8")
    return made


def found(package: Json, way: Way) -> Any:  # noqa: ANN401 -- whatever stands there
    """What stands at a place; a mapping where nothing does yet."""
    place: Any = package
    for step in way:
        place = place.setdefault(step, {}) if isinstance(place, dict) else place[step]
    return place


def with_value(way: Way, name: str, value: object) -> Json:
    """The package with a value in one place."""
    package = copy.deepcopy(BASE)
    found(package, way)[name] = value
    return package


@cache
def units() -> Registry:
    """Those that pint has."""
    return load_units()


def complaints(package: Json, folder: Path) -> list[str]:
    """What the program says of it, of all tables."""
    (folder / "data/datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    said: list[str] = []
    for read in (read_descriptions, read_engine_tables):
        try:
            read(folder, units(), {"source", "x", "1000"})
        except ReadingError as error:
            said += [f"{each.what}: {each.found}" for each in error.faults]
    return said


UNSEEN = (
    r"constraint \w+ \".*is no ",  # a bound as a cell is written, an expression
    "is not a field",  # no schema knows which columns and tables there are
    "is no table",
    "is not there",
    "is not a key of",
    "is not a unit",
    "is declared of a table whose primary key has not one column of periods",
    "a column of type boolean",
    'projected: "',  # names a column, of type boolean
    "has one character for two things",
    "is not read of what is for the engine",  # a period by its column
    "format: ",  # by the ending of the file, as is which table it may be
    "table: ",
    "is no encoding",
)
"""Parts of what the program says of names, which a schema cannot."""


@pytest.mark.thorough
@pytest.mark.parametrize("level", LEVELS)
def test_each_refuses_what_the_other_refuses(told: Said, folder: Path, level: str) -> None:
    """Of each key at each level, whatever stands there."""
    way, names = LEVELS[level]
    assert complaints(BASE, folder) == []
    assert told(BASE) == ""
    cases = ((f"{name}: {value!r}", with_value(way, name, value)) for name in (*names, "x", "_x") for value in POOL)
    assert disagreements(cases, partial(complaints, folder=folder), told, UNSEEN) == []


VALUES = (
    *POOL,
    "2022-05",
    "2022-05-12",
    "exact",
    "?",
    "as stated",
    "quarter",
    "month",
    "default",
    "%d.%m.%Y",
    "2021-10/FY2022",
    ",",
)
"""What columns may say beside these."""


@pytest.mark.thorough
@pytest.mark.parametrize("kind", TYPES)
def test_a_column_is_refused_by_both_or_by_none(told: Said, folder: Path, kind: str) -> None:
    """Each property of a field, and each of its constraints, of every type; with a unit and without."""

    def cases() -> Iterator[tuple[str, Json]]:
        for name in (*(each for each in PROPERTIES if each != "type"), "x"):
            for value in VALUES:
                package = with_value(FIELD, "type", kind)
                found(package, FIELD)[name] = value
                yield f"{kind}: {name}: {value!r}", package
                if kind == "string":
                    found(package, FIELD).pop("type")
                    yield f"no type: {name}: {value!r}", package
        for name in (*TYPES_OF_CONSTRAINTS, "x"):
            for value in VALUES:
                package = with_value(FIELD, "type", kind)
                found(package, FIELD)["constraints"] = {name: value}
                yield f"{kind}: constraint {name}: {value!r}", package

    assert disagreements(cases(), partial(complaints, folder=folder), told, UNSEEN) == []


def columns(*fields: Json) -> Json:
    """The package with these columns, beside its key."""
    return with_value(("resources", 0, "schema"), "fields", [{"name": "day", "type": "date"}, *fields])


@pytest.mark.parametrize(
    "field",
    [
        {"name": "x", "type": "date", "frequency": "month", "constraints": {"minimum": "2022-05-01"}},
        {"name": "x", "type": "number", "unit": "kilogram", "rounded_to": 0.05, "decimalChar": ","},
        {"name": "x", "unit": "?", "type": "integer", "rounded_to": "?", "open": "whether these are dollars"},
        {"name": "x", "frequency": "quarter", "missingValues": ["", {"value": "c", "label": "confidential"}]},
    ],
)
def test_columns_that_both_take(told: Said, folder: Path, field: Json) -> None:
    """As briefs have them."""
    package = columns(field)
    assert (told(package), complaints(package, folder)) == ("", [])


@pytest.mark.parametrize(
    "field",
    [
        {"name": "x", "typ": "date"},
        {"name": "x", "type": "date", "frequency": "week"},
        {"name": "x", "type": "number", "unit": "kilogram"},
        {"name": "x", "type": "number", "unit": "kilogram", "rounded_to": "about ten"},
        {"name": "x", "unit": "kilogram", "rounded_to": 1},
        {"name": "x", "type": "geopoint"},
        {"name": "x", "type": "integer", "constraints": {"minLength": 2}},
    ],
)
def test_columns_that_neither_takes(told: Said, folder: Path, field: Json) -> None:
    """A name that nobody knows, an answer of another type, a unit without its rounding, a text that has one."""
    package = columns(field)
    assert told(package)
    assert complaints(package, folder)


def test_the_schema_is_one_of_data_package(root: Path, told: Said) -> None:
    """What it takes frictionless does: the packages of both briefs here."""
    for place in ("data", "examples/employment/data"):
        package = json.loads((root / place / "datapackage.json").read_text(encoding="utf-8"))
        assert told(package) == ""
        assert list(Package.metadata_validate(package)) == []
