"""A row of the table of origins in one line, as pointing at its number shows it, and a link in print says it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from statbrief.languages.phrases import Phrases
from statbrief.languages.registry import vocabulary

ENDS = slice(2, 4)
"""Of a row's cells, those of the low and the high end."""
_CELLS = 5  # label, value, low, high, origin


def has_ends(cells: Sequence[str]) -> bool:
    """Whether a row has both ends of a range; where there is a word for them instead, that is one cell."""
    return len(cells) == _CELLS and all(map(str.strip, cells[ENDS]))


def origin_line(cells: Sequence[str], lang: str, *, is_of_table: bool = False) -> str:
    """The row of a figure: its label, its value, its range where the value does not say that, and where it is from.

    `is_of_table` is of a row of a table of the brief's own, whose columns are others.
    """
    cells = [" ".join(cell.split()) for cell in cells]
    if not cells:
        return ""
    label, *rest = cells
    if has_ends(cells) and not is_of_table:
        value, low, high, origin = rest
        rest = [value, range_told(value, low, high, lang), origin]
    return f"{label}: {'; '.join(filter(None, rest))}"


def sizes_told(rows: int, columns: int, lang: str) -> tuple[str, ...]:
    """How the row of a table says its size: 12 × 3 in copies that were made before it was said in words, and today."""
    from statbrief.languages.language import words_for

    digits = f"{rows} × {columns}"
    return (digits, words_for(lang).table_size(rows, columns)) if vocabulary(lang) else (digits,)


def range_told(value: str, low: str, high: str, lang: str) -> str:
    """The range in words; nothing where the value has them: more than 30, or 3.97 of what is 3.97 to three digits."""
    spoken = vocabulary(lang)
    if spoken is None:
        return f"{low}; {high}"
    phrases, is_open = spoken.phrases, spoken.phrases.table["open"]
    number, *others = dict.fromkeys(each for each in (low, high) if each != is_open) or [is_open]
    if not others and re.search(rf"(?<![\w.,]){re.escape(number)}(?!\w|[.,]\d)", value):
        return ""
    if is_open in {low, high}:
        return (phrases.or_more if high == is_open else phrases.or_less).replace("{}", number)
    return phrases.ranged(low, high) if others else number


def heads_ends(cells: Sequence[str], lang: str) -> bool:
    """Whether these are the heads of a table that has the ends of ranges in its columns."""
    spoken = vocabulary(lang)
    table = spoken.phrases.table if spoken else {}
    return len(cells) == _CELLS and [" ".join(each.split()) for each in cells[ENDS]] == [
        table.get("low"),
        table.get("high"),
    ]


def range_called(heads: Sequence[str], lang: str) -> str:
    """What both ends together are called, of a table that has them in its columns; nothing of another."""
    spoken = vocabulary(lang)
    return spoken.phrases.table["range"] if spoken and heads_ends(heads, lang) else ""


def ranges_in_words(low: str, high: str, phrases: Phrases) -> Iterator[str]:
    """How a language says in one text what has these two ends; one that is open is called so."""
    if low == phrases.table["open"]:
        said = (phrases.or_less, phrases.less_than)
        texts = [each.replace("{}", number) for number in _measured(high, phrases) for each in said]
    elif high == phrases.table["open"]:
        said = (phrases.or_more, phrases.more_than)
        texts = [each.replace("{}", number) for number in _measured(low, phrases) for each in said]
    else:
        as_before = phrases.range.replace("{low}", low).replace("{high}", high)  # with their words at both ends
        joined = [low] if low == high else list(dict.fromkeys((phrases.ranged(low, high), as_before)))
        texts = [text for each in joined for text in _measured(each, phrases)]
    yield from texts
    yield from (phrases.as_far_as_known.replace("{}", each) for each in texts)


def _measured(text: str, phrases: Phrases) -> list[str]:
    """A number, or two, with nothing behind it, and in percentage points, which stand once behind both."""
    return [text, *(each.replace("{}", text) for each in phrases.points)]
