"""Prints that could mislead, or cost without end, are refused in one line."""

import zlib
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf, String

from small_copies import SAID, is_read_or_refused_in_a_line, printed, refusal, saved, sealed
from statbrief.copies.drawing_cost import Cost
from statbrief.copies.pdf import read_pdf, read_print


def _with_root(**entries: object) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        for key, value in entries.items():
            pdf.Root[f"/{key}"] = value

    return change


def _with_annotation(**entries: object) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        note = Dictionary({f"/{key}": value for key, value in entries.items()})
        note.Type, note.Rect = Name.Annot, Array([0, 0, 9, 9])
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])

    return change


def _drawing_itself(pdf: Pdf) -> None:
    form = pdf.make_stream(b"/X Do", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
    form.Resources = Dictionary(XObject=Dictionary(X=form))
    pdf.pages[0].obj.Resources.XObject = Dictionary(X=form)
    pdf.pages[0].obj.Contents = pdf.make_stream(b"/X Do")


def _drawing_a_thousand_million(pdf: Pdf) -> None:
    inner = Dictionary()
    for _ in range(9):
        form = pdf.make_stream(b"/X Do " * 10 + b" " * 100, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
        form.Resources = Dictionary(XObject=inner)
        inner = Dictionary(X=form)
    pdf.pages[0].obj.Resources.XObject = inner
    pdf.pages[0].obj.Contents = pdf.make_stream(b"/X Do")


def _wide(pdf: Pdf) -> None:
    stream = pdf.make_stream(zlib.compress(b"BT ET"))
    stream.Filter = Name.FlateDecode
    stream.DecodeParms = Dictionary(Predictor=12, Columns=2_000_000_000)
    pdf.pages[0].obj.Contents = stream


def _packed(name: str, content: bytes) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        stream = pdf.make_stream(content)
        stream.Filter = Name(f"/{name}")
        pdf.pages[0].obj.Contents = stream

    return change


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (_with_root(OpenAction=Dictionary(S=Name.GoTo)), "PDF: it has OpenAction; no brief is made like that"),
        (_with_root(AcroForm=Dictionary(Fields=Array())), "PDF: it has AcroForm"),
        (_with_root(Names=Dictionary(JavaScript=Dictionary(Names=Array()))), "PDF: it has JavaScript"),
        (_with_root(Collection=Dictionary()), "PDF: it has Collection"),
        (_with_annotation(Subtype=Name.Link, A=Dictionary(S=Name.Launch)), "PDF: it has Launch"),
        (_with_annotation(Subtype=Name.Link, A=Dictionary(S=Name.JavaScript, JS=String("1"))), "PDF: it has J"),
        (_with_annotation(Subtype=Name.Movie), "PDF: it has Movie"),
        (_with_annotation(Subtype=Name.FileAttachment), "PDF: it has FileAttachment"),
        (_with_annotation(Subtype=Name.Link, A=Dictionary(S=Name.GoToR)), "PDF: it has GoToR"),
        (_with_annotation(Subtype=Name.FreeText, DA=String("/F1 9 Tf")), "PDF: a page has notes that show something"),
        (_with_annotation(Subtype=Name.Link, AP=Dictionary()), "PDF: a page has notes that show something"),
        (_drawing_itself, "PDF: drawings inside drawings without end"),
        (_drawing_a_thousand_million, "PDF: its pages draw more than can be drawn"),
        (_wide, "PDF: a stream is packed in an unusual way"),
        (_packed("RunLengthDecode", b"\x80"), "PDF: a stream is packed with /RunLengthDecode"),
    ],
)
def test_a_print_that_could_mislead_is_refused(change: Callable[[Pdf], None], message: str) -> None:
    """What acts, asks, hides other documents or can be drawn without end is no copy: one line says why."""
    pdf = sealed(printed(change=change)) if "Names" not in message else printed(change=change)
    assert message in refusal(pdf, read_pdf, "a.pdf")


def test_names_that_act_may_be_said() -> None:
    """In a string they are words: only what would act is refused."""
    change = _with_annotation(Subtype=Name.Link, Contents=String("a /Launch of /JS (5 0 R)"))
    assert list(read_pdf("a.pdf", sealed(printed(change=change))).text)[1:] == ["[note] a /Launch of /JS (5 0 R)"]


