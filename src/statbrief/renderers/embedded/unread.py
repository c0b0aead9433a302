"""Files of settings that Quarto would read beside `_quarto.yml`, and the embedded renderer does not."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any

from statbrief.errors import Fault, Place
from statbrief.files.paths import PROJECT_FILE
from statbrief.project.project import Project

_PROFILE = "QUARTO_PROFILE"
_ENDINGS = (".yml", ".yaml", ".yml.local")
_BESIDE = ("_metadata.yml", "_metadata.yaml", f"{PROJECT_FILE}.local")


def faults_of_unread(project: Project, environment: Mapping[str, str] = os.environ) -> Iterator[Fault]:
    """A fault for each such file that is there, those of the profiles that are chosen among them."""
    names = [*_BESIDE, *(f"_quarto-{each}{end}" for each in _profiles(project, environment) for end in _ENDINGS)]
    for name in names:
        if (project.folder / name).is_file():
            found = "the embedded renderer does not read this file of settings"
            yield Place(name).fault("settings", found, f"write them into {PROJECT_FILE}, or render with Quarto")


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
