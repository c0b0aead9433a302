"""The folder that a preview is made in: a brief by itself, with what the brief's folder has, and results of its own.

It stands in `_generated/preview/` of the brief. So nothing that a preview has half made is ever taken for the brief's,
and a build beside it is not disturbed. As in an area's edition, `data/` and `analysis/` are the very files of the brief
(hard links), and all else is reached by symbolic links. What the brief's own steps make of its data, they make there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, MutableMapping
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree

from statbrief.files.linked import link, same_file
from statbrief.files.own_files import FOLDERS, files_in, is_left_behind, refuse_strangers
from statbrief.files.paths import PREVIEW, Generated
from statbrief.preview.saves import NOT_THE_BRIEFS, State, state_of
from statbrief.record.analysis_record import read_record


def lay(folder: Path, target: Path, laid: MutableMapping[str, State]) -> None:
    """Make `target` what the brief in `folder` is now; `laid` is kept from one time to the next.

    A file that has not changed since is left as it is there, for a step of the brief's may have made it anew. Raises
    `ReadingError` for what leads out of the brief's folder, and `OSError`.
    """
    refuse_strangers(folder)
    target.mkdir(parents=True, exist_ok=True)
    own = {path.relative_to(folder).as_posix(): path for part in FOLDERS for path in files_in(folder / part)}
    for name, path in own.items():
        state = state_of(path)
        if state is None:
            continue  # it has gone meanwhile, of which we shall hear
        if laid.get(name) != state or not (target / name).is_file():
            same_file(path, target / name)
            laid[name] = state
    _remove_others(target, own)
    for part in FOLDERS:
        if (folder / part).is_dir():
            (target / part).mkdir(exist_ok=True)
    links = {path.name: path.resolve() for path in folder.iterdir() if _is_linked(path.name)}
    for path in target.iterdir():
        if path.is_symlink() and path.name not in links:
            path.unlink()
    for name, path in links.items():
        if not (target / name).is_symlink() and (target / name).is_dir():
            rmtree(target / name)
        link(path, target / name)


def _is_linked(name: str) -> bool:
    return name not in NOT_THE_BRIEFS and name not in FOLDERS and not is_left_behind(name)


def _remove_others(target: Path, own: Iterable[str]) -> None:
    """Take away what the brief has no more; what is left behind of a folder is a folder without files."""
    wanted = set(own)
    for part in FOLDERS:
        for path in (target / part).glob("**/*"):
            if not path.is_dir() and path.relative_to(target).as_posix() not in wanted:
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
