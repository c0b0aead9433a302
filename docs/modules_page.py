"""The page of modules: what stands where, room by room, from the first lines of their docstrings."""

import ast
import re
import tomllib
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src/statbrief"
ABOUT = """\
# Modules

What stands where in `src/statbrief/`, from the top down: a room may use those beneath it and none above.
[CONTRIBUTING.md](../CONTRIBUTING.md#the-house) says how the rooms hang together, and what goes through
several."""
BESIDE = {
    "theme": "How pages and charts look, whatever they show: style sheet, templates and a style of matplotlib's.",
    "extensions/statbrief": "What Quarto needs to know of briefs; each brief has it in `_extensions/`.",
}
"""What stands beside the rooms and has no modules."""
_COMMENT = {".lua": "-- ", ".typ": "// "}
_SENTENCE = re.compile(r"(.+?[^\d\s])(?:\.\s|[.:]$)")
_LAYERS = "a later part may use an earlier one"


def modules_page(note: str) -> str:
    """The page: all rooms, then each with its modules and with what else stands in it."""
    names = rooms()
    inside = [name for name in names if (SOURCE / name).is_dir()]
    alone = [name for name in names if name not in inside]
    parts = [
        note,
        ABOUT,
        _table("room", [(f"[`{name}/`](#{name})", said(SOURCE / name / "__init__.py")) for name in inside]),
        "One module each, among them what a brief's own functions import:",
        _table("module", [(f"`{name}`", said(SOURCE / f"{name}.py")) for name in alone]),
        *(part for name in inside for part in _room(SOURCE / name)),
        *(part for name, text in BESIDE.items() for part in (f"## {name}", text, _files(SOURCE / name))),
    ]
    return "\n\n".join(parts) + "\n"


def rooms() -> list[str]:
    """The rooms in the order that `make lint` holds, the highest first."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (layers,) = (each["layers"] for each in settings["tool"]["importlinter"]["contracts"] if each["name"] == _LAYERS)
    return [name for layer in layers for name in layer.split(" | ")]


def said(module: Path) -> str:
    """The first line of a module's docstring; a module without one ends the program."""
    text = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8")))
    if not text:
        raise SystemExit(f"{module.relative_to(ROOT)} has no docstring")
    return text.partition("\n")[0]


def _room(folder: Path) -> Iterator[str]:
    """A heading and a table for the room, and for each that stands in it."""
    name = folder.relative_to(SOURCE).as_posix()
    yield f"## {name}"
    yield said(folder / "__init__.py")
    modules = [each for each in sorted(folder.glob("*.py")) if each.name != "__init__.py"]
    rows = [(f"`{each.stem}`", said(each)) for each in modules]
    yield _table("module", rows + list(_others(folder)))
    for inner in sorted(each.parent for each in folder.glob("*/__init__.py")):
        yield from _room(inner)


def _files(folder: Path) -> str:
    return _table("file", list(_others(folder)))


def _others(folder: Path) -> Iterator[tuple[str, str]]:
    """Lua and Typst beside the modules, or in folders that are no rooms: what the comment at their head says."""
    inner = [each.parent for each in folder.glob("*/__init__.py")]
    for file in sorted(folder.rglob("*.*")):
        is_elsewhere = any(room in file.parents for room in inner)
        if file.suffix in _COMMENT and not is_elsewhere and (sentence := _head(file)):
            yield f"`{file.relative_to(folder).as_posix()}`", sentence


def _head(file: Path) -> str:
    """The first sentence of the comment that a file begins with, if it does."""
    mark = _COMMENT[file.suffix]
    lines = takewhile(
        lambda line: line.startswith(mark) and not line.startswith(f"{mark} "),
        file.read_text(encoding="utf-8").splitlines(),
    )
    found = _SENTENCE.match(" ".join(line.removeprefix(mark) for line in lines))
    return f"{found[1]}." if found else ""


def _table(of: str, rows: list[tuple[str, str]]) -> str:
    """A table of what is there."""
    cells = [f"| {name} | {text.replace('|', chr(92) + '|').replace('``', '`')} |" for name, text in rows]
    return "\n".join([f"| {of} | what is there |", "|---|---|", *cells])
