"""What the links of a print say: their own words, and those of what they lead to.

Typst describes a link within the document by its page (typst issue 8877), and some screen readers speak that instead of
the link: "page 2" for a number. So a link to a row says the row, as pointing at it does on the web page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, NameTree, String

from statbrief.languages.origin_line import has_ends, heads_ends, range_told
from statbrief.pages.seal.tagged_text import Box, TaggedText, elements, held, kind, links

LONGEST = 240
"""Characters of what a link leads to; a row or a source has fewer, a paragraph may have more."""
_ABOVE = 10
"""Typst lets a link lead to so many points above its place, that the line there is in sight."""
_AWAY = 16
"""Points between a place and what stands there, at most."""
_KINDS = frozenset({"TR", "P", "LI", "Caption", "Figure", "Table", "Note", "Title", *(f"H{n}" for n in range(1, 7))})
_SLIGHT = 0.05
_DRAWN = frozenset({"Figure", "Table"})
_PARTS_OF_TABLE = frozenset({"THead", "TBody", "TFoot"})
_PLACE = 4  # a page, how it is shown, and where on it: from the left, from below


@dataclass(frozen=True)
class _Standing:
    """An element on a page, and where."""

    element: pikepdf.Object
    box: Box

    def distance(self, x: float, y: float) -> float:
        """How far a place is from it, in points.

        A place is on the line of what it is in, or at the upper left corner of what it begins, which may be set in the
        middle of a column. What stands above a place is not meant, nor what stands to the left of it.
        """
        box = self.box
        beside = max(x - box.right, _SLIGHT * (box.left - x), 0)
        return beside + max(y - box.top, (box.bottom - y) / _SLIGHT, 0)


class _Places:
    """What stands where in a document, and what is said of it."""

    def __init__(self, pdf: pikepdf.Pdf, words: TaggedText, lang: str) -> None:
        self._words, self._lang = words, lang
        self._named = _named_places(pdf)
        self._standing: dict[int, list[_Standing]] = {}
        for what, element in words.elements:
            if what in _KINDS:
                for page, box in {**words.boxes(element), **self._drawn(element)}.items():
                    self._standing.setdefault(page, []).append(_Standing(element, box))

    def said(self, own: str, link: pikepdf.Object) -> str:
        """What a link says, whose own words are these: nothing where neither they nor its place are known."""
        action = link.get("/A", Dictionary())
        if "/URI" in action:
            address = str(action.URI)
            return address if "".join(own.split()) in {"", address} else f"{own}: {address}"
        place = self._place(link.get("/Dest", action.get("/D")))
        target = self._led_to(place) if place is not None else None
        if target is not None and kind(target) == "TR":
            return self._row(target, own)
        said = _shortened(self._told(target, own)) if target is not None else ""
        return said if _within(own, said, "^") else ": ".join(filter(None, [own, said]))

    def _drawn(self, element: pikepdf.Object) -> dict[int, Box]:
        """The box that a chart or a table says it has on the page where it is drawn, letters or not."""
        attributes = element.get("/A", Array())
        boxes = [each.BBox for each in attributes if "/BBox" in each] if isinstance(attributes, Array) else []
        pages = self._words.pages(element) or self._words.pages(element.P)  # a picture without letters may hold nothing
        return {page: Box(*map(float, boxes[0])) for page in pages} if boxes else {}

    def _place(self, leads: pikepdf.Object | None) -> Array | None:
        """A place as page and point, where a link leads to one."""
        if isinstance(leads, (String, Name)):
            leads = self._named.get(str(leads))
        return leads if isinstance(leads, Array) and len(leads) >= _PLACE and leads[1] == Name.XYZ else None

    def _led_to(self, place: Array) -> pikepdf.Object | None:
        """What stands nearest to a place; of what is there, the smallest and innermost."""
        standing = self._standing.get(self._words.page(place[0]), [])
        x, y = float(place[2]), float(place[3]) - _ABOVE
        near = [(each.distance(x, y), each.box.area, -index) for index, each in enumerate(standing)]
        distance, _, index = min(near, default=(_AWAY, 0, 0))
        return standing[-index].element if distance < _AWAY else None

    def _row(self, row: pikepdf.Object, own: str) -> str:
        """A link's words, in those of the row's value where they are in it, then the row: its label and the rest."""
        cells = self._cells(row)
        if has_ends(cells) and heads_ends(self._head(row), self._lang):
            value, low, high = cells[1:4]
            cells[2:4] = [range_told(value, low, high, self._lang)]
        label, *others = cells
        lead = next((each for each in others[:1] if own and _within(own, each)), own)
        rest = "; ".join(filter(None, [label, *(each for each in others if each not in {lead, own})]))
        return ": ".join(filter(None, [lead, rest]))

    def _cells(self, row: pikepdf.Object) -> list[str]:
        """The texts of a row's cells."""
        return [self._words.text(each) for each in held(row) if kind(each)]

    def _head(self, row: pikepdf.Object) -> list[str]:
        """The heads of the columns of a row's table."""
        table = row
        while kind(table) in {"TR", *_PARTS_OF_TABLE}:
            table = table.P
        first = next((each for each in elements(table) if kind(each) == "TR"), row)
        return self._cells(first)

    def _told(self, element: pikepdf.Object, own: str) -> str:
        """What is said of an element: its text, of a note without its mark, and of a chart or a table its caption."""
        if kind(element) == "Note":
            return self._words.text(element).removeprefix(own).strip()
        told = _captions(element) if kind(element) in _DRAWN else [element]
        return " ".join(map(self._words.text, told))


def describe_links(pdf: pikepdf.Pdf, words: TaggedText, lang: str) -> None:
    """Give each link of the document, in a language, the description (``/Contents``): what it is and where it leads."""
    places = _Places(pdf, words, lang)
    for what, element in words.elements:
        own = (words.text(element) or _alternative(element)) if what == "Link" else ""
        for link in links(element):
            if said := places.said(own, link):
                link.Contents = String(said)


def _alternative(element: pikepdf.Object) -> str:
    """The words that stand for the pictures in an element."""
    return " ".join(str(each.Alt) for each in elements(element) if "/Alt" in each)


def _captions(element: pikepdf.Object) -> Sequence[pikepdf.Object]:
    """The caption of a chart or a table: in it, or beside it in what holds both."""
    for _ in range(3):
        inside = [each for each in held(element) if kind(each) == "Caption"]
        if inside or "/S" not in element:
            return inside
        element = element.P
    return []


def _named_places(pdf: pikepdf.Pdf) -> dict[str, pikepdf.Object]:
    """The places that have names: each as itself, or as what an entry ``/D`` says."""
    named = pdf.Root.get("/Names", Dictionary())
    found = dict(NameTree(named.Dests).items()) if "/Dests" in named else {}
    found |= dict(pdf.Root.get("/Dests", Dictionary()).items())
    return {str(key): value.D if isinstance(value, Dictionary) else value for key, value in found.items()}


def _within(text: str, longer: str, start: str = r"(?<![\w.,])") -> bool:
    """Whether words or a number are in a longer text, as they are; `start` is what stands before them.

    >>> _within("70,000", "about 70,000"), _within("3", "about 3.9"), _within("70,000", "170,000")
    (True, False, False)
    """
    return re.search(rf"{start}{re.escape(text)}(?!\w|[.,]\d)", longer) is not None


def _shortened(text: str) -> str:
    """A text that is long, up to the end of a word.

    >>> _shortened("a " * 200)[-5:]
    'a a …'
    """
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rpartition(' ')[0]} …"
