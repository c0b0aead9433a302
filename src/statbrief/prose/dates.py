"""The brief's own date, where a variable says it: ``date: "{{< var released.period >}}"``.

Quarto reads a date before it fills in what stands there, so that it is filled in here for all renderers. Where the
variable's period is one day, the date is that day, and is written as `date-format` says; else it is the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from statbrief.arithmetic.kinds import PERIODS
from statbrief.languages.lookalikes import unescaped
from statbrief.project.date import brief_date
from statbrief.project.project import Project
from statbrief.prose.shortcodes import find_shortcodes
from statbrief.prose.variables import look_up, read_variables
from statbrief.record.analysis_record import period_texts, read_record
from statbrief.table_schema.periods import DAY
from statbrief.table_schema.spans import parse_span

_MARKUP = re.compile(r"\[([^\[\]]*)\]\(#[^()]*\)(?:\{[^{}]*\})?")
"""The link that a number has, which a date is not the place for."""


def is_said(project: Project) -> bool:
    """Whether a variable says the date of a project, or of one of its formats."""
    return any(_is_said(each) for each in (project.metadata, *project.metadata["format"].values()))


def _is_said(settings: Mapping[str, Any] | None) -> bool:
    return isinstance(date := (settings or {}).get("date"), str) and "{{<" in date


def date_said(setting: str, project: Project, variables: Mapping[str, Any]) -> str:
    """What a date says that names variables: a day as ISO 8601, else the text; what is not there stays as it is."""
    codes = [code for code in find_shortcodes(setting) if code.name == "var" and code.arguments]
    if len(codes) == 1 and setting.strip() == codes[0].source and (day := _day_of(codes[0].arguments[0], project)):
        return day
    for code in codes:
        value = look_up(variables, code.arguments[0])
        if isinstance(value, str):
            setting = setting.replace(code.source, unescaped(_MARKUP.sub(r"\1", value)))
    return setting


def _day_of(name: str, project: Project) -> str:
    """The day that a variable's form of a period says in full; nothing of another form, or of a longer period."""
    variable, _, form = name.replace(".plain.", ".").partition(".")
    period = period_texts(read_record(project.folder, project.generated)).get(variable, "")
    if form not in PERIODS or not form.startswith("period") or not period:
        return ""
    span = parse_span(period)
    end = span.first if form.startswith("period_first") else span.last
    is_one = span.is_single or form.startswith(("period_first", "period_last"))
    is_whole = form.removesuffix("_capital") in {"period", "period_short", "period_first", "period_last"}
    return end.text if is_one and is_whole and end.frequency == DAY else ""


def with_said_date(project: Project) -> Project:
    """The project with dates that say what their variables do, for who does not read its prose."""
    if not is_said(project):
        return project
    variables = read_variables(project.folder, project.generated.variables)

    def said(own: Mapping[str, Any]) -> dict[str, Any]:
        dated = {"date": date_said(own["date"], project, variables)} if _is_said(own) else {}
        return {**own, **dated}

    formats = {name: said(own) for name, own in project.metadata["format"].items()}
    return replace(project, metadata={**said(project.metadata), "format": formats})


def day_of(project: Project, pandoc_format: str = "html") -> date | None:
    """The day of the brief, as `brief_date`, whether it is typed or a variable says it."""
    return brief_date(with_said_date(project).settings(pandoc_format), project.place("date"))
