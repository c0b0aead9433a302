"""What was saved: which files of a brief count, and how they are followed.

What the system tells of files is taken as a hint to look, and what is there as the truth: so nothing is missed that was
told twice, late or not at all, and a file that is written in two steps is one save.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Collection, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from statbrief.files.own_files import is_left_behind
from statbrief.files.paths import DOCUMENT, GENERATED, KEPT, OUTPUT_DIR, PROJECT_FILE, SOURCE, STYLE, THEME, VARIABLES

NOT_THE_BRIEFS = frozenset({GENERATED, VARIABLES, OUTPUT_DIR, "release", "_site", "node_modules"})
"""What stands in a brief's folder and was made of it, or is another program's."""
_QUIET = 15
"""Milliseconds without news after which a save is taken to be done."""
_LONGEST = 250
"""Milliseconds after which we look, though there is news all the time."""
_LOOKED = 2000
"""Milliseconds after which we look without news: some disks tell nothing."""
_HALF = 0.15
"""Seconds that a file may be empty or gone, in the middle of a save, before that is what was meant."""
_AGAIN = 0.01


class State(NamedTuple):
    """What the system says of a file without reading it."""

    changed: int
    size: int
    number: int


def state_of(path: Path) -> State | None:
    """The state of a file; None of one that is not there."""
    try:
        found = path.stat()
    except OSError:
        return None
    return State(found.st_mtime_ns, found.st_size, found.st_ino)


class Seen(NamedTuple):
    """The files of a brief by name, each with its state, and the folders that they stand in."""

    files: Mapping[str, State]
    folders: frozenset[str]


def seen(folder: Path, besides: Collection[str] = ()) -> Seen:
    """What there is of a brief; not what is hidden, was made of it, or is named by `besides`, its output folder."""
    files: dict[str, State] = {}
    folders: set[str] = set()
    _look(folder, "", {*NOT_THE_BRIEFS, *besides}, files, folders)
    return Seen(files, frozenset(folders))


def _look(place: Path, within: str, left_out: Collection[str], files: dict[str, State], folders: set[str]) -> None:
    real = os.path.realpath(place)
    if real in folders:
        return  # a link that leads back
    try:
        entries = list(os.scandir(place))
    except OSError:
        return
    folders.add(real)
    for entry in entries:
        if is_left_behind(entry.name) or (entry.name in left_out and not within):
            continue
        try:
            if entry.is_dir():
                _look(place / entry.name, f"{within}{entry.name}/", left_out, files, folders)
            elif entry.is_file():
                found = entry.stat()
                files[f"{within}{entry.name}"] = State(found.st_mtime_ns, found.st_size, found.st_ino)
        except OSError:
            continue  # gone meanwhile


def changed(before: Mapping[str, State], now: Mapping[str, State]) -> frozenset[str]:
    """The files that came, went or changed.

    >>> sorted(changed({"a": State(1, 1, 1), "b": State(1, 1, 2)}, {"b": State(2, 1, 2), "c": State(1, 1, 3)}))
    ['a', 'b', 'c']
    """
    return frozenset(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))


def is_half(before: Mapping[str, State], now: Mapping[str, State]) -> bool:
    """Whether a file that had something in it is empty or gone, as in the middle of a save."""
    names = (name for name in changed(before, now) if name in before and before[name].size)
    return any(name not in now or not now[name].size for name in names)


def asks_analysis(name: str) -> bool:
    """Whether a file of this name can change what the analysis finds.

    >>> asks_analysis("data/rain.csv"), asks_analysis("analysis/charts.py"), asks_analysis("theme/brief.mplstyle")
    (True, True, True)
    >>> asks_analysis("brief.qmd"), asks_analysis("theme/brief.css")
    (False, False)
    """
    return name in {PROJECT_FILE, STYLE} or name.partition("/")[0] in {"data", "analysis", SOURCE, KEPT}


def kind_of(name: str) -> str:
    """What was saved, in a word.

    >>> [kind_of(name) for name in ("brief.qmd", "parts/method.md", "data/rain.csv", "theme/brief.css")]
    ['prose', 'prose', 'data', 'theme']
    """
    first = name.partition("/")[0]
    if name == PROJECT_FILE:
        return "settings"
    if first in {"data", "analysis", SOURCE, THEME, "_extensions"}:
        return {"analysis": "code", SOURCE: "data", "_extensions": "theme"}.get(first, first)
    return "prose" if PurePosixPath(name).suffix in {PurePosixPath(DOCUMENT).suffix, ".md"} else "file"


async def saves(folder: Path, besides: Collection[str] = ()) -> AsyncIterator[frozenset[str]]:
    """The names of the files of each save in a brief's folder, for ever; of several saves where they come fast."""
    before = seen(folder, besides)
    while True:
        async for _ in _news(before.folders):
            now = await _settled(folder, besides, before)
            names, is_as_before = changed(before.files, now.files), before.folders == now.folders
            before = now
            if names:
                yield names
            if not is_as_before:
                break  # to follow what is new


async def _news(folders: Collection[str]) -> AsyncIterator[None]:
    """Something has happened in these folders, or nothing was heard for a while."""
    import asyncio

    from watchfiles import awatch

    watched = awatch(
        *folders,
        watch_filter=None,
        debounce=_LONGEST,
        step=_QUIET,
        rust_timeout=_LOOKED,
        yield_on_timeout=True,
        recursive=False,
        ignore_permission_denied=True,
    )
    yield  # what has happened before they were watched
    try:
        async for _ in watched:
            yield
    except OSError:  # one has gone, or the system follows no more
        await asyncio.sleep(_LOOKED / 1000)
        yield


async def _settled(folder: Path, besides: Collection[str], before: Seen) -> Seen:
    """What there is once no save is in its middle."""
    import asyncio

    now = seen(folder, besides)
    waited = 0.0
    while is_half(before.files, now.files) and waited < _HALF:
        await asyncio.sleep(_AGAIN)
        waited += _AGAIN
        now = seen(folder, besides)
    return now
