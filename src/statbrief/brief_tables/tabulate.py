"""Tables made: each function of `analysis/tables.py` called, and its cells made figures, names and periods."""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from statbrief.arithmetic import kinds
from statbrief.arithmetic.inputs import Input
from statbrief.brief_tables.columns import Declared, declared
from statbrief.brief_tables.computed import computed_callables, evaluated
from statbrief.brief_tables.evaluated import CellFunction, Evaluated
from statbrief.brief_tables.grid import Key, Numbers, Place
from statbrief.brief_tables.sums import in_the_place_of, sums_of_nothing
from statbrief.brief_tables.table import RESERVED, Row, Table, variable_name
from statbrief.brief_tables.table_functions import table_functions
from statbrief.brief_tables.withheld import Withheld, withheld
from statbrief.brief_tables.words import how_to_head, stand_in_the_way, words_in
from statbrief.data.asked_once import asked_once
from statbrief.data.datasets import Dataset
from statbrief.data.no_rows import refusing_no_rows
from statbrief.data.period_keys import strict_periods
from statbrief.data.running import running_apart
from statbrief.data.units import ratio_of, unit_name
from statbrief.deriving.answers_returned import Answered, Names, shown
from statbrief.deriving.derivation import Derivation
from statbrief.deriving.derived import Results
from statbrief.deriving.evaluation import Basis, Moves, Result
from statbrief.deriving.moved_together import NotOfSumsError
from statbrief.errors import DerivingError, Fault, near_miss, raise_by_line
from statbrief.figures.answer import Answer
from statbrief.figures.figure import Derived, Figure
from statbrief.figures.functions import Function, load_callables
from statbrief.figures.rows_behind import rows_behind
from statbrief.languages.quantities import MARKED

_OF_A_ROW = {"name", "name_capital", "label", "kind", "plain", *kinds.PERIODS}
"""What prose says of a row that is called by one name or period."""


@dataclass(frozen=True)
class Tabulated:
    """Tables by name, with the figures and answers that their cells are; `evaluated` made them."""

    tables: dict[str, Table]
    figures: dict[str, Figure]
    answers: dict[str, Answer]
    evaluated: dict[str, Evaluated]

    def beside(self, results: Results) -> Results:
        """What functions return, with the cells of all tables."""
        return replace(
            results, figures={**results.figures, **self.figures}, answers={**results.answers, **self.answers}
        )


def tabulate(folder: Path, results: Results, datasets: Mapping[str, Dataset], charts: Sequence[str] = ()) -> Tabulated:
    """The tables of `analysis/tables.py`, of figures and answers that are known.

    `charts` are names that captions have already. Raises `DerivingError` with every function that is wrong.
    """
    assert results.derivation is not None  # noqa: S101 -- what is derived has one
    functions = table_functions(folder, [*results.figures, *results.answers], datasets, charts)
    return tabulated(folder, functions, results.derivation)


def tabulated(folder: Path, functions: Sequence[Function], derivation: Derivation) -> Tabulated:
    """The tables of functions, each given what is known by now. Raises `DerivingError` with all that goes wrong."""
    made, faults = Tabulated({}, {}, {}, {}), list[Fault]()
    computed = computed_callables(functions, derivation.datasets)
    derivation.evaluation.callables.update(load_callables(folder, functions, DerivingError) | computed)
    once = asked_once(derivation.datasets.values())
    with refusing_no_rows(folder), strict_periods(folder), running_apart(), once:
        for function in functions:
            try:
                _add(derivation, function, made)
            except DerivingError as error:
                faults += error.faults
    raise_by_line(DerivingError, faults)
    return made


def _add(derivation: Derivation, function: Function, made: Tabulated) -> None:
    """Make a table. Raises `DerivingError`."""
    try:
        _Tabulation(derivation, function, made).add()
    except NotOfSumsError:
        derivation.evaluation.turn_to_cells(function)
        _Tabulation(derivation, function, made).add()


