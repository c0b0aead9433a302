"""The sealed print: its files say what they are, and it stays archivable and accessible."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import canonicalize

import pikepdf
import pytest

from statbrief.analysis.stale_steps import bring_analysis_up_to_date
from statbrief.errors import StatbriefError
from statbrief.pages.render import render


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
    (copied_brief / "_quarto.yml").write_text("lang: en\nbibliography: data/sources.bib\n", encoding="utf-8")
    (copied_brief / "brief.qmd").write_text(f"---\ntitle: A\n---\n{raw}", encoding="utf-8")
    bring_analysis_up_to_date(copied_brief, "brief.qmd")
    with pytest.raises(
        StatbriefError, match=r"^brief.pdf: PDF: \S+ is attached already; put it into data/, whose files"
    ):
        render(copied_brief, ("pdf",), "embedded")
