"""A tagged PDF as assistive technology reads it: the tree of its structure, and what each part of it holds."""

import ctypes
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

INLINE = frozenset({"Link", "Span", "Em", "Strong", "Reference", "Code", "Quote"})
"""Kinds that stand within a line; the others start a new one."""


@dataclass
class Piece:
    """A run of text or a drawing that is marked as one: its page (the first is 0) and its text.

    In points: the size of its smallest letters, and the box around it.
    """

    page: int
    text: str = ""
    size: float = float("inf")
    bottom: float = float("inf")
    top: float = 0
    left: float = float("inf")
    right: float = 0

    def add(self, box: tuple[float, float, float, float]) -> None:
        """Reach around one more box: left, bottom, right and top."""
        self.left, self.bottom = min(self.left, box[0]), min(self.bottom, box[1])
        self.right, self.top = max(self.right, box[2]), max(self.top, box[3])


@dataclass
class Element:
    """One element of the structure: its kind (`P`, `Table` …), what it says of itself, and what it holds."""

    kind: str
    says: Mapping[str, str] = field(default_factory=dict)
    holds: "list[Element | Piece]" = field(default_factory=list)

    def all(self, *kinds: str) -> "Iterator[Element]":
        """The element and those inside it, of these kinds or of any, in the order of reading."""
        if not kinds or self.kind in kinds:
            yield self
        for each in self.holds:
            if isinstance(each, Element):
                yield from each.all(*kinds)

    def pieces(self, *, without: tuple[str, ...] = ()) -> Iterator[Piece]:
        """What it shows, in the order of reading, without what elements of some kinds show."""
        for each in self.holds:
            if isinstance(each, Piece):
                yield each
            elif each.kind not in without:
                yield from each.pieces(without=without)

    def text(self, *, without: tuple[str, ...] = ()) -> str:
        """What is read aloud, words with one space between them, without what elements of some kinds say."""
        return " ".join("".join(self._flow(without)).split())

    def _flow(self, without: tuple[str, ...]) -> Iterator[str]:
        for each in self.holds:
            if isinstance(each, Piece):
                yield each.text
            elif each.kind in INLINE:
                yield from each._flow(without)  # noqa: SLF001 -- an element like this one
            elif each.kind not in without:
                yield from (" ", *each._flow(without), " ")  # noqa: SLF001 -- an element like this one

    def pages(self) -> set[int]:
        """The pages on which it stands."""
        return {piece.page for piece in self.pieces()}


@dataclass(frozen=True)
class Print:
    """A PDF: its structure, its pieces in the order in which they are drawn, and the unmarked text of each page."""

    structure: Element
    drawn: list[Piece]
    outside: list[Piece]


Marked = dict[tuple[int, int], Piece]
"""The pieces by page and number."""


def closed(text: str) -> str:
    """A text without white space: whether a line ends with a space or without is the paper's affair."""
    return "".join(text.split())


def read_print(file: Path) -> Print:
    """The structure of the PDF in `file`, with what it holds."""
    marked, outside = _pieces(file)
    with pikepdf.open(file) as document:
        numbers = {page.objgen: number for number, page in enumerate(document.pages)}
        top = list(_held(document.Root["/StructTreeRoot"], None, numbers, marked))
    return Print(Element("StructTreeRoot", {}, top), list(marked.values()), outside)


def _held(
    parent: pikepdf.Object,
    page: int | None,
    numbers: Mapping[Any, int],
    marked: Marked,
) -> Iterator[Element | Piece]:
    """What a node of the structure holds; a number is a piece of `page`, or of the page that stands beside it."""
    for kid in _each(parent.get("/K")):
        if isinstance(kid, int):
            assert page is not None
            yield marked.get((page, kid), Piece(page))
            continue
        at = numbers[kid["/Pg"].objgen] if "/Pg" in kid else page
        if kid.get("/Type") == "/MCR":
            assert at is not None
            yield marked.get((at, int(kid["/MCID"])), Piece(at))
        elif "/S" in kid:
            yield Element(str(kid["/S"])[1:], _said(kid), list(_held(kid, at, numbers, marked)))


def _said(element: pikepdf.Object) -> dict[str, str]:
    """An element's own entries, and those of its attributes (`Scope`, `Headers` …), as text."""
    said = {key[1:]: str(element[key]) for key in ("/Alt", "/ActualText", "/Lang", "/ID", "/T") if key in element}
    for noted in _each(element.get("/K")):
        if isinstance(noted, pikepdf.Dictionary) and noted.get("/Type") == "/OBJR":  # what a link says of itself
            said["Contents"] = str(noted["/Obj"].get("/Contents", ""))
    for attributes in _each(element.get("/A")):
        for key, value in attributes.items():
            said[key[1:]] = " ".join(map(str, value)) if isinstance(value, pikepdf.Array) else str(value).lstrip("/")
    return said


def _each(value: Any) -> list[Any]:  # noqa: ANN401 -- pikepdf gives numbers, names, arrays and dictionaries
    """What PDF writes as one value, as many in an array, or not at all."""
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def _pieces(file: Path) -> tuple[Marked, list[Piece]]:
    """The marked pieces by page and number, as they are drawn; and what is unmarked, a piece for each page."""
    marked: Marked = {}
    outside = []
    with pypdfium2.PdfDocument(file) as document:
        for number, page in enumerate(document):
            outside.append(Piece(number))
            letters = page.get_textpage()
            for drawn in page.get_objects(max_depth=1):
                mark = pdfium.FPDFPageObj_GetMarkedContentID(drawn.raw)
                piece = marked.setdefault((number, mark), Piece(number)) if mark >= 0 else outside[-1]
                piece.add(drawn.get_bounds())
                _read(drawn.raw, letters, piece)
            letters.close()
            page.close()
    return marked, outside


def _read(drawn: pdfium.FPDF_PAGEOBJECT, letters: pypdfium2.PdfTextPage, piece: Piece, scale: float = 1) -> None:
    """Add the text of an object of a page, and of the objects in it, to a piece."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(drawn, matrix)
    scale *= math.hypot(matrix.b, matrix.d)
    if pdfium.FPDFPageObj_GetType(drawn) == pdfium.FPDF_PAGEOBJ_FORM:
        for index in range(pdfium.FPDFFormObj_CountObjects(drawn)):
            _read(pdfium.FPDFFormObj_GetObject(drawn, index), letters, piece, scale)
    elif pdfium.FPDFPageObj_GetType(drawn) == pdfium.FPDF_PAGEOBJ_TEXT:
        size = ctypes.c_float()
        pdfium.FPDFTextObj_GetFontSize(drawn, size)
        piece.size = min(piece.size, size.value * scale)
        length = pdfium.FPDFTextObj_GetText(drawn, letters.raw, None, 0)
        buffer = ctypes.create_string_buffer(length)
        pdfium.FPDFTextObj_GetText(drawn, letters.raw, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
        piece.text += buffer.raw.decode("utf-16-le").rstrip("\0")
