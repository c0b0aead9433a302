"""Rates of a month for each inhabitant of its year: the next month's is none that was revised."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from revised_bulletins import PACKAGE, PROSE, build, bulletin, count, released

pytestmark = pytest.mark.usefixtures("derived_once")

TABLES = '''import pandas as pd

from statbrief.periods import latest


def now(ferry, people) -> "rate: trip / person":
    """Trips in the last month

    line: Line
    rate: Trips a person
    """
    trips = ferry.xs(latest(ferry), level="month")["trips"]
    return pd.DataFrame({"rate": trips / people.loc["2024", "people"]})


def all_months(ferry, people) -> "rate: trip / person":
    """Trips on the southern line by month

    month: Month
    rate: Trips a person
    """
    trips = ferry.xs("South", level="line")["trips"]
    return pd.DataFrame({"rate": trips / people.loc[("2024", "South"), "people"]})
'''
PEOPLE: dict[str, Any] = {
    "name": "people",
    "path": "people.csv",
    "source": "ferries",
    "title": "People by line",
    "period": "{year}",
    "schema": {
        "primaryKey": ["year", "line"],
        "fields": [
            {"name": "year", "type": "year"},
            {"name": "line", "type": "string"},
            {"name": "people", "type": "integer", "unit": "person", "rounded_to": "exact"},
        ],
    },
}
SHOWN = "::: {#tbl-now}\n{{< table now >}}\n\nNow.\n:::\n\n::: {#tbl-all}\n{{< table all_months >}}\n\nAll.\n:::\n\n"


@pytest.mark.parametrize(
    ("unit", "declared", "period"), [("person", "trip / person", "2024-04"), ("trip", "1", "2024")]
)
def test_only_what_is_of_the_same_rows_is_marked(tmp_path: Path, unit: str, declared: str, period: str) -> None:
    """What each month has of a year's is of the year in both; of all months February's is marked, which was another."""
    folder = bulletin(tmp_path, in_spanish=False, PROSE=PROSE.replace("{{< revisions >}}", SHOWN))
    package = copy.deepcopy(PACKAGE)
    people = copy.deepcopy(PEOPLE)
    people["schema"]["fields"][2]["unit"] = unit
    package["resources"].append(people)
    (folder / "data/datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    (folder / "data/people.csv").write_text("year,line,people\n2024,North,7000\n2024,South,9000\n", encoding="utf-8")
    with (folder / "data/units.txt").open("a", encoding="utf-8") as units:
        units.write("person = [person] = _ = people\n")
    (folder / "analysis/tables.py").write_text(TABLES.replace("trip / person", declared), encoding="utf-8")
    count(folder, "2024-03")
    released(folder)
    count(folder, "2024-04", {("2024-02", "South"): 588})
    build(folder, "html")
    record = json.loads((folder / "_output/brief.json").read_bytes())
    assert {record["figures"][f"now.{line}.rate"]["period"] for line in ("north", "south")} == {period}
    assert record["revisions"]["marked"] == ["all_months._2024_02.rate"]
