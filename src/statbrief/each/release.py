"""A release of the editions of areas: each area's records are kept in a folder of its own, and each goes out in one.

`published/ohio/2015-12.json` is the record of Ohio's edition, `release/2015-12/ohio/` holds its files with an index of
them, and `release/2015-12/` the list of all. Nothing is kept of any area unless all may be. What was published is never
written over, of any area; the list of all alone is written again, when areas join or one of them is corrected.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from statbrief.each.areas import Listed, read_areas
from statbrief.each.build import alone
from statbrief.each.edition import Editions
from statbrief.each.folder import Folders
from statbrief.each.index import index_page
from statbrief.each.making import Wanted
from statbrief.each.settings import Each, read_each
from statbrief.each.workers import Ended, each_done, processors
from statbrief.errors import CopyError, Fault, Place, StatbriefError
from statbrief.files.paths import EDITIONS_FILE, INDEX, LABELS
from statbrief.files.write import replace_file
from statbrief.pages.editions import contradictions, documents
from statbrief.pages.release import Built, Plan, Released, plan, read_built, wrong
from statbrief.project.edition import edition_of
from statbrief.project.project import Project, document_of, read_project
from statbrief.record.editions_list import Entry, is_there, read_entries, written

_LABELS = f"file {LABELS.partition('{}')[0]}"
"""How a difference begins that editions of areas may have: each has the labels of its own language alone."""
_BUILD = "build it: statbrief build --each"
_AGAIN = _BUILD.replace("it", "it again", 1)


@dataclass(frozen=True, kw_only=True)
class ReleasedSet:
    """What was kept of each area, by its folder's name, and the folders of the release that have a list of all."""

    areas: Mapping[str, Released]
    lists: Sequence[str]


class AreasError(StatbriefError):
    """Raised when editions of areas cannot be released; `by_area` has the faults of each."""

    def __init__(self, by_area: Mapping[str, Sequence[Fault]]) -> None:
        self.by_area = by_area
        super().__init__([fault for faults in by_area.values() for fault in faults])


@dataclass(frozen=True, kw_only=True)
class _Set:
    """The editions of a brief's areas, by language, and as what they are published now, by folder and language."""

    project: Project
    each: Each
    listed: Sequence[Listed]
    editions: Mapping[str, Editions]
    entries: Mapping[tuple[str, str], Entry]

    def of(self, listed: Listed) -> list[str]:
        """The editions that an area has: that which its row names, and all that are published.

        Where rows name none, there is to be one in each of the brief's languages.
        """
        own = {listed.edition} if self.each.language else {*self.editions}
        own |= {edition for slug, edition in self.entries if slug == listed.area.slug}
        return [tag for tag in self.editions if tag in own]

    def built(self, listed: Listed) -> list[Built]:
        """These, as they were built last. Raises `CopyError`."""
        tags = self.of(listed)
        places = [self.editions[each].folders.path(listed) for each in tags]
        return [read_built(place, document_of(place, each)) for place, each in zip(places, tags, strict=True)]

    def plan(self, listed: Listed, *, is_correction: bool) -> Plan:
        """What would be kept of an area. Raises a `StatbriefError`."""
        return plan(self.project.folder, self.built(listed), listed.area.slug, is_correction=is_correction)


def release_each(folder: Path, *, is_correction: bool = False) -> ReleasedSet:
    """Keep the records of all areas' editions, in all languages, as they were built last.

    Raises `AreasError` with all that is wrong with any: one that is not built, is of what was there before, does not
    verify or is of other numbers than the area's edition in another language; and what `pages.release` raises.
    """
    folder = folder.resolve()
    found = _read(folder)
    with alone(folder):
        said = dict(
            each_done([*range(len(found.listed))], lambda place: _wrong(found, found.listed[place]), processors())
        )
        _refuse({found.listed[place].area.slug: _faults(found.listed[place], said[place]) for place in sorted(said)})
        faults = {}
        for listed in found.listed:
            try:
                found.plan(listed, is_correction=is_correction)
            except StatbriefError as error:
                faults[listed.area.slug] = list(error.faults)
        _refuse(faults)
        plans = ((each.area.slug, found.plan(each, is_correction=is_correction)) for each in found.listed)
        areas = {slug: plan.carry_out(folder) for slug, plan in plans}
        return ReleasedSet(areas=areas, lists=[*_lists(found, areas)])


