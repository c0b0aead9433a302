"""Published copies, opened without trust: what they show, what is inside, and what is refused in one line."""

import base64
import zlib
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf, String

from statbrief.copies.copy import Copy
from statbrief.copies.drawing_cost import Cost
from statbrief.copies.html import read_html
from statbrief.copies.pdf import read_pdf, read_print
from statbrief.copies.read import read_copy
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


def test_a_page_is_read_block_by_block() -> None:
    """Headings, paragraphs and items are a piece each, a row is its cells; inline markup is part of its line."""
    copy = read(
        "<h1>One</h1><p>About <strong>70,000</strong>\n arrests<br>in <em>May</em>.</p>"
        "<ul><li>first</li><li><p>second</p><p>more</p></li></ul>"
        "<table><caption>Numbers</caption><thead><tr><th>Figure</th><th>Value</th></tr></thead>"
        "<tbody><tr><td><p>May</p></td><td>70,000</td></tr><tr><td></td><td>0</td></tr></tbody></table>"
        "<details><summary>More</summary><p>hidden</p></details>"
    )
    assert list(copy.text) == [
        "[title] A brief", "One", "About 70,000 arrests in May.", "first", "second", "more", "Numbers",
        "Figure | Value", "May | 70,000", " | 0", "More", "hidden",
    ]  # fmt: skip


def test_drawings_are_read_text_by_text() -> None:
    """What a chart says is visible text, and so are the words that stand for it."""
    drawing = (
        '<figure><svg viewBox="0 0 9 9"><title>Arrests</title><desc>Two bars</desc><path d="M 0 0"/>'
        '<text x="1">18,000</text><g><text>70<tspan>,000</tspan></text></g></svg>'
        "<figcaption>Chart 1.</figcaption></figure>"
    )
    assert list(read(drawing).text)[1:] == ["[title] Arrests", "[desc] Two bars", "18,000", "70,000", "Chart 1."]


def test_what_attributes_say_follows_the_piece() -> None:
    """Alternatives, tooltips and origins can be met by a reader; each says which it is."""
    copy = read(
        '<p><a href="#n-a" data-origin="A: 70,000">70,000</a> arrests <img src="data:image/png;base64,AA==" '
        'alt="A bar" title="tip"></p><p aria-label="said">shown</p>'
    )
    assert list(copy.text)[1:] == [
        "70,000 arrests", "[data-origin] A: 70,000", "[alt] A bar", "[title] tip", "shown", "[aria-label] said",
    ]  # fmt: skip


def test_links_to_figures_tell_their_numbers() -> None:
    """Each link to a figure's row comes with the number that it shows."""
    copy = read('<p>From <a href="#n-a">18,000</a> to <a href="#n-b"><b>70</b>,000</a>; <a href="#x">see</a></p>')
    assert list(copy.numbers) == [("a", "18,000"), ("b", "70,000")]


def test_files_in_a_page_are_found_by_name() -> None:
    """Downloads decode to the files; that of the record is the record itself, and listed nowhere else."""
    copy = read(
        download("may.csv", b"year\n2022\n") + download("brief.json", RECORD).replace("text/csv", "application/json")
    )
    assert copy.record == RECORD
    assert copy.attached == {"may.csv": b"year\n2022\n"}
    assert copy.types == {"may.csv": "text/csv"}


STYLED = '<p class="a" id="b" style="color: red">One &amp; “two”</p><svg viewBox="0 0 9 9"><path d="M 0 0"/></svg>'


@pytest.mark.parametrize(
    "same",
    [
        STYLED.replace('class="a" id="b"', 'id="b" class="a"'),
        STYLED.replace('class="a"', "CLASS='a'").replace("<p ", "<P  "),
        STYLED.replace("&amp;", "&#38;").replace("“two”", "&ldquo;two&rdquo;").replace("One ", "One\n   "),
        STYLED.replace('"/>', '"></path>'),
    ],
    ids=["order", "quotes and case", "entities and white space", "ends"],
)
def test_the_looks_of_a_page_are_those_of_its_tree(same: str) -> None:
    """The same page written in another way shows the same and looks the same."""
    one, other = read(STYLED), read(same)
    assert (one.text, one.looks) == (other.text, other.looks)


