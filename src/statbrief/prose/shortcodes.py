"""Shortcodes: finding them in a line of prose, and saying what is wrong with one.

A shortcode is `{{< name argument … >}}`; `{{{< … >}}}` and `{{</* … */>}}` print one as it is written. This
module knows the notation only; what the names stand for is prose's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from statbrief.errors import Fault, Place, near_miss
from statbrief.files.paths import SHORTCODES

SPOKEN = {"var": 1, "meta": 1, "include": 1, "pagebreak": 0, **SHORTCODES}  # what a brief may use, and its arguments
QUARTOS = ("brand", "contents", "embed", "env", "kbd", "lipsum", "placeholder", "version", "video")
"""What Quarto 1.10 speaks besides, by itself."""
AS_WRITTEN = "{{{< >}}}"
"""What a shortcode is called that is shown, not resolved; like the next, no name that anybody could write in one."""
UNCLOSED = "{{< without >}}"

_PATTERN = re.compile(
    r"\{\{\{<(?P<escaped>.*?)>\}\}\}|\{\{</\*(?P<commented>.*?)\*/>\}\}|\{\{<(?P<code>.*?)>\}\}|\{\{<"
)
_SHOWN = 60  # characters of a shortcode that a message quotes
_ARGUMENT = re.compile(r"\"([^\"]*)\"|'([^']*)'|(\S+)")
_ARGUMENTS = {"include": "path", "pagebreak": ""}


@dataclass(frozen=True, kw_only=True)
class Shortcode:
    """One shortcode as it stands in a line: from `start` to `end`, counted from 0."""

    name: str
    arguments: tuple[str, ...]
    source: str
    start: int
    end: int


def find_shortcodes(line: str) -> Iterator[Shortcode]:
    """The shortcodes of a line, from left to right; those that are only shown are called `AS_WRITTEN`.

    >>> [[code.name, *code.arguments] for code in find_shortcodes("a {{< var n.about >}} b")]
    [['var', 'n.about']]
    """
    for match in _PATTERN.finditer(line):
        shown = match["escaped"] if match["escaped"] is not None else match["commented"]
        if shown is not None:
            words = [AS_WRITTEN, f"{{{{<{shown}>}}}}"]
        elif match["code"] is None:
            words = [UNCLOSED]
        else:
            words = ["".join(word) for word in _ARGUMENT.findall(match["code"])] or [""]
        start, end = match.span()
        yield Shortcode(name=words[0], arguments=tuple(words[1:]), source=match[0], start=start, end=end)


def malformed(code: Shortcode, place: Place) -> Fault | None:
    """What is wrong with how a shortcode is written, whatever it stands for."""
    shown = code.source if len(code.source) <= _SHOWN else f"{code.source[: _SHOWN - 1]}…"
    if code.name == UNCLOSED:
        return place.fault("shortcode", "{{< is not closed", "end it with >}} on the same line")
    if code.name == AS_WRITTEN:
        return None
    if not code.name:
        return place.fault("shortcode", f"{shown} has no name", "write {{< var name >}}")
    if "{{<" in code.source[3:]:
        return place.fault("shortcode", f"{shown} has another inside", "write them side by side")
    wanted = SPOKEN.get(code.name)
    if wanted is None or len(code.arguments) == wanted:
        return None
    count = len(code.arguments)
    found = f"{shown} has {count} argument{'' if count == 1 else 's'}"
    example = " ".join(filter(None, [code.name, _ARGUMENTS.get(code.name, "name" if wanted else "")]))
    return place.fault("shortcode", found, f"write {{{{< {example} >}}}}")


def not_embedded(code: Shortcode, place: Place) -> Fault | None:
    """What to do about a shortcode that Quarto may know and the embedded renderer does not."""
    if code.name in SPOKEN or code.name in {AS_WRITTEN, UNCLOSED, ""}:
        return None
    found = f"{code.name} is not one that the embedded renderer speaks ({', '.join(SPOKEN)})"
    way_out = near_miss(code.name, SPOKEN) or "write the content out, or render with Quarto"
    return place.fault("shortcode", found, way_out)


def not_quartos(code: Shortcode, place: Place) -> Fault | None:
    """What is wrong with a shortcode that Quarto does not know, and would print as it is written."""
    if code.name in {*SPOKEN, *QUARTOS, AS_WRITTEN, UNCLOSED, ""}:
        return None
    wanted = near_miss(code.name, [*SPOKEN, *QUARTOS]) or "add the extension that speaks it to _extensions/"
    return place.fault("shortcode", f"Quarto has none that is called {code.name}", wanted)
