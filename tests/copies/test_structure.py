"""How a print is put together: what shows one document to one program and another to the next is refused."""

import io
import re
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Dictionary, Name, Pdf, String

from statbrief.copies.drawing_cost import Cost, cost_of
from statbrief.copies.pdf import read_pdf
from statbrief.copies.structure import refuse_other_structure
from statbrief.errors import CopyError
from statbrief.pages.seal.pdf import attach

SAID = b"BT /F1 12 Tf 72 700 Td (About 70,000 arrests) Tj ET"
FORM = b"a brief's PDF is as its build wrote it, or as qpdf writes it by default"


def made(change: Callable[[Pdf], None] | None = None, content: bytes = SAID, **how: object) -> bytes:
    """A sealed PDF of one page; `change` is made before sealing, `how` it is written afterwards."""
    pdf = Pdf.new()
    pdf.add_blank_page(page_size=(612, 792))
    pdf.pages[0].obj.Contents = pdf.make_stream(content)
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    pdf.pages[0].obj.Resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(font)))
    if change is not None:
        change(pdf)
    sealed = attach(saved(pdf), b"{}", [])
    with pikepdf.open(io.BytesIO(sealed)) as again:
        return saved(again, **how) if how else sealed


def saved(pdf: Pdf, **how: object) -> bytes:
    """The bytes of a PDF."""
    file = io.BytesIO()
    pdf.save(file, fix_metadata_version=False, deterministic_id=True, **how)  # type: ignore[arg-type]
    return file.getvalue()


def refusal(content: bytes) -> str:
    """The one line with which a PDF is refused."""
    with pytest.raises(CopyError) as caught:
        read_pdf("a.pdf", content)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def moved(content: bytes, place: int, more: bytes) -> bytes:
    """The PDF with some bytes put in, and a table that says where each object then stands: nothing is damaged."""
    start = content.rindex(b"xref\n0 ")
    table, trailer = content[start:].split(b"trailer", 1)
    table = re.sub(
        rb"(\d{10})(?= \d{5} n)", lambda row: b"%010d" % (int(row[1]) + (int(row[1]) >= place) * len(more)), table
    )
    trailer = re.sub(rb"startxref\n\d+", b"startxref\n%d" % (start + len(more)), trailer)
    return content[:place] + more + content[place:start] + table + b"trailer" + trailer


def put(content: bytes, old: bytes, new: bytes) -> bytes:
    """The PDF with something in the place of another thing that it says once, not damaged otherwise."""
    assert content.count(old) == 1
    place = content.index(old)
    if len(new) < len(old):
        new += b" " * (len(old) - len(new))
        return content.replace(old, new)
    longer = moved(content, place + 1, b" " * (len(new) - len(old)))
    return longer.replace(old[:1] + b" " * (len(new) - len(old)) + old[1:], new)


FIRST = len(b"%PDF-1.7\n%\xbf\xf7\xa2\xfe\n")


def test_a_print_is_one_list_of_objects() -> None:
    """As sealing writes it, and as qpdf writes it again."""
    for content in (made(), made(compress_streams=False), made(object_stream_mode=pikepdf.ObjectStreamMode.disable)):
        refuse_other_structure("a.pdf", content)


@pytest.mark.parametrize(
    "more",
    [b"%<html><script>1</script></html>\n", b"\n", b"1 0 obj\n<< >>\nendobj\n", b"xref\n0 0\ntrailer << >>\n"],
    ids=["a page in a note", "a line", "an object again", "a table"],
)
def test_nothing_stands_before_the_first_object(more: bytes) -> None:
    """What is no object could be another document to who reads the file as something else."""
    told = refusal(moved(made(), FIRST, more))
    assert told.startswith("a.pdf: PDF: ")
    assert told.endswith(FORM.decode())


def test_nothing_stands_before_the_header() -> None:
    """Where some programs look for it within the first thousand bytes."""
    assert "PDF: something stands between its header and its first object" in refusal(b"%PDF-1.7\n" + made())


@pytest.mark.parametrize("more", [b"\n", b"startxref\n0\n%%EOF\n", b"PK\x05\x06" + bytes(18)])
def test_nothing_stands_after_the_end(more: bytes) -> None:
    """No second end, and no archive, which are read from their end."""
    assert "it is damaged, has more than one table, or something after its end" in refusal(made() + more)


def test_no_object_is_changed_by_an_update() -> None:
    """An update at the end has a table of its own, which tells of the one before it."""
    content = made()
    start = int(re.findall(rb"startxref\n(\d+)", content)[-1])
    update = b"4 0 obj\n<< >>\nendobj\n"
    place = len(content)
    table = b"xref\n4 1\n%010d 00000 n \ntrailer << /Root 1 0 R /Size 9 /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
    changed = content + update + table % (place, start, place + len(update))
    assert "has more than one table, or something after its end" in refusal(changed)


