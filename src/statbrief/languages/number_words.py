"""Quantities that are written in words, in English and Spanish: two, a dozen, a third of, doubled, mil millones.

What is a quantity: numbers from two up, fractions, multiples. What is not: one (a pronoun as often as a number),
ordinals (the third paragraph), and words that only look like one (*the second half of the year*, *medio ambiente*,
*un cuarto de baño*). Patterns are matched against text in small letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction  # slow to load, and a brief without faults compares no values

_SPACE = r"[\s\u00ad-]+"
_ENGLISH_UNITS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
    " nineteen"
)
_ENGLISH_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ENGLISH_ORDINALS = "third quarter fifth sixth seventh eighth ninth tenth"
_SPANISH_UNITS = (
    "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho"
    " diecinueve"
)
_SPANISH_TENS = "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa"
_SPANISH_TWENTIES = "veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve"
_SPANISH_HUNDREDS = "doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"
_ENGLISH_POWERS = {"million": 10**6, "billion": 10**9, "trillion": 10**12}
_SPANISH_POWERS = {"millon": 10**6, "millones": 10**6, "billon": 10**12, "billones": 10**12}
_ACCENTS = str.maketrans("áéíóú", "aeiou")


def _any(words: str) -> str:
    """A pattern for any of the words, their accents optional."""
    pattern = "|".join(sorted(words.split(), key=len, reverse=True))
    for plain, accented in zip("aeiou", "áéíóú", strict=True):
        pattern = pattern.replace(accented, f"[{plain}{accented}]")
    return pattern


_NUMBER = rf"(?:{_any(_ENGLISH_UNITS)}|{_any(_ENGLISH_TENS)}|hundred|thousand|million|billion|trillion|dozen)"
_MANY = r"(?:hundreds|thousands|millions|billions|trillions|dozens)"
_BIG = r"(?:hundred|thousand|million|billion|trillion|dozen)"
_FOLLOWS = (  # after "a third", what shows that it is a fraction and not an ordinal
    r"(?=\s*(?:[^\w\s]|\Z)|\s+(?:of|in|on|at|by|to|from|for|as|than|that|the|were|was|are|is|had|have|has|more|less"
    r"|fewer|higher|lower|larger|smaller|and|or|but|since|between|during|over|under|above|below|went|came)\b)"
)
_ENGLISH_PARTS = rf"(?:{_any(_ENGLISH_ORDINALS)})"
_ENGLISH = rf"""\b(?:
    one\s+(?:in|out\s+of)(?:\s+every)?\s+{_NUMBER}
  | (?:one{_SPACE}|{_NUMBER}{_SPACE})(?:half|halves|{_ENGLISH_PARTS}s?)\b
  | an?\s+(?:half|{_ENGLISH_PARTS}){_FOLLOWS}
  | (?:(?:an?|one|half\s+an?|quarter){_SPACE}(?={_BIG}\b))?{_NUMBER}\b(?:{_SPACE}{_NUMBER}\b
      |(?:(?<=hundred)|(?<=thousand)|(?<=million)|(?<=billion))\s+and\s+(?:{_NUMBER}|one)\b)*
      (?:{_SPACE}one\b)?(?:\s+and\s+an?\s+(?:half|{_ENGLISH_PARTS})\b)?(?:-fold\b)?
  | {_NUMBER}fold
  | (?:(?:tens|{_MANY})\s+of\s+)?{_MANY}
  | halves|half|halve[sd]?|halving|twice|thrice|thirds
  | (?:doubl|tripl|trebl|quadrupl|quintupl|sextupl)(?:es?|ed|ing)
)\b(?:\s+per\s?cent\b|\s+percentage\s+points?\b)?"""
_ENGLISH_NOT = rf"""
    (?<=\bfirst\s)half|(?<=\bsecond\s)half|(?<=\blatter\s)half|(?<=\blast\s)half|(?<=\bfirst-)half|(?<=\bsecond-)half
  | half-(?:brother|sister|mast|baked|hearted|time|year|life|way)
  | {_NUMBER}\s+o['’]clock
"""

_SPANISH_NUMBER = (
    rf"(?:{_any(_SPANISH_UNITS)}|{_any(_SPANISH_TWENTIES)}|{_any(_SPANISH_TENS)}|veinti[uú]n[oa]?|cien|ciento|cientos"
    rf"|{_any(_SPANISH_HUNDREDS)}|{_any(_SPANISH_HUNDREDS.replace('ientos', 'ientas'))}|mil|miles|mill[oó]n|millones"
    r"|bill[oó]n|billones|docenas?|decenas?|centenar|centenares|millar|millares)"
)
_SPANISH_BIG = r"(?:mill[oó]n|bill[oó]n|docena|decena|centenar|millar)"
_SPANISH_ORDINALS = r"(?:quint|sext|s[eé]ptim|octav|noven|d[eé]cim|vig[eé]sim|cent[eé]sim|mil[eé]sim)"
_SPANISH_MEASURES = (
    r"(?:hora|siglo|punto|docena|centenar|kilo|kil[oó]metro|litro|metro|tonelada|año|d[ií]a|mes|mill[oó]n|bill[oó]n)"
)
_SPANISH = rf"""\b(?:
    (?:un|{_SPANISH_NUMBER})\s+(?:tercios?|{_SPANISH_ORDINALS}os)
  | un\s+{_SPANISH_ORDINALS}o(?=\s+del?\b)
  | un\s+cuarto(?=\s+del?\s(?!\s*(?:baño|estar|hu[eé]spedes|servicio|máquinas)))
  | tres\s+cuartos
  | (?:(?:un|una|{_SPANISH_NUMBER})\s+)?(?:tercera|cuarta|{_SPANISH_ORDINALS}a)s?\s+partes?
  | (?:(?:un|una|medio|media)\s+(?={_SPANISH_BIG}))?{_SPANISH_NUMBER}\b
      (?:(?:\s+de)?\s+{_SPANISH_NUMBER}\b|(?<=[ae])\s+y\s+(?:un[oa]?|{_any(_SPANISH_UNITS)})\b)*(?:\s+y\s+medi[oa]\b)?
  | medi[oa]\s+{_SPANISH_MEASURES}s?
  | (?<=\s)y\s+medi[oa](?=\s*(?:[^\w\s]|\Z)|\s+(?:de|despu[eé]s|antes|m[aá]s|desde|en|por)\b)
  | mitad(?:es)?|tercios?|dobles?|triples?|cu[aá]druples?|qu[ií]ntuples?
  | (?:re)?(?:duplic|triplic|cuadruplic|quintuplic)\w+
)\b(?:\s+por\s+ciento\b)?"""
_SPANISH_NOT = rf"""
    (?<=\bprimera\s)mitad|(?<=\bsegunda\s)mitad|(?<=\búltima\s)mitad|(?<=\ba\s)mitad\s+del?
  | {_SPANISH_NUMBER}(?:\s+y\s+\w+)?\s+de\s+
    (?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre|la\s+(?:mañana|tarde
      |noche|madrugada))\b
"""


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """A language's numbers in words: what is a quantity, what is not although it looks like one, what they mean.

    `values` are added and `scales` multiplied; `parts` are the denominators of fractions.
    """

    quantity: re.Pattern[str]
    other: re.Pattern[str]
    values: dict[str, int]
    scales: dict[str, int]
    parts: dict[str, int]
    joins: frozenset[str]
    skipped: frozenset[str]


@cache
def vocabulary(lang: str) -> Vocabulary | None:
    """The vocabulary of a language, None for one that this project does not speak."""
    if lang == "en":
        return Vocabulary(
            quantity=re.compile(_ENGLISH, re.VERBOSE),
            other=re.compile(_ENGLISH_NOT, re.VERBOSE),
            values={"one": 1, **_numbered(_ENGLISH_UNITS), **_tens(_ENGLISH_TENS)},
            scales={"dozen": 12, "hundred": 100, "thousand": 10**3, **_ENGLISH_POWERS},
            parts={"half": 2, "halves": 2, **_parts(_ENGLISH_ORDINALS)},
            joins=frozenset({"and"}),
            skipped=frozenset({"a", "an"}),
        )
    if lang == "es":
        hundreds = dict(zip(_SPANISH_HUNDREDS.split(), range(200, 1000, 100), strict=True))
        twenties = dict(zip(_SPANISH_TWENTIES.translate(_ACCENTS).split(), range(22, 30), strict=True))
        feminine = {word.replace("ientos", "ientas"): value for word, value in hundreds.items()}
        men = "tercio cuarto quinto sexto septimo octavo noveno decimo"
        women = "tercera cuarta quinta sexta septima octava novena decima"
        units = _numbered(_SPANISH_UNITS.translate(_ACCENTS))
        return Vocabulary(
            quantity=re.compile(_SPANISH, re.VERBOSE),
            other=re.compile(_SPANISH_NOT, re.VERBOSE),
            values={"cien": 100, "ciento": 100, **units, **_tens(_SPANISH_TENS), **twenties, **hundreds, **feminine},
            scales={"docena": 12, "mil": 10**3, **_SPANISH_POWERS},
            parts={"mitad": 2, "medio": 2, "media": 2, **_parts(men), **_parts(women)},
            joins=frozenset({"y"}),
            skipped=frozenset({"un", "una", "la", "el", "de", "parte", "partes"}),
        )
    return None


def find_number_words(text: str, lang: str) -> Iterator[tuple[int, int]]:
    """Where a text has a quantity in words, from start to end.

    >>> text = "A third of the two parties, one of them the third, doubled in the second half"
    >>> [text[start:end] for start, end in find_number_words(text, "en")]
    ['A third', 'two', 'doubled']
    """
    words = vocabulary(lang)
    if words is None:
        return
    small = text.lower()
    if len(small) != len(text):  # a few capitals have two small letters
        small = "".join(letter.lower()[:1] for letter in text)
    for found in words.quantity.finditer(small):
        if not words.other.match(small, found.start()):
            yield found.span()


def value_of_words(text: str, lang: str) -> Fraction | None:
    """What a quantity in words amounts to, None when it does not say exactly.

    >>> value_of_words("two hundred and fifty thousand", "en"), value_of_words("dos mil millones", "es")
    (Fraction(250000, 1), Fraction(2000000000, 1))
    """
    from fractions import Fraction

    words = vocabulary(lang)
    if words is None:
        return None
    total, joined = Fraction(0), False
    current: Fraction | None = None
    for word in re.split(_SPACE, text.lower().translate(_ACCENTS).strip()):
        if word in words.parts:
            part = Fraction(1, words.parts[word])
            current = (current or 0) + part if joined else (current or 1) * part
        elif word in words.values:
            current = (current or 0) + Fraction(words.values[word])
        elif word in words.scales:
            scale = words.scales[word]
            if current is None and total:
                total *= scale
            elif scale < 10**3:
                current = (Fraction(1) if current is None else current) * scale
            else:
                total, current = total + (1 if current is None else current) * scale, None
        elif word not in words.skipped and word not in words.joins:
            return None
        joined = word in words.joins or (joined and word in words.skipped)
    return total + (current or 0)


def _numbered(words: str) -> dict[str, int]:
    return {word: value for value, word in enumerate(words.split(), start=2)}


def _tens(words: str) -> dict[str, int]:
    return {word: value for value, word in zip(range(20, 100, 10), words.split(), strict=True)}


def _parts(ordinals: str) -> dict[str, int]:
    """The denominators of fractions from a third on, in singular and plural."""
    found = {}
    for value, word in enumerate(ordinals.split(), start=3):
        found[word] = found[f"{word}s"] = value
    return found
