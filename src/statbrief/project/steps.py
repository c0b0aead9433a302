"""The steps that a project's settings name before and after its pages are made, under `project:`.

Quarto runs them all. Of ours, every renderer does what they ask for; what else they name is a program of the brief's
own, which the embedded renderer does not run, and says so.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import PurePath

from statbrief.errors import Fault
from statbrief.project.project import Project

BEFORE, AFTER = "pre-render", "post-render"
_OURS = {BEFORE: ("prepare", "check", "analyse"), AFTER: ("seal",)}
_INSTEAD = {
    BEFORE: "make the data in analysis/prepare.py, which every renderer obeys, or render with Quarto",
    AFTER: "leave it out, or render with Quarto",
}


def prepares(project: Project) -> bool:
    """Whether the data are to be prepared before pages are made of them: `pre-render` names `statbrief prepare`."""
    return any(_ours(step) == "prepare" for step in _steps(project, BEFORE))


def faults_of_steps(project: Project) -> Iterator[Fault]:
    """The steps that Quarto alone would run."""
    for setting, ours in _OURS.items():
        place = project.place("project", setting)
        for step in _steps(project, setting):
            if _ours(step) not in ours:
                yield place.fault(setting, f"'{step}' is run by Quarto alone", _INSTEAD[setting])


def _steps(project: Project, setting: str) -> list[str]:
    own = project.metadata.get("project") or {}
    named = own.get(setting) if isinstance(own, dict) else None
    return [str(each) for each in (named if isinstance(named, list) else [named]) if each]


def _ours(step: str) -> str:
    """The command of ours that a step is, nothing where it is another program's.

    >>> _ours("statbrief check --strict"), _ours(".venv/bin/python -m statbrief prepare"), _ours("python a.py")
    ('check', 'prepare', '')
    """
    try:
        words = shlex.split(step)
    except ValueError:  # a quotation that does not end
        return ""
    program = re.sub(r"\.exe$", "", PurePath(words[0]).name) if words else ""
    rest = words[1:]
    if rest[:2] == ["-m", "statbrief"]:
        program, rest = "statbrief", rest[2:]
    return rest[0] if program == "statbrief" and rest else ""
