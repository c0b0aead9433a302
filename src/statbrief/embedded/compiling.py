"""From Typst source to PDF: fonts from packages only, the brief's own date, and what Typst says in our words."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from statbrief.boundaries import stage, without_network
from statbrief.embedded.options import texts
from statbrief.embedded.packages import package_folder
from statbrief.errors import Fault, RenderingError
from statbrief.generated import GENERATED
from statbrief.project import fault_at
from statbrief.prose import Prose

FONT_PACKAGE = "fontpkg_fira_sans"

_CREATOR = re.compile(rb"Typst (\d+\.\d+\.\d+)")
_TWICE = re.compile(r"label `<(.+?)>` occurs multiple times")


def typst_version(page: bytes) -> str:
    """The version of the Typst that made a PDF; its package counts versions of its own."""
    found = _CREATOR.search(page)
    return found[1].decode() if found else ""


def compile_typst(prose: Prose, source: bytes, day: date | None, work: Path) -> tuple[bytes, list[Fault]]:
    """The PDF of Typst source, and what Typst warns about.

    Typst finds the brief's own files and nothing else: in `work`, a folder for what is needed on the way, they are
    linked to. It downloads no package and knows none. Raises RenderingError with what Typst says is wrong; the source
    is then kept in the brief's folder.
    """
    import typst

    project = prose.project
    settings = project.settings("typst")
    compile_source: Any = typst.compile_with_warnings  # its stubs know fewer inputs than it takes
    standards: Any = texts(settings.get("pdf-standard"))  # held to the known ones with all other settings
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC) if day else datetime(1970, 1, 1, tzinfo=UTC)
    environment = dict(os.environ)
    os.environ.update(without_network(environment))
    try:
        page, said = compile_source(
            source,
            root=str(stage(project.folder, work / "root")),
            package_path=str(work / "packages"),
            package_cache_path=str(work / "packages"),
            font_paths=[str(path) for path in font_folders(project.folder, settings)],
            ignore_system_fonts=True,
            pdf_standards=standards,
            timestamp=int(moment.timestamp()),
        )
    except (typst.TypstError, ValueError) as problem:
        raise RenderingError(_typst_fault(prose, source, problem)) from None
    finally:
        os.environ.clear()
        os.environ.update(environment)
    return bytes(page), [Fault(file=project.document, what="PDF", found=_told(each)) for each in said]


def _told(said: object) -> str:
    hints = [str(hint) for hint in getattr(said, "hints", ())]
    message = str(getattr(said, "message", said))
    return f"{message} ({'; '.join(hints)})" if hints else message


def _typst_fault(prose: Prose, source: bytes, problem: Exception) -> Fault:
    """What Typst says, and where its source is kept to be looked at."""
    if label := _TWICE.search(str(getattr(problem, "message", ""))):
        place = prose.find(re.compile(rf"#{re.escape(label[1])}(?![\w-])"))
        return fault_at(place, "id", f"{label[1]} is used more than once", "give each its own")
    kept = prose.project.folder / GENERATED / f"{prose.project.stem}.typ"
    kept.parent.mkdir(exist_ok=True)
    kept.write_bytes(source)
    where = f"its source is {GENERATED}/{prose.project.stem}.typ"
    return Fault(file=prose.project.document, what="PDF", found=f"Typst says {_told(problem)}", wanted=where)


def font_folders(folder: Path, settings: Mapping[str, Any]) -> list[Path]:
    """Where fonts come from: `font-paths` as far as they exist, else the font package; never the system."""
    own = [folder / name for name in texts(settings.get("font-paths"))]
    found = [path for path in own if path.is_dir()]
    return found or [path for path in [package_folder(FONT_PACKAGE, "files")] if path is not None]
