"""Sealing what a plain `quarto render` made: the project's post-render step.

Quarto names the files that it made in QUARTO_PROJECT_OUTPUT_FILES, one a line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from statbrief.copies.html import read_page
from statbrief.copies.pdf import read_print
from statbrief.project import DOCUMENT, FORMATS, Project, document_of, edition_of, read_project
from statbrief.prose import read_prose
from statbrief.quarto import SEALS
from statbrief.recording import has_analysis, read_record
from statbrief.sealing import INSIDE, seal
from statbrief.writing import replace_file

OUTPUT_FILES = "QUARTO_PROJECT_OUTPUT_FILES"

_GENERATOR = re.compile(rb"<meta name=\"generator\" content=\"quarto-([\d.]+)")


def seal_output(folder: Path, environment: Mapping[str, str]) -> Sequence[Path]:
    """Seal the pages of the brief in `folder` that are not sealed yet; returns the files written.

    They are those that Quarto names in the environment, else those in the output folder. Nothing is done where
    whoever called Quarto seals, or where there is no analysis whose record could be inside. Raises ProjectError,
    ProseError, CopyError, RenderingError or WritingError; the pages then stay as they were.
    """
    if SEALS in environment or not has_analysis(folder):
        return []
    project = read_project(folder, document_of(folder, _edition(environment)))
    pages = {name: path for name, path in _made(project, environment).items() if not _is_sealed(path)}
    analysis = read_record(folder)
    if not pages or not analysis:
        return []
    made = {name: path.read_bytes() for name, path in pages.items()}
    sealed = seal(read_prose(project, quarto=True), made, analysis, _renderer(made, environment))
    written = []
    for name, path in pages.items():
        replace_file(path, sealed.pages[name], path.name)
        written.append(path)
    record = written[0].with_suffix(".json")
    replace_file(record, sealed.record, record.name)
    return [*written, record]


def _edition(environment: Mapping[str, str]) -> str:
    """The edition whose pages Quarto made; none where they are the brief's own."""
    paths = [Path(line.strip()) for line in environment.get(OUTPUT_FILES, "").splitlines()]
    pages = {f"{path.stem}.qmd" for path in paths if path.suffix[1:] in FORMATS}
    return "" if DOCUMENT in pages else next((tag for page in sorted(pages) if (tag := edition_of(page))), "")


def _made(project: Project, environment: Mapping[str, str]) -> dict[str, Path]:
    """The pages of the brief by format; other documents of the project are none of them."""
    folder = project.folder
    if OUTPUT_FILES in environment:
        paths = [folder / name for name in environment[OUTPUT_FILES].splitlines() if name.strip()]
    else:
        paths = [folder / project.output_dir / f"{project.stem}.{name}" for name in FORMATS]
    return {path.suffix[1:]: path for path in paths
            if path.suffix[1:] in FORMATS and path.stem == project.stem and path.is_file()}  # fmt: skip


def _is_sealed(path: Path) -> bool:
    """Whether there is a record inside."""
    content = path.read_bytes()
    if path.suffix == ".pdf":
        return INSIDE in read_print(path.name, content).attached
    return bool(read_page(path.name, content).record)


def _renderer(made: Mapping[str, bytes], environment: Mapping[str, str]) -> str:
    version = environment.get("QUARTO_VERSION", "")
    if not version and (generator := _GENERATOR.search(made.get("html", b""))):
        version = generator[1].decode()
    return f"Quarto {version}".strip()
