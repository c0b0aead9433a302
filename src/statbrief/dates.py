"""The date of a brief: which day it is, and how it is written in the brief's language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from statbrief.errors import ProseError
from statbrief.project import Place, fault_at


def brief_date(settings: Mapping[str, Any], place: Place) -> date | None:
    """The day of the brief; None when it has none or writes it as other text.

    Raises ProseError for a date that moves (`today`): the same input must give the same pages.
    """
    text = str(settings.get("date") or "").strip()
    if text in {"today", "now", "last-modified"}:
        found, wanted = f"{text} changes from day to day", "write the date, such as 2022-07-12"
        raise ProseError(fault_at(place, "date", found, wanted))
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    month, _, rest = text.partition("/")
    day, _, year = rest.partition("/")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def written_date(settings: Mapping[str, Any], day: date | None) -> str:
    """The date as the brief shows it: ISO unless `date-format` says otherwise, in the brief's language.

    >>> written_date({"date-format": "long", "lang": "es"}, date(2024, 3, 5))
    '5 de marzo de 2024'
    """
    if day is None:
        return str(settings.get("date") or "")
    style = settings.get("date-format") or "iso"
    if style == "iso":
        return day.isoformat()
    from babel.dates import format_date  # slow to load, and most briefs write ISO dates or ask for this once

    return str(format_date(day, format=style, locale=_locale(settings)))


def _locale(settings: Mapping[str, Any]) -> str:
    from babel import Locale, UnknownLocaleError

    lang = str(settings.get("lang") or "en").replace("-", "_")
    try:
        return str(Locale.parse(lang))
    except (ValueError, UnknownLocaleError):
        return lang.partition("_")[0]
