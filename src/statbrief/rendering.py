"""Rendering: the prose of a brief becomes pages, by Quarto where it is on the PATH, else by the embedded renderer.

The pages of a brief that has an analysis are sealed before they are published: its record and its data go inside. All
pages are complete before the first of them is moved into the output folder, so a failure of any kind leaves the last
good ones as they were.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from statbrief import loading
from statbrief.errors import Fault, ProjectError, ProseError, RenderingError, WritingError, in_order
from statbrief.generated import GENERATED, WRITTEN
from statbrief.paper import misprinted
from statbrief.placing import misplaced
from statbrief.project import DOCUMENT, FORMATS, PROJECT_FILE, Project, read_project
from statbrief.prose import Prose, scan_prose
from statbrief.quarto import Quarto, find_quarto, render_quarto, unready, write_build
from statbrief.recording import BUILD, build_mark, has_analysis, is_current, read_record

_NAMED_BY = ("bibliography", "csl", "css", "filters", "include-in-header", "include-before-body",
             "include-after-body", "template-partials")  # fmt: skip
_PICTURE = re.compile(r"!\[.*?\]\(<?([^)\s>]+)")


@dataclass(frozen=True, kw_only=True)
class Rendered:
    """What was made: the renderer that made it, the files written, and warnings that the reader should see.

    `marked` counts the numbers that are typed by hand and marked as meant; `notes` are what else is worth knowing, and
    `instead` is why the renderer is not the one that is on the PATH.
    """

    renderer: str
    files: Sequence[Path]
    warnings: Sequence[Fault]
    notes: Sequence[str] = ()
    marked: int = 0
    instead: str = ""


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
    prose = _read(project, quarto=quarto)
    if faults := in_order(misplaced(prose)):
        raise ProseError(faults)
    return prose, _refuse_typed_numbers(prose)


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
    folder = project.folder
    quarto, instead = _choose(renderer, project)
    formats = tuple(dict.fromkeys(formats)) or project.formats
    prose = _read(project, quarto=quarto is not None)
    analysis = read_record(folder, project.generated) if has_analysis(folder) else {}
    if analysis:
        if faults := in_order(misplaced(prose)):
            raise ProseError(faults)
        prose = with_mark(prose)
    with _writing(GENERATED), _work_folder(folder) as work:
        if quarto is not None:
            marked = _refuse_typed_numbers(prose) if analysis else 0
            rendered, names = _by_quarto(quarto, prose, formats, work)
        else:
            marked, rendered, names = _by_embedded(prose, formats, work, analysed=bool(analysis))
        if strict and rendered.warnings:
            raise RenderingError(rendered.warnings)
        if analysis:
            refuse_changed(prose, str(prose.project.metadata[BUILD]))
            rendered = _sealed(prose, rendered, analysis, names, work)
        files = _publish(project, work, rendered.files)
        _write_dependencies(project, [PROJECT_FILE, *prose.files, *names])
    return replace(rendered, files=files, marked=marked, instead=instead)


def refuse_changed(prose: Prose, mark: str) -> None:
    """Hold what pages with this mark were made from against what there is now.

    Raises RenderingError where it is not the same: the pages would carry files that they were not made from.
    """
    project = prose.project
    lang = str(read_record(project.folder, project.generated).get("lang"))
    now = build_mark(project.folder, project.generated, prose.files)
    if now != mark or not is_current(project.folder, lang, project.generated):
        found, wanted = "what it is made from changed while it was rendered", "render it again"
        raise RenderingError(Fault(file=project.document, what="build", found=found, wanted=wanted))


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


def _read(project: Project, *, quarto: bool) -> Prose:
    """The prose; raises all that is wrong with settings and prose for this renderer, and with what they load."""
    if quarto:
        faults = list(unready(project))
    else:
        from statbrief.embedded.options import unobeyed

        faults = list(unobeyed(project))
    faults += misprinted(project)
    prose, amiss = scan_prose(project, quarto=quarto)
    if amiss := [*amiss, *loading.faults(prose)]:
        raise ProseError(in_order([*faults, *amiss]))
    if faults:
        raise ProjectError(faults)
    return prose


def with_mark(prose: Prose) -> Prose:
    """The prose with the mark of its build among the settings, for the page's foot."""
    project = prose.project
    metadata = {**project.metadata, BUILD: build_mark(project.folder, project.generated, prose.files)}
    return replace(prose, project=replace(project, metadata=metadata))


def _refuse_typed_numbers(prose: Prose) -> int:
    """How many numbers are marked as meant; raises ProseError with those that are not."""
    from statbrief.literals import find_typed_numbers

    typed = find_typed_numbers(prose)
    if typed.faults:
        raise ProseError(typed.faults)
    return typed.marked


def _by_embedded(
    prose: Prose, formats: Sequence[str], work: Path, *, analysed: bool
) -> tuple[int, Rendered, Sequence[str]]:
    from statbrief.embedded import render_embedded

    project = prose.project
    marked = 0

    def meanwhile() -> None:  # while pandoc is at work, a second processor is idle
        nonlocal marked
        marked = _refuse_typed_numbers(prose)
        _prepare_sealing()

    made = render_embedded(prose, formats, work, meanwhile if analysed else None)
    files = []
    for name in formats:
        path = work / f"{project.stem}.{name}"
        path.write_bytes(made.pages[name])
        files.append(path)
    if made.typst and project.settings("typst").get("keep-typ"):
        kept = work / f"{project.stem}.typ"
        kept.write_bytes(made.typst)
        files.append(kept)
    renderer = f"the embedded renderer ({made.version})"
    return marked, Rendered(renderer=renderer, files=files, warnings=made.warnings), made.files


