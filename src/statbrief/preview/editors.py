"""Editors, and the addresses by which a page opens a file at a line in them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from statbrief.errors import RefusedError, near_miss

EDITORS: Mapping[str, str] = {
    "vscode": "vscode://file/{path}:{line}:{column}",
    "vscodium": "vscodium://file/{path}:{line}:{column}",
    "cursor": "cursor://file/{path}:{line}:{column}",
    "windsurf": "windsurf://file/{path}:{line}:{column}",
    "positron": "positron://file/{path}:{line}:{column}",
    "zed": "zed://file/{path}:{line}:{column}",
    "idea": "idea://open?file=/{path}&line={line}&column={column}",
    "pycharm": "pycharm://open?file=/{path}&line={line}&column={column}",
    "sublime": "subl://open?url=file:///{path}&line={line}&column={column}",
    "textmate": "txmt://open?url=file:///{path}&line={line}&column={column}",
    "emacs": "emacs://open?url=file:///{path}&line={line}&column={column}",
}
"""The editors that are known by name. `{path}` is the file's whole path, without the first slash."""
NONE = "none"
"""In the place of an editor: nothing is opened."""
_FIELD = re.compile(r"\{([^{}]*)\}")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:")
_RUNS = ("javascript:", "data:", "vbscript:")
_FIELDS = ("path", "line", "column")


def template_of(asked: str) -> str:
    """The address with its fields, of an editor that is known by name or of one that is written out; nothing for none.

    Raises `RefusedError` for what is neither.

    >>> template_of("vscode"), template_of("my-editor:///{path}#{line}")
    ('vscode://file/{path}:{line}:{column}', 'my-editor:///{path}#{line}')
    """
    if asked == NONE:
        return ""
    if asked in EDITORS:
        return EDITORS[asked]
    if "{" not in asked:
        known = near_miss(asked, EDITORS) or f"{', '.join(EDITORS)}, {NONE}, or an address with {{path}} in it"
        raise RefusedError(f"'{asked}' is no editor that is known", known)
    if strange := [each for each in _FIELD.findall(asked) if each not in _FIELDS]:
        raise RefusedError(f"{{{strange[0]}}} is not known", "{path}, {line} and {column} are")
    if "{path}" not in asked:
        raise RefusedError("names no file", "write {path} where the file's path belongs")
    if not _SCHEME.match(asked) or asked.startswith(_RUNS):
        raise RefusedError("is no address", "begin with the editor's scheme, as in vscode://file/{path}:{line}")
    return asked


def address(template: str, path: Path, line: int | None = None, column: int | None = None) -> str:
    """Where a click leads to open a file at a place.

    >>> address(EDITORS["vscode"], Path("/a brief/brief.qmd"), 3)
    'vscode://file/a%20brief/brief.qmd:3:1'
    """
    values = {"path": quote(path.as_posix().lstrip("/"), safe="/:"), "line": str(line or 1), "column": str(column or 1)}
    return _FIELD.sub(lambda field: values[field[1]], template)
