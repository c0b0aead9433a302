"""The folder that an edition is made in: files of its own, and links to all that the editions of a brief share.

It takes nothing but the brief's folder, or a copy of what editions share of it, so it is the same on every machine.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from statbrief.each.content import Content
from statbrief.files.inside_folder import leaves, links_outside
from statbrief.files.linked import link, same_file
from statbrief.files.paths import DOCUMENT, FONTS, GENERATED, KEPT, PROJECT_FILE, SOURCE, VARIABLES
from statbrief.files.write import replace_file
from statbrief.project.edition import edition_document, edition_of

OWN = ("data", "analysis")
"""Folders whose files are an edition's own, or the very files of the brief."""
_NOT_LINKED = {*OWN, PROJECT_FILE, GENERATED, VARIABLES, SOURCE, KEPT, "release", "_site"}


def shared(folder: Path, output_dir: str) -> dict[str, Path]:
    """What of a brief's folder an edition finds in its own, by name, beside data and analysis."""
    outside = {each.partition("/")[0] for each in links_outside(folder) if leaves(folder, each)}
    documents = {DOCUMENT, *(each.name for each in folder.glob(edition_document("*")) if edition_of(each.name))}
    hidden = {*_NOT_LINKED, *outside, *documents, output_dir.partition("/")[0]}
    entries = [each for each in folder.iterdir() if not each.name.startswith(".") and each.name not in hidden]
    return {each.name: each.resolve() for each in sorted(entries)}


def lay(home: Path, name: str, content: Content, links: Mapping[str, Path]) -> Path:
    """Make the folder `name` of the brief in `home` what it is to be. Raises `WritingError` and `OSError`."""
    target = home / name
    for each, data in content.written.items():
        replace_file(target / each, data, f"{name}/{each}")
    for each in content.same:
        same_file(home / each, target / each)
    wanted = {*content.written, *content.same}
    for part in OWN:
        for path in (target / part).glob("**/*"):
            if not path.is_dir() and path.relative_to(target).as_posix() not in wanted:
                path.unlink()
    links = {each: path for each, path in links.items() if each not in wanted}
    for path in target.iterdir():
        if path.name not in {*links, *wanted, VARIABLES} and not path.is_dir():
            path.unlink()
    for each, path in links.items():
        link(path, target / each)
    return target


def share_fonts(folder: Path, target: Path) -> None:
    """Let an edition have the letters of the brief, which are large."""
    (target / GENERATED).mkdir(parents=True, exist_ok=True)
    if not (target / FONTS).exists():
        link((folder / FONTS).resolve(), target / FONTS)
