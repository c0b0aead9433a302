"""What `data/datapackage.json` says of the datasets: their columns, units, rounding, sources and periods.

The descriptor is Frictionless' Data Package; a field may add ``unit`` (for pint) and ``rounded_to``, a resource
``source`` (a key of the bibliography) and ``period`` (ISO 8601; ``{year}-05`` fills in a row's own cell).
"""

from __future__ import annotations

import json
import math
import posixpath
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from statbrief.errors import Fault, ReadingError, near_miss
from statbrief.labels import labels_file
from statbrief.reading import REPORTED, parse_id, parse_step
from statbrief.tables import is_absent, read_text
from statbrief.units import Registry, Unit, parse_unit

PACKAGE = "data/datapackage.json"
_TYPES = (
    *("string", "number", "integer", "boolean", "object", "array", "list", "date", "time", "datetime", "year"),
    *("yearmonth", "duration", "geopoint", "geojson", "any"),
)
"""Table Schema's; all but numbers are text here."""
_LONGEST_SHOWN = 40

Json = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column's name, type (Table Schema's), unit (None when it measures nothing), rounding step, and its duty."""

    name: str
    type: str
    unit: Unit | None
    rounded_to: Decimal | None
    is_required: bool


@dataclass(frozen=True, kw_only=True)
class Description:
    """A dataset as the package describes it; `path` is relative to the brief's folder."""

    name: str
    title: str
    path: str
    source: str
    period: str
    key: tuple[str, ...]
    columns: Mapping[str, Column]


def read_descriptions(folder: Path, registry: Registry, sources: Collection[str]) -> list[Description]:
    """The datasets that the package describes, apart from the reported figures.

    Raises `ReadingError` with all that is wrong with it.
    """
    faults: list[Fault] = []
    descriptions: dict[str, Description] = {}
    for resource in _resources(folder):
        name = str(resource.get("name", ""))
        found = [*_resource_faults(name, resource, sources)]
        if name in descriptions:
            found.append(_fault(name, "name", "is there twice", "give each dataset a name of its own"))
        columns, wrong = _read_columns(name, resource, registry)
        key, unusable = ((), []) if wrong else _read_key(name, resource["schema"], columns)
        descriptions[name] = Description(
            name=name,
            title=str(resource.get("title", name)),
            path=_file(resource),
            source=str(resource.get("source", "")),
            period=str(resource.get("period", "")),
            key=key,
            columns=columns,
        )
        faults += [*found, *wrong, *unusable]
    if faults:
        raise ReadingError(faults)
    return list(descriptions.values())


def _resources(folder: Path) -> list[Json]:
    if is_absent(folder / PACKAGE):
        return []
    text = read_text(folder / PACKAGE, PACKAGE)
    try:
        package = json.loads(text)
    except json.JSONDecodeError as error:
        raise ReadingError(Fault(file=PACKAGE, line=error.lineno, what="JSON", found=error.msg)) from error
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits, a thousand brackets
        raise ReadingError(Fault(file=PACKAGE, what="JSON", found=str(error))) from error
    resources = package.get("resources") if isinstance(package, dict) else None
    if not isinstance(resources, list) or not all(isinstance(each, dict) for each in resources):
        wanted = "list one resource for each file in data/"
        raise ReadingError(Fault(file=PACKAGE, what="resources", found="there is no list of them", wanted=wanted))
    return [each for each in resources if not is_no_dataset(_file(each))]


def is_no_dataset(file: str) -> bool:
    """Whether a file of `data/` is the reported figures' own, or holds labels."""
    return file == REPORTED or fnmatch(file, labels_file("*"))


def _file(resource: Json) -> str:
    """The resource's file, relative to the brief's folder; nothing when it names none inside `data/`."""
    path = resource.get("path")
    if not isinstance(path, str) or not path or path.startswith("/"):
        return ""
    normal = posixpath.normpath(path)
    return "" if normal.startswith("..") or normal == "." else f"data/{normal}"


def _fault(name: str, what: str, found: str, wanted: str = "") -> Fault:
    return Fault(file=PACKAGE, what=f"{name}: {what}" if name else what, found=found, wanted=wanted)


