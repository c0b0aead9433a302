"""How a language writes numbers, to be read back: by its own signs for decimals, groups, percentages and money."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from statbrief.arithmetic.digits import PER_CENT
from statbrief.errors import ProjectError

if TYPE_CHECKING:
    from statbrief.languages.language import Words

CURRENCY = "\N{CURRENCY SIGN}"
"""What stands for the symbol of a figure's currency while its text is taken apart."""
_UNKNOWN = "\N{REPLACEMENT CHARACTER}"
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}")
_SPACES = " \u00a0\u202f"


class UnknownLanguageError(ValueError):
    """Raised when there is no way to read the texts of a language."""


@dataclass(frozen=True)
class Said:
    """A number that a text says: its value, its last place that is not zero, and whether it is per cents."""

    value: Decimal
    place: Decimal
    is_percent: bool

    def over(self, ratio: Decimal) -> Said:
        """A share as a number of the unit of which one is `ratio`."""
        return replace(self, value=self.value / ratio, place=self.place / ratio)


class Speech:
    """How a language writes numbers, to be read back."""

    def __init__(self, words: Words) -> None:
        symbols = words.locale.number_symbols
        signs: Mapping[str, str] = symbols.get("latn", symbols)
        self.words = words
        self.group, self.decimal, self.percent = signs["group"], signs["decimal"], signs["percentSign"]
        group = rf"[{re.escape(_SPACES)}]" if self.group in _SPACES else re.escape(self.group)
        self.multipliers = _multipliers(words)
        named = "|".join(re.escape(each) for each in sorted(self.multipliers, key=len, reverse=True))
        whole = rf"(?:[0-9]{{1,3}}(?:{group}[0-9]{{2,3}})*{group}[0-9]{{3}}(?![0-9])|[0-9]+)"
        digits = rf"{whole}(?:{re.escape(self.decimal)}[0-9]+)?"
        self.pattern = re.compile(
            rf"(?P<minus>(?<![0-9])[-−])?(?P<symbol>{CURRENCY})?(?P<digits>{digits})"
            rf"(?:[{_SPACES}]?(?P<percent>{re.escape(self.percent)})|[{_SPACES}](?P<word>{named})\b)?"
        )
        self.fractions = {text: parts for parts, text in words.phrases.fractions.items()}

    def numbers(self, text: str) -> list[Said]:
        """The numbers that a text says, in its order."""
        return [self._said(found) for found in self.pattern.finditer(text)]

    def phrase(self, text: str) -> str:
        """The text with ``{}`` in the place of each number, its sign and its share; a currency's symbol stays."""
        return self.pattern.sub(lambda found: f"{found['symbol'] or ''}{{}}", text)

    def _said(self, found: re.Match[str]) -> Said:
        whole, _, places = found["digits"].partition(self.decimal)
        digits = re.sub(r"[^0-9]", "", whole)
        number = Decimal(f"{digits}.{places}" if places else digits)
        place = -len(places) if places else len(digits) - len(digits.rstrip("0"))
        scale = self.multipliers.get(found["word"] or "", Decimal(1))
        if found["percent"]:
            scale = PER_CENT
        sign = -1 if found["minus"] else 1
        return Said(sign * number * scale, Decimal(1).scaleb(place) * scale, bool(found["percent"]))


@cache
def speech(lang: str) -> Speech:
    """How the language with the tag `lang` writes numbers. Raises `UnknownLanguageError`."""
    from statbrief.languages.language import words_for

    if not _LANGUAGE.fullmatch(lang):
        raise UnknownLanguageError(f"'{lang[:20]}' is no language's tag")
    try:
        return Speech(words_for(lang))
    except ProjectError as error:
        raise UnknownLanguageError(error.faults[0].found) from error


def _multipliers(words: Words) -> dict[str, Decimal]:
    """What the language's words such as million stand for."""
    found = {}
    for named in words.locale.compact_decimal_formats["long"].values():
        for size, pattern in named.items():
            zeros, _, word = pattern.pattern.replace("'", "").partition(" ")
            if word and set(zeros) == {"0"}:
                found[word] = Decimal(int(size)).scaleb(1 - len(zeros))
    return found


def marked(text: str, unit: str, words: Words) -> str:
    """The text with one sign for the symbol of the figure's currency, beside a number; of no other currency.

    It stands before numbers, or after them where the language writes it so.
    """
    text = text.replace(CURRENCY, _UNKNOWN)
    if (money := words.money_of(unit)) is None:
        return text
    from babel.numbers import get_currency_symbol

    from statbrief.languages.numbers import is_parted

    sign = get_currency_symbol(money[0], words.locale)
    symbol = re.escape(sign)
    is_after = "{symbol}" in words.phrases.money.partition("{number}")[2]
    blank = "\u00a0?" if is_parted(sign) else ""
    return re.sub(rf"(?<=\w|\s){symbol}(?!\w)" if is_after else rf"{symbol}{blank}(?=[0-9])", CURRENCY, text)
