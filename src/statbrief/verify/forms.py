"""Texts read back: whether what a brief says of a figure is what the figure is.

A text is taken apart again, by the language's own signs and its words for millions and billions. Its digits are those
that the figure deserves, by the same rule as a brief is written with; the words around them are the language's own for
the form, and no others: a number is easily belied by its neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from statbrief.arithmetic import asked_digits, kinds
from statbrief.arithmetic.bounds import rounding_of
from statbrief.arithmetic.digits import DOWN, UP
from statbrief.arithmetic.exactness import LARGEST_NUMBER, Known
from statbrief.arithmetic.kinds import CLAUSES, DIRECTIONS, MULTIPLES, PERIODS, ROUNDING, RUNS
from statbrief.arithmetic.named_ratios import CLOSE_TO_FRACTION, fraction_beside, nearest_fraction
from statbrief.arithmetic.rounding import outward_end, round_to, three_digits_outward
from statbrief.languages.in_a_row import run_text
from statbrief.languages.roundings import nearest
from statbrief.record.figure_types import FigureRecord
from statbrief.verify.asked import Asked, taken_apart
from statbrief.verify.known import Told, as_before, known_of, told_of
from statbrief.verify.number_signs import Said, Speech, UnknownLanguageError, marked, speech
from statbrief.verify.readable import short
from statbrief.verify.wordings import WRONG_WORDS, wrong_words

if TYPE_CHECKING:
    from statbrief.languages.language import Words

LONGEST = 2_000
"""Characters of a text that says a number."""

__all__ = ["LONGEST", "UnknownLanguageError", "is_judged", "problem_of", "speech"]


def is_judged(form: str) -> bool:
    """Whether it is known what the form says of a figure's number."""
    return _moving(form) in {*DIRECTIONS, *CLAUSES, *MULTIPLES, ROUNDING} or taken_apart(form) is not None


def _moving(form: str) -> str:
    """A form without the digits that are asked of its amount, if it is a clause."""
    asked = asked_digits.digits_of(form)
    return asked.form if asked and asked.form in asked_digits.CLAUSES else form


def problem_of(figure: FigureRecord, form: str, text: str, lang: str) -> str:
    """What is not true of the text that a record gives as a figure's `form`; nothing when it is true.

    A form that this program does not know may have words, and no numbers: nobody could judge them.
    """
    if len(text) > LONGEST:
        return f"has {len(text)} characters; {LONGEST} at most"
    if form in {*PERIODS, *RUNS}:
        return (_wrong_run if form in RUNS else _wrong_period)(figure, form, text, speech(lang).words)
    return _wrong_of_figure(figure, form, text, lang)


def _wrong_of_figure(figure: FigureRecord, form: str, text: str, lang: str) -> str:
    """What is not true of a text that says the figure itself: its number, or what it is called."""
    words = speech(lang).words
    subject = told_of(figure, words)
    wrong = _wrong_of_subject(figure, subject, form, text, lang)
    if wrong and subject.money and subject.money[1]:  # in copies of before it is a number with a unit
        as_number = _wrong_of_subject(figure, replace(subject, money=None), form, text, lang)
        return wrong if as_number else ""
    return wrong


def _wrong_of_subject(figure: FigureRecord, subject: Told, form: str, text: str, lang: str) -> str:
    words = speech(lang).words
    if form in {"label", "unit", "kind", "as_stated"}:
        as_stated = "" if subject.known.is_rounding_known else words.phrases.as_stated[not subject.known.is_stated]
        own = {"label": figure["label"], "unit": figure["unit_text"], "kind": figure["kind"], "as_stated": as_stated}
        return "" if text == own[form] else f"is not the figure's {form}"
    if form == ROUNDING:
        return _wrong_rounding(subject, text, words)
    if _moving(form) in {*DIRECTIONS, *MULTIPLES, *CLAUSES}:
        return _wrong_move(subject, form, text, lang)
    asked = taken_apart(form)
    if asked is None:
        return "is a number in a form that is not known" if any(map(str.isnumeric, text)) else ""
    is_of_unknown = asked.name.endswith("range") and not (subject.known.is_rounding_known and not asked.is_as_stated)
    return (_wrong_as_stated if is_of_unknown else _wrong_number)(subject, asked, text, lang)


