"""The words around numbers, by language, and the numbers themselves as that language writes them (Babel)."""

from __future__ import annotations

import copy
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import babel
from babel.numbers import NumberPattern, format_compact_decimal, get_currency_name, get_currency_symbol

from statbrief.errors import Fault, ProjectError

_COMPACT_FROM = Decimal(10) ** 6
_COMPACT_DIGITS = 4
"""A large number is written in words, such as 30 billion, when that loses none of its digits."""


@dataclass(frozen=True, kw_only=True)
class Phrases:
    """What a language says with a number; ``{}`` stands for the number, ``{low}`` and ``{high}`` for a range's ends."""

    about: str
    more_than: str
    less_than: str
    range: str
    at_least: str
    at_most: str
    times: str
    rose: tuple[str, str, str]
    rise: tuple[str, str, str]
    higher: tuple[str, str, str]
    fractions: Mapping[tuple[int, int], str]
    money: str
    money_compact: str
    per: str
    table: Mapping[str, str]
    holds: tuple[str, str]


_ENGLISH = Phrases(
    about="about {}",
    more_than="more than {}",
    less_than="less than {}",
    range="{low} to {high}",
    at_least="{} or more",
    at_most="{} or less",
    times="{} times",
    rose=("rose", "fell", "did not change"),
    rise=("rise", "fall", "unchanged level"),
    higher=("higher", "lower", "unchanged"),
    fractions={
        (1, 2): "half",
        (1, 3): "a third",
        (2, 3): "two thirds",
        (1, 4): "a quarter",
        (3, 4): "three quarters",
        (1, 5): "a fifth",
        (1, 10): "a tenth",
    },
    money="{symbol}{number}",
    money_compact="{symbol}{number}",
    per="{} per {}",
    table={
        "figure": "Figure",
        "value": "Value",
        "range": "Range",
        "source": "Source",
        "check": "Check",
        "outcome": "Outcome",
        "compared": "Compared",
        "exact": "exact",
        "computed": "computed from",
    },
    holds=("holds", "does not hold"),
)
_SPANISH = Phrases(
    about="alrededor de {}",
    more_than="más de {}",
    less_than="menos de {}",
    range="de {low} a {high}",
    at_least="{} o más",
    at_most="{} o menos",
    times="{} veces",
    rose=("aumentaron", "disminuyeron", "no cambiaron"),
    rise=("aumento", "descenso", "nivel sin cambios"),
    higher=("mayor", "menor", "igual"),
    fractions={
        (1, 2): "la mitad",
        (1, 3): "un tercio",
        (2, 3): "dos tercios",
        (1, 4): "una cuarta parte",
        (3, 4): "tres cuartas partes",
        (1, 5): "una quinta parte",
        (1, 10): "una décima parte",
    },
    money="{number} {name}",
    money_compact="{number} de {name}",
    per="{} por {}",
    table={
        "figure": "Cifra",
        "value": "Valor",
        "range": "Intervalo",
        "source": "Fuente",
        "check": "Comprobación",
        "outcome": "Resultado",
        "compared": "Comparado",
        "exact": "exacto",
        "computed": "calculado a partir de",
    },
    holds=("se cumple", "no se cumple"),
)
PHRASES = {"en": _ENGLISH, "es": _SPANISH}


@dataclass(frozen=True)
class Words:
    """A language: its phrases, and how it writes a number, a percentage or an amount of money."""

    lang: str
    locale: babel.Locale
    phrases: Phrases

    def number(self, value: Decimal, step: Decimal = Decimal(1)) -> str:
        """The number with its digits grouped, to the place of `step`; large round ones in words: 30 billion."""
        return self._compact(value) or self.digits(value, step)

    def digits(self, value: Decimal, step: Decimal = Decimal(1)) -> str:
        """The number in digits alone, to the place of `step`."""
        places = max(0, -int(step.adjusted()))
        return str(_decimal_pattern(self.locale, places).apply(value, self.locale))

    def percent(self, share: Decimal, step: Decimal) -> str:
        """A share as a percentage; `step` is the share's."""
        places = max(0, -int(step.scaleb(2).adjusted()))
        return str(_percent_pattern(self.locale, places).apply(share, self.locale))

    def money(self, value: Decimal, step: Decimal, currency: str) -> str:
        """An amount as people write it: $30 billion, 30 mil millones de dólares."""
        compact = self._compact(value)
        phrase = self.phrases.money_compact if compact else self.phrases.money
        return phrase.format(
            symbol=get_currency_symbol(currency, self.locale),
            number=compact or self.digits(value, step),
            name=get_currency_name(currency, 2, self.locale),
        )

    def _compact(self, value: Decimal) -> str:
        """The number in words such as million, or nothing where digits are better."""
        if abs(value) < _COMPACT_FROM or len(value.normalize().as_tuple().digits) > _COMPACT_DIGITS:
            return ""
        return str(format_compact_decimal(value, format_type="long", locale=self.locale, fraction_digits=3))


def words_for(lang: str) -> Words:
    """The words of `lang`, a BCP 47 tag such as ``en`` or ``es-MX``.

    Raises `ProjectError` for a language that this project has no phrases in.
    """
    base = lang.split("-", maxsplit=1)[0].lower()
    if base not in PHRASES:
        wanted = f"the languages are {', '.join(sorted(PHRASES))}"
        found = f"there are no words for '{lang}'"
        raise ProjectError(Fault(file="_quarto.yml", what="lang", found=found, wanted=wanted))
    try:
        locale = babel.Locale.parse(lang, sep="-")
    except (babel.UnknownLocaleError, ValueError):
        locale = babel.Locale.parse(base)
    return Words(lang, locale, PHRASES[base])


@functools.cache
def _decimal_pattern(locale: babel.Locale, places: int) -> NumberPattern:
    return _with_places(locale.decimal_formats[None], places)


@functools.cache
def _percent_pattern(locale: babel.Locale, places: int) -> NumberPattern:
    return _with_places(locale.percent_formats[None], places)


def _with_places(pattern: NumberPattern, places: int) -> NumberPattern:
    """The pattern with a fixed number of decimal places."""
    fixed = copy.copy(pattern)
    fixed.frac_prec = (places, places)
    return fixed