def _resource_faults(name: str, resource: Json, sources: Collection[str]) -> Iterator[Fault]:
    try:
        parse_id(name)
    except ValueError as error:
        yield _fault(name, "name", *str(error).split("; ", 1))
    if not _file(resource):
        yield _fault(name, "path", _shown(resource, "path"), "name a file in data/, such as arrests.csv")
    cited = resource.get("source", "")
    if not isinstance(cited, str):
        yield _fault(name, "source", _shown(resource, "source"), "write a key of data/sources.bib")
    elif cited not in {*sources, ""}:
        yield _fault(name, "source", f"'{cited}' is not a key of data/sources.bib", near_miss(cited, sources))
    if not isinstance(resource.get("period", ""), str):
        yield _fault(name, "period", _shown(resource, "period"), "write a text such as 2022-05 or {year}-05")


def _read_columns(name: str, resource: Json, registry: Registry) -> tuple[dict[str, Column], list[Fault]]:
    schema = resource.get("schema")
    fields = schema.get("fields") if isinstance(schema, dict) else None
    if not isinstance(fields, list) or not fields:
        return {}, [_fault(name, "schema", "describes no fields", "give each column its name, type and unit")]
    columns: dict[str, Column] = {}
    faults = []
    for place, field in enumerate(fields, start=1):
        called = field.get("name") if isinstance(field, dict) else None
        what = f"field {called if isinstance(called, str) else place}"
        try:
            column = _read_field(field, registry)
        except ValueError as error:
            faults.append(_fault(name, what, *str(error).split("; ", 1)))
            continue
        if column.name in columns:
            faults.append(_fault(name, what, "is there twice", "keep one of them"))
        columns[column.name] = column
    return columns, faults


def _read_field(field: object, registry: Registry) -> Column:
    """A column from its description. Raises `ValueError`."""
    if not isinstance(field, dict):
        raise ValueError("is not described; give the column its name, type and unit")  # noqa: TRY004 -- as all here
    name, kind = field.get("name"), field.get("type", "string")
    if not isinstance(name, str) or not name.strip() or name != name.strip():
        raise ValueError(f"name {_shown(field, 'name')} is not a column; write the column's name")
    if not isinstance(kind, str) or kind not in _TYPES:
        hint = near_miss(str(kind), _TYPES) or f"the types are {', '.join(_TYPES)}"
        raise ValueError(f"type {_shown(field, 'type')} is not one of Table Schema's; {hint}")
    unit, step = field.get("unit"), field.get("rounded_to")
    try:
        measured = parse_unit(registry, str(unit)) if unit is not None else None
    except ValueError as error:
        raise ValueError(f"unit '{unit}' is not a unit; {error}") from error
    constraints = field.get("constraints")
    return Column(
        name=name,
        type=kind,
        unit=measured,
        rounded_to=_read_step(step) if step is not None else None,
        is_required=isinstance(constraints, dict) and constraints.get("required") is True,
    )


def _read_step(step: object) -> Decimal | None:
    if isinstance(step, float) and math.isfinite(step):  # JSON's 0.00001 is 1e-05 to Python
        step = f"{Decimal(str(step)):f}"
    try:
        return parse_step(str(step))
    except ValueError as error:
        raise ValueError(f"rounded_to {error}") from error


def _read_key(name: str, schema: Json, columns: Mapping[str, Column]) -> tuple[tuple[str, ...], list[Fault]]:
    key = schema.get("primaryKey", [])
    key = [key] if isinstance(key, str) else key
    if not isinstance(key, list) or not all(isinstance(column, str) for column in key):
        wanted = "list the columns that tell one row from another"
        return (), [_fault(name, "primaryKey", _shown(schema, "primaryKey"), wanted)]
    faults = []
    for column in key:
        if column not in columns:
            faults.append(_fault(name, "primaryKey", f"'{column}' is not a field", near_miss(column, columns)))
        elif columns[column].unit is not None:
            wanted = "what tells rows apart measures nothing"
            faults.append(_fault(name, "primaryKey", f"'{column}' has a unit", wanted))
    return tuple(dict.fromkeys(key)), faults


def _shown(described: Json, name: str) -> str:
    """What a description says where it should say something else, shortened."""
    said = json.dumps(described[name], ensure_ascii=False) if name in described else "there is none"
    return said if len(said) <= _LONGEST_SHOWN else f"{said[:_LONGEST_SHOWN]}…"
