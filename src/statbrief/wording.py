"""The forms of a figure: every way in which prose, tables and charts write it, with the words its range demands."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, localcontext

from statbrief.figures import Derived, Figure, Reported
from statbrief.ranges import Range
from statbrief.rounding import display_step, exactly, is_about, outward, outward_end, round_to, significant_step
from statbrief.units import ratio_of
from statbrief.words import Words

MORE_DIGITS = (1, 2, 3, 4, 5)
"""Numbers of significant digits that the prose may ask of a derived figure, as in ``value_2``."""
_CLOSE_TO_FRACTION = 0.015
_UNCHANGED = 2
"""The place, among the words for a direction, of the one for none."""
_LONGEST = 700
"""Digits: floating point goes from 300 before the point to 300 after it."""
_ITEM = re.compile(r"\A(?P<before>\(?(?:\d+|[A-Za-z]|[ivxlcdmIVXLCDM]+)(?=[.)]))?(?P<mark>[-+:.)])(?=\s)")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>$@#~^|&])")


@dataclass(frozen=True)
class Form:
    """One way to write a figure: the number, and the phrase around it with ``{}`` where the number goes."""

    number: str
    phrase: str = "{}"

    @property
    def plain(self) -> str:
        """The text without markup, for titles and text alternatives."""
        return self.phrase.replace("{}", self.number) if self.number else self.phrase

    def linked(self, figure: str) -> str:
        """The text as Markdown, its number linked to the figure's origin."""
        if not self.number:
            return escape(self.phrase)
        return escape(self.phrase).replace(r"\{\}", f"[{escape(self.number)}](#{anchor(figure)}){{.number}}")


@dataclass(frozen=True)
class Sayings:
    """Every form of every figure by name, and which of them this program itself wrote into tables and captions."""

    forms: Mapping[str, Mapping[str, Form]]
    shown: dict[str, dict[str, str]] = field(default_factory=dict, compare=False)

    def say(self, figure: str, form: str) -> Form:
        """The figure's form, which is about to be written."""
        said = self.forms[figure][form]
        self.shown.setdefault(figure, {})[form] = said.plain
        return said


def anchor(figure: str) -> str:
    """The identifier, in a page, of the place that says where the figure comes from."""
    return f"n-{figure}"


@functools.lru_cache(maxsize=4096)  # phrases are few, and numbers come again under other forms
def escape(text: str) -> str:
    """The text with a backslash before each character that Markdown would take for markup."""
    return _MARKDOWN.sub(r"\\\1", text)


def as_paragraph(text: str) -> str:
    r"""Markdown that is to be a paragraph, where its first word would begin a list or a definition otherwise.

    >>> as_paragraph("+ Taxes"), as_paragraph("a) Taxes"), as_paragraph("1.5 Taxes")
    ('\\+ Taxes', 'a\\) Taxes', '1.5 Taxes')
    """
    return _ITEM.sub(r"\g<before>\\\g<mark>", text)


def forms(figure: Figure, words: Words) -> dict[str, Form]:
    """All forms of a figure, by name.

    ``value``, ``about`` (with the word that the range demands), ``range``, ``label``, ``unit``; of a derived figure
    ``value_1`` to ``value_5`` (significant digits). A number without a unit also has ``percent``, ``times``,
    ``change`` (both also as ``about_…``; of derived ones also with digits), ``rose`` (of several things), ``it_rose``
    (of one), ``rise``, ``higher``, ``fraction`` and ``about_fraction``.
    """
    with localcontext() as context:
        context.prec = _LONGEST  # a product of large numbers is written with all its zeros
        return _forms(_Writer(figure, words))


def _forms(writer: _Writer) -> dict[str, Form]:
    figure = writer.figure
    made = {
        "value": Form(writer.value(writer.step)),
        "about": writer.about(),
        "range": writer.range(),
        "label": Form("", figure.label),
        "unit": Form("", writer.words.labels.text("unit", figure.unit, figure.unit)),
    }
    if isinstance(figure.origin, Derived):
        made |= {f"value_{digits}": Form(writer.value(writer.significant(digits))) for digits in MORE_DIGITS}
    if writer.ratio is not None:
        made |= _ratio_forms(writer)
    return made


