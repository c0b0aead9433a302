"""A small brief as it is published: its record, the files inside it and its pages, which tests then change."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from statbrief.copies.copy import Copy
from statbrief.record import published

Record = dict[str, Any]

REPORTED = """\
id,label,value,unit,rounded_to,bound,period,source,locator,note
arrests_2022,"Arrests, May 2022",70000,arrest,10000,,2022-05,agency2022,10th paragraph,"Worded about, an event"
arrests_2019,"Arrests, May 2019",18000,arrest,1000,,2019-05,agency2022,10th paragraph,
investment,Investment,30000000000,USD,exact,at least,2022,agency2022,13th paragraph,
"""
LONG = 17
"""Characters of a number whose decimals go on."""
NOTE = "Worded about, an event"
OVER = {
    "line": 4,
    "unit": "USD",
    "unit_text": "US dollars",
    "unit_one": "US dollar",
    "bound": "at least",
    "period": "2022",
    "locator": "13th paragraph",
}
COUNTS = "year,arrests\n2019,17800\n2022,70700\n"
DESCRIBED = json.dumps(
    {
        "resources": [
            {"name": "reported", "schema": {"fields": []}},
            {
                "name": "counts",
                "schema": {"fields": [{"name": "year"}, {"name": "arrests", "unit": "arrest", "rounded_to": 10}]},
            },
        ]
    }
)
FILES = {"reported.csv": REPORTED.encode(), "counts.csv": COUNTS.encode(), "datapackage.json": DESCRIBED.encode()}
TEXT = (
    "Arrests rose",
    "In May 2022 about 70,000 were arrested, 3.9 times as many (3.5 to 4.3) as in May 2019, when it was 18,000.",
    "The count was 70,700 on July 12, 2022.",
)
NUMBERS = (("arrests_2022", "70,000"), ("rise", "3.9"), ("rise", "3.5 to 4.3"), ("count_2022", "70,700"))
ROWS = (
    ("arrests_2022", ("Arrests, May 2022", "about 70,000", "65,000 to 75,000", "(Agency 2022), 10th paragraph")),
    ("arrests_2019", ("Arrests, May 2019", "18,000", "17,500 to 18,500", "(Agency 2022), 10th paragraph")),
    ("rise", ("Derived", "3.9", "3.5 to 4.3", "70,000 ÷ 18,000")),
    ("count_2022", ("Derived", "70,700 arrest", "70,695 to 70,705", "(Agency 2022), 2022")),
    ("mean", ("Derived", "about 44,250", "44,245 to 44,255", "mean, from (Agency 2022), 2019, 2022")),
)
"""Of figures to which numbers may lead."""
LOOKS = "5" * 64


def reported(label: str, stated: str, step: str, reach: list[float | None], **rest: object) -> Record:
    """A figure that a source states."""
    return {
        "label": label,
        "value": float(stated),
        "unit": "arrest",
        "range": reach,
        "period": f"{label[-4:] if label[-4:].isdecimal() else 2022}-05",
        "sources": ["agency2022"],
        "texts": {},
        "file": "data/reported.csv",
        "line": 2,
        "stated": stated,
        "rounded_to": step,
        "bound": "",
        "locator": "10th paragraph",
        "note": "",
        "agrees": [],
        **named("arrest"),
    } | rest


def derived(
    value: float, reach: list[float | None], inputs: Sequence[str], formula: str = "", **rest: object
) -> Record:
    """A figure that a function computes."""
    return {
        "label": "Derived",
        "value": value,
        "unit": "1",
        "range": reach,
        "period": "2022-05",
        "sources": ["agency2022"],
        "texts": {},
        "file": "analysis/derived.py",
        "line": 12,
        "function": "derived",
        "inputs": list(inputs),
        "reported": [],
        "rows": {},
        "formula": formula,
        "constants": {},
        "factors": {},
        "scale": 1.0,
        "cell": None,
        "exact": [None if each is None else str(Fraction(Decimal(repr(each)))) for each in (value, *reach)],
        "ends": "/" not in formula or len(repr(value)) < LONG,
        "is_open": False,
        "known_to": "",
        **named(str(rest.get("unit", "1"))),
    } | rest


def named(unit: str) -> Record:
    """What a figure of a unit is, and what the unit is called."""
    if unit == "1":
        return {"kind": "ratio over time", "ratio": "1", "unit_text": "1", "unit_one": "1"}
    return {"kind": "level", "ratio": "", "unit_text": f"{unit}s", "unit_one": unit}


def figures() -> dict[str, Record]:
    """Figures of each kind: reported, with an open side, computed, repeated from a dataset, and made by code."""
    ratio = 70_000 / 18_000
    found = {
        "arrests_2022": reported("Arrests, May 2022", "70000", "10000", [65e3, 75e3], note=NOTE),
        "arrests_2019": reported("Arrests, May 2019", "18000", "1000", [17.5e3, 18.5e3], line=3),
        "investment": reported("Investment", "30000000000", "exact", [30e9, None], **OVER),
        "rise": derived(
            ratio,
            [65_000 / 18_500, 75_000 / 17_500],
            ["arrests_2022", "arrests_2019"],
            "arrests_2022 / arrests_2019",
            reported=["arrests_2022", "arrests_2019"],
            period="2019-05/2022-05",
        ),
        "count_2022": derived(
            70_700.0,
            [70_695.0, 70_705.0],
            ["counts"],
            unit="arrest",
            rows={"counts": ["2022"]},
            cell={"dataset": "counts", "row": "2022", "column": "arrests"},
            known_to="10",
        ),
        "mean": derived(
            44_250.0, [44_245.0, 44_255.0], ["counts"], unit="arrest", rows={"counts": ["2019", "2022"]}, known_to="10"
        ),
    }
    texts = {
        "arrests_2022": {"value": "70,000", "about": "about 70,000", "range": "65,000 to 75,000"},
        "arrests_2019": {"value": "18,000", "range": "17,500 to 18,500"},
        "investment": {"about": "at least $30 billion", "range": "$30 billion or more"},
        "rise": {"value": "3.9", "times": "3.9 times", "range": "3.5 to 4.3", "rose": "rose", "change": "290%"},
        "count_2022": {"value": "70,700", "range": "70,695 to 70,705"},
        "mean": {"about": "about 44,250", "range": "44,245 to 44,255"},
    }
    return {name: figure | {"texts": texts[name]} for name, figure in found.items()}


def record(files: Mapping[str, bytes] = FILES) -> Record:
    """The record, not sealed yet."""
    known = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    check = {"title": "They agree", "kind": "agree", "holds": True, "file": "analysis/checks.py", "line": 6}
    return {
        "version": published.VERSION,
        "title": "Arrests",
        "lang": "en",
        "date": "2022-07-12",
        "figures": figures(),
        "datasets": {
            "counts": {
                "title": "Counts",
                "file": "data/counts.csv",
                "sha256": known["counts.csv"],
                "source": "agency2022",
                "key": ["year"],
                "columns": {"arrests": {"unit": "arrest", "rounded_to": "10"}},
            }
        },
        "checks": {"counts_agree": check | {"figures": ["arrests_2022", "count_2022"]}},
        "charts": {},
        "files": {f"data/{name}": digest for name, digest in known.items()},
        "attached": {
            name: {"file": f"data/{name}", "sha256": digest, "type": "text/csv"} for name, digest in known.items()
        },
        "made_with": {"statbrief": "1", "renderer": "embedded", "packages": {}},
        "pages": {each: {"text": list(TEXT), "looks": LOOKS} for each in ("html", "pdf")},
    }


def sealed(changed: Record | None = None) -> bytes:
    """The record's text."""
    text = published.written(published.sealed(changed or record()))
    published.read(text, "brief.json")  # so that no test changes what is no record anyway
    return text


def a_copy(changed: Record | None = None, **rest: Any) -> Copy:  # noqa: ANN401 -- what a copy is made of
    """A page that shows and holds what its record says, but for what is changed."""
    made = {"format": "html", "attached": FILES, "text": TEXT, "looks": LOOKS, "numbers": NUMBERS, "rows": ROWS} | rest
    return Copy(name=f"brief.{made['format']}", record=sealed(changed), **made)
