"""What the settings say to the reader, where they say it: titles, abstracts and descriptions in YAML.

A setting is read from its source, not from its value: every character of a passage stands where its author typed
it. What YAML adds (quotes, escapes, indentation, the sign of a block) is blanked out, and so are shortcodes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import accumulate

import yaml

from statbrief.prose.shortcodes import find_shortcodes
from statbrief.typed_by_hand.blocks import read_document
from statbrief.typed_by_hand.inlines import GONE, OTHER, Passage, Seen, read_inlines

SHOWN = frozenset(
    {
        "title",
        "subtitle",
        "abstract",
        "abstract-title",
        "description",
        "description-meta",
        "title-meta",
        "pagetitle",
        "title-prefix",
        "toc-title",
        "keywords",
        "subject",
        "summary",
        "thanks",
    }
)
"""Settings that the page shows, at the top level or for a format."""
MASTHEAD = "masthead"
"""What stands above the title: kind, publisher and the state of things; its `number` is a name, as a date is."""

RELEASE = "release"
"""What a release says of itself, but for its address and the file of its logo."""
_NOT_SAID = frozenset({"address", "logo"})

_ESCAPE = re.compile(
    r"\\(?:x(?P<x>[0-9a-fA-F]{2})|u(?P<u>[0-9a-fA-F]{4})|U(?P<U>[0-9a-fA-F]{8})|\n[ \t]*+|(?P<plain>.))"
)
_DEEPEST = 8  # levels of settings; an alias that contains itself ends here
_INDENT = re.compile(r"(?m)^[ \t]++")
_SPACES = {"_": "\u00a0", "t": " ", "n": "\n", "N": "\n", "L": "\n", "P": "\n"}


def read_titles(text: str, first_line: int, named: Collection[tuple[str, ...]] = ()) -> Seen:
    """What the YAML in `text` shows; its first line is number `first_line`, counted from 0, of where offsets count.

    `named` are other settings that the prose shows, as the keys that lead to them. `text` starts with what stands
    before its YAML, if anything. Raises yaml.YAMLError when it is not YAML.
    """
    seen = Seen()
    lines = text.split("\n")
    offsets = list(accumulate((len(line) + 1 for line in lines), initial=0))
    front = "\n".join(lines[first_line:])
    root = yaml.compose(front, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    for path, node in _scalars(root, ()):
        if _is_shown(path) or path in named:
            start = offsets[node.start_mark.line + first_line] + node.start_mark.column
            end = min(offsets[node.end_mark.line + first_line] + node.end_mark.column, len(text))
            _read_scalar(text[start:end], start, node.style or "", seen)
    return seen


def _is_shown(path: tuple[str, ...]) -> bool:
    if path[0] == MASTHEAD:
        return path[-1] != "number"
    if path[0] == RELEASE:
        return path[-1] not in _NOT_SAID
    return path[-1] in SHOWN and (len(path) == 1 or path[0] == "format")


def _scalars(
    node: yaml.Node | None, path: tuple[str, ...], depth: int = 0
) -> Iterator[tuple[tuple[str, ...], yaml.ScalarNode]]:
    """The texts in a YAML document with the keys that lead to them; items of a list have their list's."""
    if isinstance(node, yaml.ScalarNode):
        if path:
            yield path, node
    elif isinstance(node, yaml.SequenceNode) and depth < _DEEPEST:
        for item in node.value:
            yield from _scalars(item, path, depth + 1)
    elif isinstance(node, yaml.MappingNode) and depth < _DEEPEST:
        for key, value in node.value:
            yield from _scalars(value, (*path, str(key.value)), depth + 1)


def _read_scalar(source: str, origin: int, style: str, seen: Seen) -> None:
    text = _without_shortcodes(_INDENT.sub(_gone, _unquoted(source, style)))
    if style in {"|", ">"}:
        lines = text.split("\n")
        found = read_document(lines, [False] * len(lines))
        shift = origin
    else:
        found, shift = read_inlines(text, origin, ()), 0
    seen.passages += [Passage(each.text, each.origin + shift, plain=True) for each in found.passages]
    seen.literal += [(start + shift, end + shift) for start, end in found.literal]
    seen.cited += [(key, start + shift) for key, start in found.cited]


def _unquoted(source: str, style: str) -> str:
    if style == '"':
        return f"{GONE}{_ESCAPE.sub(_unescaped, source[1:-1])}{GONE}"
    if style == "'":
        return f"{GONE}{source[1:-1].replace(chr(39) * 2, chr(39) + GONE)}{GONE}"
    if style in {"|", ">"}:
        header, newline, rest = source.partition("\n")
        return f"{GONE * len(header)}{newline}{rest}"
    return source


def _unescaped(escape: re.Match[str]) -> str:
    code = escape["x"] or escape["u"] or escape["U"]
    sign = escape["plain"] or ""
    character = chr(min(int(code, 16), 0x10FFFF)) if code else _SPACES.get(sign, sign)
    return character.ljust(len(escape[0]), GONE)


def _gone(match: re.Match[str]) -> str:
    return GONE * len(match[0])


def _without_shortcodes(text: str) -> str:
    if "{{<" not in text:
        return text
    parts, done = [], 0
    for code in find_shortcodes(text):
        parts += [text[done : code.start], OTHER * (code.end - code.start)]
        done = code.end
    return "".join([*parts, text[done:]])
