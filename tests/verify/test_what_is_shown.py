"""Verifying what a copy shows: its text, numbers, rows, title and looks are those of its record."""

import pytest

from forged_copies import faults
from published_records import (
    NUMBERS,
    ROWS,
    TEXT,
    Record,
    a_copy,
    record,
)


@pytest.mark.parametrize(
    ("word", "other", "fault"),
    [
        (
            "70,000",
            "80,000",
            "block 2: “May 2022 about 80,000 were arrested, 3.9” has “80,000”; the record has “70,000” (arrests_2022)",
        ),
        ("3.9", "3.8", "“70,000 were arrested, 3.8 times as many” has “3.8”; the record has “3.9” (rise)"),
        ("rose", "fell", "text, block 1: “Arrests fell” has “fell”; the record has “rose”"),
        (" about", "", "text, block 2: “In May 2022 70,000 were arrested,” lacks “about”"),
        ("was 18,000", "was not 18,000", "“when it was not 18,000.” has “not”, which is not in the record"),
    ],
)
def test_a_text_that_was_changed_is_told_with_its_place(word: str, other: str, fault: str) -> None:
    """The block, the words around, what is there and what is expected, and the figure that is written so."""
    text = tuple(piece.replace(word, other) for piece in TEXT)
    assert any(fault in each for each in faults(a_copy(text=text)))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (TEXT[:2], "text, block 3: is missing"),
        ((TEXT[0], TEXT[2]), "text, block 2: is missing"),
        ((*TEXT[:2], "And 5 more.", TEXT[2]), "text, block 3: “And 5 more.” is not in the record"),
        ((), "text, block 1: is missing"),
        ((TEXT[0].replace(" ", "  "), *TEXT[1:]), "text, block 1: has other spaces between its words"),
    ],
)
def test_pieces_that_came_or_went_are_told(text: tuple[str, ...], fault: str) -> None:
    """Those between which they stand are not."""
    (found,) = [each for each in faults(a_copy(text=text)) if "text" in each][:1]
    assert f"brief.html: {fault}" in found


def test_in_a_print_the_page_is_told() -> None:
    """Its pieces are pages."""
    text = (TEXT[0], TEXT[1].replace("18,000", "19,000"), TEXT[2])
    (fault,) = faults(a_copy(format="pdf", text=text, numbers=()))
    assert fault == (
        "brief.pdf: text, page 2: “when it was 19,000.” has “19,000.”; the record has “18,000.” (arrests_2019)"
    )


def test_many_differences_do_not_make_a_flood() -> None:
    """The first ones are told, and that there are more."""
    known = record()
    known["pages"]["html"]["text"] = [f"Line {place}" for place in range(3000)]
    found = faults(a_copy(known, text=tuple(f"Row {place}" for place in range(3000)), numbers=()))
    assert len(found) == 51
    assert found[-1].endswith("and more of the kind")


def test_a_number_that_leads_to_another_figure_is_a_fault() -> None:
    """A forger who changes page and record alike must change the figure's texts too, and those must be true."""
    numbers = (("arrests_2022", "80,000"), *NUMBERS[1:])
    known = record()
    text = tuple(piece.replace("70,000", "80,000") for piece in TEXT)
    known["pages"]["html"]["text"] = list(text)
    assert faults(a_copy(known, text=text, numbers=numbers)) == [
        "brief.html: figure arrests_2022: '80,000' leads to it; none of its texts in the record says that"
    ]
    known["figures"]["arrests_2022"]["texts"]["value"] = "80,000"
    assert faults(a_copy(known, text=text, numbers=numbers)) == [
        "brief.html: figure arrests_2022: its value, '80,000', is not what 70,000 is written as"
    ]


def test_a_number_within_a_longer_one_is_not_that_number() -> None:
    """70,000 does not say 0,000, nor 70."""
    for shown in ("0,000", "70", "7", ""):
        assert len(faults(a_copy(numbers=(("arrests_2022", shown),)))) == 1


