"""Pictures of a PDF's pages, as PNG.

A browser's own viewer of PDF keeps no place when a new one is shown, says nothing of where it is, and is missing in
some. Pictures keep their place, come page by page and look the same everywhere; the PDF itself is a click away.
"""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from threading import Lock

import pypdfium2

MOST_PIXELS = 4000
"""Of a picture's width."""
_ONE = Lock()
"""PDFium does one thing at a time."""


def sizes_of(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height of each page, in points."""
    with _ONE, pypdfium2.PdfDocument(pdf) as document:
        return tuple(document.get_page_size(number) for number in range(len(document)))


@lru_cache(maxsize=32)
def picture(pdf: bytes, number: int, width: int) -> bytes | None:
    """A page, `width` pixels wide; None where there is no such page. Pages count from 1."""
    with _ONE, pypdfium2.PdfDocument(pdf) as document:
        if not 1 <= number <= len(document):
            return None
        page = document[number - 1]
        scale = min(max(width, 1), MOST_PIXELS) / page.get_width()
        image = page.render(scale=scale).to_pil()
    written = BytesIO()
    image.save(written, "PNG", compress_level=1)
    return written.getvalue()