@pytest.mark.parametrize("password", ["", "secret"])
def test_a_print_that_is_locked_is_refused(password: str) -> None:
    """With or without a password."""
    with pikepdf.open(BytesIO(sealed(printed()))) as pdf:
        locked = BytesIO()
        pdf.save(locked, encryption=pikepdf.Encryption(owner="o", user=password))
    assert refusal(locked.getvalue(), read_pdf, "a.pdf") == "a.pdf: PDF: it is locked"


def _files(pdf: Pdf) -> pikepdf.Object:
    return pdf.Root.Names.EmbeddedFiles.Names


def _no_record(pdf: Pdf) -> None:
    del pdf.Root.Names
    del pdf.Root.AF


def _record_twice(pdf: Pdf) -> None:
    _files(pdf).extend([String("brief.json"), _files(pdf)[1]])


def _path_in_name(pdf: Pdf) -> None:
    _files(pdf)[2] = String("../may.csv")
    _files(pdf)[3].F = _files(pdf)[3].UF = String("../may.csv")


def _two_names(pdf: Pdf) -> None:
    _files(pdf)[3].UF = String("june.csv")


def _two_contents(pdf: Pdf) -> None:
    _files(pdf)[3].EF.UF = pdf.make_stream(b"2\n")


def _without_name(pdf: Pdf) -> None:
    pdf.Root.AF.append(pdf.make_indirect(Dictionary(Type=Name.Filespec, F=String("x"))))


def _described_otherwise(pdf: Pdf) -> None:
    _files(pdf)[3].Desc = String("June")


def _described_further(pdf: Pdf) -> None:
    _files(pdf)[3].CI = Dictionary()


def _of_another_day(pdf: Pdf) -> None:
    _files(pdf)[3].EF.F.Params.CreationDate = String("D:2022")


def _of_another_size(pdf: Pdf) -> None:
    _files(pdf)[3].EF.F.Params.Size = 3


def _in_another_file(pdf: Pdf) -> None:
    _files(pdf)[3].EF.F.Type = Name.Stream


def _a_source(pdf: Pdf) -> None:
    _files(pdf)[3].AFRelationship = Name.Source


def _record_a_text(pdf: Pdf) -> None:
    _files(pdf)[1].EF.F.Subtype = Name("/text/plain")


def _without_end(pdf: Pdf) -> None:
    pdf.Root.Names.EmbeddedFiles = pdf.make_indirect(Dictionary(Names=_files(pdf)))
    pdf.Root.Names.EmbeddedFiles.Kids = Array([pdf.Root.Names.EmbeddedFiles])
    del pdf.Root.Names.EmbeddedFiles.Names


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (_no_record, "record: there is none; a brief's PDF has the file brief.json inside"),
        (_record_twice, "attachment: brief.json is there twice"),
        (_path_in_name, "attachment: '../may.csv' is no plain name of a file"),
        (_two_names, "attachment: 'may.csv' is no plain name of a file"),
        (_two_contents, "attachment: may.csv has two contents"),
        (_without_name, "attachment: a file is inside that has no name"),
        (_described_otherwise, "attachment: may.csv is described in an unusual way"),
        (_described_further, "attachment: may.csv is described in an unusual way"),
        (_of_another_day, "attachment: may.csv is described in an unusual way"),
        (_of_another_size, "attachment: may.csv is described in an unusual way"),
        (_in_another_file, "attachment: may.csv is described in an unusual way"),
        (_a_source, "attachment: may.csv is something else to the pages than a brief's file is"),
        (_record_a_text, "record: there is none; a brief's PDF has the file brief.json inside"),
        (_without_end, "attachment: more than 10000 files"),
    ],
)
def test_files_in_a_print_are_one_each_under_a_plain_name(change: Callable[[Pdf], None], message: str) -> None:
    """No path, no double, no second content, no file without a name."""
    with pikepdf.open(BytesIO(sealed(printed()))) as pdf:
        change(pdf)
        assert message in refusal(saved(pdf), read_pdf, "a.pdf")