@pytest.mark.parametrize(("form", "text"), [("zzz", "90,000"), ("official", "ninety thousand"), ("label", "Arrests")])
def test_a_number_is_no_form_that_the_forger_invented(form: str, text: str) -> None:
    """Nor is it a label: what a number leads to must be said by a form of which it is known what it says."""
    known = record()
    known["figures"]["arrests_2022"]["label"] = "Arrests"
    known["figures"]["arrests_2022"]["texts"][form] = text
    found = faults(a_copy(known, numbers=(("arrests_2022", text), *NUMBERS)))
    fault = f"brief.html: figure arrests_2022: '{text}' leads to it; none of its texts in the record says that"
    assert fault in found


def test_a_text_too_long_to_be_judged_says_no_number() -> None:
    """Nobody has to look through it."""
    known = record()
    known["figures"]["arrests_2022"]["texts"] = {"value": "70,000 " * 1_000}
    found = faults(a_copy(known, numbers=NUMBERS[:1]))
    assert found[1] == (
        "brief.html: figure arrests_2022: '70,000' leads to it; none of its texts in the record says that"
    )


def test_a_number_that_leads_to_no_figure_is_a_fault() -> None:
    """The record knows all that there are."""
    (fault,) = faults(a_copy(numbers=(("arrests_2018", "70,000"),)))
    assert fault == "brief.html: figure 'arrests_2018': '70,000' leads to it, and the record does not know it"


ROW = "brief.html: figure rise: its row "


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        (("Other", "3.9", "3.5 to 4.3", "70,000 ÷ 18,000"), "is called 'Other'; the record has 'Derived'"),
        (("Derived", "4.9", "3.5 to 4.3", "70,000 ÷ 18,000"), "says '4.9'; none of its texts in the record says that"),
        (("Derived", "3.9 1", "3.5 to 4.3", "70,000 ÷ 18,000"), "says '3.9 1'; none of its texts in the record says"),
        (("Derived", "3.95", "3.5 to 4.3", "70,000 ÷ 18,000"), "says '3.95'; none of its texts in the record says"),
        (("Derived", "", "3.5 to 4.3", "70,000 ÷ 18,000"), "says ''; none of its texts in the record says that"),
        (("Derived", "3.9", "3.8 to 4.0", "70,000 ÷ 18,000"), "has the range '3.8 to 4.0'; none of its texts in"),
        (("Derived", "3.9", "exact", "70,000 ÷ 18,000"), "has the range 'exact'; none of its texts in the record"),
        (("Derived", "3.9", "3.5 to 4.3", "70,000 ÷ 19,000"), "computes it with '19,000'; its formula in the record"),
        (("Derived",), "says ''; none of its texts in the record says that"),
    ],
)
def test_a_row_of_origins_says_what_the_record_does(cells: tuple[str, ...], fault: str) -> None:
    """Though page and text of the record were changed alike: label, value, range and the numbers of the formula."""
    found = faults(a_copy(rows=[row if row[0] != "rise" else ("rise", cells) for row in ROWS]))
    assert [each for each in found if each.startswith(f"{ROW}{fault}")]


def row_faults(cells: tuple[str, ...], known: Record | None = None) -> list[str]:
    """What is wrong with a row of the ratio: of it alone."""
    found = faults(a_copy(known or record(), rows=[row if row[0] != "rise" else ("rise", cells) for row in ROWS]))
    return [each.removeprefix(ROW) for each in found if each.startswith(ROW)]


@pytest.mark.parametrize(
    ("ends", "fault"),
    [
        (("3.4", "4.3"), "has the range '3.4', '4.3'; none of its texts in the record says that"),
        (("3.5", "4.2"), "has the range '3.5', '4.2'; none of its texts in the record says that"),
        (("4.3", "3.5"), "has the range '4.3', '3.5'; none of its texts in the record says that"),
        (("3.9", "3.9"), "has the range '3.9', '3.9'; none of its texts in the record says that"),
        (("3.5", "open"), "has the range '3.5', 'open'; none of its texts in the record says that"),
        (("open", "open"), "has the range 'open', 'open'; none of its texts in the record says that"),
        (("open", "4.3"), "has the range 'open', '4.3'; none of its texts in the record says that"),
        (("lower bound only",), "has the range 'lower bound only'; none of its texts in the record says that"),
        (("3.5", ""), "has the range '3.5'; none of its texts in the record says that"),
    ],
)
def test_each_end_of_a_range_is_held(ends: tuple[str, ...], fault: str) -> None:
    """In its own column, where it stands in one: 65,000 over 18,500 is 3.5, and 75,000 over 17,500 is 4.3."""
    assert row_faults(("Derived", "3.9", "3.5", "4.3", "70,000 ÷ 18,000")) == []
    assert row_faults(("Derived", "3.9", *ends, "70,000 ÷ 18,000")) == [fault]


