"""A language's words: what Babel says, no more and no less, and the phrases that each language needs."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from babel.numbers import format_decimal, format_percent
from hypothesis import given
from hypothesis import strategies as st

from statbrief.languages.labels import Labels
from statbrief.languages.language import words_for
from statbrief.languages.registry import LANGUAGES as SPOKEN
from statbrief.verify.number_signs import CURRENCY, marked, speech

MINUS = "\u2212"
LANGUAGES = st.sampled_from(["en", "en-GB", "es", "es-MX"])


@given(st.decimals(-(10**9), 10**9, places=2), LANGUAGES)
def test_digits_are_babels(value: Decimal, lang: str) -> None:
    """Groups and point as the language has them, to the place that is asked for; but a minus is a minus, no hyphen."""
    words = words_for(lang)
    is_grouped = lang != "es" or abs(value) >= 10_000
    said = format_decimal(value, "#,##0.00", locale=words.locale, group_separator=is_grouped)
    assert words.digits(value, Decimal("0.01")) == said.replace("-", MINUS)
    said = format_decimal(int(value), "#,##0", locale=words.locale, group_separator=is_grouped)
    assert words.digits(Decimal(int(value))) == said.replace("-", MINUS)


_POINTS = ("999", "3.566", "35.660", "1.234.567,5")
_COMMAS = ("999", "3,566", "35,660", "1,234,567.5")
_BLANKS = ("999", "3\u00a0566", "35\u00a0660", "1\u00a0234\u00a0567,5")
_GROUPED = {
    **dict.fromkeys(("es", "es-ES", "es-GQ", "es-PH"), ("999", "3566", "35.660", "1.234.567,5")),
    **dict.fromkeys(
        ("es-419", "es-MX", "es-US", "es-CU", "es-DO", "es-GT", "es-HN", "es-NI", "es-PA", "es-PE"), _COMMAS
    ),
    **dict.fromkeys(("es-PR", "es-SV", "en", "en-GB"), _COMMAS),
    **dict.fromkeys(("es-AR", "es-BO", "es-CL", "es-CO", "es-EC", "es-PY", "es-UY", "es-VE"), _POINTS),
    **dict.fromkeys(("es-CR", "en-ZA"), _BLANKS),
    "en-IN": ("999", "3,566", "35,660", "12,34,567.5"),
}
"""What ICU 78.2 makes of these numbers, with the data of CLDR 48 (`Intl.NumberFormat` of a browser)."""


@pytest.mark.parametrize("lang", _GROUPED)
def test_each_country_groups_as_cldr_says(lang: str) -> None:
    """Sign, blank that does not break, and how many digits there are before the first group at least."""
    words = words_for(lang)
    numbers = (Decimal(999), Decimal(3566), Decimal(35_660), Decimal("1234567.5"))
    steps = (Decimal(1), Decimal(1), Decimal(1), Decimal("0.1"))
    said = tuple(words.digits(number, step) for number, step in zip(numbers, steps, strict=True))
    assert said == _GROUPED[lang]
    assert [each.value for text in said for each in speech(lang).numbers(text)] == list(numbers)


@pytest.mark.parametrize(
    ("number", "money", "times"),
    [
        (2, "2 dólares estadounidenses", "{} veces"),
        (1_500_000, "1,5 millones de dólares estadounidenses", "{} veces"),
        (3_000_000, "3 millones de dólares estadounidenses", "{} de veces"),
        (12_345_000_000, "12.345.000.000 de dólares estadounidenses", "{} de veces"),
        (12_345_678, "12.345.678 dólares estadounidenses", "{} veces"),
    ],
)
def test_whole_millions_are_of_something(number: int, money: str, times: str) -> None:
    """In digits too, as CLDR has it in its category `many`: 1.000.000 de días."""
    words = words_for("es")
    assert words.money(Decimal(number), Decimal(1), "USD") == money
    assert words.plural(Decimal(number), Decimal(1), words.phrases.times) == times
    assert (words.locale.plural_form(number) == "many") == (" de veces" in times)
    assert words_for("en").plural(Decimal(number), Decimal(1), words_for("en").phrases.times) == "{} times"


@pytest.mark.parametrize(
    ("lang", "number", "said"),
    [
        ("es", "1000000000", "1000 millones"),
        ("es", "-1000000000", "−1000 millones"),
        ("es-MX", "1000000000", "1,000 millones"),
        ("es", "2000000000", "2 mil millones"),
        ("es", "10000000000", "10 mil millones"),
        ("es", "1000000000000", "1 billón"),
        ("es", "1000000", "1 millón"),
        ("en", "1000000000", "1 billion"),
    ],
)
def test_nobody_says_one_thousand_millions_with_a_one(lang: str, number: str, said: str) -> None:
    """Mil millones is no noun that could be one; what is said reads back as the number."""
    assert words_for(lang).number(Decimal(number)) == said
    assert [each.value for each in speech(lang).numbers(said)] == [Decimal(number)]


@pytest.mark.parametrize(
    ("lang", "currency", "said"),
    [
        ("en", "COP", "COP\u00a05"),
        ("en", "CHF", "CHF\u00a05"),
        ("en", "USD", "$5"),
        ("en", "EUR", "€5"),
        ("en-GB", "USD", "US$5"),
        ("es", "COP", "5 pesos colombianos"),
    ],
)
def test_letters_of_a_currency_are_parted_from_a_number(lang: str, currency: str, said: str) -> None:
    """As CLDR's currencySpacing has it: what is no sign has a blank that does not break beside a digit."""
    words = words_for(lang)
    assert words.money(Decimal(5), Decimal(1), currency) == said
    read = marked(said, currency, words)
    assert [each.value for each in speech(lang).numbers(read)] == [5]
    assert speech(lang).phrase(read) in {f"{CURRENCY}{{}}", "{} pesos colombianos"}


