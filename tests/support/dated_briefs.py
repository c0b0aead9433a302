"""Briefs of quarters, months or days, with one function that takes some of them."""

import json
from pathlib import Path

from briefs import analysed
from statbrief.analysis.analysis import Analysis

QUARTERS = "\n".join(
    f"{year}-Q{quarter},{year - 1900 + quarter * quarter},500" for year in (2022, 2023) for quarter in (1, 2, 3, 4)
)
MONTHS = [f"{year}-{month:02}" for year in (2021, 2022, 2023) for month in range(1, 13)]
FISCAL = json.dumps(
    {
        "name": "budgets", "path": "budgets.csv", "source": "agency", "title": "Budgets", "period": "{year}",
        "schema": {"primaryKey": ["year"], "fields": [
            {"name": "year", "type": "year", "fiscal_year": "2021-10/FY2022"},
            {"name": "budget", "type": "number", "unit": "USD", "rounded_to": 1},
        ]},
    }
)  # fmt: skip


def package(name: str, kind: str, rounded_to: object = 10, more: str = "") -> str:
    """A package of one dataset whose key is a column of periods; `more` is another dataset."""
    field = {
        "quarter": {"type": "string", "frequency": "quarter"},
        "month": {"type": "yearmonth"},
        "day": {"type": "date"},
    }
    measured = [
        {"name": each, "type": "number", "unit": "arrest", "rounded_to": rounded_to} for each in ("arrests", "all")
    ]
    resource = {
        "name": name, "path": "table.csv", "source": "agency", "title": "Arrests", "period": f"{{{kind}}}",
        "schema": {"primaryKey": [kind], "fields": [{"name": kind, **field[kind]}, *measured]},
    }  # fmt: skip
    return json.dumps({"resources": [resource, *([json.loads(more)] if more else [])]})


def of(folder: Path, kind: str, rows: str, code: str, rounded_to: object = "exact", **others: str) -> Analysis:
    """The analysis of a brief with a dataset of quarters, months or days, and one function."""
    annotated = code if "->" in code else code.replace("):", ') -> "arrest":', 1)
    derived = annotated.replace(":\n", ':\n    """Asked"""\n', 1)
    (folder / "data").mkdir(exist_ok=True)
    table = f"{kind},arrests,all\n{rows}\n"
    return analysed(folder, derived=derived, package=package("table", kind, rounded_to, **others), dataset=table)


def monthly(months: list[str] = MONTHS) -> str:
    """Rows of months, none like another."""
    return "\n".join(f"{month},{100 + 7 * place % 31},{900 + place}" for place, month in enumerate(months))
