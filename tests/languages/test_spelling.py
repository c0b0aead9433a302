"""Words are spelt as in the region of a brief's language."""

import json

import pytest
from babel.core import get_global

from published_records import record, sealed
from statbrief.companions.edition import Edition
from statbrief.languages.english import ENGLISH
from statbrief.languages.page_words import words_of
from statbrief.languages.registry import spelt

AS_IN_ENGLAND = sorted(
    each.replace("_", "-") for each, parent in get_global("parent_exceptions").items() if parent == "en_001"
)
"""Those whose English is, says CLDR, that of the world and not that of the United States."""


def test_english_of_the_world_has_its_own_spelling() -> None:
    """In all regions that CLDR knows to write so; in others of these, as in the United States."""
    assert {"en-GB", "en-AU", "en-IE", "en-150"} <= set(AS_IN_ENGLAND)
    assert {spelt("License", tag) for tag in [*AS_IN_ENGLAND, "en-001", "en-Latn-GB"]} == {"Licence"}
    at_home = {f"en-{place}" for place in ENGLISH.home}
    assert at_home.isdisjoint(AS_IN_ENGLAND)
    assert {spelt("License", tag) for tag in [*at_home, "en", "en-us", "es-US", "fr-CA"]} == {"License"}


def test_a_part_of_a_word_is_none() -> None:
    """Nor is one in small letters, which no page has."""
    assert spelt("License: Licensed, license", "en-GB") == "Licence: Licensed, license"


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "License"), ("en-US", "License"), ("en-GB", "Licence"), ("es-MX", "Licencia")]
)
def test_pages_and_companions_are_spelt_alike(lang: str, said: str) -> None:
    """A word that the brief gives stands as it is given."""
    assert words_of({"lang": lang})["release-licence"] == said
    assert (
        Edition(stem="brief", record=json.loads(sealed({**record(), "lang": lang})), text=b"").word("licence") == said
    )
    own = {"lang": lang, "language": {"release-licence": "License"}}
    assert words_of(own)["release-licence"] == "License"
