"""What a figure is, a level, a share, a difference and so on, which decides in which forms it can be written.

The last operation of a formula tells most of it: a difference is what is left of a number, a rate divides by something
of another kind. Two quotients of like units are told apart by the periods of what is divided: of two times, neither
within the other, it is a ratio over time, and else a share; two shares, one divided by the other, are a ratio too.
Where a function is more than arithmetic it says so itself, in its return annotation. (`figures.derived_kinds` reads the
formula, `figures.reported` what a source states.)
"""

from __future__ import annotations

from statbrief.arithmetic.asked_digits import BETWEEN, MOST, digits_of, exceeded

LEVEL = "level"
SHARE = "share"
RATIO = "ratio over time"
COMPARISON = "comparison"
DIFFERENCE = "difference"
POINTS = "difference of shares"
CHANGE = "change"
RATE = "rate"
INDEX = "index"
NUMBER = "number"
SIGNED = "ratio of signed numbers"
RUN = "run"
NAME = "name"
PERIOD = "period"
ANSWERS = (NAME, PERIOD)
"""The kinds of what is no number."""

MEANINGS = {
    LEVEL: "a count, an amount or a measure",
    SHARE: "a part of a whole",
    RATIO: "the same thing twice, at two times as a rule, one divided by the other",
    COMPARISON: "two things at one time, one divided by the other",
    DIFFERENCE: "one number less another",
    POINTS: "one share or percentage less another, in percentage points",
    CHANGE: "a difference divided by what it started from, such as growth",
    RATE: "an amount for each of something else",
    INDEX: "a level in parts of a base period's, such as 112.3 where 2015 is 100",
    NUMBER: "a number without a unit, of which no more is known",
    SIGNED: "a quotient whose parts can be zero or negative",
    RUN: "how often in a row something rose, or below zero how often it fell",
}
"""What each kind is, for messages and documents."""
DECLARED = (LEVEL, SHARE, RATIO, COMPARISON, DIFFERENCE, POINTS, CHANGE, RATE, INDEX, RUN)
"""The kinds that a return annotation may name."""
OF_A_RATIO = (SHARE, RATIO, COMPARISON, POINTS, CHANGE, RUN)
"""Those that only a number without a dimension can be."""

SAYS_BOTH = {
    "rose": "rose_by",
    "it_rose": "it_rose_by",
    "rise": "rise_of",
    "higher": "higher_by",
    "they_higher": "they_higher_by",
}
"""The words for a direction, and the forms that say them together with the amount, where there is one."""
DIRECTIONS = tuple(SAYS_BOTH)
"""The forms that are a word for a direction, its verbs of several things and of one."""
TELLS_BACKWARD = ("higher", "rose")
"""The form that an earlier number less a later one has, and the one that it has not."""
COMPARED = ("higher", "higher_by", "they_higher", "they_higher_by")
"""The words for a direction that are of no time, alone and with their amount; `they_` of several things."""
CLAUSES = (*SAYS_BOTH.values(), "rose_to_times", "it_rose_to_times")
"""Those that are such a word and its amount."""
RUNS = {"rose_in_a_row": "rose", "it_rose_in_a_row": "it_rose"}
"""The forms that are a verb and how often in a row, and the verbs' own forms."""
MULTIPLES = ("multiplied", "it_multiplied")
"""Those that are a verb such as doubled."""
RANGES_AS_STATED = {f"{form}_as_stated": form for form in ("range", "percent_range", *BETWEEN)}
"""Ranges for sentences that say themselves what is as stated."""
OF_ENDS = (
    *("period", "period_capital", "period_name", "period_name_capital"),
    *("period_month", "period_month_capital", "period_year"),
)
"""Those of a period that both ends of a span have too."""
_ENDS = ("period_first", "period_last")
PERIODS = (
    *OF_ENDS,
    *("in_period", "in_period_capital", "period_short", "period_short_capital"),
    *("since_period", "since_period_capital"),
    *(form.replace("period", end) for end in _ENDS for form in OF_ENDS),
)
"""Those that say the period that a figure rests on, and say nothing of its number."""
BY_ITSELF = {NAME: "name", PERIOD: "period_name"}
"""The form in which a cell says a name or a period: without the article that sentences need."""
USUAL_PERIODS = ("period", "in_period")
"""Those that are written for every figure that has them, the others where prose asks for them."""
ROUNDING = "rounded_to"
"""The form that says to what a source rounded a number."""
_WRITTEN_AS_SHARES = ("times", "percent", "percent_range", "percent_between", "fraction", "than_fraction")
_OF_CHANGE = ("change", *DIRECTIONS, *CLAUSES, *MULTIPLES)
_OF_NUMBERS = ("value", "about", "range", "amount", "unit", "by", *_WRITTEN_AS_SHARES, *_OF_CHANGE)
_OF_ANY = frozenset(
    {*_OF_NUMBERS, *RUNS, *BETWEEN, *RANGES_AS_STATED, *PERIODS, ROUNDING, "as_stated", "name", "name_capital"}
    | {"label", "kind", "plain"}
)
_BARE = ("value", "amount", "times", "percent", "change", "by", "fraction")
"""Those that are a number without the word that its range demands."""
_OF_STATED = ("as_stated", *RANGES_AS_STATED)
_WITHOUT_SHARES = (LEVEL, RATE, INDEX, DIFFERENCE, POINTS, SIGNED)
_MOVING = (RATIO, COMPARISON, DIFFERENCE, POINTS, CHANGE)
_OF_WHAT_IS_LEFT = (DIFFERENCE, POINTS, CHANGE)
_NO_SHARE = {
    **dict.fromkeys((LEVEL, RATE, INDEX), "derive a share or a ratio of it"),
    SIGNED: "is of numbers that can be zero or negative, and part of nothing: derive the difference",
    RUN: "counts periods, and is part of nothing: write rose_in_a_row",
}
_AMOUNTS = {
    RATIO: ("change", *CLAUSES),
    COMPARISON: ("change", "higher_by", "they_higher_by"),
    CHANGE: ("change", "by", *SAYS_BOTH.values()),
    DIFFERENCE: ("by", *SAYS_BOTH.values()),
    POINTS: ("by", *SAYS_BOTH.values()),
}
"""The forms that say how much, and that a figure of a kind has where that can be said."""
_SAYS = {
    SHARE: "rises only against another share: derive their difference, or their ratio",
    NUMBER: 'a direction would be a guess: let its function say what it returns, as in -> "ratio over time"',
    SIGNED: "says nothing of a change: derive the difference",
    LEVEL: "rises only against another: derive their difference or ratio",
    INDEX: "rises only against another: derive their ratio",
    RATE: "rises only against another: derive their difference or ratio",
    RUN: "write rose_in_a_row or it_rose_in_a_row",
    COMPARISON: 'is of one time: write higher_by, or let its function say -> "ratio over time"',
}
_BACKWARD = "compares an earlier number with a later one, and a verb would say the contrary: write the later one first"
_NO_PERIOD = "rests on no period: give its dataset a period in data/datapackage.json"


