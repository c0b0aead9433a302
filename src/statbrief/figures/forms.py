"""The forms of a figure: every way in which prose, tables and charts write it, with the words its range demands."""

from __future__ import annotations

import operator
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Context, Decimal, localcontext

from statbrief.arithmetic import asked_digits, kinds
from statbrief.arithmetic.digits import DOWN, UP
from statbrief.arithmetic.rounding import round_to
from statbrief.figures.figure import Derived, Figure
from statbrief.figures.markdown import escape
from statbrief.figures.writer import Form, Writer
from statbrief.languages.in_a_row import run_text
from statbrief.languages.language import Words

_LONG = Context(prec=700)
"""Digits: floating point goes from 300 before the point to 300 after it, and a number has all its zeros."""
MORE_DIGITS = ("1", "2", "3", "4", "5")
"""Significant digits that every derived figure is written with, as in ``value_2``; more are made where asked for."""


AllForms = dict[str, Form]
"""The forms of a figure, which are `Forms`, or of an answer."""


@dataclass(frozen=True)
class Sayings:
    """Every form of everything by name, and which of them this program itself wrote into tables and captions.

    `following` is what is written so far with a text after it, as the language runs them together.
    """

    forms: Mapping[str, AllForms]
    following: Callable[[str, str], str] = field(default=operator.add, compare=False)
    shown: dict[str, dict[str, str]] = field(default_factory=dict, compare=False)

    def say(self, figure: str, form: str) -> Form:
        """The form of a figure or an answer, which is about to be written."""
        said = self.forms[figure][form]
        self.shown.setdefault(figure, {})[form] = said.plain
        return said


def forms(figure: Figure, words: Words) -> Forms:
    """All forms of a figure, by name; those with digits, and rare ones, are made when they are asked for.

    ``value``, ``about`` (with the word that the range demands), ``range``, ``label``, ``unit``, ``kind``, ``amount``
    (with the unit's name), ``between`` where the range is written with two ends, and of what a source rounds
    ``rounded_to`` (to the nearest ten). A number without a unit also has ``times``, ``percent``, ``percent_range``,
    ``percent_between`` and ``fraction``.
    A ratio over time, a difference and a change have ``rose`` (of several things), ``it_rose`` (of one), ``rise``,
    ``higher``, ``rose_by``, ``rise_of`` and ``higher_by`` (of several things, ``they_higher`` and ``they_higher_by``);
    ratios ``change``, differences ``by``. Most are there as ``about_…`` too. A ratio near two to five, or a half, has
    ``multiplied`` (of several things) and ``it_multiplied`` (of one). What rests on a number as stated has none of
    these words but ``as_stated``, and where it has a range, ``range_as_stated`` and ``between_as_stated``.

    What rests on a period says it by ``period`` (May 2022), ``in_period`` (in May 2022) and ``period_short``, if all of
    it lies in one month or year by ``period_month`` and ``period_year``; where a sentence begins, as ``…_capital``.
    What goes from one period to another has ``period_first`` and ``period_last``, their months and years.
    """
    return Forms(Writer(figure, words))


