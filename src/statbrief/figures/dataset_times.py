"""When the rows of datasets are of: what prose, which is checked without reading data, must know of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from statbrief.figures.projected import is_projected
from statbrief.languages.data_periods import of_rows
from statbrief.record.record_types import TimesRecord
from statbrief.table_schema.spans import ends_of

if TYPE_CHECKING:
    from statbrief.data.datasets import Dataset
    from statbrief.table_schema.periods import Period


def times_of_rows(datasets: Mapping[str, Dataset]) -> dict[str, TimesRecord]:
    """Of each dataset whose rows have a period, the first and the last, and whether there is one of each between."""
    return {name: times for name, dataset in datasets.items() if (times := _times(dataset, None))}


def times_observed(dataset: Dataset) -> TimesRecord | None:
    """The same of the rows of one dataset that are not projected; None where none of them has a period."""
    if not dataset.description.projected:
        return _times(dataset, None)
    return _times(dataset, [place for place in range(len(dataset.rows)) if not is_projected(dataset, place)])


def _times(dataset: Dataset, places: Sequence[int] | None) -> TimesRecord | None:
    """The same of rows at some places; of all where there are none."""
    rows = of_rows(_periods(dataset, places))
    if rows is None:
        return None
    return {"first": rows.first.text, "last": rows.last.text, "is_series": rows.is_series}


def _periods(dataset: Dataset, places: Sequence[int] | None) -> Iterator[Period]:
    """Those of some rows, as the dataset is declared to be; else of the column that tells its rows apart in time."""
    column = dataset.description.period_column
    if dataset.description.period:
        codes, periods = dataset.periods_of_rows
        for text in periods if places is None else {periods[codes[place]] for place in places}:
            yield from ends_of(text) if text else ()  # what an engine computed of a table without times has none
    elif column is not None:
        of_rows, different = dataset.texts.codes(column.name), dataset.texts.different(column.name)
        for text in different if places is None else {different[of_rows[place]] for place in places}:
            yield from ends_of(text)
