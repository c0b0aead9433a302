"""Whether a published copy holds: its arithmetic, the files inside it, and every number that a reader of it sees.

Nothing but the copy is needed, and nothing of it is run. That it holds says that the copy is consistent in itself, not
who made it: for that, compare the record's SHA-256 with the one that its publisher posted.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from types import ModuleType

from statbrief.characters import printable
from statbrief.copies.copy import Copy
from statbrief.errors import CopyError, Fault, Place
from statbrief.record import published
from statbrief.record.record_types import PublishedRecord
from statbrief.table_schema.open_questions import OpenQuestion
from statbrief.verify import forms, version2
from statbrief.verify.answers import answers_of, is_same
from statbrief.verify.arithmetic import LONGEST_NUMBER, Recomputed, recompute
from statbrief.verify.attachments import inside, mismatches
from statbrief.verify.consistency import contradictions
from statbrief.verify.leading import altered, is_number_of
from statbrief.verify.number_signs import UnknownLanguageError, speech
from statbrief.verify.origins import misplaced
from statbrief.verify.outside import left_out, told
from statbrief.verify.readable import Wrong, short
from statbrief.verify.remade_checks import remade
from statbrief.verify.report import Verification, lines_of, lines_of_answers
from statbrief.verify.revised import misshown
from statbrief.verify.tables import has_cell, misheaded, tables_of
from statbrief.verify.text import differences, numbers

MOST_TOLD = 50
"""Faults of one kind that are told one by one."""
_PIECES = {"html": ("block", "block"), "pdf": ("page", "part")}


def verify(copy: Copy, posted: str = "") -> Verification:
    """Prove what the copy says; `posted` is the SHA-256 of the record that its publisher named, if it is known.

    Raises `CopyError` for a record that cannot be read; all else that is wrong is among the faults.
    """
    wrong_with_it = tuple(faults(copy))
    record, proved = _read(copy.record).record, _prove(copy.record)
    found = (*_of_another(copy, posted), *_of_a_draft(record, copy.name), *wrong_with_it)
    files, wrong = inside(record, copy.attached), {fault.what for fault in found}
    lines, found_again = lines_of(record, proved.recomputed, files, wrong)
    answers, standing = lines_of_answers(record, files, wrong)
    return Verification(
        name=copy.name,
        format=copy.format,
        lines=lines,
        answers=answers,
        faults=found,
        evaluated=found_again,
        standing=standing,
        checks=proved.checks,
        files=sum(
            name in copy.attached and published.sha256(copy.attached[name]) == each["sha256"]
            for name, each in record["attached"].items()
        ),
        numbers=sum(len(numbers(piece)) for piece in copy.text),
        sha256=published.sha256(copy.record),
        outside=tuple(map(printable, told(record, copy))),
        given=sum(file in copy.attached for file in left_out(record)),
    )


def _of_another(copy: Copy, posted: str) -> Iterator[Fault]:
    """That the record is another one than the publisher's, in a copy that may be consistent in itself."""
    if posted and posted != (own := published.sha256(copy.record)):
        yield Place(copy.name).fault("record", f"its SHA-256 is {own}", f"the one that was posted is {short(posted)}")


def _of_a_draft(record: PublishedRecord, name: str) -> Iterator[Fault]:
    """What is wrong with a draft, which is consistent in itself: nobody has said yet what its numbers are."""
    if left := record.get("open"):
        first, more = OpenQuestion(**left[0]), f", and {len(left) - 1} more" if left[1:] else ""
        found = f"it has open questions: {first.place}: {first.what}: {first.found}{more}"
        yield Place(name).fault("draft", found, "answer them in the data, and build it again")


def faults(copy: Copy) -> Iterator[Fault]:
    """What is wrong with the copy, as it is found; that it is a draft is not among it.

    Raises `CopyError` for a record that cannot be read.
    """
    for what, found, wanted in _wrong(copy):
        yield Place(copy.name).fault(what, found, wanted)


def _wrong(copy: Copy) -> Iterator[Wrong]:
    try:
        read = _read(copy.record)
    except CopyError as error:
        raise CopyError(replace(fault, file=copy.name) for fault in error.faults) from error
    yield from read.wrong
    yield from _prove(copy.record).wrong
    if copy.format != "json" or copy.attached:
        yield from _first(mismatches(read.record, copy.attached, copy.types))
    if copy.format != "json":
        yield from _first(_misread(read.record, copy))
        yield from _misspoken(read.record, copy)
        yield from _mislooked(read.record, copy)


def _misspoken(record: PublishedRecord, copy: Copy) -> Iterator[Wrong]:
    """Where a number, a row or a table of a page says something else than the record has of it, in its language."""
    try:
        speech(record["lang"])
    except UnknownLanguageError:  # which was said where the texts of the record are
        return
    yield from _first(_mislinked(record, copy))
    yield from _first(altered(record, copy))
    yield from _first(misplaced(record, copy))
    yield from _first(misheaded(record, copy.text, copy.rows))
    yield from _first(misshown(record, copy) if copy.format == "html" else ())


