"""The Quarto renderer: which Quarto will do, and `quarto render` into a folder of its own.

What Quarto takes and says is as version 1.10.18 was seen to behave, with this project and small ones: inside a project,
`--to` takes one format, or `all` for those that the brief lists; `--output-dir` is for documents that `render:` lists.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import ClassVar

from statbrief.errors import Fault, Place, RenderingError
from statbrief.files.extension import PLACE, difference_of_extension, extension_in
from statbrief.files.inside_folder import without_network
from statbrief.files.paths import EXTENSION, QUARTO_LOG
from statbrief.files.read import read_text
from statbrief.files.typeface import copy_fonts
from statbrief.files.write import replace_file
from statbrief.project.project import BUILD, FORMATS, Project
from statbrief.prose.document import Prose
from statbrief.record.analysis_record import has_analysis
from statbrief.renderers.for_extension import write_build
from statbrief.renderers.made_on import made_on
from statbrief.renderers.print_settings import AUTO
from statbrief.renderers.quarto_reads import files_named
from statbrief.renderers.renderer import Rendering
from statbrief.renderers.unread import faults_of_unread

OLDEST = (1, 10, 18)
"""The first stable version whose Typst writes two PDF standards at once."""
NEWEST_TRIED = (1, 10, 18)
SEALS = "STATBRIEF_SEALS"
"""Set where the caller of Quarto checks and seals, so that the project's own steps need not."""

_WARNING = re.compile(r"\s*(?:\[WARNING\]|\(?[wW]arning\)?:|WARN(?:ING)?\b(?: \([^)]*:\d+\))?:?)\s*(.*)")
_STYLING = re.compile(r"\x1b\[[0-9;]*m")
_NO_VERAPDF = "PDF standard validation requested but verapdf is not installed"
_UNPROVED = "verapdf is not installed, so the PDF was not held against its standards"
_NOT_THE_STANDARD = "PDF validation failed for "
_BESIDE = (".html", ".typ", ".pdf", "_files")  # what Quarto makes beside a document on the way
_GAP = re.compile(r"<strong>\?((?:@|var:|meta:)[^<\s]+)</strong>")
_PATIENCE = 30  # seconds for a version, which takes Quarto one or two
_NO_JUPYTER = "Jupyter is not available in this Python installation"
_TRACE = "Stack trace:"  # of Quarto's own code, which helps nobody else
_SAID = 12  # lines of Quarto's last words that a message repeats


@dataclass(frozen=True, kw_only=True)
class Quarto:
    """A Quarto that is new enough, as a `Renderer`."""

    program: str
    version: str
    name: ClassVar[str] = "quarto"
    is_quarto: ClassVar[bool] = True

    @property
    def made_with(self) -> str:
        """Its name, and its version where that is known."""
        return f"Quarto {self.version}".strip()

    @property
    def note(self) -> str:
        """What to say of a version that nobody has tried; nothing of others."""
        if _numbers(self.version) <= NEWEST_TRIED:
            return ""
        return f"Quarto {self.version} is newer than {_dotted(NEWEST_TRIED)}, the newest that was tried"

    def faults(self, project: Project) -> Iterator[Fault]:
        """What Quarto would make of these settings that is no brief."""
        yield from _faults_of_page(project)
        if project.settings("typst").get("fontsize") == AUTO:
            found, wanted = (
                "only the embedded renderer looks for the size",
                "write the one that it found: 8.6pt",
            )
            yield project.place_for("typst", "fontsize").fault("fontsize", found, wanted)
        yield from _unlisted(project)
        if has_analysis(project.folder):
            yield from _unextended(project)
            yield from faults_of_unread(project)

    def render(
        self,
        prose: Prose,
        formats: Sequence[str],
        work: Path,
        meanwhile: Callable[[], None] | None = None,
        with_page: Callable[[bytes], None] | None = None,  # noqa: ARG002 -- it makes one format after the other
    ) -> Rendering:
        """The pages, with what Quarto warns of and tells its users; `meanwhile` is done before it starts.

        Raises RenderingError with what Quarto said, and where its log is, when it fails.
        """
        if meanwhile is not None:
            meanwhile()
        project = prose.project
        if has_analysis(project.folder):
            copy_fonts(project.folder)  # one that is gone would be another typeface in print
        write_build(project, str(project.metadata.get(BUILD, "")))
        said = _render(self, prose, formats, work)
        pages = _pages_made(project, formats, work, said[-1])
        refuse_gaps(project, pages)
        if refused := list(dict.fromkeys(text for each in said for text in refusals_in(each))):
            raise RenderingError([Place(project.document).fault("PDF", text) for text in refused])
        told = list(dict.fromkeys(text for each in said for text in warnings_in(each)))
        unproved = any(text.startswith(_NO_VERAPDF) for text in told)
        return Rendering(
            made_with=self.made_with,
            pages={name: page.read_bytes() for name, page in pages.items()},
            files=files_named(prose),
            warnings=[*_warnings(project, told), *(_letters_without_font(prose) if "pdf" in formats else [])],
            notes=[*filter(None, [self.note]), *([_UNPROVED] if unproved else [])],
        )


