"""The time that a figure is about."""

from __future__ import annotations

from statbrief.figures.evaluation import Evaluation
from statbrief.tabular.spans import join_periods


def period_of(evaluation: Evaluation, name: str) -> str:
    """The time that a figure is about: that of all that it rests on."""
    basis, datasets = evaluation.basis[name], evaluation.datasets
    reported = [evaluation.reported[str(key)].period for key in basis.numbers if not isinstance(key, tuple)]
    return join_periods([*reported, *(datasets[dataset].row_period(place) for dataset, place in basis.rows)])
