"""Templates of print without what pandoc would only hand on, which is put in once it has written the document."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

_PLAIN = re.compile(r"(?:[^$\s]| )*(?<! )\n")
_LONG = 1000
_MARK = "\U000f0000"
"""No document has this letter: it is kept for values that are not filled in yet."""
_MARKED = re.compile(f"^//{_MARK}(\\d+)\n".encode(), re.MULTILINE)


class Template(NamedTuple):
    """A template with a mark in the place of each long run of lines that has nothing to fill in, and these `parts`.

    pandoc takes longer to read what it only hands on than to write the whole document.
    """

    text: str
    parts: tuple[bytes, ...]

    @classmethod
    @lru_cache(maxsize=8)  # editions have the same
    def of(cls, text: str) -> Template:
        """The template that a text is; at its end, where pandoc sees to how a document ends, it stays as it is."""
        parts: list[bytes] = []

        def marked(is_plain: bool, lines: str) -> str:  # noqa: FBT001 -- as lines are told apart
            if not is_plain or len(lines) < _LONG:
                return lines
            parts.append(lines.encode())
            return f"//{_MARK}{len(parts)}\n"

        runs = [(is_plain, "".join(run)) for is_plain, run in groupby(text.splitlines(keepends=True), _is_plain)]
        abridged = [marked(*each) for each in runs[:-1]]
        return cls("".join([*abridged, *(lines for _, lines in runs[-1:])]), tuple(parts))

    def whole(self, document: bytes) -> bytes:
        """A document of this template, with its parts in their places."""
        return _MARKED.sub(lambda mark: self.parts[int(mark[1]) - 1], document)


def _is_plain(line: str) -> bool:
    """Whether pandoc only hands a line of a template on, as it is."""
    return _PLAIN.fullmatch(line) is not None
