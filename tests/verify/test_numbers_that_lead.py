"""Numbers that lead to a figure in a page that was sealed again: whole, unaltered by what stands beside them."""

import re
from pathlib import Path

import pytest

import forged_copies
from forged_pages import faults, verified, with_its_text
from published_records import a_copy, record
from statbrief.copies.copy import Around
from statbrief.verify.leading import is_number_of


@pytest.mark.parametrize(
    ("text", "form", "unit", "lang", "whole", "parts"),
    [
        ("about 2.712 million", "about", "job", "en", "2.712 million", ("2.712", "712 million", "2", "about 2")),
        ("more than $30 billion", "about", "USD", "en", "$30 billion", ("$30", "30 billion", "30", "$3")),
        ("45.5%", "percent", "1", "en", "45.5%", ("45.5", "5%", "5.5%")),
        ("−234", "value", "job", "en", "−234", ("234", "34")),
        ("65,000 to 75,000", "range", "job", "en", "65,000 to 75,000", ("65,000", "75,000", "65,000 to 75", "5,000")),
        ("between 3.5 and 4.3", "between", "1", "en", "3.5 and 4.3", ("3.5", "4.3", "3.5 and 4")),
        ("53.5 thousand people", "amount", "kiloperson", "en", "53.5", ("53", "5")),
        ("12.3 per 100,000 people", "amount", "1 / hecto", "en", "12.3", ("100,000", "12")),
        ("unos 2,7 millones", "about", "job", "es", "2,7 millones", ("2,7", "7 millones")),
        ("45,5\u00a0%", "percent", "1", "es", "45,5\u00a0%", ("45,5",)),
        ("about half", "about_fraction", "1", "en", "half", ("ha", "alf", "out")),
    ],
)
def test_a_number_is_one_with_its_sign_its_share_and_its_size(
    text: str, form: str, unit: str, lang: str, whole: str, parts: tuple[str, ...]
) -> None:
    """2.712 is not what 2.712 million says, nor is one end its range; a unit's own words belong to the unit."""
    units = {"kiloperson": "thousand people", "1 / hecto": "per 100,000 people"}
    figure = {"texts": {form: text}, "unit": unit, "unit_text": units.get(unit, unit), "unit_one": unit}
    assert is_number_of(figure, form, whole, lang)  # type: ignore[arg-type]
    assert [each for each in parts if is_number_of(figure, form, each, lang)] == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("before", "after"),
    [("made 1", " arrests"), ("of 1,", ""), ("to -", ""), ("to \u2212", ""), ("", ",000"), ("", ".9"), ("", "0"),
     ("", "\u0336"), ("", "\u20dd")],
)  # fmt: skip
def test_what_stands_directly_beside_a_number_makes_another_of_it(before: str, after: str) -> None:
    """A digit, a decimal, a minus, and a mark that strikes out."""
    copy = a_copy(around=(Around("arrests_2022", before, "70,000", after),))
    (fault,) = forged_copies.faults(copy)
    assert "figure arrests_2022: '70,000' stands beside" in fault
    assert fault.endswith("; which makes another number of it")


@pytest.mark.parametrize(
    ("before", "after"),
    [("made ", " arrests"), ("(", ")"), ("pre-", "-fold"), ("1999–", "–2"), ("5−", "−2"), ("In 2019, ", ", 2020"),
     ("+", "."), ("“", "”"), ("a1 ", ".")],
)  # fmt: skip
def test_what_stands_beside_a_number_otherwise_does_not(before: str, after: str) -> None:
    """Brackets, dashes, words and the end of a sentence."""
    assert forged_copies.faults(a_copy(around=(Around("arrests_2022", before, "70,000", after),))) == []


def test_what_else_is_said_of_a_number_is_a_fault() -> None:
    """What pointing at it shows is its row, and nothing in its stead; a place of another name is nobody's."""
    copy = a_copy(hints=(("rise", "title", "9 times"), ("n", "title", "x")), elsewhere=("rise", "grams"))
    assert forged_copies.faults(copy) == [
        "brief.html: figure rise: its number has the title '9 times'; its origin is all that it says",
        "brief.html: figure rise: its place in the page is no row of where the numbers come from",
    ]


_MADE = rb"(made about <a )([^>]*>)70,000(</a>)"


@pytest.mark.parametrize(
    ("pattern", "forged", "told"),
    [
        (rb'(#n-energy_disputes"[^>]*>)\$30 billion<', rb"\1$30<", "figure energy_disputes: '$30' leads to it"),
        (rb'(#n-share_of_2000"[^>]*>)45.5%<', rb"\g<1>45.5<", "figure share_of_2000: '45.5' leads to it"),
        (_MADE, rb"\1\g<2>65,000\3", "figure arrests_2022: '65,000' leads to it"),
        (_MADE, rb"\1\g<2>70,000\g<3>0", "figure arrests_2022: '70,000' stands beside '0'"),
        (_MADE, rb'\1title="90,000" \g<2>70,000\3', "figure arrests_2022: its number has the title '90,000'"),
        (rb"<h2", rb'<p id="n-arrests_2022">90,000</p><h2', "figure arrests_2022: its place in the page is no row"),
        (rb'(made about <a [^>]*href=")#n-([^>]*>)70', rb"\1#%6E-\g<2>90", "figure arrests_2022: '90,000' leads to it"),
    ],
    ids=["size", "share", "end-of-a-range", "digit-beside", "title", "other-place", "address"],
)  # fmt: skip
def test_a_number_that_a_page_says_otherwise_is_caught(
    page_of_brief: bytes, foreign_file: Path, pattern: bytes, forged: bytes, told: str
) -> None:
    """Though its record was sealed again with what the page shows."""
    changed = re.sub(pattern, forged, page_of_brief, count=1)
    assert changed != page_of_brief
    foreign_file.write_bytes(with_its_text(changed, foreign_file))
    assert any(told in each for each in faults(foreign_file))


def test_the_page_itself_has_numbers_around_which_all_is_well(page_of_brief: bytes, foreign_file: Path) -> None:
    """As its build proved."""
    foreign_file.write_bytes(page_of_brief)
    assert verified("-q", foreign_file).exit_code == 0


def test_a_check_that_does_not_hold_is_a_fault_whoever_made_it() -> None:
    """No build ends with one: the record of it was made by hand."""
    known = record()
    known["checks"]["counts_agree"] |= {"kind": "other", "holds": False}
    assert "brief.html: check counts_agree: does not hold, as the record says; a build that ends holds all" in (
        forged_copies.faults(a_copy(known))
    )
