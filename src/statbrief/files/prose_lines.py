"""Lines of prose, each with the place where it was written."""

from __future__ import annotations

from typing import NamedTuple

from statbrief.errors import Place


class Line(NamedTuple):
    """A line of prose and where it was written."""

    text: str
    file: str
    number: int

    def at(self, start: int) -> Place:
        """The place of what starts so many characters into it."""
        return Place(self.file, self.number, start + 1)


class Passage(NamedTuple):
    """A line without its code and comments, or of what goes into the pages as it is: its kind, and where it stands."""

    kind: str  # markdown, or the format that raw code is for
    text: str
    file: str
    line: int
