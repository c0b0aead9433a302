"""Ranges of what is measured: the words behind both ends stand once in Spanish, and twice in English."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statbrief.languages.registry import LANGUAGES

SPANISH, ENGLISH = (LANGUAGES[lang].phrases for lang in ("es", "en"))


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        ("440 millones de euros", "460 millones de euros", "440 a 460 millones de euros"),
        ("−460 millones de euros", "−440 millones de euros", "−460 a −440 millones de euros"),
        ("2.711 millones", "2.713 millones", "2.711 a 2.713 millones"),
        ("25,50 pesos", "26,50 pesos", "25,50 a 26,50 pesos"),
        ("900.000 euros", "1,1 millones de euros", "900.000 euros a 1,1 millones de euros"),
        ("1 millón", "2 millones", "1 millón a 2 millones"),
        ("45%", "55%", "45% a 55%"),
        ("45\u00a0%", "55\u00a0%", "45\u00a0% a 55\u00a0%"),
        ("$40", "$50", "$40 a $50"),
        ("20 °C", "21 °C", "20 °C a 21 °C"),
        ("65.000", "75.000", "65.000 a 75.000"),
    ],
)
def test_words_stand_once_in_spanish(low: str, high: str, said: str) -> None:
    """Signs stand at both ends, and so do words that differ."""
    assert SPANISH.ranged(low, high) == said
    assert SPANISH.spelt_out(said) == f"{low} a {high}"
    between = SPANISH.between.format(low=SPANISH.sharing(low, high), high=high)
    assert SPANISH.spelt_out(between) == f"entre {low} y {high}"


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        ("$440 million", "$460 million", "$440 million to $460 million"),
        ("2.711 million", "2.713 million", "2.711 million to 2.713 million"),
    ],
)
def test_they_stand_at_both_ends_in_english(low: str, high: str, said: str) -> None:
    """As the Associated Press writes it."""
    assert ENGLISH.ranged(low, high) == ENGLISH.spelt_out(said) == said


@given(*[st.integers(-999, 999)] * 2, st.sampled_from(["", " millones", " millones de euros", " euros", "%"]))
def test_what_is_shared_is_known_again(one: int, other: int, words: str) -> None:
    """Whatever the numbers, of which no sign is lost."""
    low, high = (f"{each}{words}".replace("-", "−") for each in (one, other))
    assert SPANISH.spelt_out(SPANISH.ranged(low, high)) == f"{low} a {high}"
