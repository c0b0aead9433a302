"""A page that no copy could be, told of the prose that made it so: HTML written by hand is seen there by its author.

The page itself is kept, so that what cannot be found in the prose can be looked for in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from statbrief.copies.markup import MarkupError
from statbrief.errors import CopyError, Fault, Place
from statbrief.files.paths import GENERATED
from statbrief.files.write import replace_file
from statbrief.prose.document import Prose

_TAG = re.compile(r"</?[A-Za-z][^<>]*>?")
_WORD = re.compile(r"\bon\w+|https?:\S+|\w+:\S+|%PDF-")


def blamed(error: CopyError, prose: Prose, page: str) -> CopyError:
    """The same faults, each with the place in the prose that it comes from, else with its line in the page."""
    kept = f"{GENERATED}/{prose.project.stem}.html"
    replace_file(prose.project.folder / kept, page, kept)
    faults = []
    for fault in error.faults:
        place = _written(error, fault, prose, page)
        told = f"the page is kept as {kept}" if place else "that page is kept"
        wanted = "; ".join(filter(None, [fault.wanted, told]))
        where = {"file": place.file, "line": place.line, "column": place.column} if place else {"file": kept}
        faults.append(replace(fault, wanted=wanted, **where))
    return CopyError(faults)


def _written(error: CopyError, fault: Fault, prose: Prose, page: str) -> Place | None:
    """Where the prose has what is wrong with the page; of several alike, that which comes as often before."""
    for text, before in _hints(error, fault, page):
        places = [
            Place(passage.file, passage.line, found.start() + 1)
            for passage in prose.passages
            for found in re.finditer(re.escape(text) + (r"(?![\w-])" if text.startswith("<") else ""), passage.text)
        ]
        if places:
            return places[min(before, len(places) - 1)]
    return None


def _hints(error: CopyError, fault: Fault, page: str) -> Iterator[tuple[str, int]]:
    """What to look for, and how often the page has it before the fault."""
    if isinstance(error, MarkupError) and (tag := _TAG.match(page, error.place)):
        yield tag[0], page.count(tag[0], 0, error.place)
    for found in re.finditer(r"</?[a-z][\w-]*", fault.found):
        yield found[0], 0
    yield from ((found[0], 0) for found in _WORD.finditer(fault.found))
    if re.fullmatch(r"[a-z]+", fault.what):
        yield f"<{fault.what}", 0
