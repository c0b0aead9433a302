"""The proof: every digit of the brief, changed one at a time, is caught, and where it was is said.

One in 56 of them, that is, wherever it stands, or one in eight; the others are tried by `make bench`.
"""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from digits import (
    Change,
    copies_with_files,
    copies_with_record,
    copies_with_text,
    files_inside,
    first_told,
    glyphs,
    in_attributes_of_page,
    in_record,
    in_record_of_page,
    in_text_of_page,
    pages_with,
    pages_with_files,
    prints_with_glyphs,
    told,
)
from statbrief.copies.read import read_copy
from statbrief.verify.verify import verify

PARTS, FEWER = 56, 8


def in_parts(number: int) -> pytest.MarkDecorator:
    """The first of so many parts, and under the mark the others."""
    others = (pytest.param(part, marks=pytest.mark.every_digit) for part in range(1, number))
    return pytest.mark.parametrize("part", [0, *others])


a_part, an_eighth = in_parts(PARTS), in_parts(FEWER)
"""Each place's digits in so many parts, dealt out one by one: the first is always tried, others under the mark."""
some_of_the_record = pytest.mark.parametrize("step", [1379, pytest.param(197, marks=pytest.mark.every_digit)])
"""Of the many digits of the record, which are all tried by themselves."""
SAID = re.compile(r"has “.*[0-9].*”; the record has “.*[0-9]")


@pytest.fixture(scope="module")
def page(built_brief: Path) -> bytes:
    """The brief's page."""
    return (built_brief / "_output/brief.html").read_bytes()


@pytest.fixture(scope="module")
def print_(built_brief: Path) -> bytes:
    """The brief's print."""
    return (built_brief / "_output/brief.pdf").read_bytes()


def missed(changes: Iterable[Change], place: str) -> list[tuple[int, str]]:
    """The changes that are not caught, or of which it is not said that they are at a place such as this."""
    pattern = re.compile(place)
    return [(change.place, said) for change in changes if not pattern.match(said := first_told(change))]


def test_nothing_is_wrong_before_a_digit_is_changed(built_brief: Path) -> None:
    """Page, print and record hold."""
    for name in ("brief.html", "brief.pdf", "brief.json"):
        assert [str(fault) for fault in verify(read_copy(built_brief / "_output" / name)).faults] == []


@pytest.mark.thorough
@a_part
def test_each_digit_that_the_page_shows_is_caught(page: bytes, part: int) -> None:
    """In prose, headings, tables, charts, the title: with the block, what it reads and what the record has."""
    places = in_text_of_page(page)
    assert len(places) > 1000
    where = r"brief\.html: text, block \d+(, \[(title|desc)\])?: "
    assert not missed(pages_with(page, places[part::PARTS]), where)


@an_eighth
def test_each_digit_of_the_text_of_the_page_is_caught(built_brief: Path, part: int) -> None:
    """As it was read: what is shown, what is shown on hover, what is spoken."""
    copy = read_copy(built_brief / "_output/brief.html")
    where = r"brief\.html: text, block \d+(, \[[a-z-]+\])?: .*the record has "
    assert not missed(copies_with_text(copy, slice(part, None, FEWER)), where)


@pytest.mark.thorough
@a_part
def test_each_digit_that_the_page_says_on_hover_or_aloud_is_caught(page: bytes, part: int) -> None:
    """Origins, tooltips and text alternatives are text too."""
    places = in_attributes_of_page(page)
    assert len(places) > 1000
    assert not missed(pages_with(page, places[part::PARTS]), r"brief\.html: text, block \d+, \[[a-z-]+\]: ")


@pytest.mark.thorough
@a_part
def test_each_digit_of_the_record_is_caught(built_brief: Path, part: int) -> None:
    """With the part of the record that it is in; print and page carry the same bytes."""
    copies = [read_copy(built_brief / "_output" / name) for name in ("brief.html", "brief.pdf", "brief.json")]
    assert len({copy.record for copy in copies}) == 1
    copy = copies[part % 3]
    places = in_record(copy)
    assert len(places) > 5000
    assert not missed(copies_with_record(copy, places[part::PARTS]), r"brief\.(html|pdf|json): record: .*")


@some_of_the_record
def test_digits_of_the_record_are_caught_in_the_page_itself(page: bytes, step: int) -> None:
    """Where the page offers the record for download, the two are compared first."""
    places = in_record_of_page(page)[::step]
    assert len(places) > 4
    assert not missed(pages_with(page, places), r"brief\.html: (record|brief\.json): ")


@a_part
def test_each_digit_of_a_file_inside_the_page_is_caught(page: bytes, part: int) -> None:
    """Decoded, changed and encoded again in its place: the file is named."""
    names = [name for name in files_inside(page) if name != "brief.json"]
    assert {"datapackage.json", "mexican_may_arrests.csv", "reported.csv"} <= set(names)
    for name in names:
        changes = pages_with_files(page, name, slice(part, None, PARTS))
        assert not missed(changes, rf"brief\.html: file {re.escape(name)}: its SHA-256 is ")


@some_of_the_record
def test_digits_of_the_record_are_caught_in_its_download(page: bytes, step: int) -> None:
    """It is the record of the page, or the page is none."""
    changes = [*pages_with_files(page, "brief.json", slice(None, None, step))]
    assert len(changes) > 4
    assert not missed(changes, r"brief\.html: brief\.json: the download is not the record of the page")


def test_each_digit_of_a_file_inside_the_print_is_caught(built_brief: Path) -> None:
    """As in the page."""
    copy = read_copy(built_brief / "_output/brief.pdf")
    assert not missed(copies_with_files(copy), r"brief\.pdf: file [A-Za-z0-9_.-]+: its SHA-256 is ")


@an_eighth
def test_each_digit_of_the_text_of_the_print_is_caught(built_brief: Path, part: int) -> None:
    """With its page, what that reads and what the record has; also in titles and text alternatives."""
    copy = read_copy(built_brief / "_output/brief.pdf")
    where = r"brief\.pdf: text, (page \d+|part \d+, \[[a-z-]+\]): .*the record has "
    assert not missed(copies_with_text(copy, slice(part, None, FEWER)), where)


@pytest.mark.thorough
@pytest.mark.parametrize("step", [211, pytest.param(7, marks=pytest.mark.every_digit)])
def test_digits_drawn_as_others_in_the_print_are_caught(print_: bytes, step: int) -> None:
    """Glyphs exchanged in pages and charts, the file written again: the page is named, and so are the looks."""
    assert glyphs(print_) > 500
    for change in prints_with_glyphs(print_, step):
        said = told(change)
        assert re.match(r"brief\.pdf: text, page [12]: .*", said[0])
        assert SAID.search(said[0])


def test_what_is_said_is_the_number_that_was_changed(page: bytes) -> None:
    """As it reads, what it should read, and the figure that is written so."""
    assert page.count(b">155,410<") > 1
    forged = page.replace(b">155,410<", b">156,410<", 1)
    (said, *_) = told(Change(0, forged, "html"))
    assert "has “156,410”; the record has “155,410” (official_arrests_2000)" in said
