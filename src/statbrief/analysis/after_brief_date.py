"""Periods held against the brief's date."""

from __future__ import annotations

from statbrief.analysis.mended import Made, at_their_source
from statbrief.errors import Place, ReadingError
from statbrief.files.paths import REPORTED
from statbrief.project.project import Project
from statbrief.prose.dates import day_of
from statbrief.record.analysis_record import read_record
from statbrief.record.record_types import AnalysisRecord
from statbrief.table_schema.spans import first_day


def refuse_the_future(project: Project) -> None:
    """Hold the periods of the last analysis against the brief's date, where it has one.

    Raises `ReadingError` with those that begin after it, and `ProseError` for a date that is none.
    """
    day = day_of(project)
    if day is None:
        return
    record = read_record(project.folder, project.generated)
    known = record.get("periods", {})
    faults = [
        Place(file, line).fault(
            "period",
            f"{period} begins after the brief's date, {day.isoformat()}",
            "correct it, or begin the row's note with projected"
            if file == REPORTED
            else 'correct it, or declare "projected" of the dataset',
        )
        for file, rows in known.items()
        for line, period in sorted(rows)
        if first_day(period) > day
    ]
    if faults:
        raise ReadingError(at_their_source(faults, _made(record)))


def _made(record: AnalysisRecord) -> dict[str, Made]:
    """By file, the function that makes it, and of what."""
    return {
        dataset["file"]: (name, [*dataset["prepared"]["sources"]])
        for name, dataset in record.get("datasets", {}).items()
        if "prepared" in dataset
    }
