"""The words around numbers, by language, and the numbers themselves as that language writes them (Babel)."""

from __future__ import annotations

import copy
import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import babel
from babel.lists import format_list
from babel.numbers import NumberPattern, format_compact_decimal, get_currency_name, get_currency_symbol

from statbrief.errors import Fault, ProjectError
from statbrief.labels import Labels

_COMPACT_FROM = Decimal(10) ** 6
_COMPACT_DIGITS = 4
"""A large number is written in words, such as 30 billion, when that loses none of its digits."""


@dataclass(frozen=True, kw_only=True)
class Phrases:
    """What a language says with a number; ``{}`` stands for the number, ``{low}`` and ``{high}`` for a range's ends.

    `rose`, `it_rose`, `rise` and `higher` say up, down and neither; `rose` is said of several things, `it_rose` of one.
    `locators` turn an English place in a source into the language's: a pattern, and what it becomes. `table` is what
    generated tables and captions say, `page` what a finished page says around the data it carries.
    """

    about: str
    more_than: str
    less_than: str
    range: str
    at_least: str
    at_most: str
    times: str
    rose: tuple[str, str, str]
    it_rose: tuple[str, str, str]
    rise: tuple[str, str, str]
    higher: tuple[str, str, str]
    fractions: Mapping[tuple[int, int], str]
    money: str
    money_compact: str
    per: str
    locators: Mapping[str, str]
    table: Mapping[str, str]
    page: Mapping[str, str]
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
    it_rose=("rose", "fell", "did not change"),
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
    locators={},
    table={
        "figure": "Figure",
        "value": "Value",
        "range": "Range",
        "origin": "Where from",
        "check": "Check",
        "outcome": "Outcome",
        "compared": "Compared",
        "exact": "exact",
        "computed": "from",
        "agrees": "agrees with",
        "drawn_from": "Drawn from",
        "no_value": "no value for",
        "known": "of what is known",
    },
    page={
        "skip": "Skip to the text",
        "hint": "Point at a number to see where it comes from.",
        "data_of_chart": "The chart’s data",
        "files": "Data in this file",
        "files_intro": "This page carries its data and the record of how it was made; `statbrief verify` checks them.",
        "record": "The record of this build",
        "figure": "Figure",
        "value": "Value",
        "range": "Range",
    },
    holds=("holds", "does not hold"),
)
_SPANISH = Phrases(
    about="cerca de {}",
    more_than="más de {}",
    less_than="menos de {}",
    range="{low} a {high}",
    at_least="{} o más",
    at_most="{} o menos",
    times="{} veces",
    rose=("aumentaron", "disminuyeron", "no cambiaron"),
    it_rose=("aumentó", "disminuyó", "no cambió"),
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
    locators={
        r"(\d+)(?:st|nd|rd|th) paragraph": r"párrafo \1",
        r"(?:page|p\.) (\d+)": r"página \1",
        r"(?:pages|pp\.) (\d+)[-–](\d+)": r"páginas \1 a \2",
        r"[Tt]able (\w+)": r"cuadro \1",
    },
    table={
        "figure": "Cifra",
        "value": "Valor",
        "range": "Intervalo",
        "origin": "Procedencia",
        "check": "Comprobación",
        "outcome": "Resultado",
        "compared": "Se comparan",
        "exact": "exacto",
        "computed": "a partir de",
        "agrees": "coincide con",
        "drawn_from": "Elaborado con",
        "no_value": "sin valor para",
        "known": "de lo que se sabe",
    },
    page={
        "skip": "Ir al texto",
        "hint": "Señale una cifra para ver de dónde procede.",
        "data_of_chart": "Los datos de la gráfica",
        "files": "Datos en este archivo",
        "files_intro": "Esta página lleva sus datos y el registro de cómo se hizo; `statbrief verify` los comprueba.",
        "record": "El registro de esta versión",
        "figure": "Cifra",
        "value": "Valor",
        "range": "Intervalo",
    },
    holds=("cumple", "no cumple"),
)
PHRASES = {"en": _ENGLISH, "es": _SPANISH}


@dataclass(frozen=True)
class Words:
    """A language: its phrases, and how it writes a number, a percentage or an amount of money.

    `labels` are the brief's own labels in that language, where they differ from those of its data.
    """

    lang: str
    locale: babel.Locale
    phrases: Phrases
    labels: Labels = field(default_factory=Labels)

    def number(self, value: Decimal, step: Decimal = Decimal(1)) -> str:
        """The number with its digits grouped, to the place of `step`; large round ones in words: 30 billion."""
        return self._compact(value) or self.digits(value, step)

    def digits(self, value: Decimal, step: Decimal = Decimal(1)) -> str:
        """The number in digits alone, to the place of `step`."""
        return _digits(self.lang, value, max(0, -int(step.adjusted())))

    def percent(self, share: Decimal, step: Decimal) -> str:
        """A share as a percentage; `step` is the share's."""
        return _percentage(self.lang, share, max(0, -int(step.adjusted()) - 2))

    def money(self, value: Decimal, step: Decimal, currency: str) -> str:
        """An amount as people write it: $30 billion, 30 mil millones de dólares."""
        compact = self._compact(abs(value))
        phrase = self.phrases.money_compact if compact else self.phrases.money
        text = phrase.format(
            symbol=get_currency_symbol(currency, self.locale),
            number=compact or self.digits(abs(value), step),
            name=self.labels.text(
                "unit", currency, get_currency_name(currency, 1 if abs(value) == 1 else 2, self.locale)
            ),
        )
        return f"-{text}" if value < 0 else text

    def listed(self, texts: Sequence[str]) -> str:
        """The texts as one: with commas, and the language's word for `and` before the last."""
        return str(format_list(texts, locale=self.locale))

    def locator(self, stated: str) -> str:
        """The place in a source that a row of the data states: as the brief's labels have it, else in known words."""
        return self.labels.text("locator", stated, self.known_locator(stated) or stated)

    def known_locator(self, stated: str) -> str:
        """The same in the language's own words; nothing where the data speak it, or the words are not known."""
        for pattern, said in self.phrases.locators.items() if self.labels else ():
            if found := re.fullmatch(pattern, stated):
                return found.expand(said)
        return ""

    def is_currency(self, unit: str) -> bool:
        """Whether the unit is money: a code such as USD."""
        return unit in self.locale.currencies

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
    return Words(lang, _locale(lang), PHRASES[base])


@functools.cache
def _locale(lang: str) -> babel.Locale:
    try:
        return babel.Locale.parse(lang, sep="-")
    except (babel.UnknownLocaleError, ValueError):
        return babel.Locale.parse(lang.split("-", maxsplit=1)[0])


# A figure's forms repeat its numbers, and Babel takes its time for each.
@functools.lru_cache(maxsize=1024)
def _digits(lang: str, value: Decimal, places: int) -> str:
    return str(_decimal_pattern(lang, places).apply(value, _locale(lang)))


@functools.lru_cache(maxsize=1024)
def _percentage(lang: str, share: Decimal, places: int) -> str:
    return str(_percent_pattern(lang, places).apply(share, _locale(lang)))


@functools.cache
def _decimal_pattern(lang: str, places: int) -> NumberPattern:
    return _with_places(_locale(lang).decimal_formats[None], places)


@functools.cache
def _percent_pattern(lang: str, places: int) -> NumberPattern:
    return _with_places(_locale(lang).percent_formats[None], places)


def _with_places(pattern: NumberPattern, places: int) -> NumberPattern:
    """The pattern with a fixed number of decimal places."""
    fixed = copy.copy(pattern)
    fixed.frac_prec = (places, places)
    return fixed
