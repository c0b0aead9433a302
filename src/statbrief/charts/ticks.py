"""Numbers along axes as matplotlib itself writes them, in the brief's language; a formatter of the chart's stays."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from statbrief.charts.drawing_context import replaced
from statbrief.languages.language import Words
from statbrief.languages.numbers import MINUS

if TYPE_CHECKING:
    from matplotlib.ticker import ScalarFormatter

_NUMBER = re.compile(rf"[-{MINUS}]?[0-9]+(?:\.([0-9]+))?")
_POINT = re.compile(r"(?<=[0-9])\.(?=[0-9])")
_FIRST_YEAR, _LAST_YEAR = 1000, 2199


@contextmanager
def in_language(words: Words) -> Iterator[None]:
    """While a chart is drawn, let ticks have the language's groups, decimal mark and minus.

    It is matplotlib's default for linear axes that is changed, `ScalarFormatter`: whoever gives an axis labels, or any
    other formatter, has their own say, and so has who asks it for the locale. Where all ticks of an axis can be years,
    they have no groups.
    """
    from matplotlib.ticker import ScalarFormatter

    def tick(method: Callable[..., str]) -> Callable[..., str]:
        def call(formatter: ScalarFormatter, x: float, pos: int | None = None) -> str:
            said = method(formatter, x, pos)
            return tick_text(said, words, is_year=_are_years(formatter)) if _is_plain(formatter) else said

        return call

    def offset(method: Callable[..., str]) -> Callable[..., str]:
        def get_offset(formatter: ScalarFormatter) -> str:
            said = method(formatter)
            return _POINT.sub(_decimal_mark(words), said) if _is_plain(formatter) else said

        return get_offset

    with replaced(ScalarFormatter, "__call__", tick), replaced(ScalarFormatter, "get_offset", offset):
        yield


def tick_text(said: str, words: Words, *, is_year: bool = False) -> str:
    """A tick's label as the language writes its number, to the same place; what is no plain number stays.

    >>> from statbrief.languages.language import words_for
    >>> tick_text("10000.5", words_for("es")), tick_text("2019", words_for("en"), is_year=True)
    ('10.000,5', '2019')
    """
    number = _NUMBER.fullmatch(said)
    if number is None:
        return said
    if is_year:
        return said.replace(".", _decimal_mark(words))
    value = Decimal(said.replace(MINUS, "-"))
    return words.digits(value, Decimal(1).scaleb(-len(number[1] or "")))


def _decimal_mark(words: Words) -> str:
    return words.digits(Decimal("0.5"), Decimal("0.1"))[1:-1]


def _is_plain(formatter: ScalarFormatter) -> bool:
    """Whether it is matplotlib's own, and not asked for another locale."""
    from matplotlib.ticker import ScalarFormatter

    return type(formatter) is ScalarFormatter and not formatter.get_useLocale()


def _are_years(formatter: Any) -> bool:  # noqa: ANN401 -- its locations have no types
    """Whether all ticks that are in view can be years."""
    if formatter.axis is None:
        return False
    low, high = sorted(formatter.axis.get_view_interval())
    seen = [float(each) for each in formatter.locs if low <= each <= high]
    return bool(seen) and all(_FIRST_YEAR <= each <= _LAST_YEAR for each in seen)
