"""Tables of files as DuckDB has them: which files, and what the texts of CSV mean.

DuckDB guesses much that a brief declares, and takes in silence what it cannot: lines that begin with # for notes, lines
over the head for none of the table, 5.7 for a whole number, a folder called region=Norte for a column, brackets in a
path for a pattern. So nothing is left to it: texts are read as texts, and one that is not of its column's form is
a fault.
"""

from __future__ import annotations

import gzip
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from statbrief.data.engine_tables import CSV, DUCKDB, PARQUET, EngineTable
from statbrief.engine.address import VARIABLE
from statbrief.errors import RefusedError
from statbrief.table_schema.csv_table import columns_of
from statbrief.table_schema.fields import FALSE, TRUE

_MOMENT = "TIMESTAMP"
_TEXT = "VARCHAR"
_TYPES = {
    "string": _TEXT,
    "any": _TEXT,
    "integer": "BIGINT",
    "number": "DOUBLE",
    "year": "BIGINT",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "datetime": _MOMENT,
    "yearmonth": _TEXT,
}
"""What is made of texts, by Table Schema's types."""
_DAY, _SECONDS = "%Y-%m-%d", ("%H:%M:%S.%f", "%H:%M:%S", "%H:%M")
_MOMENTS = [_DAY, *(f"{_DAY}{between}{each}{zone}" for between in "T " for each in _SECONDS for zone in ("", "Z"))]
"""How a moment is written in a text; one with an offset is in no day that all would call the same."""
_ISO_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_FORMS = {
    "integer": r"[+-]?[0-9]+(\.0*)?",
    "number": r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?",
    "year": r"[0-9]{4}(\.0*)?",
    "date": _ISO_DAY,
    "datetime": _ISO_DAY + r"([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?Z?)?",
}
"""How they are written: DuckDB by itself would round 5.7 to a whole number, and read "infinity" as a day of 1900."""
_WANTED = {
    "integer": "a whole number, such as 70000",
    "number": "a number, such as 70000 or 0.5",
    "year": "a year, such as 2022",
    "date": "a day, such as 2022-05-31",
    "datetime": "a time, such as 2022-05-31T23:59:00",
    "boolean": "true or false",
}
_NOWHERE = "\ue000\ue000"
"""What stands for no value where nothing does: a text of private use, for DuckDB wants one."""
_PART = re.compile(r"([^/=]+)=([^/]*)")


def add(connection: Any, folder: Path, described: EngineTable) -> None:  # noqa: ANN401 -- Ibis' own
    """Give a table of files its name in DuckDB. Raises `RefusedError` for files that are not as they are described."""
    files = [each for each in described.files if not each.endswith(".wal")]
    name = quoted(described.name)
    if not files:
        wanted = f"name its file, or the address of an engine as {VARIABLE} or data-engine in _quarto.yml"
        raise RefusedError(f"{described.name} names no file, and DuckDB reads files", wanted)
    if described.format == DUCKDB:
        held = quoted(f"file of {described.name}")
        connection.raw_sql(f"ATTACH {_text(str(folder / files[0]))} AS {held} (READ_ONLY)")
        inner = ".".join(map(quoted, described.table.split(".")))
        chosen = _filled(_types(connection, f"{held}.{inner}"), described)
        connection.raw_sql(f"CREATE VIEW {name} AS SELECT {chosen} FROM {held}.{inner}")  # noqa: S608 -- quoted
        return
    assert described.format in {CSV, PARQUET}  # noqa: S101 -- looked at where it was described
    if described.format == CSV:
        _hold_heads(folder, files, described)
    read = _Reading(connection, folder, described, files)
    connection.raw_sql(f"CREATE VIEW {name} AS SELECT {read.chosen()} FROM {read.call()}")  # noqa: S608 -- as above


