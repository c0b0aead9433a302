"""What a table's code says of its columns that their numbers do not: that they are ranks, medians or running totals.

Three ranks are whole numbers as three counts are, and a median wage is dollars as a sum of wages is. So the last thing
that is done to a column is looked for in its function's code, through names, and through what changes no number.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from statbrief.figures.functions import Function

_NOTHING = "{} add up to nothing"
_RANKS, _EXTREMES, _SPREADS = (_NOTHING.format(each) for each in ("ranks", "largest or smallest numbers", "spreads"))
_MEDIANS = _NOTHING.format("medians and quantiles")
_CHANGES = _NOTHING.format("changes in parts of what each starts from")
_RUNNING = _NOTHING.format("sums that run on from row to row")
_MEANS = "means add up to none, unless all are of the same times"
_DISTINCT = "what is counted in one of them may be counted in another, too"
QUOTIENT = _NOTHING.format("quotients")
_DOINGS = {
    "rank": _RANKS,
    **dict.fromkeys(("median", "quantile", "percentile", "nanmedian", "nanquantile", "nanpercentile"), _MEDIANS),
    **dict.fromkeys(("max", "min", "cummax", "cummin"), _EXTREMES),
    **dict.fromkeys(("std", "var", "sem", "skew", "kurt", "corr", "cov", "corrwith"), _SPREADS),
    **dict.fromkeys(("mean", "average", "nanmean"), _MEANS),
    "nunique": _DISTINCT,
    "pct_change": _CHANGES,
}
_OF_ROWS_IN_TIME = dict.fromkeys(("cumsum", "cumprod", "rolling", "expanding"), _RUNNING)
"""Of rows for several things, each with what there was of it so far, the sum is what there was of all."""
_ROWS = (
    *("drop", "droplevel", "dropna", "filter", "first", "head", "iloc", "last", "loc", "reindex", "rename", "tail"),
    *("rename_axis", "reset_index", "set_axis", "set_index", "sort_index", "sort_values", "swaplevel", "where", "xs"),
)
_NUMBERS = (
    *("abs", "assign", "astype", "convert_dtypes", "copy", "fillna", "infer_objects", "magnitude", "pint", "round"),
    *("squeeze", "stack", "to", "to_frame", "to_numpy", "transpose", "unstack", "values"),
)
_PASSING = frozenset((*_ROWS, *_NUMBERS))
"""What leaves numbers what they are, and sums of them, whose own parts are looked at."""
_BY_NAME = frozenset(("agg", "aggregate", "apply", "transform"))
_OF_A_TABLE = frozenset(("ranked", "top", "with_total", "round", "abs"))
_ALL = ""


def no_sums(function: Function, *, is_of_times: bool) -> Mapping[str, str]:
    """Of columns, by their names, why what its code does to them adds up to nothing; of all others under no name.

    `is_of_times` is of a table whose rows are periods. Of a quotient it is `QUOTIENT`, which may be a share.
    """
    code = _Code(_DOINGS | (_OF_ROWS_IN_TIME if is_of_times else {}))
    for node in function.used:
        code.read(node)
    found = {name: code.reason_of(made) for name, made in code.columns.items()}
    if function.returned is not None:
        found[_ALL] = code.reason(function.returned)
    return {name: why for name, why in found.items() if why or name}


@dataclass
class _Code:
    """What names and columns are set to, anywhere in a function's code."""

    doings: Mapping[str, str]
    names: dict[str, list[ast.expr]] = field(default_factory=dict)
    columns: dict[str, list[ast.expr]] = field(default_factory=dict)
    open: set[str] = field(default_factory=set)
    """The names that are being followed."""

    def read(self, tree: ast.AST) -> None:
        """Take in all that a piece of code sets."""
        for node in ast.walk(tree):
            match node:
                case ast.Assign(targets=targets, value=value):
                    for each in targets:
                        self._set(each, value)
                case ast.Dict(keys=keys, values=values):
                    for key, value in zip(keys, values, strict=True):
                        self._set_column(key, value)
                case ast.Call(func=ast.Attribute(attr="assign" | "agg" | "aggregate"), keywords=given):
                    for keyword in given:
                        self._set_column(ast.Constant(keyword.arg), keyword.value)

    def _set(self, target: ast.expr, value: ast.expr) -> None:
        match target, value:
            case ast.Name(id=name), _:
                self.names.setdefault(name, []).append(value)
            case ast.Tuple(elts=targets), ast.Tuple(elts=values) if len(targets) == len(values):
                for each, made in zip(targets, values, strict=True):
                    self._set(each, made)
            case ast.Subscript(value=ast.Attribute(attr="loc"), slice=ast.Tuple(elts=[ast.Slice(), key])), _:
                self._set_column(key, value)
            case ast.Subscript(value=ast.Name(), slice=key), _:
                self._set_column(key, value)

    def _set_column(self, key: ast.expr | None, value: ast.expr) -> None:
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            self.columns.setdefault(key.value, []).append(value)

    def reason_of(self, made: Iterable[ast.expr]) -> str:
        """The first reason of several expressions."""
        return next(filter(None, map(self.reason, made)), "")

    def reason(self, node: ast.expr) -> str:
        """Why what an expression comes to adds up to nothing; nothing where it may, or nobody can tell."""
        return next(filter(None, self._reasons(node)), "")

    def _reasons(self, node: ast.expr) -> Iterator[str]:  # noqa: C901, PLR0912 -- one for each kind of node
        match node:
            case ast.Name(id=name) if name not in self.open:
                self.open.add(name)
                yield self.reason_of(self.names.get(name, ()))
                self.open.discard(name)
            case ast.Constant(value=str(name)):  # as agg has it
                yield self.doings.get(name, "")
            case ast.Tuple(elts=[_, ast.Constant(value=str(name))]):
                yield self.doings.get(name, "")
            case ast.Call(func=ast.Attribute(value=inner, attr=name), args=given):
                yield self.doings.get(name, "")
                if name in _BY_NAME and given and isinstance(given[0], ast.Constant):
                    yield self.reason(given[0])
                if name in _PASSING:
                    yield self.reason(inner)
            case ast.Call(func=ast.Name(id=name), args=[first, *_]) if name in _OF_A_TABLE:
                yield self.reason(first)
            case ast.Attribute(value=inner, attr=name) if name in _PASSING:
                yield self.reason(inner)
            case ast.Subscript(value=inner, slice=ast.Constant(value=str(name))) if name in self.columns:
                yield self._of_column(name) or self.reason(inner)
            case ast.Subscript(value=inner):
                yield self.reason(inner)
            case ast.BinOp(left=left, op=ast.Mult() | ast.Div(), right=ast.Constant()):
                yield self.reason(left)
            case ast.BinOp(left=ast.Constant(), op=ast.Mult(), right=right):
                yield self.reason(right)
            case ast.BinOp(op=ast.Div()):
                yield QUOTIENT

    def _of_column(self, name: str) -> str:
        key = f"[{name}]"
        if key in self.open:
            return ""
        self.open.add(key)
        found = self.reason_of(self.columns[name])
        self.open.discard(key)
        return found
