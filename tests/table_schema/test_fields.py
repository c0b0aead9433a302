"""What a cell means: as frictionless reads Table Schema, or refused; nothing is taken for something else."""

import datetime as dt
import re
from decimal import Decimal
from typing import Any

import frictionless
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from statbrief.table_schema.constraints import read_constraints
from statbrief.table_schema.fields import TYPES, Field, Value, read_field

FIELDS: dict[str, dict[str, Any]] = {
    "a number": {"type": "number"},
    "a European number": {"type": "number", "decimalChar": ",", "groupChar": "."},
    "a number with spaces": {"type": "number", "groupChar": " "},
    "a price": {"type": "number", "bareNumber": False, "decimalChar": ",", "groupChar": "."},
    "a whole number": {"type": "integer"},
    "a share": {"type": "integer", "bareNumber": False},
    "a year": {"type": "year"},
    "a month": {"type": "yearmonth"},
    "a day": {"type": "date"},
    "a European day": {"type": "date", "format": "%d.%m.%Y"},
    "a moment": {"type": "datetime", "format": "%Y-%m-%d %H:%M"},
    "a time": {"type": "time"},
    "a truth": {"type": "boolean"},
    "yes or no": {"type": "boolean", "trueValues": ["yes", "sí"], "falseValues": ["no"]},
    "a text": {"type": "string"},
}
PIECES = [
    "0",
    "1",
    "12",
    "305",
    "1.234",
    "7824,5",
    "-",
    ".",
    ",",
    "%",
    "€ ",
    "2024",
    "-02",
    "-3",
    "-31",
    "/",
    ":",
    "00",
]
CELLS = st.one_of(
    st.lists(st.sampled_from([*PIECES, "true", "yes", "no", "sí", "16", "30.", "05."]), max_size=5).map("".join),
    st.integers(-(10**6), 10**6).map(str),
    st.decimals(-(10**6), 10**6, places=2).map(lambda number: f"{number:,f}".replace(",", " ").replace(".", ",")),
    st.dates(dt.date(1, 1, 1)).flatmap(lambda day: st.sampled_from([f"{day}", f"{day:%d.%m.%Y}", f"{day}"[:7]])),
    st.times().map(lambda time: f"{time:%H:%M:%S}"),
)


def theirs(said: dict[str, Any], text: str) -> tuple[Any, list[str]]:
    """What frictionless reads, None where it refuses or finds no value, and what it has against it."""
    value, notes = frictionless.Field.from_descriptor({"name": "it", **said}).read_cell(text)
    return value, sorted(notes or {})


def plain(value: Value | None) -> object:
    """A value as frictionless has it: a number as a number, a month as year and month."""
    return int(value) if isinstance(value, Decimal) and value == value.to_integral_value() else value


@pytest.mark.parametrize("said", FIELDS.values(), ids=FIELDS.keys())
@given(text=CELLS)
@example(text="7824,5")
@example(text="-99")
@example(text="")
def test_a_cell_is_what_frictionless_reads_or_refused(said: dict[str, Any], text: str) -> None:
    """Of numbers more is refused: exponents, thousands parted anywhere; a whole number may have a point and zeros."""
    field = read_field({"name": "it", **said})
    value, notes = theirs(said, text)
    try:
        ours = field.read(text)
    except ValueError as error:
        assert "; " in str(error)  # noqa: PT017 -- both outcomes are right, a silent one is not
        return
    if said["type"] in {"integer", "year"} and re.fullmatch(
        r"[^\d-]*-?\d+\.0+\D*" if said.get("bareNumber") is False else r"-?\d+\.0+", text
    ):
        assert ours == Decimal(re.sub(r"^[^\d-]*|\D*$", "", text))
        return
    assert not notes
    if said["type"] == "yearmonth" and isinstance(ours, dt.date):
        assert (ours.year, ours.month) == value
    else:
        assert plain(ours) == plain(value)


@given(number=st.decimals(-(10**9), 10**9, places=3))
def test_a_european_number_is_read_as_it_is(number: Decimal) -> None:
    """Points part thousands, a comma the decimals."""
    field = read_field({"name": "it", **FIELDS["a European number"]})
    text = f"{number:,f}".translate({ord(","): ".", ord("."): ","})
    assert field.read(text) == number
    assert Decimal(field.canonical(field.read(text))) == number


