"""Running totals, and windows of rows that move along a column, such as the mean of each three months.

pandas computes `cumsum`, `cummax` and `cummin` of numbers of which some may be missing in the very array that it is
asked for, which nobody may write over. And it makes the sum of each window of the one before it, by what comes and what
goes: so each is touched, behind the fifteenth digit, by rows that are not in it, and would be said to rest on them.
While a brief's function runs, pandas accumulates in copies and computes each window by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

import numpy as np
from pandas.arrays import FloatingArray
from pandas.core.window import rolling

from statbrief.data.plain_fills import filling_methods
from statbrief.data.replaced import replaced
from statbrief.data.unit_arrays import array_methods
from statbrief.data.unit_methods import unit_methods

_ACCUMULATE = "_accumulate"
_OF_WINDOWS = {
    **dict.fromkeys(("roll_sum", "roll_mean", "roll_var", "roll_skew", "roll_kurt"), 1),
    **dict.fromkeys(("roll_cov", "roll_corr"), 2),
}
"""What pandas makes of one window after the other, each with how many columns it is of.

Extremes, medians and quantiles are numbers of the window itself.
"""


@contextmanager
def running_apart() -> Iterator[None]:
    """Let pandas accumulate numbers in copies, and compute each window by itself, in the unit of its numbers."""
    kind: Any = FloatingArray
    windows: Any = vars(rolling)["window_aggregations"]
    changed: list[tuple[Any, str, Any]] = [(kind, _ACCUMULATE, _of_a_copy(getattr(kind, _ACCUMULATE)))]
    changed += [(windows, name, _each_by_itself(getattr(windows, name), of)) for name, of in _OF_WINDOWS.items()]
    changed += [*unit_methods(), *array_methods(), *filling_methods()]
    with replaced(changed):
        yield


def _of_a_copy(own: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(own)
    def accumulate(self: Any, *args: Any, **options: Any) -> Any:  # noqa: ANN401 -- pandas' own arguments and results
        return own(self.copy(), *args, **options)

    return accumulate


def _each_by_itself(own: Callable[..., Any], columns: int) -> Callable[..., Any]:
    """What computes windows: where one of them begins before the one that it follows, pandas begins each anew.

    So an empty one at the first row is put after all others, and left out of what comes of them. Of windows that all
    begin at the same row nothing ever goes.
    """

    @wraps(own)
    def compute(*given: Any, **options: Any) -> Any:  # noqa: ANN401 -- as above
        of, (start, end, *others) = given[:columns], given[columns:]
        if len(start) == 0 or (start == start[0]).all():
            return own(*given, **options)
        starts, ends = (np.append(each, np.int64(0)) for each in (start, end))
        return own(*of, starts, ends, *others, **options)[:-1]

    return compute
