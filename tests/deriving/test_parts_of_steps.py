"""Halves, quarters, means and medians whose decimals end, of rounded numbers: written as far as their ranges know them.

What is right is reckoned here with fractions: the value rounded, halves away from zero, to the power of ten at or under
half of the range's width, or to the last decimal that such a part can have where that is coarser.
"""

import json
import random
import statistics
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from briefs import analysed
from other_languages import said_in
from seeds import in_each_language
from statbrief.analysis.record import recorded
from statbrief.arithmetic import formulas
from statbrief.verify.forms import problem_of
from statbrief.verify.known_steps import Steps

UNITS = "person = [person] = _ = people\n"
MARKS = {"en": ",.", "es": ".,", "es-MX": ",.", "es-CR": "\u00a0,"}
STEPS = ("0.01", "0.1", "1", "10", "100", "1000")


def written(value: Fraction, half: Fraction, last: Fraction, lang: str = "en") -> str:
    """The value to the digits that its range supports, and no further than its last one."""
    place = max(Decimal(10) ** (len(str(int(each * 10**9))) - 10) for each in (half, last))
    number = (Decimal(value.numerator) / value.denominator / place).quantize(Decimal(1), ROUND_HALF_UP) * place
    decimals = max(0, -place.adjusted())
    text = f"{number:,.{decimals}f}" if lang != "es" or number >= 10_000 else f"{number:.{decimals}f}"
    return text.translate(str.maketrans(",.", MARKS[lang]))


def row(name: str, number: Fraction, step: str) -> str:
    """A row of `data/reported.csv`."""
    text = f"{Decimal(number.numerator) / number.denominator:f}"
    return f"{name},N,{text},person,{step},,2024,agency,,\n"


def with_code(formulas_of: dict[str, tuple[str, str]]) -> str:
    """A file of functions with these parameters that return these expressions."""
    return "import statistics\n" + "".join(
        f'\n\ndef {name}({given}):\n    """D"""\n    return {text}\n' for name, (given, text) in formulas_of.items()
    )


@pytest.mark.parametrize(
    ("text", "value", "reach"),
    [
        ("(a + b) / 2", "about 40,865", "40,860 to 40,870"),
        ("a + (b - a) / 2", "about 40,865", "40,860 to 40,870"),
        ("0.5 * a + 0.5 * b", "about 40,865", "40,860 to 40,870"),
        ("statistics.median([a, b])", "about 40,865", "40,860 to 40,870"),
        ("a / 8", "about 5,107.5", "5,106.87 to 5,108.13"),
        ("a / 7", "about 5,840", "5,840"),  # which goes on: 5,837.142857…
        ("a / 2 + b", "about 61,300", "61,292 to 61,308"),
    ],
)
def test_a_part_that_ends_is_not_cut_to_three_digits(tmp_path: Path, text: str, value: str, reach: str) -> None:
    """However its formula is written: the mean of 40,860 and 40,870, both to the nearest ten, lies within five."""
    rows = row("a", Fraction(40_860), "10") + row("b", Fraction(40_870), "10")
    given = ", ".join(each for each in ("a", "b") if each in text.replace("statistics.median", ""))
    figure = analysed(tmp_path, figures=rows, derived=with_code({"it": (given, text)}), units=UNITS).figures["it"]
    assert (figure.forms["about"], figure.forms["range"]) == (value, reach)


