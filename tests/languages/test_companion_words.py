"""What companions say of themselves, in every language that there is."""

import re

import pytest

from statbrief.languages.english import ENGLISH
from statbrief.languages.registry import LANGUAGES


@pytest.mark.parametrize("lang", sorted(LANGUAGES))
def test_every_language_says_what_english_does(lang: str) -> None:
    """The same words, with places for the same things, and no number of their own."""
    said = LANGUAGES[lang].companions
    assert said.keys() == ENGLISH.companions.keys()
    for name, text in said.items():
        assert re.findall(r"\{\w*\}", text) == re.findall(r"\{\w*\}", ENGLISH.companions[name])
        assert not re.search(r"\d", text)


@pytest.mark.parametrize("lang", sorted(LANGUAGES))
def test_no_two_sheets_or_columns_would_have_one_name(lang: str) -> None:
    """Of those that stand side by side."""
    said = LANGUAGES[lang].companions
    sheets = [said[each] for each in ("cover", "contents", "notes", "figures", "names", "checks", "sources")]
    kinds = [said[each] for each in ("table", "table_data", "chart")]
    columns = [said[each] for each in ("as_said", "low", "high", "unit", "formula", "source_key", "name")]
    for each in (sheets, kinds, columns):
        assert len({name.casefold() for name in each}) == len(each)
