"""From `data/reported.csv` to reported figures: what the sources say, or all that is wrong with the file."""

from __future__ import annotations

import datetime as dt
import keyword
import math
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

from statbrief import kinds
from statbrief.errors import Fault, ReadingError, near_miss
from statbrief.exactness import AS_STATED, OPEN_ABOVE, OPEN_BELOW
from statbrief.figures import Figure, Reported
from statbrief.plainness import WRITE_DIGITS, parse_number, stated_problem
from statbrief.ranges import Range
from statbrief.tables import Row, parse_table, read_text
from statbrief.units import Registry, Unit, is_count, parse_unit, ratio_of, unit_name

Value = TypeVar("Value")

REPORTED = "data/reported.csv"
SOURCES = "data/sources.bib"
COLUMNS = ("id", "label", "value", "unit", "rounded_to", "bound", "period", "source", "locator", "note")
BOUNDS = ("", *OPEN_ABOVE, *OPEN_BELOW)
RESERVED = ("words",)
"""Names that analysis functions use for other things than figures and datasets."""

_BIB_ENTRY = re.compile(r"^[ \t]*@(\w+)\s*\{\s*([^\s,{}]+)\s*,", re.MULTILINE)
_NOT_ENTRIES = {"comment", "string", "preamble"}


def read_sources(folder: Path) -> frozenset[str]:
    """The keys of the bibliography. Raises `ReadingError` when it is missing, not UTF-8, or has a key twice."""
    text = read_text(folder / SOURCES, SOURCES)
    lines: dict[str, int] = {}
    faults = []
    for entry in _BIB_ENTRY.finditer(text):
        if entry[1].lower() in _NOT_ENTRIES:
            continue
        line = text.count("\n", 0, entry.start(1)) + 1
        if entry[2] in lines:
            found = f"'{entry[2]}' is already the key of line {lines[entry[2]]}"
            faults.append(Fault(file=SOURCES, line=line, what="key", found=found, wanted="give it a key of its own"))
        lines.setdefault(entry[2], line)
    if faults:
        raise ReadingError(faults)
    return frozenset(lines)


def read_reported(folder: Path, registry: Registry, sources: Collection[str]) -> list[Figure]:
    """The reported figures of the brief in `folder`, in the file's order. Raises `ReadingError`."""
    faults: list[Fault] = []
    text = read_text(folder / REPORTED, REPORTED, faults)
    figures: list[Figure] = []
    try:
        figures = parse_reported(text, registry, sources, name=REPORTED)
    except ReadingError as error:
        faults += error.faults
    if faults:
        raise ReadingError(sorted(faults, key=lambda fault: fault.line or 0))
    return figures


def parse_reported(text: str, registry: Registry, sources: Collection[str], *, name: str = REPORTED) -> list[Figure]:
    """The figures that the CSV `text` holds; `sources` are the keys it may cite.

    Raises `ReadingError` with all the faults of the file.
    """
    rows, faults = parse_table(text, COLUMNS, name)
    figures = []
    lines: dict[str, int] = {}
    for row in rows:
        figure, wrong = _read_row(row, registry, sources, name)
        faults += wrong
        faults += _twice(row, lines, name)
        if figure is not None:
            figures.append(figure)
    if faults:
        raise ReadingError(sorted(faults, key=lambda fault: fault.line or 0))
    return figures


def _twice(row: Row, lines: dict[str, int], name: str) -> list[Fault]:
    """The fault of an id that an earlier row has."""
    key = row.cells["id"]
    if key in lines:
        found = f"'{key}' is already the id of line {lines[key]}"
        return [Fault(file=name, line=row.line, what="id", found=found, wanted="give each figure an id of its own")]
    lines[key] = row.line
    return []


def _read_row(row: Row, registry: Registry, sources: Collection[str], name: str) -> tuple[Figure | None, list[Fault]]:
    faults: list[Fault] = []

    def read(column: str, parse: Callable[[str], Value]) -> Value | None:
        try:
            return parse(row.cells[column])
        except ValueError as error:
            found, _, wanted = str(error).partition("; ")
            faults.append(Fault(file=name, line=row.line, what=column, found=found, wanted=wanted))
            return None

    key = read("id", parse_id)
    label = read("label", _parse_label)
    stated = read("value", parse_number)
    unit = read("unit", lambda text: _parse_unit(registry, text))
    is_as_stated = row.cells["rounded_to"] == AS_STATED
    step = None if is_as_stated else read("rounded_to", lambda text: parse_step(text, words=("exact", AS_STATED)))
    bound = read("bound", _parse_bound)
    period = read("period", parse_period)
    source = read("source", lambda text: _parse_source(text, sources))
    if stated is not None and unit is not None and not any(each.what == "rounded_to" for each in faults):
        counted = unit_name(unit) if is_count(registry, unit) else ""
        faults += _contradictions(row, name, stated_problem(stated, step, row.cells["value"], counted))
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
    )
    quantity = registry.Quantity(float(stated), unit)
    reach = stated_range(stated, step, bound or "")
    figure = Figure(id=key, label=label, quantity=quantity, range=reach, period=period, origin=origin)
    return replace(figure, kind=_kind(figure)), []


