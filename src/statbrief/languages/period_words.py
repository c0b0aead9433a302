"""Periods as people write them: May 2022, the second quarter of 2025, from May 2019 to May 2022, Q2 2025.

Months, days and all that is short are written as CLDR has them for the language's tag (Babel); what stands around them,
and the names of quarters, weeks and fiscal years, are the vocabulary's: CLDR numbers weeks otherwise than ISO 8601 in
some regions.
"""

from __future__ import annotations

from babel.dates import format_date, format_skeleton, get_month_names

from statbrief.arithmetic.kinds import OF_ENDS
from statbrief.languages.numbers import Numbers
from statbrief.languages.vocabulary import PeriodPhrases, PeriodWords
from statbrief.table_schema import periods
from statbrief.table_schema.periods import Period
from statbrief.table_schema.spans import Span, parse_span

_SHORT = {periods.MONTH: "yMMM", periods.QUARTER: "yQQQ"}
"""CLDR's skeletons."""
LISTED = ("period", "period_name", "in_period", "period_short")
"""The forms that say several periods one after the other."""
_SECOND_HALF = 7  # July
_THIN_SPACE = "\u2009"
"""Which the typeface of briefs has not; CLDR sets it around dashes."""


def period_texts(text: str, words: Numbers) -> dict[str, str]:
    """Every form of a period, by name (`kinds.PERIODS`); none of no period. Raises `ValueError` for what is none.

    >>> from statbrief.languages.language import words_for
    >>> period_texts("2022-05", words_for("es"))["in_period_capital"]
    'En mayo de 2022'
    """
    return _texts(parse_span(text), words) if text else {}


def capital(text: str) -> str:
    """A text as a sentence begins with it."""
    return text[:1].upper() + text[1:]


def _texts(span: Span, words: Numbers) -> dict[str, str]:
    own = span.whole or span
    said = {
        "period": _alone(own, words),
        "in_period": _within(own, words),
        "period_short": _short(own, words),
        "period_name": _named_alone(own, words),
    }
    if own.is_single:
        said["since_period"] = _phrases(own.first, words).ever_since.format(_name(own.first, words))
    if span.month is not None:
        said["period_month"] = get_month_names("wide", context="stand-alone", locale=words.locale)[span.month]
    said |= {f"{name}_capital": capital(each) for name, each in said.items()}
    if own.is_single and own.first.frequency == periods.FISCAL:
        said["period_year"] = _name(own.first, words)  # 2022 alone would be another year
    elif span.year is not None:
        said["period_year"] = str(span.year)
    return said if span.is_single else said | _ends(span, words)


def _ends(span: Span, words: Numbers) -> dict[str, str]:
    """The first and the last of two periods by themselves, their months and their years."""
    said: dict[str, str] = {}
    for end, period in (("period_first", span.first), ("period_last", span.last)):
        alone = _texts(Span(period, period), words)
        said |= {name.replace("period", end): each for name, each in alone.items() if name in OF_ENDS}
    return said


def _alone(span: Span, words: Numbers) -> str:
    return _phrases(span.first, words).alone.format(_named_alone(span, words))


def _named_alone(span: Span, words: Numbers) -> str:
    """The same without the article that it begins with, for a sentence that has one of its own."""
    first, last = _named(span, words)
    return first if span.is_single else f"{first} {_phrases(span.last, words).until.format(last)}"


def _within(span: Span, words: Numbers) -> str:
    first, last = _named(span, words)
    if span.is_single:
        return _phrases(span.first, words).within.format(first)
    return f"{_phrases(span.first, words).since.format(first)} {_phrases(span.last, words).until.format(last)}"


def _phrases(period: Period, words: Numbers) -> PeriodPhrases:
    """What is said with a period; with a half-year what is with a quarter."""
    frequency = periods.QUARTER if period.frequency == periods.HALF else period.frequency
    return words.vocabulary.periods.said[frequency]


def _short(span: Span, words: Numbers) -> str:
    """For charts: as short as CLDR has it, two with its dash between them."""
    first, last = (_abbreviated(each, words) for each in (span.first, span.last))
    between = str(words.locale.interval_formats[None]).replace(_THIN_SPACE, " ")
    return first if span.is_single else between.format(first, last)


def _named(span: Span, words: Numbers) -> tuple[str, str]:
    return _name(span.first, words), _name(span.last, words)


def _name(period: Period, words: Numbers) -> str:
    """A period's name, without an article."""
    said = words.vocabulary.periods
    match period.frequency:
        case periods.MONTH:
            return str(format_skeleton("yMMMM", period.first, locale=words.locale))
        case periods.DAY:
            return str(format_date(period.first, "long", locale=words.locale))
        case periods.QUARTER | periods.HALF:
            return _name_of_part(period, said)
        case periods.WEEK:
            year, week, _ = period.first.isocalendar()
            return said.week.format(number=week, year=year)
        case periods.FISCAL:  # called after the year in which it ends
            return said.fiscal_year.format(year=period.last.year)
    return str(period.first.year)


def _name_of_part(period: Period, said: PeriodWords) -> str:
    if period.frequency == periods.HALF:
        return said.half.format(name=said.halves[_half(period) - 1], year=period.first.year)
    return said.quarter.format(name=said.quarters[(period.first.month - 1) // 3], year=period.first.year)


def _half(period: Period) -> int:
    return 1 if period.first.month < _SECOND_HALF else 2


def _abbreviated(period: Period, words: Numbers) -> str:
    if period.frequency in _SHORT:
        return str(format_skeleton(_SHORT[period.frequency], period.first, locale=words.locale))
    if period.frequency == periods.HALF:
        return words.vocabulary.periods.half_short.format(number=_half(period), year=period.first.year)
    if period.frequency == periods.DAY:
        return str(format_date(period.first, "medium", locale=words.locale))
    return _name(period, words)
