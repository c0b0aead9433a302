"""The plain functions of `analysis/`: found by reading the file, called only when their result is needed."""

from __future__ import annotations

import ast
import graphlib
import sys
import traceback
import types
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import pint

from statbrief.arithmetic.formulas import expression_of
from statbrief.data.engine_files import engine_names
from statbrief.data.no_rows import NoRowsError
from statbrief.data.period_keys import told
from statbrief.data.plain_fills import refused_by
from statbrief.errors import DerivingError, Fault, Place, StatbriefError, near_miss, raise_by_line
from statbrief.figures.compared import UndecidedError
from statbrief.figures.function_code import Source, called_by, code_may_leap, columns_of, used_by
from statbrief.figures.sandbox import ForbiddenError, moving_part, watching
from statbrief.files.paths import REPORTED, TABLES
from statbrief.files.plain_text import direction_mark, read_plain_text
from statbrief.files.read import is_absent
from statbrief.languages.placeholders import AREA
from statbrief.project.edition import OF_AN_AREA

ELSEWHERE = "put it into data/ as a figure or a dataset, which functions are given"
"""What is said to a function that looks elsewhere than at its inputs."""
_OF_TEMPERATURES = "adds, multiplies or divides temperatures whose zero is not nothing, such as degC"
_MEAN = (
    'write a mean as a + (b - a) / 2, of more as a + ((b - a) + (c - a)) / 3; for all else convert to("kelvin") first'
)
Definition = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, kw_only=True)
class Function:
    """A public function of an analysis file: what its text says, without running it.

    `parameters` name its inputs; `returns` is a return annotation that is a text, such as ``"birth / day"``.
    """

    name: str
    parameters: tuple[str, ...]
    doc: str
    returns: str | None
    file: str
    line: int
    source: Source = field(repr=False, compare=False)

    @cached_property
    def fingerprint(self) -> str:
        """Changes with the function's code and with what it uses of its file, not with comments or its neighbours."""
        return self.source.fingerprint()

    @cached_property
    def expression(self) -> str:
        """The formula that the function is, when it is no more than one; else nothing."""
        return expression_of(self.source.node)

    @cached_property
    def used(self) -> tuple[ast.AST, ...]:
        """The code of the function, of what it uses of its file, and of all that the file runs by itself."""
        return used_by(self.source.node, self.source.module)

    @cached_property
    def returned(self) -> ast.expr | None:
        """The expression that the function returns at its end; None where it ends otherwise."""
        last = self.source.node.body[-1]
        return last.value if isinstance(last, ast.Return) else None

    @property
    def folder(self) -> Path:
        """The brief's."""
        return self.source.path.parent.parent

    @property
    def definition(self) -> ast.FunctionDef:
        """Its own code."""
        return self.source.node

    @cached_property
    def names(self) -> frozenset[str]:
        """What the expression that it returns names."""
        tree = self.returned or ast.Constant(None)
        return frozenset(each.id for each in ast.walk(tree) if isinstance(each, ast.Name))

    @cached_property
    def unused(self) -> tuple[str, ...]:
        """The parameters that its code never names."""
        named = {each.id for each in ast.walk(self.source.node) if isinstance(each, ast.Name)}
        return tuple(each for each in self.parameters if each not in named)

    @cached_property
    def columns(self) -> Mapping[str, frozenset[str] | None]:
        """Of each parameter the columns that its code takes of it by their names; None where it may look at others.

        That is known where it does nothing else with it, but for asking how many rows there are.
        """
        return columns_of(self.definition, self.parameters, self.used)

    @cached_property
    def may_leap(self) -> bool:
        """Whether its code, or what it uses of its file, compares numbers, or cuts them off: its result may leap."""
        return code_may_leap(self.used)

    def calls(self, name: str) -> bool:
        """Whether its code, or what it uses of its file, calls something by this name."""
        return name in called_by(self.used)

    @property
    def title(self) -> str:
        """The docstring's first paragraph on one line."""
        return " ".join(self.doc.split("\n\n")[0].split())

    def fault(self, found: str, wanted: str = "", *, line: int | None = None) -> Fault:
        """Something wrong with this function; `line` where it is not the one of its `def`."""
        return Place(self.file, line or self.line).fault(self.name, found, wanted)


