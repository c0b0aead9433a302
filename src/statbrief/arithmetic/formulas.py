"""Formulas as text: a derived function's own expression, that a reader can follow and a machine can evaluate again.

A formula may come from a file that somebody else made, so it is never run as code: it is parsed, every part of it is
checked against a short list of arithmetic, and sizes are bounded before anything is computed.
"""

from __future__ import annotations

import ast
import functools
import math
import operator
import warnings
from collections.abc import Callable, Iterator, Mapping

from statbrief.arithmetic.exactness import LARGEST_NUMBER

LONGEST = 2_000
"""Characters of a formula."""
DEEPEST = 60
"""Levels of brackets and operations."""
LARGEST_EXPONENT = 100.0

_BINARY: Mapping[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}
_UNARY: Mapping[type[ast.unaryop], Callable[[float], float]] = {ast.USub: operator.neg, ast.UAdd: operator.pos}
_CALLS: Mapping[str, Callable[..., float]] = {"min": min, "max": max, "abs": abs}
_SIGNS: Mapping[type[ast.operator], str] = {
    ast.Add: " + ",
    ast.Sub: " − ",
    ast.Mult: " × ",
    ast.Div: " ÷ ",
    ast.Pow: "^",
}
_STRENGTH: Mapping[type[ast.operator], int] = {ast.Add: 1, ast.Sub: 1, ast.Mult: 2, ast.Div: 2, ast.Pow: 4}
_UNARY_STRENGTH = 3


class FormulaError(ValueError):
    """Raised when a text is not a formula, or does not come to a number."""


@functools.lru_cache(maxsize=4096)  # a figure's formula is proved, written and evaluated, and no tree is ever changed
def parse(text: str) -> ast.expr:
    """The formula as a tree of nothing but arithmetic over numbers and names.

    Raises `FormulaError` for anything else, and for one that is too long or too deep.
    """
    if len(text) > LONGEST:
        raise FormulaError(f"a formula of {len(text)} characters; {LONGEST} at most")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # 1or 2, which Python reads with a frown
            tree = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise FormulaError("not arithmetic") from error
    _allow(tree, DEEPEST)
    return tree


def names(tree: ast.expr) -> list[str]:
    """The names that a formula uses, each once, in the order of reading."""
    return list(dict.fromkeys(_names(tree)))


def constants(tree: ast.expr) -> list[float]:
    """The numbers that a formula itself has, in no order.

    >>> sorted(constants(parse("(a - 1) * 1.5")))
    [1.0, 1.5]
    """
    found = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return [float(value) for value in found if isinstance(value, int | float)]


def evaluate(tree: ast.expr, values: Mapping[str, float]) -> float:
    """What the formula comes to where its names have `values`.

    Raises `FormulaError` for a name without a value, a division by zero, and a number out of bounds.
    """
    try:
        result = _evaluate(tree, values)
    except (ArithmeticError, TypeError) as error:
        raise FormulaError(f"does not come to a number ({error})") from error
    if isinstance(result, complex) or math.isnan(result):
        raise FormulaError("does not come to a number")
    return float(result)


def written(tree: ast.expr, texts: Mapping[str, str], number: Callable[[float], str]) -> str:
    """The formula as people write it, with a text in the place of each name; Markdown's links are seen through.

    No minus stands after another sign: what begins with one is in brackets there.

    >>> written(parse("(a - b) / a"), {"a": "53", "b": "26"}, str)
    '(53 − 26) ÷ 53'
    >>> written(parse("a - b"), {"a": "21.7", "b": "−3.4"}, str)
    '21.7 − (−3.4)'
    """
    return _written(tree, texts, number, 0)


def expression_of(function: ast.FunctionDef) -> str:
    """What the function returns, as text, when that is all it does and it is arithmetic; else nothing."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    match body:
        case [ast.Return(value=ast.expr() as value)]:
            text = ast.unparse(value)
        case _:
            return ""
    try:
        parse(text)
    except FormulaError:
        return ""
    return text


def _allow(node: ast.expr, depth: int) -> None:
    """Raise unless the node and all below it are on the list, within `depth` levels."""
    if depth == 0:
        raise FormulaError(f"a formula of more than {DEEPEST} levels")
    match node:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            if abs(value) > LARGEST_NUMBER:
                raise FormulaError("a number out of bounds")
        case ast.Name():
            pass
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _BINARY:
            _allow(left, depth - 1)
            _allow(right, depth - 1)
        case ast.UnaryOp(op=op, operand=operand) if type(op) in _UNARY:
            _allow(operand, depth - 1)
        case ast.Call(func=ast.Name(id=name), args=[_, *_] as arguments, keywords=[]) if name in _CALLS:
            for argument in arguments:
                _allow(argument, depth - 1)
        case _:
            raise FormulaError("more than arithmetic over numbers and names")


def _names(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Name(id=name):
            yield name
        case ast.BinOp(left=left, right=right):
            yield from _names(left)
            yield from _names(right)
        case ast.UnaryOp(operand=operand):
            yield from _names(operand)
        case ast.Call(args=arguments):
            for argument in arguments:
                yield from _names(argument)


def _evaluate(node: ast.expr, values: Mapping[str, float]) -> float:
    match node:
        case ast.Constant(value=int() | float() as value):
            return float(value)
        case ast.Name(id=name):
            if name not in values:
                raise FormulaError(f"'{name}' has no value")
            return values[name]
        case ast.UnaryOp(op=op, operand=operand):
            return _UNARY[type(op)](_evaluate(operand, values))
        case ast.BinOp(left=left, op=op, right=right):
            one, other = _evaluate(left, values), _evaluate(right, values)
            if isinstance(op, ast.Pow) and abs(other) > LARGEST_EXPONENT:
                raise FormulaError("an exponent out of bounds")
            return _BINARY[type(op)](one, other)
        case ast.Call(func=ast.Name(id=name), args=arguments):
            results = [_evaluate(argument, values) for argument in arguments]
            return _CALLS[name](*results) if name == "abs" or results[1:] else results[0]
    raise FormulaError("more than arithmetic over numbers and names")


def _written(node: ast.expr, texts: Mapping[str, str], number: Callable[[float], str], around: int) -> str:
    """The node as text, in brackets when what is `around` it binds more strongly."""
    match node:
        case ast.Name(id=name):
            return texts[name]
        case ast.Constant(value=int() | float() as value):
            return number(value)
        case ast.UnaryOp(op=op, operand=operand):
            sign, of = "−" if isinstance(op, ast.USub) else "", _written(operand, texts, number, _UNARY_STRENGTH)
            return _bracketed(f"{sign}{_apart(of) if sign else of}", _UNARY_STRENGTH, around)
        case ast.BinOp(left=left, op=op, right=right):
            strength = _STRENGTH[type(op)]
            # a − (b − c), a ÷ (b × c) and (a^2)^2 need their brackets, though both operations bind alike
            is_power = isinstance(op, ast.Pow)
            one = _written(left, texts, number, strength + is_power)
            other = _written(right, texts, number, strength + 1)
            one = _apart(one) if is_power else one
            return _bracketed(f"{one}{_SIGNS[type(op)]}{_apart(other)}", strength, around)
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return f"{name}({', '.join(_written(each, texts, number, 0) for each in arguments)})"
    raise FormulaError("more than arithmetic over numbers and names")


def _apart(text: str) -> str:
    """The text in brackets where it begins with a minus, be it that of a number or of the formula."""
    return f"({text})" if text.lstrip("[").startswith("−") else text


def _bracketed(text: str, strength: int, around: int) -> str:
    return f"({text})" if strength < around else text
