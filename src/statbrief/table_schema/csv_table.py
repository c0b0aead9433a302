"""Text tables as people save them: CSV lines with their line numbers, and every fault of form named at once."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from statbrief.characters import NOT_IN_TABLES
from statbrief.errors import Fault, Place, ReadingError, near_miss
from statbrief.files.paths import PACKAGE
from statbrief.table_schema.dialects import PLAIN, Dialect

_SEPARATORS = ";\t|,"
_NAMES = {",": "comma", "\t": "tab", ";": "semicolon"}


@dataclass(frozen=True)
class Row:
    """One row: its first line in the file, its cells by column, and its last line."""

    line: int
    cells: dict[str, str]
    last: int = field(default=0, compare=False)


def parse_table(
    text: str, columns: Sequence[str], name: str, most_faults: int | None = None, dialect: Dialect | None = None
) -> tuple[list[Row], list[Fault]]:
    """The rows of a CSV file that has exactly `columns`, in any order, and what is wrong with its form.

    `dialect` is how the file is declared to be written; None for one of which nothing can be declared.

    A ragged row is a fault and not among the rows, and so is one with characters that no page can show; what follows
    after `most_faults` is not read. Raises `ReadingError` when the header is wrong: without it no cell can be told from
    another.
    """
    lines = _rows(text, name, dialect or PLAIN)
    header = list(columns)
    if dialect is None or dialect.has_header:
        first, header, _ = next(lines, (1, [], 1))
        header = [column.strip() for column in header]
        if faults := _header_faults(header, columns, name, first, dialect):
            raise ReadingError(faults)
    rows: list[Row] = []
    faults = []
    for line, cells, last in lines:
        if most_faults is not None and len(faults) >= most_faults:
            break
        if not cells:
            continue  # an empty line
        if len(cells) != len(header):
            mark = _named((dialect or PLAIN).delimiter)
            found = f"{len(cells)} cells where the header has {len(header)}"
            wanted = f"quote a cell that holds a {mark}" if len(cells) > len(header) else f"add the missing {mark}s"
            if len(cells) > len(header) and mark == _NAMES[","] and (number := number_in_two(cells)):
                wanted = f'{wanted}, as "{number}" if that is one number, or part cells by semicolons'
            faults.append(Place(name, line).fault("row", found, wanted))
            continue
        named = dict(zip(header, (cell.strip() for cell in cells), strict=True))
        odd = [_control_fault(cell, column, line, name) for column, cell in named.items() if NOT_IN_TABLES.search(cell)]
        if odd:
            faults += odd
        else:
            rows.append(Row(line, named, last))
    return rows, faults


def number_in_two(cells: Sequence[str]) -> str:
    """Two cells of a row parted by commas that may be one number with a decimal comma; nothing where none are.

    >>> number_in_two(["Ávila", "1", "5"]), number_in_two(["1.5", "2"])
    ('1,5', '')
    """
    pairs = [(one.strip(), other.strip()) for one, other in pairwise(cells)]
    whole = re.compile(r"[-+]?\d+")
    found = (f"{one},{other}" for one, other in pairs if whole.fullmatch(one) and re.fullmatch(r"\d+", other))
    return next(found, "")


def _control_fault(cell: str, column: str, line: int, name: str) -> Fault:
    character = ord(NOT_IN_TABLES.findall(cell)[0])
    found = f"holds the control character U+{character:04X}"
    return Place(name, line).fault(column, found, "delete it")


def columns_of(text: str, dialect: Dialect) -> list[str]:
    """The columns that the head of a table names; none where it has no head. Raises `ReadingError`."""
    if not dialect.has_header:
        return []
    _, header, _ = next(_rows(text, "", dialect), (1, [], 1))
    return [column.strip() for column in header]


def _named(mark: str) -> str:
    return _NAMES.get(mark, f"'{mark}'")


def _rows(text: str, name: str, dialect: Dialect) -> Iterator[tuple[int, list[str], int]]:
    """Each row with the numbers of its first line and its last, without those that are comments."""
    reader = csv.reader(
        io.StringIO(text, newline=""),  # only CR and LF end a line
        strict=True,
        delimiter=dialect.delimiter,
        quotechar=dialect.quote or None,
        quoting=csv.QUOTE_MINIMAL if dialect.quote else csv.QUOTE_NONE,
        doublequote=dialect.doubles_quotes,
        escapechar=dialect.escape or None,
        skipinitialspace=dialect.skips_space,
    )
    line = 1
    try:
        for cells in reader:
            if not (dialect.comment and cells and cells[0].startswith(dialect.comment)):
                yield line, cells, reader.line_num
            line = reader.line_num + 1
    except csv.Error as error:
        wanted = "close the quotation marks, and double those inside"
        raise ReadingError.at(Place(name, line), "row", str(error), wanted) from error


def _header_faults(
    found: Sequence[str], columns: Sequence[str], name: str, line: int, dialect: Dialect | None
) -> list[Fault]:
    def fault(column: str, problem: str, wanted: str = "") -> Fault:
        return Place(name, line).fault(f"column {column}", problem, wanted)

    if not found:
        return [Place(name, line).fault("header", "there is none", _listed(columns))]
    expected = (dialect or PLAIN).delimiter
    others = [each for each in _SEPARATORS if each != expected and each in found[0]]
    if len(found) == 1 and len(columns) > 1 and others:
        problem = "is separated by " + ("tabs" if others[0] == "\t" else f"'{others[0]}'")
        wanted = f"save the file with {_named(expected)}s"
        if dialect is not None:
            wanted += f", or declare its delimiter in the dialect of {PACKAGE}"
        return [Place(name, line).fault("header", problem, wanted)]
    times, known = Counter(found), frozenset(columns)
    faults = [
        fault(column, "is there twice", "keep one of them")
        for column, count in times.items()
        if count > 1 and column in known
    ]
    missing = [column for column in columns if column not in times]
    for column in times:
        if column not in known:
            wanted = near_miss(column, missing) or _listed(columns)
            faults.append(fault(f"'{column}'", "is not known", wanted))
    faults += [fault(column, "is missing", _listed(columns)) for column in missing]
    return faults


def _listed(columns: Sequence[str]) -> str:
    return f"the columns are {', '.join(columns)}"
