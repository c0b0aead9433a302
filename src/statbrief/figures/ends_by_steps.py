"""Where a figure that goes by steps is lowest, and where highest: of the numbers that its comparisons hang on.

Of a hundred months, a few are so near to the next that their rounding leaves it open which is the larger. All others
may stand anywhere in their ranges: nothing that the function is known to ask of them is answered otherwise. Which
region has more than another its cells say together: those of each text of a column are moved at once, too.
"""

from __future__ import annotations

import itertools
from collections.abc import Hashable, Iterator, Sequence

from statbrief.arithmetic.monotone_ranges import Corner, Evaluate, Input
from statbrief.arithmetic.step_functions import lowest_and_highest
from statbrief.data.blocks import rows_of
from statbrief.figures.evaluation import Evaluation
from statbrief.figures.functions import Function

_TEXTS = 40
"""Texts in a column, of more of which none stands for a group of rows."""


def ends_by_steps(
    evaluation: Evaluation, function: Function, magnitude: Evaluate, leaves: Sequence[Input]
) -> tuple[Corner, Corner] | None:
    """As `lowest_and_highest` of all `leaves`; none where the figure goes by no steps at its ends.

    Looking for the ends the function may be seen to ask more; then they are looked for once more.
    """
    hanging = evaluation.hanging(function, leaves)
    while True:
        moved = [each for each in leaves if hanging is None or each.key in hanging]
        ends = lowest_and_highest(magnitude, moved, list(_groups(evaluation, moved)))
        before, hanging = hanging, evaluation.hanging(function, leaves)
        if before is None or hanging == before:
            return ends


def _groups(evaluation: Evaluation, inputs: Sequence[Input]) -> Iterator[set[Hashable]]:
    """The cells of the rows that have one text, or period, in a column of which there are few, and of every other one.

    Of blocks of cells the first row tells.
    """
    cells: dict[str, dict[Hashable, int]] = {}
    for each in inputs:
        if isinstance(each.key, tuple):
            cells.setdefault(each.key[0], {})[each.key] = int(rows_of(each.key[2])[0])
    for name, places in cells.items():
        dataset = evaluation.datasets[name]
        for column in (each.name for each in dataset.columns.values() if each.unit is None):
            told: dict[str, set[Hashable]] = {}
            for key, place in places.items():
                told.setdefault(dataset.rows[place][column], set()).add(key)
            if 1 < len(told) <= min(_TEXTS, len(places) - 1):
                yield from told.values()
                yield set(itertools.chain.from_iterable(list(told.values())[::2]))