@in_each_language
def test_of_random_parts_each_digit_is_supported_by_the_range(tmp_path: Path, lang: str) -> None:
    """Means of several numbers, and parts of one, of all steps; what is proved is by the same rule."""
    chance = random.Random(20)  # noqa: S311 -- the same ones each time
    rows, code, right = "", {}, {}
    for place in range(60):
        step, parts = chance.choice(STEPS), chance.choice([2, 4, 5, 8, 16, 20, 25])
        count = chance.choice([1, 2, parts]) if parts < 10 else 1
        most = min(99_999, 990_000 // Fraction(step))  # no millions, which have a word
        numbers = [chance.randrange(100, most) * Fraction(step) for _ in range(count)]
        names = [f"n{place}_{each}" for each in range(count)]
        rows += "".join(row(name, number, step) for name, number in zip(names, numbers, strict=True))
        code[f"d{place}"] = ", ".join(names), f"({' + '.join(names)}) / {parts}"
        half = Fraction(step) / 2 * count / parts
        right[f"d{place}"] = written(sum(numbers, Fraction(0)) / parts, half, _last_digit(Fraction(step) / parts), lang)
    analysis = said_in(lang, analysed(tmp_path, figures=rows, derived=with_code(code), units=UNITS))
    assert {name: analysis.figures[name].forms["value"] for name in right} == right
    made = {name: recorded(each, analysis.words) for name, each in analysis.figures.items()}
    for name in right:
        for form in ("value", "about", "range"):
            assert not problem_of(made[name], form, analysis.figures[name].forms[form], lang)


def _last_digit(step: Fraction) -> Fraction:
    """The place of the last digit that multiples of a step can have."""
    place = Fraction(10**6)
    while step % place:
        place /= 10
    return place


def test_so_it_is_where_code_computes_them(tmp_path: Path) -> None:
    """Medians, quartiles and means of a column end always or not at all; of twelve numbers a mean goes on."""
    numbers = [39_490, 68_540, 64_580, 30_680, 50_300, 69_470, 58_830, 71_250, 67_580, 25_360, 69_610, 21_070]
    numbers[-1] -= sum(numbers) % 120 - 60 if sum(numbers) % 120 else 0  # so that the mean of twelve ends by accident
    fields = [{"name": "row", "type": "integer"}, {"name": "n", "type": "number", "unit": "person", "rounded_to": 10}]
    described = {"name": "table", "path": "table.csv", "source": "agency", "period": "2024"}
    package = json.dumps({"resources": [described | {"schema": {"primaryKey": "row", "fields": fields}}]})
    table = "row,n\n" + "".join(f"{at},{number}\n" for at, number in enumerate(numbers))
    calls = {"median": ".median()", "mean4": ".iloc[:4].mean()", "mean8": ".iloc[:8].mean()", "mean12": ".mean()"}
    code = with_code({name: ("table", f'table["n"]{call}') for name, call in calls.items()})
    analysis = analysed(tmp_path, figures="", derived=code, units=UNITS, package=package, dataset=table)
    forms = {name: analysis.figures[name].forms["value"] for name in calls}
    right = {
        "median": Fraction(statistics.median(map(Fraction, numbers))),
        "mean4": Fraction(sum(numbers[:4]), 4),
        "mean8": Fraction(sum(numbers[:8]), 8),
    }
    assert {name: forms[name] for name in right} == {
        name: written(value, Fraction(5), Fraction(1, 10)) for name, value in right.items()
    }
    assert forms["mean12"] == f"{round(sum(numbers) / 12, -2):,.0f}"


@pytest.mark.parametrize(
    ("step", "problem"),
    [
        ("1", None),
        ("", None),
        ("10", ("it is said to be known to 10", "it is known to 1 or to no step")),
        ("0.1", ("it is said to be known to 0.1", "it is known to 1 or to no step")),
    ],
)
def test_copies_of_before_in_which_a_part_has_three_digits_hold(
    tmp_path: Path, step: str, problem: tuple[str, str] | None
) -> None:
    """They say that it is known to no step, which is as true; another step is not."""
    rows = row("a", Fraction(40_860), "10") + row("b", Fraction(40_870), "10")
    code = with_code({"it": ("a, b", "(a + b) / 2")})
    analysis = analysed(tmp_path, figures=rows, derived=code, units=UNITS)
    made: dict[str, Any] = {name: recorded(each, analysis.words) for name, each in analysis.figures.items()}
    made["it"]["known_to"] = step
    steps = Steps(made, {}, {"it": formulas.parse(made["it"]["formula"])})
    assert [steps.problem(each) for each in ("a", "b", "it")] == [None, None, problem]
    if step in {"1", ""}:
        shown = "40,865" if step else "40,900"
        assert problem_of(made["it"], "value", shown, "en") == ""
        assert problem_of(made["it"], "value", "40,870", "en") != ""


def test_the_step_of_a_median_is_its_last_digit_and_no_other(tmp_path: Path) -> None:
    """Of code nobody can reckon it from a record, but no other place would be where the number ends."""
    rows = row("a", Fraction(40_860), "10") + row("b", Fraction(40_870), "10")
    code = with_code({"it": ("a, b", "statistics.median([a, b])")})
    analysis = analysed(tmp_path, figures=rows, derived=code, units=UNITS)
    made: dict[str, Any] = {name: recorded(each, analysis.words) for name, each in analysis.figures.items()}
    found = {}
    for step in ("1", "10", "", "0.1", "5", "100"):
        steps = Steps(made | {"it": made["it"] | {"known_to": step}}, {}, {})
        found[step] = [steps.problem(each) for each in ("a", "b", "it")][-1]
    assert {step for step, problem in found.items() if problem is None} == {"1", "10", ""}


@pytest.mark.parametrize(
    ("unit", "number", "text", "value"),
    [
        ("JPY", 123_456, "a / 2", "¥61,728"),
        ("JPY", 123_456, "a / 8", "¥15,432"),
        ("JPY", 123_457, "a / 2", "about ¥61,728.5"),
        ("USD", 123_456, "a / 2", "$61,728"),
        ("USD", 123_457, "a / 2", "about $61,728.50"),
    ],
)
def test_a_part_of_yen_is_whole_where_nothing_is_lost(
    tmp_path: Path, unit: str, number: int, text: str, value: str
) -> None:
    """As one of dollars is; a yen has no decimals."""
    rows = row("a", Fraction(number), "1").replace("person", unit)
    units = "USD = [currency]\nJPY = [yen]\n"
    figure = analysed(tmp_path, figures=rows, derived=with_code({"it": ("a", text)}), units=units).figures["it"]
    assert figure.forms["about"] == value
