"""The plain functions of `analysis/`: found by reading the file, called only when their result is needed."""

from __future__ import annotations

import ast
import hashlib
import importlib.util
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from statbrief.errors import Fault, StatbriefError, near_miss
from statbrief.tables import read_text


@dataclass(frozen=True, kw_only=True)
class Function:
    """A public function of an analysis file: what its text says, without running it.

    `parameters` name its inputs; `returns` is a return annotation that is a text, such as ``"arrest / day"``;
    `fingerprint` changes with its code and with what it uses of its file, not with comments or its neighbours.
    """

    name: str
    parameters: tuple[str, ...]
    doc: str
    returns: str | None
    file: str
    line: int
    fingerprint: str

    @property
    def title(self) -> str:
        """The docstring's first paragraph on one line."""
        return " ".join(self.doc.split("\n\n")[0].split())

    def fault(self, found: str, wanted: str = "", *, line: int | None = None) -> Fault:
        """Something wrong with this function; `line` where it is not the one of its `def`."""
        return Fault(file=self.file, line=line or self.line, what=self.name, found=found, wanted=wanted)


def read_functions(folder: Path, name: str, failure: type[StatbriefError]) -> list[Function]:
    """The public functions of the file `name` under `folder`, in its order; none when there is no such file.

    Raises `failure` when the file is not Python, has two functions of one name, or a function whose inputs are not
    plain named parameters.
    """
    path = folder / name
    if not path.exists():
        return []
    text = read_text(path, name)
    try:
        module = ast.parse(text)
    except SyntaxError as error:
        raise failure(Fault(file=name, line=error.lineno, what="syntax", found=str(error.msg))) from error
    definitions = [node for node in module.body if isinstance(node, ast.FunctionDef)]
    public = [node for node in definitions if not node.name.startswith("_")]
    faults = [*_doubles(public, name), *_odd_parameters(public, name)]
    if faults:
        raise failure(faults)
    siblings = _siblings_fingerprint(path)
    return [
        Function(
            name=node.name,
            parameters=tuple(each.arg for each in [*node.args.args, *node.args.kwonlyargs]),
            doc=ast.get_docstring(node) or "",
            returns=_text_annotation(node),
            file=name,
            line=node.lineno,
            fingerprint=_fingerprint(node, module, siblings),
        )
        for node in public
    ]


def load_callables(folder: Path, name: str, failure: type[StatbriefError]) -> dict[str, Callable[..., Any]]:
    """Run the file and return its functions by name. Raises `failure` with the line that raised."""
    path = folder / name
    # Not registered under its own name: two briefs in one process must not see each other's modules.
    specification = importlib.util.spec_from_file_location(f"_brief_{path.stem}", path)
    if specification is None or specification.loader is None:
        raise failure(Fault(file=name, what="file", found="cannot be loaded as Python"))
    module = importlib.util.module_from_spec(specification)
    with _importing_from(path.parent):
        try:
            specification.loader.exec_module(module)
        except Exception as error:
            line = line_in(path, error)
            raise failure(Fault(file=name, line=line, what="file", found=describe(error))) from error
    return {key: value for key, value in vars(module).items() if callable(value)}


def unknown_parameters(functions: Iterable[Function], known: Sequence[str], kind: str) -> list[Fault]:
    """A fault for each parameter that names none of `known`."""
    faults = []
    for function in functions:
        for parameter in function.parameters:
            if parameter not in known:
                wanted = near_miss(parameter, known) or "name a row of data/reported.csv, a derived figure or a dataset"
                faults.append(function.fault(f"'{parameter}' names no {kind}", wanted))
    return faults


def describe(error: BaseException) -> str:
    """The error in one line, with its type where the text alone would not tell."""
    text = " ".join(str(error).split())
    return f"raises {type(error).__name__}" + (f": {text}" if text else "")


def line_in(path: Path, error: BaseException) -> int | None:
    """The innermost line of the file at `path` that the error went through."""
    if isinstance(error, SyntaxError) and error.filename == str(path):
        return error.lineno
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(path)]
    return lines[-1] if lines else None


def _doubles(definitions: Sequence[ast.FunctionDef], name: str) -> Iterator[Fault]:
    lines: dict[str, int] = {}
    for node in definitions:
        if node.name in lines:
            found = f"there is a function of this name in line {lines[node.name]}"
            wanted = "rename one: Python would forget the first"
            yield Fault(file=name, line=node.lineno, what=node.name, found=found, wanted=wanted)
        lines.setdefault(node.name, node.lineno)


def _odd_parameters(definitions: Sequence[ast.FunctionDef], name: str) -> Iterator[Fault]:
    for node in definitions:
        if node.args.vararg or node.args.kwarg or node.args.posonlyargs:
            wanted = "name each input as a plain parameter"
            found = "takes *args, **kwargs or positional-only parameters"
            yield Fault(file=name, line=node.lineno, what=node.name, found=found, wanted=wanted)


def _text_annotation(node: ast.FunctionDef) -> str | None:
    returns = node.returns
    return returns.value if isinstance(returns, ast.Constant) and isinstance(returns.value, str) else None


def _fingerprint(node: ast.FunctionDef, module: ast.Module, siblings: str) -> str:
    """A hash of the function, of the functions of its file that it uses, and of everything else in the file."""
    functions = {each.name: each for each in module.body if isinstance(each, ast.FunctionDef | ast.ClassDef)}
    used: dict[str, ast.AST] = {}
    waiting: list[ast.AST] = [node]
    waiting += [each for each in module.body if not isinstance(each, ast.FunctionDef | ast.ClassDef | ast.Expr)]
    seen: list[ast.AST] = []
    while waiting:
        each = waiting.pop(0)
        seen.append(each)
        for name in ast.walk(each):
            if isinstance(name, ast.Name) and name.id in functions and name.id not in used:
                used[name.id] = functions[name.id]
                waiting.append(functions[name.id])
    text = "\n".join([*(ast.dump(each) for each in seen), siblings])
    return hashlib.sha256(text.encode()).hexdigest()


def _siblings_fingerprint(path: Path) -> str:
    """A hash of the other modules beside the file, which it may import."""
    own = {"derived.py", "charts.py", "checks.py"}
    texts = [each.read_bytes() for each in sorted(path.parent.glob("*.py")) if each.name not in own]
    return hashlib.sha256(b"\0".join(texts)).hexdigest() if texts else ""


@contextmanager
def _importing_from(folder: Path) -> Iterator[None]:
    """Let the file import its neighbours, and forget them afterwards."""
    before = set(sys.modules)
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        sys.path.remove(str(folder))
        for name in set(sys.modules) - before:
            origin = getattr(sys.modules[name], "__file__", None)
            if origin and Path(origin).parent == folder:
                del sys.modules[name]
