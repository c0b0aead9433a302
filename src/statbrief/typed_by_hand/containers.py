"""Which block quotes, list items, notes and definitions each line of Markdown is in, and where its text starts.

A line goes on in the containers that are open as far as its signs and its indentation reach, and may open more.
Inside a paragraph a line needs neither (it goes on with the paragraph), and opens less: only what goes on with a
list that is open, so that a wrapped line may start with 70 and a full stop.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from statbrief.typed_by_hand.inlines import GONE

CODE_INDENT = 4
QUOTE_INDENT = 3
RULE = re.compile(r"(?=[^\n]*[-=])[-=+:| \t]+")

_NOTE_INDENT = 4
_DEEPEST = 20  # containers that may start in one line
_BULLET = re.compile(r"[-*+](?=[ \t]|\Z)")
_ORDERED = re.compile(r"\(?(?:(?P<number>\d{1,3})|[A-Za-z]|[ivxlcdmIVXLCDM]{1,9}|#|@[\w-]*+)[.)](?=[ \t]|\Z)")
_NOTE = re.compile(r"\[\^[^\s\[\]]++\]:")
_DEFINITION = re.compile(r"[:~](?=[ \t])")


class _Container(NamedTuple):
    """An open block quote (no width), or a list item, note or definition whose lines are `width` columns in."""

    width: int = 0
    ordered: bool = False
    caption: bool = False  # or a definition, which starts with the same sign


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A line's way through the containers: its text is from `start` on.

    `opened` tells that it opened some, the last of them a `caption` or definition, and `left_item` that it is not
    indented as the list or note above it is.
    """

    start: int
    blank: bool = False
    opened: bool = False
    caption: bool = False
    left_item: bool = False


class Containers:
    """The containers that are open, from the outermost on."""

    def __init__(self) -> None:
        self._open: list[_Container] = []

    def enter(self, line: str, *, reading: bool) -> Entry:
        """Take in the next line; `reading` tells that a paragraph is open."""
        start, kept = self._enter(line)
        if not line[start:].strip():
            self._open = self._open[:kept]
            return Entry(start=start, blank=True)
        left_item = any(container.width for container in self._open[kept:])
        new, start = self._enter_new(line, start, reading=reading, left_item=left_item)
        if new or not reading:
            self._open = [*self._open[:kept], *new]
        return Entry(start=start, opened=bool(new), caption=bool(new) and new[-1].caption, left_item=left_item)

    def _enter(self, line: str) -> tuple[int, int]:
        """How far the open containers reach into a line, and how many of them go on in it."""
        start = 0
        for kept, container in enumerate(self._open):
            indent, text = indent_at(line, start)
            if container.width:
                if indent < container.width and text < len(line):
                    return start, kept
                start = _after_columns(line, start, container.width)
            elif indent <= QUOTE_INDENT and line.startswith(">", text):
                start = text + 2 if line.startswith(" ", text + 1) else text + 1
            else:
                return start, kept
        return start, len(self._open)

    def _enter_new(self, line: str, start: int, *, reading: bool, left_item: bool) -> tuple[list[_Container], int]:
        """The containers that start in a line, and where the text after their markers starts."""
        new: list[_Container] = []
        while len(new) < _DEEPEST:
            indent, text = indent_at(line, start)
            if indent >= CODE_INDENT and (new or not left_item) and not reading:
                return new, start
            container, end = self._container_at(line, text, indent, fresh=bool(new) or not reading)
            if container is None:
                return new, start
            new.append(container)
            start = end
        return new, start

    def _container_at(self, line: str, text: int, indent: int, *, fresh: bool) -> tuple[_Container | None, int]:
        if line.startswith(">", text):
            return (_Container(), text + 1 + line.startswith(" ", text + 1)) if fresh else (None, text)
        if note := _NOTE.match(line, text):
            return _Container(_NOTE_INDENT), _after_columns(line, note.end(), 1)
        if definition := _DEFINITION.match(line, text):
            caption = definition[0] == ":"
            return _Container(_NOTE_INDENT, caption=caption), _after_columns(line, definition.end(), _NOTE_INDENT - 1)
        if RULE.fullmatch(line, text):
            return None, text
        marker = _BULLET.match(line, text) or _ORDERED.match(line, text)
        if marker is None or not (fresh or self._continues_list(marker)):
            return None, text
        space, after = indent_at(line, marker.end())
        if after == len(line) or space > CODE_INDENT:
            space = 1
        width = indent + (marker.end() - marker.start()) + space
        return _Container(width, marker[0][0] not in "-*+"), _after_columns(line, marker.end(), space)

    def _continues_list(self, marker: re.Match[str]) -> bool:
        """Inside a paragraph only a list that is open can go on; a wrapped line may start with 70 and a full stop."""
        ordered = marker.re is _ORDERED
        first = ordered and marker["number"] == "1"
        return any(container.width and (not ordered or first or container.ordered) for container in self._open)


def indent_at(line: str, start: int) -> tuple[int, int]:
    """The columns of white space at `start`, a tab reaching to the next multiple of four, and where they end."""
    columns = 0
    for index in range(start, len(line)):
        if line[index] == " ":
            columns += 1
        elif line[index] == "\t":
            columns += CODE_INDENT - columns % CODE_INDENT
        elif line[index] != GONE:
            return columns, index
    return columns, len(line)


def _after_columns(line: str, start: int, width: int) -> int:
    """Where the next `width` columns of a line end, or the white space in them."""
    columns, index = 0, start
    while columns < width and index < len(line) and line[index] in " \t":
        columns += CODE_INDENT - columns % CODE_INDENT if line[index] == "\t" else 1
        index += 1
    return index
