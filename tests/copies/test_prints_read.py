"""Prints, opened without trust: what they show, what is inside, and what they look like."""

import zlib
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from small_copies import RECORD, SAID, printed, saved, sealed
from statbrief.copies.pdf import read_pdf
from statbrief.copies.unpacked_size import unpacked
from statbrief.errors import CopyError
from statbrief.pages.seal.pdf import attach


def test_a_print_is_read_page_by_page() -> None:
    """A page is its lines; the record and the files are found by name."""
    copy = read_pdf("a.pdf", sealed(printed()))
    assert list(copy.text) == ["About 70,000 arrests\nin May 2022"]
    assert (copy.record, copy.attached) == (RECORD, {"may.csv": b"1\n"})
    assert copy.types == {"may.csv": "text/csv"}


def test_what_is_said_beside_the_pages_is_read_too() -> None:
    """The title, notes of links, and what stands for a picture when a page is read aloud."""

    def change(pdf: Pdf) -> None:
        pdf.docinfo.Title = String("A brief of 2022")
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], Contents=String("page 2"))
        pdf.pages[0].obj.Annots = Array([link])
        figure = pdf.make_indirect(Dictionary(S=Name.Figure, Alt=String("Two (2) bars: 18,000")))
        pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array([figure])))
        figure.P = pdf.Root.StructTreeRoot

    said = list(read_pdf("a.pdf", sealed(printed(change=change))).text)[1:]
    assert said == ["[title] A brief of 2022", "[note] page 2", "[alt] Two (2) bars: 18,000"]


@pytest.mark.parametrize(
    "how",
    [
        {},
        {"compress_streams": False, "stream_decode_level": pikepdf.StreamDecodeLevel.generalized},
    ],
    ids=["again", "unpacked"],
)
def test_the_looks_of_a_print_are_those_of_its_objects(how: dict[str, object]) -> None:
    """Numbers and order of objects and packing of streams change nothing, nor does what is attached."""
    before = read_pdf("a.pdf", sealed(printed()))
    with pikepdf.open(BytesIO(sealed(printed()))) as pdf:
        after = read_pdf("a.pdf", saved(pdf, **how))
    assert after == before
    assert read_pdf("a.pdf", attach(printed(), RECORD, [])).looks == before.looks


def _other_box(pdf: Pdf) -> None:
    pdf.pages[0].obj.MediaBox = Array([0, 0, 612, 700])


def _other_font(pdf: Pdf) -> None:
    pdf.pages[0].obj.Resources.Font.F1.BaseFont = Name.Courier


def _other_above(pdf: Pdf) -> None:
    pdf.Root.Pages.CropBox = Array([0, 0, 612, 780])


@pytest.mark.parametrize(
    "other",
    [printed(SAID.replace(b"72 700", b"72 701")), printed(change=_other_box), printed(change=_other_font),
     printed(change=_other_above)],
    ids=["instructions", "box", "font", "inherited"],
)  # fmt: skip
def test_the_looks_of_a_print_change_with_what_shapes_it(other: bytes) -> None:
    """Instructions, boxes, fonts and what pages inherit are all in the hash."""
    assert read_pdf("a.pdf", sealed(other)).text == read_pdf("a.pdf", sealed(printed())).text
    assert read_pdf("a.pdf", sealed(other)).looks != read_pdf("a.pdf", sealed(printed())).looks


def test_what_is_packed_as_nothing_is_nothing() -> None:
    """So an empty file is attached, such as the bibliography of a brief that cites nobody; half a stream is refused."""
    packed = zlib.compress(b"some text")
    assert unpacked("a.pdf", b"") == unpacked("a.pdf", zlib.compress(b"")) == b""
    assert unpacked("a.pdf", packed) == b"some text"
    for wrong in (packed[:-1], packed + b"x"):
        with pytest.raises(CopyError, match="does not end where the stream does"):
            unpacked("a.pdf", wrong)
