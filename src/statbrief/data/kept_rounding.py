"""How a table's columns are rounded, kept with the table that a brief's code is given."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import pandas as pd

_PLACE = "statbrief: rounding"


@dataclass(frozen=True)
class Rounding:
    """Half the step that each measured column is rounded to, 0 where it is exact; `stated` tells the numbers in one.

    `is_moved` says that cells stand elsewhere in their ranges than where the source has them.
    """

    halves: Mapping[str, Fraction]
    stated: Callable[[str], frozenset[float]]
    is_moved: bool = False

    def __deepcopy__(self, memo: object) -> Rounding:
        """Itself: pandas copies what it keeps with a table whenever rows are taken from it."""
        return self

    def keep(self, table: pd.DataFrame) -> None:
        """Keep it with a table, from where it goes on to what is taken out of it."""
        table.attrs.update(self.kept)

    @property
    def kept(self) -> dict[Hashable, Rounding]:
        """What a table keeps of it."""
        return {_PLACE: self}


def rounding_of(table: pd.DataFrame) -> Rounding | None:
    """What is kept with a table; None where it is none of a dataset's."""
    found = table.attrs.get(_PLACE)
    return found if isinstance(found, Rounding) else None


def keep_moved(table: pd.DataFrame | pd.Series[Any], *, is_moved: bool) -> None:
    """Say with what was taken out of a table whether cells of it stand elsewhere than where the source has them."""
    found = table.attrs.get(_PLACE)
    if isinstance(found, Rounding):
        table.attrs[_PLACE] = replace(found, is_moved=is_moved)
