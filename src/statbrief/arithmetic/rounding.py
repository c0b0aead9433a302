"""How many digits a number deserves: from its range, and from the step to which its inputs are stated."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from statbrief.arithmetic.exactness import FLOAT_DIGITS, Known, last_place

MOST_DIGITS = 3
"""Significant digits of a number whose decimals go on, unless the prose asks for more."""
MOST_WRITTEN = 6
"""Significant digits of a number whose decimals end that are written where `about` can be said instead."""
_DIGITS_OF_STEPS = 2
"""Significant digits that any step may have which people round to: a dozen, 15 minutes."""
_WIDE = Context(prec=1000)
"""Digits enough for any number: floating point goes from 300 before the point to 300 after it."""
_SEVERAL = 10
"""Steps: a sum whose range is narrower to either side is written to its step."""
_WIDENED = Fraction(1, 10)
"""The share by which rounding a range outward may widen it."""


def power_of_ten_within(value: Decimal | Fraction) -> Decimal:
    """The power of ten at or under a positive value.

    >>> power_of_ten_within(Decimal("0.386"))
    Decimal('0.1')
    """
    return Decimal(1).scaleb(_adjusted(Fraction(value)))


def place_of_multiples(step: Decimal) -> Decimal:
    """The place of the last digit that multiples of a step are written with: of quarters, hundredths.

    A step that comes of a conversion, such as a mile in kilometres, has more digits than anybody rounds to: its
    multiples are written to the power of ten within it. The steps that people round to have two digits at most, or
    divide a power of ten, as eighths do.

    >>> place_of_multiples(Decimal("0.25")), place_of_multiples(Decimal(25)), place_of_multiples(Decimal("1.609344"))
    (Decimal('0.01'), Decimal('1'), Decimal('1'))
    """
    _, digits, exponent = step.normalize(_WIDE).as_tuple()
    number = int("".join(map(str, digits)))
    divides_power = len(digits) <= MOST_WRITTEN and last_place(Fraction(1, number)) is not None
    if len(digits) <= _DIGITS_OF_STEPS or divides_power:
        return Decimal(1).scaleb(int(exponent))
    return power_of_ten_within(step)


def _adjusted(value: Fraction) -> int:
    """The place of the first digit of a number: 0 of the units."""
    top, bottom = abs(value.numerator), value.denominator
    place = len(str(top)) - len(str(bottom))
    is_there = top >= bottom * 10**place if place >= 0 else top * 10**-place >= bottom
    return place if is_there else place - 1


def round_to(value: Decimal | Fraction, step: Decimal, rounding: str = ROUND_HALF_UP) -> Decimal:
    """`value` as a multiple of the power of ten `step`, halves away from zero as people round.

    >>> round_to(Decimal("2258.06"), Decimal(100))
    Decimal('2300')
    """
    number = value if isinstance(value, Fraction) else Fraction(value)
    exponent = step.adjusted()
    top, bottom = number.numerator * 10 ** max(-exponent, 0), number.denominator * 10 ** max(exponent, 0)
    if rounding == ROUND_FLOOR:
        count = top // bottom
    elif rounding == ROUND_CEILING:
        count = -(-top // bottom)
    else:
        count = (2 * abs(top) + bottom) // (2 * bottom) * (1 if top >= 0 else -1)
    return Decimal(count * 10**exponent) if exponent > 0 else Decimal(count).scaleb(exponent, _WIDE)


def significant_step(value: Decimal | Fraction, digits: int) -> Decimal:
    """The place of the last of `digits` significant digits of `value`; of a zero, the units' place.

    >>> significant_step(Decimal("3.972"), 3)
    Decimal('0.01')
    """
    number = value if isinstance(value, Fraction) else Fraction(value)
    if not number:
        return Decimal(1)
    place = _adjusted(number)
    step = Decimal(1).scaleb(place - digits + 1)
    if _is_next_power(number, place, digits):  # 9.996 to three digits is 10.0
        step = step.scaleb(1)
    return step


def _is_next_power(number: Fraction, place: int, digits: int) -> bool:
    """Whether a number with its first digit at `place` has one before that when rounded to so many digits."""
    top, bottom, power = abs(number.numerator), number.denominator, place + 1
    top, bottom = top * 10 ** max(-power, 0), bottom * 10 ** max(power, 0)  # a part of the next power of ten
    is_within: bool = 2 * 10**digits * (bottom - top) <= bottom
    return is_within


def display_step(known: Known, *, most: int = MOST_DIGITS) -> Decimal:
    """The place of the last digit that is written.

    What a source states is written as stated. A sum or a whole multiple is written to the step that it is known to, any
    other number whose decimals end in full if nothing else is allowed. For the rest it is the power of ten at or under
    half the range's width, so that the range supports every digit but perhaps the last, and `most` digits at most;
    a sum of many, whose range is ten of its steps to either side, is written so too. So it is where some rounding is
    not known, though the range be nothing. A nothing has no digits of its own: of it, all that are written are known.
    """
    step = None if known.step is None else place_of_multiples(known.step)
    if known.is_stated and step is not None:
        return step if Fraction(round_to(known.value, step)) == known.value else last_place(known.value) or step
    if known.is_exact:
        full = last_place(known.value) if known.ends else None
        if full is not None and known.value:
            return full if step is None else min(step, full)
        return Decimal(1) if full is not None else significant_step(known.value, most)
    finest = significant_step(known.value, most) if step is None else step
    if (known.is_single or not known.is_bounded) and step is None and known.ends:
        finest = max(finest, last_place(known.value) or finest)
    if not known.is_bounded or known.is_single:
        return finest
    found = power_of_ten_within(known.half)
    if known.step is not None:
        found = finest if known.half < _SEVERAL * Fraction(known.step) else max(finest, found)
    else:
        found = max(finest, found) if known.value else _place_of_nothing(known.half, found)
    if known.value and found > abs(known.value):  # the range says less than the leading digit: keep that one
        found = significant_step(known.value, 1)
    return found


def _place_of_nothing(half: Fraction, found: Decimal) -> Decimal:
    """The place that a nothing is written to: every decimal it has is known, as none is there for another's sake."""
    return found.scaleb(1) if found < 1 and half > Fraction(found) else found


