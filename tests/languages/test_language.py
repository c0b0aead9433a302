"""A language's words: what Babel says, no more and no less, and the phrases that each language needs."""

from dataclasses import replace
from decimal import Decimal

import pytest
from babel.numbers import format_decimal, format_percent
from hypothesis import given
from hypothesis import strategies as st

from statbrief.languages.labels import Labels
from statbrief.languages.language import words_for
from statbrief.languages.registry import LANGUAGES as SPOKEN

LANGUAGES = st.sampled_from(["en", "en-GB", "es", "es-MX"])


@given(st.decimals(-(10**9), 10**9, places=2), LANGUAGES)
def test_digits_are_babels(value: Decimal, lang: str) -> None:
    """Groups, point and minus as the language has them, to the place that is asked for."""
    words = words_for(lang)
    is_grouped = lang != "es" or abs(value) >= 10_000
    said = format_decimal(value, "#,##0.00", locale=words.locale, group_separator=is_grouped)
    assert words.digits(value, Decimal("0.01")) == said
    said = format_decimal(int(value), "#,##0", locale=words.locale, group_separator=is_grouped)
    assert words.digits(Decimal(int(value))) == said


@given(st.decimals(0, 10, places=3), LANGUAGES)
def test_percentages_are_babels(share: Decimal, lang: str) -> None:
    """A share with a tenth of a per cent."""
    words = words_for(lang)
    form = "#,##0.0\u00a0%" if lang == "es" else "#,##0.0%"
    said = format_percent(share, form, locale=words.locale, group_separator=lang != "es" or share >= 100)
    assert words.percent(share, Decimal("0.001")) == said


@pytest.mark.parametrize("lang", SPOKEN)
def test_each_direction_has_five_words(lang: str) -> None:
    """Up, down, not at all, hardly, and that nothing can be said: all different."""
    phrases = SPOKEN[lang].phrases
    for said in (phrases.rose, phrases.it_rose, phrases.rise, phrases.higher):
        assert len(set(said)) == len(said) == 5


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ("10th paragraph", "párrafo 10"),
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
        (-2_000_000, "-2 million", "-2 millones"),
        (1_234_500, "1,234,500", "1.234.500"),
    ],
)
def test_large_round_numbers_are_written_in_words(value: int, english: str, spanish: str) -> None:
    """From a million on, where no digit is lost by it."""
    assert words_for("en").number(Decimal(value)) == english
    assert words_for("es").number(Decimal(value)) == spanish
