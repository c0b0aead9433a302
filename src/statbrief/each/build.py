"""All areas' editions, built: those that something has changed for, by warm processes, and published together."""

from __future__ import annotations

import gc
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic

from statbrief.each.across import faults_across, same_titles
from statbrief.each.areas import Areas, Listed, read_areas
from statbrief.each.edition import Editions, code
from statbrief.each.folder import Folders, remove_others
from statbrief.each.index import write_index
from statbrief.each.making import Made, Wanted, warm
from statbrief.each.publish import Published, publish, write_list
from statbrief.each.settings import Each, read_each
from statbrief.each.workers import Ended, can_copy, each_done, processors
from statbrief.errors import Fault, Place, ProjectError, StatbriefError, WritingError, near_miss
from statbrief.files.paths import DOCUMENT, EACH, EACH_CHECKS
from statbrief.files.read import is_absent
from statbrief.project.edition import edition_of
from statbrief.project.project import Project, document_of, read_project
from statbrief.project.steps import prepares
from statbrief.record import published
from statbrief.record.editions_list import Entry
from statbrief.record.record_types import PublishedRecord
from statbrief.renderers.embedded.typst import forget_layouts

_COLLECTED = 8
"""Editions after which rubbish is looked for."""
Tell = Callable[["Progress"], None]


@dataclass(frozen=True)
class Progress:
    """An edition that is done: how many are, of how many, and seconds that are left, once that can be told."""

    listed: Listed
    made: Made
    done: int
    total: int
    left: float | None


@dataclass(frozen=True, kw_only=True)
class Built:
    """What came of it: editions that were made, that nothing had changed for, and that failed, with the faults.

    `together` is what is wrong between them; then nothing was published. `not_held` says that checks of all were not
    made, as not all editions are there, `unlisted` why a list of all could not be written.
    """

    project: Project
    made: Sequence[Listed]
    current: Sequence[Listed]
    failed: Mapping[str, Sequence[Fault]]
    warnings: Mapping[str, Sequence[Fault]]
    together: Sequence[Fault] = ()
    not_held: bool = False
    entries: Sequence[Entry] = ()
    unlisted: Sequence[Fault] = ()
    workers: int = 1


@dataclass(frozen=True)
class Hands:
    """Who makes editions: so many processes here, or those of the cluster at an address; `tell` is told of each."""

    workers: int | None = None
    cluster: str = ""
    tell: Tell = lambda _: None


def build_each(
    folder: Path,
    edition: str,
    wanted: Wanted,
    *,
    only: Sequence[str] = (),
    hands: Hands | None = None,
) -> Built:
    """Build the editions of the areas of the brief in `folder`, all of them or `only` some, by slug or code.

    Raises a `StatbriefError` where there is nothing to begin with; what is wrong with one edition is told of it.
    """
    folder = folder.resolve()
    project = read_project(folder, document_of(folder, edition))
    each = read_each(project)
    with alone(folder):
        return _built(each, edition, wanted, only, hands or Hands())


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Raise `WritingError` where editions of the brief are being built already: both would write the same files."""
    try:
        import fcntl
    except ImportError:  # a system without such locks
        yield
        return
    (folder / EACH).mkdir(parents=True, exist_ok=True)
    with (folder / EACH / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            found = "editions are being built by another process"
            raise WritingError.at(EACH, "build", found, "wait until it has ended") from error
        yield


def _built(each: Each, edition: str, wanted: Wanted, only: Sequence[str], hands: Hands) -> Built:
    """As `build_each`, with settings that were read, while nobody else does."""
    project, folder = each.project, each.project.folder
    if prepares(project):
        from statbrief.analysis.stale_steps import prepare

        prepare(folder)
    areas = read_areas(folder, each)
    chosen = _chosen(areas, only)
    editions = Editions(Folders(folder=folder, areas=areas, edition=edition), wanted)
    found = {listed.area.code: last for listed in chosen if (last := _current(editions, listed))}
    stale = [listed for listed in chosen if listed.area.code not in found]
    made, count = _made_by(hands, editions, stale)
    return _published(editions, chosen, found, {**found, **made}, count)


def _chosen(areas: Areas, only: Sequence[str]) -> list[Listed]:
    """The areas that are to be built."""
    known = {name: listed for listed in areas.listed for name in (listed.area.code, listed.area.slug)}
    if strange := [each for each in only if each not in known]:
        wanted = near_miss(strange[0], known) or "name one by its slug or code"
        raise ProjectError.at(areas.path, "area", f"there is none called '{strange[0]}'", wanted)
    named = {known[each].area.code for each in only}
    return [listed for listed in areas.listed if not only or listed.area.code in named]


def _current(editions: Editions, listed: Listed) -> Made | None:
    """The last build of an area's edition, if it is of what there is now."""
    last = editions.last(listed)
    return last if last and editions.is_current(listed, last) else None


