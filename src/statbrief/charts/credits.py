"""What a chart is drawn from: said beneath it, and as a table of its numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from statbrief.arithmetic.exactness import place_of
from statbrief.charts.given import GivenTable, Input
from statbrief.data.columns import Column
from statbrief.data.datasets import Dataset
from statbrief.data.units import Unit, unit_name
from statbrief.figures.answer import Answer
from statbrief.figures.cell_texts import number_of_cell
from statbrief.figures.figure import Figure
from statbrief.figures.forms import Sayings
from statbrief.figures.generated_tables import called, in_a_row, range_of, row_called, unit_after, unit_of
from statbrief.figures.source_line import source_line
from statbrief.languages.language import Words


@dataclass(frozen=True)
class Table:
    """Texts in rows under a head, without markup."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Credits:
    """All that a brief's charts can be given, for what they say of it."""

    figures: Mapping[str, Figure]
    answers: Mapping[str, Answer]
    datasets: Mapping[str, Dataset]
    sayings: Sayings
    words: Words
    tables: Mapping[str, GivenTable] = field(default_factory=dict)

    @property
    def inputs(self) -> dict[str, Input]:
        """All of it by name."""
        return {**self.figures, **self.answers, **self.datasets, **self.tables}

    def line(self, inputs: Iterable[str]) -> str:
        """One sentence in Markdown: the sources behind these, and what of them is computed from what they state."""
        inputs = list(inputs)
        sources = list(dict.fromkeys(source for name in inputs for source in self._sources(name)))
        return source_line(sources, self._numbers(inputs), self.words)

    def _sources(self, name: str) -> Sequence[str]:
        """The sources of a figure, a dataset or a table."""
        if name in self.figures:
            return self.figures[name].sources
        if name in self.datasets:
            return (self.datasets[name].description.source,)
        return self.tables[name].sources if name in self.tables else ()

    def table(self, inputs: Iterable[str]) -> Table:
        """The numbers that a chart is given: a table or a dataset alone by its own columns, else one number a row."""
        inputs = list(inputs)
        figures, datasets, tables = self._figures(inputs), self._datasets(inputs), self._tables(inputs)
        if len(datasets) == 1 and not (figures or tables):
            return self._columns(datasets[0])
        if len(tables) == 1 and not datasets:
            return Table(tables[0].head, tables[0].rows)
        rows = [row for each in datasets for row in self._cells(each, named=len(datasets) + len(tables) > 1)]
        return self._listed([*(cell for each in tables for cell in each.figures), *figures], rows)

    def beside(self, inputs: Iterable[str]) -> Table | None:
        """The figures that a chart is given beside a table, whose columns have no place for them."""
        inputs = list(inputs)
        figures = self._figures(inputs)
        is_of_a_table = len(self._tables(inputs)) == 1 and not self._datasets(inputs)
        return self._listed(figures, []) if is_of_a_table and figures else None

    def _numbers(self, inputs: Iterable[str]) -> Iterator[Figure]:
        """The figures among these, and those that are the cells of tables."""
        for name in inputs:
            if name in self.figures:
                yield self.figures[name]
            elif name in self.tables:
                yield from self.tables[name].figures

    def _figures(self, inputs: Iterable[str]) -> list[Figure]:
        return [self.figures[name] for name in inputs if name in self.figures]

    def _datasets(self, inputs: Iterable[str]) -> list[Dataset]:
        return [self.datasets[name] for name in inputs if name in self.datasets]

    def _tables(self, inputs: Iterable[str]) -> list[GivenTable]:
        return [self.tables[name] for name in inputs if name in self.tables]

    def _listed(self, figures: Iterable[Figure], cells: Sequence[tuple[str, str, str]]) -> Table:
        """One number a row, with its range: cells of datasets, then figures."""
        title = self.words.phrases.table
        rows = [*cells, *((each.label, *self._figure(each)) for each in figures)]
        return Table(("" if cells else title["figure"], title["value"], title["range"]), tuple(rows))

    def _figure(self, figure: Figure) -> tuple[str, str]:
        said = in_a_row(figure, self.sayings)
        value = said.plain + unit_of(figure, self.words, said)
        return value, range_of(figure, self.sayings, self.words)

    def _columns(self, dataset: Dataset) -> Table:
        """The dataset as it is: what tells its rows apart, and what they measure, with the unit in the head."""
        columns = dataset.columns.values()
        shown = [*_naming(dataset), *(each for each in columns if each.unit is not None)]
        head = tuple(self._named(each) + self._in_brackets(each) for each in shown)
        rows = (
            tuple(self._why(dataset, each, place) or self._cell(row[each.name], each) for each in shown)
            for place, row in enumerate(dataset.rows)
        )
        return Table(head, tuple(rows))

    def _why(self, dataset: Dataset, column: Column, place: int) -> str:
        """Why a cell has no value, where the data say so."""
        text = dataset.withheld.get((column.name, place))
        return "" if text is None else self.words.missing(column.form.missing[text])

    def _cells(self, dataset: Dataset, *, named: bool) -> Iterator[tuple[str, str, str]]:
        """Each measured number with the column and the row that it stands in, and its range."""
        start = f"{dataset.description.title}: " if named else ""
        for column in dataset.columns.values():
            if column.unit is None:
                continue
            for place, row in enumerate(dataset.rows):
                if text := row[column.name]:
                    where = f"{start}{self._named(column)}, {row_called(dataset, place, self.words)}"
                    said = self._number(Decimal(text), column.unit)
                    value = said + unit_after(column.unit, self.words, Decimal(text), said)
                    yield where, value, self._reach(Decimal(text), column)

    def _named(self, column: Column) -> str:
        return self.words.labels.text("column", column.name, column.name)

    def _in_brackets(self, column: Column) -> str:
        """The unit behind a column's name; that of things counted is the name."""
        if column.unit is None:
            return ""
        name = unit_name(column.unit)
        is_said = name == "1" or dict(column.unit.dimensionality) == {f"[{name}]": 1}
        return "" if is_said else f" ({self.words.unit(column.unit)})"

    def _cell(self, text: str, column: Column) -> str:
        """A measured number in the language's digits, a name as the language has it; all else as the file does."""
        if column.unit is None or not text:
            return called(text, self.words)
        return self.words.digits(Decimal(text), place_of(Decimal(text)))

    def _number(self, number: Decimal, unit: Unit) -> str:
        """The number, to the digit that the file states, with a unit that belongs to it: per cent or money."""
        return number_of_cell(number, place_of(number), unit, self.words)

    def _reach(self, number: Decimal, column: Column) -> str:
        """What the column's rounding allows."""
        if column.is_as_stated:
            return self.words.phrases.no_range
        if column.rounded_to is None or column.unit is None:
            return self.words.phrases.table["exact"]
        half = column.rounded_to / 2
        low, high = (self._number(end, column.unit) for end in (number - half, number + half))
        return self.words.phrases.ranged(low, high)


def _naming(dataset: Dataset) -> Sequence[Column]:
    """The columns that tell rows apart; where none is said to, all that measure nothing."""
    if dataset.description.key:
        return [dataset.columns[name] for name in dataset.description.key]
    return [each for each in dataset.columns.values() if each.unit is None]
