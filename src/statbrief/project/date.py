"""The date of a brief: which day its settings say, and what is wrong with one that is none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from statbrief.errors import Place, ProseError

_LIKE_A_DATE = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}")


def brief_date(settings: Mapping[str, Any], place: Place) -> date | None:
    """The day of the brief; None when it has none or writes it as other text.

    Raises ProseError for a date that moves (`today`), as the same input must give the same pages, and for what is
    written as a date and is none.
    """
    text = str(settings.get("date") or "").strip()
    if text in {"today", "now", "last-modified"}:
        found, wanted = f"{text} changes from day to day", "write the date, such as 2022-07-12"
        raise ProseError.at(place, "date", found, wanted)
    month, _, rest = text.partition("/")
    day, _, year = rest.partition("/")
    try:
        return date(int(year), int(month), int(day)) if rest else date.fromisoformat(text)
    except ValueError as error:
        if not _LIKE_A_DATE.fullmatch(text):
            return None
        found, wanted = f"{text} is no day of the calendar", "write the date, such as 2022-07-12"
        raise ProseError.at(place, "date", found, wanted) from error
