"""Units as people write them, and what becomes of ratios and temperatures in them."""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from briefs import write_brief
from statbrief.analysis.analysis import analyse
from statbrief.data.units import Registry, load_units, parse_unit
from statbrief.errors import DerivingError
from statbrief.figures.figure import Figure
from statbrief.languages.labels import parse_labels
from statbrief.languages.language import words_for
from statbrief.languages.unit_names import is_international

DEFINED = (
    "arrest = [arrest] = _ = arrests\nperson = [person] = _ = people = persons\ncase = [case]\ncity = [city]\n"
    "tonne_of_grain = [grain]\nUSD = [currency]\nbox = [box]\nper_100k = 1e-5\n"
    "detención = [custody] = _ = detenciones\n"
)


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    """pint's units and some of a brief's own."""
    path = tmp_path_factory.mktemp("units") / "units.txt"
    path.write_text(DEFINED, encoding="utf-8")
    return load_units(path)


@pytest.mark.parametrize(
    ("unit", "number", "english", "spanish"),
    [
        ("arrest / day", "2300", " arrests a day", " arrests al día"),
        ("arrest / hour", "2300", " arrests an hour", " arrests por hora"),
        ("day", "31", " days", " días"),
        ("day", "1", " day", " día"),
        ("degC", "20.5", "°C", " °C"),
        ("delta_degC", "1.2", "°C", " °C"),
        ("mm", "12", " mm", " mm"),
        ("m**3", "2", " m³", " m³"),
        ("m**3 / person", "90", " m³ a person", " m³ por person"),
        ("kg / m**3", "5", " kg/m³", " kg/m³"),
        ("person / km**2", "5", " people per km²", " people por km²"),
        ("USD / person", "5", " US dollars a person", " dólares estadounidenses por person"),
        ("person", "1", " person", " person"),
        ("case", "3", " cases", " cases"),
        ("city", "3", " cities", " cityes"),
        ("box", "3", " boxes", " boxes"),
        ("detención", "3", " detenciones", " detenciones"),
        ("detención", "1", " detención", " detención"),
        ("tonne_of_grain", "3", " tonnes of grain", " tonnes of grain"),
        ("per_100k", "12", " per 100k", " per 100k"),
        ("percent", "12", " %", " %"),
        ("1", "3", "", ""),
    ],
)
def test_a_unit_is_named_as_people_say_it(
    registry: Registry, unit: str, number: str, english: str, spanish: str
) -> None:
    """Singular, plural, a symbol; for each of something else."""
    known = parse_unit(registry, unit)
    assert words_for("en").beside(known, Decimal(number)) == english
    assert words_for("es").beside(known, Decimal(number)) == spanish


def test_a_label_comes_before_all(registry: Registry) -> None:
    """One name, or one for one and one for several; of a compound too."""
    text = "kind,id,text\nunit,arrest,detención|detenciones\nunit,arrest / day,detenciones diarias\n"
    words = replace(words_for("es"), labels=parse_labels(text, "data/labels.es.csv"))
    arrest = parse_unit(registry, "arrest")
    assert [words.unit(arrest, Decimal(each)) for each in (1, 2)] == ["detención", "detenciones"]
    assert words.unit(parse_unit(registry, "arrest / day"), Decimal(5)) == "detenciones diarias"
    assert words.unit(parse_unit(registry, "arrest / hour"), Decimal(5)) == "detenciones por hora"


@pytest.mark.parametrize(
    ("unit", "is_it"),
    [("mm", True), ("kg / m**3", True), ("degC", True), ("day", False), ("arrest", False), ("kg / arrest", False)],
)
def test_symbols_need_no_label(registry: Registry, unit: str, is_it: bool) -> None:  # noqa: FBT001 -- a column of the table
    """What every language writes alike is called nothing else in an edition."""
    assert is_international(parse_unit(registry, unit)) is is_it


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
