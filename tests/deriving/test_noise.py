"""What floating point leaves behind the fifteenth digit gets into no end of a range, and into no number."""

import json
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest

from briefs import write_brief
from command_line import done
from statbrief.analysis.analysis import analyse
from statbrief.figures.figure import Figure
from statbrief.verify.evaluation import factor

REPORTED = (
    "price,Price,87.1,EUR / MWh,0.1,,2023,agency,,\ntemperature,Temperature,20.3,degC,0.1,,2023,agency,,\n"
    "speed,Speed,98,km / hour,1,,2023,agency,,\nbefore,Before,6.2,percent,exact,,2022,agency,,\n"
)
ROWS = "month,rain,all,some\n2023-01,10.0,1100,63\n2023-02,10.1,1100,63\n2023-03,10.1,1100,63\n2023-04,10.3,1100,63\n"
FIELDS = [
    {"name": "month", "type": "yearmonth"},
    {"name": "rain", "type": "number", "unit": "mm", "rounded_to": 0.1},
    {"name": "all", "type": "integer", "unit": "person", "rounded_to": "exact"},
    {"name": "some", "type": "integer", "unit": "person", "rounded_to": "exact"},
]


def brief(folder: Path, derived: str) -> Path:
    """A brief over these figures and rows."""
    resource = {"name": "t", "path": "table.csv", "title": "T", "source": "agency", "period": "{month}"}
    package = json.dumps({"resources": [resource | {"schema": {"primaryKey": "month", "fields": FIELDS}}]})
    write_brief(folder, figures=REPORTED, derived=derived, package=package, dataset=ROWS)
    (folder / "data/units.txt").write_text("EUR = [currency]\nperson = [person] = _ = people\n", encoding="utf-8")
    return folder


def figure(folder: Path, given: str, returns: str, expression: str) -> Figure:
    """A figure over them."""
    arrow = f' -> "{returns}"' if returns else ""
    code = f'def it({given}){arrow}:\n    """It"""\n    return {expression}\n'
    return analyse(brief(folder, code), "en").figures["it"]


@pytest.mark.parametrize(
    ("given", "returns", "expression", "low", "high", "said"),
    [
        ("price", "EUR / kWh", "price", "0.08705", "0.08715", "0.08705 to 0.08715"),
        ("price", "EUR / kWh", "price / 1", "0.08705", "0.08715", "0.08705 to 0.08715"),
        ("price", "EUR / GWh", "price", "87050", "87150", "87,050 to 87,150"),
        ("price", "EUR / kWh", "2 * price - price", "0.08705", "0.08715", "0.08705 to 0.08715"),
        ("temperature", "degF", "temperature.to('degF')", "68.45", "68.63", "68.45 to 68.63"),
        ("temperature", "kelvin", "temperature.to('kelvin')", "293.4", "293.5", "293.0 to 293.5"),
        ("t", "", "float(t['rain'].pint.magnitude.diff().iloc[-1])", "0.1", "0.3", "0.1 to 0.3"),
        ("t", "", "float(t['rain'].pint.magnitude.diff().iloc[1])", "0", "0.2", "0.0 to 0.2"),
    ],
)
def test_an_end_is_the_number_that_arithmetic_gives(  # noqa: PLR0913, PLR0917 -- a row of the table
    tmp_path: Path, given: str, returns: str, expression: str, low: str, high: str, said: str
) -> None:
    """87.05 € a MWh are 0.08705 € a kWh; 20.25 °C are 20.25 × 9/5 + 32 °F; 10.3 less 10.1 lies from 0.1 to 0.3.

    293.45 K are shown as 293, which is in the range as it is written.
    """
    assert Fraction("87.05") / 1000 == Fraction("0.08705")
    assert (Fraction("20.25") * 9 / 5 + 32, Fraction("20.35") * 9 / 5 + 32) == (Fraction("68.45"), Fraction("68.63"))
    found = figure(tmp_path, given, returns, expression)
    assert (found.known.low, found.known.high) == (Fraction(low), Fraction(high))
    assert found.forms["range"] == said


