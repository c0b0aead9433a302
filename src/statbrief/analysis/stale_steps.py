"""The steps of a build, each done only when something it reads has changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from statbrief.analysis.after_brief_date import refuse_the_future
from statbrief.errors import ChartingError, Fault, ProjectError, ReadingError
from statbrief.files.paths import DOCUMENT, PREPARE, PROJECT_FILE, Generated
from statbrief.files.read import is_absent
from statbrief.files.side_by_side import apart
from statbrief.files.typeface import copy_fonts
from statbrief.languages.labels import COLUMNS, labels_file
from statbrief.languages.tags import base_language
from statbrief.project.edition import edition_of
from statbrief.project.language import language, language_of
from statbrief.project.project import Project, document_of, read_project
from statbrief.project.steps import prepares
from statbrief.record.analysis_record import chart_warnings, has_analysis, open_questions
from statbrief.record.staleness import is_as_prepared, is_current
from statbrief.table_schema.open_questions import refusals

if TYPE_CHECKING:
    from statbrief.analysis.write import Written


def bring_analysis_up_to_date(folder: Path, document: str, lang: str | None = None) -> Written | None:
    """Run the analysis for a document unless its last one still holds; None when there was nothing to do.

    `lang` is the document's language, where it is known already. Raises a `StatbriefError` with what is wrong in
    `data/` or `analysis/`, and where the data speak another language than the edition and have no labels in it.
    """
    if not has_analysis(folder):
        return None
    generated = Generated(edition_of(document))
    lang = lang or language(folder, document)
    if is_current(folder, lang, generated):
        copy_fonts(folder)  # which are no result of it: Quarto would print with others where one is gone
        return None
    own = lang if document == DOCUMENT else language(folder)
    if base_language(lang) != base_language(own) and not (folder / labels_file(lang)).is_file():
        wanted = f"an edition in {base_language(lang)} has its labels there, under {', '.join(COLUMNS)}"
        raise ProjectError.at(labels_file(lang), "file", "missing", wanted)
    from statbrief.analysis.write import write_analysis  # pandas, pint and matplotlib: over a second

    return write_analysis(folder, lang, generated)


def prepare(folder: Path) -> list[str] | None:
    """Make the files of `data/` that are prepared; the names of those that changed, None where nothing is prepared.

    Raises a `StatbriefError`.
    """
    if is_absent(folder / PREPARE):
        return None
    if is_as_prepared(folder):
        return []
    from statbrief.analysis.prepared import write_prepared  # pandas and pint

    return write_prepared(folder)


def update_document(folder: Path, document: str) -> Written | None:
    """Bring the analysis for a document up to date, and hold its periods against the brief's date.

    As `bring_analysis_up_to_date`; data that are not a project's yet have no date to be held against.
    """
    written = bring_analysis_up_to_date(folder, document)
    if (folder / PROJECT_FILE).is_file() and (folder / document).is_file():
        refuse_the_future(read_project(folder, document))
    return written


def update_edition(
    folder: Path,
    edition: str,
    *,
    prepared: Callable[[list[str] | None], None] | None = None,
    meanwhile: Callable[[], None] | None = None,
) -> Project:
    """As `update_document`, for the brief in `folder` that is about to be rendered; its settings, read once.

    The data are prepared before where the settings name that step, or where there is somebody to be told of it:
    `prepared` hears which files of `data/` changed, as `prepare` tells it. Where there is something to do `meanwhile`,
    all this is done apart from this process, which does that.
    """
    project = read_project(folder.resolve(), document_of(folder, edition))
    is_prepared = prepared is not None or prepares(project)

    def update() -> None:
        if is_prepared:
            changed = prepare(project.folder)
            if prepared is not None:
                prepared(changed)
        bring_analysis_up_to_date(project.folder, project.document, language_of(project.metadata))

    if not _is_up_to_date(project, is_prepared=is_prepared):
        if meanwhile is None:
            update()
        else:
            apart(update, meanwhile)
    refuse_the_future(project)
    return project


def _is_up_to_date(project: Project, *, is_prepared: bool) -> bool:
    """Whether neither the data are to be prepared nor the analysis to be made."""
    folder = project.folder
    if is_prepared and not (is_absent(folder / PREPARE) or is_as_prepared(folder)):
        return False
    return not has_analysis(folder) or is_current(folder, language_of(project.metadata), project.generated)


def refuse_draft(project: Project) -> None:
    """Raise `ReadingError` with what the data of a brief leave open, whose analysis is up to date."""
    if refused := refusals(open_questions(project.folder, project.generated), project.document):
        raise ReadingError(refused)


def warnings_of_charts(folder: Path, document: str, *, strict: bool = False) -> list[Fault]:
    """What a reader of a document's charts may stumble over, drawn now or before.

    Raises `ChartingError` with it where warnings are errors (`strict`).
    """
    warnings = chart_warnings(folder, Generated(edition_of(document)))
    if warnings and strict:
        raise ChartingError(warnings)
    return warnings