def find_quarto() -> Quarto | None:
    """The Quarto on the PATH, None when there is none.

    Raises RenderingError when it is too old or says no version.
    """
    program = shutil.which("quarto")
    return None if program is None else accept_quarto(program)


def accept_quarto(program: str) -> Quarto:
    """The Quarto behind `program`; raises RenderingError when it is too old or says no version."""
    wanted = f"install Quarto {_dotted(OLDEST)} or newer, or use --renderer embedded"
    try:
        run = subprocess.run([program, "--version"], capture_output=True, check=False, timeout=_PATIENCE)
    except (OSError, subprocess.TimeoutExpired) as problem:
        found = f"the one on the PATH cannot be asked for its version ({problem})"
        raise RenderingError.at(program, "quarto", found, wanted) from None
    version = run.stdout.decode(errors="replace").strip()
    if not _numbers(version):
        said = f"{version} {run.stderr.decode(errors='replace')}".strip()
        found = f"the one on the PATH says no version, leaving with status {run.returncode}: {said or 'nothing at all'}"
        raise RenderingError.at(program, "quarto", found, wanted)
    if _numbers(version) < OLDEST:
        found = f"Quarto {version} on the PATH is older than {_dotted(OLDEST)}"
        raise RenderingError.at(program, "quarto", found, wanted)
    return Quarto(program=program, version=version)


def _numbers(version: str) -> tuple[int, ...]:
    """The three numbers of a version; none where it is not one."""
    found = re.match(r"(\d+)\.(\d+)(?:\.(\d+))?", version)
    return tuple(int(part or 0) for part in found.groups()) if found else ()


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))


def _faults_of_page(project: Project) -> Iterator[Fault]:
    """What makes a page of many files, or one that runs scripts."""
    html = project.settings("html")
    if "html" in project.formats:
        if True not in (html.get("embed-resources"), html.get("self-contained")):
            place = project.place("format", "html", "embed-resources")
            wanted = "write embed-resources: true: a brief is one file"
            yield place.fault("embed-resources", "is not set for html", wanted)
        if has_analysis(project.folder) and (html.get("theme"), html.get("minimal")) != ("none", True):
            found = "Quarto's page runs scripts, and one that proves itself runs none"
            place = project.place("format", "html", "theme")
            yield place.fault("theme", found, "write theme: none and minimal: true")


def _unextended(project: Project) -> Iterator[Fault]:
    """Quarto knows nothing of editions, marks and our shortcodes but by an extension."""
    there = extension_in(project.folder)
    if there is None:
        found = f"{PLACE} is not there"
        yield project.place("filters").fault("extension", found, "run statbrief extension, which puts it there")
    elif differs := difference_of_extension(there):
        found = f"{there.relative_to(project.folder).as_posix()} {differs}"
        wanted = "run statbrief extension, which puts this program's there"
        yield project.place("filters").fault("extension", found, wanted)
    cited = project.settings("typst")
    if "pdf" in project.formats and cited.get("bibliography") and cited.get("citeproc") is not True:
        wanted = "write citeproc: true: print would cite in another way than the page"
        yield project.place("bibliography").fault("citeproc", "is not set", wanted)
    named = project.settings("html").get("filters") or []
    listed = named if isinstance(named, list) else [named]
    if EXTENSION not in [each.get("path") if isinstance(each, dict) else each for each in listed]:
        found, wanted = f"{EXTENSION} is not among them", f"add it: it is the extension in _extensions/{EXTENSION}"
        yield project.place("filters").fault("filters", found, wanted)


def _unlisted(project: Project) -> Iterator[Fault]:
    """Quarto renders a document that the project does not list beside itself, and not into a folder."""
    listed = (project.metadata.get("project") or {}).get("render")
    patterns = [str(each).removeprefix("./") for each in (listed if isinstance(listed, list) else [listed]) if each]
    if patterns and not any(fnmatchcase(project.document, each) for each in patterns):
        found = f"does not list {project.document}"
        yield project.place("project", "render").fault(
            "render", found, "add it, so that Quarto knows it as the project's"
        )


def refuse_gaps(project: Project, pages: Mapping[str, Path]) -> None:
    """Raise RenderingError for what Quarto could not fill in, and says so on the page instead of stopping."""
    page = read_text(pages["html"], pages["html"].name, RenderingError) if "html" in pages else ""
    if gaps := dict.fromkeys(_GAP.findall(page)):
        raise RenderingError(
            Place(project.document).fault("quarto", f"found nothing for {each}", "look where it stands")
            for each in gaps
        )


