"""What moved on with its data from one edition to the next: that everything changed says nothing to a reviewer.

A figure of the next month is another number of another period; it is told only where something else of it is another
too. Of words nothing is left out: a sentence moved on where only periods and numbers in it are others.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Any

from statbrief.arithmetic.kinds import PERIOD
from statbrief.diff.charts_and_checks import CHANGED, Detail, PartChange
from statbrief.diff.findings import Difference, FigureChange, Moved
from statbrief.diff.repeats import Repeats
from statbrief.diff.sentences import Change, changes
from statbrief.files.paths import CHARTS, DERIVED, STYLE, TABLES
from statbrief.languages.typed_periods import find_periods
from statbrief.record.figure_types import PublishedAnswer, PublishedFigure
from statbrief.record.published import is_rounding_known
from statbrief.record.record_types import PublishedRecord
from statbrief.record.released import period_told
from statbrief.revisions.cells import Told
from statbrief.table_schema.periods import Period, parse
from statbrief.table_schema.spans import last_day

REPORTED = "reported"
"""What the reported figures are called, where they alone tell how far data reach."""
_FOLLOWS = {"text", "value", "range", "period", "label"}
"""What of a figure is another when its period is."""
_NUMBER = re.compile(r"\d+(?:[.,\s]\d+)*")
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 4_000
"""Characters of a text that is searched for periods."""
_A_PERIOD, _A_NUMBER = "\N{WHITE SQUARE}", "\N{WHITE CIRCLE}"


def moved(old: PublishedRecord, new: PublishedRecord, told: Sequence[Mapping[str, Told]]) -> list[Moved]:
    """The datasets that reach another period; where a brief has none in time, its reported figures as one.

    `told` are the datasets of both as far as their rows are known: earlier records do not say how far they reach.
    """
    reach = [_reach(record, known) for record, known in zip((old, new), told, strict=True)]
    both = [name for name in new["datasets"] if all(name in each for each in reach)]
    if both:
        ends = [Moved(name, reach[0][name].text, reach[1][name].text) for name in both]
        return [each for each in ends if each.old != each.new]
    same = [name for name, each in new["figures"].items() if name in old["figures"] and "stated" in each]
    if not any(has_moved(old["figures"][name]["period"], new["figures"][name]["period"]) for name in same):
        return []
    try:
        one, other = (period_told({}, record["figures"]) for record in (old, new))
    except ValueError:  # some other figure's period is none
        return []
    return [Moved(REPORTED, one.text, other.text)] if one and other and one != other else []


def _reach(record: PublishedRecord, told: Mapping[str, Told]) -> dict[str, Period]:
    found = {}
    for name, dataset in record["datasets"].items():
        if (times := dataset.get("times")) is not None and (last := _parsed(times["last"])):
            found[name] = last
        elif "times" not in dataset and (ends := told[name].reach):
            found[name] = ends[1]
    return found


def _parsed(text: str) -> Period | None:
    try:
        return parse(text)
    except ValueError:  # a copy may say anything
        return None


def has_moved(old: str, new: str) -> bool:
    """Whether one period, or span, ends at another time than the other."""
    try:
        return bool(old) and bool(new) and last_day(old) != last_day(new)
    except ValueError:
        return False


def figure_moved(old: PublishedFigure, new: PublishedFigure, aspects: Iterable[str], *, is_code_same: bool) -> bool:
    """Whether a figure is another one because its period is, and for no other reason that can be told."""
    if not set(aspects) <= _FOLLOWS or not has_moved(old["period"], new["period"]) or not _is_called_same(old, new):
        return False
    if is_rounding_known(old) != is_rounding_known(new) or ("stated" in old) != ("stated" in new):
        return False
    if "stated" in old or "stated" in new:
        return True
    return old["inputs"] == new["inputs"] and (is_code_same or bool(new["formula"]))


def answer_moved(old: PublishedAnswer, new: PublishedAnswer, *, is_code_same: bool) -> bool:
    """Whether a period is the next one, or a name the same one of the next period."""
    same = ("kind", "sources", "is_as_stated", "inputs")
    one: Mapping[str, Any] = old
    other: Mapping[str, Any] = new
    is_other = any(one[each] != other[each] for each in same)
    if is_other or not _is_called_same(old, new):
        return False
    is_period = new["kind"] == PERIOD
    return has_moved(old["period"], new["period"]) and is_code_same if is_period else old["value"] == new["value"]


def _is_called_same(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Whether a label, title or statement is the same, or the same but for the period that it says."""
    label = next(each for each in ("label", "title") if each in new)
    return bool(old[label] == new[label] or (new.get("template") and old.get("template") == new.get("template")))


