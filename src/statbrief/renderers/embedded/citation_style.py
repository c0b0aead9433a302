"""pandoc's own style of citations, without the space between its tags: to read that takes as long as all else in it.

It is the same style, and is kept for each pandoc: with its blanks, reading it takes a quarter of a render.
"""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import MutableMapping
from pathlib import Path
from xml.etree import ElementTree as ET

from statbrief.files.packages import pandoc_binary

_known: dict[str, bytes] = {}
"""What was made or read in this process, by which pandoc it is of."""


def bare(style: bytes) -> bytes:
    """A style without comments, and without the space around elements that stand in others.

    >>> bare(b'<style xmlns="http://purl.org/net/xbiblio/csl"> <!-- a --> <term> </term> <term>b </term> </style>')
    b'<style xmlns="http://purl.org/net/xbiblio/csl"><term> </term><term>b </term></style>'
    """
    tree = ET.fromstring(style)  # noqa: S314 -- from pandoc itself
    for element in tree.iter():
        if len(element) and not (element.text or "").strip():
            element.text = None
        for within in element:
            if not (within.tail or "").strip():
                within.tail = None
    written: bytes = ET.tostring(tree, encoding="utf-8")  # every tag with a prefix, which pandoc would not know
    return written.replace(b"<ns0:", b"<").replace(b"</ns0:", b"</").replace(b"xmlns:ns0=", b"xmlns=", 1)


def default_style(kept: MutableMapping[str, bytes]) -> bytes:
    """pandoc's own style, bare; what was made of it before is among what is `kept`."""
    program = pandoc_binary()
    key = f"{_identity(program)}.csl"
    if key not in _known:
        if (found := kept.get(key)) is None:
            found = kept[key] = bare(_printed(program))
        _known[key] = found
    return _known[key]


def _identity(program: Path) -> str:
    """What tells one pandoc from another."""
    state = program.stat()
    return hashlib.sha256(f"{program} {state.st_size} {state.st_mtime_ns}".encode()).hexdigest()[:32]


def _printed(program: Path) -> bytes:
    command = [str(program), "--print-default-data-file=default.csl"]
    return subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
