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
from statbrief.deriving.evaluation import Evaluation, Moves
from statbrief.figures.functions import Function

_LARGER = 1 + 2.0**-10
_DIVISOR, _CHANGED = "__divisor__", "__changed__"
_BY_ARGUMENT = ("div", "truediv", "divide", "true_divide")
_OF_ARGUMENT = ("rdiv", "rtruediv")


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
    """Puts in the place of each divisor the call of what notes it; `texts` are the divisors as the code has them."""

    texts: list[str] = field(default_factory=list)

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        """A quotient, or a power below nothing."""
        self.generic_visit(node)
        if isinstance(node.op, ast.Div):
            node.right = self._noted(node.right)
        elif isinstance(node.op, ast.Pow) and isinstance(node.right, ast.UnaryOp):
            node.left = self._noted(node.left)
        return node

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST:
        """What is divided where it stands."""
        self.generic_visit(node)
        if isinstance(node.op, ast.Div):
            node.value = self._noted(node.value)
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """What libraries divide by: an argument of `div` and `np.divide`, and of `pct_change` an earlier number."""
        self.generic_visit(node)
        match node.func:
            case ast.Attribute(attr="pct_change", value=of):
                lags = [*node.args, *(each.value for each in node.keywords if each.arg == "periods")][:1]
                return ast.Call(ast.Name(_CHANGED, ast.Load()), [self._place(of), of, *lags], [])
            case ast.Attribute(attr=name) as method if name in _OF_ARGUMENT:
                method.value = self._noted(method.value)
            case ast.Attribute(attr=name) | ast.Name(id=name) if name in _BY_ARGUMENT and node.args:
                node.args[-1] = self._noted(node.args[-1])
            case ast.Attribute(attr=name) if name in _BY_ARGUMENT:
                for each in node.keywords:
                    each.value = self._noted(each.value) if each.arg == "other" else each.value
        return node

    def _noted(self, divisor: ast.expr) -> ast.expr:
        return ast.Call(ast.Name(_DIVISOR, ast.Load()), [self._place(divisor), divisor], [])

    def _place(self, divisor: ast.expr) -> ast.Constant:
        self.texts.append(ast.unparse(divisor))
        return ast.Constant(len(self.texts) - 1)


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
    names[_DIVISOR] = by
    names[_CHANGED] = lambda place, of, periods=1: getattr(of, "obj", of) / by(place, of.shift(periods)) - 1
    exec(code, names)  # noqa: S102 -- the brief's own code
    made: Callable[..., Any] = names[function.name]
    with suppress(Exception):
        found = evaluation.called(made, function, moves)
        number = getattr(found, "magnitude", found)
        return (float(number) if isinstance(number, numbers.Real) else None), negative
    return None, negative
