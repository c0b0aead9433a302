"""All that a PDF holds beside the files inside it, as one hash, and what of it is text that no page shows.

The hash follows the document from its catalog. It takes each object as it is written, with the hashes of those that
it refers to in place of their numbers, so it stays the same when the file is numbered, packed or ordered in another
way, and when files are attached.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import NamedTuple

import pikepdf

from statbrief.copies.copy import UNLIKE_A_BRIEF
from statbrief.copies.drawing_cost import NOTHING, OPENING, Cost, cost_of
from statbrief.copies.foretold import read_foretold
from statbrief.copies.page_tree import INHERITED
from statbrief.copies.unpacked_size import unpacked
from statbrief.errors import CopyError

MOST_OBJECTS = 2_000_000
LARGEST_DRAWING = Cost(32 * 1024 * 1024, 6_000_000)
"""What drawing all pages may take, when what is drawn again is counted again; a brief of 200 pages has about 8 MB of
instructions and draws 1.3 million things, most of them letters."""
LARGEST_PAGE = Cost(8 * 1024 * 1024, 200_000)
"""The same of one page; a full one with three charts has about 160 kB, and draws 15,000 things."""
MOST_IN_FONT = 100_000
"""Signs in a font's list of its letters, and things that are drawn for one letter."""
DEEPEST_DRAWING = 24

_ACTIVE = (
    b"3D AA AcroForm Collection Crypt EmbeddedFile FileAttachment Filespec GoTo3DView GoToDp GoToE GoToR Hide "
    b"ImportData JS JavaScript Launch Movie OpenAction PS PostScript Projection Rendition ResetForm RichMedia "
    b"RichMediaExecute SetOCGState Sound SubmitForm Thread Trans Widget XFA"
)
_SPOKEN = {b"Alt": "alt", b"ActualText": "text", b"E": "in full", b"Contents": "note", b"Title": "title",
           b"TU": "title", b"Author": "author", b"Subject": "subject", b"Keywords": "keywords"}  # fmt: skip
_STRING = rb"\((?:[^\\()]|\\.)*+\)|<[0-9A-Fa-f]*+>"
_PART = re.compile(rb"(" + _STRING + rb")|/(?:Parent|P|Prev) \d+ \d+ R|(\d+) (\d+) R", re.DOTALL)
_SAID = re.compile(rb"/(" + b"|".join(_SPOKEN) + rb") (" + _STRING + rb")", re.DOTALL)
_ACTS = re.compile(rb"/(" + _ACTIVE.replace(b" ", b"|") + rb")(?![^\s/<>\[\]()])")
_OF_FONTS = re.compile(rb"/(?:ToUnicode|Encoding|CharProcs) (?:<<([^<>]*+)>>|(\d+) (\d+) R)")
_REFERENCE = re.compile(rb"(\d+) (\d+) R")
_ABOVE = 64
_PACKING = ("/Length", "/Filter", "/DecodeParms")

Key = tuple[int, int]


class _Written(NamedTuple):
    """An object as it is written, in a form without numbers of objects, and those that it refers to in order."""

    form: bytes
    refers: list[Key]