@dataclass(frozen=True)
class _Read:
    """A record, and where its text is not what its build wrote."""

    record: PublishedRecord
    wrong: tuple[Wrong, ...]


@dataclass(frozen=True)
class _Proved:
    """What came of proving a record by itself."""

    recomputed: Recomputed
    checks: int
    wrong: tuple[Wrong, ...]


@lru_cache(maxsize=1)  # the page and the print of one build carry the same record
def _read(text: bytes) -> _Read:
    record = published.read(text, "")
    return _Read(record, tuple(_first(_unsealed(record, text))))


@lru_cache(maxsize=1)
def _prove(text: bytes) -> _Proved:
    record = _read(text).record
    recomputed = recompute(record)
    checks, failing = remade(record)
    kinds = (recomputed.wrong, failing, contradictions(record), _untrue(record))
    return _Proved(recomputed, checks, tuple(wrong for kind in kinds for wrong in _first(kind)))


def _first(wrong: Iterable[Wrong]) -> Iterator[Wrong]:
    """The first of many faults, and that there are more."""
    each = iter(wrong)
    yield from itertools.islice(each, MOST_TOLD)
    if (last := next(each, None)) is not None:
        yield last[0], "and more of the kind", ""


def _unsealed(record: PublishedRecord, text: bytes) -> Iterator[Wrong]:
    """Where the record's text is not what its build wrote."""
    broken = published.broken(record)
    for pointer in broken:
        yield "record", f"{short(pointer)} is not as it was sealed", ""
    if not broken and (written := published.written(record)) != text:
        lines = itertools.zip_longest(written.splitlines(), text.splitlines())
        line = next((place for place, (one, other) in enumerate(lines, start=1) if one != other), 1)
        wanted = "its parts are as they were sealed; another program wrote it anew"
        yield "record", f"line {line} is not written as a build writes it", wanted


def _rules(record: PublishedRecord) -> ModuleType:
    """How the texts of a record of its version are read back."""
    return version2 if record["version"] == published.EARLIER else forms


def _untrue(record: PublishedRecord) -> Iterator[Wrong]:
    """Where a text says something else of a figure than what it is."""
    for name, figure in record["figures"].items():
        if "stated" in figure and len(figure["stated"]) > LONGEST_NUMBER:
            continue  # which has been said
        for form, text in figure["texts"].items():
            try:
                problem = _rules(record).problem_of(figure, form, text, record["lang"])
            except UnknownLanguageError as error:
                yield "record", f"its texts cannot be read: {error}", ""
                return
            if problem:
                yield f"figure {name}", f"its {form}, {short(text)}, {problem}", ""


def _misread(record: PublishedRecord, copy: Copy) -> Iterator[Wrong]:
    """Where the text shows something else than the record says it does."""
    page = record["pages"].get(copy.format)
    if page is None:
        yield "text", "the record says nothing of it", f"it knows {', '.join(sorted(record['pages'])) or 'no page'}"
    elif list(page["text"]) != list(copy.text):
        owners: dict[str, list[str]] = {}
        for name, figure in record["figures"].items():
            for text in figure["texts"].values():
                for each in numbers(text):
                    owners.setdefault(each, []).append(name)
        yield from differences(page["text"], copy.text, _PIECES[copy.format], owners)


def _mislinked(record: PublishedRecord, copy: Copy) -> Iterator[Wrong]:
    """Where a number that leads to a figure is not that figure's."""
    answers, tables = answers_of(record), tables_of(record)
    for name, shown in dict.fromkeys(copy.numbers):
        if name in tables:
            if not has_cell(record, tables[name], shown):
                yield f"table {name}", f"{short(shown)} leads to it", "none of its cells in the record says that"
            continue
        figure = record["figures"].get(name)
        if figure is None and name in answers:
            if not any(is_same(text, shown) for text in answers[name]["texts"].values()):
                yield f"answer {name}", f"{short(shown)} leads to it", "none of its texts in the record says that"
        elif figure is None:
            yield f"figure {short(name)}", f"{short(shown)} leads to it, and the record does not know it", ""
        elif not any(
            is_number_of(figure, form, shown, record["lang"])
            for form in figure["texts"]
            if _rules(record).is_judged(form)
        ):
            yield f"figure {name}", f"{short(shown)} leads to it", "none of its texts in the record says that"


def _mislooked(record: PublishedRecord, copy: Copy) -> Iterator[Wrong]:
    page = record["pages"].get(copy.format)
    if page is not None and page["looks"] != copy.looks:
        yield "looks", "something other than text was changed: drawing, style, markup or links", ""
