"""What single cells of data files may say: names and rounding steps."""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal

from statbrief.arithmetic.stated import EXACT
from statbrief.errors import near_miss
from statbrief.tabular.plain_numbers import WRITE_DIGITS, parse_number

RESERVED = ("words",)
"""Names that analysis functions use for other things than figures and datasets."""


def parse_id(text: str) -> str:
    """A name that `analysis/` can use as a parameter. Raises `ValueError`."""
    if not text.isidentifier() or keyword.iskeyword(text) or text.startswith("_"):
        usable = re.sub(r"\W+", "_", text).strip("_").lower()
        wanted = f"write {usable}" if usable.isidentifier() and not keyword.iskeyword(usable) else ""
        raise ValueError(f"'{text}' is not a name; {wanted or 'use letters, digits and _, a letter first'}")
    if text in RESERVED:
        raise ValueError(f"'{text}' has another meaning in analysis/; choose another name")
    _refuse_lookalikes(text)
    return text


def _refuse_lookalikes(text: str) -> None:
    """Raise `ValueError` for a name that Python reads as another, or that looks like another to people."""
    same = unicodedata.normalize("NFKC", text)
    if same != text:
        raise ValueError(f"'{text}' is '{same}' to Python; write {same} with simple characters")
    for character in text:
        name = unicodedata.name(character, "a character without a name")
        if not character.isascii() and not name.startswith("LATIN "):
            raise ValueError(f"'{text}' holds {name}; write it in Latin letters")


def parse_step(text: str, *, words: Sequence[str] = (EXACT,)) -> Decimal | None:
    """The step that a source rounded to; None for ``exact``. `words` may stand in its place. Raises `ValueError`."""
    if text == EXACT:
        return None
    wanted = f"write the step the source rounded to, such as 1000, {' or '.join(words) if words[1:] else 'or exact'}"
    if not text:
        raise ValueError(f"nothing; {wanted}")
    try:
        step = parse_number(text)
    except ValueError as error:
        own = str(error).partition("; ")[2]  # how to write the number, where that can be told
        hint = near_miss(text, words) or (own if own != WRITE_DIGITS else "")
        raise ValueError(f"{str(error).partition('; ')[0]}; {hint or wanted}") from error
    if step <= 0:
        raise ValueError(f"{text} is not above zero; {wanted}")
    return step
