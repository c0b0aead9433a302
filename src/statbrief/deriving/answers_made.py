"""Answers made of what functions return: where each stands in the data, and whether the numbers decide it.

pandas says the name of the first of several that are equally large, and of one that is no larger than another as far as
their rounding tells. A brief would print it: so what is returned is held against what it would be with other numbers
that the inputs may stand for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain

from statbrief.arithmetic import kinds
from statbrief.arithmetic.bounds import AS_STATED
from statbrief.arithmetic.choices import Choice, Choose
from statbrief.arithmetic.inputs import Input
from statbrief.data.blocks import Block
from statbrief.data.datasets import Dataset
from statbrief.deriving.answers_returned import Answered, Names, periods_of, shown, texts_of, value_of
from statbrief.deriving.choices_in_blocks import cells_to_choose_by
from statbrief.deriving.common_cells import apart, common_leaves
from statbrief.deriving.evaluation import Evaluation
from statbrief.deriving.key_columns import keys_of, of_periods, of_texts
from statbrief.deriving.picked import Ordering, orderings
from statbrief.deriving.row_order import refuse_order_of_rows
from statbrief.errors import DerivingError, StatbriefError, near_miss, with_article
from statbrief.figures.answer import Answer, OfArea, Traced
from statbrief.figures.area import Area
from statbrief.figures.figure import Cell
from statbrief.figures.functions import Function
from statbrief.figures.return_annotations import answering
from statbrief.figures.rows_behind import rows_behind
from statbrief.table_schema.spans import join_periods


@dataclass(frozen=True)
class Answering:
    """What makes answers; `evaluation` knows what the functions are given."""

    evaluation: Evaluation

    def answer(self, function: Function, missing: Mapping[str, tuple[str, ...]]) -> Answer:
        """The answer of a function that returns one. Raises `DerivingError` where it stands nowhere, or is undecided.

        `missing` are the rows without a value that it leaves out by choice.
        """
        result = self.evaluation.result(function.name, {})
        assert not isinstance(result, tuple)  # noqa: S101 -- a number is a figure
        is_as_stated = _is_as_stated(function, result)
        cells = self._cells(function, result)
        deciding = self._deciding(function, result, cells, is_as_stated=is_as_stated)
        return self._answer(function, result, deciding, missing, cells, is_as_stated=is_as_stated)

    def cell(
        self,
        function: Function,
        result: Answered,
        deciding: Sequence[Hashable],
        missing: Mapping[str, tuple[str, ...]],
        *,
        is_as_stated: bool,
    ) -> Answer:
        """The answer that stands in a table, of which it is known what decides it."""
        cells = self._cells(function, result)
        return self._answer(function, result, deciding, missing, cells, is_as_stated=is_as_stated)

    def _answer(
        self,
        function: Function,
        result: Answered,
        deciding: Sequence[Hashable],
        missing: Mapping[str, tuple[str, ...]],
        cells: Sequence[Sequence[Cell]],
        *,
        is_as_stated: bool,
    ) -> Answer:
        rows, many = rows_behind(self.evaluation.datasets, deciding)
        stands = _nearest(cells, rows, missing)
        made = OfArea if isinstance(value_of(result), Area) else Answer
        return made(
            id=function.name,
            label=function.title,
            value=value_of(result),
            texts=texts_of(result),
            is_of_periods=not isinstance(result, Names),
            period=self._period(function, deciding, stands, missing)
            if isinstance(result, Names)
            else join_periods(texts_of(result)),
            origin=Traced(
                function=function.name,
                file=function.file,
                line=function.line,
                inputs=function.parameters,
                reported=tuple(str(key) for key in deciding if not isinstance(key, tuple)),
                rows=rows,
                many=many,
                sources=self._sources(function, deciding),
                cells=stands,
                missing=missing,
                is_as_stated=is_as_stated,
            ),
        )

    def _given(self, function: Function) -> list[Dataset]:
        datasets = self.evaluation.datasets
        return [datasets[each] for each in function.parameters if each in datasets]

    # -- where it stands ----------------------------------------------------------------------------------------
    def _cells(self, function: Function, result: Answered) -> list[list[Cell]]:
        """Of each text, where it stands in the datasets that the function is given: all in one column.

        Raises `DerivingError` for a name that stands nowhere; periods may be computed.
        """
        given = self._given(function)
        if isinstance(result, Names) and not result.texts:
            return []
        if not isinstance(result, Names):
            standing = (_standing(each, column, texts_of(result)) for each in given for column in of_periods(each))
            return next(filter(all, standing), [])
        for dataset in given:
            for column in of_texts(dataset):
                if all(cells := _standing(dataset, column, result.texts)):
                    return cells
        known = {text for each in given for column in of_texts(each) for text in each.texts.different(column)} - {""}
        strange = [each for each in result.texts if each not in known]
        if not strange:
            found = f"returns {shown(result)}, which stand in no one column of its datasets"
            raise DerivingError(function.fault(found, "return texts of one column"))
        found = f"returns '{strange[0]}', which stands in none of its datasets"
        wanted = near_miss(strange[0], known) or "return the text of a cell or of a key"
        raise DerivingError(function.fault(found, wanted))

    # -- what decides it ----------------------------------------------------------------------------------------
    def _deciding(
        self, function: Function, result: Answered, cells: Sequence[Sequence[Cell]], *, is_as_stated: bool
    ) -> list[Hashable]:
        """The numbers that decide it. Raises `DerivingError` where they do not."""
        choose = self._choose(function)
        with self.evaluation.noted.wherever_moved(function.name):
            inputs, is_one_way = self._inputs(function, cells, choose)
        choice = Choice(choose, list(inputs.values()), self._part(cells), _things, is_one_way=is_one_way)
        _refuse_another(function, result, choice.chosen)
        deciding = self.evaluation.stated_behind(key for key in inputs if key in choice.swaying)
        orders = orderings(function.used, keys_of(self._given(function)))
        if not is_as_stated:
            self._refuse_unknown(function, deciding, result)
            at_ends = choice.tied_at_ends() if orders else ()
            if (other := next(chain(choice.others(), at_ends), None)) is not None:
                raise other if isinstance(other, StatbriefError) else _undecided(function, result, other)
        others = choice.ties() if orders else ()
        for other in dict.fromkeys(others):
            if isinstance(other, Answered) and _is_as_many(result, other) and choice.is_tied(other):
                raise _tied(function, result, other, orders)
        refuse_order_of_rows(self.evaluation, function, result)
        return deciding

    def _part(self, cells: Sequence[Sequence[Cell]]) -> Callable[[Hashable], Hashable]:
        """What tells the numbers of one name, or of one period, from those of others: what stands in its column.

        Of a period that stands nowhere, as the one after the highest may, it is when they are of.
        """
        place = next((each for standing in cells for each in standing), None)

        def part(key: Hashable) -> Hashable:
            if not isinstance(key, tuple):
                return key
            dataset, _, row = key
            if place is None:
                return self._own_time(key)
            first = row.first if isinstance(row, Block) else row
            return self.evaluation.datasets[dataset].rows[first].get(place.column, "")

        return part

    def _inputs(
        self, function: Function, cells: Sequence[Sequence[Cell]], choose: Choose
    ) -> tuple[dict[Hashable, Input], bool]:
        """All stated numbers that a function is given, by what moves them; those of large tables in blocks.

        And whether these are all, and each is known to go one way.
        """
        inputs = common_leaves(self.evaluation, function, {})
        is_one_way = bool(self._given(function)) and not inputs
        columns = {(each.dataset, each.column) for standing in cells for each in standing}
        for dataset in self._given(function):
            if self.evaluation.together.is_so(function, dataset):
                by = next((column for name, column in columns if name == dataset.name), "")
                taken = self.evaluation.noted.of(function.name)[dataset.name]
                moved, goes = cells_to_choose_by(function, dataset, by, choose, _things, taken)
            else:
                moved, goes = dataset.cells(), False
            inputs |= {each.key: each for each in moved}
            is_one_way = is_one_way and goes
        return apart(self.evaluation, inputs), is_one_way

    def _choose(self, function: Function) -> Choose:
        """What tells what is returned with some inputs moved; of large tables, which are moved few ways, it is kept."""
        if not self.evaluation.together.tables(function):
            return partial(self._chosen, function)
        known: dict[frozenset[tuple[Hashable, float]], Hashable] = {}

        def choose(moves: Mapping[Hashable, float]) -> Hashable:
            if (asked := frozenset(moves.items())) not in known:
                known[asked] = self._chosen(function, moves)
            return known[asked]

        return choose

    def _chosen(self, function: Function, moves: Mapping[Hashable, float]) -> Hashable:
        """What is returned with some inputs moved; the error where that cannot be had."""
        try:
            return self.evaluation.again(function, moves)
        except StatbriefError as error:
            return error

    def _refuse_unknown(self, function: Function, deciding: Sequence[Hashable], result: Answered) -> None:
        """Raise `DerivingError` where a number decides it whose rounding nobody knows."""
        reported = self.evaluation.reported
        unknown = [each for key in deciding if key in reported for each in reported[str(key)].as_stated]
        if unknown:
            found = f"rests on {' and '.join(unknown)}, whose rounding is not known"
            raise DerivingError(function.fault(found, f'declare -> "{_kind(result)}, {AS_STATED}", and say so'))

    # -- where it comes from ------------------------------------------------------------------------------------
    def _sources(self, function: Function, deciding: Sequence[Hashable]) -> tuple[str, ...]:
        stated = [self.evaluation.reported[str(key)] for key in deciding if not isinstance(key, tuple)]
        sources = [source for each in stated for source in each.sources]
        sources += [each.description.source for each in self._given(function)]
        sources += [each for name in function.parameters for each in self.evaluation.sources.get(name, ())]
        return tuple(filter(None, dict.fromkeys(sources)))

    def _period(
        self,
        function: Function,
        deciding: Sequence[Hashable],
        stands: Sequence[Cell],
        missing: Mapping[str, tuple[str, ...]],
    ) -> str:
        """The time that a name is about: that of the numbers which decide it, else of all that there are.

        So it is of a number that is missing, where nothing else decides it, or where a name stands beside one.
        """
        periods = list(map(self._time, deciding))
        beside = {name: {cell.row for cell in stands if cell.dataset == name} for name in missing}
        for name, rows in missing.items():
            behind = set(rows) & beside[name] if periods else set(rows)
            periods += self._times(name, behind)
        return join_periods(periods or [each.span() for each in self._given(function)])

    def _times(self, dataset: str, rows: Collection[str]) -> list[str]:
        """When rows of a dataset, by what they are called, are of."""
        known = self.evaluation.datasets[dataset]
        return [known.row_period(place) for place in range(len(known.rows)) if known.row_name(place) in rows]

    def _own_time(self, key: Hashable) -> str:
        """When a stated number is of as its row's key tells it, be it that its dataset is declared to be of longer."""
        if isinstance(key, tuple):
            dataset = self.evaluation.datasets[key[0]]
            column = None if isinstance(key[2], Block) else dataset.description.period_column
            return (column and dataset.rows[key[2]][column.name]) or dataset.row_period(key[2])
        return self._time(key)

    def _time(self, key: Hashable) -> str:
        """When a stated number is of."""
        if isinstance(key, tuple):
            return self.evaluation.datasets[key[0]].row_period(key[2])
        return self.evaluation.reported[str(key)].period


