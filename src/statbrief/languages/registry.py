"""The languages that briefs can be written in, by tag."""

from __future__ import annotations

import re

from statbrief.languages.english import ENGLISH
from statbrief.languages.spanish import SPANISH
from statbrief.languages.tags import base_language, region
from statbrief.languages.vocabulary import Vocabulary

LANGUAGES: dict[str, Vocabulary] = {
    "en": ENGLISH,
    "es": SPANISH,
}


OF_MESSAGES = "en"
"""The language that commands themselves speak."""
OF_CODE = "en"
"""The language whose signs Python writes numbers with."""


def vocabulary(lang: str) -> Vocabulary | None:
    """All that is of the language with a tag such as ``es-MX``; None where it is not one of these."""
    return LANGUAGES.get(base_language(lang))


def spelt(text: str, lang: str) -> str:
    """A text of the language as it is spelt in the region of its tag, which may be none.

    >>> [spelt("License", tag) for tag in ("en", "en-US", "en-GB", "es-US")]
    ['License', 'License', 'Licence', 'License']
    """
    spoken, place = vocabulary(lang), region(lang)
    if spoken is None or not place or place in spoken.home:
        return text
    return re.sub(r"\w+", lambda word: spoken.elsewhere.get(word[0], word[0]), text)


def vocabularies() -> tuple[Vocabulary, ...]:
    """All languages: texts quote each other's, and some words are known in whichever they stand."""
    return tuple(LANGUAGES.values())
