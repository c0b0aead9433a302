"""The embedded renderer: pandoc and Typst, both from packages, speaking the part of Quarto that briefs use.

Each format costs one run of pandoc, PDF one Typst compilation more; HTML and PDF are made side by side.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from statbrief.dates import brief_date
from statbrief.embedded.assembling import FIRST_LINE, Assembler, Run
from statbrief.embedded.hearing import Heard, hear
from statbrief.embedded.options import texts, unobeyed
from statbrief.embedded.words import missing_words
from statbrief.errors import Fault, ProjectError, ProseError, RenderingError, near_miss
from statbrief.project import FORMATS, fault_at
from statbrief.prose import Prose

FONT_PACKAGE = "fontpkg_fira_sans"
KEPT_TYPST = "_generated"  # where the Typst source stays when it does not compile

_ID = re.compile(r"\sid=[\"']([^\"']+)[\"']")
_LINK = re.compile(r"\shref=[\"']#([^\"']+)[\"']")
_TYPST_ID = re.compile(r"(?<!#link\()<([^<>\s]+)>")
_TYPST_LINK = re.compile(r"#link\(<([^<>\s]+)>\)")
_TWICE = re.compile(r"label `<(.+?)>` occurs multiple times")


@dataclass(frozen=True, kw_only=True)
class Pages:
    """What was made: format -> bytes, and what was read and heard on the way."""

    pages: Mapping[str, bytes]
    typst: bytes
    files: Sequence[str]
    warnings: Sequence[str]
    version: str


def render_embedded(prose: Prose, formats: Sequence[str], work: Path) -> Pages:
    """The brief's pages in `formats` (`html`, `pdf`). `work` is an empty folder for what is needed on the way.

    Raises ProjectError for settings that this renderer does not obey, ProseError for prose that it cannot
    render, RenderingError when pandoc or Typst fails.
    """
    project = prose.project
    settings = project.settings("typst" if "pdf" in formats else "html")
    day = brief_date(settings, project.place("date"))
    assemblers = {name: Assembler(prose, FORMATS[name], work, day) for name in formats}
    runs = {name: assembler.run() for name, assembler in assemblers.items()}
    faults = [*unobeyed(project), *(fault for each in assemblers.values() for fault in each.faults)]
    if any(name.startswith("ua-") for name in texts(settings.get("pdf-standard"))) and not settings.get("title"):
        found, wanted = "the document has none", "add title: to the front matter: PDF/UA wants one"
        faults.append(Fault(file=project.document, line=1, what="title", found=found, wanted=wanted))
    if faults:
        raise ProjectError(dict.fromkeys(faults))
    order = sorted(runs, key=["pdf", "html"].index)  # Typst compiles while pandoc still writes the HTML
    processes = {name: _start(runs[name], project.folder, work, name) for name in order}
    try:
        return _finish(prose, runs, processes, work, day)
    finally:
        for process in processes.values():
            process.kill()
            process.wait()


def _start(run: Run, folder: Path, work: Path, name: str) -> subprocess.Popen[bytes]:
    source = work / f"{name}.md"
    source.write_text(run.text, encoding="utf-8")
    command = [str(pandoc_binary()), *run.arguments]
    command += [f"--output={work / f'{name}.out'}", str(source)]
    with (work / f"{name}.log").open("wb") as log:
        return subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log)


def _finish(
    prose: Prose,
    runs: Mapping[str, Run],
    processes: Mapping[str, subprocess.Popen[bytes]],
    work: Path,
    day: date | None,
) -> Pages:
    pages: dict[str, bytes] = {}
    typst_source, version = b"", ""
    unspoken = missing_words(prose.project.settings("html"))
    warnings = [f"{prose.project.document}: {unspoken}"] if unspoken else []
    faults: list[Fault] = []
    pictures: list[str] = []
    if "pdf" in processes:
        import typst  # noqa: F401  loaded while pandoc runs
    for name, process in processes.items():
        status = process.wait()
        heard = _heard(prose, work, name, status)
        faults += heard.faults
        warnings += heard.warnings
        version = f"pandoc {heard.version}"
        pictures += heard.files
        if heard.faults:
            continue
        result = (work / f"{name}.out").read_bytes()
        if name == "pdf":
            typst_source = result
            if dangling := list(_dangling(prose, result.decode(), _TYPST_ID, _TYPST_LINK)):
                faults += dangling
                continue
            result, compiled = _compile(prose, result, day)
            warnings += compiled
        else:
            faults += _dangling(prose, result.decode(), _ID, _LINK)
        pages[name] = result
    if faults:
        raise ProseError(dict.fromkeys(faults))
    files = [*(name for run in runs.values() for name in run.files), *pictures]
    return Pages(
        pages=pages,
        typst=typst_source,
        files=tuple(dict.fromkeys(files)),
        warnings=tuple(dict.fromkeys(warnings)),
        version=version if "pdf" not in pages else f"{version}, Typst {_typst_version()}",
    )


def _typst_version() -> str:
    import typst

    return str(getattr(typst, "__version__", ""))


def _heard(prose: Prose, work: Path, name: str, status: int) -> Heard:
    said = (work / f"{name}.log").read_text(encoding="utf-8", errors="replace")
    heard = hear(said, prose, str(work / f"{name}.md"), FIRST_LINE)
    if status != 0 and not heard.faults:
        found = f"pandoc stopped with status {status}: {said.strip() or 'it said nothing'}"
        raise RenderingError(Fault(file=prose.project.document, what=name, found=found))
    return heard


def _compile(prose: Prose, source: bytes, day: date | None) -> tuple[bytes, list[str]]:
    import typst

    project = prose.project
    settings = project.settings("typst")
    compile_source: Any = typst.compile_with_warnings  # its stubs know fewer inputs than it takes
    standards: Any = texts(settings.get("pdf-standard"))  # held to the known ones with all other settings
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC) if day else datetime(1970, 1, 1, tzinfo=UTC)
    try:
        page, said = compile_source(
            source,
            root=str(project.folder),
            font_paths=[str(path) for path in font_folders(project.folder, settings)],
            ignore_system_fonts=True,
            pdf_standards=standards,
            timestamp=int(moment.timestamp()),
        )
    except (typst.TypstError, ValueError) as problem:
        raise RenderingError(_typst_fault(prose, source, problem)) from None
    return bytes(page), [f"{project.document}: PDF: {_told(each)}" for each in said]


def _told(said: object) -> str:
    hints = [str(hint) for hint in getattr(said, "hints", ())]
    message = str(getattr(said, "message", said))
    return f"{message} ({'; '.join(hints)})" if hints else message


def _typst_fault(prose: Prose, source: bytes, problem: Exception) -> Fault:
    """What Typst says, and where its source is kept to be looked at."""
    if label := _TWICE.search(str(getattr(problem, "message", ""))):
        place = prose.find(re.compile(rf"#{re.escape(label[1])}(?![\w-])"))
        return fault_at(place, "id", f"{label[1]} is used more than once", "give each its own")
    kept = prose.project.folder / KEPT_TYPST / f"{prose.project.stem}.typ"
    kept.parent.mkdir(exist_ok=True)
    kept.write_bytes(source)
    where = f"its source is {KEPT_TYPST}/{prose.project.stem}.typ"
    return Fault(file=prose.project.document, what="PDF", found=f"Typst says {_told(problem)}", wanted=where)


def _dangling(prose: Prose, page: str, an_id: re.Pattern[str], a_link: re.Pattern[str]) -> Iterator[Fault]:
    """Links within the page that lead nowhere; `#top` is the start of any page."""
    ids = set(an_id.findall(page))
    for target in dict.fromkeys(a_link.findall(page)):
        if target not in ids and target != "top":
            place = prose.find(re.compile(rf"#{re.escape(target)}(?![\w-])"))
            yield fault_at(place, "link", f"nothing has the id {target}", near_miss(target, ids))


def font_folders(folder: Path, settings: Mapping[str, Any]) -> list[Path]:
    """Where fonts come from: `font-paths` as far as they exist, else the font package; never the system."""
    own = [folder / name for name in texts(settings.get("font-paths"))]
    found = [path for path in own if path.is_dir()]
    return found or [path for path in [_package_folder(FONT_PACKAGE, "files")] if path is not None]


def pandoc_binary() -> Path:
    """The pandoc that came with its package, else the one on the PATH.

    Raises RenderingError when there is none.
    """
    packaged = _package_folder("pypandoc", "files")
    for name in ("pandoc", "pandoc.exe"):
        if packaged is not None and (packaged / name).is_file():
            return packaged / name
    from shutil import which

    if found := which("pandoc"):
        return Path(found)
    raise RenderingError(Fault(file="pandoc", what="program", found="missing", wanted="install pypandoc_binary"))


def _package_folder(package: str, folder: str) -> Path | None:
    """A folder inside an installed package, found without importing the package or the machinery that would."""
    for entry in sys.path:
        path = Path(entry) / package / folder
        if path.is_dir():
            return path
    return None
