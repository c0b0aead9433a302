"""The JSON Schema of `data/datapackage.json`, for editors: made of the names that the program reads, and their words.

It is Data Package's own shape, narrowed to what is obeyed, with what statbrief adds. `make reference` keeps it in the
package; `tests/schemas/` hold it to what the program itself takes and refuses.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable, Mapping
from typing import Any

from described import meanings
from statbrief.data.cells import RESERVED
from statbrief.data.package import PACKAGE_PROPERTIES, RESOURCE_PROPERTIES, SCHEMA_PROPERTIES, SHARED
from statbrief.table_schema.constraints import TYPES_OF_CONSTRAINTS
from statbrief.table_schema.dialects import ENCODING, FIXED, LETTERS, TRUTHS
from statbrief.table_schema.fields import FREQUENCIES, NUMBERS, OF_TYPES, PROPERTIES, TYPES

Schema = dict[str, Any]
DRAFT = "http://json-schema.org/draft-07/schema#"

TEXT: Schema = {"type": "string"}
TRUTH: Schema = {"type": "boolean"}
NOTHING: Schema = {"type": "null"}
TEXTS: Schema = {"type": "array", "items": TEXT}
WORDS: Schema = {"type": "string", "pattern": r"\S"}
LATIN = "\u00c0-\u024f"
"""Letters of Latin beyond ASCII, as a pattern has them."""
FIXED_FILES = r"^(?:reported\.csv|labels\..*\.csv)$"
"""Those of `data/` that are no datasets, and say themselves who says so."""
STEP = r"^(?:exact|\?|(?=.*[1-9])[0-9]+(?:\.[0-9]+)?)$"
"""How a step is written: above zero."""


def or_nothing(schema: Schema) -> Schema:
    """The same, or null."""
    return {"anyOf": [schema, NOTHING]}


def one_or_several(schema: Schema) -> Schema:
    """The same, or a list of such."""
    return {"anyOf": [schema, {"type": "array", "items": schema}]}


def of_names(names: Iterable[str], shapes: Mapping[str, Schema], said: Mapping[str, str]) -> Schema:
    """An object that has these properties and no other, but for those that begin with _."""
    properties = {name: shapes.get(name, {}) | {"description": said[name]} for name in names if name in said}
    return {
        "type": "object",
        "properties": properties | {name: shapes.get(name, {}) for name in names if name not in said},
        "patternProperties": {"^_": {}},
        "additionalProperties": False,
    }


def in_any_case(pattern: str) -> str:
    """A pattern of small letters and hyphens that takes large letters and low lines as well, as encodings are read."""
    either = re.sub(r"(?<!\\)[a-z]", lambda letter: f"[{letter[0]}{letter[0].upper()}]", pattern)
    return re.sub(r"-(?!9)", "[-_]", either)


def package_schema() -> Schema:
    """The whole file."""
    said = {"resources": "the tables, each with its columns"}
    shapes = {"resources": {"type": "array", "items": resource()}}
    return {
        "$schema": DRAFT,
        "title": "data/datapackage.json of a statbrief brief",
        "$comment": "Made by `make reference`: Data Package's shape as far as statbrief obeys it, and its additions.",
        "required": ["resources"],
        **of_names(PACKAGE_PROPERTIES, shapes, said),
    }


def resource() -> Schema:
    """One table, or one other file that is only named."""
    names = {"enum": [*keyword.kwlist, *RESERVED]}
    shapes: dict[str, Schema] = {
        "name": {"type": "string", "pattern": f"^[A-Za-z{LATIN}][A-Za-z0-9_{LATIN}]*$", "not": names},
        "path": {
            "anyOf": [
                {"type": "string", "minLength": 1},
                {"type": "array", "minItems": 1, "items": {"type": "string", "minLength": 1}},
                NOTHING,
            ]
        },
        "source": {"type": "string", "minLength": 1},
        "period": TEXT,
        "projected": {"type": ["boolean", "string"]},
        "gaps": {"enum": [True, False, SHARED]},
        "engine": TRUTH,
        "table": TEXT,
        "open": one_or_several(WORDS),
        "type": {"enum": ["table", "file"]},
        "scheme": {"enum": ["file"]},
        "encoding": {"type": "string", "pattern": f"^(?:{in_any_case(ENCODING.pattern)})$"},
        "bytes": or_nothing({"type": "integer"}),
        "hash": TEXT,
        "dialect": dialect(),
        "schema": schema(),
    }
    one_file = {"properties": {"path": {"type": "string", "pattern": r"^[^/]"}, "table": False}, "required": ["path"]}
    is_fixed = {"properties": {"path": {"type": "string", "pattern": FIXED_FILES}}, "required": ["path"]}
    of_dataset: Schema = {"properties": {"schema": {"properties": {"fields": {"items": measures()}}}}}
    of_dataset |= {"if": {"required": ["schema"]}, "then": {"required": ["source"]}}
    is_for_engine = {"properties": {"engine": {"const": True}}, "required": ["engine"]}
    unread = dict.fromkeys(("projected", "gaps", "bytes", "hash", "scheme"), False)
    return {
        **of_names(RESOURCE_PROPERTIES, shapes, meanings("of a resource")),
        "required": ["name"],
        "if": is_for_engine,
        "then": {"properties": unread, "required": ["source", "schema"]},
        "else": one_file,
        "allOf": [{"if": is_fixed, "else": of_dataset}],
    }


def dialect() -> Schema:
    """How a table's text is written, in the words of CSV Dialect; nested below csv as well."""
    shapes: dict[str, Schema] = {
        **{name: or_nothing({"type": "string", "minLength": 1, "maxLength": 1}) for name in LETTERS},
        "delimiter": {"type": "string", "minLength": 1, "maxLength": 1},
        **dict.fromkeys(TRUTHS, TRUTH),
        **{
            name: {"enum": [one for place, one in enumerate(each) if one not in each[:place]]}
            for name, each in FIXED.items()
            if each is not None
        },
    }
    names = (*LETTERS, *TRUTHS, *FIXED)
    own: Schema = {"type": "object", "properties": {name: shapes.get(name, {}) for name in names}}
    own["additionalProperties"] = False
    nested = {"type": "object", "properties": {"csv": own}, "required": ["csv"], "additionalProperties": False}
    return {"anyOf": [own, nested]}


