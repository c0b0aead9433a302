"""What a chart is given: figures, names, periods, datasets and tables, each as a copy, and the words that it writes."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from statbrief.charts.picture_words import Said
from statbrief.data.datasets import Dataset
from statbrief.errors import ChartingError, near_miss
from statbrief.figures.answer import Answer
from statbrief.figures.figure import Figure
from statbrief.figures.functions import Function
from statbrief.languages.language import Words

if TYPE_CHECKING:
    from collections.abc import Hashable

    import pandas as pd

WORDS = "words"
"""The parameter that a chart has the language's words and its own by."""
_TABLE = "table"
"""Among the attributes of a frame the name of the table whose rows it has; pandas hands it on."""


@dataclass(frozen=True, kw_only=True, eq=False)
class GivenTable:
    """A table of `analysis/tables.py` as charts are given it.

    `frame` has its numbers, in the units in which it shows them; `head` and `rows` are its texts in the brief's
    language, those of what tells rows apart first. `figures` are all its numbers.
    """

    name: str
    title: str
    frame: pd.DataFrame
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: tuple[Figure, ...]
    sources: tuple[str, ...]

    def given(self) -> pd.DataFrame:
        """A copy of the frame, which knows whose it is."""
        table = self.frame.copy(deep=False)
        table.attrs[_TABLE] = self.name
        return table

    @cached_property
    def places(self) -> Mapping[Hashable, int]:
        """Where each row stands."""
        return {key: place for place, key in enumerate(self.frame.index.tolist())}

    @property
    def columns(self) -> list[str]:
        """What it has texts of: what tells its rows apart, and its columns."""
        return [*map(str, self.frame.index.names), *map(str, self.frame.columns)]

    def seen(self) -> list[Any]:
        """All that a chart can see of it."""
        numbers = [[each.id, each.value, each.unit] for each in self.figures]
        return [self.title, self.columns, self.head, self.rows, [*map(str, self.places)], numbers]


Input = Figure | Answer | Dataset | GivenTable


@dataclass(frozen=True)
class Cells:
    """The texts of tables, for the chart that is given these."""

    function: Function
    tables: Mapping[str, GivenTable]

    def __call__(self, table: pd.DataFrame, column: str) -> list[str]:
        """What the table says in a column, for each row of a frame that has rows of it. Raises `ChartingError`."""
        known = self.tables.get(str(getattr(table, "attrs", {}).get(_TABLE, "")))
        if known is None:
            wanted = f"give it rows of {' or '.join(self.tables) or 'a table that the chart is given'}"
            raise ChartingError(self.function.fault("asks words.cells for the texts of another table", wanted))
        if column not in known.columns:
            wanted = near_miss(column, known.columns) or f"its columns are {', '.join(known.columns)}"
            raise ChartingError(self.function.fault(f"'{column}' is no column of {known.name}", wanted))
        place = known.columns.index(column)
        if strange := [each for each in table.index.tolist() if each not in known.places]:
            wanted = "keep the index of the table that the chart is given"
            raise ChartingError(self.function.fault(f"'{strange[0]}' is no row of {known.name}", wanted))
        return [known.rows[known.places[each]][place] for each in table.index.tolist()]


@dataclass(kw_only=True)
class Spoken:
    """`words` as a chart is given them: what it and its tables say, and all that the language's write is kept."""

    words: Any
    said: Callable[..., str]
    cells: Callable[..., list[str]]
    written: list[str] = field(default_factory=list)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 -- whatever the words have
        found = getattr(self.words, name)
        if not callable(found):
            return found

        def call(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401
            said = found(*arguments, **named)
            if isinstance(said, str):
                self.written.append(said)
            return said

        return call


@dataclass(frozen=True)
class Told(Mapping[str, str]):
    """A figure's forms as a chart is given them: those that it writes are kept, some being made when asked for."""

    forms: Mapping[str, str]
    written: list[str]

    def __getitem__(self, form: str) -> str:
        """One form, which is about to be written."""
        self.written.append(self.forms[form])
        return self.forms[form]

    def __contains__(self, form: object) -> bool:
        """Whether there is such a form."""
        return form in self.forms

    def __iter__(self) -> Iterator[str]:
        """The names of those that most charts write."""
        return iter(self.forms)

    def __len__(self) -> int:
        """How many those are."""
        return len(self.forms)


def given_to(
    function: Function, said: Said, known: Mapping[str, Input], words: Words
) -> tuple[dict[str, Any], list[str]]:
    """What a chart's function is given, by parameter, and what of it is written, which fills up while it draws.

    Inputs are copies, for it may change them in place.
    """
    written: list[str] = []
    inputs = {each: _given(known[each], written) for each in function.parameters if each != WORDS}
    if WORDS not in function.parameters:
        return inputs, written
    figures = {name: each for name, each in inputs.items() if isinstance(each, Figure | Answer)}
    tables = {each: given for each in function.parameters if isinstance(given := known.get(each), GivenTable)}
    spoken = Spoken(words=words, said=replace(said, figures=figures), cells=Cells(function, tables), written=written)
    return {each: inputs.get(each, spoken) for each in function.parameters}, written


def _given(known: Input, written: list[str]) -> Any:  # noqa: ANN401 -- a figure, an answer or a pandas table
    """A copy of an input; what a figure or an answer says is kept."""
    if isinstance(known, Figure):
        return replace(known.copied(), forms=Told(known.forms, written))
    if isinstance(known, Answer):
        return replace(known, value=copy.copy(known.value), forms=Told(known.forms, written))
    return known.given() if isinstance(known, GivenTable) else known.with_cells({})


def seen(name: str, known: Input) -> list[Any]:
    """All that a chart can see of an input."""
    if isinstance(known, Figure):
        reach = (known.range.low, known.range.high)
        return [name, known.label, known.value, known.unit, *map(str, reach), known.period, dict(known.forms)]
    if isinstance(known, Answer):
        return [name, known.label, known.texts, isinstance(known.value, list), known.period, dict(known.forms)]
    if isinstance(known, GivenTable):
        return [name, *known.seen()]
    units = {column.name: [str(column.unit), column.type] for column in known.columns.values()}
    return [name, known.description.title, known.description.key, units, [dict(row) for row in known.rows]]
