"""What a record knows of its figures: each number, the ends of its range and its step, just as the record has them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from statbrief.arithmetic.bounds import stated_known, step_of
from statbrief.arithmetic.digits import Subject
from statbrief.arithmetic.exactness import Known
from statbrief.arithmetic.rounding import power_of_ten_within
from statbrief.record.figure_types import FigureRecord
from statbrief.record.published import is_rounding_known

if TYPE_CHECKING:
    from statbrief.languages.language import Words


def known_of(figure: FigureRecord) -> Known:
    """The number of a record's figure, its range and its step; exactly as the record has them."""
    if "stated" in figure:
        stated, step, bound = Decimal(figure["stated"]), step_of(figure["rounded_to"]), figure["bound"]
        return stated_known(
            stated,
            step,
            bound,
            is_rounding_known=is_rounding_known(figure),
            is_counted=figure.get("is_counted", False),
        )
    number, low, high = (None if each is None else Fraction(each) for each in figure["exact"])
    limit = figure.get("limit", "")
    return Known(
        value=number or Fraction(0),
        low=None if limit == "low" else low,
        high=None if limit == "high" else high,
        limit={"low": low, "high": high}.get(limit),
        is_limit_in=figure.get("is_limit_in", False),
        step=Decimal(figure["known_to"]) if figure["known_to"] else None,
        ends=figure["ends"],
        is_stated=figure["cell"] is not None and not figure.get("is_computed", False),
        is_open=figure["is_open"],
        is_rounding_known=is_rounding_known(figure),
    )


@dataclass(frozen=True)
class Told(Subject):
    """A figure that a text speaks of; `units` are the names of its unit beside a number, of several and of one.

    `money` is the currency of an amount, and the zeros of the thousands or millions that it is in.
    """

    units: tuple[str, ...] = ()
    money: tuple[str, int] | None = None

    @property
    def one_in_words(self) -> Fraction:
        """What one of the unit is where its texts say the number in words: a billion of a billion dollars."""
        return Fraction(10 ** self.money[1]) if self.money else Fraction(1)


def told_of(figure: FigureRecord, words: Words) -> Told:
    """The figure of a record as a text speaks of it, in a language."""
    ratio = Decimal(figure["ratio"]) if figure["ratio"] else None
    units = tuple(filter(None, (figure["unit_text"], figure["unit_one"])))
    band = Fraction(figure["band"]) if "stated" not in figure and "band" in figure else None
    coin = words.coin(figure["unit"])
    money = words.money_of(figure["unit"])
    return Told(known_of(figure), figure["kind"], figure["unit"], ratio, units, money, coin=coin, band=band)


def as_before(subject: Told) -> Told:
    """The figure as copies of before wrote it: money with one decimal too, a step of 0.25 to tenths. It was true."""
    step = subject.known.step
    known = replace(subject.known, step=None if step is None else power_of_ten_within(step))
    return replace(subject, known=known, coin=None)