@pytest.mark.parametrize("key", [b"/Prev 9", b"/XRefStm 9", b"/Linearized 1", b"/Extra (1)"])
def test_the_trailer_names_root_information_size_and_hash(key: bytes) -> None:
    """And no older table, nor one in a stream."""
    assert "PDF: it is " in refusal(made().replace(b"trailer << ", b"trailer << " + key + b" "))


def test_a_print_that_is_linearized_is_refused() -> None:
    """Its first page has a table of its own, which some programs read and others do not."""
    assert "PDF: it is linearized, and may be shown before its end is read" in refusal(made(linearize=True))


def test_objects_are_not_packed_into_others() -> None:
    """They can unpack to any number of them, and their table is a stream too."""
    packed = made(object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert "PDF: its objects are packed into others (ObjStm)" in refusal(packed)


def test_what_is_made_to_be_edited_is_refused() -> None:
    """Notes stand between its objects."""
    assert refusal(made(qdf=True)).endswith(FORM.decode())


def test_every_object_is_reached() -> None:
    """One that nothing leads to is another document's."""
    content = made()
    start = content.rindex(b"xref\n0 ")
    count = int(re.findall(rb"/Size (\d+)", content)[-1])
    stray = b"%d 0 obj\n<< /Type /Catalog >>\nendobj\n" % count
    table = content[start:].replace(b"xref\n0 %d\n" % count, b"xref\n0 %d\n" % (count + 1))
    table = table.replace(b"trailer", b"%010d 00000 n \ntrailer" % start).replace(
        b"/Size %d" % count, b"/Size %d" % (count + 1)
    )
    table = re.sub(rb"startxref\n\d+", b"startxref\n%d" % (start + len(stray)), table)
    assert f"PDF: nothing leads to object {count};" in refusal(content[:start] + stray + table)


def test_an_object_is_not_reached_from_below() -> None:
    """What only an object's own parts name as what is above them shows nowhere."""

    def change(pdf: Pdf) -> None:
        pdf.pages[0].obj.P = pdf.make_indirect(Dictionary(Type=Name.Catalog))

    assert "PDF: nothing leads to object " in refusal(made(change))


def test_the_table_says_where_each_object_is() -> None:
    """Not where another one starts within a stream."""
    content = made()
    row = content.index(b"\n0", content.rindex(b"xref\n0 ")) + 1
    row = content.index(b" n \n", row) - 16
    spoiled = content[:row] + b"%010d" % (int(content[row : row + 10]) + 1) + content[row + 10 :]
    assert "PDF: its table says that objects are where they are not" in refusal(spoiled)


def test_a_stream_ends_where_it_says() -> None:
    """Whatever is behind its length would be read by some and not by others."""
    content = made(compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized)
    length = b"/Length %d " % len(SAID)
    assert length in content
    shorter = content.replace(length, b"/Length %d " % (len(SAID) - 1))
    assert re.search(r"the stream of object \d+ does not end where it says", refusal(shorter))


def test_a_stream_says_its_length_once() -> None:
    """As a number, and in no other part of what is said of it."""
    twice = put(made(), b"/Params << /Size 2 >>", b"/Params << /Length 1 /Size 2 >>")
    assert "the stream of object 4 does not end where it says" in refusal(twice)


def test_a_text_may_hold_what_looks_like_an_object() -> None:
    """In a string they are words."""

    def change(pdf: Pdf) -> None:
        pdf.docinfo.Title = String("9 0 R endobj /Linearize (a) % 7 xref stream >>")

    assert "[title] 9 0 R endobj /Linearize (a) % 7 xref stream >>" in read_said(made(change))


def read_said(content: bytes) -> list[str]:
    """What a PDF with a record that says nothing shows."""
    return list(read_pdf("a.pdf", content).text)


# -- pages -------------------------------------------------------------------------------------------------------------


NODE = b"<< /Count 1 /Kids [ 5 0 R ] /Type /Pages >>"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            b"/Kids [",
            b"/Annots [ << /Subtype /Stamp >> ] /Kids [",
            "the node that its pages hang on has /Annots; no brief",
        ),
        (b"/Kids [", b"/AA << /O << /S /GoTo >> >> /Kids [", "the node that its pages hang on has /AA"),
        (b"/Count 1 ", b"/Count 7 ", "a node of 1 pages counts 7"),
        (b"/Count 1 ", b"/Count -1 ", "a node of 1 pages counts -1"),
        (b"/Type /Pages", b"/Parent 7 0 R /Type /Pages", "it is damaged (root of pages tree has no /Kids array)"),
        (b"/Parent 3 0 R", b"/Parent 1 0 R", "a page hangs on another node than the one that it names"),
        (b"/Kids [ 5 0 R ]", b"/Kids [ 5 0 R 5 0 R ]", "a node of 2 pages counts 1"),
        (b"/Kids [ 5 0 R ]", b"/Kids [ 5 0 R 3 0 R ]", "it is damaged ((object 3 0): Loop detected"),
        (b"/Type /Pages", b"/Type /Pagez", "it is damaged"),
    ],
)
def test_the_nodes_of_pages_say_which_pages_there_are(old: bytes, new: bytes, message: str) -> None:
    """Notes, scripts and counts up there are read by some programs, and by no look at the pages."""
    assert NODE in made()
    assert f"a.pdf: PDF: {message}" in refusal(put(made(), old, new))