def open_above(text: str) -> Record:
    """The record with a ratio that is known from below alone."""
    known = record()
    known["figures"]["rise"] |= {"range": [3.5, None], "texts": {"value": "3.9", "about": text, "range": text}}
    return known


@pytest.mark.parametrize(
    ("value", "ends", "fault"),
    [
        ("more than 3.5", ("lower bound only",), []),
        ("more than 3.5", ("3.5", "open"), []),
        ("3.9", ("3.5", "open"), []),
        ("3.9", ("lower bound only",), ["has the range 'lower bound only'; none of its texts in the record says that"]),
        ("more than 3.5", ("upper bound only",), ["has the range 'upper bound only'; none of its texts in the"]),
        ("more than 3.5", ("open", "3.5"), ["has the range 'open', '3.5'; none of its texts in the record says that"]),
    ],
)
def test_an_open_range_is_called_a_bound_beside_it(value: str, ends: tuple[str, ...], fault: list[str]) -> None:
    """And only of the side that is bounded."""
    found = row_faults(("Derived", value, *ends, "70,000 ÷ 18,000"), open_above("more than 3.5"))
    assert [each[: len(fault[0]) if fault else None] for each in found] == fault


def test_a_bound_may_have_a_unit_with_a_number() -> None:
    """Which is none of the bound's own."""
    known = open_above("more than 3.5")
    known["figures"]["rise"] |= {"unit": "per_100k"}
    assert row_faults(("Derived", "more than 3.5 per 100k", "lower bound only", "70,000 ÷ 18,000"), known) == []


def test_a_range_that_nears_a_limit_is_a_bound_too() -> None:
    """What is under 0.04 as 1 over more than 25 is, nears 0 and never reaches it."""
    known = record()
    texts = {"value": "0.03", "about": "less than 0.04", "range": "less than 0.04"}
    known["figures"]["rise"] |= {"range": [0.0, 0.04], "limit": "low", "texts": texts}
    assert row_faults(("Derived", "less than 0.04", "upper bound only", "70,000 ÷ 18,000"), known) == []
    assert row_faults(("Derived", "less than 0.04", "lower bound only", "70,000 ÷ 18,000"), known) != []


@pytest.mark.parametrize(
    ("changed", "due"),
    [
        ({"as_stated": ["arrests_2022"]}, "range as far as is known"),
        ({"missing": {"counts": ["2020"]}}, "of what is known"),
    ],
)
def test_a_row_says_that_no_more_of_its_range_is_known(changed: Record, due: str) -> None:
    """Behind where the number is from; and does not say so where all of it is."""
    known = record()
    known["figures"]["rise"] |= changed
    cells = ("Derived", "3.9", "3.5", "4.3")
    assert row_faults((*cells, f"70,000 ÷ 18,000; {due}"), known) == []
    assert row_faults((*cells, "70,000 ÷ 18,000"), known) == [
        f"ends with '70,000 ÷ 18,000'; no more of its range is known, and it would say that: {due}"
    ]
    assert row_faults((*cells, f"70,000 ÷ 18,000; {due}")) == [f"ends with '{due}'; the record knows all of its range"]


def test_what_is_known_of_a_range_is_said_beside_the_note() -> None:
    """Where the page has columns for the ends of others; of what is exact but for what is missing, the note is all."""
    known = record()
    known["figures"]["rise"] |= {"missing": {"counts": ["2020"]}}
    cells = ("Derived", "3.9", "of what is known", "70,000 ÷ 18,000")
    other = ("arrests_2022", ("Arrests", "70,000", "65,000", "75,000", "Reuters"))
    rows = [("rise", cells), *(row for row in ROWS if row[0] != "rise")]
    of_before = [each for each in faults(a_copy(known, rows=rows)) if "of what is known" in each]
    of_today = faults(a_copy(known, rows=[other if row[0] == other[0] else row for row in rows]))
    assert of_before == []
    assert [each for each in of_today if "has the range 'of what is known'; its range has ends" in each], of_today


