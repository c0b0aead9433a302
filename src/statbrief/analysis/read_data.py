"""What the data of a brief say: reported figures and datasets, read once all that is wrong with them is known."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from statbrief.analysis.mended import at_their_source
from statbrief.analysis.prepared import Preparation, hold_prepared, preparations
from statbrief.data.bibliography import checking_bibliographies, read_sources
from statbrief.data.datasets import Dataset
from statbrief.data.engine_tables import EngineTable, read_engine_tables
from statbrief.data.read_datasets import read_datasets
from statbrief.data.units import Registry
from statbrief.errors import Fault, ReadingError
from statbrief.figures.figure import Figure
from statbrief.figures.reported import read_reported
from statbrief.files.own_files import files_in
from statbrief.files.paths import BIBLIOGRAPHY, REPORTED, SOURCES
from statbrief.files.read import is_absent


@dataclass(frozen=True)
class DataRead:
    """What the files of `data/` say, and what made those of them that are prepared."""

    reported: list[Figure]
    datasets: Mapping[str, Dataset]
    prepared: list[Preparation]


def read_data(folder: Path, registry: Registry, held: Mapping[str, tuple[str, str]]) -> DataRead:
    """The data of the brief in `folder`, of which `held` was seen to be as prepared before.

    Raises `ReadingError` with all that is wrong in any file.
    """
    with checking_bibliographies(folder, bibliographies(folder)) as faults_of_bibliographies:
        has_none = is_absent(folder / REPORTED)
        sources = frozenset() if has_none and is_absent(folder / SOURCES) else read_sources(folder)
        hold_prepared(folder, prepared := preparations(folder, registry, sources), held)
        faults: list[Fault] = []
        try:
            reported = [] if has_none else read_reported(folder, registry, sources)
        except ReadingError as error:
            faults += error.faults
        try:
            datasets = read_datasets(folder, registry, sources)
        except ReadingError as error:  # of the reported figures, what their description adds
            told = {(each.file, each.line, each.what) for each in faults}
            others = [each for each in error.faults if (each.file, each.line, each.what) not in told]
            faults += at_their_source(others, {each.path: (each.dataset, [*each.sources]) for each in prepared})
        try:
            tables = read_engine_tables(folder, registry, sources)
        except ReadingError as error:
            faults += error.faults
        faults += faults_of_bibliographies()
    if faults:
        raise ReadingError(dict.fromkeys(faults))
    return DataRead(reported, {**datasets, **_computed(folder, tables, datasets, registry)}, prepared)


def bibliographies(folder: Path) -> list[str]:
    """The bibliographies of the brief in `folder`, by their paths within it."""
    paths = (path for path in files_in(folder / "data") if path.suffix == BIBLIOGRAPHY)
    return [path.relative_to(folder).as_posix() for path in paths]


def _computed(
    folder: Path, tables: Mapping[str, EngineTable], datasets: Mapping[str, Dataset], registry: Registry
) -> Mapping[str, Dataset]:
    """What engines compute; a brief without a table for one loads none of it."""
    if not tables:
        return {}
    from statbrief.engine.queries import computed_tables

    return computed_tables(folder, tables, datasets, registry)