class _Reading:
    """How DuckDB is asked for the files of a table, and which columns these give."""

    def __init__(self, connection: Any, folder: Path, described: EngineTable, files: list[str]) -> None:  # noqa: ANN401
        self.described = described
        self.listed = "[" + ", ".join(_text(_literal(str(folder / each))) for each in files) + "]"
        self.parts: dict[str, str] = {}
        self.types = _types(connection, self.call())
        lacking = {*described.columns} - {*self.types}
        if lacking & _parts_in(files):
            self.parts = {each: _TEXT if described.format == CSV else _TYPES[described.columns[each].type]
                          for each in sorted(lacking & _parts_in(files))}  # fmt: skip
            self._refuse_other_parts(folder / files[0])
            self.types = _types(connection, self.call())

    def _refuse_other_parts(self, file: Path) -> None:
        """DuckDB takes every name=value on the way to a file for a column, and before the file's own."""
        on_the_way = {match[1] for each in file.parent.parts if (match := _PART.fullmatch(each))}
        for each in sorted((on_the_way & {*self.described.columns}) - {*self.parts}):
            found = f"is a column of the files of {self.described.name}, and a folder on the way to them is called so"
            raise RefusedError(f"{each} {found}", "call the folder otherwise")

    def call(self) -> str:
        """The function that reads the files, as they are described, with nothing guessed."""
        types = ", ".join(f"{_text(name)}: {kind}" for name, kind in self.parts.items())
        parted = f"hive_partitioning = true, hive_types = {{{types}}}" if self.parts else "hive_partitioning = false"
        if self.described.format == PARQUET:
            return f"read_parquet({self.listed}, union_by_name = true, {parted})"
        dialect = self.described.dialect
        missing = ", ".join(map(_text, self.described.missing or [_NOWHERE]))
        quote, escape = _text(dialect.quote), _text(dialect.escape or dialect.quote)
        return (
            f"read_csv({self.listed}, header = true, skip = 0, comment = '', delim = {_text(dialect.delimiter)}, "
            f"quote = {quote}, escape = {escape}, all_varchar = true, nullstr = [{missing}], "
            f"allow_quoted_nulls = true, auto_detect = true, strict_mode = true, union_by_name = true, {parted})"
        )

    def chosen(self) -> str:
        """All columns, those of texts as what they are described to be."""
        if self.described.format == PARQUET:
            return _filled(self.types, self.described)
        columns = {name: each.type for name, each in self.described.columns.items()}
        read = [f"{_meant(name, columns[name])} AS {quoted(name)}" for name in self.types if name in columns]
        return _replaced(read)


def _types(connection: Any, table: str) -> dict[str, str]:  # noqa: ANN401 -- Ibis' own
    """The columns of a table, or of what reads one, with DuckDB's types."""
    found = connection.raw_sql(f"DESCRIBE SELECT * FROM {table}").fetchall()  # noqa: S608 -- quoted
    return {str(name): str(kind) for name, kind, *_ in found}


def _filled(types: Mapping[str, str], described: EngineTable) -> str:
    """All columns, with nothing where a number is NaN: to DuckDB that is larger than all numbers, and there.

    It is asked of numbers as they stand; those that are rounded are made whole numbers of steps, which NaN is not.
    """
    exact = [name for name, each in described.columns.items() if each.rounded_to is None]
    floating = [quoted(name) for name in exact if types.get(name) in {"DOUBLE", "FLOAT"}]
    return _replaced([f"CASE WHEN NOT isnan({each}) THEN {each} END AS {each}" for each in floating])


def _replaced(columns: Sequence[str]) -> str:
    return f"* REPLACE ({', '.join(columns)})" if columns else "*"


def _meant(name: str, kind: str) -> str:
    """What a column of texts means; a text that is not of its form stops DuckDB, which tells it."""
    text = quoted(name)
    if _TYPES[kind] == _TEXT:
        return text
    said = f"error({_text(name + ': ')} || {text} || {_text(' is not ' + _WANTED[kind])})"
    otherwise = f"WHEN {text} IS NOT NULL THEN {said} END"
    if kind == "boolean":
        true, false = (f"trim({text}) IN ({', '.join(map(_text, each))})" for each in (TRUE, FALSE))
        return f"CASE WHEN {true} THEN true WHEN {false} THEN false {otherwise}"
    value = f"CAST({text} AS {_TYPES[kind]})"
    if _TYPES[kind] == _MOMENT:
        value = f"strptime(trim({text}), [{', '.join(map(_text, _MOMENTS))}])"
    return f"CASE WHEN regexp_full_match({text}, {_text(f' *({_FORMS[kind]}) *')}) THEN {value} {otherwise}"


def _hold_heads(folder: Path, files: list[str], described: EngineTable) -> None:
    """Raise `RefusedError` for a file without a head, or one that names a column twice: DuckDB would take the first."""
    for file in files:
        head = columns_of("".join(itertools.islice(_lines(folder / file), 1)), described.dialect)
        twice = [each for each in described.columns if head.count(each) > 1]
        if twice:
            raise RefusedError(f"{file} has two columns that are called {twice[0]}", "keep one of them")
        if not {*head} & {*described.columns}:
            raise RefusedError(f"{file} has none of the columns of {described.name} in its first line", "add a head")


def _lines(path: Path) -> Iterator[str]:
    packed = path.suffix == ".gz"
    with (
        gzip.open(path, "rt", encoding="utf-8-sig", newline="")
        if packed
        else path.open(encoding="utf-8-sig", newline="") as lines
    ):
        yield from lines


def _parts_in(files: list[str]) -> set[str]:
    """The names in folders called name=value that lead to each of some files, within the brief's folder."""
    each = [{match[1] for part in file.split("/")[:-1] if (match := _PART.fullmatch(part))} for file in files]
    return set.intersection(*each)


def _literal(path: str) -> str:
    """A path as a pattern that stands for it alone."""
    return re.sub(r"([*?\[])", r"[\1]", path)


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def quoted(name: str) -> str:
    """A name as SQL has it."""
    return '"' + name.replace('"', '""') + '"'
