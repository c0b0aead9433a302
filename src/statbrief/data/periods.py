"""Periods as data write them: years, months and days, one or from one to another."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from datetime import date

from statbrief.errors import RefusedError


def parse_period(text: str) -> str:
    """A year, month or day of ISO 8601, or two of them with a slash between. Raises `RefusedError`."""
    for part in text.split("/"):
        if not _is_date(part):
            raise RefusedError(f"'{text}' is not a period", "write 2022, 2022-05, 2022-05-12 or 2019-05/2022-05")
    ends = text.split("/")
    if len(ends) > 2:  # noqa: PLR2004 -- a period has a start and an end
        raise RefusedError(f"'{text}' has more than two ends", "write 2019-05/2022-05")
    if ends != sorted(ends):
        raise RefusedError(f"'{text}' ends before it starts", f"write {'/'.join(sorted(ends))}")
    return text


def _is_date(text: str) -> bool:
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text):
        return False
    year, month, day = (*map(int, text.split("-")), 1, 1)[:3]
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


def join_periods(periods: Iterable[str]) -> str:
    """The one period that all share, else the span from the earliest to the latest.

    >>> join_periods(["2022-05", "2019-05"])
    '2019-05/2022-05'
    """
    ends = sorted({end for period in periods if period for end in period.split("/")})
    if not ends:
        return ""
    return ends[0] if len(ends) == 1 else f"{ends[0]}/{ends[-1]}"


def first_day(period: str) -> date:
    """The day on which a period begins.

    >>> first_day("2022-05"), first_day("2019/2022")
    (datetime.date(2022, 5, 1), datetime.date(2019, 1, 1))
    """
    year, month, day = (*map(int, period.partition("/")[0].split("-")), 1, 1)[:3]
    return date(year, month, day)
