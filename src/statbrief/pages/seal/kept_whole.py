"""What a line of a web page does not end within, where browsers would end one, and words that it may end within."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SELF_SAID = re.compile(
    r"−[$¢-¥֏؋฿\u20a0-\u20cf](?:\d|[.,\u00a0\u202f](?=\d))*"
    r"|(?<![\w-])\d{4}-(?:\d\d-\d\d|\d\d|Q\d|W\d\d)(?![\w-])",
    re.ASCII,
)
"""Negative money, after whose minus Unicode allows a line to end before a symbol (but not before a digit), and periods
and days as data write them, after their hyphens."""
_LONG = re.compile(r"\w{30,}")
"""Words that a line may break anywhere, as in print, since a column may be narrower."""
_PLACE = re.compile(r",\s([^\W\d_]+\.?\s\d+)(?![\w-])(?!\.\d)")
"""Where in a source something stands, after its name: `, paragraph 6`."""
_TO_SOURCE = re.compile(r"\shref=\"#ref-")

_END_OF_CITATION = "</span>"

Change = tuple[int, int, str]
"""From where to where, and what is to stand there."""


def kept_whole(page: str, start: int, end: int) -> Iterator[Change]:
    """What is to change in the text from `start` to `end`, which has no tags in it."""
    if (place := _PLACE.match(page, start, end)) and _ends_link_to_source(page, start):
        yield *place.span(1), _whole(place[1])
    for found in _SELF_SAID.finditer(page, start, end):
        yield *found.span(), _whole(found[0])
    for found in _LONG.finditer(page, start, end):
        yield *found.span(), f'<span class="long-word">{found[0]}</span>'


def whole_in(text: str) -> str:
    """A text without tags, with what says by itself that it is to be kept whole."""
    return _SELF_SAID.sub(lambda found: _whole(found[0]), text)


def _ends_link_to_source(page: str, end: int) -> bool:
    """Whether what ends there is a link to an entry of the bibliography, or a citation that ends with one."""
    if page.endswith(_END_OF_CITATION, 0, end):
        end -= len(_END_OF_CITATION)
    start = page.rfind("<a ", 0, end) if page.endswith("</a>", 0, end) else -1
    return start >= 0 and bool(_TO_SOURCE.search(page, start, page.index(">", start)))


def _whole(text: str) -> str:
    return f'<span class="whole">{text}</span>'
