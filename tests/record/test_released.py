"""The period that an edition is of, and the names of the records that are kept by it."""

from pathlib import Path

import pytest

from statbrief.record.record_types import TimesRecord
from statbrief.record.released import Kept, kept_in, last_before, period_of
from statbrief.table_schema.periods import parse


def test_a_fiscal_year_has_a_name_that_files_may_have() -> None:
    """And is found again by it."""
    kept = Kept(period=parse("2021-10/FY2022"), edition="es", correction=2)
    assert kept.name == "published/2021-10_FY2022-c2.es.json"


def test_names_are_read_as_they_are_written(tmp_path: Path) -> None:
    """Of every frequency, edition and correction; and the last one before a period is found by when it ends."""
    texts = ("2024-01", "2024-W05", "2023-Q4", "2023", "2022-10/FY2023", "2024-01-17")
    all_kept = [
        Kept(period=parse(text), edition=edition, correction=number)
        for text in texts
        for edition in ("", "es")
        for number in (0, 1)
    ]
    (tmp_path / "published").mkdir()
    for each in all_kept:
        (tmp_path / each.name).write_text("{}", encoding="utf-8")
    assert {each.name for each in kept_in(tmp_path)} == {each.name for each in all_kept}
    last = last_before(tmp_path, parse("2024-01"))
    assert last is not None
    assert last.name == "published/2024-01-17-c1.json"
    assert last_before(tmp_path, parse("2023-09")) is None


def times(last: str, *, is_series: bool = True) -> TimesRecord:
    """A dataset's rows that end with a period."""
    return {"first": last, "last": last, "is_series": is_series}


@pytest.mark.parametrize(
    ("of_rows", "stated", "expected"),
    [
        ([times("2015-12"), times("2016")], ["2016-06"], "2015-12"),
        ([times("2015-11"), times("2015-12")], [], "2015-12"),
        ([times("2015", is_series=False)], ["2016-06", "2014"], "2016-06"),
        ([times("2015", is_series=False)], [], "2015"),
        ([], ["2019/2022"], "2022"),
    ],
    ids=["shortest", "latest", "reported", "other", "span"],
)
def test_an_edition_is_of_the_period_that_its_data_reach(
    of_rows: list[TimesRecord], stated: list[str], expected: str
) -> None:
    """By its series of the shortest periods; where there is none, by its reported figures, then by other data."""
    found = period_of(of_rows, stated)
    assert found is not None
    assert found.text == expected
    assert period_of([], []) is None
