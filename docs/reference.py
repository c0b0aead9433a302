"""Pages of reference, made from the code: `make reference`.

`docs/analysis.md` is what a brief's functions may import and are given, from the docstrings as griffe reads them;
`docs/record.md` is the shape of the published record and `docs/headlines.md` that of the key figures beside pages, each
from its schema by jsonschema2md.
`docs/forms.md` is what a small brief writes in all forms, and `docs/modules.md` what stands where in the program. They
are kept, so that they can be read without making anything; a test says when they are out of date. So are the JSON
Schemas for editors, in `src/statbrief/schemas/`.
"""

import inspect
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import griffe
import jsonschema2md

from forms_page import forms_page
from modules_page import modules_page
from package_schema import package_schema
from settings_schema import settings_schema
from statbrief import drawing, periods, tables
from statbrief.arithmetic.ranges import Range
from statbrief.companions import headlines
from statbrief.figures import checks
from statbrief.figures.answer import Answer
from statbrief.figures.area import Area
from statbrief.figures.figure import Figure
from statbrief.languages.language import Words
from statbrief.record import published
from statbrief.schemas.editors import PACKAGE, SETTINGS

ROOT = Path(__file__).resolve().parent.parent
HERE = ROOT / "docs"
NOTE = "<!-- Made by `make reference`; what it says stands in the code. -->"

ABOUT_ANALYSIS = """\
# What a brief's functions may use

The functions in `analysis/` are called with what their parameters name: figures, datasets, and in a chart tables and
`words`. The [manual](manual/README.md) says how they are written, its page of [kinds](manual/kinds.md) which forms a
figure has; [files.md](files.md) says what stands in `data/`.

| in | a figure comes as | a name or a period comes as |
|---|---|---|
| `analysis/derived.py` | a [pint](https://pint.readthedocs.io) quantity | a text, a list of texts, a `pandas.Period` |
| `analysis/checks.py` | a `Figure` that can be compared with `<`, `<=`, `>` and `>=` | an `Answer` |
| `analysis/charts.py` | a `Figure` | an `Answer` |
| `analysis/tables.py` | a pint quantity | a text, a list of texts, a `pandas.Period` |

An `Answer` is equal to its value. A dataset comes as a pandas table, indexed by its primary key, whose columns have
units, and whose years, quarters, months, weeks and days are `pandas.Period`. A chart may be given tables of
`analysis/tables.py`, too: as the DataFrame that their function returns, in the units that they show. In it
`words.cells(table, column)` are the texts of a column, or of what tells its rows apart, for rows of such a table.

To import, there are `statbrief.areas`, `statbrief.checking`, `statbrief.drawing`, `statbrief.periods` and
`statbrief.tables`; all else in `statbrief` may move at any time. `Axes` and `Picture` are matplotlib's `Axes` and
`Figure`; an `Outcome` is for a check to return.
"""
GIVEN = {
    Figure: ("value", "unit", "as_stated", "__format__"),
    Answer: ("kind", "__format__"),
    Area: ("name",),
    Range: ("width", "is_exact", "is_bounded", "overlaps"),
    Words: ("digits", "listed", "name"),
}
"""What functions are given, and what of it a brief's code has reason to ask."""
_TRIED = re.compile(r" \(\[Test\]\([^)]*\)\)")


def main() -> None:
    """Write all pages."""
    for name, text in pages().items():
        (HERE / name).write_text(text, encoding="utf-8")
    for file, text in schemas().items():
        file.write_text(text, encoding="utf-8")


def pages() -> dict[str, str]:
    """The pages by the names of their files."""
    return {
        "analysis.md": analysis(),
        "forms.md": forms_page(NOTE),
        "headlines.md": of_schema(headlines.SCHEMA),
        "modules.md": modules_page(NOTE),
        "record.md": of_schema(published.SCHEMA),
    }


def schemas() -> dict[Path, str]:
    """The schemas for editors, by where they stand."""
    made = {PACKAGE: package_schema(), SETTINGS: settings_schema()}
    return {file: json.dumps(each, ensure_ascii=False, indent=1) + "\n" for file, each in made.items()}


def analysis() -> str:
    """What a brief's functions may import and are given."""
    package = griffe.load("statbrief", search_paths=[ROOT / "src"], docstring_parser=None)
    parts = [NOTE, ABOUT_ANALYSIS, "## What functions are given"]
    for given, members in GIVEN.items():
        found = package[_within(f"{given.__module__}.{given.__qualname__}")]
        parts += _class(found, members)
    for module in (checks, drawing, periods, tables):
        parts.append(f"## {module.__name__}")
        parts += _text(inspect.getdoc(module) or "")
        found = package[_within(module.__name__)]
        parts += [part for name in _in_order(found, module.__all__) for part in _member(found[name], f"### `{name}`")]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _within(path: str) -> str:
    """A path within the package."""
    return path.partition(".")[2]


def _in_order(module: griffe.Object | griffe.Alias, names: Iterable[str]) -> list[str]:
    """The names as the module has them, one after the other; those that it takes from elsewhere come first."""
    known = list(module.members)
    return sorted(names, key=known.index)


def _class(found: griffe.Object | griffe.Alias, members: Iterable[str]) -> Iterator[str]:
    yield f"### {found.name}"
    yield from _documented(found)
    for name in members:
        yield from _member(found[name], f"#### `{found.name}.{name}`")


def _member(found: griffe.Object | griffe.Alias, heading: str) -> Iterator[str]:
    """A function with its signature, or a constant with its value."""
    yield heading
    target = found.final_target if isinstance(found, griffe.Alias) else found
    if isinstance(target, griffe.Function):
        yield f"```python\n{target.signature()}\n```"
    elif isinstance(target, griffe.Attribute) and "property" not in target.labels:
        yield f"```python\n{target.name} = {target.value}\n```"
    yield from _documented(target)


def _documented(found: griffe.Object | griffe.Alias) -> list[str]:
    if found.docstring is None:
        raise SystemExit(f"{found.path} has no docstring")
    return _text(found.docstring.value)


def _text(docstring: str) -> list[str]:
    """A docstring's paragraphs; what Python would print is set as such, and code in double marks as Markdown has it."""
    paragraphs = inspect.cleandoc(docstring).replace("``", "`").split("\n\n")
    return [f"```pycon\n{each}\n```" if each.startswith(">>> ") else each for each in paragraphs]


def of_schema(schema: Path) -> str:
    """The shape of the published record or of another file, without links to a site that tries patterns."""
    (lines,) = jsonschema2md.Parser().parse_file(schema, locale="en").values()
    return f"{NOTE}\n\n{_TRIED.sub('', ''.join(lines)).strip()}\n"


if __name__ == "__main__":
    main()
