"""Figures, answers and datasets under their labels in the brief's language."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from statbrief.arithmetic.kinds import NAME
from statbrief.brief_tables.shown import cell_labels
from statbrief.brief_tables.table import Table
from statbrief.brief_tables.words import labels_of
from statbrief.charts import picture_words
from statbrief.data.datasets import Dataset
from statbrief.data.units import Unit, unit_name
from statbrief.deriving.derived import Results
from statbrief.deriving.key_columns import of_texts
from statbrief.errors import ChartingError, CheckingError, DerivingError, ReadingError
from statbrief.figures.answer import Answer
from statbrief.figures.figure import Derived, Figure, Reported
from statbrief.figures.functions import read_functions
from statbrief.files.paths import CHARTS, CHECKS, TABLES
from statbrief.languages.labels import MISSING, Labels, labels_file
from statbrief.languages.language import Words
from statbrief.languages.unit_names import counted, is_spoken, to_label
from statbrief.record.asked_forms import asks_for_revisions
from statbrief.record.cells import is_cell

Entitled = TypeVar("Entitled", Figure, Answer)


def labelled(
    folder: Path, results: Results, datasets: Mapping[str, Dataset], words: Words
) -> tuple[Results, dict[str, Dataset]]:
    """Figures, answers and datasets under their labels in the brief's language; where it has none, as they are.

    Raises `ReadingError` with everything of the brief that has no label in it, and every label of what is not there.
    Names have one in any case: those of a column that some answer is from, so that none lacks it when it is another's
    turn.
    """
    labels, figures, answers = words.labels, results.figures, results.answers
    names = [(NAME, text) for text in _nameable(answers.values(), datasets)]
    if not labels:
        if names:
            none = Labels(labels_file(words.lang))
            raise ReadingError(none.faults(names))
        return results, dict(datasets)
    spared = _spared(results, datasets) | _once_named(folder, labels)
    if faults := labels.faults([*_known(folder, results, datasets, words), *names], spared):
        raise ReadingError(faults)

    described = {name: each.description for name, each in datasets.items()}
    titles = {name: labels.text("dataset", name, each.title) for name, each in described.items()}
    titles |= {name: described[name].title for name, each in datasets.items() if each.computed is not None}
    return (
        replace(
            results,
            figures={name: _entitled(each, labels) for name, each in figures.items()},
            answers={name: _entitled(each, labels) for name, each in answers.items()},
        ),
        {
            name: replace(each, description=replace(described[name], title=titles[name]))
            for name, each in datasets.items()
        },
    )


def with_cells_labelled(results: Results, tables: Mapping[str, Table], words: Words) -> Results:
    """The same with the cells of tables called by words of the brief's language: of their table, and of their row."""
    called = {
        name: label
        for table in tables.values()
        for name, label in cell_labels(table, results.answers, words.labels, words).items()
    }
    return replace(
        results,
        figures={name: _called(each, called) for name, each in results.figures.items()},
        answers={name: _called(each, called) for name, each in results.answers.items()},
    )


def _called(each: Entitled, called: Mapping[str, str]) -> Entitled:
    return replace(each, label=called[each.id]) if each.id in called else each


def _entitled(each: Entitled, labels: Labels) -> Entitled:
    """A figure or an answer under its label."""
    return replace(each, label=labels.text("figure", each.id, each.label), stated_label=each.label)


def named(answer: Answer, words: Words) -> Answer:
    """An answer with what the brief's language calls its names, where it calls them otherwise than the data do.

    Raises `ReadingError` for a name without a label, where the language is another.
    """
    if answer.kind != NAME:
        return answer
    called = tuple(words.name(each) for each in answer.texts)
    return answer if called == answer.texts else replace(answer, called=called)


def texts_in(datasets: Mapping[str, Dataset]) -> set[tuple[str, str]]:
    """What labels of names there may be: the texts of all columns of texts."""
    columns = ((each, column) for each in datasets.values() for column in of_texts(each))
    return {(NAME, text) for each, column in columns for text in each.texts.different(column) if text}


def _nameable(answers: Collection[Answer], datasets: Mapping[str, Dataset]) -> list[str]:
    """The texts of the columns that names are from, each once."""
    cells = [cell for each in answers if each.kind == NAME for cell in each.origin.cells]
    columns = dict.fromkeys((cell.dataset, cell.column) for cell in cells)
    texts = (text for dataset, column in columns for text in datasets[dataset].texts.different(column))
    return list(dict.fromkeys(filter(None, texts)))


def _known(folder: Path, results: Results, datasets: Mapping[str, Dataset], words: Words) -> list[tuple[str, str]]:
    """Everything of the brief that has a label, but for names: its kind, and what it is called there."""
    figures = results.figures
    units = _units(figures.values(), datasets.values())
    charts = read_functions(folder, CHARTS, ChartingError)
    known = {
        "figure": [name for name in (*figures, *results.answers) if not is_cell(name)],
        "dataset": [each.name for each in datasets.values() if each.computed is None],  # whose table has captions
        "column": [column for each in datasets.values() if each.computed is None for column in each.columns],
        "check": [each.name for each in read_functions(folder, CHECKS, CheckingError)],
        "caption": [each.name for each in charts],
        "alternative": [each.name for each in charts],
        picture_words.KIND: [
            picture_words.label_of(each, name) for each in charts for name in picture_words.own_words(each)
        ],
        "unit": list(dict.fromkeys(to_label(unit, words) for unit in units.values() if not is_spoken(unit, words))),
    }
    known["locator"] = [each for each in _locators(figures.values()) if not words.known_locator(each)]
    tables = read_functions(folder, TABLES, DerivingError)
    own = [(kind, name) for kind, names in known.items() for name in names]
    own += [(MISSING, each) for each in _reasons(datasets)]
    return own + [label for each in tables for label in labels_of(each)]


def _spared(results: Results, datasets: Mapping[str, Dataset]) -> set[tuple[str, str]]:
    """What may have a label, and may do without."""
    figures = results.figures.values()
    units = _units(figures, datasets.values())
    spared = {("unit", each) for each in (*units, *filter(None, map(counted, units.values())))} | texts_in(datasets)
    return spared | {("locator", each) for each in _locators(figures)}


def _once_named(folder: Path, labels: Labels) -> set[tuple[str, str]]:
    """The names that data may have had once, where the brief tells what was revised: rows that went are called so."""
    return {label for label in labels.rows if label[0] == NAME} if asks_for_revisions(folder) else set()


def _reasons(datasets: Mapping[str, Dataset]) -> list[str]:
    """What data declare of texts that stand for no value; tables and the data of charts say it of empty cells."""
    columns = (column for each in datasets.values() for column in each.columns.values())
    return list(dict.fromkeys(label for column in columns for label in column.form.missing.values() if label))


def _locators(figures: Collection[Figure]) -> list[str]:
    origins = [each.origin for each in figures]
    return sorted({each.locator for each in origins if isinstance(each, Reported) and each.locator})


def _units(figures: Collection[Figure], datasets: Collection[Dataset]) -> dict[str, Unit]:
    """The units that a reader may meet, by name: of figures, of the constants in their formulas, of columns."""
    units = [figure.quantity.units for figure in figures]
    derived = [figure.origin for figure in figures if isinstance(figure.origin, Derived)]
    units += [constant.units for origin in derived for constant in origin.constants.values()]
    units += [column.unit for each in datasets for column in each.columns.values() if column.unit is not None]
    return {name: unit for unit in units if (name := unit_name(unit)) not in {"1", "percent"}}
