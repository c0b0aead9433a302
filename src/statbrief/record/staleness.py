"""Whether the last analysis of an edition still holds: what it read and wrote is as it was.

Its record names each file with its SHA-256, so that a step can tell that nothing has changed without importing pandas,
matplotlib or pint: this module must stay free of them.
"""

from __future__ import annotations

import sys
from collections.abc import Collection
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from statbrief import __version__
from statbrief.files.hashes import code_digest, sha256_of_file, sha256_of_input
from statbrief.files.own_files import files_in
from statbrief.files.paths import EDITIONS, OWN, PREPARE, SOURCE, STYLE, Generated
from statbrief.record.analysis_record import read_record
from statbrief.record.asked_forms import asked_forms, asked_of_tables, asks_for_revisions, tells_revisions
from statbrief.record.record_types import AnalysisRecord
from statbrief.record.released import edition_before, is_since_the_last, period_told

ANALYSIS = (
    *("analysis", "arithmetic", "charts", "data", "deriving", "figures", "files", "languages"),
    *("project", "record", "revisions", "brief_tables", "engine", "table_schema"),
    *("areas.py", "characters.py", "checking.py", "drawing.py", "errors.py", "periods.py", "tables.py"),
    STYLE,  # of charts, where the brief has none
)
"""The parts of this program that an analysis uses: a change of any of them makes it stale, and of no other."""
PACKAGES = {"babel", "fontpkg_fira_sans", "matplotlib", "numpy", "pandas", "pint", "pint_pandas"}


def is_current(folder: Path, lang: str, generated: Generated = OWN) -> bool:
    """Whether an edition's last analysis read what is there now, and what it wrote is still as it wrote it."""
    record = read_record(folder, generated)
    if record.get("lang") != lang or record.get("inputs") != input_hashes(folder):
        return False
    if record.get("asked") != asked_forms(folder):  # forms that the prose asks for, and that were not written yet
        return False
    if record.get("asked_of_tables") != asked_of_tables(folder, generated.document):
        return False
    if ("revisions" in record) != _tells_revisions(folder, record) or not is_since_the_last(folder, record):
        return False
    outputs = record.get("outputs", {})
    return all(
        (folder / name).is_file() and sha256_of_file(folder / name) == digest for name, digest in outputs.items()
    )


def _tells_revisions(folder: Path, record: AnalysisRecord) -> bool:
    """Whether an analysis of these data tells what was revised: of tables alone where there is an edition before."""
    if not tells_revisions(folder) or asks_for_revisions(folder):
        return tells_revisions(folder)
    return edition_before(folder, period_told(record["datasets"], record["figures"])) is not None


def is_as_prepared(folder: Path) -> bool:
    """Whether the data are what was seen to be as prepared: some edition's last analysis read what is there now."""
    editions = ["", *(path.name for path in (folder / EDITIONS).glob("*"))]
    records = [read_record(folder, Generated(each)) for each in editions]
    inputs = input_hashes(folder) if any(records) else {}
    return any(record.get("inputs") == inputs for record in records if record)


def input_hashes(folder: Path) -> dict[str, str]:
    """The SHA-256 of each file that the analysis reads and of the generator, and the versions of its packages."""
    files = [*files_in(folder / "data"), *(path for path in files_in(folder / "analysis") if path.suffix == ".py")]
    files += [folder / STYLE] if (folder / STYLE).is_file() else []
    files += files_in(folder / SOURCE) if (folder / PREPARE).is_file() else []
    files = sorted(files)
    hashes = {path.relative_to(folder).as_posix(): sha256_of_input(path) for path in files}
    return hashes | {"statbrief": f"{__version__} {code_digest(ANALYSIS)}", "packages": " ".join(packages())}


def packages(names: Collection[str] = frozenset(PACKAGES)) -> list[str]:
    """The packages that shape an analysis, with their versions: folder names, as importing metadata takes longer."""
    found = set()
    for place in sys.path:
        with suppress(OSError):
            described = _described(place or ".", Path(place or ".").stat().st_mtime_ns)
            found |= {name for name in described if name.split("-")[0].lower() in names}
    return sorted(found)


@lru_cache(maxsize=64)
def _described(place: str, _: int) -> tuple[str, ...]:
    """The packages that stand in a folder, which was last changed at some time: then one comes, goes or is another."""
    return tuple(path.stem for path in Path(place).glob("*.dist-info"))
