"""What a brand says of letters, as far as a brief can have them: the face of its text, and their size in print.

A face is at hand where a file of its letters is, `OpenSans-Regular.ttf`: among those that the brand names
(`source: file`), or in `font-paths`. None is fetched, and none is taken from the system, as another has others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from statbrief.files.inside_folder import leaves

TYPOGRAPHY, BASE, FONTS = "typography", "base", "fonts"
_MAIN, _SIZE, _PATHS = "mainfont", "fontsize", "font-paths"
_POINTS = re.compile(r"[0-9]+(?:\.[0-9]+)?pt")
_READ = {BASE: ("family", "size"), FONTS: ()}

Keys = tuple[str, ...]


def with_letters(folder: Path, settings: Mapping[str, Any], brand: Mapping[str, Any]) -> dict[str, Any]:
    """The settings of print with the brand's face and size, where the brief says none and they can be had."""
    own = {**settings, **(settings["format"].get("typst") or {})}
    added: dict[str, Any] = {}
    family, size = _family(brand), _base(brand).get("size")
    if family and _MAIN not in own and (folders := _folders_with(folder, family, own, brand)):
        added |= {_MAIN: family, _PATHS: [*dict.fromkeys([*_texts(own.get(_PATHS)), *folders])]}
    if _is_size(size) and _SIZE not in own:
        added[_SIZE] = size
    if not added:
        return dict(settings)
    return {**settings, "format": {**settings["format"], "typst": {**(settings["format"].get("typst") or {}), **added}}}


def unread(folder: Path, settings: Mapping[str, Any], brand: Mapping[str, Any]) -> Iterator[tuple[Keys, str, str]]:
    """What of a brand's letters the brief does not have: where that stands, what it is, and what to do."""
    own = {**settings, **(settings["format"].get("typst") or {})}
    typography = mapping(brand.get(TYPOGRAPHY))
    for key, value in typography.items():
        if key not in _READ:
            yield (TYPOGRAPHY, key), f"{key} is not read", "the brief's own theme sets it"
        elif key == BASE and isinstance(value, dict):
            for part in value:
                if part not in _READ[BASE]:
                    yield (TYPOGRAPHY, BASE, part), f"{part} of {BASE} is not read", "the brief's own theme sets it"
    family, size = _family(brand), _base(brand).get("size")
    if family and own.get(_MAIN, family) == family and not _folders_with(folder, family, own, brand):
        file = f"{family.replace(' ', '')}-Regular.ttf"
        wanted = f"put {file} and its others into a folder that {_PATHS} names; until then it is the house's own face"
        yield _place_of_family(brand), f"no file of the letters of '{family}' is at hand", wanted
    if size is not None and not _is_size(size):
        yield (TYPOGRAPHY, BASE, "size"), f"'{size}' is not read", "write points, such as 9pt"


def _folders_with(folder: Path, family: str, own: Mapping[str, Any], brand: Mapping[str, Any]) -> list[str]:
    """The folders that have a file of the face."""
    named = [str(Path(name).parent) for name in _files(brand)]
    return [
        name
        for name in dict.fromkeys([*named, *_texts(own.get(_PATHS))])
        if not leaves(folder, name) and any((folder / name).glob(f"{family.replace(' ', '')}-*.ttf"))
    ]


def _files(brand: Mapping[str, Any]) -> Iterator[str]:
    """The files of letters that a brand brings along."""
    fonts = mapping(brand.get(TYPOGRAPHY)).get(FONTS)
    for font in fonts if isinstance(fonts, list) else ():
        files = mapping(font).get("files")
        for file in files if isinstance(files, list) else ():
            named = mapping(file).get("path") if isinstance(file, dict) else file
            if isinstance(named, str) and "://" not in named:
                yield named


def _base(brand: Mapping[str, Any]) -> Mapping[str, Any]:
    base = mapping(brand.get(TYPOGRAPHY)).get(BASE)
    return {"family": base} if isinstance(base, str) else mapping(base)


def _family(brand: Mapping[str, Any]) -> str:
    family = _base(brand).get("family")
    return family if isinstance(family, str) else ""


def _place_of_family(brand: Mapping[str, Any]) -> Keys:
    is_text = isinstance(mapping(brand.get(TYPOGRAPHY)).get(BASE), str)
    return (TYPOGRAPHY, BASE) if is_text else (TYPOGRAPHY, BASE, "family")


def _is_size(size: object) -> bool:
    return isinstance(size, str) and _POINTS.fullmatch(size) is not None


def _texts(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else [value] if isinstance(value, str) else []


def mapping(value: object) -> dict[str, Any]:
    """A mapping as it is, and an empty one for whatever else."""
    return value if isinstance(value, dict) else {}
