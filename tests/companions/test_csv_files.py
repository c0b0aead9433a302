"""The files of data, as pandas and frictionless read them, and what their metadata say of their columns."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from frictionless import Resource, system

from odd_companions import Built, edition


@pytest.fixture(params=["odd", "odd in Spanish", "bulletin", "bulletin in Spanish"])
def files(request: pytest.FixtureRequest) -> Built:
    """The editions whose briefs ask for files of data."""
    folder = request.getfixturevalue("odd" if "odd" in request.param else "built_bulletin")
    return edition(folder, "brief.es" if "Spanish" in request.param else "brief")


def metadata(built: Built) -> dict[str, Any]:
    """What stands beside the files."""
    found: dict[str, Any] = json.loads((built.output / f"{built.stem}-csv/csv-metadata.json").read_text("utf-8"))
    return found


def test_every_figure_is_a_row_with_its_numbers(files: Built) -> None:
    """All digits of the record; empty where an end is open or nobody knows it."""
    rows = pd.read_csv(files.output / f"{files.stem}-csv/all-figures.csv", index_col="name", keep_default_na=False)
    figures = {name: each for name, each in files.record["figures"].items() if "." not in name}
    assert set(rows.index) == set(figures)
    for name, figure in figures.items():
        row = rows.loc[name]
        is_known = figure.get("rounded_to") != "as stated" and not figure.get("as_stated")
        assert float(row["value"]) == figure["value"]
        ends = [float(row[each]) if row[each] != "" else None for each in ("low", "high")]
        assert ends == (figure["range"] if is_known else [None, None])
        assert [row["unit"], row["period"], row["label"]] == [figure["unit"], figure["period"], figure["label"]]


def test_a_tables_file_is_the_one_inside_the_pages(files: Built) -> None:
    """Byte by byte, as the record names it by its hash."""
    import hashlib

    for name in files.record["tables"]:
        content = (files.output / f"{files.stem}-csv/{name}.csv").read_bytes()
        assert hashlib.sha256(content).hexdigest() == files.record["attached"][f"{name}.csv"]["sha256"]


def test_the_metadata_name_every_file_and_column_in_its_order(files: Built) -> None:
    """As CSV on the Web has it: distinct names, titles among which the file's own, numbers as decimals, units."""
    said = metadata(files)
    assert said["@context"] == ["http://www.w3.org/ns/csvw", {"@language": files.record["lang"]}]
    folder = files.output / f"{files.stem}-csv"
    assert {each["url"] for each in said["tables"]} == {path.name for path in folder.glob("*.csv")}
    for each in said["tables"]:
        rows = pd.read_csv(folder / each["url"], keep_default_na=False)
        columns = each["tableSchema"]["columns"]
        titles = [column["titles"] if isinstance(column["titles"], list) else [column["titles"]] for column in columns]
        assert [title[0] for title in titles] == list(rows.columns)
        assert len({column["name"] for column in columns}) == len(columns)
        assert all(column["name"].isidentifier() for column in columns)
        assert not rows.duplicated(each["tableSchema"]["primaryKey"]).any()
        for column, head in zip(columns, rows.columns, strict=True):
            if column["datatype"] == "decimal":
                pd.to_numeric(rows[head])


def test_the_metadata_say_whose_data_of_when_from_where_and_in_which_units(odd: Path) -> None:
    """Publisher, author, day, licence, source; the unit of a column that has one."""
    said = metadata(edition(odd, "brief"))
    assert {key: said[f"dc:{key}"] for key in ("publisher", "creator", "issued", "license", "temporal", "title")} == {
        "publisher": "=Office & <Desk>",
        "creator": "Desk of statistics",
        "issued": "2024-02-29",
        "license": "CC BY 4.0",
        "temporal": "2024-01",
        "title": "Arrests: about 70,000",
    }
    (table,) = [each for each in said["tables"] if each["url"] == "by_country.csv"]
    assert table["dc:title"] == "Arrests by country"
    assert table["dc:source"] == ["What the Agency Says. n.d."]
    columns = {each["name"]: each for each in table["tableSchema"]["columns"]}
    assert columns["arrests_low"]["titles"] == ["arrests.low", "Arrests, low"]
    assert {columns[each]["schema:unitText"] for each in ("arrests", "arrests_low", "change")} == {"arrest"}


def test_another_program_reads_the_files(odd: Path) -> None:
    """Frictionless finds nothing wrong with any."""
    with system.use_context(trusted=True):
        for path in (odd / "_output/brief-csv").glob("*.csv"):
            assert Resource(str(path)).validate().valid
