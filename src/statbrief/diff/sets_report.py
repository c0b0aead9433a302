"""The difference of two sets of editions as a reviewer reads it: as text, as Markdown, as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence

from statbrief.characters import printable_lines
from statbrief.diff import report
from statbrief.diff.sets import SetsDifference, Told

_MOST_NAMED = 6


def as_text(found: SetsDifference) -> str:
    """Which areas changed, and each change with the areas that have it."""
    lines = [_headline(found)]
    lines += [f"came: {', '.join(found.came)}"] if found.came else []
    lines += [f"went: {', '.join(found.went)}"] if found.went else []
    for each in found.told:
        lines += ["", f"{each.title}, {_where(each, found)}", *each.lines]
    return printable_lines("\n".join(lines)) + "\n"


def as_markdown(found: SetsDifference) -> str:
    """The same for a pull request: a list of areas under each change, as they stand in a terminal."""
    blocks = [f"### {report.escaped(_headline(found))}"]
    blocks += [f"- came: {report.escaped(', '.join(found.came))}"] if found.came else []
    blocks += [f"- went: {report.escaped(', '.join(found.went))}"] if found.went else []
    for each in found.told:
        said = "\n".join(f"    {line}" for line in each.lines)
        blocks += [f"**{each.title}**, {report.escaped(_where(each, found))}", said]
    return printable_lines("\n\n".join(blocks)) + "\n"


def as_json(found: SetsDifference) -> str:
    """The same as one JSON object.

    ``changed`` is whether there is a finding, ``came`` and ``went`` are areas, ``areas`` has by name what `diff` of
    their two copies tells, and ``told`` each change once: ``title``, ``lines``, ``areas``, and ``is_alike`` where it
    differs from area to area in numbers or names.
    """
    told = [
        {"title": e.title, "lines": list(e.lines), "areas": list(e.areas), "is_alike": e.is_alike} for e in found.told
    ]
    said = {
        "changed": bool(found),
        "came": list(found.came),
        "went": list(found.went),
        "areas": {name: json.loads(report.as_json(each)) for name, each in found.by_area.items()},
        "told": told,
    }
    return report.steerless(json.dumps(said, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False))


FORMATS: Mapping[str, Callable[[SetsDifference], str]] = {"text": as_text, "markdown": as_markdown, "json": as_json}


def _headline(found: SetsDifference) -> str:
    """How many areas changed, came and went."""
    if not found:
        return report.NOTHING
    counts = [(len(found.by_area), "changed"), (len(found.came), "came"), (len(found.went), "went")]
    said = ", ".join(f"{_areas(number)} {what}" for number, what in counts if number)
    return f"{said}, of {found.total}."


def _areas(number: int) -> str:
    return "1 area" if number == 1 else f"{number} areas"


def _where(each: Told, found: SetsDifference) -> str:
    """The areas that have a change; in whose words it is told, where these differ.

    >>> from statbrief.diff.sets import SetsDifference, Told
    >>> none = SetsDifference(came=(), went=(), by_area={}, told=(), total=50)
    >>> _where(Told("Checks", (), ("Ohio", "Iowa")), none), _where(Told("Figures", (), ("Ohio", "Iowa"), True), none)
    ('in 2 areas: Ohio, Iowa', 'in 2 areas: Ohio, Iowa; in Ohio:')
    """
    number = len(each.areas)
    said = f"in all {number} areas" if number == found.total > 1 else f"in {_areas(number)}: {_named(each.areas)}"
    return f"{said}; in {each.areas[0]}:" if each.is_alike else said


def _named(areas: Sequence[str]) -> str:
    more = len(areas) - _MOST_NAMED
    return f"{', '.join(areas[:_MOST_NAMED])} and {more} more" if more > 0 else ", ".join(areas)
