"""A file read as a copy of a brief, whichever it is, page, print or record; or what is wrong with it, in one line.

Whatever it holds is data. Nothing of it is run, every size is bounded, and a file that would have it otherwise is
refused in one line.
"""

from __future__ import annotations

from pathlib import Path

from statbrief.copies.copy import FORMATS, LARGEST_ATTACHMENT, LARGEST_FILE, Copy
from statbrief.copies.other_files import what_it_is
from statbrief.errors import CopyError
from statbrief.record import published
from statbrief.record.released import FILES, beside

_MARK = b"\xef\xbb\xbf"
"""What some editors put before a text in UTF-8, and no program shows."""


def read_copy(path: Path) -> Copy:
    """The copy in the file `path`, of whichever format it is.

    Raises `CopyError` for a file that is no copy of a brief, or that is not safe to read.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as problem:
        raise CopyError.at(str(path), "file", problem.strerror or str(problem)) from problem
    return copy_of(path, content)


def copy_of(path: Path, content: bytes) -> Copy:
    """The copy that `content` is, which was read from the file `path`; else as `read_copy`."""
    name = path.name
    if len(content) > LARGEST_FILE:
        found, wanted = f"has more than {LARGEST_FILE} bytes", "no brief is as large"
        raise CopyError.at(str(path), "file", found, wanted)
    content = content.removeprefix(_MARK)
    found = _format(content)
    if not found:
        raise CopyError([what_it_is(name, content)])
    called, endings = FORMATS[found]
    if path.suffix and path.suffix.lower() not in endings:
        told = f"is {called}, and its name ends in {path.suffix}, which other programs go by"
        raise CopyError.at(name, "file", told, f"{called} ends in {endings[0]}")
    if found == "json":
        content = content.replace(b"\r\n", b"\n")  # which no text of JSON holds
        return Copy(name=name, format=found, record=content, attached=_kept_beside(path, content))
    if found == "pdf":
        from statbrief.copies.pdf import read_pdf

        return read_pdf(name, content)
    from statbrief.copies.html import read_html

    return read_html(name, content)


def _kept_beside(path: Path, content: bytes) -> dict[str, bytes]:
    """The files that a record names, where it was kept with them; what is wrong with it is for others to say."""
    if not (path.parent / FILES).is_dir():
        return {}
    try:
        return beside(path, published.read(content, path.name), LARGEST_ATTACHMENT)
    except CopyError:
        return {}


def _format(content: bytes) -> str:
    """The format that the content is in, by its first bytes: a PDF starts with its own, before any white space."""
    start = content[:1024].lstrip()
    if content.startswith(b"%PDF-"):
        return "pdf"
    if start.startswith(b"{"):
        return "json"
    return "html" if start.startswith(b"<") else ""
