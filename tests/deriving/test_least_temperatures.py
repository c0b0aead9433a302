"""The least of several temperatures, the middle one and a quantile are temperatures, however near the next one is."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from briefs import analysed
from statbrief.errors import DerivingError
from statbrief.figures.figure import Figure

FIELDS = [
    {"name": "month", "type": "yearmonth"},
    {"name": "temp", "type": "number", "unit": "degC", "rounded_to": 0.1},
]


def figure(folder: Path, cells: str, expression: str) -> Figure:
    """A figure over a column of temperatures."""
    resource = {"name": "t", "path": "table.csv", "title": "T", "source": "agency", "period": "{month}"}
    package = json.dumps({"resources": [resource | {"schema": {"primaryKey": "month", "fields": FIELDS}}]})
    rows = "month,temp\n" + "".join(f"2023-{place:02},{cell}\n" for place, cell in enumerate(cells.split(), 1))
    code = f'def it(t) -> "degC":\n    """It"""\n    return {expression}\n'
    return analysed(folder, derived=code, package=package, dataset=rows).figures["it"]


@pytest.mark.parametrize(
    ("cells", "expression", "value"),
    [
        ("-0.5 10.1 10.2", "t['temp'].min()", "-0.5"),
        ("10.0 10.1 10.3", "t['temp'].min()", "10"),
        ("-0.4 0.2 15.1", "t['temp'].min()", "-0.4"),
        ("-0.4 0.2 15.1", "t['temp'].max()", "15.1"),
        ("14.9 0.2 15.1", "t['temp'].max()", "15.1"),
        ("-0.4 0.2 0.9 3.1", "t['temp'].sort_values().iloc[1]", "0.2"),
        ("-0.4 0.2 0.9", "t['temp'].median()", "0.2"),
        ("-0.4 0.2 0.9 3.1", "t['temp'].median()", "0.55"),
        ("-0.4 0.2 0.9 3.1 4", "t['temp'].quantile(0.25)", "0.2"),
        ("-0.4 0.2 0.9 3", "t['temp'].mean()", "0.925"),
    ],
)
def test_one_of_several_temperatures_is_a_temperature(tmp_path: Path, cells: str, expression: str, value: str) -> None:
    """All move together by less than lies between two of them, and it moves with them."""
    assert figure(tmp_path, cells, expression).known.value == Fraction(value)


def test_a_sum_of_temperatures_is_none(tmp_path: Path) -> None:
    """It moves by as many times as there are numbers in it."""
    with pytest.raises(DerivingError, match="adds temperatures in degree_Celsius, whose zero is not nothing"):
        figure(tmp_path, "10.0 10.1 10.3", "t['temp'].sum()")
