"""Reported figures: from a row of the file to a number with its range."""

import math
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statbrief.arithmetic.ranges import Range
from statbrief.data.bibliography import read_sources
from statbrief.data.cells import parse_id
from statbrief.data.units import Registry, load_units
from statbrief.errors import ReadingError
from statbrief.figures.figure import Reported
from statbrief.figures.reported import parse_reported, read_reported
from statbrief.table_schema.csv_table import parse_table
from statbrief.table_schema.plain_numbers import parse_number
from statbrief.table_schema.spans import join_periods, parse_period

HEAD = "id,label,value,unit,rounded_to,bound,period,source,locator,note\n"


@pytest.fixture(scope="module")
def registry(root: Path) -> Registry:
    """The units of this brief."""
    return load_units(root / "data/units.txt")


def test_a_row_is_a_figure_with_its_origin(registry: Registry) -> None:
    """Value, unit, range and everything that a reader may ask about it."""
    [figure] = parse_reported(HEAD + 'a,"Arrests, May",70000,arrest,10000,,2022-05,s,p. 1,about\n', registry, ["s"])
    assert (figure.id, figure.label, figure.value, figure.unit) == ("a", "Arrests, May", 70_000, "arrest")
    assert figure.range == Range(70_000 - 10_000 / 2, 70_000 + 10_000 / 2)
    assert figure.origin == Reported(
        stated=Decimal(70000),
        unit="arrest",
        rounded_to=Decimal(10000),
        bound="",
        source="s",
        locator="p. 1",
        note="about",
        file="data/reported.csv",
        line=2,
        is_counted=True,
    )


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("30,visa,exact,", Range(30, 30)),
        ("30,visa,exact,at least", Range(30, math.inf)),
        ("30,visa,exact,at most", Range(-math.inf, 30)),
        ("30,visa,1,at least", Range(29.5, math.inf)),
        ("0.5,1,0.1,", Range(0.45, 0.55)),
        ("-5,degC,1,", Range(-5.5, -4.5)),
        ("0,visa,10,", Range(-5, 5)),
        ("1000,visa,1000,", Range(500, 1500)),
    ],
)
def test_the_range_is_half_a_step_around_the_value(registry: Registry, cells: str, expected: Range) -> None:
    """Value ± step / 2, open on the side that a bound leaves open."""
    [figure] = parse_reported(f"{HEAD}a,A,{cells},2022,s,,\n", registry, ["s"])
    assert figure.range == expected


def test_cells_may_hold_quotes_commas_and_line_ends(registry: Registry) -> None:
    """A cell that goes on in the next line is one line of text; the next row's number is that of the file."""
    text = HEAD + 'a,"A ""so-called""\ncount",1,visa,exact,,2022,s,"p. 1,\np. 2","a | b"\nb,B,x,visa,exact,,2022,s,,\n'
    with pytest.raises(ReadingError, match=r'^data/reported.csv:5: value: "x" is not a plain number'):
        parse_reported(text, registry, ["s"])
    [figure] = parse_reported(text[: text.index("\nb,")], registry, ["s"])
    assert figure.label == 'A "so-called" count'
    assert isinstance(figure.origin, Reported)
    assert (figure.origin.locator, figure.origin.note) == ("p. 1, p. 2", "a | b")


def test_a_line_separator_within_a_cell_is_named(registry: Registry) -> None:
    """What only some programs take for the end of a line is refused, with the right line number."""
    text = HEAD + "a,A,1,visa,exact,,2022,s,p.\u20281,\nb,B,1,visa,exact,,2022,s,\x0b,\n"
    with pytest.raises(ReadingError) as raised:
        parse_reported(text, registry, ["s"])
    assert str(raised.value).splitlines() == [
        "data/reported.csv:2: locator: holds the control character U+2028; delete it",
    ]


def test_a_table_of_a_stranger_is_read_up_to_so_many_faults() -> None:
    """What follows is not read: ten million lines of one cell too many would take as long to tell as to read."""
    text = "year\n2021\n" + "2022,1\n" * 9
    assert [len(found) for found in parse_table(text, ["year"], "a.csv", 3)] == [1, 3]
    assert [len(found) for found in parse_table(text, ["year"], "a.csv")] == [1, 9]


def test_a_file_of_a_header_alone_has_no_figures(registry: Registry) -> None:
    """No rows, no figures, no fault."""
    assert parse_reported(HEAD, registry, []) == []


