"""Texts read back: what is written of a figure is true of it, and what is true of another is not."""

import math
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statbrief.figures import Derived, Figure, Reported
from statbrief.ranges import Range
from statbrief.reading import stated_range
from statbrief.rounding import exactly, round_to, significant_step
from statbrief.units import Registry, load_units
from statbrief.verifying.restating import UnknownLanguageError, misstated, speech
from statbrief.wording import forms
from statbrief.words import words_for

LANGUAGES = ("en", "en-GB", "en-ZA", "es", "es-MX")
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


def known(figure: Figure) -> dict[str, Any]:
    """What a record says of the figure."""
    ends = [None if end in INFINITE else end for end in (figure.range.low, figure.range.high)]
    said: dict[str, Any] = {"label": figure.label, "unit": figure.unit, "value": figure.value, "range": ends}
    if isinstance(figure.origin, Reported):
        said["stated"] = f"{figure.origin.stated:f}"
    return said


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
    return value, reach, Derived(function="f", file="f", line=1, inputs=(), reported=(), rows={}, sources=())


@given(st.one_of(reported(), derived()), st.sampled_from(UNITS), st.sampled_from(LANGUAGES))
def test_every_form_of_every_figure_reads_back(
    registry: Registry, made: tuple[Any, Range, Any], unit: str, lang: str
) -> None:
    """Whatever its kind, unit, range and language: what wording writes, restating holds for true."""
    number, reach, origin = made
    quantity = registry.Quantity(float(number), unit)
    figure = Figure(id="x", label="Of 2022", quantity=quantity, range=reach, period="", origin=origin)
    said = known(figure)
    wrong = {
        name: (form.plain, problem)
        for name, form in forms(figure, words_for(lang)).items()
        if (problem := misstated(said, name, form.plain, lang))
    }
    assert not wrong


RATIO = {"label": "Ratio", "unit": "1", "value": 35 / 9, "range": [130 / 37, 30 / 7]}
SHARE = {"label": "Share", "unit": "1", "value": 0.5, "range": [0.45, 0.55], "stated": "0.5"}
COUNT = {"label": "Count", "unit": "arrest", "value": 70_000.0, "range": [65e3, 75e3], "stated": "70000"}
MONEY = {"label": "Money", "unit": "USD", "value": 3e10, "range": [3e10, None], "stated": "30000000000"}
UNDER = {"label": "Under", "unit": "1", "value": 1.0, "range": [0.999999, None]}
FALL = {"label": "Fall", "unit": "1", "value": 0.2, "range": [None, 0.25]}
UNKNOWN = "is a number in a form that is not known"
WORDS = "has words that its language does not use for that"
RATE = {"label": "Rate", "unit": "percent", "value": 12.5, "range": [12.45, 12.55], "stated": "12.5"}


@pytest.mark.parametrize(
    ("figure", "form", "text", "lang"),
    [
        (RATIO, "value", "3.9", "en"),
        (RATIO, "value_3", "3.89", "en"),
        (RATIO, "about_times", "about 3.9 times", "en"),
        (RATIO, "change", "290%", "en"),
        (RATIO, "range", "3.5 to 4.3", "en"),
        (RATIO, "rose", "rose", "en"),
        (RATIO, "times", "3,9 veces", "es"),
        (SHARE, "percent", "50 %", "es"),
        (SHARE, "about_fraction", "about half", "en"),
        (SHARE, "percent_range", "45% to 55%", "en"),
        (COUNT, "about", "about 70,000", "en"),
        (COUNT, "range", "65.000 a 75.000", "es"),
        (COUNT, "label", "Count", "en"),
        (MONEY, "about", "more than $30 billion", "en"),
        (MONEY | {"unit_text": "dólares"}, "about", "más de 30 mil millones de dólares", "es"),
        (MONEY, "range", "$30 billion or more", "en"),
        (FALL, "about_change", "more than 75%", "en"),
        (FALL, "rose", "fell", "en"),
        (UNDER, "about", "more than 0.99", "en"),
        (RATE, "value", "12.5%", "en"),
        (RATE, "range", "12.45% to 12.55%", "en"),
        (RATIO, "a_form_of_tomorrow", "many times as many", "en"),
    ],
)
def test_what_is_true_is_not_wrong(figure: dict[str, Any], form: str, text: str, lang: str) -> None:
    """In each form, and in the language's own signs; words of a form that is not known are not judged."""
    assert misstated(figure, form, text, lang) == ""


