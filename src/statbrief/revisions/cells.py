"""What a record says in a dataset: its cells, each by its row's key and period, and its column.

The file comes from a folder, or from inside a copy that anybody may have made: it is read within bounds, and a file
that cannot be read says why, and is compared with none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import zip_longest

from statbrief.errors import RefusedError, StatbriefError
from statbrief.files.paths import PACKAGE
from statbrief.record.cells import PERIOD
from statbrief.record.record_types import ColumnRecord, DatasetRecord, PublishedRecord
from statbrief.table_schema.csv_table import columns_of, parse_table
from statbrief.table_schema.declared import Declared, declarations
from statbrief.table_schema.periods import Period
from statbrief.table_schema.spans import ends_of, fill_period, parse_period

LARGEST_TABLE = 64 * 1024 * 1024
MOST_CELLS = 4_000_000
"""Bytes and cells of one table that is compared."""


@dataclass(frozen=True)
class Row:
    """A row by the texts of its key, when it is of (ISO 8601; nothing of no time), and its other cells by column.

    `name` is its key in one text, as figures that repeat one of its cells have it. `marks` are the texts that the data
    have in the place of a value for a reason that is declared, by column; these cells are empty.
    """

    key: tuple[str, ...]
    period: str
    cells: Mapping[str, str]
    marks: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Its key as one text, such as ``2015-10 Construction``."""
        return " ".join(self.key)


@dataclass(frozen=True, kw_only=True)
class Told:
    """A dataset as one record tells it; `problem` says why its rows are not known, where they are not."""

    title: str
    key: tuple[str, ...]
    columns: Mapping[str, ColumnRecord]
    rows: tuple[Row, ...] = ()
    problem: str = ""

    @cached_property
    def reach(self) -> tuple[Period, Period] | None:
        """The first and the last period that its rows are of; None where they are of none."""
        ends = [end for text in dict.fromkeys(row.period for row in self.rows) if text for end in ends_of(text)]
        if not ends:
            return None
        return min(ends), max(ends, key=lambda end: (end.last, end.first))


def told_in(record: PublishedRecord, files: Mapping[str, bytes]) -> dict[str, Told]:
    """The datasets of a record by name; `files` are those inside its copy, by the names that they have there."""
    inside = {each["file"]: files[name] for name, each in record["attached"].items() if name in files}
    inside |= {file: files[file] for file in record.get("outside", {}) if file in files}
    declared = declarations(inside[PACKAGE]) if PACKAGE in inside else {}
    return {
        name: told(each, inside.get(each["file"]), declared.get(name, Declared()))
        for name, each in record["datasets"].items()
    }


def told(dataset: DatasetRecord, content: bytes | None, declared: Declared) -> Told:
    """A dataset of a record with the rows of its file, where that is there."""
    key = tuple(dataset["key"])
    known = Told(title=dataset["title"], key=key, columns=dataset["columns"])
    if content is None:
        return replace(known, problem="its file is not inside")
    try:
        rows, marks = _rows(content, declared)
    except (StatbriefError, ValueError) as error:
        return replace(known, problem=f"its file cannot be read ({_first(error)})")
    missing = [each for each in key if rows and each not in rows[0]]
    if missing:
        return replace(known, problem=f"its file has no column {missing[0]}")
    if "query" in dataset:
        return _computed(known, dataset, rows)
    return with_rows(known, rows, period_of_rows(declared, key), marks)


def _computed(known: Told, dataset: DatasetRecord, rows: Sequence[Mapping[str, str]]) -> Told:
    """What an engine computed; copies of earlier versions do not say of each row when it is of."""
    times = dataset.get("times")
    period = _period_of_computed(dataset, rows)
    if times and not period and times["first"] != times["last"]:
        return replace(known, problem="its file does not say when its rows are of")
    found = with_rows(known, _without_ends(rows, dataset["columns"]), period or (times["first"] if times else ""))
    return replace(found, rows=tuple(_without_period(each) for each in found.rows))


