"""Data that a copy does not carry, since they are too large: what the record says of them, and what is left open.

A record can claim of any file that it is too large. So what is left out is told each time, with the figures that were
not held against it; and the file itself may be given beside the copy, which is known by its hash.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fnmatch import fnmatch
from pathlib import Path

from statbrief.copies.copy import Copy
from statbrief.errors import CopyError
from statbrief.files.paths import DEFINITIONS, PACKAGE, REPORTED
from statbrief.files.read import read_bytes
from statbrief.languages.labels import labels_file
from statbrief.record.published import read, sha256
from statbrief.record.record_types import OutsideRecord, PublishedRecord
from statbrief.verify.answers import answers_of, proof_of
from statbrief.verify.readable import Wrong, short


def left_out(record: PublishedRecord) -> Mapping[str, OutsideRecord]:
    """The files that the record says are not inside, by path."""
    return record.get("outside", {})


def ill_left_out(record: PublishedRecord) -> Iterator[Wrong]:
    """Where what is said to be left out cannot be: it is inside, is of another hash, or is what is always inside."""
    inside = {each["file"] for each in record["attached"].values()}
    for file, each in left_out(record).items():
        if file in inside:
            yield f"file {file}", "is inside, and the record says that it is too large to be", ""
        if record["files"].get(file, "") != each["sha256"]:
            yield f"file {file}", "is said to be left out", "its hash is not among those that the brief was made from"
        if file in {REPORTED, PACKAGE, DEFINITIONS} or fnmatch(file, labels_file("*")):
            yield f"file {file}", "is said to be too large to be inside", "a build always puts it inside"


def given(copy: Copy, files: Mapping[Path, str]) -> Copy:
    """The copy with files that were given beside it, each known by its hash.

    Raises `CopyError` for one that is none of those that the record says are left out.
    """
    if not files:
        return copy
    named = {each["sha256"]: file for file, each in left_out(read(copy.record, copy.name)).items()}
    found: dict[str, bytes] = {}
    for path, name in files.items():
        content = read_bytes(path, name, CopyError)
        if (file := named.get(sha256(content))) is None:
            told = f"its SHA-256 is {sha256(content)}"
            wanted = f"{copy.name} leaves out {_listed(named)}" if named else f"{copy.name} leaves nothing out"
            raise CopyError.at(name, "file", told, wanted)
        found[file] = content
    return replace(copy, attached={**copy.attached, **found})


def _listed(named: Mapping[str, str]) -> str:
    return " and ".join(f"{short(file)} ({digest})" for digest, file in named.items())


def told(record: PublishedRecord, copy: Copy) -> Iterator[str]:
    """Of each file that is left out and was not given a line: its size and hash, and what was not proved without it."""
    for file, each in left_out(record).items():
        if file in copy.attached:
            continue
        resting = sorted(_resting_on(record, file))
        where = f", at {each['address']}" if "address" in each else ""
        rests = f"; {len(resting):,} of what the copy says rest on it, and were not held against it" if resting else ""
        first = f" ({', '.join(resting[:_MOST_NAMED])}{' …' if resting[_MOST_NAMED:] else ''})" if resting else ""
        yield f"{file}: not in this copy: {each['bytes']:,} bytes, SHA-256 {each['sha256']}{where}{rests}{first}"


_MOST_NAMED = 8


def _resting_on(record: PublishedRecord, file: str) -> Iterator[str]:
    """The figures, names and periods that rest on a file, of which nothing but the record speaks."""
    datasets = {name for name, each in record["datasets"].items() if each["file"] == file}
    for name, figure in record["figures"].items():
        if "stated" not in figure and datasets & {*figure["inputs"], *figure["rows"]}:
            yield name
    for name, answer in answers_of(record).items():
        if file in proof_of(record, answer)[1]:
            yield name
