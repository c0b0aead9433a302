"""How a PDF is put together, byte by byte: one list of objects, one table of where they are, and nothing beside.

Programs that show a PDF read what lies elsewhere in their own ways: an older table of contents, a part to be shown
before the rest has arrived, bytes before the first object or after the last. So a copy is held to the one form that
sealing writes, which leaves nothing to choose: a header, objects, a table, a trailer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from statbrief.errors import CopyError

MOST_OBJECTS = 100_000
MOST_PARTS = 1_500_000
"""Objects, and names, numbers and texts in all of them; a brief of 200 pages has about 24,000 and 850,000."""

_HEADER = re.compile(rb"%PDF-[12]\.[0-9]\n%\xbf\xf7\xa2\xfe\n")
_STRING = rb"\((?:[^()\\]|\\.)*+\)|<[0-9a-fA-F]*+>"
_PART = rb"<<|>>|[\[\]]|/[!-$&'*-.0-;=?-Z\\^-z|~]*+|[-+]?[0-9.]++|true|false|null|R|" + _STRING
_VALUE = rb"(?:" + _PART + rb")(?: (?:" + _PART + rb"))*+"
_OBJECT = re.compile(rb"([1-9][0-9]*) 0 obj\n(" + _VALUE + rb")\n(endobj|stream)\n", re.DOTALL)
_TRAILER = re.compile(
    rb"trailer << (?:/Info ([0-9]+) 0 R )?/Root ([0-9]+) 0 R /Size ([0-9]+)(?: /ID \[<[0-9a-f]*><[0-9a-f]*>\])? >>\n"
    rb"startxref\n([0-9]+)\n%%EOF\n"
)
_STRINGS = re.compile(_STRING, re.DOTALL)
_UP = rb"/(?:Parent|P|Prev) [0-9]+ [0-9]+ R|"
_REFERS = re.compile(_UP + rb"(?<![0-9])([0-9]+) ([0-9]+) R(?![!-$&'*-.0-;=?-Z\\^-z|~])")
_PACKED = re.compile(rb"/Type /(ObjStm|XRef)\b")
_LENGTH = re.compile(rb"/Length ([0-9]+)(?= )")
_ENDS = (b"endstream\nendobj\n", b"\nendstream\nendobj\n")
_WANTED = "a brief's PDF is as its build wrote it, or as qpdf writes it by default"
_FREE = b"0000000000 65535 f \n"


@dataclass(frozen=True)
class _Object:
    """Where an object starts in the file, and the numbers of those that it refers to, but for what is above it."""

    start: int
    refers: tuple[int, ...]


def refuse_other_structure(name: str, content: bytes) -> None:
    """Raises `CopyError` for the PDF in the file `name` that is not written as sealing writes one.

    Each object must be in the table at its own place, and be reached from the document's root.
    """
    if b"/Linearized" in content:
        raise CopyError.at(name, "PDF", "it is linearized, and may be shown before its end is read", _WANTED)
    header = _HEADER.match(content)
    if header is None:
        raise CopyError.at(name, "PDF", "something stands between its header and its first object", _WANTED)
    objects: dict[int, _Object] = {}
    place, parts = header.end(), 0
    while match := _OBJECT.match(content, place):
        number = int(match[1])
        parts += match[2].count(b" ") + 1
        if number in objects:
            raise CopyError.at(name, "PDF", f"object {number} is there twice", _WANTED)
        if len(objects) >= MOST_OBJECTS or parts > MOST_PARTS:
            raise CopyError.at(
                name, "PDF", f"it has more than {MOST_OBJECTS} objects, or {MOST_PARTS} parts of them", _WANTED
            )
        value = _STRINGS.sub(b"()", match[2])
        if packed := _PACKED.search(value):
            raise CopyError.at(name, "PDF", f"its objects are packed into others ({packed[1].decode()})", _WANTED)
        objects[number] = _Object(place, tuple(_references(name, number, value)))
        place = match.end() if match[3] == b"endobj" else _end_of_stream(name, number, value, content, match.end())
    root = _read_table(name, content, place, objects)
    _refuse_unreached(name, objects, root)


def _references(name: str, number: int, value: bytes) -> Iterator[int]:
    for match in _REFERS.finditer(value):
        if match[1] is None:
            continue
        if match[2] != b"0":
            raise CopyError.at(name, "PDF", f"object {number} refers to another version of one", _WANTED)
        yield int(match[1])


def _end_of_stream(name: str, number: int, value: bytes, content: bytes, start: int) -> int:
    """Where the object ends whose stream starts here; the stream says how long it is, once and with a number."""
    lengths = _LENGTH.findall(value)
    if len(lengths) == 1:
        end = start + int(lengths[0])
        for ends in _ENDS:
            if content.startswith(ends, end):
                return end + len(ends)
    raise CopyError.at(name, "PDF", f"the stream of object {number} does not end where it says", _WANTED)


def _read_table(name: str, content: bytes, place: int, objects: dict[int, _Object]) -> Iterable[int]:
    """The objects that the trailer names. The table must be what the file's objects make it, and the file's end."""
    if not content.startswith(b"xref\n", place):
        raise CopyError.at(
            name,
            "PDF",
            f"it is damaged (what stands at byte {place} is neither an object nor the table of all)",
            _WANTED,
        )
    if sorted(objects) != list(range(1, len(objects) + 1)):
        raise CopyError.at(name, "PDF", "its objects are not numbered one after the other", _WANTED)
    rows = (b"%010d 00000 n \n" % objects[number].start for number in range(1, len(objects) + 1))
    table = b"xref\n0 %d\n%s" % (len(objects) + 1, b"".join([_FREE, *rows]))
    if not content.startswith(table, place):
        raise CopyError.at(name, "PDF", "its table says that objects are where they are not", _WANTED)
    end = place + len(table)
    if content.startswith(b"trailer << /Encrypt ", end) or b" /Encrypt " in content[end : end + 1000]:
        raise CopyError.at(name, "PDF", "it is locked")
    trailer = _TRAILER.fullmatch(content, end)
    if trailer is None or int(trailer[3]) != len(objects) + 1 or int(trailer[4]) != place:
        raise CopyError.at(name, "PDF", "it is damaged, has more than one table, or something after its end", _WANTED)
    return [int(number) for number in trailer.group(1, 2) if number]


def _refuse_unreached(name: str, objects: dict[int, _Object], named: Iterable[int]) -> None:
    waiting = list(named)
    reached: set[int] = set()
    while waiting:
        number = waiting.pop()
        if number not in reached and number in objects:
            reached.add(number)
            waiting += objects[number].refers
    if unreached := objects.keys() - reached:
        raise CopyError.at(name, "PDF", f"nothing leads to object {min(unreached)}", _WANTED)
