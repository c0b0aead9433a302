"""The table of where each figure comes from, and how tables say a figure, its unit and its range."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
from statbrief.figures.figure import Cell, Derived, Figure, Reported, Returned
from statbrief.figures.followed_formulas import form_to_follow, is_cut
from statbrief.figures.forms import Sayings
from statbrief.figures.markdown import across, anchor, cited, escape, heading_row, markdown_table, sources_named
from statbrief.figures.rows_behind import ManyRows, called_by_engine, in_short
from statbrief.figures.scales import Scales
from statbrief.figures.writer import Form
from statbrief.languages.language import Words
from statbrief.languages.unit_names import counted

_FEW_ROWS = 4  # of a dataset, that a row of the table names one by one
_WIDTH = 5  # columns of the table of figures
_STATED, _FROM_DATA, _COMPUTED, _TABLES = "stated_by", "from_data", "computed_here", "tables"
_OF_FIGURES = (_STATED, _FROM_DATA, _COMPUTED)
"""The groups of its rows, in order, as the language's phrases call them; tables come last."""

Row = tuple[str, ...]
"""The cells of a row in Markdown."""


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
    """A Markdown table of all figures, then names and periods, then tables: label, value, the range's two ends, origin.

    Its rows are grouped by where they are from, each group under a heading, where there is more than one.
    A value carries the identifier that every number, name and period in the brief links to; of a table, that its cells
    link to. `figures` and `answers` are those with a row of their own.
    """
    title = words.phrases.table
    rows = _Rows(_Origins(figures, answers, datasets, agreements(checks), sayings, words))
    of_figures = {name: _group_of(figure) for name, figure in figures.items()}
    groups = {
        group: [rows.of(figures[name]) for name, own in of_figures.items() if own == group] for group in _OF_FIGURES
    }
    groups[_COMPUTED] += map(rows.of_answer, answers.values())
    groups[_TABLES] = list(map(rows.of_table, tables))
    head = (title["figure"], title["value"], title["low"], title["high"], title["origin"])
    return markdown_table(head, (58, 37, 20, 20, 66), _under_headings(groups, words), right=(1, 2, 3))


def _group_of(figure: Figure) -> str:
    """Whether sources state a figure, a dataset has it as it is, or it is computed."""
    if isinstance(figure.origin, Reported):
        return _STATED
    assert isinstance(figure.origin, Derived)  # noqa: S101 -- a figure in a table has one of the two origins
    return _FROM_DATA if figure.origin.is_of_a_cell else _COMPUTED


def _under_headings(groups: Mapping[str, Sequence[Row]], words: Words) -> Iterator[Sequence[str]]:
    """The rows, each group under what it is called, where there are several."""
    filled = [name for name, rows in groups.items() if rows]
    for name in filled:
        if len(filled) > 1:
            yield heading_row(escape(words.phrases.table[name]), _WIDTH)
        yield from groups[name]


def as_read(figure: Figure, sayings: Sayings, name: str) -> Form:
    """One of `value`, also with other digits, `about` and `range`; a part of a whole and a change are percentages."""
    if is_percentage(figure, sayings):
        name = {"about": "about_percent", "range": "percent_range"}.get(name, name.replace("value", "percent"))
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
    reach = as_read(figure, sayings, "range").plain
    if figure.missing:
        known = words.phrases.table["known"]
        return f"{reach}; {known}" if _has_range(figure, sayings) else known
    if not _has_range(figure, sayings):
        return words.phrases.table["exact"]
    is_told = isinstance(figure.origin, Reported) and figure.as_stated and figure.known.is_single
    return f"{words.phrases.as_stated[0]}; {reach}" if is_told else reach


def _has_range(figure: Figure, sayings: Sayings) -> bool:
    """Whether there is more to say of how far a number is known than stands beside it already."""
    if figure.missing:
        reach = as_read(figure, sayings, "range").plain
        return not figure.known.is_exact and reach != in_a_row(figure, sayings).plain
    return not _is_told_in_full(figure)


def _is_told_in_full(figure: Figure) -> bool:
    """Whether nothing but one number is allowed, and its decimals end: beside it, no shorter one is about as much."""
    known = figure.known
    return known.is_exact and Fraction(round_to(known.value, display_step(known))) == known.value


