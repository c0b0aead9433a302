"""The time that a figure is about: all of a year or quarter, from one to another, or from the first to the last."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from statbrief.data.blocks import Block, parted
from statbrief.data.pandas_periods import text_of
from statbrief.deriving.evaluation import Evaluation
from statbrief.deriving.moved_together import is_block
from statbrief.errors import DerivingError
from statbrief.table_schema.periods import FISCAL, HALF, MONTH, QUARTER, YEAR, parse
from statbrief.table_schema.spans import all_of, ends_of, half_years, join_periods, longer_periods

_NUDGE, _NOISE = 1e-3, 1e-9
_MOST_CALLS = 400
"""Of a function, to see whether each part of a time counts in the same way."""


def period_of(evaluation: Evaluation, name: str) -> str:
    """The time that a figure is about: that of all that it rests on, which may be periods alone.

    The days of the latest month are of that month. What rests on all months of a year, and on each in the same way, is
    of that year, as a sum or a mean is; a change from the first of two quarters to the second is of no half-year. What
    compares the months of one year or half-year with those of another is from the one to the other. Deaths of a quarter
    for each inhabitant of its year are of the quarter.
    """
    basis, datasets = evaluation.basis[name], evaluation.datasets
    if not basis.numbers and not basis.rows:
        return join_periods(_given(evaluation, name))
    of_numbers = {key: _period_of(evaluation, key) for key in basis.numbers}
    stated = [period for key in basis.numbers for period in _periods_of(evaluation, key)]
    stated += [period for dataset, place in basis.rows for period in datasets[dataset].row_periods(place)]
    if longer := _times_of_bases(evaluation, name, {each for each in stated if each}):
        stated = [each for each in stated if each not in longer]
        of_numbers = {key: period for key, period in of_numbers.items() if period not in longer}
    texts = {each for each in stated if each}
    if len(texts) > 1 and all(len(ends_of(each)) == 1 for each in texts):
        whole = all_of(texts, _fiscal_starts(evaluation))
        if whole and _counts_alike(evaluation, name, of_numbers):
            return whole
        return _compared(evaluation, name, of_numbers, texts) or join_periods(stated)
    return half_years(texts) or join_periods(stated)


def _period_of(evaluation: Evaluation, key: Hashable) -> str:
    if isinstance(key, tuple):
        return evaluation.datasets[key[0]].row_period(key[2])
    return evaluation.reported[str(key)].period


def _periods_of(evaluation: Evaluation, key: Hashable) -> tuple[str, ...]:
    """When a number was, or each of those of a block of cells."""
    if isinstance(key, tuple):
        return evaluation.datasets[key[0]].row_periods(key[2])
    return (evaluation.reported[str(key)].period,)


def _times_of_bases(evaluation: Evaluation, name: str, texts: set[str]) -> set[str]:
    """The times of what a rate is for each of, which hold shorter ones: years of inhabitants, of deaths in a quarter.

    What is counted has another dimension, and the rate goes in steps with it. Of a year's deaths for each inhabitant in
    July the year stays.
    """
    times = {each: ends_of(each)[0] for each in texts if len(ends_of(each)) == 1}
    days = {each: (period.last - period.first).days for each, period in times.items()}
    if len({period.frequency for period in times.values()}) <= 1:
        return set()
    keys, measured = _measured_in(evaluation, name)
    found = set()
    for longer in (each for each in times if keys.get(each) and days[each] > min(days.values())):
        first, last = times[longer].first, times[longer].last
        within = [each for each, own in times.items() if each != longer and first <= own.first and own.last <= last]
        others = set[str]().union(*(measured[each] for each in within))
        shorter = [key for each in within for key in keys.get(each, ())]
        if within and measured[longer].isdisjoint(others) and _divides(evaluation, name, keys[longer], shorter):
            found.add(longer)
    return found


def _measured_in(evaluation: Evaluation, name: str) -> tuple[dict[str, list[Hashable]], dict[str, set[str]]]:
    """The numbers that a figure rests on by when they were, and the dimensions of these; of rows it counts, none."""
    basis, datasets = evaluation.basis[name], evaluation.datasets
    keys: dict[str, list[Hashable]] = {}
    measured: dict[str, set[str]] = {}
    for key in sorted(basis.numbers, key=str):
        unit = datasets[key[0]].columns[key[1]].unit if isinstance(key, tuple) else evaluation.units[str(key)]
        for period in _periods_of(evaluation, key):
            keys.setdefault(period, []).append(key)
            measured.setdefault(period, set()).add(str(getattr(unit, "dimensionality", "")))
    of_cells = {(key[0], key[2]) for key in basis.numbers if isinstance(key, tuple)}
    for dataset, place in basis.rows - of_cells:
        for period in datasets[dataset].row_periods(place):
            measured.setdefault(period, set()).add("")
    return keys, measured


def _divides(evaluation: Evaluation, name: str, keys: Iterable[Hashable], others: Iterable[Hashable]) -> bool:
    """Whether a figure goes in steps with others, where these stand anywhere but at zero, and not so with some numbers.

    So do two rates of which one is taken from the other.
    """

    def number(moves: Mapping[Hashable, float]) -> float:
        tell = evaluation.cells.get(name)
        result = tell(moves) if tell else evaluation.again(evaluation.functions[name], moves)
        return result[0] if isinstance(result, tuple) else 0.0

    def is_even(own: Mapping[Hashable, float], rest: Mapping[Hashable, float]) -> bool:
        found = [number({**rest, **{key: factor * each for key, each in own.items()}}) for factor in (1, 1.5, 2)]
        return abs(found[2] - 2 * found[1] + found[0]) <= _NOISE * max(map(abs, found))

    some, start = ({key: _value(evaluation, key) or 1.0 for key in each} for each in (keys, others))
    try:
        return is_even(start, some) and not is_even(some, start)
    except DerivingError:
        return False


def _fiscal_starts(evaluation: Evaluation) -> set[int]:
    """The months in which the fiscal years start that the data have."""
    said = [each.row_period(0) for each in evaluation.datasets.values() if each.rows]
    said += [each.period for each in evaluation.reported.values()]
    return {end.first.month for text in said if text for end in ends_of(text) if end.frequency == FISCAL}


def _counts_alike(evaluation: Evaluation, name: str, of_numbers: Mapping[Hashable, str]) -> bool:
    """Whether every part of a time moves a figure in the same way: all numbers of it at once, or else one by one.

    A part whose numbers move nothing was looked at like the others, as for a median, or for how many there are of a
    kind.
    """
    blocks = [key for key in of_numbers if isinstance(key, tuple) and is_block(key)]
    if len(blocks) == len(of_numbers) > 0 and len({_periods_in(evaluation, *key) for key in blocks}) == 1:
        return True  # of a block all cells count in the same way
    if any(evaluation.datasets[key[0]].has_many for key in blocks):
        return False  # which would take too many calls to know
    keys = _keys(evaluation, of_numbers)
    if len(keys) > _MOST_CALLS:
        return False
    return _move_alike(evaluation, name, [*keys.values()], each_moves=False)


def _move_alike(evaluation: Evaluation, name: str, parts: Sequence[Sequence[Hashable]], *, each_moves: bool) -> bool:
    """Whether the numbers of all parts move a figure in the same way: column by column, or else number by number.

    With `each_moves` no part may have numbers that move nothing.
    """
    if _goes_one_way(evaluation, name, parts):
        return True
    if len({len(each) for each in parts}) > 1 or sum(map(len, parts)) > _MOST_CALLS:
        return False
    apart = {tuple(_moved(evaluation, name, [key]) for key in sorted(each, key=_beside)) for each in parts}
    moving = {each for each in apart if any(each)}
    return len(moving) == 1 == len(apart) if each_moves else len(moving) <= 1


def _goes_one_way(evaluation: Evaluation, name: str, parts: Sequence[Sequence[Hashable]]) -> bool:
    """Whether each part moves a figure, and every column of it one way in all parts: exports up, imports down.

    Numbers are moved one by one, many of a column together. All of a part at once would tell less: what exports less
    imports come to goes with the sign that it has.
    """
    is_each = sum(map(len, parts)) <= _MOST_CALLS
    ways: list[dict[Hashable, set[int]]] = []
    for those in parts:
        columns: dict[Hashable, list[Hashable]] = {}
        for key in those:
            columns.setdefault(_beside(key)[:2], []).append(key)
        ways.append({})
        for column, found in columns.items():
            alone = [[key] for key in found] if is_each else [found]
            if moved := {_moved(evaluation, name, each) for each in alone} - {0}:
                ways[-1][column] = moved
    first = ways[0] if ways else {}
    return bool(first) and all(each == first for each in ways) and all(len(each) == 1 for each in first.values())


def _compared(evaluation: Evaluation, name: str, of_numbers: Mapping[Hashable, str], texts: set[str]) -> str:
    """From year to year, or from one half-year, quarter or month to another, where each part counts as its others do.

    Nothing where they do not, or where it is about more quarters than it can compare.
    """
    years = [(YEAR, 1), *((FISCAL, starts) for starts in sorted(_fiscal_starts(evaluation)))]
    for frequency, starts in (*years, (HALF, 1), (QUARTER, 1), (MONTH, 1)):
        longer = longer_periods(texts, frequency, starts)
        if len(longer) > 1 if frequency in {YEAR, FISCAL} else len(longer) == 2:  # noqa: PLR2004 -- one, and another
            if not _counts_alike_within(evaluation, name, of_numbers, longer.values()):
                return ""
            return _halves(evaluation, name, of_numbers, longer) if frequency == HALF else join_periods(longer)
    return ""


def _halves(
    evaluation: Evaluation, name: str, of_numbers: Mapping[Hashable, str], halves: Mapping[str, Sequence[str]]
) -> str:
    """From one half-year to another; nothing of what rests on twelve months alike, of which no half is compared."""
    first, last = (parse(parts[0]) for parts in halves.values())
    is_of_a_year = first.shifted(len(next(iter(halves.values())))) == last and _counts_alike(
        evaluation, name, of_numbers
    )
    return "" if is_of_a_year else "/".join(halves)


def _counts_alike_within(
    evaluation: Evaluation, name: str, of_numbers: Mapping[Hashable, str], times: Iterable[list[str]]
) -> bool:
    """Whether all parts of each time move a figure, and in the same way: every column of them, or number by number.

    In a large table it is so where the same blocks have cells of each part.
    """
    blocks = [key for key in of_numbers if isinstance(key, tuple) and is_block(key)]
    if len(blocks) == len(of_numbers):
        of_blocks = [(_periods_in(evaluation, *key), key) for key in blocks]
        behind = {each: {key for periods, key in of_blocks if each in periods} for time in times for each in time}
        return all(behind[each] == behind[time[0]] for time in times for each in time)
    if any(evaluation.datasets[key[0]].has_many for key in blocks):
        return False
    keys = _keys(evaluation, of_numbers)
    if sum(map(len, keys.values())) > _MOST_CALLS:
        return False
    return all(_move_alike(evaluation, name, [keys.get(part, []) for part in time], each_moves=True) for time in times)


def _keys(evaluation: Evaluation, of_numbers: Mapping[Hashable, str]) -> dict[str, list[Hashable]]:
    """The numbers behind a figure, blocks of cells in parts, by when they were."""
    keys: dict[str, list[Hashable]] = {}
    for key in sorted(of_numbers, key=str):
        for period, part in _parts(evaluation, key, of_numbers[key]):
            keys.setdefault(period, []).append(part)
    return keys


def _periods_in(evaluation: Evaluation, name: str, column: str, block: Block) -> frozenset[str]:
    """When the cells of a block were that have a number."""
    dataset = evaluation.datasets[name]
    codes, periods = dataset.periods_of_rows
    rows = block.rows if dataset.is_full(column) else block.rows[~np.isnan(dataset.magnitudes[column][block.rows])]
    return frozenset(periods[code] for code in np.flatnonzero(np.bincount(codes[rows])).tolist())


def _parts(evaluation: Evaluation, key: Hashable, period: str) -> Iterator[tuple[str, Hashable]]:
    """A number with when it was, or those of a block by when each was."""
    if not (isinstance(key, tuple) and isinstance(key[2], Block)):
        yield period, key
        return
    name, column, block = key
    dataset = evaluation.datasets[name]
    codes, periods = dataset.periods_of_rows
    for rows in parted(block.rows, codes):
        if dataset.has_number(column, rows):
            yield periods[codes[rows[0]]], (name, column, dataset.place(rows))


def _beside(key: Hashable) -> tuple[str, str, int]:
    """Numbers of one time by dataset, column and row."""
    if not isinstance(key, tuple):
        return str(key), "", 0
    return str(key[0]), str(key[1]), key[2].first if isinstance(key[2], Block) else int(key[2])


def _moved(evaluation: Evaluation, name: str, keys: list[Hashable]) -> int:
    """Where a figure goes when some numbers are a little larger: 1 up, -1 down, 0 nowhere, or where nobody can tell."""
    values = {
        key: _value(evaluation, key) for key in keys if key in evaluation.leaves[name] or evaluation.is_part(key, name)
    }
    moves = {key: value + max(abs(value), 1) * _NUDGE for key, value in values.items()}
    try:
        change = evaluation.in_its_unit(name, moves) - evaluation.in_its_unit(name, {})
    except DerivingError:
        return 0
    return (change > 0) - (change < 0)


def _value(evaluation: Evaluation, key: Hashable) -> float:
    """Where a number stands, or the first of a block."""
    if isinstance(key, tuple):
        return evaluation.datasets[key[0]].input(*key[1:]).value
    return evaluation.evaluate(str(key), {})[0]


def _given(evaluation: Evaluation, name: str) -> Iterator[str]:
    """The periods that a figure's function is given, or those that the figures are of which it is given."""
    for each in evaluation.functions[name].parameters:
        answer = evaluation.answers.get(each)
        if each in evaluation.datasets:  # of a number that nothing in it moves, such as what it is less than itself
            yield evaluation.datasets[each].span()
        elif answer is None:
            yield period_of(evaluation, each)
        else:
            several = answer if isinstance(answer, list) else [answer]
            yield from (text_of(one) for one in several if isinstance(one, pd.Period))
