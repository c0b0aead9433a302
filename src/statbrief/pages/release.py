"""A release: the pages that go out with all that is beside them, and their records, kept for the editions to come.

The records go to `published/`, and all that goes out to a folder of `release/`.

What was published is never written over. A second release of the same period is the same, and then nothing is done, or
it is a correction, which somebody must ask for: readers have the first one, and have to be told. So a `make` that was
typed twice, or an edit after the pages went out, cannot pass for what was published.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from statbrief.companions.asked import companions_asked
from statbrief.copies.copy import FORMATS
from statbrief.copies.read import copy_of
from statbrief.errors import CopyError, Fault, Place, ReadingError
from statbrief.files.paths import KEPT
from statbrief.files.write import replace_file
from statbrief.pages.editions import agreements, documents, read_published
from statbrief.pages.release_folder import Folder, GoingOut, folder_of
from statbrief.pages.seal.attachments import attachments, hashes, with_tables
from statbrief.pages.seal.companions import written_before
from statbrief.project.edition import edition_of
from statbrief.project.project import Project, read_project
from statbrief.record import published
from statbrief.record.record_types import PublishedRecord
from statbrief.record.released import FILES, Kept, file_name, kept_folder, kept_in, period_told
from statbrief.table_schema.open_questions import OpenQuestion, told
from statbrief.table_schema.periods import Period
from statbrief.verify.verify import verify

_AGAIN = "build it again, then release it"
_CORRECT = "keep it as a correction, with --correction (make release CORRECTION=1), and tell your readers"


@dataclass(frozen=True, kw_only=True)
class Built:
    """An edition as it was built: its settings, its record, that record's text, and its other files by their names.

    Those that are not there are left out.
    """

    project: Project
    record: PublishedRecord
    text: bytes
    pages: Mapping[str, bytes]
    companions: Mapping[str, bytes]

    @property
    def name(self) -> str:
        """Where its record stands."""
        return f"{self.project.output_dir}/{self.project.published}"


@dataclass(frozen=True, kw_only=True)
class Released:
    """What a release kept: the records by name, each with its SHA-256, and whether they had been kept before.

    `folder` is where all went that goes out, `count` how many files are there, and `is_made` whether it was made now.
    """

    records: Sequence[tuple[str, str]]
    is_new: bool
    folder: str
    count: int
    is_made: bool


def release(folder: Path, *, is_correction: bool = False) -> Released:
    """Keep the records of all editions of the brief in `folder`, as they were built last, and the data inside them.

    Raises `CopyError` for an edition that is not built, was changed since, does not verify, or is of other numbers than
    the first one, and `ReadingError` where another record of the period is out, or a later one, and no correction is
    asked for.
    """
    folder = folder.resolve()
    built = [read_built(folder, document) for document in documents(folder)]
    if faults := [fault for each in built for fault in wrong(each)]:
        raise CopyError(faults)
    for _ in agreements(folder):  # raises where they contradict each other
        pass
    return plan(folder, built, is_correction=is_correction).carry_out(folder)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a release will keep: editions as they were built, where each one's record goes, and what goes out."""

    built: Sequence[Built]
    kept: Sequence[Kept]
    going_out: Folder

    def carry_out(self, folder: Path) -> Released:
        """Keep it, in the brief's folder. Raises `WritingError`."""
        is_new = False
        place = f"{kept_folder(self.kept[0].within)}/{FILES}"
        for name, content in self._inside():  # before the records that name them
            file = f"{place}/{file_name(name, published.sha256(content))}"
            is_new |= replace_file(folder / file, content, file)
        for kept, each in zip(self.kept, self.built, strict=True):
            is_new |= replace_file(folder / kept.name, each.text, kept.name)
        pairs = zip(self.kept, self.built, strict=True)
        return Released(
            records=[(kept.name, published.sha256(each.text)) for kept, each in pairs],
            is_new=is_new,
            folder=self.going_out.name,
            count=len(self.going_out.files),
            is_made=self.going_out.write(folder),
        )

    def _inside(self) -> Iterator[tuple[str, bytes]]:
        """The files that travel inside the pages, by name, each once for all editions that have the same."""
        told = set()
        for each in self.built:
            outside = each.record.get("outside", {})
            own = [one for one in attachments(each.project.folder) if one.file not in outside]
            for file in with_tables(own, each.record):
                if (named := (file.name, published.sha256(file.content))) not in told:
                    told.add(named)
                    yield file.name, file.content


def plan(folder: Path, built: Sequence[Built], within: str = "", *, is_correction: bool) -> Plan:
    """What a release of these editions will keep, in the folder `within` of an area if they are of one.

    Raises `ReadingError` where another record of the period is out, or a later one, and no correction is asked for.
    """
    kept = _kept_as(folder, built, within, is_correction=is_correction)
    going_out = folder_of(kept[0], [_going_out(each) for each in built])
    if faults := list(going_out.faults(folder)):
        raise ReadingError(faults)
    return Plan(built=built, kept=kept, going_out=going_out)