@pytest.mark.parametrize(
    "other",
    [
        STYLED.replace("red", "blue"),
        STYLED.replace("M 0 0", "M 0 9"),
        STYLED.replace("“two”", "<b>“two”</b>"),
        STYLED.replace('id="b"', 'id="c" hidden'),
        STYLED + "<!-- 1 -->",
    ],
    ids=["style", "drawing", "markup", "attributes", "comment"],
)
def test_the_looks_of_a_page_change_with_all_that_is_no_text(other: str) -> None:
    """Whatever else could change what is seen changes the hash; the text is the same."""
    assert read(STYLED).text == read(other).text
    assert read(STYLED).looks != read(other).looks


def test_white_space_in_a_style_is_part_of_the_looks() -> None:
    """The end of a line within a string undoes a declaration; only which kind of end it is says nothing."""
    style = '<style>p::before { content: "1 2"; }\n</style>'
    assert read("", head=style).looks != read("", head=style.replace("1 2", "1\n2")).looks
    assert read("", head=style).looks == read("", head=style.replace("\n", "\r\n")).looks


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<style>p {}</style>", '<style style="p {}"></style>'),
        ('<p a="1" b="2"></p>', '<p a="1"><b 2></b></p>'),
        ('<p><i 1=""></i></p>', "<p><i></i><!--1--></p>"),
        ('<p>[alt] A bar</p><img alt="" src="data:image/png;base64,AA==">',
         '<p></p><img alt="A bar" src="data:image/png;base64,AA==">'),
    ],
)  # fmt: skip
def test_what_is_noted_of_a_page_has_one_meaning(one: str, other: str) -> None:
    """Text of one kind is never taken for text of another: a style for an attribute, a paragraph for a description."""
    assert read(one).looks != read(other).looks


@pytest.mark.parametrize("sign", ["\f", "\x01", "\x1f", "\x7f", "\x85", "&#12;"])
@pytest.mark.parametrize("body", ["<p>1{}2</p>", '<p title="1{}2">3</p>'])
def test_a_page_shows_no_control_characters(body: str, sign: str) -> None:
    """They are a space to one reader and nothing, or a box, to another."""
    assert "a.html: text: holds the control character U+00" in refusal(page(body.format(sign)))


def test_markup_cannot_move_within_a_number() -> None:
    """Ten to the second, then 34, is not ten to the 23rd, then 4."""
    assert read("<p>10<sup>2</sup>34</p>").looks != read("<p>10<sup>23</sup>4</p>").looks


def test_a_page_looks_the_same_whatever_is_inside() -> None:
    """Neither the record nor the files in downloads count as looks or as text."""
    one = read_html("a.html", page(download("a.csv", b"1"), record=b"{}"))
    other = read_html("a.html", page(download("a.csv", b"22"), record=b'{"a": 1}'))
    assert (one.text, one.looks) == (other.text, other.looks)


