"""The record and the data files go inside a PDF, as PDF/A-3 has them: each with its type and what it is to the page."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from statbrief.copies.unpacked_size import has_disguised_keys
from statbrief.errors import RenderingError
from statbrief.files.paths import PUBLISHED

if TYPE_CHECKING:
    from statbrief.pages.seal.attachments import Attachment


def refuse_attachments(name: str, page: bytes) -> None:
    """Raises RenderingError when the PDF has files inside that are not ours: the record could not answer for them."""
    with pikepdf.open(BytesIO(page)) as pdf:
        inside = sorted(pdf.attachments)
    if inside:
        found, wanted = f"{inside[0]} is attached already", "put it into data/, whose files travel inside the pages"
        raise RenderingError.at(name, "PDF", found, wanted)


def attach(page: bytes, record: bytes, attached: Iterable[Attachment]) -> bytes:
    """The PDF with the record (what it was made from: ``/Source``) and the data files (``/Data``) inside.

    Nothing else of it changes, its marks as PDF/A and PDF/UA among it; the same files give the same bytes.
    """
    with pikepdf.open(BytesIO(page)) as pdf:
        files = {PUBLISHED: _described(pdf, PUBLISHED, "application/json", record, Name.Source)}
        for each in attached:
            files[each.name] = _described(pdf, each.name, each.type, each.content, Name.Data)
        pdf.Root.AF = Array([files[name] for name in files])
        names = pdf.Root.get("/Names", Dictionary())
        names.EmbeddedFiles = Dictionary(
            Names=Array([part for name in sorted(files) for part in (String(name), files[name])])
        )
        pdf.Root.Names = names
        return _saved(pdf)


def readable(page: bytes) -> bytes:
    """The PDF, packed again where what is packed reads as a key in disguise, which no copy may have.

    By chance four bytes come together so, in one brief of some thousands.
    """
    if not has_disguised_keys(page):
        return page
    with pikepdf.open(BytesIO(page)) as pdf:
        return _saved(pdf)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    """The PDF as bytes, packed so that they can be read."""
    content = _packed(pdf)
    if not has_disguised_keys(content):
        return content
    for level in (9, 8, 7, 6, 5, 4, 3, 2, 1):
        pikepdf.settings.set_flate_compression_level(level)
        try:
            content = _packed(pdf, again=True)
        finally:
            pikepdf.settings.set_flate_compression_level(-1)
        if not has_disguised_keys(content):
            break
    return content


def _packed(pdf: pikepdf.Pdf, *, again: bool = False) -> bytes:
    made = BytesIO()
    pdf.save(made, fix_metadata_version=False, deterministic_id=True, recompress_flate=again)
    return made.getvalue()


def _described(pdf: pikepdf.Pdf, name: str, kind: str, content: bytes, relationship: Name) -> pikepdf.Object:
    """A file specification, as an object of the PDF."""
    stream = pdf.make_stream(content)
    stream.Type = Name.EmbeddedFile
    stream.Subtype = Name(f"/{kind}")
    stream.Params = Dictionary(Size=len(content))
    if "/Info" in pdf.trailer and "/ModDate" in pdf.trailer.Info:
        stream.Params.ModDate = pdf.trailer.Info.ModDate
    described = Dictionary(
        Type=Name.Filespec,
        F=String(name),
        UF=String(name),
        Desc=String(name),
        AFRelationship=relationship,
        EF=Dictionary(F=stream, UF=stream),
    )
    return pdf.make_indirect(described)
