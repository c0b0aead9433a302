"""A figure about to be written: its number, as many of its digits as are known, and the words for its range."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from statbrief.arithmetic import kinds
from statbrief.arithmetic.asked_digits import BETWEEN, Asked
from statbrief.arithmetic.bounds import rounding_of
from statbrief.arithmetic.digits import PER_CENT, Subject
from statbrief.arithmetic.exactness import Known
from statbrief.arithmetic.money_decimals import written_in_coins
from statbrief.arithmetic.named_ratios import CLOSE_TO_FRACTION, fraction_beside, nearest_fraction
from statbrief.arithmetic.rounding import display_step, is_about, outward_end, round_to
from statbrief.data.units import ratio_of
from statbrief.figures.figure import Figure
from statbrief.figures.markdown import anchor, escape
from statbrief.languages.language import Words
from statbrief.languages.roundings import nearest


@dataclass(frozen=True)
class Form:
    """One way to write a figure: the number, and the phrase around it with ``{}`` where the number goes.

    `count` is that number as it is rounded, for words that follow it; `ends` are those of a range as a table has them
    in two columns, nothing for one that is open, and none where no range is known.
    """

    number: str
    phrase: str = "{}"
    count: Decimal | None = field(default=None, compare=False)
    ends: tuple[str, ...] = field(default=(), compare=False)

    @property
    def plain(self) -> str:
        """The text without markup, for titles and text alternatives."""
        return self.phrase.replace("{}", self.number) if self.number else self.phrase

    def linked(self, figure: str) -> str:
        """The text as Markdown, its number linked to the figure's origin."""
        if not self.number:
            return escape(self.phrase)
        return escape(self.phrase).replace(r"\{\}", f"[{escape(self.number)}](#{anchor(figure)}){{.number}}")

    def within(self, phrase: str, *, verb: str) -> Form:
        """The same as the amount of a clause."""
        return replace(self, phrase=phrase.format(verb=verb, amount=self.phrase))