@pytest.mark.parametrize(
    ("figure", "form", "text", "lang", "problem"),
    [
        (RATIO, "value", "3.8", "en", "is not what 3.88889 is written as"),
        (RATIO, "value", "4.9", "en", "is not what 3.88889 is written as"),
        (RATIO, "value", "3,9", "en", "says 2 numbers, not one"),
        (RATIO, "value", "-3.9", "en", "is not what 3.88889 is written as"),
        (RATIO, "value", "39%", "en", "is not what 3.88889 is written as"),
        (RATIO, "value_3", "3.88", "en", "is not what 3.88889 is written as"),
        (RATIO, "change", "390%", "en", "is not what 3.88889 is written as"),
        (RATIO, "value", "many", "en", "says 0 numbers, not one"),
        (RATIO, "value", "3.9 or 4", "en", "says 2 numbers, not one"),
        (RATIO, "range", "3.5", "en", "says 1 numbers, not a range's two"),
        (RATIO, "range", "3.6 to 4.3", "en", "does not hold the whole range of 3.51351 to 4.28571"),
        (RATIO, "range", "3.5 to 4.2", "en", "does not hold the whole range of 3.51351 to 4.28571"),
        (RATIO, "range", "3.4 to 4.3", "en", "is not the range of 3.51351 to 4.28571, rounded outward"),
        (RATIO, "range", "3 to 5", "en", "is wider than the range of 3.51351 to 4.28571"),
        (RATIO, "rose", "fell", "en", "is not the way from 1 to 3.88889"),
        (RATIO, "about", "more than 3.9", "en", "says that a side is open which is not"),
        (RATIO, "value", "٣.٩", "en", "has digits that are no number in its language"),
        (SHARE, "percent", "5%", "en", "is not what 0.5 is written as"),
        (SHARE, "about_fraction", "a third", "en", "is not a fraction near 0.5"),
        (COUNT, "value", "70,001", "en", "is not what 70,000 is written as"),
        (COUNT, "value", "70.000", "en", "is not what 70,000 is written as"),
        (COUNT, "value", "70 million", "en", "is not what 70,000 is written as"),
        (COUNT, "percent", "7,000,000%", "en", "is written as a ratio, and the figure has a dimension"),
        (COUNT, "label", "Counts", "en", "is not the figure's label"),
        (COUNT, "value", "7" * 3_000, "en", "has 3000 characters; 2000 at most"),
        (MONEY, "about", "less than $30 billion", "en", "says that a side is open which is not"),
        (MONEY, "about", "more than $30 million", "en", "is not what 30,000,000,000 is written as"),
        (MONEY, "about", "más de 30 millones de dólares", "es", "is not what 30,000,000,000 is written as"),
        (FALL, "about_change", "more than 85%", "en", "is not what 0.25 is written as"),
        (UNDER, "about", "more than 0.98", "en", "is not what 0.999999 is written as"),
        (RATE, "value", "12.6%", "en", "is not what 12.5 is written as"),
        (RATE, "value", "12.5", "en", "lacks a percent sign"),
        (RATIO, "times", "390% times", "en", "has a percent sign"),
        (RATIO, "rose", "rose by 90,000", "en", "is no word of its language for that"),
        (COUNT, "rose", "rose", "en", "is said of a ratio, and the figure has a dimension"),
        (COUNT, "zzz", "90,000", "en", UNKNOWN),
        (COUNT, "official", "9", "en", UNKNOWN),
        (COUNT, "about_zzz_3", "about 90,000", "en", UNKNOWN),
        (COUNT, "Value", "90,000", "en", UNKNOWN),
        (COUNT, "value-2", "90,000", "en", UNKNOWN),
        (COUNT, "about_value", "90,000", "en", UNKNOWN),
        (COUNT, "zzz", "九万", "en", UNKNOWN),
        (COUNT, "zzz", "½ million", "en", UNKNOWN),
        (COUNT, "value", "not 70,000", "en", WORDS),
        (COUNT, "about", "not 70,000", "en", WORDS),
        (COUNT, "value", "–70,000", "en", WORDS),
        (COUNT, "value", "₉70,000", "en", "has digits that are no number in its language"),
        (COUNT, "value", "70,000²", "en", "has digits that are no number in its language"),
        (COUNT, "value", "70,000 dozen", "en", WORDS),
        (COUNT, "value", "a hundred times 70,000", "en", WORDS),
        (COUNT, "value", "about 70,000", "en", WORDS),
        (COUNT, "about", "at most 70,000", "en", WORDS),
        (COUNT, "about", "70,000 or less", "en", WORDS),
        (COUNT, "value", "$70,000", "en", WORDS),
        (COUNT, "value", "¤70,000", "en", WORDS),
        (COUNT, "about", "70,000 or ninety thousand", "en", WORDS),
        (COUNT, "range", "not 65,000 to 75,000", "en", WORDS),
        (COUNT, "range", "65,000 of 75,000", "en", WORDS),
        (COUNT, "value", "7,0,000", "en", "says 2 numbers, not one"),
        (MONEY, "about", "more than €30 billion", "en", WORDS),
        (MONEY, "about", "more than 30 billion", "en", WORDS),
        (MONEY, "range", "$30 billion", "en", WORDS),
        (MONEY, "range", "$30 billion or less", "en", "says that a side is open which is not"),
        (MONEY | {"unit_text": "90"}, "value", "30 mil millones de 90", "es", "says 2 numbers, not one"),
        (MONEY | {"unit_text": "docenas ٣"}, "value", "30 mil millones de docenas ٣", "es", "has digits that"),
        (SHARE, "about_fraction", "about half of 90,000", "en", WORDS),
        (SHARE, "about_fraction", "half, or a third", "en", "is not a fraction near 0.5"),
        (SHARE, "about_fraction", "half or half", "en", WORDS),
        (SHARE, "about_fraction", "more than half", "en", "says that a side is open which is not"),
        (FALL, "about_change", "less than 75%", "en", WORDS),
    ],
)
def test_what_is_not_true_is_told(figure: dict[str, Any], form: str, text: str, lang: str, problem: str) -> None:
    """A digit, a sign, a unit, a word for a size or a side: each counts."""
    assert misstated(figure, form, text, lang).startswith(problem)


@pytest.mark.parametrize("lang", ["tlh", "", "../en", "en_US", "e" * 50])
def test_a_language_without_phrases_is_said_to_be_unknown(lang: str) -> None:
    """And a tag is never a path."""
    with pytest.raises(UnknownLanguageError):
        speech(lang)
