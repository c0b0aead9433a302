"""Ranks and parts of how many, of numbers that have no unit either: they are not known to the step of these."""

import json
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import pytest

from briefs import analysed

TURNOUT = ["70.6", "57.5", "79.6", "53.0"]
PLACE = "v.rank(ascending=False, method='min')"


def written(folder: Path, returned: str, form: str, numbers: Sequence[str] = TURNOUT, step: float = 0.1) -> str:
    """How what a function of the percentages `v` returns is written."""
    schema = {"primaryKey": "town", "fields": [
        {"name": "town", "type": "string"},
        {"name": "v", "type": "number", "unit": "percent", "rounded_to": step},
    ]}  # fmt: skip
    table = {"name": "t", "path": "table.csv", "source": "agency", "period": "2023", "schema": schema}
    rows = "".join(f"{town},{number}\n" for town, number in zip("abcdefgh", numbers, strict=False))
    code = f'def it(t):\n    """It"""\n    v = t["v"]\n    return {returned}\n'
    made = analysed(
        folder, figures="", package=json.dumps({"resources": [table]}), dataset="town,v\n" + rows, derived=code
    )
    return made.forms["it"][form].plain


@pytest.mark.parametrize("town", ["a", "b", "c", "d"])
def test_a_rank_of_percentages_is_a_whole_number(tmp_path: Path, town: str) -> None:
    """The fourth was written 4.000, and in Spanish 4,000."""
    mine = Fraction(TURNOUT["abcd".index(town)])
    assert written(tmp_path, f"{PLACE}['{town}']", "value") == str(1 + sum(Fraction(each) > mine for each in TURNOUT))


def test_a_rank_that_rounding_leaves_open_is_whole_too(tmp_path: Path) -> None:
    """Its range has no decimals either: 57.4 to the nearest fifth may be as much as 57.6 is."""
    numbers = ["70.6", "57.6", "57.4", "53.0"]
    assert written(tmp_path, f"{PLACE}['c']", "range", numbers, 0.2) == "2 to 3"


def test_a_part_of_the_rows_is_known_as_such(tmp_path: Path) -> None:
    """Three of four towns are 75%, not 75.0% for their turnout having a decimal."""
    share = Fraction(sum(Fraction(each) > 55 for each in TURNOUT), len(TURNOUT))
    assert share == Fraction(3, 4)
    assert written(tmp_path, "float((v.pint.magnitude > 55).mean())", "percent") == "75%"


def test_what_moves_with_percentages_keeps_their_step(tmp_path: Path) -> None:
    """A sum, a difference and the largest have all digits that are known."""
    assert written(tmp_path, "v['a'] - v['c'] + v['d'] * 2", "percent") == f"{70.6 - 79.6 + 2 * 53.0:.1f}%"
    assert written(tmp_path, "v.max()", "percent") == "79.6%"