def unit_of(figure: Figure, words: Words, said: Form) -> str:
    """The unit to write after a figure's value as it is said, if any."""
    if words.money_of(figure.unit) is not None:
        return ""
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


@dataclass(frozen=True)
class Ends:
    """What stands under low and high: the two, or in the place of both what there is to say; and a note on them."""

    both: tuple[str, str] | str
    note: str = ""

    @property
    def cells(self) -> tuple[str, str]:
        """The two cells in Markdown."""
        return across(escape(self.both)) if isinstance(self.both, str) else (escape(self.both[0]), escape(self.both[1]))


def ends_of(figure: Figure, sayings: Sayings, words: Words) -> Ends:
    """The ends of a figure's range; the words of `range_of` where it has none.

    Where both ends are written alike, both are; one that is open is called so. Of a bound that stands beside it as the
    value, no more is said than which one it is.
    """
    title, ends = words.phrases.table, as_read(figure, sayings, "range").ends
    if not (ends and _has_range(figure, sayings)):
        return Ends(range_of(figure, sayings, words))
    low, high = ends
    note = "known" if figure.missing else "" if figure.known.is_rounding_known else "known_range"
    if not note and not (low and high) and in_a_row(figure, sayings).number in ends:
        return Ends(title["lower_bound" if low else "upper_bound"])
    return Ends((low or title["open"], high or title["open"]), title.get(note, ""))


