"""The tables that the brief includes: where each figure comes from, and the checks with their outcome."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from statbrief.arithmetic import kinds
from statbrief.arithmetic.exactness import cleaned, exactly, place_of
from statbrief.arithmetic.formulas import constants, parse, written
from statbrief.arithmetic.rounding import display_step, round_to
from statbrief.data.datasets import Dataset
from statbrief.data.units import Unit, unit_name
from statbrief.figures.answer import Answer, Traced
from statbrief.figures.checks import Check, agreements
from statbrief.figures.figure import Cell, Derived, Figure, Reported
from statbrief.figures.forms import Sayings
from statbrief.figures.markdown import anchor, cited, credited, escape, markdown_table
from statbrief.figures.scales import Scales
from statbrief.figures.writer import Form
from statbrief.languages.language import Words

_FEW_ROWS = 4  # of a dataset, that a row of the table names one by one


@dataclass(frozen=True)
class Tabled:
    """A table of `analysis/tables.py` as it stands among figures: what it is called, how large it is, where from."""

    label: str
    size: str
    origin: Traced


def figures_table(  # noqa: PLR0913, PLR0917 -- all that an analysis has
    figures: Mapping[str, Figure],
    answers: Mapping[str, Answer],
    datasets: Mapping[str, Dataset],
    checks: Iterable[Check],
    sayings: Sayings,
    words: Words,
    tables: Iterable[Tabled] = (),
) -> str:
    """A Markdown table of all figures, then names and periods, then tables: label, value, range, and where it is from.

    A value carries the identifier that every number, name and period in the brief links to; of a table, that its cells
    link to. `figures` and `answers` are those with a row of their own.
    """
    title = words.phrases.table
    origins = _Origins(figures, answers, datasets, agreements(checks), sayings, words)
    rows = []
    for figure in figures.values():
        said = in_a_row(figure, sayings)
        value = f"[{escape(said.plain)}]{{#{anchor(figure.id)} .origin}}{escape(unit_of(figure, words, said))}"
        rows.append((escape(figure.label), value, escape(range_of(figure, sayings, words)), origins.of(figure)))
    for answer in answers.values():
        said = sayings.say(answer.id, answer.kind)
        value = f"[{escape(said.plain)}]{{#{anchor(answer.id)} .origin}}"
        as_stated = words.phrases.as_stated[1] if answer.origin.is_as_stated else ""
        rows.append((escape(answer.label), value, escape(as_stated), origins.of_answer(answer)))
    for table in tables:
        value = f"[{escape(table.size)}]{{#{anchor(table.origin.function)} .origin}}"
        rows.append((escape(table.label), value, "", origins.of_table(table.origin)))
    head = (title["figure"], title["value"], title["range"], title["origin"])
    return markdown_table(head, (58, 37, 39, 66), rows, right=(1,))


def checks_table(checks: Iterable[Check], sayings: Sayings, words: Words) -> str:
    """A Markdown table of the checks: what is stated, the figures compared with their ranges, the outcome."""
    title = words.phrases.table
    rows = []
    for check in checks:
        compared = "; ".join(_with_range(figure, sayings) for figure in check.outcome.figures)
        rows.append((escape(check.title), compared, words.phrases.holds[0 if check.outcome.holds else 1]))
    return markdown_table((title["check"], title["compared"], title["outcome"]), (43, 48, 9), rows)


def as_read(figure: Figure, sayings: Sayings, name: str) -> Form:
    """One of `value`, `about` and `range`; a part of a whole and a change are percentages, as people read them."""
    if is_percentage(figure, sayings):
        name = {"value": "percent", "about": "about_percent"}.get(name, f"percent_{name}")
    return sayings.say(figure.id, name)


def in_a_row(figure: Figure, sayings: Sayings) -> Form:
    """A figure's number as a table says it: with the word that its range demands, or all of it where it is exact."""
    return as_read(figure, sayings, "value" if _is_told_in_full(figure) else "about")


def is_percentage(figure: Figure, sayings: Sayings) -> bool:
    """Whether a number without a unit is read as a percentage."""
    return figure.unit == "1" and "percent" in sayings.forms[figure.id] and _is_read_in_per_cents(figure)


def _is_read_in_per_cents(figure: Figure) -> bool:
    """Whether a number without a unit is a change, be it a fall, or from nothing to all of a whole."""
    if figure.kind == kinds.CHANGE:
        return True
    unclear = {kinds.NUMBER, kinds.SIGNED, kinds.DIFFERENCE}
    is_told = isinstance(figure.origin, Reported) or figure.kind not in unclear
    return is_told and figure.range.low >= 0 and figure.range.high <= 1


