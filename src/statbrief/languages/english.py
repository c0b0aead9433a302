"""English: all that is said, dated and counted in it, and how its numbers are known in what people type."""

from __future__ import annotations

import re

from statbrief.languages.english_companions import WORDS as COMPANIONS
from statbrief.languages.english_drafts import WORDS as DRAFTS
from statbrief.languages.english_numbers import DESIGNATORS, NUMBER_WORDS, NUMERALS
from statbrief.languages.english_plurals import plural
from statbrief.languages.patterns import DASH, DAY, NOT_AFTER, NOT_BEFORE, YEAR, is_acronym, month_numbers, words
from statbrief.languages.phrases import Phrases, by_multiple, fraction_names
from statbrief.languages.vocabulary import (
    Abbreviations,
    Dates,
    MomentWords,
    PeriodPhrases,
    PeriodWords,
    RowWords,
    TypedPeriods,
    UnitWords,
    Vocabulary,
)

# -- what is said with a number ----------------------------------------------------------------------------------------

_FRACTIONS = fraction_names(
    (
        ("half", ""),
        ("a third", "thirds"),
        ("a quarter", "quarters"),
        ("a fifth", "fifths"),
        ("a sixth", "sixths"),
        ("a seventh", "sevenths"),
        ("an eighth", "eighths"),
        ("a ninth", "ninths"),
        ("a tenth", "tenths"),
    ),
    ("two", "three", "four", "five", "six", "seven", "eight", "nine"),
)
_MULTIPLES = by_multiple(
    [
        (verb, f"roughly {verb}", f"nearly {verb}", f"more than {verb}")
        for verb in ("doubled", "tripled", "quadrupled", "quintupled", "halved")
    ]
)
_HIGHER = ("higher", "lower", "no different", "hardly different", "not clearly different", "little different")
_PLACES = (
    "thousandth, hundredth, tenth, whole number, ten, hundred, thousand, ten thousand, hundred thousand, million,"
    " ten million, hundred million, billion, ten billion, hundred billion, trillion"
)
_PHRASES = Phrases(
    about="about {}",
    more_than="more than {}",
    less_than="less than {}",
    range="{low} to {high}",
    between="between {low} and {high}",
    at_least="at least {}",
    at_most="at most {}",
    or_more="{} or more",
    or_less="{} or less",
    times=("{} time", "{} times"),
    points=("{} percentage point", "{} percentage points"),
    share_of="{} of",
    rose=("rose", "fell", "did not change", "hardly changed", "showed no clear change", "changed little"),
    it_rose=("rose", "fell", "did not change", "hardly changed", "showed no clear change", "changed little"),
    rise=("rise", "fall", "constant level", "hardly changed level", "level without clear change", "similar level"),
    higher=_HIGHER,
    they_higher=_HIGHER,
    rose_by="{verb} by {amount}",
    rise_of="{verb} of {amount}",
    higher_by="{amount} {verb}",
    rose_to="{verb} to {amount}",
    fell_by="{verb} by {amount} from",
    as_before="{verb} from",
    multiplied=_MULTIPLES,
    it_multiplied=_MULTIPLES,
    fractions=_FRACTIONS,
    money="{symbol}{number}",
    money_compact="{symbol}{number}",
    locators={},
    table={
        "figure": "Figure",
        "value": "Value",
        "range": "Range",
        "low": "Low",
        "high": "High",
        "open": "open",
        "lower_bound": "lower bound only",
        "upper_bound": "upper bound only",
        "origin": "Where from",
        "stated_by": "Stated by sources",
        "from_data": "From datasets",
        "computed_here": "Computed for this brief",
        "tables": "Tables",
        "check": "Check",
        "compared": "Compared",
        "outcome": "Outcome",
        "within": "{} lies within {}",
        "before_rounding": "before rounding",
        "exact": "exact",
        "computed": "from",
        "by_engine": "computed by {} from {}",
        "agrees": "agrees with",
        "row": "row|rows",
        "source": "Source:",
        "sources": "Sources:",
        "unnamed": "a source not yet named",
        "calculated": "{}: our calculation",
        "amount": "amount|amounts",
        "change": "change|changes",
        "difference_of": "difference|differences",
        "number": "number|numbers",
        "counted": "count|counts",
        "ranked": "rank|ranks",
        "rate": "rate|rates",
        "ratio": "ratio|ratios",
        "share": "share|shares",
        "empty": "no value",
        "no_value": "no value for",
        "rows": "{} row|{} rows",
        "columns": "{} column|{} columns",
        "known": "of what is known",
        "known_range": "range as far as is known",
        "known_cells": "Of what is known, as some rows behind it have no value: {}.",
        "below_digits": "Not zero, but less than half of the last digit: {}.",
        "some_below_digits": "Numbers that are less than half of the last digit, and not zero, are written as zero.",
        "revised": "Revised",
        "revised_mark": "r",
        "revised_note": "Revised since the last edition ({}).",
        "period": "Period",
        "before": "Last edition ({})",
        "now": "This edition",
        "difference": "Difference",
        "others_revised": "others, {} in number",
        "none_revised": "No number that the last edition ({}) told has been revised.",
        "first_edition": "There is no earlier edition on record to compare this one with.",
        "rows_came": "Added for periods of which the last edition told: {}.",
        "rows_went": "Taken out, though the last edition had it: {}.",
        "not_compared": "Not compared with the last edition, since told in another way: {}.",
    },
    page={
        "skip": "Skip to the text",
        "hint": "Point at a number to see where it comes from.",
        "data_of_chart": "The chart’s data",
        "data_of_table": "The table’s data",
        "ways": "This brief",
        "as_pdf": "As a PDF",
        "files": "Data in this file",
        "files_intro": "This page carries its data and the record of how it was made; `statbrief verify` checks them.",
        "outside": "{}, too large to travel inside; its SHA-256 is {}",
        "record": "The record of this build",
        "address": "This brief on the web",
        "code": "QR code of the address {}",
        "figure": "Figure",
        "value": "Value",
        "range": "Range",
    },
    as_far_as_known="{} as far as is known",
    no_range="no range is known",
    as_stated=("as stated", "from numbers as stated"),
    holds=("holds", "does not hold"),
    none="none",
    nearest={power: f"to the nearest {place}" for power, place in enumerate(_PLACES.split(", "), start=-3)},
    nearest_of="to the nearest {}",
    nearest_point="to the nearest percentage point",
)