def _wrong_rounding(subject: Told, text: str, words: Words) -> str:
    """What is wrong with a text that says what a source rounded a number to."""
    step = rounding_of(subject.known)
    if step is None:
        return "is of what a source rounds, and the figure is not rounded to a step that is known"
    return "" if text == nearest(step, subject.unit, words) else f"is not how rounding to {_shown(step)} is said"


def _wrong_period(figure: FigureRecord, form: str, text: str, words: Words) -> str:
    """What is wrong with a text that says the period that a figure rests on."""
    period = figure["period"]
    try:
        own = words.period(period)
    except ValueError:
        return f"is of {short(period)}, which is no period"
    if form not in own:
        return f"is a form that {short(period)} does not have" if period else "is of a figure that rests on no period"
    return "" if text == own[form] else f"is not how {short(period)} is written"


def _wrong_run(figure: FigureRecord, form: str, text: str, words: Words) -> str:
    """What is wrong with a verb and how often in a row."""
    known = known_of(figure)
    times, is_least = known.value, not known.is_bounded
    if figure["kind"] != kinds.RUN or times.denominator != 1:
        return "says how often in a row, and the figure is no run"
    try:
        own = run_text(int(times), figure["period"], RUNS[form], words, is_least=is_least)
    except ValueError:
        return f"is of {short(figure['period'])}, which is no period"
    return "" if text == own else f"is not how a run of {int(times)} is written"


def _wrong_move(subject: Told, form: str, text: str, lang: str) -> str:
    """What is wrong with a word or clause that says how something changed."""
    if not subject.known.is_rounding_known:
        return "says how something changed, and no range is known of a number as stated behind it"
    if _moving(form) in CLAUSES:
        return _wrong_clause(subject, form, text, lang)
    wrong = _wrong_direction if form in DIRECTIONS else _wrong_multiple
    return wrong(subject, text, getattr(speech(lang).words.phrases, form))


def _wrong_as_stated(subject: Told, asked: Asked, text: str, lang: str) -> str:
    """What is wrong with a range that some number without one lies behind: it says so, or its sentence does."""
    known, phrases = subject.known, speech(lang).words.phrases
    if known.is_rounding_known:
        return "is of what rests on a number as stated, and the figure does not"
    if known.is_single:
        is_said = text == phrases.no_range and not asked.is_as_stated and not asked.is_between
        return "" if is_said else "is a range, and none is known"
    said = "" if asked.is_as_stated else phrases.as_far_as_known.replace("{}", "")
    if not text.endswith(said):
        return "does not say that no more of its range is known"
    return _wrong_number(subject, asked, text.removesuffix(said), lang)


# -- one number -------------------------------------------------------------------------------------------------
def _wrong_number(subject: Told, asked: Asked, text: str, lang: str) -> str:
    """What is wrong with a text that says a number, or a range's two."""
    spelt_out = speech(lang).words.phrases.spelt_out(text)  # in copies of before both ends have their words
    before = as_before(subject)
    subjects, texts = [subject, before][: 1 + (before != subject)], dict.fromkeys((spelt_out, text))
    wrongs = (_wrong_digits_or_words(each, asked, said, lang) for each in subjects for said in texts)
    first = next(wrongs)
    return "" if "" in (first, *wrongs) else first


