"""Style sheets with what they name inside them: pandoc is given texts, and looks for no file of a style by itself."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from statbrief.files.inside_folder import is_held

_URL = re.compile(
    r"/\*.*?\*/|url\(\s*+(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<plain>[^)\"'\s]*+))\s*+\)", re.DOTALL
)
_TYPES = {
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "otf": "font/otf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "ttf": "font/ttf",
    "webp": "image/webp",
    "woff": "font/woff",
    "woff2": "font/woff2",
}


def with_files(folder: Path, name: str, text: str) -> str:
    """The style sheet `name` of the brief in `folder`, each file that it names in the place of its address."""
    return _URL.sub(lambda found: _held(folder / name, found), text)


def missing(folder: Path, name: str, text: str) -> Iterator[tuple[int, str]]:
    """Where in the style sheet a file is named that is not there, and which."""
    for found in _URL.finditer(text):
        named = _named(found)
        if named and not _path(folder / name, named).is_file():
            yield found.start(), named


def _named(found: re.Match[str]) -> str:
    """The file that is named; nothing of a note, of what holds itself and of a part of the page."""
    named = found["double"] or found["single"] or found["plain"] or ""
    return "" if is_held(named) or named.startswith("#") else named


def _path(style: Path, named: str) -> Path:
    return style.parent / unquote(re.split(r"[?#]", named, maxsplit=1)[0])


def _held(style: Path, found: re.Match[str]) -> str:
    named = _named(found)
    path = _path(style, named) if named else None
    if path is None or not path.is_file():
        return found[0]
    kind = _TYPES.get(path.suffix[1:].lower(), "application/octet-stream")
    return f"url(data:{kind};base64,{base64.b64encode(path.read_bytes()).decode()})"
