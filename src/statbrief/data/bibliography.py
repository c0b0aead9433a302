"""The bibliographies in `data/`, read by pandoc as it will read them for the pages, so that what is wrong is told here.

Only the form is looked at: that each entry can be read, that its date is one, and that its letters are those that are
meant. Who may be cited is for whoever reads the figures and datasets.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import subprocess
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from statbrief.errors import Fault, Place, ReadingError
from statbrief.files.hashes import sha256_of_file
from statbrief.files.paths import SOURCES
from statbrief.files.plain_text import read_plain_text

PATIENCE = 60.0
"""Seconds that pandoc may take; ten thousand entries take about five."""
_ENTRY = re.compile(r"^[ \t]*@(\w+)\s*[{(]\s*([^\s,{}()]+)\s*,", re.MULTILINE)
_NOT_ENTRIES = {"comment", "string", "preamble"}
_FAULT = re.compile(r"\(line (\d+), column (\d+)\):\s*(.*)", re.DOTALL)
_DATE = re.compile(r"\b(date|year|month|day)\s*=\s*[{\"]?\s*([^}\",]*)", re.IGNORECASE)
_DOTLESS = re.compile(r"\\(['`^\"~=.])\s*(?:\{\s*\\([ij])\s*\}|\\([ij])(?![A-Za-z]))")
_ACCENTS = {"'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": ""}

_MOST_RIGHT = 32
_right: dict[str, None] = {}
"""The last bibliographies in which nothing was wrong, by hash: editions have the same, again and again."""

Json = Mapping[str, Any]


@contextmanager
def checking_bibliographies(folder: Path, files: Iterable[str]) -> Iterator[Callable[[], list[Fault]]]:
    """Let pandoc read each of `files`, relative to the brief's folder, while something else is done.

    What is given waits for it, and has all that is wrong in them.
    """
    from statbrief.files.packages import pandoc_command

    unread: list[Fault] = []
    runs = {}
    for name in files:
        try:
            text = read_plain_text(folder / name, name)
        except ReadingError as error:
            unread += error.faults
            continue
        if (known := sha256_of_file(folder / name)) in _right:
            continue
        command = [*pandoc_command(), "--from=biblatex", "--to=csljson", str(folder / name)]
        runs[name] = text, known, subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def faults() -> list[Fault]:
        found = list(unread)
        for name, (text, known, run) in runs.items():
            wrong = [*_faults(name, text, run), *_dotless(name, text)]
            found += wrong
            if not wrong:
                _remember(known)
        return found

    try:
        yield faults
    finally:
        for _, _, run in runs.values():
            if run.returncode is None:  # nobody has asked, as there was something else wrong
                run.kill()
                run.communicate()


def _remember(known: str) -> None:
    """Note that nothing is wrong with a bibliography, by its hash."""
    _right[known] = None
    if len(_right) > _MOST_RIGHT:
        del _right[next(iter(_right))]


def _faults(name: str, text: str, run: subprocess.Popen[bytes]) -> Iterator[Fault]:
    """What is wrong with a bibliography by what pandoc makes of it."""
    try:
        made, said = run.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        run.kill()
        run.communicate()
        yield Place(name).fault("file", f"pandoc was not done after {PATIENCE:g} seconds")
        return
    if run.returncode:
        yield _unreadable(name, text, said.decode("utf-8", "replace"))
        return
    for entry in json.loads(made):
        yield from _odd_dates(name, text, entry)


def _unreadable(name: str, text: str, said: str) -> Fault:
    """The place where pandoc stopped, and the entry that it was in."""
    found = _FAULT.search(said)
    if found is None:
        return Place(name).fault("file", f"pandoc cannot read it ({said.strip()})")
    line, column = int(found[1]), int(found[2])
    lines = text.splitlines(keepends=True)
    place = sum(map(len, lines[: line - 1])) + column - 1
    before = [each for each in _ENTRY.finditer(text) if each.start(1) - 1 < place]
    what = f"entry {before[-1][2]}" if before else "entry"
    problem = found[3].strip().splitlines()[0]
    wanted = "close its braces and quotation marks, and part its fields by commas"
    return Place(name, min(line, max(len(lines), 1))).fault(what, problem, wanted)


def _odd_dates(name: str, text: str, entry: Json) -> Iterator[Fault]:
    """Faults of an entry whose date is no day of the calendar, or is read past."""
    key = str(entry.get("id", ""))
    start = next((each.start(2) for each in _ENTRY.finditer(text) if each[2] == key), 0)
    after = _ENTRY.search(text, start)
    written = [each for each in _DATE.finditer(text, start, after.start() if after else len(text)) if each[2].strip()]
    for kind in ("issued", "accessed", "event-date", "original-date"):
        parts = entry.get(kind, {}).get("date-parts", [])
        if kind == "issued" and kind in entry and not parts and any(re.search(r"\d", each[2]) for each in written):
            yield _odd(name, text, key, written[0], "is not read as a date")
        for each in parts:
            numbers = [int(number) for number in each]
            if not _is_day(numbers):
                said = "-".join(f"{number:02}" for number in numbers)
                at = next((one for one in written if said in one[2]), written[0] if written else None)
                yield _odd(name, text, key, at, f"{said} is no day of the calendar")


def _odd(name: str, text: str, key: str, at: re.Match[str] | None, problem: str) -> Fault:
    found = problem if problem[0].isdigit() or at is None else f"'{at[2].strip()}' {problem}"
    line = text.count("\n", 0, at.start()) + 1 if at else 0
    return Place(name, line).fault(f"entry {key}", found, "write the date, such as 2022-07-12")


def _is_day(numbers: list[int]) -> bool:
    """Whether year, month and day are such, as far as they are given; a season stands in the place of a month."""
    year, month, day = [*numbers, 1, 1][:3]
    if len(numbers) == 2 and 13 <= month <= 24:  # noqa: PLR2004 -- CSL's seasons
        return month > 20  # noqa: PLR2004 -- EDTF's: from 21 on
    try:
        dt.date(max(year, 1), month, day)
    except ValueError:
        return False
    return True


def _dotless(name: str, text: str) -> Iterator[Fault]:
    r"""Faults of accents over an i without its dot, ``{\'\i}``: pandoc makes two signs of it, which nobody finds."""
    for each in _DOTLESS.finditer(text):
        letter = each[2] or each[3]
        whole = unicodedata.normalize("NFC", letter + _ACCENTS[each[1]])
        wanted = f"write \\{each[1]}{letter}" + (f" or {whole}" if len(whole) == 1 and whole != letter else "")
        line = text.count("\n", 0, each.start()) + 1
        found = f"{each[0]} comes out as two signs, a letter without a dot and an accent"
        yield Place(name, line).fault("letter", found, wanted)


def keys(text: str) -> Iterator[tuple[str, int]]:
    """The keys of a bibliography's entries, and where each entry begins."""
    for entry in _ENTRY.finditer(text):
        if entry[1].lower() not in _NOT_ENTRIES:
            yield entry[2], entry.start(1)


def read_sources(folder: Path) -> frozenset[str]:
    """The keys of the bibliography. Raises `ReadingError` when it is missing, not UTF-8, or has a key twice."""
    text = read_plain_text(folder / SOURCES, SOURCES)
    lines: dict[str, int] = {}
    faults = []
    for key, place in keys(text):
        line = text.count("\n", 0, place) + 1
        if key in lines:
            found = f"'{key}' is already the key of line {lines[key]}"
            faults.append(Place(SOURCES, line).fault("key", found, "give it a key of its own"))
        lines.setdefault(key, line)
    if faults:
        raise ReadingError(faults)
    return frozenset(lines)
