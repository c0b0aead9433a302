"""Rendering: the prose of a brief becomes pages, by Quarto where it is on the PATH, else by the embedded renderer.

The pages of a brief that has an analysis are sealed before they are published: its record and its data go inside. All
pages are complete before the first of them is moved into the output folder, so a failure of any kind leaves the last
good ones as they were.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

from statbrief.companions.asked import companions_asked
from statbrief.companions.registry import DOCX
from statbrief.errors import Fault, RenderingError
from statbrief.files.paths import DOCUMENT, GENERATED, PROJECT_FILE
from statbrief.pages.build_mark import mark_of, refuse_changed, with_mark
from statbrief.pages.check import read_for, refuse_typed_numbers
from statbrief.pages.dependencies import write_dependencies
from statbrief.pages.publish import publish, work_folder, writing_pages
from statbrief.project.brand import unread_letters
from statbrief.project.project import Project, read_project
from statbrief.prose.document import Prose
from statbrief.record.analysis_record import has_analysis, read_record
from statbrief.renderers.choose import choose_renderer
from statbrief.renderers.renderer import Renderer, Rendering

if TYPE_CHECKING:
    from statbrief.pages.seal.companions import Begun
    from statbrief.record.record_types import AnalysisRecord


@dataclass(frozen=True, kw_only=True)
class Rendered:
    """What was made: by which renderer, the files written, and what is to be said of it.

    `renderer` tells its version too, `name` is what the command line calls it, and `instead` why it is not the one
    that is on the PATH. `marked` counts the numbers that are typed by hand and marked as meant, `made_from` are files
    that the pages depend on beside the analysis.
    """

    name: str
    renderer: str
    files: Sequence[Path]
    warnings: Sequence[Fault]
    notes: Sequence[str] = ()
    marked: int = 0
    instead: str = ""
    made_from: Sequence[str] = ()


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
    chosen, instead = choose_renderer(renderer, project)
    formats = tuple(dict.fromkeys(formats)) or project.formats
    analysis = read_record(project.folder, project.generated) if has_analysis(project.folder) else {}
    prose = read_for(project, chosen, analysed=bool(analysis))
    if analysis:
        prose = with_mark(prose)
    with writing_pages(GENERATED), work_folder(project.folder) as work, _Sealing(prose, analysis) as sealing:
        rendering, marked = _rendered(chosen, prose, _made(project, formats), work, sealing)
        rendering = replace(rendering, warnings=(*warnings_of_settings(project), *rendering.warnings))
        if strict and rendering.warnings:
            raise RenderingError(rendering.warnings)
        page = rendering.pages.get("html", b"")
        rendering = replace(rendering, pages={name: rendering.pages[name] for name in formats})
        made, beside = _named(project, rendering), dict[str, bytes]()
        if analysis:
            made, beside = _sealed(prose, rendering, page, sealing.begun)
        files = publish(project, work, {**made, **beside})
        _remove_others(project, beside)
        made_from = [PROJECT_FILE, *prose.files, *rendering.files]
        write_dependencies(project, made_from, list(beside))
    return Rendered(
        name=chosen.name,
        renderer=rendering.made_with,
        files=files,
        warnings=rendering.warnings,
        notes=rendering.notes,
        marked=marked,
        instead=instead,
        made_from=tuple(dict.fromkeys(made_from)),
    )


def warnings_of_settings(project: Project) -> Iterator[Fault]:
    """What a brief's settings ask for and its pages do not have, whichever renderer makes them."""
    from statbrief.pages.seal.ways import without_place

    yield from without_place(project)
    yield from unread_letters(project.folder, project.metadata, dict(project.places))


def _made(project: Project, formats: Sequence[str]) -> Sequence[str]:
    """The formats that are made: those that are published, and the page where a companion is made of it."""
    return formats if DOCX not in companions_asked(project) else tuple(dict.fromkeys([*formats, "html"]))


@dataclass
class _Sealing:
    """What is begun with the web page while print is made; what that takes is loaded while the renderer is at work."""

    prose: Prose
    analysis: AnalysisRecord
    _begun: list[Begun] = field(default_factory=list)

    @property
    def begun(self) -> Begun:
        """It, made when it is first asked for."""
        from statbrief.pages.seal.companions import Begun

        if not self._begun:
            self._begun.append(Begun(self.prose, self.analysis))
        return self._begun[0]

    def begin(self, page: bytes) -> None:
        """Begin with the page as the renderer made it."""
        self.begun.begin(page)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for each in self._begun:
            each.close()


def _rendered(
    renderer: Renderer, prose: Prose, formats: Sequence[str], work: Path, sealing: _Sealing
) -> tuple[Rendering, int]:
    """What the renderer made, and how many numbers are marked as meant, where the prose has an analysis."""
    marked = 0

    def meanwhile() -> None:
        nonlocal marked
        from statbrief.pages.seal.seal import prepare

        marked = refuse_typed_numbers(prose)
        prepare()

    if not sealing.analysis:
        return renderer.render(prose, formats, work), marked
    rendering = renderer.render(prose, formats, work, meanwhile, sealing.begin)
    return rendering, marked


def _remove_others(project: Project, made: Mapping[str, bytes]) -> None:
    from statbrief.pages.seal.companions import remove_others

    remove_others(project, project.folder / project.output_dir, made)


def _named(project: Project, rendering: Rendering) -> dict[str, bytes]:
    """What was made by the names that it is published under."""
    return {f"{project.stem}.{name}": page for name, page in rendering.pages.items()} | dict(rendering.beside)


def _sealed(prose: Prose, rendering: Rendering, page: bytes, begun: Begun) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The same, the pages finished, with the record and the data inside, and the record beside them; and companions.

    `page` is the web page as the renderer made it, if one was made, and `begun` what was begun with it.
    """
    from statbrief.pages.seal.companions import companion_files
    from statbrief.pages.seal.seal import seal

    refuse_changed(prose, mark_of(prose))
    sealed = seal(prose, rendering.pages, begun.analysis, rendering.made_with, rendering.files, begun.finishing)
    pages = {name: sealed.pages[name] for name in rendering.pages}
    made = _named(prose.project, replace(rendering, pages=pages))
    return made | {prose.project.published: sealed.record}, companion_files(prose, sealed, page, begun)
