"""Pages made by pandoc and Typst: one run for both formats or one each, and what is wrong with what comes of it.

HTML and PDF are made side by side. Where the two formats have everything but their look in common, one run of
pandoc serves both: it writes the Typst source first, and Typst compiles while pandoc writes the page. Else each
format has its own run.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from threading import Timer

from statbrief.errors import Fault, Place, ProjectError, ProseError, RenderingError, in_order, near_miss
from statbrief.files.inside_folder import reaching_nobody, without_network
from statbrief.files.packages import pandoc_command
from statbrief.files.side_by_side import standing_by
from statbrief.languages.page_words import missing_words
from statbrief.project.date import brief_date
from statbrief.project.project import FORMATS, Project
from statbrief.prose.document import Prose
from statbrief.renderers.embedded.abridged import Template
from statbrief.renderers.embedded.messages import TYPST, read_messages
from statbrief.renderers.embedded.options import faults_of_settings, standards
from statbrief.renderers.embedded.run import FIRST_LINE, Assembler, Run, relative
from statbrief.renderers.embedded.typst import Printed, compile_typst, typst_version
from statbrief.renderers.renderer import Rendering

PATIENCE = 600.0
"""Seconds that pandoc may take; a megabyte of prose takes about ten."""

_Press = Callable[[bytes], Callable[[], Printed]]
_ID = re.compile(r"\sid=[\"']([^\"']+)[\"']")
_LINK = re.compile(r"\shref=[\"']#([^\"']+)[\"']")
_FITTED = re.compile(rb"(columns => \[\s*#(?:align\([^()]*\)\[#?)?table\(\s*columns: )(?:\([^()]*\)|\d+)")
"""A table's columns as pandoc writes them, where print is to find widths that fit."""
_TYPST_ID = re.compile(r"(?<!#link\()<([^<>\s]+)>")
_TYPST_LINK = re.compile(r"#link\(<([^<>\s]+)>\)")


def render_embedded(
    prose: Prose,
    formats: Sequence[str],
    work: Path,
    meanwhile: Callable[[], None] | None = None,
    with_page: Callable[[bytes], None] | None = None,
) -> Rendering:
    """The brief's pages in `formats` (`html`, `pdf`), and beside them the Typst source where `keep-typ` asks for it.

    `work` is an empty folder for what is needed on the way, `meanwhile` is done while pandoc runs, `with_page` while
    Typst does, with the web page, where nothing is wrong with that.
    Raises ProjectError for settings that this renderer does not obey, ProseError for prose that it cannot
    render, RenderingError when pandoc or Typst fails.
    """
    project = prose.project
    day = brief_date(project.settings("typst" if "pdf" in formats else "html"), project.place("date"))
    assemblers = {name: Assembler(prose, FORMATS[name], work, day) for name in sorted(formats, reverse=True)}
    if len(assemblers) > 1 and assemblers["html"].can_serve(assemblers["pdf"]):
        runs = {"html": assemblers["html"].run(assemblers["pdf"])}
    else:
        runs = {name: assembler.run() for name, assembler in assemblers.items()}
    faults = [*faults_of_settings(project), *(fault for name in formats for fault in assemblers[name].faults)]
    if "pdf" in formats:
        faults += _untitled(project)
    if faults:
        raise ProjectError(dict.fromkeys(faults))
    making = _Making(prose, work, assemblers["pdf"].template if "pdf" in formats else None)
    making.run(runs, meanwhile, with_page)
    files = [*(name for each in assemblers.values() for name in each.files), *making.pictures]
    keeps_source = making.typst and project.settings("typst").get("keep-typ")
    return Rendering(
        made_with=f"the embedded renderer ({making.versions()})",
        pages={name: making.pages[name] for name in formats},
        files=tuple(dict.fromkeys(files)),
        warnings=tuple(dict.fromkeys(making.warnings)),
        notes=tuple(making.notes),
        beside={f"{project.stem}.typ": making.typst} if keeps_source else {},
    )


