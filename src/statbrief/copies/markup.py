"""Whether a page's markup is well nested, found in one pass before any parser builds a tree of it.

A browser mends whatever it is given, and mending can cost far more than reading: a few kilobytes of elements that do
not end become gigabytes. The pages of briefs are well nested, so what is not is refused here, in linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from statbrief.errors import CopyError, Place

MOST_TAGS = 200_000
MOST_ATTRIBUTES = 200_000
"""Tags of a page, and attributes of all of them; a brief of 1,000 figures and 200 pages has about 30,000 of each."""
LARGEST_MARKUP = 16 * 1024 * 1024
"""Characters of a page, beside the files in its downloads; such a brief has about 4 million, its record among them."""
DEEPEST = 256
"""Elements inside each other."""
MOST_OF_A_TAG = 64
"""Attributes of one tag."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


VOID = _words("area base br col hr img input link meta source track wbr")
REFUSED = _words(
    "applet audio base button embed fieldset form frame frameset iframe marquee nobr noembed noframes noscript object "
    "option optgroup plaintext portal select template textarea video xmp "
    "animate animatecolor animatemotion animatetransform discard foreignobject handler listener set"
)
"""Elements that load, ask, move, or hide what they hold from one reader and show it to another."""
INLINE = _words(
    "a abbr b bdi bdo big cite code data del dfn em font i ins kbd label map mark q rp rt ruby s samp small span "
    "strike strong sub sup time tt u var"
)
_RAW = frozenset({"script", "style", "title"})
_FOREIGN = frozenset({"svg", "math"})
# What ends without saying so, when one of these starts; a paragraph ends where any block does.
_ENDED_BY = {
    "li": frozenset({"li"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "td": frozenset({"td", "th", "tr", "tbody", "tfoot"}),
    "th": frozenset({"td", "th", "tr", "tbody", "tfoot"}),
    "tr": frozenset({"tr", "tbody", "tfoot"}),
    "thead": frozenset({"tbody", "tfoot"}),
    "tbody": frozenset({"tbody", "tfoot"}),
    "colgroup": frozenset({"thead", "tbody", "tfoot", "tr"}),
    "head": frozenset({"body"}),
}
_OPTIONAL = frozenset({*_ENDED_BY, "p", "tfoot", "body", "html"})
_IN_TABLE = {
    "table": frozenset({"caption", "colgroup", "thead", "tbody", "tfoot", "tr"}),
    "colgroup": frozenset({"col"}),
    "thead": frozenset({"tr"}),
    "tbody": frozenset({"tr"}),
    "tfoot": frozenset({"tr"}),
    "tr": frozenset({"td", "th"}),
}
_TABLE_PARTS = frozenset().union(*_IN_TABLE.values())

_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9:-]*+)"
    r"(?P<attributes>(?:[\s/]++[^\s\"'<>/=]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'=<>`]++))?+)*+)"
    r"\s*+(?P<alone>/?)>"
)
_NAME = re.compile(r"[\s/]++([^\s\"'<>/=]++)(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'=<>`]++))?+")
_COMMENT = re.compile(r"<!--(?!-?>)(?:(?!--!?>|<!--).)*+-->", re.DOTALL)
_DOCTYPE = re.compile(r"<!doctype html\s*>", re.IGNORECASE)


class MarkupError(CopyError):
    """Raised when a page is not well nested; `place` says where in it, in characters from its start."""

    def __init__(self, name: str, page: str, place: int, found: str, wanted: str = "") -> None:
        super().__init__(Place(name, page.count("\n", 0, place) + 1).fault("markup", found, wanted))
        self.place = place


def refuse_ill_nested(name: str, page: str) -> None:
    """Raises `CopyError` for the page in the file `name` when its markup is not well nested, or beyond all bounds."""
    if len(page) > LARGEST_MARKUP:
        raise MarkupError(name, page, 0, f"more than {LARGEST_MARKUP} characters beside the files")
    nesting = _Nesting(name, page)
    for tag in tags(name, page, nesting):
        nesting.meet(tag.start(), tag)
    nesting.end()


def tags(name: str, page: str, nesting: _Nesting | None = None) -> Iterator[re.Match[str]]:
    """Each tag of the page, as a match with the groups `end`, `name`, `attributes` and `alone`.

    What stands in scripts, styles and titles is none.
    """
    place = page.find("<")
    count = 0
    while place >= 0:
        after = page[place + 1 : place + 2]
        if after == "!":
            match = _COMMENT.match(page, place) or _DOCTYPE.match(page, place)
        elif after == "/" or after.isalpha():
            match = _TAG.match(page, place)
        else:
            raise MarkupError(name, page, place, "a sign < that starts no tag", "write &lt;")
        if match is None:
            raise MarkupError(name, page, place, f"{_start(page, place)} is not well formed")
        place = match.end()
        if after != "!":
            yield match
            count += 1
            if count > MOST_TAGS:
                raise MarkupError(name, page, place, f"more than {MOST_TAGS} tags")
            raw = match["name"].lower()
            if raw in _RAW and not match["end"]:
                place = _end_of_raw(
                    name, page, place, raw, may_compare=raw == "style" and not (nesting and nesting.foreign)
                )
        place = page.find("<", place)


