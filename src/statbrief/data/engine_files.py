"""Which resources of `data/datapackage.json` are for the engine, which files they are, and where its results are kept.

Whoever puts data into pages, or hashes them, asks this: what the engine reads is larger than that. It needs neither
pint nor pandas.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from statbrief.files.own_files import is_left_behind
from statbrief.files.paths import GENERATED, PACKAGE
from statbrief.files.write import writing

Json = Mapping[str, Any]
ENGINE = "engine"
"""The property of a resource that says so."""
_PATTERN = ("*", "?", "[")
COMPUTED = f"{GENERATED}/queries"
"""Where what engines computed is kept."""
ENDING = "-computed.csv"
"""How files of its numbers end, which travel inside the pages."""
_LOG = ".wal"
"""What DuckDB keeps beside a file of its own until that has it, too."""


def is_for_engine(resource: Json) -> bool:
    """Whether a resource is read by the engine, and never loaded."""
    return resource.get(ENGINE) is True


def patterns_of(resource: Json) -> list[str]:
    """The paths that a resource names, in `data/`, with what stands for several files; nothing of what leads out."""
    said = resource.get("path")
    paths = [each for each in (said if isinstance(said, list) else [said]) if isinstance(each, str) and each]
    inside = [posixpath.normpath(each) for each in paths if not each.startswith("/")]
    return [f"data/{each}" for each in inside if not each.startswith("..") and each != "."]


def files_of(folder: Path, resource: Json) -> list[str]:
    """The files that a resource is, by path within the brief's folder, in order; those that are not there are not."""
    found: dict[str, None] = {}
    for pattern in patterns_of(resource):
        if any(each in pattern for each in _PATTERN):
            there = sorted(path.relative_to(folder).as_posix() for path in folder.glob(pattern) if path.is_file())
            found |= dict.fromkeys(each for each in there if not is_left_behind(posixpath.basename(each)))
        elif (folder / pattern).is_file():
            found[pattern] = None
            found |= {pattern + _LOG: None} if (folder / (pattern + _LOG)).is_file() else {}
    return list(found)


def engine_files(folder: Path) -> frozenset[str]:
    """All files that the engine reads for the brief in `folder`; none where its package cannot be read."""
    return frozenset(file for each in _for_engine(folder) for file in files_of(folder, each))


def engine_names(folder: Path) -> frozenset[str]:
    """What the tables are called that the engine reads for the brief in `folder`."""
    return frozenset(str(each.get("name", "")) for each in _for_engine(folder))


def _for_engine(folder: Path) -> list[Json]:
    try:
        resources = json.loads((folder / PACKAGE).read_text(encoding="utf-8-sig"))["resources"]
        return [each for each in resources if isinstance(each, dict) and is_for_engine(each)]
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return []


def computed_files(folder: Path) -> list[str]:
    """The files of numbers that engines computed for the brief in `folder`, in order."""
    return sorted(path.relative_to(folder).as_posix() for path in (folder / COMPUTED).glob(f"*{ENDING}"))


def file_of(name: str) -> str:
    """Where the numbers that a function's table computed stand."""
    return f"{COMPUTED}/{name}{ENDING}"


def kept_as(name: str) -> str:
    """Where they are kept with all that is known of them, for the next analysis."""
    return f"{COMPUTED}/{name}.json"


def remove_others(folder: Path, names: Iterable[str]) -> None:
    """Remove what is kept of functions that are no more."""
    wanted = {folder / each for name in names for each in (kept_as(name), file_of(name))}
    for path in (folder / COMPUTED).glob("*"):
        if path not in wanted and path.is_file():
            with writing(path.relative_to(folder).as_posix()):
                path.unlink()
