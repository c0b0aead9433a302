"""A brief's page as a copy: what it shows and what travels inside it.

The visible text comes as pieces: a heading, a paragraph, an item of a list, a row of a table (its cells with ` | `
between), each text of a drawing. What is said beside the page has its kind in front: titles and descriptions, and
after the piece that they belong to what attributes say, as in `[alt] Two bars`. All else that shapes the page goes
into one hash, which does not change when the same page is written in another way (order of attributes, kind of quotes,
white space).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from statbrief.characters import CONTROL, TURNED
from statbrief.copies.active import DATA, SHOWN, refuse_active, refuse_loading
from statbrief.copies.copy import LARGEST_ATTACHMENT, Around, Copy
from statbrief.copies.leading import Link, Neighbours, figure_of
from statbrief.copies.markup import INLINE, LARGEST_MARKUP, refuse_ill_nested
from statbrief.copies.other_files import refuse_anew
from statbrief.errors import CopyError
from statbrief.files.paths import PUBLISHED

RECORD_ID = "statbrief-record"
RECORD_TYPE = "application/json"
MOST_ATTACHMENTS = 10_000
MOST_SHOWN = 6_000_000
LONGEST_PIECE = 200_000
"""Characters that a page shows, and of one piece; a brief of 200 pages shows about 1.2 million, 400 in a piece."""

_PLAIN_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*\Z")
_HELD = re.compile(rb"( download=\"[A-Za-z0-9_.-]+\" href=\"data:[a-z0-9.+/-]*;base64,)([A-Za-z0-9+/=]*+)(?=\")")
_CHARSET = re.compile(rb"<meta charset=[\"']?utf-8[\"']?\s*/?>", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\n\r]+")
_WITHIN_LINE = INLINE | {"tspan", "textpath", "input", "img", "br", "wbr"}
_RAISED = frozenset({"sub", "sup"})
_ORIGIN = "data-origin"


def read_html(name: str, content: bytes) -> Copy:
    """The copy in `content`.

    Raises `CopyError` when it holds no record or two, when it is a PDF as well or could show something else than it
    says, or when its markup or what travels inside is not as a brief's is.
    """
    shown = read_page(name, content)
    attached, types = dict(shown.attached), dict(shown.types)
    if attached.pop(PUBLISHED, shown.record) != shown.record or types.pop(PUBLISHED, RECORD_TYPE) != RECORD_TYPE:
        raise CopyError.at(name, PUBLISHED, "the download is not the record of the page")
    if not shown.record:
        wanted = f'a brief\'s page has <script type="application/json" id="{RECORD_ID}">'
        raise CopyError.at(name, "record", "there is none", wanted)
    return replace(shown, attached=attached, types=types)


def read_page(name: str, content: bytes) -> Copy:
    """What a page shows and holds, whether or not a record is among it."""
    beside = len(content) - sum(match.end(2) - match.start(2) for match in _HELD.finditer(content))
    if beside > 4 * LARGEST_MARKUP:  # bytes, of which a character has four at most
        found = f"more than {LARGEST_MARKUP} characters beside the files"
        raise CopyError.at(name, "page", found)
    rest, held = _taken_out(content)
    page = _decoded(name, rest)
    refuse_ill_nested(name, page)
    reader = _Reader(name, held)
    reader.read(LexborHTMLParser(page))
    return Copy(
        name=name,
        format="html",
        record=reader.record or b"",
        attached=reader.attached,
        types=reader.types,
        text=tuple(reader.pieces),
        looks=reader.looks(),
        numbers=tuple(reader.numbers),
        rows=tuple(reader.rows),
        origins=tuple(reader.origins),
        around=tuple(reader.around),
        hints=tuple(reader.hints),
        elsewhere=tuple(reader.elsewhere),
    )


_Held = tuple[int, memoryview]
"""A file in base64, which may be large, and its number."""


def _taken_out(content: bytes) -> tuple[bytes, list[_Held]]:
    """The page with a number in the stead of each file that it holds, and the files, the last first."""
    view = memoryview(content)
    held: list[_Held] = []

    def place(match: re.Match[bytes]) -> bytes:
        held.append((len(held), view[slice(*match.span(2))]))
        return match[1] + b"#%d" % (len(held) - 1)  # which is no base64

    return _HELD.sub(place, content), held[::-1]


def _decoded(name: str, content: bytes) -> str:
    if b"%PDF-" in content:  # where a PDF begins, for whoever looks for one: anywhere
        wanted = "a brief's page is nothing else beside"
        raise CopyError.at(name, "page", "holds %PDF-, as if there were a PDF inside", wanted)
    said = _CHARSET.search(content[:1024])
    if said is None or b"<!--" in content[: said.start()]:
        refuse_anew(name, content)
        wanted = 'a brief\'s page starts with <meta charset="utf-8">'
        raise CopyError.at(name, "page", "does not say that it is UTF-8", wanted)
    try:
        page = content.decode()
    except UnicodeDecodeError as error:
        raise CopyError.at(name, "page", f"is not UTF-8 (byte {error.start})") from error
    if "\0" in page:
        raise CopyError.at(name, "page", "holds a null character")
    return page


@dataclass
class _Reader:
    """Walks the tree of a page once, without recursion."""

    name: str
    held: list[_Held]  # which have not been met yet
    pieces: list[str] = field(default_factory=list)
    numbers: list[tuple[str, str]] = field(default_factory=list)
    rows: list[tuple[str, Sequence[str]]] = field(default_factory=list)
    origins: list[tuple[str, str]] = field(default_factory=list)
    around: list[Around] = field(default_factory=list)
    hints: list[tuple[str, str, str]] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    attached: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    record: bytes | None = None

    def __post_init__(self) -> None:
        self.noted = hashlib.sha256()  # all that shapes the page and is no text
        self.separator = b""
        self.left = MOST_SHOWN  # characters that may still be shown
        self.line: list[str] = []  # the piece that is being read
        self.aside: list[str] = []  # what attributes say of it
        self.together = 0  # rows of tables and formulas that are open, which are a piece or part of one
        self.number: Link | None = None  # the link to a figure that is open
        self.near = Neighbours()
        self.raised = 0  # elements that are open whose text is set above or below the line
        self.of: list[str] = []  # the figures whose row of the table of origins is open

    def read(self, tree: LexborHTMLParser) -> None:
        """Everything, from the doctype on."""
        top = tree.root.parent if tree.root is not None else None
        if top is None:
            raise CopyError.at(self.name, "page", "there is none")
        for opening, node in _walk(top):
            tag = node.tag or ""
            if tag == "-text":
                self._text(node)
            elif not node.is_element_node:
                self._note("!", f"{tag} {node.comment_content or ''}")
            elif opening:
                self._open(node, tag)
            else:
                self._close(tag)
        self._end_piece()
        if self.held:
            raise CopyError.at(self.name, "page", "base64 stands where no download is")

    # -- elements ---------------------------------------------------------

    def _open(self, node: LexborNode, tag: str) -> None:
        attributes = {key: value or "" for key, value in node.attributes.items()}
        refuse_active(self.name, tag, attributes)
        if tag == "a" and "download" in attributes:
            self._attach(attributes["download"], attributes.get("href", ""))
            attributes["href"] = "data:"
        said = {key: self._shown(attributes[key]) for key in SHOWN if key in attributes}
        self._note("<", f"{len(attributes)} {tag}")
        for key in sorted(attributes):
            self._note("@", key)
            self._note("=", ("shown" if said[key] else "blank") if key in said else attributes[key])
        if tag not in _WITHIN_LINE:
            self._break(tag)
        elif tag == "br":
            self._say(" ")
        self.aside += [f"[{key}] {text}" for key, text in said.items() if text]
        if tag == "script":
            self._script(node, attributes)
        elif tag == "a":
            self._link(attributes, said)
        self.raised += tag in _RAISED
        if self.number is not None:
            self.hints += [(self.number.figure, key, text) for key, text in said.items() if text and key != _ORIGIN]
        if attributes.get("id", "").startswith("n-"):
            (self.of if self.together else self.elsewhere).append(attributes["id"][2:])

    def _link(self, attributes: Mapping[str, str], said: Mapping[str, str]) -> None:
        figure = figure_of(attributes.get("href", attributes.get("xlink:href", "")), self.name)
        if figure is not None:
            self.number = Link(figure, self.near.before(self.line), [])
            if _ORIGIN in said:
                self.origins.append((figure, said[_ORIGIN]))

    def _close(self, tag: str) -> None:
        self._note(">", tag)
        self.raised -= tag in _RAISED
        if tag == "a" and self.number is not None:
            self.numbers.append((self.number.figure, _plain("".join(self.number.shown))))
            self.near.closed.append((self.number, len(self.line)))
            self.number = None
        if tag in {"td", "th"} and self.together:
            self._say("\0")
        elif tag not in _WITHIN_LINE:
            self._break(f"/{tag}")

    def _break(self, tag: str) -> None:
        """A block starts or ends: so does a piece, but for what is in a row of a table or in a formula."""
        if tag == "tr":
            self._end_piece()
        self.together += (tag in {"tr", "math"}) - (tag in {"/tr", "/math"})
        if self.together or tag == "/math":
            self._say(" ")
        else:
            self._end_piece(f"[{tag[1:]}] " if tag in {"/title", "/desc"} else "")

    def _end_piece(self, kind: str = "") -> None:
        ended = [shown for _, shown in self.numbers[len(self.numbers) - len(self.near.closed) :]]
        self.around += self.near.around(self.line, ended)
        line = "".join(self.line)
        if len(line) > LONGEST_PIECE:
            found = f"a piece of {len(line)} characters"
            raise CopyError.at(self.name, "text", found, f"no brief has more than {LONGEST_PIECE} in one")
        cells = [_plain(cell) for cell in line.split("\0")]
        self.rows += [(figure, cells[: len(cells) - (not cells[-1])]) for figure in self.of]
        self.of = []
        if any(cells):
            self.pieces.append(kind + " | ".join(cells[:-1] if len(cells) > 1 and not cells[-1] else cells))
        self.pieces += self.aside
        self.line, self.aside = [], []
        if self.number is not None:
            self.number.shown.append("\0")  # no number is in two pieces

    def _text(self, node: LexborNode) -> None:
        text = node.text_content or ""
        parent = node.parent
        if parent is not None and parent.tag in {"style", "script"}:
            if parent.tag == "style":
                refuse_loading(self.name, text)
                self._note("style ", text.replace("\r\n", "\n"))  # within a string, white space is not all alike
            return
        shown = self._shown(text)
        if shown:
            self._note("text ", str(len(shown)))  # so that no markup moves within it
        if self.raised:
            self.near.apart.add(len(self.line))
        self._say(text)

    def _say(self, text: str) -> None:
        self.line.append(text)
        if self.number is not None:
            self.number.shown.append(text)

    def _script(self, node: LexborNode, attributes: Mapping[str, str]) -> None:
        """Data in JSON, which no browser runs; the record among them."""
        text = node.text(deep=True)
        if attributes.get("id") != RECORD_ID:
            self._note("data ", text)
        elif self.record is not None:
            raise CopyError.at(self.name, "record", "there are two")
        else:
            self.record = text.encode()

    def _shown(self, text: str) -> str:
        """The text as it is shown. A control character can be seen by some readers and not by others."""
        if match := CONTROL.search(text):
            found = f"holds the control character U+{ord(match[0]):04X}"
            raise CopyError.at(self.name, "text", found, "a brief's page shows what it shows, to everybody")
        if match := TURNED.search(text):
            found = f"holds U+{ord(match[0]):04X}, which turns letters and digits round"
            raise CopyError.at(self.name, "text", found, "a brief's page shows what it shows, to everybody")
        self.left -= len(text)
        if self.left < 0:
            raise CopyError.at(self.name, "text", f"more than {MOST_SHOWN} characters are shown", "no brief is as long")
        return _plain(text)

    def _note(self, kind: str, what: str) -> None:
        """A note starts with its kind, so that no two pages have the same notes; no part of a page has a null in it."""
        self.noted.update(self.separator + (kind + what).encode())
        self.separator = b"\0"

    def looks(self) -> str:
        """The hash of all that was noted."""
        return self.noted.hexdigest()

    # -- what a copy may not hold -----------------------------------------

    def _attach(self, name: str, address: str) -> None:
        match = DATA.match(address)
        if not _PLAIN_NAME.match(name):
            raise CopyError.at(self.name, "download", f"{name[:40]!r} is no plain name of a file")
        if name in self.attached:
            raise CopyError.at(self.name, "download", f"{name} is there twice")
        if match is None:
            raise CopyError.at(self.name, "download", f"{name} does not hold its file")
        written = address[match.end() :]
        is_held = bool(self.held) and written == f"#{self.held[-1][0]}"
        packed = self.held.pop()[1] if is_held else written
        if len(self.attached) >= MOST_ATTACHMENTS or len(packed) > LARGEST_ATTACHMENT * 4 // 3 + 100:
            raise CopyError.at(self.name, "download", f"{name} is too large, or one of too many")
        self.types[name] = match[1]
        try:
            self.attached[name] = base64.b64decode(packed, validate=True)
        except (binascii.Error, ValueError):
            raise CopyError.at(self.name, "download", f"{name} is not base64") from None


def _walk(top: LexborNode) -> Iterator[tuple[bool, LexborNode]]:
    """Each node as it opens (True) and, for what may hold others, as it closes."""
    node = top
    while True:
        yield True, node
        child = node.first_child
        if child is not None:
            node = child
            continue
        while True:
            if node.is_element_node:
                yield False, node
            if node.mem_id == top.mem_id:
                return
            following = node.next
            if following is not None:
                node = following
                break
            above = node.parent
            if above is None:
                return
            node = above


def _plain(text: str) -> str:
    """The text as it is shown, with one space for any white space."""
    return _SPACE.sub(" ", text).strip(" ")
