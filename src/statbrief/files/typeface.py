"""The typeface of charts and pages, from the package that ships it."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from statbrief.errors import ChartingError
from statbrief.files.paths import FONTS
from statbrief.files.write import replace_file

FONT_PACKAGE = "fontpkg_fira_sans"
FONT_FILES = ("FiraSans-Regular.ttf", "FiraSans-Italic.ttf", "FiraSans-Medium.ttf", "FiraSans-Bold.ttf")


def font_paths() -> list[Path]:
    """The font files that pages and charts use, from the package that ships them."""
    specification = importlib.util.find_spec(FONT_PACKAGE)
    if specification is None or specification.origin is None:
        raise ChartingError.at(FONT_PACKAGE, "font", "the package is not installed")
    return [Path(specification.origin).parent / "files" / name for name in FONT_FILES]


def copy_fonts(folder: Path) -> None:
    """Put the fonts where `_quarto.yml` can point Quarto's Typst to them: the package's place is not in the brief."""
    for path in font_paths():
        copy = folder / FONTS / path.name
        if not copy.exists() or copy.stat().st_size != path.stat().st_size:
            replace_file(copy, path.read_bytes(), f"{FONTS}/{path.name}")