@given(st.decimals(min_value=-(10**12), max_value=10**12, allow_nan=False, places=2))
def test_plain_numbers_are_read_as_they_are(number: Decimal) -> None:
    """Digits, a point and a minus sign: the very number, and floating point gives it back."""
    assert parse_number(f"{number:f}") == number
    assert Decimal(repr(float(number))) == number


@given(st.text(max_size=12))
def test_any_other_text_is_a_number_or_refused(text: str) -> None:
    """No text leads to a number that is not written in it."""
    try:
        number = parse_number(text)
    except ValueError as error:
        assert str(error)  # noqa: PT017 -- both outcomes are right, a silent one is not
    else:
        assert text.strip("-0123456789.") == ""
        assert number == Decimal(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("70,000", '"70,000" is not a plain number; write 70000, or 70.000 where the comma is a decimal mark'),
        ("0,5", '"0,5" is not a plain number; write 0.5'),
        ("12,5", '"12,5" is not a plain number; write 12.5'),
        ("0,125", '"0,125" is not a plain number; write 0.125'),
        ("7824,5", '"7824,5" is not a plain number; write 7824.5'),
        ("1234,567", '"1234,567" is not a plain number; write 1234.567'),
        ("1.234,56", '"1.234,56" is not a plain number; write 1234.56'),
        ("1,234.56", '"1,234.56" is not a plain number; write 1234.56'),
        ("1,234,567", '"1,234,567" is not a plain number; write 1234567'),
        ("1.234.567", '"1.234.567" is not a plain number; write 1234567'),
        ("1,00,00,000", '"1,00,00,000" is not a plain number; write 10000000'),
        ("1 234,567", '"1 234,567" is not a plain number; write 1234.567'),
        ("1\u202f234,5", '"1 234,5" is not a plain number; write 1234.5'),
        ("1'234.50", '"1\'234.50" is not a plain number; write 1234.50'),
        ("\u22125", '"\u22125" is not a plain number; write -5'),
        ("-0,5", '"-0,5" is not a plain number; write -0.5'),
        ("1,2,3", '"1,2,3" is not a plain number; write digits, such as 70000 or 0.5'),
        ("1,234.567.890", '"1,234.567.890" is not a plain number; write digits, such as 70000 or 0.5'),
        ("70 000", '"70 000" is not a plain number; write 70000'),
        ("1e6", '"1e6" is not a plain number; write 1000000'),
        ("1e999999999", '"1e999999999" is not a plain number; write digits, such as 70000 or 0.5'),
        ("+5", '"+5" is not a plain number; write 5'),
        (".5", '".5" is not a plain number; write 0.5'),
        ("½", '"½" is not a plain number; write digits, such as 70000 or 0.5'),
        ("0x10", '"0x10" is not a plain number; write digits, such as 70000 or 0.5'),
        ("1" * 31, "a number of 31 characters; write 30 at most"),
        ("1234567890123456", "a number of 16 significant digits; write 15 at most"),
    ],
    ids=lambda value: value[:12],
)
def test_a_number_is_written_plainly(text: str, message: str) -> None:
    """How to write it is said where it can be told."""
    with pytest.raises(ValueError, match=r"not a plain|a number of") as raised:
        parse_number(text)
    assert " ".join(str(raised.value).split()) == message


@pytest.mark.parametrize("text", ["-4.89396411092985", "4.89396411092985", "-0.00489396411092985", "-489396411092985"])
def test_fifteen_digits_are_read_of_any_number(text: str) -> None:
    """A minus, a point and zeros before the first are none of them."""
    assert str(parse_number(text)) == text


ELSE = " (thousands are in kiloperson, a mean in person / what it is a mean over)"
CONTRADICTING = {
    "a value between its steps": (
        "70001,visa,10000",
        "rounded_to: 70001 is no multiple of 10000; write the step the source rounded to, such as 1, or exact",
    ),
    "decimals between steps": (
        "0.55,1,0.1",
        "rounded_to: 0.55 is no multiple of 0.1; write the step the source rounded to, such as 0.01, or exact",
    ),
    "half a person": (
        "53.5,person,exact",
        "value: 53.5 is no whole number, and person counts things; write a whole number" + ELSE,
    ),
    "a point that may be a comma": (
        "70.000,people,exact",
        "value: 70.000 has three decimals, and person counts things; write 70, or 70000" + ELSE,
    ),
    "a step of half a person": (
        "53,person,0.5",
        "rounded_to: 0.5 is no whole number, and person counts things; write a whole step, or exact",
    ),
    "a decimal comma in a step": ('0.5,1,"0,1"', 'rounded_to: "0,1" is not a plain number; write 0.1'),
}


