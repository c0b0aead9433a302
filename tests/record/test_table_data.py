"""The data of a table as a file: what is in it beyond what a table shows."""

from typing import Any

from statbrief.record.table_data import table_data

TABLE: Any = {"levels": ["place"], "columns": ["number", "name"], "names": ["north", "total"]}


def figure(value: float, low: float | None, high: float | None, **more: object) -> Any:  # noqa: ANN401 -- of a record
    """A number of a table."""
    return {"value": value, "range": [low, high], "unit": "arrest", "period": "2024-01", **more}


def answer(*texts: str) -> Any:  # noqa: ANN401 -- of a record
    """A name of a table."""
    return {"value": list(texts)}


def lines(figures: dict[str, Any], answers: dict[str, Any] | None = None, **more: object) -> list[str]:
    """The file of a table of two rows."""
    table: Any = {**TABLE, **more}
    return table_data("it", table, figures, answers or {}).decode().splitlines()


def test_a_number_has_its_ends_its_unit_and_its_time() -> None:
    """An open end is empty, and so is a range that nobody knows."""
    figures = {"it.north.number": figure(70, 65, None), "it.total.number": figure(900, 900, 900, as_stated=["e"])}
    assert lines(figures) == [
        "place,number,number.low,number.high,number.unit,number.period,name",
        "north,70,65,,arrest,2024-01,",
        "total,900,,,arrest,2024-01,",
    ]


def test_what_tells_rows_apart_stands_as_the_data_write_it() -> None:
    """A row that is none of the data's has its name; several names of a cell stand after each other."""
    answers = {"it.north": answer("Nørth, the"), "it.north.name": answer("Mexico", "Peru")}
    assert lines({}, answers) == ["place,number,name", '"Nørth, the",,Mexico; Peru', "total,,"]


def test_rows_of_two_levels_have_both() -> None:
    """And a row of its own its name in the first."""
    answers = {"it.north.month": answer("2024-01"), "it.north.place": answer("North")}
    assert lines({}, answers, levels=["month", "place"], columns=[]) == ["month,place", "2024-01,North", "total,"]


def test_why_a_cell_is_empty_stands_beside_it() -> None:
    """In a column of its own, where the data say it of some cell."""
    why = {"it.total.number": {"text": "c", "label": "confidential"}}
    assert lines({"it.north.number": figure(0.1, 0.05, 0.15)}, withheld=why, columns=["number"]) == [
        "place,number,number.low,number.high,number.unit,number.period,number.missing",
        "north,0.1,0.05,0.15,arrest,2024-01,",
        "total,,,,,,confidential",
    ]


def test_rows_that_a_number_leaves_out_stand_beside_it() -> None:
    """By their datasets, as messages call them: in the column that says why others are empty."""
    figures = {"it.total.number": figure(9, 9, 9, missing={"a": ["2024-01 x", "2024-01 y"], "b": ["z"]})}
    why = {"it.north.number": {"text": "c", "label": "confidential"}}
    assert [each.rpartition(",")[2] for each in lines(figures, withheld=why, columns=["number"])] == [
        "number.missing",
        "confidential",
        "a[2024-01 x]; a[2024-01 y]; b[z]",
    ]
