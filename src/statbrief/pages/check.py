"""The prose checked for the renderer that would render it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from statbrief.companions.asked import faults_of_companions
from statbrief.errors import Fault, Place, ProjectError, ProseError, in_order
from statbrief.files.paths import LAID_THEME, SHORTCODES
from statbrief.files.theme import lay_theme
from statbrief.pages.build_mark import mark_of, with_mark
from statbrief.project.accent import faults_of_accent
from statbrief.project.address import faults_of_address
from statbrief.project.data_inside import faults_of_data_inside
from statbrief.project.project import Project, read_project
from statbrief.project.release_fields import faults_of_release
from statbrief.prose import resources
from statbrief.prose.document import Prose, scan_prose
from statbrief.prose.placement import misplaced
from statbrief.record.analysis_record import figures_shown, has_analysis, open_questions
from statbrief.renderers.choose import choose_renderer
from statbrief.renderers.citations import unknown_citations
from statbrief.renderers.for_extension import write_build
from statbrief.renderers.print_settings import faults_of_print
from statbrief.renderers.quarto import Quarto
from statbrief.renderers.renderer import Renderer
from statbrief.table_schema.open_questions import OpenQuestion, refusals

_GENERATED = frozenset({"include", *SHORTCODES})
"""Faults of these leave out what others refer to."""


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What a check found of a document whose prose is right.

    `marked` counts the numbers that are typed by hand and marked as meant, `unused` are the figures that nothing shows,
    and `faults` says so where that is one. `questions` are what the data leave open, which makes the pages a draft.
    """

    document: str
    marked: int
    unused: Sequence[str]
    faults: Sequence[Fault]
    questions: Sequence[OpenQuestion] = ()


def check_document(folder: Path, document: str, *, strict: bool, quarto: Quarto | None = None) -> Checked:
    """Check a document of the brief in `folder` for the renderer that would render it; under `strict` in all.

    For the `quarto` that is about to render it, write what its pages are to say of their build. Raises ProjectError or
    ProseError with everything that is wrong.
    """
    from statbrief.typed_by_hand.typed_numbers import unused_figures

    project = read_project(folder.resolve(), document)
    prose, marked = check_for(project, quarto or choose_renderer("auto", project)[0])
    unused = unused_figures(prose, figures_shown(project.folder, project.generated))
    found, wanted = f"used nowhere: {', '.join(unused)}", "write them, or take them out"
    faults = [Place(document).fault("figures", found, wanted)] if unused and strict else []
    questions = open_questions(project.folder, project.generated)
    faults += refusals(questions, document) if strict else []
    if quarto is not None and not faults:
        marked_prose = with_mark(prose) if has_analysis(folder) else prose
        write_build(marked_prose.project, mark_of(marked_prose))
    return Checked(document=document, marked=marked, unused=unused, faults=faults, questions=questions)


def check_for(project: Project, renderer: Renderer) -> tuple[Prose, int]:
    """Check the prose of a brief for the renderer that was chosen; makes no pages.

    Returns the prose as it was read, and how many numbers are typed by hand and marked as meant. Raises ProjectError
    or ProseError with everything that is wrong.
    """
    prose, of_settings, of_prose = _looked_at(project, renderer)
    of_prose += _misplaced(prose, of_prose)
    typed, marked = _typed(prose)
    _refuse(of_settings, [*of_prose, *typed])
    return prose, marked


def read_for(project: Project, renderer: Renderer, *, analysed: bool = True) -> Prose:
    """The prose; raises all that is wrong with settings and prose for this renderer, and with what they load.

    Where it was `analysed`, also what is generated and stands where no reader would find it, and, where anything is
    wrong at all, what is typed by hand, so that everything is told at once.
    """
    prose, of_settings, of_prose = _looked_at(project, renderer)
    if analysed:
        of_prose += _misplaced(prose, of_prose)
    if analysed and (of_settings or of_prose):
        of_prose += _typed(prose)[0]
    _refuse(of_settings, of_prose)
    return prose


def refuse_typed_numbers(prose: Prose) -> int:
    """How many numbers are marked as meant; raises ProseError with those that are not, and with unknown citations."""
    faults, marked = _typed(prose)
    _refuse([], faults)
    return marked


def _looked_at(project: Project, renderer: Renderer) -> tuple[Prose, list[Fault], list[Fault]]:
    """The prose, what is wrong with the settings, and with itself and what it loads."""
    if LAID_THEME in str(project.metadata):
        lay_theme(project.folder)
    of_looks = [*faults_of_print(project), *faults_of_accent(project)]
    of_release = [*faults_of_address(project), *faults_of_release(project)]
    of_companions = faults_of_companions(project, analysed=has_analysis(project.folder))
    of_files = [*of_companions, *faults_of_data_inside(project)]
    faults = [*renderer.faults(project), *of_looks, *of_release, *of_files]
    prose, amiss = scan_prose(project, quarto=renderer.is_quarto)
    return prose, faults, [*amiss, *resources.faults(prose)]


def _misplaced(prose: Prose, amiss: Sequence[Fault]) -> list[Fault]:
    """What stands in the wrong place; nothing where something is not there at all, which all else would follow from."""
    return [] if any(fault.what in _GENERATED for fault in amiss) else list(misplaced(prose))


def _typed(prose: Prose) -> tuple[list[Fault], int]:
    """What is typed by hand and what is cited from nowhere, and how many numbers are marked as meant."""
    from statbrief.typed_by_hand.typed_numbers import find_typed_numbers

    typed = find_typed_numbers(prose)
    return [*typed.faults, *unknown_citations(typed.cited, prose)], typed.marked


def _refuse(of_settings: Sequence[Fault], of_prose: Sequence[Fault]) -> None:
    if of_prose:
        raise ProseError(in_order([*of_settings, *of_prose]))
    if of_settings:
        raise ProjectError(of_settings)
