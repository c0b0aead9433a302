"""Texts read back: what is written of a figure is true of it, and what is true of another is not."""

import math
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statbrief.analysis.record import recorded
from statbrief.arithmetic import kinds
from statbrief.arithmetic.asked_digits import FORMS
from statbrief.arithmetic.bounds import stated_range
from statbrief.arithmetic.exactness import exactly
from statbrief.arithmetic.ranges import Range
from statbrief.arithmetic.rounding import round_to, significant_step
from statbrief.data.units import Registry, load_units, ratio_of
from statbrief.figures.figure import Derived, Figure, Reported
from statbrief.figures.forms import forms
from statbrief.languages.language import words_for
from statbrief.record.figure_types import FigureRecord
from statbrief.verify.forms import problem_of
from statbrief.verify.number_signs import UnknownLanguageError, speech

LANGUAGES = ("en", "en-GB", "en-ZA", "es", "es-MX")
KINDS = (
    kinds.LEVEL,
    kinds.SHARE,
    kinds.RATIO,
    kinds.COMPARISON,
    kinds.DIFFERENCE,
    kinds.POINTS,
    kinds.CHANGE,
    kinds.SIGNED,
)
UNITS = ("", "percent", "USD", "arrest", "arrest / day")
INFINITE = (math.inf, -math.inf)


@pytest.fixture(scope="module")
def registry(root: Path) -> Registry:
    """The units of this brief."""
    return load_units(root / "data/units.txt")


magnitudes = st.builds(
    lambda digits, power, sign: sign * digits * 10.0**power,
    st.floats(1, 9.99),
    st.integers(-4, 11),
    st.sampled_from((1, 1, -1)),
)


@st.composite
def reported(draw: st.DrawFn) -> tuple[Decimal, Range, Reported]:
    """A number as a source states it, and what it can mean."""
    number = exactly(draw(magnitudes))
    stated = round_to(number, significant_step(number, draw(st.integers(1, 4))))
    step = draw(st.sampled_from((None, significant_step(number, 1), significant_step(number, 2))))
    bound = draw(st.sampled_from(("", "at least", "at most")))
    origin = Reported(
        stated=Decimal(f"{stated:f}"),
        unit="1",
        rounded_to=step,
        bound=bound,
        source="s",
        locator="",
        note="",
        file="f",
        line=1,
        is_as_stated=step is None and draw(st.booleans()),
    )
    return stated, stated_range(stated, step, bound), origin


@st.composite
def derived(draw: st.DrawFn) -> tuple[float, Range, Derived]:
    """A number that follows from others, and how far they let it be trusted."""
    value = draw(magnitudes)
    below, above = (abs(value) * draw(st.floats(1e-6, 2)) for _ in "ab")
    reach = draw(
        st.sampled_from(
            (
                Range(value - below, value + above),
                Range(value - below, math.inf),
                Range(-math.inf, value + above),
                Range(value, value),
            )
        )
    )
    as_stated = draw(st.sampled_from(((), ("y",))))
    origin = Derived(function="f", file="f", line=1, inputs=(), reported=as_stated, rows={}, sources=())
    return value, reach, replace(origin, as_stated=as_stated)


@given(
    st.one_of(reported(), derived()),
    st.sampled_from(UNITS),
    st.sampled_from(LANGUAGES),
    st.sampled_from(KINDS),
    st.sampled_from(("", "2022", "2022-05", "2022-06-22", "2025-Q2", "2022-W05", "2019-05/2022-05")),
)
def test_every_form_of_every_figure_reads_back(
    registry: Registry, made: tuple[Any, Range, Any], unit: str, lang: str, kind: str, period: str
) -> None:
    """Whatever its kind, unit, range and language: what wording writes, restating holds for true."""
    number, reach, origin = made
    quantity = registry.Quantity(float(number), unit)
    kind = kind if kind not in kinds.OF_A_RATIO or ratio_of(quantity) is not None else kinds.LEVEL
    figure = Figure(id="x", label="Of 2022", quantity=quantity, range=reach, period=period, origin=origin, kind=kind)
    words = words_for(lang)
    said, made_forms = recorded(figure, words), forms(figure, words)
    asked = [f"{form}_{digits}" for form in FORMS if form in made_forms for digits in ("7", "to_1", "full")]
    texts = {name: made_forms[name].plain for name in (*made_forms, *asked, *kinds.PERIODS) if name in made_forms}
    wrong = {name: (text, problem) for name, text in texts.items() if (problem := problem_of(said, name, text, lang))}
    assert not wrong


