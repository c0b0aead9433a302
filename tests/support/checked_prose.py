"""What is wrong with the prose of a brief, as `statbrief check` finds it."""

from pathlib import Path

from statbrief.errors import ProseError
from statbrief.pages.check import check_for
from statbrief.project.project import read_project
from statbrief.prose.document import Prose
from statbrief.renderers.choose import choose_renderer


def check_prose(folder: Path, renderer: str = "auto") -> tuple[Prose, int]:
    """The prose as that renderer reads it, and how many numbers are typed by hand and marked as meant."""
    project = read_project(folder.resolve())
    return check_for(project, choose_renderer(renderer, project)[0])


def faults(folder: Path) -> list[str]:
    """All that is wrong with it, for the embedded renderer."""
    try:
        check_prose(folder, "embedded")
    except ProseError as error:
        return [str(each) for each in error.faults]
    return []
