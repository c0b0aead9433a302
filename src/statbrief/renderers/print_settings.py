"""Settings of the printed page that go to Typst as they are written: checked, since it names no line of theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from statbrief.errors import Fault, near_miss
from statbrief.project.project import Project

AUTO = "auto"
"""The size of letters that is looked for."""
LARGE = "large-print"
"""The setting that asks for an edition for who reads large letters."""
SIDES = ("x", "y", "top", "bottom", "left", "right", "inside", "outside", "rest")
_LENGTH = re.compile(r"(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:pt|mm|cm|in|em|%)")
_WANTED = "write a number and its unit, such as 0.5in, 12mm or 30pt"


def faults_of_print(project: Project) -> Iterator[Fault]:
    """What the settings say of margins and of the size of letters that is no length, for any renderer."""
    settings = project.settings("typst")
    margin = settings.get("margin")
    own = ("format", "typst", "margin")
    keys = own if own in project.places else ("margin",)
    for side, length in margin.items() if isinstance(margin, dict) else ():
        place = project.place(*keys, str(side))
        if side not in SIDES:
            yield place.fault("margin", f"{side} is no side", near_miss(side, SIDES) or f"they are {', '.join(SIDES)}")
        elif length != "auto" and not _LENGTH.fullmatch(str(length)):
            yield place.fault("margin", f"'{length}' is not a length", _WANTED)
    large = settings.get(LARGE)
    if large is not None and not isinstance(large, bool):
        yield project.place_for("typst", LARGE).fault(
            LARGE, f"'{large}' is not true or false", "write true, or leave it out"
        )
    size = settings.get("fontsize")
    if size not in (None, AUTO) and not _LENGTH.fullmatch(str(size)):
        yield project.place_for("typst", "fontsize").fault("fontsize", f"'{size}' is not a length", _WANTED)
