"""The decimals of money: all that its currency has, or none; one of two reads as a slip of the pen, and as no price."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from statbrief.arithmetic.exactness import Known
from statbrief.arithmetic.rounding import round_to

_WHOLE = Decimal(1)


def place_in_coins(known: Known, step: Decimal, coin: Decimal) -> Decimal:
    """The place that an amount of money is written to, where its digits would end at `step`.

    `coin` is the currency's last decimal. Where digits would end between that and the units, the amount is whole if it
    loses nothing by it; so it is where no step is known of it and the whole amount is one that it can be, for then the
    coins are not known. Else it has all of its currency's decimals. What is known to steps larger than a coin, such as
    quarters, is whole where the amount is, and so is what is computed in a currency without coins. What ends after the
    coins, or before the units, stays.
    """
    is_part = coin < step < _WHOLE
    is_of_larger_steps = step < _WHOLE and known.step is not None and known.step > coin
    is_of_no_coins = step < _WHOLE == coin and not known.is_stated
    if is_of_no_coins and known.value == round_to(known.value, _WHOLE):
        return _WHOLE
    if not (is_part or is_of_larger_steps):
        return step
    whole = round_to(known.value, _WHOLE)
    if round_to(known.value, step) == whole or (known.step is None and whole and Fraction(whole) in known):
        return _WHOLE
    return coin if is_part else step


def written_in_coins(numbers: Iterable[Decimal], step: Decimal, coin: Decimal) -> Decimal:
    """The place for numbers that are rounded to `step` already, such as the ends of a range: whole, or with all coins.

    >>> written_in_coins([Decimal("13.9"), Decimal("14")], Decimal("0.1"), Decimal("0.01"))
    Decimal('0.01')
    """
    if not coin < step < _WHOLE:
        return step
    return _WHOLE if all(each == each.to_integral_value() for each in numbers) else coin
