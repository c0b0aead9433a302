"""The sheets of a brief's charts: what each is drawn from, as its page tells it, with its numbers as numbers.

The record has the data of a chart as texts. They are read back as `statbrief verify` reads numbers in the edition's
language; a column is one of numbers only where each of its texts can be nothing else, and stays text where one can.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from statbrief.companions.book import Cell, Number, Table, distinct
from statbrief.companions.edition import Edition
from statbrief.companions.marks import NO_RANGE, NO_VALUE, NOT_APPLICABLE, marks_of_data
from statbrief.companions.number_format import format_of
from statbrief.companions.range_names import BESIDE, CHART, Of, range_name
from statbrief.languages.phrases import Phrases
from statbrief.record.cells import EMPTY
from statbrief.record.record_types import TableRecord
from statbrief.verify.number_signs import CURRENCY, speech

_MINUS = "−"
_ENDS = 2
_UNLIKE = 20
"""How many times as large as an end a number would be that is counted in another unit."""
_APART = "\N{EM SPACE}"
"""What parts a number from the word after it, for who reads the two together."""


class Read(NamedTuple):
    """A text with its numbers read, and what stands around them, with ``{}`` for each."""

    text: str
    numbers: Sequence[Decimal]
    phrase: str


Column = tuple[str, list[Cell]]
"""A column of a sheet: its head, and its cells."""


def of_chart(name: str, edition: Edition) -> Iterator[tuple[str, Table]]:
    """The tables of a chart's data, each by its kind: what it shows, and figures that it tells beside that."""
    chart = edition.record["charts"][name]
    for kind, each in ((CHART, chart["data"]), (BESIDE, chart.get("beside"))):
        if each is not None and each["rows"] and each["head"]:
            yield kind, _table(range_name(Of(kind, name), edition), each, edition)


def _table(name: str, data: TableRecord, edition: Edition) -> Table:
    """A table of texts with its numbers; words such as thousand belong to the unit where that fits all of it."""
    of_units, of_numbers = (list(_read_columns(data, edition, is_scaled=each)) for each in (False, True))
    likely = [of_units, of_numbers] if _are_of_units(data, edition) else [of_numbers, of_units]
    chosen = next(filter(_fits, likely), of_numbers)
    columns = [column for each in chosen for column in each]
    if not _fits(chosen):  # nobody can tell how large its numbers are
        places = enumerate(data["head"])
        marks = marks_of_data(edition)
        columns = [(head, [_worded(row[place], marks) for row in data["rows"]]) for place, head in places]
    rows = list(zip(*(cells for _, cells in columns), strict=True))
    return Table(name=name, head=distinct((head for head, _ in columns), edition.word("item")), rows=rows)


def _read_columns(data: TableRecord, edition: Edition, *, is_scaled: bool) -> Iterator[list[Column]]:
    """What becomes of each column of a table."""
    marks = marks_of_data(edition)
    yield [(data["head"][0], [row[0] or NOT_APPLICABLE for row in data["rows"]])]
    for place, head in enumerate(data["head"][1:], start=1):
        texts = [_worded(row[place], marks) for row in data["rows"]]
        yield _columns(head, [read(text, edition.lang, is_scaled=is_scaled) for text in texts], edition)


def _are_of_units(data: TableRecord, edition: Edition) -> bool:
    """Whether all numbers of a column that have words such as thousand after them have the same ones."""
    for place in range(1, len(data["head"])):
        texts = [row[place] for row in data["rows"]]
        cells = [read(text, edition.lang, is_scaled=False) for text in texts]
        is_scaled = [each.numbers for each in cells] != [read(text, edition.lang).numbers for text in texts]
        if is_scaled and len({_bare(each.phrase) for each in cells if each.numbers}) > 1:
            return False
    return True


def _fits(columns: Sequence[Sequence[Column]]) -> bool:
    """Whether numbers are about as large as the ends of the ranges beside them, in each row."""
    for before, after in pairwise(columns):
        if len(after) <= _ENDS:
            continue
        for number, low, high in zip(before[-1][1], after[1][1], after[2][1], strict=True):
            if isinstance(number, Number) and isinstance(low, Number) and isinstance(high, Number):
                largest = max(abs(low.value), abs(high.value))
                if number.value and not largest / _UNLIKE < abs(number.value) < largest * _UNLIKE:
                    return False
    return True


