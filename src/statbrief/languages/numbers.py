"""Numbers as a language writes them (Babel), and the words that come with them."""

from __future__ import annotations

import copy
import decimal
import functools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import babel
from babel.core import get_global
from babel.lists import format_list
from babel.numbers import (
    NumberPattern,
    format_compact_decimal,
    get_currency_name,
    get_currency_precision,
    get_currency_symbol,
)

from statbrief.arithmetic.rounding import round_to
from statbrief.languages.contractions import run_together
from statbrief.languages.labels import Labels
from statbrief.languages.phrases import Phrases
from statbrief.languages.registry import vocabulary
from statbrief.languages.tags import base_language
from statbrief.languages.vocabulary import Vocabulary

MINUS = "\N{MINUS SIGN}"
"""What stands before a negative number wherever people read it; a hyphen would be parted from it at a line's end."""
ZEROS = {"kilo": 3, "mega": 6, "giga": 9, "tera": 12}
"""pint's prefixes that languages have words for when people count."""
_MILLION = 6
_ANY = decimal.Context(prec=1000, rounding=decimal.ROUND_HALF_UP)
"""Digits enough for any number."""
_COMPACT_FROM = Decimal(10) ** 6
_COMPACT_DIGITS = 4
"""A large number is written in words, such as 30 billion, when that loses none of its digits."""