def checks_left(changes: Iterable[PartChange], old: PublishedRecord, new: PublishedRecord) -> Iterator[PartChange]:
    """The checks of which more is another than the period that they state."""
    for change in changes:
        is_same = change.is_changed and {each.what for each in change.details} == {"title"}
        if not (is_same and _is_called_same(old["checks"][change.name], new["checks"][change.name])):
            yield change


def datasets_left(changes: Iterable[PartChange], old: PublishedRecord, new: PublishedRecord) -> Iterator[PartChange]:
    """The datasets of which more is another than their rows and the period that their title says."""
    for change in changes:
        one, other = old["datasets"].get(change.name), new["datasets"].get(change.name)
        if one is None or other is None:
            yield change
            continue
        spared = {f"file {other['file']}"} | ({"title"} if _is_called_same(one, other) else set())
        if left := tuple(each for each in change.details if each.what not in spared):
            yield replace(change, details=left)


def tables_left(changes: Iterable[PartChange], old: PublishedRecord, new: PublishedRecord) -> Iterator[PartChange]:
    """The tables of which rows came or went, or what stands around them is another beyond periods and numbers.

    That cells are others, and the order of rows, is told where some cell of the same period is another one.
    """
    for change in changes:
        if not change.is_changed or _has_another_cell(change.name, old, new):
            yield change
            continue
        left = tuple(each for each in change.details if _is_left_of_table(each, old["lang"], new["lang"]))
        if left:
            yield replace(change, details=left)


def _has_another_cell(table: str, old: PublishedRecord, new: PublishedRecord) -> bool:
    both = [(each, old["figures"].get(name)) for name, each in new["figures"].items() if name.startswith(f"{table}.")]
    return any(
        before is not None and not has_moved(before["period"], now["period"]) and before["value"] != now["value"]
        for now, before in both
    )


def _is_left_of_table(detail: Detail, lang: str, other: str) -> bool:
    if detail.what in {"caption", "notes"}:
        return not is_same_but_for_time(detail.old, detail.new, lang, other)
    is_cell = detail.what not in {"row", "sources", "order"} and detail.old and detail.new != "none"
    return detail.what != "order" and not is_cell


def charts_left(
    changes: Iterable[PartChange], old: PublishedRecord, new: PublishedRecord, *, is_code_same: bool
) -> Iterator[PartChange]:
    """The charts whose words are others beyond periods and numbers, or that are drawn otherwise."""
    for change in changes:
        left = tuple(each for each in change.details if _is_left(each, old, new, is_code_same=is_code_same))
        if left or not change.is_changed:
            yield replace(change, details=left)


def _is_left(detail: Detail, old: PublishedRecord, new: PublishedRecord, *, is_code_same: bool) -> bool:
    if detail.what == "picture" or detail.what.startswith("data"):
        return not is_code_same
    return not is_same_but_for_time(detail.old, detail.new, old["lang"], new["lang"])


def read_again(
    texts: Mapping[str, tuple[Sequence[str], Sequence[str]]], repeats: Repeats
) -> Iterator[tuple[str, Change]]:
    """The sentences that differ, by place, in the second only those with words that the first does not tell of.

    A print has no rows: where all numbers are others, its tables are one long sentence. The page has the same rows one
    by one, so what came and went in the print is told already where it stands in a piece of the page that is another.
    """
    known: tuple[AbstractSet[str], AbstractSet[str]] | None = None
    for place, (one, other) in texts.items():
        if not one or not other:
            continue
        gone, come = _gone(one, other), _gone(other, one)
        for change in changes(*(repeats.sentences(place, text) for text in (one, other))):
            if known is None or _words([change.old]) & (gone - known[0]) or _words([change.new]) & (come - known[1]):
                yield place, change
        pieces = Counter(one), Counter(other)
        heads = _words(repeats.heads())  # a table may go on on another page, and says them there again
        known = known or (_words(pieces[0] - pieces[1]) | heads, _words(pieces[1] - pieces[0]) | heads)