def _standing(dataset: Dataset, column: str, texts: Sequence[str]) -> list[list[Cell]]:
    """Of each text, the cells of a column that it stands in."""
    found: dict[str, list[Cell]] = {each: [] for each in texts}
    for text, places in dataset.texts.standing(column, texts).items():
        found[text] += [Cell(dataset.name, dataset.row_name(place), column) for place in places]
    return [found[each] for each in texts]


def _nearest(
    cells: Sequence[Sequence[Cell]], rows: Mapping[str, Sequence[str]], missing: Mapping[str, Sequence[str]]
) -> tuple[Cell, ...]:
    """Of each text, the first cell in a row that decides the answer, else in one with a missing cell, else of all."""

    def chosen(standing: Sequence[Cell]) -> Iterator[Cell]:
        yield from (each for each in standing if each.row in deciding.get(each.dataset, ()))
        by_row = {(each.dataset, each.row): each for each in standing}
        # in their order: those that the function itself leaves out come before those of its inputs
        lacking = ((name, row) for name, named in missing.items() for row in named)
        yield from (by_row[each] for each in lacking if each in by_row)
        yield from standing

    deciding = {name: frozenset(each) for name, each in rows.items()}
    return tuple(next(chosen(each)) for each in cells)


def _kind(result: Answered) -> str:
    return kinds.NAME if isinstance(result, Names) else kinds.PERIOD