def _wrong_digits_or_words(subject: Told, asked: Asked, text: str, lang: str) -> str:
    spoken = speech(lang)
    if asked.name == "than_fraction":
        is_told = subject.known.is_rounding_known and subject.ratio is not None
        if is_told and (found := fraction_beside(subject.share)):
            return _wrong_side(*found, text, spoken.words)
        asked = replace(asked, name="fraction", is_hedged=True)
    if asked.name == "fraction":
        if fraction := max((each for each in spoken.fractions if each in text), key=len, default=""):
            around = text.replace(fraction, "{}")
            return _wrong_fraction(subject, spoken.fractions[fraction], around, asked, spoken.words)
        asked = replace(asked, name="percent")
    return _wrong_digits(subject, asked, text, spoken)


def _wrong_digits(subject: Told, asked: Asked, text: str, spoken: Speech) -> str:
    """What is wrong with a text that says its numbers in digits, once the words of fractions are read."""
    name = asked.name
    known = subject.number_of(name)
    if known is None:
        return "is a form that a figure of its kind does not have"
    if name == "amount" and subject.money:
        name = "value"
    if name == "amount":
        text, wrong = _without_unit(subject, text, spoken)
        if wrong:
            return wrong
    text = marked(text, subject.unit if subject.money else "", spoken.words)
    numbers, phrase = spoken.numbers(text), spoken.phrase(text)
    if any(map(str.isnumeric, phrase)):
        return "has digits that are no number in its language"
    said = [_in_its_terms(subject, name, each) for each in numbers]
    wrong = _wrong_sign(subject, name, numbers, phrase, spoken.words)
    wrong = wrong or _wrong_plural(subject, name, numbers, phrase, spoken.words)
    is_range = name.endswith("range")
    wrong = wrong or (_wrong_range if is_range else _wrong_value)(subject, known, asked, said)
    return wrong or wrong_words(subject, known, replace(asked, name=name), phrase, said, spoken.words)


def _without_unit(subject: Told, text: str, spoken: Speech) -> tuple[str, str]:
    """An amount without its unit, and what is wrong with that."""
    unit = next((each for each in subject.units if text.endswith(each)), "")
    if not unit:
        return text, "has not the unit of the figure"
    amount = text.removesuffix(unit).rstrip(" ")
    said = spoken.numbers(amount)
    is_one = len(said) == 1 and spoken.words.locale.plural_form(abs(said[0].value)) == "one"
    if unit != subject.units[1 if is_one and len(subject.units) > 1 else 0]:
        return text, WRONG_WORDS
    told = amount if spoken.words.says_each(unit) else _without_joint(amount, spoken)
    return (text, WRONG_WORDS) if told is None else (told, "")


def _without_joint(text: str, spoken: Speech) -> str | None:
    """An amount without the word that a language has before some units; None where that is not there, or should not be.

    Of more than one number nothing is known: who reads the number says so.
    """
    before, _, last = text.rpartition(" ")
    if len(spoken.numbers(before)) == 1 and last == spoken.words.joining(before):
        return before
    return None if len(spoken.numbers(text)) == 1 and spoken.words.joining(text) else text


def _in_its_terms(subject: Told, name: str, said: Said) -> Fraction:
    """A number of a text in the terms of what it is said of: a share, or the figure's own unit."""
    number = Fraction(said.value)
    if subject.is_points:
        return number / 100
    in_its_unit = name in {"value", "range"} or (name == "by" and subject.kind == kinds.DIFFERENCE)
    if said.is_percent and in_its_unit and subject.ratio:
        return number / Fraction(subject.ratio)
    return number / subject.one_in_words if in_its_unit else number


def _wrong_value(subject: Told, known: Known, asked: Asked, said: Sequence[Fraction]) -> str:
    if len(said) != 1:
        return f"says {len(said)} numbers, not one"
    if asked.digits and subject.is_nothing(asked.name, asked.digits, is_about=asked.is_hedged):
        return "says that what moved did so by nothing: a form that it does not have"
    expected = _expected(subject, known, asked)
    is_so = said[0] == expected or said[0] == _three_digits(known, is_hedged=asked.is_hedged and not asked.digits)
    return "" if is_so else f"is not what {_shown(known.value)} is written as"


