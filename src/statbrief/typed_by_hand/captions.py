"""What a brief's labels in another language say of its charts: captions, text alternatives and words, as typed.

Like the docstrings that they stand for, they write figures in braces and mark what is meant to be typed.
"""

from __future__ import annotations

from statbrief.typed_by_hand.inlines import Seen
from statbrief.typed_by_hand.labels import read_rows

KINDS = ("caption", "alternative", "chart", "table", "note")


def read_captions(text: str) -> Seen:
    """What the captions, text alternatives and words of charts in the CSV `text` show; nothing when it is no table."""
    return read_rows(text, KINDS)
