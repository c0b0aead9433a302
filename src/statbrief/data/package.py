"""What `data/datapackage.json` says of the files in `data/`: their columns, units, rounding, sources, keys and periods.

The descriptor is Frictionless' Data Package; a field may add ``unit`` (for pint), ``rounded_to``, ``frequency`` and
``fiscal_year``, a resource ``source`` (a key of the bibliography), ``period`` (ISO 8601; ``{year}-05`` fills in a row's
own cell), ``projected`` (true, or the column that says of which rows) and ``gaps`` (true where periods may be missing).
All that it declares is obeyed, or refused by name.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from statbrief.data.cells import parse_id
from statbrief.data.columns import Column, read_column
from statbrief.data.engine_files import ENGINE, is_for_engine
from statbrief.data.package_lines import placed
from statbrief.data.units import Registry
from statbrief.errors import Fault, Place, ReadingError, RefusedError, near_miss
from statbrief.files.paths import PACKAGE, REPORTED, SOURCES
from statbrief.files.plain_text import direction_mark, read_plain_text
from statbrief.files.read import is_absent
from statbrief.languages.labels import COLUMNS as LABEL_COLUMNS
from statbrief.languages.labels import labels_file
from statbrief.table_schema.columns import REPORTED_COLUMNS
from statbrief.table_schema.dialects import PLAIN, Dialect, read_dialect, shown
from statbrief.table_schema.fields import EMPTY, Field, Missing, missing_values, refuse_unknown
from statbrief.table_schema.keys import Keys, read_keys
from statbrief.table_schema.open_questions import NOT_SAID, refuse_wordless

PACKAGE_PROPERTIES = (
    *("name", "id", "title", "description", "keywords", "sources", "licenses", "contributors", "created", "version"),
    *("homepage", "image", "profile", "$schema", "resources"),
)
RESOURCE_PROPERTIES = (
    *("name", "path", "title", "description", "homepage", "keywords", "sources", "licenses", "profile", "$schema"),
    *("type", "scheme", "format", "mediatype", "encoding", "dialect", "bytes", "hash", "schema"),
    *("source", "period", "projected", "gaps", "engine", "table", "open"),
)
SCHEMA_PROPERTIES = (
    *("name", "title", "description", "$schema", "fields", "fieldsMatch", "missingValues"),
    *("primaryKey", "uniqueKeys", "foreignKeys"),
)
_FIXED = {
    "type": ("table", "file"),
    "scheme": ("file",),
    "fieldsMatch": ("equal",),  # as many columns as fields, in any order
}
"""What may be declared in these ways alone."""
_OF_ENGINES = (".parquet", ".pq", ".duckdb", ".gz")
"""How files end that are for the engine alone."""
_TABLES = {".csv": "csv", ".tsv": "tsv", ".txt": "csv"}

Json = Mapping[str, Any]


SHARED = "shared"
"""What a table says of gaps that all of its areas, industries or the like have alike."""


@dataclass(frozen=True, kw_only=True)
class Description:
    """A table as the package describes it; `path` is relative to the brief's folder.

    `projected` says that its rows may lie in the future: all of them, or those where the column of that name is true.
    `has_gaps` says that periods may be missing between its rows, `shares_gaps` that those are missing of all areas,
    industries or the like alike, `template` how the title is written, where it says the time of its rows.
    """

    name: str
    title: str
    path: str
    source: str
    period: str
    projected: bool | str
    has_gaps: bool
    dialect: Dialect
    size: int | None
    digest: str
    keys: Keys
    columns: Mapping[str, Column]
    shares_gaps: bool = False
    template: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that tell one row from another."""
        return self.keys.primary

    @property
    def unique(self) -> list[tuple[str, ...]]:
        """The columns, or groups of them, in which no two rows are alike."""
        alone = [(each.name,) for each in self.columns.values() if each.constraints.is_unique]
        return list(dict.fromkeys([self.keys.primary, *self.keys.unique, *alone]))

    @property
    def period_column(self) -> Column | None:
        """The one column of the key that holds periods, and so tells the table's frequency, where there is one."""
        return _of_periods(self.key, self.columns)