def _gone(texts: Sequence[str], others: Sequence[str]) -> set[str]:
    """The words that are in some texts more often than in the others."""
    one, other = (Counter(word for text in each for word in _WORD.findall(text)) for each in (texts, others))
    return set(one - other)


def _words(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in _WORD.findall(text)}


def is_same_but_for_time(old: str, new: str, lang: str, other_lang: str = "") -> bool:
    """Whether two texts are the same but for the periods and the numbers in them.

    >>> is_same_but_for_time("In May 2022 it rose to 5%.", "In June 2022 it rose to 11%.", "en")
    True
    >>> is_same_but_for_time("In May 2022 it rose to 5%.", "In June 2022 it fell to 5%.", "en")
    False
    """
    if not old or not new or max(len(old), len(new)) > _LONGEST:
        return old == new
    return _masked(old, lang) == _masked(new, other_lang or lang)


def _masked(text: str, lang: str) -> str:
    """The text with a sign in the place of each period, and of each number but for its own sign, unit and scale.

    Numbers in words stay: doubled and halved are two verbs.
    """
    for period in reversed(find_periods(text, lang)):
        text = f"{text[: period.start]}{_A_PERIOD}{text[period.end :]}"
    return _NUMBER.sub(_A_NUMBER, text)


def without_moved(old: PublishedRecord, new: PublishedRecord, found: Difference) -> Difference:
    """The difference without what moved on with its data, or is told as revised already."""
    if not found.moved:
        return found
    is_same = {name: old["files"].get(name) == new["files"].get(name) for name in (DERIVED, CHARTS, STYLE, TABLES)}
    numbers = {each.row for each in found.revised.revised if not each.dataset}
    left = replace(
        found,
        brief=tuple(each for each in found.brief if not _brief_moved(each, old, new)),
        figures=tuple(
            each
            for each in found.figures
            if not (each.name in numbers and set(each.aspects) <= {"text", "value", "range"})
            and not _figure_moved(each, old, new, is_code_same=is_same[DERIVED])
        ),
        answers=tuple(
            each
            for each in found.answers
            if not each.is_changed
            or not answer_moved(old["answers"][each.name], new["answers"][each.name], is_code_same=is_same[DERIVED])
        ),
        tables=tuple(tables_left(found.tables, old, new)),
        checks=tuple(checks_left(found.checks, old, new)),
        charts=tuple(
            charts_left(found.charts, old, new, is_code_same=all(is_same[each] for each in (CHARTS, STYLE, TABLES)))
        ),
        datasets=tuple(datasets_left(found.datasets, old, new)),
    )
    return replace(left, moved_on=dict(_moved_on(found, left, numbers)))


def _brief_moved(detail: Detail, old: PublishedRecord, new: PublishedRecord) -> bool:
    return detail.what == "date" or is_same_but_for_time(detail.old, detail.new, old["lang"], new["lang"])


def _figure_moved(change: FigureChange, old: PublishedRecord, new: PublishedRecord, *, is_code_same: bool) -> bool:
    if change.happened != CHANGED:
        return False
    one, other = old["figures"][change.name], new["figures"][change.name]
    return figure_moved(one, other, change.aspects, is_code_same=is_code_same)


def _moved_on(found: Difference, left: Difference, revised: AbstractSet[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """By kind, the names of what is not told because it moved on."""
    for kind in ("figures", "answers", "tables", "checks", "charts"):
        told = {each.name for each in getattr(left, kind)} | revised
        if names := tuple(each.name for each in getattr(found, kind) if each.name not in told):
            yield kind, names