def is_form(name: str) -> bool:
    """Whether a figure, a name or a period of some kind has a form of that name.

    >>> [is_form(name) for name in ("about_times", "plain.value_3", "period_last_year", "name", "foo")]
    [True, True, True, True, False]
    """
    name = name.removeprefix("plain.")
    return name.removeprefix("about_") in _OF_ANY or name in _OF_ANY or digits_of(name) is not None


def is_bare(form: str) -> bool:
    """Whether a form says a number without a word for its range, which a bound cannot do without."""
    asked = digits_of(form)
    return form in _BARE if asked is None else asked.form in _BARE and not asked.is_about


def why_not_bare(form: str) -> str:
    """What to write in the place of a bare form of a number that is known on one side alone."""
    instead = "about" if form == "value" else f"about_{form}"
    return f"is known on one side alone, and the number by itself would hide it: write {instead}"


def why_not(
    kind: str, form: str, *, is_as_stated: bool = False, has_period: bool = True, is_backward: bool = False
) -> str:
    """What to write in the place of a form that a figure of this kind does not have; nothing where no more is known.

    `is_as_stated` is of a figure that rests on a number whose rounding is not known, `has_period` of one that rests on
    some period, `is_backward` of one that compares an earlier number with a later one.
    """
    if form in PERIODS:
        return _why_no_period(form) if has_period else _NO_PERIOD
    if form == ROUNDING:
        return "is of what its source rounds to a step that is known: of others there is nothing to say"
    if too_many := exceeded(form):
        return f"has {MOST} digits at most: write {too_many}"
    asked = digits_of(form)
    bare = asked.form if asked else form.removeprefix("about_")
    reason = _BACKWARD if is_backward and kind in _MOVING and bare in _OF_CHANGE else ""
    reason = reason or _of_what_is_known(kind, bare, is_as_stated=is_as_stated)
    if not reason and bare in _AMOUNTS.get(kind, ()):
        if asked:
            return f"would be of nothing with these digits, and it did change: write {bare}, or more of them"
        return "may be up or down, by any amount, as a bound behind it is open: write range"
    return reason or _of_its_kind(kind, bare)


def _of_what_is_known(kind: str, bare: str, *, is_as_stated: bool) -> str:
    """Why the number, its range or the want of one has no such form; nothing where they have it."""
    if kind in ANSWERS:
        return f"is no number: write {kind}" if bare in _OF_NUMBERS else ""
    if is_as_stated and bare in _OF_CHANGE and kind in _MOVING:
        return "rests on a number as stated, and no range is known: write value, or say how that number was rounded"
    if bare in _OF_STATED:
        is_without = "has no range that is known" if is_as_stated else "rests on no number as stated"
        return f"{is_without}: write range"
    if bare in BETWEEN and (kind not in _WITHOUT_SHARES or not bare.startswith("percent")):
        return "lies between no two ends that are written apart: write range"
    if bare in MULTIPLES and kind == RATIO:
        instead = bare.replace("multiplied", "rose_to_times")
        return f"doubled, tripled, quadrupled, quintupled or halved only if its range is near that: write {instead}"
    return ""


def _of_its_kind(kind: str, bare: str) -> str:
    """Why figures of this kind have no such form; nothing of a form that none has."""
    if bare in _OF_CHANGE or bare == "by":
        by = f"is no multiple: write {bare.replace('_to_times', '_by')}, or derive the ratio"
        instead = by if bare.endswith("rose_to_times") else "write by, rose or higher"
        return _SAYS.get(kind, instead if kind in _OF_WHAT_IS_LEFT else "")
    if bare in RUNS:
        return 'is no run: let a function return run(…) of statbrief.periods, and say -> "run"' if kind != RUN else ""
    if bare in _WRITTEN_AS_SHARES:
        if kind in {DIFFERENCE, POINTS}:
            return "is written by its value, or without its sign by the form by"
        return _NO_SHARE.get(kind, "")
    if bare.startswith("per_"):
        return f"is in the unit that its function promises: define {bare} in data/units.txt, and promise that"
    return ""


def _why_no_period(form: str) -> str:
    """Why a figure that rests on some period has not this form of it."""
    if form.startswith("since_period"):
        return "is of more than one period: write period_first"
    if form.startswith(_ENDS):
        end = next(each for each in _ENDS if form.startswith(each))
        return f"is of one period: write period; or its end of more than one month or year: write {end}"
    return f"is of more than one {'year' if form == 'period_year' else 'month'}: write period"
