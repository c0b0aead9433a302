"""What becomes of ratios and temperatures in units: multiplied out, told apart, or refused."""

import json
from pathlib import Path

import pytest

from briefs import write_brief
from statbrief.analysis.analysis import analyse
from statbrief.errors import DerivingError
from statbrief.figures.figure import Figure

DEFINED = (
    "arrest = [arrest] = _ = arrests\nperson = [person] = _ = people = persons\ncase = [case]\ncity = [city]\n"
    "tonne_of_grain = [grain]\nUSD = [currency]\nbox = [box]\nper_100k = 1e-5\nper_1000 = 1e-3\nper_million = 1e-6\n"
    "detención = [custody] = _ = detenciones\n"
    "cases_per_100k = 1e-5 * case / person\nper_10k = 1e-4 * case / person\n"
)


ROWS = (
    "online,Online,12.3,percent,0.1,,2024,agency,,\n"
    "residents,Residents,1500000,person,1000,,2024,agency,,\n"
    "rate,Rate,12.3,per_100k,0.1,,2024,agency,,\n"
    "price,Price,100,USD,exact,,2024,agency,,\n"
    "tax,Tax,5,percent,exact,,2024,agency,,\n"
    "dead,Dead,2460,person,10,,2024,agency,,\n"
    "then,Then,20.5,degC,0.1,,1990,agency,,\n"
    "now,Now,21.7,degC,0.1,,2024,agency,,\n"
)
TEMPERATURES = json.dumps(
    {
        "resources": [
            {
                "name": "table",
                "path": "table.csv",
                "source": "agency",
                "schema": {
                    "primaryKey": "day",
                    "fields": [
                        {"name": "day", "type": "integer"},
                        {"name": "t", "type": "number", "unit": "degC", "rounded_to": 0.1},
                    ],
                },
            }
        ]
    }
)


def figure(folder: Path, parameters: str, formula: str, returns: str = "") -> Figure:
    """The figure of a formula over these rows and temperatures of 10 and 20 °C."""
    arrow = f' -> "{returns}"' if returns else ""
    code = f'def it({parameters}){arrow}:\n    """It"""\n    return {formula}\n'
    brief = write_brief(folder, figures=ROWS, derived=code, package=TEMPERATURES, dataset="day,t\n1,10.0\n2,20.0\n")
    (brief / "data/units.txt").write_text(DEFINED, encoding="utf-8")
    return analyse(brief, "en").figures["it"]


@pytest.mark.parametrize(
    ("parameters", "formula", "unit", "about"),
    [
        ("online, residents", "online * residents", "person", "about 185,000"),
        ("rate, residents", "rate * residents", "person", "about 185"),
        ("price, tax", "price * tax", "USD", "$5"),
        ("dead, online", "dead / online", "person", "about 20,000"),
        ("online, tax", "online * tax", "1", "about 0.00615"),
        ("tax", "1 + tax", "1", "1.05"),
    ],
)
def test_a_ratio_is_multiplied_out(tmp_path: Path, parameters: str, formula: str, unit: str, about: str) -> None:
    """Per cents of people are people: 12.3% of 1.5 million is about 185,000."""
    made = figure(tmp_path, parameters, formula)
    assert (made.unit, made.forms["about"]) == (unit, about)


@pytest.mark.parametrize(
    ("parameters", "formula", "returns", "value"),
    [
        ("now, then", "now - then", "", 1.2),
        ("now, then", "now - then", "delta_degC", 1.2),
        ("now, then", "now - then", "delta_degF", 1.2 * 9 / 5),
        ("now", "now", "degF", 21.7 * 9 / 5 + 32),
        ("now, then", "then + (now - then) / 2", "", 21.1),
        ("now, then", "(then.to('kelvin') + now.to('kelvin')) / 2", "degC", 21.1),
        ("table", "table['t'].mean()", "", 15.0),
        ("table", "table['t'].mean()", "degF", 15 * 9 / 5 + 32),
        ("table", "table['t'].max()", "", 20.0),
        ("table", "table['t'].std()", "delta_degC", 50**0.5),
        ("table", "table['t'].std()", "delta_degF", 50**0.5 * 9 / 5),
        ("table", "table.loc[2, 't'] - table.loc[1, 't']", "", 10.0),
    ],
)
def test_temperatures_and_their_differences_are_told_apart(
    tmp_path: Path, parameters: str, formula: str, returns: str, value: float
) -> None:
    """7.07 °C of spread is 12.7 °F of it, and 15 °C are 59 °F."""
    assert figure(tmp_path, parameters, formula, returns).value == pytest.approx(value)


@pytest.mark.parametrize(
    ("parameters", "formula"),
    [("now, then", "(now + then) / 2"), ("now", "now * 2"), ("now, then", "now / then"), ("now", "now ** 2")],
)
def test_arithmetic_with_degrees_says_what_to_write(tmp_path: Path, parameters: str, formula: str) -> None:
    """What it says does compute: see the mean of two above."""
    with pytest.raises(DerivingError) as raised:
        figure(tmp_path, parameters, formula)
    assert str(raised.value) == (
        "analysis/derived.py:3: it: adds, multiplies or divides temperatures whose zero is not nothing, such as degC; "
        "write a mean as a + (b - a) / 2, of more as a + ((b - a) + (c - a)) / 3; "
        'for all else convert to("kelvin") first'
    )


@pytest.mark.parametrize(
    ("parameters", "formula", "returns", "message"),
    [
        (
            "now, then",
            "now - then",
            "degC",
            "returns delta_degree_Celsius, promised degC; a difference of temperatures is delta_degC",
        ),
        ("table", "table['t'].std()", "degF", 'returns a difference of temperatures as degree_Fahrenheit; write -> "'),
        (
            "table",
            "table['t'].std()",
            "",
            'returns a difference of temperatures as degree_Celsius; write -> "delta_degC"',
        ),
        (
            "table",
            "table['t'].sum()",
            "",
            "adds temperatures in degree_Celsius, whose zero is not nothing; write a mean",
        ),
        ("table", "table['t'].mean()", "delta_degC", "returns a temperature, promised delta_degC; a difference of"),
    ],
)
def test_what_is_no_temperature_is_refused(
    tmp_path: Path, parameters: str, formula: str, returns: str, message: str
) -> None:
    """With the line and what to write; no traceback."""
    with pytest.raises(DerivingError) as raised:
        figure(tmp_path, parameters, formula, returns)
    assert str(raised.value).startswith("analysis/derived.py:1: it: ")
    assert message in str(raised.value)
