"""What a PDF's streams unpack to, bounded before any library unpacks them."""

from __future__ import annotations

import re
import zlib

from statbrief.copies.copy import UNLIKE_A_BRIEF
from statbrief.errors import CopyError

LARGEST_STREAM = 64 * 1024 * 1024
LARGEST_TOTAL = 256 * 1024 * 1024
"""Bytes of one stream, and of all, unpacked."""
MOST_STREAMS = 200_000
"""A brief of 200 pages has about a thousand."""
MOST_READ = 4
"""Times that a byte is read on average: streams lie beside each other, not inside."""
WIDEST_ROW = 100_000
"""Bytes that a predictor may look back."""

_FIRST_PIECE, _PIECE = 512, 64 * 1024
_AT_ONCE = 1024 * 1024
_START = re.compile(rb"stream[ \t]*(?:\r\n|\n|\r)")
_ESCAPED = re.compile(rb"/[A-Za-z]*#[0-9A-Fa-f]{2}[A-Za-z#0-9]*")
_CODE = re.compile(rb"#([0-9A-Fa-f]{2})")
_SPELT = frozenset(
    b"/BitsPerComponent /Colors /Columns /Crypt /DecodeParms /Encrypt /F /FDecodeParms /FFilter /Filter /FlateDecode "
    b"/Length /N /ObjStm /Predictor /Type /XRef /XRefStm".split()
)
_WIDE = re.compile(rb"/(?:Columns|Colors|BitsPerComponent)[ \t\r\n\f\0]*+[+]?+0*+([0-9]{6,})")


def refuse_bombs(name: str, content: bytes) -> None:
    """Raises `CopyError` for the PDF in the file `name` when a stream, or all of them, unpack to more than any brief.

    Whatever follows the word ``stream`` is tried, wherever it stands: what a damaged or forged table of contents says
    of it does not matter.
    """
    if _WIDE.search(content) or has_disguised_keys(content):
        raise CopyError.at(name, "PDF", "a stream is packed in an unusual way", UNLIKE_A_BRIEF)
    left, to_read = LARGEST_TOTAL, MOST_READ * len(content) + _AT_ONCE
    for number, start in enumerate(_START.finditer(content)):
        if number >= MOST_STREAMS:
            raise CopyError.at(name, "PDF", f"it has more than {MOST_STREAMS} streams", UNLIKE_A_BRIEF)
        size, read = _unpacked_size(name, memoryview(content)[start.end() :], min(left, LARGEST_STREAM), to_read)
        left -= size
        to_read -= read


def has_disguised_keys(content: bytes) -> bool:
    """Whether some bytes of a PDF read as a key that says how streams are packed, spelt with codes of letters."""
    return any(_spelt_out(each) in _SPELT for each in set(_ESCAPED.findall(content)))


def unpacked(name: str, packed: bytes, largest: int = LARGEST_STREAM) -> bytes:
    """What a stream that is packed with Flate unpacks to; an empty file may be packed as nothing at all."""
    if not packed:
        return b""
    unpacker = zlib.decompressobj()
    try:
        content = unpacker.decompress(packed, largest + 1)
    except zlib.error as error:
        raise CopyError.at(name, "PDF", f"a stream is damaged ({error})", UNLIKE_A_BRIEF) from error
    if len(content) > largest:
        raise CopyError.at(name, "PDF", f"a stream unpacks to more than {largest} bytes", UNLIKE_A_BRIEF)
    if not unpacker.eof or unpacker.unused_data:
        raise CopyError.at(name, "PDF", "what is packed in a stream does not end where the stream does", UNLIKE_A_BRIEF)
    return content


def _unpacked_size(name: str, packed: memoryview, largest: int, most_read: int) -> tuple[int, int]:
    """The size of what starts here once it is unpacked, and of what was read; nothing when it is not packed."""
    if not _is_packed(packed):
        return 0, 0
    unpacker = zlib.decompressobj()
    size = place = 0
    piece = _FIRST_PIECE
    waiting: bytes | memoryview = b""
    try:
        while not unpacker.eof and (waiting or place < len(packed)):
            if not waiting:
                waiting = packed[place : place + piece]
                place, piece = place + len(waiting), min(2 * piece, _PIECE)
            size += len(unpacker.decompress(waiting, min(_AT_ONCE, largest + 1 - size)))
            if size > largest:
                raise CopyError.at(name, "PDF", f"its streams unpack to more than {largest} bytes", UNLIKE_A_BRIEF)
            waiting = unpacker.unconsumed_tail
            if place - len(waiting) - len(unpacker.unused_data) > most_read:
                raise CopyError.at(name, "PDF", "its streams lie inside each other", UNLIKE_A_BRIEF)
    except zlib.error:
        pass  # what is not packed is no larger than it is
    return size, place - len(unpacker.unused_data)


def _is_packed(content: memoryview) -> bool:
    """Whether what starts here may be packed, by the two bytes that zlib begins with."""
    return len(content) > 1 and content[0] & 15 == zlib.DEFLATED and (content[0] << 8 | content[1]) % 31 == 0


def _spelt_out(name: bytes) -> bytes:
    return _CODE.sub(lambda code: bytes([int(code[1], 16)]), name)
