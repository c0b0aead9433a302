"""The files that travel inside the pages, and the hashes of what they were made from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

from statbrief.copies.copy import LARGEST_ATTACHMENT
from statbrief.data.engine_files import COMPUTED, computed_files, engine_files
from statbrief.errors import RenderingError
from statbrief.files.hashes import sha256_of_file
from statbrief.files.inside_folder import home_of
from statbrief.files.own_files import files_in
from statbrief.files.paths import BIBLIOGRAPHY, DEFINITIONS, PACKAGE, PARTS, PUBLISHED, REPORTED, WRITTEN
from statbrief.files.read import read_bytes
from statbrief.languages.labels import labels_file
from statbrief.record import published
from statbrief.record.record_types import AnalysisRecord, DatasetRecord, PublishedRecord
from statbrief.record.table_data import TYPE, file_of, name_of, table_data
from statbrief.table_schema.declared import declarations

_TYPES = {
    "bib": "application/x-bibtex",
    "csv": "text/csv",
    "json": "application/json",
    "md": "text/markdown",
    "tsv": "text/tab-separated-values",
    "txt": "text/plain",
    "xml": "application/xml",
    "yaml": "application/yaml",
    "yml": "application/yaml",
}


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A file that travels inside the pages, under a name without folders; `table` is the one whose data it has."""

    name: str
    file: str
    type: str
    content: bytes
    table: str = ""


def hashes(folder: Path, names: Iterable[str]) -> dict[str, str]:
    """The SHA-256 of each file that the brief was made from, by path within its folder."""
    paths = [folder / name for name in names if not name.startswith(WRITTEN)]
    paths += [path for part in PARTS for path in files_in(folder / part)]
    paths += [folder / name for name in computed_files(folder)]
    base = home_of(folder)
    inside = {path.relative_to(folder).as_posix(): path for path in paths
              if path.is_file() and base in path.resolve().parents and path.is_relative_to(folder)}  # fmt: skip
    large = engine_files(folder)
    return {
        name: sha256_of_file(path) if name in large else published.sha256(read_bytes(path, name, RenderingError))
        for name, path in sorted(inside.items())
        if ".." not in name
    }


@dataclass(frozen=True, kw_only=True)
class Outside:
    """A file of `data/` that does not travel inside the pages, since it is too large, and where it can be had."""

    file: str
    sha256: str
    size: int
    address: str = ""


class Parted(NamedTuple):
    """The files that travel inside the pages, and those that do not."""

    attached: list[Attachment]
    outside: list[Outside]


def parted(folder: Path, largest: int, datasets: Mapping[str, DatasetRecord]) -> Parted:
    """The files in `data/` that travel inside the pages, and those that do not.

    These are files of more than `largest` bytes, and of the tables of datasets the largest, as long as all together
    have more cells than verifying a copy reads. What states figures, and what is needed to read the others, is inside.
    Raises `RenderingError` for one of these that is too large for that.
    """
    from statbrief.verify.attachments import MOST_CELLS, cells_of  # loaded when pages are sealed, not before

    files = list(attachments(folder))
    kept = {each.file for each in files if _states_or_names(each.file) or each.file in {PACKAGE, DEFINITIONS}}
    kept |= {each.file for each in files if each.file.endswith(BIBLIOGRAPHY)}
    tables = {each["file"] for each in datasets.values()}
    out = {each.file for each in files if len(each.content) > largest and each.file not in kept}
    sizes = sorted((each for each in files if each.file in tables - out - kept), key=lambda each: len(each.content))
    needed = [*(each["file"] for each in datasets.values()), *kept]
    while sizes and cells_of({each.file: each.content for each in files if each.file not in out}, needed) > MOST_CELLS:
        out.add(sizes.pop().file)
    package = next((each.content for each in files if each.file == PACKAGE), b"")
    declared = declarations(package)
    addresses = {each["file"]: declared[name].address for name, each in datasets.items() if name in declared}
    left_out = [
        Outside(
            file=each.file,
            sha256=published.sha256(each.content),
            size=len(each.content),
            address=addresses.get(each.file, ""),
        )
        for each in files
        if each.file in out
    ]
    attached = [each for each in files if each.file not in out]
    for each in attached:
        if len(each.content) > LARGEST_ATTACHMENT:
            found, wanted = f"has {len(each.content)} bytes", f"{LARGEST_ATTACHMENT} at most travel inside a page"
            raise RenderingError.at(each.file, "file", found, wanted)
    return Parted(attached, left_out)


def _states_or_names(file: str) -> bool:
    """Whether a file holds the reported figures, or labels."""
    return file == REPORTED or fnmatch(file, labels_file("*"))


def attachments(folder: Path) -> Iterable[Attachment]:
    """Every file in `data/`, as it would travel inside the pages; of what an engine reads, what it made of that."""
    taken, large = {PUBLISHED}, engine_files(folder)
    own = [path.relative_to(folder).as_posix() for path in files_in(folder / "data")]
    for file in [*(each for each in own if each not in large), *computed_files(folder)]:
        inner = file.removeprefix("data/").removeprefix(f"{COMPUTED}/")
        name = _distinct(inner, taken)
        taken.add(name)
        content = read_bytes(folder / file, file)
        kind = _TYPES.get((folder / file).suffix[1:].lower(), "application/octet-stream")
        yield Attachment(name=name, file=file, type=kind, content=content)


def with_tables(files: Iterable[Attachment], record: AnalysisRecord | PublishedRecord) -> Iterable[Attachment]:
    """The files that travel inside the pages, and after them the data of each table, whose name no other file takes."""
    tables = record.get("tables", {})
    own, reserved = list(files), {name_of(table) for table in tables}
    taken = {PUBLISHED, *reserved, *(each.name for each in own)}
    for each in own:
        name = _distinct(each.name, taken) if each.name in reserved else each.name
        taken.add(name)
        yield replace(each, name=name)
    figures, answers = record["figures"], record.get("answers", {})
    for table, cells in tables.items():
        content = table_data(table, cells, figures, answers)
        yield Attachment(name=name_of(table), file=file_of(table), type=TYPE, content=content, table=table)


def _distinct(path: str, taken: Iterable[str]) -> str:
    """A name without folders, which nothing else has.

    >>> _distinct("2022/may counts.csv", [])
    '2022-may-counts.csv'
    >>> _distinct("may.csv", ["may.csv"])
    'may-2.csv'
    """
    plain = re.sub(r"[^A-Za-z0-9_.-]", "-", path).lstrip("-.") or "file"
    stem, dot, ending = plain.rpartition(".")
    name, number = plain, 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}.{ending}" if dot else f"{plain}-{number}"
    return name
