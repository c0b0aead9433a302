"""Links to figures, read as a browser reads them, with what stands around each and what else is said of it."""

import pytest

from small_copies import page, read, refusal
from statbrief.copies.copy import Around


@pytest.mark.parametrize(
    "address",
    ["#n-rise", " #n-rise\n", "#%6E-rise", "#n&#9;-rise", "a.html#n-rise", "./a.html#n-rise", "?#n-rise",
     "%61.html?b#n-rise"],
)  # fmt: skip
def test_a_link_to_a_figure_is_one_however_its_address_is_written(address: str) -> None:
    """Browsers leave out white space around it, decode it, and stay in the page that it names."""
    assert read(f'<p>Then <a href="{address}">3.9</a> times</p>').numbers == (("rise", "3.9"),)


@pytest.mark.parametrize(
    "address", ["#note", "#fn-rise", "b.html#n-rise", "https://example.org/a.html#n-rise", "n-rise"]
)
def test_another_link_leads_to_no_figure(address: str) -> None:
    """To another place, or to another page."""
    assert read(f'<p><a href="{address}">3.9</a></p>').numbers == ()


def test_a_link_in_a_drawing_leads_to_its_figure_too() -> None:
    """There it may be written in an older way."""
    drawn = '<svg xmlns:xlink="http://www.w3.org/1999/xlink"><a xlink:href="#n-rise"><text>3.9</text></a></svg>'
    assert [figure for figure, _ in read(drawn).numbers] == ["rise"]


@pytest.mark.parametrize(
    ("body", "before", "after"),
    [
        ('<p>rose <b>1<a href="#n-x">70</a></b>,5 times as</p>', "rose 1", ",5 times"),
        ('<p>a<br><a href="#n-x">70</a></p><p>5</p>', "a ", ""),
        ('<p>a<a href="#n-x">70</a><sup>1</sup>2</p>', "a", ""),
        ('<p>a<sup>1</sup><a href="#n-x">70</a>.</p>', "", "."),
        ('<table><tr><td>1</td><td><a href="#n-x">70</a></td><td>2</td></tr></table>', "  1\0 ", "\0 2\0"),
    ],
)
def test_what_stands_around_a_number_is_read(body: str, before: str, after: str) -> None:
    """On its line, whatever markup is between; the mark of a note above the line is none of it."""
    (around,) = read(body).around
    assert (around.figure, around.shown) == ("x", "70")
    assert (around.before, around.after) == (before, after)


def test_each_number_of_a_line_has_its_own_neighbours() -> None:
    """In the order of the line, and of the pieces."""
    body = '<p>a <a href="#n-x">1</a>–<a href="#n-y">2</a></p><p><a href="#n-x">3</a></p>'
    assert read(body).around == (Around("x", "a ", "1", "–2"), Around("y", "a 1–", "2", ""), Around("x", "", "3", ""))


def test_a_number_in_two_pieces_is_not_one() -> None:
    """A drawing or a block inside a link parts what it shows."""
    (number,) = read('<p><a href="#n-x"><svg><text>70</text></svg></a></p>').numbers
    assert number != ("x", "70")
    (number,) = read('<div><a href="#n-x"><div>90</div>70</a></div>').numbers
    assert "90" in number[1]


def test_what_else_is_said_of_a_number_is_read() -> None:
    """A browser shows a title where a number is pointed at, and a reader aloud speaks a label in its stead."""
    body = '<p title="of all"><a href="#n-x" title="90" data-origin="X: 70"><span aria-label="ninety">70</span></a></p>'
    copy = read(body)
    assert copy.hints == (("x", "title", "90"), ("x", "aria-label", "ninety"))
    assert copy.origins == (("x", "X: 70"),)


def test_a_place_that_is_no_row_is_read() -> None:
    """A link leads to the first that has its name."""
    copy = read('<p id="n-x">90</p><table><tr><td id="n-x">X</td><td>70</td></tr></table>')
    assert (copy.elsewhere, copy.rows) == (("x",), (("x", ["X", "70"]),))


@pytest.mark.parametrize("mark", ["\u202d", "\u202e", "&#x202e;"])
def test_a_page_turns_no_digits_round(mark: str) -> None:
    """What is written as 12 would be read as 21."""
    assert "U+202" in refusal(page(f"<p>{mark}12</p>"))
    assert read("<p dir='rtl'>\u200f12\u2067a\u2069</p>").text[-1] == "\u200f12\u2067a\u2069"
