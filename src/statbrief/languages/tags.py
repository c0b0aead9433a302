"""The tags of languages, such as ``es-MX``."""

from __future__ import annotations

import re

DEFAULT_LANGUAGE = "en"
"""That of a brief which names none, and of the words that a page says of itself in a language that is not known."""


def region(lang: str) -> str:
    """The region of a tag, two letters or three digits; nothing where it has none."""
    parts = lang.split("-")[1:]
    return next((each.upper() for each in parts if re.fullmatch(r"[A-Za-z]{2}|[0-9]{3}", each)), "")


def base_language(lang: str) -> str:
    """The language of a tag, without its region."""
    return lang.partition("-")[0].lower()
