"""Figures and datasets under their labels in the brief's language."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from statbrief.charts import said
from statbrief.data.datasets import Dataset
from statbrief.data.units import Unit, unit_name
from statbrief.errors import ChartingError, CheckingError, ReadingError
from statbrief.figures.figure import Derived, Figure, Reported
from statbrief.figures.functions import read_functions
from statbrief.files.paths import CHARTS, CHECKS
from statbrief.languages.language import Words
from statbrief.languages.unit_names import is_spoken


def labelled(
    folder: Path, figures: Mapping[str, Figure], datasets: Mapping[str, Dataset], words: Words
) -> tuple[dict[str, Figure], dict[str, Dataset]]:
    """Figures and datasets under their labels in the brief's language.

    Raises `ReadingError` with everything of the brief that has no label in it, and every label of what is not there.
    """
    labels, units = words.labels, _units(figures.values(), datasets.values())
    charts = read_functions(folder, CHARTS, ChartingError)
    named = {
        "figure": list(figures),
        "dataset": list(datasets),
        "column": [column for each in datasets.values() for column in each.columns],
        "check": [each.name for each in read_functions(folder, CHECKS, CheckingError)],
        "caption": [each.name for each in charts],
        "alternative": [each.name for each in charts],
        said.KIND: [said.label_of(each, name) for each in charts for name in said.own_words(each)],
        "unit": [name for name, unit in units.items() if not is_spoken(unit, words)],
    }
    origins = [each.origin for each in figures.values()]
    locators = sorted({each.locator for each in origins if isinstance(each, Reported) and each.locator})
    named["locator"] = [each for each in locators if not words.known_locator(each)]
    known = [(kind, name) for kind, names in named.items() for name in names]
    spared = [("locator", each) for each in locators] + [("unit", each) for each in units]
    if faults := labels.faults(known, spared):
        raise ReadingError(faults)
    return (
        {
            name: replace(each, label=labels.text("figure", name, each.label), stated_label=each.label)
            for name, each in figures.items()
        },
        {
            name: replace(
                each, description=replace(each.description, title=labels.text("dataset", name, each.description.title))
            )
            for name, each in datasets.items()
        },
    )


def _units(figures: Collection[Figure], datasets: Collection[Dataset]) -> dict[str, Unit]:
    """The units that a reader may meet, by name: of figures, of the constants in their formulas, of columns."""
    units = [figure.quantity.units for figure in figures]
    derived = [figure.origin for figure in figures if isinstance(figure.origin, Derived)]
    units += [constant.units for origin in derived for constant in origin.constants.values()]
    units += [column.unit for each in datasets for column in each.columns.values() if column.unit is not None]
    return {name: unit for unit in units if (name := unit_name(unit)) not in {"1", "percent"}}
