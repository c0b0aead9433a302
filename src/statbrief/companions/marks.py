"""What stands in a cell without a number: marks in square brackets, as official statistics have them.

Source: the Analysis Function's guidance on releasing statistics in spreadsheets (shorthand such as [x], [z] and [r],
the marks of the data themselves, and numbered notes; no empty cell that nothing explains).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from statbrief.companions.edition import Edition
from statbrief.record.cells import EMPTY, mark_of
from statbrief.record.figure_types import FigureRecord
from statbrief.record.published import is_rounding_known
from statbrief.record.record_types import CellsRecord
from statbrief.record.table_data import missing_of

NO_VALUE, NOT_APPLICABLE, NO_RANGE, REVISED = "[x]", "[z]", "[u]", "[r]"
"""There is no value; it does not apply, as an end that is open; nobody knows it; the last edition had another."""


def of_empty(cell: str, table: CellsRecord) -> str:
    """What stands in an empty cell of a table: the mark of the data, else that there is no value."""
    why = table.get("withheld", {}).get(cell)
    mark = mark_of(why["text"]) if why else EMPTY
    return NO_VALUE if mark == EMPTY else f"[{mark}]"


def of_open(figure: FigureRecord) -> str:
    """What stands in the place of an end of a figure's range that has no number."""
    return NOT_APPLICABLE if is_rounding_known(figure) else NO_RANGE


def marks_of_data(edition: Edition) -> frozenset[str]:
    """What stands in shown cells for which the data have a reason to have no number."""
    tables = edition.record.get("tables", {}).values()
    return frozenset(mark_of(why["text"]) for table in tables for why in table.get("withheld", {}).values()) - {EMPTY}


def reason_of(cell: str, table: CellsRecord, figures: Mapping[str, FigureRecord]) -> str:
    """Why a cell has no number, in the record's language, or the rows that its number leaves out."""
    why = table.get("withheld", {}).get(cell)
    return why.get("called", why["label"]) if why else missing_of(cell, table, figures)


def meanings(edition: Edition) -> dict[str, str]:
    """All marks and what they mean, in the edition's language; where data have one of these marks, both meanings."""
    said: dict[str, dict[str, None]] = {
        NO_VALUE: {edition.word("no_value"): None},
        NOT_APPLICABLE: {edition.word("no_end"): None},
        NO_RANGE: {edition.word("no_range"): None},
    }
    if _revised(edition):
        said[REVISED] = {edition.word("revised"): None}
    for mark, meaning in _of_data(edition.record.get("tables", {})):
        said.setdefault(mark, {})[meaning] = None
    return {mark: " ".join(each) for mark, each in said.items()}


def _revised(edition: Edition) -> bool:
    revisions = edition.record.get("revisions")
    return bool(revisions and revisions["marked"])


def _of_data(tables: Mapping[str, CellsRecord]) -> Iterator[tuple[str, str]]:
    for table in tables.values():
        for cell, why in table.get("withheld", {}).items():
            said = why.get("called", why["label"])
            yield of_empty(cell, table), f"{said[:1].upper()}{said[1:].rstrip('.')}."
