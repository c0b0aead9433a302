"""What each column of a table is: a time, a measure, a name, or something that is left out of the first figures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from statbrief.languages.registry import OF_MESSAGES
from statbrief.new_brief.heads import Head, read_head
from statbrief.new_brief.nearly_numbers import why_no_numbers
from statbrief.new_brief.numbers import MISSING, MISSING_IN_TEXTS, Numbers, numbers_in
from statbrief.new_brief.scales import is_in_english
from statbrief.new_brief.text import Text
from statbrief.new_brief.times import MOMENT, Times, times_in

TIME, MEASURE, NAME, CODE, EMPTY = "time", "measure", "name", "code", "empty"
"""The kinds: of those that are codes nothing is told but by a person who says that they measure something."""
_FEW_CODES = 10
_LARGEST_CODE = 20
_TIMES_EACH = 5
_LONGEST_NAME = 60
_CODE_OF_DIGITS = re.compile(r"0\d+")


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column: `name` is what the data of the brief call it, `place` where it stands in the file.

    `missing` are the texts that stand for no value. `cells` are all of its texts.
    """

    name: str
    place: int
    kind: str
    head: Head
    cells: tuple[str, ...] = field(repr=False)
    missing: tuple[str, ...] = ()
    numbers: Numbers | None = None
    times: Times | None = None
    guesses: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """What it is called."""
        return self.head.label

    @property
    def within(self) -> str:
        """What it is called within a sentence: one word may lose its capital, for it is no name."""
        return self.label.lower() if self.label.istitle() and self.label.isalpha() else self.label

    @property
    def has_gaps(self) -> bool:
        """Whether some cell has no value."""
        return any(each in self.missing for each in self.cells)

    @property
    def values(self) -> list[str]:
        """The cells that have one."""
        return [each for each in self.cells if each not in self.missing]

    @property
    def different(self) -> int:
        """How many values there are that are not the same."""
        return len({*self.values})

    @property
    def is_period(self) -> bool:
        """Whether its cells are all times that rows may be told apart by."""
        return self.kind == TIME and self.times is not None and self.times.frequency != MOMENT and not self.has_gaps

    @property
    def unit(self) -> str:
        """The unit that its head or its cells say, if they do."""
        return self.head.unit


def read_columns(text: Text, lang: str = OF_MESSAGES) -> list[Column]:
    """The columns of a table, in its order; `lang` is the language that is hoped to be the table's."""
    names = [" ".join(each.split()) for each in text.header]
    is_english = is_in_english(names, lang, text.delimiter)
    return [_column(name, place, text, is_english=is_english) for place, name in enumerate(names)]


def _column(name: str, place: int, text: Text, *, is_english: bool) -> Column:
    cells, head = tuple(text.column(place)), read_head(name, is_english=is_english)

    def column(
        kind: str, missing: Sequence[str], *guesses: str, numbers: Numbers | None = None, times: Times | None = None
    ) -> Column:
        return Column(
            name=name,
            place=place,
            kind=kind,
            head=head,
            cells=cells,
            missing=tuple(missing),
            numbers=numbers,
            times=times,
            guesses=tuple(each for each in guesses if each),
        )

    found = sorted({*cells} & MISSING)
    values = [each for each in cells if each not in MISSING]
    if not values:
        return column(EMPTY, found)
    if (times := times_in(values, name)) is not None:
        return column(TIME, found, times.guess, times=times)
    numbers = None if any(_CODE_OF_DIGITS.fullmatch(each) for each in values) else numbers_in(values, text.delimiter)
    if numbers is None:
        return column(NAME, sorted({*cells} & MISSING_IN_TEXTS), why_no_numbers(values, text.delimiter))
    head = read_head(name, numbers.unit, is_english=is_english)
    if reason := _why_a_code(head, numbers, values):
        return column(CODE, found, reason, numbers=numbers)
    return column(MEASURE, found, numbers.guess, head.guess, numbers=numbers)


def _why_a_code(head: Head, numbers: Numbers, values: Sequence[str]) -> str:
    """Why numbers are taken for codes, which measure nothing; nothing where they are not."""
    if head.unit or head.is_scaled:
        return ""
    if head.is_code or (head.is_whole_code and numbers.is_whole):
        return "is taken for a code, by its head"
    if not numbers.is_whole or numbers.group or numbers.sign:
        return ""
    different = {int(each) for each in values}
    is_whole_row = max(different) - min(different) == len(different) - 1
    is_even = len({*Counter(values).values()}) == 1  # each of them once, or each as often as the others
    if is_whole_row and is_even and (len(different) > _FEW_CODES // 2 or len(different) == len(values) > 1):
        return "is taken for the numbers of the rows, or of what they are about"
    is_small = all(abs(each) <= _LARGEST_CODE for each in different)
    if len(different) <= _FEW_CODES and is_small and len(values) >= _TIMES_EACH * len(different):
        return f"is taken for a code, as it has but {len(different)} different numbers"
    return ""


def is_short(column: Column) -> bool:
    """Whether its texts are short enough to be names."""
    return all(len(each) <= _LONGEST_NAME for each in column.values)
