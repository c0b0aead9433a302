r"""Where formulas stand in prose: between dollar signs, as pandoc finds them.

>>> spans("It is $x = 1$, and costs $5 or $6.")
([(6, 13)], False)
>>> spans("over $$ a")
([(5, 9)], True)
"""

from __future__ import annotations

import re

_DISPLAY = "$$"
_FORMULA = re.compile(
    r"\\."  # an escaped sign, which begins nothing
    r"|(?P<display>\$\$(?:\\.|[^\\$]|\$(?!\$))*(?:\$\$|$))"
    r"|(?P<inline>\$(?![\s$])(?:\\.|[^\\$])*(?<!\s)\$(?![0-9]))",
    re.DOTALL,
)


def spans(line: str, *, is_open: bool = False) -> tuple[list[tuple[int, int]], bool]:
    """The formulas of a line without its code, and whether the last goes on in the next line.

    `is_open` tells that one that stands by itself goes on in this line; a line without words ends it.
    """
    found, start = [], 0
    if is_open:
        end = line.find(_DISPLAY)
        if end < 0:
            return [(0, len(line))], bool(line.strip())
        found, start = [(0, end + len(_DISPLAY))], end + len(_DISPLAY)
    for match in _FORMULA.finditer(line, start):
        if match.lastgroup:
            found.append(match.span())
    last = line[found[-1][0] : found[-1][1]] if found and found[-1][1] == len(line) else ""
    is_short = len(last) < 2 * len(_DISPLAY)
    return found, last.startswith(_DISPLAY) and (is_short or not last.endswith(_DISPLAY))
