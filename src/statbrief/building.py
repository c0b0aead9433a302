"""The steps of a build, each done only when something it reads has changed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from statbrief.errors import Fault, ProjectError
from statbrief.labels import COLUMNS, base_language, labels_file
from statbrief.project import (
    DOCUMENT,
    PROJECT_FILE,
    edition_document,
    edition_of,
    parse_settings,
    read_project,
    read_text,
)
from statbrief.recording import has_analysis, is_current

if TYPE_CHECKING:
    from statbrief.analysing import Written

DEFAULT_LANGUAGE = "en"
INPUT_FILES = "QUARTO_PROJECT_INPUT_FILES"
"""Where Quarto tells a pre-render step what it is to render, one file a line."""


def language(folder: Path, document: str = DOCUMENT) -> str:
    """The language that a document is written in: its own `lang`, else the project's, else English."""
    if not (folder / PROJECT_FILE).is_file():
        return DEFAULT_LANGUAGE
    if (folder / document).is_file():
        return language_of(read_project(folder, document).metadata)
    return language_of(parse_settings(read_text(folder / PROJECT_FILE, PROJECT_FILE), PROJECT_FILE, 1, {}))


def language_of(settings: Mapping[str, Any]) -> str:
    """The language that settings name, else English."""
    return str(settings.get("lang") or DEFAULT_LANGUAGE)


def edition_from_quarto(environment: Mapping[str, str]) -> str:
    """The edition that Quarto is about to render, where it runs this program before that; else none.

    Raises `ProjectError` when it would render two at once: there is one analysis at a time, in one language.
    """
    named = [Path(line.strip()).name for line in environment.get(INPUT_FILES, "").splitlines()]
    editions = list(dict.fromkeys(edition_of(name) for name in named if name == DOCUMENT or edition_of(name)))
    if len(editions) > 1:
        found = f"quarto is to render {' and '.join(edition_document(each) if each else DOCUMENT for each in editions)}"
        wanted = f"render them one by one: quarto render {DOCUMENT}, then the other"
        raise ProjectError(Fault(file=PROJECT_FILE, what="editions", found=found, wanted=wanted))
    return "".join(editions)


def bring_analysis_up_to_date(folder: Path, lang: str) -> Written | None:
    """Run the analysis unless the last one still holds; None when there was nothing to do.

    Raises a `StatbriefError` with what is wrong in `data/` or `analysis/`, and where the data speak another language
    than the edition and have no labels in it.
    """
    if not has_analysis(folder) or is_current(folder, lang):
        return None
    if base_language(lang) != base_language(language(folder)) and not (folder / labels_file(lang)).is_file():
        wanted = f"an edition in {base_language(lang)} has its labels there, under {', '.join(COLUMNS)}"
        raise ProjectError(Fault(file=labels_file(lang), what="file", found="missing", wanted=wanted))
    from statbrief.analysing import write_analysis  # pandas, pint and matplotlib: over a second

    return write_analysis(folder, lang)
