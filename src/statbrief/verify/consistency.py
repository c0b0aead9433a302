"""What a record says in two places, held against each other: its title, its files, what its charts are drawn from."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

from statbrief.arithmetic.stated import AS_STATED
from statbrief.record.shape import PublishedFigure, PublishedRecord
from statbrief.verify.readable import Wrong, short

_TITLE = "[title] "


def contradictions(record: PublishedRecord) -> Iterator[Wrong]:
    """Where parts of the record do not fit each other."""
    yield from _mistitled(record)
    rested_on = itertools.chain(record["attached"].values(), record["datasets"].values())
    for file in sorted({each["file"] for each in rested_on} - record["files"].keys()):
        yield f"file {file}", "is not among those that the record says the brief was made from", ""
    yield from _mismarked(record["figures"])
    known = record["figures"].keys() | record["datasets"].keys()
    for name, chart in record["charts"].items():
        for each in dict.fromkeys(chart["inputs"]):
            if each not in known:
                yield f"chart {name}", f"its input {short(each)} is no figure or dataset of the record", ""


def _mismarked(figures: Mapping[str, PublishedFigure]) -> Iterator[Wrong]:
    """Where a figure does not say which of the numbers behind it are as stated, without a range."""
    as_stated = {name for name, figure in figures.items() if figure.get("rounded_to") == AS_STATED}
    for name, figure in figures.items():
        if "stated" in figure:
            continue
        said, known = figure.get("as_stated", []), [each for each in figure["reported"] if each in as_stated]
        if list(said) != known:
            found = f"is said to rest on {short(', '.join(said) or 'nothing')} as stated"
            yield f"figure {name}", found, f"it rests on {short(', '.join(known) or 'nothing')} as stated"


def _mistitled(record: PublishedRecord) -> Iterator[Wrong]:
    """Where the title that is shown is not the record's; a print may write its own with other signs than the page."""
    texts = (record["pages"][each]["text"] for each in ("html", "pdf") if each in record["pages"])
    titles = (piece.removeprefix(_TITLE) for piece in itertools.chain(*texts) if piece.startswith(_TITLE))
    title = next(titles, record["title"])
    if title != record["title"]:
        yield "title", f"is {short(title)}", f"the record has {short(record['title'])}"
