"""Rows of which nobody can tell whether they are meant: those for which a condition has no answer.

To SQL a row without a region is neither in Norte nor elsewhere: ``_.region != "Norte"`` leaves it out without a word,
where pandas would keep it. So such rows are counted, and are a fault, as a missing number is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import reduce
from typing import Any

import ibis.expr.datatypes as dt
import ibis.expr.operations as ops

from statbrief.engine.shapes import Node, Shapes
from statbrief.errors import RefusedError

ROWS = "rows"
"""What the number of such rows is called in what asks for it."""
_ANSWERED = (ops.IsNull, ops.NotNull, ops.Literal)


def may_be_untold(condition: Node) -> bool:
    """Whether a condition may have no answer for some row."""
    if type(condition) in (ops.And, ops.Or, ops.Not):
        return any(map(may_be_untold, condition.__children__))
    return type(condition) not in _ANSWERED


def is_untold(condition: Node) -> Node:
    """Whether a condition has no answer: neither it nor its contrary holds, for NOT (…) IS NULL asks something else."""
    no, yes = ops.Literal(value=False, dtype=dt.boolean), ops.Literal(value=True, dtype=dt.boolean)
    return ops.SearchedCase((condition, ops.Not(condition)), (no, no), yes)


def untold_filters(expression: Any, shapes: Shapes) -> Iterator[tuple[Any, tuple[str, ...]]]:  # noqa: ANN401 -- Ibis' own
    """For each filter, what counts the rows of which it cannot tell, and the columns that it looks at."""
    root = expression.op()
    found = root.find(ops.Filter)
    inner = {each.parent for each in found}
    for node in (each for each in found if each not in inner):
        chain = _chain(node)
        predicates = [each for one in chain for each in one.predicates]
        if any(map(may_be_untold, predicates)):
            bottom = chain[-1].parent
            stated = [_below(each, chain, bottom) for each in predicates]
            lost = ops.CountStar(bottom, is_untold(reduce(ops.And, stated)))
            yield ops.Aggregate(bottom, {}, {ROWS: lost}).to_expr(), columns_in(predicates, shapes)


def _chain(node: Node) -> list[Node]:
    """A filter, and those that it follows at once, from the last."""
    found = [node]
    while isinstance(found[-1].parent, ops.Filter):
        found.append(found[-1].parent)
    return found


def _below(value: Any, chain: Collection[Node], bottom: Node) -> Any:  # noqa: ANN401 -- operations and what they hold
    """A condition on the table that no filter of a chain has left out anything of."""
    if isinstance(value, tuple):
        return tuple(_below(each, chain, bottom) for each in value)
    if isinstance(value, ops.Field):
        return ops.Field(bottom, value.name) if value.rel in chain else value
    if isinstance(value, ops.Value):
        return type(value)(*(_below(each, chain, bottom) for each in value.__args__))
    return value


def columns_in(conditions: Iterable[Node], shapes: Shapes) -> tuple[str, ...]:
    """The columns of tables that conditions look at which may have no answer."""
    fields = (field for each in conditions if may_be_untold(each) for field in each.find(ops.Field, filter=ops.Value))
    return tuple(sorted({name for each in fields if "." in (name := shapes.of(each).name)}))


def refuse_untold(doing: str, columns: Sequence[str], rows: int) -> None:
    """Raise `RefusedError` where there are such rows."""
    if not rows:
        return
    which = "which has" if len(columns) == 1 else "of which one has"
    found = f"{doing} {' and '.join(columns) or 'a condition'}, {which} no value in {rows} row{'s' * (rows > 1)}"
    column = next(iter(columns), "column").rpartition(".")[2]
    raise RefusedError(
        found, f"say what becomes of such rows, as that they are left out: .filter(_.{column}.notnull())"
    )
