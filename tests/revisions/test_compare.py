"""What one edition says otherwise than the one before, cell by cell, held against plain pandas."""

import io
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from statbrief.record.record_types import DatasetRecord
from statbrief.revisions.cells import Told, told
from statbrief.revisions.compare import Compared, Edition, Stated, compared
from statbrief.table_schema.declared import Declared, declarations

FIELDS = [
    {"name": "month", "type": "yearmonth"},
    {"name": "line", "type": "string"},
    {"name": "trips", "type": "number", "unit": "trip", "rounded_to": "exact"},
    {"name": "open", "type": "string"},
]
HEAD = "month,line,trips,open\n"


def telling(
    text: str, *, key: tuple[str, ...] = ("month", "line"), fields: list[dict[str, Any]] | None = None, **more: object
) -> Told:
    """A dataset as an edition tells it."""
    fields = fields or FIELDS
    resource = {"name": "ferry", "path": "ferry.csv", "schema": {"fields": fields, "primaryKey": list(key)}, **more}
    measured = {
        each["name"]: {"unit": each["unit"], "rounded_to": str(each["rounded_to"]).replace("exact", "")}
        for each in fields
        if "unit" in each
    }
    record: DatasetRecord = {
        "title": "Trips by line",
        "file": "data/ferry.csv",
        "sha256": "0" * 64,
        "source": "ferries",
        "key": list(key),
        "columns": measured,  # type: ignore[typeddict-item]
    }
    return told(record, text.encode(), declarations(json.dumps({"resources": [resource]}).encode())["ferry"])


def between(old: Told | str, new: Told | str, **stated: tuple[Stated, Stated]) -> Compared:
    """What two editions say otherwise of one dataset, and of reported figures."""
    one, other = (each if isinstance(each, Told) else telling(each) for each in (old, new))
    return compared(
        Edition({"ferry": one}, {name: each[0] for name, each in stated.items()}),
        Edition({"ferry": other}, {name: each[1] for name, each in stated.items()}),
    )


def changes(found: Compared) -> list[tuple[str, str, str, str, str]]:
    """The revisions, each in few words."""
    return [(each.row, each.column, each.period, each.old, each.new) for each in found.revised]


OLD = HEAD + "2024-01,North,400,yes\n2024-02,North,420,yes\n"


def test_a_month_that_is_added_is_no_revision() -> None:
    """Nor is the oldest one, that left."""
    found = between(OLD, HEAD + "2024-02,North,420,yes\n2024-03,North,455,no\n")
    assert not found
    assert found == Compared()


def test_a_cell_is_revised_that_says_something_else_of_the_same_row() -> None:
    """By its row's key, when that is of, its column, and what it was and is; a number with the difference."""
    found = between(OLD, HEAD + "2024-01,North,387.5,yes\n2024-02,North,420,no\n2024-03,North,455,no\n")
    assert changes(found) == [
        ("2024-01 North", "trips", "2024-01", "400", "387.5"),
        ("2024-02 North", "open", "2024-02", "yes", "no"),
    ]
    assert [each.difference for each in found.revised] == [Decimal("387.5") - 400, None]


def test_a_number_written_in_another_way_is_the_same() -> None:
    """As is one whose file has other marks, another order of columns and rows that are not sorted."""
    fields = [FIELDS[1], FIELDS[0], {**FIELDS[2], "decimalChar": ",", "groupChar": "."}, FIELDS[3]]
    other = telling(
        "line;month;trips;open\nNorth;2024-02;420,00;yes\nNorth;2024-01;400;yes\n",
        fields=fields,
        dialect={"delimiter": ";"},
    )
    assert not between(OLD, other)


def test_what_was_empty_and_what_is_now_are_revised() -> None:
    """They have no difference."""
    found = between(
        HEAD + "2024-01,North,,yes\n2024-01,South,3,yes\n", HEAD + "2024-01,North,4,yes\n2024-01,South,,yes\n"
    )
    assert changes(found) == [
        ("2024-01 North", "trips", "2024-01", "", "4"),
        ("2024-01 South", "trips", "2024-01", "3", ""),
    ]
    assert [each.difference for each in found.revised] == [None, None]


