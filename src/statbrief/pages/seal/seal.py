"""Sealing: the last step of a build. Pages are finished, and all that the build knew goes inside them.

The record that is published says of each page what it shows, so a page is finished before its text is read, and read
before the record is written. The same bytes of the record go into the web page, into the PDF and beside them. What was
sealed is read back and verified as a stranger would, by `Sealed.prove`: a copy that does not prove itself is not
published.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from statbrief.companions.asked import companions_asked
from statbrief.companions.registry import PICTURE
from statbrief.copies.copy import LARGEST_FILE, Copy
from statbrief.errors import OURS, CopyError, RenderingError, StatbriefError
from statbrief.files.hashes import digest_of
from statbrief.files.shapes import prepare_shape
from statbrief.pages.seal.attachments import Attachment, Parted, parted, with_tables
from statbrief.pages.seal.record import composed
from statbrief.project.address import address_of, names_place
from statbrief.project.data_inside import largest_inside
from statbrief.project.project import BUILD
from statbrief.prose.document import Prose
from statbrief.record import published
from statbrief.record.record_types import AnalysisRecord, PublishedRecord
from statbrief.renderers.fonts import dressed, faces

if TYPE_CHECKING:
    from statbrief.pages.seal.html import Contents


@dataclass(frozen=True, kw_only=True)
class Sealed:
    """The pages by format, the record that is in each of them, as text and as it is told, and what each shows.

    `stem` begins the names of the pages, and `attached` are the files inside them. Nothing is published of it before it
    was proved.
    """

    stem: str
    pages: Mapping[str, bytes]
    record: bytes
    told: PublishedRecord
    shown: Mapping[str, Copy]
    attached: Sequence[Attachment]

    def prove(self, *formats: str) -> None:
        """Read pages back and verify them, all unless some are named. Raises `CopyError` or `RenderingError`."""
        from statbrief.pages.seal.proof import refuse_unproved

        copies = [
            _read_back(f"{self.stem}.{name}", self.pages[name], self.record, self.shown[name], self.attached)
            for name in formats or self.pages
        ]
        refuse_unproved(copies)


def prepare() -> None:
    """Load what sealing needs; another program may be at work meanwhile."""
    import statbrief.copies.html
    import statbrief.copies.pdf
    import statbrief.pages.seal.html
    import statbrief.pages.seal.print
    import statbrief.pages.seal.proof
    import statbrief.renderers.fonts  # noqa: F401

    prepare_shape(published.SCHEMA)


class Finishing:
    """Finishes a brief's web page, which waits for no print; `analysis` is the record of the analysis."""

    def __init__(self, prose: Prose, analysis: AnalysisRecord) -> None:
        self.prose, self.analysis = prose, analysis
        self._known: dict[bytes, tuple[str, Copy]] = {}

    @cached_property
    def data(self) -> Parted:
        """The files that travel inside, those of tables too, and those that do not. Raises `RenderingError`."""
        project = self.prose.project
        data = parted(project.folder, largest_inside(project), self.analysis["datasets"])
        return data._replace(attached=list(with_tables(data.attached, self.analysis)))

    @cached_property
    def contents(self) -> Contents:
        """What goes inside. Raises `RenderingError` for a picture that is not as the analysis left it."""
        from statbrief.pages.seal.html import Contents

        project, data = self.prose.project, self.data
        return Contents(
            analysis=self.analysis,
            attached=data.attached,
            outside=data.outside,
            build=str(project.metadata.get(BUILD, "")),
            narrow=dict(_narrow(project.folder, self.analysis)),
        )

    def begin(self, page: bytes) -> None:
        """Finish a page before it is asked for; what is wrong with it is told when it is."""
        with suppress(StatbriefError, OSError):
            self.finished(page)

    def finished(self, page: bytes) -> tuple[str, Copy]:
        """A page with all but its record, and what it shows. Raises `CopyError` or `RenderingError`."""
        if page not in self._known:
            self._known[page] = _finished(self.prose, page.decode(), self.contents)
        return self._known[page]