class _Tabulation:
    """One table, and what it adds to those that are made."""

    def __init__(self, derivation: Derivation, function: Function, made: Tabulated) -> None:
        self.derivation, self.evaluation, self.function, self.made = derivation, derivation.evaluation, function, made
        self.evaluated = evaluated(self.evaluation, function)
        self.grid = self.evaluated.centre
        self.declared: Declared = declared(function, [*self.grid.columns])
        self.words = words_in(function)

    def add(self) -> None:
        """Make the table's cells, and the table. Raises `DerivingError` with all that is wrong with it."""
        names = self._row_names()
        if faults := [*self._ill_called(names), *self._without_heads(), *self._overloaded()]:
            raise DerivingError(faults)
        grid, table = self.grid, self.function.name
        places: dict[str, Place] = {
            f"{table}.{names[key]}.{column}": (key, column)
            for key in grid.rows
            for column in grid.columns
            if not self._is_empty(key, column)
        }
        numbers = {name: place for name, place in places.items() if isinstance(grid.columns[place[1]], Numbers)}
        leaves = self._prepare(numbers)
        wrong: dict[Place, Sequence[Fault]] = {}
        for name, place in places.items():
            try:
                if name in numbers:
                    self.made.figures[name] = self._figure(name, place)
                else:
                    self.made.answers[name] = self._answer(name, place, leaves)
            except DerivingError as error:
                wrong[place] = error.faults
        made = {place: self.made.figures[name] for name, place in numbers.items() if name in self.made.figures}
        sums = sums_of_nothing(self.function, grid, self.evaluated.sums, made, self.declared.returns)
        if faults := in_the_place_of(wrong, dict(sums)):
            raise DerivingError(faults)
        rows = [self._row(key, names[key], places) for key in grid.rows]
        why = self._withheld(rows)
        self._add_keys(rows, why)
        self._finish(rows, why)

    # -- names --------------------------------------------------------------------------------------------------
    def _row_names(self) -> dict[Key, str]:
        return {key: variable_name(filter(None, key)) for key in self.grid.rows}

    def _word(self, key: Key) -> str:
        """The name of the word that a row is called by, if it is none of the data."""
        return key[0] if key[0] in self.words and not any(key[1:]) and key[0] not in self.grid.columns else ""

    def _ill_called(self, names: Mapping[Key, str]) -> Iterator[Fault]:
        """Faults of rows and columns that prose could not tell apart."""
        taken: dict[str, Key] = {}
        for key, name in names.items():
            said = " ".join(key)
            if not name or name in RESERVED:
                found = f"has a row that is called '{said}'" + (f", which prose has as {name}" if name else "")
                yield self.function.fault(found, "call it by letters or digits, and not rank or plain")
            elif name in taken:
                found = f"has two rows that prose would call {name}: '{' '.join(taken[name])}' and '{said}'"
                yield self.function.fault(found, "rename one of them in the data")
            taken.setdefault(name, key)
        clashing = _OF_A_ROW if len(self.grid.levels) == 1 else set(self.grid.levels)
        for column in self.grid.columns:
            if column in clashing:
                found = f"has a column that is called {column}, which is what prose says of its rows"
                yield self.function.fault(found, "rename it")

    def _without_heads(self) -> Iterator[Fault]:
        named = re.match(r"(\w+): ", self.function.doc)
        if named and named[1] in {*self.grid.levels, *self.grid.columns}:
            found = f"its docstring begins with the head of {named[1]}, and has no caption"
            yield self.function.fault(found, "write the caption first, and an empty line beneath it")
            return
        others = [name for name in self.words if name not in self.grid.columns]
        lacking = [each for each in (*self.grid.levels, *self.grid.columns) if each not in self.words]
        for each in stand_in_the_way(self.function, lacking) or lacking:
            wanted = near_miss(each, others) or how_to_head(each, is_level=each in self.grid.levels)
            yield self.function.fault(f"its docstring has no head for the column {each}", wanted)

    def _overloaded(self) -> Iterator[Fault]:
        """Faults of heads that say more than periods: a cell is called by its head, too."""
        for name in (*self.grid.levels, *self.grid.columns):
            for said in re.findall(r"\{([^{}]*)\}", MARKED.sub(r"\1", self.words.get(name, ""))):
                if said not in kinds.PERIODS:
                    found = f"its head of {name} says {{{said}}}"
                    yield self.function.fault(found, "let a head say {period} alone; figures go into caption and notes")

    # -- cells --------------------------------------------------------------------------------------------------
    def _is_empty(self, key: Key, column: str) -> bool:
        return self.grid.cell(key, column, self.evaluation.no_unit) is None

    def _prepare(self, numbers: Mapping[str, Place]) -> dict[Place, dict[Hashable, Input]]:
        """Make known to the evaluation what each cell is, and find what it rests on and how far it may lie."""
        evaluation = self.evaluation
        for name, place in numbers.items():
            function = self._cell_function(name, place[1])
            evaluation.functions[name] = function
            evaluation.callables[name] = evaluation.callables[self.function.name]
            evaluation.cells[name] = lambda moves, function=function, place=place: self._measured(  # type: ignore[misc]
                function, place, moves
            )
            column = self.grid.columns[place[1]]
            if isinstance(column, Numbers) and column.is_count:
                evaluation.counts.add(name)
        self.missing = {name: self.derivation.missing(evaluation.functions[name]) for name in numbers}
        leaves = self.evaluated.leaves(list(numbers.values()))
        beside = self.evaluated.looked_at(leaves)
        still = [place for place in leaves if not leaves[place] and not beside[place]]
        moving = {column for (_, column), known in leaves.items() if known}
        same = {place: self.evaluated.of_itself(place, leaves) for place in still if place[1] in moving}
        counted = self.evaluated.counted([place for place in still if not same.get(place)])
        of_nothing = dict(sums_of_nothing(self.function, self.grid, self.evaluated.sums, {}))  # as of ranks
        idle = [place for place, rows in counted.items() if not rows and place not in of_nothing]
        whole = {place: self._decides(place[0], leaves) for place in idle if self._is_of_itself(place)}
        self._refuse_typed([place for place in idle if place not in whole or place[1] not in moving])
        same.update(whole)  # a whole's share of itself is always one
        for name, place in numbers.items():
            evaluation.units[name] = evaluation.evaluate(name, {})[1]
            evaluation.leaves[name] = leaves[place]
            keys = {*evaluation.stated_behind([*leaves[place], *beside[place]]), *same.get(place, ())}
            rows = frozenset((key[0], key[2]) for key in (*keys, *counted.get(place, ())) if isinstance(key, tuple))
            evaluation.basis[name] = Basis(frozenset(keys), rows)
        self.evaluated.foresee(numbers, leaves)
        return leaves

    def _is_of_itself(self, place: Place) -> bool:
        """Whether a cell is what a number less or divided by itself is: a share of itself, no difference."""
        cell = self.grid.cell(*place, self.evaluation.no_unit)
        if not isinstance(cell, tuple):
            return False
        ratio = ratio_of(self.derivation.registry.Quantity(*cell))
        return cell[0] == 0 or (ratio is not None and cell[0] * float(ratio) == 1)

    def _refuse_typed(self, places: Sequence[Place]) -> None:
        """Raise `DerivingError` for cells that rest on nothing that the function is given: somebody typed them."""
        faults = [
            self.function.fault(
                f"its cell {' '.join(key)}, {column} rests on none of its inputs",
                "put the number into data/, with who says so, and take it from there",
            )
            for key, column in places
        ]
        if faults:
            raise DerivingError(faults)

    def _cell_function(self, name: str, column: str) -> Function:
        function = self.function
        return CellFunction(
            name=name,
            parameters=function.parameters,
            doc=f"{self.words[column]}",
            returns=self.declared.returns.get(column) or None,
            file=function.file,
            line=function.line,
            source=function.source,
        )

    def _measured(self, function: Function, place: Place, moves: Moves) -> Result:
        """A cell with some inputs moved, in the unit that its column is shown in. Raises `DerivingError`."""
        key, column = place
        grid = self.evaluated.at(moves)
        if key not in grid.places or column not in grid.columns:
            what = f"the row {' '.join(key)}" if key not in grid.places else f"the column {column}"
            wanted = "choose and order rows by statbrief.tables, as in top(table, by='…', n=…), which keeps them"
            raise DerivingError(self.function.fault(f"has no longer {what}{self.evaluation.where(moves)}", wanted))
        if not isinstance(cell := grid.cell(key, column, self.evaluation.no_unit), tuple):
            found = f"its cell {' '.join(key)}, {column} is a number, and {'empty' if cell is None else shown(cell)}"
            raise DerivingError(self.function.fault(found + self.evaluation.where(moves), "return one or the other"))
        number, unit = cell
        if abs(number) == float("inf") and not any(abs(each) == float("inf") for each in moves.values()):
            raise DerivingError(function.fault(f"is {number}{self.evaluation.where(moves)}", "return a number"))
        if function.returns is None and unit_name(unit) == "percent":
            return number, unit  # as all of its column are, below zero and above a hundred too
        told = self.evaluation.promises.unit(function, unit)
        return self.evaluation.promises.restated(number, unit, told), told

    def _figure(self, name: str, place: Place) -> Figure:
        function = self.evaluation.functions[name]
        figure = self.derivation.figure(function, self.missing[name])
        assert isinstance(figure.origin, Derived)  # noqa: S101 -- it was computed
        label = f"{self.words[place[1]]}, {self._called(place[0])}"
        is_of_rows = bool(self._word(place[0])) and figure.origin.cell is None  # a sum that may come to one of them
        among = figure.origin.is_among_stated and not is_of_rows
        origin = replace(figure.origin, function=self.function.name, is_among_stated=among)
        figure = replace(figure, label=label, origin=origin)
        self.derivation.figures[name] = figure
        return figure

    def _called(self, key: Key) -> str:
        """A row as its label says it."""
        return self.words[word] if (word := self._word(key)) else " ".join(key)

    def _answer(self, name: str, place: Place, leaves: Mapping[Place, Mapping[Hashable, Input]]) -> Answer:
        """A name or period of a column. Raises `DerivingError` where the rounding of its row's numbers decides it."""
        column = self.grid.columns[place[1]]
        assert not isinstance(column, Numbers)  # noqa: S101 -- which are figures
        value = column.words[self.grid.places[place[0]]]
        assert value is not None  # noqa: S101 -- as empty cells are none
        if not self.declared.is_as_stated:
            other = next((each for each in self.evaluated.others(place, self.evaluated.inputs) if each != value), None)
            if other is not None:
                said = shown(other) if isinstance(other, Answered) else "nothing"
                found = (
                    f"its cell {' '.join(place[0])}, {place[1]} is {shown(value)}, and {said} as far as rounding tells"
                )
                raise DerivingError(self.function.fault(found, 'declare -> "as stated", and say so'))
        label = f"{self.words[place[1]]}, {self._called(place[0])}"
        return self._standing(name, label, value, self._decides(place[0], leaves))

    def _decides(self, key: Key, leaves: Mapping[Place, Mapping[Hashable, Input]]) -> list[Hashable]:
        """The numbers that a row rests on."""
        return self.evaluation.stated_behind(
            each for place, known in leaves.items() if place[0] == key for each in known
        )

    def _standing(self, name: str, label: str, value: Answered, deciding: Sequence[Hashable]) -> Answer:
        function = replace(self.function, name=name)
        made = self.derivation.answering.cell(function, value, deciding, {}, is_as_stated=self.declared.is_as_stated)
        return replace(made, label=label, origin=replace(made.origin, function=self.function.name))

    # -- rows ---------------------------------------------------------------------------------------------------
    def _row(self, key: Key, name: str, places: Mapping[str, Place]) -> Row:
        start = f"{self.function.name}.{name}"
        named = {column: f"{start}.{column}" for column in self.grid.columns}
        cells = {column: each if each in places else None for column, each in named.items()}
        return Row(name=name, key=key, cells=cells, word=self._word(key))

    def _add_keys(self, rows: Sequence[Row], why: Mapping[str, Withheld]) -> None:
        """What tells rows apart: names and periods, each where it stands in the data."""
        for row, key in zip(rows, self.grid.keys, strict=True):
            if row.word:
                continue
            start = f"{self.function.name}.{row.name}"
            lacking = [why[each].cell for each in (f"{start}.{column}" for column in row.cells) if each in why]
            for level, part in zip(self.grid.levels, key, strict=True):
                name = start if len(self.grid.levels) == 1 else f"{start}.{level}"
                value = part if isinstance(part, pd.Period) else Names((str(part),), is_one=True)
                figures = [self.made.figures[each] for each in row.cells.values() if each in self.made.figures]
                deciding = self.evaluation.stated_behind(k for each in figures for k in self.evaluation.leaves[each.id])
                label = f"{self.words[level]}, {' '.join(row.key)}" if len(key) > 1 else self.words[level]
                self.made.answers[name] = self._keyed(name, label, value, deciding or lacking)

    def _keyed(self, name: str, label: str, value: Answered, deciding: Sequence[Hashable]) -> Answer:
        try:
            return self._standing(name, label, value, deciding)
        except DerivingError as error:
            if not isinstance(value, Names):
                raise
            found = f"has a row that is called {shown(value)}, which stands in none of its datasets"
            known = near_miss(value.texts[0], self.words)
            wanted = known or f"return the text of a cell or of a key, or write {variable_name(value.texts)}: …"
            raise DerivingError(
                self.function.fault(found, f"{wanted} in its docstring" if not known else wanted)
            ) from error

    def _in_order(self, dataset: str, named: Collection[str]) -> tuple[str, ...]:
        """Rows of a dataset in its order."""
        known = self.evaluation.datasets[dataset]
        return tuple(dict.fromkeys(name for name in map(known.row_name, range(len(known.rows))) if name in named))

    def _finish(self, rows: Sequence[Row], why: Mapping[str, Withheld]) -> None:
        table = self.function.name
        figures = [self.made.figures[each] for row in rows for each in row.cells.values() if each in self.made.figures]
        answers = [each for name, each in self.made.answers.items() if name.startswith(f"{table}.")]
        sources = [source for figure in figures for source in figure.sources]
        sources += [source for answer in answers for source in answer.sources]
        known = self.evaluation.datasets
        sources += [known[one.cell[0]].description.source for one in why.values()]
        origins = [each.origin for each in figures if isinstance(each.origin, Derived)]
        used: dict[str, dict[str, None]] = {}
        for rows_of in (*(each.rows for each in origins), *(each.origin.rows for each in answers)):
            for name, named in rows_of.items():
                used.setdefault(name, {}).update(dict.fromkeys(named))
        for one in why.values():
            used.setdefault(one.cell[0], {})[known[one.cell[0]].row_name(one.cell[2])] = None
        behind = [key for figure in figures for key in self.evaluation.basis[figure.id].numbers]
        many = rows_behind(known, (key for key in behind if isinstance(key, tuple) and known[key[0]].has_many))[1]
        self.made.evaluated[table] = self.evaluated
        self.made.tables[table] = Table(
            function=self.function,
            levels=self.grid.levels,
            columns=tuple(self.grid.columns),
            rows=tuple(rows),
            digits=self.declared.digits,
            inputs=self.function.parameters,
            sources=tuple(dict.fromkeys(sources)),
            used={name: () if name in many else self._in_order(name, named) for name, named in used.items()},
            many=many,
            is_as_stated=self.declared.is_as_stated,
            withheld=why,
        )

    def _withheld(self, rows: Sequence[Row]) -> dict[str, Withheld]:
        """Why cells are empty, by what they would be called, in the order of the table."""
        empty = {
            (row.key, column): f"{self.function.name}.{row.name}.{column}"
            for row in rows
            for column, cell in row.cells.items()
            if cell is None
        }
        found = withheld(self.evaluated, list(empty))
        return {name: found[place] for place, name in empty.items() if place in found}
