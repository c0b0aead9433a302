"""The published record of a build, without its seal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import cast

from statbrief import __version__
from statbrief.copies.copy import Copy
from statbrief.files.paths import PROJECT_FILE
from statbrief.pages.seal.attachments import Attachment, Outside, Parted, hashes
from statbrief.project.date import brief_date
from statbrief.project.project import BUILD
from statbrief.prose.document import Prose
from statbrief.prose.variables import look_up
from statbrief.record import published
from statbrief.record.cells import meant
from statbrief.record.figure_types import AnalysedAnswer, AnalysedFigure, PublishedAnswer, PublishedFigure
from statbrief.record.record_types import (
    AnalysedChart,
    AnalysisRecord,
    AttachedRecord,
    ChartRecord,
    OutsideRecord,
    PublishedRecord,
    TableShape,
)

_LINK = re.compile(r"\[(.*?)\]\(#n-[\w.]+\)\{\.number\}")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def composed(
    prose: Prose,
    analysis: AnalysisRecord,
    shown: Mapping[str, Copy],
    renderer: str,
    files: Iterable[str],
    data: Parted,
) -> PublishedRecord:
    """The published record; its seal is still empty."""
    project = prose.project
    used = used_forms(prose, analysis.get("tables", {}))
    day = brief_date(project.settings("html"), project.place("date"))
    record: PublishedRecord = {
        "version": published.VERSION,
        "title": _title(shown),
        "lang": analysis["lang"],
        "build": str(project.metadata.get(BUILD, "")),
        "date": day.isoformat() if isinstance(day, date) else "",
        "figures": {name: _figure(figure, used.get(name, {})) for name, figure in analysis["figures"].items()},
        "datasets": analysis["datasets"],
        "checks": analysis["checks"],
        "charts": {name: _chart(chart) for name, chart in analysis["charts"].items()},
        "files": hashes(project.folder, [*prose.files, PROJECT_FILE, *files, *_prepared_from(analysis)]),
        "attached": {each.name: _attached(each) for each in data.attached},
        "made_with": {"statbrief": __version__, "renderer": renderer, "packages": analysis.get("packages", {})},
        "pages": {name: {"text": list(copy.text), "looks": copy.looks} for name, copy in shown.items()},
        "seal": {},
    }
    if left_out := {each.file: _outside(each) for each in data.outside}:
        record["outside"] = left_out
    if answers := analysis.get("answers"):
        record["answers"] = {name: _answer(answer, used.get(name, {})) for name, answer in answers.items()}
    if "open" in analysis:
        record["open"] = analysis["open"]
    if "revisions" in analysis:
        record["revisions"] = analysis["revisions"]
    if tables := analysis.get("tables"):
        record["tables"] = tables
    return record


def _attached(each: Attachment) -> AttachedRecord:
    known: AttachedRecord = {"file": each.file, "sha256": published.sha256(each.content), "type": each.type}
    return {**known, "table": each.table} if each.table else known


def _outside(each: Outside) -> OutsideRecord:
    known: OutsideRecord = {"sha256": each.sha256, "bytes": each.size}
    return {**known, "address": each.address} if each.address else known


def _answer(answer: AnalysedAnswer, used: Mapping[str, str]) -> PublishedAnswer:
    """A name or a period with its texts, as a figure has them."""
    known = {key: value for key, value in answer.items() if key != "shown"}
    return cast("PublishedAnswer", known | {"texts": {**answer["shown"], **used}})


def _prepared_from(analysis: AnalysisRecord) -> list[str]:
    """The files that data were prepared from."""
    prepared = [each["prepared"] for each in analysis["datasets"].values() if "prepared" in each]
    return sorted({name for each in prepared for name in each["sources"]})


def _figure(figure: AnalysedFigure, used: Mapping[str, str]) -> PublishedFigure:
    """A figure with its texts in generated tables and charts, and in the prose."""
    known = {key: value for key, value in figure.items() if key != "shown"}
    return cast("PublishedFigure", known | {"texts": {**figure["shown"], **used}})


def _chart(chart: AnalysedChart) -> ChartRecord:
    """A chart without what only the next analysis needs."""
    return cast("ChartRecord", {key: value for key, value in chart.items() if key in ChartRecord.__annotations__})


def used_forms(prose: Prose, tables: Mapping[str, TableShape] | None = None) -> dict[str, dict[str, str]]:
    """The forms in which the prose writes each figure, without markup; `tables` are those that have cells."""
    used: dict[str, dict[str, str]] = {}
    for code in prose.shortcodes:
        if code.name != "var":
            continue
        if (cell := meant(tables or {}, code.arguments[0])) is not None:
            figure, form = cell.cell, cell.form
            forms = look_up(prose.variables, code.arguments[0].removesuffix(f".{form}"))
        else:
            figure, _, form = code.arguments[0].partition(".")
            forms = prose.variables.get(figure)
        form = form.removeprefix("plain.")
        if isinstance(forms, dict):
            plain = forms.get("plain")
            text = plain.get(form) if isinstance(plain, dict) else None
            used.setdefault(figure, {})[form] = without_markup(str(forms.get(form, "")) if text is None else text)
    return used


def without_markup(text: str) -> str:
    r"""A form as it reads.

    >>> without_markup(r"more than [\$30 billion](#n-rent){.number}")
    'more than $30 billion'
    """
    return _ESCAPED.sub(r"\1", _LINK.sub(r"\1", text))


def _title(shown: Mapping[str, Copy]) -> str:
    """The document's title, as its pages say it."""
    texts = (text for copy in shown.values() for text in copy.text)
    return next((text.removeprefix("[title] ") for text in texts if text.startswith("[title] ")), "")
