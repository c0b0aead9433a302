"""Words: every form of a figure, in English and in Spanish, and what may be said of its range."""

import math
import re
from decimal import Decimal
from fractions import Fraction

import pytest
from babel.numbers import parse_decimal
from hypothesis import given
from hypothesis import strategies as st

from statbrief.arithmetic import kinds
from statbrief.arithmetic.exactness import exactly
from statbrief.arithmetic.ranges import Range
from statbrief.arithmetic.ratios import nearest_fraction
from statbrief.arithmetic.rounding import significant_step
from statbrief.arithmetic.stated import stated_range
from statbrief.data.units import load_units, parse_unit
from statbrief.errors import ProjectError
from statbrief.figures.figure import Derived, Figure, Reported
from statbrief.figures.forms import forms, variables
from statbrief.figures.markdown import escape
from statbrief.figures.writer import Form
from statbrief.languages.language import words_for

REGISTRY = load_units()
REGISTRY.define("arrest = [arrest]")
REGISTRY.define("USD = [currency]")
REGISTRY.define("GDP = [product]")
ORIGIN = Derived(function="f", file="f", line=1, inputs=(), reported=(), rows={}, sources=())


def reported(value: str, step: str = "exact", bound: str = "", unit: str = "arrest") -> Figure:
    """A figure as a source states it."""
    stated, rounded = Decimal(value), None if step == "exact" else Decimal(step)
    return Figure(
        id="it",
        label="It",
        quantity=REGISTRY.Quantity(float(stated), parse_unit(REGISTRY, unit)),
        range=stated_range(stated, rounded, bound),
        period="2022-05",
        origin=Reported(
            stated=stated, unit=unit, rounded_to=rounded, bound=bound, source="s", locator="", note="", file="f", line=2
        ),
    )


def derived(value: float, low: float, high: float, unit: str = "1", kind: str = "") -> Figure:
    """A figure that a function computed; of a plain number, a ratio over time."""
    quantity = REGISTRY.Quantity(float(value), parse_unit(REGISTRY, unit))
    kind = kind or (kinds.RATIO if unit in {"1", "percent"} else kinds.LEVEL)
    reach = Range(low, high)
    return Figure(id="it", label="It", quantity=quantity, range=reach, period="2022", origin=ORIGIN, kind=kind)


def plain(figure: Figure, lang: str = "en") -> dict[str, str]:
    """Its forms as plain text."""
    return {name: form.plain for name, form in forms(figure, words_for(lang)).items()}


RISE = derived(70_000 / 18_000, 65_000 / 18_500, 75_000 / 17_500)
FALL = derived(9_000 / 18_000, 4_000 / 18_500, 14_000 / 17_500)
SAYINGS = {
    "value": ("3.9", "3,9", "3.9"),
    "about": ("about 3.9", "cerca de 3,9", "cerca de 3.9"),
    "range": ("3.5 to 4.3", "3,5 a 4,3", "3.5 a 4.3"),
    "between": ("between 3.5 and 4.3", "entre 3,5 y 4,3", "entre 3.5 y 4.3"),
    "times": ("3.9 times", "3,9 veces", "3.9 veces"),
    "about_times": ("about 3.9 times", "cerca de 3,9 veces", "cerca de 3.9 veces"),
    "percent": ("390%", "390\u00a0%", "390%"),
    "about_percent": ("about 390%", "cerca de 390\u00a0%", "cerca de 390%"),
    "percent_range": ("350% to 430%", "350\u00a0% a 430\u00a0%", "350% a 430%"),
    "percent_between": ("between 350% and 430%", "entre 350\u00a0% y 430\u00a0%", "entre 350% y 430%"),
    "change": ("290%", "290\u00a0%", "290%"),
    "about_change": ("about 290%", "cerca de 290\u00a0%", "cerca de 290%"),
    "rose_by": ("rose by about 290%", "aumentaron cerca de 290\u00a0%", "aumentaron cerca de 290%"),
    "it_rose_by": ("rose by about 290%", "aumentó cerca de 290\u00a0%", "aumentó cerca de 290%"),
    "rose_to_times": (
        "rose to about 3.9 times",
        "aumentaron hasta cerca de 3,9 veces",
        "aumentaron hasta cerca de 3.9 veces",
    ),
    "it_rose_to_times": (
        "rose to about 3.9 times",
        "aumentó hasta cerca de 3,9 veces",
        "aumentó hasta cerca de 3.9 veces",
    ),
    "multiplied": ("roughly quadrupled", "se cuadruplicaron aproximadamente", "se cuadruplicaron aproximadamente"),
    "it_multiplied": ("roughly quadrupled", "se cuadruplicó aproximadamente", "se cuadruplicó aproximadamente"),
    "kind": ("ratio over time",) * 3,
    "rose": ("rose", "aumentaron", "aumentaron"),
    "it_rose": ("rose", "aumentó", "aumentó"),
    "rise": ("rise", "aumento", "aumento"),
    "higher": ("higher", "mayor", "mayor"),
    "rise_of": ("rise of about 290%", "aumento de cerca de 290\u00a0%", "aumento de cerca de 290%"),
    "higher_by": ("about 290% higher", "cerca de 290\u00a0% mayor", "cerca de 290% mayor"),
    "value_1": ("4", "4", "4"),
    "value_3": ("3.89", "3,89", "3.89"),
    "value_5": ("3.8889", "3,8889", "3.8889"),
    "times_2": ("3.9 times", "3,9 veces", "3.9 veces"),
    "percent_3": ("389%", "389\u00a0%", "389%"),
    "label": ("It", "It", "It"),
    "unit": ("1", "1", "1"),
}


