"""When a run was: for how long something rose in a row, or fell.

That it began when it did is told by the change before, which it rests on, too, and which is no part of it.
"""

from __future__ import annotations

from fractions import Fraction

from statbrief.arithmetic import kinds
from statbrief.deriving.evaluation import Evaluation
from statbrief.figures.functions import Function
from statbrief.figures.return_annotations import promise
from statbrief.table_schema.spans import ends_of


def period_of_run(evaluation: Evaluation, function: Function, times: Fraction) -> str:
    """From the number over which something rose first, or under which it fell, to the last; that of 0 is one change.

    Nothing of what is no run, or rests on reported figures, on periods of several lengths, or on fewer than that.
    """
    basis, changes = evaluation.basis[function.name], max(1, round(abs(times)))
    is_of_rows = basis.rows and all(isinstance(key, tuple) for key in basis.numbers)
    if promise(function.returns).kind != kinds.RUN or not is_of_rows:
        return ""
    periods = {each for dataset, place in basis.rows for each in evaluation.datasets[dataset].row_periods(place)}
    ends = [ends_of(each) for each in periods if each]
    if len(ends) <= changes or {(len(each), each[0].frequency) for each in ends} != {(1, ends[0][0].frequency)}:
        return ""
    latest = sorted((each for (each,) in ends), key=lambda each: each.first)[-1 - changes :]
    return f"{latest[0].text}/{latest[-1].text}"
