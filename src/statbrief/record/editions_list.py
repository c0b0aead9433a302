"""`editions.json`: the editions of a brief's areas, as they are published beside each other."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypedDict

from statbrief.files.hashes import sha256_of_input
from statbrief.files.paths import EDITIONS_FILE

VERSION = 1


class Entry(TypedDict):
    """An edition as it is listed; `is_kept` is of one that was built before, as its last build failed.

    `edition` is that of another language, empty for the brief's own; `files` are those in the folder `slug`, with their
    SHA-256.
    """

    code: str
    name: str
    slug: str
    edition: str
    lang: str
    title: str
    is_kept: bool
    files: dict[str, str]


def written(dataset: str, entries: Sequence[Entry]) -> str:
    """The list as a file has it; `dataset` is the one whose rows are the areas."""
    listed = {"version": VERSION, "dataset": dataset, "editions": entries}
    return f"{json.dumps(listed, ensure_ascii=False, indent=1)}\n"


def read_entries(output: Path) -> list[Entry]:
    """The editions that the list in a folder of pages has; none where it has none that can be read."""
    try:
        said: Any = json.loads((output / EDITIONS_FILE).read_text(encoding="utf-8"))
        return [each for each in said["editions"] if _is_whole(each)]
    except (OSError, ValueError, TypeError, KeyError):
        return []


def is_there(output: Path, entry: Entry) -> bool:
    """Whether all files of an edition are as they were published."""
    folder = output / entry["slug"]
    return all(sha256_of_input(folder / name) == digest for name, digest in entry["files"].items())


def _is_whole(each: Any) -> bool:  # noqa: ANN401 -- whatever a file has
    return (
        isinstance(each, dict)
        and each.keys() >= Entry.__annotations__.keys()
        and all(isinstance(each[name], str) for name in ("code", "name", "slug", "edition", "lang", "title"))
        and _is_one_name(each["slug"])
        and isinstance(each["files"], dict)
        and all(isinstance(name, str) and ".." not in Path(name).parts for name in each["files"])
    )


def _is_one_name(slug: str) -> bool:
    """Whether a text names a folder in a folder, and nothing above or below it."""
    return Path(slug).parts == (slug,) and slug not in {".", ".."} and not Path(slug).is_absolute()
