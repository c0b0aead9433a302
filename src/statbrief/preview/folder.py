"""The folder that a preview is made in: a brief by itself, with what the brief's folder has, and results of its own.

It stands in `_generated/preview/` of the brief. So nothing that a preview has half made is ever taken for the brief's,
and a build beside it is not disturbed. What a brief consists of is copied there, save by save (large files are the very
files of the brief): what is saved while a page is made is for the next one. Folders of other names, whose files it may
include, are linked to. What the brief's own steps make of its data, they make there.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, MutableMapping
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree

from statbrief.files.linked import link, same_file
from statbrief.files.own_files import FOLDERS, files_in, is_left_behind, refuse_strangers
from statbrief.files.paths import PARTS, PREVIEW, Generated
from statbrief.files.write import replace_file
from statbrief.preview.saves import NOT_THE_BRIEFS, State, state_of
from statbrief.record.analysis_record import read_record

_LARGE = 1 << 20
"""Bytes of a file that is not copied."""


def lay(folder: Path, target: Path, laid: MutableMapping[str, State]) -> None:
    """Make `target` what the brief in `folder` is now; `laid` is kept from one time to the next.

    A file that has not changed since is left as it is there, for a step of the brief's may have made it anew. Raises
    `ReadingError` for what leads out of the brief's folder, and `OSError`.
    """
    refuse_strangers(folder)
    target.mkdir(parents=True, exist_ok=True)
    entries = [each for each in os.scandir(folder) if _is_the_briefs(each.name)]
    own = {each.name for each in entries if each.is_file(follow_symlinks=False)}
    own |= {path.relative_to(folder).as_posix() for part in PARTS for path in files_in(folder / part)}
    links = {each.name: Path(each.path).resolve() for each in entries if each.name not in {*own, *PARTS}}
    _remove_others(target, own, links)
    for part in FOLDERS:
        if (folder / part).is_dir():
            (target / part).mkdir(exist_ok=True)
    for name in sorted(own):
        _lay_file(folder / name, target / name, name, laid)
    for name, path in links.items():
        link(path, target / name)


def _lay_file(path: Path, target: Path, name: str, laid: MutableMapping[str, State]) -> None:
    state = state_of(path)
    if state is None:  # it has gone meanwhile, of which we shall hear
        target.unlink(missing_ok=True)
    elif laid.get(name) != state or not target.is_file():
        if state.size > _LARGE:
            same_file(path, target)
        else:
            replace_file(target, path.read_bytes(), name)
        laid[name] = state


def _is_the_briefs(name: str) -> bool:
    return name not in NOT_THE_BRIEFS and not is_left_behind(name)


def _remove_others(target: Path, own: Collection[str], links: Collection[str]) -> None:
    """Take away what the brief has no more, or has in another way; folders of its parts stay, with no files."""
    for entry in list(os.scandir(target)):
        if not _is_the_briefs(entry.name):
            continue
        is_folder = entry.is_dir(follow_symlinks=False)
        if is_folder and entry.name not in PARTS:
            rmtree(entry.path)
        elif not is_folder and (entry.name not in links if entry.is_symlink() else entry.name not in own):
            Path(entry.path).unlink()
    for part in PARTS:
        for path in (target / part).glob("**/*"):
            if not path.is_dir() and path.relative_to(target).as_posix() not in own:
                path.unlink()


def begin_as_built(folder: Path, target: Path, generated: Generated) -> None:
    """Let a preview that has no analysis of its own begin with that of the brief's last build, which may still hold."""
    if (target / generated.record).exists():
        return
    outputs = read_record(folder, generated).get("outputs", {})
    for name in (*outputs, generated.record) if outputs else ():
        if (folder / name).is_file():
            same_file(folder / name, target / name)


@contextmanager
def folder_for(folder: Path, name: str) -> Iterator[Path]:
    """A folder for one preview of the brief in `folder`, called `name` or, where one runs already, otherwise."""
    place = folder / PREVIEW
    place.mkdir(parents=True, exist_ok=True)
    try:
        import fcntl
    except ImportError:  # a system without such locks
        yield place / name
        return
    number = 1
    while True:
        chosen = name if number == 1 else f"{name}-{number}"
        with (place / f".{chosen}.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                number += 1
                continue
            yield place / chosen
            return
