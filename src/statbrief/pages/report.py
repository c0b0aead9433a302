"""What is told of an analysis, a check, a build and of editions: lines for whoever prints them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from statbrief.explain.drawn import chart_called
from statbrief.explain.forms import forms
from statbrief.explain.origin import named, origin, parts_of
from statbrief.explain.uses import uses
from statbrief.files.paths import CHARTS, Generated
from statbrief.pages.check import Checked
from statbrief.pages.editions import Agreement
from statbrief.pages.render import Rendered
from statbrief.project.edition import edition_of
from statbrief.project.project import Project
from statbrief.prose.document import scan_prose
from statbrief.prose.variables import read_variables
from statbrief.record.analysis_record import has_analysis, open_questions, read_record
from statbrief.table_schema.open_questions import OpenQuestion, told

if TYPE_CHECKING:
    from statbrief.pages.release import Released  # which verifies pages, and loads what that takes


def of_analysis(folder: Path, document: str, drawn: Sequence[str] | None) -> str:
    """What an analysis found, and how many charts it had to draw; None of them where nothing had changed."""
    if drawn is None:
        return "analysis: nothing has changed"
    return f"analysis: {_figures(folder, document)}, {len(drawn)} drawn"


def of_check(folder: Path, checked: Checked) -> Iterator[str]:
    """What there is, and that it is as it should be; the figures that nothing shows, where that is no fault."""
    if has_analysis(folder):
        yield f"analysis: {_figures(folder, checked.document)}"
    yield "prose: every variable, include and shortcode is known"
    yield f"numbers: {_numbers(checked.marked)}"
    if checked.unused and not checked.faults:
        yield f"note: used nowhere: {', '.join(checked.unused)}"
    yield from _open(checked.questions)


def of_build(project: Project, rendered: Rendered) -> Iterator[str]:
    """What there is, what made pages of it, and which files they are."""
    if has_analysis(project.folder):
        yield f"analysis: {_figures(project.folder, project.document)}"
        yield f"numbers:  {_numbers(rendered.marked)}"
    yield f"renderer: {f'{rendered.name} ({rendered.instead})' if rendered.instead else rendered.renderer}"
    for note in rendered.notes:
        yield f"note:     {note}"
    yield f"files:    {', '.join(path.relative_to(project.folder).as_posix() for path in rendered.files)}"
    yield from _open(open_questions(project.folder, project.generated))


def _open(questions: Sequence[OpenQuestion]) -> Iterator[str]:
    """What the data leave open, one a line, and what follows from it."""
    yield from map(str, questions)
    if questions:
        yield f"draft: {told(len(questions))}; --strict, release and verify refuse it until they are answered"


def of_editions(agreements: Iterable[Agreement]) -> Iterator[str]:
    """Each edition that says the same as the first, as soon as it is known; and the figures that one alone tells."""
    alone = True
    for each in agreements:
        alone = False
        yield f"{each.document}: as {each.first}, {', '.join(_count(*part) for part in each.counts)}"
        for told_by, names in each.told_alone:
            yield f"note: told by {told_by} alone: {', '.join(sorted(names))}"
    if alone:
        yield "editions: there is but one"


def of_release(released: Released) -> Iterator[str]:
    """Which records were kept, each with the SHA-256 to post, or that they had been before; and what goes out."""
    for name, sha256 in released.records:
        yield f"{'released' if released.is_new else 'released before'}: {name}, record SHA-256 {sha256}"
    done = "made" if released.is_made else "made before"
    yield f"{done}: {released.folder}/, {released.count} files, which its index.json lists"


def of_explanation(project: Project, name: str) -> Iterator[str]:
    """Where a figure, name or period comes from, or what a table or chart is made of; and where it is used."""
    record = read_record(project.folder, project.generated)
    prose, _ = scan_prose(project)
    name = named(record, name)
    table = project.folder / project.generated.shown("figures")
    charts = project.folder / CHARTS
    code = charts.read_text(encoding="utf-8") if charts.is_file() else ""
    yield from origin(record, prose.variables, table.read_text(encoding="utf-8"), name, code)
    if chart := chart_called(record, name):
        name = chart
    for kind, which in parts_of(record, name):
        yield f"used by the {kind} {which}"
    anchor = record["charts"][chart]["identifier"] if chart else ""
    places = list(uses(prose, record.get("tables", {}), name, anchor))
    yield from (f"written in {each}" for each in places)
    if not places:
        yield f"written nowhere in {project.document}"


def of_forms(project: Project, name: str) -> Iterator[str]:
    """What prose may write of a figure, and how each reads now, in two columns."""
    found = list(forms(read_variables(project.folder, project.generated.variables), name))
    written = [f"{{{{< var {each} >}}}}" for each, _ in found]
    width = max(map(len, written), default=0)
    yield from (f"{code:<{width}}  {text}" for code, (_, text) in zip(written, found, strict=True))


def _figures(folder: Path, document: str) -> str:
    """What the last analysis for a document found, in half a line."""
    record = read_record(folder, Generated(edition_of(document)))
    return ", ".join(
        [
            _count(len(record.get("figures", {})), "figure"),
            *([_count(len(answers), "answer")] if (answers := record.get("answers")) else []),
            f"{_count(len(record.get('checks', {})), 'check')} passed",
            _count(len(record.get("charts", {})), "chart"),
            *([_count(len(tables), "table")] if (tables := record.get("tables")) else []),
        ]
    )


def _numbers(marked: int) -> str:
    return f"none typed by hand, {marked} marked as meant"


def _count(number: int, noun: str) -> str:
    if noun == "answer":
        return f"{number} {'name or period' if number == 1 else 'names and periods'}"
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
