"""What Quarto tells the steps that a project lets it run before and after it renders.

It names the documents that it is about to render, and the files that it made, one a line, in the environment; or, where
the environment is too small for them, in files that the environment names.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from statbrief.errors import RenderingError
from statbrief.files.paths import DOCUMENT
from statbrief.files.read import read_text
from statbrief.project.edition import edition_of
from statbrief.project.project import document_of
from statbrief.renderers.quarto import SEALS, Quarto

INPUT_FILES = "QUARTO_PROJECT_INPUT_FILES"
OUTPUT_FILES = "QUARTO_PROJECT_OUTPUT_FILES"
_IN_FILES = {
    INPUT_FILES: "QUARTO_USE_FILE_FOR_PROJECT_INPUT_FILES",
    OUTPUT_FILES: "QUARTO_USE_FILE_FOR_PROJECT_OUTPUT_FILES",
}


def calling_quarto(environment: Mapping[str, str]) -> Quarto:
    """The Quarto that runs this step; a step that somebody runs by hand is for a Quarto of no known version."""
    return Quarto(program="quarto", version=environment.get("QUARTO_VERSION", ""))


def is_done_by_caller(environment: Mapping[str, str]) -> bool:
    """Whether whoever called Quarto does what this step is there for."""
    return SEALS in environment


def documents_to_analyse(environment: Mapping[str, str], folder: Path, edition: str) -> list[str]:
    """The documents of this step: those that Quarto is about to render, unless an edition is asked for by name."""
    if is_done_by_caller(environment):
        return []
    waiting = None if edition else documents_to_render(environment)
    return [document_of(folder, edition)] if waiting is None else waiting


def documents_to_check(environment: Mapping[str, str], folder: Path, edition: str) -> tuple[list[str], Quarto | None]:
    """The documents of this step: those that Quarto is about to render, and that Quarto, else an edition's."""
    if is_done_by_caller(environment):
        return [], None
    waiting = documents_to_render(environment)
    if waiting is None:
        return [document_of(folder, edition)], None
    return waiting, calling_quarto(environment)


def documents_to_render(environment: Mapping[str, str]) -> list[str] | None:
    """The briefs among what Quarto is about to render, `brief.qmd` first; None where no Quarto runs this step."""
    named = _named(INPUT_FILES, environment)
    return None if named is None else sorted({path.name for path in named if is_brief(path.name)}, key=edition_of)


def files_made(environment: Mapping[str, str]) -> list[Path] | None:
    """The files that Quarto made, relative to the project; None where no Quarto runs this step."""
    return _named(OUTPUT_FILES, environment)


def is_brief(document: str) -> bool:
    """Whether a document is the brief or one of its editions, by its name."""
    return document == DOCUMENT or bool(edition_of(document))


def _named(name: str, environment: Mapping[str, str]) -> list[Path] | None:
    if name in environment:
        lines = environment[name].splitlines()
    elif (file := environment.get(_IN_FILES[name])) and Path(file).is_file():
        lines = read_text(Path(file), file, RenderingError).splitlines()
    else:
        return None
    return [Path(line.strip()) for line in lines if line.strip()]