def _made_by(hands: Hands, editions: Editions, stale: Sequence[Listed]) -> tuple[dict[str, Made], int]:
    """What came of editions, by code, and how many were made at once."""
    if not stale:
        return {}, 1
    if hands.cluster:
        from statbrief.each.cluster import connected, made_there

        with connected(hands.cluster) as client:
            count = max(1, min(sum(client.nthreads().values()), len(stale)))
            return _made(editions, stale, made_there(client, editions, stale), count, hands.tell), count
    count = min(hands.workers or processors(), len(stale)) if can_copy() else 1
    warm(editions.folders.folder)
    code()  # read once, and not by each process
    return _made(editions, stale, each_done(stale, _building(editions), count), count, hands.tell), count


def _made(
    editions: Editions, stale: Sequence[Listed], done: Iterable[tuple[Listed, Made | Ended]], at_once: int, tell: Tell
) -> dict[str, Made]:
    """What came of editions, each of which is told of as soon as it is done."""
    began, made = monotonic(), {}
    for listed, result in done:
        each = _lost(editions, listed, result) if isinstance(result, Ended) else result
        made[listed.area.code] = each
        taken = monotonic() - began
        left = taken / len(made) * (len(stale) - len(made)) if len(made) >= at_once else None
        tell(Progress(listed, each, len(made), len(stale), left))
    return made


def _building(editions: Editions) -> Callable[[Listed], Made]:
    """What builds an edition, and keeps nothing of it in memory."""
    count = itertools.count(1)

    def build(listed: Listed) -> Made:
        made = editions.build(listed)
        forget_layouts()
        if next(count) % _COLLECTED == 0:
            gc.collect()
        return made

    return build


def _lost(editions: Editions, listed: Listed, how: str) -> Made:
    """What comes of an edition whose process ended."""
    folder = editions.folders.path(listed).relative_to(editions.folders.folder).as_posix()
    fault = Place(folder).fault("build", f"its process {how}", "build it again")
    return Made(stamp="", folder=folder, files={}, made_from={}, faults=(fault,))


def _published(
    editions: Editions, chosen: Sequence[Listed], found: Mapping[str, Made], made: Mapping[str, Made], workers: int
) -> Built:
    folders = editions.folders
    project, areas = folders.areas.each.project, folders.areas
    sound = [listed for listed in chosen if not made[listed.area.code].faults]
    failed = {folders.name_of(each): made[each.area.code].faults for each in chosen if made[each.area.code].faults}
    built = Built(
        project=project,
        made=[each for each in sound if each.area.code not in found],
        current=[each for each in sound if each.area.code in found],
        failed=failed,
        warnings={folders.name_of(each): made[each.area.code].warnings for each in sound},
        workers=workers,
    )
    is_whole = not failed and len(chosen) == len(areas.listed)
    titles = [(each.area, made[each.area.code].lang, made[each.area.code].title) for each in sound]
    together = same_titles(titles, project.document)
    if is_whole and not is_absent(project.folder / EACH_CHECKS):
        records = {each.area.code: _record(project, made[each.area.code]) for each in chosen}
        together += faults_across(project.folder, records)
    if together:
        return replace(built, together=together)
    by_name = {folders.name_of(each): (each, folders.edition_of(each), made[each.area.code]) for each in chosen}
    placed = publish(project, areas, by_name)
    remove_others(project.folder, areas)
    unlisted = _listed(project, areas.each, placed)
    not_held = not is_whole and not is_absent(project.folder / EACH_CHECKS)
    all_failed: Mapping[str, Sequence[Fault]] = {**failed, **placed.faults}
    return replace(built, failed=all_failed, not_held=not_held, entries=placed.entries, unlisted=unlisted)


def _listed(project: Project, each: Each, placed: Published) -> Sequence[Fault]:
    """Write the lists of all editions; why one could not be written, which loses none of what is published."""
    try:
        write_list(project, each, placed.entries)
        if placed.entries:  # in the brief's own language, whichever was built last
            own = "" if (project.folder / DOCUMENT).is_file() else edition_of(project.document)
            write_index(read_project(project.folder, document_of(project.folder, own)), each, placed.entries)
    except StatbriefError as error:
        return error.faults
    return ()


def _record(project: Project, made: Made) -> PublishedRecord:
    path = project.folder / made.folder / made.output / made.record
    return published.read(path.read_bytes(), path.relative_to(project.folder).as_posix())
