"""Which renderer makes the pages: Quarto where it is on the PATH and makes a brief, else the one that comes along."""

from __future__ import annotations

from statbrief.errors import RenderingError
from statbrief.project.project import Project
from statbrief.renderers.embedded.renderer import Embedded
from statbrief.renderers.quarto import find_quarto
from statbrief.renderers.renderer import Renderer


def choose_renderer(asked: str, project: Project) -> tuple[Renderer, str]:
    """The renderer that is `asked` for, `auto`, `quarto` or `embedded`; and why not the Quarto that is on the PATH.

    Left to choose, a brief that Quarto would make something else of is for the embedded renderer. Raises
    RenderingError where Quarto is asked for and there is none that will do.
    """
    if asked == "embedded":
        return Embedded(), ""
    try:
        quarto = find_quarto()
    except RenderingError as error:
        if asked == "quarto":
            raise
        return Embedded(), error.faults[0].found
    if asked == "quarto" and quarto is None:
        wanted = "install Quarto, or use --renderer embedded"
        raise RenderingError.at("quarto", "program", "not on the PATH", wanted)
    if quarto is None:
        return Embedded(), ""
    if asked == "auto" and (fault := next(quarto.faults(project), None)):
        return Embedded(), f"not {quarto.made_with}: {fault}"
    return quarto, ""