class Forms(dict[str, Form]):
    """A figure's forms. It holds those that most prose writes; others are made when they are asked for.

    Those are the ones with digits, such as ``value_7``, and most of those that say its period. ``_7`` asks for so many
    significant digits, ``_to_2`` for so many decimals, ``_full`` for all that are known.
    """

    def __init__(self, writer: Writer) -> None:
        with localcontext(_LONG):
            super().__init__(_forms(writer))
        self._writer = writer

    def hides_bound(self, name: str) -> bool:
        """Whether a form says a number of which only one end is known without saying so: no brief may write that."""
        return not self._writer.known.is_bounded and kinds.is_bare(name)

    @property
    def is_in_coins(self) -> bool:
        """Whether it is money, whose number is not in thousands or millions: it has all of its cents, or none."""
        return self._writer.money is not None and not self._writer.money[1]

    def number(self, name: str) -> tuple[Decimal, Decimal]:
        """The number that `value` writes, or `value` with other digits, and the place of the last of them."""
        known, asked = self._writer.known, asked_digits.digits_of(name)
        with localcontext(_LONG):
            if asked is not None:
                return self._writer.subject.asked_number("value", known, asked.digits, is_about=False)
            step = self._writer.subject.step_of(known, is_hedged=False)
            return round_to(known.value, step), step

    def __missing__(self, name: str) -> Form:
        if (found := self._asked(name)) is None:
            raise KeyError(name)
        return found

    def __contains__(self, name: object) -> bool:
        return super().__contains__(name) or (isinstance(name, str) and self._asked(name) is not None)

    def _asked(self, name: str) -> Form | None:
        if name in kinds.PERIODS:
            said = self._writer.words.period(self._writer.figure.period).get(name)
            return None if said is None else Form("", said)
        asked = asked_digits.digits_of(name)
        if asked is None or not super().__contains__(asked_digits.BETWEEN.get(asked.form, asked.form)):
            return None
        amount = _amount(self._writer) if asked.form in asked_digits.CLAUSES else asked.form
        is_about = asked.is_about or asked.form in asked_digits.CLAUSES
        with localcontext(_LONG):
            if self._writer.subject.is_nothing(amount, asked.digits, is_about=is_about):
                return None
            if asked.form in asked_digits.BETWEEN and not self._writer.has_two_ends(asked.form, asked.digits):
                return None
            return _clause(self._writer, asked) if asked.form in asked_digits.CLAUSES else self._writer.asked(asked)


def _forms(writer: Writer) -> dict[str, Form]:
    figure, words = writer.figure, writer.words
    made = {
        "value": writer.bare("value"),
        "about": writer.hedged("value"),
        "range": writer.range("range"),
        "label": Form("", figure.label),
        "unit": Form("", words.unit(figure.quantity.units) or figure.unit),
        "kind": Form("", writer.kind),
        **{name: Form("", text) for name, text in words.period(figure.period).items() if name in kinds.USUAL_PERIODS},
    }
    if said := writer.rounding():
        made[kinds.ROUNDING] = Form("", said)
    made |= _amounts(writer, made)
    for name in writer.offered:
        made[name] = writer.bare(name)
        made[f"about_{name}"] = writer.hedged(name)
    if "percent" in writer.offered:
        made |= {"percent_range": writer.range("percent_range"), **writer.fractions(made)}
    made |= {
        name: writer.range(name)
        for name, alone in asked_digits.BETWEEN.items()
        if alone in made and writer.has_two_ends(name)
    }
    if writer.kind == kinds.RUN and writer.known.is_rounding_known and writer.known.value.denominator == 1:
        made |= _runs(writer)
    if not writer.known.is_rounding_known:
        made |= _as_stated(writer, made)
    elif writer.change is not None:
        made |= _directions(writer, made)
    if isinstance(figure.origin, Derived):
        for name in ("value", *(each for each in ("times", "percent") if each in made)):
            made |= {f"{name}_{digits}": writer.asked(asked_digits.Asked(name, digits)) for digits in MORE_DIGITS}
    return made


def _amounts(writer: Writer, made: Mapping[str, Form]) -> dict[str, Form]:
    """The number with the name of its unit; money says it already, and a plain number has none."""
    if writer.says_unit:
        return {"amount": writer.with_unit(made["value"]), "about_amount": writer.with_unit(made["about"])}
    return {} if writer.money is None else {"amount": made["value"], "about_amount": made["about"]}


def _runs(writer: Writer) -> dict[str, Form]:
    """The verbs with how often in a row it was so."""
    times, period = int(writer.known.value), writer.figure.period
    is_least = not writer.known.is_bounded
    said = {name: run_text(times, period, verb, writer.words, is_least=is_least) for name, verb in kinds.RUNS.items()}
    return {name: Form("", text) for name, text in said.items() if text}


def _as_stated(writer: Writer, made: Mapping[str, Form]) -> dict[str, Form]:
    """What is said of a number whose rounding is not known; never in which direction it went."""
    phrases = writer.words.phrases.as_stated
    found = {"as_stated": Form("", phrases[0 if writer.known.is_stated else 1])}
    if not writer.known.is_single:
        for name in ("range", "percent_range", *asked_digits.BETWEEN):
            if name in made:
                found[f"{name}_as_stated"] = writer.range_as_stated(name)
    return found


