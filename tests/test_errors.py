"""Faults: one line each, with the place, what was found, and what was wanted."""

import pytest

from statbrief.data.cells import parse_id, parse_step
from statbrief.errors import Place, ProseError, ReadingError, RefusedError


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (Place("a.csv", 3, 7), "a.csv:3:7: unit: nothing; name one"),
        (Place("a.csv", 3), "a.csv:3: unit: nothing; name one"),
        (Place("a.csv"), "a.csv: unit: nothing; name one"),
    ],
)
def test_a_fault_says_as_much_of_its_place_as_is_known(place: Place, line: str) -> None:
    """A file, a line of it, a column of that."""
    assert str(place.fault("unit", "nothing", "name one")) == line


def test_a_fault_may_want_nothing() -> None:
    """Where what was found says all."""
    assert str(Place("a.csv").fault("file", "missing")) == "a.csv: file: missing"


def test_an_error_of_one_fault_is_made_by_its_class() -> None:
    """In a file as a whole, or at a place in it."""
    whole, there = (
        ReadingError.at("a.csv", "file", "missing"),
        ProseError.at(Place("a.md", 2), "text", "odd", "mend it"),
    )
    assert (type(whole), str(whole)) == (ReadingError, "a.csv: file: missing")
    assert (type(there), str(there)) == (ProseError, "a.md:2: text: odd; mend it")


def test_what_was_refused_is_told_where_it_stands() -> None:
    """By who knows the place; alone it reads the same, as an error of a value does."""
    error = RefusedError("'x' is no number", "write digits")
    assert str(Place("a.csv", 2).refused("value", error)) == "a.csv:2: value: 'x' is no number; write digits"
    assert (str(error), str(RefusedError("'x' is odd")), isinstance(error, ValueError)) == (
        "'x' is no number; write digits",
        "'x' is odd",
        True,
    )


@pytest.mark.parametrize("text", ["one; two", "; ", "a; b; c"])
def test_a_semicolon_in_a_value_parts_nothing(text: str) -> None:
    """What was found is told whole, and what was wanted after it."""
    with pytest.raises(RefusedError) as name:
        parse_id(text)
    with pytest.raises(RefusedError) as step:
        parse_step(text)
    assert name.value.found == f"'{text}' is not a name"
    assert step.value.found == f'"{text}" is not a plain number'
    assert step.value.wanted == "write the step the source rounded to, such as 1000, or exact"