def _going_out(built: Built) -> GoingOut:
    record_file = built.project.published
    files = {**built.pages, record_file: built.text, **built.companions}
    return GoingOut(record=built.record, record_file=record_file, files=files)


def read_built(folder: Path, document: str) -> Built:
    """An edition as it was built last. Raises `CopyError` for one that is not, or whose record cannot be read."""
    project = read_project(folder, document)
    record = read_published(folder, document)
    output = folder / project.output_dir
    pages = [f"{project.stem}{FORMATS[page][1][0]}" for page in sorted(record["pages"])]
    return Built(
        project=project,
        record=record,
        text=(output / project.published).read_bytes(),
        pages=_read(output, pages),
        companions=_read(output, written_before(project)),
    )


def _read(output: Path, names: Iterable[str]) -> dict[str, bytes]:
    return {name: (output / name).read_bytes() for name in names if (output / name).is_file()}


def wrong(built: Built) -> Iterator[Fault]:
    """What is wrong with an edition that is about to go out: it is not of what is there now, or proves nothing."""
    folder, place = built.project.folder, Place(built.name)
    now = hashes(folder, built.record["files"])
    changed = sorted({name for name, _ in set(now.items()) ^ set(built.record["files"].items())})
    if changed:
        more = f" and {len(changed) - 1} more" if changed[1:] else ""
        yield place.fault("release", f"{changed[0]}{more} changed after it was built", _AGAIN)
        return
    if left := built.record.get("open"):
        yield place.fault("release", f"is a draft: {told(len(left))}", "answer them, and build it again")
        yield from (OpenQuestion(**each) for each in left)
        return
    if built.record["pages"].keys() != set(built.project.formats):
        has = " and ".join(sorted(built.record["pages"])) or "no pages"
        yield place.fault("release", f"was built with {has} alone", "build all its pages, then release it")
    for page in sorted(built.record["pages"]):
        yield from _of_page(f"{built.project.stem}{FORMATS[page][1][0]}", built)
    yield from _of_companions(built)


def _of_companions(built: Built) -> Iterator[Fault]:
    """Companions that are not there as the build made them, which held them against the record."""
    listed = written_before(built.project)
    if companions_asked(built.project) and not listed:
        yield Place(built.name).fault("release", "was built without the companions that are asked for", _AGAIN)
    for file, sha256 in listed.items():
        name = Place(f"{built.project.output_dir}/{file}")
        if file not in built.companions:
            yield name.fault("release", "is not there", _AGAIN)
        elif published.sha256(built.companions[file]) != sha256:
            yield name.fault("release", "was changed after it was built", _AGAIN)


def _of_page(file: str, built: Built) -> Iterator[Fault]:
    name = f"{built.project.output_dir}/{file}"
    if file not in built.pages:
        yield Place(name).fault("release", "is not there", _AGAIN)
        return
    try:
        copy = copy_of(Path(file), built.pages[file])
        if copy.record != built.text:
            yield Place(name).fault("release", f"carries another record than {built.name}", "build both again")
            return
        found = verify(copy).faults
    except CopyError as error:
        found = error.faults
    yield from (Place(name).fault("release", f"does not verify: {each.what}: {each.found}") for each in found[:1])


def _kept_as(folder: Path, built: Sequence[Built], within: str, *, is_correction: bool) -> list[Kept]:
    """Where the records of this release belong. Raises `ReadingError` where others are there."""
    if not built:
        raise ReadingError.at(KEPT, "release", "there is no document of a brief", "write brief.qmd, and build it")
    period = period_told(built[0].record["datasets"], built[0].record["figures"])
    if period is None:
        wanted = "give a dataset a period, or its key a column of periods"
        raise ReadingError.at(built[0].name, "release", "its data are of no time, so nothing says its period", wanted)
    before = kept_in(folder, within)
    number = max((each.correction for each in before if each.period == period), default=0)
    kept = [_kept(each, period, number, within) for each in built]
    others = [(each, place) for each, place in zip(built, kept, strict=True) if not _is_free(folder, each, place)]
    later = [each for each in before if each.period.last > period.last]
    is_first = not any(each.period == period for each in before)
    if is_correction and (others or (later and is_first)):
        return [_kept(each, period, number + bool(others), within) for each in built]
    faults = [_another(place, each, period) for each, place in others]
    if later and is_first and not others:
        found = f"is of {later[-1].period.text}, and the data reach {period.text}"
        faults.append(Place(later[-1].name).fault("release", found, f"add what is missing, or {_CORRECT}"))
    if faults:
        raise ReadingError(faults)
    return kept


def _kept(built: Built, period: Period, correction: int, within: str) -> Kept:
    return Kept(period=period, edition=edition_of(built.project.document), correction=correction, within=within)


def _is_free(folder: Path, built: Built, place: Kept) -> bool:
    """Whether nothing is kept there, or just this record."""
    path = folder / place.name
    return not path.exists() or path.read_bytes() == built.text


def _another(place: Kept, built: Built, period: Period) -> Fault:
    found = f"another record of {period.text} was published than {built.name}"
    return Place(place.name).fault("release", found, f"leave it as it is, or {_CORRECT}")
