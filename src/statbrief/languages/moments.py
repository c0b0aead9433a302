"""Dates, years and times of day as people write them: numbers in a text that tell when, not how much.

A bare number of four digits is a year from 1500 to 2199, unless a sign of quantity stands beside it: a currency,
a percent sign, a unit (2000 km), or a noun that is counted (2000 people) where no word before it (in, since, the)
makes it a year. `2021/22` and `2015–19` are years too; `3:10` is a time, but not after the word ratio.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

_YEAR = r"(?:1[5-9]|2[01])\d\d"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_DASH = r"(?:\s?(?:[–—‒−]|-{1,3})\s?)"
_NOT_AFTER = r"(?<![\w.,/:$€£¥₱+−±])(?<!\d[-–—])(?<!\s-)(?<!^-)"
_NOT_BEFORE = r"(?![\w%‰×°½¼¾]|[.,:'’٫٬/⁄]\d|\s?[%‰])"

_UNITS = r"k?g|mg|[kcmnµ]?m|km[²2]|mi|ft|lbs?|h|k?W|[KMGT]Wh|[KMGT]?B|t|ha|l|px|pt|USD|EUR|MXN|CAD"
_SCALES = r"million|billion|trillion|thousand|hundred|dozen|times|per\s?cent|percent|por\s?ciento|mil|millones|veces"
_COUNTED = (
    "people persons deaths residents dollars euros pesos pounds years months weeks days hours minutes seconds points"
    " personas muertes residentes dólares libras años meses semanas días horas minutos segundos puntos"
)
_TELLS_WHEN = (
    "in of since from to until till by before after during through and or than the its their his her our this that"
    " early late mid year years fiscal calendar en de desde hasta a antes después durante entre y o que el la los las"
    " del al su sus este esta año años ejercicio principios mediados finales"
)
_COUNTED_WORDS, _TELLS_WHEN_WORDS = frozenset(_COUNTED.split()), frozenset(_TELLS_WHEN.split())
_RATIO = re.compile(r"\b(?:ratio|odds|proportion|scale|raz[oó]n|proporci[oó]n|relaci[oó]n|escala)\b", re.IGNORECASE)
_RATIO_BEFORE = 40
_WORD_BEFORE = re.compile(r"([^\W\d_]+)[\s-]*\Z")
_WORD_AFTER = re.compile(r"\s+([^\W\d_]+)")

_ENGLISH_MONTHS = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_SPANISH_MONTHS = (
    r"(?i:enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre"
    r"|(?:ene|feb|mar|abr|may|jun|jul|ago|sept?|oct|nov|dic)\b\.?)"
)
_ENGLISH_DAY = rf"{_DAY}(?:st|nd|rd|th)?"
_ENGLISH_DAYS = rf"{_ENGLISH_DAY}(?:(?:{_DASH}|\s+(?:to|and|or)\s+|,\s*){_ENGLISH_DAY}){{0,4}}"
_SPANISH_DAY = rf"{_DAY}(?:\.?[ºo°]\b|\.?º)?"
_SPANISH_DAYS = rf"{_SPANISH_DAY}(?:(?:{_DASH}|\s+(?:al?|y|o)\s+|,\s*){_SPANISH_DAY}){{0,4}}"
_TIME_END = r"(?:\s?[aApP]\.?\s?[mM]\b\.?)"

_COMMON = rf"""
    {_NOT_AFTER}\d{{4}}-(?:0[1-9]|1[0-2])-{_DAY}(?:[T\s]\d\d:\d\d(?::\d\d)?Z?)?{_NOT_BEFORE}
  | {_NOT_AFTER}{_YEAR}-(?:0[1-9]|1[0-2]){_NOT_BEFORE}
  | {_NOT_AFTER}\d{{4}}/(?:1[0-2]|0?[1-9])/{_DAY}{_NOT_BEFORE}
  | {_NOT_AFTER}{_DAY}(?P<sep>[/.-]){_DAY}(?P=sep)(?:\d{{4}}|\d\d){_NOT_BEFORE}
  | {_NOT_AFTER}(?P<clock>(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?)(?!\d|:\d|[.,]\d){_TIME_END}?
  | {_NOT_AFTER}(?:1[0-2]|0?[1-9])(?:[.:][0-5]\d)?{_TIME_END}
  | {_NOT_AFTER}(?:[01]?\d|2[0-4])\s?h\s?[0-5]\d\b
  | {_NOT_AFTER}(?:[01]?\d|2[0-4])[.:][0-5]\d\s?(?:hrs?|horas|h)\b
  | \b(?:UTC|GMT)\s?[-+−±]\s?\d{{1,2}}(?::\d\d)?\b
  | \bFY\s?['’]?(?:\d{{4}}|\d\d)(?:[-–/]\d\d(?:\d\d)?)?\b
  | (?<![\w.,/])['’]\d\d(?:s\b|(?!\w|[.,]\d|\s?%))
  | {_NOT_AFTER}(?P<year>{_YEAR})(?P<more>(?:{_DASH}|/)(?:{_YEAR}|\d\d))?(?:['’]?s\b)?{_NOT_BEFORE}
"""
_ENGLISH = rf"""
    {_NOT_AFTER}{_ENGLISH_DAYS}(?:\s+|-)(?:of\s+)?{_ENGLISH_MONTHS}(?:,?\s+{_YEAR}\b(?!-\d))?(?!\w|\.?\d)
  | \b{_ENGLISH_MONTHS}(?:\s*(?:{_DASH}|/|and|to)\s*{_ENGLISH_MONTHS})?,?\s+(?:of\s+)?(?:\d{{4}}|['’]\d\d){_NOT_BEFORE}
  | \b(?P<month>{_ENGLISH_MONTHS}\s+{_ENGLISH_DAYS})(?P<dated>,?\s+{_YEAR}(?!-\d))?{_NOT_BEFORE}
  | {_NOT_AFTER}\d{{1,2}}(?:st|nd|rd|th)(?:\s+|-)(?:century|centuries)\b
  | (?<=\bthe\s)['’]?\d0s\b
  | {_NOT_AFTER}(?:1[0-2]|[1-9])\s+o['’]clock\b
"""
_SPANISH = rf"""
    {_NOT_AFTER}{_SPANISH_DAYS}\s+de\s+{_SPANISH_MONTHS}(?:(?:\s+del?|,)?\s+{_YEAR}\b(?!-\d))?(?!\w|\.?\d)
  | \b{_SPANISH_MONTHS}(?:\s*(?:{_DASH}|/|y|al?)\s*{_SPANISH_MONTHS})?(?:\s+del?)?\s+\d{{4}}{_NOT_BEFORE}
  | \b(?:[aA]ños|[dD]écadas?\s+de(?:\s+los)?)\s+(?:{_YEAR}|\d0)\b{_NOT_BEFORE}
  | \b[sS]iglos?\s+\d{{1,2}}\b{_NOT_BEFORE}
  | \b[lL]as?\s+(?:1[0-2]|[1-9])\s+de\s+la\s+(?:mañana|tarde|noche|madrugada)\b
"""


def find_moments(text: str, lang: str, nouns: Collection[str] = ()) -> Iterator[tuple[int, int]]:
    """Where a text tells a date, a year or a time of day, from start to end.

    `nouns` are those that the brief counts, such as births: 2000 births are no year.

    >>> text = "In May 2022, 2000 people"
    >>> [text[start:end] for start, end in find_moments(text, "en")]
    ['May 2022']
    """
    for found in _pattern(lang).finditer(text):
        groups = found.groupdict()
        if groups["year"] and not groups["more"] and _is_counted(text, found, nouns):
            continue
        if groups["more"] and not _is_span(found["year"], groups["more"]):
            yield found.span("year")
            continue
        if groups["clock"] and _RATIO.search(text, max(0, found.start() - _RATIO_BEFORE), found.start()):
            continue
        if groups.get("month") and not groups["dated"] and _only_month(text, found.start()):
            continue
        yield found.span()


@cache
def _pattern(lang: str) -> re.Pattern[str]:
    own = {"en": _ENGLISH, "es": _SPANISH}.get(lang)
    return re.compile(f"{own}|{_COMMON}" if own else _COMMON, re.VERBOSE)


@cache
def _unit() -> re.Pattern[str]:
    return re.compile(rf"\s?(?:{_UNITS})(?!\w)|\s(?:{_SCALES})\b")


@cache
def _month() -> re.Pattern[str]:
    return re.compile(rf"{_ENGLISH_MONTHS}|{_SPANISH_MONTHS}s?")


def _is_counted(text: str, found: re.Match[str], nouns: Collection[str]) -> bool:
    if found.end() == found.end("year") and _unit().match(text, found.end()):
        return True
    after = _WORD_AFTER.match(text, found.end())
    if after is None or (after[1] not in _COUNTED_WORDS and after[1].lower() not in nouns):
        return False
    before = _WORD_BEFORE.search(text, max(0, found.start() - _RATIO_BEFORE), found.start())
    return before is None or (before[1].lower() not in _TELLS_WHEN_WORDS and not _month().fullmatch(before[1]))


def _is_span(first: str, more: str) -> bool:
    """Whether a second number goes on with the years: 2021/22, 2015–19, 2000–2022, but not 2022/7."""
    last = re.sub(r"\D", "", more)
    return len(last) > len("22") or int(last) > int(first[2:]) or int(last) == (int(first) + 1) % 100


def _only_month(text: str, start: int) -> bool:
    """In "In May 12 residents died" the number is not a day."""
    return re.search(r"\b[Ii]n\s+\Z", text[max(0, start - 8) : start]) is not None