def test_what_goes_on_is_not_cut_off_for_its_end(tmp_path: Path) -> None:
    """97.5 km/h are 97.5/3.6 m/s, 27.08333…, and rounded outward that is 27.08."""
    found = figure(tmp_path, "speed", "m / s", "speed")
    assert found.known.low == Fraction("97.5") / Fraction("3.6")
    assert found.forms["range"] == "27.08 to 27.37"


def test_a_formula_of_a_number_that_goes_on_goes_on(tmp_path: Path) -> None:
    """63 / 1100 is 5.72727…%, and less 6.2% it is written with three digits in every form; who verifies agrees."""
    code = (
        'def rate(t) -> "percent, share":\n    """Rate"""\n'
        '    return t["some"].iloc[-1] / t["all"].iloc[-1]\n\n\n'
        'def moved(rate, before):\n    """Moved"""\n    return rate - before\n'
    )
    folder = brief(tmp_path, code)
    found = analyse(folder, "en").figures["moved"]
    assert round(float(Fraction(63, 1100) * 100 - Fraction("6.2")), 3) == -0.473
    assert found.forms["about"].removeprefix("about ") == found.forms["range"] == "−0.473 percentage points"
    assert analyse(folder, "es").figures["moved"].forms["range"] == "−0,473 puntos porcentuales"
    (folder / "_quarto.yml").write_text("lang: en\nformat:\n  html: default\nbibliography: data/sources.bib\n", "utf-8")
    prose = "---\ntitle: A\n---\n\nIt moved by {{< var moved.range >}} {{< var rate.about >}}.\n\n{{< figures >}}\n"
    (folder / "brief.qmd").write_text(prose, encoding="utf-8")
    done("build", "--renderer", "embedded", folder)
    done("verify", folder / "_output/brief.html")


def test_a_factor_is_what_somebody_defined() -> None:
    """A kilowatt-hour is 3.6 million joules, and what one divided by that is divided by is that again."""
    assert factor(1 / (1 / 3.6e6)) == 3_600_000
    assert factor(1 / 3.6e9) == Fraction(1, 3_600_000_000)
    assert factor(1 / 0.3048) == Fraction(10_000, 3048)


ROUNDED = "number,sold,bought\n"
FIELDS_OF_SUMS = [
    {"name": "number", "type": "integer"},
    {"name": "sold", "type": "number", "unit": "EUR", "rounded_to": 0.1},
    {"name": "bought", "type": "number", "unit": "EUR", "rounded_to": 0.1},
]
OF_SUMS = """
def early(t) -> "EUR, level":
    \"\"\"Balance of the first rows\"\"\"
    return t["sold"].iloc[:3].sum() - t["bought"].iloc[:3].sum()


def late(t) -> "EUR, level":
    \"\"\"Balance of the others\"\"\"
    return t["sold"].iloc[3:].sum() - t["bought"].iloc[3:].sum()


def more(late, early):
    \"\"\"How much more that was\"\"\"
    return late - early
"""


@pytest.mark.parametrize("seed", range(6))
def test_what_is_left_of_sums_of_code_ends_where_their_numbers_do(tmp_path: Path, seed: int) -> None:
    """Twelve numbers, each to the tenth, are off by 0.6 together, to either side."""
    drawn = Random(seed)  # noqa: S311 -- the same each time
    rows = [[drawn.randint(1, 10**6) for _ in range(2)] for _ in range(6)]
    text = "".join(f"{place},{one / 10},{two / 10}\n" for place, (one, two) in enumerate(rows))
    resource = {"name": "t", "path": "table.csv", "title": "T", "source": "agency", "period": "2023"}
    package = {"resources": [resource | {"schema": {"primaryKey": "number", "fields": FIELDS_OF_SUMS}}]}
    write_brief(tmp_path, figures=REPORTED, derived=OF_SUMS, package=json.dumps(package), dataset=ROUNDED + text)
    (tmp_path / "data/units.txt").write_text("EUR = [currency]\n", encoding="utf-8")
    known = analyse(tmp_path, "en").figures["more"].known
    early, late = (Fraction(sum(one - two for one, two in part), 10) for part in (rows[:3], rows[3:]))
    off = 12 * Fraction(1, 20)
    assert (known.value, known.low, known.high) == (late - early, late - early - off, late - early + off)
