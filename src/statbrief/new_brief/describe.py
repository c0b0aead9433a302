"""What `datapackage.json` says of a table: what was found of it, with question marks for what a person must say."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from string import Template
from typing import Any

from statbrief.data.package import SHARED
from statbrief.new_brief.columns import CODE, MEASURE, NAME, TIME, Column
from statbrief.new_brief.numbers_shown import numbers_of
from statbrief.new_brief.preparation import is_prepared
from statbrief.new_brief.table import PANEL, SERIES, Table
from statbrief.table_schema.open_questions import NOT_SAID
from statbrief.table_schema.periods import DAY, MONTH, QUARTER, WEEK, YEAR

_OF_PERIODS: Mapping[str, dict[str, str]] = {
    YEAR: {"type": "year"},
    QUARTER: {"type": "string", "frequency": "quarter"},
    MONTH: {"type": "yearmonth"},
    WEEK: {"type": "string", "frequency": "week"},
    DAY: {"type": "date"},
}
"""How a column of periods is declared whose texts the preparation writes."""

Json = dict[str, Any]
_WHOLE = 100
_SHARES = (
    "its numbers may be percentages, or shares of 1; if they are, let each function of analysis/derived.py that "
    'returns one of them say -> "percent", as prose writes them as plain numbers else'
)
"""What is asked of numbers up to a hundred: of a function, nothing tells that its result is a percentage."""
_MOST_LACKING = 5
_MEASURED = re.compile(
    r"(?<![^\W_])(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|price|a\u00f1os?|meses|semanas?|d\u00edas?|dias?|horas?|minutos?|"
    r"segundos?|precio)(?![^\W_])",
    re.IGNORECASE,
)
"""What a head says of numbers that are no percentages: waits in days, prices."""


def description(table: Table, title: str, words: Mapping[str, str]) -> Json:
    """The resource of a table, titled so."""
    said: Json = {"name": table.name, "path": f"{table.name}.csv", "title": title, "source": NOT_SAID}
    if table.shape in {SERIES, PANEL} and table.time is not None:
        said["period"] = f"{{{table.time.name}}}"
        if not table.is_whole:
            said["gaps"] = SHARED if table.shape == PANEL and not table.lacking else True
    if guesses := [*table.text.guesses, *_left(table, words)]:
        said["open"] = guesses if guesses[1:] else guesses[0]
    if not is_prepared(table):
        if table.text.encoding != "utf-8":
            said["encoding"] = table.text.encoding
        if table.text.delimiter != ",":
            said["dialect"] = {"delimiter": table.text.delimiter}
    schema: Json = {"primaryKey": table.key} if table.key else {}
    said["schema"] = {**schema, "fields": [_field(each, table, words) for each in table.kept]}
    return said


def _left(table: Table, words: Mapping[str, str]) -> list[str]:
    """What numbers no figure is of, and why; and which rows may have been left out."""
    codes = [each.name for each in table.kept if each.kind == CODE and each is not table.time]
    measures = [each.name for each in table.left_out]
    said = (("left_codes", codes), ("left_measures", measures))
    left = [Template(words[key]).substitute(names=", ".join(names)) for key, names in said if names]
    if table.lacking:
        told = [f"{period.text} {name}" for period, name in table.lacking[:_MOST_LACKING]]
        more = ["…"] if len(table.lacking) > _MOST_LACKING else []
        left.insert(0, Template(words["lacking"]).substitute(periods=", ".join([*told, *more])))
    return left


def _field(column: Column, table: Table, words: Mapping[str, str]) -> Json:
    said: Json = {"name": column.name, **_declared(column, table)}
    missing = [each for each in column.missing if each]
    if missing:
        said["missingValues"] = ["", *missing]
    if column in table.measures:
        said |= {"unit": column.unit or NOT_SAID, "rounded_to": NOT_SAID}
    is_told = column in table.measures or column is table.time or column.kind == NAME
    guesses = [*column.guesses] if is_told else []
    if column in table.measures[:1] and _may_be_shares(column):
        guesses.append(_SHARES)
    if missing and column.kind == NAME:
        guesses.append(Template(words["not_available"]).substitute(texts=", ".join(missing)))
    if guesses:
        said["open"] = guesses if guesses[1:] else guesses[0]
    return said


def _may_be_shares(column: Column) -> bool:
    """Whether numbers whose unit nobody has said yet may be percentages, or parts of one."""
    is_open = not column.unit and not column.head.is_scaled and not _MEASURED.search(column.name)
    return is_open and all(abs(float(each)) <= _WHOLE for each in numbers_of(column))


def _declared(column: Column, table: Table) -> Json:
    """The type of a column, and how its cells are written."""
    if column is table.time and column.times is not None:
        is_rewritten = bool(table.joined) or column.times.declared is None
        return dict(_OF_PERIODS[column.times.frequency] if is_rewritten else column.times.declared or {})
    if column.kind in {MEASURE, CODE} and column.numbers is not None:
        return {"type": "number"} if column.numbers.is_loose else dict(column.numbers.declared)
    if column.kind == TIME and column.times is not None and column.times.declared is not None:
        return dict(column.times.declared)
    return {"type": "string"}


def package_text(resources: Sequence[Json]) -> str:
    """A package as JSON: a line for each thing that is said, and for each column."""
    return '{"resources": [\n' + ",\n".join(map(_resource, resources)) + "\n]}\n"


def _resource(resource: Json) -> str:
    lines = [f"  {_json(key)}: {_json(value)}" for key, value in resource.items() if key != "schema"]
    schema = resource["schema"]
    inner = [f"    {_json(key)}: {_json(value)}" for key, value in schema.items() if key != "fields"]
    fields = ",\n".join(f"      {_json(each)}" for each in schema["fields"])
    inner.append(f'    "fields": [\n{fields}\n    ]')
    lines.append('  "schema": {\n' + ",\n".join(inner) + "\n  }")
    return "{\n" + ",\n".join(lines) + "\n}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
