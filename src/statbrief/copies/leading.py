"""Links of a page that lead to a figure: which do, as a browser reads their addresses, and what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import takewhile
from urllib.parse import unquote

from statbrief.copies.copy import Around

NEAR = 8
"""Characters that are kept of what stands before and after a number."""
_UNREAD = re.compile(r"[\t\n\r]|\A[\x00-\x20]+|[\x00-\x20]+\Z")
"""What a browser leaves out of an address."""
_PLACE = "n-"


def figure_of(address: str, name: str) -> str | None:
    """The figure to whose place in the page, the file `name`, a link with this address leads; None of any other."""
    path, _, fragment = _UNREAD.sub("", address).partition("#")
    path, place = unquote(path.partition("?")[0]).removeprefix("./"), unquote(fragment)
    return place.removeprefix(_PLACE) if path in {"", name} and place.startswith(_PLACE) else None


@dataclass
class Link:
    """A link to a figure while it is read: the figure, what stands before it, and what it shows so far."""

    figure: str
    before: str
    shown: list[str]


class Neighbours:
    """The links to figures on one line; a mark set above or below the line is no neighbour, as those of notes are."""

    def __init__(self) -> None:
        self.closed: list[tuple[Link, int]] = []
        self.apart: set[int] = set()

    def before(self, line: Sequence[str]) -> str:
        """What the line ends with."""
        places = range(len(line) - 1, -1, -1)
        return _joined((line[each] for each in _near(places, self.apart)), from_end=True)

    def around(self, line: Sequence[str], shown: Iterable[str]) -> list[Around]:
        """What stands around each link of the line that ends here, as it shows it."""
        found = []
        for (link, end), text in zip(self.closed, shown, strict=True):
            after = _joined(line[each] for each in _near(range(end, len(line)), self.apart))
            found.append(Around(link.figure, link.before, text, after))
        self.closed, self.apart = [], set()
        return found


def _near(places: Iterable[int], apart: AbstractSet[int]) -> Iterable[int]:
    return takewhile(lambda place: place not in apart, places)


def _joined(parts: Iterable[str], *, from_end: bool = False) -> str:
    """The first few characters of the parts one after the other; the last few, of parts from the end on."""
    text = ""
    for part in parts:
        text = part + text if from_end else text + part
        if len(text) >= NEAR:
            break
    return text[-NEAR:] if from_end else text[:NEAR]
