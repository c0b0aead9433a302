"""What a function returned in the place of one number, and numbers that are years."""

from __future__ import annotations

import ast

import pandas as pd
import pint


def is_a_year(returned: ast.expr | None) -> bool:
    """Whether what a function returns is the year of a period, or some years before or after it."""
    match returned:
        case ast.Attribute(attr="year" | "qyear"):
            return True
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub(), right=right):
            return is_a_year(left) or is_a_year(right)
        case ast.Call(func=ast.Name(id="int" | "max" | "min"), args=arguments):
            return any(map(is_a_year, arguments))
        case ast.Call(func=ast.Attribute(value=value, attr="max" | "min")):
            return is_a_year(value)
    return False


def what_came(result: object) -> str:
    """What a function returned that is not one number."""
    if not isinstance(result, pint.Quantity):
        if result is pd.NaT:
            return "a missing value"
        return "None" if result is None else f"a {type(result).__name__}"
    if str(result.magnitude) == "<NA>":
        return "a missing value"
    return "more than one number"
