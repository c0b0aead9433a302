"""The steps of a build, each done only when something it reads has changed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from statbrief.project import DOCUMENT, PROJECT_FILE, parse_settings, read_project, read_text
from statbrief.recording import has_analysis, is_current

if TYPE_CHECKING:
    from statbrief.analysing import Written

DEFAULT_LANGUAGE = "en"


def language(folder: Path) -> str:
    """The language that the brief is written in: the document's `lang`, else the project's, else English."""
    if not (folder / PROJECT_FILE).is_file():
        return DEFAULT_LANGUAGE
    if (folder / DOCUMENT).is_file():
        return language_of(read_project(folder).metadata)
    return language_of(parse_settings(read_text(folder / PROJECT_FILE, PROJECT_FILE), PROJECT_FILE, 1, {}))


def language_of(settings: Mapping[str, Any]) -> str:
    """The language that settings name, else English."""
    return str(settings.get("lang") or DEFAULT_LANGUAGE)


def bring_analysis_up_to_date(folder: Path, lang: str) -> Written | None:
    """Run the analysis unless the last one still holds; None when there was nothing to do.

    Raises a `StatbriefError` with what is wrong in `data/` or `analysis/`.
    """
    if not has_analysis(folder) or is_current(folder, lang):
        return None
    from statbrief.analysing import write_analysis  # pandas, pint and matplotlib: over a second

    return write_analysis(folder, lang)
