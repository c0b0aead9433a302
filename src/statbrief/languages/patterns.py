"""What the patterns of all languages are made of: years, days, what a number may stand beside, and lists of words."""

from __future__ import annotations

from collections.abc import Sequence

YEAR = r"(?:1[5-9]|2[01])\d\d"
DAY = r"(?:3[01]|[12]\d|0?[1-9])"
DASH = r"(?:\s?(?:[–—‒−]|-{1,3})\s?)"
NOT_AFTER = r"(?<![\w.,/:$€£¥₱+−±])(?<!\d[-–—])(?<!\s-)(?<!^-)"
"""Before a number that tells when: nothing that would make it another one."""
NOT_BEFORE = r"(?![\w%‰×°½¼¾]|[.,:'’٫٬/⁄]\d|\s?[%‰])"
"""After a number that tells when: nothing that would make it another one."""
SPACE = r"[\s\u00ad-]+"
"""Between the words of one number."""


def words(text: str) -> frozenset[str]:
    """The words of a text, in any order."""
    return frozenset(text.split())


def is_word(text: str) -> bool:
    """Whether a name can be a word of a language: letters alone, and capital ones at its start at most."""
    return text.isalpha() and text[1:] == text[1:].lower()


def is_acronym(text: str) -> bool:
    """Whether a name is capital letters alone."""
    return len(text) > 1 and text.isalpha() and text.isupper()


def any_of(words: str) -> str:
    """A pattern for any of the words, their accents optional."""
    pattern = "|".join(sorted(words.split(), key=len, reverse=True))
    for plain, accented in zip("aeiou", "áéíóú", strict=True):
        pattern = pattern.replace(accented, f"[{plain}{accented}]")
    return pattern


def numbered(words: str, first: int = 2, step: int = 1) -> dict[str, int]:
    """Words that count on from `first`, with what each stands for.

    >>> numbered("twenty thirty forty", 20, 10)
    {'twenty': 20, 'thirty': 30, 'forty': 40}
    """
    return {word: first + place * step for place, word in enumerate(words.split())}


def month_numbers(*names: Sequence[str], **others: int) -> dict[str, int]:
    """Which month a name is, whatever its case: long and short ones from January on, and what else there is.

    >>> month_numbers(["January", "February"], ["Jan.", "Feb."], sept=9)["feb"]
    2
    """
    counted = {name.lower().rstrip("."): place for each in names for place, name in enumerate(each, start=1)}
    return counted | others


def parts(ordinals: str) -> dict[str, int]:
    """The denominators of fractions from a third on, in singular and plural.

    >>> parts("third quarter")
    {'third': 3, 'thirds': 3, 'quarter': 4, 'quarters': 4}
    """
    return {form: whole for word, whole in numbered(ordinals, 3).items() for form in (word, f"{word}s")}
