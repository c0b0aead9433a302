"""What it costs to draw a page, found from its instructions before any library follows them.

A library keeps each thing that a page draws: some hundred bytes for a letter or a rectangle. So a few kilobytes,
unpacked, can fill a computer's memory; what is drawn is counted here, by one look at the text of the instructions.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

OPENING = 64
"""What it costs, in bytes of instructions, to open a stream of them."""
_OF_A_DRAWING = 4
"""How many things that a library keeps a drawing is as large as, without what is drawn in it."""
_PER_THING = 100
"""Marks that are open at once take as much as a thing when so many of them stand before each other."""
_DEEPEST_STRING = 5  # brackets that may stand in each other within a text

_TEXT = re.compile(rb"\((?:[^\\()]|\\.)*+\)", re.DOTALL)
_ESCAPED = re.compile(rb"\\(?:[0-7]{1,3}|.)", re.DOTALL)
_UNUSUAL = re.compile(rb"[()%\\]")
_CODES = re.compile(rb"<[0-9A-Fa-f\s]*+>")
_BEFORE, _AFTER = rb"(?<![^\s/\]>)])", rb"(?![^\s/\[<(%])"
_THINGS = re.compile(_BEFORE + rb"(?:Tj|TJ|'|\"|f\*?|F|S|s|B\*?|b\*?|n|sh|q)" + _AFTER)
_DRAWINGS = re.compile(_BEFORE + rb"(?:Do|BI)" + _AFTER)
_MARKS = re.compile(_BEFORE + rb"(?:B(?:MC|DC)|(EMC))" + _AFTER)


class Cost(NamedTuple):
    """Bytes of instructions, and things that are drawn by them: letters, lines, areas, drawings."""

    size: int
    things: int

    def and_of(self, other: Cost, count: int = 1) -> Cost:
        """Together with so many of another."""
        return Cost(self.size + count * other.size, self.things + count * other.things)

    def exceeds(self, most: Cost) -> bool:
        """Whether it is more than that in either."""
        return self.size > most.size or self.things > most.things


NOTHING = Cost(0, 0)


@lru_cache(maxsize=32)  # a print is read before it is sealed and after, with the same drawings
def cost_of(content: bytes, drawing: Cost = NOTHING) -> Cost:
    """What the instructions come to at most, when each drawing that they use costs what `drawing` says."""
    bare, shown = content, 0
    for pattern, of_a_letter in ((_TEXT, 1),) * _DEEPEST_STRING + ((_CODES, 2),):
        before = len(bare)
        bare, count = pattern.subn(b" ", bare)
        shown += (before - len(bare) - count) // of_a_letter
    is_plain = not _UNUSUAL.search(bare)
    if is_plain:
        shown -= len(content) - len(_ESCAPED.sub(b"-", content))  # three digits and a sign are one letter
    else:  # a text or a note may hide where another ends: as if all were letters
        shown += len(content)
    used = sum(1 for _ in _DRAWINGS.finditer(content))
    depth = _deepest(bare, is_plain=is_plain)
    things = shown + sum(1 for _ in _THINGS.finditer(bare)) + _OF_A_DRAWING * used + depth * depth // _PER_THING
    return Cost(len(content), things).and_of(drawing, used)


def _deepest(bare: bytes, *, is_plain: bool) -> int:
    """How many marks are open at once, at most; a library keeps, for each, all that are open then."""
    depth = deepest = 0
    for mark in _MARKS.finditer(bare):
        depth = max(0, depth - is_plain) if mark[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest
