"""A call of a function, followed: what it asks of its tables, and what it is given of them."""

from __future__ import annotations

import copy
import math
from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NoReturn, cast

import numpy as np
import pandas as pd
import pint
import pint_pandas

from statbrief.data.datasets import CellKey, Dataset, FloatArray
from statbrief.data.kept_rounding import keep_moved
from statbrief.data.questions import Compared, Elsewhere, Held, Moved, Moves, Question, Rows

Select = Callable[[Any], Any]
How = tuple[Hashable, bool]
"""What tells a selection from others, to be known again, None where nothing does; whether it goes by labels of rows."""


class NotFollowedError(BaseException):
    """Raised where code asks a table for what is not followed; no error of the code's, so that none catches it."""


@dataclass
class FollowedCall:
    """One call of a function; `questions` are what it asks of its tables, in order, and `answers` what it hears.

    Where columns are not taken `one_by_one`, all that a column holds counts as looked at, and it is pandas' own.
    `expected` are questions that it may ask, first of all and in this order, as a call before it did; `numbers` are
    those of columns that were taken apart by calls before.
    """

    where: Elsewhere
    one_by_one: bool
    expected: Sequence[Question] = ()
    numbers: dict[tuple[str, str], list[Any]] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    answers: list[Hashable] = field(default_factory=list)
    is_lost: bool = False
    _frames: dict[str, pd.DataFrame] = field(default_factory=dict)

    def ask(self, question: Question) -> Any:  # noqa: ANN401 -- of any kind
        """The answer to a question, which is noted."""
        answer = question.answer(self.where)
        self.questions.append(question)
        self.answers.append(answer)
        return answer

    def compare(
        self, by: Callable[[Any, Any], Any], one: CellKey, own: float, other: CellKey | None, others: float
    ) -> bool:
        """How a cell's number compares, which is asked; as most calls ask the same, the question is mostly there."""
        place = len(self.questions)
        question = self.expected[place] if place < len(self.expected) else None
        if (
            type(question) is not Compared
            or question.by is not by
            or question.one is not one
            or question.other is not other
            or question.others != others
        ):
            question = Compared(by, one, own, other, others)
        get = self.where.moves.get
        answer: bool = by(get(one, own), get(other, others))
        self.questions.append(question)
        self.answers.append(answer)
        return answer

    def lose(self) -> NoReturn:
        """Raise `NotFollowedError`; code that catches everything is known to have been lost all the same."""
        self.is_lost = True
        raise NotFollowedError

    def selected(
        self, dataset: Dataset, how: How, real: Select, places: Select, made: Callable[..., Selected] | None = None
    ) -> Any:  # noqa: ANN401 -- cells
        """What is selected of a table; `places` selects the same of the table of its cells' places.

        `made` is what is `made` of cells whose selection is more than themselves.
        """
        way, is_by_label = how
        known = dataset.selected.get(way)
        if known is None:
            known = self._select(dataset, real, places, made)
            if way is not None:
                dataset.selected[way] = known
        if not is_by_label:
            self.ask(Rows(dataset.name))
        is_touched = self.ask(known.question) != known.question.unmoved
        is_moved = self.ask(Moved(dataset.name)) if known.is_several else False  # which is kept with a table
        if self.where.gone:
            gone = self.where.gone.get(dataset.name, frozenset())
            left = known.without(gone, is_moved=is_moved) if is_by_label and self.where.is_of_rows else None
            return real(self.rows_of(dataset)) if left is None else left
        if not is_touched:
            return known.untouched(is_moved=is_moved)
        moved = known.moved(self.where.moves)
        return real(self.rows_of(dataset)) if moved is None else moved

    def index(self, dataset: Dataset) -> pd.Index[Any]:
        """The rows of a table."""
        return self.rows_of(dataset).index if self.ask(Rows(dataset.name)) else dataset.table.index.view()

    def _select(self, dataset: Dataset, real: Select, places: Select, made: Callable[..., Selected] | None) -> Selected:
        untouched = real(dataset.untouched(is_moved=True))
        found = _whole(np.asarray(places(dataset.places)).ravel())
        if not all(isinstance(each, int) for each in found):
            self.lose()
        names = list(dataset.table.columns)
        keys = [(dataset.name, names[each % len(names)], each // len(names)) for each in found]
        if made is not None:
            return made(untouched, tuple(keys))
        is_measured = all(dataset.columns[each].unit is not None for each in {key[1] for key in keys})
        return Selected(untouched, tuple(keys), is_measured=is_measured)

    def rows_of(self, dataset: Dataset) -> pd.DataFrame:
        """The table with its cells moved, and without the rows that are left out."""
        if dataset.name not in self._frames:
            own = {
                each: to for each, to in self.where.moves.items() if isinstance(each, tuple) and each[0] == dataset.name
            }
            self._frames[dataset.name] = dataset.with_cells(own)
        return self._frames[dataset.name]


def _whole(places: Any) -> list[Any]:  # noqa: ANN401 -- an array of numpy's
    """Places of cells as whole numbers, also those of a column that has gaps elsewhere, where set up wide."""
    are_whole = places.dtype.kind == "f" and bool((places == np.floor(places)).all())
    found: list[Any] = (places.astype(int) if are_whole else places).tolist()
    return found


@dataclass(frozen=True)
class Selected:
    """What was selected of a table as its source has it: `result`, and the cells that it consists of, in its order."""

    result: Any
    keys: tuple[CellKey, ...]
    is_measured: bool

    @cached_property
    def question(self) -> Question:
        """What code asks that selects them."""
        return Held(frozenset(self.keys))

    @cached_property
    def _numbers(self) -> FloatArray:
        """Of a measured column, its numbers."""
        result = self.result
        bare = result.pint.magnitude if isinstance(result.dtype, pint_pandas.PintType) else result
        numbers: FloatArray = bare.to_numpy(dtype=float, na_value=math.nan)
        return numbers

    @cached_property
    def _is_of_one_column(self) -> bool:
        return self.is_measured and len({key[1] for key in self.keys}) == 1

    @cached_property
    def is_several(self) -> bool:
        """Whether it is of several cells, and not the one in a cell."""
        return isinstance(self.result, pd.Series | pd.DataFrame)

    def untouched(self, *, is_moved: bool) -> Any:  # noqa: ANN401 -- of pandas or pint
        """It, as code may change it; where cells that it is not of are moved, that is kept with it."""
        if not self.is_several:
            return copy.copy(self.result)
        found = self.result.copy(deep=False)
        keep_moved(found, is_moved=is_moved)
        return found

    def without(self, gone: Collection[int], *, is_moved: bool) -> Any:  # noqa: ANN401 -- as above
        """It without some rows, of rows by a part of their key; None where pandas has to tell what that is."""
        width = len(self.result.columns) if isinstance(self.result, pd.DataFrame) else 1
        rows = [key[2] for key in self.keys[::width]]
        left = [place for place, row in enumerate(rows) if row not in gone]
        if len(left) == len(rows):
            return self.untouched(is_moved=is_moved)
        if not left or not self.is_several or len({*rows}) < len(rows):
            return None
        return self.result.iloc[left]

    def moved(self, moves: Moves) -> Any:  # noqa: ANN401 -- as above
        """It with some cells moved; None where pandas has to tell what that is."""
        result, is_column = self.result, isinstance(self.result, pd.Series)
        if isinstance(result, pd.DataFrame):
            return self._moved_table(moves)
        if not self._is_of_one_column:
            return None
        if is_column:
            return self._moved_column(moves)
        if isinstance(result, pint.Quantity) and isinstance(result.magnitude, float):
            return type(result)(type(result.magnitude)(moves[self.keys[0]]), result.units)
        return type(result)(moves[self.keys[0]]) if isinstance(result, float) else None

    def _moved_column(self, moves: Moves) -> pd.Series[Any] | None:
        """The same of a measured column, or of its numbers without their unit."""
        result = self.result
        is_measured = isinstance(result.dtype, pint_pandas.PintType)
        if not is_measured and result.dtype != np.float64:
            return None
        numbers = self._numbers.copy()
        for place, key in enumerate(self.keys):
            if key in moves:
                numbers[place] = moves[key]
        array = pint_pandas.PintArray(numbers, dtype=result.dtype) if is_measured else numbers
        found = pd.Series(array, index=result.index.view(), name=result.name)
        found.attrs.update(result.attrs)
        return found

    def _moved_table(self, moves: Moves) -> pd.DataFrame | None:
        """The same of several columns, of which measured ones may be moved."""
        moved: dict[int, dict[int, float]] = {}
        for place, key in enumerate(self.keys):
            if key in moves:
                moved.setdefault(place % len(self.result.columns), {})[place // len(self.result.columns)] = moves[key]
        if not self.result.columns.is_unique or any(self._measured[each] is None for each in moved):
            return None
        found: pd.DataFrame = self.result.copy(deep=False)
        for column, cells in moved.items():
            numbers = cast("FloatArray", self._measured[column]).copy()
            numbers[list(cells)] = list(cells.values())
            dtype = self.result.dtypes.iloc[column]
            found[self.result.columns[column]] = pint_pandas.PintArray(numbers, dtype=dtype)
        return found

    @cached_property
    def _measured(self) -> list[FloatArray | None]:
        """Of each column of a table its numbers; None of one that measures nothing."""
        columns = [self.result.iloc[:, place] for place in range(len(self.result.columns))]
        return [
            each.pint.magnitude.to_numpy(dtype=float, na_value=math.nan)
            if isinstance(each.dtype, pint_pandas.PintType)
            else None
            for each in columns
        ]
