"""The date of a brief: which day it is, and how it is written in the brief's language.

English and the Spanish of Spain and of Mexico are written from the patterns below, which are Babel's (CLDR's); loading
Babel takes a tenth of what a whole render does. A test holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

_ENGLISH = (
    "January February March April May June July August September October November December",
    "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
)
_SPANISH = (
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ene feb mar abr may jun jul ago sept oct nov dic",
    "lunes martes miércoles jueves viernes sábado domingo",
)
_MEXICAN = (_SPANISH[0], _SPANISH[1].replace("sept", "sep"), _SPANISH[2])
_STYLES = {
    "en": {
        "full": "{weekday}, {month} {day}, {year}",
        "long": "{month} {day}, {year}",
        "medium": "{short_month} {day}, {year}",
        "short": "{number}/{day}/{short_year:02}",
    },
    "es": {
        "full": "{weekday}, {day} de {month} de {year}",
        "long": "{day} de {month} de {year}",
        "medium": "{day} {short_month} {year}",
        "short": "{day}/{number}/{short_year:02}",
    },
}
_STYLES["es-MX"] = {**_STYLES["es"], "short": "{day:02}/{number:02}/{short_year:02}"}
_NAMES = {"en": _ENGLISH, "es": _SPANISH, "es-MX": _MEXICAN}


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
    lang = str(settings.get("lang") or "en").replace("_", "-")
    if lang not in _STYLES:
        return _by_babel(lang, style, day)
    months, short_months, weekdays = (names.split() for names in _NAMES[lang])
    return _STYLES[lang][style].format(
        day=day.day,
        number=day.month,
        month=months[day.month - 1],
        short_month=short_months[day.month - 1],
        weekday=weekdays[day.weekday()],
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