def test_no_digit_of_a_page_can_change_unseen() -> None:
    """Change any digit of the file: the copy has another record, file, text or looks, or is none."""
    body = STYLED + '<p>70,000 in <a href="#n-a1" data-origin="1">2022</a></p>' + download("a.csv", b"1\n23\n456\n")
    whole = page(body, head="<style>p { margin: 1px 20px }</style>", record=b'{"a": 12}')
    before = read_html("a.html", whole)
    changed = 0
    for place, byte in enumerate(whole):
        if chr(byte).isdigit():
            spoiled = whole[:place] + (b"9" if byte != ord("9") else b"8") + whole[place + 1 :]
            with suppress(CopyError):
                assert read_html("a.html", spoiled) != before, spoiled[place - 20 : place + 20]
            changed += 1
    assert changed > 20


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (page("<p>%PDF-1.7</p>"), "page: holds %PDF-, as if there were a PDF inside; a brief's page is nothing else"),
        (page("<!-- %PDF-1.7 -->"), "page: holds %PDF-"),
        (page(f"<!-- {download('a.csv', b'1')} -->"), "page: base64 stands where no download is"),
        (page(download("a.csv", b"1").replace(",MQ==", ",#0")), "download: a.csv is not base64"),
        (page("", record=None), 'record: there is none; a brief\'s page has <script type="application/json" id='),
        (page(SCRIPT.format("{}")), "record: there are two"),
        (page(download("brief.json", b"{}")), "brief.json: the download is not the record of the page"),
        (page("").replace(b'<meta charset="utf-8">', b""), "page: does not say that it is UTF-8"),
        (page("").replace(b"A brief", b"\xff"), "page: is not UTF-8 (byte "),
        (page("\0"), "page: holds a null character"),
        (page("").replace(b"<meta", b"<!-- --><meta"), "page: does not say that it is UTF-8"),
        (page("<script>1</script>"), "script: a script that runs; a brief's page shows what it shows without one"),
        (page('<script type="module" src="x.js"></script>'), "script: a script that runs"),
        (page('<p onclick="x()">1</p>'), "p: runs a script onclick"),
        (page('<svg onload="x()"><path d=""/></svg>'), "svg: runs a script onload"),
        (page('<a href="javascript:x()">1</a>'), "a: leads to javascript:x(); links lead within the page, or to https"),
        (page('<a href=" java&#10;script:x()">1</a>'), "a: leads to"),
        (page('<a href="data:text/html,1">1</a>'), "a: leads to data:text/html,1"),
        (page('<iframe src="x"></iframe>'), "markup: <iframe>; a brief's page shows what it shows, to everybody"),
        (page("<object></object>"), "markup: <object>"),
        (page('<embed src="x">'), "markup: <embed>"),
        (page("<template><p>1</p></template>"), "markup: <template>"),
        (page("<noscript>1</noscript>"), "markup: <noscript>"),
        (page('<svg><animate attributeName="x"/></svg>'), "markup: <animate>"),
        (page("<svg><foreignObject></foreignObject></svg>"), "markup: <foreignobject>"),
        (page("<textarea>1</textarea>"), "markup: <textarea>"),
        (page("", head='<base href="/">'), "markup: <base>"),
        (page("", head='<link rel="stylesheet" href="a.css">'), "link: loads a.css; a brief is one file"),
        (page("", head='<meta http-equiv="refresh" content="1">'), "meta: http-equiv=refresh; a brief's page stays"),
        (page("", head="<style>@import 'a.css';</style>"), "style: loads @import 'a.css';; a brief is one file"),
        (page("", head="<style>p { background: url(a.png) }</style>"), "style: loads url(a.png) }"),
        (page("", head="<style>p { background: \\75 rl(a.png) }</style>"), "style: loads url(a.png) }"),
        (page('<p style="background: url(\'//x/a.png\')">1</p>'), "style: loads url('//x/a.png')"),
        (page('<img src="a.png">'), "img: loads a.png; a brief is one file that loads nothing"),
        (page('<img src="data:text/html,1">'), "img: loads data:text/html,1"),
        (page('<svg><use href="a.svg#x"/></svg>'), "use: leads to a.svg#x"),
        (page('<input type="image" src="a.png">'), "input: has a src"),
        (page(download("brief.json", RECORD)), "brief.json: the download is not the record of the page"),
        (page(download("a/b.csv", b"")), "download: 'a/b.csv' is no plain name of a file"),
        (page(download("..", b"")), "download: '..' is no plain name of a file"),
        (page(download("a.csv", b"") * 2), "download: a.csv is there twice"),
        (page('<a download="a.csv" href="a.csv">1</a>'), "download: a.csv does not hold its file"),
        (page('<a download="a.csv" href="data:text/csv;base64,A">1</a>'), "download: a.csv is not base64"),
    ],
)  # fmt: skip
def test_a_page_that_could_mislead_is_refused(content: bytes, message: str) -> None:
    """What runs, loads, moves, or says two things is no copy: one line says why."""
    assert message in refusal(content)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("<div>" * 100_000, "a.html:8: markup: more than 256 elements inside each other"),
        ("<svg>" + "<g>" * 100_000, "markup: more than 256 elements inside each other"),
        ("<p " + " ".join(f"a{number}" for number in range(20_000)) + ">", "markup: a tag with 20000 attributes"),
        ("<p>" + "".join(f"<b id=b{number}>" for number in range(200)) + "<div>1</div>" * 9, "<div> where <b> has not"),
        ("<ul><li><b><li>1</ul>", "markup: <li> where <b> has not ended"),
        ("<table><b>1</b></table>", "markup: <b> inside <table>"),
        ("<div><td>1</td></div>", "markup: <td> inside <div>"),
        ("<p>1</div>", "markup: </div> ends what did not start"),
        ("<b><i>1</b></i>", "markup: </b> where <i> has not ended"),
        ("<p>1</p class='a'>", "markup: </p> says something beside its name; browsers skip it"),
        ("<p>1</p\n/>", "markup: </p> says something beside its name"),
        ("<section>1", "markup: </body> where <section> has not ended"),
        ("<div/>", "markup: <div/> ends nothing; write <div></div>"),
        ("<p>1 < 2</p>", "a.html:8: markup: a sign < that starts no tag; write &lt;"),
        ("<p a='1' A='2'>1</p>", "markup: a tag that says an attribute twice"),
        ('<p a"b>1</p>', 'markup: <p a"b>1</p> '),
        ("<!-- a <!-- b -->", "markup: <!-- a <!-- b --> "),
        ("<svg><p>1</p></svg>", "markup: <p> inside a drawing or formula"),
        ("<svg><style>a<b></style></svg>", "markup: a sign < inside <style>"),
        ("<style>p {}", "markup: <style> does not end"),
        ('<script type="application/json">"<!--"</script>', "markup: a sign < inside <script>"),
    ],
)
def test_a_page_that_is_ill_nested_is_refused(body: str, message: str) -> None:
    """Browsers mend what is not nested, at any cost; here it is refused before anything is built of it."""
    assert message in refusal(page(body))