def test_a_stream_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each stream has a bound, and so have all of them, before any library unpacks one."""
    monkeypatch.setattr("statbrief.copies.unpacked_size.LARGEST_STREAM", 100_000)
    bomb = printed(SAID + b" " * 200_000)
    assert len(bomb) < 3_000
    assert "PDF: its streams unpack to more than 100000 bytes" in refusal(bomb, read_pdf, "a.pdf")
    monkeypatch.setattr("statbrief.copies.unpacked_size.LARGEST_STREAM", 1_000_000)
    monkeypatch.setattr("statbrief.copies.unpacked_size.LARGEST_TOTAL", 150_000)
    assert "PDF: its streams unpack to more than" in refusal(bomb, read_pdf, "a.pdf")


def test_streams_inside_each_other_are_refused() -> None:
    """Each start of a stream could be read to the end of the file, at the cost of both together."""
    empty = b"\x00\x00\x00\xff\xff"  # a block that is stored and holds nothing
    start = b"stream\n\x78\x01"
    inner = b"\x00" + len(start).to_bytes(2, "little") + (0xFFFF - len(start)).to_bytes(2, "little") + start
    nested = printed().replace(b"%%EOF", start + (inner + empty * 20) * 2_000 + b"%%EOF")
    assert "PDF: its streams lie inside each other; no brief is made like that" in refusal(nested, read_print, "a.pdf")


def test_all_pages_together_draw_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Instructions that many pages share count for each of them."""

    def change(pdf: Pdf) -> None:
        for _ in range(9):
            pdf.pages.append(pdf.pages[0])

    monkeypatch.setattr("statbrief.copies.hidden_text.LARGEST_DRAWING", Cost(5 * (len(SAID) + 64), 1000))
    assert len(read_pdf("a.pdf", sealed(printed())).text) == 1
    assert "PDF: its pages draw more than can be drawn" in refusal(sealed(printed(change=change)), read_pdf, "a.pdf")


@pytest.mark.parametrize("hidden", [b"/Columns 2000000000", b"/Colu#6dns 20", b"/#46ilter /FlateDecode"])
def test_a_stream_described_in_a_roundabout_way_is_refused(hidden: bytes) -> None:
    """Nobody writes the name of a key in code, or looks back two thousand million bytes."""
    assert "packed in an unusual way" in refusal(printed().replace(b"%%EOF", b"% " + hidden), read_print, "a.pdf")


def test_a_print_of_too_many_pages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """And one whose pages say too much, and one of more streams than could be tried."""
    monkeypatch.setattr("statbrief.copies.pdf.MOST_TEXT", 10)
    assert "PDF: its pages have more than 10 characters" in refusal(sealed(printed()), read_pdf, "a.pdf")
    monkeypatch.setattr("statbrief.copies.page_tree.MOST_PAGES", 0)
    assert "PDF: it has more than 0 pages" in refusal(sealed(printed()), read_pdf, "a.pdf")
    monkeypatch.setattr("statbrief.copies.unpacked_size.MOST_STREAMS", 2)
    assert "PDF: it has more than 2 streams" in refusal(sealed(printed()), read_pdf, "a.pdf")


@pytest.mark.parametrize("left", [0.02, 0.3, 0.6, 0.95])
def test_a_print_that_was_cut_off_is_refused(left: float) -> None:
    """A part of a file is no copy."""
    whole = sealed(printed())
    told = refusal(whole[: int(len(whole) * left)], read_pdf, "a.pdf")
    assert told.startswith("a.pdf: PDF: it is damaged")
    assert "0x" not in told


def test_what_is_said_of_damage_is_the_same_each_time() -> None:
    """It tells where in the PDF, not where in the memory of the computer."""
    twice = printed().replace(b"/Subtype /Type1", b"/Type    /Type1")
    told = refusal(twice, read_print, "a.pdf")
    assert told.startswith("a.pdf: PDF: it is damaged (")
    assert "duplicated key" in told
    assert "BytesIO" not in told


@given(st.data())
def test_a_damaged_print_is_a_copy_or_one_line(data: st.DataObject) -> None:
    """Whatever is changed in the file, it is read or refused; nothing else happens."""
    whole = bytearray(sealed(printed()))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(whole) - 1))
        whole[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=6))
    assert is_read_or_refused_in_a_line(read_pdf, bytes(whole))
