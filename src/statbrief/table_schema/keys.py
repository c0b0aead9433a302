"""Keys of tables: what tells one row from another, and what of one table stands in another.

Rows are told apart by what their cells mean, not by how they are written: 01 and 1 of an integer are one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from statbrief.errors import Fault, Place, near_miss
from statbrief.table_schema.dialects import Problem, shown
from statbrief.table_schema.fields import Value

Json = Mapping[str, Any]
_COLUMNS = "list the columns that tell one row from another"
_PROPERTIES = ("fields", "reference")
_MOST_FAULTS = 50


@dataclass(frozen=True)
class TypedRow:
    """A row by what its cells mean (None where they hold nothing), how each is written here, and its line.

    `missing` are the texts of those that hold nothing for a reason that is declared.
    """

    line: int
    cells: Mapping[str, Value | None]
    texts: Mapping[str, str]
    missing: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ForeignKey:
    """Columns whose cells stand in the columns `reference` of another table; of the same one where it has no name."""

    columns: tuple[str, ...]
    table: str
    reference: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Keys:
    """The keys that a schema declares."""

    primary: tuple[str, ...] = ()
    unique: tuple[tuple[str, ...], ...] = ()
    foreign: tuple[ForeignKey, ...] = field(default=())


def read_keys(schema: Json, columns: Collection[str]) -> tuple[Keys, list[Problem]]:
    """The keys of a schema whose fields are `columns`, and what is wrong with them."""
    problems: list[Problem] = []
    primary = _columns(schema, "primaryKey", columns, problems)
    listed = _listed(schema, "uniqueKeys", problems)
    unique = [_columns({"uniqueKeys": each}, "uniqueKeys", columns, problems) for each in listed]
    foreign = [_foreign(each, columns, problems) for each in _listed(schema, "foreignKeys", problems)]
    keys = Keys(primary=primary, unique=tuple(unique), foreign=tuple(each for each in foreign if each))
    return keys, problems


def _listed(schema: Json, name: str, problems: list[Problem]) -> list[Any]:
    said = schema.get(name, [])
    if isinstance(said, list):
        return said
    problems.append((name, shown(said), "write a list of them"))
    return []


def _columns(said: Json, name: str, columns: Collection[str], problems: list[Problem]) -> tuple[str, ...]:
    key = said.get(name, [])
    key = [key] if isinstance(key, str) else key
    if not isinstance(key, list) or not all(isinstance(column, str) for column in key):
        problems.append((name, shown(said[name]), _COLUMNS))
        return ()
    problems += [(name, f"'{each}' is not a field", near_miss(each, columns)) for each in key if each not in columns]
    return tuple(dict.fromkeys(key))


def _foreign(said: object, columns: Collection[str], problems: list[Problem]) -> ForeignKey | None:
    what = "foreignKeys"
    wanted = 'write {"fields": [...], "reference": {"resource": "...", "fields": [...]}}'
    reference = said.get("reference") if isinstance(said, dict) else None
    if not isinstance(said, dict) or not isinstance(reference, dict):
        problems.append((what, shown(said), wanted))
        return None
    odd = [*(each for each in said if each not in _PROPERTIES), *({*reference} - {"resource", "fields"})]
    before = len(problems)
    problems += [(what, f"'{each}' is not read here", wanted) for each in odd]
    table = reference.get("resource", "")
    if not isinstance(table, str):
        problems.append((what, shown(table), "name a resource"))
    own = _columns({what: said.get("fields")}, what, columns, problems)
    others = reference.get("fields")
    others = [others] if isinstance(others, str) else others
    is_list = isinstance(others, list) and all(isinstance(each, str) for each in others)
    if len(problems) == before and (not own or not is_list or len(own) != len(others or ())):
        problems.append((what, shown(said), wanted))
    return ForeignKey(own, str(table), tuple(others or ())) if len(problems) == before else None


def repeats(rows: Iterable[TypedRow], columns: Sequence[str], file: str) -> Iterator[Fault]:
    """A fault for each row that has in `columns` what an earlier row has; rows with an empty cell there are spared."""
    seen: dict[tuple[Value | None, ...], int] = {}
    for row in rows if columns else ():
        identity = tuple(row.cells.get(column) for column in columns)
        if None in identity:
            continue
        if identity in seen:
            found = f"'{' '.join(row.texts[column] for column in columns)}' is already in line {seen[identity]}"
            yield Place(file, row.line).fault(", ".join(columns), found, "keep one of them")
        seen.setdefault(identity, row.line)


def strangers(
    rows: Iterable[TypedRow], key: ForeignKey, others: Iterable[TypedRow], file: str, other: str
) -> Iterator[Fault]:
    """A fault for each row whose cells stand in no row of the table that its foreign key leads to."""
    known: dict[tuple[Value | None, ...], str] = {}
    for each in others:
        identity = tuple(each.cells.get(column) for column in key.reference)
        known[identity] = " ".join(each.texts.get(column, "") for column in key.reference)
    for row in rows:
        identity = tuple(row.cells.get(column) for column in key.columns)
        if set(identity) == {None} or identity in known:
            continue
        said = " ".join(row.texts[column] for column in key.columns)
        hint = near_miss(said, known.values()) if len(known) <= _MOST_FAULTS else ""
        wanted = hint or f"add it there, in {', '.join(key.reference)}, or correct the cell"
        yield Place(file, row.line).fault(", ".join(key.columns), f"'{said}' is not in {other}", wanted)
