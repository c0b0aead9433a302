"""The quantities in a text that people read: numbers in digits and in words, but no dates and no names.

A name is digits joined to letters: G7, PM2.5, COVID-19, CO₂, B2B, 5G, v2. The letters have a capital, the number
has no thousands; so USD70,000 and about70 are quantities. A unit's exponent (km², m3) is none. Articles, pages, codes
and the like are names as well (`designations`); no other word before a number makes one, for Boeing 737 and Births 737
look the same: mark the first as literal.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

from statbrief.languages.designations import find_designations, is_within
from statbrief.languages.number_words import find_number_words, value_of_words
from statbrief.languages.registry import vocabularies, vocabulary
from statbrief.languages.typed_dates import find_moments
from statbrief.languages.vocabulary import Vocabulary

if TYPE_CHECKING:
    from fractions import Fraction

MARKED = re.compile(r"\[([^\[\]]*)\]\{\.literal\}")
"""One that is typed by hand and meant so, where a text is no Markdown: marked as in prose."""
_SPACES = " \u00a0\u2007\u2009\u202f"
_VULGAR = "¼-¾⅐-⅞↉"
_RAISED = "⁰¹²³⁴-⁹₀-₉"
_CIRCLED = "①-⒛⓪-⓿❶-➓"
_CURRENCY = r"(?:(?:US|Mex|MX|CA|AU|NZ|HK|C|A|R)?[$€£¥₱₽₹]|(?:USD|EUR|GBP|MXN|CAD|US|Mex)(?=[\s\d]))"
_DIGITS = rf"(?:\d{{1,3}}(?:[{_SPACES}]\d{{3}})++(?!\d)(?:[.,]\d++)?|\d++(?:[.,'’٫٬·]\d++)*+)"
_NUMERAL = rf"{_DIGITS}(?:[eE][-+−]?\d++)?(?:[⁺⁻]?+[{_RAISED}]++)?+(?:\s?[{_VULGAR}])?+(?:[/⁄]\d++(?:[.,]\d++)*+)?+"
_SHORT = "[kKMBTx]|bn|mn|tn|m"
_HAS_NUMBER = re.compile(rf"[\d{_VULGAR}{_RAISED}{_CIRCLED}]")
_JOINED = re.compile(r"(?P<letters>[^\W\d_]+)(?P<dash>[-‐‑]?)\Z|_\Z")
_JOINED_REACH = 24  # characters before a number that its name may have
_PLAIN = re.compile(r"\d{1,4}(?:\.\d{1,2})?|[²³₀-₉¹⁰⁴-⁹]+")
_UNIT = re.compile(r"(?:[kcdmhµ]?m|mi|ft|in|yd|s)\Z")
_EXPONENTS = frozenset("23²³")
_NAME_AFTER = re.compile(r"[DG]\b")
_VERSION = re.compile(r"\d+(?:\.\d+){2,}")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_LETTERS = re.compile(r"[^\W\d_]+")


class _Known:
    """What stands with digits in texts of all languages; compiled when it is asked for."""

    def __init__(self, languages: tuple[Vocabulary, ...]) -> None:
        self._numerals = [each.numerals for each in languages]
        self._percent = "|".join(each.percent for each in self._numerals)

    @cached_property
    def number(self) -> re.Pattern[str]:
        """A number in digits, with what belongs to it."""
        scale = "|".join(each.scale for each in self._numerals)
        ordinal = "|".join(each.ordinal_ends for each in self._numerals)
        return re.compile(
            rf"""(?:(?<![\w%)\]])[-−+±])?
            (?:(?<![^\W\d_]){_CURRENCY}\s?)?
            (?:(?<![\w.])\.(?=\d))?
            (?P<digits>{_NUMERAL}|[{_VULGAR}]|[{_RAISED}]++|[{_CIRCLED}])
            (?P<after>\s?[%‰]|[\s-](?:{self._percent})\b|[\s-](?:{scale})\b|\s?×|(?:{ordinal}|{_SHORT})\b|[ºª])?+""",
            re.VERBOSE,
        )

    @cached_property
    def percent(self) -> re.Pattern[str]:
        """A sign of per cents after a number."""
        return re.compile(rf"\s?%|[\s-](?:{self._percent})\b")

    @cached_property
    def to(self) -> re.Pattern[str]:
        """What joins the two ends of a range."""
        between = "|".join(rf"\b{word}\b" for each in self._numerals for word in each.between)
        return re.compile(rf"\s*(?:[–—-]{{1,3}}|{between})\s*")

    @cached_property
    def value(self) -> re.Pattern[str]:
        """A number in digits that has one value."""
        return re.compile(
            rf"(?P<currency>[^\W\d_]{{0,3}}[$€£¥₱₽₹])?\s?(?P<digits>{_DIGITS})(?:[/⁄](?P<under>\d+))?"
            rf"(?P<percent>\s?%|[\s-](?:{self._percent}))?(?:[\s-](?P<scale>[^\W\d_]+(?:\s[^\W\d_]+)?))?(?:\s?×)?"
        )


_known = cache(_Known)


class Quantity(NamedTuple):
    """A quantity in a text, from `start` to `end`."""

    start: int
    end: int


def find_quantities(text: str, lang: str, nouns: Collection[str] = ()) -> list[Quantity]:
    """The quantities in a text, in order; `nouns` are what the brief counts, such as births.

    >>> text = "In May 2022, half of the 70 000 COVID-19 tests (49%) cost $3.5 million"
    >>> [text[start:end] for start, end in find_quantities(text, "en")]
    ['half', '70 000', '49%', '$3.5 million']
    """
    found = list(_numbers(text, lang, nouns))
    taken = iter([*found, Quantity(len(text) + 1, len(text) + 1)])
    digits = next(taken)
    words = []
    for start, end in find_number_words(text, lang):
        while digits.end <= start:
            digits = next(taken)
        if end <= digits.start:
            words.append(Quantity(start, end))
    return sorted([*found, *words])


def nouns_of(units: Iterable[str]) -> frozenset[str]:
    """What a brief counts, such as births, from the units of its figures."""
    words = {word.lower() for unit in units for word in _LETTERS.findall(unit)}
    several = {each.units.plural(word) for each in vocabularies() for word in words}
    return frozenset(filter(None, words | several))


def _numbers(text: str, lang: str, nouns: Collection[str]) -> Iterator[Quantity]:
    if not _HAS_NUMBER.search(text):
        return
    names = find_designations(text, lang, nouns)
    moments = find_moments(text, lang, nouns)
    start, end = next(moments, (len(text), len(text)))
    position, known = 0, _known(vocabularies())
    while number := known.number.search(text, position):
        digits = number.start("digits")
        while end <= digits:
            start, end = next(moments, (len(text) + 1, len(text) + 1))
        if start <= digits:
            position = end
            continue
        position = max(number.end(), digits + 1)
        if not _is_name(text, number) and not is_within(digits, number.end("digits"), names):
            yield Quantity(number.start(), number.end())


def _is_name(text: str, number: re.Match[str]) -> bool:
    digits, start = number["digits"], number.start("digits")
    if _VERSION.fullmatch(digits) and not _THOUSANDS.fullmatch(digits):
        return True
    if len(digits) == 1 and _NAME_AFTER.match(text, number.end("digits")):
        return True
    if number.start() < start and number[0][0] not in "-−":
        return False  # a currency stands between
    before = _JOINED.search(text, max(0, start - _JOINED_REACH), start)
    return before is not None and _makes_name(before["letters"], before["dash"], digits)


def _makes_name(letters: str | None, dash: str | None, digits: str) -> bool:
    """Whether digits are part of a name with the letters before them; without letters, of births_2022."""
    if letters is None:
        return True
    if _PLAIN.fullmatch(digits) is None:
        return False
    small = letters == letters.lower()
    if dash:
        return letters[1:] != letters[1:].lower() or letters.isupper() or letters.lower() == "covid"
    return not small or letters == "v" or (digits in _EXPONENTS and _UNIT.search(letters) is not None)


def joins(text: str, first: Quantity, second: Quantity) -> bool:
    """Whether two quantities make one range: 65,000 to 75,000."""
    return _known(vocabularies()).to.fullmatch(text, first.end, second.start) is not None


def amount(text: str, lang: str) -> tuple[str, Fraction] | None:
    """What a quantity amounts to, and in what (a currency, %, or nothing); None when it is not one plain number.

    >>> amount("70 000", "en") == amount("70,000", "en") == amount("seventy thousand", "en")
    True
    >>> amount("$30 billion", "en"), amount("3,9", "es")
    (('$', Fraction(30000000000, 1)), ('', Fraction(39, 10)))
    """
    languages = vocabularies()
    known = _known(languages)
    found = known.value.fullmatch(text.strip())
    if found is None:
        percent = known.percent.search(text)
        value = value_of_words(text[: percent.start()] if percent else text, lang)
        return None if not value else ("%" if percent else "", value)
    scale = _scales(vocabulary(lang), languages).get((found["scale"] or "").lower(), 1)
    if found["scale"] and scale == 1:
        return None
    value = _decimal(found["digits"], comma=_has_comma(lang))
    if value is None or found["under"] == "0":
        return None
    value = value * scale / int(found["under"] or 1)
    return ("%" if found["percent"] else found["currency"] or "", value)


def _has_comma(lang: str) -> bool:
    """Whether decimals have a comma, in the region of a language's tag."""
    spoken = vocabulary(lang)
    if spoken is None:
        return False
    region = lang.partition("-")[2].upper()
    return spoken.numerals.has_decimal_comma != (region in spoken.numerals.other_decimal_in)


def _decimal(digits: str, *, comma: bool) -> Fraction | None:
    group, point = (".", ",") if comma else (",", ".")
    plain = re.sub(rf"[{_SPACES}'’{re.escape(group)}]", "", digits).replace(point, ".")
    from fractions import Fraction

    try:
        return Fraction(plain)
    except ValueError:
        return None


@cache
def _scales(own: Vocabulary | None, languages: tuple[Vocabulary, ...]) -> dict[str, int]:
    """What words such as million stand for: the language's own, and those of others that it does not have."""
    known: dict[str, int] = {}
    for each in (*languages, *([own] if own else [])):
        known |= each.numerals.scales
    return known