def _three_digits(known: Known, *, is_hedged: bool = True) -> Fraction | None:
    """The end of an open range as copies of before had it, rounded outward to three digits: true, and less is said."""
    end = known.low if known.low is not None else known.high
    if known.is_bounded or known.is_stated or end is None or not is_hedged:
        return None
    return Fraction(three_digits_outward(end, is_low=known.low is not None)[0])


def _expected(subject: Told, known: Known, asked: Asked) -> Fraction:
    """The number that the form writes: rounded to the digits that it deserves, or that were asked for."""
    if asked.digits:
        return Fraction(subject.asked_number(asked.name, known, asked.digits, is_about=asked.is_hedged)[0])
    if asked.is_hedged and not known.is_bounded:
        end = known.low if known.low is not None else known.high
        assert end is not None  # noqa: S101 -- a figure has one end at least
        if not known.is_stated:
            return Fraction(outward_end(end, is_low=known.low is not None, in_full=known.step is not None)[0])
    return Fraction(round_to(known.value, subject.step_of(known, is_hedged=asked.is_hedged)))


def _wrong_range(subject: Told, known: Known, asked: Asked, said: Sequence[Fraction]) -> str:
    expected = [Fraction(each) for each in subject.ends(asked.name, known, asked.digits)[0]]
    if asked.is_between and len(expected) == 1:
        return "is of what lies between two ends, and its range is written with one number"
    if list(said) == expected or list(said) == [_three_digits(known)]:
        return ""
    if len(said) != len(expected):
        return f"says {len(said)} numbers, not {len(expected)}"
    bounds = " to ".join(_shown(each) for each in (known.low, known.high) if each is not None)
    return f"is not the range of {bounds}, rounded outward"


def _wrong_sign(subject: Told, name: str, numbers: Sequence[Said], phrase: str, words: Words) -> str:
    """Whether a percent sign is missing, or is there where the form's own words say what the number is."""
    shares = [each.is_percent for each in numbers]
    is_change = name in {"percent", "percent_range", "change"} or (name == "by" and subject.kind == kinds.CHANGE)
    is_share = is_change or (subject.unit == "percent" and not subject.is_points and name != "times")
    if is_share and not subject.is_points and not all(shares):
        return "lacks a percent sign"
    is_less = name == "times" and words.phrases.share_of.replace("{}", "").strip() in phrase.split()
    return "has a percent sign" if any(shares) and not is_share and not is_less else ""


def _wrong_plural(subject: Told, name: str, numbers: Sequence[Said], phrase: str, words: Words) -> str:
    """Whether the word for times or points is not that of the number before it: 1 percentage points."""
    forms = words.phrases.points if subject.is_points else words.phrases.times
    is_less = subject.kind == kinds.RATIO and numbers and 0 <= numbers[-1].value < 1
    if not numbers or not (subject.is_points or (name == "times" and not is_less)):
        return ""
    meant = words.plural(numbers[-1].value, numbers[-1].place, forms)
    return "" if re.search(rf"{re.escape(meant)}(?!\w)", " ".join(phrase.split())) else WRONG_WORDS


def _shown(number: Fraction) -> str:
    from statbrief.verify.readable import number as shown

    if abs(number) > LARGEST_NUMBER:  # which floating point may not have
        return f"{Decimal(number.numerator) / number.denominator:.6g}"
    return shown(float(number), 6)


# -- other words ---------------------------------------------------------------------------------------------
def _wrong_direction(subject: Told, text: str, said: Sequence[str]) -> str:
    """Whether a word such as rose is the wrong one of its five."""
    if text not in said:
        return "is no word of its language for that"
    if subject.change is None:
        return "is said of what can rise or fall, and the figure cannot"
    origin = 1 if subject.kind in {kinds.RATIO, kinds.COMPARISON} else 0
    return (
        ""
        if said.index(text) == subject.direction
        else f"is not the way from {origin} to {_shown(subject.share.value)}"
    )