def _columns(head: str, cells: Sequence[Read], edition: Edition) -> list[Column]:
    """What becomes of a column: itself, its numbers, or both; beside ranges, their ends."""
    phrases = edition.vocabulary.phrases
    words: Column = (head, [each.text for each in cells])
    if any(_is_range(each, phrases) for each in cells):
        ends = [_ends(each, phrases) for each in cells]
        named = edition.word("low"), edition.word("high")
        return [words, *((name, [each[place] for each in ends]) for place, name in enumerate(named))]
    told = [each for each in cells if each.numbers]
    if not told or not all(_is_one(each, phrases) for each in told) or not _are_marks(cells):
        return [words]
    numbers: list[Cell] = [_number(each) for each in cells]
    around = {_bare(each.phrase) for each in told}
    if around <= {"{}", "+{}"}:
        return [(head, numbers)]
    (first, *others) = around
    if not others and first.startswith("{} "):
        return [(f"{head} ({first[3:]})".strip(), numbers)]
    units = [_unit(each, phrases) if each.numbers else "" for each in cells]
    of_units: Column = (edition.word("unit"), [each or NOT_APPLICABLE for each in units])
    return [words, *([of_units] if any(units) else []), (edition.word("as_number", head), numbers)]


def _worded(text: str, marks: Container[str]) -> str:
    """A text, or the mark in brackets that stands for none and for a mark of the data."""
    return NO_VALUE if text in {EMPTY, ""} else f"[{text}]" if text in marks else text


@lru_cache(maxsize=10_000)  # a text of a chart is read to be written, and again where its sheets are held
def read(text: str, lang: str, *, is_scaled: bool = True) -> Read:
    """The numbers that a text says in a language, and what it says around them.

    Where they are not `is_scaled`, words such as million are left to what stands around.
    """
    said = speech(lang)
    spelt_out = said.words.phrases.spelt_out(text)
    marked = "".join(CURRENCY if unicodedata.category(each) == "Sc" else each for each in spelt_out)
    if not is_scaled:
        named = "|".join(map(re.escape, said.multipliers))
        marked = re.sub(rf"(?<=[0-9])[ \u00a0\u202f](?=(?:{named})\b)", _APART, marked) if named else marked
    return Read(text, tuple(each.value for each in said.numbers(marked)), said.phrase(marked))


def _is_one(cell: Read, phrases: Phrases) -> bool:
    """Whether a text says one number, with no more around it than its sign, its unit, or that it is about that."""
    phrase = _bare(cell.phrase)
    return len(cell.numbers) == 1 and _start(phrase, phrases) is not None and _MINUS not in phrase


def _start(phrase: str, phrases: Phrases) -> str | None:
    """How a phrase begins that says a number first; None of one that begins otherwise."""
    hedges = (phrases.about, phrases.more_than, phrases.less_than, phrases.at_least, phrases.at_most)
    starts = ("{}", "+{}", *(each.format("{}") for each in hedges))
    return next((each for each in starts if f"{phrase} ".startswith(f"{each} ")), None)


def _unit(cell: Read, phrases: Phrases) -> str:
    """What a text that says one number says after it."""
    phrase = _bare(cell.phrase)
    return phrase.removeprefix(_start(phrase, phrases) or "").strip()


def _bare(phrase: str) -> str:
    """A phrase without symbols of currencies, which say nothing of the number."""
    return " ".join(phrase.replace(CURRENCY, "").split())


def _are_marks(cells: Sequence[Read]) -> bool:
    """Whether the texts without a number have none in words or signs either, as far as a mark is short."""
    return all(len(each.text) <= len("[low]") for each in cells if not each.numbers)


def _number(cell: Read) -> Cell:
    if not cell.numbers:
        return cell.text
    value = float(cell.numbers[0])
    return Number(value, format_of(value, cell.text))


def _is_range(cell: Read, phrases: Phrases) -> bool:
    """Whether a text says two ends, each with its unit or both without."""
    phrase = _bare(cell.phrase)
    known = phrases.as_far_as_known.partition("{}")[2]
    phrase = phrase.removesuffix(known)
    unit = phrase.rpartition("{}")[2]
    return len(cell.numbers) == _ENDS and phrase == phrases.range.format(low=f"{{}}{unit}", high=f"{{}}{unit}")


def _ends(cell: Read, phrases: Phrases) -> list[Cell]:
    """The ends of a range; of a number that stands alone, that twice, for both ends are written so."""
    numbers: list[Cell] = [Number(float(each), format_of(float(each), cell.text)) for each in cell.numbers]
    phrase = _bare(cell.phrase)
    if _is_range(cell, phrases):
        return numbers
    if phrases.no_range in cell.text:
        return [NO_RANGE] * _ENDS
    if len(numbers) == 1:
        above = (each.format("{}") for each in (phrases.or_more, phrases.more_than, phrases.at_least))
        below = (each.format("{}") for each in (phrases.or_less, phrases.less_than, phrases.at_most))
        if phrase == "{}":
            return numbers * _ENDS
        if phrase in above:
            return [*numbers, NOT_APPLICABLE]
        if phrase in below:
            return [NOT_APPLICABLE, *numbers]
    return [NOT_APPLICABLE] * _ENDS