def test_pointing_at_a_number_shows_its_range_in_one() -> None:
    """Of a row with both ends in columns."""
    rows = [row if row[0] != "rise" else ("rise", ("Derived", "3.9", "3.5", "4.3", "70,000 ÷ 18,000")) for row in ROWS]
    assert faults(a_copy(rows=rows, origins=[("rise", "Derived: 3.9; 3.5 to 4.3; 70,000 ÷ 18,000")])) == []
    assert len(faults(a_copy(rows=rows, origins=[("rise", "Derived: 3.9; 3.5; 4.3; 70,000 ÷ 18,000")]))) == 1


def test_a_row_may_have_a_unit_and_what_no_form_says() -> None:
    """A unit follows the value; signs are as a page sets them; a formula has numbers of its own."""
    known = record()
    named = {"label": 'Arrests\' share -- a "ratio"', "formula": "arrests_2022 / arrests_2019 * 1.5 / HOURS"}
    known["figures"]["rise"] |= named | {"constants": {"HOURS": {"value": 24.0, "unit": "hour"}}}
    cells = ("Arrests’ share – a “ratio”", "3.9 arrest/day", "3.5 to 4.3", "70,000 ÷ 18,000 × 1.5 ÷ 24 hours")
    rows = [row if row[0] != "rise" else ("rise", cells) for row in ROWS]
    assert not [each for each in faults(a_copy(known, rows=rows)) if " row " in each]


def test_each_number_leads_to_one_row() -> None:
    """A row that nothing leads to proves nothing, and two could say two things."""
    assert faults(a_copy(rows=[row for row in ROWS if row[0] != "rise"])) == [
        "brief.html: figure rise: a number leads to its row of origins, and there is none"
    ]
    other = ("rise", ("Derived", "3.9 times", "3.5 to 4.3", "70,000 ÷ 18,000"))
    assert faults(a_copy(rows=[*ROWS, other])) == ["brief.html: figure rise: has two rows of origins"]
    assert faults(a_copy(rows=[*ROWS, ("visas", ("Visas", "1"))])) == [
        "brief.html: figure 'visas': has a row of origins, and the record does not know it"
    ]


def test_pointing_at_a_number_shows_its_row() -> None:
    """And nothing else; white space may be set in another way."""
    shown = "Derived: 3.9; 3.5 to 4.3; 70,000 ÷ 18,000"
    assert faults(a_copy(origins=[("rise", shown.replace(" ", "\u00a0"))])) == []
    (fault,) = faults(a_copy(origins=[("rise", shown.replace("3.9", "9.9"))]))
    assert fault == (
        "brief.html: figure rise: pointing at it shows 'Derived: 9.9; 3.5 to 4.3; 70,000 ÷ 18,000'; "
        "its row says 'Derived: 3.9; 3.5 to 4.3; 70,000 ÷ 18,000'"
    )


def test_a_title_that_is_not_the_records_is_a_fault() -> None:
    """The first that is shown: those of drawings come after it."""
    known = record()
    text = ("[title] Arrests", *TEXT, "[title] Bars")
    for each in ("html", "pdf"):
        known["pages"][each]["text"] = list(text)
    assert faults(a_copy(known, text=text)) == []
    known["title"] = "No arrests"
    assert faults(a_copy(known, text=text)) == ["brief.html: title: is 'Arrests'; the record has 'No arrests'"]


def test_looks_that_were_changed_are_a_fault() -> None:
    """A style can hide a number, and a drawing can show another one."""
    assert faults(a_copy(looks="6" * 64)) == [
        "brief.html: looks: something other than text was changed: drawing, style, markup or links"
    ]


def test_a_page_that_the_record_does_not_know_is_a_fault() -> None:
    """The record of a print does not prove a page."""
    known = record()
    del known["pages"]["html"]
    assert faults(a_copy(known)) == ["brief.html: text: the record says nothing of it; it knows pdf"]


def test_a_language_that_is_not_known_is_a_fault() -> None:
    """Its numbers could not be read; and a tag is no path."""
    for lang in ("tlh", "../../en"):
        (fault,) = faults(a_copy(record() | {"lang": lang}))
        assert "its texts cannot be read" in fault
