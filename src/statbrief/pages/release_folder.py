"""What goes out with a release, in one folder: pages, records and companions, and an index of them.

`release/2015-12/` holds the files of all editions as they were built and verified, under the names that they have in
the output folder, and `index.json` says of each how large it is, its SHA-256, of which media type and edition. A
correction has a folder of its own, `release/2015-12-c1/`. Nothing in such a folder is ever written over.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from statbrief.errors import Fault, Place
from statbrief.files.inside_folder import leaves
from statbrief.files.write import replace_file, writing
from statbrief.record import published
from statbrief.record.record_types import PublishedRecord
from statbrief.record.released import Kept

RELEASE = "release"
INDEX = "index.json"
VERSION = 1
_TYPES = {
    ".csv": "text/csv",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html",
    ".json": "application/json",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_METADATA = "application/csvm+json"
"""That of the metadata of CSV on the Web."""


@dataclass(frozen=True, kw_only=True)
class GoingOut:
    """What goes out of an edition: its record, what its file is called, and its files by name, that one among them."""

    record: PublishedRecord
    record_file: str
    files: Mapping[str, bytes]


@dataclass(frozen=True, kw_only=True)
class Folder:
    """A folder of a release: where it is within the brief's, and its files by their names in it, the index last."""

    name: str
    files: Mapping[str, bytes]

    def faults(self, brief: Path) -> Iterator[Fault]:
        """Which of its files are there already and are not the same; and whether it is none of the brief's."""
        if leaves(brief, self.name):
            yield Place(self.name).fault(
                "release", "leads out of the brief's folder by a symbolic link", "remove the link"
            )
            return
        for name, content in self.files.items():
            path = brief / self.name / name
            if path.exists() and path.read_bytes() != content:
                wanted = f"put it back as it was, or remove {self.name} to have all of it made again"
                yield Place(f"{self.name}/{name}").fault("release", "is not what was released", wanted)

    def write(self, brief: Path) -> bool:
        """Make the folder, complete before it has its name; in one that is there, what is missing.

        Returns whether anything was. Raises `WritingError`.
        """
        target = brief / self.name
        if target.is_dir():
            written = [
                replace_file(target / name, content, f"{self.name}/{name}") for name, content in self.files.items()
            ]
            return any(written)
        made = target.with_name(f".{target.name}-{os.getpid()}")
        with writing(self.name):
            for name, content in self.files.items():
                (made / name).parent.mkdir(parents=True, exist_ok=True)
                (made / name).write_bytes(content)
            made.rename(target)
        return True


def folder_of(kept: Kept, editions: Sequence[GoingOut]) -> Folder:
    """The folder of a release of these editions, of the period and correction that their records are kept by."""
    files = {name: content for each in editions for name, content in sorted(each.files.items())}
    index = json.dumps(_index(kept, editions), ensure_ascii=False, indent=1) + "\n"
    name = "/".join(filter(None, (RELEASE, kept.stem, kept.within)))
    return Folder(name=name, files={**files, INDEX: index.encode()})


def _index(kept: Kept, editions: Iterable[GoingOut]) -> dict[str, object]:
    return {
        "version": VERSION,
        "period": kept.period.text,
        "correction": kept.correction,
        "editions": [_edition(each) for each in editions],
        "files": [_file(name, each) for each in editions for name in sorted(each.files)],
    }


def _edition(going: GoingOut) -> dict[str, str]:
    record = going.record
    said = {"lang": record["lang"], "title": record["title"], "date": record["date"], "record": going.record_file}
    return {**said, "record_sha256": published.sha256(going.files[going.record_file])}


def _file(name: str, going: GoingOut) -> dict[str, object]:
    content = going.files[name]
    return {
        "name": name,
        "bytes": len(content),
        "sha256": published.sha256(content),
        "type": media_type(name),
        "edition": going.record["lang"],
    }


def media_type(name: str) -> str:
    """The media type of a file that goes out, by its name.

    >>> media_type("brief.es.html"), media_type("brief-csv/csv-metadata.json")
    ('text/html', 'application/csvm+json')
    """
    path = PurePosixPath(name)
    return _METADATA if path.name == "csv-metadata.json" else _TYPES.get(path.suffix, "application/octet-stream")
