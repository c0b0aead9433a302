"""Whether code picks by size or by a condition, which its numbers alone do not tell.

The last month in which something rose may be the one before a month with the same number, and so may the first of two
highest months: moved by a hair, both become the other one. The first is right all the same, the second is a tie. So
code is read: what picks by a condition calls nothing that may put numbers in an order, and holds no item against the
others. All that is not known to be of that kind is taken for a pick by size.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from statbrief.deriving.code_read import Code, is_a_number, names_in
from statbrief.deriving.item_by_item import ItemByItem, holds_together

_ORDERS = frozenset({
    *("max", "min", "idxmax", "idxmin", "argmax", "argmin", "nanargmax", "nanargmin", "nanmax", "nanmin", "amax"),
    *("amin", "nlargest", "nsmallest", "sort", "sorted", "sort_values", "argsort", "lexsort", "partition"),
    *("argpartition", "rank", "cummax", "cummin", "searchsorted", "cut", "qcut", "mode", "reduce", "top", "ranked"),
    *("at_rank", "quantile", "percentile", "nanquantile", "nanpercentile", "median", "nanmedian", "factorize"),
    *("accumulate", "drop_duplicates", "value_counts", "most_common", "heappop", "heappushpop", "newaxis"),
})  # fmt: skip
"""What finds a largest or smallest, puts in an order, or holds each against each, be it only named."""
_ORDERLESS = frozenset({
    *("abs", "add", "sub", "subtract", "mul", "multiply", "div", "divide", "truediv", "floordiv", "mod", "neg", "pow"),
    *("diff", "pct_change", "shift", "cumsum", "cumprod", "sum", "mean", "average", "std", "var", "count", "size"),
    *("prod", "any", "all", "isna", "isnull", "notna", "notnull", "isnan", "isfinite", "between", "gt", "lt", "ge"),
    *("le", "ne", "eq", "fillna", "ffill", "bfill", "dropna", "where", "mask", "astype", "round", "rolling"),
    *("resample", "expanding", "unstack", "stack", "droplevel", "swaplevel", "reset_index", "sort_index"),
    *("rename", "rename_axis", "reorder_levels", "to_frame", "to_series", "to_list", "tolist", "to_numpy", "items"),
    *("iterrows", "itertuples", "keys", "get", "xs", "head", "tail", "first", "last", "nth", "copy", "squeeze", "item"),
    *("assign", "drop", "reindex", "append", "extend", "first_valid_index", "last_valid_index", "get_level_values"),
    *("asfreq", "to_timestamp", "to_period", "strftime", "normalize", "date", "Period", "PeriodIndex", "Timestamp"),
    *("Timedelta", "DateOffset", "period_range", "date_range", "to", "m_as", "flatnonzero", "nonzero", "argwhere"),
    *("sign", "log", "sqrt", "exp", "array", "asarray", "concatenate", "concat", "transpose", "startswith"),
    *("endswith", "replace", "strip", "lower", "upper", "title", "split", "join", "format", "pairwise", "islice"),
    *("takewhile", "dropwhile", "chain", "to_flat_index", "remove_unused_levels", "slice", "IndexSlice", "get_loc"),
})  # fmt: skip
"""Methods and functions that put nothing in an order of size: all others may."""
_ENDS = ("max", "min")
_PLAIN = frozenset({
    *("abs", "all", "any", "bool", "dict", "enumerate", "filter", "float", "int", "isinstance", "iter", "len", "list"),
    *("next", "range", "reversed", "round", "set", "frozenset", "str", "sum", "tuple", "zip", "pairwise", "islice"),
    *("chain", "takewhile", "dropwhile", "latest", "previous", "year_earlier", "period", "since_when", "run"),
    "in_a_row",
})  # fmt: skip
"""What code may call by its name: Python's own that order nothing, and what briefs ask of periods."""
_TO_PLACES = frozenset({"int", "round", "float"})
"""What makes a place of a number."""
_TOGETHER = frozenset({"eq", "ge", "le"})
_COMPARING = frozenset({"gt", "lt", "ne", *_TOGETHER})
_GROUPING = frozenset({"groupby", "pivot_table", "pivot", "set_index"})
_APPLYING = frozenset({"apply", "map", "pipe", "agg", "aggregate", "transform"})
_TOTALS = frozenset({"sum", "mean", "count", "size", "std", "var", "first", "last", "diff", "cumsum"})
_WRITTEN = frozenset({"query", "eval"})
_MADE = frozenset({"Series", "DataFrame"})


