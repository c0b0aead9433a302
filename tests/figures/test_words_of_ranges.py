"""Words: what may be said of a range, and that no form says more than rounding tells."""

import math
import re
from fractions import Fraction
from pathlib import Path

import pytest
from babel.numbers import parse_decimal
from hypothesis import given
from hypothesis import strategies as st

from briefs import analysed
from statbrief.arithmetic import kinds
from statbrief.arithmetic.exactness import exactly
from statbrief.arithmetic.rounding import significant_step
from statbrief.figures.figure import Figure
from statbrief.figures.forms import forms
from statbrief.languages.language import words_for
from written_figures import RISE, derived, plain, reported


def read_number(text: str, lang: str) -> float:
    """A number in digits as Babel reads it, which knows hyphens alone."""
    return float(parse_decimal(text.replace("−", "-"), locale=words_for(lang).locale))


@pytest.mark.parametrize(
    ("figure", "form", "english", "spanish"),
    [
        (reported("70000", "10000"), "about", "about 70,000", "cerca de 70.000"),
        (reported("70000", "10000"), "range", "65,000 to 75,000", "65.000 a 75.000"),
        (reported("70000", "10000"), "between", "between 65,000 and 75,000", "entre 65.000 y 75.000"),
        (reported("-5", "1"), "between", "between −5.5 and −4.5", "entre −5,5 y −4,5"),
        (reported("53"), "about", "53", "53"),
        (reported("53"), "range", "53", "53"),
        (reported("30", "exact", "at least"), "about", "at least 30", "al menos 30"),
        (reported("30", "exact", "at most"), "about", "at most 30", "como máximo 30"),
        (reported("30", "exact", "more than"), "about", "more than 30", "más de 30"),
        (reported("30", "exact", "less than"), "about", "less than 30", "menos de 30"),
        (reported("30", "exact", "more than"), "range", "more than 30", "más de 30"),
        (reported("30", "exact", "less than"), "range", "less than 30", "menos de 30"),
        (reported("30", "exact", "at least"), "range", "30 or more", "30 o más"),
        (reported("30", "exact", "at most"), "range", "30 or less", "30 o menos"),
        (reported("30", "1", "at least"), "range", "29.5 or more", "29,5 o más"),
        (reported("1500000"), "value", "1.5 million", "1,5 millones"),
        (reported("1234567"), "value", "1,234,567", "1.234.567"),
        (reported("-5"), "value", "−5", "−5"),
        (reported("0"), "value", "0", "0"),
        (reported("0.5", "0.1", unit="1"), "value", "0.5", "0,5"),
        (reported("0.5", "0.1", unit="1"), "about", "0.5", "0,5"),
        (reported("0.5", "0.1", unit="1"), "about_percent", "about 50%", "cerca de 50\u00a0%"),
        (reported("0.5", "0.1", unit="1"), "about_fraction", "about half", "cerca de la mitad"),
        (reported("0.5", unit="1"), "about_fraction", "half", "la mitad"),
        (reported("0.5", "0.1", "at least", unit="1"), "about_fraction", "at least half", "al menos la mitad"),
        (reported("50", "1", unit="percent"), "value", "50%", "50\u00a0%"),
        (reported("50", "1", unit="percent"), "range", "49.5% to 50.5%", "49,5\u00a0% a 50,5\u00a0%"),
        (reported("50", "1", unit="percent"), "between", "between 49.5% and 50.5%", "entre 49,5\u00a0% y 50,5\u00a0%"),
        (reported("50", unit="percent"), "percent", "50%", "50\u00a0%"),
        (reported("50", unit="percent"), "times", "0.50 times", "0,50 veces"),
        (reported("1", unit="1"), "times", "1 time", "1 vez"),
        (reported("1.0", "0.1", unit="1"), "times", "1.0 times", "1,0 vez"),
        (reported("-0.0", "0.1", unit="percent"), "value", "0.0%", "0,0\u00a0%"),
        (reported("3566"), "value", "3,566", "3566"),
        (reported("35660"), "value", "35,660", "35.660"),
        (reported("500", unit="ppm"), "percent", "0.0500%", "0,0500\u00a0%"),
        (derived(0.5, 0.5, 0.5, "percent"), "value", "0.5%", "0,5\u00a0%"),
    ],
)
def test_a_number_is_written_with_the_words_of_its_range(figure: Figure, form: str, english: str, spanish: str) -> None:
    """About, more than, less than, or nothing; counts, shares and percentages."""
    assert (plain(figure)[form], plain(figure, "es")[form]) == (english, spanish)


