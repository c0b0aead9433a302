"""When the rows of datasets are of: what prose, which is checked without reading data, must know of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from statbrief.languages.timelines import of_rows
from statbrief.record.shape import TimesRecord
from statbrief.tabular.spans import ends_of

if TYPE_CHECKING:
    from statbrief.data.datasets import Dataset
    from statbrief.tabular.periods import Period


def times_of_rows(datasets: Mapping[str, Dataset]) -> dict[str, TimesRecord]:
    """Of each dataset whose rows have a period, the first and the last, and whether there is one of each between."""
    found: dict[str, TimesRecord] = {}
    for name, dataset in datasets.items():
        if rows := of_rows(_periods(dataset)):
            found[name] = {"first": rows.first.text, "last": rows.last.text, "is_series": rows.is_series}
    return found


def _periods(dataset: Dataset) -> Iterator[Period]:
    """Those that the dataset is declared to be of; else those of the column that tells its rows apart in time."""
    column = dataset.description.period_column
    if dataset.description.period:
        for text in {dataset.row_period(place) for place in range(len(dataset.rows))}:
            yield from ends_of(text)
    elif column is not None:
        for text in {row[column.name] for row in dataset.rows if row[column.name]}:
            yield from ends_of(text)