@pytest.mark.parametrize("form", SAYINGS)
def test_a_ratio_in_each_language(form: str) -> None:
    """English, Spanish of Spain and Spanish of Mexico: words, points and spaces are their own."""
    assert tuple(plain(RISE, lang)[form] for lang in ("en", "es", "es-MX")) == SAYINGS[form]


def test_every_form_is_tested() -> None:
    """No form without a saying, but those that repeat one with other digits, of fractions and of its period."""
    others = {"period", "in_period"} | {
        f"{kind}_{digits}" for kind in ("value", "times", "percent") for digits in range(1, 6)
    }
    assert plain(RISE).keys() == SAYINGS.keys() | others | {"fraction", "about_fraction"}


@pytest.mark.parametrize(
    ("figure", "form", "english", "spanish"),
    [
        (reported("70000", "10000"), "about", "about 70,000", "cerca de 70.000"),
        (reported("70000", "10000"), "range", "65,000 to 75,000", "65.000 a 75.000"),
        (reported("70000", "10000"), "between", "between 65,000 and 75,000", "entre 65.000 y 75.000"),
        (reported("-5", "1"), "between", "between -5.5 and -4.5", "entre -5,5 y -4,5"),
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
        (reported("-5"), "value", "-5", "-5"),
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
    """The sign before each amount; percentage points once, after both."""
    money = reported("40000", "10000", unit="USD")
    assert plain(money)["between"] == "between $35,000 and $45,000"
    assert plain(money, "es-MX")["between"] == "entre 35,000 dólares estadounidenses y 45,000 dólares estadounidenses"
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
    ("share", "english", "spanish"),
    [
        (17_800 / 155_400, "about a ninth", "cerca de una novena parte"),  # 0.1145; a tenth is further
        (0.104, "about a tenth", "cerca de una décima parte"),
        (1 / 8, "about an eighth", "cerca de una octava parte"),
        (0.146, "about a seventh", "cerca de una séptima parte"),
        (0.17, "about a sixth", "cerca de una sexta parte"),
        (0.835, "about five sixths", "cerca de cinco sextas partes"),
        (0.43, "about three sevenths", "cerca de tres séptimas partes"),
        (0.87, "about seven eighths", "cerca de siete octavas partes"),
        (0.56, "about five ninths", "cerca de cinco novenas partes"),
        (0.401, "about two fifths", "cerca de dos quintas partes"),
        (0.301, "about three tenths", "cerca de tres décimas partes"),
        (0.901, "about nine tenths", "cerca de nueve décimas partes"),
        (0.66, "about two thirds", "cerca de dos tercios"),
        (0.08, "about 8.0%", "cerca de 8,0\u00a0%"),  # a tenth is 0.02 away
        (0.95, "about 95.0%", "cerca de 95,0\u00a0%"),
    ],
)
def test_a_share_is_the_simple_fraction_nearest_to_it(share: float, english: str, spanish: str) -> None:
    """Of halves to tenths; a percentage where none is near enough to be true."""
    figure = derived(share, share - 0.004, share + 0.004, kind=kinds.SHARE)
    assert (plain(figure)["about_fraction"], plain(figure, "es")["about_fraction"]) == (english, spanish)


@given(st.fractions(0, 1))
def test_no_other_simple_fraction_is_nearer(share: Fraction) -> None:
    """All parts of two to ten wholes are tried."""
    away = {
        Fraction(part, whole): abs(Fraction(part, whole) - share) for whole in range(2, 11) for part in range(1, whole)
    }
    found = nearest_fraction(share)
    assert (found is None) == (min(away.values()) > Fraction(15, 1000))
    assert found is None or away[Fraction(*found)] == min(away.values())


@pytest.mark.parametrize(
    ("value", "lang", "expected"),
    [
        ("30000000000", "en", "$30 billion"),
        ("30000000000", "es", "30 mil millones de dólares estadounidenses"),
        ("30000000000", "en-GB", "US$30 billion"),
        ("1", "en", "$1"),
        ("1", "es", "1 dólar estadounidense"),
        ("-5000000000", "en", "-$5 billion"),
        ("-5000000000", "es", "-5 mil millones de dólares estadounidenses"),
        ("1234", "en", "$1,234"),
        ("0.5", "en", "$0.5"),
    ],
)
def test_money_is_written_as_people_write_it(value: str, lang: str, expected: str) -> None:
    """The sign or the name, in its place; a loss has its minus before all."""
    assert plain(reported(value, unit="USD"), lang)["value"] == expected


def test_three_capitals_are_not_always_money() -> None:
    """A unit of three capitals that is no currency is a unit like others."""
    assert plain(reported("30", unit="GDP"))["value"] == "30"


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


def test_a_fall_is_said_by_the_same_forms() -> None:
    """The verbs turn, and the change is the other way."""
    said = plain(FALL)
    assert (said["rose"], said["rise"], said["higher"]) == ("fell", "fall", "lower")
    assert (plain(FALL, "es")["rose"], plain(FALL, "es")["it_rose"]) == ("disminuyeron", "disminuyó")
    assert said["about_change"] == "about 50%"


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
    assert float(said["value_5"].replace(",", "").split()[0]) != 0


NUMBERS = st.floats(min_value=-1e9, max_value=1e9).map(lambda number: round(number, 4))


@given(value=NUMBERS, below=st.floats(0, 1e6), above=st.floats(0, 1e6), lang=st.sampled_from(["en", "es", "es-MX"]))
def test_a_written_range_contains_the_range(value: float, below: float, above: float, lang: str) -> None:
    """Read back from the text in its language, the ends lie outside the true ones, and not far."""
    figure = derived(value, value - below, value + above, "arrest")
    text = plain(figure, lang)["range"]
    if figure.range.is_exact or re.search("[mb]ill", text):  # in words, which Babel does not read back
        return
    words = words_for(lang)
    low, *rest = (
        float(parse_decimal(part, locale=words.locale))
        for part in text.split(" a " if lang.startswith("es") else " to ")
    )
    noise = 1e-13 * max(abs(figure.range.low), abs(figure.range.high))
    if not rest:  # the value alone, to which both ends are rounded
        place = float(significant_step(exactly(value), 3))
        assert max(abs(low - figure.range.low), abs(low - figure.range.high)) <= place / 2 + noise
        return
    assert low <= figure.range.low + noise
    assert rest[0] >= figure.range.high - noise
    shown = float(parse_decimal(plain(figure, lang)["value"], locale=words.locale))
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
    found = float(parse_decimal(text, locale=words_for(lang).locale))
    assert abs(found - value) <= max(half, abs(value) / 100) * (1 + 1e-9)


def test_markdown_in_a_label_stays_text() -> None:
    """Braces, brackets, entities and stars in a label are written, not obeyed."""
    label = "A {} *star* [link](x) &lt; $5$ | _"
    figure = Figure(id="it", label=label, quantity=RISE.quantity, range=RISE.range, period="", origin=ORIGIN)
    form = forms(figure, words_for("en"))["label"]
    assert form.plain == label
    assert form.linked("it") == r"A \{\} \*star\* \[link\](x) \&lt; \$5\$ \| \_"


def test_a_number_is_linked_to_its_origin_and_its_words_are_not() -> None:
    """The link is around the number alone."""
    form = forms(reported("30000000000", "exact", "at least", "USD"), words_for("en"))["about"]
    assert form.linked("it") == r"at least [\$30 billion](#n-it){.number}"
    assert Form("", "rose").linked("it") == "rose"
    assert escape("a_b") == r"a\_b"


def test_variables_hold_markdown_and_plain_text() -> None:
    """Each form under its name, and once more without markup."""
    values = variables({"it": forms(reported("53"), words_for("en"))})
    amounts = {"amount": "53 arrests", "about_amount": "53 arrests"}
    assert values["it"]["value"] == "[53](#n-it){.number}"
    periods = {"period": "May 2022", "in_period": "in May 2022"}
    assert periods.items() <= dict(values["it"]).items()
    assert values["it"]["plain"] == {
        **periods,
        "value": "53",
        "about": "53",
        "range": "53",
        "label": "It",
        "unit": "arrests",
        "kind": "level",
        **amounts,
    }


def test_an_unknown_form_names_the_figure() -> None:
    """Asking for a form that is none is an error that says whose."""
    with pytest.raises(KeyError, match="it has no form 'abuot'"):
        f"{RISE:abuot}"


@pytest.mark.parametrize("lang", ["fr", "xx", "es_MX", "e"])
def test_a_language_without_words_is_named(lang: str) -> None:
    """There is no guessing: the languages are listed."""
    with pytest.raises(
        ProjectError, match=rf"_quarto.yml: lang: there are no words for '{lang}'; the languages are en"
    ):
        words_for(lang)


@pytest.mark.parametrize("lang", ["en", "en-US", "es", "es-419", "es-zz", "EN"])
def test_a_language_tag_may_have_parts(lang: str) -> None:
    """A region that Babel does not know is written as its language is."""
    assert words_for(lang).digits(Decimal(70000))[0] == "7"