def _ratio_forms(writer: _Writer) -> dict[str, Form]:
    """What can be said of a share or a ratio."""
    figure, words, step = writer.figure, writer.words, writer.share_step
    share = round_to(writer.share, step)
    made = {
        "times": Form(words.digits(share, step), words.phrases.times),
        "percent": Form(words.percent(share, step)),
        "change": Form(words.percent(abs(share - 1), step)),
        "percent_range": writer.range(as_percent=True),
    }
    made |= {f"about_{name}": writer.about_share(name, made[name]) for name in ("times", "percent", "change")}
    if isinstance(figure.origin, Derived):
        for digits in MORE_DIGITS:
            finer = significant_step(writer.share, digits)
            made[f"times_{digits}"] = Form(words.digits(round_to(writer.share, finer), finer), words.phrases.times)
            made[f"percent_{digits}"] = Form(words.percent(round_to(writer.share, finer), finer))
    which = writer.direction()
    made["rose"] = Form("", words.phrases.rose[which])
    made["it_rose"] = Form("", words.phrases.it_rose[which])
    made["rise"] = Form("", words.phrases.rise[which])
    made["higher"] = Form("", words.phrases.higher[which])
    fraction = writer.fraction(exactly(figure.value))
    made["fraction"] = Form(fraction) if fraction else made["percent"]
    made["about_fraction"] = writer.about_fraction() or made["about_percent"]
    return made