def _is_as_stated(function: Function, result: Answered) -> bool:
    """Whether it is declared to be of numbers as stated. Raises `DerivingError` where something else is declared."""
    said, kind = answering(function.returns), _kind(result)
    if said is None or said.kind not in {"", kind}:
        found = f"returns {with_article(kind)}, {shown(result)}, and declares '{function.returns}'"
        raise DerivingError(function.fault(found, f'declare -> "{kind}", or nothing'))
    return said.is_as_stated


def _refuse_another(function: Function, first: Answered, again: Hashable) -> None:
    """Raise `DerivingError` for a function that gives another answer when it is called again."""
    if again != first:
        found = f"gives {shown(first)} and then {_returned(again)} for the same inputs"
        wanted = "compute it from the inputs alone, without chance and without what is kept between calls"
        raise DerivingError(function.fault(found, wanted))


def _is_as_many(result: Answered, other: Answered) -> bool:
    """Whether both are as many names, or periods: fewer are no others, but those of several that are as large."""
    if isinstance(result, Names):
        return isinstance(other, Names) and len(other.texts) == len(result.texts)
    return not isinstance(other, Names) and len(periods_of(other)) == len(periods_of(result))


def _things(chosen: Hashable) -> tuple[Hashable, ...]:
    """What was chosen, one by one."""
    return texts_of(chosen) if isinstance(chosen, Answered) else (chosen,)


