"""What a file says by itself: letters, cells, numbers, times, units; and why a file cannot be used."""

from fractions import Fraction

import pytest

from statbrief.errors import RefusedError
from statbrief.new_brief.columns import CODE, MEASURE, NAME, TIME
from statbrief.new_brief.heads import read_head
from statbrief.new_brief.numbers import numbers_in
from statbrief.new_brief.table import GROUPS, NAMES, NUMBERS, PANEL, ROWS, SERIES, Table, read_table
from statbrief.new_brief.text import read_text_table
from statbrief.new_brief.times import times_in


def table(text: str, encoding: str = "utf-8") -> Table:
    """What a file with this text is about."""
    return read_table(read_text_table(text.encode(encoding)), "file")


RAGGED = "line 2 has 3 cells, and line 1 2; delete what stands above, beneath or beside the table"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty; give a file with a table"),
        (b" \n", "is empty; give a file with a table"),
        (b"PK\x03\x04rest", "is a workbook or another archive; save it as CSV"),
        (b"%PDF-1.7", "is a PDF; save it as CSV"),
        (b"a,b\n1,\0\n", "is no text, for it holds zero bytes; save it as CSV"),
        (b"a,b\n1,\x07\n", "line 2 holds the control character U+0007; delete it"),
        (b'[{"a": 1}]', "is JSON; save it as CSV"),
        (b"<html></html>", "is HTML or XML; save it as CSV"),
        (b"a,b\n", "has a header and no rows; add the data"),
        (b"1,2\n3,4\n", "has no header: its first line has 1, 2; name the columns there"),
        (b"a,b\n1,2\n3\n", "line 3 has 1 cell, and line 1 2; delete what stands above, beneath or beside the table"),
        (
            b"a,b\nx,1,5\n",
            f'{RAGGED}; or quote "1,5" if that is one number, or part cells by semicolons',
        ),
        (b"a,a\n1,2\n", "has 1 column twice: a; rename one"),
        (b"a,,c\n1,2,3\n", "column 2 has no name; name it in the first line"),
        (b"a b\n1 2\n3 4\n", "has its cells apart by spaces; save it as CSV"),
    ],
)
def test_what_cannot_be_used_is_said_in_a_line(content: bytes, said: str) -> None:
    """With the reason, and what to do."""
    with pytest.raises(RefusedError) as caught:
        read_table(read_text_table(content), "file")
    assert str(caught.value) == said


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_letters_and_what_parts_cells_are_found(encoding: str, delimiter: str) -> None:
    """The same table in each of them; Windows' letters are a guess, as no file says so."""
    text = delimiter.join(("Año", "Ñame")) + "\n2020" + delimiter + "0.5\n2021" + delimiter + "0.75\n"
    found = table(text, encoding)
    assert ([each.name for each in found.columns], found.text.delimiter) == (["Año", "Ñame"], delimiter)
    assert bool(found.text.guesses) == (encoding == "windows-1252")


@pytest.mark.parametrize(
    ("cells", "delimiter", "value"),
    [
        (["1.5", "2"], ",", "3/2"),
        (["1,5", "22,25"], ";", "3/2"),
        (["1,234.5", "7"], ",", "2469/2"),
        (["1.234,5", "7,0"], ";", "2469/2"),
        (["1 234,5", "7"], ";", "2469/2"),
        (["1\u202f234", "7"], ",", "1234"),
        (["1'234.5", "7"], ",", "2469/2"),
        (["1,234", "5,678"], ",", "1234"),
        (["1,234", "5,678"], ";", "617/500"),
        (["1.234", "5.678"], ";", "1234"),
        (["1.234", "5.678"], ",", "617/500"),
        (["12 %", "7 %"], ",", "12"),
        (["€1.50", "€2.00"], ",", "3/2"),
    ],
)
def test_numbers_are_what_they_mean(cells: list[str], delimiter: str, value: str) -> None:
    """A comma or a point may part decimals or thousands; the file's own sign between cells tells which is likelier."""
    found = numbers_in(cells, delimiter)
    assert found is not None
    assert Fraction(found.plain(cells[0])) == Fraction(value)


