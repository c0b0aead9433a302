"""Which companions a brief asks for: the list `companions` of its settings."""

from __future__ import annotations

from collections.abc import Iterator

from statbrief.companions.registry import COMPANIONS
from statbrief.errors import Fault, near_miss
from statbrief.project.project import Project

SETTING = "companions"


def companions_asked(project: Project) -> tuple[str, ...]:
    """The names of the companions that a brief asks for, each once; of settings without faults."""
    return tuple(dict.fromkeys(each for each in _listed(project) if isinstance(each, str)))


def faults_of_companions(project: Project, *, analysed: bool) -> Iterator[Fault]:
    """What is wrong with the setting: it is no list of names, or one of them names none.

    A brief that was not `analysed` has no record to make companions of.
    """
    listed, place = _listed(project), project.place(SETTING)
    known = f"the companions are {', '.join(COMPANIONS)}"
    for number, each in enumerate(listed):
        if not isinstance(each, str) or each not in COMPANIONS:
            near = near_miss(each, COMPANIONS) if isinstance(each, str) else ""
            at = project.place(SETTING, str(number))
            yield at.fault(SETTING, f"there is none called '{each}'", near or known)
    if listed and not analysed:
        wanted = "they are made of figures: write data/reported.csv or analysis/, or take them out"
        yield place.fault(SETTING, "asked for of a brief that has no figures", wanted)


def _listed(project: Project) -> list[object]:
    """What the setting lists; one name alone is a list of one."""
    value = project.metadata.get(SETTING)
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]
