"""The typeface of charts and pages, from the package that ships it."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from statbrief.errors import ChartingError

FONT_PACKAGE = "fontpkg_fira_sans"
FONT_FILES = ("FiraSans-Regular.ttf", "FiraSans-Italic.ttf", "FiraSans-Medium.ttf", "FiraSans-Bold.ttf")


def font_paths() -> list[Path]:
    """The font files that pages and charts use, from the package that ships them."""
    specification = importlib.util.find_spec(FONT_PACKAGE)
    if specification is None or specification.origin is None:
        raise ChartingError.at(FONT_PACKAGE, "font", "the package is not installed")
    return [Path(specification.origin).parent / "files" / name for name in FONT_FILES]


def let_charts_use_fonts() -> None:
    """Tell matplotlib of those font files that it does not know yet.

    It would list a file as often as it is told of it, and look through the whole list, for all its texts anew.
    """
    from matplotlib.font_manager import fontManager  # half a second: only when something is to be drawn

    known = {each.fname for each in fontManager.ttflist}
    for path in map(str, font_paths()):
        if path not in known:
            fontManager.addfont(path)