def read_descriptions(folder: Path, registry: Registry, sources: Collection[str]) -> list[Description]:
    """The tables that the package describes: the datasets, the reported figures and the labels.

    Those that the engine reads are described by `engine_tables`.
    Raises `ReadingError` with all that is wrong with it.
    """
    faults: list[Fault] = []
    descriptions: dict[str, Description] = {}
    taken: set[str] = set()
    for place, resource in enumerate(resources_of(folder), start=1):
        name = resource.get("name")
        if not isinstance(name, str) or not name:
            faults.append(package_fault(f"resource {place}", "name", said_of(resource, "name"), "write its name"))
            continue
        found = [] if is_for_engine(resource) else [*_resource_faults(folder, name, resource, sources)]
        if name in taken:
            found.append(package_fault(name, "name", "is there twice", "give each dataset a name of its own"))
        taken.add(name)
        if is_table(resource) and not is_for_engine(resource):
            descriptions[name], wrong = _describe(name, resource, registry)
            found += wrong
        faults += found
    faults += _foreign_faults(descriptions)
    if faults:
        raise ReadingError(placed(faults, folder))
    return list(descriptions.values())


def _describe(name: str, resource: Json, registry: Registry) -> tuple[Description, list[Fault]]:
    schema = resource.get("schema")
    is_fixed = is_no_dataset(_file(resource))
    dialect, problems = read_dialect(resource)
    columns, faults = read_columns(name, schema, None if is_fixed else registry)
    keys, unusable = read_keys(schema, columns) if columns and not faults and isinstance(schema, dict) else (Keys(), [])
    problems += unusable
    for column in (each for each in keys.primary if each in columns and columns[each].unit is not None):
        problems.append(("primaryKey", f"'{column}' has a unit", "what tells rows apart measures nothing"))
    faults += [package_fault(name, *problem) for problem in problems]
    faults += [*_projected_faults(name, resource, columns)]
    faults += [] if faults else [*_gaps_faults(name, resource, keys, columns)]
    if is_fixed:
        faults += [] if faults else [*_fixed_faults(name, _file(resource), dialect, columns)]
    described = Description(
        name=name,
        title=str(resource.get("title", name)),
        path=_file(resource),
        source=str(resource.get("source", "")),
        period=str(resource.get("period", "")),
        projected=resource.get("projected", False),
        has_gaps=bool(resource.get("gaps", False)),
        shares_gaps=resource.get("gaps") == SHARED,
        dialect=dialect,
        size=resource.get("bytes"),
        digest=str(resource.get("hash", "")),
        keys=keys,
        columns=columns,
    )
    return described, faults


def resources_of(folder: Path) -> list[Json]:
    """What the package lists, as it says it; nothing where there is none. Raises `ReadingError`."""
    if is_absent(folder / PACKAGE):
        return []
    text = read_plain_text(folder / PACKAGE, PACKAGE)
    try:
        package = json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise ReadingError.at(Place(PACKAGE, error.lineno), "JSON", error.msg) from error
    except RefusedError as error:
        raise ReadingError(placed([Place(PACKAGE).refused("JSON", error)], folder)) from error
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits, a thousand brackets
        raise ReadingError.at(PACKAGE, "JSON", str(error)) from error
    resources = package.get("resources") if isinstance(package, dict) else None
    if not isinstance(resources, list) or not all(isinstance(each, dict) for each in resources):
        wanted = "list one resource for each file in data/"
        raise ReadingError(placed([package_fault("", "resources", "there is no list of them", wanted)], folder))
    try:
        refuse_unknown(package, PACKAGE_PROPERTIES)
    except RefusedError as error:
        raise ReadingError(placed([Place(PACKAGE).refused("package", error)], folder)) from error
    return resources


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names are there once: JSON's reader would forget the first of two."""
    names = [name for name, _ in pairs]
    if twice := [name for name in names if names.count(name) > 1]:
        raise RefusedError(f"an object has the name {shown(twice[0])} twice", "keep one of them")
    return dict(pairs)


def is_no_dataset(file: str) -> bool:
    """Whether a file of `data/` is the reported figures' own, or holds labels."""
    return file == REPORTED or fnmatch(file, labels_file("*"))


def is_table(resource: Json) -> bool:
    """Whether a resource is a table of text, and not another file that is only named, such as an outline on a map."""
    format_ = resource.get("format")
    suffix = posixpath.splitext(str(resource.get("path", "")))[1].lower()
    return "schema" in resource or format_ in {"csv", "tsv"} or (format_ is None and suffix in {*_TABLES, ""})


def _file(resource: Json) -> str:
    """The resource's file, relative to the brief's folder; nothing when it names none inside `data/`."""
    path = resource.get("path")
    if not isinstance(path, str) or not path or path.startswith("/"):
        return ""
    normal = posixpath.normpath(path)
    return "" if normal.startswith("..") or normal == "." else f"data/{normal}"


