"""Where the prose shows what the analysis generated: each caption under its own chart, the table of figures once.

A renderer sets whatever stands there, so a caption under another chart, or a number that leads to no row, would look
right. What is wrong is told before anything is rendered, in the same words for every renderer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from statbrief.errors import Fault
from statbrief.prose.document import Prose
from statbrief.prose.includes import Shown
from statbrief.prose.variables import look_up

_MARGIN = re.compile(r"[\s>]*")
_NUMBERED = re.compile(r":{3,}\s*\{[^}]*#(?:fig|tbl)-")
_CAPTIONED = ("chart", "table")
"""The shortcodes of what has a caption."""
_END = re.compile(r":{3,}\s*$")
_ROW = re.compile(r"\{#n-\w+ \.origin")
_LEADS = re.compile(r"\]\(#n-([\w.]+)\)")


def misplaced(prose: Prose) -> Iterator[Fault]:
    """Everything that stands where it says something wrong, or nothing."""
    before: Shown | None = None
    for shown in prose.shown:
        if shown.code.name == "caption":
            yield from _under_another(prose, shown, before)
        elif shown.code.name in _CAPTIONED:
            yield from _without_caption(prose, shown)
        before = shown
    tables = [shown for shown in prose.shown if shown.code.name == "figures"]
    for shown in tables[1:]:
        found = f"the table stands in line {tables[0].place.line} of {tables[0].place.file} already"
        yield shown.place.fault("figures", found, "keep one of the two: a number leads to one row")
    yield from _leading_nowhere(prose)


def _under_another(prose: Prose, caption: Shown, before: Shown | None) -> Iterator[Fault]:
    name = caption.code.arguments[0]
    kind = caption.kind
    wanted = f"write it beneath {{{{< {kind} {name} >}}}}"
    between = prose.lines[before.end : caption.start] if before else []
    if before is None or before.code.name not in _CAPTIONED or any(_text(line.text) for line in between):
        yield caption.place.fault("caption", f"there is no {kind} above it", wanted)
    elif before.code.arguments != caption.code.arguments:
        yield caption.place.fault("caption", f"the {before.code.name} above it is {before.code.arguments[0]}", wanted)


def _without_caption(prose: Prose, chart: Shown) -> Iterator[Fault]:
    """A chart that has a number, and nothing beneath it but the end of its div."""
    above = next((text for line in reversed(prose.lines[: chart.start]) if (text := _text(line.text))), "")
    below = next((text for line in prose.lines[chart.end :] if (text := _text(line.text))), "")
    if _NUMBERED.match(above) and _END.match(below):
        name = chart.code.arguments[0]
        wanted = f"write {{{{< caption {name} >}}}} beneath it, after an empty line"
        yield chart.place.fault(chart.code.name, f"{name} has a number and no caption", wanted)


def _leading_nowhere(prose: Prose) -> Iterator[Fault]:
    """The first number that would lead to its row, where there are no rows."""
    if any(_ROW.search(line.text) for line in prose.lines):
        return
    for code in prose.shortcodes:
        value = look_up(prose.variables, code.arguments[0]) if code.name == "var" and code.arguments else None
        if isinstance(value, Mapping | list) or not (link := _LEADS.search(str(value))):
            continue
        place = prose.find(re.compile(rf"\bvar\s+{re.escape(code.arguments[0])}(?![\w.])"))
        found = f"{link[1]} leads to the table of where the numbers come from, which is not there"
        yield place.fault("origin", found, "add {{< figures >}}")
        return


def _text(line: str) -> str:
    return _MARGIN.sub("", line, count=1).rstrip()
