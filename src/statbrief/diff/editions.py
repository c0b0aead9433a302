"""How far two editions' data reach, and what one says otherwise of the other's periods, in the words of a report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from statbrief.diff.findings import Difference
from statbrief.languages.language import words_for
from statbrief.languages.registry import OF_MESSAGES
from statbrief.revisions.compare import Compared, Revision
from statbrief.table_schema.spans import join_periods

MOST = 24
"""Cells of one column that are told one by one."""
_MOST_ROWS = 8
_KINDS = {"figures": "figure", "answers": "name or period", "tables": "table", "checks": "check", "charts": "chart"}
_SEVERAL = {"name or period": "names and periods"}
_MINUS = "\N{MINUS SIGN}"


def reach(difference: Difference) -> str:
    """From which period to which the data moved on, in a sentence; by dataset, where they did not all do so."""
    groups: dict[tuple[str, str], list[str]] = {}
    for each in difference.moved:
        groups.setdefault((each.old, each.new), []).append(each.name)
    is_one = len(groups) == 1
    parts = [
        f"from {period(old)} to {period(new)}" + ("" if is_one else f" ({', '.join(names)})")
        for (old, new), names in groups.items()
    ]
    return f"F{'; '.join(parts)[1:]}." if parts else ""


def period(text: str) -> str:
    """A period as people write it; as it stands where it is none."""
    try:
        return words_for(OF_MESSAGES).period(text)["period"]
    except (ValueError, KeyError):
        return text


def counted(revised: Compared) -> list[str]:
    """How much was revised, came and went, for the headline."""
    counts = (
        (len(revised.revised), "cell", "revised"),
        (len(revised.came), "row", "added to earlier periods"),
        (len(revised.went), "row", "taken out"),
    )
    return [f"{number:,} {noun}{'' if number == 1 else 's'} {what}" for number, noun, what in counts if number]


def groups(difference: Difference) -> Iterator[tuple[str, list[str]]]:
    """What was revised of each column of a dataset and of the reported figures: its name, and a line for each."""
    found = difference.revised.revised
    for (dataset, column), cells in groupby(found, key=lambda each: (each.dataset, each.column)):
        revisions = list(cells)
        lines = [_line(each) for each in revisions[-MOST:]]
        yield f"{dataset}, {column}" if dataset else "reported figures", [*_rest(revisions[:-MOST]), *lines]
    for rows, what in ((difference.revised.came, "added to earlier periods"), (difference.revised.went, "taken out")):
        for dataset, names in groupby(rows, key=lambda row: row.dataset):
            yield f"{dataset}, rows {what}", _rows([each.row for each in names])


def _line(each: Revision) -> str:
    """One cell: ``2024-02 South: 630 → 588 (−42 trip)``."""
    said = f"{each.row}: {each.old or 'none'} → {each.new or 'none'}"
    when = f", of {period(each.period)}" if not each.dataset and each.period else ""
    return said + (f" ({_apart(each)})" if each.difference is not None else "") + when


def _apart(each: Revision) -> str:
    return _signed(f"{each.difference:f}") + _unit_apart(each.unit, is_one=f"{each.difference:f}".lstrip("-") == "1")


def _unit_apart(unit: str, *, is_one: bool = False) -> str:
    """What a difference is in: of percentages in points."""
    if unit == "percent":
        return f" percentage point{'' if is_one else 's'}"
    return "" if unit == "1" else f" {unit}"


def _signed(number: str) -> str:
    return f"{_MINUS}{number[1:]}" if number.startswith("-") else f"+{number}"


def _rest(others: Sequence[Revision]) -> list[str]:
    """What is not told one by one: how many cells, of when, by how much."""
    if not others:
        return []
    when = join_periods(each.period for each in others)
    apart = sorted(each.difference for each in others if each.difference is not None)
    ends = f"{_signed(f'{apart[0]:f}')} to {_signed(f'{apart[-1]:f}')}" if apart else ""
    by = f", by {ends}{_unit_apart(others[0].unit)}" if apart else ""
    return [f"{len(others):,} cells{f' of {period(when)}' if when else ''}{by}, and:"]


def _rows(names: Sequence[str]) -> list[str]:
    more = [f"and {len(names) - _MOST_ROWS:,} more"] if names[_MOST_ROWS:] else []
    return [*names[:_MOST_ROWS], *more]


def notes(difference: Difference) -> Iterator[str]:
    """What moved on and is not told, and which data could not be compared."""
    parts = [_named(kind, names) for kind, names in difference.moved_on.items()]
    if parts:
        yield f"moved on with the data, and otherwise as before: {'; '.join(parts)}"
    for dataset, problem in difference.revised.problems:
        yield f"{dataset}: its cells were not compared: {problem}"


def _named(kind: str, names: Sequence[str]) -> str:
    noun = _KINDS[kind]
    said = noun if len(names) == 1 else _SEVERAL.get(noun, f"{noun}s")
    return f"{len(names)} {said} ({', '.join(names)})"


def as_objects(difference: Difference) -> Mapping[str, object]:
    """The same for a machine, none left out."""
    revised = difference.revised
    return {
        "moved": [{"name": each.name, "old": each.old, "new": each.new} for each in difference.moved],
        "moved_on": {kind: list(names) for kind, names in difference.moved_on.items()},
        "revised": [_object(each) for each in revised.revised],
        "rows_came": [{"dataset": each.dataset, "row": each.row} for each in revised.came],
        "rows_went": [{"dataset": each.dataset, "row": each.row} for each in revised.went],
        "not_compared": [{"dataset": dataset, "why": why} for dataset, why in revised.problems],
    }


def _object(each: Revision) -> dict[str, object]:
    apart = None if each.difference is None else f"{each.difference:f}"
    place = {"dataset": each.dataset, "row": each.row, "column": each.column, "period": each.period}
    return {**place, "unit": each.unit, "old": each.old, "new": each.new, "difference": apart}