def _directions(writer: Writer, made: Mapping[str, Form]) -> dict[str, Form]:
    """The words for up and down, and the clauses that join them with an amount."""
    words, which = writer.words.phrases, writer.subject.direction
    amount = made.get(f"about_{_amount(writer)}")
    amount = Form("") if amount is None else _measured(writer, amount)  # of what moved either way, none is said
    said = {name: Form("", getattr(words, name)[which]) for name in kinds.SAYS_BOTH}
    said |= {both: _joined(writer, both, amount) for both in kinds.SAYS_BOTH.values()}
    if writer.kind == kinds.COMPARISON or writer.figure.is_backward:
        return {name: said[name] for name in kinds.COMPARED}
    if multiple := writer.subject.multiple:
        of, near = multiple
        ratio = of.as_integer_ratio()
        said |= {name: Form("", getattr(words, name)[ratio][near]) for name in kinds.MULTIPLES}
    for name in ("rose", "it_rose"):
        verb = said[name].phrase
        if writer.kind == kinds.RATIO:
            said[f"{name}_to_times"] = (
                made["about_times"].within(words.rose_to, verb=verb)
                if which == UP
                else amount.within(words.fell_by, verb=verb)
                if which == DOWN
                else Form("", words.as_before.format(verb=verb))
            )
    return said


def _amount(writer: Writer) -> str:
    """The form that says how much something changed."""
    return "by" if "by" in writer.offered else "change"


def _measured(writer: Writer, amount: Form) -> Form:
    """An amount as a clause says it: with its unit, since where nothing moved the clause has neither."""
    return writer.with_unit(amount) if writer.says_unit else amount


def _joined(writer: Writer, form: str, amount: Form) -> Form:
    """A word for the direction with its amount; alone where nothing moved, or nobody can tell."""
    words, which = writer.words.phrases, writer.subject.direction
    word = next(word for word, both in kinds.SAYS_BOTH.items() if both == form)
    said = getattr(words, word)[which]
    clause = getattr(words, form.removeprefix("it_").removeprefix("they_"))
    return amount.within(clause, verb=said) if which in {UP, DOWN} else Form("", said)


def _clause(writer: Writer, asked: asked_digits.Asked) -> Form:
    """The same with the digits that the prose asks for."""
    name = _amount(writer)
    if writer.subject.number_of(name) is None:
        return _joined(writer, asked.form, Form(""))
    amount = writer.asked(asked_digits.Asked(name, asked.digits, is_about=True))
    return _joined(writer, asked.form, _measured(writer, amount))


def hides_bound(made: AllForms, name: str) -> bool:
    """Whether a form of a figure says nothing of a bound that it has; an answer has none."""
    return isinstance(made, Forms) and made.hides_bound(name)


class PlainForms(dict[str, str]):
    """A figure's forms as plain text; some are made when they are asked for."""

    def __init__(self, made: Forms) -> None:
        super().__init__({name: form.plain for name, form in made.items()})
        self._made = made

    def __missing__(self, name: str) -> str:
        return self._made[name].plain

    def __contains__(self, name: object) -> bool:
        return name in self._made


def with_forms(figures: Iterable[Figure], made: Mapping[str, Forms]) -> dict[str, Figure]:
    """The figures with their forms as plain text, so that charts and checks can write them."""
    return {figure.id: replace(figure, forms=PlainForms(made[figure.id])) for figure in figures}


def variables(
    made: Mapping[str, AllForms], asked: Mapping[str, Collection[str]] | None = None
) -> dict[str, dict[str, object]]:
    """What `_variables.yml` holds: of each figure and answer its forms as Markdown, and as ``plain``, without a link.

    `asked` are the forms, by figure, that the prose asks for and that are not written otherwise.
    """
    found: dict[str, dict[str, object]] = {}
    for figure, named in made.items():
        wanted = [name for name in (asked or {}).get(figure, ()) if name in named and not hides_bound(named, name)]
        more = {name: named[name] for name in wanted}
        usual = {name: form for name, form in named.items() if not hides_bound(named, name)}
        linked = {name: form.linked(figure) for name, form in {**usual, **more}.items()}
        alone = {name: form for name, form in usual.items() if not name[-1].isdigit()} | more
        found[figure] = {**linked, "plain": {name: escape(form.plain) for name, form in alone.items()}}
    return found
