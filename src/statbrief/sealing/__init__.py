"""Sealing: the last step of a build. Pages are finished, and all that the build knew goes inside them.

The record that is published says of each page what it shows, so a page is finished before its text is read, and read
before the record is written. The same bytes of the record go into the web page, into the PDF and beside them. What was
sealed is read back and verified as a stranger would: a copy that does not prove itself is not published.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

from statbrief import __version__, published
from statbrief.copies import LARGEST_ATTACHMENT, LARGEST_FILE, Copy
from statbrief.dates import brief_date
from statbrief.errors import CopyError, Fault, RenderingError
from statbrief.generated import WRITTEN
from statbrief.holdings import files_in
from statbrief.project import Project
from statbrief.prose import Prose
from statbrief.recording import BUILD, OF_THE_ANALYSIS
from statbrief.tables import read_bytes

INSIDE = "brief.json"
"""The record's name inside a page; there, it is always the same."""

_FOLDERS = ("data", "analysis", "theme", "_extensions")
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
_LINK = re.compile(r"\[(.*?)\]\(#n-\w+\)\{\.number\}")
_ESCAPED = re.compile(r"\\([^\w\s])")


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A file that travels inside the pages, under a name without folders."""

    name: str
    file: str
    type: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Sealed:
    """The pages by format, and the record that is in each of them."""

    pages: Mapping[str, bytes]
    record: bytes


def prepare() -> None:
    """Load what sealing needs; another program may be at work meanwhile."""
    import statbrief.copies.html
    import statbrief.copies.pdf
    import statbrief.sealing.attaching
    import statbrief.sealing.finishing
    import statbrief.sealing.proof
    import statbrief.webfonts  # noqa: F401

    published.validator()


def seal(
    prose: Prose, pages: Mapping[str, bytes], analysis: Mapping[str, Any], renderer: str, files: Iterable[str] = ()
) -> Sealed:
    """The pages (by format: `html`, `pdf`) of a brief, finished and sealed.

    `analysis` is the record of the analysis, `renderer` what made the pages, `files` what it read beside the prose.
    Raises `CopyError` or `RenderingError` when a page cannot be sealed so that it proves itself.
    """
    from statbrief.copies.html import read_page
    from statbrief.copies.pdf import read_print
    from statbrief.sealing.attaching import attach, refuse_attachments
    from statbrief.sealing.blame import blamed
    from statbrief.sealing.finishing import Contents, finish
    from statbrief.sealing.proof import refuse_unproved

    project = prose.project
    attached = list(attachments(project.folder))
    contents = Contents(analysis=analysis, attached=attached, build=str(project.metadata.get(BUILD, "")))
    shown: dict[str, Copy] = {}
    finished: dict[str, str] = {}
    if "html" in pages:
        name = f"{project.stem}.html"
        page = pages["html"].decode()
        try:
            finished["html"] = dressed(finish(page, name, contents), *typeface(project))
            page = contents.filled(finished["html"], b"")
            shown["html"] = read_page(name, page.encode())
        except CopyError as error:
            raise blamed(error, prose, page) from error
    if "pdf" in pages:
        name = f"{project.stem}.pdf"
        refuse_attachments(name, pages["pdf"])
        shown["pdf"] = read_print(name, pages["pdf"])
    record = published.written(published.sealed(_composed(prose, analysis, shown, renderer, files, attached)))
    made: dict[str, bytes] = {}
    if "html" in pages:
        made["html"] = contents.filled(finished["html"], record).encode()
    if "pdf" in pages:
        made["pdf"] = attach(pages["pdf"], record, attached)
    copies = {
        name: _read_back(f"{project.stem}.{name}", page, record, shown[name], attached) for name, page in made.items()
    }
    refuse_unproved(copies.values())
    return Sealed(pages=made, record=record)


def typeface(project: Project) -> tuple[str, list[Path]]:
    """The name of the typeface that the print is set in, and its files among the brief's own fonts."""
    settings = project.settings("typst")
    family, folders = str(settings.get("mainfont") or ""), settings.get("font-paths") or []
    names = folders if isinstance(folders, list) else [folders]
    pattern = f"{family.replace(' ', '')}-*.ttf"
    return family, [path for name in names for path in sorted((project.folder / str(name)).glob(pattern))]


def dressed(page: str, family: str, files: Iterable[Path]) -> str:
    """The page with the letters of its typeface inside, where its style sheet names it."""
    if not family or family not in page:
        return page
    from statbrief.webfonts import font_faces

    rules = font_faces(family, files, unescape(page))
    return page.replace("</head>", f"<style>\n{rules}</style>\n</head>", 1) if rules else page


