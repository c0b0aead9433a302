"""Rendering: the prose of a brief becomes pages, by Quarto where it is on the PATH, else by the embedded renderer.

The pages of a brief that has an analysis are sealed before they are published: its record and its data go inside. All
pages are complete before the first of them is moved into the output folder, so a failure of any kind leaves the last
good ones as they were.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from statbrief.errors import Fault, ProseError, RenderingError, in_order
from statbrief.files.paths import DOCUMENT, GENERATED, PROJECT_FILE
from statbrief.pages.check import _choose, read_for, refuse_typed_numbers
from statbrief.pages.dependencies import named_by, write_dependencies
from statbrief.pages.publish import publish, work_folder, writing_pages
from statbrief.project.project import FORMATS, Project, read_project
from statbrief.prose.document import Prose
from statbrief.prose.placement import misplaced
from statbrief.record.latest import BUILD, build_mark, has_analysis, is_current, read_record
from statbrief.record.shape import AnalysisRecord
from statbrief.renderers.quarto import Quarto, render_quarto, write_build


@dataclass(frozen=True, kw_only=True)
class Rendered:
    """What was made: the renderer that made it, the files written, and warnings that the reader should see.

    `marked` counts the numbers that are typed by hand and marked as meant; `notes` are what else is worth knowing, and
    `instead` is why the renderer is not the one that is on the PATH.
    """

    renderer: str
    files: Sequence[Path]
    warnings: Sequence[Fault]
    notes: Sequence[str] = ()
    marked: int = 0
    instead: str = ""


def render(
    folder: Path,
    formats: Sequence[str] = (),
    renderer: str = "auto",
    document: str = DOCUMENT,
    *,
    strict: bool = False,
) -> Rendered:
    """Make the pages of the brief in `folder`.

    As `render_project`, which see.
    """
    return render_project(read_project(folder.resolve(), document), formats, renderer, strict=strict)


def render_project(
    project: Project, formats: Sequence[str] = (), renderer: str = "auto", *, strict: bool = False
) -> Rendered:
    """Make the pages of a brief whose settings have been read.

    `formats` are `html` and `pdf`, those that the brief lists when empty; `renderer` is `auto`, `quarto` or
    `embedded`; `strict` makes errors of warnings. A brief that has an analysis must write its numbers with it: one
    that is typed by hand is a fault. Raises ProjectError, ProseError, RenderingError or WritingError.
    """
    folder = project.folder
    quarto, instead = _choose(renderer, project)
    formats = tuple(dict.fromkeys(formats)) or project.formats
    prose = read_for(project, quarto=quarto is not None)
    analysis = read_record(folder, project.generated) if has_analysis(folder) else {}
    if analysis:
        if faults := in_order(misplaced(prose)):
            raise ProseError(faults)
        prose = with_mark(prose)
    with writing_pages(GENERATED), work_folder(folder) as work:
        if quarto is not None:
            marked = refuse_typed_numbers(prose) if analysis else 0
            rendered, names = _by_quarto(quarto, prose, formats, work)
        else:
            marked, rendered, names = _by_embedded(prose, formats, work, analysed=bool(analysis))
        if strict and rendered.warnings:
            raise RenderingError(rendered.warnings)
        if analysis:
            refuse_changed(prose, str(prose.project.metadata[BUILD]))
            rendered = _sealed(prose, rendered, analysis, names, work)
        files = publish(project, work, rendered.files)
        write_dependencies(project, [PROJECT_FILE, *prose.files, *names])
    return replace(rendered, files=files, marked=marked, instead=instead)


def refuse_changed(prose: Prose, mark: str) -> None:
    """Hold what pages with this mark were made from against what there is now.

    Raises RenderingError where it is not the same: the pages would carry files that they were not made from.
    """
    project = prose.project
    lang = str(read_record(project.folder, project.generated).get("lang"))
    now = build_mark(project.folder, project.generated, prose.files)
    if now != mark or not is_current(project.folder, lang, project.generated):
        found, wanted = "what it is made from changed while it was rendered", "render it again"
        raise RenderingError(Fault(file=project.document, what="build", found=found, wanted=wanted))


def with_mark(prose: Prose) -> Prose:
    """The prose with the mark of its build among the settings, for the page's foot."""
    project = prose.project
    metadata = {**project.metadata, BUILD: build_mark(project.folder, project.generated, prose.files)}
    return replace(prose, project=replace(project, metadata=metadata))


def _by_embedded(
    prose: Prose, formats: Sequence[str], work: Path, *, analysed: bool
) -> tuple[int, Rendered, Sequence[str]]:
    from statbrief.renderers.embedded.render import render_embedded

    project = prose.project
    marked = 0

    def meanwhile() -> None:  # while pandoc is at work, a second processor is idle
        nonlocal marked
        marked = refuse_typed_numbers(prose)
        _prepare_sealing()

    made = render_embedded(prose, formats, work, meanwhile if analysed else None)
    files = []
    for name in formats:
        path = work / f"{project.stem}.{name}"
        path.write_bytes(made.pages[name])
        files.append(path)
    if made.typst and project.settings("typst").get("keep-typ"):
        kept = work / f"{project.stem}.typ"
        kept.write_bytes(made.typst)
        files.append(kept)
    renderer = f"the embedded renderer ({made.version})"
    return marked, Rendered(renderer=renderer, files=files, warnings=made.warnings), made.files


def _prepare_sealing() -> None:
    from statbrief.pages.seal.seal import prepare

    prepare()


def _sealed(prose: Prose, rendered: Rendered, analysis: AnalysisRecord, names: Sequence[str], work: Path) -> Rendered:
    """The same pages, finished, with the record and the data inside, and the record beside them."""
    from statbrief.pages.seal.seal import seal

    pages = {path.suffix[1:]: path for path in rendered.files if path.suffix[1:] in FORMATS}
    made = {name: path.read_bytes() for name, path in pages.items()}
    sealed = seal(prose, made, analysis, rendered.renderer, names)
    for name, path in pages.items():
        path.write_bytes(sealed.pages[name])
    record = work / prose.project.published
    record.write_bytes(sealed.record)
    return replace(rendered, files=[*rendered.files, record])


def _by_quarto(quarto: Quarto, prose: Prose, formats: Sequence[str], work: Path) -> tuple[Rendered, Sequence[str]]:
    write_build(prose.project, str(prose.project.metadata.get(BUILD, "")))
    made = render_quarto(quarto, prose.project, formats, work)
    letters = _letters_without_font(prose) if "pdf" in formats else []
    rendered = Rendered(
        renderer=f"Quarto {quarto.version}",
        files=list(made.pages.values()),
        warnings=[*made.warnings, *letters],
        notes=[*filter(None, [quarto.note]), *made.notes],
    )
    return rendered, named_by(prose)


def _letters_without_font(prose: Prose) -> list[Fault]:
    from statbrief.renderers.embedded.typst import letters_without_font

    return letters_without_font(prose)
