"""What code divides by on its way to a result, in functions that it calls too.

The code is compiled anew with each of its divisions noted, and called with the same inputs. A negative divisor matters
if the result is another once it is a little larger: of a column divided by another, all numbers but one may be beside
the point.
"""

from __future__ import annotations

import ast
import copy
import math
import numbers
import types
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from statbrief.arithmetic.exactness import CLOSE
from statbrief.figures.evaluation import Evaluation, Moves
from statbrief.figures.functions import Function

_LARGER = 1 + 2.0**-10
_DIVIDED, _CHANGED = "__divided__", "__changed__"
_METHODS = ("div", "truediv", "divide")


def negative_divisors(evaluation: Evaluation, function: Function, corners: Iterable[Moves]) -> Iterator[str]:
    """What the function divides by, as its code has it, that is negative at one of these corners, and matters there."""
    noted = _Noting()
    parts = [noted.visit(copy.deepcopy(each)) for each in function.used if isinstance(each, ast.FunctionDef)]
    if not noted.texts:
        return
    module = ast.fix_missing_locations(ast.Module([_plain(each) for each in parts], []))
    code = compile(module, "<divisors>", "exec", dont_inherit=True)
    for moves in corners:
        result, negative = _result(evaluation, function, moves, code, None)
        for place in sorted(negative):
            other, _ = _result(evaluation, function, moves, code, place)
            if result is not None and (other is None or not math.isclose(result, other, rel_tol=CLOSE)):
                yield noted.texts[place]


@dataclass
class _Noting(ast.NodeTransformer):
    """Puts in the place of each division the call of what notes it; `texts` are the divisors as the code has them."""

    texts: list[str] = field(default_factory=list)

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        """A quotient."""
        self.generic_visit(node)
        return self._call(_DIVIDED, node.right, [node.left, node.right]) if isinstance(node.op, ast.Div) else node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """What pandas divides by: the argument of `div`, and of `pct_change` an earlier number."""
        self.generic_visit(node)
        match node:
            case ast.Call(func=ast.Attribute(attr="pct_change", value=of), args=given, keywords=named):
                if all(each.arg == "periods" for each in named):
                    return self._call(_CHANGED, of, [of, *given, *(each.value for each in named)])
            case ast.Call(func=ast.Attribute(attr=name, value=of), args=[by], keywords=[]) if name in _METHODS:
                return self._call(_DIVIDED, by, [of, by])
        return node

    def _call(self, name: str, divisor: ast.expr, given: list[ast.expr]) -> ast.Call:
        self.texts.append(ast.unparse(divisor))
        place = ast.Constant(len(self.texts) - 1)
        return ast.Call(ast.Name(name, ast.Load()), [place, *given], [])


def _plain(node: ast.AST) -> ast.stmt:
    """A function without what is written above it."""
    assert isinstance(node, ast.FunctionDef)  # noqa: S101 -- no other is made anew
    node.decorator_list = []
    return node


def _result(
    evaluation: Evaluation,
    function: Function,
    moves: Moves,
    code: types.CodeType,
    larger: int | None,
) -> tuple[float | None, set[int]]:
    """What the function comes to with one divisor a little larger where it is negative, and which ones are so."""
    negative: set[int] = set()

    def by(place: int, divisor: Any) -> Any:  # noqa: ANN401 -- whatever the code has
        with suppress(Exception):  # what is no number is none that is negative
            magnitudes = getattr(getattr(divisor, "pint", divisor), "magnitude", divisor)
            below = magnitudes < 0
            if bool(np.any(below)):
                negative.add(place)
                if place == larger:
                    return divisor * np.where(below, _LARGER, 1.0) if np.ndim(below) else divisor * _LARGER
        return divisor

    names = dict(evaluation.names_of_file(function))
    names[_DIVIDED] = lambda place, of, divisor: of / by(place, divisor)
    names[_CHANGED] = lambda place, of, periods=1: getattr(of, "obj", of) / by(place, of.shift(periods)) - 1
    exec(code, names)  # noqa: S102 -- the brief's own code
    made: Callable[..., Any] = names[function.name]
    with suppress(Exception):
        found = evaluation.called(made, function, moves)
        number = getattr(found, "magnitude", found)
        return (float(number) if isinstance(number, numbers.Real) else None), negative
    return None, negative
