"""Why a figure differs between two records: what changed in its own row or function, and in what lies behind it.

A derived figure is traced through the figures it is computed from, as far as those changed too, to reported figures,
functions and datasets. A record may come from a file that somebody else made, so names may lead nowhere or in a circle.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from statbrief.diff.numbers import as_stated, beside, same
from statbrief.record.figure_types import CellRecord, ConstantRecord, DerivedFigure, PublishedFigure
from statbrief.record.published import inputs_of, is_rounding_known
from statbrief.record.record_types import PublishedRecord

NUMBER, PERIOD, SOURCE, WORDS = "number", "period", "source", "words"
"""What of a figure can change: its number (value, unit, range), its period, its sources, or only the words about it."""
ALL = frozenset({NUMBER, PERIOD, SOURCE})
MOST = 12
"""Causes that are told of one figure."""
_COLUMNS = (
    ("stated", "value", NUMBER),
    ("unit", "unit", NUMBER),
    ("rounded_to", "rounded_to", NUMBER),
    ("bound", "bound", NUMBER),
    ("period", "period", PERIOD),
    ("sources", "source", SOURCE),
    ("locator", "locator", WORDS),
    ("note", "note", WORDS),
    ("label", "label", WORDS),
)
"""Of a reported figure, each member of the record, the column that it comes from, and what it bears on."""


@dataclass(frozen=True)
class Cause:
    """One thing that changed, `of` the figure, answer or dataset by that name: `what` it was, before and now.

    `bears_on` is what of a figure follows from it. Where `old` and `new` are both empty, `what` says all.
    """

    of: str
    what: str
    old: str = ""
    new: str = ""
    bears_on: frozenset[str] = ALL


def changed_in(old: PublishedFigure, new: PublishedFigure) -> frozenset[str]:
    """What of a figure is another in the new record: its number, period, sources or words."""
    found = set()
    if old["unit"] != new["unit"] or not same(old["value"], new["value"]) or not same_range(old, new):
        found.add(NUMBER)
    if is_rounding_known(old) != is_rounding_known(new):
        found.add(NUMBER)
    if old["period"] != new["period"]:
        found.add(PERIOD)
    if old["sources"] != new["sources"]:
        found.add(SOURCE)
    if _is_reported(old) != _is_reported(new):
        return ALL | {WORDS}
    if _is_reported(old):
        found |= {aspect for _, aspect, *_ in _other_cells(old, new)}
    elif old["label"] != new["label"]:
        found.add(WORDS)
    return frozenset(found)


class Tracing:
    """Two records, and for each figure of both what changed behind it."""

    def __init__(self, old: PublishedRecord, new: PublishedRecord) -> None:
        self._old, self._new = old, new
        both = old["figures"].keys() & new["figures"].keys()
        found = {name: changed_in(old["figures"][name], new["figures"][name]) for name in both}
        self.changed: dict[str, frozenset[str]] = {name: what for name, what in found.items() if what}
        self._causes: dict[str, tuple[Cause, ...]] = {}

    def causes(self, figure: str) -> tuple[Cause, ...]:
        """Why a figure that is in both records changed, nearest first; `MOST` and one more where there are more."""
        self._trace(figure)
        found = self._causes[figure]
        if found:
            return found
        return _some(self._leaves(figure)) or (self._code(figure),)

    def _trace(self, figure: str) -> None:
        """Find the causes of a figure and of those before it, without recursion: a chain may be long."""
        waiting, entered = [figure], set()
        while waiting:
            name = waiting[-1]
            entered.add(name)
            before = [each for each in self._inputs(name) if each not in self._causes and each not in entered]
            if before and name not in self._causes:
                waiting += before
            else:
                waiting.pop()
                if name not in self._causes:
                    self._causes[name] = _some(self._found(name))

    def _inputs(self, name: str) -> list[str]:
        """The figures that it is or was computed from and that changed too."""
        inputs = [*inputs_of(self._new["figures"][name]), *inputs_of(self._old["figures"][name])]
        return [each for each in dict.fromkeys(inputs) if each in self.changed]

    def _found(self, name: str) -> Iterator[Cause]:
        """What changed in the figure itself, then what changed before it, as far as it bears on what changed here."""
        changed = self.changed.get(name, frozenset())
        own = [cause for cause in self._own(name) if cause.bears_on & changed]
        yield from own
        for each in self._inputs(name):
            yield from (cause for cause in self._causes.get(each, ()) if cause.bears_on & changed & ALL)

    def _own(self, name: str) -> Iterator[Cause]:
        old, new = self._old["figures"][name], self._new["figures"][name]
        if _is_reported(old) != _is_reported(new):
            yield Cause(name, "origin", _origin(old), _origin(new))
        elif _is_reported(old):
            for column, aspect, one, other in _other_cells(old, new):
                yield Cause(name, column, one, other, frozenset({aspect}))
        elif "stated" not in old and "stated" not in new:
            yield from self._function(name, old, new)
            if old["label"] != new["label"]:
                yield Cause(name, "label", old["label"], new["label"], frozenset({WORDS}))

    def _function(self, name: str, old: DerivedFigure, new: DerivedFigure) -> Iterator[Cause]:
        """What changed in a derived figure's function, and in the datasets that it is given."""
        if old["formula"] != new["formula"]:
            yield Cause(name, "formula", old["formula"] or "its code", new["formula"] or "its code")
        elif not new["formula"] and old["inputs"] != new["inputs"]:
            yield Cause(name, "inputs", ", ".join(old["inputs"]), ", ".join(new["inputs"]))
        for constant in sorted(old["constants"].keys() | new["constants"].keys()):
            one, other = old["constants"].get(constant), new["constants"].get(constant)
            if one != other:
                yield Cause(name, f"constant {constant}", _constant(one), _constant(other))
        yield from self._answers(old, new)
        if self._units_alone(old, new):
            yield Cause(name, "conversion of units", _conversion(old), _conversion(new), frozenset({NUMBER}))
        if (one_cell := old["cell"]) and (other_cell := new["cell"]):
            yield from self._cell(name, one_cell, other_cell, (old["value"], new["value"]))
        else:
            for dataset in sorted({*old["inputs"], *new["inputs"]} & self._old["datasets"].keys()):
                yield from self._dataset(dataset, old["rows"].get(dataset, []), new["rows"].get(dataset, []))
        if not old["formula"] and not new["formula"] and not new["cell"] and self._file_changed(new["file"]):
            yield Cause(name, f"perhaps its function in {new['file']}, which changed too")

    def _answers(self, old: DerivedFigure, new: DerivedFigure) -> Iterator[Cause]:
        """The names and periods that a figure's function is given, and that are others now."""
        one, other = (record.get("answers", {}) for record in (self._old, self._new))
        for each in dict.fromkeys([*new["inputs"], *old["inputs"]]):
            if each in one and each in other and one[each]["value"] != other[each]["value"]:
                yield Cause(each, other[each]["kind"], ", ".join(one[each]["value"]), ", ".join(other[each]["value"]))

    def _units_alone(self, old: DerivedFigure, new: DerivedFigure) -> bool:
        """Whether units are converted otherwise, though no unit at hand is another: `data/units.txt` says so."""
        if old["formula"] != new["formula"] or old["unit"] != new["unit"]:
            return False
        if _conversion(old) == _conversion(new):
            return False
        return _units(self._old, old) == _units(self._new, new)

    def _cell(self, name: str, old: CellRecord, new: CellRecord, values: tuple[float, float]) -> Iterator[Cause]:
        """What changed in the number of a dataset that a figure repeats, as a number or as another one's place."""
        if old != new:
            yield Cause(name, "cell", _cell(old), _cell(new))
        elif not same(*values):
            yield Cause(new["dataset"], f"row {new['row']}, {new['column']}", *beside(*values), frozenset({NUMBER}))
        yield from self._columns(new["dataset"], [new["column"]])
        yield from self._described(new["dataset"])

    def _dataset(self, name: str, old: list[str], new: list[str]) -> Iterator[Cause]:
        one, other = self._old["datasets"][name], self._new["datasets"].get(name)
        if other is None:
            return
        if one["sha256"] != other["sha256"]:
            rows = f", {_rows(new)}" if new else ""
            yield Cause(name, f"{other['file']} changed{rows}")
        if old != new:
            yield Cause(name, "rows used", _rows(old), _rows(new))
        yield from self._columns(name, sorted(one["columns"].keys() & other["columns"].keys()))
        yield from self._described(name)

    def _columns(self, dataset: str, columns: Iterable[str]) -> Iterator[Cause]:
        for column in columns:
            one, other = (_column(record, dataset, column) for record in (self._old, self._new))
            for what, old, new in zip(("unit", "rounded_to"), one, other, strict=True):
                if old != new:
                    told = old or "exact", new or "exact"
                    yield Cause(dataset, f"{column}, {what}", *told, frozenset({NUMBER}))

    def _described(self, dataset: str) -> Iterator[Cause]:
        known = (record["datasets"].get(dataset) for record in (self._old, self._new))
        one, other = (each["source"] if each else "" for each in known)
        if one != other:
            yield Cause(dataset, "source", one, other, frozenset({SOURCE}))

    def _leaves(self, figure: str) -> Iterator[Cause]:
        """What changed in the reported figures and datasets that the record itself names behind the figure.

        Rounding may move a range even where each figure in between kept its own.
        """
        changed = self.changed.get(figure, frozenset())
        new = self._new["figures"][figure]
        if "stated" in new:
            return
        for leaf in new["reported"]:
            if leaf in self.changed and leaf != figure:
                yield from (cause for cause in self._own(leaf) if cause.bears_on & changed & ALL)
        for dataset, rows in new["rows"].items():
            if dataset in self._old["datasets"]:
                yield from (cause for cause in self._dataset(dataset, rows, rows) if cause.bears_on & changed)

    def _code(self, figure: str) -> Cause:
        """The last that is left where no figure, formula or dataset explains it."""
        file = self._new["figures"][figure]["file"]
        if self._file_changed(file):
            return Cause(figure, f"its function's code changed ({file})")
        others = [name for name in sorted(self._new["files"]) if self._file_changed(name)]
        likely = [name for name in others if name.startswith(("analysis/", "data/"))]
        if likely:
            return Cause(figure, f"perhaps {', '.join(likely[:3])}, which changed")
        if self._old["made_with"] != self._new["made_with"]:
            return Cause(figure, "made with another version of statbrief or its packages")
        return Cause(figure, "the records do not say why")

    def _file_changed(self, name: str) -> bool:
        return bool(self._old["files"].get(name) != self._new["files"].get(name))


