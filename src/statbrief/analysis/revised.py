"""What of a brief was revised since its last edition: its data held against those that are kept in `published/`."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from statbrief.arithmetic.exactness import NOISE
from statbrief.arithmetic.kinds import NAME
from statbrief.data.datasets import Dataset
from statbrief.deriving.key_columns import of_texts
from statbrief.errors import ReadingError
from statbrief.figures.dataset_times import times_observed
from statbrief.figures.figure import Derived, Figure, Reported
from statbrief.figures.revisions_table import Revisions, RevisionsTable
from statbrief.files.paths import KEPT
from statbrief.languages.labels import Labels, labels_file
from statbrief.languages.language import Words
from statbrief.record.asked_forms import asks_for_revisions, tells_revisions
from statbrief.record.figure_types import FigureRecord
from statbrief.record.record_types import EditionRecord, PublishedRecord, RevisedRecord, RevisionsRecord
from statbrief.record.released import FILES, edition_before, file_name, last_before, period_of, read_release
from statbrief.revisions.cells import Told, told_in, with_rows
from statbrief.revisions.compare import Compared, Edition, Moved, Revision, Stated, compared, stated_in
from statbrief.table_schema.periods import Period
from statbrief.table_schema.spans import says_projected


@dataclass(frozen=True, kw_only=True)
class Revised:
    """What was revised: `since` is the edition before, None where none is kept; `marked` are cells of tables."""

    since: EditionRecord | None
    compared: Compared
    table: RevisionsTable
    marked: frozenset[str]

    def recorded(self) -> RevisionsRecord:
        """The same, as both records have it."""
        record: RevisionsRecord = {
            "cells": [_cell(each, self.table.texts.get(each)) for each in self.compared.revised],
            "came": [{"dataset": each.dataset, "row": each.row} for each in self.compared.came],
            "went": [{"dataset": each.dataset, "row": each.row} for each in self.compared.went],
            "marked": sorted(self.marked),
        }
        return {"since": self.since, **record} if self.since else record


def revised(
    folder: Path, figures: Mapping[str, Figure], datasets: Mapping[str, Dataset], words: Words
) -> Revised | None:
    """What the data say otherwise than those of the last edition; None where nothing of it would tell that.

    Raises `ReadingError` for what is wrong in `published/`, and for names without a translation that revisions may
    have to say one day, whether they are revised now or not.
    """
    if not tells_revisions(folder):
        return None
    if asks_for_revisions(folder):
        _refuse_nameless(_in_keys(datasets.values()), words)
    period = _period(figures, datasets)
    before = None if period is None else last_before(folder, period)
    if before is None and not asks_for_revisions(folder):
        return None
    found, marked = Compared(), frozenset[str]()
    if before is not None:
        release = read_release(folder, before)
        was = Edition(told_in(release.record, release.files), stated_in(release.record["figures"]))
        now = Edition({name: _told(each) for name, each in datasets.items()}, dict(_stated(figures)))
        _refuse_left_out(before.name, release.record, was, datasets)
        found = compared(was, now)
        if asks_for_revisions(folder):
            _refuse_nameless(_gone(found.went, datasets), words)
        marked = frozenset(_marked(figures, found, release.record["figures"]))
    since = edition_before(folder, period)
    told = Revisions(found, since["period"] if since else "", figures, datasets, words)
    return Revised(since=since, compared=found, table=told.table(), marked=marked)


def _refuse_left_out(name: str, record: PublishedRecord, was: Edition, datasets: Iterable[str]) -> None:
    """Raise `ReadingError` where the data of the edition before were too large for it, so that nothing is known."""
    outside = record.get("outside", {})
    told = (each for each in datasets if each in was.datasets and was.datasets[each].problem)
    left_out = [each for each in told if record["datasets"][each]["file"] in outside]
    if left_out:
        file, problem = record["datasets"][left_out[0]]["file"], was.datasets[left_out[0]].problem
        where = f"{KEPT}/{FILES}/{file_name(PurePosixPath(file).name, outside[file]['sha256'])}"
        found = f"left out {file}, so what was revised of {left_out[0]} cannot be told: {problem}"
        raise ReadingError.at(name, "record", found, f"put that file there as {where}")


def _marked(figures: Mapping[str, Figure], found: Compared, before: Mapping[str, FigureRecord]) -> Iterator[str]:
    """The cells of tables that differ from what the last edition said of the same period.

    One that repeats a number of a dataset does where that was revised; one that is computed where the same cell of the
    same table was of the same period and of the same rows, and another number.
    """
    cells = {each.cell for each in found.revised}
    for name, figure in figures.items():
        origin, was = figure.origin, before.get(name)
        if "." not in name or not isinstance(origin, Derived):
            continue
        if origin.cell is not None:
            if (origin.cell.dataset, origin.cell.row, origin.cell.column) in cells:
                yield name
        elif was is not None and _is_another(figure, was) and not _moved_on(origin, was):
            yield name


def _is_another(figure: Figure, was: FigureRecord) -> bool:
    """Whether a figure of the same period is another number."""
    is_alike = (was["period"], was["unit"]) == (figure.period, figure.unit)
    return is_alike and not math.isclose(was["value"], figure.value, rel_tol=NOISE)


def _moved_on(origin: Derived, was: FigureRecord) -> bool:
    """Whether a figure rests on other rows of some dataset than before, and on none of those.

    Deaths in a quarter for each inhabitant of its year are of that year, in the next quarter, too.
    """
    if "rows" not in was:
        return False
    pairs = [(rows, was["rows"].get(name, [])) for name, rows in origin.rows.items()]
    return any(rows and before and not {*rows} & {*before} for rows, before in pairs)


def _cell(each: Revision, texts: Sequence[str] | None) -> RevisedRecord:
    known: RevisedRecord = {
        "dataset": each.dataset,
        "row": each.row,
        "column": each.column,
        "period": each.period,
        "unit": each.unit,
        "old": each.old,
        "new": each.new,
    }
    return known if texts is None else {**known, "texts": list(texts)}


def _period(figures: Mapping[str, Figure], datasets: Mapping[str, Dataset]) -> Period | None:
    """The period that the brief is of, as its published record will tell it."""
    times = [found for each in datasets.values() if (found := times_observed(each)) is not None]
    stated = [each.period for each in figures.values() if each.period and _is_stated(each)]
    return period_of(times, stated)


def _is_stated(figure: Figure) -> bool:
    return isinstance(figure.origin, Reported) and not says_projected(figure.origin.note)


def _told(dataset: Dataset) -> Told:
    described = dataset.description
    column = described.period_column
    period = described.period or (f"{{{column.name}}}" if column else "")
    known = Told(title=described.title, key=described.key, columns=dataset.measured())
    marks: list[dict[str, str]] = [{} for _ in dataset.rows] if dataset.withheld else []
    for (name, place), text in dataset.withheld.items():
        marks[place][name] = text
    return with_rows(known, dataset.rows, period, marks)


def _stated(figures: Mapping[str, Figure]) -> Iterator[tuple[str, Stated]]:
    for name, each in figures.items():
        if isinstance(origin := each.origin, Reported):
            step = origin.rounded_to
            yield name, Stated(each.period, each.unit, f"{origin.stated:f}", "" if step is None else f"{step:f}")


def _refuse_nameless(texts: Iterable[str], words: Words) -> None:
    """Raise `ReadingError` for names that an edition in another language has no label for."""
    if not words.are_names_translated:
        return
    none = Labels(labels_file(words.lang))
    missing = [none.missing(NAME, text) for text in dict.fromkeys(texts) if (NAME, text) not in words.labels.rows]
    if missing:
        raise ReadingError(missing)


def _in_keys(datasets: Iterable[Dataset]) -> Iterator[str]:
    """The names in the keys of datasets."""
    for each in datasets:
        for column in of_texts(each):
            if column in each.description.key:
                yield from each.texts.different(column)


def _gone(went: Iterable[Moved], datasets: Mapping[str, Dataset]) -> Iterator[str]:
    """The names in the keys of rows that the data had, and may have no more."""
    for each in went:
        dataset = datasets[each.dataset]
        names = of_texts(dataset)
        yield from (text for column, text in zip(dataset.description.key, each.key, strict=True) if column in names)