def known(figure: dict[str, Any], **rest: Any) -> dict[str, Any]:  # noqa: ANN401 -- whatever a record says
    """What a record of today says of such a figure."""
    said: dict[str, Any] = {"kind": "level", "ratio": "", "unit_text": "arrests", "unit_one": "arrest"}
    said |= {"known_to": "", "is_open": False, "ends": True, "rounded_to": "exact", "cell": None, "bound": ""}
    return said | figure | rest


RATIO = known(
    {"label": "Ratio", "unit": "1", "exact": ["35/9", "130/37", "30/7"], "ends": False},
    kind="ratio over time",
    ratio="1",
)
SHARE = known({"label": "Share", "unit": "1", "stated": "0.5", "rounded_to": "0.1"}, kind="share", ratio="1")
NINTH = SHARE | {"stated": "0.1145", "rounded_to": "0.0001"}
UNDER_HALF = SHARE | {"stated": "0.455", "rounded_to": "0.001"}
COUNT = known({"label": "Count", "unit": "arrest", "stated": "70000", "rounded_to": "10000"})
TOLD = known({"label": "Told", "unit": "visa", "stated": "300000", "rounded_to": "as stated"})
PART = known({"label": "Part", "unit": "visa", "exact": ["150000", "135000", "165000"], "as_stated": ["told"]})
SUM = known({"label": "Sum", "unit": "arrest", "exact": ["50786", "50786", "50786"]}, known_to="1")
LONG = known({"label": "Long", "unit": "arrest", "exact": ["1/1024", "1/1024", "1/1024"]})
MOVED = known({"label": "Moved", "unit": "arrest", "exact": ["12", "12", "12"]}, kind="difference", known_to="1")
MONEY = known({"label": "Money", "unit": "USD", "stated": "30000000000"}, bound="at least", unit_text="US dollars")
OVER = MONEY | {"bound": "more than"}
FALL = RATIO | {"exact": ["1/5", None, "1/4"], "ends": True}
RATE = known({"label": "Rate", "unit": "percent", "stated": "12.5", "rounded_to": "0.1"}, kind="share", ratio="0.01")
POINTS = RATE | {"kind": "difference of shares", "exact": ["2/5", "3/10", "1/2"], "known_to": "0.1"}
del POINTS["stated"]
POINT = POINTS | {"exact": ["1", "1", "1"], "known_to": "1"}
SINGLE = SUM | {"exact": ["1", "1", "1"]}
NEARLY = RATIO | {"exact": ["7070/1780", "14139/3561", "14141/3559"]}
NEAR = RATIO | {"exact": ["1.0044", "5021/5001", "5023/4999"]}
MULTIPLE = "is a multiple that is not true of its range"
UNKNOWN = "is a number in a form that is not known"
ONE = "is of what lies between two ends, and its range is written with one number"
WORDS = "has words that its language does not use for that"
UNTRUE = "has words that are not true of its range"


