"""What a reviewer is told of names and periods: each that is another, and the figures that are others for it."""

import json
from pathlib import Path

from compared_records import Record, diff, file, record
from statbrief.diff.difference import difference

ANSWER: Record = {
    "label": "Largest group",
    "kind": "name",
    "value": ["Mexico"],
    "period": "2024-01",
    "sources": ["ohss2025"],
    "file": "analysis/derived.py",
    "line": 30,
    "function": "largest",
    "inputs": ["arrests"],
    "reported": [],
    "rows": {"arrests": ["2022"]},
    "cells": [{"dataset": "arrests", "row": "2022", "column": "year"}],
    "is_as_stated": False,
    "texts": {"name": "Mexico"},
}
PERU = {"value": ["Peru"], "texts": {"name": "Peru"}}


def named(**changed: object) -> Record:
    """A record with a name, and a figure that is computed from it."""
    known = record()
    known["answers"] = {"largest": ANSWER | changed}
    known["figures"]["fitted"]["inputs"] = ["arrests", "largest"]
    return known


def test_a_name_that_is_another_is_told_in_its_own_words(tmp_path: Path) -> None:
    """Before and now, under its label."""
    result = diff(file(tmp_path, "old.json", named()), file(tmp_path, "new.json", named(**PERU)))
    assert (result.exit_code, result.output) == (
        1,
        "1 name or period changed.\n\nNames and periods\n  largest: Largest group\n    name: Mexico → Peru\n",
    )
    result = diff("--format", "markdown", file(tmp_path, "o.json", named()), file(tmp_path, "n.json", named(**PERU)))
    assert "| Name or period | What changed |\n| --- | --- |\n| Largest group<br>`largest` | name: Mexico → Peru |" in (
        result.output
    )
    result = diff("--format", "json", file(tmp_path, "o.json", named()), file(tmp_path, "n.json", named(**PERU)))
    assert json.loads(result.output)["answers"] == [
        {
            "name": "largest",
            "title": "Largest group",
            "happened": "changed",
            "details": [{"what": "name", "old": "Mexico", "new": "Peru"}],
        }
    ]


def test_a_figure_of_another_name_says_that_this_is_why() -> None:
    """It is another group's number."""
    new = named(**PERU)
    new["figures"]["fitted"] |= {"value": 9.0, "range": [9.0, 9.0], "exact": ["9", "9", "9"]}
    (change,) = difference(named(), new).figures
    first = change.causes[0]
    assert (first.of, first.what, first.old, first.new) == ("largest", "name", "Mexico", "Peru")


def test_one_that_came_or_went_is_told() -> None:
    """Also where the record before knew of none."""
    (came,), (went,) = difference(record(), named()).answers, difference(named(), record()).answers
    assert (came.happened, [(each.old, each.new) for each in came.details]) == ("came", [("", "Mexico")])
    assert went.happened == "went"


def test_what_else_changed_of_it_is_told() -> None:
    """Its rounding, its sources, its period and its label."""
    new = named(is_as_stated=True, sources=["other"], period="2024-02", label="Largest")
    (change,) = difference(named(), new).answers
    assert [(each.what, each.old, each.new) for each in change.details] == [
        ("rounding", "decides it", "as stated"),
        ("sources", "ohss2025", "other"),
        ("period", "2024-01", "2024-02"),
        ("label", "Largest group", "Largest"),
    ]


def test_another_language_is_no_other_name() -> None:
    """Two editions of the same data name the same group."""
    new = named(label="Grupo mayor", called=["México"], texts={"name": "México"}) | {"lang": "es"}
    assert not difference(named(), new).answers
    same = named(called=["The United Mexican States"], texts={"name": "The United Mexican States"})
    (change,) = difference(named(), same).answers
    assert [(each.what, each.new) for each in change.details] == [("how it is written", "The United Mexican States")]
