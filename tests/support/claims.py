"""A brief with a table of made-up claims: more cells than are moved one by one."""

from __future__ import annotations

import json
import random
from io import StringIO
from pathlib import Path

import pandas as pd

from briefs import analysed
from statbrief.analysis.analysis import Analysis

ROWS, REGIONS, HALF = 1_200, 8, 5
FIELDS = [
    {"name": "id", "type": "integer"},
    {"name": "month", "type": "yearmonth"},
    {"name": "region", "type": "string"},
    {"name": "cost", "type": "number", "unit": "USD", "rounded_to": 2 * HALF},
    {"name": "visits", "type": "integer", "unit": "visit", "rounded_to": "exact"},
]
UNITS = "visit = [visit]\nUSD = [currency]\narrest = [arrest]\nvisa = [visa]\n"


def rows() -> str:
    """A table of made-up claims, of which four in ten have a cost that others have."""
    drawn = random.Random(1)  # noqa: S311 -- the same each time
    lines = ["id,month,region,cost,visits"]
    for place in range(1, ROWS + 1):
        month, region = f"{2014 + place // 120}-{place // 10 % 12 + 1:02}", f"Region {drawn.randrange(REGIONS)}"
        lines.append(f"{place},{month},{region},{drawn.randrange(1, 2000) * 10},{drawn.randrange(40)}")
    return "\n".join(lines) + "\n"


TEXT = rows()
TABLE = pd.read_csv(StringIO(TEXT))


def made(folder: Path, derived: str = "", **others: str) -> Analysis:
    """The analysis of a brief with that table; `others` are further files."""
    schema = {"primaryKey": "id", "fields": FIELDS}
    known = {"name": "claims", "path": "table.csv", "source": "agency", "period": "{month}"}
    described = json.dumps({"name": "brief", "resources": [known | {"schema": schema}]})
    return analysed(folder, figures="", package=described, dataset=TEXT, units=UNITS, derived=derived, **others)
