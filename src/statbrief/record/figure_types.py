"""The shape of what both records have of figures, names and periods: see `record_types`, which has all else."""

from __future__ import annotations

from typing import NotRequired, TypedDict, final

Ends = list[float | None]
"""The lowest and highest value of a range; None where it is open."""


class OfEveryFigure(TypedDict):
    """What is known of a figure, whatever its origin."""

    label: str
    stated_label: NotRequired[str]
    template: NotRequired[str]
    value: float
    unit: str
    unit_text: str
    unit_one: str
    range: Ends
    period: str
    sources: list[str]
    kind: str
    ratio: str
    file: str
    line: int


class Statement(TypedDict):
    """What is known of a figure because a source states it."""

    stated: str
    stated_unit: NotRequired[str]
    rounded_to: str
    bound: str
    locator: str
    note: str
    agrees: list[str]
    is_counted: NotRequired[bool]


class CellRecord(TypedDict):
    """A number of a dataset."""

    dataset: str
    row: str
    column: str


class ManyRowsRecord(TypedDict):
    """Rows of a dataset that are too many to be named: how many, and by which texts of columns they are told."""

    count: int
    where: dict[str, str]


class ConstantRecord(TypedDict):
    """What a formula names beside its inputs."""

    value: float
    unit: str


class RowsBeside(TypedDict):
    """Rows that are not among those that a result is said to rest on: too many to be named, or without a value."""

    many: NotRequired[dict[str, ManyRowsRecord]]
    missing: NotRequired[dict[str, list[str]]]


class OfFunction(RowsBeside):
    """What is known of anything because a function returns it."""

    function: str
    inputs: list[str]
    reported: list[str]
    rows: dict[str, list[str]]


class Derivation(OfFunction):
    """What is known of a figure because a function computes it."""

    as_stated: NotRequired[list[str]]
    formula: str
    constants: dict[str, ConstantRecord]
    factors: dict[str, float]
    scale: float
    cell: CellRecord | None
    is_computed: NotRequired[bool]
    exact: list[str | None]
    ends: bool
    is_open: bool
    limit: NotRequired[str]
    is_limit_in: NotRequired[bool]
    known_to: str
    band: NotRequired[str]


@final
class OfReportedFigure(OfEveryFigure, Statement):
    """All that is known of a reported figure, but for its texts."""


@final
class OfDerivedFigure(OfEveryFigure, Derivation):
    """All that is known of a derived figure, but for its texts."""


FigureRecord = OfReportedFigure | OfDerivedFigure
"""A figure of either record, whatever texts it has there."""


@final
class ReportedFigure(OfEveryFigure, Statement):
    """A reported figure as it is published, with the texts that say it."""

    texts: dict[str, str]


@final
class DerivedFigure(OfEveryFigure, Derivation):
    """A derived figure as it is published, with the texts that say it."""

    texts: dict[str, str]


PublishedFigure = ReportedFigure | DerivedFigure


@final
class AnalysedReported(OfEveryFigure, Statement):
    """A reported figure as its analysis leaves it, with the texts of generated tables and charts."""

    shown: dict[str, str]


@final
class AnalysedDerived(OfEveryFigure, Derivation):
    """A derived figure as its analysis leaves it, with the texts of generated tables and charts."""

    shown: dict[str, str]


AnalysedFigure = AnalysedReported | AnalysedDerived


class AnswerRecord(OfFunction):
    """What is known of a name or a period that a function returns."""

    label: str
    stated_label: NotRequired[str]
    template: NotRequired[str]
    kind: str
    value: list[str]
    called: NotRequired[list[str]]
    period: str
    sources: list[str]
    file: str
    line: int
    cells: list[CellRecord]
    is_as_stated: bool


class PublishedAnswer(AnswerRecord):
    """A name or a period as it is published, with the texts that say it."""

    texts: dict[str, str]


class AnalysedAnswer(AnswerRecord):
    """A name or a period as its analysis leaves it, with the texts of generated tables and charts."""

    shown: dict[str, str]
