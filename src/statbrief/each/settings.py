"""What `_quarto.yml` says of editions by area, under `each`: of what there is one, and which rows each has alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from statbrief.errors import Fault, Place, ProjectError, near_miss
from statbrief.files.paths import PROJECT_FILE
from statbrief.project.edition import EDITION_OF
from statbrief.project.project import Project

EACH = "each"
NEEDED_OF_EACH = {
    "dataset": "the dataset that has a row for each area: dataset: regions",
    "code": "its column that tells areas apart: code: code",
    "name": "its column with their names: name: name",
    "slug": "its column with the names of their folders: slug: slug",
}
_MAY_BE = ("language", "label", "title", "rows")
SETTINGS = (*NEEDED_OF_EACH, *_MAY_BE)
OF_ROWS = ("column", "also")
_INSTEAD = "write the dataset and its column with the area's code, such as counts: region"


@dataclass(frozen=True)
class Own:
    """Of which rows of a dataset each edition has its own alone: by the column with the area's code.

    `also` are codes whose rows every edition has, such as that of the whole country.
    """

    column: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Each:
    """What there is one edition of each: the rows of a dataset, by its columns of codes, names and slugs.

    `language` is the column with the edition that an area has if it is not the brief's own, and may be empty; `label`
    is what the area is called in the table of origins if not *Area*, `title` the heading of the list of all. `rows` are
    the datasets of which an edition has its own rows alone.
    """

    dataset: str
    code: str
    name: str
    slug: str
    language: str = ""
    label: str = ""
    title: str = ""
    rows: Mapping[str, Own]
    project: Project

    @property
    def columns(self) -> dict[str, str]:
        """What is in which column of the dataset."""
        known = {"code": self.code, "name": self.name, "slug": self.slug, "language": self.language}
        return {what: column for what, column in known.items() if column}

    def place(self, *keys: str) -> Place:
        """Where a setting stands."""
        return self.project.place(EACH, *keys)


def read_each(project: Project) -> Each:
    """What the settings say of editions by area. Raises `ProjectError` with all that is wrong with it."""
    said = project.metadata.get(EACH)
    if said is None:
        found = f"there is no {EACH}: among the settings"
        wanted = (
            f"say of what there is one edition each: {EACH}: {{dataset: regions, code: code, name: name, slug: slug}}"
        )
        raise ProjectError.at(PROJECT_FILE, EACH, found, wanted)
    if not isinstance(said, dict):
        raise ProjectError.at(project.place(EACH), EACH, "not a mapping", _needed(*NEEDED_OF_EACH))
    faults = [*_faults(said, project), *_row_faults(said.get("rows"), project)]
    if EDITION_OF in project.metadata:
        found = "says of which area an edition is, which its build writes"
        faults.append(project.place(EDITION_OF).fault(EDITION_OF, found, "delete it"))
    if faults:
        raise ProjectError(faults)
    rows = {name: _own(each) for name, each in (said.get("rows") or {}).items()}
    texts = {key: str(value) for key, value in said.items() if key != "rows" and value not in (None, "")}
    return Each(**texts, rows=rows, project=project)


def _needed(*keys: str) -> str:
    return "write " + ", ".join(NEEDED_OF_EACH[each] for each in keys)


def _faults(said: Mapping[str, Any], project: Project) -> Iterator[Fault]:
    for key, value in said.items():
        if key not in SETTINGS:
            wanted = near_miss(key, SETTINGS) or f"the settings are {', '.join(SETTINGS)}"
            yield project.place(EACH, key).fault(EACH, f"'{key}' is not known", wanted)
        elif key != "rows" and isinstance(value, dict | list):
            yield project.place(EACH, key).fault(f"{EACH}: {key}", "not a text", NEEDED_OF_EACH.get(key, "write one"))
    if missing := [key for key in NEEDED_OF_EACH if said.get(key) in (None, "")]:
        yield project.place(EACH).fault(EACH, f"{' and '.join(missing)} missing", _needed(*missing))


def _row_faults(rows: object, project: Project) -> Iterator[Fault]:
    """What is wrong with the setting that says of which datasets each edition has its own rows alone."""
    if rows is None:
        return
    if not isinstance(rows, dict):
        yield project.place(EACH, "rows").fault(f"{EACH}: rows", "not a mapping", _INSTEAD)
        return
    for name, own in rows.items():
        place, what = project.place(EACH, "rows", name), f"{EACH}: rows: {name}"
        if isinstance(own, str) and own:
            continue
        if not isinstance(own, dict) or not isinstance(own.get("column"), str):
            yield place.fault(what, "names no column", _INSTEAD)
            continue
        for key in own:
            if key not in OF_ROWS:
                wanted = near_miss(key, OF_ROWS) or "write column, and also: [codes of rows that every edition has]"
                yield project.place(EACH, "rows", name, key).fault(what, f"'{key}' is not known", wanted)
        if not isinstance(own.get("also", []), list | str):
            yield project.place(EACH, "rows", name, "also").fault(what, "also is no list", "write also: [US]")


def _own(said: object) -> Own:
    if isinstance(said, dict):
        also = said.get("also", [])
        return Own(str(said["column"]), tuple(str(each) for each in (also if isinstance(also, list) else [also])))
    return Own(str(said))
