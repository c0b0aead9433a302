"""What is known of code by reading it: what its names stand for, and whether an expression is of a key or a condition.

A key is what tells rows from each other, a name or a period: the last of some periods is no matter of size. A condition
is true or false of each row: the first that is true is none either.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property

Comprehension = ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp
_COMPARING = frozenset({"gt", "lt", "ge", "le", "ne", "eq", "between", "isin", "isna", "notna"})
_OF_PERIODS = frozenset({"year", "quarter", "month", "week", "qyear", "dt", "values", "array", "str"})
_STILL_KEYS = frozenset({
    *("get_level_values", "asfreq", "unique", "to_series", "to_list", "tolist", "to_numpy", "to_timestamp", "strftime"),
    *("dropna", "head", "tail"),
})  # fmt: skip
_OF_SEVERAL = frozenset({"list", "tuple", "set", "reversed", "sorted", "pairwise", "zip", "iter"})
_STILL_CONDITIONS = frozenset({"to_numpy", "fillna", "astype", "where", "tolist", "to_list"})


class Code:
    """Some code; `keys` are the columns of its tables that hold names and periods."""

    def __init__(self, nodes: Sequence[ast.AST], keys: Collection[str]) -> None:
        self.nodes, self.keys = nodes, frozenset(keys)
        self.parts = [each for node in nodes for each in ast.walk(node)]
        self.parents = {child: node for node in self.parts for child in ast.iter_child_nodes(node)}
        self.own = {each.name: each for each in self.parts if isinstance(each, ast.FunctionDef)}

    def ancestors(self, node: ast.AST) -> Iterator[ast.AST]:
        """What a part stands in, from the inside."""
        while (above := self.parents.get(node)) is not None:
            yield above
            node = above

    def is_turned(self, node: ast.AST) -> bool:
        """Whether what is true of it is what is false."""
        above = self.parents.get(node)
        return isinstance(above, ast.UnaryOp) and isinstance(above.op, ast.Not | ast.Invert)

    @cached_property
    def assigned(self) -> dict[str, list[ast.expr]]:
        """What names are given, one by one; of the inputs of functions and the parts of tuples nothing is known."""
        found: dict[str, list[ast.expr]] = {}
        unknown: set[str] = set()
        for each in self.parts:
            match each:
                case ast.Assign(targets=[ast.Name(id=name)], value=value):
                    found.setdefault(name, []).append(value)
                case ast.NamedExpr(target=ast.Name(id=name), value=value):
                    found.setdefault(name, []).append(value)
                case ast.arg(arg=name):
                    unknown.add(name)
                case ast.Name(id=name, ctx=ast.Store()) if not self._is_told(each):
                    unknown.add(name)
        return {name: values for name, values in found.items() if name not in unknown}

    def _is_told(self, name: ast.Name) -> bool:
        above = self.parents[name]
        return isinstance(above, ast.NamedExpr) or (isinstance(above, ast.Assign) and above.targets == [name])

    def meanings(self, name: str) -> list[ast.expr]:
        """All that a name may stand for; nothing where that is not known, or rests on the name itself."""
        known: set[str] = set()
        waiting = {name}
        while waiting:
            known |= waiting
            waiting = {one for each in waiting for value in self.assigned.get(each, []) for one in names_in(value)}
            if name in waiting:
                return []
            waiting -= known
        return self.assigned.get(name, [])

    def is_of_a_key(self, node: ast.expr) -> bool:  # noqa: PLR0911 -- one a node
        """Whether it is a table's index, a level of it, a column of names or periods, or some of these."""
        match node:
            case ast.Attribute(attr="index"):
                return True
            case ast.Attribute(attr=name, value=of) if name in _OF_PERIODS:
                return self.is_of_a_key(of)
            case ast.Call(func=ast.Attribute(attr="get_level_values")):
                return True
            case ast.Call(func=ast.Attribute(attr=name, value=of)) if name in _STILL_KEYS:
                return self.is_of_a_key(of)
            case ast.Call(func=ast.Name(id=name), args=given, keywords=[]) if name in _OF_SEVERAL and given:
                return all(map(self.is_of_a_key, given))
            case ast.Subscript(value=of, slice=part):
                return self._is_a_column(part) or self.is_of_a_key(of)
            case ast.ListComp(elt=element) | ast.SetComp(elt=element) | ast.GeneratorExp(elt=element):
                return self._is_one_of(element, node.generators)
            case ast.Name(id=name):
                return bool(values := self.meanings(name)) and all(map(self.is_of_a_key, values))
        return False

    def _is_a_column(self, part: ast.expr) -> bool:
        named = part.elts[-1] if isinstance(part, ast.Tuple) and part.elts else part
        return isinstance(named, ast.Constant) and named.value in self.keys

    def _is_one_of(self, element: ast.expr, generators: Sequence[ast.comprehension]) -> bool:
        """Whether what a comprehension makes are parts of keys, as they are."""
        if not isinstance(element, ast.Name):
            return False
        of = [each.iter for each in generators if element.id in names_in(each.target)]
        return bool(of) and all(map(self.is_of_a_key, of))

    def is_a_condition(self, node: ast.expr) -> bool:  # noqa: PLR0911 -- one a node
        """Whether it is true or false of each row, turned about or not: the first that is true is no matter of size."""
        match node:
            case ast.Compare():
                return True
            case ast.BinOp(left=left, op=ast.BitAnd() | ast.BitOr(), right=right):
                return self.is_a_condition(left) and self.is_a_condition(right)
            case ast.UnaryOp(op=ast.Invert(), operand=of):
                return self.is_a_condition(of)
            case ast.Subscript(value=of) | ast.Attribute(attr="iloc" | "loc" | "values", value=of):
                return self.is_a_condition(of)
            case ast.Call(func=ast.Attribute(attr="apply"), args=[ast.Lambda(body=body)]):
                return self.is_a_condition(body)
            case ast.Call(func=ast.Attribute(attr=name, value=of)):
                return name in _COMPARING or (name in _STILL_CONDITIONS and self.is_a_condition(of))
            case ast.Name(id=name):
                return bool(values := self.meanings(name)) and all(map(self.is_a_condition, values))
        return False

    def is_a_list(self, node: ast.expr) -> bool:
        """Whether a name stands for several things, and not for the outcome of a comparison."""
        several = ast.List | ast.ListComp | ast.Subscript | ast.Call
        values = self.meanings(node.id) if isinstance(node, ast.Name) else []
        return bool(values) and all(isinstance(each, several) and not self.is_a_condition(each) for each in values)


def names_in(node: ast.AST) -> set[str]:
    """The names in an expression."""
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def is_a_number(node: ast.expr) -> bool:
    """Whether it is typed, as 0 is in what did not fall: what is at it is that, and ties with nothing."""
    node = node.operand if isinstance(node, ast.UnaryOp) else node
    return isinstance(node, ast.Constant)