_AS_YOU = re.compile(
    r"eu|ewe|one\b|once\b|oneself|uni(?![dmn])|us(?:e|ag|u)|ut[eio]|ura|ubi|ufo", re.IGNORECASE
)  # a euro, a union
_AS_A_VOWEL = re.compile(r"[aeiou]|h(?:our|onou?r|onest|eir)|[fhlmnrsx](?![a-z])", re.IGNORECASE)  # an hour, an x-ray


def _each(noun: str) -> str:
    """The noun after its article, which goes by what is heard; of an acronym, how its first letter is called."""
    first = noun.split(" ", maxsplit=1)[0]
    if is_acronym(first):
        return f"{'an' if first[0] in 'AEFHILMNORSX' else 'a'} {noun}"
    is_vowel = _AS_A_VOWEL.match(noun) and not _AS_YOU.match(noun)
    return f"{'an' if is_vowel else 'a'} {noun}"


_UNITS = UnitWords(
    plural=plural,
    each=_each,
    per="per",
    each_of={"hour": "an hour"},
    are_degrees_apart=False,
    of_many="",
    rate="",
    several={3: "thousands of", 6: "millions of", 9: "billions of", 12: "trillions of"},
)

# -- dates, and what a page says of itself -----------------------------------------------------------------------------

_DATES = Dates(
    months=(
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ),
    short_months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    styles={
        "full": "{weekday}, {month} {day}, {year}",
        "long": "{month} {day}, {year}",
        "medium": "{short_month} {day}, {year}",
        "short": "{number}/{day}/{short_year:02}",
    },
)  # fmt: skip
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_YEARS = rf"(?:(?P<year>{YEAR})(?!\d|-\d)|['’](?P<short_year>\d\d)\b)"
_QUARTER = r"(?P<quarter>first|second|third|fourth|last|final|[1-4](?:st|nd|rd|th))[\s-]quarters?"
_HALF = r"(?P<half>first|second|latter|last|1st|2nd)[\s-]half(?:[\s-]year)?"
_CALLED = rf"(?:{YEAR}\s?[/–-]\s?)?(?:(?P<called>{YEAR})|(?<=\d[/–-])(?P<short_called>\d\d))(?![\d/–-])"
_UNIT = r"(?P<unit>years?|half-years?|quarters?|months?|weeks?|days?|fortnight)"
_QUARTERS_OF = rf"(?:second|third|fourth|last)\s+quarters?(?:\s+of|,)?\s+{_YEARS}"
_BEFORE_MAY = (  # which is a verb, too, as March is
    r"(?:(?<=\b[iI]n\s)|(?<=\b[oO]f\s)|(?<=\b[fF]rom\s)|(?<=\b[sS]ince\s)|(?<=\b[tT]o\s)|(?<=\b[bB]y\s)"
    r"|(?<=\b[fF]or\s)|(?<=\b[uU]ntil\s)|(?<=\b[tT]han\s)|(?<=\b[bB]efore\s)|(?<=\b[aA]fter\s)"
    r"|(?<=\b[dD]uring\s)|(?<=\b[bB]etween\s)|(?<=\b[eE]arly\s)|(?<=\b[lL]ate\s)|(?<=\b[lL]ast\s)"
    r"|(?<=\b[tT]his\s)|(?<=\b[aA]nd\s)|(?<=\b[mM]id[-\s])|(?<=\b[eE]arly-)|(?<=\b[lL]ate-)|(?<=\b[pP]re-)"
    r"|(?<=\b[pP]ost-))"
)
_LENGTHS = {
    each: length
    for each_one, length in {
        "year": (12, "month"),
        "half-year": (6, "month"),
        "quarter": (3, "month"),
        "month": (1, "month"),
        "fortnight": (14, "day"),
        "week": (7, "day"),
        "day": (1, "day"),
    }.items()
    for each in (each_one, f"{each_one}s")
}
_NOT_OF = r"(?!['’-]|\s+(?:of|in\s+which|for\s+which|with|that|there)\b)"  # the last year of the table
_TYPED_PERIODS = TypedPeriods(
    months=month_numbers(_DATES.months, _DATES.short_months, sept=9),
    quarters={
        "first": 1,
        "second": 2,
        "third": 3,
        "fourth": 4,
        "last": 4,
        "latter": 4,
        "final": 4,
        "1st": 1,
        "2nd": 2,
        "3rd": 3,
        "4th": 4,
    },
    dated=(
        rf"\b(?P<month>{_MONTH})\s+(?P<day>{DAY})(?:st|nd|rd|th)?(?![\d.,]\d|\w)(?:,?\s+(?P<year>{YEAR})(?!\d|-\d))?",
        rf"\b(?P<day>{DAY})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH})(?!\w)(?:,?\s+(?P<year>{YEAR})(?!\d|-\d))?",
        rf"\b(?P<month>{_MONTH})(?:,?\s+(?:of\s+)?|[-/]){_YEARS}",
        rf"\b(?P<month>{_MONTH})(?=\s*(?:{DASH}|/|,|and|to|through|until)\s*{_MONTH},?\s+(?:of\s+)?{_YEARS})",
        rf"\b(?P<month>{_MONTH})[-/](?P<short_year>\d\d)(?![\d/-])",
        rf"\b{_QUARTER}(?:\s+of|,)?\s+{_YEARS}",
        rf"\b(?P<year>{YEAR})(?:['’]s)?\s+{_QUARTER}",
        rf"\b{_HALF}(?:\s+of(?:\s+the\s+year)?|,)?\s+{_YEARS}",
        rf"\b(?P<year>{YEAR})(?:['’]s)?\s+{_HALF}",
        rf"\bfirst\s+(?P<months>\w+)\s+months(?:\s+of|,)?\s+{_YEARS}",
        rf"\bfirst\s+(?P<quarters>two|three|[23])\s+quarters(?:\s+of|,)?\s+{_YEARS}",
        rf"\b(?P<quarter>first|second|third)(?=(?:\s+quarter)?(?:\s*,\s*|\s+(?:and|or|to)\s+)(?:the\s+)?{_QUARTERS_OF})",
        rf"\b[wW]eek\s+(?P<week>\d\d?)(?:\s+of|,)?\s+{_YEARS}",
        rf"\b(?:[fF]iscal(?:\s+[yY]ear)?|(?:[fF]inancial|[tT]ax|[bB]udget)\s+[yY]ear)\s+{_CALLED}",
        rf"\b(?P<called>{YEAR})\s+(?:fiscal|financial|tax|budget)\s+year\b",
    ),
    bare=(
        r"\b(?P<month>January|February|April|June|July|August|September|October|November|December)\b",
        rf"{_BEFORE_MAY}(?P<month>May|March)\b(?!\s+\d|\s+[A-Z])",
        r"\b(?P<month>May|March)(?=['’]s\b)",
        r"\bthe\s+(?P<quarter>first|second|third|fourth)\s+quarter\b",
    ),
    each=r"\b(?:[eE]ach|[eE]very|[aA]ny)\s+\Z",
    recurring=r"s?\s+(?:of\s+)?(?:each|every|any)\b|\s+(?:of|in)\s+(?:each|every|any)\b",
    until=rf"(?:\b(?P<many>\w+)[\s-])?\b{_UNIT}(?:\s+period)?"
    r"\s+(?:(?:up\s+)?to|(?:that\s+)?end(?:ed|ing|s)(?:\s+(?:in|on|with))?|through|until)\s+(?:the\s+end\s+of\s+)?\Z",
    since=r"\b(?P<unit>week)\s+(?:of|from|(?:beginning|starting|commencing)(?:\s+on)?)\s+\Z",
    lengths=_LENGTHS,
    relative=(
        r"\b(?:[yY]ear-to-date|[yY]ear\s+to\s+date|[sS]o\s+far\s+this\s+year)(?P<unit>)",
        rf"\b(?:[tT]his|(?<!\b[tT]he\s)[lL]ast|[cC]urrent|[pP]ast)\s+(?P<unit>year|quarter|month|week)\b{_NOT_OF}",
        r"\b(?:[lL]ast|[pP]ast)\s+(?P<many>\w+)\s+(?P<unit>years|quarters|months|weeks)\b(?!\s+of\b)",
    ),
)
_IN_A_ROW = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_PERIODS = PeriodWords(
    quarters=("first quarter", "second quarter", "third quarter", "fourth quarter"),
    quarter="{name} of {year}",
    halves=("first half", "second half"),
    half="{name} of {year}",
    half_short="H{number} {year}",
    week="week {number} of {year}",
    fiscal_year="fiscal year {year}",
    said={
        "year": PeriodPhrases("{}", "in {}", "from {}", "to {}", "since {}"),
        "fiscal year": PeriodPhrases("{}", "in {}", "from {}", "to {}", "since {}"),
        "quarter": PeriodPhrases("the {}", "in the {}", "from the {}", "to the {}", "since the {}"),
        "month": PeriodPhrases("{}", "in {}", "from {}", "to {}", "since {}"),
        "week": PeriodPhrases("{}", "in {}", "from {}", "to {}", "since {}"),
        "day": PeriodPhrases("{}", "on {}", "from {}", "to {}", "since {}"),
    },
    typed=_TYPED_PERIODS,
    rows={
        each: RowWords(f"for the {{}} {each} in a row", _IN_A_ROW, f"for {{}} {each}s in a row")
        for each in ("year", "fiscal year", "quarter", "month", "week", "day")
    },
)
_PAGE = {
    "crossref-fig-title": "Figure",
    "crossref-tbl-title": "Table",
    "crossref-sec-prefix": "Section",
    "crossref-eq-prefix": "Equation",
    "callout-note-title": "Note",
    "callout-tip-title": "Tip",
    "callout-warning-title": "Warning",
    "callout-important-title": "Important",
    "callout-caution-title": "Caution",
    "section-title-abstract": "Abstract",
    "toc-title-document": "Table of contents",
    "draft": "Draft",
    "release-about": "About this release",
    "release-main-points": "Main points",
    "release-next": "Next release",
    "release-contact": "Contact",
    "release-cite": "How to cite",
    "release-licence": "License",
    "release-quality": "Quality",
    "release-notes": "Notes and definitions",
}

