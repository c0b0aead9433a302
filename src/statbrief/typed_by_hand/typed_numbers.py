"""Numbers and periods that were typed by hand: where they are, which variable reads the same, which are meant so.

A brief's numbers come from its variables, so that they are never out of date and lead to their origin. Every other
number that a reader sees is a fault, unless it is marked in place: `[two halves]{.literal}`, or a div with that
class. That goes for what charts say too, beneath their pictures and in them: docstrings in `analysis/charts.py`, or
labels. Names such as COVID-19, code, addresses, citations and cross-references are no quantities, and dates are none.
What the build wrote itself, under `_generated/`, is not read.

So it is with the periods that the data are of, or were before they rolled on: a month that is typed in prose, or in the
label of a figure, is another when the data are. Dates of events are marked as meant.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from operator import itemgetter
from typing import Any

from statbrief.errors import Fault, Place
from statbrief.files.paths import CHARTS, CHECKS, DERIVED, PACKAGE, PROJECT_FILE, REPORTED, TABLES, WRITTEN
from statbrief.files.read import read_text
from statbrief.languages.labels import labels_file
from statbrief.languages.lookalikes import Kind, Lookalikes
from statbrief.languages.quantities import Quantity, find_quantities, joins, nouns_of
from statbrief.languages.tags import base_language
from statbrief.languages.typed_periods import Mention
from statbrief.project.language import language, language_of
from statbrief.prose.document import Prose
from statbrief.record.analysis_record import read_record
from statbrief.typed_by_hand.blocks import read_document
from statbrief.typed_by_hand.captions import read_captions
from statbrief.typed_by_hand.docstrings import read_docstrings
from statbrief.typed_by_hand.inlines import GONE, Passage, Seen
from statbrief.typed_by_hand.labels import OF_LABELS, read_dataset_titles, read_function_labels, read_rows
from statbrief.typed_by_hand.titles import read_titles
from statbrief.typed_by_hand.typed_periods import TypedPeriods, timeline_of

_Source = tuple[str, Callable[[str], Seen], Kind]
"""A file, how it is read, and how a figure is written there."""
_OF_PERIODS_ALONE = ("labels", "checks")
"""Kinds of texts of which no more is asked: numbers in a label or a statement are names, as a rule."""
_CONTEXT = 30  # characters that a message quotes on each side
_BESIDE = 60  # those that may tell what a number is of
_LINKED = re.compile(r"\]\(#n-(\w+)[\w.]*\)")
_POWER = re.compile(r"[-−+]?[\d.,]+(?:\^[-−+]?\d+\^|<sup>[-−+]?\d+</sup>)", re.IGNORECASE)
_LAST = re.compile(r"\b(\w{1,8})\s+\Z")  # no article is longer, nor the word with which one is one
_RUNS = re.compile(f"[^{GONE}]+")


@dataclass(frozen=True, kw_only=True)
class TypedNumbers:
    """What was typed by hand: a fault for each number or period, and how many more are marked as literal.

    `cited` are the keys of sources that the prose cites, as it was read for that.
    """

    faults: tuple[Fault, ...]
    marked: int
    cited: tuple[str, ...] = ()


def find_typed_numbers(prose: Prose) -> TypedNumbers:
    """The numbers and periods in a brief's prose, titles, alternatives and labels that no variable wrote, in order.

    Reads `_quarto.yml` again for where its titles stand. Raises ProjectError when that is not readable.
    """
    reader = _Reading(prose)
    faults: list[Fault] = []
    marked = 0
    cited: dict[str, None] = {}
    for sheet in _sheets(prose):
        cited.update(dict.fromkeys(key for key, _ in sheet.seen.cited))
        for typed in sorted(each for passage in sheet.seen.passages for each in reader.typed(passage, sheet.kind)):
            if sheet.is_literal(typed.start):
                marked += 1
            else:
                faults.append(_fault(sheet, typed, reader.wanted(typed, sheet)))
    return TypedNumbers(faults=tuple(faults), marked=marked, cited=tuple(cited))


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
    own = len(prose.lines) - prose.told  # what follows was read as settings
    skipped = [line.file.startswith(WRITTEN) or number >= own for number, line in enumerate(prose.lines)]
    yield from _of_analysis(prose)
    lines = [(line.text, line.file, line.number) for line in prose.lines]
    yield _Sheet(prose.text, lines, read_document(prose.text.split("\n"), skipped), "prose")


def _of_analysis(prose: Prose) -> Iterator[_Sheet]:
    """What is said beneath charts, in them and in tables; labels stand for what is in another language."""
    folder, lang = prose.project.folder, _language(prose)
    own: Sequence[_Source] = (
        (CHARTS, read_docstrings, "docstrings"),
        (TABLES, read_docstrings, "docstrings"),
        (CHECKS, read_function_labels, "checks"),
        (DERIVED, read_function_labels, "labels"),
        (REPORTED, read_rows, "labels"),
        (PACKAGE, read_dataset_titles, "labels"),
    )
    labels: Sequence[_Source] = (
        (labels_file(lang), read_captions, "docstrings"),
        (labels_file(lang), lambda text: read_rows(text, OF_LABELS), "labels"),
    )
    is_translated = (folder / labels_file(lang)).is_file() and base_language(lang) != base_language(language(folder))
    for name, read, kind in labels if is_translated else own:
        if (folder / name).is_file():
            source = read_text(folder / name, name)
            yield _Sheet(source, _lines_of(source, name), read(source), kind)


def _lines_of(text: str, file: str) -> list[tuple[str, str, int]]:
    return [(line, file, number) for number, line in enumerate(text.split("\n"), start=1)]


@dataclass(frozen=True, order=True)
class _Typed:
    """A number or a period that was typed: where it starts in its sheet, how it reads, and which period it is.

    `word` is the one before a period, `beside` what stands around a number.
    """

    start: int
    text: str
    passage: Passage = field(compare=False)
    period: Mention | None = field(default=None, compare=False)
    word: str = field(default="", compare=False)
    beside: str = field(default="", compare=False)


class _Reading:
    """Reads the passages of one brief."""

    def __init__(self, prose: Prose) -> None:
        lang = _language(prose)
        self.lookalikes = Lookalikes(prose.variables, lang)
        self.nouns = _nouns(prose.variables)
        record = read_record(prose.project.folder, prose.project.generated)
        self.periods = TypedPeriods(timeline_of(record), prose.variables, self.lookalikes.lang)

    def typed(self, passage: Passage, kind: Kind) -> Iterator[_Typed]:
        """The numbers and periods of a passage, and where each starts in its sheet; of labels the periods alone."""
        text, place = _without_gaps(passage)
        periods = list(self.periods.find(text, self.nouns))
        for each in periods:
            yield _Typed(
                place(each.start), _in_line(text[each.start : each.end]), passage, each, _word(text[: each.start])
            )
        for start, end in self._numbers(text) if kind not in _OF_PERIODS_ALONE else ():
            if not any(start < each.end and each.start < end for each in periods):
                beside = text[max(0, start - _BESIDE) : end + _BESIDE]
                yield _Typed(place(start), _in_line(text[start:end]), passage, beside=beside)

    def _numbers(self, text: str) -> Iterator[Quantity]:
        """The quantities of a text; a range that a variable has is one."""
        quantities = iter(find_quantities(text, self.lookalikes.lang, self.nouns))
        waiting = next(quantities, None)
        while waiting is not None:
            first, waiting = waiting, next(quantities, None)
            if waiting is not None and _is_range(text, first, waiting, self.lookalikes):
                first, waiting = Quantity(first.start, waiting.end), next(quantities, None)
            yield first

    def wanted(self, typed: _Typed, sheet: _Sheet) -> str:
        """What to write instead."""
        plain, owner = typed.passage.plain, typed.passage.owner
        if typed.period is not None:
            return self.periods.wanted(typed.period, typed.text, sheet.kind, plain=plain, owner=owner, word=typed.word)
        source = sheet.source(typed.start) or typed.text
        return self.lookalikes.wanted(typed.text, sheet.kind, plain=plain, source=source, beside=typed.beside)


def _without_gaps(passage: Passage) -> tuple[str, Callable[[int], int]]:
    """The text of a passage without what is markup in it, and where in the sheet a character of that stands."""
    text, runs, starts = passage.text, [0], [0]
    if GONE in text:
        found = list(_RUNS.finditer(text))
        text = text.replace(GONE, "")
        runs = [run.start() for run in found] or [0]
        starts = list(accumulate((len(run[0]) for run in found), initial=0))[:-1] or [0]

    def place(offset: int) -> int:
        index = bisect_right(starts, offset) - 1
        return passage.origin + runs[index] + offset - starts[index]

    return text, place


def _word(text: str) -> str:
    """The last word of a text that goes on after it."""
    found = _LAST.search(text)
    return found[1] if found else ""


def _in_line(text: str) -> str:
    return " ".join(text.split())


def _is_range(text: str, first: Quantity, second: Quantity, lookalikes: Lookalikes) -> bool:
    return joins(text, first, second) and bool(lookalikes.same(text[first.start : second.end], plain=False))


def _fault(sheet: _Sheet, typed: _Typed, wanted: str) -> Fault:
    line, place = sheet.place(typed.start)
    start, end = max(0, place.column - 1 - _CONTEXT), place.column - 1 + len(typed.text) + _CONTEXT
    before, after = line[start : place.column - 1], line[place.column - 1 : end]
    if start > 0:
        before = f"…{before.partition(' ')[2] or before}"
    if end < len(line):
        after = f"{after.rpartition(' ')[0] or after}…"
    what = "number" if typed.period is None else "period"
    return place.fault(what, f'"{typed.text}" is typed by hand in “{before.lstrip()}{after.rstrip()}”', wanted)


def _language(prose: Prose) -> str:
    return language_of(prose.project.metadata)


def _nouns(variables: Mapping[str, Any]) -> frozenset[str]:
    return nouns_of({str(forms.get("unit", "")) for forms in variables.values() if isinstance(forms, Mapping)})
