"""What was revised of percentages is told in percentage points: 4.1% is not 0.1 percent more than 4.0%."""

import pytest

from compared_records import record
from statbrief.diff.difference import difference
from statbrief.diff.editions import groups
from statbrief.diff.findings import Difference
from statbrief.diff.report import as_text
from statbrief.revisions.compare import Compared, Revision


def revised(*numbers: tuple[str, str], unit: str = "percent") -> list[str]:
    """The lines that tell of cells that said one number and say another."""
    cells = tuple(
        Revision(dataset="rates", row=f"20{at:02}", column="rate", period=f"20{at:02}", old=old, new=new, unit=unit)
        for at, (old, new) in enumerate(numbers)
    )
    [(_, lines)] = groups(Difference(revised=Compared(revised=cells)))
    return lines


@pytest.mark.parametrize(
    ("old", "new", "apart"),
    [
        ("4.0", "4.1", "+0.1 percentage points"),
        ("4.1", "4.0", "−0.1 percentage points"),
        ("4.0", "5.0", "+1.0 percentage points"),
        ("4", "5", "+1 percentage point"),
        ("5", "4", "−1 percentage point"),
        ("4", "14", "+10 percentage points"),
    ],
)
def test_a_revised_percentage_is_another_by_points(old: str, new: str, apart: str) -> None:
    """One of them is a point."""
    assert revised((old, new)) == [f"2000: {old} → {new} ({apart})"]


def test_many_are_told_by_the_points_of_the_least_and_the_most() -> None:
    """In the line that says how many there are."""
    lines = revised(*((f"{at}.0", f"{at + 1}.5" if at else "0.5") for at in range(40)))
    assert lines[0].endswith("cells of 2000 to 2015, by +0.5 to +1.5 percentage points, and:")


def test_other_units_are_told_as_they_are() -> None:
    """An amount in its unit, a plain number alone."""
    assert revised(("4", "5"), unit="trip") == ["2000: 4 → 5 (+1 trip)"]
    assert revised(("0.4", "0.5"), unit="1") == ["2000: 0.4 → 0.5 (+0.1)"]


def test_the_range_of_a_difference_of_shares_is_told_in_points() -> None:
    """As the brief writes it, though the record has it in parts of one, and no range in per cent."""
    old, new = record(), record()
    for each, number in ((old, 6), (new, 8)):
        low, high = number - 1, number + 1
        texts = {"about": f"about 0.{number} percentage points", "range": f"0.{low} to 0.{high} percentage points"}
        each["figures"]["fitted"] |= {
            "kind": "difference of shares",
            "unit": "1",
            "value": number / 1000,
            "range": [low / 1000, high / 1000],
            "exact": [f"{at}/1000" for at in (number, low, high)],
            "texts": texts,
        }
    told = " ".join(as_text(difference(old, new)).split())
    assert "about 0.6 percentage points → about 0.8 percentage points, range 0.5 to 0.7 percentage points → " in told
    assert "range 0.5 to 0.7 percentage points → 0.7 to 0.9 percentage points" in told
