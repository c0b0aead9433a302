"""The checks of a record, made again as far as the record tells."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from statbrief.arithmetic.exactness import CLOSE
from statbrief.record.figure_types import PublishedFigure
from statbrief.record.record_types import AGREE, OTHER, PublishedRecord
from statbrief.verify.arithmetic import MOST_EVALUATIONS
from statbrief.verify.readable import Wrong, range_of, short


def remade(record: PublishedRecord) -> tuple[int, list[Wrong]]:
    """How many of the record's checks could be made again, and what is wrong with them all."""
    figures = record["figures"]
    made, wrong = 0, []
    agreeing: dict[str, set[str]] = {}
    for name, check in record["checks"].items():
        compared = [figures[each] for each in check["figures"] if each in figures]
        if len(compared) < len(check["figures"]):
            wrong.append((f"check {name}", "compares what is no figure of the record", ""))
            continue
        for each in check["figures"] if check["kind"] == AGREE and check["holds"] else ():
            agreeing.setdefault(each, set()).add(name)
        holds = _holds(check["kind"], compared)
        made += holds is not None
        if holds is not None and holds != check["holds"]:
            found = "holds, and the record says that it does not" if holds else "does not hold, and the record says so"
            wrong.append((f"check {name}", found, ""))
        elif not check["holds"]:
            wrong.append((f"check {name}", "does not hold, as the record says", "a build that ends holds all"))
    return made, [*wrong, *_disagreeing(figures, agreeing)]


def _disagreeing(figures: Mapping[str, PublishedFigure], agreeing: Mapping[str, AbstractSet[str]]) -> Iterator[Wrong]:
    """Where a figure is said to agree with one that no check, of those of each figure, compares it with."""
    steps, nothing = 0, frozenset[str]()
    for name, figure in figures.items():
        here = agreeing.get(name, nothing)
        for other in dict.fromkeys(figure["agrees"] if "stated" in figure else ()):
            there = agreeing.get(other, nothing)
            steps += min(len(here), len(there))
            if steps > MOST_EVALUATIONS:
                yield "record", f"takes more than {MOST_EVALUATIONS} looks at its checks", "no brief needs as many"
                return
            if here.isdisjoint(there):
                yield f"figure {name}", f"no check found it to agree with {short(other)}", ""


def _holds(kind: str, figures: Sequence[PublishedFigure]) -> bool | None:
    """Whether the statement is true; None where that cannot be told from the record."""
    if kind == OTHER or not figures or len({figure["unit"] for figure in figures}) > 1:
        return None
    if kind == AGREE:
        ranges = [range_of(figure) for figure in figures]
        return max(reach.low for reach in ranges) <= min(reach.high for reach in ranges)
    *parts, whole = (figure["value"] for figure in figures)
    return math.isclose(math.fsum(parts), whole, rel_tol=CLOSE)
