"""Copies as small as can be: a page and a print with a record inside, and how each is refused."""

import base64
from collections.abc import Callable
from io import BytesIO

import pytest
from pikepdf import Dictionary, Name, Pdf

from statbrief.copies.copy import Copy
from statbrief.copies.html import read_html
from statbrief.errors import CopyError
from statbrief.pages.seal.attachments import Attachment
from statbrief.pages.seal.pdf import attach

RECORD = b'{"version": 2}\n'
SCRIPT = '<script type="application/json" id="statbrief-record">{}</script>'


# -- pages -----------------------------------------------------------------------------------------------------


def page(body: str, *, head: str = "", record: bytes | None = RECORD) -> bytes:
    """A page with this inside."""
    script = "" if record is None else SCRIPT.format(record.decode())
    start = (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>A brief</title>{head}\n</head>\n'
    )
    return f"{start}<body>\n{body}\n{script}</body>\n</html>\n".encode()


def read(body: str, **others: str) -> Copy:
    """The copy that such a page is."""
    return read_html("a.html", page(body, **others))  # type: ignore[arg-type]


def download(name: str, content: bytes) -> str:
    """A link that holds a file."""
    return f'<a download="{name}" href="data:text/csv;base64,{base64.b64encode(content).decode()}">{name}</a>'


def refusal(content: bytes, reading: Callable[[str, bytes], Copy] = read_html, name: str = "a.html") -> str:
    """The one line with which a copy is refused."""
    with pytest.raises(CopyError) as caught:
        reading(name, content)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def is_read_or_refused_in_a_line(reading: Callable[[str, bytes], Copy], content: bytes) -> bool:
    """Whether nothing else happens."""
    try:
        return isinstance(reading("a", content), Copy)
    except CopyError as error:
        return "\n" not in str(error)


# -- prints ----------------------------------------------------------------------------------------------------

SAID = b"BT /F1 12 Tf 72 700 Td (About 70,000 arrests) Tj 0 -20 Td (in May 2022) Tj ET"


def printed(content: bytes = SAID, change: Callable[[Pdf], None] | None = None) -> bytes:
    """A PDF of one page, as small as can be; `change` adds what a test needs."""
    pdf = Pdf.new()
    pdf.add_blank_page(page_size=(612, 792))
    pdf.pages[0].obj.Contents = pdf.make_stream(content)
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    pdf.pages[0].obj.Resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(font)))
    if change is not None:
        change(pdf)
    return saved(pdf)


def saved(pdf: Pdf, **how: object) -> bytes:
    """The bytes of a PDF."""
    made = BytesIO()
    pdf.save(made, fix_metadata_version=False, deterministic_id=True, **how)  # type: ignore[arg-type]
    return made.getvalue()


def sealed(content: bytes) -> bytes:
    """The PDF with a record and a file inside."""
    return attach(content, RECORD, [Attachment(name="may.csv", file="data/may.csv", type="text/csv", content=b"1\n")])
