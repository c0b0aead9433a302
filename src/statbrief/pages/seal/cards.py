"""Tables of a page made fit for a phone, where a style may show each row as a card.

A card has no head above its columns, so each cell says which column it is of. What a style shows otherwise than as a
table is none any more to who listens, so tables say what they are, in roles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape, unescape

from statbrief.copies.markup import tags
from statbrief.languages.origin_line import ENDS, range_called

FEWEST = 3
"""Columns: two stand beside each other on a phone, too."""

_ROLES = {"thead": "rowgroup", "tbody": "rowgroup", "tfoot": "rowgroup", "tr": "row", "td": "cell"}
_SPANS_ROWS = re.compile(r"\srowspan=\"?(?!1\b)\d")
_SPANS_COLUMNS = re.compile(r"\scolspan=\"?(\d{1,3})")
_CLASS = re.compile(r"(\sclass=\")")
_ROLE = re.compile(r"\srole=")
_ROW_HEADER = re.compile(r"\sscope=\"row\"")
_TAG = re.compile(r"<[^>]*>")


@dataclass
class _Table:
    """A table: its tags, the texts of its head by rows, and the cells of its other rows."""

    start: re.Match[str]
    parts: list[re.Match[str]] = field(default_factory=list)
    heads: list[list[str]] = field(default_factory=list)
    rows: list[list[re.Match[str]]] = field(default_factory=list)
    spans: bool = False
    is_alone: bool = True
    in_head: bool = False

    def meet(self, element: str, tag: re.Match[str], page: str) -> None:
        """Take note of a tag within it."""
        if element == "thead":
            self.in_head = not tag["end"]
        elif element == "tr" and not tag["end"]:
            (self.heads if self.in_head else self.rows).append([])
        elif element in {"td", "th"}:
            self._meet_cell(tag, page)
        if not tag["end"] and (element in _ROLES or element == "th"):
            self.parts.append(tag)

    def _meet_cell(self, tag: re.Match[str], page: str) -> None:
        spans = _SPANS_ROWS.search(tag[0]) or (self.in_head and _span(tag) > 1)
        self.spans = self.spans or bool(spans)
        if self.in_head and tag["end"]:
            self.heads[-1].append(_plain(page[self.parts[-1].end() : tag.start()]))
        elif not self.in_head and not tag["end"]:
            self.rows[-1].append(tag)


def with_cards(page: str, name: str, lang: str) -> str:
    """The page with the labels and roles of its tables; `name` is its file's, for messages.

    `lang` is of the words in which a table says the ends of ranges, and of what both together are called.
    """
    changes = [change for table in _tables(page, name) for change in _of_table(table, lang)]
    parts, done = [], 0
    for start, end, text in sorted(changes):
        parts += [page[done:start], text]
        done = end
    return "".join([*parts, page[done:]])


def _tables(page: str, name: str) -> Iterator[_Table]:
    """Each table that is in no other and has no other in it."""
    table: _Table | None = None
    for tag in tags(name, page):
        element = tag["name"].lower()
        if table is None:
            table = _Table(tag) if element == "table" else None
        elif element == "table" and tag["end"]:
            if table.is_alone:
                yield table
            table = None
        elif element == "table":
            table.is_alone = False
        else:
            table.meet(element, tag, page)


def _of_table(table: _Table, lang: str) -> Iterator[tuple[int, int, str]]:
    """What is to be put where: roles in each table, names of columns where its rows can be cards."""
    head = table.heads[0] if len(table.heads) == 1 else []
    are_cards = not table.spans and len(head) >= FEWEST and all(sum(map(_span, row)) == len(head) for row in table.rows)
    found = table.start
    role = "" if _ROLE.search(found[0]) else ' role="table"'
    start = found[0].replace("<table", f"<table{role}", 1)
    if are_cards:
        classed = _CLASS.sub(r"\1cards ", start, count=1)
        start = classed if classed != start else start.replace("<table", '<table class="cards"', 1)
    yield *found.span(), start
    columns = {cell.start(): _columns(row, place) for row in table.rows for place, cell in enumerate(row)}
    called = range_called(head, lang)
    for tag in table.parts:
        place, column = tag.start() + len(f"<{tag['name']}"), columns.get(tag.start())
        named = _named(head, *column, called) if are_cards and column else ""
        label = f' data-label="{escape(named)}"' if named else ""
        yield place, place, _role(tag, is_in_head=column is None) + label


def _span(cell: re.Match[str]) -> int:
    """How many columns a cell reaches over."""
    found = _SPANS_COLUMNS.search(cell[0])
    return int(found[1]) if found else 1


def _columns(row: Sequence[re.Match[str]], place: int) -> tuple[int, int]:
    """The first column of a row's cell, and the one after its last."""
    first = sum(map(_span, row[:place]))
    return first, first + _span(row[place])


def _named(head: Sequence[str], first: int, end: int, range_called: str) -> str:
    """What a card calls a cell: its column, or the first and the last of them; nothing of what names the card.

    A cell over the columns of both ends, which says why there are none, is called as a range is.
    """
    if first == 0:
        return ""
    if range_called and slice(first, end) == ENDS:
        return range_called
    return "–".join(filter(None, dict.fromkeys((head[first], head[end - 1]))))


def _role(tag: re.Match[str], *, is_in_head: bool) -> str:
    """The role of a part of a table, where it has none."""
    if _ROLE.search(tag[0]):
        return ""
    header = "columnheader" if is_in_head and not _ROW_HEADER.search(tag[0]) else "rowheader"
    return f' role="{_ROLES.get(tag["name"].lower(), header)}"'


def _plain(text: str) -> str:
    return " ".join(unescape(_TAG.sub("", text)).split())
