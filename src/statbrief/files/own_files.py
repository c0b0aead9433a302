"""The files that a brief's folders hold: those that count, and none that lie elsewhere.

What editors and systems leave beside one's files is none of the brief's: hidden files, ``reported.csv~``,
``#reported.csv#``, what Python or the desktop keeps. A link is followed where it leads to something inside the brief's
folder; one that leads out would put into the pages what nobody sees in the brief.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from statbrief.errors import Fault, Place, ReadingError
from statbrief.files.inside_folder import home_of
from statbrief.files.paths import KEPT, SOURCE

FOLDERS = ("data", "analysis")
"""Where a brief has these, there is something to analyse."""
_LEFT = {"__pycache__", "Thumbs.db", "desktop.ini", "Icon\r"}
_LEFT_ENDINGS = ("~", ".swp", ".swo", ".swx", ".bak", ".orig", ".rej", ".tmp", ".pyc")


def is_left_behind(name: str) -> bool:
    """Whether a file or folder of this name is an editor's or a system's, not the brief's.

    >>> [name for name in ("a.csv", "a.csv~", ".a.csv.swp", "#a.csv#", "~$a.xlsx") if not is_left_behind(name)]
    ['a.csv']
    """
    return (
        name in _LEFT
        or name.startswith((".", "~$"))
        or name.endswith(_LEFT_ENDINGS)
        or (name.startswith("#") and name.endswith("#"))
    )


def files_in(folder: Path) -> list[Path]:
    """The files in a folder and below that count, in the order of their names; links are followed, circles are not."""
    return sorted(_walked(folder, frozenset()))


def _walked(folder: Path, above: frozenset[str]) -> Iterator[Path]:
    real = os.path.realpath(folder)
    if real in above:
        return
    try:
        entries = [each for each in os.scandir(folder) if not is_left_behind(each.name)]
    except OSError:
        return  # it is not there, or may not be looked into: whoever needs its files says so
    for each in entries:
        path = folder / each.name
        if path.is_dir():
            yield from _walked(path, above | {real})
        elif path.is_file():
            yield path


def refuse_strangers(folder: Path) -> None:
    """Raise `ReadingError` for what of these folders leads elsewhere or nowhere, or cannot be read."""
    base = home_of(folder)
    faults: list[Fault] = []
    for part in (*FOLDERS, SOURCE, KEPT):
        top = _fault(folder / part, folder, base)
        found = [top] if top else [_fault(path, folder, base) for path in _below(folder / part)]
        faults += [each for each in found if each is not None]
    if faults:
        raise ReadingError(faults)


def _below(folder: Path) -> list[Path]:
    """What stands in a folder and below, links and folders too; not what stands behind a link that leads out."""
    found: list[Path] = []
    for place, folders, files in os.walk(folder):
        folders[:] = [each for each in folders if not is_left_behind(each)]
        found += [Path(place, each) for each in (*folders, *files) if not is_left_behind(each)]
    return sorted(found)


def _fault(path: Path, folder: Path, base: Path) -> Fault | None:
    problem = _problem(path, base)
    if problem is None:
        return None
    return Place(path.relative_to(folder).as_posix()).fault("file", problem[0], problem[1])


def _problem(path: Path, base: Path) -> tuple[str, str] | None:
    """What is wrong with a file or folder, and what to do; None where nothing is."""
    if not path.exists():
        return ("is a link that leads nowhere", "put the file in its place") if path.is_symlink() else None
    real = Path(os.path.realpath(path))
    if base not in real.parents:
        return "is a link that leads out of the brief's folder", "put a copy in its place"
    if not path.is_dir() and not path.is_file():
        return None  # a pipe: whoever needs it says so
    try:
        if path.is_dir():
            os.scandir(path).close()
        else:
            path.open("rb").close()
    except OSError as error:
        return f"cannot be read ({error.strerror})", "give yourself the right to read it, or take it away"
    return None
