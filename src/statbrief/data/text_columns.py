"""The columns of a large CSV file as texts, where the file is so plainly written that there is one way to read it.

Every row has as many cells as the header, every quotation mark opens a cell or closes one, and no character stands in
it that no table may hold. That is looked at first, over the whole text at once; then pandas' reader takes it apart.
Short numbers stay bytes: of a hundred thousand different ones no text is made. Whatever is not so plain is for
`table_schema.csv_table`, which reads row by row, and tells what is wrong and where.
"""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from statbrief.characters import DIRECTION, NOT_IN_TABLES
from statbrief.table_schema.csv_table import columns_of
from statbrief.table_schema.dialects import Dialect

Texts: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.object_]]"
"""The cells of a column, as they stand in the file."""
Bytes: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.bytes_]]"
"""The same of cells that are all short, in ASCII or not."""

SHORT = 8
"""Bytes of a cell that is short."""

_ODD = bytes({*range(0x20), 0x7F} - set(b"\t\n\r"))
_NEWLINE = ord("\n")
_AT_ONCE = 10_000
"""Lines that are looked at together."""


@dataclass(frozen=True)
class TextColumns:
    """The cells of each column as texts, and the lines of the file that the rows stand in."""

    cells: Mapping[str, Texts | Bytes]
    lines: Sequence[int]


def text_columns(
    data: bytes, columns: Sequence[str], dialect: Dialect, short: Collection[str] = ()
) -> TextColumns | None:
    """The columns of a table by name, as they stand in its text in UTF-8; None where it has to be read row by row.

    Those that are likely to be `short` are bytes where they are.
    """
    is_plain = dialect.doubles_quotes and not (dialect.escape or dialect.comment or dialect.skips_space)
    if not is_plain or not dialect.delimiter.isascii() or len(columns) < 2 or _holds_odd_characters(data):  # noqa: PLR2004 -- of one column, an empty line may be a cell
        return None
    bare = _without_quoted(data, dialect)
    if bare is None or data.startswith((b"\n", b"\r")) or data.count(b"\r") != data.count(b"\r\n"):
        return None
    lines = _lines(bare, len(columns), dialect)
    del bare
    header = columns_of(data[: data.find(b"\n")].decode(), dialect) if dialect.has_header else list(columns)
    if lines is None or sorted(header) != sorted(columns):
        return None
    lines = lines[1:] if dialect.has_header else lines
    cells = _read(data, header, dialect, short)
    longer = [name for name in short if _is_longer(cells[name])]
    cells |= _read(data, header, dialect, (), longer) if longer else {}
    if any(len(each) != len(lines) for each in cells.values()):
        return None
    return TextColumns({name: _shortened(cells[name]) if name in short else cells[name] for name in columns}, lines)


def _read(
    data: bytes, header: Sequence[str], dialect: Dialect, short: Collection[str], some: Sequence[str] | None = None
) -> dict[str, Any]:
    """Some columns of a table, or all, as texts; of the `short` ones so many bytes, and one more if there are more."""
    reader: Any = pd.read_csv  # whose types know no bytes
    read = reader(
        io.BytesIO(data),
        sep=dialect.delimiter,
        header=0 if dialect.has_header else None,
        names=header,
        usecols=some,
        index_col=False,
        dtype={name: f"S{SHORT + 1}" if name in short else object for name in header},
        na_filter=False,
        quotechar=dialect.quote or '"',
        quoting=0 if dialect.quote else 3,
        engine="c",
    )
    return {name: read[name].to_numpy() for name in read.columns}


def _is_longer(cells: Bytes) -> bool:
    return bool(cells.view(np.uint8).reshape(len(cells), SHORT + 1)[:, SHORT].any())


def _shortened(cells: Texts | Bytes) -> Texts | Bytes:
    return cells if cells.dtype == object else cells.astype(f"S{SHORT}")


def _holds_odd_characters(data: bytes) -> bool:
    """Whether there is a character in it that no table may hold, or one that turns the direction of reading."""
    if data.isascii():
        return len(data.translate(None, delete=_ODD)) < len(data)
    text = data.decode()
    return bool(NOT_IN_TABLES.search(text) or DIRECTION.search(text))


def _without_quoted(data: bytes, dialect: Dialect) -> bytes | None:
    """The text without its quoted cells; None where a quotation mark stands within a cell, or a line ends in one."""
    quote = dialect.quote.encode()
    if not quote or quote not in data:
        return data
    if quote != b'"' or not dialect.delimiter.isascii():
        return None
    mark = re.escape(dialect.delimiter.encode())
    bare = re.sub(rb"(?:^|(?<=[" + mark + rb'\n]))"(?:[^"\r\n]|"")*"(?=[' + mark + rb"\r\n]|\Z)", b"", data)
    return None if quote in bare else bare


def _lines(bare: bytes, width: int, dialect: Dialect) -> Sequence[int] | None:
    """The lines that rows stand in, from 1; None where one of them has not as many cells as there are columns."""
    bare = bare if bare.endswith(b"\n") else bare + b"\n"
    signs = np.frombuffer(bare, dtype=np.uint8)
    ends = np.flatnonzero(signs == _NEWLINE)
    counts, lengths = _counts(signs, ends, ord(dialect.delimiter)), np.diff(ends, prepend=-1)
    is_empty = (lengths == 1) | ((lengths == 2) & (signs[ends - 1] == ord("\r")))  # noqa: PLR2004 -- with both signs
    if not np.all((counts == width - 1) | is_empty):
        return None
    return np.flatnonzero(~is_empty).__add__(1).tolist() if is_empty.any() else range(1, len(ends) + 1)


def _counts(signs: Any, ends: Any, sign: int) -> Any:  # noqa: ANN401 -- arrays
    """How often a sign stands in each line; some lines after the other, of which little is held at once."""
    found = np.zeros(len(ends), dtype=np.intp)
    for first in range(0, len(ends), _AT_ONCE):
        begin, some = ends[first - 1] + 1 if first else 0, ends[first : first + _AT_ONCE]
        marks = np.flatnonzero(signs[begin : some[-1] + 1] == sign) + begin
        found[first : first + _AT_ONCE] = np.diff(np.searchsorted(marks, some), prepend=0)
    return found
