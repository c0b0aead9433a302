"""The style in which sources are listed, where a brief has its own: that its file is one, before pandoc reads it."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from statbrief.errors import Fault, Place, StatbriefError
from statbrief.files.inside_folder import is_address, leaves
from statbrief.files.read import read_text
from statbrief.project.project import FORMATS, Project

_STYLE = "{http://purl.org/net/xbiblio/csl}style"
_GET = "take one from the Citation Style Language's own, or leave csl out"


def faults_of_styles(project: Project) -> Iterator[Fault]:
    """A fault of each file that the setting `csl` names, and that is no style."""
    named = dict.fromkeys(project.settings(each).get("csl") for each in FORMATS.values())
    for name in named:
        if not isinstance(name, str) or is_address(name) or leaves(project.folder, name):
            continue
        if (project.folder / name).is_file():
            try:
                yield from _faults(name, read_text(project.folder / name, name))
            except StatbriefError as error:
                yield from error.faults


def _faults(name: str, text: str) -> Iterator[Fault]:
    try:
        tree = ET.fromstring(text.encode())  # noqa: S314 -- the brief's own file, and expat unfolds no bombs
    except ET.ParseError as error:
        line, column = error.position
        said = str(error).partition(": line")[0]
        yield Place(name, line, column + 1).fault("csl", f"is no XML that can be read: {said}", _GET)
        return
    if tree.tag != _STYLE:
        yield Place(name).fault("csl", f"is no style of citations: it begins with {tree.tag}", _GET)
    elif other := _other(tree):
        yield Place(name).fault(
            "csl", f"is a name for another style, {other}, and loads it from elsewhere", "take that one"
        )
    elif tree.find(f"{_STYLE.removesuffix('style')}citation") is None:
        yield Place(name).fault("csl", "has no citation, which says how a source is cited", _GET)


def _other(tree: ET.Element) -> str:
    """The address of the style that this one is another name for; nothing of one that stands by itself."""
    links = tree.iter(f"{_STYLE.removesuffix('style')}link")
    return next((each.get("href", "") for each in links if each.get("rel") == "independent-parent"), "")