@pytest.mark.parametrize(("cells", "message"), CONTRADICTING.values(), ids=CONTRADICTING.keys())
def test_a_row_does_not_contradict_itself(registry: Registry, cells: str, message: str) -> None:
    """A value lies on its step, and what is counted is whole."""
    with pytest.raises(ReadingError) as raised:
        parse_reported(f"{HEAD}a,A,{cells},,2022,s,,\n", registry, ["s"])
    assert str(raised.value) == f"data/reported.csv:2: {message}"


@pytest.mark.parametrize(
    "cells",
    ["53.5,kiloperson,0.1", "2.6,person / day,0.1", "53.0,person,exact", "70000,person,10000", "0.75,1,0.25", "0,1,7"],
)
def test_what_is_no_count_may_have_decimals(registry: Registry, cells: str) -> None:
    """Thousands of persons, persons a day, and whatever lies on its step."""
    assert len(parse_reported(f"{HEAD}a,A,{cells},,2022,s,,\n", registry, ["s"])) == 1


@pytest.mark.parametrize("mark", ["\u202e", "\u200f", "\u2067", "\u061c"])
def test_marks_that_turn_the_direction_are_refused(registry: Registry, tmp_path: Path, mark: str) -> None:
    """What a person reads would not be what the file says."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data/reported.csv").write_text(f"{HEAD}a,A{mark}1,x,1,exact,,2022,s,,\n", encoding="utf-8")
    with pytest.raises(ReadingError) as raised:
        read_reported(tmp_path, registry, ["s"])
    assert str(raised.value).splitlines() == [
        f"data/reported.csv:2: text: holds the direction mark U+{ord(mark):04X}; delete it",
        'data/reported.csv:2: value: "x" is not a plain number; write digits, such as 70000 or 0.5',
    ]


@pytest.mark.parametrize("text", ["0.000123456789012345", "123456789012345000000000000000", "-0.5", "007"])
def test_fifteen_digits_are_enough(text: str) -> None:
    """Zeros before and after the digits that matter do not count."""
    assert parse_number(text) == Decimal(text)


@pytest.mark.parametrize("text", ["arrests_2022", "max", "años", "x", "print"])
def test_a_name_may_be_any_identifier_in_latin_letters(text: str) -> None:
    """Accents are fine, and so are names of functions that Python has."""
    assert parse_id(text) == text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "'' is not a name; use letters, digits and _, a letter first"),
        ("a-b", "'a-b' is not a name; write a_b"),
        ("class", "'class' is not a name; use letters, digits and _, a letter first"),
        ("_a", "'_a' is not a name; write a"),
        ("words", "'words' has another meaning in analysis/; choose another name"),
        ("ﬁgure", "'ﬁgure' is 'figure' to Python; write figure with simple characters"),
        ("аrrests", "'аrrests' holds CYRILLIC SMALL LETTER A; write it in Latin letters"),
    ],
)
def test_a_name_that_would_mislead_is_refused(text: str, message: str) -> None:
    """Neither people nor Python take it for another."""
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        parse_id(text)


@pytest.mark.parametrize("text", ["2022", "2022-05", "2024-02-29", "2019-05/2022-05"])
def test_a_period_is_iso_8601(text: str) -> None:
    """A year, a month, a day, or two of them."""
    assert parse_period(text) == text


@pytest.mark.parametrize("text", ["", "22", "2022-5", "2022-13", "2023-02-29", "0000", "2022/", "2022/2021", "a/b/c"])
def test_what_is_no_time_is_refused(text: str) -> None:
    """Days that no calendar has, and spans that end before they start."""
    with pytest.raises(ValueError, match=r"is not a period|ends before it starts"):
        parse_period(text)


def test_periods_are_joined() -> None:
    """The one that all share, else from the earliest to the latest."""
    assert join_periods(["2022-05", "2022-05"]) == "2022-05"
    assert join_periods(["2022-05", "2019-05", ""]) == "2019-05/2022-05"
    assert join_periods([]) == ""


def test_the_keys_of_the_bibliography(tmp_path: Path) -> None:
    """Entries count; comments, strings and what is commented out do not."""
    (tmp_path / "data").mkdir()
    text = "@string{x = {y}}\n@comment{c, no}\n% @misc{gone,\n@misc{one,\n t = {@misc{two, in it}}}\n@online { three, }"
    (tmp_path / "data/sources.bib").write_text(text, encoding="utf-8")
    assert read_sources(tmp_path) == {"one", "three"}
