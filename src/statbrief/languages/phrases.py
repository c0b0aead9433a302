"""What a language says with a number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, kw_only=True)
class Phrases:
    """What a language says with a number; ``{}`` stands for the number, ``{low}`` and ``{high}`` for a range's ends.

    `range` names a range, `between` says within what something lies.
    `rose`, `it_rose`, `rise` and `higher` say up, down, not at all, hardly, and that nothing can be said; `rose` is of
    several things, `it_rose` of one. `rose_by` joins a verb and an amount, `rise_of` a noun and an amount, `higher_by`
    an amount and what it is higher by, `rose_to` a rise and a multiple, `fell_by` a fall and its amount, `as_before`
    what did neither, before the words for what was. `multiplied` and `it_multiplied` are verbs such as doubled, by the
    multiple: that it is so, roughly, nearly, and more than that. Of `times` and `points`, the first is said of one.
    `share_of` is a multiple under one.
    `locators` turn an English place in a source into the language's: a pattern, and what it becomes. `table` is what
    generated tables and captions say, `page` what a finished page says around the data it carries. Of a number whose
    rounding is not known, `as_far_as_known` says so after a range, `no_range` in its place, and `as_stated` that it, or
    what it was computed from, is as stated.
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
    rose_by: str
    rise_of: str
    higher_by: str
    rose_to: str
    fell_by: str
    as_before: str
    multiplied: Mapping[Fraction, tuple[str, ...]]
    it_multiplied: Mapping[Fraction, tuple[str, ...]]
    fractions: Mapping[tuple[int, int], str]
    money: str
    money_compact: str
    per: str
    locators: Mapping[str, str]
    table: Mapping[str, str]
    page: Mapping[str, str]
    as_far_as_known: str
    no_range: str
    as_stated: tuple[str, str]
    holds: tuple[str, str]