@dataclass(frozen=True)
class _Rows:
    """The rows of the table of origins in Markdown: label, value, low, high, and where it is from."""

    origins: _Origins

    def of(self, figure: Figure) -> Row:
        """The row of a figure; a note on its range stands behind where it is from."""
        sayings, words = self.origins.sayings, self.origins.words
        said, ends = in_a_row(figure, sayings), ends_of(figure, sayings, words)
        value = self._value(said.plain, figure.id) + escape(unit_of(figure, words, said))
        origin = "; ".join(filter(None, [self.origins.of(figure), escape(ends.note)]))
        return (escape(figure.label), value, *ends.cells, origin)

    def of_answer(self, answer: Answer) -> Row:
        """The row of a name or a period."""
        said = self.origins.sayings.say(answer.id, kinds.BY_ITSELF[answer.kind])
        as_stated = self.origins.words.phrases.as_stated[1] if answer.origin.is_as_stated else ""
        value = self._value(said.plain, answer.id, " .words")
        return (escape(answer.label), value, *across(escape(as_stated)), self.origins.of_answer(answer))

    def of_table(self, table: Tabled) -> Row:
        """The row of a table."""
        value = self._value(table.size, table.origin.function, " .words")
        return (escape(table.label), value, *across(""), self.origins.of_table(table.origin))

    @staticmethod
    def _value(text: str, name: str, of_words: str = "") -> str:
        return f"[{escape(text)}]{{#{anchor(name)} .origin{of_words}}}"


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
            source = sources_named([origin.source], self.words.phrases.table["unnamed"])
            return "; ".join([source + place, *self._agreeing(figure.id)])
        assert isinstance(origin, Derived)  # noqa: S101 -- a figure in a table has one of the two origins
        if origin.formula:
            return self._formula(figure, origin)
        if origin.cell is not None and origin.is_of_a_cell:
            return self._rows(origin.cell.dataset, origin.rows, origin)
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

    def _by_code(self, origin: Returned, rows: Mapping[str, tuple[str, ...]]) -> str:
        """What a function computes: its name, its inputs' values, and the rows of datasets behind it."""
        used = [self._rows(name, rows, origin) for name in origin.inputs if name in self.datasets]
        inputs = [self._value(name) for name in origin.inputs if name not in self.datasets]
        given = [self.words.listed(inputs)] if inputs else []
        named = f"`{origin.function}`"
        if not given and not used:
            return named
        return f"{named}, {self.words.joined(self.words.phrases.table['computed'], '; '.join([*given, *used]))}"

    def _agreeing(self, name: str) -> list[str]:
        """What other sources say, where a check found that it agrees."""
        others = [self.figures[each] for each in self.agreements.get(name, ())]
        said = [f"{self._value(each.id)} {cited(each.sources)}".rstrip() for each in others]
        return [f"{self.words.phrases.table['agrees']} {self.words.listed(said)}"] if said else []

    def _value(self, name: str) -> str:
        if name in self.answers:
            return self.sayings.say(name, self.answers[name].kind).linked(name)
        return as_read(self.figures[name], self.sayings, "value").linked(name)

    def _rows(self, name: str, used: Mapping[str, tuple[str, ...]], origin: Returned) -> str:
        """A dataset's source, and the rows of it that were used."""
        rows, described = self._called(name, used), self.datasets[name].description
        shown = in_short(rows, [self.places[name][each] for each in used.get(name, ())], _FEW_ROWS)
        if name in origin.many:
            shown = self._counted(origin.many[name])
        elif rows and rows[0][0].isdigit():  # 2025, 2022 would be two years of the source
            shown = f"{self.words.phrases.table['row'].split('|')[len(rows) > 1]} {shown}"
        lacking = self._called(name, origin.missing)
        without = f"{self.words.phrases.table['no_value']} {', '.join(lacking[:_FEW_ROWS])}" if lacking else ""
        without += " …" if lacking[_FEW_ROWS:] else ""
        by = self._by_engine(self.datasets[name])
        source = sources_named([described.source], self.words.phrases.table["unnamed"])
        return ", ".join(filter(None, [source, escape(shown), escape(by), escape(without)]))

    def _by_engine(self, dataset: Dataset) -> str:
        """Which engine computed a dataset, and of what: computed by DuckDB v1.5.6 from trips.parquet, 5,000 rows."""
        if dataset.computed is None:
            return ""
        query, phrase = dataset.computed.query, self.words.phrases.table["by_engine"]
        rows = {name: self.words.so_many(each["rows"], "rows") for name, each in query["sources"].items()}
        read = [f"{called_by_engine(name, each)}, {rows[name]}" for name, each in query["sources"].items()]
        return phrase.format(query["engine"], "; ".join(read))

    def _counted(self, rows: ManyRows) -> str:
        """How many rows there are, after the texts that tell them: sector = El Paso, 44 rows."""
        told = [f"{column} = {called(text, self.words)}" for column, text in rows.where]
        return ", ".join([*told, self.words.so_many(rows.count, "rows")])

    def _called(self, name: str, used: Mapping[str, tuple[str, ...]]) -> list[str]:
        """Rows of a dataset as readers know them."""
        dataset, places = self.datasets[name], self.places[name]
        return [row_called(dataset, places[each], self.words) for each in used.get(name, ())]

    def _formula(self, figure: Figure, origin: Derived) -> str:
        """The formula with its inputs' values filled in, each linked to its own row: 70,000 ÷ 18,000.

        They have as many digits as its result needs to be found from them.

        Units are written where they are not all of one system: 2 metric_ton + 300 kilogram; and where money says its
        millions, as another number would seem to have none then: $34.5 million ÷ 1.25 million passengers.
        """
        is_mixed = origin.scales != Scales() or self._counts_beside_money(origin)
        as_numbers = self._has_plain_parts(origin)
        texts, form = {}, form_to_follow(figure, origin, self.figures, self.sayings.forms)
        for name in origin.inputs:
            if name in self.figures:
                given = self.figures[name]
                own = form if is_cut(given, self.sayings.forms[name]) else "value"
                as_number = as_numbers and given.unit == "1"
                said = self.sayings.say(name, own) if as_number else as_read(given, self.sayings, own)
                unit = unit_of(given, self.words, said) if is_mixed else ""
                texts[name] = said.linked(name) + escape(unit)
        for name, constant in origin.constants.items():
            number = float(constant.magnitude)
            unit = "" if constant.unitless else self.words.beside(constant.units, _stated(number))
            texts[name] = self._number(number) + escape(unit)
        return written(parse(origin.formula), texts, self._number).replace("^", r"\^")

    def _counts_beside_money(self, origin: Derived) -> bool:
        """Whether a formula has thousands or millions of money, and of something else."""
        figures = [self.figures[each] for each in origin.inputs if each in self.figures]
        scaled = [each.unit for each in figures if counted(each.quantity.units)]
        return len({self.words.money_of(each) is None for each in scaled}) > 1

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
