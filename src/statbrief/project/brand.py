"""What a brief takes from a brand: its colour, logo and name, where `_quarto.yml` says nothing of its own.

A brand is what Quarto knows as one (brand.yml, posit-dev.github.io/brand-yml): a mapping or the name of a file under
`brand:`, or the file `_brand.yml`. Of it `color.primary` (and the palette that it may name), `logo`, `meta.name`, and
face and size under `typography.base` are read; all else is Quarto's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from statbrief.errors import Fault, Place
from statbrief.files.inside_folder import leaves
from statbrief.files.read import read_text
from statbrief.project.brand_type import mapping, unread, with_letters
from statbrief.project.settings import parse_settings

FILE = "_brand.yml"
ACCENT, PUBLISHER, BRAND = "accent", "publisher", "brand"
_SIZES = ("small", "medium", "large")
"""Of a logo, the one for the head of a page first."""
_MODES = ("light", "dark")

Places = dict[tuple[str, ...], Place]


class _Told(NamedTuple):
    """What a brand says of one thing, and by which keys it is reached."""

    value: str
    path: tuple[str, ...]


def with_brand(folder: Path, settings: Mapping[str, Any], places: Places) -> dict[str, Any]:
    """The settings with what the brand says in the place of what they do not; it is placed where the brand says it.

    Raises ProjectError where the brand's file cannot be read.
    """
    brand, own = _brand(folder, settings, places)
    if not brand:
        return dict(settings)
    added = with_letters(folder, settings, brand)
    if ACCENT not in settings and (colour := _colour(brand)):
        added[ACCENT] = colour.value
        places[ACCENT,] = _place(own, colour.path)
    told = settings.get(PUBLISHER)
    publisher = dict(told) if isinstance(told, dict) else {"name": told} if told else {}
    for part, found in (("name", _name(brand)), ("logo", _logo(brand))):
        if found and not publisher.get(part):
            publisher[part] = found.value
            places[PUBLISHER, part] = _place(own, found.path)
    return added | ({PUBLISHER: publisher} if publisher else {})


def unread_letters(folder: Path, settings: Mapping[str, Any], places: Places) -> Iterator[Fault]:
    """What a brand says of letters and the brief does not have, where the brand says it."""
    brand, own = _brand(folder, settings, places)
    for path, found, wanted in unread(folder, settings, brand):
        yield _place(own, path).fault(BRAND, found, wanted)


def _brand(folder: Path, settings: Mapping[str, Any], places: Places) -> tuple[dict[str, Any], Places]:
    """The brand, and where its keys stand."""
    named = settings.get(BRAND)
    if isinstance(named, dict):
        return named, {path[1:]: place for path, place in places.items() if path[:1] == (BRAND,)}
    if named is False:  # as Quarto has it: none, whatever files there are
        return {}, {}
    name = named if isinstance(named, str) else FILE
    if leaves(folder, name) or not (folder / name).is_file():
        return {}, {}  # that it is not there, Quarto and the look at what is loaded say
    own: Places = {}
    return parse_settings(read_text(folder / name, name), name, 1, own), own


def _place(places: Places, path: tuple[str, ...]) -> Place:
    return next(places[path[:length]] for length in range(len(path), -1, -1) if path[:length] in places)


def _colour(brand: Mapping[str, Any]) -> _Told | None:
    """The primary colour, by the palette where it is named there; of one for each mode, the light one."""
    colours = mapping(brand.get("color"))
    value = colours.get("primary")
    path: tuple[str, ...] = ("color", "primary")
    seen: set[str] = set()
    while isinstance(value, str) and value in mapping(colours.get("palette")) and value not in seen:
        seen.add(value)
        path = ("color", "palette", value)
        value = colours["palette"][value]
    return _first(value, path, _MODES)


def _name(brand: Mapping[str, Any]) -> _Told | None:
    return _first(mapping(brand.get("meta")).get("name"), ("meta", "name"), ("full", "short"))


def _logo(brand: Mapping[str, Any]) -> _Told | None:
    """The file of a logo, by the brand's pictures where it is named there."""
    logo = brand.get("logo")
    found = _first(logo, ("logo",), (*_SIZES, *_MODES, "path"))
    picture = mapping(mapping(logo).get("images")).get(found.value) if found else None
    if found is None or picture is None:
        return found
    return _first(picture, ("logo", "images", found.value), ("path",))


def _first(value: object, path: tuple[str, ...], keys: tuple[str, ...]) -> _Told | None:
    """A text, or the first that stands under one of the keys, however deep."""
    if isinstance(value, str) and value:
        return _Told(value, path)
    for key in keys:
        found = _first(mapping(value).get(key), (*path, key), keys) if key in mapping(value) else None
        if found:
            return found
    return None
