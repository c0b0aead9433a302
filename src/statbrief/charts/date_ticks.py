"""Dates along axes: months, days and what else `strftime` names, in the brief's language.

Python names them in English, whatever a brief's language is. Matplotlib's formatters ask `num2date` for a date and that
for its text, so it is there that dates learn the language; the order of their parts is the chart's own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any

from babel.dates import format_date, format_datetime, format_time, get_day_names, get_month_names, get_period_names

from statbrief.charts.drawing_context import replaced

if TYPE_CHECKING:
    from statbrief.languages.language import Words

_DIRECTIVE = re.compile(r"%([-_0^#]?)(.)", re.DOTALL)
_NOON = 12


@contextmanager
def dates_in_language(words: Words) -> Iterator[None]:
    """While a chart is drawn, let dates on its axes have the language's names of months and days.

    That is so of every formatter of matplotlib's for dates, also with a pattern of the chart's own such as ``%d %b``,
    and of those of pandas for time series.
    """
    import matplotlib.dates

    of_pandas = import_module("pandas.plotting._matplotlib.converter").TimeSeries_DateFormatter  # it has no public name
    spoken = _dates_of(words)

    def dates(method: Callable[..., Any]) -> Callable[..., Any]:
        def num2date(x: Any, tz: Any = None) -> Any:  # noqa: ANN401 -- a number or several
            return _speaking(method(x, tz), spoken)

        return num2date

    def of_periods(method: Callable[..., str]) -> Callable[..., str]:
        def call(formatter: Any, x: float, pos: int | None = 0) -> str:  # noqa: ANN401 -- pandas' own
            _name_in_pattern(formatter, x, words)
            return method(formatter, x, pos)

        return call

    with replaced(matplotlib.dates, "num2date", dates), replaced(of_pandas, "__call__", of_periods):
        yield


def named(pattern: str, moment: datetime, words: Words) -> str:
    """A pattern of `strftime` in which the names are filled in, as CLDR has them for the language and region.

    >>> from statbrief.languages.language import words_for
    >>> named("%d %b %Y", datetime(2022, 1, 5), words_for("es"))
    '%d ene %Y'
    """
    context = "format"  # Babel's stand-alone names of Spain become Mexico's once those were asked for

    def name(found: re.Match[str]) -> str:
        made = _NAMES.get(found[2])
        if made is None:
            return found[0]
        said = made(moment, context, words.locale)
        return (said.upper() if found[1] == "^" else said).replace("%", "%%")

    return _DIRECTIVE.sub(name, pattern)


def _month(width: str) -> Callable[[datetime, str, Any], str]:
    return lambda moment, context, locale: str(get_month_names(width, context, locale)[moment.month])  # type: ignore[arg-type]


def _day(width: str) -> Callable[[datetime, str, Any], str]:
    return lambda moment, context, locale: str(get_day_names(width, context, locale)[moment.weekday()])  # type: ignore[arg-type]


def _half_of_day(moment: datetime, context: str, locale: Any) -> str:  # noqa: ARG001, ANN401 -- as the others are called
    return str(get_period_names("abbreviated", "format", locale)["am" if moment.hour < _NOON else "pm"])


_NAMES: dict[str, Callable[[datetime, str, Any], str]] = {
    "b": _month("abbreviated"),
    "h": _month("abbreviated"),
    "B": _month("wide"),
    "a": _day("abbreviated"),
    "A": _day("wide"),
    "p": _half_of_day,
    "x": lambda moment, _, locale: str(format_date(moment, "short", locale=locale)),
    "X": lambda moment, _, locale: str(format_time(moment, "medium", locale=locale)),
    "c": lambda moment, _, locale: str(format_datetime(moment, "medium", locale=locale)),
}
"""What Python says in English, by the letter that asks for it."""


def _dates_of(words: Words) -> type[datetime]:
    """Dates whose text is in the language."""

    class Spoken(datetime):
        def strftime(self, format: str) -> str:  # noqa: A002 -- its name in Python
            return super().strftime(named(format, self, words))

    return Spoken


def _speaking(moments: Any, spoken: type[datetime]) -> Any:  # noqa: ANN401 -- a date or lists of them
    if isinstance(moments, datetime):
        return spoken.combine(moments.date(), moments.timetz())
    return [_speaking(each, spoken) for each in moments]


def _name_in_pattern(formatter: Any, x: float, words: Words) -> None:  # noqa: ANN401 -- pandas' own
    """Fill in the names of the pattern that a tick of a time series is about to be written with."""
    from pandas import Period

    patterns = formatter.formatdict or {}
    if pattern := patterns.get(x):
        pattern = pattern.decode("utf-8") if isinstance(pattern, bytes) else str(pattern)
        moment = Period(ordinal=int(x), freq=formatter.freq).start_time.to_pydatetime()
        patterns[x] = named(pattern, moment, words)
