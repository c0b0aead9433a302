"""How a spreadsheet shows a number: with the digits and signs that the brief writes it with."""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal
from typing import NamedTuple

_NUMBER = re.compile(r"\d(?:[\d.,'’\u00a0\u202f ]*\d)?")
_PER_CENT = re.compile(r"[\s\u00a0\u202f]?%")
_GROUP = 3
_LARGEST = 10**15  # a whole number with all its digits
_MOST_PLACES = 30  # what spreadsheets have


class NumberFormat(NamedTuple):
    """How many decimals are shown, whether in groups of three, as a percentage, with which sign of a currency.

    `places` is None where nothing says how many; `has_plus` has a plus before what is more than nothing.
    """

    places: int | None = None
    is_grouped: bool = False
    is_percent: bool = False
    before: str = ""
    after: str = ""
    has_plus: bool = False


GENERAL = NumberFormat()
"""As the spreadsheet sees fit."""


def format_of(value: float, text: str) -> NumberFormat:
    """The format in which a spreadsheet shows `value` as `text` does; without words, which it cannot say.

    Where the text says it in words or rounder than a format can, a whole number has no decimals.

    >>> format_of(3.888888, "about 3.9")
    NumberFormat(places=1, is_grouped=True, is_percent=False, before='', after='', has_plus=False)
    >>> format_of(0.455, "45.5%").is_percent, format_of(1.93188, "1.93%").after, format_of(-5.0, "−$5.00").before
    (True, '%', '$')
    """
    for found in _NUMBER.finditer(text):
        digits = re.sub(r"\D", "", found[0])
        per_cent = bool(_PER_CENT.match(text, found.end()))
        for is_percent in (False, True) if per_cent else (False,):
            places = _places(value * 100 if is_percent else value, digits)
            if places is not None:
                return _dressed(text, found, places, is_percent=is_percent, is_sign=per_cent)
    is_short = value.is_integer() and abs(value) < _LARGEST
    return NumberFormat(places=0, is_grouped=True) if is_short else GENERAL


def _places(value: float, digits: str) -> int | None:
    """With how many decimals a number has just these digits, rounded as numbers are or as ends of ranges.

    None where it has them with none. A whole number that is rounded to tens or more has no decimals.
    """
    number = abs(Decimal(repr(value)))
    whole = len(str(int(number)))
    for places in (len(digits) - whole, len(digits) - whole - 1):
        if 0 <= places <= _MOST_PLACES and digits in _roundings(number, -places):
            return places
    rounder = range(1, whole + 1)
    return 0 if any(digits in _roundings(number, power) for power in rounder) else None


def _roundings(number: Decimal, power: int) -> set[str]:
    """The digits of a number rounded to a power of ten: as numbers are, and to either side."""
    step = Decimal(1).scaleb(power)
    rounded = [(number / step).quantize(Decimal(1), mode) * step for mode in (ROUND_HALF_UP, ROUND_DOWN, ROUND_UP)]
    return {f"{each:f}".replace(".", "") for each in rounded}


def format_of_end(value: float, shown: NumberFormat, text: str) -> NumberFormat:
    """The format of an end of a range: as the text has it, else with one decimal more than the number if it needs it.

    >>> format_of_end(19891.5, NumberFormat(0, is_grouped=True), "").places
    1
    >>> format_of_end(30e9, NumberFormat(0, is_grouped=True, before="$"), "lower bound only").before
    '$'
    """
    own = format_of(value, text) if _NUMBER.search(text) else GENERAL
    if own.places is not None or shown.places is None:
        return own
    scale = 100 if shown.is_percent else 1
    is_whole = (Decimal(repr(value)) * scale).scaleb(shown.places) % 1 == 0
    return shown._replace(places=shown.places + (not is_whole))


def _dressed(text: str, found: re.Match[str], places: int, *, is_percent: bool, is_sign: bool) -> NumberFormat:
    """The format of a number that a text says there."""
    whole = found[0][: -(places + 1)] if places else found[0]
    is_grouped = not whole.isdecimal() or len(whole) <= _GROUP
    start, before = _symbol_before(text, found.start())
    after = _symbol_after(text, found.end()) or ("%" if is_sign and not is_percent else "")
    has_plus = start > 0 and text[start - 1] == "+"
    return NumberFormat(places, is_grouped, is_percent, before, after, has_plus)


def _symbol_before(text: str, start: int) -> tuple[int, str]:
    """The symbol of a currency before a number, and where it begins."""
    blank = text[start - 1 : start] in {"\u00a0", "\u202f"}
    place = start - 1 - blank
    if place >= 0 and unicodedata.category(text[place]) == "Sc":
        return place, text[place:start]
    return start, ""


def _symbol_after(text: str, end: int) -> str:
    """The symbol of a currency after a number."""
    blank = text[end : end + 1] in {"\u00a0", "\u202f", " "}
    place = end + blank
    return text[end : place + 1] if place < len(text) and unicodedata.category(text[place]) == "Sc" else ""


def excel_format(shown: NumberFormat) -> str:
    """The same in the language of spreadsheets' formats.

    >>> excel_format(NumberFormat(1, is_grouped=True, has_plus=True)), excel_format(NumberFormat(2, before="$"))
    ('+#,##0.0;-#,##0.0;#,##0.0', '"$"0.00')
    """
    if shown.places is None:
        return "General"
    digits = ("#,##0" if shown.is_grouped else "0") + (f".{'0' * shown.places}" if shown.places else "")
    one = f"{_quoted(shown.before)}{digits}{'%' if shown.is_percent else ''}{_quoted(shown.after)}"
    return f"+{one};-{one};{one}" if shown.has_plus else one


def _quoted(text: str) -> str:
    return f'"{text}"' if text else ""
