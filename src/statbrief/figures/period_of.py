"""The time that a figure is about."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from statbrief.data.pandas_periods import text_of
from statbrief.figures.evaluation import Evaluation
from statbrief.tabular.spans import join_periods


def period_of(evaluation: Evaluation, name: str) -> str:
    """The time that a figure is about: that of all that it rests on, which may be periods alone.

    The days of the latest month are of that month.
    """
    basis, datasets = evaluation.basis[name], evaluation.datasets
    reported = [evaluation.reported[str(key)].period for key in basis.numbers if not isinstance(key, tuple)]
    stated = join_periods([*reported, *(datasets[dataset].row_period(place) for dataset, place in basis.rows)])
    return stated if basis.numbers or basis.rows else join_periods(_given(evaluation, name))


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
