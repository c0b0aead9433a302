"""What a release says of itself: fields of the settings, which of them it must have, and what each may be.

A brief says that it is a release by `release:` among its settings; then whoever reads it is told who made it, how to
read, cite and use it, and when the next one comes. `publisher` may stand beside `release`, for briefs that are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from statbrief.errors import Fault, Place, near_miss
from statbrief.files.inside_folder import leaves
from statbrief.project.address import ADDRESS
from statbrief.project.project import Project

RELEASE = "release"
PUBLISHER = "publisher"
NEEDED: Mapping[str, str] = {
    "main-points": '["What was found first", "What was found next"]',
    PUBLISHER: "{name: Example Statistics Office, logo: theme/logo.svg}",
    "contact": '"[press@example.org](mailto:press@example.org)"',
    "next": '"{{< var next_release.period >}}"',
    "licence": '"Free to use, with the publisher named"',
    "quality": '"What is provisional, and what is our own reading"',
    "notes": '"What the words of the tables mean"',
}
"""The fields that a release has, each with an example of what to write."""
OPTIONAL = ("cite", ADDRESS)
"""Those that it may have: how to cite it, which else is put together, and where it is found."""
OF_PUBLISHER = ("name", "logo")
PICTURES = (".svg", ".png")
"""How the name of a logo's file ends."""

_NO_MARKUP = re.compile(r"[^\n*_`\[\]<>{}$\\]+")


class Publisher(NamedTuple):
    """Who publishes a brief, and the file of a logo, either of them empty where it is not told."""

    name: str = ""
    logo: str = ""


def is_release(settings: Mapping[str, Any]) -> bool:
    """Whether the settings say that the brief is a release."""
    return RELEASE in settings


def fields_of(settings: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a release that say something; none of a brief that is none."""
    fields = settings.get(RELEASE)
    return {key: value for key, value in fields.items() if value} if isinstance(fields, dict) else {}


def publisher_of(settings: Mapping[str, Any]) -> Publisher:
    """The publisher that a release names, else the one beside it.

    >>> publisher_of({"publisher": "Example Statistics Office"})
    Publisher(name='Example Statistics Office', logo='')
    """
    found = fields_of(settings).get(PUBLISHER) or settings.get(PUBLISHER)
    if isinstance(found, dict):
        return Publisher(*(str(found.get(key) or "") for key in OF_PUBLISHER))
    return Publisher(found if isinstance(found, str) else "")


def faults_of_release(project: Project) -> Iterator[Fault]:
    """What is wrong with the fields of a release and with the publisher, and which fields a release lacks."""
    settings = project.metadata
    yield from _of_publisher(project, (PUBLISHER,), settings.get(PUBLISHER))
    if not is_release(settings):
        return
    fields, place = settings[RELEASE], project.place(RELEASE)
    if fields is not None and not isinstance(fields, dict):
        yield place.fault(RELEASE, f"'{fields}' is not a mapping", "write its fields below it, indented")
        return
    yield from _lacking(project, place)
    for key, value in (fields or {}).items():
        yield from _of_field(project, str(key), value)


def _lacking(project: Project, place: Place) -> Iterator[Fault]:
    """Every field that a release needs and has not, told at the line of `release`."""
    fields, publisher = fields_of(project.metadata), publisher_of(project.metadata)
    for key, example in NEEDED.items():
        if key != PUBLISHER and key not in fields:
            yield place.fault(RELEASE, f"has no {key}", f"write {key}: {example}")
    if publisher == Publisher():
        yield place.fault(RELEASE, f"has no {PUBLISHER}", f"write {PUBLISHER}: {NEEDED[PUBLISHER]}")
        return
    for part, told in zip(OF_PUBLISHER, publisher, strict=True):
        if not told:
            wanted = f"write {PUBLISHER}: {NEEDED[PUBLISHER]}"
            yield place.fault(RELEASE, f"its {PUBLISHER} has no {part}", wanted)


def _of_field(project: Project, key: str, value: object) -> Iterator[Fault]:
    place, known = project.place(RELEASE, key), (*NEEDED, *OPTIONAL)
    if key not in known:
        yield place.fault(RELEASE, f"{key} is no field of a release", near_miss(key, known) or _are(known))
    elif key == PUBLISHER:
        yield from _of_publisher(project, (RELEASE, PUBLISHER), value)
    elif key != ADDRESS and value is not None and not _is_said(value):
        yield place.fault(key, f"'{value}' is not a text or a list of texts", f"write {key}: {_example(key)}")


def _example(key: str) -> str:
    return NEEDED.get(key, '"Example Statistics Office, Example Bulletin"')


def _are(known: tuple[str, ...]) -> str:
    return f"they are {', '.join(known)}"


def _is_said(value: object) -> bool:
    """Whether a value is a text or a list of texts; a number may be one."""
    if isinstance(value, list):
        return all(_is_said(each) and not isinstance(each, list) for each in value)
    return isinstance(value, (str, int)) and not isinstance(value, bool)


def _of_publisher(project: Project, path: tuple[str, ...], value: object) -> Iterator[Fault]:
    place = project.place(*path)
    if isinstance(value, dict):
        for key in value:
            if key not in OF_PUBLISHER:
                wanted = near_miss(key, OF_PUBLISHER) or _are(OF_PUBLISHER)
                yield project.place(*path, str(key)).fault(PUBLISHER, f"{key} says nothing of it", wanted)
        yield from _of_name(value.get("name"), project.place(*path, "name"))
        yield from _of_logo(project, value.get("logo"), project.place(*path, "logo"), value.get("name"))
    else:
        yield from _of_name(value, place)


def _of_name(name: object, place: Place) -> Iterator[Fault]:
    if name is not None and not (isinstance(name, str) and _NO_MARKUP.fullmatch(name)):
        yield place.fault(PUBLISHER, f"'{name}' is not a plain text", "write its name alone: Example Statistics Office")


def _of_logo(project: Project, logo: object, place: Place, name: object) -> Iterator[Fault]:
    """A logo is a picture of the brief's own, whose words for those who do not see it are the publisher's name."""
    if logo is None:
        return
    named = str(logo)
    if not named.endswith(PICTURES):
        yield place.fault("logo", f"{named} is neither SVG nor PNG", "save it as one of them, such as theme/logo.svg")
    elif leaves(project.folder, named):
        yield place.fault("logo", f"{named} leads out of the brief's folder", "copy the file into the brief's folder")
    elif not (project.folder / named).is_file():
        yield place.fault("logo", f"{named} does not exist", "paths are relative to the brief's folder")
    if not name:
        yield place.fault("logo", "has no text alternative", "write the publisher's name beside it: name: …")
