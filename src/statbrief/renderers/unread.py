"""Files of settings that Quarto reads beside `_quarto.yml`, and neither the embedded renderer nor any check does.

A language that one of them names would be the page's alone, and its analysis in another; nothing would look for numbers
that are typed in its titles.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any

from statbrief.errors import Fault, Place
from statbrief.files.paths import PROJECT_FILE
from statbrief.project.project import Project
from statbrief.record.analysis_record import has_analysis

_PROFILE = "QUARTO_PROFILE"
_ENDINGS = (".yml", ".yaml", ".yml.local")
_UNSEEN = "neither analysis nor checks read this file of settings"
_BESIDE = ("_metadata.yml", "_metadata.yaml", f"{PROJECT_FILE}.local")


def faults_of_unread(project: Project, environment: Mapping[str, str] = os.environ) -> Iterator[Fault]:
    """A fault for each such file that is there, those of the profiles that are chosen among them.

    What is no brief, for it has no analysis, may be rendered with Quarto all the same.
    """
    others = "" if has_analysis(project.folder) else ", or render with Quarto"
    names = [*_BESIDE, *(f"_quarto-{each}{end}" for each in _profiles(project, environment) for end in _ENDINGS)]
    for name in names:
        if (project.folder / name).is_file():
            found = "the embedded renderer does not read this file of settings" if others else _UNSEEN
            yield Place(name).fault("settings", found, f"write them into {PROJECT_FILE}{others}")


def _profiles(project: Project, environment: Mapping[str, str]) -> Iterator[str]:
    """The profiles that Quarto would take: those of the environment, else the default ones; and one of each group."""
    chosen: Any = project.metadata.get("profile") or {}
    said = environment.get(_PROFILE, "").replace(",", " ").split()
    groups = chosen.get("group") or [] if isinstance(chosen, dict) else []
    yield from said or _texts(chosen.get("default") if isinstance(chosen, dict) else chosen)
    for group in groups if any(isinstance(each, list) for each in groups) else [groups]:
        if not set(said) & set(map(str, group)):
            yield from map(str, group[:1])


def _texts(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else [str(value)] if value else []
