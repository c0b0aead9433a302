"""The mark of a build: on the pages that were made from it, and held against what there is when they are sealed."""

from __future__ import annotations

from dataclasses import replace

from statbrief.errors import RenderingError
from statbrief.prose.document import Prose
from statbrief.record.latest import BUILD, build_mark, is_current, read_record


def with_mark(prose: Prose) -> Prose:
    """The prose with the mark of its build among the settings, for the page's foot."""
    project = prose.project
    metadata = {**project.metadata, BUILD: build_mark(project.folder, project.generated, prose.files)}
    return replace(prose, project=replace(project, metadata=metadata))


def mark_of(prose: Prose) -> str:
    """The mark among the settings; nothing where there is none."""
    return str(prose.project.metadata.get(BUILD, ""))


def refuse_changed(prose: Prose, mark: str) -> None:
    """Hold what pages with this mark were made from against what there is now.

    Raises RenderingError where it is not the same: the pages would carry files that they were not made from.
    """
    project = prose.project
    lang = str(read_record(project.folder, project.generated).get("lang"))
    now = build_mark(project.folder, project.generated, prose.files)
    if now != mark or not is_current(project.folder, lang, project.generated):
        found, wanted = "what it is made from changed while it was rendered", "render it again"
        raise RenderingError.at(project.document, "build", found, wanted)
