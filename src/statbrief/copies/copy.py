"""A published copy: what it holds and shows, and how large it may be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

LARGEST_FILE = 128 * 1024 * 1024
"""Bytes of a file that is read at all."""
LARGEST_ATTACHMENT = 64 * 1024 * 1024
"""Bytes of one file that travels inside a page."""
UNLIKE_A_BRIEF = "no brief is made like that"
"""What is said of a PDF that may be sound, and yet is none that a build makes."""
FORMATS = {"html": ("a page", (".html", ".htm")), "pdf": ("a PDF", (".pdf",)), "json": ("a record", (".json",))}
"""What each format is called, and how the name of its files ends: whoever opens one goes by that."""


class Around(NamedTuple):
    """A number that leads to a figure, and the few characters before and after it on its line."""

    figure: str
    before: str
    shown: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Copy:
    """What a copy holds and shows.

    `format` is ``html``, ``pdf`` or ``json`` (a record, which shows nothing, and has files where
    it was kept with them). `record` is the record's text as
    it was found, `attached` the files inside by name, `types` what each of them is said to be. `text` is what a reader
    sees, piece by piece in the order of reading: the blocks of a page, the pages of a print. `looks` is a hash of all
    else that shapes what is seen.
    `numbers` are the figures that the page links numbers to, each with the number shown. `rows` are the rows of the
    table of origins, each with its figure and its cells, and `origins` what pointing at a number shows, with the
    number's figure. `around` has what stands beside these numbers, `hints` what else is shown or spoken of them, and
    `elsewhere` the figures whose place is not in a row. (All these are of pages alone.)
    """

    name: str
    format: str
    record: bytes
    attached: Mapping[str, bytes] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    text: Sequence[str] = ()
    looks: str = ""
    numbers: Sequence[tuple[str, str]] = ()
    rows: Sequence[tuple[str, Sequence[str]]] = ()
    origins: Sequence[tuple[str, str]] = ()
    around: Sequence[Around] = ()
    hints: Sequence[tuple[str, str, str]] = ()
    elsewhere: Sequence[str] = ()