@pytest.mark.parametrize(
    ("step", "number", "is_revised"),
    [("1", "1235", False), ("1", "1234", False), ("1", "1236", True), ("100", "1200", False), ("exact", "1235", True)],
)
def test_a_number_rounded_to_another_step_is_revised_beyond_that(step: str, number: str, *, is_revised: bool) -> None:
    """1,234.5 may be 1,234 or 1,235 when it is whole, not 1,236; and where both are exact it is itself alone."""
    rounded = 0.1 if step != "exact" else "exact"
    old = telling(
        HEAD + "2024-01,North,1234.5,yes\n", fields=[*FIELDS[:2], {**FIELDS[2], "rounded_to": rounded}, FIELDS[3]]
    )
    fields = [*FIELDS[:2], {**FIELDS[2], "rounded_to": step}, FIELDS[3]]
    assert bool(between(old, telling(HEAD + f"2024-01,North,{number},yes\n", fields=fields))) is is_revised


def test_a_row_of_a_period_that_both_tell_of_came_or_went() -> None:
    """A line that is counted for months past, or no longer; not one that begins with the new month."""
    old = HEAD + "2024-01,North,400,yes\n2024-01,West,9,yes\n2024-02,North,420,yes\n"
    new = HEAD + "2024-01,North,400,yes\n2024-01,South,610,yes\n2024-02,North,420,yes\n2024-03,East,1,yes\n"
    found = between(old, new)
    assert [row[:2] for row in found.came] == [("ferry", "2024-01 South")]
    assert found.went == (("ferry", "2024-01 West", ("2024-01", "West")),)
    assert not found.revised


def test_the_same_key_of_another_period_is_another_row() -> None:
    """A table of states that is of a new year says nothing of the old one."""
    fields = [{"name": "state", "type": "string"}, FIELDS[2]]
    old, new, again = (
        telling(f"state,trips\nOhio,{number}\n", key=("state",), fields=fields, period=period)
        for number, period in ((4, "2022"), (5, "2023"), (6, "2022"))
    )
    assert not between(old, new)
    assert changes(between(old, again)) == [("Ohio", "trips", "2022", "4", "6")]


def test_of_a_table_of_no_time_every_cell_that_is_another_is_revised() -> None:
    """And every row that came or went."""
    fields = [{"name": "state", "type": "string"}, FIELDS[2]]
    old, new = (
        telling(f"state,trips\nOhio,{number}\n{other},1\n", key=("state",), fields=fields)
        for number, other in ((4, "Iowa"), (5, "Utah"))
    )
    found = between(old, new)
    assert changes(found) == [("Ohio", "trips", "", "4", "5")]
    assert (found.came, found.went) == ((("ferry", "Utah", ("Utah",)),), (("ferry", "Iowa", ("Iowa",)),))


YEARLY = [{"name": "year", "type": "year"}, FIELDS[2]]
UNKEYED = [{"name": "trips", "type": "number", "unit": "trip", "rounded_to": "exact"}]


def test_years_of_a_key_are_periods() -> None:
    """Though they are numbers to the file."""
    old, new = (telling(f"year,trips\n2022,4\n{more}", key=("year",), fields=YEARLY) for more in ("", "2023,5\n"))
    assert not between(old, new)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            telling(OLD),
            telling(OLD, fields=[*FIELDS[:2], {**FIELDS[2], "unit": "kilotrip"}, FIELDS[3]]),
            "its column trips was in trip, and is in kilotrip",
        ),
        (
            telling(OLD),
            telling("month,trips\n2024-01,1010\n", key=("month",), fields=[FIELDS[0], FIELDS[2]]),
            "its key was month, line, and is month",
        ),
        (
            telling("trips\n4\n", key=(), fields=UNKEYED),
            telling("trips\n5\n", key=(), fields=UNKEYED),
            "its rows have no key, by which they could be found again",
        ),
        (
            telling(HEAD + "2024-01,North\n"),
            telling(OLD),
            "its file cannot be read (line 2: 2 cells where the header has 4), in the older one",
        ),
        (telling(OLD), telling("line,trips\nNorth,1\n"), "its file has no column month, in the newer one"),
    ],
    ids=["unit", "key", "no key", "ragged", "columns"],
)
def test_what_cannot_be_compared_is_said_with_why(old: Told, new: Told, problem: str) -> None:
    """A column in another unit, another key, none, a file that cannot be read."""
    assert between(old, new).problems == (("ferry", problem),)
    assert not between(old, new)


