"""A brief with a table of ages: more cells than are moved one by one, and many of them the same."""

from __future__ import annotations

import json
import random
from io import StringIO
from pathlib import Path

import pandas as pd

from briefs import analysed
from statbrief.analysis.analysis import Analysis

ROWS, SCHOOLS = 2_100, 6
YOUNGEST, OLDEST = 10, 69
FIELDS = [
    {"name": "id", "type": "integer"},
    {"name": "school", "type": "string"},
    {"name": "age", "type": "number", "unit": "year", "rounded_to": 1},
]


def rows() -> str:
    """Ages in whole years, each had by some thirty-five."""
    drawn = random.Random(4)  # noqa: S311 -- the same each time
    drawing = ((drawn.randrange(SCHOOLS), drawn.randrange(YOUNGEST, OLDEST + 1)) for _ in range(ROWS))
    lines = [f"{place},School {school},{age}\n" for place, (school, age) in enumerate(drawing, 1)]
    return "id,school,age\n" + "".join(lines)


TEXT = rows()
TABLE = pd.read_csv(StringIO(TEXT))


def made(folder: Path, derived: str, **others: str) -> Analysis:
    """The analysis of a brief with that table; `others` are further files."""
    known = {"name": "ages", "path": "table.csv", "source": "agency", "period": "2020"}
    schema = {"primaryKey": "id", "fields": FIELDS}
    described = json.dumps({"name": "brief", "resources": [known | {"schema": schema}]})
    return analysed(folder, figures="", package=described, dataset=TEXT, derived=derived, **others)
