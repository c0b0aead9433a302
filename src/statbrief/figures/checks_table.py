"""The table of the checks: what each states, and what was found of it, in the numbers that it compares."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from statbrief.arithmetic.rounding import display_step, round_to
from statbrief.figures.checks import Check, exact_range
from statbrief.figures.figure import Figure
from statbrief.figures.forms import Sayings
from statbrief.figures.generated_tables import as_read, in_a_row, unit_of
from statbrief.figures.markdown import escape, markdown_table
from statbrief.languages.language import Words
from statbrief.record.record_types import ADD_UP, AGREE


def checks_table(checks: Iterable[Check], sayings: Sayings, words: Words) -> str:
    """A Markdown table of the checks: what each states, and what was found: 53 = 53, 49.1% lies within 45% to 55%.

    Of figures whose ranges overlap, and do not lie within each other, it says that they agree; of what a function of
    the brief's own finds, no more than that it holds, and for which figures.
    """
    title, found = words.phrases.table, _Found(sayings, words)
    rows = [(escape(check.title), found.of(check)) for check in checks]
    return markdown_table((title["check"], title["outcome"]), (43, 57), rows)


@dataclass(frozen=True)
class _Found:
    """What was found by a check, in Markdown: each number is linked to its origin."""

    sayings: Sayings
    words: Words

    def of(self, check: Check) -> str:
        """The cell of one check."""
        outcome = check.outcome
        if outcome.holds and outcome.kind == ADD_UP:
            return self._sum(outcome.figures)
        if outcome.holds and outcome.kind == AGREE:
            return self._agreement(outcome.figures)
        compared = [self._with_range(each) for each in outcome.figures]
        listed = self.words.listed(compared) if compared else ""
        return ": ".join(filter(None, [self.words.phrases.holds[not outcome.holds], listed]))

    # -- sums -------------------------------------------------------------------------------------------------------
    def _sum(self, figures: Sequence[Figure]) -> str:
        """150,000 + 150,000 = 300,000, and what a reader who adds them up has to know."""
        *parts, whole = (self._number(each, has_unit=_differ(figures)) for each in figures)
        notes = [] if _adds_up_as_written(figures) else [self.words.phrases.table["before_rounding"]]
        if not all(each.known.is_rounding_known for each in figures):
            notes.append(self.words.phrases.as_far_as_known.replace("{}", "").strip())
        note = f" ({escape('; '.join(notes))})" if notes else ""
        return f"{' + '.join(parts)} = {whole}{note}"

    # -- agreement --------------------------------------------------------------------------------------------------
    def _agreement(self, figures: Sequence[Figure]) -> str:
        """That numbers are one, that one lies within the range of the other, or that their ranges overlap."""
        unit = figures[0].quantity.units
        ranges = [exact_range(each, unit) for each in figures]
        if len({(each.low, each.high) for each in ranges}) == 1 and ranges[0].low == ranges[0].high:
            return " = ".join(self._number(each, has_unit=_differ(figures)) for each in figures)
        if len(figures) == 2 and not _differ(figures):  # noqa: PLR2004 -- one within the other
            for one, other in (figures, reversed(figures)):
                if self._lies_within(one, other):
                    reach = as_read(other, self.sayings, "range").linked(other.id)
                    within = escape(self.words.phrases.table["within"]).replace(r"\{\}", "{}")
                    return within.format(self._number(one), reach)
        first, *others = (self._with_range(each, has_unit=_differ(figures)) for each in figures)
        return f"{first} {escape(self.words.phrases.table['agrees'])} {self.words.listed(others)}"

    @staticmethod
    def _lies_within(one: Figure, other: Figure) -> bool:
        """Whether all that a number may be lies within the other's range, and the number as it is written does too."""
        inner, outer = (exact_range(each, one.quantity.units) for each in (one, other))
        if outer.low is None or outer.high is None or not outer.holds(inner):
            return False
        return outer.low <= _as_written(one) <= outer.high and outer.low < outer.high

    # -- one figure -------------------------------------------------------------------------------------------------
    def _number(self, figure: Figure, *, has_unit: bool = False) -> str:
        """The number; of an open range with the word for that."""
        said = as_read(figure, self.sayings, "value") if figure.known.is_bounded else in_a_row(figure, self.sayings)
        return said.linked(figure.id) + (escape(unit_of(figure, self.words, said)) if has_unit else "")

    def _with_range(self, figure: Figure, *, has_unit: bool = False) -> str:
        """The number with the word for how far it is known, and its range where that says more."""
        value, reach = in_a_row(figure, self.sayings), as_read(figure, self.sayings, "range")
        text = value.linked(figure.id) + (escape(unit_of(figure, self.words, value)) if has_unit else "")
        is_bound = not all(reach.ends) and value.number in reach.ends and figure.known.is_rounding_known
        return text if is_bound or reach.plain == value.plain else f"{text} ({escape(reach.plain)})"


def _differ(figures: Sequence[Figure]) -> bool:
    """Whether numbers are of several units, so that each has to say its own."""
    return len({each.quantity.units for each in figures}) > 1


def _as_written(figure: Figure) -> Fraction:
    return Fraction(round_to(figure.known.value, display_step(figure.known)))


def _adds_up_as_written(figures: Sequence[Figure]) -> bool:
    """Whether the sum is right to who adds up the numbers as they are written."""
    if _differ(figures):
        return all(_as_written(each) == each.known.value for each in figures)
    *parts, whole = map(_as_written, figures)
    return sum(parts) == whole