def _kind(figure: Figure) -> str:
    """What a source's number is: a ratio from 0 to 1 is read as a share, of any other no more is known."""
    ratio = ratio_of(figure.quantity)
    if ratio is None:
        return kinds.LEVEL
    return kinds.SHARE if 0 <= figure.known.value * Fraction(ratio) <= 1 else kinds.NUMBER


def _contradictions(row: Row, name: str, problem: tuple[str, str]) -> list[Fault]:
    """The fault of what contradicts itself in a row, if anything does."""
    column, said = problem
    found, _, wanted = said.partition("; ")
    return [Fault(file=name, line=row.line, what=column, found=found, wanted=wanted)] if said else []


def stated_range(stated: Decimal, step: Decimal | None, bound: str = "") -> Range:
    """What a stated value can mean: value ± step / 2, open on the side that the bound leaves open.

    >>> stated_range(Decimal(70000), Decimal(10000))
    Range(low=65000.0, high=75000.0)
    >>> stated_range(Decimal(30), None, "at least")
    Range(low=30.0, high=inf)
    """
    half = (step or Decimal(0)) / 2
    low = -math.inf if bound in OPEN_BELOW else float(stated - half)
    high = math.inf if bound in OPEN_ABOVE else float(stated + half)
    return Range(low, high)


def parse_id(text: str) -> str:
    """A name that `analysis/` can use as a parameter. Raises `ValueError`."""
    if not text.isidentifier() or keyword.iskeyword(text) or text.startswith("_"):
        usable = re.sub(r"\W+", "_", text).strip("_").lower()
        wanted = f"write {usable}" if usable.isidentifier() and not keyword.iskeyword(usable) else ""
        raise ValueError(f"'{text}' is not a name; {wanted or 'use letters, digits and _, a letter first'}")
    if text in RESERVED:
        raise ValueError(f"'{text}' has another meaning in analysis/; choose another name")
    _refuse_lookalikes(text)
    return text


def _refuse_lookalikes(text: str) -> None:
    """Raise `ValueError` for a name that Python reads as another, or that looks like another to people."""
    same = unicodedata.normalize("NFKC", text)
    if same != text:
        raise ValueError(f"'{text}' is '{same}' to Python; write {same} with simple characters")
    for character in text:
        name = unicodedata.name(character, "a character without a name")
        if not character.isascii() and not name.startswith("LATIN "):
            raise ValueError(f"'{text}' holds {name}; write it in Latin letters")


def parse_step(text: str, *, words: Sequence[str] = ("exact",)) -> Decimal | None:
    """The step that a source rounded to; None for ``exact``. `words` may stand in its place. Raises `ValueError`."""
    if text == "exact":
        return None
    wanted = f"write the step the source rounded to, such as 1000, {' or '.join(words) if words[1:] else 'or exact'}"
    if not text:
        raise ValueError(f"nothing; {wanted}")
    try:
        step = parse_number(text)
    except ValueError as error:
        own = str(error).partition("; ")[2]  # how to write the number, where that can be told
        hint = near_miss(text, words) or (own if own != WRITE_DIGITS else "")
        raise ValueError(f"{str(error).partition('; ')[0]}; {hint or wanted}") from error
    if step <= 0:
        raise ValueError(f"{text} is not above zero; {wanted}")
    return step


def _parse_label(text: str) -> str:
    if not text:
        raise ValueError("nothing; say what the number counts")
    return " ".join(text.split())


def _parse_unit(registry: Registry, text: str) -> Unit:
    if not text:
        raise ValueError("nothing; name a unit, or 1 for a share or a ratio")
    try:
        return parse_unit(registry, text)
    except ValueError as error:
        raise ValueError(f"'{text}' is not a unit; {error}") from error


def _parse_bound(text: str) -> str:
    if text not in BOUNDS:
        wanted = near_miss(text, BOUNDS) or "write at least, more than, at most, less than or nothing"
        raise ValueError(f"'{text}' is not a bound; {wanted}")
    return text


def _parse_source(text: str, sources: Collection[str]) -> str:
    if text not in sources:
        known = near_miss(text, sources) or f"the keys of {SOURCES} are {', '.join(sorted(sources))}"
        raise ValueError(f"'{text}' is not a key of {SOURCES}; {known}" if text else f"nothing; {known}")
    return text


def parse_period(text: str) -> str:
    """A year, month or day of ISO 8601, or two of them with a slash between. Raises `ValueError`."""
    for part in text.split("/"):
        if not _is_date(part):
            raise ValueError(f"'{text}' is not a period; write 2022, 2022-05, 2022-05-12 or 2019-05/2022-05")
    ends = text.split("/")
    if len(ends) > 2:  # noqa: PLR2004 -- a period has a start and an end
        raise ValueError(f"'{text}' has more than two ends; write 2019-05/2022-05")
    if ends != sorted(ends):
        raise ValueError(f"'{text}' ends before it starts; write {'/'.join(sorted(ends))}")
    return text


def _is_date(text: str) -> bool:
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text):
        return False
    year, month, day = (*map(int, text.split("-")), 1, 1)[:3]
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


def join_periods(periods: Iterable[str]) -> str:
    """The one period that all share, else the span from the earliest to the latest.

    >>> join_periods(["2022-05", "2019-05"])
    '2019-05/2022-05'
    """
    ends = sorted({end for period in periods if period for end in period.split("/")})
    if not ends:
        return ""
    return ends[0] if len(ends) == 1 else f"{ends[0]}/{ends[-1]}"
