"""Which numbers and rows of a table can be told: picked by themselves, followed through ties, named in a sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from statbrief.new_brief.columns import Column
from statbrief.new_brief.table import PANEL, SERIES, Table

LONG = 9
"""Characters of numbers of which sentences and tables have the first digits alone."""
DIGITS = 5
MANY = 10
"""Rows of a table of ranks; and bars of its chart."""


def are_told_apart(measure: Column) -> bool:
    """Whether the numbers at the ends, the quartiles and the median are each there once, so that each is one row's."""
    numbers = sorted(float(each) for each in numbers_of(measure))
    last = len(numbers) - 1
    places = {place for share in range(5) for place in (last * share // 4, -(-last * share // 4))}
    times = Counter(numbers)
    return all(times[numbers[place]] == 1 for place in places)


def chosen_groups(times: Sequence[int]) -> str:
    """Which rows a table of groups has, by how often each comes, most frequent first; nothing where none can be had.

    A group of one row is gone without that, so that it cannot be followed among the first of many.
    """
    if len(times) <= MANY:
        return "times"
    many = sum(each > 1 for each in times[:MANY])
    if not many or sum(times[many:]) == 1:
        return ""
    return f'top(times, "rows", {many}, others="others")'


def is_index(name: str) -> bool:
    """Whether the head of a table's column can be named so as the data have it, beside those of numbers."""
    return re.fullmatch(r"[a-z][a-z_]*", name) is not None and name not in {"rows", "value", "others"}


def numbers_of(measure: Column) -> list[str]:
    """The numbers of a measure as Python reads them."""
    return [each for each in cells_of(measure) if each is not None]


def cells_of(measure: Column) -> list[str | None]:
    """The same, with None for cells without a value."""
    numbers = measure.numbers
    assert numbers is not None  # noqa: S101 -- as a measure has
    return [None if each in measure.missing else numbers.plain(each) for each in measure.cells]


def numbers_ranked(table: Table) -> list[float]:
    """The numbers of the rows that are ranked: of a panel, those of the latest period."""
    numbers = cells_of(table.measures[0])
    if table.shape == PANEL:
        latest = max(each.first for each in table.periods)
        kept = zip(numbers, table.periods, strict=True)
        numbers = [number for number, period in kept if period.first == latest]
    return [float(each) for each in numbers if each is not None]


def unranked(table: Table) -> int:
    """How many names are not ranked, for they have no number: in the latest period, where there are several."""
    assert table.group is not None  # noqa: S101 -- as what is ranked has
    return table.group.different - len(numbers_ranked(table))


def is_long(measure: Column) -> bool:
    """Whether most of its numbers have more digits than a reader wants."""
    return 2 * sum(len(each) > LONG for each in measure.values) > len(measure.values)


def long_figures(table: Table) -> frozenset[str]:
    """The figures that repeat a number of the first measure which has more digits than a reader wants."""
    if not table.measures:
        return frozenset()
    measure = table.measures[0]
    numbers = [(float(number), text) for number, text in zip(cells_of(measure), measure.cells, strict=True) if number]
    if table.shape == PANEL:
        latest = max(each.first for each in table.periods)
        dated = zip(cells_of(measure), measure.cells, table.periods, strict=True)
        numbers = [(float(number), text) for number, text, each in dated if number and each.first == latest]
    found = {"highest": max(numbers), "lowest": min(numbers)}
    found |= {"of_largest": found["highest"], "of_smallest": found["lowest"]}
    if table.shape == SERIES:
        texts = zip(table.periods, measure.cells, strict=True)
        in_time = sorted((each.first, text) for each, text in texts if text not in measure.missing)
        found |= {"first": (0.0, in_time[0][1]), "now": (0.0, in_time[-1][1])}
    return frozenset(name for name, (_, text) in found.items() if len(text) > LONG)


def in_few_digits(measures: Mapping[str, Column], *others: str) -> str:
    """What a table's function says of its columns, by name: how many digits those of long numbers have.

    `others` is what else it says.
    """
    said = [*others, *(f"{name}: {DIGITS}" for name, each in measures.items() if is_long(each))]
    return f' -> "{"; ".join(said)}"' if said else ""
