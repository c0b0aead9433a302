"""Large tables in which some cells have no value, or in which nothing is measured."""

from pathlib import Path

from briefs import analysed
from statbrief.data.datasets import MANY

ROWS = MANY + 100
DAYS = [f"{1900 + place // 360:04d}-{place % 360 // 30 + 1:02d}-{place % 30 + 1:02d}" for place in range(ROWS)]
DAYS = [day for day in DAYS if day[5:] not in {"02-29", "02-30"}]
LEVELS = """{"resources": [{"name": "table", "path": "table.csv", "source": "agency", "period": "{day}", "gaps": true,
 "schema": {"primaryKey": ["day"], "fields": [
 {"name": "day", "type": "date"}, {"name": "level", "type": "number", "unit": "meter", "rounded_to": 0.5}]}}]}"""
LATEST = """def latest(table):
    \"\"\"Latest\"\"\"
    return table["level"].dropna().iloc[-1]


def when(table) -> "period, as stated":
    \"\"\"When highest\"\"\"
    level = table["level"].dropna().pint.magnitude
    return list(level.index[level == level.max()])
"""
NAMES = """{"resources": [{"name": "table", "path": "table.csv", "source": "agency",
 "schema": {"fields": [{"name": "place", "type": "string"}, {"name": "kind", "type": "string"}]}}]}"""
COUNTED = """def places(table):
    \"\"\"Places\"\"\"
    return len(table)


def kinds(table):
    \"\"\"Kinds\"\"\"
    return int(table["kind"].nunique())
"""


def test_the_latest_number_may_stand_beside_cells_without_one(tmp_path: Path) -> None:
    """Every seventh cell is empty, the first and the last among them."""
    numbers = ["" if place % 7 == 0 or day == DAYS[-1] else f"{place / 2:.1f}" for place, day in enumerate(DAYS)]
    text = "day,level\n" + "".join(f"{day},{number}\n" for day, number in zip(DAYS, numbers, strict=True))
    found = analysed(tmp_path, package=LEVELS, dataset=text, derived=LATEST)
    place = max(place for place, number in enumerate(numbers) if number)
    latest = found.figures["latest"]
    assert (latest.value, latest.range.low, latest.range.high) == (place / 2, place / 2 - 0.25, place / 2 + 0.25)
    assert found.answers["when"].texts == (DAYS[place],)


def test_rows_without_numbers_are_counted_by_blocks(tmp_path: Path) -> None:
    """Of thousands of rows of texts, taking out one after the other would take minutes."""
    rows = [f"place {place},kind {place % 5}\n" for place in range(ROWS)]
    found = analysed(tmp_path, package=NAMES, dataset="place,kind\n" + "".join(rows), derived=COUNTED)
    assert (found.figures["places"].value, found.figures["kinds"].value) == (ROWS, 5)
