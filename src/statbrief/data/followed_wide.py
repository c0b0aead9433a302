"""A column that code has set up wide, such as a row for each region and a column for each year, followed cell by cell.

What it takes of it, a year or a region, is as much a selection of the column's cells as what it takes of a long table.
"""

from __future__ import annotations

import operator
from collections.abc import Hashable
from typing import Any

import pandas as pd

from statbrief.data.datasets import Dataset
from statbrief.data.followed_calls import FollowedCall, Select
from statbrief.data.questions import Rows
from statbrief.data.selecting import Selecting
from statbrief.data.stand_ins import StandIn, lose_all_else


class FollowedWide(StandIn):
    """A column with a part of its key as columns; `_real` sets it up so, and `_places` the places of its cells."""

    __slots__ = ("_dataset", "_places", "_real", "_way")
    _dataset: Dataset
    _way: tuple[Hashable, ...]
    _real: Select
    _places: Select

    def __init__(
        self, call: FollowedCall, dataset: Dataset, way: tuple[Hashable, ...], real: Select, places: Select
    ) -> None:
        self._is(_call=call, _dataset=dataset, _way=way, _real=real, _places=places)

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        return pd.DataFrame

    @property
    def index(self) -> pd.Index[Any]:
        """The rows."""
        return self._labels("index")

    @property
    def columns(self) -> pd.Index[Any]:
        """The columns."""
        return self._labels("columns")

    @property
    def shape(self) -> tuple[int, int]:
        """How many rows and columns there are."""
        return len(self.index), len(self.columns)

    @property
    def T(self) -> FollowedWide:  # noqa: N802 -- as of pandas
        """Its rows as columns."""
        real, places = self._real, self._places
        return FollowedWide(
            self._call, self._dataset, (*self._way, "T"), lambda frame: real(frame).T, lambda frame: places(frame).T
        )

    @property
    def loc(self) -> Selecting:
        """Cells by label."""
        return self._selecting("loc", operator.attrgetter("loc"))

    @property
    def iloc(self) -> Selecting:
        """Cells by place."""
        return self._selecting("iloc", operator.attrgetter("iloc"))

    def __getitem__(self, key: Any) -> Any:  # noqa: ANN401 -- as of pandas
        return self._selecting("columns", lambda wide: wide)[key]

    def __len__(self) -> int:
        return len(self.index)

    def _selecting(self, name: str, get: Select) -> Selecting:
        real, places = self._real, self._places
        way = (*self._way, name)
        return Selecting(
            self._call, self._dataset, way, lambda frame: get(real(frame)), lambda frame: get(places(frame))
        )

    def _labels(self, name: str) -> pd.Index[Any]:
        """The labels of rows or columns, which no number changes."""
        if self._call.ask(Rows(self._dataset.name)):
            labels: pd.Index[Any] = getattr(self._real(self._call.rows_of(self._dataset)), name)
            return labels
        known = self._dataset.selected
        if (way := (*self._way, "labels", name)) not in known:
            known[way] = getattr(self._places(self._dataset.places), name)
        found: pd.Index[Any] = known[way]
        return found.view()


lose_all_else(FollowedWide, pd.DataFrame)
