"""Functions of `analysis/tables.py` that are given tables of the engine: called, asked, and what comes of it.

Such a function returns an expression. The engine computes it, and its result is a dataset that is called like the
function: the table that the function is, and what other functions take by that name.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from statbrief.data.columns import Column
from statbrief.data.computed import Computed
from statbrief.data.datasets import MANY, Dataset
from statbrief.data.engine_files import file_of
from statbrief.data.engine_tables import EngineTable
from statbrief.data.frames import frame
from statbrief.data.package import Description
from statbrief.data.package_lines import placed
from statbrief.data.units import Registry, Unit, known_unit
from statbrief.engine.address import Address, address_of
from statbrief.engine.extra import load
from statbrief.engine.spark import words_of
from statbrief.errors import DerivingError, Fault, Place, ReadingError, RefusedError
from statbrief.figures.functions import Function, describe, line_in, load_callables, read_functions
from statbrief.figures.sandbox import ForbiddenError, watching
from statbrief.files.hashes import sha256_of_file, sha256_of_stream
from statbrief.files.paths import PACKAGE, TABLES
from statbrief.record.cells import PERIOD
from statbrief.record.record_types import EngineSourceRecord, MeasureRecord, QueryRecord
from statbrief.table_schema.dialects import PLAIN
from statbrief.table_schema.keys import Keys, TypedRow

if TYPE_CHECKING:
    from statbrief.engine.connections import Connection
    from statbrief.engine.plans import Plan
    from statbrief.engine.results import Columns, Result, Times
    from statbrief.engine.shapes import Shapes


def computed_tables(
    folder: Path, tables: Mapping[str, EngineTable], datasets: Collection[str], registry: Registry
) -> dict[str, Dataset]:
    """What engines compute for the brief in `folder`, as datasets by the names of their functions.

    Raises a `StatbriefError` with all that is wrong: with functions, with an engine, with what it reads.
    """
    functions = [each for each in _functions(folder) if {*each.parameters} & {*tables}]
    if faults := [fault for each in functions for fault in _ill_given(each, tables, datasets)]:
        raise DerivingError(faults)
    if not functions:
        return {}
    address = address_of(folder)
    needed = {name: tables[name] for each in functions for name in each.parameters}
    try:
        load()
    except RefusedError as error:
        raise ReadingError(placed([_of_table(next(iter(needed)), "engine", error)], folder)) from None
    return _Computing(folder, needed, registry, address).all(functions)


def _functions(folder: Path) -> list[Function]:
    """The functions of the file, where it can be read; who makes tables says what is wrong with it."""
    return read_functions(folder, TABLES, DerivingError)


def _ill_given(function: Function, tables: Mapping[str, EngineTable], datasets: Collection[str]) -> Iterator[Fault]:
    """Faults of a function that is given something beside tables of the engine, or is called like something else."""
    others = [each for each in function.parameters if each not in tables]
    if others:
        found = f"takes {others[0]} beside {next(each for each in function.parameters if each in tables)}"
        yield function.fault(found, "what the engine computes is of its own tables alone; take both in another table")
    if function.name in {*tables, *datasets}:
        yield function.fault("is also the name of a dataset", "rename one of them")
    sources = dict.fromkeys(tables[each].source for each in function.parameters if each in tables)
    if len(sources) > 1:
        found = f"takes tables of {' and '.join(sources)}"
        yield function.fault(found, "what it computes has one source: compute a table of each")


def _of_table(name: str, what: str, error: RefusedError) -> Fault:
    return Place(PACKAGE).fault(f"{name}: {what}", error.found, error.wanted)


@dataclass
class _Computing:
    """The functions of one brief, asked of one engine."""

    folder: Path
    tables: Mapping[str, EngineTable]
    registry: Registry
    address: Address | None
    counts: dict[str, int] = field(default_factory=dict)
    new: list[tuple[str, str, Result, Mapping[str, int]]] = field(default_factory=list)
    """What was computed, to be kept once it is known that its files stayed what they were."""

    def all(self, functions: Sequence[Function]) -> dict[str, Dataset]:
        """What all functions compute. Raises a `StatbriefError`."""
        from statbrief.engine.connections import connected
        from statbrief.engine.kept import keep, write_numbers

        hashes = {name: self._hashes(each, sha256_of_file) for name, each in self.tables.items()}
        callables = load_callables(self.folder, functions, DerivingError)
        faults: list[Fault] = []
        made: dict[str, Dataset] = {}
        with self._telling_where(), connected(self.address) as connection:
            given = {name: self._given(connection, each) for name, each in self.tables.items()}
            for function in functions:
                asking = _Asking(self, connection, function, hashes)
                try:
                    made[function.name] = asking.dataset(callables[function.name], given)
                except DerivingError as error:
                    faults += error.faults
        changed = list(self._changed(hashes)) if self.new else []
        for each in self.new if not changed else ():  # what others have done wrong is no reason to ask it again
            keep(self.folder, *each)
        if faults or changed:
            raise DerivingError([*faults, *changed])
        for dataset in made.values():
            write_numbers(self.folder, dataset)
        return made

    def _hashes(self, table: EngineTable, sha256: Callable[[Path], str]) -> dict[str, str]:
        return {} if self.address else {name: sha256(self.folder / name) for name in table.files}

    def _given(self, connection: Connection, table: EngineTable) -> Any:  # noqa: ANN401 -- Ibis' own
        try:
            return connection.table(self.folder, table)
        except RefusedError as error:
            fault = _of_table(table.name, "fields", error)
            raise ReadingError(placed([fault], self.folder)) from None
        except Exception as error:  # noqa: BLE001 -- each engine has errors of its own
            refused = RefusedError(f"cannot be read: {self.said(error)}", "correct the file, or where it is")
            raise ReadingError(placed([_of_table(table.name, "path", refused)], self.folder)) from None

    @contextmanager
    def _telling_where(self) -> Iterator[None]:
        """Let an engine that cannot be had be told where its address stands, or its table."""
        try:
            yield
        except RefusedError as error:
            if self.address is None:
                refused = _of_table(next(iter(self.tables)), "engine", error)
                raise ReadingError(placed([refused], self.folder)) from None
            place = self.address.place or Place(PACKAGE)
            raise ReadingError(place.refused("engine", error)) from None

    def said(self, error: BaseException) -> str:
        """What an engine says is wrong, in one line, without what its address keeps to itself."""
        text = self.address.without_secrets(str(error)) if self.address else str(error)
        text = words_of(text) or type(error).__name__
        return text.partition(" LINE 1:")[0].replace(f"{self.folder}/", "")[:300]  # without the question, which is ours

    def count(self, connection: Connection, name: str) -> int:
        """How many rows a table has, asked once."""
        if name not in self.counts:
            self.counts[name] = connection.rows(self.tables[name])
        return self.counts[name]

    def _changed(self, before: Mapping[str, Mapping[str, str]]) -> Iterator[Fault]:
        """Faults of files that changed while they were read."""
        for name, table in self.tables.items():
            for file, digest in self._hashes(table, _now).items():
                if digest != before[name][file]:
                    yield Place(file).fault("file", "changed while it was read", "build again once it is whole")


def _now(path: Path) -> str:
    try:
        return sha256_of_stream(path)
    except OSError:
        return ""


@dataclass
class _Asking:
    """One function, what it asks, and what comes of it."""

    computing: _Computing
    connection: Connection
    function: Function
    hashes: Mapping[str, Mapping[str, str]]

    def dataset(self, call: Callable[..., Any], given: Mapping[str, Any]) -> Dataset:
        """The dataset that the function computes. Raises `DerivingError`."""
        from statbrief.engine.plans import plan
        from statbrief.engine.results import columns_of, times_of
        from statbrief.engine.shapes import Shapes

        function, computing = self.function, self.computing
        expression = self._returned(call, {name: given[name] for name in function.parameters})
        try:
            shapes = Shapes(computing.tables, computing.registry, self.connection.has_own_order)
            planned = plan(expression, shapes)
            columns = columns_of(planned, shapes, computing.registry, self._units())
            result, query = self._result(planned, shapes, columns, times_of(planned, shapes, columns))
            return self._dataset(columns, result, query)
        except RefusedError as error:
            raise DerivingError(function.fault(error.found, error.wanted)) from None

    def _returned(self, call: Callable[..., Any], given: Mapping[str, Any]) -> Any:  # noqa: ANN401 -- Ibis' own
        ibis, function = load(), self.function
        try:
            with watching(self.computing.folder):
                returned = call(**given)
        except ForbiddenError as error:
            raise DerivingError(
                function.fault(str(error), error.wanted or "return an expression of its tables alone")
            ) from None
        except (Exception, SystemExit) as error:  # noqa: BLE001 -- the brief's own code, which may raise anything
            line = line_in(self.computing.folder / function.file, error)
            raise DerivingError(function.fault(*_in_words(ibis, error), line=line)) from None
        if not isinstance(returned, ibis.expr.types.Expr):
            what = "None" if returned is None else f"a {type(returned).__name__}"
            raise DerivingError(function.fault(f"returns {what}", "return an expression of the tables it is given"))
        return returned

    def _units(self) -> dict[str, Unit]:
        """The units that the function declares of its columns."""
        parts = (each.partition(":") for each in (self.function.returns or "").split(";"))
        declared = ((name.strip(), said.partition(",")[0].strip()) for name, _, said in parts)
        found = ((name, known_unit(self.computing.registry, said)) for name, said in declared if said)
        return {name: unit for name, unit in found if unit is not None}

    def _result(
        self,
        planned: Plan,
        shapes: Shapes,
        columns: Columns,
        times: Times,
    ) -> tuple[Result, QueryRecord]:
        """What the engine computes, or has computed; and what is told of it."""
        from statbrief.engine.kept import key_of, read_kept
        from statbrief.engine.results import result_of
        from statbrief.engine.untold import ROWS as LOST
        from statbrief.engine.untold import refuse_untold, untold_filters

        computing, name = self.computing, self.function.name
        folder, sql = computing.folder, self._sql(planned)
        sources = {each: self.hashes[each] for each in self.function.parameters}
        read = [(each, computing.tables[each].how_read) for each in sources]
        told = [(each.form, each.unit, each.rounded_to) for each in columns.columns.values()]
        key = key_of(sql, self.connection.engine, sources, [*read, *told, times])
        kept = None if computing.address else read_kept(folder, name, key)
        if kept is None:
            counts = {each: self._asked(computing.count, self.connection, each) for each in sources}
            most = MANY // max(len(planned.measures), 1)
            for expression, columns_of_it in untold_filters(planned.expression, shapes):
                lost = self._asked(self.connection.computed, expression, 1)
                refuse_untold("filters by", columns_of_it, int(lost[0][LOST]))
            rows = self._asked(self.connection.computed, planned.expression, most)
            if len(rows) > most:
                raise RefusedError(f"gives more than {most} rows", "a brief has tables of some rows: group by less")
            kept = result_of(rows, planned, columns, times), counts
            if computing.address:
                self._hold_counts(counts)
            computing.new.append((name, key, *kept))
        result, counts = kept
        return result, self._query(sql, planned, counts)

    def _sql(self, planned: Plan) -> str:
        """The question in the engine's words. Raises `RefusedError` for one that it has none for."""
        try:
            return self.connection.sql(planned.expression)
        except Exception as error:  # noqa: BLE001 -- Ibis has errors of many kinds
            found = f"{self.connection.engine} cannot be asked that: {self.computing.said(error)}"
            raise RefusedError(found) from None

    def _asked(self, ask: Callable[..., Any], *given: Any) -> Any:  # noqa: ANN401 -- whatever is asked
        """What the engine answers. Raises `RefusedError` where it breaks off."""
        try:
            return ask(*given)
        except Exception as error:  # noqa: BLE001 -- each engine has errors of its own
            found = f"{self.connection.engine} breaks off: {type(error).__name__}: {self.computing.said(error)}"
            raise RefusedError(found, "see what it asks of which data") from None

    def _hold_counts(self, before: Mapping[str, int]) -> None:
        """Raise `RefusedError` where a table of an engine has other rows than before it was asked."""
        for name, count in before.items():
            now = self._asked(self.connection.rows, self.computing.tables[name])
            if now != count:
                raise RefusedError(f"{name} changed while it was read, from {count} rows to {now}", "build again")

    def _query(self, sql: str, planned: Plan, counts: Mapping[str, int]) -> QueryRecord:
        sources: dict[str, EngineSourceRecord] = {}
        for name, rows in counts.items():
            table = self.computing.tables[name]
            known: EngineSourceRecord = {
                "title": table.title,
                "source": table.source,
                "path": "" if self.computing.address else table.path,
                "files": dict(self.hashes[name]),
                "rows": rows,
            }
            sources[name] = {**known, "table": table.table} if self.computing.address else known
        measures: dict[str, MeasureRecord] = {
            name: {"by": each.by, "of": each.shape.name, "rounded_to": _step(each)}
            for name, each in planned.measures.items()
        }
        return {"sql": sql, "engine": self.connection.engine, "sources": sources, "measures": measures}

    def _dataset(self, columns: Columns, result: Result, query: QueryRecord) -> Dataset:
        function = self.function
        source = self.computing.tables[function.parameters[0]].source
        described = _description(function, source, columns.columns, columns.key)
        typed = [_typed(row, columns.columns) for row in result.rows]
        texts = tuple({**row, PERIOD: period} for row, period in zip(result.rows, result.periods, strict=True))
        table = frame(typed, columns.columns, columns.key)
        return Dataset(description=described, table=table, rows=texts, computed=Computed(result.cells, query))


