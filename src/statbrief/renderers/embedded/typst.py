"""From Typst source to PDF: fonts from packages only, the brief's own date, and what Typst says in our words."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from statbrief.errors import Fault, Place, RenderingError
from statbrief.files.inside_folder import stage
from statbrief.prose.document import Prose
from statbrief.prose.variables import RESERVED
from statbrief.renderers.embedded import largest_type
from statbrief.renderers.embedded.options import standards
from statbrief.renderers.embedded.typst_faults import faults_of, letters_missing, told
from statbrief.renderers.fonts import font_folders
from statbrief.renderers.made_on import made_on
from statbrief.renderers.print_settings import LARGE

ARCHIVE = "a-2b"
USUAL = "\t\n\r\x20-\x7e\xa0-\u017f\u2010-\u2015\u2018-\u201e\u2020-\u2022\u2026\u202f\u2030\u2039\u203a\u20ac\u2212"
"""The letters, as in a class of a pattern, that the fonts at hand are known to have."""
_UNUSUAL = re.compile(f"[^{USUAL}]")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_REMEMBERED = 10
"""Compilations after which Typst forgets what none of them needed."""
_CREATOR = re.compile(rb"Typst (\d+\.\d+\.\d+)")


def typst_version(page: bytes) -> str:
    """The version of the Typst that made a PDF; its package counts versions of its own."""
    found = _CREATOR.search(page)
    return found[1].decode() if found else ""


def forget_layouts() -> None:
    """Let Typst forget what it has laid out: it keeps that for as many compilations, some 25 MB of each brief."""
    for _ in range(_REMEMBERED):
        _nothing().compile()


@cache
def _nothing() -> Any:  # noqa: ANN401 -- typst's
    """What compiles an empty file; what is given to Typst as bytes is new to it each time, and this is not."""
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False)
    return typst.Compiler(Path(__file__).parent / "templates" / "nothing.typ", font_paths=fonts)


def _state_of(folders: Iterable[Path]) -> tuple[tuple[str, frozenset[tuple[str, int, int]]], ...]:
    """Folders with what the system says of the state of all that is in them."""
    return tuple(
        (str(folder), frozenset((str(each), found.st_size, found.st_mtime_ns) for each, found in _files_in(folder)))
        for folder in folders
    )


def _files_in(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    for path in folder.rglob("*"):
        with suppress(OSError):
            yield path, path.stat()


@lru_cache(maxsize=2)
def _fonts(state: tuple[tuple[str, object], ...]) -> Any:  # noqa: ANN401 -- typst's
    """The fonts in folders, read once for a state of them: one edition after the other is set in the same."""
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[folder for folder, _ in state])


class Printed(NamedTuple):
    """A PDF, what Typst warned about, the source that it was made from, and the size of letters that was looked for."""

    page: bytes
    warnings: list[Fault]
    source: bytes
    size: float | None = None


def compile_typst(prose: Prose, source: bytes, work: Path) -> Printed:
    """The PDF of Typst source.

    Typst finds the brief's own files and nothing else: in `work`, a folder for what is needed on the way, they are
    linked to. It knows no package, and who calls this sees to it that it reaches nobody. Raises RenderingError with
    what Typst says is wrong; the source is then kept in the brief's folder.
    """
    import typst

    project = prose.project
    settings = project.settings("typst")
    compile_source: Any = typst.compile_with_warnings  # its stubs know fewer inputs than it takes
    held_to: Any = standards(settings)  # which are held to the known ones with all other settings
    options = {
        "root": str(stage(project.folder, work / "root")),
        "package_path": str(work / "packages"),
        "package_cache_path": str(work / "packages"),
        "font_paths": _fonts(_state_of(font_folders(project.folder, settings))),
        "timestamp": int(made_on(project).timestamp()),
    }
    try:
        size = None
        if largest_type.asks(source) and settings.get(LARGE) is True:  # whose letters have a size of their own
            source = largest_type.sized(source, largest_type.SIZES[-1])
        elif largest_type.asks(source):
            size = largest_type.largest(source, lambda each: bytes(compile_source(each, **options)[0]))
            source = largest_type.sized(source, size)
        page, said = compile_source(source, **options, pdf_standards=held_to)
        is_archive = any(name.startswith("a-") for name in held_to)
        is_usual = is_archive or _UNUSUAL.search(source.decode()) is None
        missing = [] if is_usual else _without_letters(prose, source, compile_source, options)
    except (typst.TypstError, ValueError) as problem:
        raise RenderingError(faults_of(prose, source, problem)) from None
    if missing:
        raise RenderingError(missing)
    return Printed(bytes(page), [Place(project.document).fault("PDF", told(each)) for each in said], source, size)


def _without_letters(prose: Prose, source: bytes, compile_source: Any, options: dict[str, Any]) -> list[Fault]:  # noqa: ANN401 typst's
    """The letters for which there is none in any font; only the writing of an archive tells of them."""
    import typst

    try:
        compile_source(source, **(options | {"pdf_standards": [ARCHIVE]}))
    except typst.TypstError as problem:
        return list(letters_missing(prose, problem.diagnostic))
    return []


def letters_without_font(prose: Prose) -> list[Fault]:
    """The letters of a brief that no font has where Quarto's Typst looks: its own, `font-paths` and the system's.

    As the prose has them, comments left out; a letter that is for the page alone is among them.
    """
    project = prose.project
    values = prose.values(project.settings("typst"))
    written = _COMMENT.sub("", "\n".join([project.text, *(line.text for line in prose.lines), *values]))
    unusual = "".join(sorted({letter for letter in _UNUSUAL.findall(written) if not RESERVED.match(letter)}))
    if not unusual:
        return []
    import typst

    quoted = unusual.replace("\\", "\\\\").replace('"', '\\"')
    compile_source: Any = typst.compile
    folders = [str(path) for path in font_folders(project.folder, project.settings("typst"))]
    try:
        compile_source(f'#"{quoted}"'.encode(), font_paths=folders, pdf_standards=[ARCHIVE])
    except typst.TypstError as problem:
        return list(letters_missing(prose, problem.diagnostic))
    return []
