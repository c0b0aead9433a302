"""With which form the cells of a column are written: all with the same decimals, so that their marks stand beneath."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from statbrief.arithmetic import kinds
from statbrief.arithmetic.asked_digits import FULL, MOST
from statbrief.arithmetic.exactness import place_of
from statbrief.arithmetic.rounding import display_step
from statbrief.figures.figure import Figure
from statbrief.figures.writer import Writer
from statbrief.languages.language import Words

_AS_PERCENT = (kinds.SHARE, kinds.CHANGE)


def form_of(figure: Figure, digits: str) -> str:
    """The form of one of the figures of a column; `digits` are those of the column, nothing where each has its own.

    A number of which only one end is known is written as that.
    """
    if not figure.known.is_bounded:
        return f"about_{_base(figure)}" if _base(figure) != "value" else "about"
    return f"{_base(figure)}_{digits}" if digits else _base(figure)


def _base(figure: Figure) -> str:
    """A share, or what changed by so much of itself, as a percentage; all else as it is."""
    return "percent" if figure.kind in _AS_PERCENT and figure.unit == "1" else "value"


def _saying_of_others(column: Sequence[Figure], words: Words) -> Sequence[Figure]:
    """The cells whose decimals are those of others, too.

    What ends may be written with more, 7 as 7.00 and 0.5 as 0.500; where all end, what is whole may.
    """
    parts = [each for each in column if not _has_any_decimals(each)]
    going_on = [each for each in parts if not (each.known.is_exact and each.known.ends)]
    return going_on or [each for each in parts if not _is_whole(each, words)] or parts or column


def _has_any_decimals(figure: Figure) -> bool:
    """Whether it is all of a whole, or nothing at all, wherever the numbers behind it lie: 100%, 100.0% and 100.00%."""
    whole = {"1": 1, "percent": 100}.get(figure.unit) if figure.kind == kinds.SHARE else 0
    return figure.known.is_single and figure.known.value in {0, whole}


def _is_whole(figure: Figure, words: Words) -> bool:
    """Whether an exact number has no decimals as it is written."""
    is_in_hundredths = figure.unit == "1" and (_base(figure) == "percent" or Writer(figure, words).is_points)
    return figure.known.is_exact and (figure.known.value * (100 if is_in_hundredths else 1)).denominator == 1


def _of_coins(figure: Figure, words: Words) -> int:
    """The decimals of a currency, of which an amount of money has all or none; none of what is no money."""
    coin = words.coin(figure.unit)
    return 0 if coin is None else -int(coin.adjusted())


def shared_digits(column: Sequence[Figure], words: Words) -> str:
    """The digits of all cells of a column; nothing where each has its own.

    What is known to the unit, or to some step, is written with all its digits, money with all of its coins where one
    cell needs some; what is computed from such, with as many decimals as all of the column are known to.
    """
    bounded = [each for each in column if each.known.is_bounded]
    if not bounded:
        return ""
    steps = [step for each in bounded if (step := each.known.step) is not None]
    is_plain = all(_base(each) == "value" and not Writer(each, words).is_percent for each in bounded)
    if is_plain and len(steps) == len(bounded):
        return _of_steps(bounded, steps, words)
    return _of_places(bounded, words)


def _of_steps(bounded: Sequence[Figure], steps: Sequence[Decimal], words: Words) -> str:
    """The digits of a column whose cells are all known to a step: all decimals of the finest, or those of its coins."""
    in_points = 2 * Writer(bounded[0], words).is_points
    decimals = max(max(0, -place_of(step).adjusted() - in_points) for step in steps)
    coins = _of_coins(bounded[0], words)
    if 0 < decimals < coins:
        return f"to_{coins if any(each.known.value.denominator > 1 for each in bounded) else 0}"
    return _with(decimals) if decimals else FULL


def _with(decimals: int) -> str:
    """The digits of a column with so many decimals; nothing of more than can be asked for, as floating point leaves."""
    return f"to_{decimals}" if decimals <= MOST else ""


def _of_places(bounded: Sequence[Figure], words: Words) -> str:
    """The digits of a column that is computed: as many decimals as each of its cells would have by itself."""
    places, known_places = [], []
    telling = _saying_of_others(bounded, words)
    for each in [each for each in telling if not each.known.is_exact] or telling:
        writer = Writer(each, words)
        number = writer.subject.number_of(_base(each))
        assert number is not None  # noqa: S101 -- every figure has its value, and a share its percentage
        in_per_cents = _base(each) == "percent" or writer.is_points
        places.append(writer.subject.step_of(number, is_hedged=False).adjusted() + 2 * in_per_cents)
        known_places.append(display_step(number, most=MOST).adjusted() + 2 * in_per_cents)
    coarsest, finest = max(places), min(places)
    if coarsest < 0:
        return _with(-coarsest)
    # a few hundred times as large as others, and known to the unit, it is written to that: three digits would be ragged
    is_whole = coarsest == 0 or max(known_places) <= 0
    return "to_0" if finest <= 0 and is_whole else ""