def test_what_html_lets_out_is_no_fault() -> None:
    """Ends of paragraphs, items, cells and rows may be left out, as HTML allows."""
    copy = read(
        "<p>One<p>Two<ul><li>a<li>b</ul><dl><dt>c<dd>d<dt>e</dl>"
        "<table><colgroup><col><col></colgroup><thead><tr><th>1<th>2<tbody><tr><td>3<td>4<tr><td>5<td>6</table>"
        '<hr><input type="checkbox" checked></input><math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>'
    )
    assert list(copy.text)[1:] == ["One", "Two", "a", "b", "c", "d", "e", "1 | 2", "3 | 4", "5 | 6", "1 2"]


def test_a_page_of_too_many_tags_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """However flat it is."""
    monkeypatch.setattr("statbrief.copies.markup.MOST_TAGS", 50)
    assert "markup: more than 50 tags" in refusal(page("<br>" * 60))


def test_a_page_has_bounds_beside_its_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files may be large; all else is as long as a brief can be."""
    monkeypatch.setattr("statbrief.copies.markup.LARGEST_MARKUP", 2_000)
    assert len(read(download("a.csv", bytes(9_000))).attached["a.csv"]) == 9_000
    assert "markup: more than 2000 characters beside the files" in refusal(page(f"<p>{'1' * 2_000}</p>"))


def test_attributes_of_all_tags_have_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """However few each tag has."""
    monkeypatch.setattr("statbrief.copies.markup.MOST_ATTRIBUTES", 50)
    assert "markup: more than 50 attributes" in refusal(page("<br id=a class=b>" * 30))


def test_what_a_page_shows_has_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """A piece is as long as a paragraph can be, and all of them as a brief; what attributes say counts too."""
    monkeypatch.setattr("statbrief.copies.html.LONGEST_PIECE", 1_000)
    assert "text: a piece of 1002 characters; no brief has more than 1000 in one" in refusal(
        page(f"<p>{'7,' * 501}</p>")
    )
    monkeypatch.setattr("statbrief.copies.html.MOST_SHOWN", 3_000)
    assert read(f"<p>{'7,' * 450}</p>" * 3).text
    assert "text: more than 3000 characters are shown" in refusal(page(f"<p>{'7,' * 450}</p>" * 4))
    assert "text: more than 3000 characters are shown" in refusal(page(f'<p title="{"7," * 1_600}">1</p>'))


def test_a_download_may_be_written_in_another_way() -> None:
    """The order of its attributes says nothing of what it holds."""
    turned = '<a href="data:text/csv;base64,MQo=" download="a.csv">a</a>'
    copy = read(download("b.csv", b"2\n") + turned + download("c.csv", b"3\n"))
    assert copy.attached == {"b.csv": b"2\n", "a.csv": b"1\n", "c.csv": b"3\n"}


def test_a_file_in_a_page_has_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """A download that is larger than any brief's is not decoded."""
    monkeypatch.setattr("statbrief.copies.html.LARGEST_ATTACHMENT", 1000)
    assert "download: a.csv is too large, or one of too many" in refusal(page(download("a.csv", bytes(1200))))


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
    monkeypatch.setattr("statbrief.copies.streams.LARGEST_STREAM", 100_000)
    bomb = printed(SAID + b" " * 200_000)
    assert len(bomb) < 3_000
    assert "PDF: its streams unpack to more than 100000 bytes" in refusal(bomb, read_pdf, "a.pdf")
    monkeypatch.setattr("statbrief.copies.streams.LARGEST_STREAM", 1_000_000)
    monkeypatch.setattr("statbrief.copies.streams.LARGEST_TOTAL", 150_000)
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

    monkeypatch.setattr("statbrief.copies.looks.LARGEST_DRAWING", Cost(5 * (len(SAID) + 64), 1000))
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
    monkeypatch.setattr("statbrief.copies.streams.MOST_STREAMS", 2)
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


