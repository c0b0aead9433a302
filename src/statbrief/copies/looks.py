"""All that a PDF holds beside the files inside it, as one hash, and what of it is text that no page shows.

The hash follows the document from its catalog. It takes each object as it is written, with the hashes of those that
it refers to in place of their numbers, so it stays the same when the file is numbered, packed or ordered in another
way, and when files are attached.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

import pikepdf

from statbrief.copies.streams import WIDEST_ROW, unpacked
from statbrief.errors import CopyError, Fault

MOST_OBJECTS = 2_000_000
LARGEST_DRAWING = 1024 * 1024 * 1024
"""Bytes of instructions that drawing a page may take, when each drawing inside is counted as often as it is used."""
DEEPEST_DRAWING = 24

_ACTIVE = frozenset(
    b"/3D /AA /AcroForm /Collection /Crypt /EmbeddedFile /FileAttachment /Filespec /GoTo3DView /GoToDp /GoToE /GoToR "
    b"/Hide /ImportData /JS /JavaScript /Launch /Movie /OpenAction /PS /PostScript /Projection /Rendition /ResetForm "
    b"/RichMedia /RichMediaExecute /SetOCGState /Sound /SubmitForm /Thread /Trans /Widget /XFA".split()
)
_SPOKEN = {b"Alt": "alt", b"ActualText": "text", b"E": "in full", b"Contents": "note", b"Title": "title",
           b"TU": "title", b"Author": "author", b"Subject": "subject", b"Keywords": "keywords"}  # fmt: skip
_STRING = rb"\((?:[^\\()]|\\.)*+\)|<[0-9A-Fa-f]*+>"
_PART = re.compile(
    rb"(?P<string>" + _STRING + rb")|/(?:Parent|P|Prev) \d+ \d+ R|(?P<number>\d+) (?P<generation>\d+) R", re.DOTALL
)
_SAID = re.compile(rb"/(" + b"|".join(_SPOKEN) + rb") (" + _STRING + rb")", re.DOTALL)
_NAME = re.compile(rb"/[^\s/<>\[\]()]+")
_PAINT = re.compile(rb"(?<![^\s/\]>)])Do(?![^\s/\[<(%])")
_INHERITED = ("/CropBox", "/MediaBox", "/Resources", "/Rotate")
_ABOVE = 64
_PACKING = ("/Length", "/Filter", "/DecodeParms")

Key = tuple[int, int]


class Looks:
    """The hash of a document's looks, and the text that is said of it."""

    def __init__(self, name: str, pdf: pikepdf.Pdf) -> None:
        self.name = name
        self.pdf = pdf
        self.said: list[str] = []
        self.digests: dict[Key, bytes] = {}
        self.costs: dict[Key, int] = {}
        self.open: set[Key] = set()
        self.pages = [page.obj for page in pdf.pages]
        self.digests |= {page.objgen: b"page %d" % number for number, page in enumerate(self.pages)}

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
        self._refuse_active({key.encode() for key in (*root.keys(), *named.keys())})
        return whole.hexdigest()

    def _page(self, page: pikepdf.Object) -> bytes:
        """A page with what it inherits, whether written with it or above it."""
        parts = [key.encode() + self._digest(page[key]) for key in sorted(page.keys())
                 if key not in {"/Parent", *_INHERITED}]  # fmt: skip
        parts += [key.encode() + self._digest(value) for key, value in self._inherited(page)]
        return hashlib.sha256(b"".join(parts)).digest()

    @staticmethod
    def _inherited(page: pikepdf.Object) -> Iterator[tuple[str, pikepdf.Object]]:
        for key in _INHERITED:
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
        text = value.unparse(resolved=True)
        self._hear(text)
        for key in self._references(text):
            self._digest_of(key)
        return self._hash(text, b"")

    def _digest_of(self, top: Key) -> bytes:
        """The hash of an object, those that it refers to first; without recursion, as they may be a long chain."""
        waiting = [top]
        texts: dict[Key, tuple[bytes, bytes]] = {}
        while waiting:
            key = waiting[-1]
            if key in self.digests:
                waiting.pop()
            elif key in texts:
                self.digests[key] = self._hash(*texts.pop(key))
                self.open.discard(key)
                waiting.pop()
            else:
                texts[key] = self._text(key)
                self.open.add(key)
                self._hear(texts[key][0])
                below = [each for each in self._references(texts[key][0]) if each not in self.digests]
                waiting += reversed([each for each in below if each not in self.open])
                if len(self.digests) + len(waiting) > 2 * MOST_OBJECTS:
                    raise self._refused(f"more than {MOST_OBJECTS} objects")
        return self.digests[top]

    def _text(self, key: Key) -> tuple[bytes, bytes]:
        """An object as it is written, and a stream's content with it."""
        value = self.pdf.get_object(key)
        if not isinstance(value, pikepdf.Stream):
            return value.unparse(resolved=True), b""
        described = value.stream_dict
        parts = [name.encode() + b" " + described[name].unparse() if isinstance(described[name], pikepdf.Object)
                 else name.encode() + b" " + repr(described[name]).encode()
                 for name in sorted(described.keys()) if name not in _PACKING]  # fmt: skip
        return b" ".join(parts), self._content(value)

    def _content(self, stream: pikepdf.Object) -> bytes:
        """What is in a stream, unpacked; a photograph stays packed."""
        packing = stream.get("/Filter")
        names = [str(each) for each in packing] if isinstance(packing, pikepdf.Array) else [str(packing)]
        if packing is None or names in ([], ["/DCTDecode"]):
            return stream.read_raw_bytes()
        if names != ["/FlateDecode"]:
            raise self._refused(f"a stream is packed with {', '.join(names)[:60]}")
        if "/DecodeParms" not in stream:
            return unpacked(self.name, stream.read_raw_bytes())
        how = stream.DecodeParms
        how = how[0] if isinstance(how, pikepdf.Array) and len(how) == 1 else how
        sizes = [int(how.get(key, 1)) for key in ("/Columns", "/Colors", "/BitsPerComponent")]
        if not all(0 < size <= WIDEST_ROW for size in sizes):
            raise self._refused("a stream is packed in an unusual way")
        unpacked(self.name, stream.read_raw_bytes())
        return stream.read_bytes()

    def _references(self, text: bytes) -> list[Key]:
        return [(int(part["number"]), int(part["generation"])) for part in _PART.finditer(text) if part["number"]]

    def _hash(self, text: bytes, content: bytes) -> bytes:
        def part(match: re.Match[bytes]) -> bytes:
            if match["string"]:
                return match[0]
            if not match["number"]:
                return b""
            return self.digests.get((int(match["number"]), int(match["generation"])), b"above").hex().encode()

        return hashlib.sha256(_PART.sub(part, text) + b"\n" + content).digest()

    def _hear(self, text: bytes) -> None:
        """Gather what is said, refuse what would act."""
        self._refuse_active(set(_NAME.findall(_PART.sub(b"", text))))
        for name, string in _SAID.findall(text):
            said = " ".join(str(pikepdf.Object.parse(string)).split())
            if said:
                self.said.append(f"[{_SPOKEN[name]}] {said}")

    # -- what a copy may not hold -----------------------------------------

    def _refuse_active(self, names: set[bytes]) -> None:
        found = sorted(names & _ACTIVE)
        if found:
            raise self._refused(f"it has {found[0].decode()[1:]}")

    def _refuse_endless(self, page: pikepdf.Object) -> None:
        """Drawings that use each other can take for ever to draw, however small they are."""
        resources = next((value for key, value in self._inherited(page) if key == "/Resources"), None)
        contents = page.get("/Contents", pikepdf.Array())
        streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
        content = b"\n".join(self._content(stream) for stream in streams if isinstance(stream, pikepdf.Stream))
        if self._cost(content, resources, 0) > LARGEST_DRAWING:
            raise self._refused("a page draws more than can be drawn")

    def _cost(self, content: bytes, resources: pikepdf.Object | None, depth: int) -> int:
        inner = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
        times = len(_PAINT.findall(content)) if inner is not None else 0
        if not times or inner is None:
            return len(content)
        if depth > DEEPEST_DRAWING:
            raise self._refused("drawings inside drawings without end")
        costs = [0]
        for name in inner.keys():  # noqa: SIM118 -- no mapping, though it has keys
            drawing = inner[name]
            if not isinstance(drawing, pikepdf.Stream) or drawing.get("/Subtype") != "/Form":
                continue
            if drawing.objgen not in self.costs:
                own = drawing.get("/Resources", resources)
                self.costs[drawing.objgen] = self._cost(self._content(drawing), own, depth + 1)
            costs.append(self.costs[drawing.objgen])
        return len(content) + times * max(costs)

    def _refused(self, found: str) -> CopyError:
        return CopyError(Fault(file=self.name, what="PDF", found=found, wanted="no brief is made like that"))