def test_a_range_of_money_and_of_points_names_its_unit_as_people_do() -> None:
    """The sign before each amount; percentage points once, after both, and so a currency in Spanish."""
    money = reported("40000", "10000", unit="USD")
    assert plain(money)["between"] == "between $35,000 and $45,000"
    assert plain(money, "es-MX")["between"] == "entre 35,000 y 45,000 dólares estadounidenses"
    points = derived(0.004, 0.003, 0.005, kind=kinds.POINTS)
    assert plain(points)["between"] == "between 0.3 and 0.5 percentage points"
    assert plain(points, "es")["between"] == "entre 0,3 y 0,5 puntos porcentuales"


def test_the_ends_of_a_range_are_the_link_and_the_word_before_them_is_not() -> None:
    """As with about."""
    assert forms(RISE, words_for("en"))["between"].linked("it") == "between [3.5 and 4.3](#n-it){.number}"
    assert forms(RISE, words_for("en"))["range"].linked("it") == "[3.5 to 4.3](#n-it){.number}"


@pytest.mark.parametrize(
    "figure",
    [
        pytest.param(reported("53"), id="exact"),
        pytest.param(reported("30", "1", "at least"), id="open above"),
        pytest.param(reported("30", "exact", "less than"), id="open below"),
        pytest.param(derived(70_700 / 17_800, 70_695 / 17_805, 70_705 / 17_795), id="one number stands for both ends"),
        pytest.param(derived(4, 3, math.inf), id="without an end"),
    ],
)
def test_nothing_lies_between_where_there_are_not_two_ends(figure: Figure) -> None:
    """A sentence would say that 53 lies between 53 and 53, or between 30 and nothing."""
    assert "range" in plain(figure)
    assert not {"between", "percent_between"} & plain(figure).keys()


def test_something_lies_between_the_ends_in_as_many_digits_as_are_asked_for() -> None:
    """With more digits two ends may come apart, with fewer they may come together."""
    nearly = forms(derived(70_700 / 17_800, 70_695 / 17_805, 70_705 / 17_795), words_for("en"))
    assert nearly["range_4"].plain == "3.970 to 3.974"  # 70,695 / 17,805 is 3.97051, 70,705 / 17,795 is 3.97331
    assert nearly["between_4"].plain == "between 3.970 and 3.974"
    assert nearly["percent_between_to_1"].plain == "between 397.0% and 397.4%"
    whole = forms(derived(7, 7, 7), words_for("en"))
    assert whole["range_to_1"].plain == "7.0"
    assert "between_to_1" not in whole


@pytest.mark.parametrize(
    ("figure", "form", "expected"),
    [
        (derived(30 / 18, 30 / 18.5, math.inf), "about", "more than 1.62"),
        (derived(30 / 18, 30 / 18.5, math.inf), "range", "more than 1.62"),
        (derived(30 / 18, 30 / 18.5, math.inf), "about_times", "more than 1.62 times"),
        (derived(30 / 18, 30 / 18.5, math.inf), "about_percent", "more than 162%"),
        (derived(30 / 18, 30 / 18.5, math.inf), "about_change", "more than 62.1%"),
        (derived(30 / 7, 30 / 7, math.inf), "about", "more than 4.28"),
        (derived(4.5, 4.5, math.inf), "about", "at least 4.5"),
        (derived(18 / 30, -math.inf, 18.5 / 30), "about", "less than 0.617"),
        (derived(18 / 30, -math.inf, 18.5 / 30), "about_change", "more than 38.3%"),
        (derived(0.5, -math.inf, 0.5), "about_fraction", "at most half"),
        (derived(0.5, 0.3, math.inf), "about_fraction", "at least three tenths"),
        (derived(0.5, 0.31, math.inf), "about_fraction", "at least 31%"),
    ],
)
def test_more_than_and_less_than_are_true(figure: Figure, form: str, expected: str) -> None:
    """What is said of a computed bound holds for every value that its inputs allow."""
    assert plain(figure)[form] == expected


