"""What was revised of percentages is told in percentage points: 4.1% is not 0.1 percent more than 4.0%."""

import pytest

from statbrief.diff.editions import groups
from statbrief.diff.findings import Difference
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
