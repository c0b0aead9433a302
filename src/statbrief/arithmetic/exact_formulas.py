"""A formula over stated numbers, computed with fractions: what it comes to, and to which step that is known."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from statbrief.arithmetic.known_steps import Term, constant, power, product, quotient, summed

_LARGEST_POWER = 100
_MOST_BITS = 1_000
"""Of numerator and denominator together: 300 digits, as the record holds them. More is left to floating point."""


class NotComputedError(ValueError):
    """Raised for a formula that fractions cannot compute: a root, a division by nothing, a number too long."""


def compute(tree: ast.expr, terms: Mapping[str, Term]) -> Term:
    """What the formula comes to with these numbers in the place of its names. Raises `NotComputedError`."""
    try:
        found = _compute(tree, terms)
    except (ZeroDivisionError, OverflowError) as error:
        raise NotComputedError(str(error)) from error
    return found


def _compute(node: ast.expr, terms: Mapping[str, Term]) -> Term:
    match node:
        case ast.Name(id=name) if name in terms:
            return terms[name]
        case ast.Constant(value=int() | float() as value):
            return replace(constant(value), is_plain=True)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            found = _compute(operand, terms)
            return replace(found, value=-found.value)
        case ast.UnaryOp(op=ast.UAdd(), operand=operand):
            return _compute(operand, terms)
        case ast.BinOp(left=left, op=op, right=right):
            return _bounded(_joined(op, _compute(left, terms), _compute(right, terms)))
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return _chosen(name, [_compute(each, terms) for each in arguments])
    raise NotComputedError("more than arithmetic over names that have a number")


def _joined(op: ast.operator, one: Term, other: Term) -> Term:
    match op:
        case ast.Add():
            return summed(one, other, one.value + other.value)
        case ast.Sub():
            return summed(one, other, one.value - other.value)
        case ast.Mult():
            return product(one, other)
        case ast.Div():
            return quotient(one, other)
        case ast.Pow() if other.value.denominator == 1 and abs(other.value) <= _LARGEST_POWER:
            _bounded(replace(one, value=Fraction(2) ** int(abs(other.value) * _bits(one.value))))
            return power(one, other, one.value ** int(other.value))
    raise NotComputedError("a power that is no whole number")


def _chosen(name: str, found: list[Term]) -> Term:
    """What `min`, `max` and `abs` make of their arguments; what is chosen is known as well as that one is."""
    if name == "abs" and len(found) == 1:
        return replace(found[0], value=abs(found[0].value))
    if name in {"min", "max"} and len(found) > 1:
        chosen = (min if name == "min" else max)(found, key=lambda each: each.value)
        return replace(chosen, is_fixed=all(each.is_fixed for each in found))
    raise NotComputedError(f"{name} of {len(found)} numbers")


def _bits(number: Fraction) -> int:
    return number.numerator.bit_length() + number.denominator.bit_length()


def _bounded(term: Term) -> Term:
    if _bits(term.value) > _MOST_BITS:
        raise NotComputedError("a number too long")
    return term
