"""What a chart is drawn from, as an outline: its function, its caption, the figures and datasets that it is given."""

from __future__ import annotations

import re
from collections.abc import Iterator

from statbrief.files.paths import CHARTS
from statbrief.record.record_types import AnalysedChart, AnalysisRecord

_INDENT = "  "
_NAMED_COLUMNS = 6


def chart_called(record: AnalysisRecord, name: str) -> str:
    """The chart that a name means, by its function or by its anchor in the prose; nothing where it means none."""
    charts = record.get("charts", {})
    by_anchor = {each["identifier"]: key for key, each in charts.items()}
    return name if name in charts else by_anchor.get(name, "")


def outline_of_chart(record: AnalysisRecord, code: str, name: str) -> Iterator[str]:
    """What is told of a chart itself; `code` is the file in which its function is."""
    chart = record["charts"][name]
    place = re.search(rf"(?m)^def {re.escape(name)}\b", code)
    line = f":{code.count(chr(10), 0, place.start()) + 1}" if place else ""
    yield f"{name}: {chart['caption']}"
    yield f"{_INDENT}= {name}({', '.join(chart['inputs'])}) ({CHARTS}{line})"
    yield f"{_INDENT}instead of the picture: {chart['alternative']}"
    for each in chart["inputs"]:
        if (dataset := record.get("datasets", {}).get(each)) is not None:
            yield f"{_INDENT}from {each} ({dataset['file']}, {dataset['source']})"
    for file in chart.get("reads", {}):
        yield f"{_INDENT}from {file}, which it reads itself"
    yield from _data(chart)


def _data(chart: AnalysedChart) -> Iterator[str]:
    """What stands folded beneath the picture."""
    for table in filter(None, (chart["data"], chart.get("beside"))):
        rows = len(table["rows"])
        head = [*filter(None, table["head"])]
        more = ", …" if len(head) > _NAMED_COLUMNS else ""
        yield f"{_INDENT}its data: {', '.join(head[:_NAMED_COLUMNS])}{more}; {rows:,} {'row' if rows == 1 else 'rows'}"
