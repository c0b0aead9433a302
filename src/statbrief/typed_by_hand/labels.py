"""What the data and the functions of a brief call things, as typed: labels of figures, datasets and checks.

Of these the periods alone are looked for: a label that typed one would be of another month when its row is.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Collection, Iterator
from itertools import accumulate
from typing import Any

from statbrief.typed_by_hand.docstrings import docstrings_in, seen_text
from statbrief.typed_by_hand.inlines import Seen

OF_LABELS = ("figure", "dataset", "check")
_PARAGRAPH = re.compile(r"\n\s*\n")


def read_rows(text: str, kinds: Collection[str] = ()) -> Seen:
    """The labels in the CSV `text` of reported figures, or of `kinds` in a file of labels; nothing of no table."""
    seen = Seen()
    for row, start, end in rows_of(text):
        if kinds and str(row.get("kind")).strip() not in kinds:
            continue
        cell = str(row.get("text" if kinds else "label") or "").replace('"', '""')
        place = text.rfind(cell, start, end) if kinds else text.find(cell, start, end)
        if cell and place >= 0:
            seen_text(seen, cell, place, owner=str(row.get("id")).strip())
    return seen


def rows_of(text: str) -> Iterator[tuple[dict[str, Any], int, int]]:
    """The rows of the CSV `text` by their columns, each with where it starts and ends; none of what is no table."""
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    lines = text.splitlines(keepends=True)
    starts = list(accumulate((len(line) for line in lines), initial=0))
    done = 1
    try:
        for row in reader:
            yield row, starts[done], starts[reader.line_num]
            done = reader.line_num
    except csv.Error:
        return  # the analysis says what is wrong with it


def read_function_labels(text: str) -> Seen:
    """The first paragraphs of the docstrings of the public functions in the source `text`."""
    seen = Seen()
    for node, source, origin in docstrings_in(text):
        seen_text(seen, _PARAGRAPH.split(source)[0], origin, owner=node.name)
    return seen


def read_dataset_titles(text: str) -> Seen:
    """The titles of the datasets that the package in `text` describes; nothing when it is no JSON."""
    seen = Seen()
    try:
        resources = json.loads(text)["resources"]
        titles = [(str(each["name"]), str(each["title"])) for each in resources if "title" in each]
    except (ValueError, TypeError, KeyError, RecursionError):
        return seen  # the analysis says what is wrong with it
    for name, title in titles:
        written = {json.dumps(title), json.dumps(title, ensure_ascii=False)}
        place = max(text.find(f'"title": {each}') for each in written)
        if place >= 0:
            seen_text(seen, title, place + len('"title": "'), owner=name)
    return seen
