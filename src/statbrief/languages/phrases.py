"""What a language says with a number: about, between, rose by, nearly doubled, to the nearest thousand."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

_MEASURED = re.compile(r"(?P<number>\S*\d)(?P<words>[ \u00a0]+[^\W\d]\D*)")
"""A number in digits and the words after it."""


class Phrases(NamedTuple):
    """What a language says with a number; ``{}`` stands for the number, ``{low}`` and ``{high}`` for a range's ends.

    `range` names a range, `between` says within what something lies.
    `rose`, `it_rose`, `rise`, `higher` and `they_higher` say up, down, not at all, hardly, that nothing can be said,
    and that it is within the band that the brief calls little; `rose` and `they_higher` are of several things, `higher`
    and `it_rose` of one, and all of `rise` go with one article: a rise, a constant level.
    `rose_by` joins a verb and an amount, `rise_of` a noun and an amount, `higher_by` an amount and what it is higher
    by, `rose_to` a rise and a multiple, `fell_by` a fall and its amount, `as_before` what did neither, before the words
    for what was. `multiplied` and `it_multiplied` are verbs such as doubled, by the
    multiple's two parts, as `fractions` are by theirs: that it is so, roughly so, nearly, and more than that.
    Of `times` and `points`, the first is said of one. `share_of` is a multiple under one.
    `locators` turn an English place in a source into the language's: a pattern, and what it becomes. `table` is what
    generated tables and captions say, `page` what a finished page says around the data it carries. Of a number whose
    rounding is not known, `as_far_as_known` says so after a range, `no_range` in its place, and `as_stated` that it, or
    what it was computed from, is as stated. `nearest` says what a number is rounded to, by the power of ten: to the
    nearest thousand (3); `nearest_of` of other steps, with ``{}`` for the step, and `nearest_point` of one per cent.
    Where a language `shares_units`, the words after both ends of a range stand once: 440 a 460 millones de euros.
    """

    about: str
    more_than: str
    less_than: str
    range: str
    between: str
    at_least: str
    at_most: str
    or_more: str
    or_less: str
    times: tuple[str, str]
    points: tuple[str, str]
    share_of: str
    rose: tuple[str, ...]
    it_rose: tuple[str, ...]
    rise: tuple[str, ...]
    higher: tuple[str, ...]
    they_higher: tuple[str, ...]
    rose_by: str
    rise_of: str
    higher_by: str
    rose_to: str
    fell_by: str
    as_before: str
    multiplied: Mapping[tuple[int, int], tuple[str, ...]]
    it_multiplied: Mapping[tuple[int, int], tuple[str, ...]]
    fractions: Mapping[tuple[int, int], str]
    money: str
    money_compact: str
    locators: Mapping[str, str]
    table: Mapping[str, str]
    page: Mapping[str, str]
    as_far_as_known: str
    no_range: str
    as_stated: tuple[str, str]
    holds: tuple[str, str]
    none: str
    nearest: Mapping[int, str]
    nearest_of: str
    nearest_point: str
    shares_units: bool = False

    def ranged(self, low: str, high: str) -> str:
        """Both ends of a range in one text: 440 a 460 millones de euros, $440 million to $460 million."""
        return self.range.replace("{low}", self.sharing(low, high)).replace("{high}", high)

    def sharing(self, low: str, high: str) -> str:
        """The low end as it stands before the high one: less the words that both have, if the language says so."""
        one, other = _MEASURED.fullmatch(low), _MEASURED.fullmatch(high)
        is_shared = self.shares_units and one and other and one["words"] == other["words"]
        return one["number"] if is_shared and one else low

    def spelt_out(self, text: str) -> str:
        """A range whose ends share their words, with these at both; any other text as it stands."""
        for pattern in (self.range, self.between) if self.shares_units else ():
            said = re.escape(pattern).replace(r"\{low\}", r"(?P<low>\S*\d)").replace(r"\{high\}", _MEASURED.pattern)
            if found := re.fullmatch(said, text):
                return pattern.format(low=found["low"] + found["words"], high=found["number"] + found["words"])
        return text


def fraction_names(named: Sequence[tuple[str, str]], counted: Sequence[str]) -> dict[tuple[int, int], str]:
    """The name of each fraction under one in its lowest terms, by its two parts.

    `named` are what one and several parts are called, from the halves on; `counted` are the numbers from two on.

    >>> fraction_names([("half", ""), ("a third", "thirds")], ["two"])
    {(1, 2): 'half', (1, 3): 'a third', (2, 3): 'two thirds'}
    """
    found = {}
    for whole, (one, several) in enumerate(named, start=2):
        found[1, whole] = one
        for part in range(2, whole):
            if math.gcd(part, whole) == 1:
                found[part, whole] = f"{counted[part - 2]} {several}"
    return found


def by_multiple(said: Sequence[tuple[str, ...]]) -> dict[tuple[int, int], tuple[str, ...]]:
    """Verbs for two to five times and a half of what was, in this order, by the two parts of the multiple."""
    return dict(zip(((2, 1), (3, 1), (4, 1), (5, 1), (1, 2)), said, strict=True))
