"""The workbook of an edition: a cover, the contents, notes, and one sheet for each table, from the record.

It is as the Analysis Function's checklist for accessible spreadsheets has it: titles in the first cells, one table a
sheet, at the same place in each and marked as one, with one row of heads; no merged, hidden or empty cells, no filters,
frozen panes, fills or pictures; marks and notes in brackets, explained on a sheet of their own; nothing said by colour.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import count
from typing import NamedTuple

from statbrief.companions import chart_sheets, figure_sheets, table_sheets
from statbrief.companions.book import HEAD_ROW, LONGEST_CELL, Book, Cell, Link, Sheet, Table, sheet_name, text_of
from statbrief.companions.edition import Edition
from statbrief.companions.marks import meanings
from statbrief.companions.range_names import CHART
from statbrief.errors import Place, RenderingError
from statbrief.record.record_types import ChartRecord

NOTES = "notes.and.marks"


class Part(NamedTuple):
    """A sheet to be: the name that it would have, its title and its table."""

    name: str
    title: str
    table: Table


@lru_cache(maxsize=1)  # one workbook, two files of it
def workbook(edition: Edition) -> Book:
    """The workbook of an edition, whose first sheets are its cover, its contents and its notes."""
    word, taken = edition.word, [edition.word(each) for each in ("cover", "contents", "notes")]
    sheets = []
    for part in _parts(edition):
        name = sheet_name(part.name, taken)
        taken.append(name)
        sheets.append(_sheet(part._replace(name=name), edition))
    of_notes = Part(word("notes"), word("notes_title"), _notes(edition))
    sheets.insert(0, _sheet(of_notes, edition))
    _refuse_too_long(sheets, edition)
    return Book(
        title=edition.record["title"],
        lang=edition.lang,
        author=edition.front.publisher or edition.front.author,
        day=edition.day,
        sheets=[_cover(edition), _contents(sheets, edition), *sheets],
    )


def _parts(edition: Edition) -> Iterator[Part]:
    """The sheets after cover, contents and notes, in their order."""
    word, record = edition.word, edition.record
    if figures := figure_sheets.of_figures(edition):
        yield Part(word("figures"), word("figures_title"), figures)
    if names := figure_sheets.of_names(edition):
        yield Part(word("names"), word("names_title"), names)
    for name, table in record.get("tables", {}).items():
        title = _marked(table["caption"], ("table", name), edition)
        yield Part(word("table", name), title, table_sheets.of_table(name, edition))
        title = word("data_title", table["caption"])
        yield Part(word("table_data", name), title, table_sheets.of_data(name, edition))
    for name, chart in record["charts"].items():
        for kind, each in chart_sheets.of_chart(name, edition):
            title = word("chart_title" if kind == CHART else "beside_title", _what_it_shows(chart))
            yield Part(word("chart", name), _marked(title, ("chart", name), edition), each)
    if checks := figure_sheets.of_checks(edition):
        yield Part(word("checks"), word("checks_title"), checks)
    if sources := figure_sheets.of_sources(edition):
        yield Part(word("sources"), word("sources_title"), sources)


def _what_it_shows(chart: ChartRecord) -> str:
    """A chart as a title has it: the first sentence of its alternative, for its caption says how to read it."""
    return re.split(r"(?<!\b[A-Z])\.(?= |$)", chart["alternative"], maxsplit=1)[0]  # U.S. ends none


def _sheet(part: Part, edition: Edition) -> Sheet:
    """A sheet: title, what it has, the way back, and its table."""
    word = edition.word
    marks = "" if part.table.name == NOTES else word("see_notes", word("notes"))
    has = " ".join(filter(None, [word("one_table"), marks]))
    lines: list[Cell] = [part.title, has, Link(word("to_contents"), word("contents"))]
    return Sheet(name=part.name, lines=lines, table=part.table)


def _refuse_too_long(sheets: Iterable[Sheet], edition: Edition) -> None:
    """Raise `RenderingError` for texts that no cell of a spreadsheet can hold."""
    cells = [(each.name, cell) for each in sheets if each.table for row in each.table.rows for cell in row]
    place, wanted = Place(edition.stem), f"{LONGEST_CELL} at most fit a cell of a spreadsheet"
    faults = [
        place.fault(sheet, f"a text of {len(text_of(cell))} characters, '{text_of(cell)[:40]}…'", wanted)
        for sheet, cell in cells
        if len(text_of(cell)) > LONGEST_CELL
    ]
    if faults:
        raise RenderingError(faults)


# -- what the sheets have that are not of the brief's numbers ----------------------------------------------------------


def numbered_notes(edition: Edition) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """The notes of each table, and what describes each chart, with the marks that lead to them: [note 1]."""
    record, numbers = edition.record, count(1)
    said = {("table", name): each["notes"] for name, each in record.get("tables", {}).items()}
    said |= {("chart", name): [each["caption"], each["alternative"]] for name, each in record["charts"].items()}
    return {of: [(edition.word("note_mark", str(next(numbers))), note) for note in notes] for of, notes in said.items()}


def _marked(title: str, of: tuple[str, str], edition: Edition) -> str:
    """A title with the marks of the notes on what it is of."""
    return " ".join([title, *(mark for mark, _ in numbered_notes(edition)[of])])


def _notes(edition: Edition) -> Table:
    """The marks of cells, and the notes of tables."""
    rows: list[list[Cell]] = [[mark, meaning] for mark, meaning in meanings(edition).items()]
    rows += [[mark, note] for notes in numbered_notes(edition).values() for mark, note in notes]
    return Table(name=NOTES, head=[edition.word("mark"), edition.word("meaning")], rows=rows)


def _contents(sheets: list[Sheet], edition: Edition) -> Sheet:
    head = [edition.word("worksheet"), edition.word("title")]
    rows: list[list[Cell]] = [[Link(each.name, each.name), each.title] for each in sheets]
    lines: list[Cell] = [
        edition.word("contents_title"),
        edition.word("one_table"),
        Link(edition.word("cover"), edition.word("cover")),
    ]
    table = Table(name="contents.of.workbook", head=head, rows=rows)
    return Sheet(name=edition.word("contents"), lines=lines, table=table)


def _cover(edition: Edition) -> Sheet:
    """The cover: what the brief is, whose and of when, and how to read the workbook; one thing a line."""
    front, word = edition.front, edition.word
    said = {
        "publisher": front.publisher,
        "author": front.author,
        "date": front.date or edition.record["date"],
        "data_to": edition.period.text if edition.period else "",
        "next": front.next,
        "contact": front.contact,
        "licence": front.licence,
        "record": f"{edition.stem}.json, SHA-256 {edition.sha256}",
    }
    lines: list[Cell] = [edition.record["title"] or edition.stem, *filter(None, [front.subtitle])]
    lines += [f"{word(name)}: {text}" for name, text in said.items() if text]
    heading = len(lines)
    lines += [word("how_to_read"), word("read_tables").replace("{cell}", f"A{HEAD_ROW}")]
    lines += [word("read_numbers"), word("read_ranges"), word("read_marks")]
    lines += [Link(word("contents"), word("contents"))]
    return Sheet(name=word("cover"), lines=lines, headings=frozenset({0, heading}))
