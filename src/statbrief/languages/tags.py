"""The tags of languages, such as ``es-MX``."""

from __future__ import annotations

DEFAULT_LANGUAGE = "en"
"""That of a brief which names none, and of the words that a page says of itself in a language that is not known."""


def base_language(lang: str) -> str:
    """The language of a tag, without its region."""
    return lang.partition("-")[0].lower()