def schema() -> Schema:
    """The columns of a table and its keys."""
    columns = one_or_several(TEXT)
    reference = {
        "type": "object",
        "properties": {"resource": TEXT, "fields": columns},
        "required": ["fields"],
        "additionalProperties": False,
    }
    foreign = {
        "type": "object",
        "properties": {"fields": columns, "reference": reference},
        "required": ["fields", "reference"],
        "additionalProperties": False,
    }
    shapes: dict[str, Schema] = {
        "fields": {"type": "array", "minItems": 1, "items": field()},
        "fieldsMatch": {"enum": ["equal"]},
        "missingValues": missing_values(),
        "primaryKey": columns,
        "uniqueKeys": {"type": "array", "items": columns},
        "foreignKeys": {"type": "array", "items": foreign},
    }
    return {**of_names(SCHEMA_PROPERTIES, shapes, meanings("of a schema")), "required": ["fields"]}


def missing_values() -> Schema:
    """Texts that stand for no value, with or without the reason."""
    labelled = {
        "type": "object",
        "properties": {"value": TEXT, "label": TEXT},
        "patternProperties": {"^_": {}},
        "required": ["value"],
        "additionalProperties": False,
    }
    return or_nothing({"type": "array", "items": {"anyOf": [TEXT, labelled]}})


