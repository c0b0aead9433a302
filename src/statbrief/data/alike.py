"""Texts of a column that nobody can tell apart by looking, and that are not the same: to pandas they are two names.

An é of one character and one of two, a blank that does not break, a mark without width: such come from other programs
and other machines, from one month to the next. What is summed of the one then lacks the other, without a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from statbrief.data.columns import Column
from statbrief.errors import Fault, Place
from statbrief.table_schema.fields import TEXTS
from statbrief.table_schema.keys import TypedRow

_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
"""Characters that take no room, and change no letter beside them."""


def as_seen(text: str) -> str:
    r"""A text as people see it: letters composed, one space for any blank, nothing of what cannot be seen.

    >>> as_seen("cafe\u0301\u00a0 du\u200b Nord") == "café du Nord"
    True
    """
    if text.isascii():
        return " ".join(text.split())
    return " ".join(_UNSEEN.sub("", unicodedata.normalize("NFC", text)).split())


def are_alike(texts: Iterable[str]) -> bool:
    """Whether two of some different texts look the same."""
    known = {*texts}
    return len({*map(as_seen, known)}) < len(known)


def are_texts(column: Column) -> bool:
    """Whether the cells of a column are names or other texts, and stand for nothing else."""
    return column.form.kind in TEXTS


def alike_faults(rows: Sequence[TypedRow], columns: Mapping[str, Column], path: str) -> Iterator[Fault]:
    """Faults of cells that look like another of their column and are another text: each such text once."""
    for name in (name for name, each in columns.items() if are_texts(each)):
        lines: dict[str, int] = {}
        for row in rows:
            if row.texts.get(name):
                lines.setdefault(row.texts[name], row.line)
        first: dict[str, str] = {}
        for text, line in lines.items():
            other = first.setdefault(as_seen(text), text)
            if other != text:
                found = f"'{text}' looks like that of line {lines[other]}, and differs by {_apart(other, text)}"
                yield Place(path, line).fault(name, found, "write both in the same characters")


def _apart(one: str, other: str) -> str:
    """The characters that only one of two texts has, or has more often, by their names."""
    found = {each: one.count(each) - other.count(each) for each in one + other}
    odd = [each for each, more in found.items() if more and not each.isalnum()] or [
        each for each, more in found.items() if more
    ]
    named = sorted(unicodedata.name(each, f"U+{ord(each):04X}") for each in odd)
    return " and ".join(dict.fromkeys(named)) or "the order of its marks"