def hedged_step(known: Known) -> Decimal:
    """The same where ``about`` can be said: a number of many digits that is no sum need not be written out."""
    step = display_step(known)
    if known.is_stated or known.step is not None or not known.is_exact or _digits(known.value, step) <= MOST_WRITTEN:
        return step
    return significant_step(known.value, MOST_DIGITS)


def full_step(known: Known) -> Decimal:
    """The place of the last digit that is known at all."""
    return display_step(known, most=FLOAT_DIGITS)


def _digits(value: Fraction, step: Decimal) -> int:
    """Significant digits of a number that is written to `step`, without the zeros of a whole one."""
    return len(round_to(value, step).normalize(_WIDE).as_tuple().digits)


def is_about(known: Known, step: Decimal, one: Decimal = Decimal(1)) -> bool:
    """Whether some value of the range would be written differently when rounded to `step`, or more could be written.

    A number whose decimals go on is written rounded and plain, where its range says no more. Not so one that ends
    before its units, as 4,110 does, unless a source writes it so: nothing tells a nought that is known from one that
    fills a place. `one` is what is one as the number is written, a hundredth where it is in per cents. What is computed
    from a number whose rounding is not known is always about.
    """
    if not known.is_bounded:
        return False
    if not known.is_rounding_known and not known.is_stated:
        return True
    shown = Fraction(round_to(known.value, step))
    is_as_it_stands = known.is_stated or (known.is_single and shown == known.value)
    if (known.ends and shown != known.value) or (step > one and not is_as_it_stands):
        return True
    # The upper end itself belongs to the next value when it lies half way: it is the edge of what is rounded here.
    return not known.is_exact and any(abs(end - shown) * 2 > Fraction(step) for end in _ends(known))


