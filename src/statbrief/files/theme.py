"""How briefs look by default: the theme that comes along, and what a brief has in its place, file by file."""

from __future__ import annotations

from pathlib import Path

from statbrief.files.paths import LAID_THEME, THEME
from statbrief.files.write import replace_file

OWN_THEME = Path(__file__).parent.parent / "theme"
"""Where the theme that comes along stands; the brief of this repository has no other."""


def theme_file(folder: Path, name: str) -> Path:
    """A file of the theme: the brief's own, in its folder `theme`, else the one that comes along."""
    own = folder / THEME / name
    return own if own.is_file() else OWN_THEME / name


def lay_theme(folder: Path) -> None:
    """Put each file of the theme, the brief's own or the one that comes along, where settings can name it."""
    for each in sorted(OWN_THEME.iterdir()):
        name = f"{LAID_THEME}/{each.name}"
        replace_file(folder / name, theme_file(folder, each.name).read_bytes(), name)
