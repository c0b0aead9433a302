"""Streams of a PDF whose rows are foretold by the rows above, as pictures are packed: read as every program reads them.

What foretells a row is named in a way that programs mend differently where it is wrong, so a copy has it in pictures
alone, and right.
"""

from __future__ import annotations

import pikepdf

from statbrief.copies.copy import UNLIKE_A_BRIEF
from statbrief.copies.unpacked_size import WIDEST_ROW
from statbrief.errors import CopyError

_NONE = 1
_BY_ROW = range(10, 16)
"""Ways to foretell in which each row begins with its own, as in PNG."""
_WAYS = frozenset(range(5))
_BYTE = 8
_SIZES = {"/Columns": 1, "/Colors": 1, "/BitsPerComponent": 8}
"""What a row's width follows from, and what each is where it is not said."""


def read_foretold(name: str, stream: pikepdf.Object, content: bytes) -> bytes:
    """The picture that a stream with `/DecodeParms` holds, of the PDF in the file `name`; `content` is it unpacked.

    Raises `CopyError` for what is no picture, or is foretold otherwise than PNG does, in rows of another width.
    """
    how = stream.DecodeParms
    how = how[0] if isinstance(how, pikepdf.Array) and len(how) == 1 else how
    if not isinstance(how, pikepdf.Dictionary) or stream.get("/Subtype") != "/Image":
        raise _unusual(name)
    way = int(how.get("/Predictor", _NONE))
    if way != _NONE:
        columns, colours, bits = (int(how.get(key, least)) for key, least in _SIZES.items())
        if not all(0 < size <= WIDEST_ROW for size in (columns, colours, bits)):
            raise _unusual(name)
        row = 1 + -(-columns * colours * bits // _BYTE)
        if way not in _BY_ROW or len(content) % row or not _WAYS.issuperset(content[::row]):
            raise _unusual(name)
    return stream.read_bytes()


def _unusual(name: str) -> CopyError:
    return CopyError.at(name, "PDF", "a stream is packed in an unusual way", UNLIKE_A_BRIEF)
