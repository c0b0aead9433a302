"""What prose may ask of a table: each row by its name and by its rank, with what it is called and its cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from statbrief.brief_tables.shown import Shown
from statbrief.brief_tables.table import Row, Table
from statbrief.figures.forms import AllForms, hides_bound, variables
from statbrief.figures.markdown import escape
from statbrief.languages.period_words import capital
from statbrief.record.cells import EMPTY_CELL, RANK, Meant, mark_of

_USUAL = ("value", "name", "period", "kind")
"""The forms that are written of a cell which no prose asks for, so that messages can name it."""


def table_variables(
    tables: Mapping[str, Table], shown: Mapping[str, Shown], forms: Mapping[str, AllForms], asked: Iterable[Meant]
) -> dict[str, dict[str, Any]]:
    """What `_variables.yml` holds of tables: all forms of the cells that prose asks for, and few of others."""
    wanted: dict[str, set[str]] = {}
    for each in asked:
        wanted.setdefault(each.cell, set()).add(each.form.removeprefix("plain."))
    found: dict[str, dict[str, Any]] = {}
    for name, table in tables.items():
        texts = [row[0] for row in shown[name].rows]
        rows = {row.name: _row(table, row, text, forms, wanted) for row, text in zip(table.rows, texts, strict=True)}
        found[name] = {**rows, RANK: [rows[row.name] for row in table.ranked]}
    return found


def _row(
    table: Table, row: Row, called: str, forms: Mapping[str, AllForms], wanted: Mapping[str, set[str]]
) -> dict[str, Any]:
    """What prose may ask of a row: it is itself what it is called by, where that is one name or period."""
    made: dict[str, Any] = {}
    if row.word:
        made |= {"name": escape(called), "name_capital": escape(capital(called))}
        made["plain"] = dict(made)
    keys = table.keys(row)
    if len(keys) == 1:
        made |= _forms(keys[0], forms, wanted)
    elif keys:
        made |= {level: _forms(name, forms, wanted) for level, name in zip(table.levels, keys, strict=True)}
    return made | {column: _cell(table, row, column, forms, wanted) for column in row.cells}


def _cell(
    table: Table, row: Row, column: str, forms: Mapping[str, AllForms], wanted: Mapping[str, set[str]]
) -> dict[str, Any]:
    """What prose may ask of a cell; of an empty one nothing, and messages say why."""
    name = row.cells[column]
    if name is not None:
        return _forms(name, forms, wanted)
    why = table.withheld.get(f"{table.name}.{row.name}.{column}")
    return {"kind": EMPTY_CELL + (f" ({mark_of(why.text)}: {why.label})" if why else "")}


def _forms(name: str, forms: Mapping[str, AllForms], wanted: Mapping[str, set[str]]) -> dict[str, Any]:
    if name in wanted:
        return variables({name: forms[name]}, {name: wanted[name]})[name]
    few = {each: forms[name][each] for each in _USUAL if each in forms[name] and not hides_bound(forms[name], each)}
    return {form: each.linked(name) for form, each in few.items()}
