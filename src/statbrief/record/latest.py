"""The analysis' record: all that the last analysis of an edition knows, as JSON, and whether it still holds.

It is for this program's own next steps; what goes out with the pages is `published`. It names each file that the
analysis read and wrote with its SHA-256, so that a step can tell that nothing has changed without importing pandas,
matplotlib or pint: this module must stay free of them.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from statbrief import __version__
from statbrief.errors import Fault
from statbrief.files.hashes import code_digest, sha256_of_file, sha256_of_input
from statbrief.files.own_files import FOLDERS, files_in
from statbrief.files.paths import OWN, PROJECT_FILE, STYLE, Generated
from statbrief.record.asked_forms import asked_forms, asked_of_tables
from statbrief.record.shape import AnalysisRecord

BUILD = "build"
"""The setting that holds the mark of a build."""
ANALYSIS_VERSION = 3
"""Of the record that an analysis leaves for the next steps; the published one counts its own."""
ANALYSIS = (
    *(
        "analysis",
        "arithmetic",
        "charts",
        "data",
        "figures",
        "files",
        "languages",
        "project",
        "record",
        "tabular",
        "tabulation",
    ),
    *("characters.py", "checking.py", "drawing.py", "errors.py", "periods.py", "tables.py"),
)
"""The parts of this program that an analysis uses: a change of any of them makes it stale, and of no other."""
PACKAGES = {"babel", "fontpkg_fira_sans", "matplotlib", "numpy", "pandas", "pint", "pint_pandas"}


def has_analysis(folder: Path) -> bool:
    """Whether the folder has anything to analyse; a brief of prose alone has not."""
    return any((folder / part).exists() or (folder / part).is_symlink() for part in FOLDERS)


def input_hashes(folder: Path) -> dict[str, str]:
    """The SHA-256 of each file that the analysis reads and of the generator, and the versions of its packages."""
    files = [*files_in(folder / "data"), *(path for path in files_in(folder / "analysis") if path.suffix == ".py")]
    files += [folder / STYLE] if (folder / STYLE).is_file() else []
    files = sorted(files)
    hashes = {path.relative_to(folder).as_posix(): sha256_of_input(path) for path in files}
    return hashes | {"statbrief": f"{__version__} {code_digest(ANALYSIS)}", "packages": " ".join(_packages())}


def _packages() -> list[str]:
    """The packages that shape an analysis, with their versions: folder names, as importing metadata takes longer."""
    found = set()
    for place in sys.path:
        with suppress(OSError):
            described = [path.stem for path in Path(place or ".").glob("*.dist-info")]
            found |= {name for name in described if name.split("-")[0].lower() in PACKAGES}
    return sorted(found)


def build_mark(folder: Path, generated: Generated, files: Iterable[str]) -> str:
    """What tells builds apart on paper: eight digits of a hash of what pages are made from.

    That is an edition's analysis, the prose's `files`, the theme and the extensions.
    """
    digest = hashlib.sha256()
    looks = sorted(path for part in ("theme", "_extensions") for path in (folder / part).glob("**/*"))
    named = [generated.record, PROJECT_FILE, *files, *(path.relative_to(folder).as_posix() for path in looks)]
    for name in dict.fromkeys(named):
        if (folder / name).is_file():
            digest.update(f"{name}\0{sha256_of_input(folder / name)}\n".encode())
    return digest.hexdigest()[:8]


def read_record(folder: Path, generated: Generated = OWN) -> AnalysisRecord:
    """The record of an edition's last analysis; empty when there is none that can be read."""
    try:
        record: Any = json.loads((folder / generated.record).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    is_known = isinstance(record, dict) and record.get("version") == ANALYSIS_VERSION
    known: AnalysisRecord = record if is_known else {}
    return known


def figures_shown(folder: Path, generated: Generated = OWN) -> set[str]:
    """The figures that an edition's last analysis drew in a chart or compared in a check."""
    record = read_record(folder, generated)
    shown = [name for chart in record.get("charts", {}).values() for name in chart["inputs"]]
    shown += [name for check in record.get("checks", {}).values() for name in check["figures"]]
    return set(shown)


def chart_warnings(folder: Path, generated: Generated = OWN) -> list[Fault]:
    """What a reader of an edition's charts may stumble over, as was seen when they were drawn."""
    charts = read_record(folder, generated).get("charts", {}).values()
    return [Fault(**each) for chart in charts for each in chart.get("warnings", ())]


def is_current(folder: Path, lang: str, generated: Generated = OWN) -> bool:
    """Whether an edition's last analysis read what is there now, and what it wrote is still as it wrote it."""
    record = read_record(folder, generated)
    if record.get("lang") != lang or record.get("inputs") != input_hashes(folder):
        return False
    if record.get("asked") != asked_forms(folder):  # forms that the prose asks for, and that were not written yet
        return False
    if record.get("asked_of_tables") != asked_of_tables(folder, generated.document):
        return False
    outputs = record.get("outputs", {})
    return all(
        (folder / name).is_file() and sha256_of_file(folder / name) == digest for name, digest in outputs.items()
    )
