"""Numbers that were typed by hand: where they are, which variable reads the same, and which are marked as meant.

A brief's numbers come from its variables, so that they are never out of date and lead to their origin. Every other
number that a reader sees is a fault, unless it is marked in place: `[two halves]{.literal}`, or a div with that
class. That goes for what charts say too, beneath their pictures and in them: docstrings in `analysis/charts.py`, or
labels. Dates, names such as COVID-19, code, addresses, citations and cross-references are no quantities. What the build
wrote itself, under `_generated/`, is not read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import itemgetter
from typing import Any

from statbrief.errors import Fault, Place
from statbrief.files.paths import CHARTS, PROJECT_FILE, TABLES, WRITTEN
from statbrief.files.read import read_text
from statbrief.languages.labels import labels_file
from statbrief.languages.lookalikes import Kind, Lookalikes
from statbrief.languages.quantities import Quantity, find_quantities, joins, nouns_of
from statbrief.project.language import language_of
from statbrief.prose.document import Prose
from statbrief.typed.blocks import read_document
from statbrief.typed.captions import read_captions
from statbrief.typed.docstrings import read_docstrings
from statbrief.typed.inlines import GONE, Passage, Seen
from statbrief.typed.titles import read_titles

_CONTEXT = 30  # characters that a message quotes on each side
_LINKED = re.compile(r"\]\(#n-(\w+)[\w.]*\)")
_POWER = re.compile(r"[-−+]?[\d.,]+(?:\^[-−+]?\d+\^|<sup>[-−+]?\d+</sup>)", re.IGNORECASE)
_RUNS = re.compile(f"[^{GONE}]+")


@dataclass(frozen=True, kw_only=True)
class TypedNumbers:
    """What was typed by hand: a fault for each number, and how many more are marked as literal."""

    faults: tuple[Fault, ...]
    marked: int


def find_typed_numbers(prose: Prose) -> TypedNumbers:
    """The numbers in a brief's prose, titles and text alternatives that no variable wrote, in order.

    Reads `_quarto.yml` again for where its titles stand. Raises ProjectError when that is not readable.
    """
    lookalikes = Lookalikes(prose.variables, _language(prose))
    nouns = _nouns(prose.variables)
    faults: list[Fault] = []
    marked = 0
    for sheet in _sheets(prose):
        typed = (
            (start, text, passage.plain)
            for passage in sheet.seen.passages
            for start, text in _typed(passage, lookalikes, nouns)
        )
        for start, text, plain in sorted(typed):
            if sheet.is_literal(start):
                marked += 1
            else:
                wanted = lookalikes.wanted(text, sheet.kind, plain=plain, source=sheet.source(start) or text)
                faults.append(_fault(sheet, start, text, wanted))
    return TypedNumbers(faults=tuple(faults), marked=marked)


def unused_figures(prose: Prose, shown: Collection[str] = ()) -> list[str]:
    """The figures, and other variables, none of whose forms the brief uses, in the order of the variables.

    A figure is used when a shortcode names it, when a generated table or caption links to it, or when it is one of
    those `shown` otherwise, such as the inputs of a chart. That the table of all figures lists it is no use.
    """
    used = {code.arguments[0].partition(".")[0] for code in prose.shortcodes if code.name == "var" and code.arguments}
    used.update(shown)
    for line in prose.lines:
        if "](#n-" in line.text:
            used.update(_LINKED.findall(line.text))
    return [name for name in prose.variables if name not in used]


class _Sheet:
    """A text whose offsets are known as places, what is seen of it, and what of that is marked as literal.

    Its kind says how a figure is written there.
    """

    def __init__(self, text: str, lines: Sequence[tuple[str, str, int]], seen: Seen, kind: Kind) -> None:
        self.kind = kind
        self.lines = lines  # of each: the text as it was written, its file and its number there
        self.seen = seen
        self.starts = list(accumulate((len(line) + 1 for line in text.split("\n")), initial=0))[:-1]
        self.literal = _merged(seen.literal)

    def place(self, offset: int) -> tuple[str, Place]:
        """The line, as it was written, and the place of an offset."""
        index = bisect_right(self.starts, offset) - 1
        text, file, number = self.lines[index]
        return text, Place(file, number, offset - self.starts[index] + 1)

    def source(self, offset: int) -> str:
        """How a number with an exponent that stands there was written; nothing of one without."""
        line, place = self.place(offset)
        power = _POWER.match(line, place.column - 1)
        return power[0] if power else ""

    def is_literal(self, offset: int) -> bool:
        """Whether what stands there is marked as meant."""
        index = bisect_right(self.literal, offset, key=itemgetter(0)) - 1
        return index >= 0 and offset < self.literal[index][1]


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _sheets(prose: Prose) -> Iterator[_Sheet]:
    project = prose.project
    named = {tuple(code.arguments[0].split(".")) for code in prose.shortcodes if code.name == "meta" and code.arguments}
    config = read_text(project.folder / PROJECT_FILE, PROJECT_FILE)
    yield _Sheet(config, _lines_of(config, PROJECT_FILE), read_titles(config, 0, named), "settings")
    if project.body_line > 1:
        front = "\n".join(project.text.split("\n")[: project.body_line - 2])
        yield _Sheet(front, _lines_of(front, project.document), read_titles(front, 1, named), "settings")
    skipped = [line.file.startswith(WRITTEN) for line in prose.lines]
    labels = labels_file(_language(prose))
    # labels stand for the docstrings, which are in another language
    has_labels = (project.folder / labels).is_file()
    for name, read in (
        ((labels, read_captions),) if has_labels else ((CHARTS, read_docstrings), (TABLES, read_docstrings))
    ):
        if (project.folder / name).is_file():
            source = read_text(project.folder / name, name)
            yield _Sheet(source, _lines_of(source, name), read(source), "docstrings")
    lines = [(line.text, line.file, line.number) for line in prose.lines]
    yield _Sheet(prose.text, lines, read_document(prose.text.split("\n"), skipped), "prose")


def _lines_of(text: str, file: str) -> list[tuple[str, str, int]]:
    return [(line, file, number) for number, line in enumerate(text.split("\n"), start=1)]


def _typed(passage: Passage, lookalikes: Lookalikes, nouns: Collection[str]) -> Iterator[tuple[int, str]]:
    """Where each quantity of a passage starts in its sheet, and how it reads; a range that a variable has is one."""
    text, runs, starts = passage.text, [0], [0]
    if GONE in text:
        found = list(_RUNS.finditer(text))
        text = text.replace(GONE, "")
        runs = [run.start() for run in found] or [0]
        starts = list(accumulate((len(run[0]) for run in found), initial=0))[:-1] or [0]
    quantities = iter(find_quantities(text, lookalikes.lang, nouns))
    waiting = next(quantities, None)
    while waiting is not None:
        first, waiting = waiting, next(quantities, None)
        if waiting is not None and _is_range(text, first, waiting, lookalikes):
            first, waiting = Quantity(first.start, waiting.end), next(quantities, None)
        index = bisect_right(starts, first.start) - 1
        origin = passage.origin + runs[index] + first.start - starts[index]
        yield origin, " ".join(text[first.start : first.end].split())


def _is_range(text: str, first: Quantity, second: Quantity, lookalikes: Lookalikes) -> bool:
    return joins(text, first, second) and bool(lookalikes.same(text[first.start : second.end], plain=False))


def _fault(sheet: _Sheet, offset: int, text: str, wanted: str) -> Fault:
    line, place = sheet.place(offset)
    start, end = max(0, place.column - 1 - _CONTEXT), place.column - 1 + len(text) + _CONTEXT
    before, after = line[start : place.column - 1], line[place.column - 1 : end]
    if start > 0:
        before = f"…{before.partition(' ')[2] or before}"
    if end < len(line):
        after = f"{after.rpartition(' ')[0] or after}…"
    return place.fault("number", f'"{text}" is typed by hand in “{before.lstrip()}{after.rstrip()}”', wanted)


def _language(prose: Prose) -> str:
    return language_of(prose.project.metadata)


def _nouns(variables: Mapping[str, Any]) -> frozenset[str]:
    return nouns_of({str(forms.get("unit", "")) for forms in variables.values() if isinstance(forms, Mapping)})
