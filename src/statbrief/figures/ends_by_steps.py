"""Where a figure that goes by steps is lowest, and where highest: of the numbers that its comparisons hang on.

Of a hundred months, a few are so near to the next that their rounding leaves it open which is the larger. All others
may stand anywhere in their ranges: nothing that the function is known to ask of them is answered otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence

from statbrief.arithmetic.monotone_ranges import Corner, Evaluate, Input
from statbrief.arithmetic.step_functions import lowest_and_highest
from statbrief.figures.evaluation import Evaluation
from statbrief.figures.functions import Function


def ends_by_steps(
    evaluation: Evaluation, function: Function, magnitude: Evaluate, leaves: Sequence[Input]
) -> tuple[Corner, Corner] | None:
    """As `lowest_and_highest` of all `leaves`; none where the figure goes by no steps at its ends.

    Looking for the ends the function may be seen to ask more; then they are looked for once more.
    """
    hanging = evaluation.hanging(function, leaves)
    while True:
        moved = [each for each in leaves if hanging is None or each.key in hanging]
        ends = lowest_and_highest(magnitude, moved)
        before, hanging = hanging, evaluation.hanging(function, leaves)
        if before is None or hanging == before:
            return ends
