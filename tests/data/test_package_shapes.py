"""What `data/datapackage.json` says in another shape than it must is told, whatever it is; nothing gets past."""

import json
from pathlib import Path

import pytest

from statbrief.data.engine_tables import read_engine_tables
from statbrief.data.package import read_descriptions
from statbrief.data.units import load_units
from statbrief.errors import ReadingError


def said(folder: Path, *, is_engine: bool = False, **changed: object) -> list[str]:
    """What is said of a dataset with a year and a number, of which something is changed."""
    (folder / "data").mkdir(exist_ok=True)
    fields = [{"name": "year", "type": "year"}, {"name": "x", "type": "number"}]
    table = {"name": "births", "path": "births.csv", "source": "bureau", "schema": {"fields": fields}, **changed}
    table |= {"engine": True} if is_engine else {}
    (folder / "data/births.csv").write_text("year,x\n", encoding="utf-8")
    (folder / "data/datapackage.json").write_text(json.dumps({"resources": [table]}), encoding="utf-8")
    read = read_engine_tables if is_engine else read_descriptions
    with pytest.raises(ReadingError) as caught:
        read(folder, load_units(), {"bureau"})
    return [f"{each.what}: {each.found}; {each.wanted}" for each in caught.value.faults]


@pytest.mark.parametrize("shape", [[], ["csv"], {"csv": 1}])
def test_a_format_is_a_text(tmp_path: Path, shape: object) -> None:
    """A list of formats is none."""
    assert said(tmp_path, format=shape) == [f"births: format: {json.dumps(shape)} is not read here; write csv or tsv"]


@pytest.mark.parametrize("name", ["delimiter", "quoteChar", "escapeChar", "commentChar"])
def test_a_character_of_a_dialect_is_a_text(tmp_path: Path, name: str) -> None:
    """A list of them is none."""
    assert said(tmp_path, dialect={name: [";"]}) == [f'births: dialect: {name}: [";"]; write one character']


@pytest.mark.parametrize("is_engine", [False, True], ids=["dataset", "engine"])
def test_a_source_that_is_nothing_is_none(tmp_path: Path, is_engine: bool) -> None:  # noqa: FBT001 -- a case
    """`null` says no more than no source at all."""
    assert said(tmp_path, is_engine=is_engine, source=None) == ["births: source: null; write a key of data/sources.bib"]


def test_what_an_engine_reads_is_described_in_the_same_words(tmp_path: Path) -> None:
    """Its name is one for `analysis/`, its kind a table, its period a text, and what was guessed has words."""
    found = said(tmp_path, is_engine=True, name="my births", type="cube", period=2022, open=[""])
    assert found == [
        "my births: name: 'my births' is not a name; write my_births",
        "my births: open: is no text; write what was guessed, in words, or a list of such",
        "my births: period: 2022; write a text such as 2022-05 or {year}-05",
        'my births: type: "cube" is not read here; write table',
    ]


@pytest.mark.parametrize("bound", [0, -2, 12022, 2022.5])
def test_a_bound_of_years_is_a_year(tmp_path: Path, bound: float) -> None:
    """Which the calendar has."""
    fields = [{"name": "year", "type": "year", "constraints": {"minimum": bound}}]
    assert said(tmp_path, schema={"fields": fields}) == [
        f"births: field year: constraint minimum {bound} is no year; write it as its cells are written"
    ]