def field() -> Schema:
    """A column: which properties it may have depends on its type, which is string unless it says otherwise."""
    mark: Schema = {"type": "string", "pattern": r"^[^\w-]$"}
    truths = {"type": "array", "minItems": 1, "items": TEXT}
    shapes: dict[str, Schema] = {
        "name": {"type": "string", "pattern": r"^\S(?:.*\S)?$"},
        "type": {"enum": list(TYPES)},
        "unit": {"type": ["string", "number", "null"]},
        "rounded_to": {
            "anyOf": [{"type": "number", "exclusiveMinimum": 0}, {"type": "string", "pattern": STEP}, NOTHING]
        },
        "constraints": {},
        "missingValues": missing_values(),
        "trueValues": truths,
        "falseValues": truths,
        "decimalChar": mark,
        "groupChar": {"anyOf": [mark, {"const": ""}]},
        "bareNumber": TRUTH,
        "frequency": {"enum": sorted({each for allowed in FREQUENCIES.values() for each in allowed})},
        "fiscal_year": or_nothing({"type": "string", "pattern": r"^[0-9]{4}-(?:0[2-9]|1[0-2])/FY[0-9]{4}$"}),
        "open": one_or_several(WORDS),
    }
    rules = [_of_type(each) for each in TYPES if each != "string"]
    unsaid = {"anyOf": [{"properties": {"type": {"const": "string"}}}, {"not": {"required": ["type"]}}]}
    rules.append({"if": unsaid, "then": _properties_of("string")})
    return {**of_names(PROPERTIES, shapes, meanings("of a field")), "required": ["name"], "allOf": rules}


def measures() -> Schema:
    """What a column of a dataset that has a unit says: its rounding, too, and that it holds numbers."""
    has_unit = {"properties": {"unit": {"not": NOTHING}}, "required": ["unit"]}
    rounded = {"properties": {"rounded_to": {"not": NOTHING}}, "required": ["rounded_to"]}
    is_fiscal = {"properties": {"fiscal_year": {"not": NOTHING}}, "required": ["fiscal_year"]}
    is_number = {"properties": {"type": {"enum": list(NUMBERS)}}, "required": ["type"]}
    measures_nothing = {"properties": dict.fromkeys(("unit", "rounded_to"), NOTHING)}
    return {
        "allOf": [
            {"if": has_unit, "then": rounded},
            {"if": is_fiscal, "then": measures_nothing},
            {"if": is_number, "else": measures_nothing},
        ]
    }


def _of_type(kind: str) -> Schema:
    said = {"properties": {"type": {"const": kind}}, "required": ["type"]}
    return {"if": said, "then": _properties_of(kind)}


def _properties_of(kind: str) -> Schema:
    """What else a column of the type may say."""
    refused: dict[str, Any] = {name: False for name, kinds in OF_TYPES.items() if kind not in kinds}
    if kind in FREQUENCIES:
        refused["frequency"] = {"enum": list(FREQUENCIES[kind])}
    is_timed = kind in {"date", "datetime", "time"}
    refused["format"] = (
        {"anyOf": [{"const": "default"}, {"type": "string", "pattern": "%"}]} if is_timed else {"const": "default"}
    )
    own: Schema = {"properties": refused | {"constraints": or_nothing(_constraints(kind))}}
    if kind != "string":
        return own
    plain, timed = ({"properties": {"constraints": or_nothing(_constraints(each))}} for each in (kind, "quarter"))
    own["properties"].pop("constraints")
    return own | {"if": {"required": ["frequency"]}, "then": timed, "else": plain}


def _constraints(kind: str) -> Schema:
    """Those that go with a type; bounds and lists are written as its cells are, or as JSON has them."""
    shapes: dict[str, Schema] = {
        "required": TRUTH,
        "unique": TRUTH,
        "enum": {"type": "array", "minItems": 1, "items": _value(kind)},
        "pattern": {"type": "string", "format": "regex"},
        "minLength": {"type": "integer", "minimum": 0},
        "maxLength": {"type": "integer", "minimum": 0},
    }
    known = [name for name, kinds in TYPES_OF_CONSTRAINTS.items() if kind in kinds]
    return {
        "type": "object",
        "properties": {name: shapes.get(name, _value(kind)) for name in known},
        "additionalProperties": False,
    }


def _value(kind: str) -> Schema:
    """A value of a cell, in a constraint."""
    plain = {"number": ["number"], "integer": ["integer"], "year": ["integer"], "boolean": ["boolean"]}
    bounds: Schema = {"minimum": 1, "maximum": 9999} if kind == "year" else {}
    return {"type": [*plain.get(kind, []), "string"], **bounds}
