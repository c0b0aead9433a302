"""A release: the records of the pages that go out, kept in `published/` for the editions that come after.

What was published is never written over. A second release of the same period is the same, and then nothing is done, or
it is a correction, which somebody must ask for: readers have the first one, and have to be told. So a `make` that was
typed twice, or an edit after the pages went out, cannot pass for what was published.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from statbrief.copies.copy import FORMATS
from statbrief.copies.read import read_copy
from statbrief.errors import CopyError, Fault, Place, ReadingError
from statbrief.files.paths import KEPT
from statbrief.files.write import replace_file
from statbrief.pages.editions import agreements, documents, read_published
from statbrief.pages.seal.attachments import attachments, hashes, with_tables
from statbrief.project.edition import edition_of
from statbrief.project.project import Project, read_project
from statbrief.record import published
from statbrief.record.record_types import PublishedRecord
from statbrief.record.released import FILES, Kept, file_name, kept_in, period_told
from statbrief.table_schema.periods import Period
from statbrief.verify.verify import verify

_AGAIN = "build it again, then release it"
_CORRECT = "keep it as a correction, with --correction (make release CORRECTION=1), and tell your readers"


@dataclass(frozen=True, kw_only=True)
class Built:
    """An edition as it was built: its settings, its record, and that record's text."""

    project: Project
    record: PublishedRecord
    text: bytes

    @property
    def name(self) -> str:
        """Where its record stands."""
        return f"{self.project.output_dir}/{self.project.published}"


@dataclass(frozen=True, kw_only=True)
class Released:
    """What a release kept: the records by name, each with its SHA-256, and whether they had been kept before."""

    records: Sequence[tuple[str, str]]
    is_new: bool


def release(folder: Path, *, is_correction: bool = False) -> Released:
    """Keep the records of all editions of the brief in `folder`, as they were built last, and the data inside them.

    Raises `CopyError` for an edition that is not built, was changed since, does not verify, or is of other numbers than
    the first one, and `ReadingError` where another record of the period is out, or a later one, and no correction is
    asked for.
    """
    folder = folder.resolve()
    built = [_built(folder, document) for document in documents(folder)]
    if faults := [fault for each in built for fault in _wrong(each)]:
        raise CopyError(faults)
    for _ in agreements(folder):  # raises where they contradict each other
        pass
    kept = _kept_as(folder, built, is_correction=is_correction)
    is_new = False
    own = list(attachments(folder))
    inside = {file.name: file for each in built for file in with_tables(own, each.record)}
    for file in inside.values():  # before the records that name them
        name = f"{KEPT}/{FILES}/{file_name(file.name, published.sha256(file.content))}"
        is_new |= replace_file(folder / name, file.content, name)
    for place, each in zip(kept, built, strict=True):
        is_new |= replace_file(folder / place.name, each.text, place.name)
    records = [(place.name, published.sha256(each.text)) for place, each in zip(kept, built, strict=True)]
    return Released(records=records, is_new=is_new)


def _built(folder: Path, document: str) -> Built:
    project = read_project(folder, document)
    record = read_published(folder, document)
    return Built(
        project=project,
        record=record,
        text=(folder / project.output_dir / project.published).read_bytes(),
    )


def _wrong(built: Built) -> Iterator[Fault]:
    """What is wrong with an edition that is about to go out: it is not of what is there now, or proves nothing."""
    folder, place = built.project.folder, Place(built.name)
    now = hashes(folder, built.record["files"])
    changed = sorted({name for name, _ in set(now.items()) ^ set(built.record["files"].items())})
    if changed:
        more = f" and {len(changed) - 1} more" if changed[1:] else ""
        yield place.fault("release", f"{changed[0]}{more} changed after it was built", _AGAIN)
        return
    if built.record["pages"].keys() != set(built.project.formats):
        has = " and ".join(sorted(built.record["pages"])) or "no pages"
        yield place.fault("release", f"was built with {has} alone", "build all its pages, then release it")
    for page in sorted(built.record["pages"]):
        path = folder / built.project.output_dir / f"{built.project.stem}{FORMATS[page][1][0]}"
        yield from _of_page(path, f"{built.project.output_dir}/{path.name}", built)


def _of_page(path: Path, name: str, built: Built) -> Iterator[Fault]:
    if not path.is_file():
        yield Place(name).fault("release", "is not there", _AGAIN)
        return
    try:
        copy = read_copy(path)
        if copy.record != built.text:
            yield Place(name).fault("release", f"carries another record than {built.name}", "build both again")
            return
        wrong = verify(copy).faults
    except CopyError as error:
        wrong = error.faults
    yield from (Place(name).fault("release", f"does not verify: {each.what}: {each.found}") for each in wrong[:1])


def _kept_as(folder: Path, built: Sequence[Built], *, is_correction: bool) -> list[Kept]:
    """Where the records of this release belong. Raises `ReadingError` where others are there."""
    if not built:
        raise ReadingError.at(KEPT, "release", "there is no document of a brief", "write brief.qmd, and build it")
    period = period_told(built[0].record["datasets"], built[0].record["figures"])
    if period is None:
        wanted = "give a dataset a period, or its key a column of periods"
        raise ReadingError.at(built[0].name, "release", "its data are of no time, so nothing says its period", wanted)
    before = kept_in(folder)
    number = max((each.correction for each in before if each.period == period), default=0)
    kept = [_kept(each, period, number) for each in built]
    others = [(each, place) for each, place in zip(built, kept, strict=True) if not _is_free(folder, each, place)]
    later = [each for each in before if each.period.last > period.last]
    is_first = not any(each.period == period for each in before)
    if is_correction and (others or (later and is_first)):
        return [_kept(each, period, number + bool(others)) for each in built]
    faults = [_another(place, each, period) for each, place in others]
    if later and is_first and not others:
        found = f"is of {later[-1].period.text}, and the data reach {period.text}"
        faults.append(Place(later[-1].name).fault("release", found, f"add what is missing, or {_CORRECT}"))
    if faults:
        raise ReadingError(faults)
    return kept


def _kept(built: Built, period: Period, correction: int) -> Kept:
    return Kept(period=period, edition=edition_of(built.project.document), correction=correction)


def _is_free(folder: Path, built: Built, place: Kept) -> bool:
    """Whether nothing is kept there, or just this record."""
    path = folder / place.name
    return not path.exists() or path.read_bytes() == built.text


def _another(place: Kept, built: Built, period: Period) -> Fault:
    found = f"another record of {period.text} was published than {built.name}"
    return Place(place.name).fault("release", found, f"leave it as it is, or {_CORRECT}")