@pytest.mark.parametrize(
    ("figure", "form", "text", "lang"),
    [
        (RATIO, "value", "3.9", "en"),
        (RATIO, "value_3", "3.89", "en"),
        (RATIO, "value_7", "3.888889", "en"),
        (RATIO, "value_to_2", "3.89", "en"),
        (RATIO, "about_times", "about 3.9 times", "en"),
        (RATIO, "change", "290%", "en"),
        (RATIO, "change_to_1", "288.9%", "en"),
        (RATIO, "range", "3.5 to 4.3", "en"),
        (RATIO, "range_to_3", "3.513 to 4.286", "en"),
        (RATIO, "between", "between 3.5 and 4.3", "en"),
        (RATIO, "between", "entre 3,5 y 4,3", "es"),
        (RATIO, "between_to_3", "between 3.513 and 4.286", "en"),
        (RATIO, "percent_between", "entre 350% y 430%", "es-MX"),
        (COUNT, "between", "entre 65.000 y 75.000", "es"),
        (NEARLY, "between_4", "between 3.970 and 3.974", "en"),
        (RATIO, "rose", "rose", "en"),
        (RATIO, "it_rose_by", "rose by about 290%", "en"),
        (RATIO, "it_rose_by", "aumentó cerca de 290 %", "es"),
        (RATIO, "rose_to_times", "rose to about 3.9 times", "en"),
        (RATIO, "times", "3,9 veces", "es"),
        (RATIO, "multiplied", "roughly quadrupled", "en"),
        (RATIO, "multiplied", "se cuadruplicaron aproximadamente", "es-MX"),
        (RATIO, "it_multiplied", "se cuadruplicó aproximadamente", "es"),
        (NEARLY, "it_multiplied", "casi se cuadruplicó", "es"),
        (NEARLY, "multiplied", "nearly quadrupled", "en"),
        (NEAR, "change", "0.44%", "en"),
        (NEAR, "about_change", "about 0.44%", "en"),
        (SHARE, "percent", "50 %", "es"),
        (SHARE, "about_fraction", "about half", "en"),
        (NINTH, "about_fraction", "about a ninth", "en"),
        (NINTH, "fraction", "una novena parte", "es-MX"),
        (SHARE, "than_fraction", "about half", "en"),
        (UNDER_HALF, "than_fraction", "less than half", "en"),
        (SHARE | {"stated": "0.34", "rounded_to": "0.01"}, "than_fraction", "más de un tercio", "es-MX"),
        (SHARE, "percent_range", "45% to 55%", "en"),
        (COUNT, "about", "about 70,000", "en"),
        (COUNT, "about_amount", "about 70,000 arrests", "en"),
        (COUNT, "range", "65.000 a 75.000", "es"),
        (COUNT, "label", "Count", "en"),
        (COUNT, "unit", "arrests", "en"),
        (SUM, "about", "50,786", "en"),
        (LONG, "value", "0.0009765625", "en"),
        (LONG, "about", "about 0.000977", "en"),
        (MONEY, "about", "at least $30 billion", "en"),
        (OVER, "about", "more than $30 billion", "en"),
        (OVER, "range", "more than $30 billion", "en"),
        (MONEY | {"unit_text": "dólares"}, "about", "al menos 30 mil millones de dólares", "es"),
        (MONEY, "range", "$30 billion or more", "en"),
        (FALL, "about_change", "at least 75%", "en"),
        (FALL, "rose", "fell", "en"),
        (FALL, "times", "20% of", "en"),
        (FALL, "it_rose_to_times", "fell by at least 75% from", "en"),
        (RATE, "value", "12.5%", "en"),
        (RATE, "range", "12.45% to 12.55%", "en"),
        (POINTS, "about_by", "about 0.4 percentage points", "en"),
        (POINTS, "rose_by", "aumentaron cerca de 0,4 puntos porcentuales", "es"),
        (POINTS, "range", "0.3 to 0.5 percentage points", "en"),
        (POINT, "value", "1 percentage point", "en"),
        (POINT, "rose_by", "aumentaron 1 punto porcentual", "es"),
        (POINT, "value_to_1", "1.0 percentage points", "en"),
        (SINGLE, "amount", "1 arrest", "en"),
        (MOVED, "rose_by", "rose by 12 arrests", "en"),
        (MOVED, "higher_by", "12 arrests higher", "en"),
        (MOVED, "rose_by_1", "rose by about 10 arrests", "en"),
        (POINTS, "between", "entre 0,3 y 0,5 puntos porcentuales", "es"),
        (TOLD, "about", "300,000", "en"),
        (TOLD, "range", "no range is known", "en"),
        (TOLD, "range", "no se conoce un intervalo", "es-MX"),
        (TOLD, "as_stated", "as stated", "en"),
        (PART, "about", "about 150,000", "en"),
        (PART, "range", "135,000 to 165,000 as far as is known", "en"),
        (PART, "range", "135.000 a 165.000 hasta donde se sabe", "es"),
        (PART, "range_to_0", "135,000 to 165,000 as far as is known", "en"),
        (PART, "range_as_stated", "135,000 to 165,000", "en"),
        (PART, "between", "between 135,000 and 165,000 as far as is known", "en"),
        (PART, "between", "entre 135.000 y 165.000 hasta donde se sabe", "es"),
        (PART, "between_as_stated", "between 135,000 and 165,000", "en"),
        (PART, "as_stated", "from numbers as stated", "en"),
        (RATIO, "a_form_of_tomorrow", "many times as many", "en"),
    ],
)
def test_what_is_true_is_not_wrong(figure: FigureRecord, form: str, text: str, lang: str) -> None:
    """In each form, and in the language's own signs; words of a form that is not known are not judged."""
    assert problem_of(figure, form, text, lang) == ""


