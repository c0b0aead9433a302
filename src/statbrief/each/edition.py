"""One area's edition, built; and what is kept of it, so that it is made again only when something it is of changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from statbrief.each.areas import Listed
from statbrief.each.folder import Content, Folders, share_fonts
from statbrief.errors import Fault, Place, StatbriefError
from statbrief.files.hashes import CODE, sha256_of_file, sha256_of_input
from statbrief.files.own_files import files_in
from statbrief.files.paths import EACH, PARTS, WRITTEN
from statbrief.files.write import replace_file
from statbrief.record.staleness import PACKAGES, packages

_OF_PAGES = {"pypandoc_binary", "typst", "pikepdf", "lxml", "uharfbuzz", "segno"}
"""The packages that shape pages beside those of the analysis."""


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
    the one of them that is its published record.
    """

    stamp: str
    folder: str
    output: str = ""
    record: str = ""
    title: str = ""
    lang: str = ""
    files: Mapping[str, str]
    made_from: Mapping[str, str]
    warnings: tuple[Fault, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Editions:
    """The editions of a brief's areas, as they are wanted."""

    folders: Folders
    wanted: Wanted
    _hashes: dict[str, str] = field(default_factory=dict, repr=False)

    def last(self, listed: Listed) -> Made | None:
        """What is kept of the last build of an area's edition; None where there was none that can be read."""
        try:
            said: dict[str, Any] = json.loads((self.folders.folder / self._kept(listed)).read_text(encoding="utf-8"))
            warnings = tuple(Fault(**each) for each in said.pop("warnings"))
            return Made(**{**said, "warnings": warnings, "faults": ()})
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def is_current(self, listed: Listed, made: Made) -> bool:
        """Whether a build is of what there is now, and its files are as it left them."""
        folder = self.folders.folder
        place = folder / made.folder / made.output
        return (
            made.stamp == self.stamp(listed, self.folders.content(listed))
            and all(sha256_of_input(folder / name) == digest for name, digest in made.made_from.items())
            and all(sha256_of_input(place / name) == digest for name, digest in made.files.items())
        )

    def stamp(self, listed: Listed, content: Content) -> str:
        """A hash of all that an area's edition is made of and that is known before: data, code, document, settings."""
        digest = hashlib.sha256(self._of_all.encode())
        digest.update(self.folders.edition_of(listed).encode())
        for name in sorted(content.written):
            digest.update(f"{name}\0{hashlib.sha256(content.written[name]).hexdigest()}\n".encode())
        for name in content.same:
            digest.update(f"{name}\0{self._hash(name)}\n".encode())
        return digest.hexdigest()

    def build(self, listed: Listed) -> Made:
        """Build an area's edition; whatever goes wrong is told in what comes of it. What came is kept."""
        folder, content = self.folders.folder, None
        name = self.folders.path(listed).relative_to(folder).as_posix()
        made = Made(stamp="", folder=name, files={}, made_from={})
        try:
            if lacking := self.folders.areas.lacks_data(listed.area):
                return replace(made, faults=(_without_data(self.folders, listed, lacking),))
            content = self.folders.content(listed)
            made = replace(made, stamp=self.stamp(listed, content))
            target = self.folders.lay(listed, content)
            share_fonts(folder, target)
            made = self._rendered(listed, made, target, content)
            made = replace(made, warnings=tuple(_as_in_brief(made.warnings, content)))
            kept = {**asdict(made), "warnings": [asdict(each) for each in made.warnings]}
            kept.pop("faults")
            replace_file(
                folder / self._kept(listed), json.dumps(kept, ensure_ascii=False, indent=1), self._kept(listed)
            )
        except StatbriefError as error:
            return replace(made, faults=tuple(_as_in_brief(error.faults, content)))
        except OSError as problem:
            found = f"cannot be written ({problem.strerror or problem})"
            return replace(made, faults=(Place(name).fault("file", found, "the last good version is untouched"),))
        except Exception as problem:  # noqa: BLE001 -- one edition is lost by it, and no other
            found = f"{type(problem).__name__}: {' '.join(str(problem).split())}"
            return replace(made, faults=(Place(name).fault("build", found, "this is a fault of statbrief"),))
        return made

    @cached_property
    def _of_all(self) -> str:
        """What all editions are of: this program, its packages, the looks, and what is wanted."""
        folder = self.folders.folder
        looks = [path for part in PARTS if part not in {"data", "analysis"} for path in files_in(folder / part)]
        named = [f"{name} {self._hash(name)}" for path in looks for name in [path.relative_to(folder).as_posix()]]
        return "\n".join([_code(), " ".join(packages({*PACKAGES, *_OF_PAGES})), repr(self.wanted), *named])

    def _hash(self, name: str) -> str:
        """The SHA-256 of a file of the brief, read once for all editions; nothing of one that is not there."""
        if name not in self._hashes:
            self._hashes[name] = sha256_of_input(self.folders.folder / name)
        return self._hashes[name]

    def _kept(self, listed: Listed) -> str:
        return f"{EACH}/{self.folders.name_of(listed)}.json"

    def _rendered(self, listed: Listed, made: Made, target: Path, content: Content) -> Made:
        from statbrief.analysis.stale_steps import update_edition, warnings_of_charts
        from statbrief.pages.render import render_project

        folder = self.folders.folder
        project = update_edition(target, self.folders.edition_of(listed))
        warnings = warnings_of_charts(project.folder, project.document, strict=self.wanted.is_strict)
        rendered = render_project(project, self.wanted.formats, self.wanted.renderer, strict=self.wanted.is_strict)
        output = target / project.output_dir
        record = json.loads((output / project.published).read_text(encoding="utf-8"))
        files = {path.relative_to(output).as_posix(): sha256_of_file(path) for path in sorted(rendered.files)}
        known = {*content.same, *content.written}
        used = [each for each in rendered.made_from if each not in known and not each.startswith(WRITTEN)]
        return replace(
            made,
            output=project.output_dir,
            record=project.published,
            title=record["title"],
            lang=record["lang"],
            files=files,
            made_from={each: sha256_of_input(folder / each) for each in used},
            warnings=(*warnings, *rendered.warnings),
        )


def _without_data(folders: Folders, listed: Listed, lacking: str) -> Fault:
    place = Place(folders.areas.path, listed.line)
    return place.fault(listed.area.code, f"has no row in {lacking}", "add its data, or take the area out")


def _as_in_brief(faults: Iterable[Fault], content: Content | None) -> Sequence[Fault]:
    """Faults of an edition at the places of the brief: lines of a part of a file are those of the whole file."""
    return [
        replace(each, line=_line(each, content)) if content and each.file in content.parts else each for each in faults
    ]


def _line(fault: Fault, content: Content) -> int | None:
    lines = content.parts[fault.file].lines
    return lines[fault.line - 1] if fault.line and fault.line <= len(lines) else fault.line


@cache
def _code() -> str:
    """The SHA-256 of this program."""
    digest = hashlib.sha256()
    for path in files_in(CODE):
        digest.update(path.relative_to(CODE).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
