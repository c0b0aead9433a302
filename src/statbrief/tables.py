"""Text tables as people save them: CSV lines with their line numbers, and every fault of form named at once."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from statbrief.errors import Fault, ReadingError, near_miss


@dataclass(frozen=True)
class Row:
    """One row: its first line in the file, and its cells by column."""

    line: int
    cells: dict[str, str]


def read_text(path: Path, name: str) -> str:
    """The file's text, without a byte order mark. Raises `ReadingError` for bytes that are not UTF-8."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ReadingError(Fault(file=name, what="file", found=f"cannot be read ({error.strerror})")) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        found = f"byte 0x{data[error.start]:02x} is not UTF-8"
        fault = Fault(file=name, line=line, what="encoding", found=found, wanted="save the file as UTF-8")
        raise ReadingError(fault) from error


def parse_table(text: str, columns: Sequence[str], name: str) -> tuple[list[Row], list[Fault]]:
    """The rows of a CSV file that has exactly `columns`, in any order, and what is wrong with its form.

    A ragged row is a fault and not among the rows. Raises `ReadingError` when the header is wrong: without it no
    cell can be told from another.
    """
    lines = _rows(text, name)
    _, header = next(lines, (1, []))
    faults = _header_faults([column.strip() for column in header], columns, name)
    if faults:
        raise ReadingError(faults)
    rows, ragged = [], []
    for line, cells in lines:
        if not cells:
            continue  # an empty line
        if len(cells) != len(header):
            found = f"{len(cells)} cells where the header has {len(header)}"
            wanted = "quote a cell that holds a comma" if len(cells) > len(header) else "add the missing commas"
            ragged.append(Fault(file=name, line=line, what="row", found=found, wanted=wanted))
        else:
            named = zip((column.strip() for column in header), (cell.strip() for cell in cells), strict=True)
            rows.append(Row(line, dict(named)))
    return rows, ragged


def _rows(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the number of its first line."""
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        wanted = "close the quotation marks, and double those inside"
        raise ReadingError(Fault(file=name, line=line, what="row", found=str(error), wanted=wanted)) from error


def _header_faults(found: Sequence[str], columns: Sequence[str], name: str) -> list[Fault]:
    def fault(column: str, problem: str, wanted: str = "") -> Fault:
        return Fault(file=name, line=1, what=f"column {column}", found=problem, wanted=wanted)

    faults = [
        fault(column, "is there twice", "keep one of them")
        for column in dict.fromkeys(found)
        if found.count(column) > 1 and column in columns
    ]
    missing = [column for column in columns if column not in found]
    for column in dict.fromkeys(found):
        if column not in columns:
            wanted = near_miss(column, missing) or f"the columns are {', '.join(columns)}"
            faults.append(fault(f"'{column}'", "is not known", wanted))
    faults += [fault(column, "is missing", f"the columns are {', '.join(columns)}") for column in missing]
    return faults
