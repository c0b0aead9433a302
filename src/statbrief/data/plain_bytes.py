"""Many short numbers as a file has them in ASCII, read at once: sign by sign, all of them together."""

from __future__ import annotations

from typing import Any

import numpy as np

from statbrief.arithmetic.exactness import FLOAT_DIGITS
from statbrief.data.column_cells import Bytes, Floats

_ZERO, _POINT, _MINUS, _NONE = (ord(each) for each in "0.-\0")
_TEN = 10


def plain_numbers(written: Bytes, *, is_whole: bool) -> Floats | None:
    """What numbers are; None where one is not written as it is written here.

    That is digits, a sign before them or a point between them, no zero in front, and no more than a float keeps: then a
    whole number over a power of ten is the float that is nearest to it.
    """
    if written.dtype.itemsize > FLOAT_DIGITS or len(written) == 0:
        return None
    signs = np.ascontiguousarray(written.view(np.uint8).reshape(len(written), written.dtype.itemsize).T)
    is_below = signs[0] == _MINUS
    if is_below.any():
        signs[:-1] = np.where(is_below, signs[1:], signs[:-1])
        signs[-1, is_below] = _NONE
    if (is_whole and (is_below & (signs[0] == _ZERO)).any()) or not _is_plain(signs, is_whole=is_whole):
        return None
    number, decimals = np.zeros(len(written), dtype=np.int64), np.zeros(len(written), dtype=np.int64)
    is_behind = np.zeros(len(written), dtype=np.bool_)
    for each in signs:
        is_digit = each >= _ZERO
        number = np.where(is_digit, number * _TEN + (each - _ZERO), number)
        if not is_whole:
            decimals += is_digit & is_behind
            is_behind |= each == _POINT
    return np.where(is_below, -1.0, 1.0) * number / np.power(float(_TEN), decimals)


def _is_plain(signs: Any, *, is_whole: bool) -> bool:  # noqa: ANN401 -- an array, of each number its first sign, its second one, …
    digit, point = signs - _ZERO < _TEN, signs == _POINT
    after = np.zeros_like(digit)
    after[:-1] = digit[1:]
    is_odd = (
        not np.all(digit | point | (signs == _NONE))
        or not digit[0].all()
        or ((signs[0] == _ZERO) & after[0]).any()
        or (point & ~after).any()
        or (point.any() and (is_whole or (np.count_nonzero(point, axis=0) > 1).any()))
    )
    return not is_odd
