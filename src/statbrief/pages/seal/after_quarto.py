"""Sealing what a plain `quarto render` made: the project's post-render step."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from statbrief.copies.html import read_page
from statbrief.copies.pdf import read_print
from statbrief.errors import for_each
from statbrief.files.paths import GENERATED, PUBLISHED
from statbrief.files.write import replace_file
from statbrief.pages.build_mark import refuse_changed, with_mark
from statbrief.pages.check import check_for
from statbrief.pages.editions import documents
from statbrief.pages.seal.companions import companion_files, remove_others
from statbrief.pages.seal.seal import seal
from statbrief.project.project import FORMATS, Project, document_of, read_project
from statbrief.record.analysis_record import has_analysis, read_record
from statbrief.record.record_types import AnalysisRecord
from statbrief.renderers.for_extension import read_build
from statbrief.renderers.quarto import refuse_gaps
from statbrief.renderers.quarto_steps import calling_quarto, files_made, is_brief, is_done_by_caller

_GENERATOR = re.compile(rb"<meta name=\"generator\" content=\"quarto-([\d.]+)")


def seal_output(folder: Path, environment: Mapping[str, str], edition: str = "") -> Sequence[Path]:
    """Seal the pages of the brief in `folder` that are not sealed yet; returns the files written.

    They are those that Quarto names in the environment, of whatever editions; else those of `edition` in the output
    folder. Nothing is done where whoever called Quarto seals, or where there is no analysis whose record could be
    inside. Raises a `StatbriefError` with all that is wrong; the pages that it is about then stay as they were.
    """
    if is_done_by_caller(environment) or not has_analysis(folder):
        return []
    made = files_made(environment)
    if made is None:
        return _seal_edition(read_project(folder, document_of(folder, edition)), None, environment)
    written: list[Path] = []

    def seal_one(document: str) -> None:
        written.extend(_seal_edition(read_project(folder, document), made, environment))

    for_each(filter(is_brief, documents(folder)), seal_one)
    return written


def _seal_edition(project: Project, made: Iterable[Path] | None, environment: Mapping[str, str]) -> list[Path]:
    folder = project.folder
    if made is None:
        made = [Path(project.output_dir) / f"{project.stem}.{name}" for name in FORMATS]
    pages = {name: path for name, path in _pages(project, made).items() if not _is_sealed(path)}
    analysis = read_record(folder, project.generated)
    if not pages or not analysis:
        return []
    prose, _ = check_for(project, calling_quarto(environment))  # what the step before the render would have refused
    refuse_changed(prose, read_build(project))
    refuse_gaps(project, pages)
    contents = {name: path.read_bytes() for name, path in pages.items()}
    prose = with_mark(prose)
    sealed = seal(prose, contents, analysis, _renderer(contents, environment))
    beside = companion_files(prose, sealed, contents.get("html", b""))
    written = []
    for name, path in pages.items():
        replace_file(path, sealed.pages[name], path.name)
        written.append(path)
    for name, content in {project.published: sealed.record, **beside}.items():
        written.append(written[0].parent / name)
        replace_file(written[-1], content, name)
    remove_others(project, written[0].parent, beside)
    _remove_copies(Path(environment.get("QUARTO_PROJECT_OUTPUT_DIR") or folder / project.output_dir), analysis)
    return written


def _remove_copies(output: Path, analysis: AnalysisRecord) -> None:
    """Take away what Quarto copies beside the pages, which is inside them: pictures, and the files that it watches."""
    shutil.rmtree(output / GENERATED, ignore_errors=True)
    for name in analysis["inputs"]:
        copy = output / name
        if copy.is_file():
            copy.unlink()
            for above in copy.relative_to(output).parents[:-1]:
                with suppress(OSError):  # something else is there
                    (output / above).rmdir()


def _pages(project: Project, made: Iterable[Path]) -> dict[str, Path]:
    """The pages of the document by format; other documents of the project are none of them."""
    paths = [project.folder / path for path in made]
    return {path.suffix[1:]: path for path in paths
            if path.suffix[1:] in FORMATS and path.stem == project.stem and path.is_file()}  # fmt: skip


def _is_sealed(path: Path) -> bool:
    """Whether there is a record inside."""
    content = path.read_bytes()
    if path.suffix == ".pdf":
        return PUBLISHED in read_print(path.name, content).attached
    return bool(read_page(path.name, content).record)


def _renderer(made: Mapping[str, bytes], environment: Mapping[str, str]) -> str:
    quarto = calling_quarto(environment)
    if not quarto.version and (generator := _GENERATOR.search(made.get("html", b""))):
        quarto = replace(quarto, version=generator[1].decode())
    return quarto.made_with
