"""What every companion is held to before it is published: each number in it is one that the record has.

A companion is read back from its own file, and what stands there is compared with the record, not with what was meant
to be written. A number in a text must stand in a text of the record, or in what the brief says of itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from math import isfinite
from typing import Any

from statbrief.companions.edition import Edition
from statbrief.errors import OURS, Fault, Place
from statbrief.record.figure_types import PublishedFigure
from statbrief.record.published import is_rounding_known

_NUMBER = re.compile(r"\d+(?:[.,'’\u00a0\u202f]\d+)*")
_HASH = re.compile(r"\b[0-9a-f]{16,}\b|\bSHA-?256\b", re.IGNORECASE)
_OF_THE_BUILD = frozenset(
    {"attached", "build", "exact", "factors", "files", "known_to", "line", "looks", "made_with", "scale", "seal"}
)
"""Parts of a record whose numbers are none that anybody is told."""
_KEPT = 15
"""Digits that every spreadsheet keeps of a number; CSV and JSON keep all."""
_APART = Decimal("0.75")
"""Of a unit of the last of them: half of one, and a quarter, by which floats may lie aside of what their digits say."""


def is_same(found: float, wanted: float) -> bool:
    """Whether a number is the record's, as far as spreadsheets keep numbers.

    Less than a unit of the last digit that they keep may part them, and no rounding of both is compared: a number of
    which sixteen digits were written may be rounded to the other side of a half than the one that has seventeen.

    >>> is_same(0.3, 0.30000000000000004), is_same(70000.0, 70001.0)
    (True, False)
    >>> is_same(1.992551210428305, 1.9925512104283054)
    True
    """
    if found == wanted:
        return True
    if not (isfinite(found) and isfinite(wanted)):
        return False
    exact = Decimal(wanted)
    return abs(Decimal(found) - exact) <= _APART.scaleb(exact.adjusted() + 1 - _KEPT)


def wrong(file: str, where: str, what: str, found: str) -> Fault:
    """A fault of a companion: in which file, where in it, and what stands there."""
    return Place(file).fault(where, f"{what} {found}", OURS)


def parts_of(figure: PublishedFigure) -> tuple[float | None, float | None, float | None]:
    """The numbers that companions tell of a figure: its value and the ends of its range, None of one not known."""
    low, high = figure["range"] if is_rounding_known(figure) else (None, None)
    return figure["value"], low, high


def unknown_numbers(text: str, edition: Edition) -> Iterator[str]:
    """The numbers in a text that stand nowhere in the record, nor in what the brief says of itself; but for hashes."""
    known = _known(edition)
    yield from (found for found in _numbers(text, edition) if found not in known)


def _numbers(text: str, edition: Edition) -> list[str]:
    """The numbers in a text, but for the digits of hashes: of the build's mark, too, which is the start of one."""
    build = str(edition.record.get("build", ""))
    return _NUMBER.findall(_HASH.sub("", text.replace(build, "") if build else text))


@lru_cache(maxsize=2)
def _known(edition: Edition) -> frozenset[str]:
    """All numbers in the texts of a record, as it is published, and in what is told beside it."""
    texts = [*_texts(json.loads(edition.text)), edition.stem, *_said(edition)]
    return frozenset(number for text in texts for number in _numbers(text, edition))


def _said(edition: Edition) -> Iterator[str]:
    """What an edition tells beside its record."""
    front = edition.front
    yield from (
        front.kind,
        front.subtitle,
        front.author,
        front.date,
        front.publisher,
        front.contact,
        front.licence,
        front.next,
    )
    yield from (edition.day.isoformat(), edition.period.text if edition.period else "")
    yield from edition.references.values()
    yield from edition.captions.values()
    yield from (cell for row in edition.origins.values() for cell in row)
    yield from (headline.wording for headline in edition.headlines)


def _texts(value: object) -> Iterator[str]:
    """Every text of a record, with its names, and its numbers as Python writes them."""
    if isinstance(value, dict):
        mapping: Mapping[str, Any] = value
        for key, inner in mapping.items():
            if key not in _OF_THE_BUILD:
                yield key
                yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    elif value is not None:
        yield str(value)