@dataclass(frozen=True)
class Numbers:
    """How a language writes a number, a percentage or an amount of money; `lang` is its BCP 47 tag."""

    lang: str
    locale: babel.Locale
    vocabulary: Vocabulary
    labels: Labels = field(default_factory=Labels)
    _plural_forms: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def phrases(self) -> Phrases:
        """What the language says with a number."""
        return self.vocabulary.phrases

    def number(self, value: Decimal, step: Decimal = Decimal(1)) -> str:
        """The number with its digits grouped, to the place of `step`; large round ones in words: 30 billion."""
        return self._compact(value) or self.digits(value, step)

    def plural(self, value: Decimal, step: Decimal, forms: tuple[str, str]) -> str:
        """The one of two forms, singular and plural, that is said with a number, written to `step`."""
        if abs(value) >= 2:  # noqa: PLR2004 -- two of a thing are several in each of the languages
            return self.of_many(forms[1]) if self.joining(self.digits(value, step)) else forms[1]
        shown = round_to(value, min(step, Decimal(1)))  # 1 is one of a thing, 1.0 is not in every language
        return forms[0 if self.plural_form(abs(shown)) == "one" else 1]

    def plural_form(self, number: Decimal) -> str:
        """CLDR's category of a number as it is written: one, many, other."""
        key = str(number)  # of 1 and 1.0, which are equal, each has its own
        if key not in self._plural_forms:
            self._plural_forms[key] = self.locale.plural_form(number)
        return self._plural_forms[key]

    def so_many(self, number: int, what: str) -> str:
        """A number of a table's `rows` or `columns`: 44 rows."""
        one, several = self.phrases.table[what].split("|")
        return self.plural(Decimal(number), Decimal(1), (one, several)).format(self.digits(Decimal(number)))

    def table_size(self, rows: int, columns: int) -> str:
        """How large a table is: 12 rows, 3 columns."""
        return f"{self.so_many(rows, 'rows')}, {self.so_many(columns, 'columns')}"

    def digits(self, value: Decimal, step: Decimal = Decimal(1)) -> str:
        """The number in digits alone, to the place of `step`."""
        places = max(0, -int(step.adjusted()))
        return _digits(self.lang, _signed(value, places), places)

    def percent(self, share: Decimal, step: Decimal) -> str:
        """A share as a percentage; `step` is the share's."""
        places = max(0, -int(step.adjusted()) - 2)
        return _percentage(self.lang, _signed(share, places + 2), places)

    def money(self, value: Decimal, step: Decimal, currency: str, *, in_digits: bool = False) -> str:
        """An amount as people write it: $30 billion, 30 mil millones de dólares; or with all its digits."""
        number = self.digits(abs(value), step) if in_digits else self.number(abs(value), step)
        phrase = self.phrases.money_compact if self.joining(number) else self.phrases.money
        text = phrase.format(
            symbol=self._symbol(currency),
            number=number,
            name=self.labels.text(
                "unit", currency, get_currency_name(currency, 1 if abs(value) == 1 else 2, self.locale)
            ),
        )
        return _with_minus(text, _signed(value, max(0, -int(step.adjusted()))))

    def money_in_words(self, value: Decimal, step: Decimal, currency: str, zeros: int) -> str:
        """An amount in thousands, millions, billions of a currency: $1.5 billion, 1,5 mil millones de euros."""
        number, (size, *rest) = self.digits(abs(value), step), self.size(zeros, value).split(" ")
        if number == "1" and size == self.size(3, value):  # nobody says 1 mil millones
            number, size = self.digits(Decimal(1000)), ""
        number = " ".join(filter(None, (number, size, *rest)))
        is_joined = zeros >= _MILLION and self.vocabulary.units.of_many
        phrase = self.phrases.money_compact if is_joined else self.phrases.money
        name = self.labels.text("unit", currency, get_currency_name(currency, 2, self.locale))
        text = phrase.format(symbol=self._symbol(currency), number=number, name=name)
        return _with_minus(text, _signed(value, max(0, -int(step.adjusted()))))

    def size(self, zeros: int, number: Decimal) -> str:
        """The language's word for thousands, millions and so on, after a number of them: 1 millón, 2 millones."""
        count = "one" if self.plural_form(abs(number)) == "one" else "other"
        pattern = self.locale.compact_decimal_formats["long"][count][str(10**zeros)].pattern
        return str(pattern).replace("'", "").strip("0 ")

    def _symbol(self, currency: str) -> str:
        """A currency's symbol as it stands by a number, with what parts them."""
        symbol = get_currency_symbol(currency, self.locale)
        return f"{symbol}\u00a0" if is_parted(symbol) and "{symbol}{number}" in self.phrases.money else symbol

    def joining(self, said: str) -> str:
        """The word between a number, as it is said, and a noun, if any: 1,5 millones de personas.

        It is that of CLDR's plural category `many`, of millions in words and of whole millions in digits.
        """
        if said[-1:].isalpha():
            return self.vocabulary.units.of_many
        symbols = self.locale.number_symbols
        is_whole = symbols.get("latn", symbols)["decimal"] not in said
        number = Decimal(re.sub(r"[^0-9]", "", said) or 0)
        is_many = is_whole and self.plural_form(number) == "many"
        return self.vocabulary.units.of_many if is_many else ""

    def of_many(self, form: str) -> str:
        """What is said with a number, with the word that stands between that and millions: 2.000.000 de veces."""
        of = self.vocabulary.units.of_many
        return form.replace("{} ", f"{{}} {of} ") if of else form

    def listed(self, texts: Sequence[str]) -> str:
        """The texts as one: with commas, or semicolons where they have such, and a word for `and` before the last.

        Of no texts it is the word for none.
        """
        if not texts:
            return self.phrases.none
        usual = str(format_list(["", ""], locale=self.locale)).strip()
        if len(texts) == 1 or not any(", " in each or f" {usual} " in each for each in texts):
            said = str(format_list(texts, locale=self.locale))
        else:
            said = "; ".join([*texts[:-1], f"{usual} {texts[-1]}"])
        other, before = self.vocabulary.other_and
        if other and len(texts) > 1 and re.match(before, texts[-1], re.IGNORECASE):
            return f"{said.removesuffix(f'{usual} {texts[-1]}')}{other} {texts[-1]}"
        return said

    def joined(self, word: str, text: str) -> str:
        """A word and what follows it, run together where the language does so: a partir del cuarto trimestre."""
        return run_together(word, text, self.vocabulary.contractions)

    def following(self, before: str, text: str) -> str:
        """What is written so far with a text right after it, which may run together with the last word."""
        start, blank, word = before.removesuffix(" ").rpartition(" ")
        return start + blank + self.joined(word, text) if before.endswith(" ") else before + text

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

    def money_of(self, unit: str) -> tuple[str, int] | None:
        """The currency that a unit is, or counts thousands, millions and so on of, and their zeros: EUR, 9 of gigaEUR.

        None of what is no money, and of what a label names otherwise.
        """
        if self.is_currency(unit):
            return unit, 0
        prefix = next((each for each in ZEROS if unit.startswith(each)), "")
        currency = unit.removeprefix(prefix)
        is_named = not prefix or not self.is_currency(currency) or self.labels.text("unit", unit, "")
        return None if is_named else (currency, ZEROS[prefix])

    def coin(self, unit: str) -> Decimal | None:
        """The last decimal of a currency (CLDR's digits): a cent of most, a whole yen; None of what is no money."""
        return Decimal(1).scaleb(-get_currency_precision(unit)) if self.is_currency(unit) else None

    def _compact(self, value: Decimal) -> str:
        """The number in words such as million, or nothing where digits are better."""
        if abs(value) < _COMPACT_FROM or len(value.normalize().as_tuple().digits) > _COMPACT_DIGITS:
            return ""
        said = str(format_compact_decimal(abs(value), format_type="long", locale=self.locale, fraction_digits=3))
        one, _, scale = said.partition(" ")
        if one == "1" and " " in scale:  # nobody says 1 mil millones
            named = self.locale.compact_decimal_formats["long"]["other"][str(int(abs(value)) // 1000)]
            said = str(named.pattern).replace("0", self.digits(Decimal(1000)), 1)
        elif one.isdecimal():  # Babel groups none of them: 1000 trillion
            said = f"{self.digits(Decimal(one))} {scale}"
        return _with_minus(said, value)


@functools.cache
def locale_of(lang: str) -> babel.Locale:
    """What Babel knows of a language's tag, else of the language without its region."""
    try:
        return babel.Locale.parse(lang, sep="-")
    except (babel.UnknownLocaleError, ValueError):
        return babel.Locale.parse(base_language(lang))


def is_parted(symbol: str) -> bool:
    """Whether a blank stands between a currency's symbol and a number: COP 5, US$5 (UTS 35: currencySpacing)."""
    return not unicodedata.category(symbol[-1:] or "$").startswith("S")


def _signed(value: Decimal, places: int) -> Decimal:
    """The number to so many places, halves away from zero, and no sign where it is nothing: -0 equals 0.

    So it does as a key of what is remembered below, and whichever came first would be written for both.
    """
    given: object = value  # a brief's own code may give any number
    number = given if isinstance(given, Decimal) else Decimal(str(given))
    rounded = number.quantize(Decimal(1).scaleb(-places), context=_ANY)
    return rounded.copy_abs() if rounded == 0 else rounded


# A figure's forms repeat its numbers, and Babel takes its time for each.
@functools.lru_cache(maxsize=1024)
def _digits(lang: str, value: Decimal, places: int) -> str:
    pattern, is_grouped = _decimal_pattern(lang, places), _is_grouped(lang, value)
    with decimal.localcontext(_ANY):
        return _with_minus(pattern.apply(abs(value), locale_of(lang), group_separator=is_grouped), value)


@functools.lru_cache(maxsize=1024)
def _percentage(lang: str, share: Decimal, places: int) -> str:
    pattern, is_grouped = _percent_pattern(lang, places), _is_grouped(lang, share * 100)
    with decimal.localcontext(_ANY):
        return _with_minus(pattern.apply(abs(share), locale_of(lang), group_separator=is_grouped), share)


def _with_minus(said: str, number: Decimal) -> str:
    """How a number is written, from how its size is: the one place where a minus is made."""
    return f"{MINUS}{said}" if number < 0 else str(said)


def _is_grouped(lang: str, value: Decimal) -> bool:
    """Whether a number of so many digits is written in groups."""
    return abs(value) >= Decimal(10) ** (2 + _minimum_grouping(lang))


@functools.cache
def _minimum_grouping(lang: str) -> int:
    """That of the nearest of a locale and its parents which has one of its own."""
    name, parents, spoken = str(locale_of(lang)), get_global("parent_exceptions"), vocabulary(lang)
    known = spoken.numerals.minimum_grouping if spoken else {}
    while name and name not in known:
        name = parents.get(name) or name.rpartition("_")[0]
    return known.get(name, 1)


@functools.cache
def _decimal_pattern(lang: str, places: int) -> NumberPattern:
    return _with_places(locale_of(lang).decimal_formats[None], places)


@functools.cache
def _percent_pattern(lang: str, places: int) -> NumberPattern:
    return _with_places(locale_of(lang).percent_formats[None], places)


def _with_places(pattern: NumberPattern, places: int) -> NumberPattern:
    """The pattern with a fixed number of decimal places."""
    fixed = copy.copy(pattern)
    fixed.frac_prec = (places, places)
    return fixed