def _in_words(ibis: Any, error: BaseException) -> tuple[str, str]:  # noqa: ANN401 -- a module
    """What is wrong where a function's own code raised, and what to do."""
    if isinstance(error, ibis.common.exceptions.IntegrityError):  # whose text has addresses in memory
        found = "takes columns of one table in a table that is made of it, as trips.fare after trips.filter(…)"
        return found, "write _.fare, which is the column of the table at hand: from ibis import _"
    return describe(error), ""


def _step(measure: Any) -> str:  # noqa: ANN401 -- a measure, whose module needs Ibis
    step = None if measure.by == "count" else measure.shape.step
    return "" if step is None else f"{step:f}"


def _typed(row: Mapping[str, str], columns: Mapping[str, Column]) -> TypedRow:
    values = {name: column.form.read(row[name]) if row[name] else None for name, column in columns.items()}
    return TypedRow(0, values, dict(row))


def _description(function: Function, source: str, columns: Mapping[str, Column], key: tuple[str, ...]) -> Description:
    return Description(
        name=function.name,
        title=function.title or function.name,
        path=file_of(function.name),
        source=source,
        period=f"{{{PERIOD}}}",
        projected=False,
        has_gaps=True,
        dialect=PLAIN,
        size=None,
        digest="",
        keys=Keys(primary=key),
        columns=columns,
    )
