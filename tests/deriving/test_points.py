"""Differences of shares and percentages are in percentage points, whether a function declares them or not."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from briefs import analysed
from statbrief.figures.figure import Figure

FIELDS = [
    {"name": "month", "type": "yearmonth"},
    {"name": "rate", "type": "number", "unit": "percent", "rounded_to": "exact"},
    {"name": "share", "type": "number", "unit": "1", "rounded_to": "exact"},
    {"name": "index", "type": "number", "unit": "1", "rounded_to": "exact"},
]
TABLE = "month,rate,share,index\n2024-01,5.1,0.512,1.02\n2024-02,6.2,0.5,1.1\n2024-03,6.4,0.498,1.27\n"
REPORTED = "now,Now,6.4,percent,exact,,2024,agency,,\nthen,Then,5.1,percent,exact,,2023,agency,,\n"


def difference(folder: Path, expression: str, returns: str, lang: str = "en") -> Figure:
    """A figure over these rows."""
    resource = {"name": "t", "path": "table.csv", "title": "T", "source": "agency", "period": "{month}"}
    package = json.dumps({"resources": [resource | {"schema": {"primaryKey": "month", "fields": FIELDS}}]})
    given = "t" if expression.startswith(("t[", "int(")) else "now, then"
    arrow = f' -> "{returns}"' if returns else ""
    code = f'def it({given}){arrow}:\n    """It"""\n    return {expression}\n'
    return analysed(folder, lang=lang, figures=REPORTED, derived=code, package=package, dataset=TABLE).figures["it"]


@pytest.mark.parametrize("returns", ["", "difference", "percent, difference", "difference of shares"])
@pytest.mark.parametrize(
    ("expression", "rose", "aumento"),
    [
        pytest.param(
            "t['rate'].iloc[-1] - t['rate'].iloc[0]",
            "rose by 1.3 percentage points",
            "aumentó 1,3 puntos porcentuales",
            marks=pytest.mark.thorough,
        ),
        ("now - then", "rose by 1.3 percentage points", "aumentó 1,3 puntos porcentuales"),
        (
            "t['share'].iloc[-1] - t['share'].iloc[0]",
            "fell by 1.4 percentage points",
            "disminuyó 1,4 puntos porcentuales",
        ),
    ],
)
def test_shares_differ_by_points(tmp_path: Path, expression: str, returns: str, rose: str, aumento: str) -> None:
    """6.4% less 5.1% are 1.3 points, and 0.498 less 0.512 are 1.4 fewer, as they are without a declaration."""
    assert Fraction("6.4") - Fraction("5.1") == Fraction("1.3")
    assert Fraction("0.498") - Fraction("0.512") == Fraction("-0.014")
    assert difference(tmp_path / "en", expression, returns).forms["it_rose_by"] == rose
    assert difference(tmp_path / "es", expression, returns, "es").forms["it_rose_by"] == aumento


def test_what_code_makes_of_shares_does_too(tmp_path: Path) -> None:
    """A column's difference, and that of the largest and the least: no minus is in the formula."""
    for name, expression in (("a", "t['rate'].diff().iloc[-1]"), ("b", "t['share'].diff().abs().max()")):
        found = difference(tmp_path / name, expression, "difference")
        assert (found.kind, found.forms["by"]) == (
            "difference of shares",
            {"a": "0.2 percentage points", "b": "1.2 percentage points"}[name],
        )


def test_what_is_no_share_does_not(tmp_path: Path) -> None:
    """An index goes above one, months are counted, and a function may promise the plain number."""
    index = difference(tmp_path / "index", "t['index'].iloc[-1] - t['index'].iloc[0]", "difference")
    assert (index.kind, index.forms["by"]) == ("difference", "0.25")
    months = "int((t['rate'] > t['rate'].iloc[0]).sum()) - int((t['rate'] > t['rate'].iloc[1]).sum())"
    for returns in ("", "difference"):
        count = difference(tmp_path / f"months{returns}", months, returns)
        assert (count.kind, count.forms["by"]) == ("difference", "1")
    plain = difference(tmp_path / "plain", "t['share'].iloc[0] - t['share'].iloc[1]", "1, difference")
    assert (plain.kind, plain.forms["by"]) == ("difference", "0.012")
