"""What a difference consists of: figures, parts and sentences that changed, what moved, came, went or was revised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from statbrief.diff.causes import Cause
from statbrief.diff.charts_and_checks import Detail, PartChange
from statbrief.diff.sentences import Change
from statbrief.revisions.compare import Compared

_NOTHING = Compared()


@dataclass(frozen=True)
class Moved:
    """A dataset whose rows reach another period now, ISO 8601."""

    name: str
    old: str
    new: str


@dataclass(frozen=True)
class State:
    """A figure as one record has it.

    `text` is how its brief writes it, or its number; `reach` the same for its range, empty where it is exact. An end
    of the range that is open is None.
    """

    text: str
    reach: str
    value: float
    unit: str
    range: tuple[float | None, float | None]


@dataclass(frozen=True, kw_only=True)
class FigureChange:
    """A figure that changed, came (it has no `old`) or went (it has no `new`).

    `aspects` says what of it changed: text, value, unit, range, period, sources, label, locator, note. `forms` are the
    forms in which both briefs write it, and write it otherwise. `causes` has the nearest first, `more` is whether
    there are others.
    """

    name: str
    label: str
    happened: str
    old: State | None = None
    new: State | None = None
    aspects: tuple[str, ...] = ()
    forms: Mapping[str, tuple[str, str]]
    causes: tuple[Cause, ...] = ()
    more: bool = False


@dataclass(frozen=True, kw_only=True)
class SentenceChange:
    """A sentence that changed, came or went, and where it stands: in the html, the pdf, or a chart's alternative."""

    place: str
    change: Change


@dataclass(frozen=True, kw_only=True)
class Difference:
    """All that differs. It is true when there is a finding; notes are none.

    `moved` says how far which data reach now. What `moved_on` with them and is otherwise as it was is named there by
    kind, and not among the findings; what is said otherwise of the same period is `revised`.
    """

    moved: tuple[Moved, ...] = ()
    revised: Compared = _NOTHING
    moved_on: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    brief: tuple[Detail, ...] = ()
    figures: tuple[FigureChange, ...] = ()
    answers: tuple[PartChange, ...] = ()
    tables: tuple[PartChange, ...] = ()
    checks: tuple[PartChange, ...] = ()
    charts: tuple[PartChange, ...] = ()
    datasets: tuple[PartChange, ...] = ()
    sentences: tuple[SentenceChange, ...] = ()
    notes: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        parts = (self.answers, self.tables, self.checks, self.charts, self.datasets)
        return any((self.moved, self.revised, self.moved_on, self.brief, self.figures, *parts, self.sentences))
