"""Attribute blocks as pandoc writes them: ``{#id .class key="value"}``, and ``{=html}`` after raw text.

Only the notation: where such a block may stand is the business of who asks. Grammar: pandoc's manual, "Extension:
attributes" and "Extension: raw_attribute".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_ITEM = re.compile(
    r"""\s*+(?:
        \#[^\s{}="'#]++                                     # id
      | \.[^\s{}="'.#]++                                    # class
      | (?P<key>[A-Za-z_:][\w:.-]*+)=
        (?:"(?P<double>(?:[^"\\]|\\.)*+)"|'(?P<single>(?:[^'\\]|\\.)*+)'|(?P<bare>[^\s"'{}]*+))
      | =[\w-]++                                            # format of raw text
      | -(?=[\s}])                                          # a heading without number
    )""",
    re.VERBOSE | re.DOTALL,
)
_END = re.compile(r"\s*+\}")
_OPENING = re.compile(r"\{(?=\s*+[#.=:\-A-Za-z_])")


@dataclass(frozen=True, kw_only=True)
class Attributes:
    """An attribute block that ends at `end`; `values` holds each key with where its value starts and ends."""

    end: int
    classes: frozenset[str]
    values: tuple[tuple[str, int, int], ...]


def attributes_at(text: str, start: int) -> Attributes | None:
    """The attribute block that starts at `start`, None when there is none.

    >>> found = attributes_at('a]{.literal title="two"} b', 2)
    >>> sorted(found.classes), [(key, 'a]{.literal title="two"} b'[a:b]) for key, a, b in found.values]
    (['literal'], [('title', 'two')])
    >>> attributes_at("{70}", 0) is None
    True
    """
    if not _OPENING.match(text, start):
        return None
    classes: list[str] = []
    values: list[tuple[str, int, int]] = []
    position = start + 1
    while item := _ITEM.match(text, position):
        position = item.end()
        if key := item["key"]:
            group = item.lastgroup or "bare"
            values.append((key, *item.span(group)))
            if key == "class":
                classes += item[group].split()
        elif (written := item[0].lstrip()).startswith("."):
            classes.append(written[1:])
    end = _END.match(text, position)
    if end is None:
        return None
    return Attributes(end=end.end(), classes=frozenset(classes), values=tuple(values))
