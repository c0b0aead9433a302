"""Pages that could mislead, or cost without end, are refused in one line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from small_copies import RECORD, SCRIPT, download, is_read_or_refused_in_a_line, page, read, refusal
from statbrief.copies.html import read_html


@pytest.mark.parametrize("sign", ["\f", "\x01", "\x1f", "\x7f", "\x85", "&#12;"])
@pytest.mark.parametrize("body", ["<p>1{}2</p>", '<p title="1{}2">3</p>'])
def test_a_page_shows_no_control_characters(body: str, sign: str) -> None:
    """They are a space to one reader and nothing, or a box, to another."""
    assert "a.html: text: holds the control character U+00" in refusal(page(body.format(sign)))


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
        (page("", head='<link rel="stylesheet" href="https://a.org/">'), "link: loads https://a.org/; a brief"),
        (page("", head='<link rel="canonical" href="b.html">'), "link: loads b.html; a brief is one file"),
        (page("", head='<link rel="canonical stylesheet" href="https://a.org/">'), "link: loads https://a.org/"),
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


def test_a_file_in_a_page_has_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """A download that is larger than any brief's is not decoded."""
    monkeypatch.setattr("statbrief.copies.html.LARGEST_ATTACHMENT", 1000)
    assert "download: a.csv is too large, or one of too many" in refusal(page(download("a.csv", bytes(1200))))


@given(st.text(alphabet="<>/=\"' ab&!-p1", max_size=40))
def test_any_page_is_a_copy_or_one_line(body: str) -> None:
    """Whatever is in the page, it is read or refused; nothing else happens."""
    assert is_read_or_refused_in_a_line(read_html, page(body))
