"""Every digit of a published brief, changed one at a time: what verifying must catch, all of it."""

import base64
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import chain
from typing import Any

import pikepdf

from statbrief.copies.copy import Copy
from statbrief.copies.html import read_html
from statbrief.copies.pdf import read_pdf
from statbrief.errors import StatbriefError
from statbrief.verify.verify import faults

_MARKUP = re.compile(rb"(?s)<!--.*?-->|<(?P<raw>script|style)\b.*?</(?P=raw)>|<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
_SHOWN = re.compile(rb"\s(?:alt|title|aria-label|data-origin)=(?:\"(?P<a>[^\"]*)\"|'(?P<b>[^']*)')")
_RECORD = re.compile(rb"(?s)<script[^>]*\bid=\"statbrief-record\"[^>]*>(?P<text>.*?)</script>")
_FILE = re.compile(rb"<a download=\"(?P<name>[^\"]+)\" href=\"data:[^\";,]*;base64,(?P<text>[^\"]*)\"")
_DIGIT = re.compile(rb"[0-9]")
_SHOWING = {"Tj", "TJ", "'", '"'}  # the operators of a PDF that show text


@dataclass(frozen=True)
class Change:
    """One digit changed: the copy that holds it, not yet read, and the number of its place among all."""

    place: int
    copy: Copy | bytes
    format: str


def told(change: Change) -> list[str]:
    """What verifying says of a copy in which a digit was changed; nothing when it goes unnoticed."""
    try:
        copy = change.copy
        if isinstance(copy, bytes):
            copy = {"html": read_html, "pdf": read_pdf}[change.format](f"brief.{change.format}", copy)
        return [str(fault) for fault in faults(copy)]
    except StatbriefError as error:
        return [str(error)]


def first_told(change: Change) -> str:
    """The first that verifying says, which is enough to know that it is caught."""
    try:
        copy = change.copy
        if isinstance(copy, bytes):
            copy = {"html": read_html, "pdf": read_pdf}[change.format](f"brief.{change.format}", copy)
        return str(next(faults(copy), ""))
    except StatbriefError as error:
        return str(error)


def in_text_of_page(page: bytes) -> list[int]:
    """Where in a page's bytes the digits are that a reader sees, also those of characters written as numbers."""
    found, end = [], 0
    for markup in chain(_MARKUP.finditer(page), [None]):
        start = markup.start() if markup else len(page)
        found += [each.start() for each in _DIGIT.finditer(page, end, start)]
        end = markup.end() if markup else start
    return found


def in_attributes_of_page(page: bytes) -> list[int]:
    """Where the digits are that are shown on hover, or spoken."""
    found = []
    for markup in _MARKUP.finditer(page):
        if not markup["raw"]:
            for said in _SHOWN.finditer(page, *markup.span()):
                found += [each.start() for each in _DIGIT.finditer(page, *said.span(said.lastgroup or 0))]
    return found


def in_record_of_page(page: bytes) -> list[int]:
    """Where the digits of its record are."""
    (record,) = _RECORD.finditer(page)
    return [each.start() for each in _DIGIT.finditer(page, *record.span("text"))]


def changed(content: bytes, place: int) -> bytes:
    """The content with another digit in this place; which one depends on the place, so that all nine come up."""
    other = (content[place] - ord("0") + 1 + place % 9) % 10
    return content[:place] + b"%d" % other + content[place + 1 :]


def pages_with(page: bytes, places: Iterable[int]) -> Iterator[Change]:
    """The page with one digit changed, for each of the places."""
    return (Change(place, changed(page, place), "html") for place in places)


def pages_with_files(page: bytes, name: str, some: slice) -> Iterator[Change]:
    """The page with one digit of a file inside it changed, for some of the digits of the file."""
    (file,) = (each for each in _FILE.finditer(page) if each["name"] == name.encode())
    start, end = file.span("text")
    content = base64.b64decode(file["text"])
    for digit in [*_DIGIT.finditer(content)][some]:
        text = base64.b64encode(changed(content, digit.start()))
        yield Change(digit.start(), page[:start] + text + page[end:], "html")


def files_inside(page: bytes) -> list[str]:
    """The names of the files inside a page."""
    return [each["name"].decode() for each in _FILE.finditer(page)]


def copies_with_text(copy: Copy, some: slice) -> Iterator[Change]:
    """The copy with one digit of what it shows changed, for some of the digits."""
    digits = [(number, digit) for number, piece in enumerate(copy.text) for digit in _DIGIT.finditer(piece.encode())]
    for place, (number, digit) in [*enumerate(digits)][some]:
        text = [*copy.text]
        text[number] = changed(digit.string, digit.start()).decode()
        yield Change(place, replace(copy, text=text), copy.format)


def in_record(copy: Copy) -> list[int]:
    """Where the digits of a copy's record are."""
    return [each.start() for each in _DIGIT.finditer(copy.record)]


def copies_with_record(copy: Copy, places: Iterable[int]) -> Iterator[Change]:
    """The copy with one digit of its record changed, for each of the places."""
    return (Change(place, replace(copy, record=changed(copy.record, place)), copy.format) for place in places)


def copies_with_files(copy: Copy) -> Iterator[Change]:
    """The copy with one digit of a file inside it changed, for each digit of all."""
    for name, content in copy.attached.items():
        for digit in _DIGIT.finditer(content):
            files = {**copy.attached, name: changed(content, digit.start())}
            yield Change(digit.start(), replace(copy, attached=files), copy.format)


# -- glyphs ---------------------------------------------------------------------------------------------------------


def prints_with_glyphs(content: bytes, step: int) -> Iterator[Change]:
    """The PDF with one digit drawn as another, for every `step`-th digit that its pages and drawings show.

    A digit is changed where its font, a subset, has another digit to put in its place.
    """
    place = 0
    while True:
        with pikepdf.open(BytesIO(content)) as pdf:
            if not _redraw(pdf, place):
                return
            written = BytesIO()
            pdf.save(written, static_id=True, fix_metadata_version=False)
        yield Change(place, written.getvalue(), "pdf")
        place += step


def glyphs(content: bytes) -> int:
    """How many digits the pages and drawings of a PDF show."""
    with pikepdf.open(BytesIO(content)) as pdf:
        return sum(len(_digits(stream)) for stream in _streams(pdf))


def _redraw(pdf: pikepdf.Pdf, place: int) -> bool:
    """Draw another digit in this place among all of the file; False when there is no such place."""
    for stream in _streams(pdf):
        digits = _digits(stream)
        if place < len(digits):
            _change(stream, digits[place])
            return True
        place -= len(digits)
    return False


@dataclass(frozen=True)
class _Drawn:
    """A digit in a stream: its instruction, its text there (of several), its byte, and the glyphs of digits."""

    instruction: int
    text: int
    byte: int
    glyphs: Mapping[bytes, str]


def _streams(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """What draws: the pages, then the drawings."""
    for page in pdf.pages:
        page.contents_coalesce()
        yield page.obj
    yield from (
        each for each in pdf.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == pikepdf.Name.Form
    )


def _digits(stream: Any) -> list[_Drawn]:  # noqa: ANN401 -- a page or a drawing
    found, font = [], ""
    fonts = stream.get("/Resources", {}).get("/Font", {})
    known = {name: _glyphs_of(described) for name, described in fonts.items()}
    for number, instruction in enumerate(pikepdf.parse_content_stream(stream)):
        if str(instruction.operator) == "Tf":
            font = str(_operands(instruction)[0])
        elif str(instruction.operator) in _SHOWING:
            for place, text in enumerate(_texts(_operands(instruction))):
                content = bytes(text) if isinstance(text, pikepdf.String) else b""
                pairs = range(0, len(content), 2)
                glyph = known.get(font, {})
                found += [_Drawn(number, place, byte, glyph) for byte in pairs if content[byte : byte + 2] in glyph]
    return [each for each in found if len(each.glyphs) > 1]


def _operands(instruction: Any) -> list[Any]:  # noqa: ANN401 -- pikepdf has two kinds
    return list(instruction.operands)


def _texts(operands: Sequence[Any]) -> Sequence[Any]:
    last = operands[-1]
    return list(last) if isinstance(last, pikepdf.Array) else [last]


def _glyphs_of(font: Any) -> dict[bytes, str]:  # noqa: ANN401 -- as pikepdf gives it
    """The glyphs of digits in a font of two bytes a glyph."""
    if "/ToUnicode" not in font:
        return {}
    table = font.ToUnicode.read_bytes()
    pairs = re.findall(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4})>", table)
    shown = {bytes.fromhex(glyph.decode()): chr(int(code, 16)) for glyph, code in pairs}
    return {glyph: character for glyph, character in shown.items() if character in "0123456789"}


def _change(stream: Any, digit: _Drawn) -> None:  # noqa: ANN401 -- a page or a drawing
    """Draw the glyph of another digit instead."""
    instructions = list(pikepdf.parse_content_stream(stream))
    operands = _operands(instructions[digit.instruction])
    texts = _texts(operands)
    content = bytearray(bytes(texts[digit.text]))
    here = bytes(content[digit.byte : digit.byte + 2])
    others = sorted(glyph for glyph, shown in digit.glyphs.items() if shown != digit.glyphs[here])
    content[digit.byte : digit.byte + 2] = others[digit.byte % len(others)]
    texts = [pikepdf.String(bytes(content)) if place == digit.text else each for place, each in enumerate(texts)]
    last = pikepdf.Array(texts) if isinstance(operands[-1], pikepdf.Array) else texts[0]
    operator = pikepdf.Operator(str(instructions[digit.instruction].operator))
    instructions[digit.instruction] = pikepdf.ContentStreamInstruction([*operands[:-1], last], operator)
    written = pikepdf.unparse_content_stream(instructions)
    if isinstance(stream, pikepdf.Stream):
        stream.write(written)
    else:
        stream.Contents.write(written)
