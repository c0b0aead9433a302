"""The last touches to a print: what those hear who listen to it, which Typst does not say.

Nothing that is seen changes, nor what the document claims to be, PDF/A and PDF/UA among it.
"""

from __future__ import annotations

from io import BytesIO

import pikepdf
from pikepdf import String

from statbrief.pages.seal.print_links import describe_links
from statbrief.pages.seal.print_tags import mend_tags
from statbrief.pages.seal.tagged_text import TaggedText

LANGUAGE = "dc:language"
PUBLISHER = "dc:publisher"


def finish_print(page: bytes, lang: str, publisher: str = "") -> bytes:
    """The PDF with links that say what they lead to, its tags mended, its language with its region, and its publisher.

    Who publishes it stands in its metadata alone, where Dublin Core has a list of names. A PDF without tags, which the
    brief's settings may ask for, keeps what it has of these. The same page gives the same bytes.
    """
    with pikepdf.open(BytesIO(page)) as pdf:
        pdf.Root.Lang = String(lang)
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            metadata[LANGUAGE] = {lang}
            if publisher:
                metadata[PUBLISHER] = {publisher}
        if "/StructTreeRoot" in pdf.Root:
            words = TaggedText(pdf, page)
            describe_links(pdf, words, lang)
            mend_tags(pdf, str(pdf.docinfo.get("/Title", "")), words)
        made = BytesIO()
        pdf.save(made, fix_metadata_version=False, deterministic_id=True)
    return made.getvalue()
