"""The fields of a release as prose: its main points, and the section that says who, when, how and on which terms.

They become Markdown like the rest, so that what holds of prose holds of them: they write figures, cite sources and
refer to charts. Main points stand beneath the key figures; the section is the last of the brief.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from statbrief.errors import Place
from statbrief.files.prose_lines import Line
from statbrief.languages.dates import written_date
from statbrief.languages.page_words import words_of
from statbrief.project.address import address_of
from statbrief.project.project import Project
from statbrief.project.release_fields import RELEASE, fields_of, is_release, publisher_of
from statbrief.prose.dates import day_of

MAIN_POINTS = "main-points"
ABOUT = "about-release"
"""The identifier of the section."""
TOLD = ("next", "contact", "cite", "licence", "quality", "notes")
"""What the section tells, in this order."""

_INDENT = "    "


def main_points(project: Project) -> list[Line]:
    """The main points beneath what they are called; nothing where the brief has none."""
    fields = fields_of(project.metadata)
    if MAIN_POINTS not in fields:
        return []
    place = project.place(RELEASE, MAIN_POINTS)
    said = [f"::: {{.{MAIN_POINTS}}}", f"**{_word(project.metadata, MAIN_POINTS)}**", ""]
    return [*_at(place, said), *_items(fields[MAIN_POINTS], project, place), *_at(place, ["", ":::"])]


def about_release(project: Project) -> list[Line]:
    """The section about the release, a list of terms; nothing of a brief that is none."""
    if not is_release(project.metadata):
        return []
    place = project.place(RELEASE)
    said = [f"## {_word(project.metadata, 'about')} {{#{ABOUT}}}", "", "::: {.release}"]
    fields = {"cite": _citation(project), **fields_of(project.metadata)}
    terms = [line for key in TOLD if fields.get(key) for line in _term(project, key, fields[key])]
    return [*_at(place, said), *terms, *_at(place, [":::"])]


def _word(settings: Mapping[str, Any], key: str) -> str:
    return words_of(settings)[f"release-{key}"]


def _at(place: Place, texts: Sequence[str]) -> list[Line]:
    return [Line(text, place.file, place.line) for text in texts]


def _term(project: Project, key: str, value: object) -> Iterator[Line]:
    """A field's name and what it says, as a definition."""
    place = project.place(RELEASE, key)
    yield from _at(place, [_word(project.metadata, key), ""])
    lines = _items(value, project, place) if isinstance(value, list) else _lines(value, project, place)
    yield from (each._replace(text=f"{_INDENT if number else ':   '}{each.text}") for number, each in enumerate(lines))
    yield from _at(place, [""])


def _items(value: object, project: Project, place: Place) -> list[Line]:
    """A list, one item a text; of more than one line, the others indented."""
    items = value if isinstance(value, list) else [value]
    return [
        line._replace(text=f"{'  ' if number else '- '}{line.text}")
        for item in items
        for number, line in enumerate(_lines(item, project, place))
    ]


def _lines(value: object, project: Project, place: Place) -> list[Line]:
    """The lines of a text, each with where it was written, as far as that can be found."""
    lines = []
    for text in str(value).rstrip("\n").split("\n"):
        found = project.place_of(text, place) if text.strip() else place
        lines.append(Line(text, found.file, found.line))
    return lines


def _citation(project: Project) -> str:
    """How to cite the brief: by whom, when, what, where."""
    settings = project.settings("html")
    by = publisher_of(settings).name or _authors(settings.get("author"))
    date = written_date({"date-format": "long", **settings}, day_of(project))
    title = str(settings.get("title") or "").strip()
    named = title if "*" in title or not title else f"*{title}*"
    address = address_of(settings)
    parts = [f"{by} ({date})" if by and date else by or date, named]
    said = " ".join(each if each.endswith(("?", "!", "?*", "!*")) else f"{each}." for each in parts if each)
    return f"{said} <{address}>".strip() if address else said


def _authors(value: object) -> str:
    """Authors by their names, as the settings have them."""
    items = value if isinstance(value, list) else [value]
    names = [each.get("name") if isinstance(each, dict) else each for each in items if each]
    return ", ".join(
        str(each.get("literal") or f"{each.get('given', '')} {each.get('family', '')}".strip())
        if isinstance(each, dict)
        else str(each)
        for each in names
    )
