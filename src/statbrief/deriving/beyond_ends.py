"""Numbers that matter to a count only where others are at its ends: how long it went on hangs on the month before that.

A run up to the latest month ends, as its numbers stand, at the first two that are alike. Where these are moved apart it
goes on to the next two, which nothing has asked of so far.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from statbrief.arithmetic.inputs import Corner, Input
from statbrief.arithmetic.monotone_ranges import ramp
from statbrief.arithmetic.relevant_inputs import outcome_of
from statbrief.deriving.evaluation import Evaluation
from statbrief.figures.functions import Function


def leaves_beyond(evaluation: Evaluation, function: Function, ends: Iterable[Corner]) -> dict[Hashable, Input]:
    """The rounded cells beside those that a figure is known to depend on, where some matter at its ends; else none."""
    leaves = evaluation.leaves.pop(function.name)  # of which alone it would be moved
    try:
        others = _others(evaluation, function, leaves)
        outcome, ways = outcome_of(evaluation.shown(function.name)), list(_ways(others))
        is_another = any(outcome({**way, **end}) != outcome(end) for end in ends for way in ways)
    finally:
        evaluation.leaves[function.name] = leaves
    return {each.key: each for each in others} if is_another else {}


def _others(evaluation: Evaluation, function: Function, leaves: Iterable[Hashable]) -> list[Input]:
    """The other cells of the columns that are among its leaves, of tables whose cells are moved one by one."""
    known = frozenset(leaves)
    columns = {key[:2] for key in known if isinstance(key, tuple)}
    cells = (each for dataset in evaluation.together.others(function) for each in dataset.cells())
    return [each for each in cells if each.key not in known and each.key[:2] in columns and each.low < each.high]  # type: ignore[index]


def _ways(others: list[Input]) -> Iterable[Corner]:
    if others:
        yield {each.key: each.low for each in others}
        yield {each.key: each.high for each in others}
        yield ramp(others, rises=True)
        yield ramp(others, rises=False)
