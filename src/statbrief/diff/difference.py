"""What a reviewer must read when a brief was made again: all that differs between two published records.

Figures, names, periods, checks, charts, datasets and sentences that changed, came or went are findings. Files,
packages, renderer and looks that changed are notes: they explain findings and are none by themselves, so two builds of
the same input have no difference, and neither has a build by another version that says the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from statbrief.arithmetic.kinds import CHANGE
from statbrief.copies.copy import Copy
from statbrief.diff.causes import MOST, Cause, Tracing, same_range
from statbrief.diff.charts_and_checks import (
    CAME,
    CHANGED,
    WENT,
    Detail,
    PartChange,
    of_answer,
    of_chart,
    of_check,
    of_dataset,
    of_table,
    texts,
)
from statbrief.diff.findings import Difference, FigureChange, SentenceChange, State
from statbrief.diff.moved_with_data import is_same_but_for_time, moved, read_again, without_moved
from statbrief.diff.numbers import as_stated, same
from statbrief.diff.repeats import Repeats
from statbrief.diff.sentences import Change, changes, split
from statbrief.errors import CopyError
from statbrief.record import published
from statbrief.record.figure_types import PublishedAnswer, PublishedFigure
from statbrief.record.record_types import (
    CellsRecord,
    ChartRecord,
    CheckRecord,
    DatasetRecord,
    PageRecord,
    PublishedRecord,
)
from statbrief.revisions.cells import told_in
from statbrief.revisions.compare import Compared, Edition, compared, stated_in

Part = TypeVar("Part", PublishedAnswer, CellsRecord, CheckRecord, ChartRecord, DatasetRecord)
Known = TypeVar("Known")
_NAMED = 5  # files and packages that a note names
_FORMS = ("about", "value", "about_times", "times")
_SHARE_FORMS = ("about_percent", "percent", "about_fraction")


def record_of(copy: Copy) -> PublishedRecord:
    """The record of a copy, as it was sealed, with the text that the copy shows.

    Raises `CopyError` for a record that was changed since: what it differs in would say nothing about the brief.
    """
    record = published.read(copy.record, copy.name)
    broken = published.broken(record)
    if broken:
        more = f" and {len(broken) - _NAMED} more" if len(broken) > _NAMED else ""
        found = f"was changed after it was sealed, at {', '.join(broken[:_NAMED])}{more}"
        raise CopyError.at(copy.name, "record", found, "compare an untouched copy")
    # What a reader sees counts, also where somebody changed it after the record was sealed.
    seen: PageRecord = {"text": list(copy.text), "looks": copy.looks}
    pages = record["pages"]
    return {**record, "pages": {**pages, copy.format: seen} if copy.format in pages else pages}


def difference(
    old: PublishedRecord, new: PublishedRecord, *, files: tuple[Mapping[str, bytes], Mapping[str, bytes]] = ({}, {})
) -> Difference:
    """What differs between two published records, as `published.schema.json` describes them.

    `files` are those inside the copies of both, by the names that they have there: the data, cell by cell.
    """
    known = [told_in(record, inside) for record, inside in zip((old, new), files, strict=True)]
    was, now = (Edition(each, stated_in(record["figures"])) for each, record in zip(known, (old, new), strict=True))
    ends = tuple(moved(old, new, known))
    revised = compared(was, now)
    if not ends:  # then a reported figure is told among the figures
        revised = replace(revised, revised=tuple(each for each in revised.revised if each.dataset))
    revised = replace(revised, problems=tuple(_problems(old, new, revised)))
    found = replace(_found(old, new), moved=ends, revised=revised)
    sentences = tuple(_sentences(old, new, found))
    return without_moved(old, new, replace(found, sentences=sentences))


def _problems(old: PublishedRecord, new: PublishedRecord, revised: Compared) -> Iterator[tuple[str, str]]:
    """Why cells of a dataset were not compared, of those whose files are not the same."""
    for name, problem in revised.problems:
        if old["datasets"][name]["sha256"] != new["datasets"][name]["sha256"]:
            yield name, problem


def _found(old: PublishedRecord, new: PublishedRecord) -> Difference:
    """All that differs but for sentences, whatever moved on."""
    brief = tuple(texts(old, new, ("title", "date", "lang")))
    return Difference(
        brief=brief,
        figures=tuple(_figures(old, new)),
        answers=_parts(
            _without_cells(old.get("answers", {})),
            _without_cells(new.get("answers", {})),
            partial(of_answer, is_same_language=old["lang"] == new["lang"]),
        ),
        tables=_tables(old, new),
        checks=_parts(old["checks"], new["checks"], of_check),
        charts=_parts(old["charts"], new["charts"], of_chart),
        datasets=_parts(old["datasets"], new["datasets"], of_dataset),
        notes=tuple(_notes(old, new)),
    )


def _figures(old: PublishedRecord, new: PublishedRecord) -> Iterator[FigureChange]:
    """The figures that changed, then those that came and went; each in the order of the data and functions."""
    tracing = Tracing(old, new)
    one, other = _without_cells(old["figures"]), _without_cells(new["figures"])
    for name in _in_place(other, one.keys() & other.keys()):
        change = _figure(name, one[name], other[name], tracing, is_same_language=old["lang"] == new["lang"])
        if change:
            yield change
    for name in _in_place(other, other.keys() - one.keys()):
        state = _state(other[name], other[name]["texts"])
        yield FigureChange(name=name, label=other[name]["label"], happened=CAME, new=state, forms={})
    for name in _in_place(one, one.keys() - other.keys()):
        state = _state(one[name], one[name]["texts"])
        yield FigureChange(name=name, label=one[name]["label"], happened=WENT, old=state, forms={})


def _without_cells(known: Mapping[str, Known]) -> dict[str, Known]:
    """Those that are no cells of tables, which are told with their tables."""
    return {name: each for name, each in known.items() if "." not in name}


def _tables(old: PublishedRecord, new: PublishedRecord) -> tuple[PartChange, ...]:
    """The tables that changed, came or went."""
    one, other = old.get("tables", {}), new.get("tables", {})
    found: list[PartChange] = []
    for name in sorted(one.keys() | other.keys()):
        before, now = ({name: each[name]} if name in each else {} for each in (one, other))
        found += _parts(before, now, partial(of_table, name=name, records=(old, new)))
    return tuple(found)


def _in_place(figures: Mapping[str, PublishedFigure], names: Iterable[str]) -> list[str]:
    """Names of figures: the reported ones first, in the order of their rows, then the derived ones."""
    return sorted(names, key=lambda name: ("stated" not in figures[name], figures[name]["line"], name))


def _figure(
    name: str, old: PublishedFigure, new: PublishedFigure, tracing: Tracing, *, is_same_language: bool
) -> FigureChange | None:
    forms = {
        form: (old["texts"][form], new["texts"][form])
        for form in sorted(old["texts"].keys() & new["texts"].keys())
        if old["texts"][form] != new["texts"][form]
    }
    if name not in tracing.changed and not (forms and is_same_language):
        return None
    both = old["texts"].keys() & new["texts"].keys()
    causes = tracing.causes(name) if name in tracing.changed else (Cause(name, "only how it is written"),)
    return FigureChange(
        name=name,
        label=new["label"],
        happened=CHANGED,
        old=_state(old, both),
        new=_state(new, both),
        aspects=tuple(_aspects(old, new, is_written_otherwise=bool(forms))),
        forms=forms,
        causes=causes[:MOST],
        more=len(causes) > MOST,
    )


def _aspects(old: PublishedFigure, new: PublishedFigure, *, is_written_otherwise: bool) -> Iterator[str]:
    """What of a figure is another now, by name."""
    if is_written_otherwise:
        yield "text"
    if not same(old["value"], new["value"]):
        yield "value"
    is_known = published.is_rounding_known(old), published.is_rounding_known(new)
    is_there = any(is_known) or any(low is None or low != high for low, high in (old["range"], new["range"]))
    if is_there and (is_known[0] != is_known[1] or not same_range(old, new)):
        yield "range"
    one: Mapping[str, object] = old
    others: Mapping[str, object] = new
    for what in (
        *("unit", "period", "sources", "label", "locator", "note", "bound", "rounded_to"),
        *("formula", "constants"),
    ):
        if one.get(what, "") != others.get(what, ""):
            yield what


def _state(figure: PublishedFigure, forms: Iterable[str]) -> State:
    """The figure with its text in the first of the `forms` that people know it by; its number where it has none."""
    low, high = figure["range"]
    is_within_one = low is not None and high is not None and low >= 0 and high <= 1
    is_share = figure["unit"] == "1" and (is_within_one or figure["kind"] == CHANGE)
    texts = {form: figure["texts"][form] for form in forms}
    wished = (*_SHARE_FORMS, *_FORMS) if is_share else (*_FORMS, *_SHARE_FORMS)
    ranges = ("percent_range", "range") if is_share else ("range",)
    return State(
        text=next((texts[form] for form in wished if form in texts), "") or as_stated(figure["value"]),
        reach=next((texts[form] for form in ranges if form in texts), "") or _written_reach(figure)
        if low != high or low is None or not published.is_rounding_known(figure)
        else "",
        value=figure["value"],
        unit=figure["unit"],
        range=(low, high),
    )


def _written_reach(figure: PublishedFigure) -> str:
    low, high = published.open_range(figure)
    if published.is_rounding_known(figure):
        return _reach(low, high, is_open=published.is_open(figure))
    if low is not None and low == high:
        return "not known"
    return f"{_reach(low, high, is_open=published.is_open(figure))} as far as is known"


def _reach(low: float | None, high: float | None, *, is_open: bool) -> str:
    """A range in plain numbers; `is_open` is of one that leaves out its own end."""
    if low is None or high is None:
        if is_open and low != high:
            return f"more than {as_stated(low)}" if low is not None else f"less than {as_stated(high or 0.0)}"
        ends = [f"{as_stated(end)} or {word}" for end, word in ((low, "more"), (high, "less")) if end is not None]
        return ends[0] if ends else "any"
    return f"{as_stated(low)} to {as_stated(high)}"


def _parts(
    old: Mapping[str, Part], new: Mapping[str, Part], compared: Callable[[Part | None, Part], Iterable[Detail]]
) -> tuple[PartChange, ...]:
    """The checks, charts or datasets that changed, came or went, by name."""
    found = []
    for name in sorted(old.keys() | new.keys()):
        if name not in old:
            found.append(PartChange(name, _title(new[name]), CAME, tuple(compared(None, new[name]))))
        elif name not in new:
            found.append(PartChange(name, _title(old[name]), WENT))
        elif details := tuple(compared(old[name], new[name])):
            found.append(PartChange(name, _title(new[name]), CHANGED, details))
    return tuple(found)


def _title(part: Mapping[str, Any]) -> str:
    return str(next(part[each] for each in ("title", "caption", "label") if each in part))


def _sentences(old: PublishedRecord, new: PublishedRecord, found: Difference) -> Iterator[SentenceChange]:
    """The sentences that changed in the page, then what changed in the print alone; then alternatives.

    The page comes first: it knows its blocks, the print does not.
    """

    def is_to_read(change: Change) -> bool:
        return not found.moved or not is_same_but_for_time(change.old, change.new, old["lang"], new["lang"])

    repeats = Repeats(old, new)
    repeats.add_texts(text for each in found.brief for text in (each.old, each.new))
    repeats.add_figures(each.name for each in found.figures)
    repeats.add_answers(each.name for each in found.answers)
    repeats.add_tables(each.name for each in found.tables)
    repeats.add_checks(each.name for each in found.checks)
    repeats.add_charts(each.name for each in found.charts)
    shown = {place: (_text(old, place), _text(new, place)) for place in ("html", "pdf")}
    if found.moved:
        repeats.add_revisions()
        changed = read_again(shown, repeats)
    else:
        in_rows = [change for each in found.tables for change in _in_rows(each.name, old, new)]
        changed = _changed(shown, repeats, in_rows)
    yield from (SentenceChange(place=place, change=change) for place, change in changed if is_to_read(change))
    for name in sorted(old["charts"].keys() & new["charts"].keys()):
        for change in changes(*(split(record["charts"][name]["alternative"]) for record in (old, new))):
            if is_to_read(change):
                yield SentenceChange(place=f"alternative of {name}", change=change)


def _changed(
    shown: Mapping[str, tuple[list[str], list[str]]], repeats: Repeats, in_rows: Sequence[Change]
) -> Iterator[tuple[str, Change]]:
    """The sentences that differ, by place, in the second as far as the first and rows of tables do not tell them."""
    told: list[Change] = []
    for place, (one, other) in shown.items():
        if place == "pdf":  # which does not know where a table's cells end
            told += in_rows
        if one and other and one != other:
            both = [repeats.sentences(place, text) for text in (one, other)]
            fresh = [change for change in changes(*both) if not _is_told(change, told)]
            yield from ((place, change) for change in fresh)
            told += fresh


def _in_rows(name: str, old: PublishedRecord, new: PublishedRecord) -> Iterator[Change]:
    """What changed in a table, as sentences of its rows would tell it."""
    tables = [record.get("tables", {}).get(name) for record in (old, new)]
    rows = ([" ".join(row) for row in (table["head"], *table["rows"])] if table else [] for table in tables)
    return iter(changes(*rows))


def _text(record: PublishedRecord, place: str) -> list[str]:
    """What a page says, but for the mark of its build, which follows from what changed."""
    mark, page = record.get("build", ""), record["pages"].get(place)
    text = page["text"] if page else []
    return [each.replace(mark, "") for each in text] if mark else text


def _is_told(change: Change, told: Sequence[Change]) -> bool:
    """Whether the words that went and came are among those of changes that are told already."""
    return bool(told) and all(
        _words(change, side) <= sum((_words(each, side) for each in told), Counter()) for side in (0, 1)
    )


def _words(change: Change, side: int) -> Counter[str]:
    """The words of one side of a change that are not in the other."""
    return Counter(word for parts in change.parts if parts[0] != parts[1] for word in parts[side].split())


def _notes(old: PublishedRecord, new: PublishedRecord) -> Iterator[str]:
    """What explains a difference without being one."""
    both = old["pages"].keys() & new["pages"].keys()
    if not both and (old["pages"] or new["pages"]):
        has = [" and ".join(sorted(record["pages"])) or "no pages" for record in (old, new)]
        yield f"texts were not compared: the old record has {has[0]}, the new one {has[1]}"
    elif old["pages"].keys() != new["pages"].keys():
        yield f"only one of the records has the {', '.join(sorted(old['pages'].keys() ^ new['pages'].keys()))}"
    looks = [name for name in sorted(both) if old["pages"][name]["looks"] != new["pages"][name]["looks"]]
    others = {what: [made["made_with"][what] for made in (old, new)] for what in ("renderer", "statbrief")}
    if looks and len(set(others["renderer"])) == 1:  # two renderers' pages are alike, not the same
        yield f"looks changed: {', '.join(looks)}"
    yield from _named("files", old["files"], new["files"])
    yield from (f"{what}: {one} → {other}" for what, (one, other) in others.items() if one != other)
    yield from _named("packages", old["made_with"]["packages"], new["made_with"]["packages"])


def _named(what: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[str]:
    changed = [name for name in sorted(old.keys() | new.keys()) if old.get(name) != new.get(name)]
    if changed:
        more = f" and {len(changed) - _NAMED} more" if len(changed) > _NAMED else ""
        yield f"{what} changed: {', '.join(changed[:_NAMED])}{more}"
