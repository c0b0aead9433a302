"""Words that run together with what comes after them: de and el are del, and an article stands once."""

from __future__ import annotations

import re
from collections.abc import Sequence


def run_together(word: str, text: str, contractions: Sequence[tuple[str, str]]) -> str:
    """A word and what follows it, as a language with these contractions has them."""
    said = f"{word} {text}"
    for pattern, instead in contractions:
        if (found := re.search(pattern, said)) and found.start() <= len(word):
            said = re.sub(pattern, instead, said, count=1)
    return said
