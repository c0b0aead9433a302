"""The shape of the two records: of an analysis, which only this program reads, and of what a build publishes.

What both have stands once. `published.schema.json` says the same of the published record to everybody else, and holds
one that comes from elsewhere to it before anything here may be believed of it. A published record of version 2 lacks
what the schema of that version lacks; who reads both asks whether it is there.
"""

from __future__ import annotations

from typing import NotRequired, TypedDict

from statbrief.record.figure_types import AnalysedAnswer, AnalysedFigure, CellRecord, PublishedAnswer, PublishedFigure

AGREE, ADD_UP, OTHER = "agree", "add up", "other"
"""The kinds of checks: the first two can be made again from the record alone."""


class ColumnRecord(TypedDict):
    """A column of a dataset that measures something."""

    unit: str
    rounded_to: str


class OpenRecord(TypedDict):
    """A question that the data files leave open: where it stands, what is not known or was guessed, what to write."""

    file: str
    line: int
    what: str
    found: str
    wanted: str


class PreparationRecord(TypedDict):
    """The function that made a dataset's file, and the files that it made it of, with their SHA-256."""

    file: str
    line: int
    sources: dict[str, str]


class TimesRecord(TypedDict):
    """When a dataset's rows are of."""

    first: str
    last: str
    is_series: bool


class EngineSourceRecord(TypedDict):
    """A table that an engine read: what it is called, its files with their SHA-256, and how many rows it had.

    One that stands in an engine of the brief's own has no files, and `table` is its name there.
    """

    title: str
    source: str
    path: str
    files: dict[str, str]
    rows: int
    table: NotRequired[str]


class MeasureRecord(TypedDict):
    """How a column was computed: by which means (sum, mean, quantile …), of which column, rounded to which step."""

    by: str
    of: str
    rounded_to: str


class QueryRecord(TypedDict):
    """What an engine was asked, what it is, what it read, and how its columns were computed."""

    sql: str
    engine: str
    sources: dict[str, EngineSourceRecord]
    measures: dict[str, MeasureRecord]


class DatasetRecord(TypedDict):
    """A dataset and where it comes from."""

    title: str
    template: NotRequired[str]
    period: NotRequired[str]
    file: str
    sha256: str
    source: str
    key: list[str]
    columns: dict[str, ColumnRecord]
    times: NotRequired[TimesRecord]
    prepared: NotRequired[PreparationRecord]
    query: NotRequired[QueryRecord]


class CheckRecord(TypedDict):
    """A check and its outcome."""

    title: str
    template: NotRequired[str]
    kind: str
    holds: bool
    figures: list[str]
    file: str
    line: int


class TableRecord(TypedDict):
    """What a chart is drawn from, as a table of texts."""

    head: list[str]
    rows: list[list[str]]


class ChartRecord(TypedDict):
    """A chart as it is published."""

    identifier: str
    caption: str
    alternative: str
    inputs: list[str]
    reads: NotRequired[dict[str, str]]
    sha256: str
    data: TableRecord
    beside: NotRequired[TableRecord]


class TableShape(TypedDict):
    """What prose may ask of a table: its columns, its rows by the names that they have there, and those with a rank."""

    levels: list[str]
    columns: list[str]
    names: list[str]
    ranked: list[str]


class WithheldRecord(TypedDict):
    """Why a cell of a table has no number: the text that a cell of the data has instead, and what that stands for.

    `label` is what the data declare of it, `called` what the record's language says, where that is another.
    """

    text: str
    label: str
    called: NotRequired[str]
    cell: CellRecord


class CellsRecord(TableShape):
    """A table of figures, names and periods, as it is published: its texts, and where it comes from.

    `head` and `rows` are the texts of its cells, those of a row's key first; a row's cells are known by its name.
    """

    caption: str
    notes: list[str]
    head: list[str]
    rows: list[list[str]]
    sources: list[str]
    file: str
    line: int
    inputs: list[str]
    is_as_stated: bool
    withheld: NotRequired[dict[str, WithheldRecord]]


class WarningRecord(TypedDict):
    """What a chart's reader may stumble over, and where it comes from."""

    file: str
    line: int | None
    column: int | None
    what: str
    found: str
    wanted: str


class AnalysedChart(ChartRecord):
    """A chart as its analysis leaves it: with a hash of what made it, and what readers may stumble over.

    `narrow` is the file of its picture for phones, where it has one.
    """

    key: str
    narrow: NotRequired[str]
    warnings: NotRequired[list[WarningRecord]]


class AnalysisRecord(TypedDict, total=False):
    """What one analysis of an edition knows; nothing where there was none that can be read."""

    version: int
    lang: str
    figures: dict[str, AnalysedFigure]
    answers: dict[str, AnalysedAnswer]
    datasets: dict[str, DatasetRecord]
    prepared: dict[str, str]
    checks: dict[str, CheckRecord]
    charts: dict[str, AnalysedChart]
    revisions: RevisionsRecord
    tables: dict[str, CellsRecord]
    packages: dict[str, str]
    phrases: dict[str, str]
    periods: dict[str, list[tuple[int, str]]]
    times: dict[str, TimesRecord]
    inputs: dict[str, str]
    outputs: dict[str, str]
    asked: dict[str, list[str]]
    asked_of_tables: dict[str, list[str]]
    open: list[OpenRecord]


class EditionRecord(TypedDict):
    """An earlier edition by its kept record: the file, the period that it is of, and the record's SHA-256."""

    file: str
    period: str
    sha256: str


class RevisedRecord(TypedDict):
    """A cell that an earlier edition had otherwise: of a dataset, or the value of a reported figure.

    `texts` are those of its row in the table of revisions, where it has one: what it is, its period, the number as it
    was, as it is, and the difference.
    """

    dataset: str
    row: str
    column: str
    period: str
    unit: str
    old: str
    new: str
    texts: NotRequired[list[str]]


class RowRecord(TypedDict):
    """A row of a dataset."""

    dataset: str
    row: str


class RevisionsRecord(TypedDict):
    """What was revised since an earlier edition; nothing is where there is none. `marked` are cells of tables."""

    since: NotRequired[EditionRecord]
    cells: list[RevisedRecord]
    came: list[RowRecord]
    went: list[RowRecord]
    marked: list[str]


class AttachedRecord(TypedDict):
    """A file that travels inside the pages."""

    file: str
    sha256: str
    type: str
    table: NotRequired[str]


class OutsideRecord(TypedDict):
    """A file of the brief's data that is too large to travel inside the pages, and where it is had, if that is told."""

    sha256: str
    bytes: int
    address: NotRequired[str]


class MadeWith(TypedDict):
    """What made the pages."""

    statbrief: str
    renderer: str
    packages: dict[str, str]


class PageRecord(TypedDict):
    """What one format shows: its text, and a hash of its looks."""

    text: list[str]
    looks: str


class PublishedRecord(TypedDict):
    """All that one build knew."""

    version: int
    title: str
    lang: str
    date: str
    build: NotRequired[str]
    figures: dict[str, PublishedFigure]
    answers: NotRequired[dict[str, PublishedAnswer]]
    datasets: dict[str, DatasetRecord]
    checks: dict[str, CheckRecord]
    charts: dict[str, ChartRecord]
    revisions: NotRequired[RevisionsRecord]
    tables: NotRequired[dict[str, CellsRecord]]
    files: dict[str, str]
    attached: dict[str, AttachedRecord]
    outside: NotRequired[dict[str, OutsideRecord]]
    open: NotRequired[list[OpenRecord]]
    made_with: MadeWith
    pages: dict[str, PageRecord]
    seal: dict[str, str]
