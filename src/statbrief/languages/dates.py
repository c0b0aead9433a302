"""The date of a brief: which day it is, and how it is written in the brief's language.

Tags whose language has patterns for them are written from these, which are Babel's (CLDR's); loading Babel takes a
tenth of what a whole render does. A test holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from statbrief.languages.registry import vocabulary
from statbrief.languages.tags import DEFAULT_LANGUAGE


def written_date(settings: Mapping[str, Any], day: date | None) -> str:
    """The date as the brief shows it: ISO unless `date-format` says otherwise, in the brief's language.

    >>> written_date({"date-format": "long", "lang": "es"}, date(2024, 3, 5))
    '5 de marzo de 2024'
    """
    if day is None:
        return str(settings.get("date") or "")
    style = str(settings.get("date-format") or "iso")
    if style == "iso":
        return day.isoformat()
    lang = str(settings.get("lang") or DEFAULT_LANGUAGE).replace("_", "-")
    spoken = vocabulary(lang)
    if spoken is None or lang not in spoken.dates:
        return _by_babel(lang, style, day)
    names = spoken.dates[lang]
    return names.styles[style].format(
        day=day.day,
        number=day.month,
        month=names.months[day.month - 1],
        short_month=names.short_months[day.month - 1],
        weekday=names.weekdays[day.weekday()],
        year=day.year,
        short_year=day.year % 100,
    )


def _by_babel(lang: str, style: str, day: date) -> str:
    from babel import Locale, UnknownLocaleError
    from babel.dates import format_date

    try:
        locale = Locale.parse(lang, sep="-")
    except (ValueError, UnknownLocaleError):
        try:
            locale = Locale.parse(lang.partition("-")[0])
        except (ValueError, UnknownLocaleError):
            return day.isoformat()
    return str(format_date(day, format=style, locale=locale))
