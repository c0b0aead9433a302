"""A record that tests compare with what became of it: what it says, and what of it is changed."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import click.testing

from command_line import run
from statbrief.diff.difference import difference
from statbrief.diff.findings import Difference
from statbrief.record import published

Record = Any
HASH, OTHER_HASH = "0" * 64, "f" * 64
OFFER = "The United States offers 300,000 work visas."
SPLIT = "About 150,000 are for Mexicans."


NAMED = {"kind": "level", "ratio": "", "unit_text": "visas", "unit_one": "visa"}


def reported(line: int, label: str, stated: str, unit: str = "visa", **changed: object) -> Record:
    """A reported figure, exact unless it is said otherwise."""
    value = float(stated)
    return {
        "label": label,
        "value": value,
        "unit": unit,
        "range": [value, value],
        "period": "2022-06",
        "sources": ["reuters2022"],
        "texts": {"value": f"{value:,g}", "about": f"{value:,g}"},
        "file": "data/reported.csv",
        "line": line,
        "stated": stated,
        "rounded_to": "exact",
        "bound": "",
        "locator": "6th paragraph",
        "note": "",
        "agrees": [],
        **NAMED,
    } | changed


def derived(line: int, label: str, value: float, formula: str, inputs: list[str], **changed: object) -> Record:
    """A derived figure."""
    return {
        "label": label,
        "value": value,
        "unit": "visa",
        "range": [value * 0.9, value * 1.1],
        "period": "2022-06",
        "sources": ["reuters2022"],
        "texts": {"about": f"about {value:,g}"},
        "file": "analysis/derived.py",
        "line": line,
        "function": "derived",
        "inputs": inputs,
        "reported": [name for name in inputs if name in {"visas", "share"}],
        "rows": {},
        "formula": formula,
        "constants": {},
        "factors": {},
        "scale": 1.0,
        "cell": None,
        "exact": [str(Fraction(Decimal(repr(float(each))))) for each in (value, value * 0.9, value * 1.1)],
        "ends": True,
        "is_open": False,
        "known_to": "",
        **NAMED,
    } | changed


def record() -> Record:
    """A brief of two reported figures, what follows from them, a dataset, a check and a chart."""
    cell = {"dataset": "arrests", "row": "2022", "column": "count"}
    may = {"MAY": {"value": 31.0, "unit": "day"}}
    figures = {
        "visas": reported(2, "Visas on offer", "300000"),
        "share": reported(3, "Share for Mexicans", "0.5", "1", rounded_to="0.1", range=[0.45, 0.55]),
        "mexicans": derived(4, "Visas for Mexicans", 150_000, "visas * share", ["visas", "share"]),
        "others": derived(8, "Visas for others", 150_000, "visas - mexicans", ["visas", "mexicans"]),
        "a_day": derived(12, "Visas a day", 300_000 / 31, "visas / MAY", ["visas"], constants=may, unit="visa / day"),
        "counted": derived(16, "Arrests in 2022", 70_700, "", ["arrests"], cell=cell, rows={"arrests": ["2022"]}),
        "double": derived(20, "Twice the arrests", 141_400, "counted * 2", ["counted"], rows={"arrests": ["2022"]}),
        "fitted": derived(24, "Trend", 7, "", ["arrests"], rows={"arrests": ["2020", "2021", "2022"]}),
    }
    columns = {"count": {"unit": "arrest", "rounded_to": "10"}}
    arrests = {"title": "Arrests by year", "file": "data/arrests.csv", "sha256": HASH, "source": "ohss2025"}
    add_up = {"title": "Both parts add up", "kind": "add up", "holds": True, "figures": ["mexicans", "others", "visas"]}
    chart = {"identifier": "fig-split", "caption": "The visas.", "alternative": "Two bars: 150,000 and 150,000."}
    rows = [["Visas for Mexicans", "about 150,000"], ["Visas for others", "about 150,000"]]
    return {
        "version": published.VERSION,
        "title": "Migration",
        "lang": "en",
        "date": "2022-07-12",
        "figures": figures,
        "datasets": {"arrests": {**arrests, "key": ["year"], "columns": columns}},
        "checks": {"add_up": {**add_up, "file": "analysis/checks.py", "line": 4}},
        "charts": {"split": {**chart, "inputs": ["mexicans", "others"], "sha256": HASH, "data": data(rows)}},
        "files": {"data/reported.csv": HASH, "data/arrests.csv": HASH, "analysis/derived.py": HASH},
        "attached": {},
        "made_with": {"statbrief": "0.1", "renderer": "embedded", "packages": {"numpy": "2.3"}},
        "pages": {"html": {"looks": HASH, "text": ["Migration", f"{OFFER} {SPLIT}", "Nothing else."]}},
    }


def data(rows: list[list[str]]) -> Record:
    """What a chart is drawn from."""
    return {"head": ["Figure", "Value"], "rows": rows}


def file(folder: Path, name: str, content: Mapping[str, Any]) -> str:
    """A sealed record in a file, by its path."""
    path = folder / name
    path.write_bytes(published.written(published.sealed(content)))
    return str(path)


def found(**changed: Mapping[str, Any]) -> Difference:
    """The difference when some figures are others."""
    new = record()
    for name, members in changed.items():
        new["figures"][name] = new["figures"][name] | members
    return difference(record(), new)


def why(difference: Difference) -> dict[str, list[str]]:
    """Of each figure that changed, why: where, what, before and now."""
    return {
        each.name: [" ".join(filter(None, (cause.of, cause.what, cause.old, cause.new))) for cause in each.causes]
        for each in difference.figures
    }


def diff(*arguments: str) -> click.testing.Result:
    """What the command says."""
    return run("diff", *arguments)


def with_text(*blocks: str) -> Record:
    """The record of a page that shows these blocks."""
    return record() | {"pages": {"html": {"looks": HASH, "text": list(blocks)}}}


MORE_VISAS = {"value": 320_000.0, "range": [320_000.0, 320_000.0], "stated": "320000", "texts": {"value": "320,000"}}
MORE_MEXICANS = {"value": 160_000.0, "range": [144_000.0, 176_000.0], "texts": {"about": "about 160,000"}}
