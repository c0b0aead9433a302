"""Numbers rounded to quarters, halves, fifths, dozens; money in all its coins: written as stated, and true.

What is right comes from elsewhere: fractions, the oracle that takes texts apart, and CLDR's digits of currencies as
Babel writes amounts with them.
"""

import json
import random
import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import pytest
from babel.numbers import format_currency, get_currency_precision

from briefs import write_brief
from oracle import Stated, read, wrong_number
from other_languages import said_in
from seeds import in_each_language
from statbrief.analysis.analysis import Analysis, analyse
from statbrief.analysis.record import recorded
from statbrief.figures.figure import Figure
from statbrief.verify.forms import problem_of

UNITS = "person = [person] = _ = people\nUSD = [currency]\nEUR = [euro]\nJPY = [yen]\nKWD = [dinar]\n"
STEPS = ("0.25", "0.5", "0.2", "2.5", "25", "0.125", "0.05", "12", "15", "0.75", "50", "250", "0.1", "0.01")
UNITS_OF_FIGURES = ("kg", "USD", "EUR", "JPY", "KWD")
TELLING = ("USD", "JPY", "KWD")
"""Money of two decimals, none and three; kilograms, without a sign, are tried as cells."""
CURRENCIES = ("USD", "EUR", "JPY", "KWD")
COUNT = 40
SHAPES = {"sum": "{a} + {b}", "gap": "{a} - {b}", "twice": "2 * {a}", "part": "{a} / 7", "mean": "({a} + {b}) / 2"}


def multiples(chance: random.Random, name: str, unit: str) -> tuple[Stated, Stated]:
    """Two numbers that lie on one step, with the digits that they need."""
    step = chance.choice(STEPS)
    texts = [f"{Decimal(step) * chance.randint(1, 4000):f}" for _ in range(2)]
    if chance.random() < 0.3:
        texts = [f"{Decimal(each).normalize():f}" for each in texts]
    return Stated(f"{name}a", texts[0], unit, step, "2024"), Stated(f"{name}b", texts[1], unit, step, "2024")


def analysed(folder: Path, rows: str, code: str, lang: str, **files: str) -> Analysis:
    """The analysis of a brief with money of four currencies."""
    brief = write_brief(folder / lang, figures=rows, derived=code, **files)
    (brief / "data/units.txt").write_text(UNITS, encoding="utf-8")
    return analyse(brief, lang)


def digits(figure: Figure, lang: str) -> dict[str, str]:
    """Its forms without a currency's sign or name, which the oracle does not know."""
    signs = r"[€¥$]|KWD\u00a0| (?:euros?|yen(?:es)? japon[eé]s(?:es)?|dinar(?:es)? kuwait[ií](?:es)?)"
    forms = ("value", "about", "range")
    return {form: re.sub(signs, "", figure.forms[form]) for form in forms} | {"lang": lang}


class OnSteps(NamedTuple):
    """The unit of the figures of a brief, the value and the ends of each, and its analysis."""

    unit: str
    truth: dict[str, tuple[Fraction, tuple[Fraction, Fraction]]]
    analysis: Analysis