def test_a_file_that_is_not_there_is_said() -> None:
    """As of a bare record."""
    record: DatasetRecord = {
        "title": "", "file": "data/ferry.csv", "sha256": "", "source": "", "key": ["month"], "columns": {},
    }  # fmt: skip
    none = told(record, None, Declared())
    assert none.problem == "its file is not inside"


def test_a_reported_figure_of_the_same_period_is_revised_as_a_cell_is() -> None:
    """One of another period is another number, and one in another unit is not compared."""
    was = Stated("2023", "USD", "1.95", "0.01")
    found = between(
        OLD,
        OLD,
        fare=(was, was._replace(number="2.05")),
        moved=(was, was._replace(number="2.05", period="2024")),
        other=(was, was._replace(number="205", unit="cent")),
        same=(was, was._replace(number="1.950")),
        rounded=(was, was._replace(number="2", rounded_to="0.1")),
    )
    assert changes(found) == [("fare", "value", "2023", "1.95", "2.05")]
    assert found.revised[0].difference == Decimal("0.10")


MONTHS = [f"2024-{month:02d}" for month in range(1, 7)]
LINES = ["East", "North", "South"]
tables = st.dictionaries(
    st.tuples(st.sampled_from(MONTHS), st.sampled_from(LINES)), st.none() | st.integers(-5, 5), min_size=1
)


def as_file(cells: Mapping[tuple[str, str], int | None]) -> str:
    """A table as CSV."""
    rows = [f"{month},{line},{'' if number is None else number},yes\n" for (month, line), number in cells.items()]
    return HEAD + "".join(rows)


@pytest.mark.thorough
@given(old=tables, new=tables)
def test_plain_pandas_finds_the_same(
    old: dict[tuple[str, str], int | None], new: dict[tuple[str, str], int | None]
) -> None:
    """Whatever rows two tables have: the cells of those that both have and that differ, and what came and went."""
    one, other = (
        pd.read_csv(io.StringIO(as_file(each)), dtype={"trips": "Int64"}).set_index(["month", "line"])["trips"]
        for each in (old, new)
    )
    found = between(as_file(old), as_file(new))
    both = other.index[other.index.isin(one.index)]
    pairs = pd.DataFrame({"old": one.reindex(both), "new": other.reindex(both)})
    differ = pairs[(pairs["old"].fillna(99) != pairs["new"].fillna(99))]
    assert [each.key for each in found.revised] == list(differ.index)
    assert [each.difference for each in found.revised] == [
        None if pd.isna(row["old"]) or pd.isna(row["new"]) else Decimal(int(row["new"]) - int(row["old"]))
        for row in differ.to_dict("records")
    ]
    ends = [(table.index.get_level_values(0).min(), table.index.get_level_values(0).max()) for table in (one, other)]
    came = [place for place in other.index if place not in one.index and ends[0][0] <= place[0] <= ends[0][1]]
    went = [place for place in one.index if place not in other.index and ends[1][0] <= place[0] <= ends[1][1]]
    assert found.came == tuple(("ferry", " ".join(place), place) for place in came)
    assert found.went == tuple(("ferry", " ".join(place), place) for place in went)


def test_a_row_whose_time_grew_neither_came_nor_went() -> None:
    """What is of all months so far is of more of them now: its key tells which row that is, and nothing was revised."""
    fields = [
        {"name": "line", "type": "string"},
        {"name": "span", "type": "string"},
        {"name": "trips", "type": "number", "unit": "trip", "rounded_to": "exact"},
    ]
    head = "line,span,trips\n"
    old, new = (
        telling(head + rows, key=("line",), fields=fields, period="{span}")
        for rows in (
            "North,2024-01/2024-02,820\nSouth,2024-01/2024-02,900\n",
            "North,2024-01/2024-03,1275\nWest,2024-01/2024-02,5\nSouth,2024-01/2024-02,905\n",
        )
    )
    found = between(old, new)
    assert changes(found) == [("South", "trips", "2024-01/2024-02", "900", "905")]
    assert found.came == (("ferry", "West", ("West",)),)
    assert found.went == ()
