"""How many days, or hospitals: what code has counted is whole, with a unit as without one."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from briefs import analysed

NUMBERS = [-1, 0, 3, 0, *range(1, 80)]
CODE = '''import pint


def days(t) -> "day":
    """Days under one half"""
    return int((t["n"].pint.magnitude < 60.4).sum()) * pint.Quantity(1, "day")


def plain(t):
    """Days under one half"""
    return int((t["n"].pint.magnitude < 60.4).sum())


def weeks(t) -> "week":
    """The same in weeks"""
    return int((t["n"].pint.magnitude < 60.4).sum()) * pint.Quantity(1, "day")
'''


def test_a_count_is_written_whole(tmp_path: Path) -> None:
    """That it may be one more is no reason for a decimal: 64 days, not 64.0."""
    fields = [{"name": "day", "type": "date"}, {"name": "n", "type": "number", "unit": "meter", "rounded_to": 1}]
    schema = {"primaryKey": "day", "fields": fields}
    table = {"name": "t", "path": "table.csv", "source": "agency", "period": "{day}", "gaps": True, "schema": schema}
    rows = "".join(f"{2001 + place}-01-01,{each}\n" for place, each in enumerate(NUMBERS))
    package = json.dumps({"resources": [table]})
    made = analysed(tmp_path, figures="", package=package, dataset=f"day,n\n{rows}", derived=CODE)
    low, high = (
        sum(Fraction(each) + off < Fraction("60.4") for each in NUMBERS) for off in (Fraction(1, 2), -Fraction(1, 2))
    )
    assert low < high
    now = str(sum(each < 60.4 for each in NUMBERS))
    assert {made.forms[name]["value"].number for name in ("days", "plain")} == {now}
    assert (made.figures["days"].range.low, made.figures["days"].range.high) == (low, high)
    assert made.figures["weeks"].value == pytest.approx(int(now) / 7)
