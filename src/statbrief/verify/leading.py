"""Numbers of a page that lead to a figure: each is the number of one of its texts, and nothing beside it alters it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from statbrief.copies.copy import Around, Copy
from statbrief.record.figure_types import PublishedFigure
from statbrief.record.record_types import PublishedRecord
from statbrief.verify.answers import answers_of
from statbrief.verify.asked import taken_apart
from statbrief.verify.forms import LONGEST
from statbrief.verify.number_signs import Speech, marked, speech
from statbrief.verify.readable import Wrong, short
from statbrief.verify.tables import tables_of

_LONGER_BEFORE, _LONGER_AFTER = re.compile(r"(?<!\w)[0-9]+[.,]?$|[0-9]$"), re.compile(r"[.,]?[0-9]")
_MINUS = re.compile(r"(?<![\w)\]])[-\u2212]$")
_WORD_BEFORE, _WORD_AFTER = re.compile(r"\w$"), re.compile(r"\w")
_DIGIT = re.compile(r"[0-9]")
_STRIKING = ("Mn", "Me")
"""Marks that are drawn over the sign before them."""


def is_number_of(figure: PublishedFigure, form: str, shown: str, lang: str) -> bool:
    """Whether what a page shows is the number of the figure's text in a form, with its sign, its share and its size.

    Of a range that is both its ends. Raises `UnknownLanguageError`.
    """
    spoken, text = speech(lang), figure["texts"][form]
    if not shown or len(text) > LONGEST:
        return False
    text, shown = (marked(each, figure["unit"], spoken.words) for each in (text, shown))
    spans = list(_numbers(text, figure, spoken))
    asked = taken_apart(form)
    is_range = asked is not None and asked.name.endswith("range")
    return any(_is_whole(text, place, spans, is_range=is_range) for place in _places(text, shown))


def _places(text: str, shown: str) -> Iterator[tuple[int, int]]:
    """Where the text has what is shown."""
    start = text.find(shown)
    while start >= 0:
        yield start, start + len(shown)
        start = text.find(shown, start + 1)


def _numbers(text: str, figure: PublishedFigure, spoken: Speech) -> Iterator[tuple[int, int]]:
    """Where the numbers of a text are; its unit, which may begin with a word for a size, has none of them."""
    units = tuple(unit for unit in (figure.get("unit_text"), figure.get("unit_one")) if unit)
    for found in spoken.pattern.finditer(text):
        is_of_unit = found["word"] is not None and text.startswith(units, found.start("word"))
        yield found.start(), found.end("digits") if is_of_unit else found.end()
        if text[found.end("digits") :].strip() in units or is_of_unit:
            return


def _is_whole(text: str, place: tuple[int, int], spans: list[tuple[int, int]], *, is_range: bool) -> bool:
    """Whether a part of a text cuts through no number and no word, and has all numbers of a range.

    Digits that are none of its numbers are those of its unit.
    """
    start, end = place
    within = [start <= low and high <= end for low, high in spans]
    if any(low < end and start < high for (low, high), inside in zip(spans, within, strict=True) if not inside):
        return False
    if (is_range and not all(within)) or (_DIGIT.search(text[start:end]) and not any(within)):
        return False
    cuts = [(_LONGER_BEFORE, _LONGER_AFTER)] if text[start:end][-1:].isdigit() else [(_WORD_BEFORE, _WORD_AFTER)]
    return not any(before.search(text[:start]) or after.match(text[end:]) for before, after in cuts)


def altered(record: PublishedRecord, copy: Copy) -> Iterator[Wrong]:
    """Where a number that leads to a figure is made another one by what stands beside it, or is said of it."""
    known: Mapping[str, Mapping[str, Any]] = {
        "table": tables_of(record), "answer": answers_of(record), "figure": record["figures"],
    }  # fmt: skip
    kinds = {name: kind for kind, names in known.items() for name in names}
    for each in dict.fromkeys(copy.around):
        if each.figure in kinds and (beside := _beside(each)):
            yield (
                f"{kinds[each.figure]} {each.figure}",
                f"{short(each.shown)} stands beside {short(beside)}",
                ("which makes another number of it"),
            )
    for name, key, text in dict.fromkeys(copy.hints):
        if name in kinds:
            yield f"{kinds[name]} {name}", f"its number has the {key} {short(text)}", "its origin is all that it says"
    for name in dict.fromkeys(copy.elsewhere):
        if name in kinds:
            yield f"{kinds[name]} {name}", "its place in the page is no row of where the numbers come from", ""


def _beside(each: Around) -> str:
    """What makes another number of one, directly before or after it; nothing where nothing does."""
    before, after = each.before, each.after
    if not each.shown[:1].isalpha() and (found := _LONGER_BEFORE.search(before) or _MINUS.search(before)):
        return found[0]
    if each.shown[-1:].isdigit() and (found := _LONGER_AFTER.match(after)):
        return found[0]
    return after[0] if after and unicodedata.category(after[0]) in _STRIKING else ""
