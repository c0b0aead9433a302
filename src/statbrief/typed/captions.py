"""What a brief's labels in another language say of its charts: captions, text alternatives and words, as typed.

Like the docstrings that they stand for, they write figures in braces and mark what is meant to be typed.
"""

from __future__ import annotations

import csv
import io
from itertools import accumulate

from statbrief.typed.docstrings import add_text
from statbrief.typed.inlines import Seen

KINDS = ("caption", "alternative", "chart", "table", "note")


def read_captions(text: str) -> Seen:
    """What the captions, text alternatives and words of charts in the CSV `text` show; nothing when it is no table."""
    seen = Seen()
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    lines = text.splitlines(keepends=True)
    starts = list(accumulate((len(line) for line in lines), initial=0))
    done = 1
    try:
        for row in reader:
            start, end = starts[done], starts[reader.line_num]
            done = reader.line_num
            cell = str(row.get("text") or "").replace('"', '""')
            place = text.rfind(cell, start, end)
            if str(row.get("kind")).strip() in KINDS and cell and place >= 0:
                add_text(seen, cell, place)
    except csv.Error:
        return seen  # the analysis says what is wrong with it
    return seen
