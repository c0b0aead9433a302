"""The language that a document is written in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from statbrief.files.paths import DOCUMENT, PROJECT_FILE
from statbrief.files.read import read_text
from statbrief.languages.tags import DEFAULT_LANGUAGE
from statbrief.project.project import read_project
from statbrief.project.settings import parse_settings


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
