"""Pages, opened without trust: what they show, what is inside, and what they look like."""

from contextlib import suppress

import pytest

from small_copies import RECORD, download, page, read
from statbrief.copies.html import read_html
from statbrief.errors import CopyError


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


def test_a_download_may_be_written_in_another_way() -> None:
    """The order of its attributes says nothing of what it holds."""
    turned = '<a href="data:text/csv;base64,MQo=" download="a.csv">a</a>'
    copy = read(download("b.csv", b"2\n") + turned + download("c.csv", b"3\n"))
    assert copy.attached == {"b.csv": b"2\n", "a.csv": b"1\n", "c.csv": b"3\n"}
