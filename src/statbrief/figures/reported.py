"""From `data/reported.csv` to reported figures: what the sources say, or all that is wrong with the file."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

from statbrief.arithmetic import kinds
from statbrief.arithmetic.bounds import AS_STATED, BOUNDS, EXACT, stated_range
from statbrief.data.cells import parse_id, parse_step
from statbrief.data.units import Quantity, Registry, Unit, is_count, parse_unit, ratio_of, unit_name
from statbrief.errors import Fault, Place, ReadingError, RefusedError, near_miss, raise_by_line
from statbrief.figures.figure import Figure, Reported, may_be_year
from statbrief.files.paths import REPORTED, SOURCES
from statbrief.files.plain_text import read_plain_text
from statbrief.table_schema.columns import REPORTED_COLUMNS
from statbrief.table_schema.csv_table import Row, parse_table
from statbrief.table_schema.open_questions import NOT_SAID
from statbrief.table_schema.plain_numbers import ContradictionError, parse_number, refuse_contradiction
from statbrief.table_schema.spans import parse_period

Value = TypeVar("Value")


def read_reported(folder: Path, registry: Registry, sources: Collection[str]) -> list[Figure]:
    """The reported figures of the brief in `folder`, in the file's order. Raises `ReadingError`."""
    faults: list[Fault] = []
    text = read_plain_text(folder / REPORTED, REPORTED, faults)
    figures: list[Figure] = []
    try:
        figures = parse_reported(text, registry, sources, name=REPORTED)
    except ReadingError as error:
        faults += error.faults
    raise_by_line(ReadingError, faults)
    return figures


def parse_reported(text: str, registry: Registry, sources: Collection[str], *, name: str = REPORTED) -> list[Figure]:
    """The figures that the CSV `text` holds; `sources` are the keys it may cite.

    Raises `ReadingError` with all the faults of the file.
    """
    rows, faults = parse_table(text, REPORTED_COLUMNS, name)
    figures = []
    lines: dict[str, int] = {}
    for row in rows:
        figure, wrong = _read_row(row, registry, sources, name)
        faults += wrong
        faults += _twice(row, lines, name)
        if figure is not None:
            figures.append(figure)
    raise_by_line(ReadingError, faults)
    return figures


def _twice(row: Row, lines: dict[str, int], name: str) -> list[Fault]:
    """The fault of an id that an earlier row has."""
    key = row.cells["id"]
    if key in lines:
        found = f"'{key}' is already the id of line {lines[key]}"
        return [Place(name, row.line).fault("id", found, "give each figure an id of its own")]
    lines[key] = row.line
    return []


def _read_row(row: Row, registry: Registry, sources: Collection[str], name: str) -> tuple[Figure | None, list[Fault]]:
    faults: list[Fault] = []

    def read(column: str, parse: Callable[[str], Value]) -> Value | None:
        try:
            return parse(row.cells[column])
        except RefusedError as error:
            faults.append(Place(name, row.line).refused(column, error))
            return None

    key = read("id", parse_id)
    label = read("label", _parse_label)
    stated = read("value", parse_number)
    unit = read("unit", lambda text: _parse_unit(registry, text))
    is_as_stated = row.cells["rounded_to"] in {AS_STATED, NOT_SAID}
    step = None if is_as_stated else read("rounded_to", lambda text: parse_step(text, words=(EXACT, AS_STATED)))
    bound = read("bound", _parse_bound)
    period = read("period", parse_period)
    source = read("source", lambda text: _parse_source(text, sources))
    if stated is not None and unit is not None and not any(each.what == "rounded_to" for each in faults):
        counted = unit_name(unit) if is_count(registry, unit) else ""
        faults += _contradictions(row, name, stated, step, counted)
        faults += _years(row, name, stated, unit)
    if faults or key is None or label is None or stated is None or period is None or source is None:
        return None, faults
    origin = Reported(
        stated=stated,
        unit=row.cells["unit"],
        rounded_to=step,
        bound=bound or "",
        source=source,
        locator=" ".join(row.cells["locator"].split()),
        note=" ".join(row.cells["note"].split()),
        file=name,
        line=row.line,
        is_as_stated=is_as_stated,
        is_counted=unit is not None and is_count(registry, unit),
    )
    quantity = registry.Quantity(float(stated), unit)
    return _figure(key, label, quantity, period, origin), []


def _figure(key: str, label: str, quantity: Quantity, period: str, origin: Reported) -> Figure:
    """The figure with the range that its rounding allows, and what kind it is."""
    reach = stated_range(origin.stated, origin.rounded_to, origin.bound)
    figure = Figure(id=key, label=label, quantity=quantity, range=reach, period=period, origin=origin)
    return replace(figure, kind=_kind(figure))


def _kind(figure: Figure) -> str:
    """What a source's number is: a ratio from 0 to 1 is read as a share, of any other no more is known."""
    ratio = ratio_of(figure.quantity)
    if ratio is None:
        return kinds.LEVEL
    return kinds.SHARE if 0 <= figure.known.value * Fraction(ratio) <= 1 else kinds.NUMBER


def _contradictions(row: Row, name: str, stated: Decimal, step: Decimal | None, counted: str) -> list[Fault]:
    """The fault of what contradicts itself in a row, if anything does."""
    try:
        refuse_contradiction(stated, step, row.cells["value"], counted)
    except ContradictionError as error:
        return [Place(name, row.line).refused(error.column, error)]
    return []


def _years(row: Row, name: str, stated: Decimal, unit: Unit) -> list[Fault]:
    """The fault of what may be a year and does not say so: nobody writes one as 2,030, nor means so many years."""
    cells, unit_said = row.cells, unit_name(unit)
    if cells["rounded_to"] != EXACT or cells["bound"] or unit_said not in {"1", "year"} or not may_be_year(stated):
        return []
    year = str(int(stated))
    if unit_said == "year":
        found = f"{year} exact years would be written {stated:,}, as a length of time"
        wanted = f"write 1 as the unit and {year} as the period of the year {year}, or a step in rounded_to"
        return [Place(name, row.line).fault("unit", found, wanted)]
    if cells["period"] == year:
        return []
    found = f"{year} without a unit may be a year, and would be written {stated:,}"
    wanted = f"write {year} as its period where it is that year, else a unit for what it counts"
    return [Place(name, row.line).fault("value", found, wanted)]


def _parse_label(text: str) -> str:
    if not text:
        raise RefusedError("nothing", "say what the number counts")
    return " ".join(text.split())


def _parse_unit(registry: Registry, text: str) -> Unit:
    if not text:
        raise RefusedError("nothing", "name a unit, or 1 for a share or a ratio")
    try:
        return parse_unit(registry, "1" if text == NOT_SAID else text)
    except ValueError as error:
        raise RefusedError(f"'{text}' is not a unit", str(error)) from error


def _parse_bound(text: str) -> str:
    if text not in BOUNDS:
        wanted = near_miss(text, BOUNDS) or "write at least, more than, at most, less than or nothing"
        raise RefusedError(f"'{text}' is not a bound", wanted)
    return text


def _parse_source(text: str, sources: Collection[str]) -> str:
    if text not in {NOT_SAID, *sources}:
        known = near_miss(text, sources) or f"the keys of {SOURCES} are {', '.join(sorted(sources))}"
        raise RefusedError(f"'{text}' is not a key of {SOURCES}" if text else "nothing", known)
    return text