def _composed(
    prose: Prose,
    analysis: Mapping[str, Any],
    shown: Mapping[str, Copy],
    renderer: str,
    files: Iterable[str],
    attached: Iterable[Attachment],
) -> dict[str, Any]:
    """The published record, without its seal."""
    project = prose.project
    used = used_forms(prose)
    day = brief_date(project.settings("html"), project.place("date"))
    return {
        "version": published.VERSION,
        "title": _title(shown),
        "lang": analysis["lang"],
        "build": str(project.metadata.get(BUILD, "")),
        "date": day.isoformat() if isinstance(day, date) else "",
        "figures": {
            name: {key: value for key, value in figure.items() if key != "shown"}
            | {"texts": {**figure.get("shown", {}), **used.get(name, {})}}
            for name, figure in analysis["figures"].items()
        },
        "datasets": analysis["datasets"],
        "checks": analysis["checks"],
        "charts": {
            name: {key: value for key, value in chart.items() if key not in OF_THE_ANALYSIS}
            for name, chart in analysis["charts"].items()
        },
        "files": _hashes(project.folder, [*prose.files, "_quarto.yml", *files]),
        "attached": {
            each.name: {"file": each.file, "sha256": published.sha256(each.content), "type": each.type}
            for each in attached
        },
        "made_with": {"statbrief": __version__, "renderer": renderer, "packages": analysis.get("packages", {})},
        "pages": {name: {"text": list(copy.text), "looks": copy.looks} for name, copy in shown.items()},
    }


def used_forms(prose: Prose) -> dict[str, dict[str, str]]:
    """The forms in which the prose writes each figure, without markup."""
    used: dict[str, dict[str, str]] = {}
    for code in prose.shortcodes:
        if code.name != "var":
            continue
        figure, _, form = code.arguments[0].partition(".")
        forms = prose.variables.get(figure)
        form = form.removeprefix("plain.")
        if isinstance(forms, dict):
            plain = forms.get("plain")
            text = plain.get(form) if isinstance(plain, dict) else None
            used.setdefault(figure, {})[form] = without_markup(str(forms.get(form, ""))) if text is None else text
    return used


def without_markup(text: str) -> str:
    r"""A form as it reads.

    >>> without_markup(r"more than [\$30 billion](#n-energy){.number}")
    'more than $30 billion'
    """
    return _ESCAPED.sub(r"\1", _LINK.sub(r"\1", text))


def _title(shown: Mapping[str, Copy]) -> str:
    """The document's title, as its pages say it."""
    texts = (text for copy in shown.values() for text in copy.text)
    return next((text.removeprefix("[title] ") for text in texts if text.startswith("[title] ")), "")


def _hashes(folder: Path, names: Iterable[str]) -> dict[str, str]:
    """The SHA-256 of each file that the brief was made from, by path within its folder."""
    paths = [folder / name for name in names if not name.startswith(WRITTEN)]
    paths += [path for part in _FOLDERS for path in files_in(folder / part)]
    base = folder.resolve()
    inside = {path.relative_to(folder).as_posix(): path for path in paths
              if path.is_file() and base in path.resolve().parents and path.is_relative_to(folder)}  # fmt: skip
    return {name: published.sha256(_content(path, name)) for name, path in sorted(inside.items()) if ".." not in name}


def _content(path: Path, name: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        found = f"cannot be read ({problem.strerror or problem})"
        raise RenderingError(Fault(file=name, what="file", found=found)) from problem


def attachments(folder: Path) -> Iterable[Attachment]:
    """Every file in `data/`, to travel inside the pages.

    Raises RenderingError for one that is too large for that.
    """
    taken = {INSIDE}
    for path in files_in(folder / "data"):
        inner = path.relative_to(folder / "data").as_posix()
        name = _distinct(inner, taken)
        taken.add(name)
        content = read_bytes(path, f"data/{inner}")
        if len(content) > LARGEST_ATTACHMENT:
            found, wanted = f"has {len(content)} bytes", f"{LARGEST_ATTACHMENT} at most travel inside a page"
            raise RenderingError(Fault(file=f"data/{inner}", what="file", found=found, wanted=wanted))
        kind = _TYPES.get(path.suffix[1:].lower(), "application/octet-stream")
        yield Attachment(name=name, file=f"data/{inner}", type=kind, content=content)


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


def _read_back(file: str, page: bytes, record: bytes, shown: Copy, attached: Iterable[Attachment]) -> Copy:
    """What was sealed as a stranger reads it. Raises when it is not what was put in."""
    from statbrief.copies.html import read_html
    from statbrief.copies.pdf import read_pdf

    if len(page) > LARGEST_FILE:
        wanted = f"{LARGEST_FILE} at most: data/ holds too much to travel inside"
        raise RenderingError(Fault(file=file, what="file", found=f"would have {len(page)} bytes", wanted=wanted))
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
        raise RenderingError(Fault(file=file, what="seal", found=found, wanted="this is a fault of statbrief"))
    return copy