class Looks:
    """The hash of a document's looks, and the text that is said of it."""

    def __init__(self, name: str, pdf: pikepdf.Pdf) -> None:
        self.name = name
        self.pdf = pdf
        self.said: list[str] = []
        self.pages = [page.obj for page in pdf.pages]
        self.digests = {page.objgen: b"page %d" % number for number, page in enumerate(self.pages)}
        self.costs: dict[Key, Cost] = {}
        self.drawn = NOTHING
        self.listed: set[Key] = set()
        """The lists of fonts, and what draws their letters, that were looked at."""

    def hash(self) -> str:
        """The hash, in hexadecimal."""
        whole = hashlib.sha256()
        if "/Info" in self.pdf.trailer:
            whole.update(self._digest(self.pdf.trailer.Info))
        for page in self.pages:
            whole.update(self._page(page))
            self._refuse_endless(page)
        root = self.pdf.Root
        for key in sorted(root.keys()):
            if key not in {"/AF", "/Names", "/Pages"}:
                whole.update(key.encode() + self._digest(root[key]))
        named = root.get("/Names", pikepdf.Dictionary())
        for key in sorted(named.keys()):
            if key != "/EmbeddedFiles":
                whole.update(key.encode() + self._digest(named[key]))
        self._refuse_active(" ".join([*root.keys(), *named.keys()]).encode())
        return whole.hexdigest()

    def _page(self, page: pikepdf.Object) -> bytes:
        """A page with what it inherits, whether written with it or above it."""
        own = [key for key in sorted(page.keys()) if key not in {"/Parent", *INHERITED}]
        self._refuse_active(" ".join(own).encode())
        parts = [key.encode() + self._digest(page[key]) for key in own]
        parts += [key.encode() + self._digest(value) for key, value in self._inherited(page)]
        for note in page.get("/Annots", []):
            if note.get("/Subtype") != "/Link" or "/AP" in note:
                raise CopyError.at(
                    self.name, "PDF", "a page has notes that show something beside its links", UNLIKE_A_BRIEF
                )
        return hashlib.sha256(b"".join(parts)).digest()

    @staticmethod
    def _inherited(page: pikepdf.Object) -> Iterator[tuple[str, pikepdf.Object]]:
        for key in INHERITED:
            holder = page
            for _ in range(_ABOVE):
                if key in holder:
                    yield key, holder[key]
                    break
                if "/Parent" not in holder:
                    break
                holder = holder.Parent

    # -- objects ----------------------------------------------------------

    def _digest(self, value: object) -> bytes:
        """The hash of a value and of all that it refers to."""
        if not isinstance(value, pikepdf.Object):
            return repr(value).encode()
        if value.is_indirect:
            return self._digest_of(value.objgen)
        written = self._taken_apart(value.unparse(resolved=True))
        for key in written.refers:
            self._digest_of(key)
        return self._hash(written)

    def _digest_of(self, top: Key) -> bytes:
        """The hash of an object, those that it refers to first; without recursion, as they may be a long chain."""
        waiting = [top]
        begun: dict[Key, _Written] = {}
        while waiting:
            key = waiting[-1]
            if key in self.digests:
                waiting.pop()
            elif key in begun:
                self.digests[key] = self._hash(begun.pop(key))
                waiting.pop()
            else:
                begun[key] = written = self._written(key)
                waiting += [each for each in reversed(written.refers) if each not in self.digests and each not in begun]
                if len(self.digests) + len(waiting) > 2 * MOST_OBJECTS:
                    raise CopyError.at(self.name, "PDF", f"more than {MOST_OBJECTS} objects", UNLIKE_A_BRIEF)
        return self.digests[top]

    def _hash(self, written: _Written) -> bytes:
        """What goes in a circle is told by its first round alone."""
        below = [self.digests.get(key, b"above") for key in written.refers]
        return hashlib.sha256(b"\n".join([written.form, *below])).digest()

    def _written(self, key: Key) -> _Written:
        """An object as it is written, and a stream's content with it."""
        value = self.pdf.get_object(key)
        if not isinstance(value, pikepdf.Stream):
            return self._taken_apart(value.unparse(resolved=True))
        described = {name: each for name, each in value.stream_dict.items() if name not in _PACKING}
        written = self._taken_apart(pikepdf.Dictionary(described).unparse())
        return written._replace(form=written.form + hashlib.sha256(self._content(value)).digest())

    def _taken_apart(self, text: bytes) -> _Written:
        """What an object says and refers to. Gathers what is spoken, refuses what would act."""
        parts = _PART.split(text)
        around, strings = parts[::4], [each or b"" for each in parts[1::4]]
        if _ACTS.search(text):  # perhaps in a string, where it means nothing
            self._refuse_active(b" ".join(around))
        for inner, number, version in _OF_FONTS.findall(text):
            named = [(number, version)] if number else _REFERENCE.findall(inner)
            for each in named:
                self._refuse_endless_font(self.pdf.get_object(int(each[0]), int(each[1])))
        for name, string in _SAID.findall(text):
            said = " ".join(str(pikepdf.Object.parse(string)).split())
            if said:
                self.said.append(f"[{_SPOKEN[name]}] {said}")
        refers = [(int(number), int(each)) for number, each in zip(parts[2::4], parts[3::4], strict=True) if number]
        return _Written(b"\0".join([*around, b"", *strings]), refers)

    def _content(self, stream: pikepdf.Object) -> bytes:
        """What is in a stream, unpacked; a photograph stays packed."""
        packing = stream.get("/Filter")
        names = [str(each) for each in packing] if isinstance(packing, pikepdf.Array) else [str(packing)]
        if packing is None or not names:
            return self._no_photograph(stream, stream.read_raw_bytes())
        if names == ["/DCTDecode"]:
            return self._photograph(stream)
        if names != ["/FlateDecode"]:
            raise CopyError.at(self.name, "PDF", f"a stream is packed with {', '.join(names)[:60]}", UNLIKE_A_BRIEF)
        content = unpacked(self.name, stream.read_raw_bytes())
        if "/DecodeParms" not in stream:
            return self._no_photograph(stream, content)
        return read_foretold(self.name, stream, content)

    def _photograph(self, stream: pikepdf.Object) -> bytes:
        """The file of a photograph, whose own bytes say how it is drawn, and nothing beside them."""
        content = stream.read_raw_bytes()
        if not _is_photograph(stream, content) or "/DecodeParms" in stream:
            raise CopyError.at(self.name, "PDF", "a stream is packed with /DCTDecode in an unusual way", UNLIKE_A_BRIEF)
        return content

    def _no_photograph(self, stream: pikepdf.Object, content: bytes) -> bytes:
        """What is drawn as it is: a photograph's file would be drawn as noise, and its bytes are the same."""
        if _is_photograph(stream, content):
            raise CopyError.at(self.name, "PDF", "a photograph is drawn as if it were none", UNLIKE_A_BRIEF)
        return content

    # -- what a copy may not hold -----------------------------------------

    def _refuse_active(self, text: bytes) -> None:
        """A document that acts, or holds others, may show more than its pages."""
        if acting := _ACTS.search(text):
            raise CopyError.at(self.name, "PDF", f"it has {acting[1].decode()}", UNLIKE_A_BRIEF)

    def _refuse_endless(self, page: pikepdf.Object) -> None:
        """Drawings that use each other can take for ever to draw, however small they are."""
        resources = next((value for key, value in self._inherited(page) if key == "/Resources"), None)
        contents = page.get("/Contents", pikepdf.Array())
        streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
        parts: list[bytes] = []
        for stream in streams:
            if isinstance(stream, pikepdf.Stream):
                parts.append(self._content(stream))
                self._draw(Cost(len(parts[-1]) + OPENING, 0))
                if sum(map(len, parts)) > LARGEST_PAGE.size:
                    raise CopyError.at(self.name, "PDF", "a page draws more than can be drawn", UNLIKE_A_BRIEF)
        cost = self._cost(b"\n".join(parts), resources, 0)
        self._draw(Cost(cost.size - sum(map(len, parts)), cost.things))
        if cost.exceeds(LARGEST_PAGE):
            raise CopyError.at(self.name, "PDF", "a page draws more than can be drawn", UNLIKE_A_BRIEF)

    def _draw(self, cost: Cost) -> None:
        self.drawn = self.drawn.and_of(cost)
        if self.drawn.exceeds(LARGEST_DRAWING):
            raise CopyError.at(self.name, "PDF", "its pages draw more than can be drawn", UNLIKE_A_BRIEF)

    def _refuse_endless_font(self, part: pikepdf.Object) -> None:
        """The lists of a font's letters, and what draws them, are read as soon as a letter is."""
        parts = part.values() if isinstance(part, pikepdf.Dictionary) else [part]
        for each in parts:
            if not isinstance(each, pikepdf.Stream) or each.objgen in self.listed:
                continue
            self.listed.add(each.objgen)
            if cost_of(self._content(each)).things > MOST_IN_FONT:
                raise CopyError.at(
                    self.name, "PDF", f"a font has more than {MOST_IN_FONT} signs in a list", UNLIKE_A_BRIEF
                )

    def _cost(self, content: bytes, resources: pikepdf.Object | None, depth: int) -> Cost:
        """What this content comes to, at most."""
        if depth > DEEPEST_DRAWING:
            raise CopyError.at(self.name, "PDF", "drawings inside drawings without end", UNLIKE_A_BRIEF)
        costs = [NOTHING]
        for drawing in self._drawings(resources):
            if drawing.objgen not in self.costs:
                own = drawing.get("/Resources", resources)
                self.costs[drawing.objgen] = self._cost(self._content(drawing), own, depth + 1)
            costs.append(self.costs[drawing.objgen])
        return cost_of(content, Cost(max(each.size for each in costs), max(each.things for each in costs)))

    @staticmethod
    def _drawings(resources: pikepdf.Object | None) -> list[pikepdf.Object]:
        """The drawings, with instructions of their own, that these resources name."""
        named = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
        known = [named[key] for key in named.keys()] if isinstance(named, pikepdf.Dictionary) else []  # noqa: SIM118
        return [each for each in known if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Form"]


def _is_photograph(stream: pikepdf.Object, content: bytes) -> bool:
    """Whether a picture's content is a file of its own kind, which begins and ends with marks."""
    return stream.get("/Subtype") == "/Image" and content.startswith(b"\xff\xd8\xff") and content.endswith(b"\xff\xd9")