class _Writer:
    """A figure about to be written: its number as a decimal, and how many of its digits."""

    def __init__(self, figure: Figure, words: Words) -> None:
        self.figure = figure
        self.words = words
        self.number = exactly(figure.value)
        self.step = display_step(figure)
        self.is_percent, self.is_money = figure.unit == "percent", words.is_currency(figure.unit)
        self.ratio = ratio_of(figure.quantity)
        scale = self.ratio or Decimal(1)
        self.share, self.share_step = self.number * scale, self.step * scale

    def write(self, number: Decimal, step: Decimal, *, as_percent: bool = False) -> str:
        """A number of the figure's kind: a count, a percentage or money."""
        if self.ratio is not None and (as_percent or self.is_percent):
            return self.words.percent(number * self.ratio, step * self.ratio)
        if self.is_money:
            return self.words.money(number, step, self.figure.unit)
        return self.words.number(number, step)

    def value(self, step: Decimal) -> str:
        """The figure's own number to the place of `step`."""
        return self.write(round_to(self.number, step), step)

    def significant(self, digits: int) -> Decimal:
        """The place of the last of so many significant digits."""
        return significant_step(self.number, digits)

    def about(self) -> Form:
        """The figure's number with the word that its range demands: about, more than, less than, or none."""
        bound = self.bound()
        if bound is None:
            return Form(self.value(self.step), self.hedge("{}", self.step))
        end, place, phrase = bound
        return Form(self.write(end, place), phrase)

    def about_share(self, name: str, form: Form) -> Form:
        """The same for a share's ``times``, ``percent`` or ``change``, of which `form` is the bare one."""
        place = self.step
        if name != "times" and self.ratio and isinstance(self.figure.origin, Reported):
            place = min(place, Decimal("0.01") / self.ratio)  # a percentage is written to whole per cents at least
        bound = self.bound()
        if bound is None or self.ratio is None or (name == "change" and self.direction() == _UNCHANGED):
            return replace(form, phrase=self.hedge(form.phrase, place))
        end, step, phrase = bound[0] * self.ratio, bound[1] * self.ratio, bound[2]
        if name == "times":
            return Form(self.words.digits(end, step), phrase.replace("{}", form.phrase))
        if name == "percent":
            return Form(self.words.percent(end, step), phrase)
        return Form(self.words.percent(abs(end - 1), step), self.words.phrases.more_than)  # a rise or a fall

    def about_fraction(self) -> Form | None:
        """The simple fraction that the share is close to, with its word; None where a percentage is better."""
        bound = self.bound()
        if bound is None:
            fraction = self.fraction(self.number)
            is_exact = self.figure.range.is_exact and self.fraction(self.number, within=0.0)
            return Form(fraction, "{}" if is_exact else self.words.phrases.about) if fraction else None
        fraction = self.fraction(bound[0], within=0.0)
        return Form(fraction, bound[2]) if fraction else None

    def bound(self) -> tuple[Decimal, Decimal, str] | None:
        """Of a range that is open on one side: the number at its end, the place of its last digit, and the phrase.

        A reported figure is as its source states it; a derived one is rounded so that the phrase is true.
        """
        reach, phrases = self.figure.range, self.words.phrases
        if math.isinf(reach.low) == math.isinf(reach.high):
            return None
        is_low = math.isfinite(reach.low)
        phrase = phrases.more_than if is_low else phrases.less_than
        if isinstance(self.figure.origin, Reported):
            return self.number, self.step, phrase
        return *outward_end(reach.low if is_low else reach.high, is_low=is_low), phrase

    def hedge(self, phrase: str, place: Decimal) -> str:
        """The phrase with ``about`` where the range has values that are written differently to `place`."""
        return self.words.phrases.about.replace("{}", phrase) if is_about(self.figure, place) else phrase

    def range(self, *, as_percent: bool = False) -> Form:
        """The lowest and highest value, rounded outward; the value alone when it is exact."""
        reach, phrases = self.figure.range, self.words.phrases
        if reach.is_exact:
            return Form(self.write(round_to(self.number, self.step), self.step, as_percent=as_percent))
        if reach.is_bounded:
            low, high, step = outward(reach)
            ends = {"low": self.write(low, step, as_percent=as_percent)}
            ends["high"] = self.write(high, step, as_percent=as_percent)
            return Form(phrases.range.format(**ends))
        end, phrase = (reach.low, phrases.at_least) if math.isfinite(reach.low) else (reach.high, phrases.at_most)
        if isinstance(self.figure.origin, Reported):
            number, _, step = outward(Range(end, end))
        else:
            number, step = outward_end(end, is_low=end == reach.low)
        return Form(self.write(number, step, as_percent=as_percent), phrase)

    def direction(self) -> int:
        """0 when the ratio says that something rose, 1 that it fell, 2 when its rounding does not let us tell."""
        one = float(1 / self.ratio) if self.ratio else 1.0
        if one in self.figure.range:
            return _UNCHANGED
        return 0 if self.figure.value > one else 1

    def fraction(self, number: Decimal, *, within: float = _CLOSE_TO_FRACTION) -> str:
        """The simple fraction, in words, that a number of the figure's unit lies close to; nothing if none."""
        share = float(number * (self.ratio or 1))
        known = {top / bottom: text for (top, bottom), text in self.words.phrases.fractions.items()}
        nearest = min(known, key=lambda each: abs(each - share))
        return known[nearest] if math.isclose(nearest, share, abs_tol=within) else ""


def with_forms(figures: Iterable[Figure], made: Mapping[str, Mapping[str, Form]]) -> dict[str, Figure]:
    """The figures with their forms as plain text, so that charts and checks can write them."""
    return {
        figure.id: replace(figure, forms={name: form.plain for name, form in made[figure.id].items()})
        for figure in figures
    }


def variables(made: Mapping[str, Mapping[str, Form]]) -> dict[str, dict[str, object]]:
    """What `_variables.yml` holds: of each figure its forms as Markdown, and as ``plain`` text."""
    return {
        figure: {
            **{name: form.linked(figure) for name, form in named.items()},
            "plain": {name: form.plain for name, form in named.items() if not name[-1].isdigit()},
        }
        for figure, named in made.items()
    }
