"""What an engine computed of one edition and of the next: what moved on with the data is not said to be revised."""

import math
import re
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner
from selectolax.lexbor import LexborHTMLParser

from engine_briefs import engine_brief, function, trips
from statbrief.cli import main
from statbrief.record.record_types import DatasetRecord
from statbrief.revisions.cells import told
from statbrief.table_schema.declared import Declared

TABLES = function(
    'trips.group_by(month=_.day.truncate("M")).agg(fares=_.fare.sum())', ["month", "fares"], name="monthly"
) + function('trips.group_by("region").agg(fares=_.fare.sum())', ["region", "fares"], name="by_region")
PROSE = """---
title: Trips
date: 2023-01-05
---

Trips.

{{< table by_region >}}

{{< revisions >}}

{{< figures >}}
"""
RECORD: DatasetRecord = {
    "title": "By region",
    "file": "_generated/queries/by_region-computed.csv",
    "sha256": "0" * 64,
    "source": "city",
    "key": ["region"],
    "columns": {"fares": {"unit": "USD", "rounded_to": "0.25"}},
    "query": {"sql": "", "engine": "DuckDB 1.5", "sources": {}, "measures": {}},
}


def run(*words: str) -> str:
    """What a command says, which must do well; `diff` leaves with 1 where there is a difference."""
    result = CliRunner().invoke(main, list(words))
    assert result.exit_code == (words[0] == "diff"), result.output
    return result.output


def built(folder: Path) -> LexborHTMLParser:
    """The page, built anew."""
    run("build", "--renderer", "embedded", "--to", "html", str(folder))
    return LexborHTMLParser((folder / "_output/brief.html").read_text(encoding="utf-8"))


def test_sums_of_more_months_are_not_revised(tmp_path: Path) -> None:
    """A month later a region's sum is of three months: only January, of which a fare was corrected, is another."""
    data = trips(200)
    folder = engine_brief(tmp_path, TABLES, data[data["day"] < date(2022, 3, 1)])
    settings = "lang: en\nbibliography: data/sources.bib\nciteproc: true\nformat:\n  html: {embed-resources: true}\n"
    (folder / "_quarto.yml").write_text(settings, encoding="utf-8")
    (folder / "brief.qmd").write_text(PROSE, encoding="utf-8")
    built(folder)
    run("release", str(folder))
    corrected = data.copy()
    corrected.loc[corrected.index[corrected["day"] < date(2022, 2, 1)][0], "fare"] += 10
    corrected.to_parquet(folder / "data/trips.parquet")

    page = built(folder)
    text = re.sub(r"\s+", " ", page.body.text() if page.body else "")
    assert "Added for periods" not in text
    assert "Taken out" not in text
    sums = [each[each["day"] < date(2022, 2, 1)]["fare"].sum() for each in (data, corrected)]
    wanted = ["A table", "January 2022", *(f"${each:,.2f}" for each in sums), "+$10.00"]
    rows = [[cell.text(strip=True) for cell in row.css("td")] for row in page.css("tr")]
    assert wanted in [row[:5] for row in rows]
    assert not any(row[0].startswith("A table: ") for row in rows if row)
    assert "brief.html: holds as a page" in run("verify", "--quiet", str(folder / "_output/brief.html"))

    old = next(folder.glob("release/*/brief.html"))
    said = run("diff", str(old), str(folder / "_output/brief.html"))
    assert "1 cell revised" in said
    assert "by_region, fares" not in said
    assert "1 table (by_region)" in said


@pytest.mark.parametrize(
    ("times", "head", "cells", "period", "problem"),
    [
        (("2022-01", "2022-03"), "region,_period", "Norte,2022-02", "2022-02", ""),
        (("2022-01", "2022-01"), "region", "Norte", "2022-01", ""),
        (("2022-01", "2022-03"), "region", "Norte", "", "its file does not say when its rows are of"),
    ],
    ids=["each row says it", "all are of one time", "an earlier copy"],
)
def test_a_row_of_what_was_computed_says_when_it_is_of(
    times: tuple[str, str], head: str, cells: str, period: str, problem: str
) -> None:
    """A file of an earlier version says it of no row: of what has several times nothing is told then."""
    first, last = times
    record: DatasetRecord = {**RECORD, "times": {"first": first, "last": last, "is_series": False}}
    content = f"{head},fares,fares.low,fares.high,fares.rows\n{cells},5,4,6,8\n"
    found = told(record, content.encode(), Declared())
    assert found.problem == problem
    assert [(row.key, row.period, row.cells) for row in found.rows] == (
        [] if problem else [(("Norte",), period, {"fares": "5"})]
    )


def test_the_file_of_numbers_says_when_rows_are_of_where_no_key_does(tmp_path: Path) -> None:
    """Of months, the key says it; of regions, from the first day to the last."""
    data = trips(200)
    folder = engine_brief(tmp_path, TABLES, data)
    run("analyse", str(folder))
    months, regions = (
        pd.read_csv(folder / f"_generated/queries/{name}-computed.csv") for name in ("monthly", "by_region")
    )
    assert "_period" not in months
    days = data.groupby("region")["day"].agg(["min", "max"])
    assert dict(zip(regions["region"], regions["_period"], strict=True)) == {
        region: f"{first}/{last}" for region, first, last in days.itertuples()
    }


def test_a_mean_that_was_revised_is_told_to_the_digits_that_tell_it_apart(tmp_path: Path) -> None:
    """It goes on: its 15 digits, and a nothing to make it as long as the other, told more than anybody knows."""
    data = trips(200)
    monthly = function(
        'trips.group_by(month=_.day.truncate("M")).agg(far=_.distance.mean(), fare=_.fare.mean())',
        ["month", "far", "fare"],
        name="monthly",
    )
    folder = engine_brief(tmp_path, monthly, data[data["day"] < date(2022, 3, 1)])
    settings = "lang: en\nbibliography: data/sources.bib\nciteproc: true\nformat:\n  html: {embed-resources: true}\n"
    (folder / "_quarto.yml").write_text(settings, encoding="utf-8")
    (folder / "brief.qmd").write_text(PROSE.replace("by_region", "monthly"), encoding="utf-8")
    built(folder)
    run("release", str(folder))
    corrected = data.copy()
    corrected.loc[corrected.index[corrected["day"] < date(2022, 2, 1)][0], ["fare", "distance"]] += [10, 0.7]
    corrected.to_parquet(folder / "data/trips.parquet")

    rows = [[cell.text(strip=True) for cell in row.css("td")] for row in built(folder).css("tr")]
    for column, unit in (("distance", "{} km"), ("fare", "${}")):
        old, new = (each[each["day"] < date(2022, 2, 1)][column].mean() for each in (data, corrected))
        places = max(2 if column == "fare" else 0, 1 - math.floor(math.log10(new - old)))
        told = [unit.format(f"{each:.{places}f}") for each in (old, new)]
        told.append("+" + unit.format(f"{new - old:.{places}f}"))
        assert told in [[cell.replace("\N{NO-BREAK SPACE}", " ") for cell in row[2:5]] for row in rows]
    assert "brief.html: holds as a page" in run("verify", "--quiet", str(folder / "_output/brief.html"))
