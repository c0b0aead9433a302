"""Rows of a dataset that are moved together, since code does the same with each of them, and they are too many."""

from __future__ import annotations

from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

Rows: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.intp]]"
"""Places of rows, from 0."""
Codes: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.integer[Any]]]"
"""Of each row a number for what stands in it."""

WHOLE_ROW = ""
"""In the place of a column's name, all cells of a row, moved to None: what is moved is that the row is not there."""

_MANY = 50
"""Of a table's rows a part of that size is many."""


class Block:
    """Several rows of one dataset, in the place of one row in a cell's key: a cell of each of them is meant.

    Where such a key is moved to a number, the first of these cells that has one goes there, and all others as far.
    `length` is how many rows the dataset has. Blocks of the same rows are the same.
    """

    def __init__(self, rows: Sequence[int] | Rows, length: int) -> None:
        self.rows: Rows = _in_order(np.asarray(rows, dtype=np.intp), length)
        self.length = length
        self._hash: int | None = None

    def __len__(self) -> int:
        return len(self.rows)

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Block) and self._token == other._token)

    def __hash__(self) -> int:
        if self._hash is None:  # asked for millions of times
            self._hash = hash(self._token)
        return self._hash

    @cached_property
    def _token(self) -> bytes:
        return blake2b(np.packbits(self.mask).tobytes(), digest_size=16).digest()

    def __lt__(self, other: Block | int) -> bool:
        return self.first < _first(other)

    def __gt__(self, other: Block | int) -> bool:
        return self.first > _first(other)

    @property
    def first(self) -> int:
        """The first of its rows."""
        return int(self.rows[0])

    @property
    def mask(self) -> Any:  # noqa: ANN401 -- an array of truths
        """Of each row of the dataset, whether it is one of them; made anew, since there are many blocks."""
        mask = np.zeros(self.length, dtype=bool)
        mask[self.rows] = True
        return mask

    def meets(self, other: Block | int) -> bool:
        """Whether a row, or one of another block, is one of these."""
        if not isinstance(other, Block):
            return bool(self.mask[other])
        small, large = sorted((self, other), key=len)
        return small is large or len(large) == self.length or bool(small.mask[large.rows].any())


def _in_order(rows: Rows, length: int) -> Rows:
    """The same rows in their order; of many it is faster to mark each than to compare them."""
    if bool((rows[1:] > rows[:-1]).all()):
        return rows
    if len(rows) < length // _MANY:
        return np.sort(rows)
    mask = np.zeros(length, dtype=bool)
    mask[rows] = True
    return np.flatnonzero(mask)


def parted(rows: Rows, codes: Codes) -> list[Rows]:
    """Some rows parted by codes, of which each row of the table has one; in the order of the codes."""
    own = codes[rows]
    order = in_order_of(own)
    return np.split(rows[order], np.flatnonzero(np.diff(own[order])) + 1) if len(rows) else []


def in_order_of(codes: Codes) -> Rows:
    """The places of codes by their size, those of one code as they stand; numpy is quick where they are short."""
    is_short = len(codes) > 0 and codes.min() >= 0 and codes.max() <= np.iinfo(np.uint16).max
    return np.argsort(codes.astype(np.uint16) if is_short else codes, kind="stable")


def _first(place: Block | int) -> int:
    return place.first if isinstance(place, Block) else place


def meet(one: Block | int, other: Block | int) -> bool:
    """Whether two places of a column, each a row or a block of rows, have a row in common."""
    if isinstance(one, Block):
        return one.meets(other)
    return other.meets(one) if isinstance(other, Block) else one == other


def rows_of(place: Block | int) -> Rows:
    """The rows of a place."""
    return place.rows if isinstance(place, Block) else np.array([place], dtype=np.intp)
