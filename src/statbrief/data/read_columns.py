"""Large tables, read and checked column by column: what a cell may be is looked at once for each that is different.

What is found wrong here is not told here. A table with anything amiss is read again, row by row, by
`data.read_datasets`, which names the file, the line and the column; so there is one place that knows what to say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from statbrief.arithmetic.exactness import FLOAT_DIGITS
from statbrief.data.alike import are_alike, are_texts
from statbrief.data.column_cells import Bytes, Cells, Floats, Places, Rows, RowTexts, TypedRows
from statbrief.data.columns import Column
from statbrief.data.frames import frame_of_cells
from statbrief.data.package import Description
from statbrief.data.pandas_periods import periods
from statbrief.data.plain_bytes import plain_numbers
from statbrief.data.rows_in_time import are_names
from statbrief.data.text_columns import Texts, text_columns
from statbrief.errors import RefusedError
from statbrief.table_schema.constraints import SIDES
from statbrief.table_schema.fields import Value
from statbrief.table_schema.spans import fill_period, parse_period

LARGE = 30_000
"""Characters of a table, from which on it is read by columns."""
_MANY = 1_000
"""Different numbers in a column, of more of which only the ends are read one by one."""
_NUMBERS = frozenset({"number", "integer"})
_PLACES = 1e-15 * 0.45
"""Relative: how far two roundings lead a number of 15 digits that is scaled by a power of ten (each 2⁻⁵³)."""

Truths: TypeAlias = "np.ndarray[tuple[Any, ...], np.dtype[np.bool_]]"
ReadCell = Callable[[str, Column, bool], Value | None]
"""What a cell of a column means, which may be of the key. Raises `RefusedError`."""


@dataclass(frozen=True)
class ColumnsRead:
    """A table that was read by columns, and in which nothing is wrong."""

    cells: Mapping[str, Cells]
    lines: Sequence[int]

    @property
    def rows(self) -> Rows:
        """Its rows as they are written here."""
        return Rows(self.cells, len(self.lines))

    @property
    def typed(self) -> TypedRows:
        """Its rows by what their cells mean."""
        return TypedRows(self.cells, self.lines)

    def frame(self, described: Description) -> pd.DataFrame:
        """As pandas has them."""
        return frame_of_cells(self.cells, described.columns, described.key)

    def withheld(self) -> dict[tuple[str, int], str]:
        """The texts of cells without a value for a reason that is declared, by column and place."""
        found: dict[tuple[str, int], str] = {}
        for name, each in self.cells.items():
            for which, text in each.withheld.items():
                found |= {(name, place): text for place in np.flatnonzero(each.places == which).tolist()}
        return found


def read_columns(data: bytes, described: Description, read: ReadCell) -> ColumnsRead | None:
    """A large table in UTF-8 by columns; None where it is small, or anything is wrong with it or not plainly right."""
    if len(data) < LARGE:
        return None
    numbers = [each.name for each in described.columns.values() if each.type in _NUMBERS]
    if (found := text_columns(data, list(described.columns), described.dialect, numbers)) is None:
        return None
    try:
        cells = {
            name: _cells(found.cells[name], column, read, is_key=name in described.key)
            for name, column in described.columns.items()
        }
    except RefusedError:
        return None
    table = ColumnsRead(cells, found.lines)
    rows = table.rows
    is_right = (
        len(rows) > 0
        and all(not _repeats(cells, each) for each in described.unique)
        and not any(are_alike(cells[name].texts) for name, each in described.columns.items() if are_texts(each))
        and _has_periods(rows, described.period)
        and _is_in_order(described, cells, rows)
    )
    return table if is_right else None


def _cells(texts: Texts | Bytes, column: Column, read: ReadCell, *, is_key: bool) -> Cells:
    """The cells of a column. Raises `RefusedError` for one that may not be so."""
    codes, different = _factorized(texts)
    places = codes.astype(
        np.result_type(np.int8, np.min_scalar_type(-len(different)))
    )  # no larger than they need to be
    if len(different) > _MANY and (plain := _plain_numbers(different, column, read, is_key=is_key)):
        return Cells(places=places, texts=plain[0], numbers=plain[1])
    try:
        stripped = [(each if isinstance(each, str) else each.decode()).strip() for each in different]
    except UnicodeDecodeError as error:  # cut within a character
        raise RefusedError("is no number") from error
    values = [read(each, column, is_key) for each in stripped]
    withheld = {
        place: text
        for place, (text, value) in enumerate(zip(stripped, values, strict=True))
        if value is None and column.form.missing.get(text)
    }
    return Cells(
        places=places, texts=[column.form.canonical(each) for each in values], values=values, withheld=withheld
    )


def _factorized(texts: Texts | Bytes) -> tuple[Places, Texts | Bytes]:
    """Of each row a number for what stands in it, and the different ones; of short bytes as if they were numbers."""
    codes, different = pd.factorize(texts if texts.dtype == object else texts.view(np.int64))
    told: Any = different.view(texts.dtype)
    return codes, told


# -- plain numbers ---------------------------------------------------------------------------------------------------
def _plain_numbers(
    texts: Texts | Bytes, column: Column, read: ReadCell, *, is_key: bool
) -> tuple[Bytes, Floats] | None:
    """Numbers that are all written as they are written here, and what they are; None where one has to be looked at.

    That none is too small or too large is seen of the least and the largest. Raises `RefusedError` for one of these.
    """
    form, constraints = column.form, column.constraints
    may_be = form.type in _NUMBERS and (form.decimal, form.group) == (".", "")
    if not may_be or not form.is_bare or any(each.name not in SIDES for each in constraints.others):
        return None
    if texts.dtype == object and not all(map(str.isascii, texts)):
        return None
    written: Bytes = np.array(texts.tolist(), dtype=np.bytes_) if texts.dtype == object else texts  # type: ignore[assignment]
    is_there = written != b""
    if not is_there.all() and (is_key or constraints.is_required or form.missing.get("", "?")):
        return None
    filled, others = written[is_there], [each.encode() for each in form.missing if each]
    is_whole = form.type == "integer" or bool(column.counted)
    found = plain_numbers(filled, is_whole=is_whole)
    if found is None or np.isin(filled, others).any():
        return None
    for end in (found.argmin(), found.argmax()):
        read(filled[end].decode(), column, is_key)
    numbers = np.full(len(written), np.nan)
    numbers[is_there] = found
    return (written, numbers) if are_multiples(found, column.rounded_to) else None


def are_multiples(numbers: Floats, step: Decimal | None) -> bool:
    """Whether numbers of 15 digits are multiples of a step, exactly.

    Scaled to the step's last place, each is whole or at least 10⁻ᵏ away from it, of k more decimals than the step has;
    and as it has 15 digits, what the scaling loses is less than half of that.
    """
    if step is None:
        return True
    places = max(0, -int(step.normalize().as_tuple().exponent))
    whole = int(step.scaleb(places))
    scaled = numbers * 10.0**places
    if places > FLOAT_DIGITS or np.abs(scaled).max(initial=0.0) >= 10.0**FLOAT_DIGITS:
        return False
    nearest = np.rint(scaled)
    is_near = np.abs(scaled - nearest) <= np.abs(scaled) * _PLACES
    return bool(is_near.all() and not np.any(nearest.astype(np.int64) % whole))


# -- rows ------------------------------------------------------------------------------------------------------------
def _repeats(cells: Mapping[str, Cells], columns: Sequence[str]) -> bool:
    """Whether two rows have the same in some columns, and something in each."""
    if not columns:
        return False
    told, is_full = _together([cells[each].identities() for each in columns])
    there = told[is_full]
    different = int(np.count_nonzero(np.bincount(there))) if len(columns) == 1 else len(pd.unique(there))
    return different < len(there)


def _together(columns: Sequence[Places]) -> tuple[Places, Truths]:
    """A number for each row, the same where all columns have the same; and whether each of them has something there."""
    told, is_full = columns[0].astype(np.int64), columns[0] >= 0
    for each in columns[1:]:
        told = np.unique(told, return_inverse=True)[1] * (int(each.max()) + 2) + each + 1
        is_full &= each >= 0
    return told, is_full


def _has_periods(rows: Rows, period: str) -> bool:
    """Whether the period of each row, filled in from its own cells, is one."""
    try:
        named = [name for name in rows.columns if f"{{{name}}}" in period]
        for place in RowTexts(rows).alike(named)[1] if period else ():
            parse_period(fill_period(period, rows[place]))
    except RefusedError:
        return False
    return True


def _is_in_order(described: Description, cells: Mapping[str, Cells], rows: Rows) -> bool:
    """Whether the rows of each group are in order of time, with none left out that may not be, up to the same end."""
    column = described.period_column
    if column is None:
        return True
    own = cells[column.name]
    when = periods(own.meanings(), column).asi8[own.places]
    others = [cells[name].identities() for name in described.key if name != column.name]
    group = _together(others)[0] if others else np.zeros(len(rows), dtype=np.int64)
    order = np.argsort(group, kind="stable")
    is_next, steps = np.diff(group[order]) == 0, np.diff(when[order])
    within = steps[is_next]
    if not np.all(within > 0 if described.has_gaps else within == 1):
        return False
    if described.shares_gaps:
        return len(np.unique(when)) * (int(np.count_nonzero(~is_next)) + 1) == len(when)
    if described.has_gaps or not are_names(described, column):
        return True
    last = when[order][np.append(~is_next, True)]
    return bool((last == last.max()).all())