def read_functions(folder: Path, name: str, failure: type[StatbriefError]) -> list[Function]:
    """The public functions of the file `name` under `folder`, in its order; none when there is no such file.

    Raises `failure` when the file is not Python, has two functions of one name, or a function whose inputs are not
    plain named parameters.
    """
    path = folder / name
    if is_absent(path):
        return []
    module = _parse(read_plain_text(path, name), name, failure)
    definitions = [node for node in module.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    public = [node for node in definitions if not node.name.startswith("_")]
    faults = [*_doubles(public, name), *_odd_parameters(public, name), *_asynchronous(public, name)]
    raise_by_line(failure, faults)
    return [
        Function(
            name=node.name,
            parameters=tuple(each.arg for each in [*node.args.args, *node.args.kwonlyargs]),
            doc=ast.get_docstring(node) or "",
            returns=_text_annotation(node),
            file=name,
            line=node.lineno,
            source=Source(node, module, path),
        )
        for node in public
        if isinstance(node, ast.FunctionDef)
    ]


def load_callables(
    folder: Path, functions: Collection[Function], failure: type[StatbriefError]
) -> dict[str, Callable[..., Any]]:
    """Run the file of `functions` and return them by name. Raises `failure` with the line that raised."""
    if not functions:
        return {}
    name = next(iter(functions)).file
    path = folder / name
    module = types.ModuleType(f"_brief_{path.stem}")
    module.__file__ = str(path)
    with _importing_from(path.parent):
        # Its own name would do for one brief only; some name there must be, for what looks its module up (dataclasses).
        sys.modules[module.__name__] = module
        try:
            # From the text itself: Python's cached bytecode goes by seconds, and an edit may be faster than that.
            code = compile(read_plain_text(path, name), str(path), "exec", dont_inherit=True)
            with watching(folder):
                exec(code, vars(module))  # noqa: S102 -- running the brief's own code is what this is for
        except (Exception, SystemExit) as error:
            raise failure.at(Place(name, line_in(path, error) or 0), "file", describe(error)) from error
        finally:
            del sys.modules[module.__name__]
    made = {function.name: getattr(module, function.name, None) for function in functions}
    lost = [function.fault("is no function once the file has run", "use its name once") for function in functions]
    faults = [fault for fault, call in zip(lost, made.values(), strict=True) if not callable(call)]
    if faults:
        raise failure(faults)
    return {key: call for key, call in made.items() if callable(call)}


def in_order(functions: Mapping[str, Function]) -> list[str]:
    """The names of derived figures' functions, each after those that it needs. Raises `DerivingError` for a circle."""
    graph = {name: [each for each in function.parameters if each in functions] for name, function in functions.items()}
    try:
        return list(graphlib.TopologicalSorter(graph).static_order())
    except graphlib.CycleError as error:
        circle = error.args[1]
        found = f"needs itself: {' → '.join(circle)}"
        raise DerivingError(functions[circle[0]].fault(found, "let one of them not use the others")) from error


def unknown_parameters(functions: Iterable[Function], known: Sequence[str], kind: str) -> list[Fault]:
    """A fault for each parameter that names none of `known`."""
    faults = []
    for function in functions:
        for parameter in function.parameters:
            if parameter in known:
                continue
            if parameter in engine_names(function.folder):
                wanted = f"let a function of {TABLES} make a table of it, and take that"
                faults.append(function.fault(f"takes {parameter}, which the engine reads", wanted))
            else:
                wanted = near_miss(parameter, known) or f"name a row of {REPORTED}, a derived figure or a dataset"
                wanted = OF_AN_AREA if parameter == AREA else wanted
                faults.append(function.fault(f"'{parameter}' names no {kind}", wanted))
    return faults


def ill_kept(function: Function) -> list[Fault]:
    """Faults that a function of any file may have: it turns the direction of reading, or looks at clock or machine."""
    faults = []
    if mark := direction_mark(function.doc):
        faults.append(function.fault(f"its docstring {mark}", "delete it"))
    if moving := moving_part(function.used):
        faults.append(function.fault(moving, ELSEWHERE))
    return faults


def describe(error: BaseException) -> str:
    """The error in one line, with its type where the text alone would not tell."""
    if said := _in_words_of_ours(error) or told(error):
        return said
    if refused := refused_by(error) if isinstance(error, TypeError) else None:
        return str(refused)
    text = " ".join(str(error).split())
    return f"raises {type(error).__name__}" + (f": {text}" if text else "")


def _in_words_of_ours(error: BaseException) -> str:
    """What is said of an error that has words of its own here; nothing of others."""
    said = {
        ForbiddenError: f"{error}; {getattr(error, 'wanted', '') or ELSEWHERE}",
        NoRowsError: f"{error}; correct the selection, or count them: len(…) of no rows is 0",
        pint.OffsetUnitCalculusError: f"{_OF_TEMPERATURES}; {_MEAN}",
        UndecidedError: str(error),
        RecursionError: "calls itself without end",
    }
    return next((text for kind, text in said.items() if isinstance(error, kind)), "")


def line_in(path: Path, error: BaseException) -> int | None:
    """The innermost line of the file at `path` that the error went through."""
    if isinstance(error, SyntaxError) and error.filename == str(path):
        return error.lineno
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(path)]
    return lines[-1] if lines else None


