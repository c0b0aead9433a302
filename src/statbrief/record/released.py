"""The records of what was released, in `published/`: one for each period and edition, and the data that they are of.

`published/2015-12.json` is the record as it stands beside the pages and inside them, byte by byte, so that its SHA-256
is the one that its publisher posted; `published/2015-12.es.json` that of the edition in Spanish, and
`published/2015-12-c1.json` that of a first correction. The files that travel inside the pages are kept once in
`published/data/`, by name and hash, however many records name them. Nothing there is ever written again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from statbrief.errors import CopyError, Place, ReadingError, RefusedError
from statbrief.files.hashes import sha256_of_input
from statbrief.files.own_files import is_left_behind
from statbrief.files.paths import KEPT
from statbrief.files.read import read_bytes
from statbrief.record import published
from statbrief.record.figure_types import FigureRecord
from statbrief.record.record_types import AnalysisRecord, DatasetRecord, EditionRecord, PublishedRecord, TimesRecord
from statbrief.table_schema.periods import DAY, FISCAL, MONTH, QUARTER, WEEK, YEAR, Period, how_to_write, parse
from statbrief.table_schema.spans import ends_of, says_projected

FILES = "data"
"""The folder beside the records that holds the files which travelled inside their pages."""
_NAME = re.compile(r"(?P<period>.+?)(?:-c(?P<correction>[1-9][0-9]*))?(?:\.(?P<edition>[A-Za-z][\w-]*))?\.json")
_FISCAL = "/", "_"
"""What a fiscal year has in its text, and in the name of a file: 2021-10_FY2022."""
_DIGITS = 12
_LENGTHS = (DAY, WEEK, MONTH, QUARTER, FISCAL, YEAR)


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A record that was kept: of which period, edition (nothing of the brief's own) and correction, 0 of none.

    `within` is the folder of the area that it is of, where each has its own.
    """

    period: Period
    edition: str = ""
    correction: int = 0
    within: str = ""

    @property
    def stem(self) -> str:
        """How all that is of its period and correction is called."""
        correction = f"-c{self.correction}" if self.correction else ""
        return f"{self.period.text.replace(*_FISCAL)}{correction}"

    @property
    def name(self) -> str:
        """Its file within the brief's folder."""
        edition = f".{self.edition}" if self.edition else ""
        return f"{kept_folder(self.within)}/{self.stem}{edition}.json"

    @cached_property
    def order(self) -> tuple[object, ...]:
        """By when its period ends; of one period the brief's own edition before others, and corrections last."""
        return self.period.last, self.period.first, self.correction, self.edition


@dataclass(frozen=True, kw_only=True)
class Release:
    """What was kept of one edition: its record, that record's SHA-256, and the files that it names, by their names."""

    kept: Kept
    record: PublishedRecord
    sha256: str
    files: Mapping[str, bytes]


def kept_folder(within: str = "") -> str:
    """Where records are kept, those of an area apart from all others."""
    return f"{KEPT}/{within}" if within else KEPT


def kept_in(folder: Path, within: str = "") -> list[Kept]:
    """The records that the brief in `folder` keeps, the earliest first; those `within` the folder of an area.

    Raises `ReadingError` with every JSON file among them whose name says no period.
    """
    found, faults = [], []
    for path in sorted((folder / kept_folder(within)).glob("*.json")):
        if is_left_behind(path.name):
            continue
        try:
            found.append(_kept(path.name, within))
        except RefusedError as error:
            faults.append(Place(f"{kept_folder(within)}/{path.name}").refused("name", error))
    if faults:
        raise ReadingError(faults)
    return sorted(found, key=lambda each: each.order)


def _kept(name: str, within: str) -> Kept:
    """What a file's name says. Raises `RefusedError`."""
    said = _NAME.fullmatch(name)
    text = said["period"].replace(_FISCAL[1], _FISCAL[0]) if said else name
    try:
        period = parse(text)
    except RefusedError as error:
        wanted = f"{how_to_write(text)}, and .json, or move it elsewhere"
        raise RefusedError("does not begin with the period of the record that it keeps", wanted) from error
    assert said is not None  # noqa: S101 -- a period is found in no other name
    edition, correction = said["edition"] or "", int(said["correction"] or 0)
    return Kept(period=period, edition=edition, correction=correction, within=within)


def last_before(folder: Path, period: Period, within: str = "") -> Kept | None:
    """The newest record of a period that ends before this one does; None where there is none.

    So a brief that is built again after it was released says what it said. Raises `ReadingError` as `kept_in`.
    """
    earlier = [each for each in kept_in(folder, within) if each.period.last < period.last]
    if not earlier:
        return None
    last = max((each.period.last, each.period.first, each.correction) for each in earlier)
    of_last = [each for each in earlier if (each.period.last, each.period.first, each.correction) == last]
    return of_last[0]  # numbers are the same in all its editions


