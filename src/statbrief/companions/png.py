"""Pictures in dots: drawn by Typst, with what they show in words and how large they print inside their files.

Source of the format: W3C, Portable Network Graphics (PNG) Specification, sections 5.3 to 5.6, 11.2.1 (IHDR), 11.3.3.4
(iTXt) and 11.3.4.3 (pHYs).
"""

from __future__ import annotations

import hashlib
import json
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_LENGTH, _SIZE, _DOTS = struct.Struct(">I"), struct.Struct(">II"), struct.Struct(">IIB")
_INCH = 0.0254  # metres
_POINTS = 72.0  # an inch
_HEAD = b"IHDR"
_FRAME = 12  # bytes of a chunk that are not its content


class Picture(NamedTuple):
    """What a file says of its picture: width and height in dots, dots an inch (0 where unsaid), texts by keyword."""

    width: int
    height: int
    dpi: int
    texts: Sequence[tuple[str, str]]


def drawn(
    source: str, inputs: Mapping[str, str], fonts: Sequence[Path], dpi: float, known: MutableMapping[str, bytes]
) -> bytes:
    """A page of Typst as PNG, `dpi` dots an inch; its letters are of the `fonts`, and it is given `inputs`.

    `known` are those that were drawn before, by what they were drawn of. Raises `ValueError` with what Typst says is
    wrong.
    """
    import typst

    version: str = typst.__version__  # type: ignore[attr-defined]  # its stubs do not know it
    key = _key(source, inputs, fonts, dpi, version)
    if (found := known.get(key)) is not None:
        return found
    draw: Any = typst.compile  # its stubs know fewer inputs than it takes
    folders = list(dict.fromkeys(str(path.parent) for path in fonts))
    options = {"format": "png", "ppi": dpi, "font_paths": folders, "ignore_system_fonts": True}
    try:
        png = bytes(draw(source.encode(), **options, sys_inputs=dict(inputs)))
    except typst.TypstError as problem:
        raise ValueError(str(problem)) from problem
    known[key] = png
    return png


def _key(source: str, inputs: Mapping[str, str], fonts: Iterable[Path], dpi: float, version: str) -> str:
    """What tells a drawing from all others: all that Typst is given, and which Typst."""
    files = [(path.name, (told := path.stat()).st_size, told.st_mtime_ns) for path in fonts]
    of = json.dumps([source, dict(inputs), files, dpi, version], sort_keys=True)
    return f"{hashlib.sha256(of.encode()).hexdigest()}.png"


def dpi_of(dots: int, points: float) -> float:
    """How many dots an inch make a length in points as many dots.

    >>> dpi_of(600, 216.0)
    200.0
    """
    return dots * _POINTS / points


def described(png: bytes, texts: Mapping[str, str], dpi: int = 0) -> bytes:
    """The picture with texts by keyword inside its file, and, where it is told, how many dots print an inch."""
    (head, *others) = _chunks(png)
    said = [(b"iTXt", _of_text(keyword, text)) for keyword, text in texts.items() if text]
    if dpi:
        said.insert(0, (b"pHYs", _DOTS.pack(round(dpi / _INCH), round(dpi / _INCH), 1)))
    return _SIGNATURE + b"".join(_written(*each) for each in [head, *said, *others])


def stand_in(png: bytes) -> bytes:
    """A file as large on paper as a picture, that has none of its dots, and is that of no other picture."""
    head = [each for each in _chunks(png) if each[0] in {_HEAD, b"pHYs"}]
    whose = (b"iTXt", _of_text("Source", hashlib.sha256(png).hexdigest()))
    return _SIGNATURE + b"".join(_written(*each) for each in [*head, whose, (b"IEND", b"")])


def read_picture(png: bytes) -> Picture:
    """What a file says of its picture. Raises `ValueError` for what is no PNG."""
    size, dpi, texts = (0, 0), 0, list[tuple[str, str]]()
    for name, content in _chunks(png):
        if name == _HEAD:
            size = _SIZE.unpack_from(content)
        elif name == b"pHYs":
            dpi = round(_DOTS.unpack(content)[0] * _INCH)
        elif name == b"iTXt":
            keyword, _, rest = content.partition(b"\0")
            texts.append((keyword.decode("latin-1"), rest.split(b"\0", 4)[-1].decode()))
    return Picture(*size, dpi, texts)


def _of_text(keyword: str, text: str) -> bytes:
    """A text that is not compressed, of no language told."""
    return keyword.encode("latin-1") + b"\0\0\0\0\0" + text.encode()


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    if not png.startswith(_SIGNATURE + _LENGTH.pack(13) + _HEAD):
        raise ValueError("it is no PNG")
    place = len(_SIGNATURE)
    while place < len(png):
        (length,) = _LENGTH.unpack_from(png, place)
        name, content = png[place + 4 : place + 8], png[place + 8 : place + 8 + length]
        if png[place + 8 + length : place + _FRAME + length] != _checksum(name, content):
            raise ValueError(f"its part {name.decode('latin-1')} is broken")
        yield name, content
        place += _FRAME + length


def _written(name: bytes, content: bytes) -> bytes:
    return _LENGTH.pack(len(content)) + name + content + _checksum(name, content)


def _checksum(name: bytes, content: bytes) -> bytes:
    return _LENGTH.pack(zlib.crc32(name + content))