@lru_cache(maxsize=8)
def _tree(text: str) -> ast.Module:
    return ast.parse(text)


def _parse(text: str, name: str, failure: type[StatbriefError]) -> ast.Module:
    try:
        return _tree(text)
    except SyntaxError as error:
        raise failure.at(Place(name, error.lineno or 0), "syntax", str(error.msg)) from error
    except (ValueError, RecursionError, MemoryError) as error:  # null bytes, a thousand brackets: no line is told
        raise failure.at(name, "syntax", describe(error)) from error


def _doubles(definitions: Sequence[Definition], name: str) -> Iterator[Fault]:
    lines: dict[str, int] = {}
    for node in definitions:
        if node.name in lines:
            found = f"there is a function of this name in line {lines[node.name]}"
            wanted = "rename one: Python would forget the first"
            yield Place(name, node.lineno).fault(node.name, found, wanted)
        lines.setdefault(node.name, node.lineno)


def _asynchronous(definitions: Sequence[Definition], name: str) -> Iterator[Fault]:
    for node in definitions:
        if isinstance(node, ast.AsyncFunctionDef):
            yield Place(name, node.lineno).fault(node.name, "is async", "write def alone")


def _odd_parameters(definitions: Sequence[Definition], name: str) -> Iterator[Fault]:
    for node in definitions:
        if node.args.vararg or node.args.kwarg or node.args.posonlyargs:
            wanted = "name each input as a plain parameter"
            found = "takes *args, **kwargs or positional-only parameters"
            yield Place(name, node.lineno).fault(node.name, found, wanted)


def _text_annotation(node: ast.FunctionDef) -> str | None:
    returns = node.returns
    return returns.value if isinstance(returns, ast.Constant) and isinstance(returns.value, str) else None


@contextmanager
def _importing_from(folder: Path) -> Iterator[None]:
    """Let the file import its neighbours, and forget them afterwards."""
    before, writes_nothing = set(sys.modules), sys.dont_write_bytecode
    sys.path.insert(0, str(folder))
    sys.dont_write_bytecode = True  # bytecode that goes by seconds may be older than the text it is beside
    try:
        yield
    finally:
        sys.dont_write_bytecode = writes_nothing
        if str(folder) in sys.path:
            sys.path.remove(str(folder))
        for name in set(sys.modules) - before:
            origin = getattr(sys.modules[name], "__file__", None)
            if origin and Path(origin).parent == folder:
                del sys.modules[name]


def may_leap(function: Function, functions: Mapping[str, Function]) -> bool:
    """Whether the result of a function may leap, or that of one of `functions` that it is given."""
    known, waiting = {function.name}, [function]
    while waiting:
        each = waiting.pop()
        if each.may_leap:
            return True
        given = [name for name in each.parameters if name in functions and name not in known]
        known.update(given)
        waiting += [functions[name] for name in given]
    return False
