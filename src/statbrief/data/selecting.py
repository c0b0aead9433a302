"""What takes rows and cells out of tables and columns that are followed, by label or by place."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, NoReturn

import numpy as np
import pandas as pd

from statbrief.data.datasets import Dataset
from statbrief.data.followed_calls import FollowedCall, Select
from statbrief.data.stand_ins import StandIn, told_apart

_PLAIN = (str, int, float, pd.Period, pd.Timestamp, slice, list, tuple, np.ndarray, np.generic, pd.Index, pd.Series)
"""What rows and columns are asked for by; a function would be given the table itself."""


class Selecting(StandIn):
    """What takes rows and cells out of a table or a column; `of` tells apart what of a dataset's it is."""

    __slots__ = ("_dataset", "_of", "_places", "_real")
    _dataset: Dataset
    _of: tuple[Hashable, ...]
    _real: Select
    _places: Select

    def __init__(
        self, call: FollowedCall, dataset: Dataset, of: tuple[Hashable, ...], real: Select, places: Select
    ) -> None:
        self._is(_call=call, _dataset=dataset, _of=of, _real=real, _places=places)

    def __getitem__(self, key: Any) -> Any:  # noqa: ANN401 -- as of pandas
        parts = key if isinstance(key, tuple) else (key,)
        if not all(isinstance(each, _PLAIN) for each in parts):
            self._call.lose()
        real, places, told = self._real, self._places, told_apart(key)
        way = None if told is None else (*self._of, told)
        is_by_label = self._of[0] == "loc" and isinstance(parts[0], str | pd.Period)
        return self._call.selected(
            self._dataset, (way, is_by_label), lambda frame: real(frame)[key], lambda frame: places(frame)[key]
        )

    def __setitem__(self, key: Any, value: Any) -> None:  # noqa: ANN401 -- as of pandas
        self._call.lose()

    def __call__(self, *_: object, **__: object) -> NoReturn:
        """Lose the call: nothing is selected by an axis."""
        self._call.lose()