def _some(causes: Iterable[Cause]) -> tuple[Cause, ...]:
    """Each cause once, and no more than shows that there are too many to tell."""
    found: dict[Cause, None] = {}
    for cause in causes:
        found[cause] = None
        if len(found) > MOST:
            break
    return tuple(found)


def _is_reported(figure: PublishedFigure) -> bool:
    return "stated" in figure


def same_range(old: PublishedFigure, new: PublishedFigure) -> bool:
    """Whether two figures have one range, but for what floating point leaves behind."""
    return all(
        one == other if one is None or other is None else same(one, other)
        for one, other in zip(old["range"], new["range"], strict=True)
    )


def _other_cells(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    """Each column that has another cell in the rows of a reported figure, what it bears on, and the two cells."""
    for member, column, aspect in _COLUMNS:
        if old[member] != new[member]:
            yield column, aspect, _text(old[member]), _text(new[member])


def _units(record: PublishedRecord, figure: DerivedFigure) -> list[str | None]:
    """The units of a figure's inputs; None of a dataset, which has several."""
    figures = record["figures"]
    return [figures[each]["unit"] if each in figures else None for each in figure["inputs"]]


def _column(record: PublishedRecord, dataset: str, column: str) -> tuple[str, str]:
    """The unit of a dataset's column and the step that it is rounded to; nothing of one that is not there."""
    known = record["datasets"].get(dataset)
    found = known["columns"].get(column) if known else None
    return (found["unit"], found["rounded_to"]) if found else ("", "")


def _origin(figure: PublishedFigure) -> str:
    if "stated" in figure:
        return f"reported by {', '.join(figure['sources'])}"
    return f"derived: {figure['formula']}" if figure["formula"] else f"derived by {figure['function']}"


def _text(value: str | list[str]) -> str:
    return value if isinstance(value, str) else ", ".join(value)


def _constant(constant: ConstantRecord | None) -> str:
    if constant is None:
        return ""
    return as_stated(constant["value"]) + (f" {constant['unit']}" if constant["unit"] not in {"", "1"} else "")


def _conversion(figure: DerivedFigure) -> str:
    """What units multiply a formula's parts and its result with."""
    factors = {name: factor for name, factor in figure["factors"].items() if not math.isclose(factor, 1)}
    if not math.isclose(figure["scale"], 1) or not factors:
        factors = {"result": figure["scale"]} | factors
    return ", ".join(f"{name} × {as_stated(factor)}" for name, factor in sorted(factors.items()))


def _cell(cell: CellRecord) -> str:
    return f"{cell['dataset']}, row {cell['row']}, {cell['column']}"


def _rows(rows: list[str]) -> str:
    """Which rows of a dataset: the few by name, the many by their ends."""
    if not rows:
        return "none"
    if len(rows) == 1:
        return f"row {rows[0]}"
    if len(rows) <= 4:  # noqa: PLR2004 -- few enough to be read
        return f"rows {', '.join(rows)}"
    return f"{len(rows)} rows, the first {rows[0]}, the last {rows[-1]}"