def _refuse(faults: Mapping[str, Sequence[Fault]]) -> None:
    if wrong := {slug: each for slug, each in faults.items() if each}:
        raise AreasError(wrong)


def _faults(listed: Listed, said: list[Fault] | Ended) -> list[Fault]:
    """What was found wrong with an area, or how the process ended that should have looked."""
    if isinstance(said, Ended):
        return [Place(listed.area.slug).fault("release", f"its process {said}", "release them again")]
    return said


def _read(folder: Path) -> _Set:
    """What there is to release. Raises `CopyError` where nothing of it is published."""
    found = documents(folder)
    project = read_project(folder, found[0] if found else document_of(folder, ""))
    each = read_each(project)
    entries = read_entries(folder / project.output_dir)
    if not entries:
        raise CopyError.at(f"{project.output_dir}/{EDITIONS_FILE}", "release", "no edition is published", _BUILD)
    areas = read_areas(folder, each)
    tags = [edition_of(document) for document in found]
    return _Set(
        project=project,
        each=each,
        listed=areas.listed,
        editions={tag: Editions(Folders(folder=folder, areas=areas, edition=tag), Wanted()) for tag in tags},
        entries={(entry["slug"], entry["edition"]): entry for entry in entries},
    )


def _wrong(found: _Set, listed: Listed) -> list[Fault]:
    """What is wrong with the editions of an area that are about to go out."""
    faults = [fault for tag in found.of(listed) for fault in _not_as_built(found, listed, tag)]
    if faults:
        return faults
    output = f"{found.project.output_dir}/{listed.area.slug}"
    try:
        first, *others = found.built(listed)
        faults = [fault for each in (first, *others) for fault in wrong(each)]
    except StatbriefError as error:
        return list(error.faults)
    for other in others:
        document = other.project.document
        said = contradictions(first.record, other.record)
        faults += [Place(document).fault(what, why) for what, why in said if not what.startswith(_LABELS)]
    within = f"{first.project.output_dir}/"
    return [
        replace(each, file=f"{output}/{each.file.removeprefix(within)}") if each.file.startswith(within) else each
        for each in faults
    ]


def _not_as_built(found: _Set, listed: Listed, tag: str) -> Iterator[Fault]:
    """Why an edition is not what its last build published, or not of what is there now."""
    editions, slug = found.editions[tag], listed.area.slug
    place = Place(f"{found.project.output_dir}/{slug}")
    last, entry = editions.last(listed), found.entries.get((slug, tag))
    build, again = (f"{each} --edition {tag}" if tag and not listed.edition else each for each in (_BUILD, _AGAIN))
    if last is None or entry is None:
        yield place.fault("release", f"its edition {tag} is not built" if tag else "is not built", build)
    elif (
        entry["is_kept"]
        or entry["files"] != dict(last.files)
        or not is_there(found.project.folder / found.project.output_dir, entry)
    ):
        yield place.fault("release", "is not as its last build made it", again)
    elif not replace(editions, wanted=last.wanted).is_current(listed, last):
        yield place.fault("release", "something that it is of changed after it was built", again)


def _lists(found: _Set, released: Mapping[str, Released]) -> Iterator[str]:
    """Write the lists of all that went out, in each folder that editions went to; the folders."""
    folder = found.project.folder
    order = {each.area.slug: place for place, each in enumerate(found.listed)}
    for place in sorted({each.folder.rpartition("/")[0] for each in released.values()}):
        there = {slug for slug, each in released.items() if each.folder == f"{place}/{slug}"}
        entries = [each for each in read_entries(folder / place) if each["slug"] not in there and each["slug"] in order]
        entries += [entry for (slug, _), entry in found.entries.items() if slug in there]
        entries.sort(key=lambda entry: (order[entry["slug"]], entry["edition"]))
        replace_file(folder / place / EDITIONS_FILE, written(found.each.dataset, entries), f"{place}/{EDITIONS_FILE}")
        replace_file(folder / place / INDEX, index_page(found.project, found.each, entries), f"{place}/{INDEX}")
        yield place
