"""The data files: whole, described column by column, and held to their description."""

import csv
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from frictionless import Report, validate

COLUMNS = ["id", "label", "value", "unit", "rounded_to", "bound", "period", "source", "locator", "note"]


@pytest.fixture
def package(root: Path) -> dict[str, Any]:
    """What data/datapackage.json says."""
    description: dict[str, Any] = json.loads((root / "data/datapackage.json").read_text(encoding="utf-8"))
    return description


@pytest.fixture
def data(root: Path, tmp_path: Path) -> Path:
    """A copy of data/ that a test may spoil."""
    return Path(shutil.copytree(root / "data", tmp_path / "data"))


def rows(file: Path) -> list[dict[str, str]]:
    """The rows of a CSV file, by column."""
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def faults(data: Path) -> list[str]:
    """What frictionless finds wrong with the package, as `resource: kind of fault`."""
    report = validate(str(data / "datapackage.json"))
    assert isinstance(report, Report)
    return [f"{task.name}: {error.type}" for task in report.tasks for error in task.errors]


def test_the_package_is_valid(data: Path) -> None:
    """The data are as data/datapackage.json describes them."""
    assert faults(data) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        pytest.param("reported.csv", ",70000,", ',"70,000",', "reported: type-error", id="grouped digits"),
        pytest.param("reported.csv", "more than", "over", "reported: constraint-error", id="unknown bound"),
        pytest.param("reported.csv", "arrests_2019,", "arrests_2022,", "reported: unique-error", id="doubled id"),
        pytest.param("reported.csv", ",exact,", ",,", "reported: constraint-error", id="rounding left open"),
        pytest.param("reported.csv", "locator", "place", "reported: incorrect-label", id="renamed column"),
        pytest.param(
            "mexican_may_arrests.csv",
            "2001,",
            "2000,",
            "mexican_may_arrests: unique-error",
            id="doubled year",
        ),
        pytest.param(
            "mexican_may_arrests.csv",
            "17800",
            "17.8k",
            "mexican_may_arrests: type-error",
            id="count as a word",
        ),
        pytest.param("labels.es.csv", "unit,day,", "units,day,", "labels_es: constraint-error", id="unknown kind"),
    ],
)
def test_a_spoiled_package_is_not_valid(data: Path, file: str, old: str, new: str, fault: str) -> None:
    """A fault in a data file contradicts its description."""
    text = (data / file).read_text(encoding="utf-8")
    assert old in text
    (data / file).write_text(text.replace(old, new), encoding="utf-8")
    assert fault in faults(data)


def test_every_file_is_described(root: Path, package: dict[str, Any]) -> None:
    """No CSV file of data/ lacks a description, and none is described that is not there."""
    described = {resource["path"] for resource in package["resources"]}
    assert described == {file.name for file in (root / "data").glob("*.csv")}


def test_both_bibliographies_have_the_same_sources(root: Path) -> None:
    """What is cited in one language can be cited in the other, with the same titles, authors and years."""
    entry = re.compile(r"^@\w+\{(\w+),(.+?)^\}", re.MULTILINE | re.DOTALL)
    field = re.compile(r"^  (author|title|institution) += (.+),$|^  (date) += \{(\d{4})", re.MULTILINE)
    english, spanish = (
        {key: set(field.findall(body)) for key, body in entry.findall((root / "data" / name).read_text("utf-8"))}
        for name in ("sources.bib", "sources.es.bib")
    )
    ours = "report2022"  # whose title is a description, in each language's words
    assert english.keys() == spanish.keys()
    assert len(english["reuters2022"]) == len(["author", "title", "date"])
    assert {key: found for key, found in english.items() if key != ours} == {
        key: found for key, found in spanish.items() if key != ours
    }


def test_sources_have_their_addresses_and_names(root: Path) -> None:
    """In each language the same addresses; what has no title is named for what it is, once, and never in brackets."""
    for name in ("sources.bib", "sources.es.bib"):
        text = (root / "data" / name).read_text(encoding="utf-8")
        assert re.findall(r"^  url += \{(.+)\},$", text, re.MULTILINE) == [
            "https://www.chinadailyhk.com/article/280368",
            "https://ohss.dhs.gov/khsm/encounters",
        ]
        assert not re.search(r"title += \{*\[", text)


def test_every_column_is_described(root: Path, package: dict[str, Any]) -> None:
    """Each column has a description, in the order of the file, and each number has a unit."""
    for resource in package["resources"]:
        fields = resource["schema"]["fields"]
        with (root / "data" / resource["path"]).open(encoding="utf-8", newline="") as lines:
            assert [field["name"] for field in fields] == next(csv.reader(lines))
        assert all(field["description"] for field in fields)
        assert all(field["unit"] for field in fields if field["type"] in {"number", "integer"})


def test_every_resource_names_its_sources(root: Path, package: dict[str, Any]) -> None:
    """Each file names its sources, by keys of data/sources.bib: those that its rows name, where they do."""
    bibliography = (root / "data/sources.bib").read_text(encoding="utf-8")
    reported, official, labels = package["resources"]
    assert "sources" not in labels  # they are in our own words
    for resource in (reported, official):
        named = {source["name"] for source in resource["sources"]}
        assert named
        assert all(f"{{{key},\n" in bibliography for key in named)
        assert all(source["title"] for source in resource["sources"])
    assert {row["source"] for row in rows(root / "data/reported.csv")} == {
        source["name"] for source in reported["sources"]
    }
    assert official["source"] in {source["name"] for source in official["sources"]}


def test_the_nine_facts(root: Path) -> None:
    """The two news reports give nine figures, in the words of their sources."""
    facts = {
        row["id"]: (row["value"], row["unit"], row["rounded_to"], row["bound"], row["period"], row["source"])
        for row in rows(root / "data/reported.csv")
    }
    assert facts == {
        "arrests_2022": ("70000", "arrest", "10000", "", "2022-05", "reuters2022"),
        "arrests_2019": ("18000", "arrest", "1000", "", "2019-05", "reuters2022"),
        "visas": ("300000", "visa", "as stated", "", "2022-06-22", "reuters2022"),
        "visas_mexican_share": ("0.5", "1", "0.1", "", "2022-06-22", "reuters2022"),
        "trailer_deaths": ("53", "person", "exact", "", "2022-06", "reuters2022"),
        "mexican_deaths_share": ("0.5", "1", "0.1", "", "2022-06", "reuters2022"),
        "energy_disputes": ("30000000000", "USD", "exact", "more than", "2022-07", "reuters2022"),
        "trailer_deaths_report": ("53", "person", "exact", "", "2022-06", "report2022"),
        "mexican_deaths": ("26", "person", "exact", "", "2022-06", "report2022"),
    }


def test_the_columns_stand_in_the_order_of_the_design(root: Path) -> None:
    """A reader finds what, how much and from where in this order."""
    assert list(rows(root / "data/reported.csv")[0]) == COLUMNS


def test_the_official_series_has_every_may(root: Path) -> None:
    """The series runs from 2000 to 2022 without a gap, in steps of ten."""
    series = {int(row["year"]): int(row["arrests"]) for row in rows(root / "data/mexican_may_arrests.csv")}
    assert list(series) == list(range(2000, 2023))
    assert all(count % 10 == 0 for count in series.values())
    assert (series[2000], series[2019], series[2022]) == (155_410, 17_800, 70_700)