def _end_of_raw(name: str, page: str, place: int, element: str, *, may_compare: bool) -> int:
    """Where the text of a script, style or title ends; in a page's style the sign < may compare widths."""
    end = re.compile(rf"</{element}(?=[\s/>])", re.IGNORECASE).search(page, place)
    if end is None:
        raise MarkupError(name, page, place, f"<{element}> does not end")
    if not may_compare and "<" in page[place : end.start()]:
        raise MarkupError(name, page, place, f"a sign < inside <{element}>")
    return end.start()


class _Nesting:
    """The elements that are open."""

    def __init__(self, name: str, page: str) -> None:
        self.name = name
        self.page = page
        self.open: list[str] = []
        self.foreign = 0
        self.attributes = 0

    def meet(self, place: int, tag: re.Match[str]) -> None:
        """Open or close an element."""
        element = tag["name"].lower()
        if element in REFUSED:
            raise MarkupError(
                self.name, self.page, place, f"<{element}>", "a brief's page shows what it shows, to everybody"
            )
        if tag["end"]:
            self._meet_end(place, element, tag)
            return
        self._attributes(place, tag)
        if self.foreign:
            if element in INLINE - {"a"} or element in VOID or element in _OPTIONAL or element in {"div", "table"}:
                raise MarkupError(self.name, self.page, place, f"<{element}> inside a drawing or formula")
            if not tag["alone"]:
                self._push(place, element)
            return
        if element in VOID - {"col"}:
            return
        self._make_way(place, element)
        if element == "col":
            return
        if tag["alone"]:
            raise MarkupError(
                self.name, self.page, place, f"<{element}/> ends nothing", f"write <{element}></{element}>"
            )
        self._push(place, element)

    def _meet_end(self, place: int, element: str, tag: re.Match[str]) -> None:
        if tag["attributes"] or tag["alone"]:
            raise MarkupError(
                self.name, self.page, place, f"</{element}> says something beside its name", "browsers skip it"
            )
        if element not in VOID - {"br"}:  # pandoc ends an input, which means nothing
            self._close(place, element)

    def _push(self, place: int, element: str) -> None:
        self.open.append(element)
        self.foreign += element in _FOREIGN
        if len(self.open) > DEEPEST:
            raise MarkupError(self.name, self.page, place, f"more than {DEEPEST} elements inside each other")

    def _make_way(self, place: int, element: str) -> None:
        """Close what the start of this element closes, and see that it may stand here."""
        if element not in INLINE and element not in _FOREIGN:
            inline = len(self.open)
            while inline and self.open[inline - 1] in INLINE:
                inline -= 1
            holder = self.open[inline - 1] if inline else ""
            if inline < len(self.open) and (holder == "p" or element in _ENDED_BY.get(holder, ())):
                raise MarkupError(self.name, self.page, place, f"<{element}> where <{self.open[-1]}> has not ended")
            while self.open and (self.open[-1] == "p" or element in _ENDED_BY.get(self.open[-1], ())):
                self.open.pop()
        allowed = _IN_TABLE.get(self.open[-1] if self.open else "")
        if (allowed is not None and element not in allowed) or (allowed is None and element in _TABLE_PARTS):
            raise MarkupError(
                self.name, self.page, place, f"<{element}> inside <{self.open[-1] if self.open else 'nothing'}>"
            )

    def _close(self, place: int, element: str) -> None:
        while self.open and self.open[-1] != element and self.open[-1] in _OPTIONAL:
            self.open.pop()
        if not self.open or self.open[-1] != element:
            found = f"</{element}> ends what did not start"
            if element in self.open:
                found = f"</{element}> where <{self.open[-1]}> has not ended"
            raise MarkupError(self.name, self.page, place, found)
        self.foreign -= self.open.pop() in _FOREIGN

    def _attributes(self, place: int, tag: re.Match[str]) -> None:
        names = [name.lower() for name in _NAME.findall(tag["attributes"])]
        self.attributes += len(names)
        if len(names) > MOST_OF_A_TAG:
            raise MarkupError(self.name, self.page, place, f"a tag with {len(names)} attributes")
        if self.attributes > MOST_ATTRIBUTES:
            raise MarkupError(self.name, self.page, place, f"more than {MOST_ATTRIBUTES} attributes")
        if len(set(names)) != len(names):
            raise MarkupError(self.name, self.page, place, "a tag that says an attribute twice")

    def end(self) -> None:
        """The page ends: so must what is open."""
        unended = next((element for element in self.open if element not in _OPTIONAL), None)
        if unended is not None:
            raise MarkupError(self.name, self.page, len(self.page), f"<{unended}> does not end")


def _start(page: str, place: int) -> str:
    return " ".join(page[place : place + 30].split())
