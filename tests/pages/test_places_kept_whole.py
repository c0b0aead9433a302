"""Where in a source something stands: no line of a page parts what kind of place it is from its number."""

import re

import pytest

from statbrief.pages.seal.kept_whole import kept_whole

SOURCE = '<a href="#ref-reuters2022" role="doc-biblioref"><em>News report</em> 2022</a>'


def with_wholes(text: str, before: str = SOURCE) -> str:
    """The text as the page has it after what stands before it."""
    page = before + text
    changed, done = [], len(before)
    for start, end, new in sorted(kept_whole(page, len(before), len(page))):
        changed += [page[done:start], new]
        done = end
    return "".join([*changed, page[done:]])


@pytest.mark.parametrize("place", ["paragraph 6", "párrafo 10", "p. 12", "row 2022", "Seite 3"])
def test_a_place_after_a_source_is_kept_whole(place: str) -> None:
    """In any language, and with nothing else of the sentence."""
    assert with_wholes(f", {place}). Then") == f', <span class="whole">{place}</span>). Then'


def test_so_it_is_after_a_citation_that_ends_with_its_source() -> None:
    """As a row of the table of origins names it."""
    assert with_wholes(", row 7; exact", f"<span>{SOURCE}</span>") == ', <span class="whole">row 7</span>; exact'


@pytest.mark.parametrize(
    ("text", "before"),
    [
        (", paragraph 6", '<a href="#n-arrests">70,000</a>'),
        (", paragraph 6", "<em>Reuters</em>"),
        (", paragraph 6", ""),
        (". Paragraph 6", SOURCE),
        (", paragraph six", SOURCE),
        (", version 1.2", SOURCE),
    ],
)
def test_what_is_no_place_in_a_source_is_left_alone(text: str, before: str) -> None:
    """A number that is none's, words, and what follows another link or none."""
    assert with_wholes(text, before) == text


def test_a_place_that_is_a_period_is_kept_whole_once() -> None:
    """Periods are anyway; no two changes are of the same letters."""
    found = with_wholes(", row 2015-12 and, paragraph 7")
    assert found == ', row <span class="whole">2015-12</span> and, paragraph 7'
    assert re.sub(r"<[^>]*>", "", found) == ", row 2015-12 and, paragraph 7"
