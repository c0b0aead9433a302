"""What Typst leaves out of the tags of a print: headers of rows, the title's rank, and nothing where there is nothing.

(PDF 32000-1:2008, sections 14.8.4 and 14.8.5.7; ISO 14289-1:2014, sections 7.4 and 7.5.)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from statbrief.pages.seal.tagged_text import TaggedText, elements, held, kind

_DEEPEST = 6
_HEADINGS = {f"H{level}": level for level in range(1, _DEEPEST + 1)}
_CELLS = frozenset({"TD", "TH"})
_BODIES = frozenset({"TBody", "TFoot"})
_GROUPED = frozenset({"THead", "TBody"})


def mend_tags(pdf: pikepdf.Pdf, title: str, words: TaggedText) -> None:
    """Mend the structure of a document, in place; `title` is what it says that it is called."""
    _rank_title(title, words)
    _drop_empty_labels(each for _, each in words.elements)
    _fill_items(each for what, each in words.elements if what == "L")
    for number, table in enumerate(each for what, each in words.elements if what == "Table"):
        _head_groups(pdf, table)
        _head_rows(table, f"row{number}-")
    _list_identifiers(pdf.Root.StructTreeRoot)


def _rank_title(title: str, words: TaggedText) -> None:
    """A document's title is its first heading, as on screen, and the others stand below it."""
    found = _title(title, words)
    if found is None:
        return
    for what, each in words.elements:
        if level := _HEADINGS.get(what):
            each.S = Name(f"/H{min(level + 1, _DEEPEST)}")
    found.S = Name.H1


def _title(title: str, words: TaggedText) -> pikepdf.Object | None:
    """The title: what is tagged as one, else the paragraph before all headings that says the same."""
    for what, each in words.elements:
        if what == "Title":
            return each
        if what in _HEADINGS:
            return None
        if what == "P" and title and "".join(words.text(each).split()) == "".join(title.split()):
            return each
    return None


def _drop_empty_labels(items: Iterable[pikepdf.Object]) -> None:
    """An item of a list that shows no mark has no label."""
    for item in items:
        kids = held(item)
        kept = [kid for kid in kids if kind(kid) != "Lbl" or held(kid)]
        if len(kept) < len(kids):
            item.K = Array(kept)


def _fill_items(lists: Iterable[pikepdf.Object]) -> None:
    """An item that holds a list and nothing else holds it in the tree, too, where Typst has it beside an empty item."""
    for whole in lists:
        kept: list[pikepdf.Object] = []
        for kid in held(whole):
            body = _empty_body(kept[-1]) if kept and kind(kid) == "L" else None
            if body is None:
                kept.append(kid)
            else:
                kid.P = body
                body.K = Array([kid])
        whole.K = Array(kept)


def _empty_body(item: pikepdf.Object) -> pikepdf.Object | None:
    return next((each for each in held(item) if kind(each) == "LBody" and not held(each)), None)


def _head_groups(pdf: pikepdf.Pdf, table: pikepdf.Object) -> None:
    """What heads a group of rows stands in one body with them, and heads them beside the heads of their own columns.

    Typst has it in a body of its own, or among the heads of columns, headed by all of them, and each cell beneath it
    headed by that alone, and so by all columns as well. It is made the head of the first column from there on, and what
    is beside it is empty, so that nothing takes its row for one more row of heads.
    """
    rows = [row for row in elements(table) if kind(row) == "TR"]
    columns = _columns(rows[0]) if rows else []
    beneath = _heads_beneath(rows, columns)
    group, is_beneath = None, bool(beneath)
    for row in rows[1:]:
        cells = _cells(row)
        if _is_heading(cells, len(columns)):
            group = cells[0].ID
            _make_heading(pdf, row, cells[0], len(columns))
        elif group is not None or (beneath and kind(cells[0]) == "TD"):
            place, named = (1, beneath) if is_beneath else (0, columns)
            for cell in cells:
                heads = {bytes(each): each for each in (*named[place : place + _span(cell)], group) if each is not None}
                _of_table(cell).Headers = Array([*heads.values()])
                place += _span(cell)
        is_beneath = bool(cells) and not is_beneath and _spans_two_rows(cells[0])
    if group is not None:
        _join_bodies(table)


def _columns(row: pikepdf.Object) -> list[pikepdf.Object | None]:
    """What heads each column that a row of heads reaches over."""
    return [cell.get("/ID") for cell in _cells(row) for _ in range(_span(cell))]


def _spans_two_rows(cell: pikepdf.Object) -> bool:
    return int(_of_table(cell).get("/RowSpan", 1)) == 2  # noqa: PLR2004 -- as large print has them; see fitting.lua