@pytest.mark.parametrize(
    ("lang", "percent", "money"),
    [
        ("es", "3566\u00a0%", "3566 dólares estadounidenses"),
        ("es-419", "3,566%", "3,566 dólares estadounidenses"),
        ("es-MX", "3,566%", "3,566 dólares estadounidenses"),
        ("es-CR", "3\u00a0566%", "3\u00a0566 dólares estadounidenses"),
    ],
)
def test_percentages_and_money_are_grouped_alike(lang: str, percent: str, money: str) -> None:
    """As ICU has them too, but for the blank before a percent sign, which only Spain's Spanish has."""
    words = words_for(lang)
    assert words.percent(Decimal("35.66"), Decimal("0.01")) == percent
    assert words.money(Decimal(3566), Decimal(1), "USD") == money


@given(st.decimals(0, 10, places=3), LANGUAGES)
def test_percentages_are_babels(share: Decimal, lang: str) -> None:
    """A share with a tenth of a per cent."""
    words = words_for(lang)
    form = "#,##0.0\u00a0%" if lang == "es" else "#,##0.0%"
    said = format_percent(share, form, locale=words.locale, group_separator=lang != "es" or share >= 100)
    assert words.percent(share, Decimal("0.001")) == said


@pytest.mark.parametrize(
    ("lang", "percent", "money", "million"),
    [
        ("en", "−2.5%", "−€1,234.75", "−€3.5 million"),
        ("es", "−2,5\u00a0%", "−1234,75 euros", "−3,5 millones de euros"),
        ("es-MX", "−2.5%", "−1,234.75 euros", "−3.5 millones de euros"),
    ],
)
def test_a_loss_has_its_minus_before_all(lang: str, percent: str, money: str, million: str) -> None:
    """The sign of minus, no hyphen, before a currency's symbol, digits and words alike; read back as a hyphen is."""
    words = words_for(lang)
    assert words.percent(Decimal("-0.025"), Decimal("0.001")) == percent
    assert words.money(Decimal("-1234.75"), Decimal("0.01"), "EUR") == money
    assert words.money(Decimal(-3_500_000), Decimal(100_000), "EUR") == million
    for said in (percent, money, million):
        for text in (said, said.replace(MINUS, "-")):
            [number] = speech(lang).numbers(marked(text, "EUR", words))
            assert number.value < 0


@pytest.mark.parametrize("lang", SPOKEN)
@pytest.mark.parametrize("nothing", ["-0", "-0.00", "-0.004"])
def test_nothing_has_no_sign_whichever_was_written_first(nothing: str, lang: str) -> None:
    """What is written as nothing has no minus, and leaves none behind for a nothing without: -0 and 0 are equal."""
    words, step = words_for(lang), Decimal("0.01")
    for value in (Decimal(nothing), Decimal(0)):
        said = format_decimal(0, "0.00", locale=words.locale)
        assert words.digits(value, step) == said
        assert words.percent(value / 100, step / 100).rstrip("\u00a0%") == said
        assert words.money(value, step, "USD") == words.money(Decimal(0), step, "USD")
        assert words.number(value, step) == said


