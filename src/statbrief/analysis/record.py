"""What the record says of an analysis: all that is known of its figures, datasets, checks and charts, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from statbrief.files.hashes import sha256_of_file

if TYPE_CHECKING:
    from statbrief.analysis.analysis import Analysis
    from statbrief.analysis.prepared import Preparation
    from statbrief.arithmetic.exactness import Known
    from statbrief.brief_tables.withheld import Withheld
    from statbrief.charts.chart import Chart
    from statbrief.data.datasets import Dataset
    from statbrief.errors import Fault
    from statbrief.figures.answer import Answer
    from statbrief.figures.checks import Check
    from statbrief.figures.figure import Derived, Figure, Reported, Returned
    from statbrief.languages.language import Words
    from statbrief.table_schema.open_questions import OpenQuestion
from statbrief.record.analysis_record import ANALYSIS_VERSION
from statbrief.record.figure_types import (
    AnalysedFigure,
    AnswerRecord,
    Derivation,
    FigureRecord,
    OfEveryFigure,
    RowsBeside,
    Statement,
)
from statbrief.record.record_types import (
    OTHER,
    AnalysedChart,
    AnalysisRecord,
    CellsRecord,
    CheckRecord,
    DatasetRecord,
    OpenRecord,
    PreparationRecord,
    WarningRecord,
    WithheldRecord,
)


def make_record(
    folder: Path,
    analysis: Analysis,
    inputs: Mapping[str, str],
    outputs: Mapping[str, str],
    asked: Mapping[str, list[str]],
) -> str:
    """The record as JSON text: the same for the same analysis, whenever and wherever it is made.

    `inputs` and `outputs` are the SHA-256 of what was read and written, by path; `asked` the digits that prose wants.
    Figures, datasets, checks and charts are as the published record has them, with what only the next steps need: a
    figure's `shown` forms, a chart's `key` and `warnings`.
    """
    from statbrief.figures.dataset_times import times_of_rows
    from statbrief.figures.projected import latest_periods

    preparations = {each.dataset: each for each in analysis.prepared}
    record: AnalysisRecord = {
        "version": ANALYSIS_VERSION,
        "lang": analysis.words.lang,
        "figures": _figures(analysis),
        "answers": {
            name: {**_answer(each), "shown": dict(analysis.sayings.shown.get(name, {}))}
            for name, each in analysis.answers.items()
        },
        "datasets": {
            name: _dataset(folder, each, inputs, preparations.get(name)) for name, each in analysis.datasets.items()
        },
        "prepared": {name: each.key for name, each in preparations.items()},
        "checks": {check.name: _check(check) for check in analysis.checks},
        "charts": {chart.name: _chart(chart, outputs) for chart in analysis.charts},
        "tables": {name: _table(analysis, name) for name in analysis.tables},
        "packages": dict(_name_and_version(each) for each in inputs["packages"].split()),
        "phrases": dict(analysis.words.phrases.page),
        "periods": latest_periods(analysis.figures.values(), analysis.datasets.values()),
        "times": times_of_rows(analysis.datasets),
        "inputs": dict(inputs),
        "outputs": dict(outputs),
        "asked": dict(asked),
        "asked_of_tables": dict(analysis.asked),
    }
    if analysis.open:
        record["open"] = [_open(each) for each in analysis.open]
    if analysis.revised is not None:
        record["revisions"] = analysis.revised.recorded()
    return _written(record)


def _figures(analysis: Analysis) -> dict[str, AnalysedFigure]:
    """All figures: what is known of each, those that it agrees with, and its texts in generated tables and charts."""
    from statbrief.figures.checks import agreements

    agreeing, shown = agreements(analysis.checks), analysis.sayings.shown
    return {
        name: _with_texts(recorded(each, analysis.words, agreeing.get(name, ())), dict(shown.get(name, {})))
        for name, each in analysis.figures.items()
    }


def _open(question: OpenQuestion) -> OpenRecord:
    return {
        "file": question.file,
        "line": question.line or 1,
        "what": question.what,
        "found": question.found,
        "wanted": question.wanted,
    }


def _with_texts(figure: FigureRecord, shown: dict[str, str]) -> AnalysedFigure:
    """A figure with its texts in generated tables and charts."""
    if "stated" in figure:
        return {**figure, "shown": shown}
    return {**figure, "shown": shown}


def _written(record: Mapping[str, Any]) -> str:
    """JSON with a line for each figure, check, chart and file: breaking all lines takes Python ten times as long."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    parts = []
    for key, value in record.items():
        if isinstance(value, dict) and value:
            members = ",\n".join(f"  {encode(name)}: {encode(member)}" for name, member in value.items())
            parts.append(f" {encode(key)}: {{\n{members}\n }}")
        else:
            parts.append(f" {encode(key)}: {encode(value)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _name_and_version(folder: str) -> tuple[str, str]:
    """A package's name as package registries write it, and its version: of ``pint_pandas-0.7.1``."""
    name, _, version = folder.partition("-")
    return name.lower().replace("_", "-"), version


def recorded(figure: Figure, words: Words, agreeing: Iterable[str] = ()) -> FigureRecord:
    """All that is known of a figure, as the record has it, but for its texts; `agreeing` are those it agrees with."""
    from statbrief.data.units import ratio_of
    from statbrief.figures.figure import Derived

    origin = figure.origin
    assert origin is not None  # noqa: S101 -- a figure has one once it is read or computed
    several, one = (words.unit(figure.quantity.units, Decimal(each)) or figure.unit for each in (2, 1))
    known: OfEveryFigure = {
        "label": figure.label,
        "value": figure.value,
        "unit": figure.unit,
        # JSON has no infinity: an open end is null.
        "range": [None if abs(end) == float("inf") else end for end in (figure.range.low, figure.range.high)],
        "period": figure.period,
        "sources": list(figure.sources),
        "kind": figure.kind,
        "ratio": "" if (ratio := ratio_of(figure.quantity)) is None else f"{ratio:f}",
        "unit_text": several,
        "unit_one": one,
        "file": origin.file,
        "line": origin.line,
    }
    if figure.stated_label:
        known["stated_label"] = figure.stated_label
    if figure.template:
        known["template"] = figure.template
    if isinstance(origin, Derived):
        derived = _derived(origin, figure.known)
        return {**known, **derived} if figure.band is None else {**known, **derived, "band": str(figure.band)}
    return {**known, **_stated(origin, figure.unit, agreeing)}


def _stated(origin: Reported, unit: str, agreeing: Iterable[str]) -> Statement:
    known: Statement = {
        "stated": f"{origin.stated:f}",
        "rounded_to": _rounding(origin),
        "bound": origin.bound,
        "locator": origin.locator,
        "note": origin.note,
        "agrees": list(agreeing),
    }
    if origin.unit != unit:
        known["stated_unit"] = origin.unit
    if origin.known.is_limit_in:
        known["is_counted"] = True
    return known


def _rounding(origin: Reported) -> str:
    from statbrief.arithmetic.bounds import AS_STATED, EXACT

    if origin.rounded_to is None:
        return AS_STATED if origin.is_as_stated else EXACT
    return f"{origin.rounded_to:f}"


def _derived(origin: Derived, exactly: Known) -> Derivation:
    """`exactly` is what is known of its number, which the record has as decimal numbers or fractions."""
    from statbrief.data.units import unit_name

    cell = origin.cell
    known: Derivation = {
        "function": origin.function,
        "inputs": list(origin.inputs),
        "reported": list(origin.reported),
        "rows": {name: list(rows) for name, rows in origin.rows.items()},
        "formula": origin.formula,
        "constants": {
            name: {"value": float(each.magnitude), "unit": unit_name(each.units)}
            for name, each in origin.constants.items()
        },
        "factors": dict(origin.scales.factors),
        "scale": origin.scales.scale,
        "cell": None if cell is None else {"dataset": cell.dataset, "row": cell.row, "column": cell.column},
        "exact": [None if each is None else str(each) for each in (exactly.value, exactly.floor, exactly.ceiling)],
        "ends": exactly.ends,
        "is_open": exactly.is_open,
        "known_to": "" if exactly.step is None else f"{exactly.step:f}",
    }
    if exactly.limit is not None:
        known["limit"] = "low" if exactly.low is None else "high"
    if exactly.is_limit_in:
        known["is_limit_in"] = True
    if cell is not None and not exactly.is_stated:
        known["is_computed"] = True
    known = {**known, **_beside(origin)}
    if origin.as_stated:
        known["as_stated"] = list(origin.as_stated)
    return known


def held_before(record: AnalysisRecord) -> dict[str, tuple[str, str]]:
    """Of a record, what of the data was as prepared: by dataset, the preparation's key and the file's hash."""
    datasets = record.get("datasets", {})
    return {name: (key, datasets[name]["sha256"]) for name, key in record.get("prepared", {}).items()}


def _answer(answer: Answer) -> AnswerRecord:
    origin = answer.origin
    known: AnswerRecord = {
        "label": answer.label,
        "kind": answer.kind,
        "value": list(answer.texts),
        "period": answer.period,
        "sources": list(origin.sources),
        "file": origin.file,
        "line": origin.line,
        "function": origin.function,
        "inputs": list(origin.inputs),
        "reported": list(origin.reported),
        "rows": {name: list(rows) for name, rows in origin.rows.items()},
        "cells": [{"dataset": each.dataset, "row": each.row, "column": each.column} for each in origin.cells],
        "is_as_stated": origin.is_as_stated,
    }
    if answer.stated_label:
        known["stated_label"] = answer.stated_label
    if answer.template:
        known["template"] = answer.template
    if answer.called:
        known["called"] = list(answer.called)
    return {**known, **_beside(origin)}


def _beside(origin: Returned) -> RowsBeside:
    known: RowsBeside = {}
    if origin.many:
        known["many"] = {name: {"count": each.count, "where": dict(each.where)} for name, each in origin.many.items()}
    if origin.missing:
        known["missing"] = {name: list(rows) for name, rows in origin.missing.items()}
    return known


def _dataset(
    folder: Path, dataset: Dataset, inputs: Mapping[str, str], preparation: Preparation | None
) -> DatasetRecord:
    from statbrief.figures.dataset_times import times_observed

    described = dataset.description
    written: DatasetRecord = {
        "title": described.title,
        "file": described.path,
        "sha256": inputs.get(described.path) or sha256_of_file(folder / described.path),  # behind a link to a folder
        "source": described.source,
        "key": list(described.key),
        "columns": dataset.measured(),
    }
    if times := times_observed(dataset):
        written["times"] = times
    if described.template:
        written |= {"template": described.template, "period": dataset.span()}
    if preparation is not None:
        by = preparation.function
        made: PreparationRecord = {"file": by.file, "line": by.line, "sources": dict(preparation.sources)}
        written["prepared"] = made
    if dataset.computed is not None:
        written["query"] = dataset.computed.query
    return written


def _check(check: Check) -> CheckRecord:
    figures = check.outcome.figures
    # Whoever makes the comparison again knows no units: what compares numbers of several is left to this analysis.
    is_plain = len({figure.unit for figure in figures}) == 1
    written: CheckRecord = {
        "title": check.title,
        "kind": check.outcome.kind if is_plain else OTHER,
        "holds": check.outcome.holds,
        "figures": [figure.id for figure in figures],
        "file": check.file,
        "line": check.line,
    }
    return {**written, "template": check.template} if check.template else written


def _chart(chart: Chart, outputs: Mapping[str, str]) -> AnalysedChart:
    known: AnalysedChart = {
        "key": chart.key,
        "identifier": chart.identifier,
        "caption": chart.plain_caption,
        "alternative": chart.alternative,
        "inputs": list(chart.inputs),
        "sha256": outputs[chart.picture],
        "data": {"head": list(chart.data.head), "rows": [list(row) for row in chart.data.rows]},
    }
    if chart.beside:
        known["beside"] = {"head": list(chart.beside.head), "rows": [list(row) for row in chart.beside.rows]}
    if chart.is_narrow_too:
        known["narrow"] = chart.narrow_picture
    if chart.reads:
        known["reads"] = dict(chart.reads)
    if chart.remarks:
        known["warnings"] = [_warning(each) for each in chart.warnings()]
    return known


def _table(analysis: Analysis, name: str) -> CellsRecord:
    table, shown = analysis.tables[name], analysis.shown[name]
    shape = table.shape
    known: CellsRecord = {
        "levels": shape["levels"],
        "columns": shape["columns"],
        "names": shape["names"],
        "ranked": shape["ranked"],
        "caption": shown.caption,
        "notes": list(shown.notes),
        "head": list(shown.head),
        "rows": [list(row) for row in shown.rows],
        "sources": list(table.sources),
        "file": table.function.file,
        "line": table.function.line,
        "inputs": list(table.inputs),
        "is_as_stated": table.is_as_stated,
    }
    why = {name: _withheld(each, analysis.datasets, analysis.words) for name, each in table.withheld.items()}
    if why:
        known["withheld"] = why
    return known


def _withheld(why: Withheld, datasets: Mapping[str, Dataset], words: Words) -> WithheldRecord:
    dataset, column, place = why.cell
    known: WithheldRecord = {
        "text": why.text,
        "label": why.label,
        "cell": {"dataset": dataset, "row": datasets[dataset].row_name(place), "column": column},
    }
    if (called := words.missing(why.label)) != why.label:
        known["called"] = called
    return known


def _warning(fault: Fault) -> WarningRecord:
    return {
        "file": fault.file,
        "line": fault.line,
        "column": fault.column,
        "what": fault.what,
        "found": fault.found,
        "wanted": fault.wanted,
    }
