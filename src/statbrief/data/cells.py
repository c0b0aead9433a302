"""What single cells of data files may say: names and rounding steps."""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal

from statbrief.arithmetic.bounds import EXACT
from statbrief.errors import RefusedError, near_miss
from statbrief.table_schema.plain_numbers import WRITE_DIGITS, parse_number

RESERVED = ("words",)
"""Names that analysis functions use for other things than figures and datasets."""


def parse_id(text: str) -> str:
    """A name that `analysis/` can use as a parameter. Raises `RefusedError`."""
    if not text.isidentifier() or keyword.iskeyword(text) or text.startswith("_"):
        usable = re.sub(r"\W+", "_", text).strip("_").lower()
        wanted = f"write {usable}" if usable.isidentifier() and not keyword.iskeyword(usable) else ""
        raise RefusedError(f"'{text}' is not a name", wanted or "use letters, digits and _, a letter first")
    if text in RESERVED:
        raise RefusedError(f"'{text}' has another meaning in analysis/", "choose another name")
    _refuse_lookalikes(text)
    return text


def _refuse_lookalikes(text: str) -> None:
    """Raise `RefusedError` for a name that Python reads as another, or that looks like another to people."""
    same = unicodedata.normalize("NFKC", text)
    if same != text:
        raise RefusedError(f"'{text}' is '{same}' to Python", f"write {same} with simple characters")
    for character in text:
        name = unicodedata.name(character, "a character without a name")
        if not character.isascii() and not name.startswith("LATIN "):
            raise RefusedError(f"'{text}' holds {name}", "write it in Latin letters")


def parse_step(text: str, *, words: Sequence[str] = (EXACT,)) -> Decimal | None:
    """The step that a source rounded to; None for ``exact``. `words` may stand in its place. Raises `RefusedError`."""
    if text == EXACT:
        return None
    wanted = f"write the step the source rounded to, such as 1000, {' or '.join(words) if words[1:] else 'or exact'}"
    if not text:
        raise RefusedError("nothing", wanted)
    try:
        step = parse_number(text)
    except RefusedError as error:  # which tells how to write the number, where that can be told
        hint = near_miss(text, words) or (error.wanted if error.wanted != WRITE_DIGITS else "")
        raise RefusedError(error.found, hint or wanted) from error
    if step <= 0:
        raise RefusedError(f"{text} is not above zero", wanted)
    return step