class Writer:
    """A figure about to be written.

    `offered` are the forms that its kind has beside those that all have; `change` is what it says that something rose
    or fell by: of a ratio over time what it has more than one, of a difference the number itself.
    """

    def __init__(self, figure: Figure, words: Words) -> None:
        self.figure, self.words, self.known = figure, words, figure.known
        self.is_percent, self.money = figure.unit == "percent", words.money_of(figure.unit)
        self.ratio = ratio_of(figure.quantity)
        self.kind = figure.kind or (kinds.LEVEL if self.ratio is None else kinds.NUMBER)
        self.subject = Subject(
            self.known, self.kind, figure.unit, self.ratio, coin=words.coin(figure.unit), band=figure.band
        )
        self.share, self.change, self.is_points = self.subject.share, self.subject.change, self.subject.is_points
        self.says_unit = self.ratio is None and self.money is None
        self.offered = self._offered()

    def _offered(self) -> tuple[str, ...]:
        return tuple(name for name in self._of_its_kind() if self.subject.number_of(name) is not None)

    def _of_its_kind(self) -> tuple[str, ...]:
        match self.kind:
            case kinds.RATIO | kinds.COMPARISON:
                return ("times", "percent", "change")
            case kinds.CHANGE:
                return ("percent", "by", "change")
            case kinds.DIFFERENCE | kinds.POINTS:
                return ("by",)
        return ("times", "percent") if self.ratio is not None and self.kind not in {kinds.SIGNED, kinds.RUN} else ()

    # -- one number ---------------------------------------------------------------------------------------------
    def _number_of(self, name: str) -> Known:
        known = self.subject.number_of(name)
        assert known is not None  # noqa: S101 -- only forms that the figure's kind has are made
        return known

    def write(self, name: str, number: Decimal, step: Decimal) -> Form:  # noqa: PLR0911 -- one for each way
        """A number as the form writes it: an amount, a percentage, so many times, points."""
        words, phrases = self.words, self.words.phrases
        match name:
            case "times" if self.kind == kinds.RATIO and 0 <= number < 1:
                return Form(words.percent(number, step), phrases.share_of)
            case "times":
                return Form(words.digits(number, step), words.plural(number, step, phrases.times))
            case "percent" | "percent_range" | "change":
                return Form(words.percent(number, step))
            case "by" if self.kind == kinds.CHANGE:
                return Form(words.percent(number, step))
            case _ if self.is_points:
                points, place = number * 100, step * 100
                return Form(words.digits(points, place), words.plural(points, place, phrases.points))
        if self.is_percent:
            return Form(words.percent(number * PER_CENT, step * PER_CENT))
        if self.money is not None:
            currency, zeros = self.money
            text = words.money_in_words(number, step, currency, zeros) if zeros else words.money(number, step, currency)
            return Form(text, count=number)
        if self.figure.is_year:
            return Form(f"{number:.0f}")
        return Form(words.number(number, step), count=number)

    def _in_coins(self, step: Decimal, *numbers: Decimal) -> Decimal:
        """The place to write numbers to that are rounded to `step`: of money, all that its currency has, or none."""
        coin = self.subject.coin
        return step if coin is None else written_in_coins(numbers, step, coin)

    def bare(self, name: str) -> Form:
        """The form's own number, without a word for how far it is known."""
        known = self._number_of(name)
        step = self.subject.step_of(known, is_hedged=False)
        return self.write(name, round_to(known.value, step), step)

    def hedged(self, name: str) -> Form:
        """The number with the word that its range demands: about, more than, at least, less than, at most, or none."""
        known = self._number_of(name)
        if not known.is_bounded:
            return self._bound(name, known)
        step = self.subject.step_of(known, is_hedged=True)
        form = self.write(name, round_to(known.value, step), step)
        return self._hedged(name, form, known, self.subject.hedged_place(name, known, ""))

    def _hedged(self, name: str, form: Form, known: Known, step: Decimal) -> Form:
        is_hedged, about = is_about(known, step, self.subject.one_of(name)), self.words.phrases.about
        return replace(form, phrase=about.replace("{}", form.phrase)) if is_hedged else form

    def _bound(self, name: str, known: Known) -> Form:
        """Of a range that is open on one side: where it ends, and on which side.

        A reported figure is as its source states it; a derived one is rounded so that the words are true.
        """
        is_low = known.low is not None
        end = known.low if is_low else known.high
        assert end is not None  # noqa: S101 -- a figure has one end at least
        number, step = round_to(known.value, display_step(known)), display_step(known)
        if not known.is_stated:
            number, step = outward_end(end, is_low=is_low, in_full=known.step is not None)
        is_beyond = known.is_open or (not known.is_stated and Fraction(number) != end)
        form = self.write(name, number, self._in_coins(step, number))
        return self._worded(form, is_low=is_low, is_beyond=is_beyond)

    def _worded(self, form: Form, *, is_low: bool, is_beyond: bool) -> Form:
        phrases = self.words.phrases
        beyond, with_it = (phrases.more_than, phrases.at_least) if is_low else (phrases.less_than, phrases.at_most)
        return replace(form, phrase=(beyond if is_beyond else with_it).replace("{}", form.phrase))

    def asked(self, asked: Asked) -> Form:
        """The form with the digits that the prose asks for."""
        if BETWEEN.get(asked.form, asked.form).endswith("range"):
            return self._as_known(self._ends(asked.form, asked.digits))
        known = self._number_of(asked.form)
        number, step = self.subject.asked_number(asked.form, known, asked.digits, is_about=asked.is_about)
        form = self.write(asked.form, number, step)
        if known.is_bounded or not asked.is_about:
            return self._hedged(asked.form, form, known, step) if asked.is_about else form
        is_low = known.low is not None
        end = known.value if known.is_stated else known.low if is_low else known.high
        return self._worded(form, is_low=is_low, is_beyond=known.is_open or Fraction(number) != end)

    # -- ranges -------------------------------------------------------------------------------------------------
    def range(self, name: str) -> Form:
        """The lowest and highest value; the value alone where they are written as it is.

        Where a rounding is not known it says so, with the ends that the other roundings allow, if there are any.
        """
        return self._as_known(self.range_as_stated(name))

    def range_as_stated(self, name: str) -> Form:
        """The same for a sentence that itself says what is as stated."""
        return self._ends(name, "")

    def has_two_ends(self, name: str, digits: str = "") -> bool:
        """Whether the range is written with two numbers, so that something can lie between them."""
        name = BETWEEN.get(name, name)
        return len(self.subject.ends(name, self._number_of(name), digits)[0]) > 1

    def _as_known(self, form: Form) -> Form:
        if self.known.is_rounding_known:
            return form
        if self.known.is_single:
            return Form("", self.words.phrases.no_range)
        return replace(form, phrase=self.words.phrases.as_far_as_known.replace("{}", form.phrase))

    def rounding(self) -> str:
        """What a source's number is rounded to, in words; nothing of what is exact, computed, or not known."""
        step = rounding_of(self.known)
        return nearest(step, self.figure.unit, self.words) if step else ""

    def _ends(self, asked: str, digits: str) -> Form:
        name = BETWEEN.get(asked, asked)
        known = self._number_of(name)
        (first, *others), step = self.subject.ends(name, known, digits)
        place = step if digits else self._in_coins(step, first, *others)
        form, phrases = self.write(name, first, place), self.words.phrases
        if others:
            last = self.write(name, others[0], place)
            before, low, rest = (phrases.between if asked in BETWEEN else phrases.range).partition("{low}")
            if self.is_points:  # 0.3 to 0.5 percentage points: the words once
                ends = form.number, last.number
                return Form((low + rest).format(low=ends[0], high=ends[1]), before + last.phrase, ends=ends)
            ends = form.plain, last.plain
            text = (low + rest).format(low=phrases.sharing(*ends), high=ends[1])
            return Form(text, before + "{}", ends=ends)
        end = form.number if self.is_points else form.plain
        if known.is_bounded:
            return replace(form, ends=(end, end))
        is_low = known.low is not None
        form = replace(form, ends=(end, "") if is_low else ("", end))
        if known.is_open or (not known.is_stated and Fraction(first) != (known.low if is_low else known.high)):
            return self._worded(form, is_low=is_low, is_beyond=True)
        return replace(form, phrase=(phrases.or_more if is_low else phrases.or_less).replace("{}", form.phrase))

    # -- words --------------------------------------------------------------------------------------------------
    def with_unit(self, form: Form) -> Form:
        """The number with the name of its unit."""
        unit = self.words.beside(self.figure.quantity.units, form.count, form.number)
        return replace(form, phrase=form.phrase + unit)

    def fractions(self, made: Mapping[str, Form]) -> dict[str, Form]:
        """The simple fraction that the share is close to, bare and with its word; a percentage where there is none.

        And the one that it is more or less than; where its range leaves that open, the same as with its word.
        """
        share = self.share
        fraction = self._fraction(share.value)
        bare = Form(fraction) if fraction else made["percent"]
        if share.is_bounded:
            is_told = share.is_exact or (share.is_stated and share.is_single)
            is_that = is_told and self._fraction(share.value, within=Fraction(0))
            about = Form(fraction, "{}" if is_that else self.words.phrases.about) if fraction else None
        else:
            end = share.value if share.is_stated else share.low if share.low is not None else share.high
            assert end is not None  # noqa: S101 -- a figure has one end at least
            fraction = self._fraction(end, within=Fraction(0))
            form = Form(fraction)
            about = self._worded(form, is_low=share.low is not None, is_beyond=share.is_open) if fraction else None
        about = about or made["about_percent"]
        return {"fraction": bare, "about_fraction": about, "than_fraction": self._beside_fraction() or about}

    def _beside_fraction(self) -> Form | None:
        found = fraction_beside(self.share) if self.known.is_rounding_known else None
        if found is None:
            return None
        parts, is_more = found
        phrases = self.words.phrases
        return Form(phrases.fractions[parts], phrases.more_than if is_more else phrases.less_than)

    def _fraction(self, share: Fraction, *, within: Fraction = CLOSE_TO_FRACTION) -> str:
        parts = nearest_fraction(share, within=within)
        return self.words.phrases.fractions[parts] if parts else ""
