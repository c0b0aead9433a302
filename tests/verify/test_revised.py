"""What a record says to be revised, when it is forged and sealed again."""

from typing import Any, cast

import pytest

from forged_copies import faults
from published_records import TEXT, Record, a_copy, record
from statbrief.record.record_types import PublishedRecord
from statbrief.verify.revised import ill_told

REVISED = {
    "dataset": "counts",
    "row": "2022",
    "column": "arrests",
    "period": "2022",
    "unit": "arrest",
    "old": "70600",
    "new": "70700",
    "texts": ["Counts", "2022", "70,600", "70,700", "+100"],
}
FIGURE = {
    "dataset": "",
    "row": "arrests_2022",
    "column": "value",
    "period": "2022-05",
    "unit": "arrest",
    "old": "60000",
    "new": "70000",
    "texts": ["Arrests, May 2022", "May 2022", "60,000", "70,000", "+10,000"],
}
SINCE = {"file": "published/2021.json", "period": "2021", "sha256": "0" * 64}
HEAD = "Revised | Period | Last edition (2021) | This edition | Difference | Where from"
ROWS = ["Counts | 2022 | 70,600 | 70,700 | +100 | (Agency 2022), 2022"]


def with_revisions(*cells: dict[str, Any], **more: Any) -> Record:  # noqa: ANN401 -- as JSON has it
    """The record with cells that are revised."""
    return record() | {"revisions": {"since": SINCE, "cells": list(cells), "came": [], "went": [], "marked": []} | more}


def wrong(known: Record, rows: list[str] | None = None) -> list[str]:
    """What is wrong with a copy that shows its table of revisions."""
    text = [*TEXT, HEAD, *(ROWS if rows is None else rows), "The end"]
    known["pages"]["html"]["text"] = text
    return [each.removeprefix("brief.html: ") for each in faults(a_copy(known, text=text))]


def test_what_is_so_has_no_fault() -> None:
    """A cell as the file inside has it, a figure as its row does, the table as the record tells it."""
    assert not wrong(with_revisions(REVISED))
    both = with_revisions(REVISED, FIGURE)
    assert not wrong(both, [*ROWS, "Arrests, May 2022 | May 2022 | 60,000 | 70,000 | +10,000 | (Agency 2022)"])


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        (
            {"new": "70800", "texts": ["Counts", "2022", "70,600", "70,800", "+200"]},
            "revision of '2022', arrests: '70700' is in counts.csv:3; the record has '70800'",
        ),
        ({"old": "70700", "texts": ["Counts", "2022", "70,700", "70,700", "0"]}, "is '70700', as it was"),
        ({"texts": ["Counts", "2022", "70,500", "70,700", "+100"]}, "is written as '70,500'; it is 70600"),
        ({"texts": ["Counts", "2022", "70,600", "70,900", "+100"]}, "is written as '70,900'; it is 70700"),
        ({"texts": ["Counts", "2022", "70,600", "70,700", "−100"]}, "its difference is written as '−100'; it is 100"),
        ({"texts": ["Counts", "2021", "70,600", "70,700", "+100"]}, "its period is written as '2021'; it is '2022'"),
        ({"texts": ["Counts", "2022", "70,600", "70,700"]}, "has 4 texts; 5 are wanted"),
        ({"unit": "visa"}, "is in 'visa'; the column is in 'arrest'"),
        ({"dataset": "others"}, "stands in 'others', which is no dataset of the record"),
        ({"row": "2030"}, "its cell, '2030', is not in counts.csv"),
    ],
)
def test_a_cell_that_is_told_wrongly_is_found(changed: dict[str, Any], found: str) -> None:
    """Its number now, its numbers as they are written, their difference, its period, its unit and its place."""
    cell = REVISED | changed
    row = [" | ".join([*cell["texts"], "(Agency 2022), 2022"])]
    assert any(each.endswith(found) for each in wrong(with_revisions(cell), row)), wrong(with_revisions(cell), row)