# -- what it costs to draw ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "things"),
    [
        (b"BT (7)Tj (77)' ET", 2 + 3),
        (b"[(7)-3(\\007\\))]TJ", 1 + 3),
        (b"<0007 0007> Tj", 1 + 4),
        (b"(a (b) c) Tj", 1 + 6),
        (b"0 0 m 7 7 l S 1 1 2 2 re f*", 2),
        (b"q 1 0 0 1 0 0 cm Q", 1),
        (b"/X Do", 4 + 10),
        (b"/P BMC " * 300, 900),
        (b"/P BMC EMC " * 300, 0),
        (b"1 w 0 0 0 rg", 0),
    ],
)  # fmt: skip
def test_what_is_drawn_is_counted(content: bytes, things: int) -> None:
    """Letters, what shows them, lines, areas and drawings, and marks that are open at once."""
    assert cost_of(content, Cost(7, 10)).things == things


@pytest.mark.parametrize("hidden", [b"%(\n", b"\\(", b"((((((((", b"q %Q\n/P BMC %EMC\n" * 9])
def test_nothing_is_drawn_behind_a_note_or_a_text_that_does_not_end(hidden: bytes) -> None:
    """What cannot be told apart counts as if all were letters."""
    assert cost_of(hidden + b"(7)Tj " * 20).things >= 20 * 2


@pytest.mark.parametrize(
    "content",
    [b"BT /F1 9 Tf " + b"(7)Tj" * 200_000, b"0 0 1 1 re f " * 300_000, b"q " * 300_000, b"/P BMC " * 5_000,
     b"BT /F1 9 Tf (" + b"7" * 300_000 + b")Tj ET", b"0 0 m " + b"7 7 l " * 1_400_000 + b"S"],
    ids=["letters", "areas", "states", "marks", "a text", "a path"],
)  # fmt: skip
def test_a_page_that_draws_too_much_is_refused_before_it_is_drawn(
    content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A few kilobytes, packed, would fill the memory."""
    monkeypatch.setattr("pypdfium2.PdfDocument", None)
    content = made(content=content)
    assert len(content) < 60_000
    assert "PDF: a page draws more than can be drawn; no brief is made like that" in refusal(content)


def _endless_letters(pdf: Pdf) -> None:
    pdf.pages[0].obj.Resources.Font.F1.ToUnicode = pdf.make_stream(b"<00> <ff> <0041>\n" * 30_000)


def _endless_letter(pdf: Pdf) -> None:
    drawn = pdf.make_stream(b"0 0 1 1 re f " * 200_000)
    pdf.pages[0].obj.Resources.Font.F1.CharProcs = Dictionary(a=drawn)


@pytest.mark.parametrize("change", [_endless_letters, _endless_letter])
def test_a_font_that_says_too_much_is_refused(change: Callable[[Pdf], None], monkeypatch: pytest.MonkeyPatch) -> None:
    """Its lists are read, and its letters drawn, as soon as one is shown."""
    monkeypatch.setattr("pypdfium2.PdfDocument", None)
    assert "PDF: a font has more than 100000 signs in a list" in refusal(made(change))


def test_objects_have_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Their number, and what all of them say, before any library keeps them."""
    monkeypatch.setattr("statbrief.copies.structure.MOST_OBJECTS", 5)
    assert "PDF: it has more than 5 objects, or 1500000 parts of them" in refusal(made())
    monkeypatch.setattr("statbrief.copies.structure.MOST_OBJECTS", 100)
    monkeypatch.setattr("statbrief.copies.structure.MOST_PARTS", 60)
    assert "PDF: it has more than 100 objects, or 60 parts of them" in refusal(made())


def test_a_page_that_says_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """As is one of which no library would show an end."""
    monkeypatch.setattr("statbrief.copies.pdf.LONGEST_PAGE", 10)
    assert "characters, or one of them more than 10" in refusal(made())
