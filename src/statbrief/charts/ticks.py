"""Numbers along axes as matplotlib's formatters write them, in the brief's language; what its code writes stays."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from statbrief.charts.drawing_context import replaced
from statbrief.charts.year_ticks import are_years
from statbrief.languages.language import Words
from statbrief.languages.numbers import MINUS

if TYPE_CHECKING:
    from matplotlib.ticker import ScalarFormatter

_NUMBER = re.compile(rf"[-{MINUS}]?[0-9]+(?:\.([0-9]+))?")
_IN_CODE = re.compile(r"(?<![\w.,])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<decimals>\d+))?(?![\d.,]*\d)")
_PATTERNED = ("StrMethodFormatter", "FormatStrFormatter", "PercentFormatter", "EngFormatter", "LogFormatter")
_POINT = re.compile(r"(?<=[0-9])\.(?=[0-9])")


@contextmanager
def in_language(words: Words) -> Iterator[None]:
    """While a chart is drawn, let ticks have the language's groups, decimal mark and minus.

    matplotlib's default for linear axes, `ScalarFormatter`, has them all, unless it was asked for the locale. Where all
    ticks of an axis can be years, they have no groups. What its other formatters write of a pattern (``{x:,.0f}``,
    ``%.1f``), as a percentage, as an engineer does or along a logarithmic axis has as many digits and groups as they
    say, with the language's signs. Whoever gives an axis labels, or a function for them, has their own say.
    """
    from matplotlib import ticker
    from matplotlib.ticker import ScalarFormatter

    def tick(method: Callable[..., str]) -> Callable[..., str]:
        def call(formatter: ScalarFormatter, x: float, pos: int | None = None) -> str:
            said = method(formatter, x, pos)
            return tick_text(said, words, is_year=are_years(formatter)) if _is_plain(formatter) else said

        return call

    def offset(method: Callable[..., str]) -> Callable[..., str]:
        def get_offset(formatter: ScalarFormatter) -> str:
            said = method(formatter)
            return _POINT.sub(_decimal_mark(words), said) if _is_plain(formatter) else said

        return get_offset

    def patterned(kind: type, method: Callable[..., str]) -> Callable[..., str]:
        def call(formatter: Any, *arguments: Any, **named: Any) -> str:  # noqa: ANN401 -- as each of them has it
            said = method(formatter, *arguments, **named)
            if type(formatter) is not kind:
                return said
            said = with_signs(said, words)
            return re.sub(r"(?<=[0-9])%$", _percent_sign(words), said) if kind is ticker.PercentFormatter else said

        return call

    with ExitStack() as stack:
        stack.enter_context(replaced(ScalarFormatter, "__call__", tick))
        stack.enter_context(replaced(ScalarFormatter, "get_offset", offset))
        for kind in (getattr(ticker, name) for name in _PATTERNED):
            stack.enter_context(replaced(kind, "__call__", partial(patterned, kind)))
        yield


def with_signs(said: str, words: Words) -> str:
    """A text that code wrote of a number, with the language's signs; its digits, and whether they have groups, stay.

    >>> from statbrief.languages.language import words_for
    >>> [with_signs(each, words_for("es")) for each in ("12,500.0", "1.5 k", "10000", "€2,000", "v1.2.3")]
    ['12.500,0', '1,5 k', '10000', '€2000', 'v1.2.3']
    """

    def put(found: re.Match[str]) -> str:
        number, decimals = Decimal(found[0].replace(",", "")), found["decimals"] or ""
        if "," in found[0]:
            return words.digits(number, Decimal(1).scaleb(-len(decimals)))
        return found[0].replace(".", _decimal_mark(words))

    return _IN_CODE.sub(put, said)


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


def _percent_sign(words: Words) -> str:
    """What stands behind the digits of a percentage: in Spain a space, too."""
    return words.percent(Decimal(0), Decimal("0.01")).removeprefix("0")


def _decimal_mark(words: Words) -> str:
    return words.digits(Decimal("0.5"), Decimal("0.1"))[1:-1]


def _is_plain(formatter: ScalarFormatter) -> bool:
    """Whether it is matplotlib's own, and not asked for another locale."""
    from matplotlib.ticker import ScalarFormatter

    return type(formatter) is ScalarFormatter and not formatter.get_useLocale()