def test_a_figure_that_says_something_else_is_found() -> None:
    """Or that is none."""
    row = ["Arrests, May 2022 | May 2022 | 60,000 | 80,000 | +20,000 | (Agency 2022)"]
    cell = FIGURE | {"new": "80000", "texts": ["Arrests, May 2022", "May 2022", "60,000", "80,000", "+20,000"]}
    assert wrong(with_revisions(cell), row) == [
        "revision of arrests_2022: is '80000' of 2022-05; the figure says something else"
    ]
    cell = FIGURE | {"row": "rise"}
    row = [" | ".join([*FIGURE["texts"], ""])]
    assert wrong(with_revisions(cell), row) == ["revision of rise: is no reported figure of the record"]


def test_a_table_of_other_rows_than_the_record_tells_is_found() -> None:
    """One that is not there, one too many, and a count of others that is not theirs."""
    (found,) = wrong(with_revisions(REVISED), [])
    row = "Counts | 2022 | 70,600 | 70,700 | +100"
    assert found == f"revision of '2022', arrests: has no row in the table of revisions that says so; {row}"
    more = "Counts | 2021 | 1 | 2 | +1 | (Agency 2022), 2021"
    assert wrong(with_revisions(REVISED), [*ROWS, more]) == [
        "revisions: the table has a row 'Counts | 2021 | 1 | 2 | +1'; the record knows nothing of it"
    ]
    rest = "Counts: others, 3 in number | 2019 to 2021 |  |  | +1 | (Agency 2022)"
    assert wrong(with_revisions(REVISED), [*ROWS, rest]) == ["revisions: the table tells of 3 others; the record has 0"]


def test_what_is_revised_needs_an_edition_since_which_it_is() -> None:
    """Else nobody could look it up."""
    known = with_revisions(REVISED)
    del known["revisions"]["since"]
    assert wrong(known) == ["record: has 1 revised cells; and no edition since which they are"]


def test_a_period_that_is_none_is_a_fault_and_no_error() -> None:
    """Of the edition before, and of a cell."""
    known = with_revisions(REVISED | {"period": "soon"})
    assert "revision of '2022', arrests: its period is written as '2022'; it is 'soon'" in wrong(known)
    known = with_revisions(REVISED)
    known["revisions"]["since"] = SINCE | {"period": "soon"}
    assert wrong(known) == ["record: revisions are since an edition of 'soon', which is no period"]


@pytest.mark.parametrize(
    ("texts", "wrongly"),
    [
        (["$46.47", "$46.53", "+$0.06"], []),
        (["$46.469696969697", "$46.53", "+$0.060303030303"], []),
        (["$46.48", "$46.53", "+$0.06"], ["is written as '$46.48'"]),
        (["$50", "$46.53", "+$0.06"], ["is written as '$50'"]),
        (["$46.47", "$46.53", "+$0.05"], ["its difference is written as '+$0.05'"]),
        (["$46.47", "$46.53", "−$0.06"], ["its difference is written as '−$0.06'"]),
    ],
)
def test_what_is_said_of_a_mean_is_what_it_is_rounded_to(texts: list[str], wrongly: list[str]) -> None:
    """To the last digit that is written, where an engine computed it; what a source states is said as it is."""
    cell = REVISED | {"unit": "USD", "old": "46.469696969697", "new": "46.53", "texts": ["Counts", "2022", *texts]}
    known = with_revisions(cell)
    known["datasets"]["counts"]["columns"]["arrests"]["unit"] = "USD"
    stated = [found for _, found, _ in ill_told(cast("PublishedRecord", known))]
    known["datasets"]["counts"]["query"] = {"sql": "", "engine": "DuckDB 1.5", "sources": {}, "measures": {}}
    assert [found for _, found, _ in ill_told(cast("PublishedRecord", known))] == wrongly
    assert ("is written as '$46.47'" in stated) is ("$46.47" in texts)
