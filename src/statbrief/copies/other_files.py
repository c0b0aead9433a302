"""Files that are no copy of a brief, told for what they are: companions, archives, mail, and pages written anew."""

from __future__ import annotations

import re

from statbrief.errors import CopyError, Fault, Place

_KINDS = (
    (b"PK\x03\x04", "is an archive, as workbooks and Word documents are too"),
    (b"\x1f\x8b", "is packed with gzip"),
    (b"\x89PNG", "is a picture"),
    (b"\xff\xd8\xff", "is a picture"),
    (b"GIF8", "is a picture"),
    (b"\xff\xfe", "is in UTF-16, as no brief is written"),
    (b"\xfe\xff", "is in UTF-16, as no brief is written"),
)
_MAIL = re.compile(rb"(?:From|Received|Return-Path|MIME-Version|Date|Subject|Delivered-To|Message-ID):", re.IGNORECASE)
_GIVE = "give a brief's HTML, PDF or brief.json; what goes out beside them, or holds them, has no record of its own"
_AS_PUBLISHED = "get the file itself as it was published: what another program saves or prints is another file"
_ANEW = (
    (re.compile(rb"<!-- ?saved from url=", re.IGNORECASE), "a browser saved it anew, with all that belongs to it"),
    (re.compile(rb"content=[\"']?LibreOffice", re.IGNORECASE), "LibreOffice saved it anew"),
    (re.compile(rb"content=[\"']?Microsoft Word", re.IGNORECASE), "Word saved it anew"),
    (re.compile(rb"<html [^>]*=3D", re.IGNORECASE), "it is packed for mail, as quoted-printable"),
)


def what_it_is(name: str, content: bytes) -> Fault:
    """The fault of the file `name`, which starts as no copy of a brief does."""
    kind = next((said for start, said in _KINDS if content.startswith(start)), "")
    if not kind and _MAIL.match(content):
        kind = "is a mail, or a page saved as one"
    return Place(name).fault("file", kind or "is neither a page, nor a PDF, nor a record", _GIVE)


def refuse_anew(name: str, content: bytes) -> None:
    """Raises `CopyError` for the page in the file `name` that a program has saved anew, as it says itself."""
    start = content[:4096]
    if said := next((said for sign, said in _ANEW if sign.search(start)), ""):
        raise CopyError.at(name, "page", said, _AS_PUBLISHED)


def refuse_printed(name: str, content: bytes, record: str) -> None:
    """Raises `CopyError` for the PDF in the file `name` in which nothing is called as a brief's record is.

    One that was cut off, or whose names are packed or locked, may have it.
    """
    is_whole = b"%%EOF" in content[-1024:]
    if is_whole and not any(each in content for each in (record.encode(), b"/ObjStm", b"/Encrypt")):
        found = "there is no record: another program printed or saved it"
        raise CopyError.at(name, "PDF", found, _AS_PUBLISHED)
