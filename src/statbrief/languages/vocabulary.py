"""What a language must have: for figures and pages to be written in it, and numbers typed in it to be found.

A further language is one module such as `english`, which has all of this (the rules of its plurals in one beside it,
and what else would make it long), and one line in `registry`. Numbers, units of time, currencies and lists are written
as Babel has them for the language's tag. Patterns are regular expressions; they are compiled when a text is read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from statbrief.languages.phrases import Phrases


class Dates(NamedTuple):
    """How a date is written: names from January and from Monday on, and a pattern for each style.

    `styles` are full, long, medium and short, with ``{day}``, ``{month}``, ``{short_month}``, ``{number}`` (the
    month's), ``{weekday}``, ``{year}`` and ``{short_year}``. They are Babel's own (CLDR's), written down since to load
    Babel takes a tenth of what a whole render does.
    """

    months: Sequence[str]
    short_months: Sequence[str]
    weekdays: Sequence[str]
    styles: Mapping[str, str]


class PeriodPhrases(NamedTuple):
    """How periods of one length are said, ``{}`` standing for the period's name.

    `alone` by itself, `within` of what happened then: in May 2022; both ends of a time, `since` and `until`: from May
    2019, to May 2022; and `ever_since` of what has been so from then on: the highest since May 2019.
    """

    alone: str
    within: str
    since: str
    until: str
    ever_since: str


class TypedPeriods(NamedTuple):
    """How people type periods in the language, for those to be found that no variable wrote.

    `months` and `quarters` say which one a word is, in small letters and without a full stop. `dated` are verbose
    patterns of periods with a year, or of a day without one, `bare` those of a month or a quarter alone. Their groups
    are what they are named: `day`, `month`, `quarter`, `half`, `week`, `year`, `short_year` (of two digits), `called`
    of the fiscal year (`short_called` of two digits), and of the first so many of a year `months` or `quarters`. No
    bare one is meant where `recurring` matches right after it, of each year, or `each` before it.

    `until` is a pattern of what makes a month or a day the end of a longer time, and `since` of what makes a day its
    start, with groups `unit`, one of the `lengths` (in months or days), and `many`. `relative` are patterns of periods
    that are said from the day on which they are read, with a `unit` as well.
    """

    months: Mapping[str, int]
    quarters: Mapping[str, int]
    dated: Sequence[str]
    bare: Sequence[str]
    each: str
    recurring: str
    until: str
    since: str
    lengths: Mapping[str, tuple[int, str]]
    relative: Sequence[str]


class RowWords(NamedTuple):
    """How often in a row: `nth` with one of the `ordinals`, from the second on, and `beyond` them with a number."""

    nth: str
    ordinals: Sequence[str]
    beyond: str


class PeriodWords(NamedTuple):
    """How periods are said, as far as CLDR does not say it: its names of months and its order of days are Babel's.

    `quarter` joins the ``{name}`` of one of the four `quarters` with its ``{year}``, `half` one of the two `halves`,
    which take the phrases of quarters, and `half_short` its ``{number}``; `week` has a week's ``{number}``;
    `fiscal_year` is one called after the ``{year}`` in which it ends. They have no article, which stands in `said`, by
    how long a period is (`table_schema.periods`).
    """

    quarters: Sequence[str]
    quarter: str
    halves: Sequence[str]
    half: str
    half_short: str
    week: str
    fiscal_year: str
    said: Mapping[str, PeriodPhrases]
    typed: TypedPeriods
    rows: Mapping[str, RowWords]


class UnitWords(NamedTuple):
    """How the brief's own units are said beside a number.

    `plural` makes several of a noun whose plural `data/units.txt` does not give, and nothing where it cannot be told; a
    name that is no word of the language, such as one with digits, is the same of several. `each` says that there are so
    many for each of a noun: a day. `each_of` says the same of a unit of time, by pint's name, where it is not the rule:
    an hour. `per` stands before symbols and powers: per km².
    """

    plural: Callable[[str], str]
    each: Callable[[str], str]
    per: str
    each_of: Mapping[str, str]
    are_degrees_apart: bool
    """Whether a space stands before °."""
    of_many: str
    """What stands between millions and the noun that they are of, if anything: 1,5 millones de personas."""
    rate: str
    """How a rate such as `per_100k` is called, with ``{}`` for the number; nothing in the language of its name."""
    several: Mapping[int, str] = MappingProxyType({})
    """By their zeros, how thousands, millions and so on are called where no number is with them, before the noun."""


class Numerals(NamedTuple):
    """What stands with digits, in texts that people wrote; every language's signs are known in all texts.

    `scale` is a pattern of the words that a number in digits may have after it, `percent` one of those for %, and
    `ordinal_ends` one of the letters that make it an ordinal. `scales` says what the words stand for, `between` what
    joins the two ends of a range. A decimal has a comma, but for the regions that write it otherwise, or a point.
    """

    scale: str
    scales: Mapping[str, int]
    percent: str
    ordinal_ends: str
    between: Sequence[str]
    has_decimal_comma: bool
    other_decimal_in: frozenset[str]
    minimum_grouping: Mapping[str, int]
    """How many digits stand before the first group at least, where more than one (3566 and 35.660), by CLDR's locale.

    CLDR's minimumGroupingDigits, for Babel does not read it (UTS 35, part 3, section 2.4:
    https://unicode.org/reports/tr35/tr35-numbers.html).
    """


class Designators(NamedTuple):
    """Words whose number is a name and counts nothing: article 27, pages 3 and 4, Route 66.

    `any_case` and `capital` are words with one number, these only where they begin with a capital; `several` are those
    with two numbers or more, which `joins` (a pattern) stand between. Words in these three have ``_`` for a space.
    `number` is a pattern of what may stand before the number (No.), `of` of what may stand before that, `of_year` of
    what stands before a law's year. No designator follows a word of `not_before`, and none in small letters one of the
    `articles`, nor one of `before_verbs` where what seems to be its number is followed by what there are so many of (to
    table 12 proposals); one that begins a sentence, and needs its capital, has one of the words that it `goes_on` with.
    `counted` are patterns of nouns, in small letters, that show a number to count, `counted_by_several` of those after
    `several`; `points` are words after a number that is an amount. `of_kinds` are words of `any_case` that an article
    may stand before as well (a type 2 error), `compounds` what a hyphen may join to the number (Title 42-related).
    After `adjectives` a designator in small letters is a noun of its own (the first phase), and so after an article and
    any word but one of the `links`, which are prepositions and the like. `done` is a pattern of verbs, in small
    letters, that what is counted has done. `laws` are words in `any_case` that are common before a number of something
    else: in small letters, one of the words of `law_says` follows the number, or an end. `catalogued` are plurals that
    may follow the number of a standard (ICD 10 codes). `phone` is a pattern of what stands before a telephone
    number, and `whole` of what is a name as a whole. `verbs_of_several` is a pattern of verbs that one thing has not
    (in Phase 300 were held), `ordinals` tell one of several, which has no number as a name (in the first Phase 300).
    After `before_nouns` a name by number stands before a noun alone: the Title 42 policy, but the Chapter 300 left.
    """

    any_case: str
    capital: str
    several: str
    joins: str
    number: str
    of: str
    of_year: str
    not_before: frozenset[str]
    articles: frozenset[str]
    before_verbs: frozenset[str]
    goes_on: frozenset[str]
    counted: str
    counted_by_several: str
    points: str
    of_kinds: frozenset[str]
    compounds: frozenset[str]
    adjectives: frozenset[str]
    links: frozenset[str]
    done: str
    laws: frozenset[str]
    law_says: frozenset[str]
    catalogued: frozenset[str]
    phone: str
    whole: str
    verbs_of_several: str = r"(?!)"
    ordinals: frozenset[str] = frozenset()
    before_nouns: frozenset[str] = frozenset()


class NumberWords(NamedTuple):
    """Numbers in words: what is a quantity, and what is not although it looks like one, in small letters.

    `quantity` and `other` are verbose patterns. What the words mean: `values` are added and `scales` multiplied;
    `parts` are the denominators of fractions; `joins` stand between, and `skipped` mean nothing. (These words may have
    the accents áéíóú or not.)
    """

    quantity: str
    other: str
    values: Mapping[str, int]
    scales: Mapping[str, int]
    parts: Mapping[str, int]
    joins: frozenset[str]
    skipped: frozenset[str]


class MomentWords(NamedTuple):
    """Words that tell when, not how much.

    `moments` is a verbose pattern of the language's own dates, which may have groups `month` and, in it or after it,
    `dated`: of those without a year, none is taken that follows `before_month`, such as In May 12 residents died. It is
    for texts in the language alone. The rest is known in all texts: `month` is one month's name, `hours` are the units
    of times of day. A number of four digits is no year before what `amounts` matches or before the `counted`, unless
    one of the words that tell when stands before it. After a word that `ratios` matches, 3:10 is no time.
    """

    moments: str
    before_month: str
    month: str
    hours: str
    amounts: str
    counted: frozenset[str]
    tells_when: frozenset[str]
    ratios: str


class Abbreviations(NamedTuple):
    """Words in small letters that have a full stop inside a sentence: before anything, or before a number alone.

    `doubled` are plurals of two letters, with a stop after each pair: EE. UU.
    """

    before_names: frozenset[str]
    before_numbers: frozenset[str]
    doubled: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)  # hashed as itself, since compiled patterns are kept by it
class Vocabulary:
    """All that is one language's.

    `dates` are by the tags that are written so, such as es and es-MX; Babel writes those of other regions. `page` are
    the words that a page says of itself, under Quarto's own names for them. `other_and` is the word for `and` before
    some texts, and a pattern of how these begin, where the language has one.
    """

    phrases: Phrases
    units: UnitWords
    dates: Mapping[str, Dates]
    periods: PeriodWords
    page: Mapping[str, str]
    numerals: Numerals
    number_words: NumberWords
    designators: Designators
    moments: MomentWords
    abbreviations: Abbreviations
    companions: Mapping[str, str]
    """What a brief's companions say of themselves: the words of `english_companions`, by the same names."""
    drafts: Mapping[str, str]
    """What the first draft of a brief says: the words of `english_drafts`, by the same names."""
    other_and: tuple[str, str] = ("", "")
    home: frozenset[str] = frozenset()
    """The regions whose spelling these words have, as they have it in a tag without a region."""
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    """Words that are spelt otherwise in all other regions, with how they are: Licence for License."""
    contractions: tuple[tuple[str, str], ...] = ()
    """What runs together where a period or a name follows a word, each a pattern and what stands in its place."""
    before_about: Mapping[str, str] = field(default_factory=dict)
    """Words after which no number stands as *about* so many, with what to write in their place, if anything."""
