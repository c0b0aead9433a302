"""A brief's page as a copy: what it shows and what travels inside it."""

from __future__ import annotations

from statbrief.copies import Copy
from statbrief.errors import CopyError, Fault


def read_html(name: str, content: bytes) -> Copy:
    """The copy in `content`. Raises `CopyError` when it holds no record."""
    raise CopyError(Fault(file=name, what="record", found=f"there is none in {len(content)} bytes"))