def package_fault(name: str, what: str, found: str, wanted: str = "") -> Fault:
    """What is wrong with what the package says of a resource."""
    return Place(PACKAGE).fault(f"{name}: {what}" if name else what, found, wanted)


def _resource_faults(folder: Path, name: str, resource: Json, sources: Collection[str]) -> Iterator[Fault]:
    if not _file(resource):
        yield package_fault(name, "path", said_of(resource, "path"), "name a file in data/, such as births.csv")
    elif not is_table(resource) and not (folder / _file(resource)).is_file():
        yield package_fault(
            name, "path", f"'{_file(resource)}' is not there", "correct the path, or delete the resource"
        )
    yield from source_faults(name, resource, sources)
    yield from _engine_faults(name, resource)
    yield from word_faults(name, resource)
    yield from _form_faults(name, resource)


def word_faults(name: str, resource: Json) -> Iterator[Fault]:
    """Faults of what any resource may say of itself, whoever reads it."""
    what = "resource"
    try:
        refuse_unknown(resource, RESOURCE_PROPERTIES)
        what = "name"
        parse_id(name)
    except RefusedError as error:
        yield package_fault(name, what, error.found, error.wanted)
    yield from _open_faults(name, resource)
    if not isinstance(resource.get("period", ""), str):
        yield package_fault(name, "period", said_of(resource, "period"), "write a text such as 2022-05 or {year}-05")
    if mark := direction_mark(str(resource.get("title", ""))):
        yield package_fault(name, "title", mark, "delete it")
    for each in ("type", "scheme"):
        if each in resource and resource[each] not in _FIXED[each]:
            yield package_fault(name, each, f"{said_of(resource, each)} is not read here", f"write {_FIXED[each][0]}")


def _engine_faults(name: str, resource: Json) -> Iterator[Fault]:
    """Faults of a resource that says something of the engine, and is not for it."""
    if not isinstance(resource.get(ENGINE, False), bool):
        yield package_fault(name, ENGINE, said_of(resource, ENGINE), "write true or false")
    if "table" in resource:
        yield package_fault(name, "table", "is declared", 'it is for resources with "engine": true')


def _open_faults(name: str, resource: Json) -> Iterator[Fault]:
    """Faults of a guess that is said in no words."""
    try:
        refuse_wordless(resource)
    except RefusedError as error:
        yield package_fault(name, "open", error.found, error.wanted)


def source_faults(name: str, resource: Json, sources: Collection[str]) -> Iterator[Fault]:
    """Faults of who is said to say what a resource has."""
    needs_one = is_for_engine(resource) or (is_table(resource) and not is_no_dataset(_file(resource)))
    if "source" not in resource and not needs_one:
        return
    cited = resource.get("source", "")
    if not isinstance(cited, str):
        yield package_fault(name, "source", said_of(resource, "source"), f"write a key of {SOURCES}")
    elif not cited:
        yield package_fault(name, "source", "there is none", f"name who says so by a key of {SOURCES}")
    elif cited != NOT_SAID and cited not in sources:
        yield package_fault(name, "source", f"'{cited}' is not a key of {SOURCES}", near_miss(cited, sources))


def _form_faults(name: str, resource: Json) -> Iterator[Fault]:
    """Faults of what is said of a file's form: a table is text in `data/`, whole and uncompressed."""
    suffix = posixpath.splitext(str(resource.get("path", "")))[1].lower()
    expected = _TABLES.get(suffix)
    if is_table(resource) and suffix in _OF_ENGINES:
        yield package_fault(name, "format", f"{suffix} is not read as text", 'write "engine": true')
    elif is_table(resource) and resource.get("format", expected or "csv") not in ("csv", "tsv"):
        yield package_fault(name, "format", f"{said_of(resource, 'format')} is not read here", "write csv or tsv")
    size, digest = resource.get("bytes"), resource.get("hash", "")
    if size is not None and (not isinstance(size, int) or isinstance(size, bool)):
        yield package_fault(name, "bytes", said_of(resource, "bytes"), "write a whole number")
    if not isinstance(digest, str):
        yield package_fault(name, "hash", said_of(resource, "hash"), "write sha256: and the digits")


def _projected_faults(name: str, resource: Json, columns: Mapping[str, Column]) -> Iterator[Fault]:
    said = resource.get("projected", False)
    if isinstance(said, bool) or (isinstance(said, str) and said in columns and columns[said].type == "boolean"):
        return
    truths = [each.name for each in columns.values() if each.type == "boolean"]
    hint = near_miss(said, truths) if isinstance(said, str) else ""
    wanted = hint or "write true, or name a column of type boolean"
    yield package_fault(name, "projected", said_of(resource, "projected"), wanted)


