"""What changed in one name or period, one check, chart or dataset."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from statbrief.arithmetic.kinds import BY_ITSELF, NAME
from statbrief.record.figure_types import PublishedAnswer
from statbrief.record.record_types import (
    CellsRecord,
    ChartRecord,
    CheckRecord,
    ColumnRecord,
    DatasetRecord,
    PublishedRecord,
)

CHANGED, CAME, WENT = "changed", "came", "went"


@dataclass(frozen=True)
class Detail:
    """One thing that is another now, as text; without `old` and `new` it says all itself."""

    what: str
    old: str = ""
    new: str = ""


@dataclass(frozen=True)
class PartChange:
    """A name or period, a table, a check, a chart or a dataset that changed, came or went."""

    name: str
    title: str
    happened: str
    details: tuple[Detail, ...] = ()

    @property
    def is_changed(self) -> bool:
        """Whether it was there before, and is there now."""
        return self.happened == CHANGED


def texts(old: Mapping[str, Any], new: Mapping[str, Any], members: Iterable[str]) -> Iterator[Detail]:
    """Those members, all of them texts, that are others now."""
    return (Detail(each, old[each], new[each]) for each in members if old[each] != new[each])


def of_answer(old: PublishedAnswer | None, new: PublishedAnswer, *, is_same_language: bool) -> Iterator[Detail]:
    """What is another name or period now; of two languages, only what the data call it."""
    if not old or old["kind"] != new["kind"] or old["value"] != new["value"]:
        yield Detail(new["kind"], _answered(old) if old else "", _answered(new))
    elif is_same_language and _answered(old) != _answered(new):
        yield Detail("how it is written", _answered(old), _answered(new))
    if not old:
        return
    if old["is_as_stated"] != new["is_as_stated"]:
        yield Detail("rounding", *("as stated" if each["is_as_stated"] else "decides it" for each in (old, new)))
    if old["sources"] != new["sources"]:
        yield Detail("sources", ", ".join(old["sources"]), ", ".join(new["sources"]))
    if old["period"] != new["period"] and new["kind"] == NAME:
        yield Detail("period", old["period"], new["period"])
    if is_same_language:
        yield from texts(old, new, ("label",))


def _answered(answer: PublishedAnswer) -> str:
    """A name or a period as the brief writes it, as data do where it does not."""
    texts = answer["texts"]
    return texts.get(answer["kind"]) or texts.get(BY_ITSELF[answer["kind"]]) or ", ".join(answer["value"])


def of_table(
    old: CellsRecord | None, new: CellsRecord, *, name: str, records: tuple[PublishedRecord, PublishedRecord]
) -> Iterator[Detail]:
    """What changed in a table: its cells, by row and column, its rows, what stands around them.

    Of two languages only the numbers are compared, and which rows there are.
    """
    if not old:
        return
    yield from _of_rows(old, new, name, records)
    if records[0]["lang"] == records[1]["lang"]:
        yield from texts(old, new, ("caption",))
        if old["notes"] != new["notes"]:
            yield Detail("notes", " ".join(old["notes"]), " ".join(new["notes"]))
    if old["sources"] != new["sources"]:
        yield Detail("sources", ", ".join(old["sources"]), ", ".join(new["sources"]))


def _of_rows(
    old: CellsRecord, new: CellsRecord, name: str, records: tuple[PublishedRecord, PublishedRecord]
) -> Iterator[Detail]:
    """The rows that came and went, their order, and the cells of the others."""
    rows = [dict(zip(table["names"], table["rows"], strict=True)) for table in (old, new)]
    for row in new["names"]:
        if row not in rows[0]:
            yield Detail("row", "", _key(new, rows[1][row]))
    for row in old["names"]:
        if row not in rows[1]:
            yield Detail("row", _key(old, rows[0][row]), "none")
    kept = [[row for row in table["ranked"] if row in rows[0] and row in rows[1]] for table in (old, new)]
    if kept[0] != kept[1]:
        yield Detail("order", *(", ".join(_key(new, rows[1][row]) for row in each) for each in kept))
    for row in new["names"]:
        if row in rows[0]:
            yield from _of_row(old, new, f"{name}.{row}", (rows[0][row], rows[1][row]), records)


def _of_row(
    old: CellsRecord,
    new: CellsRecord,
    row: str,
    cells: tuple[list[str], list[str]],
    records: tuple[PublishedRecord, PublishedRecord],
) -> Iterator[Detail]:
    """The cells of a row that are others now, by their columns; of one that reads as before, its number."""
    known = [dict(zip(table["columns"], each[len(table["levels"]) :], strict=True)) for table, each in
             zip((old, new), cells, strict=True)]  # fmt: skip
    heads = dict(zip(new["columns"], new["head"][len(new["levels"]) :], strict=True))
    called = _key(new, cells[1])
    for column in new["columns"]:
        if column not in known[0]:
            yield Detail(f"{called}, {heads[column]}", "", known[1][column])
            continue
        one, other = (record["figures"].get(f"{row}.{column}") for record in records)
        if one is None or other is None:
            is_same = known[0][column] == known[1][column]
        else:
            is_same = one["value"] == other["value"] and one["range"] == other["range"]
        if is_same:
            continue
        what = "" if known[0][column] != known[1][column] else " (its number or range, within what is written)"
        yield Detail(f"{called}, {heads[column]}{what}", known[0][column], known[1][column])
    for column in old["columns"]:
        if column not in known[1]:
            yield Detail(f"{called}, {column}", known[0][column], "none")


def _key(table: CellsRecord, cells: list[str]) -> str:
    """A row as it is called."""
    return " ".join(cells[: len(table["levels"])])


def of_check(old: CheckRecord | None, new: CheckRecord) -> Iterator[Detail]:
    """What changed in a check: its outcome, what it compares, what it states."""
    if not old:
        yield Detail("outcome", "", _outcome(new))
        return
    if old["holds"] != new["holds"]:
        yield Detail("outcome", _outcome(old), _outcome(new))
    if old["figures"] != new["figures"]:
        yield Detail("figures", ", ".join(old["figures"]), ", ".join(new["figures"]))
    yield from texts(old, new, ("kind", "title"))


def _outcome(check: CheckRecord) -> str:
    return "holds" if check["holds"] else "does not hold"


def of_chart(old: ChartRecord | None, new: ChartRecord) -> Iterator[Detail]:
    """What changed in a chart: its picture, what it is drawn from, what it says."""
    if not old:
        return
    if old["sha256"] != new["sha256"]:
        yield Detail("picture")
    if [old["data"], old.get("beside")] != [new["data"], new.get("beside")]:
        before, now = _rows(old), _rows(new)
        number, total = max((now - before).total(), (before - now).total()), max(before.total(), now.total())
        yield Detail(f"data ({number} of {total} rows)" if number else "data")
    if old["inputs"] != new["inputs"]:
        yield Detail("inputs", ", ".join(old["inputs"]), ", ".join(new["inputs"]))
    yield from texts(old, new, ("caption", "alternative"))


def _rows(chart: ChartRecord) -> Counter[tuple[str, ...]]:
    """The rows that a chart is drawn from, of figures beside a table among them."""
    return Counter(tuple(row) for each in (chart["data"], chart.get("beside")) if each for row in each["rows"])


def of_dataset(old: DatasetRecord | None, new: DatasetRecord) -> Iterator[Detail]:
    """What changed in a dataset: its file, its source, its columns."""
    if not old:
        return
    if old["sha256"] != new["sha256"] or old["file"] != new["file"]:
        names = (old["file"], new["file"]) if old["file"] != new["file"] else ()
        yield Detail("file" if names else f"file {new['file']}", *names)
    yield from texts(old, new, ("title", "source"))
    if old["key"] != new["key"]:
        yield Detail("key", ", ".join(old["key"]), ", ".join(new["key"]))
    for column in sorted(old["columns"].keys() | new["columns"].keys()):
        one, other = old["columns"].get(column), new["columns"].get(column)
        if one != other:
            yield Detail(f"column {column}", _column(one), _column(other))


def _column(column: ColumnRecord | None) -> str:
    if column is None:
        return "none"
    return f"{column['unit']}, rounded to {column['rounded_to']}" if column["rounded_to"] else column["unit"]