def _render(quarto: Quarto, prose: Prose, formats: Sequence[str], work: Path) -> list[str]:
    """What Quarto said in each of its runs while it made the pages inside `work`.

    It makes both pages in one run where the brief lists just them: runs at the same time would share Quarto's own
    files, and the steps of a project.
    """
    listed = {FORMATS[name] for name in formats} == set(prose.project.listed)
    return [
        _run(quarto, prose, target, work) for target in (["all"] if listed else [FORMATS[name] for name in formats])
    ]


def _pages_made(project: Project, formats: Sequence[str], work: Path, said: str) -> dict[str, Path]:
    """The pages that Quarto made, by format; raises RenderingError for one that it did not."""
    pages = {name: work / f"{project.stem}.{name}" for name in formats}
    for name, page in pages.items():
        if not page.is_file():
            found = f"made no {name}: {_last_words(said)}"
            raise RenderingError(_failure(project, found, said))
    return pages


def _warnings(project: Project, told: Iterable[str]) -> list[Fault]:
    return [Place(project.document).fault("quarto", text) for text in told if not text.startswith(_NO_VERAPDF)]


def _letters_without_font(prose: Prose) -> list[Fault]:
    from statbrief.renderers.embedded.typst import letters_without_font

    return letters_without_font(prose)


def _wider_than_the_page(prose: Prose, said: str) -> list[Fault]:
    from statbrief.renderers.embedded.typst_faults import wider_than_the_page

    return wider_than_the_page(prose, said)


def _run(quarto: Quarto, prose: Prose, target: str, work: Path) -> str:
    """What Quarto said while it made a format, or all of them."""
    project = prose.project
    command = [quarto.program, "render", project.document, "--to", target]
    command += ["--output-dir", work.relative_to(project.folder).as_posix()]
    beside = [project.folder / f"{project.stem}{ending}" for ending in _BESIDE]
    before = [path for path in beside if path.exists()]
    run = subprocess.run(
        command, cwd=project.folder, env=_environment(project), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, check=False,
    )  # fmt: skip
    said = _STYLING.sub("", run.stdout.decode(errors="replace"))
    if run.returncode != 0:
        _remove(path for path in beside if path not in before)
        found = f"stopped with status {run.returncode}: {_last_words(said)}"
        raise RenderingError(_wider_than_the_page(prose, said) or _failure(project, found, said))
    return said


def _remove(paths: Iterable[Path]) -> None:
    """Take away what Quarto leaves beside the sources when it fails."""
    for path in paths:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _environment(project: Project) -> dict[str, str]:
    """Ours comes first on the PATH, for the project's own steps; the PDF's date is the brief's; nothing is fetched."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    ours = {"PATH": path, SEALS: "1", "SOURCE_DATE_EPOCH": str(int(made_on(project).timestamp()))}
    return without_network(os.environ) | ours


def warnings_in(said: str) -> list[str]:
    r"""What Quarto, pandoc or Typst warned of, each once; a warning may go on in indented lines.

    >>> warnings_in("WARN: Unable to resolve crossref @fig-x\n[WARNING] Citeproc: citation y not found\ndone")
    ['Unable to resolve crossref @fig-x', 'Citeproc: citation y not found']
    """
    found: list[str] = []
    going_on = False
    for line in said.splitlines():
        if match := _WARNING.match(line):
            found.append(match[1].strip())
        elif going_on and line.startswith("  ") and line.strip():
            found[-1] = f"{found[-1]} {line.strip()}"
            continue
        going_on = match is not None
    return list(dict.fromkeys(filter(None, found)))


def refusals_in(said: str) -> list[str]:
    r"""What verapdf, which Quarto asks where it is installed, found wrong with the PDF: its reasons, one a line.

    >>> refusals_in("WARN: PDF validation failed for ua-1:\nA link has no words\nNo title\n\nOutput created: x.pdf")
    ['validation failed for ua-1: A link has no words; No title']
    """
    found = []
    for start in re.finditer(rf"{_NOT_THE_STANDARD}(\S+?):?\n((?:.*\S.*\n)*)", f"{said}\n"):
        reasons = "; ".join(line.strip() for line in start[2].splitlines())
        found.append(f"validation failed for {start[1]}: {reasons}")
    return found


def _last_words(said: str) -> str:
    """What Quarto said about the error: from its first ERROR line on, else its last lines."""
    if _NO_JUPYTER in said:
        return "it runs {python} cells with Jupyter, which its Python does not have (python3 -m pip install jupyter)"
    lines = [line.rstrip() for line in said.splitlines() if line.strip()]
    first = next((number for number, line in enumerate(lines) if "ERROR" in line), max(0, len(lines) - _SAID))
    last = next((number for number, line in enumerate(lines) if line == _TRACE and number > first), len(lines))
    lines = lines[:last]
    return " / ".join(line.strip() for line in lines[first : first + _SAID]) or "it said nothing"


def _failure(project: Project, found: str, said: str) -> Fault:
    """A fault that names where all is that Quarto said."""
    replace_file(project.folder / QUARTO_LOG, said, QUARTO_LOG)
    return Place(project.document).fault("quarto", found, f"its log is {QUARTO_LOG}")
