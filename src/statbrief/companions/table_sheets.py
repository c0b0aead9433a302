"""The sheets of a brief's tables: each as it is shown, and the numbers of its cells with their ranges."""

from __future__ import annotations

from collections.abc import Iterator

from statbrief.companions.book import Cell, Number, Table, distinct
from statbrief.companions.edition import Edition
from statbrief.companions.figure_sheets import numbers_of, unit_of
from statbrief.companions.marks import NOT_APPLICABLE, REVISED, of_empty, reason_of
from statbrief.companions.number_format import format_of
from statbrief.companions.range_names import DATA, TABLE, Of, range_name
from statbrief.record.cells import first_cell
from statbrief.record.record_types import CellsRecord

LOW, HIGH = "low", "high"


def of_table(name: str, edition: Edition) -> Table:
    """A table as the brief shows it, its numbers as numbers; a last column names what was revised, if anything was."""
    table = edition.record["tables"][name]
    head, rows = list(table["head"]), [_row(name, place, table, edition) for place in range(len(table["rows"]))]
    revised = [_revised(name, row, table, edition) for row in table["names"]]
    if any(revised):
        head.append(edition.word("notes"))
        rows = [[*row, said or NOT_APPLICABLE] for row, said in zip(rows, revised, strict=True)]
    return Table(name=range_name(Of(TABLE, name), edition), head=distinct(head, edition.word("item")), rows=rows)


def _row(name: str, place: int, table: CellsRecord, edition: Edition) -> list[Cell]:
    texts, row = table["rows"][place], table["names"][place]
    keys = len(texts) - len(table["columns"])
    cells = [
        shown_cell(f"{name}.{row}.{column}", text, table, edition)
        for column, text in zip(table["columns"], texts[keys:], strict=True)
    ]
    return [*(each or NOT_APPLICABLE for each in texts[:keys]), *cells]


def shown_cell(cell: str, text: str, table: CellsRecord, edition: Edition) -> Cell:
    """A cell of a table: its number, shown as its text; a name's text; the mark of what is empty."""
    figure = edition.record["figures"].get(cell)
    if figure is not None:
        return Number(figure["value"], format_of(figure["value"], text))
    return text if cell in edition.record.get("answers", {}) else of_empty(cell, table)


def _revised(name: str, row: str, table: CellsRecord, edition: Edition) -> str:
    """What is said of a row's cells that the last edition had otherwise: their columns."""
    revisions = edition.record.get("revisions")
    marked = revisions["marked"] if revisions else []
    heads = table["head"][first_cell(table) :]
    of_row = [head for head, each in zip(heads, table["columns"], strict=True) if f"{name}.{row}.{each}" in marked]
    return f"{REVISED} {', '.join(of_row)}" if of_row else ""


def of_data(name: str, edition: Edition) -> Table:
    """The numbers of a table with their ranges, units and periods, and why cells have none; each row by its name.

    They are what the file of the table's data inside the pages has, under the heads that readers know.
    """
    table = edition.record["tables"][name]
    keys = first_cell(table)
    head = [edition.word("name"), *table["head"][:keys]]
    columns: list[list[Cell]] = [list(table["names"]), *_keys(table, keys)]
    for place, column in enumerate(table["columns"], start=keys):
        for part, cells in _parts(name, column, edition):
            head.append(f"{table['head'][place]}, {part.lower()}" if part else table["head"][place])
            columns.append(cells)
    rows = list(zip(*columns, strict=True))
    return Table(name=range_name(Of(DATA, name), edition), head=distinct(head, edition.word("item")), rows=rows)


def _keys(table: CellsRecord, keys: int) -> list[list[Cell]]:
    return [[row[place] or NOT_APPLICABLE for row in table["rows"]] for place in range(keys)]


def _parts(name: str, column: str, edition: Edition) -> Iterator[tuple[str, list[Cell]]]:
    """What stands of a column side by side: of numbers all that is known of them, of names the names."""
    record = edition.record
    table, figures = record["tables"][name], record["figures"]
    cells = [f"{name}.{row}.{column}" for row in table["names"]]
    if not any(cell in figures for cell in cells):
        place = first_cell(table) + table["columns"].index(column)
        texts = [row[place] for row in table["rows"]]
        yield "", [shown_cell(cell, text, table, edition) for cell, text in zip(cells, texts, strict=True)]
    else:
        told = [_told(cell, table, edition) for cell in cells]
        named = ("", *(edition.word(each) for each in (LOW, HIGH, "unit")), edition.heading("period"))
        yield from ((part, [each[place] for each in told]) for place, part in enumerate(named))
    missing = [reason_of(cell, table, figures) for cell in cells]
    if any(missing):
        yield edition.word("missing"), [each or NOT_APPLICABLE for each in missing]


def _told(cell: str, table: CellsRecord, edition: Edition) -> list[Cell]:
    """A cell's number, the ends of its range, its unit and its period."""
    figure = edition.record["figures"].get(cell)
    if figure is None:
        return [*[of_empty(cell, table)] * 3, NOT_APPLICABLE, NOT_APPLICABLE]
    said = " ".join(figure["texts"].values())
    return [*numbers_of(figure, said, ""), unit_of(figure, edition), figure["period"] or NOT_APPLICABLE]