@pytest.mark.parametrize(
    ("said", "text", "message"),
    [
        ("a European number", "7824.5", '"7824.5" is no number with "," for decimals and "." for thousands; correct'),
        ("a European number", "1.23,5", '"1.23,5" is no number with "," for decimals and "." for thousands; correct'),
        ("a number", "7824,5", '"7824,5" is not a plain number; write 7824.5, or declare "decimalChar": ","'),
        (
            "a number",
            "n.a.",
            '"n.a." is not a plain number; write digits, such as 70000 or 0.5, or declare it among the column',
        ),
        ("a number", "9" * 61, "a number of 61 characters; write 30 at most"),
        ("a month", "2024-3", "'2024-3' is no month; write 2022-05"),
        ("a month", "2024-13", "'2024-13' is no month; write 2022-05"),
        ("a day", "2022-02-31", "'2022-02-31' is no day of the calendar; write 2022-05-12"),
        ("a European day", "2022-02-01", "'2022-02-01' is no day of the calendar; write it as %d.%m.%Y"),
        ("a truth", "yes", "'yes' is neither true nor false; write true or false"),
        ("yes or no", "true", "'true' is neither true nor false; write yes or no"),
        ("a year", "22", "22 is no year; write four digits, such as 2022"),
        ("a whole number", "2.5", "2.5 is not a whole number; it holds whole numbers"),
    ],
)
def test_a_cell_that_is_none_of_its_type_says_so(said: str, text: str, message: str) -> None:
    """What was found, and how to write it."""
    with pytest.raises(ValueError, match=f"^{re.escape(message)}"):
        read_field({"name": "it", **FIELDS[said]}).read(text)


@pytest.mark.parametrize(
    ("written", "read", "refused"),
    [
        ("%Y%m%d", {"20240105": dt.date(2024, 1, 5)}, ["142156", "2024115", "202415"]),
        ("%d%b%Y", {"05JAN2024": dt.date(2024, 1, 5), "05Jan2024": dt.date(2024, 1, 5)}, ["5JAN2024"]),
        ("%d/%m/%Y", {"5/1/2024": dt.date(2024, 1, 5), "05/01/2024": dt.date(2024, 1, 5)}, ["512024"]),
    ],
)
def test_numbers_that_nothing_parts_have_all_their_digits(
    written: str, read: dict[str, dt.date], refused: list[str]
) -> None:
    """Of days without marks between: 142156 would be a day in May 1421. Where marks part them a nought may go."""
    field = read_field({"name": "it", "type": "date", "format": written})
    assert {text: field.read(text) for text in read} == read
    for text in refused:
        with pytest.raises(ValueError, match=rf"^'{text}' is no day of the calendar; write it as {written}$"):
            field.read(text)


def test_what_stands_for_no_value_is_none() -> None:
    """The texts that are declared so, and no others: where the empty text is not among them, a number is missing."""
    field = read_field({"name": "it", "type": "number", "missingValues": ["-99", "NA"]})
    assert [field.read(text) for text in ("-99", "NA", "-98")] == [None, None, Decimal(-98)]
    with pytest.raises(ValueError, match=r"^nothing; fill it in, or declare the empty text among missingValues$"):
        field.read("")
    labelled = read_field({"name": "it", "missingValues": [{"value": "x", "label": "unknown"}]})
    assert (labelled.read("x"), labelled.read("")) == (None, "")


CONSTRAINED: list[tuple[dict[str, Any], str]] = [
    ({"type": "number", "constraints": {"minimum": 0, "maximum": 25}}, "-0.5 0 12.5 25 30.1"),
    ({"type": "number", "constraints": {"exclusiveMinimum": 0, "exclusiveMaximum": "25.0"}}, "-1 0 0.1 25 26"),
    ({"type": "number", "decimalChar": ",", "constraints": {"maximum": "2,5"}}, "2,4 2,5 2,6"),
    ({"type": "integer", "constraints": {"enum": [1, "2"]}}, "1 2 3 01"),
    ({"type": "year", "constraints": {"minimum": 2000}}, "1999 2000"),
    ({"type": "date", "constraints": {"minimum": "2022-05-01", "maximum": "2022-05-31"}}, "2022-04-30 2022-05-31"),
    ({"type": "yearmonth", "constraints": {"maximum": "2022-05"}}, "2022-05 2022-06"),
    ({"type": "string", "constraints": {"enum": ["ok", "estimated"]}}, "ok estimated OK"),
    ({"type": "string", "constraints": {"pattern": "([a-z]+|[0-9])"}}, "abc 1 12 ab1 A"),
    ({"type": "string", "constraints": {"minLength": 2, "maxLength": 3}}, "a ab abc abcd"),
    ({"type": "boolean", "constraints": {"enum": ["true"]}}, "true false 1"),
    ({"type": "time", "constraints": {"minimum": "08:00:00"}}, "07:59:59 08:00:00"),
]


@pytest.mark.parametrize(("said", "texts"), CONSTRAINED, ids=lambda value: str(value)[:40])
def test_constraints_are_those_of_frictionless(said: dict[str, Any], texts: str) -> None:
    """Each cell is refused by both or by neither; a pattern is that of the whole text."""
    field = read_field({"name": "it", **said})
    constraints = read_constraints(field, said["constraints"])
    for text in texts.split():
        value = field.read(text)
        assert value is not None
        assert bool(constraints.problem(value, text)) == bool(theirs(said, text)[1])


def test_a_pattern_is_of_the_whole_text() -> None:
    """Each of its branches is; frictionless takes the first for a beginning and the last for an end."""
    problem = read_constraints(read_field({"name": "it"}), {"pattern": "[a-z]+|[0-9]"}).problem
    assert [bool(problem(text, text)) for text in ("ab", "1", "ab1", "1a")] == [False, False, True, True]


