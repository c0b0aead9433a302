"""Tables of `data/` by area: the rows that an edition has, as they stand in their file, and their lines there."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from io import StringIO
from pathlib import Path

from statbrief.arithmetic.kinds import NAME
from statbrief.data.bibliography import read_sources
from statbrief.data.kept_units import kept_units
from statbrief.data.package import Description, is_no_dataset, read_descriptions
from statbrief.data.package_lines import placed
from statbrief.data.read_datasets import changed_file, decoded
from statbrief.errors import ReadingError
from statbrief.files.paths import DEFINITIONS, SOURCES
from statbrief.files.read import is_absent, read_bytes
from statbrief.languages.labels import COLUMNS
from statbrief.table_schema.csv_table import Row, parse_table
from statbrief.table_schema.dialects import PLAIN, Dialect


@dataclass(frozen=True)
class Cut:
    """A part of a file: its bytes, and of each of its lines the one in the whole file."""

    content: bytes
    lines: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table's text and rows."""

    path: str
    text: str
    rows: tuple[Row, ...]
    dialect: Dialect = PLAIN

    @cached_property
    def _lines(self) -> list[str]:
        return list(StringIO(self.text, newline=""))  # as the reader of rows counts them: CR and LF end a line

    @cached_property
    def _head(self) -> int:
        """How many lines come before the first row: the header, and comments."""
        return self.rows[0].line - 1 if self.rows else len(self._lines)

    def cut(self, rows: Iterable[Row]) -> Cut:
        """The head of the file and these rows, each line ending as the first one does."""
        numbers = [*range(self._head), *(line - 1 for row in rows for line in range(row.line, row.last + 1))]
        first = self._lines[0] if self._lines else ""
        end = first[len(first.rstrip("\r\n")) :] or "\n"
        lines = (self._lines[number] for number in numbers)
        text = "".join(line if line.endswith(("\r", "\n")) else f"{line}{end}" for line in lines)
        return Cut(text.encode(self.dialect.encoding), tuple(number + 1 for number in numbers))

    def by(self, column: str) -> dict[str, list[Row]]:
        """The rows by what stands in a column."""
        found: dict[str, list[Row]] = {}
        for row in self.rows:
            found.setdefault(row.cells[column], []).append(row)
        return found


def texts_of(rows: Iterable[Row]) -> set[str]:
    """All that stands in any cell of these rows."""
    return {text for row in rows for text in row.cells.values()}


def read_described(folder: Path) -> dict[str, Description]:
    """The datasets that the package describes, by name. Raises `ReadingError` with all that is wrong with it."""
    registry = kept_units(folder / DEFINITIONS)
    sources = frozenset() if is_absent(folder / SOURCES) else read_sources(folder)
    return {each.name: each for each in read_descriptions(folder, registry, sources) if not is_no_dataset(each.path)}


def read_table(folder: Path, described: Description) -> Table:
    """A dataset's file. Raises `ReadingError` with all that is wrong with its form, or with what is declared of it."""
    data = read_bytes(folder / described.path, described.path)
    faults = [*changed_file(data, described)]
    text = decoded(data, described)
    rows, wrong = parse_table(text, list(described.columns), described.path, dialect=described.dialect)
    if faults := [*faults, *wrong]:
        raise ReadingError(placed(faults, folder))
    return Table(path=described.path, text=text, rows=tuple(rows), dialect=described.dialect)


def label_names(text: str, name: str) -> frozenset[str]:
    """The texts of the data that a file of labels translates."""
    rows, _ = parse_table(text, COLUMNS, name)
    return frozenset(row.cells["id"] for row in rows if row.cells["kind"] == NAME)


def cut_labels(text: str, name: str, gone: Collection[str]) -> Cut:
    """A file of labels without those of names that an edition's data do not have."""
    rows, faults = parse_table(text, COLUMNS, name)
    if faults:
        raise ReadingError(faults)
    kept = [row for row in rows if row.cells["kind"] != NAME or row.cells["id"] not in gone]
    return Table(path=name, text=text, rows=tuple(rows)).cut(kept)
