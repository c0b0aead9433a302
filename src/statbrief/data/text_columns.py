"""The columns of a large CSV file as texts, where the file is so plainly written that there is one way to read it.

Every row has as many cells as the header, every quotation mark opens a cell or closes one, and no character stands in
it that no table may hold. That is looked at first, over the whole text at once; then pandas' reader takes it apart.
Whatever is not so plain is for `table_schema.csv_table`, which reads row by row, and tells what is wrong and where.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from statbrief.characters import DIRECTION, NOT_IN_TABLES
from statbrief.table_schema.csv_table import columns_of
from statbrief.table_schema.dialects import Dialect

Texts: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.object_]]"
"""The cells of a column, as they stand in the file."""

_ODD = bytes({*range(0x20), 0x7F} - set(b"\t\n\r"))
_NEWLINE = ord("\n")


@dataclass(frozen=True)
class TextColumns:
    """The cells of each column as texts, and the lines of the file that the rows stand in."""

    cells: Mapping[str, Texts]
    lines: Sequence[int]


def text_columns(text: str, columns: Sequence[str], dialect: Dialect) -> TextColumns | None:
    """The columns of a table by name, as they stand in its text; None where that has to be read row by row."""
    is_plain = dialect.doubles_quotes and not (dialect.escape or dialect.comment or dialect.skips_space)
    if not is_plain or not dialect.delimiter.isascii() or len(columns) < 2 or _holds_odd_characters(text):  # noqa: PLR2004 -- of one column, an empty line may be a cell
        return None
    data = text.encode()
    bare = _without_quoted(data, dialect)
    if bare is None or data.startswith((b"\n", b"\r")) or data.count(b"\r") != data.count(b"\r\n"):
        return None
    lines = _lines(bare, len(columns), dialect)
    header = columns_of(text[: text.find("\n")], dialect) if dialect.has_header else list(columns)
    if lines is None or sorted(header) != sorted(columns):
        return None
    read: Any = pd.read_csv(
        io.BytesIO(data),
        sep=dialect.delimiter,
        header=0 if dialect.has_header else None,
        names=header,
        index_col=False,
        dtype=object,
        na_filter=False,
        quotechar=dialect.quote or '"',
        quoting=0 if dialect.quote else 3,
        engine="c",
    )
    lines = lines[1:] if dialect.has_header else lines
    return TextColumns({name: read[name].to_numpy() for name in columns}, lines) if len(read) == len(lines) else None


def _holds_odd_characters(text: str) -> bool:
    """Whether there is a character in it that no table may hold, or one that turns the direction of reading."""
    if text.isascii():
        data = text.encode()
        return len(data.translate(None, delete=_ODD)) < len(data)
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
    marks = np.searchsorted(np.flatnonzero(signs == ord(dialect.delimiter)), ends)
    counts, lengths = np.diff(marks, prepend=0), np.diff(ends, prepend=-1)
    is_empty = (lengths == 1) | ((lengths == 2) & (signs[ends - 1] == ord("\r")))  # noqa: PLR2004 -- with both signs
    if not np.all((counts == width - 1) | is_empty):
        return None
    return np.flatnonzero(~is_empty).__add__(1).tolist() if is_empty.any() else range(1, len(ends) + 1)
