"""What a number is rounded to, in words: to the nearest ten thousand, a la décima más próxima, to the nearest $0.25."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from statbrief.arithmetic.exactness import last_place
from statbrief.arithmetic.money_decimals import written_in_coins
from statbrief.arithmetic.rounding import power_of_ten_within, round_to

if TYPE_CHECKING:
    from statbrief.languages.language import Words


def nearest(step: Fraction, unit: str, words: Words) -> str:
    """To the nearest what: the place's name where the step is one, else the step.

    Per cents are rounded to percentage points, and money to what is paid, where it is not to thousands.

    >>> from statbrief.languages.language import words_for
    >>> nearest(Fraction(10_000), "arrest", words_for("en")), nearest(Fraction(1, 2), "km", words_for("es"))
    ('to the nearest ten thousand', 'al múltiplo de 0,5 más próximo')
    """
    phrases, place = words.phrases, power_of_ten_within(step)
    is_place = Fraction(place) == step
    if unit == "percent":
        return phrases.nearest_point if step == 1 else phrases.nearest_of.format(_points(step, words))
    if words.is_currency(unit):
        named = phrases.nearest.get(place.adjusted()) if is_place and step > 1 else None
        return named or phrases.nearest_of.format(_money(step, unit, words))
    named = phrases.nearest.get(place.adjusted()) if is_place else None
    return named or phrases.nearest_of.format(words.number(*_digits(step)))


def _digits(step: Fraction) -> tuple[Decimal, Decimal]:
    """A step as a decimal number, and the place of its last digit."""
    place = last_place(step) or power_of_ten_within(step)
    return round_to(step, place), place


def _points(step: Fraction, words: Words) -> str:
    number, place = _digits(step)
    return words.plural(number, place, words.phrases.points).format(words.digits(number, place))


def _money(step: Fraction, unit: str, words: Words) -> str:
    number, place = _digits(step)
    coin = words.coin(unit)
    return words.money(number, place if coin is None else written_in_coins([number], place, coin), unit)