def read_release(folder: Path, kept: Kept) -> Release:
    """What was kept, as it was kept.

    Raises `ReadingError` for a record that cannot be read, was changed since, or is of another period than its name
    says, and for a file that it names and that is not there or not the same.
    """
    text = read_bytes(folder / kept.name, kept.name)
    try:
        record = published.read(text, kept.name)
    except CopyError as error:
        raise ReadingError(error.faults) from error
    wanted = f"put it back as it was published, or remove it and its like from {KEPT}/"
    if broken := published.broken(record):
        raise ReadingError.at(kept.name, "record", f"was changed after it was sealed, at {broken[0]}", wanted)
    try:
        period = period_told(record["datasets"], record["figures"])
    except RefusedError as error:
        raise ReadingError(Place(kept.name).refused("period", error)) from error
    if period is not None and period != kept.period:
        right = Kept(period=period, edition=kept.edition, correction=kept.correction).name
        raise ReadingError.at(kept.name, "name", f"its data reach {period.text}", f"call it {right}")
    files = dict(_files(folder, record))
    return Release(kept=kept, record=record, sha256=published.sha256(text), files=files)


def _files(folder: Path, record: PublishedRecord) -> Iterator[tuple[str, bytes]]:
    for name, each in record["attached"].items():
        place = f"{KEPT}/{FILES}/{file_name(name, each['sha256'])}"
        content = read_bytes(folder / place, place)
        if published.sha256(content) != each["sha256"]:
            raise ReadingError.at(place, "file", "is not the one that was published", "put it back as it was")
        yield name, content
    for file, left_out in record.get("outside", {}).items():
        place = f"{KEPT}/{FILES}/{file_name(PurePosixPath(file).name, left_out['sha256'])}"
        if (folder / place).is_file() and published.sha256(content := read_bytes(folder / place, place)) == (
            left_out["sha256"]
        ):
            yield file, content


def beside(path: Path, record: PublishedRecord, largest: int) -> dict[str, bytes]:
    """The files that a record names, as far as they are kept beside it: `path` is its own file.

    One of more than `largest` bytes is left out.
    """
    folder = path.parent / FILES
    named = {name: folder / file_name(name, each["sha256"]) for name, each in record["attached"].items()}
    there = {name: file for name, file in named.items() if file.is_file() and file.stat().st_size <= largest}
    return {name: file.read_bytes() for name, file in there.items()}


def file_name(name: str, sha256: str) -> str:
    """What a file that travelled inside pages is called where it is kept.

    >>> file_name("births.csv", "0123456789abcdef")
    'births.0123456789ab.csv'
    """
    path = PurePosixPath(name)
    return f"{path.stem}.{sha256[:_DIGITS]}{path.suffix}"


def period_of(times: Iterable[TimesRecord], stated: Iterable[str]) -> Period | None:
    """The period that an edition is of: the latest that its data reach; `stated` are those of its reported figures.

    Of datasets that have one row after another in time, those with the shortest periods say it: a bulletin that comes
    every month is of a month, though some of its data be of years. Where there are none, it is the latest of the
    reported figures; and then of other datasets. None where nothing is of any time.
    """
    of_rows = list(times)
    series = [parse(each["last"]) for each in of_rows if each["is_series"]]
    if series:
        shortest = min((each.frequency for each in series), key=_LENGTHS.index)
        return max(each for each in series if each.frequency == shortest)
    ends = [ends_of(each)[-1] for each in stated] or [parse(each["last"]) for each in of_rows]
    return max(ends, key=lambda each: (each.last, each.first), default=None)


def period_told(datasets: Mapping[str, DatasetRecord], figures: Mapping[str, FigureRecord]) -> Period | None:
    """The same of a record; what is projected says nothing of how far data reach."""
    stated = [each for each in figures.values() if "stated" in each and not says_projected(each["note"])]
    times = [each["times"] for each in datasets.values() if "times" in each]
    return period_of(times, [each["period"] for each in stated if each["period"]])


def edition_before(folder: Path, period: Period | None) -> EditionRecord | None:
    """The newest edition that is kept of an earlier period, by its record; None where there is none.

    Raises `ReadingError` as `kept_in`.
    """
    before = None if period is None else last_before(folder, period)
    if before is None:
        return None
    return {"file": before.name, "period": before.period.text, "sha256": sha256_of_input(folder / before.name)}


def is_since_the_last(folder: Path, record: AnalysisRecord) -> bool:
    """Whether what an analysis says to be revised is so since the edition that is the last one now."""
    if "revisions" not in record:
        return True
    period = period_told(record["datasets"], record["figures"])
    return record["revisions"].get("since") == edition_before(folder, period)