@pytest.mark.parametrize(
    ("group", "text", "number"),
    [
        (".", "1.234.567", 1_234_567),
        (".", "1.234", 1_234),
        (".", "-12.345", -12_345),
        (".", "999", 999),
        (",", "1,234", 1_234),
        (" ", "1 234", 1_234),
    ],
)
def test_whole_numbers_may_be_parted_by_any_mark(group: str, text: str, number: int) -> None:
    """An integer has no decimals, so no mark for them need be declared, or could be."""
    assert read_field({"name": "it", "type": "integer", "groupChar": group}).read(text) == number


@pytest.mark.parametrize("text", ["1.23", "1.2345", "12.34.567.8", "1,5", "1.234,5"])
def test_a_point_that_parts_thousands_parts_nothing_else(text: str) -> None:
    """1.234,5 is no whole number, and 1.23 none at all."""
    with pytest.raises(
        ValueError, match=r'no number with "," for decimals and "." for thousands|is not a whole number'
    ):
        read_field({"name": "it", "type": "integer", "groupChar": "."}).read(text)


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"type": "text"}, 'type "text" is not one of Table Schema\'s; the types are string, any, number'),
        ({"type": "duration"}, 'type "duration" is not read here; write string, and take it apart in analysis/'),
        ({"type": "geopoint"}, 'type "geopoint" is not read here; write string, and take it apart in analysis/'),
        ({"format": "email"}, 'format "email" is not read here; leave it out'),
        ({"type": "date", "format": "any"}, 'format "any" is not read here; write default, or a pattern such as'),
        ({"type": "date", "format": "%d%d"}, 'format "%d%d" is not read here; write default, or a pattern such as'),
        ({"type": "number", "decimalchar": ","}, "'decimalchar' is not read here; did you mean decimalChar?"),
        ({"type": "string", "decimalChar": ","}, "decimalChar is declared of a string; it is for number"),
        ({"type": "integer", "decimalChar": ","}, "decimalChar is declared of an integer; it is for number"),
        ({"type": "any", "bareNumber": True}, "bareNumber is declared of an any; it is for number and integer"),
        ({"type": "number", "groupChar": "."}, 'groupChar "." is the decimal mark too; declare decimalChar as well'),
        ({"type": "number", "decimalChar": "comma"}, 'decimalChar "comma"; write one character, such as a comma'),
        ({"type": "number", "bareNumber": 1}, "bareNumber 1; write true or false"),
        ({"type": "boolean", "trueValues": "yes"}, 'trueValues "yes"; write a list of texts, such as ["true"]'),
        ({"type": "boolean", "trueValues": ["0"]}, "'0' is among trueValues and falseValues; take it out of one"),
        ({"missingValues": "-99"}, 'missingValues "-99"; write a list of texts, such as ["", "-99"]'),
        ({"constraints": [1]}, 'constraints [1]; write a mapping such as {"minimum": 0}'),
        ({"constraints": {"maximun": 1}}, "constraint 'maximun' is not read here; did you mean maximum?"),
        ({"constraints": {"jsonSchema": {}}}, "constraint 'jsonSchema' is not read here; the constraints are"),
        ({"constraints": {"maximum": 1}}, "constraint maximum is declared of a string; it is for number, integer"),
        ({"type": "number", "constraints": {"minLength": 1}}, "constraint minLength is declared of a number; it is"),
        ({"type": "date", "constraints": {"minimum": 2022}}, "constraint minimum 2022 is no date; write it as its"),
        ({"type": "integer", "constraints": {"maximum": 2.5}}, "constraint maximum 2.5 is no integer; write it as"),
        ({"constraints": {"enum": "ok"}}, 'constraint enum "ok"; write a list of values'),
        ({"constraints": {"pattern": "("}}, 'constraint pattern "(" is no regular expression; correct it'),
        ({"constraints": {"minLength": "2"}}, 'constraint minLength "2"; write a whole number'),
        ({"constraints": {"required": "yes"}}, 'constraint required "yes"; write true or false'),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_not_read_is_refused_by_name(said: dict[str, Any], message: str) -> None:
    """A type, format, property or constraint that would be read past, and a near miss of one."""
    with pytest.raises(ValueError, match=f"^{re.escape(message)}"):
        read_constraints(read_field({"name": "it", **said}), said.get("constraints"))


EVERY_TYPE = (
    *("string", "number", "integer", "boolean", "object", "array", "list", "date", "time", "datetime", "year"),
    *("yearmonth", "duration", "geopoint", "geojson", "any"),
)


def test_every_type_of_table_schema_is_read_or_refused() -> None:
    """None is taken for a text in silence."""
    unread = set()
    for each in EVERY_TYPE:
        try:
            assert read_field({"name": "it", "type": each}) == Field(name="it", type=each)
        except ValueError:
            unread.add(each)
    assert unread == {"object", "array", "list", "duration", "geopoint", "geojson"}
    assert not unread & set(TYPES)
