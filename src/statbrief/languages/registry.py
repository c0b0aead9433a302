"""The languages that briefs can be written in, by tag."""

from __future__ import annotations

from statbrief.languages.english import ENGLISH
from statbrief.languages.spanish import SPANISH
from statbrief.languages.tags import base_language
from statbrief.languages.vocabulary import Vocabulary

LANGUAGES: dict[str, Vocabulary] = {
    "en": ENGLISH,
    "es": SPANISH,
}


OF_MESSAGES = "en"
"""The language that commands themselves speak."""


def vocabulary(lang: str) -> Vocabulary | None:
    """All that is of the language with a tag such as ``es-MX``; None where it is not one of these."""
    return LANGUAGES.get(base_language(lang))


def vocabularies() -> tuple[Vocabulary, ...]:
    """All languages: texts quote each other's, and some words are known in whichever they stand."""
    return tuple(LANGUAGES.values())
