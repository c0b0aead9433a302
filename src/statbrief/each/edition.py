"""One area's edition, built; and what is kept of it, so that it is made again only when something it is of changes."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field, replace
from functools import cache, cached_property
from typing import Any

from statbrief.each.areas import Listed
from statbrief.each.content import Content
from statbrief.each.folder import Folders
from statbrief.each.making import Made, Order, Wanted, faults_of, make, since
from statbrief.errors import Fault, Place, StatbriefError
from statbrief.files.hashes import CODE, sha256_of_input
from statbrief.files.own_files import files_in
from statbrief.files.paths import EACH, PARTS
from statbrief.files.write import replace_file
from statbrief.record.staleness import PACKAGES, packages

PACKAGES_OF_EDITIONS = frozenset(
    {*PACKAGES, "pypandoc_binary", "typst", "pikepdf", "lxml", "uharfbuzz", "segno", "xlsxwriter", "odfdo", "pypdfium2"}
)
"""The packages that shape editions: those of the analysis, of pages and of companions."""


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
            wanted = Wanted(**{**said["wanted"], "formats": tuple(said["wanted"]["formats"])})
            return Made(**{**said, "wanted": wanted, "warnings": warnings, "faults": ()})
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def is_current(self, listed: Listed, made: Made) -> bool:
        """Whether a build is of what there is now, and its files are as it left them."""
        folder = self.folders.folder
        place = folder / made.folder / made.output
        return (
            made.stamp == self.stamp(listed, self.folders.content(listed))
            and made.since == since(folder, made.period, listed.area.slug)
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

    def order(self, listed: Listed) -> Order | Made:
        """What the making of an area's edition takes; or what is wrong already."""
        name = self.folders.path(listed).relative_to(self.folders.folder).as_posix()
        nothing = Made(stamp="", folder=name, files={}, made_from={})
        try:
            if lacking := self.folders.areas.lacks_data(listed.area):
                return replace(nothing, faults=(_without_data(self.folders, listed, lacking),))
            content = self.folders.content(listed)
            stamp = self.stamp(listed, content)
        except Exception as problem:  # noqa: BLE001 -- one edition is lost by it, and no other
            return replace(nothing, faults=faults_of(problem, name))
        edition = self.folders.edition_of(listed)
        return Order(folder=name, edition=edition, content=content, stamp=stamp, wanted=self.wanted)

    def build(self, listed: Listed) -> Made:
        """Build an area's edition; whatever goes wrong is told in what comes of it. What came is kept."""
        order = self.order(listed)
        return (
            order
            if isinstance(order, Made)
            else self.keep(listed, make(self.folders.folder, order, self.folders.links_of(listed)))
        )

    def keep(self, listed: Listed, made: Made) -> Made:
        """Note what came of an area's edition, so that it is not made again; the same, or why it cannot be noted."""
        if made.faults:
            return made
        kept = {**asdict(made), "warnings": [asdict(each) for each in made.warnings]}
        kept.pop("faults")
        name = self._kept(listed)
        try:
            replace_file(self.folders.folder / name, json.dumps(kept, ensure_ascii=False, indent=1), name)
        except (StatbriefError, OSError) as problem:
            return replace(made, faults=faults_of(problem, made.folder))
        return made

    @cached_property
    def _of_all(self) -> str:
        """What all editions are of: this program, its packages, the looks, and what is wanted."""
        folder = self.folders.folder
        looks = [path for part in PARTS if part not in {"data", "analysis"} for path in files_in(folder / part)]
        named = [f"{name} {self._hash(name)}" for path in looks for name in [path.relative_to(folder).as_posix()]]
        return "\n".join([code(), " ".join(packages(PACKAGES_OF_EDITIONS)), repr(self.wanted), *named])

    def _hash(self, name: str) -> str:
        """The SHA-256 of a file of the brief, read once for all editions; nothing of one that is not there."""
        if name not in self._hashes:
            self._hashes[name] = sha256_of_input(self.folders.folder / name)
        return self._hashes[name]

    def _kept(self, listed: Listed) -> str:
        return f"{EACH}/{self.folders.name_of(listed)}.json"


def _without_data(folders: Folders, listed: Listed, lacking: str) -> Fault:
    place = Place(folders.areas.path, listed.line)
    return place.fault(listed.area.code, f"has no row in {lacking}", "add its data, or take the area out")


@cache
def code() -> str:
    """The SHA-256 of this program."""
    digest = hashlib.sha256()
    for path in files_in(CODE):
        digest.update(path.relative_to(CODE).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