@pytest.mark.parametrize("cells", [["1,234", "5,678"], ["1.234", "5.678"]])
def test_what_may_be_read_in_two_ways_is_a_guess(cells: list[str]) -> None:
    """Three digits after the one mark of each number."""
    found = numbers_in(cells, ";")
    assert found is not None
    assert found.guess.startswith(cells[0])


def test_what_is_parted_twice_is_in_thousands() -> None:
    """No number has two marks of decimals, so that nothing is guessed."""
    found = numbers_in(["1.234.567", "987.654"], ",")
    assert found is not None
    assert (found.plain("1.234.567"), found.guess) == ("1234567", "")


@pytest.mark.parametrize("cells", [["1", "a"], ["1.2.3"], ["1,23,4"], ["12/5"], []])
def test_what_is_no_number_is_none(cells: list[str]) -> None:
    """One such cell is enough."""
    assert numbers_in(cells, ",") is None


@pytest.mark.parametrize(
    ("cells", "frequency", "first"),
    [
        (["2019", "2020"], "year", "2019"),
        (["2020-01", "2020-02"], "month", "2020-01"),
        (["Jan 2020", "Feb 2020"], "month", "2020-01"),
        (["Dec-1-2020", "Jan-1-2021", "Feb-1-2021"], "month", "2020-12"),
        (["01.2020", "12.2020"], "month", "2020-01"),
        (["1.2020", "2.2020"], "text", ""),
        (["2020M01", "2020M02"], "month", "2020-01"),
        (["2020Q1", "2020Q2"], "quarter", "2020-Q1"),
        (["Q1 2020", "Q2 2020"], "quarter", "2020-Q1"),
        (["2020-W01", "2020-W02"], "week", "2020-W01"),
        (["2020-01-01", "2020-02-01", "2020-03-01"], "month", "2020-01"),
        (["2020-01-31", "2020-02-29", "2020-03-31"], "month", "2020-01"),
        (["2020-01-01", "2021-01-01", "2022-01-01"], "year", "2020"),
        (["2020-03-31", "2020-06-30", "2020-09-30"], "quarter", "2020-Q1"),
        (["2020-01-05", "2020-02-07", "2020-03-01"], "day", "2020-01-05"),
        (["31/12/2020", "01/01/2021", "02/01/2021"], "day", "2020-12-31"),
        (["12/31/2020", "01/01/2021", "01/02/2021"], "day", "2020-12-31"),
        (["2020-01-01 10:00", "2020-01-01 11:00"], "moment", ""),
    ],
)
def test_times_are_known_in_many_ways_of_writing(cells: list[str], frequency: str, first: str) -> None:
    """A day that stands for its month, quarter or year is one."""
    found = times_in(cells, "year")
    assert (found.frequency if found else "text") == frequency
    if found and first:
        assert found.periods[cells[0]].text == first


def test_days_that_may_be_months_are_a_guess() -> None:
    """The first of February, or the second of January."""
    found = times_in(["01/02/2020", "03/04/2020", "05/06/2020"], "date")
    assert found is not None
    assert found.guess == "01/02/2020 is %d/%m/%Y and not %m/%d/%Y"


def test_numbers_that_could_be_years_are_such_where_they_are_called_so() -> None:
    """Else 1,950 may be an amount."""
    assert times_in(["1950", "1960"], "sales") is None
    assert times_in(["1950", "1960"], "Model year") is not None