def _untitled(project: Project) -> Iterator[Fault]:
    settings = project.settings("typst")
    if any(name.startswith("ua-") for name in standards(settings)) and not settings.get("title"):
        found, wanted = "the document has none", "add title: to the front matter: PDF/UA wants one"
        yield Place(project.document, 1).fault("title", found, wanted)


class _Making:
    """Runs pandoc and Typst side by side, and gathers what comes of it."""

    def __init__(self, prose: Prose, work: Path, template: Template | None) -> None:
        self.prose = prose
        self.work = work
        self.template = template
        self.pages: dict[str, bytes] = {}
        self.typst = b""
        self.faults: list[Fault] = []
        self.pictures: list[str] = []
        self.version = ""
        self.notes: list[str] = []
        self.gave_up = False
        self.is_refused = False
        self.printed: Callable[[], Printed] | None = None
        untranslated = missing_words(prose.project.settings("html"))
        self.warnings = [Place(prose.project.document).fault("lang", untranslated)] if untranslated else []

    def run(
        self,
        runs: Mapping[str, Run],
        meanwhile: Callable[[], None] | None,
        with_page: Callable[[bytes], None] | None,
    ) -> None:
        """Makes the pages; raises ProseError with all that is wrong in the prose, RenderingError for the rest."""
        with reaching_nobody(), self._press() as press:
            processes = {name: self._start(run, name) for name, run in runs.items()}  # Typst's own run first
            watch = Timer(PATIENCE, self._give_up, [processes.values()])
            watch.daemon = True
            watch.start()
            try:
                if meanwhile is not None:
                    self._also(meanwhile)
                for name, process in processes.items():
                    self._follow_to_end(process, name, press)
                if with_page is not None and "html" in self.pages and not self.faults:
                    with_page(self.pages["html"])
                self._end_print()
            finally:
                watch.cancel()
                for process in processes.values():
                    process.kill()
                    process.communicate()
        if self.faults or self.is_refused:
            raise ProseError(in_order(self.faults))

    @contextmanager
    def _press(self) -> Iterator[_Press | None]:
        """What begins to print a source, in a process of its own where that is possible; what it gives waits.

        Typst, which takes a hundred megabytes for two pages, is loaded while pandoc runs. None where there is no print.
        """

        def printed(source: bytes) -> Printed:
            return compile_typst(self.prose, source, self.work)

        if self.template is None:
            yield None
            return
        with _standing_by(printed) as begin:
            if begin is not None:
                yield begin
                return
            with ThreadPoolExecutor(1) as beside:  # Typst needs no Python, which goes on meanwhile
                beside.submit(_load_typst)
                yield lambda source: beside.submit(printed, source).result

    def _follow_to_end(self, process: subprocess.Popen[bytes], name: str, press: _Press | None) -> None:
        """Follow a run of pandoc, and take what it made."""

        def begin_print() -> None:
            self._begin_print(press)

        is_sound = self._follow(process, name, begin_print if name == "html" else None) and not self.is_refused
        if is_sound and name == "pdf":
            begin_print()
        elif is_sound:
            page = (self.work / "html.out").read_bytes()
            self.faults += _dangling(self.prose, page.decode(), _ID, _LINK)
            self.pages["html"] = page

    def _also(self, meanwhile: Callable[[], None]) -> None:
        """What is wrong with the prose otherwise is told with what pandoc finds in it."""
        try:
            meanwhile()
        except ProseError as error:
            self.faults += error.faults
            self.is_refused = True

    def versions(self) -> str:
        """Of pandoc, and of Typst where there is print."""
        typst = typst_version(self.pages["pdf"]) if "pdf" in self.pages else ""
        return f"{self.version}, Typst {typst}".removesuffix(", Typst ")

    def _give_up(self, processes: Iterable[subprocess.Popen[bytes]]) -> None:
        """End what would go on for ever: some Markdown takes pandoc twice as long with each sign more."""
        self.gave_up = True
        for process in processes:
            process.kill()

    def _start(self, run: Run, name: str) -> subprocess.Popen[bytes]:
        source = self.work / f"{name}.md"
        source.write_text(run.text, encoding="utf-8")
        folder = self.prose.project.folder
        output = relative(folder, self.work / f"{name}.out")
        command = [*pandoc_command(), *run.arguments, f"--output={output}", relative(folder, source)]
        return subprocess.Popen(
            command, cwd=folder, env=without_network(os.environ), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )  # fmt: skip

    def _follow(self, process: subprocess.Popen[bytes], name: str, on_typst: Callable[[], None] | None) -> bool:
        """Follow a run of pandoc to its end; whether nothing was wrong. It says when its Typst source is there."""
        said: list[str] = []
        for line in process.stderr or ():
            said.append(line.decode(errors="replace"))
            if on_typst is not None and said[-1].startswith(TYPST):
                on_typst()
        status = process.wait()
        source = relative(self.prose.project.folder, self.work / f"{name}.md")
        told = read_messages("".join(said), self.prose, source, FIRST_LINE)
        self.faults += told.faults
        self.warnings += told.warnings
        self.pictures += told.files
        self.version = f"pandoc {told.version}"
        if self.gave_up:
            found = f"pandoc was not done after {PATIENCE:g} seconds"
            wanted = "look for many brackets or braces that do not end"
            raise RenderingError.at(self.prose.project.document, name, found, wanted)
        if status != 0 and not told.faults:
            found = f"pandoc stopped with status {status}: {''.join(said).strip() or 'it said nothing'}"
            raise RenderingError.at(self.prose.project.document, name, found)
        return not told.faults

    def _begin_print(self, press: _Press | None) -> None:
        if self.is_refused or self.template is None or press is None:
            return
        self.typst = _FITTED.sub(rb"\1columns", self.template.whole((self.work / "pdf.out").read_bytes()))
        dangling = list(_dangling(self.prose, self.typst.decode(), _TYPST_ID, _TYPST_LINK))
        self.faults += dangling
        if not dangling:
            self.printed = press(self.typst)

    def _end_print(self) -> None:
        """Wait for the print, if any was begun. Raises `RenderingError` with what Typst says is wrong."""
        if self.printed is not None:
            printed = self.printed()
            self.pages["pdf"], self.typst = printed.page, printed.source
            self.warnings += printed.warnings
            self.notes += [f"fontsize: {printed.size:g}pt is the largest that adds no page"] if printed.size else []


def _standing_by(printed: Callable[[bytes], Printed]) -> AbstractContextManager[_Press | None]:
    """A process that waits for a source to print, and none where this one has had to do with Typst itself.

    Typst keeps threads of its own, which a copy of the process lacks; it would wait for them for ever.
    """
    return nullcontext() if "typst" in sys.modules else standing_by(printed, _load_typst)


def _load_typst() -> None:
    import typst  # noqa: F401


def _dangling(prose: Prose, page: str, an_id: re.Pattern[str], a_link: re.Pattern[str]) -> Iterator[Fault]:
    """Links within the page that lead nowhere; `#top` is the start of any page."""
    ids = set(an_id.findall(page))
    for target in dict.fromkeys(a_link.findall(page)):
        if target in ids or target == "top":
            continue
        if target.startswith("n-") and target[2:] in prose.variables:
            place = prose.find(re.compile(rf"\bvar\s+{re.escape(target[2:])}\."))
            found = f"{target[2:]} leads to the table of where the numbers come from, which is not there"
            yield place.fault("origin", found, "add {{< figures >}}")
        else:
            place = prose.find(re.compile(rf"#{re.escape(target)}(?![\w-])"))
            yield place.fault("link", f"nothing has the id {target}", near_miss(target, ids))
