"""Whether code that goes through things one by one compares each with the others, or with what it held before.

A loop finds the last month that is above the one before it, and another the largest of all; both compare two numbers
at a time. The second one compares an item with one that an earlier comparison has kept, or each with each other.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from itertools import combinations

from statbrief.deriving.code_read import Code, Comprehension, is_a_number, names_in

Round = ast.For | ast.While | ast.comprehension | ast.Lambda | ast.FunctionDef
"""What takes one thing after the other: a loop, a part of a comprehension, a function that is called for each."""
_LOOPS = (ast.For, ast.While)
_COUNTING = frozenset({"sum", "any", "all"})
_WHILE = frozenset({"takewhile", "dropwhile", "filter", "itertools"})
_ADDING = frozenset({"append", "add", "extend", "insert", "update", "setdefault", "appendleft"})
_OF_IDENTITY = (ast.Is, ast.IsNot, ast.In, ast.NotIn)
_TOGETHER = (ast.Eq, ast.GtE, ast.LtE)
"""Comparisons that hold of two that are the same, as of the highest and what is as high."""


class ItemByItem:
    """What the rounds of some code compare."""

    def __init__(self, code: Code) -> None:
        self.code = code
        self._kept: dict[ast.AST, frozenset[str]] = {}
        self._varying: dict[str, frozenset[str]] = {}
        while (found := self._inputs_that_vary()) != self._varying:
            self._varying = found

    def compares_items(self, node: ast.expr, sides: Sequence[ast.expr], *, is_together: bool) -> bool | None:
        """Whether a comparison holds items against each other or against one that was kept; None outside of rounds.

        Names and periods are held against each other for what they are, not for their size.

        `is_together` where it holds of two that are the same.
        """
        if any(map(self.code.is_of_a_key, sides)):
            return False
        rounds = list(self._rounds(node))
        leaves = [each for side in sides for each in _leaves(side) if not is_a_number(each)]
        of = [self._rounds_of(each, rounds) for each in leaves]
        if any(names_in(node) & self.kept(each) for each in rounds if isinstance(each, _LOOPS)):
            return True
        if not any(of):
            return None
        if any(not (one <= other or other <= one) for one, other in combinations(of, 2)):
            return True
        if self.is_a_test(node):
            return not all(of) and is_together
        return not all(of) or not _are_alike(leaves)

    def is_given_what_is_kept(self, call: ast.Call) -> bool:
        """Whether a function is called in a loop with what an earlier comparison has kept."""
        given = {name for each in (*call.args, *call.keywords) for name in names_in(each)}
        return any(given & self.kept(each) for each in self._rounds(call) if isinstance(each, _LOOPS))

    def _inputs_that_vary(self) -> dict[str, frozenset[str]]:
        """Of each function that is called in a round, the inputs that are others in each; what is applied, the first.

        As far as it is known of the functions that call it.
        """
        found: dict[str, set[str]] = {}
        for each in self.code.parts:
            if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load) and each.id in self.code.own:
                found.setdefault(each.id, set()).update(self._given_others(each))
        return {name: frozenset(each) for name, each in found.items() if each}

    def _given_others(self, name: ast.Name) -> Iterator[str]:
        inputs = [each.arg for each in self.code.own[name.id].args.args]
        call = self.code.parents[name]
        if any(isinstance(each, ast.FunctionDef) and name.id in _inputs(each) for each in self.code.ancestors(name)):
            return  # what it returned
        if not isinstance(call, ast.Call) or call.func is not name:
            yield from inputs[:1]
            return
        bound = {one for each in self._rounds(call) for one in self._bound(each)}
        given = [*zip(inputs, call.args, strict=False), *((each.arg or "", each.value) for each in call.keywords)]
        yield from (one for one, value in given if names_in(value) & bound)

    def _rounds(self, node: ast.AST) -> Iterator[Round]:
        """The rounds that a part stands in, from the inside."""
        for above in self.code.ancestors(node):
            if isinstance(above, Comprehension):
                yield from reversed(above.generators)
            elif isinstance(above, ast.For | ast.While | ast.Lambda):
                yield above
            elif isinstance(above, ast.FunctionDef):
                if above.name in self._varying:
                    yield above
                return

    def _bound(self, each: Round) -> set[str]:
        """The names that are others in each round."""
        match each:
            case ast.comprehension(target=target):
                return names_in(target)
            case ast.Lambda():
                return _inputs(each)
            case ast.For(target=target):
                return names_in(target) | {name for name, _ in _bindings(each)}
            case ast.FunctionDef(name=function):
                return _made_of(set(self._varying[function]), each)
        return {name for name, _ in _bindings(each)}

    def _rounds_of(self, leaf: ast.expr, rounds: Sequence[Round]) -> frozenset[int]:
        """The rounds from which a part of a comparison comes."""
        found = (next((place for place, each in enumerate(rounds) if name in self._bound(each)), -1)
                 for name in names_in(leaf))  # fmt: skip
        return frozenset(each for each in found if each >= 0)

    def is_a_test(self, node: ast.AST) -> bool:
        """Whether it is true or false as a whole, and decides by itself whether something is taken."""
        above = self.code.parents.get(node)
        while isinstance(above, ast.BoolOp) or (isinstance(above, ast.UnaryOp) and isinstance(above.op, ast.Not)):
            node, above = above, self.code.parents.get(above)
        match above:
            case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test):
                return test is node
            case ast.comprehension():
                return node in above.ifs
            case ast.GeneratorExp(elt=element):
                call = self.code.parents.get(above)
                counts = isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in _COUNTING
                return element is node and counts
            case ast.Lambda():
                call = self.code.parents.get(above)
                return isinstance(call, ast.Call) and names_in(call.func) <= _WHILE and call.args[0] is above
        return False

    def kept(self, loop: ast.AST) -> frozenset[str]:
        """The names that a loop gives something only where a comparison says so, and all that is made of these."""
        if loop not in self._kept:
            found = {name for name, each in _bindings(loop) if self._is_kept(each, loop)}
            self._kept[loop] = frozenset(_made_of(found, loop))
        return self._kept[loop]

    def _is_kept(self, binding: ast.AST, loop: ast.AST) -> bool:
        if any(isinstance(each, ast.IfExp | ast.BoolOp) for each in ast.walk(_value(binding))):
            return True
        for above in self.code.ancestors(binding):
            if above is loop:
                break
            if isinstance(above, ast.Match | ast.Try) or (isinstance(above, ast.If) and _compares_sizes(above.test)):
                return True
        skips = (each for each in ast.walk(loop) if isinstance(each, ast.Continue))
        return any(each.lineno < binding.lineno and self._is_by_size(each, loop) for each in skips)  # type: ignore[attr-defined]

    def _is_by_size(self, skip: ast.Continue, loop: ast.AST) -> bool:
        for above in self.code.ancestors(skip):
            if above is loop:
                break
            if not isinstance(above, ast.If) or _compares_sizes(above.test):
                return True
        return False

    def picks_between(self, node: ast.If) -> bool:
        """Whether it may say which of two is the larger: outside of loops, or by a name, or one thing or another."""
        if self.is_a_guard(node.test):
            return False
        if not any(isinstance(each, _LOOPS) for each in self._rounds(node)):
            return True
        given = [(name, _value(binding)) for each in node.body for name, binding in _bindings(each)]
        returned = [each.value for part in node.body for each in ast.walk(part) if isinstance(each, ast.Return)]
        values = [*(value for _, value in given), *returned]
        if any(isinstance(each, ast.Constant) and isinstance(each.value, str) for each in values):
            return True
        otherwise = {name for each in node.orelse for name, other in _bindings(each) if not _is_typed(_value(other))}
        returns = any(isinstance(each, ast.Return) for part in node.orelse for each in ast.walk(part))
        return bool(otherwise & {name for name, _ in given}) or (returns and bool(returned))

    def is_a_guard(self, test: ast.expr) -> bool:
        """Whether a test asks only whether there is anything."""
        match test:
            case ast.UnaryOp(op=ast.Not(), operand=of):
                return self.is_a_guard(of)
            case ast.BoolOp(values=values):
                return all(map(self.is_a_guard, values))
            case ast.Compare(ops=signs) if all(isinstance(each, _OF_IDENTITY) for each in signs):
                return True
            case ast.Compare(left=ast.Call(func=ast.Name(id="len")), comparators=[other]):
                return is_a_number(other)
            case ast.Call(func=ast.Name(id="len" | "isinstance")) | ast.Attribute(attr="empty"):
                return True
        return self.code.is_a_list(test)


def holds_together(node: ast.Compare, *, is_turned: bool) -> bool:
    """Whether a comparison, turned about or not, holds of two that are the same, neither of them typed."""
    sides, sizes = (node.left, *node.comparators), (ast.Lt, ast.Gt, ast.NotEq)
    holding = any(isinstance(each, sizes if is_turned else _TOGETHER) for each in node.ops)
    return holding and not any(map(is_a_number, sides))


def _compares_sizes(test: ast.expr) -> bool:
    """Whether a test holds numbers against each other; what calls another function may."""
    for each in ast.walk(test):
        if isinstance(each, ast.Compare) and not all(isinstance(sign, _OF_IDENTITY) for sign in each.ops):
            return True
        if isinstance(each, ast.Call):
            return True
    return False


def _leaves(node: ast.expr) -> Iterator[ast.expr]:
    """What an expression adds, subtracts, multiplies or divides."""
    match node:
        case ast.BinOp(left=left, right=right):
            yield from _leaves(left)
            yield from _leaves(right)
        case ast.UnaryOp(operand=of):
            yield from _leaves(of)
        case _:
            yield node


def _inputs(function: ast.FunctionDef | ast.Lambda) -> set[str]:
    return {each.arg for each in ast.walk(function.args) if isinstance(each, ast.arg)}


def _made_of(names: set[str], within: ast.AST) -> set[str]:
    """Some names, and those that a part gives what is made of them."""
    found, bindings = set(names), list(_bindings(within))
    while more := {name for name, each in bindings if names_in(_value(each)) & found} - found:
        found |= more
    return found


def _are_alike(leaves: Sequence[ast.expr]) -> bool:
    """Whether columns are compared with themselves as they were, and not with one of their numbers."""
    single = [isinstance(each, ast.Subscript) for each in leaves]
    return len({frozenset(names_in(each)) for each in leaves}) == 1 and (all(single) or not any(single))


def _bindings(node: ast.AST) -> Iterator[tuple[str, ast.stmt | ast.expr]]:
    """The names that a part gives or adds something, each with what does that."""
    for each in ast.walk(node):
        match each:
            case ast.Assign(targets=targets):
                yield from ((name, each) for target in targets for name in _bases(target))
            case ast.AugAssign(target=target) | ast.AnnAssign(target=target) | ast.NamedExpr(target=target):
                yield from ((name, each) for name in _bases(target))
            case ast.Call(func=ast.Attribute(attr=method, value=of)) if method in _ADDING:
                yield from ((name, each) for name in _bases(of))


def _bases(target: ast.expr) -> Iterator[str]:
    match target:
        case ast.Name(id=name):
            yield name
        case ast.Tuple(elts=parts) | ast.List(elts=parts):
            for each in parts:
                yield from _bases(each)
        case ast.Subscript(value=of) | ast.Attribute(value=of) | ast.Starred(value=of):
            yield from _bases(of)


def _value(binding: ast.AST) -> ast.AST:
    """What is given."""
    value = getattr(binding, "value", None)
    return binding if value is None else value


def _is_typed(value: ast.AST) -> bool:
    return isinstance(value, ast.expr) and is_a_number(value)