@settings(max_examples=60)
@given(st.data())
def test_a_damaged_print_is_a_copy_or_one_line(data: st.DataObject) -> None:
    """Whatever is changed in the file, it is read or refused; nothing else happens."""
    whole = bytearray(sealed(printed()))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(whole) - 1))
        whole[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=6))
    assert is_read_or_refused_in_a_line(read_pdf, bytes(whole))


@settings(max_examples=60)
@given(st.text(alphabet="<>/=\"' ab&!-p1", max_size=40))
def test_any_page_is_a_copy_or_one_line(body: str) -> None:
    """Whatever is in the page, it is read or refused; nothing else happens."""
    assert is_read_or_refused_in_a_line(read_html, page(body))


# -- files -----------------------------------------------------------------------------------------------------


def test_a_copy_is_told_by_what_it_starts_with(tmp_path: Path) -> None:
    """Its first bytes say which it is."""
    for content, expected in [(sealed(printed()), "pdf"), (page("1"), "html"), (b' {"version": 2}', "json")]:
        (tmp_path / "copy").write_bytes(content)
        assert read_copy(tmp_path / "copy").format == expected


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.pdf", page("1"),
         "a.pdf: file: is a page, and its name ends in .pdf, which other programs go by; a page ends in .html"),
        ("a.html", b"%PDF-1.7\n", "a.html: file: is a PDF, and its name ends in .html"),
        ("a.html", b" {}", "a.html: file: is a record, and its name ends in .html"),
        ("a.doc", page("1"), "a.doc: file: is a page, and its name ends in .doc"),
        ("a.pdf", b"\n%PDF-1.7\n", "a.pdf: file: is neither a page, nor a PDF, nor a record"),
        ("a.pdf", b"<!-- -->%PDF-1.7\n", "a.pdf: file: is a page, and its name ends in .pdf"),
    ],
)  # fmt: skip
def test_the_name_of_a_copy_ends_as_what_it_is(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    """Whoever opens a file goes by its name: a page that is called a PDF is shown by what may find one in it."""
    (tmp_path / name).write_bytes(content)
    with pytest.raises(CopyError) as caught:
        read_copy(tmp_path / name)
    assert str(caught.value).startswith(message)


def test_the_name_of_a_copy_ends_in_capitals_too(tmp_path: Path) -> None:
    """As some systems write them."""
    (tmp_path / "A.HTM").write_bytes(page("1"))
    assert read_copy(tmp_path / "A.HTM").format == "html"


def test_a_file_that_is_too_large_or_missing_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No more is read than any brief has."""
    monkeypatch.setattr("statbrief.copies.read.LARGEST_FILE", 10)
    (tmp_path / "a.html").write_bytes(page("1"))
    with pytest.raises(CopyError, match=r"a.html: file: has more than 10 bytes; no brief is as large$"):
        read_copy(tmp_path / "a.html")
    with pytest.raises(CopyError, match=r"b.html: file: No such file or directory$"):
        read_copy(tmp_path / "b.html")
