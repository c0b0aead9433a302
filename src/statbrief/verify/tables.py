"""Tables of a record: that their rows and cells fit the figures, names and periods that they are, and pages show them.

What a cell says is a text of its figure, which is read back as all texts are; here it is held that it stands in its
place: in the table's row, under its column, and nothing else there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from statbrief.arithmetic import kinds
from statbrief.languages.origin_line import sizes_told
from statbrief.record.cells import EMPTY, keys_of, mark_of
from statbrief.record.figure_types import PublishedFigure
from statbrief.record.record_types import CellsRecord, PublishedRecord, WithheldRecord
from statbrief.record.table_data import file_of, name_of
from statbrief.verify.answers import answers_of, is_same, said_alone, words_of
from statbrief.verify.forms import problem_of
from statbrief.verify.number_signs import UnknownLanguageError, speech
from statbrief.verify.readable import Wrong, as_typed, short
from statbrief.verify.revised import marked_in

_SIGNED = (kinds.DIFFERENCE, kinds.POINTS, kinds.CHANGE)
_PLUS = "+"
_DIGITS = "123456789"
_NOT_SAID = "none of its texts in the record says that"


def tables_of(record: PublishedRecord) -> Mapping[str, CellsRecord]:
    """The tables of a record; none of one that was made before there were any."""
    return record.get("tables", {})


def table_of(record: PublishedRecord, cell: str) -> str:
    """The table that a figure or an answer stands in; nothing of others."""
    name, dot, _ = cell.partition(".")
    return name if dot and name in tables_of(record) else ""


def ill_tabled(record: PublishedRecord) -> Iterator[Wrong]:
    """Where tables do not fit the rest of the record."""
    known = record["figures"].keys() | answers_of(record).keys() | record["datasets"].keys()
    others = known - {name for name, each in record["datasets"].items() if "query" in each}  # called like its table
    cells: set[str] = set()
    for name, table in tables_of(record).items():
        what = f"table {name}"
        if name in others:
            yield what, "is something else of the record too", ""
        for each in dict.fromkeys(table["inputs"]):
            if each not in known:
                yield what, f"its input {short(each)} is nothing of the record", ""
        yield from _ill_withheld(name, table)
        if problem := _misshapen(table):
            yield what, problem, ""
        else:
            cells.update(cell for row in table["names"] for cell in _cells(name, table, row))
            yield from _ill_said(record, name, table)
    for each in (*record["figures"], *answers_of(record)):
        if "." in each and each not in cells:
            yield f"figure {short(each)}", "stands in no table of the record", ""


def ill_attached(record: PublishedRecord) -> Iterator[Wrong]:
    """Where a table has not one file inside that is its data, or a file that is called so is another."""
    attached = record["attached"]
    names = {file(table): table for table in tables_of(record) for file in (name_of, file_of)}
    for name, each in attached.items():
        table = names.get(name) or names.get(each["file"])
        if table and each.get("table") != table:
            yield f"file {name}", f"is called as the data of table {table} are, and is not said to be that", ""
    for table in tables_of(record):
        found = [name for name, each in attached.items() if each.get("table") == table]
        if found != [name_of(table)] or attached[found[0]]["file"] != file_of(table):
            told = ", ".join(f"{short(each)} ({short(attached[each]['file'])})" for each in found)
            yield f"table {table}", f"has {told or 'no file'} as its data", f"{name_of(table)} ({file_of(table)}) alone"


def _ill_withheld(name: str, table: CellsRecord) -> Iterator[Wrong]:
    """Where what is said of empty cells is said of others, of no data, or in no note of the table."""
    cells = {f"{name}.{row}.{column}" for row in table["names"] for column in table["columns"]}
    for cell, why in table.get("withheld", {}).items():
        mark, label = mark_of(why["text"]), why.get("called", why["label"])
        if cell not in cells:
            yield f"table {name}", f"{short(cell)} is withheld, and no cell of it", ""
        elif why["cell"]["dataset"] not in table["inputs"]:
            yield f"table {name}", f"its cell {short(cell)} is withheld for data that it is not given", ""
        elif not any(each.startswith(f"{mark} ") and label in each for each in table["notes"]):
            yield f"table {name}", f"its cell {short(cell)} is withheld", f"a note says {short(f'{mark} {label}')}"


def _ill_said(record: PublishedRecord, name: str, table: CellsRecord) -> Iterator[Wrong]:
    """Where a cell says something else than what it is."""
    for row, texts in zip(table["names"], table["rows"], strict=True):
        for place, (cell, text) in enumerate(zip(_cells(name, table, row), texts, strict=True)):
            why = table.get("withheld", {}).get(cell)
            wanted = (
                _wrong_mark(record, cell, text, why)
                if why
                else _wrong_text(record, cell, text, is_own=place < len(table["levels"]))
            )
            if wanted:
                yield f"table {name}", f"its cell {short(cell)} says {short(text)}", wanted


def _misshapen(table: CellsRecord) -> str:
    """What is wrong with a table's form; nothing where it has one."""
    width = len(table["levels"]) + len(table["columns"])
    if len(table["head"]) != width or any(len(row) != width for row in table["rows"]):
        return f"has rows or a head of other than {width} cells"
    if len(table["names"]) != len(table["rows"]) or len(set(table["names"])) != len(table["names"]):
        return "has not one name for each row"
    if not table["levels"] or [each for each in table["names"] if each in {*table["ranked"]}] != table["ranked"]:
        return "has ranks of rows that it has not, or in another order"
    return ""


