"""What the record says of an analysis: all that is known of its figures, datasets, checks and charts, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from statbrief.files.hashes import sha256_of_file

if TYPE_CHECKING:
    from statbrief.analysis.analysis import Analysis
    from statbrief.arithmetic.exactness import Known
    from statbrief.charts.chart import Chart
    from statbrief.data.datasets import Dataset
    from statbrief.figures.checks import Check
    from statbrief.figures.figure import Derived, Figure, Reported
    from statbrief.languages.language import Words
from statbrief.record.latest import RECORD_VERSION, WARNINGS


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
    from statbrief.figures.checks import agreements
    from statbrief.figures.projected import latest_periods
    from statbrief.record.latest import PERIODS

    agreeing, shown = agreements(analysis.checks), analysis.sayings.shown
    record = {
        "version": RECORD_VERSION,
        "lang": analysis.words.lang,
        "figures": {
            figure.id: recorded(figure, analysis.words, agreeing.get(figure.id, ()))
            | {"shown": shown.get(figure.id, {})}
            for figure in analysis.figures.values()
        },
        "datasets": {name: _dataset(folder, each, inputs) for name, each in analysis.datasets.items()},
        "checks": {check.name: _check(check) for check in analysis.checks},
        "charts": {chart.name: _chart(chart, outputs) for chart in analysis.charts},
        "packages": dict(_name_and_version(each) for each in inputs["packages"].split()),
        "phrases": dict(analysis.words.phrases.page),
        PERIODS: latest_periods(analysis.figures.values(), analysis.datasets.values()),
        "inputs": dict(inputs),
        "outputs": dict(outputs),
        "asked": dict(asked),
    }
    return _written(record)


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


def recorded(figure: Figure, words: Words, agreeing: Iterable[str] = ()) -> dict[str, Any]:
    """All that is known of a figure, as the record has it, but for its texts; `agreeing` are those it agrees with."""
    from statbrief.data.units import ratio_of
    from statbrief.figures.figure import Derived, Reported

    origin = figure.origin
    known: dict[str, Any] = {
        "label": figure.label,
        "value": figure.value,
        "unit": figure.unit,
        # JSON has no infinity: an open end is null.
        "range": [None if abs(end) == float("inf") else end for end in (figure.range.low, figure.range.high)],
        "period": figure.period,
        "sources": list(figure.sources),
        "kind": figure.kind,
        "ratio": "" if (ratio := ratio_of(figure.quantity)) is None else f"{ratio:f}",
    }
    if isinstance(origin, Reported):
        known |= _reported(origin) | {"agrees": list(agreeing)}
        known |= {"stated_unit": origin.unit} if origin.unit != figure.unit else {}
    elif isinstance(origin, Derived):
        known |= _derived(origin) | _known(figure.known)
    return known | _translated(figure, words)


def _translated(figure: Figure, words: Words) -> dict[str, str]:
    """What the brief's language calls the unit, of several and of one; the label that its data have, if another."""
    several, one = (words.unit(figure.quantity.units, Decimal(each)) or figure.unit for each in (2, 1))
    named = {"unit_text": several, "unit_one": one}
    return named | ({"stated_label": figure.stated_label} if figure.stated_label else {})


def _reported(origin: Reported) -> dict[str, Any]:
    return {
        "stated": f"{origin.stated:f}",
        "rounded_to": _rounding(origin),
        "bound": origin.bound,
        "locator": origin.locator,
        "note": origin.note,
        "file": origin.file,
        "line": origin.line,
    }


def _rounding(origin: Reported) -> str:
    from statbrief.arithmetic.stated import AS_STATED, EXACT

    if origin.rounded_to is None:
        return AS_STATED if origin.is_as_stated else EXACT
    return f"{origin.rounded_to:f}"


def _derived(origin: Derived) -> dict[str, Any]:
    from statbrief.data.units import unit_name

    return {
        "function": origin.function,
        "inputs": list(origin.inputs),
        "reported": list(origin.reported),
        "rows": {name: list(rows) for name, rows in origin.rows.items()},
        **({"missing": {name: list(rows) for name, rows in origin.missing.items()}} if origin.missing else {}),
        **({"as_stated": list(origin.as_stated)} if origin.as_stated else {}),
        "formula": origin.formula,
        "constants": {
            name: {"value": float(each.magnitude), "unit": unit_name(each.units)}
            for name, each in origin.constants.items()
        },
        "factors": dict(origin.scales.factors),
        "scale": origin.scales.scale,
        "cell": None if origin.cell is None else asdict(origin.cell),
        "file": origin.file,
        "line": origin.line,
    }


def _known(known: Known) -> dict[str, Any]:
    """What is known of a derived figure, exactly: as decimal numbers or fractions."""
    return {
        "exact": [None if each is None else str(each) for each in (known.value, known.low, known.high)],
        "ends": known.ends,
        "is_open": known.is_open,
        "known_to": "" if known.step is None else f"{known.step:f}",
    }


def _dataset(folder: Path, dataset: Dataset, inputs: Mapping[str, str]) -> dict[str, Any]:
    from statbrief.data.units import unit_name

    described = dataset.description
    return {
        "title": described.title,
        "file": described.path,
        "sha256": inputs.get(described.path) or sha256_of_file(folder / described.path),  # behind a link to a folder
        "source": described.source,
        "key": list(described.key),
        "columns": {
            column.name: {
                "unit": unit_name(column.unit),
                "rounded_to": "" if column.rounded_to is None else f"{column.rounded_to:f}",
            }
            for column in described.columns.values()
            if column.unit is not None
        },
    }


def _check(check: Check) -> dict[str, Any]:
    from statbrief.figures.checks import OTHER

    figures = check.outcome.figures
    # Whoever makes the comparison again knows no units: what compares numbers of several is left to this analysis.
    is_plain = len({figure.unit for figure in figures}) == 1
    return {
        "title": check.title,
        "kind": check.outcome.kind if is_plain else OTHER,
        "holds": check.outcome.holds,
        "figures": [figure.id for figure in figures],
        "file": check.file,
        "line": check.line,
    }


def _chart(chart: Chart, outputs: Mapping[str, str]) -> dict[str, Any]:
    return {
        "key": chart.key,
        "identifier": chart.identifier,
        "caption": chart.plain_caption,
        "alternative": chart.alternative,
        "inputs": list(chart.inputs),
        **({"reads": dict(chart.reads)} if chart.reads else {}),
        **({WARNINGS: [asdict(each) for each in chart.warnings()]} if chart.remarks else {}),
        "sha256": outputs[chart.picture],
        "data": {"head": list(chart.data.head), "rows": [list(row) for row in chart.data.rows]},
    }
