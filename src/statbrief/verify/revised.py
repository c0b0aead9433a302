"""What a record says to be revised since an earlier edition: that it is so as far as a copy tells, and shown as it is.

What is said now is held against the data inside. What was said before is not in the copy: for that there is the earlier
edition's record, whose SHA-256 this one names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from statbrief.copies.copy import Copy
from statbrief.record.figure_types import CellRecord
from statbrief.record.published import cell_of
from statbrief.record.record_types import PublishedRecord, RevisedRecord, RevisionsRecord
from statbrief.revisions.compare import goes_on
from statbrief.verify.number_signs import UnknownLanguageError, speech
from statbrief.verify.readable import Wrong, as_typed, short

_MINUS = "\N{MINUS SIGN}"
_TEXTS = 5
"""Of a row: what it is, its period, the number as it was, as it is, the difference."""
_BETWEEN_CELLS = re.compile(r" \|(?= |\Z)")
_LONGEST_PERIOD = 40
_MOST = 100_000
"""No edition has as many cells that are revised."""
_NOTHING: RevisionsRecord = {"cells": [], "came": [], "went": [], "marked": []}


def ill_told(record: PublishedRecord) -> Iterator[Wrong]:
    """Where what is revised does not fit the rest of the record, or its texts say something else."""
    cells = _revisions(record)["cells"]
    if len(cells) > _MOST:
        yield "record", f"has {len(cells)} revised cells", f"{_MOST} at most"
        return
    since = _revisions(record).get("since")
    if cells and since is None:
        yield "record", f"has {len(cells)} revised cells", "and no edition since which they are"
    if since and not _periods_said(record["lang"], since["period"]):
        yield "record", f"revisions are since an edition of {short(since['period'])}, which is no period", ""
    yield from _mismarked(record)
    for each in cells:
        what = _called(each)
        yield from ((what, found, wanted) for found, wanted in _unfitting(record, each))
        try:
            yield from ((what, found, wanted) for found, wanted in _untrue(record, each))
        except UnknownLanguageError as error:
            yield "record", f"its texts cannot be read: {error}", ""
            return


def marked_in(record: PublishedRecord) -> frozenset[str]:
    """The cells of tables that are marked as revised."""
    return frozenset(_revisions(record)["marked"])


def _mismarked(record: PublishedRecord) -> Iterator[Wrong]:
    """Where a cell of a table is marked, or not, against what its number was revised to be."""
    cells = {(each["dataset"], each["row"], each["column"]) for each in _revisions(record)["cells"]}
    marked = marked_in(record)
    for name, figure in record["figures"].items():
        if "." in name and (cell := cell_of(figure)) is not None:
            is_revised = (cell["dataset"], cell["row"], cell["column"]) in cells
            if is_revised != (name in marked):
                yield f"figure {name}", f"is {'not ' * is_revised}marked as revised", "and its number is" * is_revised
    for name in sorted(marked - record["figures"].keys()):
        yield f"figure {short(name)}", "is marked as revised, and no figure of the record", ""


def standing_revised(record: PublishedRecord) -> Iterator[tuple[str, CellRecord, str]]:
    """The revised cells of datasets, each with what it is called, its place, and the text that is to be there now."""
    for each in _revisions(record)["cells"]:
        if each["dataset"]:
            cell: CellRecord = {"dataset": each["dataset"], "row": each["row"], "column": each["column"]}
            yield _called(each), cell, each["new"]


def misshown(record: PublishedRecord, copy: Copy) -> Iterator[Wrong]:
    """Where a page's table of revisions has other rows than the record."""
    if "since" not in (told := _revisions(record)):
        return
    rows = _rows_shown(record, told["since"]["period"], copy)
    if rows is None:
        return
    listed = [(_plain(each["texts"]), each) for each in told["cells"] if "texts" in each]
    shown, wanted = Counter(rows), Counter(texts for texts, _ in listed)
    for texts, each in listed:
        if texts in wanted - shown:
            yield _called(each), "has no row in the table of revisions that says so", " | ".join(texts)
    counted = 0
    for texts in shown - wanted:
        if texts[2] or texts[3]:
            yield "revisions", f"the table has a row {short(' | '.join(texts))}", "the record knows nothing of it"
        elif numbers := speech(record["lang"]).numbers(texts[0]):
            counted += int(numbers[-1].value)
    of_numbers = sum(1 for each in told["cells"] if each["unit"] and "texts" not in each)
    if counted != of_numbers:
        yield "revisions", f"the table tells of {counted} others", f"the record has {of_numbers}"


def _revisions(record: PublishedRecord) -> RevisionsRecord:
    return record.get("revisions", _NOTHING)


