"""What belongs to a brief: the files in its folder, and nothing that they lead to elsewhere.

A brief may be somebody else's, and its pages go out to everybody. So no path may leave its folder, however it is
written and whatever links it follows, and nothing is fetched.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from statbrief.files.paths import EACH, PREVIEW

_ADDRESS = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:|//|\\\\)")
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_INSIDE_ITSELF = re.compile(r"data:", re.IGNORECASE)
_IGNORED = re.compile(r"[\x00-\x20]+")  # by browsers, in an address: another set than what no text may hold
_NO_PROXY = "http://127.0.0.1:0"  # where nothing ever listens
_PROXIES = ("http_proxy", "https_proxy", "all_proxy")


def is_address(text: str) -> bool:
    """Whether the text names something elsewhere, as a browser would understand it; ``data:`` holds what it names.

    >>> is_address("https://x.org/a.png"), is_address("//x.org/a.png"), is_address("file:///a"), is_address("a b.svg")
    (True, True, True, False)
    >>> is_address("data:image/png;base64,AA=="), is_address("C:/a.png")
    (False, False)
    """
    plain = _IGNORED.sub("", text)
    return bool(_ADDRESS.match(plain)) and not is_held(plain) and not _DRIVE.match(plain)


def is_held(text: str) -> bool:
    """Whether the address itself holds what it names."""
    return bool(_INSIDE_ITSELF.match(text))


def home_of(folder: Path) -> Path:
    """The folder that all a brief is made of lies in: its own; that of the brief whose edition of an area it is.

    The folder of such an edition stands in its brief's, and what all editions share is linked to from there. So does
    the folder in which a preview is made.
    """
    return _home_of(folder.resolve())


def _home_of(own: Path) -> Path:
    above = own.parent.parent.parent
    return above if own.parent in {above / EACH, above / PREVIEW} else own


def leaves(folder: Path, name: str) -> bool:
    """Whether the path `name`, from the brief's folder, leads out of it: by itself, or by a symbolic link."""
    if _DRIVE.match(name) or "\0" in name:
        return True
    base = folder.resolve()
    is_odd = ".." in Path(posixpath.normpath(name)).parts or posixpath.isabs(name)
    return not _lies_in(base / name, base if is_odd else _home_of(base))


def _lies_in(path: Path, base: Path) -> bool:
    """Whether what a path leads to lies in a folder, or is it."""
    try:
        target = path.resolve()
    except (OSError, RuntimeError):  # a link that leads to itself leads nowhere
        return True
    return target == base or base in target.parents


def links_outside(folder: Path) -> Iterator[str]:
    """The symbolic links in a folder and below that lead out of it, as paths from it; of those inside, in their place.

    What is hidden in the folder itself is left out (`.git`, `.venv`), as pages are not made from it; and so are the
    folders in which editions of areas and previews are made.
    """
    base = folder.resolve()
    inward: dict[str, Path] = {}
    found: list[str] = []
    for within in _links(base):
        if leaves(base, within):
            found.append(within)
        elif (base / within).is_dir():
            inward[within] = (base / within).resolve()
    yield from sorted(found)
    for within, target in sorted(inward.items()):
        if any(base / each == target or target in (base / each).parents for each in found):
            yield within


def _links(folder: Path, within: str = "") -> Iterator[str]:
    """The symbolic links in a folder that pages are made from, and below, as paths from it."""
    with suppress(OSError), os.scandir(folder / within) as entries:
        for entry in entries:
            name = f"{within}{entry.name}"
            if entry.is_symlink():
                yield from () if name.startswith(".") else (name,)
            elif entry.is_dir() and not name.startswith(".") and name not in {EACH, PREVIEW}:
                yield from _links(folder, f"{name}/")


def stage(folder: Path, target: Path) -> Path:
    """A folder in which a program finds what belongs to the brief and nothing else, at its own paths: it links there.

    The brief's folder itself where links cannot be made.
    """
    outside = frozenset(links_outside(folder))
    try:
        _stage(folder.resolve(), target, "", outside)
    except OSError:
        return folder
    return target


def _stage(folder: Path, target: Path, within: str, outside: frozenset[str]) -> None:
    target.mkdir()
    for entry in os.scandir(folder):
        name = f"{within}{entry.name}"
        if name in outside or (not within and entry.name.startswith(".")):
            continue
        if entry.is_dir(follow_symlinks=False) and any(each.startswith(f"{name}/") for each in outside):
            _stage(Path(entry.path), target / entry.name, f"{name}/", outside)
        else:
            (target / entry.name).symlink_to(entry.path)


@contextmanager
def reaching_nobody() -> Iterator[None]:
    """Let what runs in this process reach nobody meanwhile, as `without_network`."""
    before = dict(os.environ)
    wanted = without_network(before)
    _set(wanted)
    try:
        yield
    finally:
        _set(before)


def _set(environment: Mapping[str, str]) -> None:
    """Make it the environment of this process, and touch nothing that is so already."""
    for key in os.environ.keys() - environment.keys():
        del os.environ[key]
    os.environ.update({key: value for key, value in environment.items() if os.environ.get(key) != value})


def without_network(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment with which a program reaches nobody: it would go by way of where nothing listens."""
    kept = {key: value for key, value in environment.items() if key.lower() != "no_proxy"}
    return {**kept, **{key: _NO_PROXY for each in _PROXIES for key in (each, each.upper())}}