@pytest.fixture(scope="module")
def on_steps(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> OnSteps:
    """Numbers of a seed and of a unit, stated and derived, analysed once for all languages."""
    seed, unit = request.param
    rows, code, truth = stated_and_derived(seed, unit)
    return OnSteps(unit, truth, analysed(tmp_path_factory.mktemp("steps"), rows, code, "en"))


def stated_and_derived(seed: int, unit: str) -> tuple[str, str, dict[str, tuple[Fraction, tuple[Fraction, Fraction]]]]:
    """The rows and the code of a brief, and the value and the ends of each of its figures."""
    chance = random.Random(f"{seed}{unit}")  # noqa: S311 -- the same ones each time
    rows, code, truth = "", "", {}
    for place in range(COUNT):
        one, other = multiples(chance, f"n{place}", unit)
        rows += one.row + other.row
        truth[one.name] = one.value, one.ends
        half = one.value - one.ends[0]
        shape = chance.choice(list(SHAPES))
        value, reach = {
            "sum": (one.value + other.value, 2 * half),
            "gap": (one.value - other.value, 2 * half),
            "twice": (2 * one.value, 2 * half),
            "part": (one.value / 7, half / 7),
            "mean": ((one.value + other.value) / 2, half),
        }[shape]
        formula = SHAPES[shape].format(a=one.name, b=other.name)
        inputs = ", ".join(each for each in (one.name, other.name) if each in formula)
        code += f'def d{place}({inputs}):\n    """D"""\n    return {formula}\n\n\n'
        truth[f"d{place}"] = value, (value - reach, value + reach)
    return rows, code, truth


@in_each_language
@pytest.mark.parametrize("on_steps", [(0, "KWD")], indirect=True, ids=lambda case: case[1])
def test_an_analysis_in_another_language_says_it_so(on_steps: OnSteps, tmp_path: Path, lang: str) -> None:
    """Of the same files, so that what the test below writes anew is what a brief in that language has."""
    rows, code, _ = stated_and_derived(0, on_steps.unit)
    own = analysed(tmp_path, rows, code, lang).figures
    again = said_in(lang, on_steps.analysis).figures
    assert {name: dict(each.forms) for name, each in own.items()} == {
        name: dict(each.forms) for name, each in again.items()
    }


@pytest.mark.always("KWD-0-en", "KWD-0-es", "KWD-0-es-CR")
@in_each_language
@pytest.mark.parametrize(
    "on_steps",
    [
        pytest.param((seed, unit), marks=() if seed == 0 and unit in TELLING else pytest.mark.every_seed)
        for seed in range(3)
        for unit in UNITS_OF_FIGURES
    ],
    indirect=True,
    ids=lambda case: f"{case[1]}-{case[0]}",
)
def test_what_lies_on_a_step_is_written_truly(on_steps: OnSteps, lang: str) -> None:
    """As stated, or as its sum, gap, double, part or mean: within half its last digit, and within its range."""
    unit, analysis = on_steps.unit, said_in(lang, on_steps.analysis)
    problems = {}
    for name, (value, ends) in on_steps.truth.items():
        figure = analysis.figures[name]
        said, known = digits(figure, lang), recorded(figure, analysis.words)
        wrong = wrong_number(said.__getitem__, lang, value, ends, Fraction(1)) or _ill_coined(said, unit, lang)
        wrong = wrong or next(
            (
                problem
                for form in ("value", "about", "range")
                if (problem := problem_of(known, form, figure.forms[form], lang))
            ),
            "",
        )
        if name.startswith("n") and read(said["value"], lang)[0].value != value:
            wrong = "is not as stated"
        if wrong:
            problems[name] = wrong, said, value, ends
    assert not problems


def _ill_coined(said: dict[str, str], unit: str, lang: str) -> str:
    """What is wrong with the decimals of money: more than none, and fewer than CLDR's."""
    if unit not in CURRENCIES:
        return ""
    point = "." if lang in {"en", "es-MX"} else ","
    for form in ("value", "about", "range"):
        for number in re.findall(r"\d[\d.,\u00a0]*", said[form]):
            decimals = len(number.rpartition(point)[2]) if point in number else 0
            if 0 < decimals < get_currency_precision(unit):
                return f"{said[form]} has {decimals} decimals"
    return ""


class Cells(NamedTuple):
    """The numbers of each column of a brief, and its analysis."""

    cells: dict[str, list[Decimal]]
    analysis: Analysis


@pytest.fixture(scope="module")
def of_cells(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Cells:
    """A column for each step, in a unit, analysed once for all languages."""
    unit = request.param
    chance = random.Random(unit)  # noqa: S311 -- the same ones each time
    columns = {f"c{place}": step for place, step in enumerate(STEPS)}
    cells = {name: [Decimal(step) * chance.randint(1, 900) for _ in range(4)] for name, step in columns.items()}
    lines = ["row," + ",".join(columns)]
    lines += [f"{row}," + ",".join(f"{cells[name][row]:f}" for name in columns) for row in range(4)]
    fields = [{"name": "row", "type": "integer"}] + [
        {"name": name, "type": "number", "unit": unit, "rounded_to": float(step)} for name, step in columns.items()
    ]
    described = {"name": "table", "path": "table.csv", "source": "agency", "period": "2024"}
    package = json.dumps({"resources": [described | {"schema": {"primaryKey": "row", "fields": fields}}]})
    code = "".join(
        f'def {name}_one(table):\n    """One"""\n    return table.loc[2, "{name}"]\n\n\n'
        f'def {name}_sum(table):\n    """Sum"""\n    return table["{name}"].sum()\n\n\n'
        f'def {name}_max(table):\n    """Largest"""\n    return table["{name}"].max()\n\n\n'
        for name in columns
    )
    folder, table = tmp_path_factory.mktemp("cells"), "\n".join(lines) + "\n"
    return Cells(cells, analysed(folder, "", code, "en", package=package, dataset=table))


@pytest.mark.thorough
@in_each_language
@pytest.mark.parametrize("of_cells", ["kg", pytest.param("USD", marks=pytest.mark.every_seed), "KWD"], indirect=True)
def test_a_cell_of_a_column_that_is_rounded_to_a_step_is_written_as_stated(of_cells: Cells, lang: str) -> None:
    """4.25 in quarters is 4.25, 1,225 in steps of 25 is 1,225; so is the total of a few, and the largest."""
    figures = said_in(lang, of_cells.analysis).figures
    for name, numbers in of_cells.cells.items():
        for what, value in (("one", numbers[2]), ("sum", sum(numbers)), ("max", max(numbers))):
            [said] = read(digits(figures[f"{name}_{what}"], lang)["value"], lang)
            assert said.value == Fraction(value), (name, numbers, what)


@pytest.mark.parametrize(
    ("unit", "number", "step"),
    [
        ("EUR", "1238.75", "0.25"), ("USD", "4.25", "0.25"), ("EUR", "1234.5", "0.1"), ("EUR", "1234.5", "0.5"),
        ("USD", "4.5", "exact"), ("JPY", "1234", "1"), ("KWD", "1.5", "0.1"), ("KWD", "12.25", "0.01"),
        ("KWD", "1.255", "0.001"),
    ],
)  # fmt: skip
def test_money_with_a_fraction_is_written_as_cldr_has_its_currency(
    tmp_path: Path, unit: str, number: str, step: str
) -> None:
    """Two decimals of most, three of a dinar, none of a yen: what Babel writes for the language."""
    row = f"it,It,{number},{unit},{step},,2024,agency,,\n"
    expected = format_currency(Decimal(number), unit, locale="en").replace("KWD", "KWD\u00a0")  # UTS 35: spaced letters
    assert analysed(tmp_path, row, "", "en").figures["it"].forms["value"] == expected
    named = format_currency(Decimal(number), unit, locale="es_MX", format_type="name")
    assert analysed(tmp_path, row, "", "es-MX").figures["it"].forms["value"] == named
    grouped = format_currency(Decimal(number), unit, locale="es_CR", format_type="name")
    assert analysed(tmp_path, row, "", "es-CR").figures["it"].forms["value"] == grouped


@pytest.mark.parametrize(("number", "step"), [("1234", "0.25"), ("4.0", "0.5"), ("20.0", "0.1"), ("5", "exact")])
def test_money_without_a_fraction_is_whole(tmp_path: Path, number: str, step: str) -> None:
    """However far it is known, which its range says."""
    row = f"it,It,{number},USD,{step},,2024,agency,,\n"
    whole = format_currency(Decimal(number), "USD", locale="en").removesuffix(".00")
    assert analysed(tmp_path, row, "", "en").figures["it"].forms["value"] == whole


@pytest.mark.parametrize(
    ("formula", "about", "reach"),
    [
        ("total / 7", "$14.29", "$14.29"),
        ("rounded / 7", "about $14", "$13.50 to $15.00"),  # 13.571… to 15
        ("nearer / 7", "about $14.29", "$14.21 to $14.36"),  # 14.214… to 14.357…
        ("nearer / 70", "about $1.43", "$1.421 to $1.436"),  # 1.4214… to 1.4357…
    ],
)
def test_a_quotient_of_money_is_whole_where_its_coins_are_not_known(
    tmp_path: Path, formula: str, about: str, reach: str
) -> None:
    """100 ÷ 7 is 14.2857…: in cents, or whole if whole is one of the values that it can have."""
    steps = {"total": "exact", "rounded": "10", "nearer": "1"}
    rows = "".join(f"{name},T,100,USD,{step},,2024,agency,,\n" for name, step in steps.items())
    name = formula.partition(" ")[0]
    figure = analysed(tmp_path, rows, f'def it({name}):\n    """It"""\n    return {formula}\n', "en").figures["it"]
    assert (figure.forms["about"], figure.forms["range"]) == (about, reach)


def test_a_step_from_a_conversion_lends_no_digits(tmp_path: Path) -> None:
    """Whole miles are 1.609344 km apart: 12 of them, and 5, are about 27 km, not 27.358848."""
    rows = "a,A,12,mile,1,,2024,agency,,\nb,B,5,mile,1,,2024,agency,,\n"
    code = 'def it(a, b) -> "km":\n    """It"""\n    return a + b\n'
    assert 17 * Fraction("1.609344") == Fraction("27.358848")
    assert analysed(tmp_path, rows, code, "en").figures["it"].forms["about"] == "about 27"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("$14.29", ""),
        ("$14.3", ""),
        ("$14.4", "is not what 14.2857 is written as"),
        ("$14", "is not what 14.2857 is written as"),
    ],
)
def test_copies_of_before_hold_whose_money_has_one_decimal(tmp_path: Path, text: str, problem: str) -> None:
    """It is as true as it was; another number is not."""
    rows, code = "n,N,100,USD,exact,,2024,agency,,\n", 'def it(n):\n    """It"""\n    return n / 7\n'
    analysis = analysed(tmp_path, rows, code, "en")
    assert problem_of(recorded(analysis.figures["it"], analysis.words), "value", text, "en") == problem
