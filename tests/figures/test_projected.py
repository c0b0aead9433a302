"""Periods after the brief's date: a slip of the pen, unless they are said to be projected."""

import json
from pathlib import Path

import pytest

from briefs import write_brief
from command_line import run

ROWS = (
    "now,Now,5,visa,exact,,2022-07,agency,,\n"
    "then,Then,5,visa,exact,,2222-05,agency,,\n"
    "soon,Soon,5,visa,exact,,2022-07-13/2023,agency,,\n"
    "later,Later,5,visa,exact,,2030,agency,,Projected: the medium variant\n"
    "never,Never,5,visa,exact,,2031,agency,,Not projected\n"
)
TABLE = "year,is_projected,births\n2020,false,5\n2025,false,6\n2030,true,7\n"
FIELDS = [
    {"name": "year", "type": "year"},
    {"name": "is_projected", "type": "boolean"},
    {"name": "births", "type": "integer", "unit": "visa", "rounded_to": "exact"},
]


def brief(folder: Path, date: str = "2022-07-12", **resource: object) -> Path:
    """A brief of that date."""
    described: dict[str, object] = {"name": "births", "path": "table.csv", "source": "agency", "period": "{year}"}
    described |= {"gaps": True, **resource}
    described["schema"] = {"primaryKey": "year", "fields": FIELDS}
    write_brief(folder, figures=ROWS, package=json.dumps({"resources": [described]}), dataset=TABLE)
    (folder / "brief.qmd").write_text(
        f"---\ntitle: A brief\n{date and f'date: {date}'}\n---\n\nText.\n", encoding="utf-8"
    )
    return folder


def said(folder: Path, *command: str) -> list[str]:
    """What a command says is wrong."""
    return run(*command, folder).stderr.splitlines()


AFTER = "begins after the brief's date, 2022-07-12; correct it, or"
OF_ROWS = [
    f"data/reported.csv:3: period: 2222-05 {AFTER} begin the row's note with projected",
    f"data/reported.csv:4: period: 2022-07-13/2023 {AFTER} begin the row's note with projected",
    f"data/reported.csv:6: period: 2031 {AFTER} begin the row's note with projected",
]
OF_TABLE = [
    f'data/table.csv:3: period: 2025 {AFTER} declare "projected" of the dataset',
    f'data/table.csv:4: period: 2030 {AFTER} declare "projected" of the dataset',
]


@pytest.mark.parametrize("command", [["check"], ["analyse"], ["build", "--to", "html"], ["render", "--to", "html"]])
def test_what_begins_after_the_brief_is_told(tmp_path: Path, command: list[str]) -> None:
    """With its file and line, by whichever command, each time."""
    folder = brief(tmp_path)
    assert said(folder, *command) == OF_ROWS + OF_TABLE
    assert said(folder, *command) == OF_ROWS + OF_TABLE
    assert not (folder / "_output").exists()


def test_a_dataset_may_be_projected(tmp_path: Path) -> None:
    """All of it, or the rows of which a column says so."""
    assert said(brief(tmp_path, projected=True), "check") == OF_ROWS
    assert said(brief(tmp_path, projected="is_projected"), "check") == OF_ROWS + OF_TABLE[:1]


def test_the_date_is_that_of_the_document(tmp_path: Path) -> None:
    """It may change while the data do not; without one there is nothing to hold them against."""
    folder = brief(tmp_path)
    assert said(folder, "check") == OF_ROWS + OF_TABLE
    assert said(brief(folder, date="2300-01-01"), "check") == []
    assert said(brief(folder, date=""), "check") == []
    assert said(brief(folder, date="2022-02-31"), "check") == [
        "brief.qmd:3:1: date: 2022-02-31 is no day of the calendar; write the date, such as 2022-07-12"
    ]
