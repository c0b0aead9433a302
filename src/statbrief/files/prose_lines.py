"""Lines of prose, each with the place where it was written."""

from __future__ import annotations

from typing import NamedTuple


class Line(NamedTuple):
    """A line of prose and where it was written."""

    text: str
    file: str
    number: int


class Passage(NamedTuple):
    """A line without its code and comments, or of what goes into the pages as it is: its kind, and where it stands."""

    kind: str  # markdown, or the format that raw code is for
    text: str
    file: str
    line: int
