"""What docstrings of chart functions say to the reader: captions, text alternatives and words, in Python's source.

A caption is read where its author typed it, so every character keeps its offset in the file. Figures in braces, such
as ``{rain:about}``, are blanked out; what is meant to be typed is marked as in prose: ``[two]{.literal}``.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from io import StringIO
from itertools import accumulate

from statbrief.languages.quantities import MARKED
from statbrief.typed_by_hand.inlines import GONE, OTHER, Passage, Seen

_QUOTES = re.compile(r"\A[rRuU]?(\"\"\"|'''|\"|')|(\"\"\"|'''|\"|')\Z")
_FIGURE = re.compile(r"\{[^{}]*\}")
_PARTED = re.compile(r"(\n[ \t\r]*\n)")
_NAME = re.compile(r"([ \t]*)[a-z][a-z0-9_]*(?=: +\S)")


def read_docstrings(text: str) -> Seen:
    """What the docstrings of the public functions in the source `text` show; nothing when it is not Python."""
    seen = Seen()
    for _, source, origin in docstrings_in(text):
        seen_text(seen, _without_names(source), origin)
    return seen


def _without_names(source: str) -> str:
    """The docstring without the names by which code asks for its words, as in ``p92: Waiting time``: none is shown."""
    caption, *others = _PARTED.split(source)
    return caption + "".join(map(_without_names_in, others))


def _without_names_in(paragraph: str) -> str:
    first = _NAME.match(paragraph)
    if first is None:
        return paragraph
    name = re.compile(f"^{first[1]}[a-z][a-z0-9_]*(?=: +\\S)", re.MULTILINE)  # what is further in goes on with words
    return name.sub(lambda match: GONE * len(match[0]), paragraph)


def docstrings_in(text: str) -> Iterator[tuple[ast.FunctionDef, str, int]]:
    """The public functions in the source `text`, each with its docstring as typed and where that starts."""
    try:
        module = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return  # the analysis says what is wrong with it
    lines = StringIO(text, newline="").readlines()  # as Python counts them, to which a form feed ends none
    starts = list(accumulate(map(len, lines), initial=0))
    for node in module.body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_") or ast.get_docstring(node) is None:
            continue
        docstring = node.body[0]
        assert docstring.end_lineno is not None and docstring.end_col_offset is not None  # noqa: S101, PT018 -- parsed
        start = starts[docstring.lineno - 1] + _characters(lines[docstring.lineno - 1], docstring.col_offset)
        last = docstring.end_lineno - 1
        yield node, text[start : starts[last] + _characters(lines[last], docstring.end_col_offset)], start


def _characters(line: str, offset: int) -> int:
    """How many characters the first bytes of a line are, in which Python tells where something stands."""
    return len(line.encode()[:offset].decode())


def seen_text(seen: Seen, source: str, origin: int, owner: str = "") -> None:
    """Take in one text that is shown, quotes and all, that starts at `origin`; `owner` is what it is a label of."""
    for match in MARKED.finditer(source):
        seen.literal.append((origin + match.start(1), origin + match.end(1)))
    shown = MARKED.sub(lambda match: f"{GONE}{match[1]}{GONE * len('](.literal})')}"[: len(match[0])], source)
    shown = _QUOTES.sub(lambda match: GONE * len(match[0]), shown)
    shown = _FIGURE.sub(lambda match: OTHER * len(match[0]), shown)
    seen.passages.append(Passage(shown, origin, plain=True, owner=owner))