def is_alone(known: Known, step: Decimal) -> bool:
    """Whether a derived number stands for its whole range: both ends are written as it is.

    Nothing stands for no range: it has no digits by which to tell how far it is known.
    """
    shown = round_to(known.value, step)
    return bool(shown) and all(round_to(end, step) == shown for end in _ends(known))


def outward(known: Known, shown: Decimal) -> tuple[Decimal, Decimal, Decimal]:
    """A bounded range's ends rounded outward, and the step they were rounded to; `shown` is the value's.

    What a source states has its half steps, written out. Else the step is the coarsest power of ten that widens the
    range by at most a tenth, so 3.514 to 4.286 is written 3.5 to 4.3, and at most one digit finer than the value. The
    value as it is shown lies within: where rounding took it out of its range, it is an end.
    """
    low, high = _ends(known)
    if known.is_stated:
        step = min(_written(low), _written(high))
        return round_to(low, step), round_to(high, step), step
    value = round_to(known.value, shown)
    low, high = min(low, Fraction(value)), max(high, Fraction(value))
    widest = (high - low) * (1 + _WIDENED)
    coarsest = power_of_ten_within(max(abs(low), abs(high))).scaleb(1)  # to which 0.0093 is 0.01, not 0.010
    if widest:  # two ends that are apart are a step apart at least
        coarsest = min(coarsest, power_of_ten_within(widest))
    for step in _finer(coarsest, shown.scaleb(-1)):
        down, up = round_to(low, step, ROUND_FLOOR), round_to(high, step, ROUND_CEILING)
        if Fraction(up - down) <= widest:
            break
    return down, up, step


def outward_to(known: Known, step: Decimal) -> tuple[Decimal, Decimal]:
    """A bounded range's ends rounded outward to a step that the prose asks for."""
    low, high = _ends(known)
    return round_to(low, step, ROUND_FLOOR), round_to(high, step, ROUND_CEILING)


def outward_end(end: Decimal | Fraction, *, is_low: bool, in_full: bool = False) -> tuple[Decimal, Decimal]:
    """The one finite end of an open range, and the place of its last digit: as it is, or rounded outward to three.

    It is as it is where its decimals end and it has few digits, or any number of them with `in_full`, as a sum has.

    >>> outward_end(Fraction(30, 7), is_low=True), outward_end(Fraction(20450), is_low=True)
    ((Decimal('4.28'), Decimal('0.01')), (Decimal('20450'), Decimal('1')))
    """
    place = last_place(Fraction(end))
    if place is not None and (in_full or _digits(Fraction(end), place) <= MOST_WRITTEN):
        return round_to(end, place), place
    return three_digits_outward(end, is_low=is_low)


def three_digits_outward(end: Decimal | Fraction, *, is_low: bool) -> tuple[Decimal, Decimal]:
    """An end rounded outward to three significant digits, and the place of its last one that is not zero."""
    rounded = round_to(end, significant_step(end, MOST_DIGITS), ROUND_FLOOR if is_low else ROUND_CEILING)
    return rounded, _written(Fraction(rounded))


def _ends(known: Known) -> tuple[Fraction, Fraction]:
    assert known.low is not None and known.high is not None  # noqa: S101, PT018 -- asked of bounded ranges alone
    return known.low, known.high


def _written(number: Fraction) -> Decimal:
    """The place of the last digit of a decimal number."""
    place = last_place(number)
    return significant_step(number, FLOAT_DIGITS) if place is None else place


def _finer(step: Decimal, finest: Decimal) -> Iterator[Decimal]:
    """Powers of ten from `step` down to the finest, which is always among them."""
    step = max(step, finest)
    while step >= finest:
        yield step
        step = step.scaleb(-1)