def _without_period(row: Row) -> Row:
    return replace(row, cells={name: text for name, text in row.cells.items() if name != PERIOD})


def _without_ends(rows: Iterable[Mapping[str, str]], columns: Iterable[str]) -> list[Mapping[str, str]]:
    """The rows of a file that an engine computed, without the range and the count of rows beside each number."""
    beside = tuple(f"{each}." for each in columns)
    return [{name: text for name, text in cells.items() if not name.startswith(beside)} for cells in rows]


def _period_of_computed(dataset: DatasetRecord, rows: Sequence[Mapping[str, str]]) -> str:
    """When such rows are of, with a column's name in braces: the column of the key that has periods, if they are."""
    if rows and PERIOD in rows[0]:
        return f"{{{PERIOD}}}"
    of_periods = [each for each in dataset["key"] if all(_is_period(cells[each]) for cells in rows)]
    return f"{{{of_periods[0]}}}" if "times" in dataset and len(of_periods) == 1 else ""


def with_rows(
    known: Told, rows: Iterable[Mapping[str, str]], period: str, marks: Iterable[Mapping[str, str]] = ()
) -> Told:
    """A dataset with rows whose cells are as records write them; `period` has columns' names in braces.

    `marks` are what the data have in the place of values, of each row.
    """
    made = tuple(_row(known.key, cells, period, said or {}) for cells, said in zip_longest(rows, marks))
    return replace(known, rows=made)


def _row(key: tuple[str, ...], cells: Mapping[str, str], period: str, marks: Mapping[str, str]) -> Row:
    others = {name: text for name, text in cells.items() if name not in key}
    return Row(tuple(cells[each] for each in key), _period(cells, period), others, marks)


def _period(cells: Mapping[str, str], period: str) -> str:
    said = fill_period(period, cells)
    return said if _is_period(said) else ""


def period_of_rows(declared: Declared, key: tuple[str, ...]) -> str:
    """When rows are of, with a column's name in braces: as is declared, else the one column of the key of periods."""
    of_periods = [each for each in key if each in declared.fields and declared.fields[each].period]
    return declared.period or (f"{{{of_periods[0]}}}" if len(of_periods) == 1 else "")


def _is_period(text: str) -> bool:
    try:
        return bool(parse_period(text))
    except RefusedError:
        return False


def _rows(content: bytes, declared: Declared) -> tuple[list[Mapping[str, str]], list[Mapping[str, str]]]:
    """The rows of a file, their cells as records write them, and what stands in the place of values in each.

    Raises `ValueError` or `StatbriefError`.
    """
    dialect = declared.dialect
    if len(content) > LARGEST_TABLE:
        raise ValueError(f"it has {len(content)} bytes, {LARGEST_TABLE} at most are read")
    text = dialect.decode(content)
    if text.count(dialect.delimiter) + text.count("\n") > MOST_CELLS:
        raise ValueError(f"it has more than {MOST_CELLS} cells")
    columns = columns_of(text, dialect) or list(declared.fields)
    rows, faults = parse_table(text, columns, "", 1, dialect)
    if faults:
        raise ValueError(f"line {faults[0].line}: {faults[0].found}")
    cells = [row.cells for row in rows]
    return list(_canonical(declared, cells)), [_marks(declared, each) for each in cells]


def _marks(declared: Declared, cells: Mapping[str, str]) -> Mapping[str, str]:
    """The texts that stand for no value, and say why."""
    known = declared.fields
    return {name: text for name, text in cells.items() if name in known and known[name].missing.get(text)}


def _canonical(declared: Declared, rows: Iterable[Mapping[str, str]]) -> Iterator[Mapping[str, str]]:
    for cells in rows:
        yield {column: declared.text(column, cell) for column, cell in cells.items()}


def _first(error: Exception) -> str:
    if isinstance(error, StatbriefError):
        return error.faults[0].found
    return "it is not in the encoding that is declared" if isinstance(error, UnicodeError) else str(error)
