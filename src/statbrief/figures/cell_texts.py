"""Numbers of datasets as a reader meets them in tables."""

from __future__ import annotations

from decimal import Decimal

from statbrief.arithmetic.money_decimals import written_in_coins
from statbrief.data.units import Unit, unit_name
from statbrief.languages.language import Words


def number_of_cell(number: Decimal, place: Decimal, unit: Unit, words: Words) -> str:
    """A number in digits, to the digit at `place`, with a unit that belongs to it: per cent or money."""
    name = unit_name(unit)
    if name == "percent":
        return words.percent(number / 100, place / 100)
    if (coin := words.coin(name)) is not None:
        return words.money(number, written_in_coins([number], place, coin), name)
    return words.digits(number, place)
