"""The key figures for machines: their wording as the pages have it, and of each number how far to trust it.

`headlines.schema.json` says what stands there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from statbrief.companions.edition import Edition
from statbrief.companions.held import is_same, parts_of, unknown_numbers, wrong
from statbrief.errors import Fault
from statbrief.files.shapes import wrong_in_shape
from statbrief.record.figure_types import PublishedAnswer, PublishedFigure
from statbrief.record.published import is_open, is_rounding_known

VERSION = 1
SCHEMA = Path(__file__).with_name("headlines.schema.json")


def name_of(stem: str) -> str:
    """What the file is called."""
    return f"{stem}.headlines.json"


def files(edition: Edition) -> dict[str, bytes]:
    """The key figures by the name of their file."""
    text = json.dumps(_told(edition), ensure_ascii=False, indent=1, allow_nan=False)
    return {name_of(edition.stem): f"{text}\n".encode()}


def _told(edition: Edition) -> dict[str, Any]:
    record, front = edition.record, edition.front
    return {
        "version": VERSION,
        "title": record["title"],
        "subtitle": front.subtitle,
        "lang": edition.lang,
        "date": record["date"],
        "period": edition.period.text if edition.period else "",
        "publisher": front.publisher,
        "record": {"file": f"{edition.stem}.json", "sha256": edition.sha256},
        "headlines": [
            {"text": each.wording, "told": [_of(name, edition) for name in each.identifiers]}
            for each in edition.headlines
        ],
    }


def _of(name: str, edition: Edition) -> dict[str, Any]:
    """A figure, name or period that a headline tells."""
    figures, answers = edition.record["figures"], edition.record.get("answers", {})
    found = _figure(figures[name], edition) if name in figures else _answer(answers[name])
    known = figures[name] if name in figures else answers[name]
    sources = [{"key": each, "reference": edition.references.get(each, "")} for each in known["sources"]]
    said = {"id": name, "label": known["label"], "period": known["period"], **found}
    return {**said, "texts": dict(sorted(known["texts"].items())), "sources": sources}


def _figure(figure: PublishedFigure, edition: Edition) -> dict[str, Any]:
    value, low, high = parts_of(figure)
    is_plain = figure["unit"] == "1"
    return {
        "kind": figure["kind"],
        "value": value,
        "range": {
            "low": low,
            "high": high,
            "is_known": is_rounding_known(figure),
            "leaves_out_its_end": is_open(figure),
        },
        "unit": figure["unit"],
        "unit_text": edition.word("without_unit") if is_plain else figure["unit_text"],
    }


def _answer(answer: PublishedAnswer) -> dict[str, Any]:
    return {"kind": answer["kind"], "value": answer["value"], "called": answer.get("called", answer["value"])}


# -- held against the record -------------------------------------------------------------------------------------------


def faults(made: Mapping[str, bytes], edition: Edition) -> Iterator[Fault]:
    """What is wrong with the file as it stands: its shape, and every number that is not the record's."""
    for name, content in made.items():
        told = json.loads(content)
        if found := wrong_in_shape(told, SCHEMA):
            yield wrong(name, "file", "is not as its schema says:", found)
            return
        for number, headline in enumerate(told["headlines"], start=1):
            where = f"headline {number}"
            for each in unknown_numbers(headline["text"], edition):
                yield wrong(name, where, f"says {each}, which stands", "nowhere in the record")
            for each in headline["told"]:
                yield from _wrong(name, f"{where}, {each['id']}", each, edition)


def _wrong(name: str, where: str, told: Mapping[str, Any], edition: Edition) -> Iterator[Fault]:
    figures, answers = edition.record["figures"], edition.record.get("answers", {})
    known = figures.get(told["id"]) or answers.get(told["id"])
    if known is not None:
        same = {"label": known["label"], "period": known["period"], "texts": known["texts"]}
        for part in (part for part, wanted in same.items() if told[part] != wanted):
            yield wrong(name, where, f"has another {part} than", "the record")
    if told["id"] in answers:
        if told["value"] != answers[told["id"]]["value"]:
            yield wrong(name, where, f"is {told['value']!r}, and the record has", f"{answers[told['id']]['value']!r}")
        return
    if told["id"] not in figures:
        yield wrong(name, where, "is no figure of", "the record")
        return
    found = told["value"], told["range"]["low"], told["range"]["high"]
    for number, wanted in zip(found, parts_of(figures[told["id"]]), strict=True):
        if (number is None) != (wanted is None) or (wanted is not None and not is_same(number, wanted)):
            yield wrong(name, where, f"holds {number!r}, and the record has", f"{wanted!r}")
