"""What the code of a brief's functions says, without running it: what of its file each one uses, and of its inputs.

It is asked for each edition of a brief again, and of the same trees, which nobody changes; so it is kept.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_KEPT = 512
"""Functions of which it is kept."""
_ORDERING = ast.Lt | ast.LtE | ast.Gt | ast.GtE
_CUTTING = ast.FloorDiv | ast.Mod
_LEAPING = frozenset({
    *("lt", "le", "gt", "ge", "between", "query", "eval", "cut", "digitize", "searchsorted", "sign", "copysign"),
    *("bisect", "bisect_left", "bisect_right", "floor", "ceil", "trunc", "rint", "round", "int", "divmod", "fmod"),
})  # fmt: skip
"""Functions whose result may leap where what they are given does not."""


@dataclass(frozen=True)
class Source:
    """Where a function stands: its definition, the file around it, and that file's path."""

    node: ast.FunctionDef
    module: ast.Module
    path: Path

    def fingerprint(self) -> str:
        """A hash of the function, of the functions of its file that it uses, and of everything else in the file."""
        text = "\n".join([*map(_dumped, used_by(self.node, self.module)), self._siblings()])
        return hashlib.sha256(text.encode()).hexdigest()

    def _siblings(self) -> str:
        """A hash of the other modules beside the file, which it may import."""
        apart = {"derived", "charts", "checks", "each", "prepare", "tables"} - _imported(self.module)
        beside = sorted(self.path.parent.glob("*.py"))
        texts = [
            each.read_bytes() for each in beside if each.stem not in apart and each != self.path and each.is_file()
        ]
        return hashlib.sha256(b"\0".join(texts)).hexdigest() if texts else ""


@lru_cache(maxsize=_KEPT)
def used_by(node: ast.FunctionDef, module: ast.Module) -> tuple[ast.AST, ...]:
    """A function, the functions of its file that it uses, and everything else in the file."""
    functions, others = _parts(module)
    used: set[str] = set()
    waiting: list[ast.AST] = [node, *others]
    seen: list[ast.AST] = []
    while waiting:
        each = waiting.pop(0)
        seen.append(each)
        for name in ast.walk(each):
            if isinstance(name, ast.Name) and name.id in functions and name.id not in used:
                used.add(name.id)
                waiting.append(functions[name.id])
    return tuple(seen)


@lru_cache(maxsize=_KEPT)
def _dumped(node: ast.AST) -> str:
    """Code as a text that any Python gives of it: `ast.dump` writes what is empty or not, by its version."""
    return _told(node)


def _told(part: object) -> str:
    if isinstance(part, list):
        return f"[{', '.join(map(_told, part))}]"
    if not isinstance(part, ast.AST):
        return repr(part)
    told = [f"{name}={_told(value)}" for name, value in ast.iter_fields(part) if value is not None and value != []]
    return f"{type(part).__name__}({', '.join(told)})"


@lru_cache(maxsize=8)
def _parts(module: ast.Module) -> tuple[dict[str, ast.AST], list[ast.AST]]:
    """The functions and classes of a file by name, and all else that it runs."""
    functions: dict[str, ast.AST] = {}
    others: list[ast.AST] = []
    for each in module.body:
        if isinstance(each, ast.FunctionDef | ast.ClassDef):
            functions[each.name] = each
        elif not _is_text(each):
            others.append(each)
    return functions, others


@lru_cache(maxsize=_KEPT)
def columns_of(
    code: ast.FunctionDef, parameters: tuple[str, ...], used: tuple[ast.AST, ...]
) -> Mapping[str, frozenset[str] | None]:
    """Of each parameter of a function the columns that it takes by their names; None where it may look at others."""
    if code.decorator_list or _may_look_around(used):
        return dict.fromkeys(parameters)
    return {each: _of_one(code, each) for each in parameters}


@lru_cache(maxsize=_KEPT)
def called_by(used: tuple[ast.AST, ...]) -> frozenset[str]:
    """The names by which code calls something; of an attribute its last name."""
    calls = (each.func for part in used for each in ast.walk(part) if isinstance(each, ast.Call))
    return frozenset(getattr(each, "id", "") or getattr(each, "attr", "") for each in calls)


@lru_cache(maxsize=_KEPT)
def code_may_leap(used: tuple[ast.AST, ...]) -> bool:
    """Whether code compares numbers, or cuts them off."""
    return not called_by(used).isdisjoint(_LEAPING) or any(
        _compares_or_cuts(each) for part in used for each in ast.walk(part)
    )


def _compares_or_cuts(node: ast.AST) -> bool:
    is_comparison = isinstance(node, ast.Compare) and any(isinstance(each, _ORDERING) for each in node.ops)
    return is_comparison or (isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, _CUTTING))


def _may_look_around(nodes: Iterable[ast.AST]) -> bool:
    """Whether code may find by a text what a name stands for, or has a ``len`` of its own."""
    for each in (part for node in nodes for part in ast.walk(node)):
        match each:
            case ast.Name(id="eval" | "exec" | "locals" | "vars" | "globals") | ast.Name(id="len", ctx=ast.Store()):
                return True
            case (
                ast.FunctionDef(name="len") | ast.alias(name="len" | "*") | ast.alias(asname="len") | ast.arg(arg="len")
            ):
                return True
    return False


def _of_one(code: ast.FunctionDef, parameter: str) -> frozenset[str] | None:
    found, known = set[str](), 0
    for each in ast.walk(code):
        match each:
            case ast.Subscript(value=ast.Name(id=name), slice=ast.Constant(value=str() as column), ctx=ast.Load()):
                found |= {column} if name == parameter else set()
                known += name == parameter
            case ast.Call(func=ast.Name(id="len"), args=[ast.Name(id=name)], keywords=[]):
                known += name == parameter
    uses = sum(isinstance(each, ast.Name) and each.id == parameter for each in ast.walk(code))
    return frozenset(found) if uses == known else None


def _is_text(node: ast.AST) -> bool:
    """Whether it is a text alone, such as the file's docstring."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


@lru_cache(maxsize=8)
def _imported(module: ast.Module) -> frozenset[str]:
    """Each part of the names of modules that a file imports, and of what it takes from them."""
    return frozenset(part for each in ast.walk(module) for name in _imports(each) for part in name.split("."))


def _imports(node: ast.AST) -> list[str]:
    """The modules that an import statement names."""
    if isinstance(node, ast.ImportFrom):
        return [node.module or "", *(each.name for each in node.names)]
    return [each.name for each in node.names] if isinstance(node, ast.Import) else []
