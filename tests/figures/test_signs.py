"""Changes and ratios of numbers that are negative or may be: they have no direction, whatever a function declares."""

import json
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import pytest

from briefs import write_brief
from seeds import pairs
from statbrief.analysis.analysis import analyse
from statbrief.errors import DerivingError
from statbrief.figures.figure import Figure

WRITE = "write the difference; or derive both numbers by functions of their own, and divide these"
FIGURES = "a,A,-10,EUR,0.5,,2022,agency,,\nb,B,5,EUR,0.5,,2023,agency,,\nc,C,8,EUR,0.5,,2024,agency,,\n"


def made(folder: Path, cells: str, derived: str, unit: str = "EUR", rounded_to: object = 0.5) -> Mapping[str, Figure]:
    """The figures over a table of two columns by year, and over a deficit and two surpluses."""
    number = {"type": "number", "unit": unit, "rounded_to": rounded_to}
    fields = [{"name": "year", "type": "year"}, {"name": "v", **number}, {"name": "w", **number}]
    resource = {"name": "t", "path": "table.csv", "title": "T", "source": "agency", "period": "{year}"}
    package = json.dumps({"resources": [resource | {"schema": {"primaryKey": "year", "fields": fields}}]})
    rows = "year,v,w\n" + "".join(f"{2020 + place},{row}\n" for place, row in enumerate(cells.split()))
    write_brief(folder, figures=FIGURES, derived=derived, package=package, dataset=rows)
    (folder / "data/units.txt").write_text("EUR = [currency]\nperson = [person] = _ = people\n", encoding="utf-8")
    return analyse(folder, "en").figures


def function(given: str, kind: str, expression: str) -> str:
    """A function of `it`."""
    return f'def it({given}) -> "{kind}":\n    """It"""\n    return {expression}\n'


@pytest.mark.parametrize(
    ("cells", "kind", "expression"),
    [
        ("2,1 -10,1 5,1", "change", "t['v'].iloc[-1] / t['v'].iloc[-2] - 1"),
        ("2,1 -10,1 -5,1", "change", "(t['v'].iloc[-1] - t['v'].iloc[-2]) / t['v'].iloc[-2]"),
        ("2,1 -10,1 -5,1", "ratio over time", "t['v'].iloc[-1] / t['v'].iloc[-2]"),
        ("2,1 -10,1 -5,1", "comparison", "t['v'].iloc[-1] / t['v'].iloc[-2]"),
        ("2,1 -10,1 5,1", "change", "t['v'].pint.magnitude.pct_change().iloc[-1]"),
        ("2,1 -10,1 -5,1", "percent, change", "t['v'].pint.magnitude.pct_change().iloc[-1]"),
        ("2,1 10,20 10,15", "change", "(t['v'] - t['w']).iloc[-1] / (t['v'] - t['w']).iloc[-2] - 1"),
        ("2,1 10,20 10,15", "ratio over time", "(t['v'] - t['w']).iloc[-1] / (t['v'] - t['w']).iloc[-2]"),
    ],
)
def test_code_that_starts_from_less_than_nothing_declares_no_direction(
    tmp_path: Path, cells: str, kind: str, expression: str
) -> None:
    """From -10 to 5 and from -10 to -5 it rose, and the quotient less one is -3/2 and -1/2."""
    assert Fraction(5, -10) - 1 == Fraction(-3, 2)
    assert Fraction(-5, -10) - 1 == Fraction(-1, 2)
    with pytest.raises(DerivingError) as raised:
        made(tmp_path, cells, function("t", kind, expression))
    (fault,) = raised.value.faults
    declared = kind.removeprefix("percent, ")
    assert fault.found.startswith(f"declares '{declared}', and ")
    assert fault.found.endswith((", which is negative", ", which is negative or may be"))
    assert fault.wanted == WRITE


def test_a_direction_that_none_has_names_what_is_below_nothing(tmp_path: Path) -> None:
    """The number of the table, or what the function divides by."""
    with pytest.raises(DerivingError, match=r"it: declares 'change', and rests on t\[2021, v\], which is negative; "):
        made(tmp_path, "2,1 -10,1 5,1", function("t", "change", "t['v'].pint.magnitude.pct_change().iloc[-1]"))
    last = "(t['v'] - t['w']).iloc[-1] / (t['v'] - t['w']).iloc[-2]"
    with pytest.raises(DerivingError, match=r"divides by \(t\['v'\] - t\['w'\]\)\.iloc\[-2\], which is negative"):
        made(tmp_path / "other", "2,1 10,20 10,15", function("t", "ratio over time", last))


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("cells", "kind", "expression", "said"),
    [
        ("-9,1 10,1 15,1", "change", "t['v'].iloc[-1] / t['v'].iloc[-2] - 1", "rose by about 50%"),
        ("-9,1 10,1 5,1", "ratio over time", "t['v'].iloc[-1] / t['v'].iloc[-2]", "fell by about 50%"),
        ("-9,1 10,1 5,1", "change", "(t['v'].iloc[-1] - t['v'].iloc[-2]) / t['v'].iloc[-2]", "fell by about 50%"),
        ("2,1 -10,1 5,1", "difference", "t['v'].iloc[-1] - t['v'].iloc[-2]", "rose by €15"),
    ],
)
def test_what_starts_above_nothing_keeps_its_direction(
    tmp_path: Path, cells: str, kind: str, expression: str, said: str
) -> None:
    """15 / 10 is a half more, 5 / 10 a half less, and a difference has a direction from wherever it starts."""
    found = made(tmp_path, cells, function("t", kind, expression))["it"]
    assert found.forms["it_rose_by"].replace("50.0%", "50%") == said