def seal(
    prose: Prose,
    pages: Mapping[str, bytes],
    analysis: AnalysisRecord,
    renderer: str,
    files: Iterable[str] = (),
    finishing: Finishing | None = None,
) -> Sealed:
    """The pages (by format: `html`, `pdf`) of a brief, finished and sealed, and not proved yet.

    `analysis` is the record of the analysis, `renderer` what made the pages, `files` what it read beside the prose,
    `finishing` what may have finished the web page already.
    Raises `CopyError` or `RenderingError` when a page cannot be sealed.
    """
    from statbrief.copies.pdf import read_print
    from statbrief.pages.seal.pdf import attach, readable, refuse_attachments
    from statbrief.pages.seal.print import finish_print
    from statbrief.pages.seal.wording import publisher_told

    project = prose.project
    finishing = finishing or Finishing(prose, analysis)
    contents, data = finishing.contents, finishing.data
    shown: dict[str, Copy] = {}
    finished, printed = "", b""
    if "html" in pages:
        finished, shown["html"] = finishing.finished(pages["html"])
    if "pdf" in pages:
        name = f"{project.stem}.pdf"
        refuse_attachments(name, pages["pdf"])
        printed = readable(finish_print(pages["pdf"], analysis["lang"], publisher_told(prose)))
        shown["pdf"] = read_print(name, printed)
    told = composed(prose, analysis, shown, renderer, files, data)
    record = published.written(published.sealed(told))
    made: dict[str, bytes] = {}
    if "html" in pages:
        made["html"] = contents.filled(finished, record).encode()
    if "pdf" in pages:
        made["pdf"] = attach(printed, record, data.attached)
    return Sealed(stem=project.stem, pages=made, record=record, told=told, shown=shown, attached=data.attached)


def _narrow(folder: Path, analysis: AnalysisRecord) -> Iterator[tuple[str, bytes]]:
    """The charts' pictures for phones. Raises `RenderingError` for one that is not as the analysis left it."""
    for key, chart in analysis.get("charts", {}).items():
        if name := chart.get("narrow"):
            if digest_of(folder, name) != analysis["outputs"][name]:
                raise RenderingError.at(name, "file", "is not as the analysis left it", "run `statbrief analyse`")
            yield key, (folder / name).read_bytes()


def _finished(prose: Prose, page: str, contents: Contents) -> tuple[str, Copy]:
    """A page with all but its record, and what it shows; raises `CopyError` where its author wrote what no copy has."""
    from statbrief.companions.picture import name_of
    from statbrief.copies.html import read_page
    from statbrief.pages.seal.cards import with_cards
    from statbrief.pages.seal.faults_in_prose import blamed
    from statbrief.pages.seal.head import with_head
    from statbrief.pages.seal.html import SECTION, finish
    from statbrief.pages.seal.ways import Way, ways_to_others, with_ways

    name = f"{prose.project.stem}.html"
    settings = prose.project.settings("html")
    address = address_of(settings)
    ways = [*ways_to_others(prose.project, address, contents.phrase("as_pdf"))]
    if contents.phrase("files"):
        ways.append(Way(contents.phrase("files"), f"#{SECTION}"))
    is_beside = PICTURE in companions_asked(prose.project) and names_place(address)
    picture = name_of(prose.project.stem) if is_beside else ""
    lang = contents.analysis["lang"]
    page = with_head(page, lang, address, picture or str(settings.get("image") or ""))
    try:
        finished = with_ways(with_cards(finish(page, name, contents), name, lang), ways, contents.phrase("ways"))
        for family, files in faces(prose.project).items():
            finished = dressed(finished, family, files)
        page = contents.filled(finished, b"")
        return finished, read_page(name, page.encode())
    except CopyError as error:
        raise blamed(error, prose, page) from error


def _read_back(file: str, page: bytes, record: bytes, shown: Copy, attached: Iterable[Attachment]) -> Copy:
    """What was sealed as a stranger reads it. Raises when it is not what was put in."""
    from statbrief.copies.html import read_html
    from statbrief.copies.pdf import read_pdf

    if len(page) > LARGEST_FILE:
        wanted = f"{LARGEST_FILE} at most: data/ holds too much to travel inside"
        raise RenderingError.at(file, "file", f"would have {len(page)} bytes", wanted)
    copy = (read_html if shown.format == "html" else read_pdf)(file, page)
    faults = {
        "record": copy.record == record,
        "text": copy.text == shown.text,
        "looks": copy.looks == shown.looks,
        "files": copy.attached == {each.name: each.content for each in attached}
        and copy.types == {each.name: each.type for each in attached},
    }
    wrong = ", ".join(what for what, is_right in faults.items() if not is_right)
    if wrong:
        found = f"its {wrong} could not be sealed"
        raise RenderingError.at(file, "seal", found, OURS)
    return copy