def range_of(figure: Figure, sayings: Sayings, words: Words) -> str:
    """The range as a reader sees it: exact where the number beside it is all that there is of it.

    Where the rounding of a number behind it is not known, the cell says so, and never exact; so it does where some row
    behind it has no value, after its range where it has one.
    """
    if figure.missing:
        known, reach = words.phrases.table["known"], as_read(figure, sayings, "range").plain
        return known if figure.known.is_exact or reach == in_a_row(figure, sayings).plain else f"{reach}; {known}"
    if _is_told_in_full(figure):
        return words.phrases.table["exact"]
    reach = as_read(figure, sayings, "range").plain
    is_told = isinstance(figure.origin, Reported) and figure.as_stated and figure.known.is_single
    return f"{words.phrases.as_stated[0]}; {reach}" if is_told else reach


def _is_told_in_full(figure: Figure) -> bool:
    """Whether nothing but one number is allowed, and its decimals end: beside it, no shorter one is about as much."""
    known = figure.known
    return known.is_exact and Fraction(round_to(known.value, display_step(known))) == known.value


def unit_of(figure: Figure, words: Words, said: Form) -> str:
    """The unit to write after a figure's value as it is said, if any."""
    shown = round_to(figure.known.value, display_step(figure.known))
    return unit_after(figure.quantity.units, words, shown, said.number)


def unit_after(unit: Unit, words: Words, number: Decimal | None = None, said: str = "") -> str:
    """The unit after a value, unless the number says it or its label does: money, percentages, things counted."""
    name = unit_name(unit)
    if name in {"1", "percent"} or re.fullmatch(r"[A-Z]{3}", name):
        return ""
    if dict(unit.dimensionality) == {f"[{name}]": 1}:
        return ""
    return words.beside(unit, number, said)


def row_called(dataset: Dataset, place: int, words: Words) -> str:
    """A row's key as readers of the brief's language know it, with its names as the labels have them."""
    if not dataset.description.key:
        return dataset.row_name(place)
    return " ".join(called(dataset.rows[place][column], words) for column in dataset.description.key)


def called(text: str, words: Words) -> str:
    """A text of the data as the labels have it, else as it stands."""
    return words.labels.text("name", text, text)


def _with_range(figure: Figure, sayings: Sayings) -> str:
    value, reach = in_a_row(figure, sayings), as_read(figure, sayings, "range").plain
    text = value.linked(figure.id)
    return text if reach == value.plain else f"{text} ({escape(reach)})"


