"""The typeface, made known to matplotlib."""

from __future__ import annotations

from statbrief.files.typeface import font_paths


def let_charts_use_fonts() -> None:
    """Tell matplotlib of those font files that it does not know yet.

    It would list a file as often as it is told of it, and look through the whole list, for all its texts anew.
    """
    from matplotlib.font_manager import fontManager  # half a second: only when something is to be drawn

    known = {each.fname for each in fontManager.ttflist}
    for path in map(str, font_paths()):
        if path not in known:
            fontManager.addfont(path)