def _called(each: RevisedRecord) -> str:
    return f"revision of {short(each['row'])}, {each['column']}" if each["dataset"] else f"revision of {each['row']}"


def _unfitting(record: PublishedRecord, each: RevisedRecord) -> Iterator[tuple[str, str]]:
    if each["old"] == each["new"]:
        yield f"is {short(each['new'])}, as it was", ""
    if not each["dataset"]:
        figure = record["figures"].get(each["row"])
        if figure is None or "stated" not in figure:
            yield "is no reported figure of the record", ""
        elif (figure["stated"], figure["unit"], figure["period"]) != (each["new"], each["unit"], each["period"]):
            yield f"is {short(each['new'])} of {each['period']}", "the figure says something else"
    elif each["dataset"] not in record["datasets"]:
        yield f"stands in {short(each['dataset'])}, which is no dataset of the record", ""
    else:
        column = record["datasets"][each["dataset"]]["columns"].get(each["column"])
        if (column["unit"] if column else "") != each["unit"]:
            yield f"is in {short(each['unit'])}", f"the column is in {short(column['unit'] if column else '')}"


def _untrue(record: PublishedRecord, each: RevisedRecord) -> Iterator[tuple[str, str]]:
    """Where a text of its row says something else. Raises `UnknownLanguageError`."""
    if "texts" not in each:
        return
    texts, lang = each["texts"], record["lang"]
    is_computed = "query" in record["datasets"].get(each["dataset"], {})
    is_rounded = is_computed and any(goes_on(each[key]) for key in ("old", "new"))
    if len(texts) != _TEXTS:
        yield f"has {len(texts)} texts", f"{_TEXTS} are wanted"
        return
    numbers = [_number(each[key]) for key in ("old", "new")]
    for text, number in zip(texts[2:4], numbers, strict=True):
        if not _says(lang, text, number, each["unit"], is_rounded=is_rounded):
            yield f"is written as {short(text)}", f"it is {'nothing' if number is None else number}"
    old, new = numbers
    difference = None if old is None or new is None else new - old
    if not _says(lang, texts[4], difference, each["unit"], is_rounded=is_rounded):
        yield f"its difference is written as {short(texts[4])}", f"it is {'none' if difference is None else difference}"
    period = _periods_said(lang, each["period"])
    if texts[1] not in {period.get("period_name_capital", ""), period.get("period_capital", "")}:  # earlier copies' own
        yield f"its period is written as {short(texts[1])}", f"it is {short(each['period'])}"


def _periods_said(lang: str, period: str) -> Mapping[str, str]:
    """How a period is written, by form; nothing of what is none. Raises `UnknownLanguageError`."""
    try:
        return speech(lang).words.period(period) if len(period) <= _LONGEST_PERIOD else {}
    except ValueError:
        return {}


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return Decimal("NaN")


def _says(lang: str, text: str, number: Decimal | None, unit: str, *, is_rounded: bool) -> bool:
    """Whether a cell says a number, or what it is rounded to the text's last digit.

    A word of its unit's, such as thousand, may be read as one of the number's.
    """
    found = speech(lang).numbers(text)
    if number is None:
        return not found
    if not found or number.is_nan():
        return False
    value = abs(found[0].value) * (-1 if text.startswith(_MINUS) else 1)
    unit_place = Decimal("0.01") if found[0].is_percent else Decimal(1)
    half = min(found[0].place, unit_place) / 2 if is_rounded else Decimal(0)  # nothing is rounded to tens
    if found[0].is_percent:
        return unit == "percent" and abs(value - number / 100) <= half
    return any(abs(value - number * scale) <= half for scale in (Decimal(1), *speech(lang).multipliers.values()))


def _rows_shown(record: PublishedRecord, since: str, copy: Copy) -> list[tuple[str, ...]] | None:
    """The rows of the table of revisions in a page; None where it has none."""
    before = _periods_said(record["lang"], since).get("period", "")
    said = speech(record["lang"]).words.phrases.table
    named = [said["revised"], said["period"], said["before"].format(before), said["now"], said["difference"]]
    head = _plain(named)
    rows = [_cells(piece) for piece in copy.text]
    start = next((place for place, cells in enumerate(rows) if _plain(cells[:_TEXTS]) == head), None)
    if start is None:
        return None
    shown: list[tuple[str, ...]] = []
    for cells in rows[start + 1 :]:
        if len(cells) != _TEXTS + 1:
            break
        shown.append(_plain(cells[:_TEXTS]))
    return shown


def _plain(texts: Iterable[str]) -> tuple[str, ...]:
    """Texts without what renderers do to them: typographic signs and blanks."""
    return tuple(as_typed(each) for each in texts)


def _cells(piece: str) -> Sequence[str]:
    return [cell.strip() for cell in _BETWEEN_CELLS.split(piece)]
