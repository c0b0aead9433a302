"""The prose checked for the renderer that would render it."""

from __future__ import annotations

from pathlib import Path

from statbrief.errors import Fault, ProjectError, ProseError, RenderingError, in_order
from statbrief.files.paths import DOCUMENT
from statbrief.project.project import Project, read_project
from statbrief.prose import resources
from statbrief.prose.document import Prose, scan_prose
from statbrief.prose.paper import misprinted
from statbrief.prose.placement import misplaced
from statbrief.renderers.quarto import Quarto, find_quarto, unready


def check_prose(folder: Path, renderer: str = "auto", document: str = DOCUMENT) -> tuple[Prose, int]:
    """Check the prose of the brief in `folder` for the renderer that would render it; makes no pages.

    Returns the prose as it was read, and how many numbers are typed by hand and marked as meant. Raises ProjectError
    or ProseError with everything that is wrong.
    """
    project = read_project(folder.resolve(), document)
    quarto, _ = _choose(renderer, project)
    return check_for(project, quarto=quarto is not None)


def check_for(project: Project, *, quarto: bool) -> tuple[Prose, int]:
    """As `check_prose`, for Quarto or the embedded renderer, whether or not it is there."""
    prose = read_for(project, quarto=quarto)
    if faults := in_order(misplaced(prose)):
        raise ProseError(faults)
    return prose, refuse_typed_numbers(prose)


def _choose(renderer: str, project: Project) -> tuple[Quarto | None, str]:
    """The Quarto to render with, None for the embedded renderer; and why it is not the Quarto that is on the PATH.

    Left to choose, a brief that Quarto would make something else of is for the embedded renderer.
    """
    if renderer == "embedded":
        return None, ""
    try:
        quarto = find_quarto()
    except RenderingError as error:
        if renderer == "quarto":
            raise
        return None, error.faults[0].found
    if renderer == "quarto" and quarto is None:
        wanted = "install Quarto, or use --renderer embedded"
        raise RenderingError(Fault(file="quarto", what="program", found="not on the PATH", wanted=wanted))
    if quarto is not None and renderer == "auto" and (faults := list(unready(project))):
        return None, f"not Quarto {quarto.version}: {faults[0]}"
    return quarto, ""


def read_for(project: Project, *, quarto: bool) -> Prose:
    """The prose; raises all that is wrong with settings and prose for this renderer, and with what they load."""
    if quarto:
        faults = list(unready(project))
    else:
        from statbrief.renderers.embedded.options import unobeyed

        faults = list(unobeyed(project))
    faults += misprinted(project)
    prose, amiss = scan_prose(project, quarto=quarto)
    if amiss := [*amiss, *resources.faults(prose)]:
        raise ProseError(in_order([*faults, *amiss]))
    if faults:
        raise ProjectError(faults)
    return prose


def refuse_typed_numbers(prose: Prose) -> int:
    """How many numbers are marked as meant; raises ProseError with those that are not."""
    from statbrief.typed.find import find_typed_numbers

    typed = find_typed_numbers(prose)
    if typed.faults:
        raise ProseError(typed.faults)
    return typed.marked
