"""The files that Quarto reads beside the prose, which it does not tell: those that settings and pictures name."""

from __future__ import annotations

import re

from statbrief.project.project import FORMATS
from statbrief.prose.document import Prose

_NAMING = ("bibliography", "csl", "css", "filters", "include-in-header", "include-before-body",
           "include-after-body", "template-partials")  # fmt: skip
"""Settings that name files."""
_PICTURE = re.compile(r"!\[.*?\]\(<?([^)\s>]+)")


def files_named(prose: Prose) -> list[str]:
    """The files that the settings name and the pictures of the prose, as far as they exist."""
    project = prose.project
    names: list[str] = []
    for pandoc_format in FORMATS.values():
        settings = project.settings(pandoc_format)
        for key in _NAMING:
            value = settings.get(key)
            for item in value if isinstance(value, list) else [value]:
                named = item.get("file") or item.get("path") if isinstance(item, dict) else item
                names.append(str(named or ""))
    for line in prose.lines:
        names += _PICTURE.findall(line.text)
    return [name for name in dict.fromkeys(names) if name and (project.folder / name).is_file()]