def _of_periods(key: Collection[str], columns: Mapping[str, Column]) -> Column | None:
    found = [columns[name] for name in key if name in columns and columns[name].period]
    return found[0] if len(found) == 1 else None


def _gaps_faults(name: str, resource: Json, keys: Keys, columns: Mapping[str, Column]) -> Iterator[Fault]:
    gaps = resource.get("gaps", False)
    if not isinstance(gaps, bool) and gaps != SHARED:
        wanted = f'write true, false, or "{SHARED}" where all areas or the like lack the same periods'
        yield package_fault(name, "gaps", said_of(resource, "gaps"), wanted)
    elif "gaps" in resource and _of_periods(keys.primary, columns) is None:
        found = "is declared of a table whose primary key has not one column of periods"
        yield package_fault(name, "gaps", found, "name it in primaryKey, or leave gaps out")
    elif gaps == SHARED and len(keys.primary) == 1:
        found = f'is "{SHARED}", and the primary key names nothing beside the periods'
        yield package_fault(name, "gaps", found, "write true, or name what has the periods in primaryKey")


def _fixed_faults(name: str, file: str, dialect: Dialect, columns: Mapping[str, Column]) -> Iterator[Fault]:
    """Faults of a declaration that the reported figures or the labels are written otherwise than they always are."""
    if dialect != PLAIN:
        yield package_fault(name, "dialect", "is declared", "this file is always written with commas, in UTF-8")
    expected = REPORTED_COLUMNS if file == REPORTED else LABEL_COLUMNS
    for each in (each for each in columns if each not in expected):
        yield package_fault(name, f"field {each}", f"is no column of {file}", near_miss(each, expected))
    for each in (each for each in expected if each not in columns):
        yield package_fault(name, f"field {each}", "is missing", f"the columns of {file} are {', '.join(expected)}")
    for own in (each.form for each in columns.values()):
        if own != Field(name=own.name, type=own.type):
            wanted = "cells of this file are always written plainly, and left empty where they say nothing"
            yield package_fault(name, f"field {own.name}", "has a form of its own", wanted)


def _foreign_faults(descriptions: Mapping[str, Description]) -> Iterator[Fault]:
    """Faults of foreign keys that lead nowhere."""
    for each in descriptions.values():
        for key in each.keys.foreign:
            other = descriptions.get(key.table) if key.table else each
            if other is None:
                yield package_fault(
                    each.name, "foreignKeys", f"'{key.table}' is no table", near_miss(key.table, descriptions)
                )
                continue
            for column in (each for each in key.reference if each not in other.columns):
                found = f"'{column}' is not a field of {other.name}"
                yield package_fault(each.name, "foreignKeys", found, near_miss(column, other.columns))


def read_columns(name: str, schema: object, registry: Registry | None) -> tuple[dict[str, Column], list[Fault]]:
    """The columns of a table, and what is wrong with them; without a registry, units are only told."""
    fields = schema.get("fields") if isinstance(schema, dict) else None
    if not isinstance(schema, dict) or not isinstance(fields, list) or not fields:
        return {}, [package_fault(name, "schema", "describes no fields", "give each column its name, type and unit")]
    faults = []
    missing: Missing = EMPTY
    try:
        refuse_unknown(schema, SCHEMA_PROPERTIES)
        if schema.get("fieldsMatch", "equal") not in _FIXED["fieldsMatch"]:
            raise RefusedError(f"fieldsMatch {shown(schema['fieldsMatch'])} is not read here", "write equal")  # noqa: TRY301
        missing = missing_values(schema, EMPTY)
    except RefusedError as error:
        faults.append(package_fault(name, "schema", error.found, error.wanted))
    columns: dict[str, Column] = {}
    for place, described in enumerate(fields, start=1):
        called = described.get("name") if isinstance(described, dict) else None
        what = f"field {called if isinstance(called, str) else place}"
        try:
            column = read_column(described, missing, registry)
        except RefusedError as error:
            faults.append(package_fault(name, what, error.found, error.wanted))
            continue
        if column.name in columns:
            faults.append(package_fault(name, what, "is there twice", "keep one of them"))
        columns[column.name] = column
    return columns, faults


def said_of(described: Json, name: str) -> str:
    """What a description says where it should say something else, shortened."""
    return shown(described[name]) if name in described else "there is none"
