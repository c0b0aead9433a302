"""Words: every form of a figure, in English and in Spanish."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statbrief.arithmetic import kinds
from statbrief.arithmetic.named_ratios import nearest_fraction
from statbrief.errors import ProjectError
from statbrief.figures.figure import Figure
from statbrief.figures.forms import forms, variables
from statbrief.figures.markdown import escape
from statbrief.figures.writer import Form
from statbrief.languages.language import words_for
from written_figures import FALL, ORIGIN, RISE, derived, plain, reported

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
    "they_higher": ("higher", "mayores", "mayores"),
    "they_higher_by": ("about 290% higher", "cerca de 290\u00a0% mayores", "cerca de 290% mayores"),
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
    assert plain(RISE).keys() == SAYINGS.keys() | others | {"fraction", "about_fraction", "than_fraction"}


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


@pytest.mark.parametrize(
    ("share", "low", "high", "english", "spanish"),
    [
        (0.455, 0.4549, 0.4551, "less than half", "menos de la mitad"),
        (0.51, 0.505, 0.515, "more than half", "más de la mitad"),
        (0.5, 0.5, 0.5, "half", "la mitad"),
        (0.5, 0.45, 0.55, "about half", "cerca de la mitad"),  # nobody knows on which side
        (0.47, 0.43, 0.51, "about 47%", "cerca de 47\u00a0%"),
        (0.3, 0.29, 0.31, "less than a third", "menos de un tercio"),
        (0.23, 0.22, 0.24, "less than a quarter", "menos de una cuarta parte"),
        (0.7, 0.69, 0.71, "more than two thirds", "más de dos tercios"),
        (0.84, 0.83, 0.845, "more than three quarters", "más de tres cuartas partes"),
        (0.11, 0.109, 0.112, "about a ninth", "cerca de una novena parte"),  # no common fraction is near
        (1.5, 1.49, 1.51, "about 150%", "cerca de 150\u00a0%"),
    ],
)
def test_a_share_is_said_to_be_more_or_less_than_a_common_fraction(
    share: float, low: float, high: float, english: str, spanish: str
) -> None:
    """Where all of its range is; else as it is said with the word that its range demands."""
    figure = derived(share, low, high, kind=kinds.SHARE)
    assert (plain(figure)["than_fraction"], plain(figure, "es")["than_fraction"]) == (english, spanish)


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
        ("-5000000000", "en", "−$5 billion"),
        ("-5000000000", "es", "−5 mil millones de dólares estadounidenses"),
        ("1234", "en", "$1,234"),
        ("0.5", "en", "$0.50"),
    ],
)
def test_money_is_written_as_people_write_it(value: str, lang: str, expected: str) -> None:
    """The sign or the name, in its place; a loss has its minus before all."""
    assert plain(reported(value, unit="USD"), lang)["value"] == expected


def test_three_capitals_are_not_always_money() -> None:
    """A unit of three capitals that is no currency is a unit like others."""
    assert plain(reported("30", unit="GDP"))["value"] == "30"


def test_a_fall_is_said_by_the_same_forms() -> None:
    """The verbs turn, and the change is the other way."""
    said = plain(FALL)
    assert (said["rose"], said["rise"], said["higher"]) == ("fell", "fall", "lower")
    assert (plain(FALL, "es")["rose"], plain(FALL, "es")["it_rose"]) == ("disminuyeron", "disminuyó")
    assert said["about_change"] == "about 50%"


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
