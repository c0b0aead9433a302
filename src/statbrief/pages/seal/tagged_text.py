"""What a tagged print says, element by element, and where on its pages: as its tags have it, and PDFium reads it.

A page's text is cut up by the numbers of its marked content, which the elements of the structure hold (PDF
32000-1:2008, sections 14.6 to 14.8).
"""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from pikepdf import Array, Dictionary

INLINE = frozenset({"Link", "Span", "Em", "Strong", "Reference", "Code", "Quote", "Datetime"})
"""Kinds that stand within a line; before and after others is a space."""
_HYPHENS = {2: "-", 0xFFFE: "-"}  # as PDFium marks a hyphen at the end of a line

Place = tuple[int, int]
"""A page, the first is 0, and the number of a piece of marked content on it."""


@dataclass
class Box:
    """What lies around something on a page, in points from its lower left corner."""

    left: float = float("inf")
    bottom: float = float("inf")
    right: float = float("-inf")
    top: float = float("-inf")

    @property
    def area(self) -> float:
        """How much it covers."""
        return (self.right - self.left) * (self.top - self.bottom)

    def around(self, other: Box) -> None:
        """Reach around one more."""
        self.reach(other.left, other.bottom, other.right, other.top)

    def reach(self, left: float, bottom: float, right: float, top: float) -> None:
        """The same, by its sides; it is asked of each letter."""
        self.left, self.bottom = min(self.left, left), min(self.bottom, bottom)
        self.right, self.top = max(self.right, right), max(self.top, top)


@dataclass
class Marked:
    """A piece of marked content: its text, and the box around its letters."""

    text: str = ""
    box: Box = field(default_factory=Box)


class TaggedText:
    """The text of a PDF's elements, as its structure was first; `pdf` and `content` are the same document.

    `elements` are all of them, each with its kind, in the order of reading.
    """

    def __init__(self, pdf: pikepdf.Pdf, content: bytes) -> None:
        self._pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        self._marked = dict(_marked(content))
        self._known: dict[tuple[Place, int], list[tuple[Any, int]]] = {}
        self.elements = [(kind(each), each) for each in elements(pdf.Root.StructTreeRoot)]

    def page(self, page: pikepdf.Object) -> int:
        """The number of a page, from 0; -1 when it is none of the document's."""
        return self._pages.get(page.objgen, -1)

    def text(self, element: pikepdf.Object) -> str:
        """What is read aloud, words with one space between them; an address that is broken into lines is whole."""
        return " ".join(_whole("".join(self._flow(element, -1))).split())

    def boxes(self, element: pikepdf.Object) -> Mapping[int, Box]:
        """The box around its letters on each page on which it has some."""
        boxes: dict[int, Box] = {}
        for place in self._places(element, -1):
            if place in self._marked:
                boxes.setdefault(place[0], Box()).around(self._marked[place].box)
        return boxes

    def pages(self, element: pikepdf.Object) -> set[int]:
        """The pages on which it shows something, letters or not."""
        return {page for page, _ in self._places(element, -1)}

    def _flow(self, element: pikepdf.Object, page: int) -> Iterator[str]:
        for kid, at in self._kids(element, page):
            if isinstance(kid, int):
                yield self._marked.get((at, kid), Marked()).text
            elif kind(kid) in INLINE:
                text = "".join(self._flow(kid, at))
                yield next((each for each in addresses(kid) if each == "".join(text.split())), text)
            else:
                yield from (" ", *self._flow(kid, at), " ")

    def _places(self, element: pikepdf.Object, page: int) -> Iterator[Place]:
        for kid, at in self._kids(element, page):
            if isinstance(kid, int):
                yield at, kid
            else:
                yield from self._places(kid, at)

    def _kids(self, element: pikepdf.Object, page: int) -> list[tuple[Any, int]]:
        """Elements and numbers of marked content that an element holds, each with its page where that is known.

        A note is not part of what it is a note to, though it is held there: it stands elsewhere.
        """
        key = element.objgen, page
        if key not in self._known or not element.is_indirect:
            self._known[key] = list(self._found(element, page))
        return self._known[key]

    def _found(self, element: pikepdf.Object, page: int) -> Iterator[tuple[Any, int]]:
        """As `_kids`."""
        page = self.page(element.Pg) if "/Pg" in element else page
        for kid in held(element):
            if isinstance(kid, int):
                yield kid, page
            elif kid.get("/Type") == "/MCR":
                yield int(kid.MCID), self.page(kid.Pg) if "/Pg" in kid else page
            elif kind(kid) not in {"", "Note"}:
                yield kid, page


def held(element: pikepdf.Object) -> list[Any]:
    """What an element holds, elements and numbers of marked content: PDF writes one, many, or nothing at all."""
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, Array) else [kids]


def kind(kid: object) -> str:
    """What an element is (`TR`, `H1` …); nothing where something is none."""
    return str(kid.S)[1:] if isinstance(kid, Dictionary) and "/S" in kid else ""


def elements(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The elements below one, or below the root of the structure, in the order of reading."""
    for kid in held(element):
        if kind(kid):
            yield kid
            yield from elements(kid)


def links(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The annotations of a link, one for each of its parts."""
    for kid in held(element):
        if isinstance(kid, Dictionary) and kid.get("/Type") == "/OBJR":
            yield kid.Obj


def addresses(element: pikepdf.Object) -> Iterator[str]:
    """The addresses outside the document that a link leads to."""
    for link in links(element):
        if "/URI" in link.get("/A", Dictionary()):
            yield str(link.A.URI)


def _marked(content: bytes) -> Iterator[tuple[Place, Marked]]:
    document = pypdfium2.PdfDocument(content)
    try:
        for number in range(len(document)):
            page = document[number]
            words = page.get_textpage()
            found = _of_page(words)
            words.close()
            page.close()
            yield from (((number, mark), each) for mark, each in found.items())
    finally:
        document.close()


def _of_page(words: pypdfium2.PdfTextPage) -> dict[int, Marked]:
    """The marked content of a page by its number. The spaces between lines belong to what stands before them."""
    found: defaultdict[int, Marked] = defaultdict(Marked)
    last, page = Marked(), words.raw
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for index in range(words.count_chars()):
        code = pdfium.FPDFText_GetUnicode(page, index)
        if drawn := pdfium.FPDFText_GetTextObject(page, index):
            last = found[pdfium.FPDFPageObj_GetMarkedContentID(drawn)]
            pdfium.FPDFText_GetCharBox(page, index, left, right, bottom, top)
            last.box.reach(left.value, bottom.value, right.value, top.value)
        last.text += _HYPHENS.get(code) or chr(code)
    return found


def _whole(text: str) -> str:
    r"""A text whose letters beyond the first 65,536 are one each, and not, as PDF writes them, two halves.

    >>> _whole("\ud835\udc65 + 1") == "\U0001d465 + 1"
    True
    """
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