def _returned(other: Hashable) -> str:
    return shown(other) if isinstance(other, Answered) else "a number"


def _undecided(function: Function, result: Answered, other: Hashable) -> DerivingError:
    """The error of an answer that is another with other numbers that the inputs may stand for."""
    found = f"returns {shown(result)}, and could return {_returned(other)} within the rounding of its inputs"
    wanted = f'return what the rounding decides, or declare -> "{_kind(result)}, {AS_STATED}" and say that it is'
    return DerivingError(function.fault(found, wanted))


def _tied(function: Function, result: Answered, other: Answered, orders: Sequence[Ordering]) -> DerivingError:
    """The error of an answer whose number is another's too, so that the order of the rows decides.

    Of what `orders` by calls alone of which nothing is known, it may be another's, and the line says which they are.
    """
    found = f"returns {shown(result)}, and as well could return {shown(other)}: their numbers are the same"
    wanted = "return all of them, as in list(table.index[numbers == numbers.max()])"
    if all(each.unknown for each in orders):
        first = min(orders, key=lambda each: each.line)
        found += f" if {first.unknown}(…) picks by size, which cannot be told"
        wanted += f"; or write without {first.unknown} what is picked, as numbers[numbers > 0].index[-1] is"
        return DerivingError(function.fault(found, wanted, line=first.line or None))
    return DerivingError(function.fault(found, wanted))
