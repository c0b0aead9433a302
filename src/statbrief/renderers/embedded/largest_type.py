"""The largest type that keeps a print on as many pages as the smallest needs: `fontsize: auto`.

Typst sets the print again and again, in about as many runs as there are halves in a list of sizes: four or five.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO

SIZES = tuple(tenths / 10 for tenths in range(80, 97))
"""In points, from the smallest that is set to the largest that a line of some seventy letters has room for."""
_CHOSEN = re.compile(rb"\bfontsize: auto\b")


def asks(source: bytes) -> bool:
    """Whether Typst source leaves the size of its letters open."""
    return _CHOSEN.search(source) is not None


def sized(source: bytes, size: float) -> bytes:
    """The source with letters of a size.

    >>> sized(b"fontsize: auto,", 8.6)
    b'fontsize: 8.6pt,'
    """
    return _CHOSEN.sub(f"fontsize: {size:g}pt".encode(), source)


def largest(source: bytes, compiled: Callable[[bytes], bytes]) -> float:
    """The largest size with which the PDF that `compiled` makes has no more pages than with the smallest."""
    pages = _pages(compiled(sized(source, SIZES[0])))
    low, high = 0, len(SIZES) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if _pages(compiled(sized(source, SIZES[middle]))) <= pages:
            low = middle
        else:
            high = middle - 1
    return SIZES[low]


def _pages(pdf: bytes) -> int:
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as read:
        return len(read.pages)
