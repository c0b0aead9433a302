"""Columns that are texts, but nearly numbers: with a word beside each, such as 2.2m, or with a few that are none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from statbrief.new_brief.numbers import numbers_in

_WORDED = re.compile(r"[-+]?\W{0,3}[0-9][0-9.,'\u00a0\u202f ]*(?P<word>\W?[^\W\d_][^0-9]{0,11})")
_WRITE = "write plain numbers, and the scale as part of the unit"
_MISSING = "if it says that there is none, declare it in missingValues, and type and unit"
_MOST_OTHERS = 2
_SHOWN = 3


def why_no_numbers(values: Sequence[str], delimiter: str) -> str:
    """Why texts that look like numbers are read as texts; nothing of those that do not.

    >>> why_no_numbers(["2.2m", "900k"], ",")
    'is text, for its cells say k, m beside their numbers; write plain numbers, and the scale as part of the unit'
    >>> why_no_numbers(["in EUR", "1.5", "2.5", "3"], ",")
    'is text, for in EUR is no number; if it says that there is none, declare it in missingValues, and type and unit'
    """
    texts = [*dict.fromkeys(values)]
    found = {each: match for each in texts if (match := _WORDED.fullmatch(each))}
    words = sorted({match["word"].strip() for match in found.values()})
    is_worded = 2 * len(found) > len(texts) and len(words) <= _SHOWN
    if is_worded and all(each in found or numbers_in([each], delimiter) for each in texts):
        said = ", ".join(words)
        return f"is text, for its cells say {said} beside their numbers; {_WRITE}"
    others = [*islice((each for each in texts if numbers_in([each], delimiter) is None), _MOST_OTHERS + 1)]
    if 0 < len(others) <= _MOST_OTHERS and len(texts) > 2 * len(others):
        return f"is text, for {' and '.join(others)} is no number; {_MISSING}"
    return ""
