"""Whether code picks by size or by a condition, which its numbers alone do not tell.

The last month in which something rose may be the one before a month with the same number, and so may the first of two
highest months: moved by a hair, both become the other one. The first is right all the same, the second is a tie. So
code is read: what picks by a condition names nothing that puts numbers in an order. All that is not known to be of that
kind is taken for a pick by size.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable

_ORDERS = frozenset({
    *("max", "min", "idxmax", "idxmin", "argmax", "argmin", "nanargmax", "nanargmin", "nanmax", "nanmin", "amax"),
    *("amin", "nlargest", "nsmallest", "sort", "sorted", "sort_values", "argsort", "lexsort", "partition"),
    *("argpartition", "rank", "cummax", "cummin", "searchsorted", "cut", "qcut", "mode", "agg", "aggregate", "apply"),
    *("map", "pipe", "transform", "reduce", "top", "ranked", "at_rank", "set_index", "eval", "query"),
    *("quantile", "percentile", "nanquantile", "nanpercentile", "median", "nanmedian", "unique", "factorize"),
    *("accumulate", "drop_duplicates", "value_counts", "most_common", "heappop", "heappushpop"),
})  # fmt: skip
"""What finds a largest or smallest, puts in an order, or calls what may."""
_ENDS = ("max", "min")
_PLAIN = frozenset({
    *("abs", "bool", "dict", "enumerate", "float", "int", "len", "list", "range", "reversed", "round", "set", "str"),
    *("sum", "tuple", "zip", "latest", "previous", "year_earlier", "period", "since_when", "in_a_row"),
})  # fmt: skip
"""What code may call by its name: Python's own that order nothing, and what briefs ask of periods."""
_BRANCHES = (ast.For, ast.While, ast.Lambda, ast.If, ast.IfExp, ast.Match)
"""What may compare one number with the next by itself."""
_TOGETHER = {ast.Eq: "eq", ast.GtE: "ge", ast.LtE: "le"}
"""Comparisons that hold of two that are the same, as of the highest and what is as high."""


def picks_by_size(nodes: Iterable[ast.AST]) -> bool:
    """Whether code may pick by the order of numbers: all that is not known to pick by a condition."""
    parts = [each for node in nodes for each in ast.walk(node)]
    own = {each.name for each in parts if isinstance(each, ast.FunctionDef)}
    return any(_may_order(each, own) for each in parts)


def _may_order(node: ast.AST, own: set[str]) -> bool:
    match node:
        case ast.Attribute(attr=name, value=of):
            return name in _ORDERS and not (_is_of_a_key(of) if name in _ENDS else _is_a_condition(of))
        case ast.Call(func=ast.Name(id=name), args=given, keywords=named):
            is_of_keys = name in _ENDS and len(given) == 1 and not named and _is_of_a_key(given[0])
            return name not in _PLAIN | own and not is_of_keys
        case ast.Call(func=ast.Attribute(attr=name), args=given) if name in _TOGETHER.values():
            return not any(map(_is_a_number, given))
        case ast.Compare(left=left, ops=signs, comparators=others):
            return any(type(sign) in _TOGETHER for sign in signs) and not any(map(_is_a_number, (left, *others)))
    return isinstance(node, _BRANCHES)


def _is_of_a_key(node: ast.expr) -> bool:
    """Whether it is a table's index or a level of it, of which the last is no matter of size."""
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Attribute) and node.func.attr == "get_level_values"
    return isinstance(node, ast.Attribute) and node.attr == "index"


def _is_a_condition(node: ast.expr) -> bool:
    """Whether it is true or false of each row, turned about or not: the first that is true is no matter of size."""
    match node:
        case ast.Compare():
            return True
        case ast.BinOp(left=left, op=ast.BitAnd() | ast.BitOr(), right=right):
            return _is_a_condition(left) and _is_a_condition(right)
        case ast.UnaryOp(op=ast.Invert(), operand=of):
            return _is_a_condition(of)
        case ast.Subscript(value=of) | ast.Attribute(attr="iloc" | "loc" | "values", value=of):
            return _is_a_condition(of)
        case ast.Call(func=ast.Attribute(attr=name, value=of)):
            return name in {"gt", "lt", "ge", "le", "ne", "eq", "between"} or (
                name == "to_numpy" and _is_a_condition(of)
            )
    return False


def _is_a_number(node: ast.expr) -> bool:
    """Whether it is typed, as 0 is in what did not fall: what is at it is that, and ties with nothing."""
    node = node.operand if isinstance(node, ast.UnaryOp) else node
    return isinstance(node, ast.Constant)