# -- numbers that tell when --------------------------------------------------------------------------------------------

_DAY = rf"{DAY}(?:st|nd|rd|th)?"
_DAYS = rf"{_DAY}(?:(?:{DASH}|\s+(?:to|and|or)\s+|,\s*){_DAY}){{0,4}}"
_MOMENTS = MomentWords(
    moments=rf"""
    {NOT_AFTER}{_DAYS}(?:\s+|-)(?:of\s+)?{_MONTH}(?:,?\s+{YEAR}\b(?!-\d))?(?!\w|\.?\d)
  | \b{_MONTH}(?:\s*(?:{DASH}|/|and|to)\s*{_MONTH})?,?\s+(?:of\s+)?(?:\d{{4}}|['’]\d\d){NOT_BEFORE}
  | \b(?P<month>{_MONTH}\s+{_DAYS})(?P<dated>,?\s+{YEAR}(?!-\d))?{NOT_BEFORE}
  | {NOT_AFTER}\d{{1,2}}(?:st|nd|rd|th)(?:\s+|-)(?:century|centuries)\b
  | (?<=\bthe\s)['’]?\d0s\b
  | {NOT_AFTER}(?:1[0-2]|[1-9])\s+o['’]clock\b
""",
    before_month="[Ii]n",
    month=_MONTH,
    hours="hrs?",
    amounts=r"million|billion|trillion|thousand|hundred|dozen|times|per\s?cent|percent",
    counted=words(
        "people persons deaths residents migrants dollars euros pesos pounds years months weeks days hours minutes"
        " seconds points"
    ),
    tells_when=words(
        "in of since from to until till by before after during through and or than the its their his her our this that"
        " early late mid year years fiscal calendar"
    ),
    ratios="ratio|odds|proportion|scale",
)

_ABBREVIATIONS = Abbreviations(
    before_names=words(
        "approx ca capt cf col corp dept dr ed eds eg gen gov hon ie inc jr lt ltd messrs mr mrs ms pres prof rep rev"
        " sen sgt sr vs"
    ),
    before_numbers=words(
        "apr art arts aug c ch dec est etc feb fig figs jan jul jun mar no nos nov oct op p para pp sec secs sep"
        " sept st vol vols"
    ),
)

ENGLISH = Vocabulary(
    phrases=_PHRASES,
    units=_UNITS,
    dates={"en": _DATES},
    periods=_PERIODS,
    page=_PAGE,
    numerals=NUMERALS,
    number_words=NUMBER_WORDS,
    designators=DESIGNATORS,
    moments=_MOMENTS,
    abbreviations=_ABBREVIATIONS,
    companions=COMPANIONS,
    drafts=DRAFTS,
    home=frozenset({"AS", "GU", "MH", "MP", "PH", "PR", "UM", "US", "VI"}),
    elsewhere={"License": "Licence"},
    contractions=((r"\b([Tt]he) (\[?)the ", r"\1 \2"),),
)
