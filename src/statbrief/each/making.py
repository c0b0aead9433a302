"""An edition made in its folder, here or on another machine: nothing of the brief is asked for that is not told."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from subprocess import SubprocessError

from statbrief.each.content import Content
from statbrief.each.laid import lay, share_fonts
from statbrief.errors import Fault, Place, StatbriefError, unforeseen
from statbrief.files.hashes import sha256_of_file, sha256_of_input
from statbrief.files.paths import KEPT, STYLES, WRITTEN
from statbrief.record.released import last_before, period_told
from statbrief.table_schema.periods import parse

_TAKEN = (
    *("statbrief.areas", "statbrief.drawing", "statbrief.periods"),  # by briefs' own code
    *("statbrief.analysis.stale_steps", "statbrief.analysis.write", "statbrief.companions.held"),
    *("statbrief.pages.render", "statbrief.typed_by_hand.typed_numbers"),
    *("statbrief.renderers.embedded.render", "statbrief.renderers.embedded.renderer"),
    *(
        f"statbrief.pages.seal.{name}"
        for name in ("cards", "companions", "faults_in_prose", "head", "pdf", "ways", "wording")
    ),
    *("typst", "uharfbuzz", "lxml.etree"),  # of which pikepdf takes the last for metadata
)
"""What is loaded in the midst of a build, where a single one has time for it."""


@dataclass(frozen=True)
class Wanted:
    """What is to be made of each area: which formats, by which renderer, and whether warnings are errors."""

    formats: tuple[str, ...] = ()
    renderer: str = "embedded"
    is_strict: bool = False


@dataclass(frozen=True, kw_only=True)
class Made:
    """What came of an area's edition: its files with their SHA-256, or why there are none.

    `stamp` is a hash of what it was made of that is known before, `made_from` are all other files of the brief that
    it was made from, with theirs. `folder` is where it was made, `output` the folder of its files there, and `record`
    the one of them that is its published record. `period` is the one that it is of, and `since` the SHA-256 of the
    record of the last edition before, if one was kept, since which it may tell revisions. `wanted` is what was to be
    made.
    """

    stamp: str
    folder: str
    output: str = ""
    record: str = ""
    title: str = ""
    lang: str = ""
    period: str = ""
    since: str = ""
    wanted: Wanted = Wanted()
    files: Mapping[str, str]
    made_from: Mapping[str, str]
    warnings: tuple[Fault, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Order:
    """An edition that is to be made: in which folder, of which language's document, of what, and in which formats.

    `stamp` is the hash that is kept with it.
    """

    folder: str
    edition: str
    content: Content
    stamp: str
    wanted: Wanted


def warm(folder: Path) -> None:
    """Load what an edition's build takes, and read what each would, so that copies of this process have it."""
    for name in _TAKEN:
        import_module(name)
    from statbrief.charts.draw import load_matplotlib
    from statbrief.files.typeface import copy_fonts
    from statbrief.pages.seal.seal import prepare

    load_matplotlib()
    prepare()
    copy_fonts(folder)
    with suppress(StatbriefError, OSError, SubprocessError):  # which each edition tells of that has it
        _read_ahead(folder)


def _read_ahead(folder: Path) -> None:
    """What pandoc says of the bibliographies, and of its own style of citations: both are the same for all editions."""
    from statbrief.analysis.read_data import bibliographies
    from statbrief.data.bibliography import checking_bibliographies
    from statbrief.files.kept import KeptFiles
    from statbrief.renderers.embedded.citation_style import default_style

    with checking_bibliographies(folder, bibliographies(folder)) as faults:
        default_style(KeptFiles(folder / STYLES))
        faults()


def make(home: Path, order: Order, links: Mapping[str, Path]) -> Made:
    """Make an edition of the brief in `home`; whatever goes wrong is told in what comes of it.

    `links` are what editions share of that folder.
    """
    made = Made(stamp=order.stamp, folder=order.folder, wanted=order.wanted, files={}, made_from={})
    try:
        target = lay(home, order.folder, order.content, links)
        share_fonts(home, target)
        made = _rendered(home, order, made, target)
    except Exception as problem:  # noqa: BLE001 -- one edition is lost by it, and no other
        return replace(made, faults=faults_of(problem, order.folder, order.content))
    return replace(made, warnings=tuple(_as_in_brief(made.warnings, order.content)))


def faults_of(problem: Exception, folder: str, content: Content | None = None) -> tuple[Fault, ...]:
    """Why an edition was not made."""
    if isinstance(problem, StatbriefError):
        return tuple(_as_in_brief(problem.faults, content))
    if isinstance(problem, OSError):
        found = f"cannot be written ({problem.strerror or problem})"
        return (Place(folder).fault("file", found, "the last good version is untouched"),)
    return (unforeseen(folder, "build", problem),)


def _rendered(home: Path, order: Order, made: Made, target: Path) -> Made:
    from statbrief.analysis.stale_steps import update_edition, warnings_of_charts
    from statbrief.pages.render import render_project

    wanted = order.wanted
    project = update_edition(target, order.edition)
    warnings = warnings_of_charts(project.folder, project.document, strict=wanted.is_strict)
    rendered = render_project(project, wanted.formats, wanted.renderer, strict=wanted.is_strict)
    output = target / project.output_dir
    record = json.loads((output / project.published).read_text(encoding="utf-8"))
    files = {path.relative_to(output).as_posix(): sha256_of_file(path) for path in sorted(rendered.files)}
    known = {*order.content.same, *order.content.written}
    used = [each for each in rendered.made_from if each not in known and not each.startswith((*WRITTEN, f"{KEPT}/"))]
    period = period_told(record["datasets"], record["figures"])
    return replace(
        made,
        output=project.output_dir,
        record=project.published,
        title=record["title"],
        lang=record["lang"],
        period=period.text if period else "",
        since=since(target, period.text) if period else "",
        files=files,
        made_from={each: sha256_of_input(home / each) for each in used},
        warnings=(*warnings, *rendered.warnings),
    )


def since(folder: Path, period: str, within: str = "") -> str:
    """The SHA-256 of the record of the last edition that is kept of an earlier period; nothing where there is none."""
    before = last_before(folder, parse(period), within) if period else None
    return sha256_of_input(folder / before.name) if before else ""


def _as_in_brief(faults: Iterable[Fault], content: Content | None) -> Sequence[Fault]:
    """Faults of an edition at the places of the brief: lines of a part of a file are those of the whole file."""
    return [
        replace(each, line=_line(each, content)) if content and each.file in content.parts else each for each in faults
    ]


def _line(fault: Fault, content: Content) -> int | None:
    lines = content.parts[fault.file].lines
    return lines[fault.line - 1] if fault.line and fault.line <= len(lines) else fault.line