def _heads_beneath(
    rows: Sequence[pikepdf.Object], columns: Sequence[pikepdf.Object | None]
) -> list[pikepdf.Object | None]:
    """What heads the columns of each second row, in a table whose rows stand in two beside their names."""
    many = len(rows) > 1 and bool(columns) and _spans_two_rows(_cells(rows[0])[0])
    return [columns[0], *_columns(rows[1])] if many else []


def _is_heading(cells: Sequence[pikepdf.Object], width: int) -> bool:
    """Whether these are the cells of a row that heads those beneath it: one header over all columns."""
    return len(cells) == 1 < width and kind(cells[0]) == "TH" and "/ID" in cells[0] and _span(cells[0]) == width


def _make_heading(pdf: pikepdf.Pdf, row: pikepdf.Object, cell: pikepdf.Object, width: int) -> None:
    said = _of_table(cell)
    said.Headers = Array()
    del said.ColSpan
    of_table = Dictionary(O=Name.Table, ColSpan=width - 1)
    beside = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.TD, P=row, A=Array([of_table])))
    row.K = Array([*held(row), beside])


def _join_bodies(table: pikepdf.Object) -> None:
    """Each row that heads others goes into the body that these are in, which follows."""
    kept: list[pikepdf.Object] = []
    waiting: list[pikepdf.Object] = []
    for part in held(table):
        heads = [row for row in held(part) if kind(row) == "TR" and _heads_rows(row)] if kind(part) in _GROUPED else []
        rest = held(part)[: len(held(part)) - len(heads)]
        if waiting and kind(part) == "TBody" and rest:
            for row in waiting:
                row.P = part
            part.K, waiting = Array([*waiting, *held(part)]), []
        elif heads:  # the last rows of the table's head, or all that a body has
            part.K, waiting = Array(rest), [*waiting, *heads]
        if rest or not heads:
            kept.append(part)
    table.K = Array(kept)


def _heads_rows(row: pikepdf.Object) -> bool:
    """Whether a row was made the heading of others: a header, and nothing beside it."""
    cells = _cells(row)
    return [kind(each) for each in cells] == ["TH", "TD"] and not held(cells[1])


def _cells(row: pikepdf.Object) -> list[pikepdf.Object]:
    return [kid for kid in held(row) if kind(kid) in _CELLS]


def _span(cell: pikepdf.Object) -> int:
    """How many columns a cell reaches over."""
    return int(_of_table(cell).get("/ColSpan", 1))


def _head_rows(table: pikepdf.Object, prefix: str) -> None:
    """The first cell of each row in the body heads the row; of several rows, where it spans them.

    A row that is the only one needs nothing to be told from others.
    """
    rows = list(_rows(table))
    header, spanned = "", 0
    for number, row in enumerate(rows if len(rows) > 1 else []):
        cells = _cells(row)
        spanned -= 1
        if spanned <= 0:
            header, spanned = "", 1
            if len(cells) > 1 and kind(cells[0]) == "TD" and held(cells[0]):
                first = cells.pop(0)
                header, spanned = f"{prefix}{number}", int(_of_table(first).get("/RowSpan", 1))
                _make_header(first, header)
        for cell in cells:
            if header and kind(cell) == "TD":
                said = _of_table(cell)
                said.Headers = Array([*said.get("/Headers", Array()), String(header)])


def _make_header(cell: pikepdf.Object, name: str) -> None:
    cell.S = Name.TH
    cell.ID = String(name)
    _of_table(cell).Scope = Name.Row


def _rows(table: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The rows of a table's body, or of its bodies."""
    for kid in held(table):
        if kind(kid) in _BODIES:
            yield from (row for row in held(kid) if kind(row) == "TR")


def _of_table(cell: pikepdf.Object) -> pikepdf.Object:
    """What a cell says of its place in the table; what is written there is the cell's own."""
    attributes = cell.get("/A", Array())
    if not isinstance(attributes, Array):
        attributes = Array([attributes])
    cell.A = attributes
    for each in cell.A:
        if isinstance(each, Dictionary) and each.get("/O") == Name("/Table"):
            return each
    made = Dictionary(O=Name.Table)
    cell.A.append(made)
    return made


def _list_identifiers(root: pikepdf.Object) -> None:
    """The list in which elements are found by their identifiers has all of them, in order."""
    named = sorted(((bytes(each.ID), each) for each in elements(root) if "/ID" in each), key=lambda each: each[0])
    if named:
        root.IDTree = Dictionary(Names=Array([part for name, each in named for part in (String(name), each)]))