@pytest.mark.parametrize(
    ("low", "high", "verb"),
    [
        (0.9, 1.1, "showed no clear change"),
        (0.99, 1.01, "hardly changed"),
        (1.0, 1.0, "did not change"),
        (1.01, 1.1, "rose"),
        (0.9, 0.99, "fell"),
    ],
)
def test_what_the_rounding_does_not_tell_is_not_said(low: float, high: float, verb: str) -> None:
    """Neither rose nor fell while one is within the range."""
    assert plain(derived((low + high) / 2, low, high))["rose"] == verb


@pytest.mark.parametrize("value", [1e300, 5e-324, 1.7976931348623157e308, -1e22, 123456789012345680.0])
def test_any_number_can_be_written(value: float) -> None:
    """All of floating point has forms, in full."""
    said = plain(derived(value, value, value))
    assert read_number(said["value_5"].split()[0], "en") != 0


NUMBERS = st.floats(min_value=-1e9, max_value=1e9).map(lambda number: round(number, 4))


@given(value=NUMBERS, below=st.floats(0, 1e6), above=st.floats(0, 1e6), lang=st.sampled_from(["en", "es", "es-MX"]))
def test_a_written_range_contains_the_range(value: float, below: float, above: float, lang: str) -> None:
    """Read back from the text in its language, the ends lie outside the true ones, and not far."""
    figure = derived(value, value - below, value + above, "arrest")
    text = plain(figure, lang)["range"]
    if figure.range.is_exact or re.search("[mb]ill", text):  # in words, which Babel does not read back
        return
    low, *rest = (read_number(part, lang) for part in text.split(" a " if lang.startswith("es") else " to "))
    noise = 1e-13 * max(abs(figure.range.low), abs(figure.range.high))
    if not rest:  # the value alone, to which both ends are rounded
        place = float(significant_step(exactly(value), 3))
        assert max(abs(low - figure.range.low), abs(low - figure.range.high)) <= place / 2 + noise
        return
    assert low <= figure.range.low + noise
    assert rest[0] >= figure.range.high - noise
    shown = read_number(plain(figure, lang)["value"], lang)
    assert low <= shown <= rest[0]
    width = max(figure.range.high, shown) - min(figure.range.low, shown)
    assert rest[0] - low <= width * 1.1 + 4 * noise or figure.range.width < 2 * float(
        significant_step(exactly(value), 3)
    )


@given(value=NUMBERS.filter(bool), share=st.floats(0.0001, 2), lang=st.sampled_from(["en", "es"]))
def test_the_written_value_is_within_half_a_digit_of_the_range(value: float, share: float, lang: str) -> None:
    """What is written differs from the value by less than the range is wide, or by its third digit."""
    half = abs(value) * share
    text = plain(derived(value, value - half, value + half, "arrest"), lang)["value"]
    if re.search("[mb]ill", text):
        return
    found = read_number(text, lang)
    assert abs(found - value) <= max(half, abs(value) / 100) * (1 + 1e-9)


@pytest.mark.parametrize("step", [1, 10, 100])
def test_nothing_stands_for_no_range(tmp_path: Path, step: int) -> None:
    """The growth from 500 to 500, both rounded, is about nothing: its range has two ends, around the true ones."""
    rows = "".join(
        f"{name},Jobs,500,job,{step},,{period},agency,p. 1,\n" for name, period in (("now", 2024), ("before", 2023))
    )
    derived = 'def growth(now, before):\n    """Growth"""\n    return now / before - 1\n'
    figure = analysed(tmp_path, figures=rows, derived=derived, units="@group count\n  job = [job]\n@end\n").figures[
        "growth"
    ]
    low, high = (Fraction(500 - sign * step / 2) / Fraction(500 + sign * step / 2) - 1 for sign in (1, -1))
    ends = forms(figure, words_for("en"))["percent_range"].plain.split(" to ")
    shown = [Fraction(str(read_number(each.rstrip("%"), "en"))) / 100 for each in ends]
    assert len(shown) == 2
    assert shown[0] <= low < high <= shown[1]
