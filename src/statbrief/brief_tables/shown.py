"""A table as it is shown: Markdown with its cells' numbers linked, notes and source beneath, and the same as texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from statbrief.arithmetic import kinds
from statbrief.arithmetic.exactness import place_of
from statbrief.brief_tables.digits import form_of, shared_digits
from statbrief.brief_tables.table import Row, Table
from statbrief.brief_tables.words import TableWords, table_words
from statbrief.charts.captions import Text
from statbrief.errors import ChartingError, DerivingError, near_miss
from statbrief.figures.answer import Answer
from statbrief.figures.figure import Figure
from statbrief.figures.forms import Sayings
from statbrief.figures.generated_tables import unit_after
from statbrief.figures.markdown import anchor, as_paragraph, as_typed, escape
from statbrief.figures.source_line import source_line
from statbrief.figures.writer import Form, Writer
from statbrief.languages.labels import Labels
from statbrief.languages.language import Words
from statbrief.languages.placeholders import meant, put_in
from statbrief.languages.unit_names import unit_of_head
from statbrief.record.cells import EMPTY, mark_of
from statbrief.table_schema.spans import join_periods

_SIGNED = (kinds.DIFFERENCE, kinds.POINTS, kinds.CHANGE)
"""The kinds whose numbers have a sign in a table, whichever it is."""
_PLUS = "+"
_NAMED = 6
"""Rows that a note names; of more it says that there are some."""
_OF_PERIOD = re.compile(rf"\{{({'|'.join(sorted(kinds.PERIODS, key=len, reverse=True))})\}}")


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A table in the brief's language: its texts, without markup, and as Markdown.

    `caption` and `notes` are without markup; `head` and `rows` are the texts of its cells, the key first.
    """

    name: str
    caption: str
    notes: tuple[str, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption_markdown: str
    markdown: str


@dataclass(frozen=True)
class _Cell:
    """What stands in a cell: without markup, and as Markdown."""

    plain: str
    markdown: str

    def strong(self) -> _Cell:
        """The same in bold letters."""
        return replace(self, markdown=f"**{self.markdown}**" if self.plain else "")


def _refuse_alike(table: Table, rows: Sequence[Sequence[_Cell]]) -> None:
    """Raise `DerivingError` for two rows that nobody can tell apart, as labels call them the same."""
    seen: set[tuple[str, ...]] = set()
    for row in rows:
        called = tuple(each.plain for each in row[: len(table.levels)])
        if called in seen:
            wanted = "give each a label of its own, such as San José (Limón)"
            raise DerivingError(table.function.fault(f"shows two rows as '{', '.join(called)}'", wanted))
        seen |= {called} if any(called) else set()


@dataclass(frozen=True)
class Showing:
    """What tables are shown with; `revised` are cells that the last edition, of the period `since`, had otherwise.

    `digits` are those of columns, as they were found.
    """

    figures: Mapping[str, Figure]
    answers: Mapping[str, Answer]
    sayings: Sayings
    words: Words
    revised: AbstractSet[str] = frozenset()
    since: str = ""
    digits: dict[tuple[str, str], str] = field(default_factory=dict)

    def shown(self, table: Table) -> Shown:
        """One table. Raises `DerivingError` for what its docstring says wrongly, and for rows that look the same."""
        said = table_words(table.function, self.words.labels)
        caption = self._said(said.caption, self._period(table.cells()))
        notes = [self._said(each, self._period(table.cells())) for each in said.notes]
        rows = [self._row(table, row, said) for row in table.rows]
        _refuse_alike(table, rows)
        head = [
            *(self._said(said.words[each]) for each in table.levels),
            *(self._head(table, each, said) for each in table.columns),
        ]
        notes += self._of_empty_cells(table)
        generated = [*self._of_what_is_known(table, said, rows), *self._below_digits(table, said, rows)]
        notes += [_Cell(each, escape(each)) for each in generated]
        if self.revised & set(table.cells()):
            phrases, since = self.words.phrases.table, self.words.period(self.since)["period"]
            mark = f"{phrases['revised_mark']} {phrases['revised_note'].format(since)}"
            notes.append(_Cell(mark, escape(mark)))
        return Shown(
            name=table.name,
            caption=caption.plain,
            notes=tuple(each.plain for each in notes),
            head=tuple(each.plain for each in head),
            rows=tuple(tuple(each.plain for each in row) for row in rows),
            caption_markdown=f"{as_paragraph(caption.markdown)}\n",
            markdown=self._markdown(table, head, rows, notes),
        )

    def _of_empty_cells(self, table: Table) -> Iterator[_Cell]:
        """A note for each mark that stands in empty cells: what it stands for."""
        said = [(mark_of(each.text), self.words.missing(each.label)) for each in table.withheld.values()]
        empty = sum(cell is None for row in table.rows for cell in row.cells.values())
        said += [(EMPTY, self.words.phrases.table["empty"])] if empty > len(said) else []
        for mark in dict.fromkeys(mark for mark, _ in said):
            reasons = "; ".join(dict.fromkeys(label for own, label in said if own == mark))
            yield _Cell(f"{mark} {reasons}", f"{as_typed(mark)} {escape(reasons)}")

    def _of_what_is_known(self, table: Table, said: TableWords, rows: Sequence[Sequence[_Cell]]) -> Iterator[str]:
        """A note that names the cells behind whose numbers some row has no value: each row, and its columns."""
        if cells := self._called(table, said, rows, lambda _, figure: bool(figure.missing)):
            yield self.words.phrases.table["known_cells"].format("; ".join(cells))

    def _below_digits(self, table: Table, said: TableWords, rows: Sequence[Sequence[_Cell]]) -> Iterator[str]:
        """A note for cells that are written as zero and are none: who divides by them, or counts them, should know."""

        def is_below(column: str, figure: Figure) -> bool:
            written = self.sayings.say(figure.id, form_of(figure, self._digits_of(table, column))).number
            is_zero = bool(written) and not any(each in "123456789" for each in written)
            return is_zero and figure.known.is_single and figure.known.value != 0

        if cells := self._called(table, said, rows, is_below):
            phrases, is_short = self.words.phrases.table, len(cells) <= _NAMED
            yield phrases["below_digits"].format("; ".join(cells)) if is_short else phrases["some_below_digits"]

    def _called(
        self, table: Table, said: TableWords, rows: Sequence[Sequence[_Cell]], which: Callable[[str, Figure], bool]
    ) -> list[str]:
        """Some numbers of a table, by their columns and figures: each row that has such, and its columns."""
        heads = {each: self._words_of_head(table, each, said).plain for each in table.columns}
        found = []
        for row, texts in zip(table.rows, rows, strict=True):
            numbers = {
                column: self.figures[name] for column, name in row.cells.items() if name and name in self.figures
            }
            if columns := [heads[column] for column, figure in numbers.items() if which(column, figure)]:
                called = ", ".join(each.plain for each in texts[: len(table.levels)] if each.plain)
                found.append(f"{called} ({', '.join(columns)})")
        return found

    def _said(self, text: Text, period: str = "") -> _Cell:
        """A text with the figures that it names, and with the forms of a period. Raises `DerivingError`."""
        forms = self.words.period(period)

        def put(found: re.Match[str]) -> str:
            if found[1] not in forms:
                problem = f"{text.place}'s {{{found[1]}}} is no form of {period or 'what rests on no period'}"
                raise DerivingError(text.fault(problem, near_miss(found[1], forms)))
            return forms[found[1]]

        text = replace(text, template=put_in(_OF_PERIOD, text.template, put, self.words.following))
        try:
            return _Cell(text.written(self.sayings, linked=False), text.written(self.sayings, linked=True))
        except ChartingError as error:
            raise DerivingError(error.faults) from error

    def _period(self, cells: Iterable[str]) -> str:
        """The time that cells are about."""
        numbers = [self.figures[each].period for each in cells if each in self.figures]
        return join_periods(dict.fromkeys(filter(None, numbers)))

    # -- cells --------------------------------------------------------------------------------------------------
    def _head(self, table: Table, column: str, said: TableWords) -> _Cell:
        """A column's head, with the unit of its numbers where they do not say it themselves."""
        figures = self._figures(table, column)
        head = self._words_of_head(table, column, said)
        if not figures:
            return head
        writer = Writer(figures[0], self.words)
        units = figures[0].quantity.units
        unit = unit_after(units, self.words) and unit_of_head(units, self.words) if writer.ratio is None else ""
        if writer.is_points:
            unit = self.words.phrases.points[1].replace("{}", "").strip()
        unit = f" ({unit.strip()})" if unit.strip() else ""
        return _Cell(head.plain + unit, head.markdown + escape(unit))

    def _words_of_head(self, table: Table, column: str, said: TableWords) -> _Cell:
        return self._said(said.words[column], self._period(each.id for each in self._figures(table, column)))

    def _figures(self, table: Table, column: str) -> list[Figure]:
        cells = (row.cells[column] for row in table.rows)
        return [self.figures[each] for each in cells if each is not None and each in self.figures]

    def _row(self, table: Table, row: Row, said: TableWords) -> list[_Cell]:
        if row.word:
            own = self._said(said.words[row.word])
            keys = [own, *(_Cell("", "") for _ in table.levels[1:])]
        else:
            keys = [self._named(each) for each in table.keys(row)]
        cells = [*keys, *(self._cell(table, column, row) for column in table.columns)]
        return [each.strong() for each in cells] if row.is_total else cells

    def _named(self, name: str) -> _Cell:
        """A name or a period, as it is called by itself; to this prose leads."""
        said = self.sayings.say(name, kinds.BY_ITSELF[self.answers[name].kind])
        text = escape(said.plain)
        return _Cell(said.plain, f"[{text}]{{#{anchor(name)}}}" if said.number else text)

    def _cell(self, table: Table, column: str, row: Row) -> _Cell:
        name = row.cells[column]
        if name is None:
            why = table.withheld.get(f"{table.name}.{row.name}.{column}")
            mark = mark_of(why.text) if why else EMPTY
            return _Cell(mark, as_typed(mark))
        if name in self.answers:
            return self._named(name)
        figure = self.figures[name]
        said = self.sayings.say(name, form_of(figure, self._digits_of(table, column)))
        sign = self._sign(figure, said)
        text = self._in_digits(figure, said)
        linked = f"[[{escape(text)}](#{anchor(table.name)}){{.number}}]{{#{anchor(name)}}}"
        # before the number, so that the digits of the column stay beneath each other
        mark = f"{self.words.phrases.table['revised_mark']} " if name in self.revised else ""
        return _Cell(mark + sign + text, mark + escape(sign) + linked)

    def _digits_of(self, table: Table, column: str) -> str:
        """The digits of a column: those that its author asks for, else those that all of its cells have."""
        place = table.name, column
        if place not in self.digits:
            declared = table.digits.get(column, "")
            self.digits[place] = declared or shared_digits(self._figures(table, column), self.words)
        return self.digits[place]

    def _in_digits(self, figure: Figure, said: Form) -> str:
        """A number as columns have it: in digits where prose would say millions, points without the word."""
        if said.count is not None and self.words.is_currency(figure.unit):
            money = self.words.money(said.count, place_of(said.count), figure.unit, in_digits=True)
            return said.phrase.replace("{}", money)
        if said.count is not None:
            return said.phrase.replace("{}", self.words.digits(said.count, place_of(said.count)))
        return said.number if said.number and Writer(figure, self.words).is_points else said.plain

    def _sign(self, figure: Figure, said: Form) -> str:
        """The plus of a change that is one as far as it is written."""
        is_above = figure.kind in _SIGNED and figure.known.value > 0
        return _PLUS if is_above and any(each in "123456789" for each in said.number) else ""

    # -- Markdown -----------------------------------------------------------------------------------------------
    def _markdown(
        self, table: Table, head: Sequence[_Cell], rows: Sequence[Sequence[_Cell]], notes: Sequence[_Cell]
    ) -> str:
        """A pipe table, and beneath it in a div of its own the notes and the source."""
        widths = [
            max(_room(head[place].plain), *(len(row[place].plain) for row in rows)) + 1 for place in range(len(head))
        ]
        first = len(table.levels)
        numbers = {place for place, name in enumerate(table.columns, start=first) if self._figures(table, name)}
        rule = ["-" * width + ":" if place in numbers else "-" * (width + 1) for place, width in enumerate(widths)]
        lines = [[each.markdown for each in head], rule, *([each.markdown for each in row] for row in rows)]
        grid = "".join(f"| {' | '.join(cells)} |\n" for cells in lines)
        said = [as_paragraph(each.markdown) for each in notes]
        figures = (each for column in table.columns for each in self._figures(table, column))
        if source := source_line(table.sources, figures, self.words):
            said.append(source)
        beneath = "\n\n".join(said)
        return f"{grid}\n::: {{.table-notes}}\n{beneath}\n:::\n" if beneath else grid


def _room(head: str) -> int:
    """How many letters a column's head needs, which may stand in two lines, and in more where its words are short."""
    return max((len(head) + 1) // 2, *map(len, head.split() or [""]))


def cell_labels(table: Table, answers: Mapping[str, Answer], labels: Labels, words: Words) -> dict[str, str]:
    """What each cell is called in the brief's language: its column's head and its row."""
    said = table_words(table.function, labels)
    found = {}
    for row in table.rows:
        called = said.words[row.word].template if row.word else ", ".join(_keys_called(table, row, answers, words))
        for column, name in row.cells.items():
            if name is not None:
                found[name] = f"{said.words[column].template}, {called}"
        for level, name in zip(table.levels, table.keys(row), strict=False):
            several = f", {called}" if len(table.levels) > 1 else ""
            found[name] = said.words[level].template + several
    return found


def _keys_called(table: Table, row: Row, answers: Mapping[str, Answer], words: Words) -> Iterator[str]:
    """What the language calls the names and periods of a row's key, as a part of a label: braces are their own."""
    for text, name in zip(row.key, table.keys(row), strict=True):
        is_period = name in answers and answers[name].kind == kinds.PERIOD
        yield words.period(text)["period_name"] if is_period else meant(words.name(text))