@dataclass(frozen=True)
class _Origins:
    """Where each figure comes from, in a table's cell: its source and place, its formula, or its dataset's rows."""

    figures: Mapping[str, Figure]
    answers: Mapping[str, Answer]
    datasets: Mapping[str, Dataset]
    agreements: Mapping[str, Sequence[str]]
    sayings: Sayings
    words: Words

    @cached_property
    def places(self) -> Mapping[str, Mapping[str, int]]:
        """Of each dataset where its rows stand, by their keys."""
        return {
            name: {each.row_name(place): place for place in range(len(each.rows))}
            for name, each in self.datasets.items()
        }

    def of(self, figure: Figure) -> str:
        """The cell of one figure."""
        origin = figure.origin
        if isinstance(origin, Reported):
            place = f", {escape(self.words.locator(origin.locator))}" if origin.locator else ""
            return "; ".join([credited([origin.source]) + place, *self._agreeing(figure.id)])
        assert isinstance(origin, Derived)  # noqa: S101 -- a figure in a table has one of the two origins
        if origin.formula:
            return self._formula(origin)
        if origin.cell is not None and len(origin.inputs) == 1:
            return self._rows(origin.cell.dataset, origin.rows, origin.missing)
        return self._by_code(origin, origin.rows)

    def of_answer(self, answer: Answer) -> str:
        """The cell of one name or period: the rows that decide it, else those that it stands in, where that is known.

        Of a name that rows of several periods have, none is named where no number tells which of them it is of.
        """
        rows: dict[str, tuple[str, ...]] = {}
        for cell, text in zip(answer.origin.cells, answer.texts, strict=False):
            if cell.row not in answer.origin.missing.get(cell.dataset, ()) and not self._is_of_one_time(cell, text):
                continue
            rows[cell.dataset] = (*rows.get(cell.dataset, ()), cell.row)
        return self._by_code(answer.origin, {**rows, **answer.origin.rows})

    def _is_of_one_time(self, cell: Cell, text: str) -> bool:
        """Whether all rows that a text stands in are of the same time."""
        dataset = self.datasets[cell.dataset]
        standing = (place for place, row in enumerate(dataset.rows) if row[cell.column] == text)
        return len(set(map(dataset.row_period, standing))) <= 1

    def of_table(self, origin: Traced) -> str:
        """The cell of a table: the rows behind all that stands in it."""
        return self._by_code(origin, origin.rows)

    def _by_code(self, origin: Derived | Traced, rows: Mapping[str, tuple[str, ...]]) -> str:
        """What a function computes: its name, its inputs' values, and the rows of datasets behind it."""
        used = [self._rows(name, rows, origin.missing) for name in origin.inputs if name in self.datasets]
        inputs = [self._value(name) for name in origin.inputs if name not in self.datasets]
        given = [self.words.listed(inputs)] if inputs else []
        named = f"`{origin.function}`"
        if not given and not used:
            return named
        return f"{named}, {self.words.joined(self.words.phrases.table['computed'], '; '.join([*given, *used]))}"

    def _agreeing(self, name: str) -> list[str]:
        """What other sources say, where a check found that it agrees."""
        others = [self.figures[each] for each in self.agreements.get(name, ())]
        said = [f"{self._value(each.id)} {cited(each.sources)}" for each in others]
        return [f"{self.words.phrases.table['agrees']} {self.words.listed(said)}"] if said else []

    def _value(self, name: str) -> str:
        if name in self.answers:
            return self.sayings.say(name, self.answers[name].kind).linked(name)
        return as_read(self.figures[name], self.sayings, "value").linked(name)

    def _rows(self, name: str, used: Mapping[str, tuple[str, ...]], missing: Mapping[str, tuple[str, ...]]) -> str:
        """A dataset's source, and the rows of it that were used."""
        rows, described = self._called(name, used), self.datasets[name].description
        shown = ", ".join(rows) if len(rows) <= _FEW_ROWS else f"{rows[0]}–{rows[-1]}"
        lacking = self._called(name, missing)
        without = f"{self.words.phrases.table['no_value']} {', '.join(lacking[:_FEW_ROWS])}" if lacking else ""
        without += " …" if lacking[_FEW_ROWS:] else ""
        return ", ".join(filter(None, [credited([described.source]), escape(shown), escape(without)]))

    def _called(self, name: str, used: Mapping[str, tuple[str, ...]]) -> list[str]:
        """Rows of a dataset as readers know them."""
        dataset, places = self.datasets[name], self.places[name]
        return [row_called(dataset, places[each], self.words) for each in used.get(name, ())]

    def _formula(self, origin: Derived) -> str:
        """The formula with its inputs' values filled in, each linked to its own row: 70,000 ÷ 18,000.

        Units are written where they are not all of one system: 2 metric_ton + 300 kilogram.
        """
        is_mixed = origin.scales != Scales()
        as_numbers = self._has_plain_parts(origin)
        texts = {}
        for name in origin.inputs:
            if name in self.figures:
                figure = self.figures[name]
                as_number = as_numbers and figure.unit == "1"
                said = self.sayings.say(name, "value") if as_number else as_read(figure, self.sayings, "value")
                unit = unit_of(self.figures[name], self.words, said) if is_mixed else ""
                texts[name] = said.linked(name) + escape(unit)
        for name, constant in origin.constants.items():
            number = float(constant.magnitude)
            unit = "" if constant.unitless else self.words.beside(constant.units, _stated(number))
            texts[name] = self._number(number) + escape(unit)
        return written(parse(origin.formula), texts, self._number).replace("^", r"\^")

    def _has_plain_parts(self, origin: Derived) -> bool:
        """Whether a formula has a part of one that is not read as a percentage, so that none of its parts may be.

        40% × 0.7 would be one kind of number in two ways.
        """
        figures = [self.figures[each] for each in origin.inputs if each in self.figures]
        plain = [each.value for each in figures if each.unit == "1" and not is_percentage(each, self.sayings)]
        named = [float(each.magnitude) for each in origin.constants.values() if each.unitless]
        return any(0 < abs(value) < 1 for value in [*plain, *named, *constants(parse(origin.formula))])

    def _number(self, value: float) -> str:
        stated = _stated(value)
        return escape(self.words.digits(stated, place_of(stated)))


def _stated(value: float) -> Decimal:
    """A constant as the decimal number that somebody typed."""
    return exactly(float(cleaned(value))).normalize()
