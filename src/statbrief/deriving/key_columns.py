"""Which columns of datasets tell their rows from each other: those of texts, and those of periods."""

from __future__ import annotations

from collections.abc import Iterable

from statbrief.data.datasets import Dataset
from statbrief.table_schema.fields import TEXTS


def of_texts(dataset: Dataset) -> list[str]:
    """The columns whose cells are texts, those of the key first."""
    columns = dataset.columns.values()
    found = [each.name for each in columns if each.unit is None and not each.period and each.form.kind in TEXTS]
    return sorted(found, key=lambda name: name not in dataset.description.key)


def of_periods(dataset: Dataset) -> list[str]:
    """The columns whose cells are periods, those of the key first."""
    found = [each.name for each in dataset.columns.values() if each.period]
    return sorted(found, key=lambda name: name not in dataset.description.key)


def keys_of(datasets: Iterable[Dataset]) -> set[str]:
    """All of these of some datasets."""
    return {name for each in datasets for name in (*of_texts(each), *of_periods(each))}
