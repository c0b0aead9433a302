"""Characters that are no letters: which of them no text may hold, and which no line that is printed."""

from __future__ import annotations

import re

_CONTROLS = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # of Unicode's C0 and C1, but for tabs and ends of lines
_DIRECTIONS = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_ENDS = r"\u2028\u2029"  # of lines, for some programs alone
_NONE = r"\ud800-\udfff"  # halves of characters, which no file can hold

CONTROL = re.compile(rf"[{_CONTROLS}]")
"""Control characters: what some programs show, some leave out, and some obey."""
DIRECTION = re.compile(rf"[{_DIRECTIONS}]")
"""Marks that turn the direction of reading: what a person reads is then not what the program does."""
TURNED = re.compile(r"[\u202d\u202e]")
"""Marks that turn letters and digits of any script round: 12 is then read as 21. No word of any language wants them."""
NOT_IN_TABLES = re.compile(rf"[{_CONTROLS}{_ENDS}\ufffe\uffff]")
"""What no cell of a table may hold: controls, line ends that only some programs take for such, and no characters."""
STEERING = re.compile(rf"[\t\n\r{_CONTROLS}{_DIRECTIONS}{_ENDS}{_NONE}]")
"""What would make a terminal, or whatever shows a line, do something else than show it."""

_SHOWN = "\ufffd"


def printable(text: str) -> str:
    r"""The text as one line that can be printed: one space for any white space, and a sign for what would steer.

    >>> printable("a  red\x1b[31m\nword")
    'a red�[31m word'
    """
    return STEERING.sub(_SHOWN, " ".join(text.split()))


def printable_name(text: str) -> str:
    """The same of a file's name, whose spaces are its own."""
    return STEERING.sub(_SHOWN, text)


def printable_lines(text: str) -> str:
    """The same of several lines, each with its spaces."""
    return "\n".join(map(printable_name, text.split("\n")))
