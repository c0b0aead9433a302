"""Running totals and extremes of columns that nobody may write over.

pandas computes `cumsum`, `cummax` and `cummin` of numbers of which some may be missing in the very array that it is
asked for, after it has written over what stands where none is. While a brief's function runs, it does so in a copy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from pandas.arrays import FloatingArray

from statbrief.data.replaced import replaced

_ACCUMULATE = "_accumulate"


@contextmanager
def accumulating_copies() -> Iterator[None]:
    """Let pandas accumulate numbers of which some may be missing in copies."""
    kind: Any = FloatingArray
    with replaced([(kind, _ACCUMULATE, _of_a_copy(getattr(kind, _ACCUMULATE)))]):
        yield


def _of_a_copy(own: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(own)
    def accumulate(self: Any, *args: Any, **options: Any) -> Any:  # noqa: ANN401 -- pandas' own arguments and results
        return own(self.copy(), *args, **options)

    return accumulate
