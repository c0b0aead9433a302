"""The colour of a brief's structure: titles, rules, numbers at a glance. One colour, dark enough to be read on paper.

Contrast is that of the Web Content Accessibility Guidelines 2.2, section 1.4.3, with the relative luminance of sRGB.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from statbrief.errors import Fault
from statbrief.project.brand import ACCENT
from statbrief.project.project import Project

LEAST = 4.5
"""The contrast that a text needs with what is behind it."""
PAPER, DARK = "#ffffff", "#14181d"
"""What is behind: of a page, and of one that is dark, as the theme has it."""

_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_LINEAR_UP_TO = 0.04045
_STEPS = 100


def accent_of(settings: Mapping[str, Any]) -> str:
    """The colour as six digits; nothing where the brief chooses none.

    >>> accent_of({"accent": "#8A1"})
    '#88aa11'
    """
    return _whole(str(settings.get(ACCENT) or ""))


def accent_on_dark(accent: str) -> str:
    """The colour with as much white as it needs to be read on a dark page.

    >>> accent_on_dark("#8fbbe8")
    '#8fbbe8'
    """
    parts = _parts(accent)
    for step in range(_STEPS):
        lighter = "#" + "".join(f"{round(part + (255 - part) * step / _STEPS):02x}" for part in parts)
        if contrast(lighter, DARK) >= LEAST:
            return lighter
    return PAPER


def contrast(one: str, other: str) -> float:
    """How many times as bright one colour is as another: from 1, of the same, to 21, of black and white.

    >>> round(contrast("#000000", "#ffffff"), 2), round(contrast("#777777", "#ffffff"), 2)
    (21.0, 4.48)
    """
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def faults_of_accent(project: Project) -> Iterator[Fault]:
    """What is wrong with the accent: no colour, or one that is too pale for words on white."""
    if ACCENT not in project.metadata:
        return
    value, place = project.metadata[ACCENT], project.place(ACCENT)
    if value is None:
        yield place.fault(ACCENT, "says nothing: # begins a note in YAML", 'write it in quotation marks: "#8a1c2b"')
    elif not isinstance(value, str) or not _COLOUR.fullmatch(value):
        yield place.fault(ACCENT, f"'{value}' is not a colour", 'write its red, green and blue: "#8a1c2b"')
    elif (found := contrast(_whole(value), PAPER)) < LEAST:
        told = int(found * 10) / 10  # never more than it is
        yield place.fault(
            ACCENT, f"{value} has a contrast of {told}:1 on white", f"choose a darker one: {LEAST}:1 or more"
        )


def _whole(colour: str) -> str:
    digits = colour.removeprefix("#").lower()
    return f"#{''.join(each * 2 for each in digits) if len(digits) < 6 else digits}" if digits else ""  # noqa: PLR2004 two digits a colour


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5))


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= _LINEAR_UP_TO else ((part + 0.055) / 1.055) ** 2.4
