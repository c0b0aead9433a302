"""What the forms of a figure are about, and with how many digits: its number, as a share, in points, as a change.

Who writes a brief and who verifies a published one ask the same questions of a figure here, and get the same digits.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction
from functools import cached_property

from statbrief.arithmetic import kinds
from statbrief.arithmetic.asked_digits import FULL
from statbrief.arithmetic.exactness import Known
from statbrief.arithmetic.money_decimals import place_in_coins
from statbrief.arithmetic.named_ratios import multiple_of
from statbrief.arithmetic.rounding import (
    display_step,
    full_step,
    hedged_step,
    is_alone,
    outward,
    outward_end,
    outward_to,
    round_to,
    significant_step,
)

UP, DOWN, SAME, HARDLY, UNCLEAR, SIMILAR = range(6)
"""The places of the words for a direction."""
_HARDLY = Fraction(1, 50)
"""Of what was: a change that cannot be larger than this is hardly one."""
PER_CENT = Decimal("0.01")
"""One per cent as a share."""


@dataclass(frozen=True)
class Subject:
    """A figure that is written of: what is known of it, its kind, its unit, and what one of that is as a ratio.

    `coin` is the last decimal of the currency that it is an amount of, if it is money, and `band` what its change is
    called little within, if its brief says so.
    """

    known: Known
    kind: str
    unit: str
    ratio: Decimal | None
    coin: Decimal | None = field(default=None, kw_only=True)
    band: Fraction | None = field(default=None, kw_only=True)
    steps: dict[tuple[int, bool], Decimal] = field(default_factory=dict, init=False, repr=False, compare=False)
    """The places found so far, by number and by whether a word can be said with it: a figure's forms ask again."""
    reaches: dict[tuple[int, str, str], tuple[list[Decimal], Decimal]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """The ends found so far, by number and by the digits that were asked for, of which form."""
    asked: dict[tuple[int, str, str, bool], tuple[Decimal, Decimal]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """The numbers found so far with the digits that were asked for, in the same way."""

    @property
    def is_points(self) -> bool:
        """Whether it is written in percentage points."""
        return self.kind == kinds.POINTS and self.ratio is not None

    @cached_property
    def share(self) -> Known:
        """The number as a plain ratio; itself where it has a dimension."""
        return self.known.scaled(self.ratio) if self.ratio is not None else self.known

    @cached_property
    def change(self) -> Known | None:
        """What something rose or fell by; None of what cannot."""
        if self.kind in {kinds.RATIO, kinds.COMPARISON}:
            return self.share.less(1)
        if self.kind == kinds.DIFFERENCE:
            return self.known
        return self.share if self.kind in {kinds.CHANGE, kinds.POINTS} else None

    @cached_property
    def size(self) -> Known | None:
        """The same without its sign."""
        return None if self.change is None else self.change.size()

    @cached_property
    def direction(self) -> int:
        """Up, down, the same, hardly changed, not clear, or little changed: by no more than the band, in any case."""
        change = self.change
        if change is None:
            return SAME
        if self.band is not None and (change.value or not change.is_exact) and _is_within(change, self.band):
            return SIMILAR
        if 0 not in change:
            return UP if change.value > 0 else DOWN
        if change.is_exact:
            return SAME
        small = Fraction(0) if self.kind in {kinds.DIFFERENCE, kinds.POINTS} else _HARDLY  # of what, nobody knows
        return HARDLY if _is_within(change, small) else UNCLEAR

    @property
    def has_amount(self) -> bool:
        """Whether it can be said how much something changed: not where that may be up, or down by any amount."""
        return self.change is not None and (self.change.is_bounded or self.direction in {UP, DOWN})

    @cached_property
    def multiple(self) -> tuple[Fraction, int] | None:
        """What it was multiplied by that has a verb, and how near it is to that; None of what has none."""
        return multiple_of(self.share) if self.kind == kinds.RATIO and self.ratio is not None else None

    def number_of(self, name: str) -> Known | None:
        """The number that a form is about; None where the figure has no such form."""
        match name:
            case "change":
                has_it = self.kind in {kinds.RATIO, kinds.COMPARISON, kinds.CHANGE}
                return self.size if has_it and self.has_amount else None
            case "by":
                has_it = self.kind in {kinds.DIFFERENCE, kinds.POINTS, kinds.CHANGE}
                return self.size if has_it and self.has_amount else None
            case "times" | "percent" | "percent_range":
                return self.share if self.ratio is not None and not self.is_points else None
            case "value" | "range" if self.is_points:
                return self.share
        return self.known

    def step_of(self, known: Known, *, is_hedged: bool) -> Decimal:
        """The place of the last digit that is written: of a ratio near one, that of what it differs from one by."""
        key = id(known), is_hedged
        if key not in self.steps:
            self.steps[key] = self._found_step(known, is_hedged=is_hedged)
        return self.steps[key]

    def _found_step(self, known: Known, *, is_hedged: bool) -> Decimal:
        if self.kind == kinds.RUN:
            return Decimal(1)  # of periods in a row, which its other forms count out, however far they may lie
        step = hedged_step(known) if is_hedged else display_step(known)
        if self.coin is not None:
            return place_in_coins(known, step, self.coin)
        near_one = {kinds.RATIO, kinds.COMPARISON, kinds.SHARE}
        is_ratio = self.kind in near_one and (known is self.known or known is self.share)
        if not is_ratio or known.is_stated or not self.ratio:
            return step
        one = Decimal(1) if known is self.share else 1 / self.ratio
        if round_to(known.value, step) != one or not self._is_beside(known, one):
            return step
        return min(step, display_step(self.share.less(1)) * one)

    def _known_place(self, known: Known) -> Decimal:
        """The place of the last digit that is known, also of money that is written without it."""
        is_hedged = not known.is_exact
        if self.coin is None:
            return self.step_of(known, is_hedged=is_hedged)
        return hedged_step(known) if is_hedged else display_step(known)

    def _told_place(self, known: Known, step: Decimal) -> Decimal:
        """The place that a number written to `step` tells: of 4.50 in tens of cents that of the 5."""
        place = max(step, self._known_place(known))
        return place if round_to(known.value, place) == round_to(known.value, step) else step

    def _is_beside(self, known: Known, one: Decimal) -> bool:
        """Whether it is known to be other than one, by however little; a share has no direction that would say so."""
        if self.kind != kinds.SHARE:
            return self.change is not None and 0 not in self.change
        is_less = known.high is not None and known.high < one
        return is_less or (known.low is not None and known.low > one)

    def one_of(self, name: str) -> Decimal:
        """What is one as the form writes it: a hundredth of what is written in per cents, or in points."""
        in_per_cents = self.is_points or name in {"percent", "percent_range", "change"}
        return PER_CENT if in_per_cents or (name == "by" and self.kind == kinds.CHANGE) else Decimal(1)

    def asked_step(self, name: str, known: Known, digits: str) -> Decimal:
        """The place of the last digit of those that were asked for."""
        if digits == FULL:
            return full_step(known)
        if digits.startswith("to_"):
            step = Decimal(1).scaleb(-int(digits.removeprefix("to_")))
            return step * self.one_of(name)
        size = known.value
        if name.endswith("range"):
            size = max(abs(each) for each in (known.low, known.high) if each is not None)
        return significant_step(size, int(digits))

    def asked_number(self, name: str, known: Known, digits: str, *, is_about: bool) -> tuple[Decimal, Decimal]:
        """The number with the digits that were asked for, and the place of the last one.

        With the word for a bound that is where the range ends, rounded so that the word is true.
        """
        is_of_name = digits.startswith("to_") or name.endswith("range")  # else so many digits are as many of any form
        key = id(known), name if is_of_name else "", digits, is_about
        if key not in self.asked:
            self.asked[key] = self._found_asked(name, known, digits, is_about=is_about)
        return self.asked[key]

    def _found_asked(self, name: str, known: Known, digits: str, *, is_about: bool) -> tuple[Decimal, Decimal]:
        step = self.asked_step(name, known, digits)
        if known.is_bounded or not is_about:
            return round_to(known.value, step), step
        end, rounding = (known.low, ROUND_FLOOR) if known.low is not None else (known.high, ROUND_CEILING)
        end = known.value if known.is_stated or end is None else end
        return round_to(end, step, rounding), step

    def is_nothing(self, name: str, digits: str, *, is_about: bool) -> bool:
        """Whether what rose or fell did so by nothing, with the digits that were asked for."""
        known = self.number_of(name) if name in {"change", "by"} and self.direction in {UP, DOWN} else None
        return known is not None and not self.asked_number(name, known, digits, is_about=is_about)[0]

    def hedged_place(self, name: str, known: Known, digits: str) -> Decimal:
        """The place at which it is asked whether a number could be written otherwise."""
        if digits:
            return self.asked_step(name, known, digits)
        step = self.step_of(known, is_hedged=True)
        return min(step, PER_CENT) if known.is_stated and name in {"percent", "change"} else step

    def ends(self, name: str, known: Known, digits: str) -> tuple[list[Decimal], Decimal]:
        """The numbers that a range is written with, and to which place: two ends, or one that stands for both."""
        key = id(known), name if digits else "", digits
        if key not in self.reaches:
            self.reaches[key] = self._found_ends(name, known, digits)
        return self.reaches[key]

    def _found_ends(self, name: str, known: Known, digits: str) -> tuple[list[Decimal], Decimal]:
        step = self.step_of(known, is_hedged=not known.is_exact)
        is_capped = known.is_limit_in and not known.is_stated
        reach = replace(known, low=known.floor, high=known.ceiling) if is_capped else known
        if not known.is_bounded and not (is_capped and not is_alone(reach, step)):
            return self._only_end(known)
        if digits:
            step = self.asked_step(name, reach, digits)
            return list(dict.fromkeys(outward_to(reach, step))), step
        if known.is_single or (not known.is_stated and is_alone(reach, min(step, self._known_place(known)))):
            return [round_to(known.value, step)], step
        low, high, step = outward(reach, self._told_place(reach, step))
        return list(dict.fromkeys((low, high))), step

    def _only_end(self, known: Known) -> tuple[list[Decimal], Decimal]:
        """The end of a range that is open on one side."""
        end, is_low = (known.low, True) if known.low is not None else (known.high, False)
        assert end is not None  # noqa: S101 -- a figure has one end at least
        if known.is_stated:
            low, _, step = outward(replace(known, low=end, high=end), display_step(known))
            return [low], step
        number, step = outward_end(end, is_low=is_low, in_full=known.step is not None)
        return [number], step


def _is_within(change: Known, band: Fraction) -> bool:
    """Whether a change is no larger than that, wherever in its range it is."""
    return change.is_bounded and all(abs(end) <= band for end in (change.low, change.high) if end is not None)
