"""The mark of a build: on the pages that were made from it, and held against what there is when they are sealed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from statbrief.errors import RenderingError
from statbrief.files.hashes import sha256_of_input
from statbrief.files.paths import PROJECT_FILE, Generated
from statbrief.languages.page_words import words_of
from statbrief.project.project import BUILD, DRAFT
from statbrief.prose.document import Prose
from statbrief.record.analysis_record import read_record
from statbrief.record.staleness import is_current


def with_mark(prose: Prose) -> Prose:
    """The prose with the mark of its build among the settings, for the page's foot, and whether it is a draft."""
    project = prose.project
    metadata = {**project.metadata, BUILD: build_mark(project.folder, project.generated, prose.files)}
    if read_record(project.folder, project.generated).get("open"):
        metadata[DRAFT] = words_of(project.metadata)["draft"]
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


def build_mark(folder: Path, generated: Generated, files: Iterable[str]) -> str:
    """What tells builds apart on paper: eight digits of a hash of what pages are made from.

    That is an edition's analysis, the prose's `files`, the theme and the extensions.
    """
    digest = hashlib.sha256()
    looks = sorted(path for part in ("theme", "_extensions") for path in (folder / part).glob("**/*"))
    named = [generated.record, PROJECT_FILE, *files, *(path.relative_to(folder).as_posix() for path in looks)]
    for name in dict.fromkeys(named):
        if (folder / name).is_file():
            digest.update(f"{name}\0{sha256_of_input(folder / name)}\n".encode())
    return digest.hexdigest()[:8]
