"""The table of what was revised since the last edition: number by number, as it was and as it is.

What measures nothing, such as a name or a code, is compared by `statbrief diff`; a reader of the brief is told of
numbers. Of a dataset that was revised as a whole, the newest periods stand one by one and the rest in one row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from statbrief.arithmetic.exactness import place_of
from statbrief.data.datasets import Dataset
from statbrief.data.units import Unit, unit_name
from statbrief.figures.cell_texts import number_of_cell
from statbrief.figures.figure import Figure
from statbrief.figures.generated_tables import called, unit_after
from statbrief.figures.markdown import as_typed, escape, markdown_table, sources_named
from statbrief.languages.language import Words
from statbrief.record.cells import mark_of
from statbrief.revisions.compare import Compared, Moved, Revision, goes_on
from statbrief.table_schema.spans import first_day, join_periods

MOST = 24
"""Cells of one dataset that stand one by one."""
_NAMED = 5
"""Rows that came or went that are named."""
NO_VALUE = "–"
_WIDTHS = (44, 26, 26, 26, 24, 40)


@dataclass(frozen=True)
class RevisionsTable:
    """The table in Markdown, and the texts of its rows, without markup and without where each is from."""

    markdown: str
    texts: Mapping[Revision, tuple[str, ...]]


def numbers_among(found: Iterable[Revision]) -> list[Revision]:
    """Those of numbers."""
    return [each for each in found if each.unit]


@dataclass(frozen=True)
class Revisions:
    """What is to be told, and with what: `since` is the period of the last edition, nothing where there is none."""

    compared: Compared
    since: str
    figures: Mapping[str, Figure]
    datasets: Mapping[str, Dataset]
    words: Words

    def table(self) -> RevisionsTable:
        """The table; a sentence in its place where nothing was revised, or nothing was published before."""
        said = self.words.phrases.table
        if not self.since:
            return RevisionsTable(f"{escape(said['first_edition'])}\n", {})
        numbers = numbers_among(self.compared.revised)
        parts, texts = [], {}
        if numbers:
            listed = [each for group in self._groups(numbers) for each in group[:MOST]]
            texts = {each: self._texts(each) for each in listed}
            parts.append(self._written(numbers, texts))
            parts += self._marks(listed)
        parts += self._sentences(is_none=not numbers)
        return RevisionsTable("\n".join(parts), texts)

    @property
    def _since(self) -> str:
        return self.words.period(self.since)["period"]

    def _groups(self, numbers: Sequence[Revision]) -> Iterator[list[Revision]]:
        """What was revised of each dataset, the newest period first; then of the reported figures."""
        for _, group in groupby(numbers, key=lambda each: each.dataset):
            yield sorted(group, key=lambda each: first_day(each.period).toordinal() if each.period else 0, reverse=True)

    def _written(self, numbers: Sequence[Revision], texts: Mapping[Revision, tuple[str, ...]]) -> str:
        said = self.words.phrases.table
        before = said["before"].format(self._since)
        head = (said["revised"], said["period"], before, said["now"], said["difference"], said["origin"])
        rows = []
        for group in self._groups(numbers):
            rows += [(*map(escape, texts[each]), self._origin(each)) for each in group[:MOST]]
            rows += [self._rest(group[MOST:])] if group[MOST:] else []
        return markdown_table(tuple(map(escape, head)), _WIDTHS, rows, right=(2, 3, 4))

    def _texts(self, each: Revision) -> tuple[str, ...]:
        """A row: what it is, its period, what it was, what it is, and the difference."""
        place = self._place(each)
        told = zip((each.old, each.new), each.marks, strict=True)
        old, new = (self._number(text, place, each) if text else self._no_value(each, mark) for text, mark in told)
        return self._named(each), self._period(each.period), old, new, self._difference(each.difference, place, each)

    def _place(self, each: Revision) -> Decimal:
        """The place of the last digit that is written of both numbers: the last that they have.

        Of what was computed and goes on, such as a mean, that in which the two are told apart by two digits; by itself
        it has three, as other numbers that go on.
        """
        texts = [text for text in (each.old, each.new) if text]
        place = min(place_of(Decimal(text)) for text in texts)
        is_computed = bool(each.dataset) and self.datasets[each.dataset].computed is not None
        if not (is_computed and any(map(goes_on, texts))):
            return place
        apart = each.difference
        first = Decimal(texts[0]).adjusted() - 1 if apart is None else apart.adjusted()
        return max(place, Decimal(1).scaleb(min(first - 1, 0)))

    def _named(self, each: Revision) -> str:
        """What it is: a figure's label; else its dataset, the names in the row's key and, of several, the column."""
        if not each.dataset:
            return self.figures[each.row].label
        dataset = self.datasets[each.dataset]
        own = self._names(each)
        measured = [name for name, column in dataset.columns.items() if column.unit is not None]
        if len(measured) > 1:
            own.append(self.words.labels.text("column", each.column, each.column))
        return f"{dataset.description.title}: {', '.join(own)}" if own else dataset.description.title

    def _names(self, each: Revision) -> list[str]:
        columns = self.datasets[each.dataset].columns
        key = zip(self.datasets[each.dataset].description.key, each.key, strict=True)
        return [called(text, self.words) for name, text in key if not columns[name].period]

    def _period(self, period: str) -> str:
        return self.words.period(period)["period_name_capital"] if period else ""  # by itself, as in any cell

    def _no_value(self, each: Revision, mark: str) -> str:
        """What stands in the place of a number: the text that the data have there, where they say why."""
        return mark_of(mark) if self._reason(each, mark) else NO_VALUE

    def _reason(self, each: Revision, mark: str) -> str:
        """Why the data have that text in the place of a number, as they declare it now; nothing where they do not."""
        known = self.datasets[each.dataset].columns[each.column].form.missing if each.dataset and mark else {}
        return self.words.missing(label) if (label := known.get(mark)) else ""

    def _number(self, text: str, place: Decimal, each: Revision) -> str:
        number, unit = Decimal(text), self._unit(each)
        said = number_of_cell(number, place, unit, self.words)
        return said + unit_after(unit, self.words, number, said)

    def _difference(self, difference: Decimal | None, place: Decimal, each: Revision) -> str:
        """With its sign; of percentages in points."""
        if difference is None:
            return ""
        unit = self._unit(each)
        sign = "+" if difference > 0 else ""
        if unit_name(unit) == "percent":
            points = self.words.plural(difference, place, self.words.phrases.points)
            return sign + points.format(self.words.digits(difference, place))
        said = number_of_cell(difference, place, unit, self.words)
        return sign + said + unit_after(unit, self.words, difference, said)

    def _unit(self, each: Revision) -> Unit:
        if not each.dataset:
            return self.figures[each.row].quantity.units
        unit = self.datasets[each.dataset].columns[each.column].unit
        assert unit is not None  # noqa: S101 -- only cells that measure something are numbers here
        return unit

    def _origin(self, each: Revision) -> str:
        if not each.dataset:
            return self._credited(self.figures[each.row].sources)
        return f"{self._credited([self.datasets[each.dataset].description.source])}, {escape(self._row(each.key))}"

    def _row(self, key: Sequence[str]) -> str:
        """A row by its key, with its names as the language has them, as in the table of figures."""
        return " ".join(called(text, self.words) for text in key)

    def _credited(self, sources: Iterable[str]) -> str:
        return sources_named(sources, self.words.phrases.table["unnamed"])

    def _rest(self, others: Sequence[Revision]) -> tuple[str, ...]:
        """One row for what does not stand one by one: how many, of when, and by how much they are others."""
        said = self.words.phrases.table["others_revised"].format(self.words.digits(Decimal(len(others))))
        period = self._period(join_periods(each.period for each in others))
        title = self.datasets[others[0].dataset].description.title if others[0].dataset else ""
        source = self._credited([self.datasets[others[0].dataset].description.source]) if others[0].dataset else ""
        columns = dict.fromkeys(each.column for each in others)
        apart = ([each for each in others if each.column == name and each.difference is not None] for name in columns)
        reach = "; ".join(self._reach(column) for column in apart if column)
        named = f"{title}: {said}" if title else said
        return escape(named), escape(period), "", "", escape(reach), source

    def _reach(self, column: Sequence[Revision]) -> str:
        """The smallest and the largest difference in one column."""
        ends = [end(column, key=lambda each: each.difference or 0) for end in (min, max)]
        place = min(map(self._place, ends))
        low, high = (self._difference(each.difference, place, each) for each in ends)
        return low if low == high else self.words.phrases.ranged(low, high)

    def _marks(self, listed: Sequence[Revision]) -> Iterator[str]:
        """What each mark in the place of a number stands for, each a paragraph."""
        marks = [(mark, self._reason(each, mark)) for each in listed for mark in each.marks]
        for mark in dict.fromkeys(mark_of(text) for text, reason in marks if reason):
            reasons = "; ".join(dict.fromkeys(reason for text, reason in marks if reason and mark_of(text) == mark))
            yield f"\n{as_typed(mark)} {escape(reasons)}\n"

    def _sentences(self, *, is_none: bool) -> Iterator[str]:
        """What is said beneath the table, or in its place, each a paragraph."""
        said = self.words.phrases.table
        if is_none:
            yield f"\n{escape(said['none_revised'].format(self._since))}\n"
        for phrase, rows in (("rows_came", self.compared.came), ("rows_went", self.compared.went)):
            if rows:
                yield f"\n{escape(said[phrase].format(self._rows(rows)))}\n"
        if names := list(dict.fromkeys(name for name, _ in self.compared.problems)):
            titles = self.words.listed([self.datasets[name].description.title for name in names])
            yield f"\n{escape(said['not_compared'].format(titles))}\n"

    def _rows(self, rows: Sequence[Moved]) -> str:
        """How many rows, by dataset, and the first of them."""
        parts = []
        for name, group in groupby(rows, key=lambda row: row.dataset):
            names = [self._row(row.key) for row in group]
            more = ", …" if names[_NAMED:] else ""
            number = self.words.digits(Decimal(len(names)))
            parts.append(f"{self.datasets[name].description.title}, {number} ({', '.join(names[:_NAMED])}{more})")
        return "; ".join(parts)