def test_growth_upon_growth_may_fall(tmp_path: Path) -> None:
    """A growth of 10% and a decline of 20% are 11/10 times 4/5 less one, a fall by 12%."""
    assert Fraction(11, 10) * Fraction(4, 5) - 1 == Fraction(-12, 100)
    grown = function("t", "change", "(1 + t['v'].pint.to('1').pint.magnitude).prod() - 1")
    found = made(tmp_path, "10,1 -20,1", grown, "percent", "exact")["it"]
    assert found.forms["it_rose_by"] == "fell by 12%"


@pytest.mark.parametrize("unit", ["person", "mm"])
def test_a_nothing_is_not_less_than_nothing(tmp_path: Path, unit: str) -> None:
    """Of 0 people, or of no rain, there is none or some: 310 in two years after 110 are more."""
    code = "t['v'].pint.magnitude.iloc[2:].sum() / t['v'].pint.magnitude.iloc[:2].sum() - 1"
    found = made(tmp_path, "0,10 110,10 10,10 300,10", function("t", "change", code), unit, 10)["it"]
    assert found.forms["it_rose"] == "rose"


@pytest.mark.parametrize("kind", ["change", "ratio over time", "comparison", "percent, change"])
@pytest.mark.parametrize("expression", ["b / a", "(b - a) / a", "(c - b) / (a - b)", "b / a - 1"])
def test_a_formula_from_less_than_nothing_has_no_direction(tmp_path: Path, kind: str, expression: str) -> None:
    """Whatever it declares, it is a ratio of signed numbers, as it is without a declaration."""
    given = ", ".join(name for name in "abc" if name in expression)
    found = made(tmp_path, "2,1", function(given, kind, expression))["it"]
    assert found.kind == "ratio of signed numbers"
    assert not {"rose", "rose_by", "it_rose_by", "change", "higher_by"} & {*found.forms}


def test_two_numbers_with_functions_of_their_own_may_be_divided(tmp_path: Path) -> None:
    """The way out that the fault names: of years with months below nothing, 30 after 20 is a half more."""
    code = (
        'def one(t):\n    """One"""\n    return t["v"].iloc[:2].sum()\n\n\n'
        'def two(t):\n    """Two"""\n    return t["v"].iloc[2:].sum()\n\n\n'
    )
    code += function("one, two", "change", "two / one - 1")
    found = made(tmp_path, "-5,1 25,1 40,1 -10,1", code, rounded_to="exact")["it"]
    assert (found.kind, found.forms["it_rose_by"]) == ("change", "rose by 50%")


IN_HELPERS = {
    "a quotient less one": "def _growth(s):\n    return s.iloc[-1] / s.iloc[-2] - 1\n\n\n",
    "a base of its own": "def _base(s):\n    return s.iloc[-2]\n\n\ndef _growth(s):\n    before = _base(s)\n"
    "    now = s.iloc[-1]\n    return (now - before) / before\n\n\n",
    "pandas' change": "def _growth(s):\n    return s.pct_change().iloc[-1]\n\n\n",
    "pandas' division": "def _growth(s):\n    return s.div(s.shift(1)).iloc[-1] - 1\n\n\n",
    "another way to call it": "def _growth(s):\n    return s.div(other=s.shift(1), axis=0).iloc[-1] - 1\n\n\n",
    "turned about": "def _growth(s):\n    return s.shift(1).rdiv(s).iloc[-1] - 1\n\n\n",
    "numpy's": "import numpy as np\n\n\ndef _growth(s):\n    return np.divide(s.iloc[-1], s.iloc[-2]) - 1\n\n\n",
    "a power": "def _growth(s):\n    return s.iloc[-1] * s.iloc[-2] ** -1 - 1\n\n\n",
    "in place": "def _growth(s):\n    now = s.iloc[-1]\n    now /= s.iloc[-2]\n    return now - 1\n\n\n",
}


@pytest.mark.always("np.divide", "code10")
@pytest.mark.parametrize(
    ("given", "code"), pairs(["(t['v'] - t['w']).pint.magnitude", "t['v'] - t['w']"], list(IN_HELPERS.values()))
)
def test_a_base_below_nothing_is_seen_in_what_is_called(tmp_path: Path, code: str, given: str) -> None:
    """From 10 - 20 to 10 - 15 and to 20 - 10; from 20 - 10 to 30 - 15 it rose by half, whatever was before that."""
    change = code + function("t", "change", f"_growth({given})")
    for place, last in enumerate(("10,15", "20,10")):
        with pytest.raises(DerivingError) as raised:
            made(tmp_path / str(place), f"2,1 10,20 {last}", change)
        (fault,) = raised.value.faults
        assert fault.found.startswith("declares 'change', and divides by ")
        assert fault.found.endswith(", which is negative or may be")
    assert Fraction(30 - 15, 20 - 10) - 1 == Fraction(1, 2)
    clear = made(tmp_path / "clear", "2,9 20,10 30,15", change)["it"]
    assert clear.forms["it_rose_by"].replace("50.0%", "50%") == "rose by about 50%"
