"""When a PDF says that it was made: on the brief's own date, so that the same brief gives the same bytes."""

from __future__ import annotations

from datetime import UTC, date, datetime

from statbrief.languages.registry import vocabulary
from statbrief.languages.typed_periods import find_periods
from statbrief.project.date import brief_date
from statbrief.project.language import language_of
from statbrief.project.project import Project

UNDATED = date(1970, 1, 1)
"""The day of a brief whose date names no time, or that has none."""


def day_of(project: Project) -> date | None:
    """The brief's own date, as print has it."""
    return brief_date(project.settings("typst"), project.place("date"))


def made_on(project: Project) -> datetime:
    """Midnight, in UTC, of the day of a brief as print has it, or of the first day of the period that is its date."""
    settings = project.settings("typst")
    day = day_of(project) or first_day_in(str(settings.get("date") or ""), language_of(settings)) or UNDATED
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def first_day_in(text: str, lang: str) -> date | None:
    """The first day of the period that a text names; None where it names none, several, or one that may be several.

    In a language whose months are not known, the period must be all of the text: its year may be that of a month.

    >>> first_day_in("November 2018", "en"), first_day_in("Segundo trimestre de 2025", "es")
    (datetime.date(2018, 11, 1), datetime.date(2025, 4, 1))
    >>> first_day_in("novembre 2018", "fr"), first_day_in("2018", "fr")
    (None, datetime.date(2018, 1, 1))
    """
    text = text.strip()
    found = find_periods(text, lang)
    stretches = {each.stretch for each in found}
    if len(stretches) == 1 and (stretch := stretches.pop()):
        return stretch[0]
    if len(found) != 1 or len(found[0].periods) != 1:
        return None
    is_all = (found[0].start, found[0].end) == (0, len(text))
    return found[0].periods[0].first if is_all or vocabulary(lang) else None
