"""Why the range of a figure does not lie at the ends of those of its inputs, and what to do: said for who wrote it."""

from __future__ import annotations

from statbrief.arithmetic.leaps import LeapError
from statbrief.arithmetic.monotone_ranges import NotMonotoneError
from statbrief.deriving.evaluation import Evaluation
from statbrief.figures.figure import Reported

_WANTED = "its range would not lie at the ends of theirs: split the formula, or use inputs that are less rounded"


def no_ends(evaluation: Evaluation, error: NotMonotoneError) -> tuple[str, str]:
    """What was found of a result that turns or leaps within its inputs' ranges, and what is wanted."""
    each = evaluation.reported.get(str(error.key))
    if each is not None and isinstance(each.origin, Reported) and each.origin.bound:
        goes = f"{error.key}, which is {each.origin.bound} {each.origin.stated:f}, goes on without end"
        found = f"leaps or turns where {goes}, as by a division by what may be 0"
        return found, "its range has no ends there: derive it without that input"
    if isinstance(error, LeapError) and error.key is not None:
        where = f"where {evaluation.leaf_name(error.key)} passes {error.place:.6g}"
        return f"leaps {where}, which is within the rounding of its inputs", _WANTED
    of = f" in {evaluation.leaf_name(error.key)}" if error.key is not None else ""
    return f"both rises and falls{of} within the rounding of its inputs", _WANTED
