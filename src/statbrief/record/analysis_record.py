"""The analysis' record: all that the last analysis of an edition knows, as JSON.

It is for this program's own next steps; what goes out with the pages is `published`. Whether it still holds is told by
`staleness`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from statbrief.errors import Fault
from statbrief.files.own_files import FOLDERS
from statbrief.files.paths import OWN, Generated
from statbrief.record.record_types import AnalysisRecord
from statbrief.table_schema.open_questions import OpenQuestion

ANALYSIS_VERSION = 3
"""Of the record that an analysis leaves for the next steps; the published one counts its own."""


def has_analysis(folder: Path) -> bool:
    """Whether the folder has anything to analyse; a brief of prose alone has not."""
    return any((folder / part).exists() or (folder / part).is_symlink() for part in FOLDERS)


def read_record(folder: Path, generated: Generated = OWN) -> AnalysisRecord:
    """The record of an edition's last analysis; empty when there is none that can be read."""
    try:
        record: Any = json.loads((folder / generated.record).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    is_known = isinstance(record, dict) and record.get("version") == ANALYSIS_VERSION
    known: AnalysisRecord = record if is_known else {}
    return known


def figures_shown(folder: Path, generated: Generated = OWN) -> set[str]:
    """The figures that an edition's last analysis drew in a chart or compared in a check."""
    record = read_record(folder, generated)
    shown = [name for chart in record.get("charts", {}).values() for name in chart["inputs"]]
    shown += [name for check in record.get("checks", {}).values() for name in check["figures"]]
    return set(shown)


def period_texts(record: AnalysisRecord) -> dict[str, str]:
    """The period of each figure, and of whatever else of an analysis rests on one, by name."""
    parts: Any = (record.get("figures", {}), record.get("answers", {}))
    return {name: each["period"] for part in parts for name, each in part.items() if each["period"]}


def open_questions(folder: Path, generated: Generated = OWN) -> list[OpenQuestion]:
    """What the data files left open for an edition's last analysis."""
    return [OpenQuestion(**each) for each in read_record(folder, generated).get("open", ())]


def chart_warnings(folder: Path, generated: Generated = OWN) -> list[Fault]:
    """What a reader of an edition's charts may stumble over, as was seen when they were drawn."""
    charts = read_record(folder, generated).get("charts", {}).values()
    return [Fault(**each) for chart in charts for each in chart.get("warnings", ())]