@dataclass(frozen=True)
class Ordering:
    """A part of code that may put numbers in an order, in a line of its file.

    `unknown` is what it calls, where it is not known what that does.
    """

    line: int
    unknown: str = ""


def orderings(nodes: Iterable[ast.AST], keys: Collection[str]) -> list[Ordering]:
    """What of some code may pick by the order of numbers: all that is not known to pick by a condition.

    `keys` are the columns of its tables that hold names and periods.
    """
    return list(_Reading(Code(list(nodes), keys)).orderings())


class _Reading:
    """Code as it is read for what may put numbers in an order."""

    def __init__(self, code: Code) -> None:
        self.code, self.items = code, ItemByItem(code)

    def orderings(self) -> Iterator[Ordering]:
        """The parts that may."""
        for each in self.code.parts:
            if self._may_order(each):
                yield Ordering(getattr(each, "lineno", 0), _unknown(each))

    def _may_order(self, node: ast.AST) -> bool:  # noqa: PLR0911 -- one a node
        if isinstance(node, ast.Call):
            return self._call_may_order(node)
        if isinstance(node, ast.Compare | ast.BoolOp | ast.If | ast.IfExp):
            return self._test_may_order(node)
        match node:
            case ast.Attribute(attr=name, value=of) if name in _ORDERS:
                return not (self.code.is_of_a_key(of) if name in _ENDS else self.code.is_a_condition(of))
            case ast.Attribute(attr="index" | "columns", ctx=ast.Store()):
                return True
            case ast.DictComp(key=key, generators=rounds):
                return not any(self.code.is_of_a_key(each.iter) or _begins_with(each, key) for each in rounds)
            case ast.Subscript(slice=part, ctx=ast.Store()) if self._is_placed_by_number(part):
                return True
            case ast.Subscript(slice=part):  # as of what is compared with itself, turned to a column
                return any(isinstance(each, ast.Constant) and each.value is None for each in ast.walk(part))
        return isinstance(node, ast.Match | ast.Try)

    def _is_placed_by_number(self, place: ast.expr) -> bool:
        """Whether something is put in a place that a number is, which is an order: of two alike the last stays."""
        calls = [each.func for each in ast.walk(place) if isinstance(each, ast.Call)]
        is_made = any(isinstance(each, ast.Name) and each.id in _TO_PLACES for each in calls)
        return is_made or bool(names_in(place) & self._numbers_of_items)

    @cached_property
    def _numbers_of_items(self) -> set[str]:
        """The names of what stands beside a key, as n does in ``for name, n in numbers.items()``."""
        found: set[str] = set()
        for each in self.code.parts:
            match each:
                case ast.For(target=ast.Tuple(elts=[_, *others]), iter=ast.Call(func=ast.Attribute(attr="items"))):
                    found |= {name for one in others for name in names_in(one)}
        return found

    def _test_may_order(self, node: ast.Compare | ast.BoolOp | ast.If | ast.IfExp) -> bool:
        """Whether what is true or false of numbers may say which of them is the larger."""
        match node:
            case ast.Compare(left=left, comparators=others):
                together = holds_together(node, is_turned=self.code.is_turned(node))
                found = self.items.compares_items(node, (left, *others), is_together=together)
                return self._chooses(node) or (together if found is None else found)
            case ast.BoolOp():
                return not self.items.is_a_test(node) and any(isinstance(each, ast.Compare) for each in ast.walk(node))
            case ast.If():
                return self.items.picks_between(node)
        return not self.items.is_a_guard(node.test)

    def _call_may_order(self, call: ast.Call) -> bool:
        match call.func:
            case ast.Name(id=name):
                return self._name_may_order(name, call)
            case ast.Attribute(attr=name):
                return name not in _ORDERS and self._method_may_order(name, call)
        return not isinstance(call.func, ast.Lambda)

    def _name_may_order(self, name: str, call: ast.Call) -> bool:
        """Whether a function that is called by its name may put what it is given in an order."""
        if name in self.code.own:
            return self.items.is_given_what_is_kept(call)
        if name in (*_ENDS, "sorted"):
            return bool(call.keywords) or len(call.args) != 1 or not self.code.is_of_a_key(call.args[0])
        if name == "eval":
            return not call.args or self._is_of_order(call.args[0])
        if name == "next":
            return any(isinstance(each, ast.Constant) and isinstance(each.value, str) for each in call.args)
        if name == "dict":
            return any(self._is_turned(each) for each in call.args)
        return name not in _PLAIN

    def _is_turned(self, given: ast.expr) -> bool:
        """Whether what a dict is made of may have numbers as its keys."""
        match given:
            case ast.Call(func=ast.Name(id="zip"), args=[first, *_]):
                return not self.code.is_of_a_key(first)
        return not isinstance(given, ast.Name | ast.Attribute)

    def _method_may_order(self, name: str, call: ast.Call) -> bool:
        """Whether a method, or a function of a module, may put what it is given in an order."""
        given = [*call.args, *(each.value for each in call.keywords)]
        if name in _COMPARING:
            assert isinstance(call.func, ast.Attribute)  # noqa: S101 -- a method
            together = name in _TOGETHER and not any(map(is_a_number, given))
            found = self.items.compares_items(call, (call.func.value, *given), is_together=together)
            return together if found is None else found
        if name in _GROUPING:
            return not self._is_by_keys(name, call)
        if name in _APPLYING:
            return not given or not all(map(self._is_plain, given))
        if name in _WRITTEN:
            return not given or self._is_of_order(given[0])
        if name in _MADE:
            index = [*call.args[1:2], *(each.value for each in call.keywords if each.arg == "index")]
            return not all(map(self.code.is_of_a_key, index))
        is_choice = name == "where" and len(call.args) > 2  # noqa: PLR2004 -- a condition, one thing and another
        return is_choice or name not in _ORDERLESS

    def _is_by_keys(self, name: str, call: ast.Call) -> bool:
        """Whether a table is grouped, or arranged, by names and periods alone."""
        named = {each.arg: each.value for each in call.keywords}
        if name == "groupby":
            by = [*call.args[:1], *([named["by"]] if "by" in named else [])]
            return all(map(self._is_a_key, by))
        if name == "set_index":
            return all(map(self._is_a_key, [*call.args[:1], *([named["keys"]] if "keys" in named else [])]))
        wanted = [named[each] for each in ("index", "columns") if each in named]
        total = named.get("aggfunc")
        return not call.args and all(map(self._is_a_key, wanted)) and (total is None or self._is_plain(total))

    def _is_a_key(self, node: ast.expr) -> bool:
        match node:
            case ast.Constant(value=value):
                return value in self.code.keys
            case ast.List(elts=parts) | ast.Tuple(elts=parts):
                return all(map(self._is_a_key, parts))
        return self.code.is_of_a_key(node)

    def _is_plain(self, given: ast.expr) -> bool:
        """Whether what is applied is read as well, or a total."""
        match given:
            case ast.Constant(value=value):
                return value in _TOTALS or not isinstance(value, str)
            case ast.Name(id=name):
                return name in self.code.own
        return isinstance(given, ast.Lambda)

    def _is_of_order(self, written: ast.expr) -> bool:
        """Whether code within a text, as pandas evaluates it, may order; so may what cannot be read."""
        if not isinstance(written, ast.Constant) or not isinstance(written.value, str):
            return True
        text = re.sub(r"`[^`]*`", "column", written.value.strip()).replace("@", "")
        try:
            tree = ast.parse(text, mode="eval")
        except SyntaxError:
            return True
        return any(_Reading(Code([tree], self.code.keys)).orderings())

    def _chooses(self, comparison: ast.Compare) -> bool:
        """Whether the outcome of a comparison is a number, or the place of one of two things."""
        above = self.code.parents.get(comparison)
        match above:
            case ast.BinOp(op=sign):
                return not isinstance(sign, ast.BitAnd | ast.BitOr | ast.BitXor)
            case ast.Call(func=ast.Name(id="int" | "bool" | "float")):
                return True
            case ast.Subscript(value=of):
                literal = ast.List | ast.Tuple | ast.Dict
                values = self.code.meanings(of.id) if isinstance(of, ast.Name) else [of]
                return any(isinstance(each, literal) for each in values)
        return False


def _unknown(node: ast.AST) -> str:
    """What a part calls, where it is not known to order; nothing where it is."""
    match node:
        case ast.Call(func=ast.Name(id=name)):
            return "" if name in {*_ORDERS, "next", "dict", *_PLAIN} else name
        case ast.Call(func=ast.Attribute(attr=name)):
            known = _ORDERS | _ORDERLESS | _COMPARING | _GROUPING | _MADE
            return "" if name in known else name
        case ast.Call():
            return ast.unparse(node.func)
    return ""


def _begins_with(each: ast.comprehension, key: ast.expr) -> bool:
    """Whether a key is made of the first of the two that are taken each time, which is the key there too."""
    match each.target:
        case ast.Tuple(elts=[first, *others]):
            return names_in(key) <= names_in(first) and not any(names_in(key) & names_in(one) for one in others)
    return False