def _cells(name: str, table: CellsRecord, row: str) -> list[str]:
    """What the cells of a row are called."""
    start = f"{name}.{row}"
    return [*keys_of(start, table["levels"]), *(f"{start}.{column}" for column in table["columns"])]


def _wrong_mark(record: PublishedRecord, cell: str, text: str, why: WithheldRecord) -> str:
    """What an empty cell should say for which the data give a reason."""
    if cell in record["figures"] or cell in answers_of(record):
        return "it is withheld, and the record has what it is"
    return "" if text == (mark := mark_of(why["text"])) else f"it is withheld, {short(mark)}"


def _wrong_text(record: PublishedRecord, cell: str, text: str, *, is_own: bool) -> str:
    """What a cell should say, where it says something else."""
    if (answer := answers_of(record).get(cell)) is not None:
        said = said_alone(answer)
        return "" if text in said else f"it is {short(said[0])}"
    figure = record["figures"].get(cell)
    if figure is None:
        # a row that is called by the table's own words, a total as it may be, has no name of the data
        return "" if is_own or text == EMPTY else "there is nothing of the record"
    return _wrong_number(record, cell, figure, text)


def _wrong_number(record: PublishedRecord, cell: str, figure: PublishedFigure, text: str) -> str:
    """What a cell of a number should say, with its mark and its sign."""
    mark = _mark(record["lang"])
    if text.startswith(mark) != (cell in marked_in(record)):
        return "it is " + ("" if cell in marked_in(record) else "not ") + "marked as revised"
    text = text.removeprefix(mark)
    is_above = figure["kind"] in _SIGNED and figure["value"] > 0 and any(each in _DIGITS for each in text)
    if is_above != text.startswith(_PLUS):
        return "its sign is another"
    bare = text.removeprefix(_PLUS)
    texts = figure["texts"]
    if bare in texts.values():
        return ""
    if figure["kind"] == kinds.POINTS:
        return "" if bare and any(each.startswith(f"{bare} ") for each in texts.values()) else _NOT_SAID
    # a column has digits where prose says millions
    judged = (form for form in texts if form.startswith("value"))
    return "" if any(not problem_of(figure, form, bare, record["lang"]) for form in judged) else _NOT_SAID


def has_cell(record: PublishedRecord, table: CellsRecord, number: str) -> bool:
    """Whether a number is a cell of a table, whatever mark and sign stand before it."""
    before = ("", _mark(record["lang"]))
    texts = {f"{mark}{sign}{number}" for mark in before for sign in ("", _PLUS)}
    return any(not texts.isdisjoint(row) for row in table["rows"])


def _mark(lang: str) -> str:
    """What stands before a number that was revised; a blank in an unknown language, which is said elsewhere."""
    try:
        return f"{speech(lang).words.phrases.table['revised_mark']} "
    except UnknownLanguageError:
        return " "


def shows_row(record: PublishedRecord, cell: str, cells: Sequence[str]) -> bool:
    """Whether the row of a page in which a cell stands is one of its table, and not of the table of origins."""
    row = _row_of(record, cell)
    return bool(row) and bool(cells) and len(cells) == len(row) and is_same(cells[0], row[0])


def wrong_cells(record: PublishedRecord, cell: str, cells: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Where the row of a page in which a cell stands says something else than the record's table."""
    for shown, known in zip(cells, _row_of(record, cell), strict=True):
        if as_typed(shown) != as_typed(known) and not (is_same(shown, known) and shown[:1].isalpha()):
            yield f"its row in the table says {short(shown)}", f"the record has {short(known)}"


def misheaded(
    record: PublishedRecord, text: Sequence[str], rows: Iterable[tuple[str, Sequence[str]]]
) -> Iterator[Wrong]:
    """Where a page shows rows of a table, and not its head or a note; `text` and `rows` are those of the page."""
    shown = dict.fromkeys(table_of(record, name) for name, cells in rows if shows_row(record, name, cells))
    said = {words_of(piece) for piece in text} if shown else set()
    for name in shown:
        head = " | ".join(tables_of(record)[name]["head"])
        if words_of(head) not in said:
            yield f"table {name}", "no row of the page is its head", f"the record has {short(head)}"
        for note in tables_of(record)[name]["notes"]:
            if words_of(note) and words_of(note) not in said:
                yield f"table {name}", "no text of the page is a note of it", f"the record has {short(note)}"


def _row_of(record: PublishedRecord, cell: str) -> list[str]:
    table = tables_of(record).get(cell.partition(".")[0])
    row = cell.split(".")[1] if "." in cell else ""
    return table["rows"][table["names"].index(row)] if table and row in table["names"] and not _misshapen(table) else []


def wrong_row(table: CellsRecord, cells: tuple[str, str, str], lang: str) -> Iterator[tuple[str, str]]:
    """Where a table's row of origins says something else; `cells` are its label, its size and its range."""
    label, size, reach = cells
    if not is_same(label, table["caption"]):
        yield f"its row is called {short(label)}", f"the record has {short(table['caption'])}"
    known = sizes_told(len(table["rows"]), len(table["columns"]), lang)
    if size not in known:
        yield f"its row says {short(size)}", f"the record has {known[-1]}"
    if reach:
        yield f"its row has the range {short(reach)}", "a table has none"