@pytest.mark.parametrize(
    ("name", "label", "unit"),
    [
        ("price_usd", "Price", "USD"),
        ("Price in EUR", "Price", "EUR"),
        ("Share (%)", "Share", "percent"),
        ("Employees (thousands)", "Employees", "kiloemployee"),
        ("Ciudades (millones)", "Ciudades", "megaciudade"),
        ("petalLength", "Petal Length", ""),
        ("Miles_per_Gallon", "Miles per Gallon", ""),
        ("rain [mm]", "Rain", "millimeter"),
        ("temp_max", "Temp max", ""),
    ],
)
def test_heads_say_units(name: str, label: str, unit: str) -> None:
    """In brackets, or as the last word; what is counted in thousands has a unit of its own."""
    found = read_head(name)
    assert (found.label, found.unit) == (label, unit)


@pytest.mark.parametrize(
    ("head", "cells", "kind"),
    [
        ("customer id", ["17", "31", "8"], CODE),
        ("lat", ["51.5", "48.8", "40.4"], CODE),
        ("zip", ["00501", "10001", "90210"], NAME),
        ("n", ["1", "2", "3"], CODE),
        ("anything", ["1", "2", "3"], CODE),
        ("passed", ["0", "1"] * 5, CODE),
        ("Index", ["17", "31", "8"], CODE),
        ("Index", ["100.0", "98.7", "103.2"], MEASURE),
        ("índice", ["100.0", "98.7", "103.2"], MEASURE),
        ("price index", ["100", "98", "103"], MEASURE),
        ("price", ["7", "9", "8.5"], MEASURE),
        ("when", ["2020-01-01", "2020-01-02", "2020-01-05"], TIME),
        ("who", ["Ann", "Bo", "Cy"], NAME),
    ],
)
def test_codes_are_no_measures(head: str, cells: list[str], kind: str) -> None:
    """Nor are places on a map, numbers of rows and flags."""
    (_, found) = table(f"other,{head}\n" + "".join(f"x,{each}\n" for each in cells)).columns
    assert found.kind == kind


@pytest.mark.parametrize(
    ("text", "shape", "key"),
    [
        ("year,rain\n2019,1.5\n2020,2.5\n2021,1.25\n", SERIES, ["year"]),
        (
            "year,town,rain\n" + "".join(f"{y},{t},{y}.5\n" for y in (2019, 2020, 2021) for t in "ab"),
            PANEL,
            ["year", "town"],
        ),
        ("town,year,rain\na,2019,1.5\na,2020,2.5\nb,2019,1.25\nb,2020,7.5\n", PANEL, ["year", "town"]),
        ("town,rain\na,1.5\nb,2.5\nc,1.25\nd,7.5\n", NAMES, ["town"]),
        ("town,rain\n" + "a,1.5\n" * 5 + "b,2.5\n" * 3, GROUPS, []),
        ("t,rain\nJun 2020,1.5\n2019/20,2.5\n2021.5,1.25\n2022-13,7.5\n", NUMBERS, []),
        ("rain,sun\n1.5,2\n2.5,3\n1.25,9\n", NUMBERS, []),
        ("word\nfoo\nbar\n", ROWS, []),
    ],
)
def test_what_a_table_is_about(text: str, shape: str, key: list[str]) -> None:
    """By what tells its rows apart."""
    found = table(text)
    assert (found.shape, found.key) == (shape, key)


def test_year_and_month_of_two_columns_are_one_period() -> None:
    """The data have one column of them."""
    found = table("year,month,rain\n2020,11,1.5\n2020,12,2.5\n2021,1,1.25\n")
    assert [each.text for each in found.periods] == ["2020-11", "2020-12", "2021-01"]
    assert [each.name for each in found.kept] == ["month", "rain"]


@pytest.mark.parametrize(
    ("cells", "is_time"),
    [
        (["142156", "142463", "142859"], False),
        (["20240105", "20240206"], True),
        (["20240105", "20241399"], False),
        (["99991231"], False),
        (["2024115"], False),
    ],
)
def test_amounts_are_no_days(cells: list[str], *, is_time: bool) -> None:
    """A day in digits alone has eight of them, in a year of the last centuries; 142,156 is no day in May 1421."""
    assert (times_in(cells, "Nonfarm (thousands)") is not None) == is_time
