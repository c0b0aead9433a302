"""How often in a row, in words: rose for the third month in a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from statbrief.arithmetic.digits import DOWN, SAME, UP
from statbrief.table_schema.spans import parse_span

if TYPE_CHECKING:
    from statbrief.languages.language import Words


def run_text(times: int, period: str, verb: str, words: Words, *, is_least: bool = False) -> str:
    """That something rose so many times in a row, or fell where `times` is negative; nothing of no known period.

    `period` is the time that it rests on, whose last period has the length of all; `verb` is that of one thing or of
    several (`rose`, `it_rose`). Once is no row: it rose. `is_least` is of what may have been so more often before.

    >>> from statbrief.languages.language import words_for
    >>> run_text(3, "2022-02/2022-05", "it_rose", words_for("en"))
    'rose for the third month in a row'
    >>> run_text(-2, "2022-Q1/2022-Q2", "it_rose", words_for("es"))
    'disminuyó por segundo trimestre consecutivo'
    >>> run_text(3, "2022-02/2022-05", "it_rose", words_for("en"), is_least=True)
    'rose for at least 3 months in a row'
    """
    said = getattr(words.phrases, verb)[UP if times > 0 else DOWN if times < 0 else SAME]
    if abs(times) < 2:  # noqa: PLR2004 -- of two there is a row
        return str(said)
    if not period:
        return ""
    row = words.vocabulary.periods.rows[parse_span(period).last.frequency]
    if is_least:
        return f"{said} {row.beyond.format(words.phrases.at_least.format(abs(times)))}"
    place = abs(times) - 2
    if place < len(row.ordinals):
        return f"{said} {row.nth.format(row.ordinals[place])}"
    return f"{said} {row.beyond.format(abs(times))}"
