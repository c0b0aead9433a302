"""What changed in one name or period, one check, chart or dataset."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from statbrief.arithmetic.kinds import NAME
from statbrief.record.shape import ChartRecord, CheckRecord, ColumnRecord, DatasetRecord, PublishedAnswer


@dataclass(frozen=True)
class Detail:
    """One thing that is another now, as text; without `old` and `new` it says all itself."""

    what: str
    old: str = ""
    new: str = ""


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
    return answer["texts"].get(answer["kind"]) or ", ".join(answer["value"])


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
    if old["data"] != new["data"]:
        rows = Counter(map(tuple, new["data"]["rows"])) - Counter(map(tuple, old["data"]["rows"]))
        gone = Counter(map(tuple, old["data"]["rows"])) - Counter(map(tuple, new["data"]["rows"]))
        number, total = max(rows.total(), gone.total()), max(len(old["data"]["rows"]), len(new["data"]["rows"]))
        yield Detail(f"data ({number} of {total} rows)" if number else "data")
    if old["inputs"] != new["inputs"]:
        yield Detail("inputs", ", ".join(old["inputs"]), ", ".join(new["inputs"]))
    yield from texts(old, new, ("caption", "alternative"))


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