@pytest.mark.parametrize("number", [1, 0, 12.5, -0.0])
def test_code_of_a_brief_may_write_numbers_of_python(number: Any) -> None:  # noqa: ANN401 -- it is not typed
    """A chart gives what it has at hand; a whole number, and one of floating point, are written as decimals are."""
    words, decimal = words_for("en"), Decimal(str(number))
    assert words.digits(number, Decimal("0.1")) == words.digits(decimal, Decimal("0.1")) == f"{abs(number):.1f}"
    assert words.percent(number, Decimal("0.01")) == words.percent(decimal, Decimal("0.01"))
    assert words.money(number, Decimal(1), "USD") == words.money(decimal, Decimal(1), "USD")


@pytest.mark.parametrize("lang", SPOKEN)
def test_each_direction_has_six_words(lang: str) -> None:
    """Up, down, not at all, hardly, that nothing can be said, and little: all different."""
    phrases = SPOKEN[lang].phrases
    for said in (phrases.rose, phrases.it_rose, phrases.rise, phrases.higher, phrases.they_higher):
        assert len(set(said)) == len(said) == 6


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ("10th paragraph", "párrafo 10"),
        ("paragraph 10", "párrafo 10"),
        ("paragraphs 10–12", "párrafos 10 a 12"),
        ("1st paragraph", "párrafo 1"),
        ("page 3", "página 3"),
        ("p. 3", "página 3"),
        ("pp. 3-5", "páginas 3 a 5"),
        ("Table B2", "cuadro B2"),
        ("10th paragraph, note", ""),
        ("the appendix", ""),
    ],
)
def test_places_in_a_source_are_known_in_words(stated: str, said: str) -> None:
    """Paragraphs, pages and tables as people state them; the rest needs a label, and where there are none stays."""
    words = replace(words_for("es-MX"), labels=Labels("data/labels.es.csv"))
    assert words.known_locator(stated) == said
    assert words.locator(stated) == (said or stated)
    assert words_for("es-MX").locator(stated) == stated


def test_several_things_are_listed_as_people_do() -> None:
    """With the language's own commas and conjunction."""
    assert words_for("en").listed(["a", "b", "c"]) == "a, b, and c"
    assert words_for("es").listed(["a", "b", "c"]) == "a, b y c"
    assert words_for("es").listed(["[a]{.x}"]) == "[a]{.x}"


@pytest.mark.parametrize(
    ("value", "english", "spanish"),
    [
        (999_999, "999,999", "999.999"),
        (1_000_000, "1 million", "1 millón"),
        (2_500_000, "2.5 million", "2,5 millones"),
        (12_340_000_000, "12.34 billion", "12,34 mil millones"),
        (30_000_000_000, "30 billion", "30 mil millones"),
        (-2_000_000, "−2 million", "−2 millones"),
        (1_234_500, "1,234,500", "1.234.500"),
    ],
)
def test_large_round_numbers_are_written_in_words(value: int, english: str, spanish: str) -> None:
    """From a million on, where no digit is lost by it."""
    assert words_for("en").number(Decimal(value)) == english
    assert words_for("es").number(Decimal(value)) == spanish


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("number", ["0", "1", "-1", "1.0", "1.00", "2"])
@pytest.mark.parametrize("step", ["1", "1.00", "0.1", "0.10"])
def test_one_of_a_thing_is_one_however_its_step_is_written(lang: str, number: str, step: str) -> None:
    """CLDR's rules ask for the digits that are shown: 1 point, 1.0 points, and in Spanish 1,0 punto."""
    words = words_for(lang)
    shown = format_decimal(abs(Decimal(number)), "0.0" if Decimal(step) < 1 else "0", locale="en")
    is_one = words.locale.plural_form(Decimal(shown)) == "one"
    assert words.plural(Decimal(number), Decimal(step), ("{} point", "{} points")) == (
        "{} point" if is_one else "{} points"
    )


@pytest.mark.parametrize(
    ("number", "written"),
    [(np.int64(12500), "12.500"), (np.float64(2.5), "3"), (-2.5, "−3"), (-0.4, "0"), (9999.5, "10.000"), (7, "7")],
)
def test_a_briefs_own_code_may_write_any_number(number: Any, written: str) -> None:  # noqa: ANN401 -- of numpy, too
    """Halves go away from zero, as those of figures do; a group begins where what is written has one."""
    assert words_for("es").digits(number) == written
