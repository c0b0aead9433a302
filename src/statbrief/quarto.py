"""The Quarto renderer: `quarto render`, its result brought to light only when all of it succeeded.

Options as documented for `quarto render`: `--to` takes formats with commas between, `--output-dir` a folder
relative to the project, `--log` and `--log-level` a file for everything Quarto says.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from statbrief.dates import brief_date
from statbrief.errors import Fault, RenderingError
from statbrief.project import FORMATS, Project
from statbrief.recording import BUILD

OLDEST = (1, 9)
SEALS = "STATBRIEF_SEALS"
"""Set where the caller of Quarto seals the pages, so that the project's own post-render step need not."""
LOG = "_generated/quarto.log"

_WARNING = re.compile(r"\s*(?:\[WARNING\]|\(?[wW]arning\)?:|WARN(?:ING)?\b:?)\s*(.*)")
_STYLING = re.compile(r"\x1b\[[0-9;]*m")
_PATIENCE = 30  # seconds for a version, which takes Quarto one or two
_SAID = 12  # lines of Quarto's last words that a message repeats


@dataclass(frozen=True, kw_only=True)
class Quarto:
    """A Quarto that is new enough."""

    program: str
    version: str


def accept_quarto(program: str) -> Quarto:
    """The Quarto behind `program`; raises RenderingError when it is too old or says no version."""
    oldest = ".".join(map(str, OLDEST))
    wanted = f"install Quarto {oldest} or newer, or use --renderer embedded"
    try:
        run = subprocess.run([program, "--version"], capture_output=True, check=False, timeout=_PATIENCE)
    except (OSError, subprocess.TimeoutExpired) as problem:
        found = f"cannot be asked for its version ({problem})"
        raise RenderingError(Fault(file=program, what="quarto", found=found, wanted=wanted)) from None
    version = run.stdout.decode(errors="replace").strip()
    numbers = re.match(r"(\d+)\.(\d+)", version)
    if numbers is None:
        said = f"{version} {run.stderr.decode(errors='replace')}".strip()
        found = f"says no version, leaving with status {run.returncode}: {said or 'nothing at all'}"
        raise RenderingError(Fault(file=program, what="quarto", found=found, wanted=wanted))
    if (int(numbers[1]), int(numbers[2])) < OLDEST:
        found = f"version {version} is too old"
        raise RenderingError(Fault(file=program, what="quarto", found=found, wanted=wanted))
    return Quarto(program=program, version=version)


def render_quarto(
    quarto: Quarto, project: Project, formats: Sequence[str], work: Path
) -> tuple[Mapping[str, Path], list[Fault]]:
    """The brief's pages in `formats`, made by Quarto inside `work`, a folder of the brief's, and what it warns of.

    Raises RenderingError with what Quarto said, and where its log is, when it fails.
    """
    folder = project.folder
    log = folder / LOG
    log.parent.mkdir(parents=True, exist_ok=True)
    command = [quarto.program, "render", project.document, "--to", ",".join(FORMATS[name] for name in formats)]
    command += ["--output-dir", work.relative_to(folder).as_posix(), "--log", LOG, "--log-level", "info"]
    if build := project.metadata.get(BUILD):
        command += ["--metadata", f'{BUILD}:"{build}"']  # quoted: some marks would be numbers in YAML
    run = subprocess.run(
        command, cwd=folder, env=_environment(project), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, check=False,
    )  # fmt: skip
    said = _STYLING.sub("", run.stdout.decode(errors="replace"))
    if run.returncode != 0:
        found = f"stopped with status {run.returncode}: {_last_words(said)}"
        raise RenderingError(Fault(file=project.document, what="quarto", found=found, wanted=_log_hint(log, said)))
    pages = {name: work / f"{project.stem}.{name}" for name in formats}
    for name, page in pages.items():
        if not page.is_file():
            found = f"made no {name}: {_last_words(said)}"
            raise RenderingError(Fault(file=project.document, what="quarto", found=found, wanted=_log_hint(log, said)))
    return pages, [Fault(file=project.document, what="quarto", found=text) for text in warnings_in(said)]


def _environment(project: Project) -> dict[str, str]:
    """Ours comes first on the PATH, for the project's own steps; the PDF's date is the brief's."""
    day = brief_date(project.settings("typst"), project.place("date"))
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    environment = {**os.environ, "PATH": path, SEALS: "1"}
    if day is not None:
        moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
        environment["SOURCE_DATE_EPOCH"] = str(int(moment.timestamp()))
    return environment


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


def _last_words(said: str) -> str:
    """What Quarto said about the error: from its first ERROR line on, else its last lines."""
    lines = [line.rstrip() for line in said.splitlines() if line.strip()]
    first = next((number for number, line in enumerate(lines) if "ERROR" in line), max(0, len(lines) - _SAID))
    return " / ".join(line.strip() for line in lines[first : first + _SAID]) or "it said nothing"


def _log_hint(log: Path, said: str) -> str:
    """Where everything is that Quarto said; what it printed stands in for a log that it did not write."""
    if not log.is_file() or not log.stat().st_size:
        log.write_text(said, encoding="utf-8")
    return f"its log is {LOG}"