def _prepare_sealing() -> None:
    from statbrief.sealing import prepare

    prepare()


def _sealed(
    prose: Prose, rendered: Rendered, analysis: Mapping[str, Any], names: Sequence[str], work: Path
) -> Rendered:
    """The same pages, finished, with the record and the data inside, and the record beside them."""
    from statbrief.sealing import seal

    pages = {path.suffix[1:]: path for path in rendered.files if path.suffix[1:] in FORMATS}
    made = {name: path.read_bytes() for name, path in pages.items()}
    sealed = seal(prose, made, analysis, rendered.renderer, names)
    for name, path in pages.items():
        path.write_bytes(sealed.pages[name])
    record = work / f"{prose.project.stem}.json"
    record.write_bytes(sealed.record)
    return replace(rendered, files=[*rendered.files, record])


def _by_quarto(quarto: Quarto, prose: Prose, formats: Sequence[str], work: Path) -> tuple[Rendered, Sequence[str]]:
    write_build(prose.project, str(prose.project.metadata.get(BUILD, "")))
    made = render_quarto(quarto, prose.project, formats, work)
    letters = _letters_without_font(prose) if "pdf" in formats else []
    rendered = Rendered(
        renderer=f"Quarto {quarto.version}",
        files=list(made.pages.values()),
        warnings=[*made.warnings, *letters],
        notes=[*filter(None, [quarto.note]), *made.notes],
    )
    return rendered, _named(prose)


def _letters_without_font(prose: Prose) -> list[Fault]:
    from statbrief.embedded.compiling import letters_without_font

    return letters_without_font(prose)


def _named(prose: Prose) -> list[str]:
    """The files that the settings name and the pictures of the prose, as far as they exist."""
    project = prose.project
    names: list[str] = []
    for pandoc_format in FORMATS.values():
        settings = project.settings(pandoc_format)
        for key in _NAMED_BY:
            value = settings.get(key)
            for item in value if isinstance(value, list) else [value]:
                named = item.get("file") or item.get("path") if isinstance(item, dict) else item
                names.append(str(named or ""))
    for line in prose.lines:
        names += _PICTURE.findall(line.text)
    return [name for name in dict.fromkeys(names) if name and (project.folder / name).is_file()]


@contextmanager
def _work_folder(folder: Path) -> Iterator[Path]:
    """A folder of the brief's that is gone afterwards; on the same disk as the output, so that moving is atomic."""
    work = folder / GENERATED / f".rendering-{os.getpid()}"
    for left in work.parent.glob(".rendering-*"):
        if not _is_running(left.name.rpartition("-")[2]):
            shutil.rmtree(left, ignore_errors=True)
    work.mkdir(parents=True)
    try:
        yield work
    finally:
        _remove(work)


def _remove(work: Path) -> None:
    """Removes what was needed on the way; shutil, slow to load, only when there are folders in it."""
    try:
        for path in work.iterdir():
            path.unlink()
        work.rmdir()
    except OSError:
        from shutil import rmtree

        rmtree(work, ignore_errors=True)


def _is_running(process: str) -> bool:
    """Whether there is a process of that number other than this one."""
    try:
        os.kill(int(process), 0)
    except (ValueError, ProcessLookupError):
        return False
    except OSError:
        return True  # somebody else's
    return int(process) != os.getpid()


@contextmanager
def _writing(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        named = Path(problem.filename).name if problem.filename else name
        found = f"cannot write {named}: {problem.strerror or problem}"
        wanted = "the last good pages are untouched"
        raise WritingError(Fault(file=name, what="file", found=found, wanted=wanted)) from problem


def _publish(project: Project, work: Path, files: Sequence[Path]) -> list[Path]:
    """Moves complete files into the output folder, each replacing its last version in one step."""
    output = project.folder / project.output_dir
    with _writing(project.output_dir):
        output.mkdir(parents=True, exist_ok=True)
        for path in files:
            _move(path, output / path.relative_to(work))
    return [output / path.relative_to(work) for path in files]


def _move(path: Path, target: Path) -> None:
    """Move a file over another in one step, also when the output folder is on another disk."""
    try:
        path.replace(target)
    except OSError as problem:
        if problem.errno != errno.EXDEV:
            raise
        fresh = target.with_name(f".{target.name}.new")
        try:
            shutil.copyfile(path, fresh)
            fresh.replace(target)
        finally:
            fresh.unlink(missing_ok=True)


def _write_dependencies(project: Project, names: Sequence[str]) -> None:
    """What the pages depend on, for make; an empty rule for each, so that one that goes away is no error.

    What the analysis wrote is left out: the next edition's analysis writes it anew, and these pages stay what they are.
    """
    endings = [*FORMATS, "json"] if has_analysis(project.folder) else FORMATS
    written = WRITTEN if has_analysis(project.folder) else ()
    targets = " ".join(_for_make(f"{project.output_dir}/{project.stem}.{name}") for name in endings)
    needed = [_for_make(name) for name in dict.fromkeys(names) if not name.startswith(("/", *written))]
    rules = "".join(f"\n{name}:\n" for name in needed)
    path = project.folder / GENERATED / f"{project.stem}.d"
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_text(f"{targets}: \\\n  " + " \\\n  ".join(needed) + f"\n{rules}", encoding="utf-8")
    fresh.replace(path)


def _for_make(name: str) -> str:
    r"""A file's name as make reads it.

    >>> _for_make("a b#1$.md")
    'a\\ b\\#1$$.md'
    """
    return re.sub(r"([\s#])", r"\\\1", name).replace("$", "$$")
