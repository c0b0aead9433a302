"""The sealed print: its files say what they are, and it stays archivable and accessible."""

import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import canonicalize

import pikepdf
import pytest

from statbrief.analysis.stale_steps import bring_analysis_up_to_date
from statbrief.copies.unpacked_size import refuse_bombs
from statbrief.errors import StatbriefError
from statbrief.pages.render import render
from statbrief.pages.seal.pdf import attach


@contextmanager
def opened_print(folder: Path) -> Iterator[pikepdf.Pdf]:
    """The PDF of a brief."""
    with pikepdf.open(folder / "_output/brief.pdf") as pdf:
        yield pdf


def metadata_of(pdf: pikepdf.Pdf) -> str:
    """All that the PDF says of itself, whatever lines that is written in."""
    written = pdf.Root.Metadata.read_bytes().decode()
    return canonicalize(re.sub(r"<\?xpacket [^>]*>", "", written), strip_text=True)


def test_files_in_the_print_say_what_they_are(built_brief: Path) -> None:
    """PDF/A-3: the record is the source of the print, the others are its data, each with its type and size."""
    with opened_print(built_brief) as pdf:
        kinds = {str(each.UF): (str(each.AFRelationship), str(each.EF.F.Subtype)) for each in pdf.Root.AF}
        assert kinds == {
            "brief.json": ("/Source", "/application/json"),
            "datapackage.json": ("/Data", "/application/json"),
            "labels.es.csv": ("/Data", "/text/csv"),
            "mexican_may_arrests.csv": ("/Data", "/text/csv"),
            "reported.csv": ("/Data", "/text/csv"),
            "sources.es.bib": ("/Data", "/application/x-bibtex"),
            "sources.bib": ("/Data", "/application/x-bibtex"),
            "units.txt": ("/Data", "/text/plain"),
        }
        named = pdf.Root.Names.EmbeddedFiles.Names
        assert [str(name) for name in list(named)[::2]] == sorted(kinds)
        assert {each.objgen for each in list(named)[1::2]} == {each.objgen for each in pdf.Root.AF}
        for each in pdf.Root.AF:
            assert int(each.EF.F.Params.Size) == len(each.EF.F.read_bytes())
            assert str(each.EF.F.Params.ModDate) == "D:20220712000000Z"


@pytest.mark.thorough
def test_the_print_stays_archivable_and_accessible(copied_brief: Path, unsealed_pages: dict[str, bytes]) -> None:
    """Its metadata, and in them its marks as PDF/A-3a and PDF/UA-1, are those that Typst wrote."""
    render(copied_brief, renderer="embedded")
    with opened_print(copied_brief) as pdf, pikepdf.open(BytesIO(unsealed_pages["pdf"])) as before:
        metadata = metadata_of(pdf)
        assert metadata == metadata_of(before)
        assert "/Filter" not in pdf.Root.Metadata
        assert pdf.pdf_version == before.pdf_version
    marks = re.findall(r"<(pdf(?:aid|uaid):\w+)[^>]*>(\w)<", metadata)
    assert marks == [("pdfaid:part", "3"), ("pdfaid:conformance", "A"), ("pdfuaid:part", "1")]


def test_files_that_the_prose_attaches_itself_are_refused(copied_brief: Path) -> None:
    """The record could not answer for them."""
    raw = '```{=typst}\n#pdf.attach("data/units.txt", relationship: "data", mime-type: "text/plain")\n```\n'
    (copied_brief / "_quarto.yml").write_text(
        "lang: en\nbibliography: data/sources.bib\nformat: {html: default, typst: {pdf-standard: []}}\n",
        encoding="utf-8",
    )
    (copied_brief / "brief.qmd").write_text(f"---\ntitle: A\n---\n{raw}", encoding="utf-8")
    bring_analysis_up_to_date(copied_brief, "brief.qmd")
    with pytest.raises(
        StatbriefError, match=r"^brief.pdf: PDF: \S+ is attached already; put it into data/, whose files"
    ):
        render(copied_brief, ("pdf",), "embedded")


def test_bytes_that_read_as_a_key_by_chance_are_packed_anew() -> None:
    """A stream may be packed into any bytes, among them a slash and `#4e`, which spell `/N` to who unpacks it."""
    text = b"BT (/#4e) Tj ET " * 40
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        page.Contents = pikepdf.Stream(pdf, zlib.compress(text, 0), Filter=pikepdf.Name.FlateDecode)
        made = BytesIO()
        pdf.save(made)
    assert b"/#4e" in made.getvalue()
    sealed = attach(made.getvalue(), b"{}", [])
    assert b"/#4e" not in sealed
    assert sealed == attach(made.getvalue(), b"{}", [])
    refuse_bombs("brief.pdf", sealed)
    with pikepdf.open(BytesIO(sealed)) as pdf:
        assert pdf.pages[0].Contents.read_bytes() == text
