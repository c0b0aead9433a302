"""What Typst leaves out of the tags of a print: headers of rows, the title's rank, and nothing where there is nothing.

(PDF 32000-1:2008, sections 14.8.4 and 14.8.5.7; ISO 14289-1:2014, sections 7.4 and 7.5.)
"""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from statbrief.pages.seal.tagged_text import TaggedText, elements, held, kind

_DEEPEST = 6
_HEADINGS = {f"H{level}": level for level in range(1, _DEEPEST + 1)}
_CELLS = frozenset({"TD", "TH"})
_BODIES = frozenset({"TBody", "TFoot"})


def mend_tags(root: pikepdf.Object, title: str, words: TaggedText) -> None:
    """Mend what is below the root of a structure, in place; `title` is what the document says that it is called."""
    _rank_title(root, title, words)
    _drop_empty_labels(root)
    for number, table in enumerate(each for each in elements(root) if kind(each) == "Table"):
        _head_rows(table, f"row{number}-")
    _list_identifiers(root)


def _rank_title(root: pikepdf.Object, title: str, words: TaggedText) -> None:
    """A document's title is its first heading, as on screen, and the others stand below it."""
    found = _title(root, title, words)
    if found is None:
        return
    for each in elements(root):
        if level := _HEADINGS.get(kind(each)):
            each.S = Name(f"/H{min(level + 1, _DEEPEST)}")
    found.S = Name.H1


def _title(root: pikepdf.Object, title: str, words: TaggedText) -> pikepdf.Object | None:
    """The title: what is tagged as one, else the paragraph before all headings that says the same."""
    for each in elements(root):
        if kind(each) == "Title":
            return each
        if kind(each) in _HEADINGS:
            return None
        if kind(each) == "P" and title and "".join(words.text(each).split()) == "".join(title.split()):
            return each
    return None


def _drop_empty_labels(root: pikepdf.Object) -> None:
    """An item of a list that shows no mark has no label."""
    for item in list(elements(root)):
        kids = held(item)
        kept = [kid for kid in kids if kind(kid) != "Lbl" or held(kid)]
        if len(kept) < len(kids):
            item.K = Array(kept)


def _head_rows(table: pikepdf.Object, prefix: str) -> None:
    """The first cell of each row in the body heads the row; of several rows, where it spans them.

    A row that is the only one needs nothing to be told from others.
    """
    rows = list(_rows(table))
    header, spanned = "", 0
    for number, row in enumerate(rows if len(rows) > 1 else []):
        cells = [kid for kid in held(row) if kind(kid) in _CELLS]
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
