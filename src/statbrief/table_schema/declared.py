"""What the data package inside a copy declares of its tables: how their text is written, what their cells mean, when.

The copy may come from anybody: what cannot be understood is taken for what is usual, and the figures then disagree.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from statbrief.table_schema.dialects import PLAIN, Dialect, read_dialect
from statbrief.table_schema.fields import EMPTY, Field, missing_values, read_field

_WEB = re.compile(r"https?://[!-;=?-~]{1,2000}")


@dataclass(frozen=True)
class Declared:
    """How a table is read: its dialect, its fields by name, and the period of its rows, with columns in braces."""

    dialect: Dialect = PLAIN
    fields: Mapping[str, Field] = field(default_factory=dict)
    period: str = ""
    address: str = ""
    """Where its file can be had on the web, where that is told."""

    def text(self, column: str, cell: str) -> str:
        """A cell as the record writes it; as it stands where nothing is declared of it, or it is not so."""
        known = self.fields.get(column)
        if known is None:
            return cell
        try:
            return known.canonical(known.read(cell))
        except ValueError:
            return cell


def declarations(package: bytes) -> dict[str, Declared]:
    """What a data package declares of its tables, by the name of each."""
    try:
        resources = json.loads(package)["resources"]
        named = {each["name"]: each for each in resources if isinstance(each, dict) and isinstance(each["name"], str)}
    except (ValueError, TypeError, KeyError, RecursionError):
        return {}
    return {name: _declared(each) for name, each in named.items()}


def _declared(resource: Mapping[str, Any]) -> Declared:
    dialect, _ = read_dialect(resource)
    period = said if isinstance(said := resource.get("period"), str) else ""
    address = _address(resource)
    schema = resource.get("schema")
    listed = schema.get("fields") if isinstance(schema, dict) else None
    if not isinstance(schema, dict) or not isinstance(listed, list):
        return Declared(dialect, period=period, address=address)
    try:
        missing = missing_values(schema, EMPTY)
    except ValueError:
        missing = EMPTY
    fields = {}
    for each in listed:
        try:
            known = read_field(each, missing) if isinstance(each, dict) else None
        except ValueError:
            known = None
        if known is not None:
            fields[known.name] = known
    return Declared(dialect, fields, period, address)


def _address(resource: Mapping[str, Any]) -> str:
    """The first address of the web that a resource names: its homepage, or the path of a source."""
    sources = resource.get("sources")
    told = [resource.get("homepage")]
    told += [each.get("path") for each in sources if isinstance(each, dict)] if isinstance(sources, list) else []
    return next((each for each in told if isinstance(each, str) and _WEB.fullmatch(each)), "")
