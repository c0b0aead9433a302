"""What is told of the editions of areas: while they are made, and at the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from statbrief.each.build import Built, Progress
from statbrief.each.publish import faults_by_area
from statbrief.each.release import ReleasedSet
from statbrief.errors import Fault
from statbrief.files.paths import EDITIONS_FILE, INDEX

_MOST_NAMED = 8
_MINUTE = 60


def of_progress(progress: Progress) -> str:
    """An edition that is done, how many are, and the time that is left."""
    how = "failed" if progress.made.faults else "made"
    left = f", {_time(progress.left)} left" if progress.left and progress.done < progress.total else ""
    return f"{how}: {progress.listed.area.name}, {progress.done} of {progress.total}{left}"


def _time(seconds: float) -> str:
    """A time as one waits for it.

    >>> _time(4.2), _time(75), _time(3700)
    ('5 s', '1 min 15 s', '1 h 1 min')
    """
    whole = int(seconds) + 1 if seconds % 1 else int(seconds)
    if whole < _MINUTE:
        return f"{whole} s"
    minutes, rest = divmod(whole, _MINUTE)
    if minutes < _MINUTE:
        return f"{minutes} min {rest} s" if rest else f"{minutes} min"
    hours, minutes = divmod(minutes, _MINUTE)
    return f"{hours} h {minutes} min"


def warnings_of(built: Built) -> Iterator[str]:
    """Each warning once, with the areas that have it."""
    yield from _grouped("warning: ", faults_by_area(built.warnings.items()), len(built.made) + len(built.current))


def faults_of(built: Built) -> Iterator[str]:
    """Each fault once, with the areas that have it; then what is wrong between the editions."""
    total = len(built.made) + len(built.current) + len(built.failed)
    yield from _grouped("", faults_by_area(built.failed.items()), total)
    yield from (str(fault) for fault in (*built.together, *built.unlisted))
    if built.together:
        yield "nothing was published: the editions that were published before are untouched"


def of_built(built: Built) -> Iterator[str]:
    """How many editions there are, and where."""
    workers = f" by {built.workers} processes" if built.workers > 1 and built.made else ""
    failed = f", {len(built.failed)} failed" if built.failed else ""
    yield f"editions: {len(built.made)} made{workers}, {len(built.current)} as they were{failed}"
    if built.not_held:
        yield "note:     the checks of all areas together were not made, as not all of them were built"
    if built.entries and not built.unlisted:
        kept = sum(each["is_kept"] for each in built.entries)
        said = f", {kept} as built before" if kept else ""
        output = built.project.output_dir
        yield f"files:    {output}/{INDEX}, {output}/{EDITIONS_FILE}, {len(built.entries)} editions{said}"


def faults_of_areas(faults: Mapping[str, Sequence[Fault]]) -> Iterator[str]:
    """Each fault once, with the areas that have it; nothing was released."""
    yield from _grouped("", faults_by_area(faults.items()), len(faults))
    yield "nothing was released: what was kept before is untouched"


def of_released(released: ReleasedSet) -> Iterator[str]:
    """The record of each area, with the SHA-256 to post, and where all went."""
    for each in released.areas.values():
        for name, sha256 in each.records:
            yield f"{'released' if each.is_new else 'released before'}: {name}, record SHA-256 {sha256}"
    for place in released.lists:
        areas = [each for each in released.areas.values() if each.folder.startswith(f"{place}/")]
        done = "made" if any(each.is_made for each in areas) else "made before"
        yield f"{done}: {place}/, {len(areas)} areas, which its {INDEX} and {EDITIONS_FILE} list"


def _grouped(start: str, faults: dict[str, list[str]], total: int) -> Iterator[str]:
    for fault, areas in faults.items():
        yield f"{start}{_areas(areas, total)}: {fault}"


def _areas(names: Sequence[str], total: int) -> str:
    """The areas that something is said of.

    >>> _areas(["ohio"], 50), _areas(["ohio", "iowa"], 50), _areas([str(each) for each in range(12)], 12)
    ('ohio', 'ohio and iowa', 'all 12 areas')
    """
    if len(names) == 1:
        return names[0]
    if len(names) == total:
        return f"all {total} areas"
    if len(names) > _MOST_NAMED:
        return f"{len(names)} areas ({', '.join(names[:_MOST_NAMED])}, …)"
    return f"{', '.join(names[:-1])} and {names[-1]}"