@pytest.mark.parametrize(
    ("figure", "form", "text", "lang", "problem"),
    [
        (MOVED, "rose_by", "rose by 12", "en", "has not the unit of the figure"),
        (MOVED, "rose_by", "rose by 12 visas", "en", "has not the unit of the figure"),
        (MOVED, "rose_by", "rose by 13 arrests", "en", "is not what 12 is written as"),
        (
            POINTS,
            "rose_by_to_0",
            "rose by about 0 percentage points",
            "en",
            "says that what moved did so by nothing",
        ),
        (POINT, "value", "1 percentage points", "en", WORDS),
        (POINT, "value_to_1", "1.0 percentage point", "en", WORDS),
        (POINT, "rose_by", "aumentaron 1 puntos porcentuales", "es", WORDS),
        (POINTS, "range", "0.3 to 0.5 percentage point", "en", WORDS),
        (SINGLE, "amount", "1 arrests", "en", WORDS),
        (MOVED, "rose_by", "rose by 12 arrest", "en", WORDS),
        (RATIO, "value", "3.8", "en", "is not what 3.88889 is written as"),
        (RATIO, "value", "3.89", "en", "is not what 3.88889 is written as"),
        (RATIO, "value", "3,9", "en", "says 2 numbers, not one"),
        (RATIO, "value", "-3.9", "en", "is not what 3.88889 is written as"),
        (RATIO, "value", "390%", "en", "has a percent sign"),
        (RATIO, "value_3", "3.88", "en", "is not what 3.88889 is written as"),
        (RATIO, "change", "390%", "en", "is not what 2.88889 is written as"),
        (RATIO, "value", "many", "en", "says 0 numbers, not one"),
        (RATIO, "range", "3.5", "en", "says 1 numbers, not 2"),
        (RATIO, "range", "3.6 to 4.3", "en", "is not the range of 3.51351 to 4.28571, rounded outward"),
        (RATIO, "range", "3 to 5", "en", "is not the range of 3.51351 to 4.28571, rounded outward"),
        (RATIO, "between", "between 3.6 and 4.3", "en", "is not the range of 3.51351 to 4.28571, rounded outward"),
        (RATIO, "between", "3.5 to 4.3", "en", WORDS),
        (RATIO, "range", "between 3.5 and 4.3", "en", WORDS),
        (RATIO, "between", "not between 3.5 and 4.3", "en", WORDS),
        (RATIO, "between", "entre 3,5 a 4,3", "es", WORDS),
        (RATIO, "between", "between 3.5", "en", "says 1 numbers, not 2"),
        (RATIO, "percent_between", "between 3.5 and 4.3", "en", "lacks a percent sign"),
        (RATIO, "about_between", "between 3.5 and 4.3", "en", UNKNOWN),
        (NEARLY, "between", "between 3.9705 and 3.9734", "en", ONE),
        (SUM, "between", "between 50,786 and 50,786", "en", ONE),
        (SUM, "between", "50,786", "en", ONE),
        (MONEY, "between", "$30 billion or more", "en", ONE),
        (COUNT, "percent_between", "between 65,000% and 75,000%", "en", "is a form that a figure of its kind does not"),
        (RATIO, "multiplied", "nearly quadrupled", "en", MULTIPLE),
        (RATIO, "multiplied", "quadrupled", "en", MULTIPLE),
        (RATIO, "multiplied", "roughly tripled", "en", MULTIPLE),
        (NEARLY, "multiplied", "more than tripled", "en", MULTIPLE),
        (NEARLY, "multiplied", "casi se cuadruplicó", "es", "is no word of its language for that"),
        (NEARLY, "multiplied", "all but quadrupled", "en", "is no word of its language for that"),
        (NEAR, "multiplied", "nearly doubled", "en", MULTIPLE),
        (SHARE, "multiplied", "halved", "en", MULTIPLE),
        (RATIO, "rose", "fell", "en", "is not the way from 1 to 3.88889"),
        (RATIO, "rose_by", "fell by about 290%", "en", WORDS),
        (RATIO, "rose_by", "rose by about 390%", "en", "is not what 2.88889 is written as"),
        (RATIO, "about", "more than 3.9", "en", UNTRUE),
        (RATIO, "about", "3.9", "en", UNTRUE),
        (RATIO, "by", "290%", "en", "is a form that a figure of its kind does not have"),
        (RATIO, "value", "٣.٩", "en", "has digits that are no number in its language"),
        (NEAR, "change", "0%", "en", "is not what 0.0044 is written as"),
        (SUM, "value", "50,800", "en", "is not what 50,786 is written as"),
        (SUM, "about", "about 50,786", "en", UNTRUE),
        (LONG, "about", "0.000977", "en", UNTRUE),
        (LONG, "value", "0.000977", "en", "is not what 0.0009765625 is written as"),
        (SHARE, "percent", "5%", "en", "is not what 0.5 is written as"),
        (SHARE, "rose", "rose", "en", "is said of what can rise or fall, and the figure cannot"),
        (SHARE, "change", "50%", "en", "is a form that a figure of its kind does not have"),
        (SHARE, "about_fraction", "a third", "en", "is not a fraction near 0.5"),
        (NINTH, "about_fraction", "about a tenth", "en", "is not the fraction nearest to 0.1145"),
        (NINTH, "about_fraction", "about an eighth", "en", "is not the fraction nearest to 0.1145"),
        (NINTH, "about_fraction", "a ninth", "en", UNTRUE),
        (SHARE, "than_fraction", "less than half", "en", UNTRUE),
        (UNDER_HALF, "than_fraction", "more than half", "en", "is not less than half"),
        (COUNT, "value", "70,001", "en", "is not what 70,000 is written as"),
        (COUNT, "value", "70 million", "en", "is not what 70,000 is written as"),
        (COUNT, "percent", "7,000,000%", "en", "is a form that a figure of its kind does not have"),
        (COUNT, "amount", "70,000 visas", "en", "has not the unit of the figure"),
        (COUNT, "label", "Counts", "en", "is not the figure's label"),
        (COUNT, "value", "7" * 3_000, "en", "has 3000 characters; 2000 at most"),
        (MONEY, "about", "more than $30 billion", "en", UNTRUE),
        (OVER, "about", "at least $30 billion", "en", UNTRUE),
        (OVER, "range", "$30 billion or more", "en", UNTRUE),
        (MONEY, "about", "at most $30 billion", "en", WORDS),
        (MONEY, "about", "at least $30 million", "en", "is not what 30,000,000,000 is written as"),
        (FALL, "about_change", "more than 85%", "en", "is not what 0.8 is written as"),
        (RATE, "value", "12.5", "en", "lacks a percent sign"),
        (POINTS, "by", "0.4%", "en", "has a percent sign"),
        (POINTS, "by", "0.4", "en", WORDS),
        (RATIO, "times", "390% times", "en", "has a percent sign"),
        (RATIO, "rose", "rose by 90,000", "en", "is no word of its language for that"),
        (COUNT, "rose", "rose", "en", "is said of what can rise or fall, and the figure cannot"),
        (COUNT, "zzz", "90,000", "en", UNKNOWN),
        (COUNT, "about_zzz_3", "about 90,000", "en", UNKNOWN),
        (COUNT, "about_value", "90,000", "en", UNKNOWN),
        (COUNT, "zzz", "½ million", "en", UNKNOWN),
        (COUNT, "value", "not 70,000", "en", WORDS),
        (COUNT, "value", "₉70,000", "en", "has digits that are no number in its language"),
        (COUNT, "value", "about 70,000", "en", WORDS),
        (COUNT, "about", "at most 70,000", "en", UNTRUE),
        (COUNT, "value", "$70,000", "en", WORDS),
        (COUNT, "range", "65,000 of 75,000", "en", WORDS),
        (MONEY, "about", "at least €30 billion", "en", WORDS),
        (MONEY, "about", "at least 30 billion", "en", WORDS),
        (SHARE, "about_fraction", "about half of 90,000", "en", WORDS),
        (SHARE, "about_fraction", "more than half", "en", UNTRUE),
        (TOLD, "about", "about 300,000", "en", UNTRUE),
        (TOLD, "range", "300,000", "en", "is a range, and none is known"),
        (TOLD, "range_as_stated", "no range is known", "en", "is a range, and none is known"),
        (PART, "about", "150,000", "en", UNTRUE),
        (PART, "range", "135,000 to 165,000", "en", "does not say that no more of its range is known"),
        (PART, "range", "no range is known", "en", "does not say that no more of its range is known"),
        (PART, "range", "136,000 to 165,000 as far as is known", "en", "is not the range of 135,000 to 165,000"),
        (PART, "range_as_stated", "135,000 to 165,001", "en", "is not the range of 135,000 to 165,000"),
        (PART, "between", "between 135,000 and 165,000", "en", "does not say that no more of its range is known"),
        (PART, "between_as_stated", "135,000 to 165,000", "en", WORDS),
        (PART, "between_as_stated", "between 135,000 and 165,001", "en", "is not the range of 135,000 to 165,000"),
        (TOLD, "between", "no range is known", "en", "is a range, and none is known"),
        (COUNT, "between_as_stated", "between 65,000 and 75,000", "en", "is of what rests on a number as stated, and"),
        (PART, "as_stated", "as stated", "en", "is not the figure's as_stated"),
        (COUNT, "as_stated", "as stated", "en", "is not the figure's as_stated"),
        (COUNT, "range", "no range is known", "en", "says 0 numbers, not 2"),
        (COUNT, "range_as_stated", "65,000 to 75,000", "en", "is of what rests on a number as stated, and the figure"),
        (RATIO | {"as_stated": ["x"]}, "rose", "rose", "en", "says how something changed, and no range is known"),
        (RATIO | {"as_stated": ["x"]}, "it_rose_by", "rose by about 290%", "en", "says how something changed, and no"),
        (RATIO | {"as_stated": ["x"]}, "multiplied", "roughly quadrupled", "en", "says how something changed, and no"),
    ],
)
def test_what_is_not_true_is_told(figure: FigureRecord, form: str, text: str, lang: str, problem: str) -> None:
    """A digit, a sign, a unit, a word for a size or a side: each counts."""
    assert problem_of(figure, form, text, lang).startswith(problem)


@pytest.mark.parametrize("lang", ["tlh", "", "../en", "en_US", "e" * 50])
def test_a_language_without_phrases_is_said_to_be_unknown(lang: str) -> None:
    """And a tag is never a path."""
    with pytest.raises(UnknownLanguageError):
        speech(lang)
