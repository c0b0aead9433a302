"""What one step of a preview makes, and what is wrong with it. No page is sealed, and none is published."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from statbrief.errors import Fault, Place, RenderingError, StatbriefError, unforeseen
from statbrief.files.hashes import sha256_of_input
from statbrief.files.inside_folder import home_of
from statbrief.files.own_files import files_in
from statbrief.files.paths import PREPARE, Generated
from statbrief.pages.build_mark import mark_of, refuse_changed, with_mark
from statbrief.pages.check import read_for, refuse_typed_numbers
from statbrief.pages.publish import work_folder, writing_pages
from statbrief.pages.render import warnings_of_settings
from statbrief.project.edition import edition_of
from statbrief.project.language import language_of
from statbrief.project.project import Project, read_project
from statbrief.prose.document import Prose
from statbrief.record.analysis_record import chart_warnings, has_analysis, open_questions, read_record
from statbrief.record.staleness import is_as_prepared, is_current
from statbrief.renderers.embedded.renderer import Embedded
from statbrief.renderers.renderer import Rendering
from statbrief.table_schema.open_questions import OpenQuestion


@dataclass(frozen=True, kw_only=True)
class Job:
    """A brief's folder, and the document of it that is shown."""

    folder: Path
    document: str


@dataclass(frozen=True, kw_only=True)
class Made:
    """What came of a step: a page (nothing of an analysis, or where it is not asked for), or what is wrong.

    `is_overtaken` says that something was saved meanwhile, and that it may be of neither save.
    """

    content: bytes = b""
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()
    questions: tuple[OpenQuestion, ...] = ()
    is_overtaken: bool = False


def done(step: Callable[[Job], Made], job: Job) -> Made:
    """What comes of a step; whatever goes wrong is told in it."""
    try:
        return step(job)
    except StatbriefError as error:
        return Made(faults=error.faults)
    except OSError as problem:
        name = Path(str(problem.filename or job.document)).name
        return Made(faults=(Place(name).fault("file", f"cannot be read ({problem.strerror or problem})"),))
    except Exception as problem:  # noqa: BLE001 -- the next save may be a better one
        return Made(faults=(unforeseen(job.document, "preview", problem),))


def is_analysed(job: Job) -> bool:
    """Whether the last analysis still holds, and none has to be made. Raises `ProjectError`."""
    project = read_project(job.folder, job.document)
    if (job.folder / PREPARE).is_file() and not is_as_prepared(job.folder):
        return False
    lang = language_of(project.metadata)
    return not has_analysis(job.folder) or is_current(job.folder, lang, project.generated)


def analysed(job: Job) -> Made:
    """The analysis brought up to date, the data prepared before where that has to be."""
    from statbrief.analysis.stale_steps import prepare, update_document

    prepare(job.folder)
    update_document(job.folder, job.document)
    return _told_of_analysis(job)


def still_analysed(job: Job) -> Made:
    """An analysis that still holds, by `is_analysed`."""
    from statbrief.analysis.after_brief_date import refuse_the_future

    refuse_the_future(read_project(job.folder, job.document))
    return _told_of_analysis(job)


def _told_of_analysis(job: Job) -> Made:
    generated = Generated(edition_of(job.document))
    return Made(
        warnings=(*_prepared_otherwise(job.folder), *chart_warnings(job.folder, generated)),
        questions=tuple(open_questions(job.folder, generated)),
    )


def _prepared_otherwise(folder: Path) -> Iterator[Fault]:
    """The files of a brief's data that are not what its own code makes of their sources, which is what is shown."""
    if not (folder / PREPARE).is_file():
        return
    brief = home_of(folder)
    for path in files_in(folder / "data"):
        name = path.relative_to(folder).as_posix()
        if sha256_of_input(path) != sha256_of_input(brief / name):
            found, wanted = f"is not what {PREPARE} makes, which is shown", "run `statbrief prepare`, or make"
            yield Place(name).fault("file", found, wanted)


def web_page(job: Job) -> Made:
    """The web page as it is published, but for the record inside it."""
    project = read_project(job.folder, job.document)
    prose = _read(project)
    if "html" not in project.formats:
        _refuse_typed(prose)
        return Made()
    rendering = _rendered(prose, "html", lambda: _refuse_typed(prose))
    page = rendering.pages["html"]
    if has_analysis(project.folder):
        page = _finished(prose, page)
    warnings = (*warnings_of_settings(project), *rendering.warnings)
    return Made(content=page, warnings=warnings, is_overtaken=_is_overtaken(prose))


def printed(job: Job) -> Made:
    """The PDF as Typst makes it."""
    project = read_project(job.folder, job.document)
    prose = _read(project)
    if "pdf" not in project.formats:
        return Made()
    rendering = _rendered(prose, "pdf")
    content, warnings = rendering.pages["pdf"], tuple(rendering.warnings)
    return Made(content=content, warnings=warnings, is_overtaken=_is_overtaken(prose))


def _read(project: Project) -> Prose:
    """The prose for the embedded renderer; raises all that is wrong with it."""
    is_with_analysis = has_analysis(project.folder)
    prose = read_for(project, Embedded(), analysed=is_with_analysis)
    return with_mark(prose) if is_with_analysis else prose


def _refuse_typed(prose: Prose) -> None:
    if has_analysis(prose.project.folder):
        refuse_typed_numbers(prose)


def _rendered(prose: Prose, name: str, meanwhile: Callable[[], None] | None = None) -> Rendering:
    with writing_pages(name), work_folder(prose.project.folder) as work:
        return Embedded().render(prose, (name,), work, meanwhile)


def _finished(prose: Prose, page: bytes) -> bytes:
    """A page with its charts as drawings, their data, where its numbers come from, and the files inside."""
    from statbrief.pages.seal.seal import Finishing

    project = prose.project
    finishing = Finishing(prose, read_record(project.folder, project.generated))
    finished, _ = finishing.finished(page)
    return finishing.contents.filled(finished, b"").encode()


def _is_overtaken(prose: Prose) -> bool:
    """Whether what pages were made from is not what is there now."""
    if has_analysis(prose.project.folder):
        try:
            refuse_changed(prose, mark_of(prose))
        except RenderingError:
            return True
    return False


def as_in_brief(made: Made, within: str) -> Made:
    """What is told of generated files says where they are: in the preview's own folder, `within` the brief."""

    def told(fault: Fault) -> Fault:
        return replace(
            fault,
            file=_placed(fault.file, within),
            found=fault.found.replace(" _generated/", f" {within}/_generated/"),
            wanted=fault.wanted.replace(" _generated/", f" {within}/_generated/"),
        )

    return replace(made, faults=tuple(map(told, made.faults)), warnings=tuple(map(told, made.warnings)))


def _placed(file: str, within: str) -> str:
    return f"{within}/{file}" if file.startswith("_generated/") else file