def _wrong_multiple(subject: Told, text: str, said: Mapping[tuple[int, int], Sequence[str]]) -> str:
    """Whether a verb such as doubled, with the word before it, is not true of the whole range."""
    meant = [(Fraction(*parts), near) for parts, ways in said.items() for near, way in enumerate(ways) if way == text]
    if not meant:
        return "is no word of its language for that"
    return "" if meant == [subject.multiple] else "is a multiple that is not true of its range"


def _wrong_clause(subject: Told, form: str, text: str, lang: str) -> str:
    """What is wrong with a direction and its amount, such as rose by about 4%."""
    phrases, name = speech(lang).words.phrases, _moving(form)
    word = next((word for word, both in kinds.SAYS_BOTH.items() if both == name), name.removesuffix("_to_times"))
    verbs: tuple[str, ...] = getattr(phrases, word)
    if subject.change is None:
        return "is said of what can rise or fall, and the figure cannot"
    which, to_times = subject.direction, name.endswith("to_times")
    verb = verbs[which]
    if which not in {UP, DOWN}:
        return "" if text == (phrases.as_before.format(verb=verb) if to_times else verb) else WRONG_WORDS
    amount = "by" if subject.kind in {kinds.DIFFERENCE, kinds.POINTS, kinds.CHANGE} else "change"
    if to_times:
        clause, amount = (phrases.rose_to, "times") if which == UP else (phrases.fell_by, amount)
    else:
        clause = getattr(phrases, name.removeprefix("it_").removeprefix("they_"))
    before, after = clause.format(verb=verb, amount="\0").split("\0")
    if not (text.startswith(before) and text.endswith(after)):
        return WRONG_WORDS
    digits = asked.digits if (asked := asked_digits.digits_of(form)) else ""
    said = text[len(before) : len(text) - len(after)]
    if amount == "by" and subject.ratio is None and not subject.money:
        said, wrong = _without_unit(subject, said, speech(lang))
        if wrong:
            return wrong
    return _wrong_number(subject, Asked(amount, is_hedged=True, digits=digits), said, lang)


def _wrong_side(parts: tuple[int, int], is_more: bool, text: str, words: Words) -> str:  # noqa: FBT001 -- as it is found
    """Whether a share is said to be on the other side of the common fraction nearest to it, or of another one."""
    phrases = words.phrases
    said = (phrases.more_than if is_more else phrases.less_than).format(phrases.fractions[parts])
    return "" if text == said else f"is not {said}"


def _wrong_fraction(subject: Told, parts: tuple[int, int], phrase: str, asked: Asked, words: Words) -> str:
    """Whether a fraction in words is not the nearest one to the figure, or its word is not true."""
    share, phrases, found = subject.share, words.phrases, Fraction(*parts)
    if subject.ratio is None:
        return "is written as a ratio, and the figure has a dimension"
    is_value = share.is_bounded or share.is_stated or not asked.is_hedged
    end = share.value if is_value else share.low if share.low is not None else share.high
    if end is None or abs(end - found) > CLOSE_TO_FRACTION:
        return f"is not a fraction near {_shown(share.value)}"
    if nearest_fraction(end) != parts:
        return f"is not the fraction nearest to {_shown(end)}"
    said = " ".join(phrase.split())
    if not asked.is_hedged:
        return "" if said == "{}" else WRONG_WORDS
    is_low = share.low is not None
    if share.is_bounded:
        is_told = share.is_exact or (share.is_stated and share.is_single)
        true = {"{}"} if is_told and share.value == found else {phrases.about}
    elif is_low:
        true = {phrases.more_than if share.is_open else phrases.at_least}
    else:
        true = {phrases.less_than if share.is_open else phrases.at_most}
    known = {phrases.about, "{}", phrases.more_than, phrases.less_than, phrases.at_least, phrases.at_most}
    if said in true:
        return ""
    return "has words that are not true of its range" if said in known else WRONG_WORDS
