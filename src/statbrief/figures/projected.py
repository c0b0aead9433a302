"""Periods that begin after the brief's date: a slip of the pen, unless a row or a dataset says that it is projected.

An analysis does not know the date, which is the document's and may change with the prose. So it keeps in its record
when the latest periods of each file begin, and the date is held against those each time (by
`analysis/after_brief_date`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from statbrief.table_schema.spans import first_day, says_projected

if TYPE_CHECKING:
    from statbrief.data.datasets import Dataset
    from statbrief.figures.figure import Figure

_MOST = 20  # of a file: more would not be read

Latest = list[tuple[int, str]]


def latest_periods(figures: Iterable[Figure], datasets: Iterable[Dataset]) -> dict[str, Latest]:
    """Of each file, the lines and periods that begin last and are not said to be projected."""
    found: dict[str, Latest] = {}
    for file, line, period in (*_of_rows(figures), *_of_datasets(datasets)):
        found.setdefault(file, []).append((line, period))
    return {file: sorted(each, key=lambda row: first_day(row[1]), reverse=True)[:_MOST] for file, each in found.items()}


def _of_rows(figures: Iterable[Figure]) -> Iterator[tuple[str, int, str]]:
    from statbrief.figures.figure import Reported

    for figure in figures:
        origin = figure.origin
        if isinstance(origin, Reported) and not says_projected(origin.note):
            yield origin.file, origin.line, figure.period


def _of_datasets(datasets: Iterable[Dataset]) -> Iterator[tuple[str, int, str]]:
    for dataset in datasets:
        if dataset.computed is not None:
            continue  # it has no lines; what an engine read ends when its source does
        codes, periods = dataset.periods_of_rows
        for place in _latest_rows(dataset):
            yield dataset.description.path, dataset.lines[place], periods[codes[place]]


def _latest_rows(dataset: Dataset) -> list[int]:
    """As many rows as are told at most that begin last and are not projected, and all others that begin with them."""
    codes, periods = dataset.periods_of_rows
    begins: dict[date, list[int]] = {}
    for code, each in enumerate(periods):
        if each:
            begins.setdefault(first_day(each), []).append(code)
    found: list[int] = []
    for begin in sorted(begins, reverse=True):
        rows = (place for code in begins[begin] for place in (codes == code).nonzero()[0].tolist())
        found += islice((place for place in sorted(rows) if not is_projected(dataset, place)), _MOST)
        if len(found) >= _MOST:
            break
    return sorted(found)


def is_projected(dataset: Dataset, place: int) -> bool:
    """Whether a row of a dataset is said to lie in the future."""
    projected = dataset.description.projected
    return dataset.rows[place][projected] == "true" if isinstance(projected, str) else projected
