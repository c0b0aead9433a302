"""The forms of a figure: every way in which prose, tables and charts write it, with the words its range demands."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from statbrief.figures import Derived, Figure, Range, Reported
from statbrief.rounding import display_step, exactly, is_about, outward, round_to, significant_step
from statbrief.words import Words

MORE_DIGITS = (1, 2, 3, 4, 5)
"""Numbers of significant digits that the prose may ask of a derived figure, as in ``value_2``."""
_CLOSE_TO_FRACTION = 0.015
_CURRENCY = re.compile(r"[A-Z]{3}")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>$@#~^|])")


@dataclass(frozen=True)
class Form:
    """One way to write a figure: the number, and the phrase around it with ``{}`` where the number goes."""

    number: str
    phrase: str = "{}"

    @property
    def plain(self) -> str:
        """The text without markup, for titles and text alternatives."""
        return self.phrase.replace("{}", self.number)

    def linked(self, figure: str) -> str:
        """The text as Markdown, its number linked to the figure's origin."""
        return escape(self.phrase).replace(r"\{\}", f"[{escape(self.number)}](#{anchor(figure)}){{.number}}")


def anchor(figure: str) -> str:
    """The identifier, in a page, of the place that says where the figure comes from."""
    return f"n-{figure}"


def escape(text: str) -> str:
    """The text with a backslash before each character that Markdown would take for markup."""
    return _MARKDOWN.sub(r"\\\1", text)


def forms(figure: Figure, words: Words) -> dict[str, Form]:
    """All forms of a figure, by name.

    ``value``, ``about`` (with the word that the range demands), ``range``, ``label``, ``unit``; of a derived figure
    ``value_1`` to ``value_5`` (significant digits). A number without a unit also has ``percent``, ``times``,
    ``change`` (both also as ``about_…``; of derived ones also with digits), ``rose``, ``rise``, ``higher``,
    ``fraction`` and ``about_fraction``.
    """
    writer = _Writer(figure, words)
    made = {
        "value": Form(writer.value(writer.step)),
        "about": Form(writer.value(writer.step), writer.hedge()),
        "range": writer.range(),
        "label": Form("", figure.label),
        "unit": Form("", figure.unit),
    }
    if isinstance(figure.origin, Derived):
        made |= {f"value_{digits}": Form(writer.value(writer.significant(digits))) for digits in MORE_DIGITS}
    if figure.quantity.dimensionless:
        made |= _ratio_forms(writer)
    return made


def _ratio_forms(writer: _Writer) -> dict[str, Form]:
    """What can be said of a share or a ratio."""
    figure, words, step = writer.figure, writer.words, writer.share_step
    times = Form(words.digits(round_to(writer.share, step), step), words.phrases.times)
    percent = Form(words.percent(round_to(writer.share, step), step))
    change = Form(words.percent(abs(round_to(writer.share, step) - 1), step))
    made = {"times": times, "percent": percent, "change": change, "percent_range": writer.range(as_percent=True)}
    # A percentage shows two places more than the ratio, so it may need a hedge where the ratio needs none.
    places = {"times": writer.step, "percent": writer.percent_place, "change": writer.percent_place}
    for name, place in places.items():
        made[f"about_{name}"] = replace(made[name], phrase=writer.hedge(made[name].phrase, place))
    if isinstance(figure.origin, Derived):
        for digits in MORE_DIGITS:
            finer = significant_step(writer.share, digits)
            made[f"times_{digits}"] = Form(words.digits(round_to(writer.share, finer), finer), words.phrases.times)
            made[f"percent_{digits}"] = Form(words.percent(round_to(writer.share, finer), finer))
    which = writer.direction()
    made["rose"] = Form("", words.phrases.rose[which])
    made["rise"] = Form("", words.phrases.rise[which])
    made["higher"] = Form("", words.phrases.higher[which])
    fraction, is_exact = writer.fraction()
    made["fraction"] = Form(fraction) if fraction else percent
    hedge = "{}" if is_exact else words.phrases.about
    made["about_fraction"] = Form(fraction, hedge) if fraction else made["about_percent"]
    return made


class _Writer:
    """A figure about to be written: its number as a decimal, and how many of its digits."""

    def __init__(self, figure: Figure, words: Words) -> None:
        self.figure = figure
        self.words = words
        self.number = exactly(figure.value)
        self.step = display_step(figure)
        self.is_percent = figure.unit == "percent"
        scale = -2 if self.is_percent else 0
        self.share, self.share_step = self.number.scaleb(scale), self.step.scaleb(scale)
        self.percent_place = self.step
        if isinstance(figure.origin, Reported):  # a percentage is written to whole per cents at least
            self.percent_place = min(self.step, Decimal("0.01").scaleb(-scale))

    def write(self, number: Decimal, step: Decimal, *, as_percent: bool = False) -> str:
        """A number of the figure's kind: a count, a percentage or money."""
        if self.is_percent:
            return self.words.percent(number.scaleb(-2), step.scaleb(-2))
        if as_percent:
            return self.words.percent(number, step)
        unit = self.figure.unit
        if _CURRENCY.fullmatch(unit):
            return self.words.money(number, step, unit)
        return self.words.number(number, step)

    def value(self, step: Decimal) -> str:
        """The figure's own number to the place of `step`."""
        return self.write(round_to(self.number, step), step)

    def significant(self, digits: int) -> Decimal:
        """The place of the last of so many significant digits."""
        return significant_step(self.number, digits)

    def hedge(self, phrase: str = "{}", place: Decimal | None = None) -> str:
        """The phrase with the word that the range demands: about, more than, less than, or none.

        `place` is that of the last digit written, the figure's own when not given.
        """
        phrases = self.words.phrases
        reach = self.figure.range
        if math.isinf(reach.high) and math.isfinite(reach.low):
            return phrases.more_than.replace("{}", phrase)
        if math.isinf(reach.low) and math.isfinite(reach.high):
            return phrases.less_than.replace("{}", phrase)
        if is_about(self.figure, place or self.step):
            return phrases.about.replace("{}", phrase)
        return phrase

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
        number, _, step = outward(Range(end, end))
        return Form(self.write(number, step, as_percent=as_percent), phrase)

    def direction(self) -> int:
        """0 when the ratio says that something rose, 1 that it fell, 2 when its rounding does not let us tell."""
        one = 100.0 if self.is_percent else 1.0
        if one in self.figure.range:
            return 2
        return 0 if self.figure.value > one else 1

    def fraction(self) -> tuple[str, bool]:
        """The simple fraction that the share is close to, in words, and whether it is exactly that."""
        share = float(self.share)
        known = {top / bottom: text for (top, bottom), text in self.words.phrases.fractions.items()}
        nearest = min(known, key=lambda each: abs(each - share))
        if abs(nearest - share) > _CLOSE_TO_FRACTION:
            return "", False
        return known[nearest], self.figure.range.is_exact and math.isclose(nearest, share)


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
