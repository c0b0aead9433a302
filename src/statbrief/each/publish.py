"""The editions of all areas where readers find them: each in its folder, and `editions.json` that lists them.

Files are put there by a second name for what was made (a hard link), or copied where the disk has no such thing.
What an area's last good edition left stays where a new one fails; what was published of areas that are no more is
taken away.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from statbrief.each.areas import Areas, Listed
from statbrief.each.making import Made
from statbrief.each.settings import Each
from statbrief.errors import Fault, Place
from statbrief.files.hashes import sha256_of_input
from statbrief.files.paths import EDITIONS_FILE
from statbrief.files.read import is_absent
from statbrief.files.write import replace_file
from statbrief.project.project import Project
from statbrief.record.editions_list import Entry, is_there, read_entries, written

_Key = tuple[str, str]
"""The folder of an edition, and its language where that is not the brief's own."""


@dataclass(frozen=True)
class Published:
    """What is published now: all editions, in the order of their areas, and what could not be put there, by area."""

    entries: Sequence[Entry]
    faults: Mapping[str, Sequence[Fault]]


def publish(project: Project, areas: Areas, made: Mapping[str, tuple[Listed, str, Made]]) -> Published:
    """Put what was made to where the pages belong; `made` are editions by name, each with its area and language.

    Editions that were published before stay among the list as long as they are an area's and their files are there.
    The list itself is not written.
    """
    output = project.folder / project.output_dir
    before = {_key(each): each for each in read_entries(output)}
    entries, faults = _placed(project, made, before)
    listed = {each.area.code: each for each in areas.listed}
    tried = {(each.area.slug, edition) for each, edition, _ in made.values()}
    for key, last in before.items():
        if key in entries:
            continue
        if not _is_of(last, listed.get(last["code"])):
            _remove(output, last)
        elif is_there(output, last):
            entries[key] = {**last, "is_kept": last["is_kept"] or key in tried}
    order = {code: place for place, code in enumerate(listed)}
    in_order = sorted(entries.values(), key=lambda each: (order[each["code"]], each["edition"]))
    return Published(in_order, faults)


def write_list(project: Project, each: Each, entries: Sequence[Entry]) -> None:
    """Write the list of what is published, where anything is or was. Raises `WritingError`."""
    name = f"{project.output_dir}/{EDITIONS_FILE}"
    if entries or not is_absent(project.folder / name):
        replace_file(project.folder / name, written(each.dataset, entries), name)


def _placed(
    project: Project, made: Mapping[str, tuple[Listed, str, Made]], before: Mapping[_Key, Entry]
) -> tuple[dict[_Key, Entry], dict[str, Sequence[Fault]]]:
    """The editions that were made and are in their places now, and by name what could not be put there."""
    entries: dict[_Key, Entry] = {}
    faults: dict[str, Sequence[Fault]] = {}
    for name, (listed, edition, each) in made.items():
        if each.faults:
            continue
        key, target = (listed.area.slug, edition), f"{project.output_dir}/{listed.area.slug}"
        try:
            _place(project.folder / each.folder / each.output, project.folder / target, each, before.get(key))
            entries[key] = _entry(listed, edition, each)
        except OSError as problem:
            found = f"cannot be written ({problem.strerror or problem})"
            faults[name] = [Place(target).fault("file", found, "what was published before stays as it is")]
    return entries, faults


def _key(entry: Entry) -> _Key:
    return entry["slug"], entry["edition"]


def _is_of(entry: Entry, listed: Listed | None) -> bool:
    """Whether an edition is still one that its area may have: in its folder, and in its language if it names one."""
    return (
        listed is not None
        and entry["slug"] == listed.area.slug
        and (not listed.edition or entry["edition"] == listed.edition)
    )


def _entry(listed: Listed, edition: str, made: Made) -> Entry:
    area = listed.area
    return {
        "code": area.code,
        "name": area.name,
        "slug": area.slug,
        "edition": edition,
        "lang": made.lang,
        "title": made.title,
        "is_kept": False,
        "files": dict(made.files),
    }


def _place(source: Path, target: Path, made: Made, last: Entry | None) -> None:
    """Put the files of an edition into its folder, each in one step, and take away those that it has no more."""
    for name in made.files:
        place_file(source / name, target / name)
    for name in [each for each in (last["files"] if last else ()) if each not in made.files]:
        _remove_file(target, name, last["files"][name] if last else "")


def place_file(source: Path, target: Path) -> None:
    """Make a file have a second name, or a copy, in the place of what was there, in one step. Raises `OSError`."""
    if target.exists() and target.samefile(source):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.name}.new")
    fresh.unlink(missing_ok=True)
    try:
        try:
            os.link(source, fresh)
        except OSError:  # another disk, or one without such names
            fresh.write_bytes(source.read_bytes())
        fresh.replace(target)
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


def _remove(output: Path, entry: Entry) -> None:
    for name, digest in entry["files"].items():
        _remove_file(output / entry["slug"], name, digest)


def _remove_file(folder: Path, name: str, digest: str) -> None:
    """Take away a file that was published; what somebody put in its place stays."""
    path = folder / name
    if ".." not in Path(name).parts and sha256_of_input(path) == digest:
        with suppress(OSError):
            path.unlink()
            for above in (path.parent, folder):
                if not any(above.iterdir()):
                    above.rmdir()


def faults_by_area(all_faults: Iterable[tuple[str, Iterable[Fault]]]) -> dict[str, list[str]]:
    """Each fault as it reads, with the areas that have it."""
    found: dict[str, list[str]] = {}
    for name, faults in all_faults:
        for each in dict.fromkeys(map(str, faults)):
            found.setdefault(each, []).append(name)
    return found
