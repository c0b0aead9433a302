"""What libraries make when they are first used, made before it is asked for: units, formats, letters, patterns.

It took half of the time of a small brief's analysis. A draft of a few rows is analysed for it, whose code is this
program's own.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from statbrief.errors import StatbriefError
from statbrief.files.paths import DOCUMENT
from statbrief.languages.registry import OF_MESSAGES

_ROWS = "".join(f"2024-{month:02},{place},{100 + month}\n" for month in range(1, 7) for place in "ABC")


def warm_up() -> None:
    """Load what an analysis takes, and use it once."""
    import statbrief.analysis.prepared  # noqa: F401
    from statbrief.analysis.stale_steps import update_document
    from statbrief.charts.draw import load_matplotlib
    from statbrief.new_brief.write import new_brief

    load_matplotlib()
    with suppress(StatbriefError, OSError), TemporaryDirectory(prefix="statbrief-") as place:
        table = Path(place, "rows.csv")
        table.write_text(f"month,place,number\n{_ROWS}", encoding="utf-8")
        folder = Path(place, "draft")
        new_brief(folder, [table], OF_MESSAGES)
        update_document(folder, DOCUMENT)
