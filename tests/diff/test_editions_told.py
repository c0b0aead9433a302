"""`statbrief diff` of two months of a bulletin: from when to when, what was revised, and what a reviewer must read."""

import copy
import json
import re
from pathlib import Path
from typing import Any

import pytest

from compared_records import diff
from revised_bulletins import TRIPS, build, bulletin, count
from statbrief.diff.difference import difference
from statbrief.diff.moved_with_data import is_same_but_for_time
from statbrief.diff.report import as_text
from statbrief.record import published

pytestmark = [pytest.mark.usefixtures("derived_once"), pytest.mark.thorough]

CORRECTED = {("2024-02", "South"): 588}
Editions = dict[str, Path]


@pytest.fixture(scope="module")
def editions(march_released: Path, tmp_path_factory: pytest.TempPathFactory) -> Editions:
    """February, March, and April with two numbers corrected, in both languages; each in a folder of its own."""
    folders = {"march": march_released / "_output"}
    for name, last in (("february", "2024-02"), ("april", "2024-04")):
        folder = bulletin(tmp_path_factory.mktemp(name))
        count(folder, last, CORRECTED if name == "april" else None)
        if name == "april":
            path = folder / "data/reported.csv"
            path.write_text(path.read_text(encoding="utf-8").replace("1.95", "2.05"), encoding="utf-8")
        build(folder, *(["html"] if name == "february" else []))
        folders[name] = folder / "_output"
    return folders


def told(old: Path, new: Path, *options: str) -> str:
    """What diff tells of two copies that differ."""
    result = diff(str(old), str(new), *options)
    assert result.exit_code == 1, result.output
    return result.output


def sum_of(month: str) -> int:
    """The trips of all lines."""
    return sum(TRIPS[month].values())


@pytest.mark.parametrize("ending", ["html", "pdf"])
def test_two_months_say_from_when_to_when_then_what_was_revised_then_what_is_to_be_read(
    editions: Editions, ending: str
) -> None:
    """Not that all figures are others: they are of another month. A verb that turned is read."""
    output = told(editions["march"] / f"brief.{ending}", editions["april"] / f"brief.{ending}")
    rose, fell = sum_of("2024-03") - sum_of("2024-02"), sum_of("2024-03") - sum_of("2024-04")
    expected = f"""From March 2024 to April 2024.
2 cells revised, 1 sentence to read again.

Revised
  ferry, trips
    2024-02 South: 630 → 588 (−42 trip)
  reported figures
    fare: 1.95 → 2.05 (+0.10 USD), of 2023

Sentences
  - On the month before, trips [-rose-] by [-{rose}-] trips (What the Ferries Count, n.d.).
  + On the month before, trips {{+fell+}} by {{+{fell}+}} trips (What the Ferries Count, n.d.).
"""
    assert output.startswith(expected), output
    (note,) = re.findall(r"note: moved on with the data, and otherwise as before: ([^\n]*(?:\n      [^\n]*)*)", output)
    assert (
        " ".join(note.split()) == "3 figures (trips, trips_before, gain); 1 name or period (busiest); 1 check (itself)"
    )


def test_an_edition_in_another_language_is_told_as_well(editions: Editions) -> None:
    """With its own words, where they turned."""
    output = told(editions["march"] / "brief.es.html", editions["april"] / "brief.es.html")
    assert output.startswith("From March 2024 to April 2024.\n2 cells revised, 1 sentence to read again.\n")
    text = " ".join(re.sub(r"\n +", " ", output).split())
    assert "los viajes [-aumentaron 45-] viajes" in text
    assert "los viajes {+disminuyeron 75+} viajes" in text


def test_a_month_without_a_turn_or_a_revision_has_nothing_to_read(editions: Editions) -> None:
    """But that it is another month is a difference."""
    output = told(editions["february"] / "brief.html", editions["march"] / "brief.html")
    assert output.startswith(
        "From February 2024 to March 2024.\nNothing was revised, and nothing else is to be read.\n\nnote: moved on"
    )


def test_a_record_alone_says_that_it_has_no_cells(editions: Editions, march_released: Path) -> None:
    """One that was kept with its files has them."""
    output = told(editions["march"] / "brief.json", editions["april"] / "brief.json")
    assert output.startswith("From March 2024 to April 2024.\n1 cell revised, 1 sentence to read again.\n")
    assert "note: ferry: its cells were not compared: its file is not inside, in the older one\n" in output
    kept = march_released / "published/2024-03.json"
    assert "2024-02 South: 630 → 588 (−42 trip)" in told(kept, editions["april"] / "brief.html")


def test_a_machine_is_told_all(editions: Editions) -> None:
    """Periods as data write them, each cell with its difference, and what moved on by name."""
    found = json.loads(told(editions["march"] / "brief.html", editions["april"] / "brief.html", "--format", "json"))
    assert found["moved"] == [{"name": "ferry", "old": "2024-03", "new": "2024-04"}]
    cell = {"dataset": "ferry", "row": "2024-02 South", "column": "trips", "period": "2024-02", "unit": "trip"}
    fare = {"dataset": "", "row": "fare", "column": "value", "period": "2023", "unit": "USD"}
    assert found["revised"] == [
        {**cell, "old": "630", "new": "588", "difference": "-42"},
        {**fare, "old": "1.95", "new": "2.05", "difference": "0.10"},
    ]
    names = {"figures": ["trips", "trips_before", "gain"], "answers": ["busiest"], "checks": ["itself"]}
    assert found["moved_on"] == names
    assert (found["rows_came"], found["rows_went"], found["not_compared"]) == ([], [], [])
    assert found["changed"] is True
    assert not any(found[kind] for kind in ("brief", "figures", "answers", "checks", "charts", "datasets"))


def test_a_pull_request_is_told_the_same(editions: Editions) -> None:
    """As a list for each column."""
    output = told(editions["march"] / "brief.html", editions["april"] / "brief.html", "--format", "markdown")
    assert output.startswith("### From March 2024 to April 2024. 2 cells revised, 1 sentence to read again.\n\n")
    assert "**Revised: ferry, trips**\n\n- 2024-02 South: 630 → 588 (−42 trip)\n" in output


def record_of(editions: Editions, name: str) -> Any:  # noqa: ANN401 -- as JSON has it
    """The record of an edition."""
    return published.read((editions[name] / "brief.json").read_bytes(), "brief.json")


def changed(editions: Editions, **parts: Any) -> str:  # noqa: ANN401 -- as JSON has it
    """What is told of March and of April in whose record some parts of figures and the like are others."""
    new = copy.deepcopy(record_of(editions, "april"))
    for kind, members in parts.items():
        for name, more in members.items():
            new[kind].setdefault(name, {}).update(more)
    return as_text(difference(record_of(editions, "march"), new))


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"figures": {"gain": {"formula": "trips - 2 * trips_before"}}}, "formula trips - trips_before → trips - 2"),
        ({"figures": {"gain": {"unit": "kilotrip"}}}, "  gain: Trips, April 2024 less March 2024\n"),
        ({"figures": {"trips": {"sources": ["agency"]}}}, "  trips: Trips in April 2024\n"),
        ({"figures": {"trips": {"label": "Journeys", "template": "Journeys"}}}, "  trips: Journeys\n"),
        ({"figures": {"trips": {"inputs": ["ferry", "fare"]}}}, "  trips: Trips in April 2024\n"),
        ({"answers": {"busiest": {"value": ["North"], "texts": {"name": "North"}}}}, "    name: South → North\n"),
        ({"checks": {"itself": {"holds": False}}}, "    outcome: holds → does not hold\n"),
        ({"datasets": {"ferry": {"source": "agency"}}}, "    source: ferries → agency\n"),
        ({"files": {}}, ""),
    ],
    ids=["formula", "unit", "source", "label", "inputs", "name", "outcome", "dataset", "nothing"],
)
def test_what_is_another_beyond_its_period_is_told(editions: Editions, parts: dict[str, Any], expected: str) -> None:
    """Its formula, unit, source, words, inputs; a name that is another; an outcome."""
    output = changed(editions, **parts)
    assert output.startswith("From March 2024 to April 2024.\n")
    assert expected in " ".join(output.split(" "))
    if not expected:
        assert "\nFigures\n" not in output


def test_code_that_is_another_keeps_figures_in_question(editions: Editions) -> None:
    """Nobody can tell whether a sum is another because of its data or of its function."""
    new = copy.deepcopy(record_of(editions, "april"))
    new["files"]["analysis/derived.py"] = "0" * 64
    output = as_text(difference(record_of(editions, "march"), new))
    assert "\n  trips: Trips in April 2024\n" in output
    assert "\n  gain: " not in output  # it is a formula, which is the same


def test_records_of_earlier_versions_say_how_far_they_reach_by_their_files(editions: Editions) -> None:
    """They did not tell it themselves."""
    old, new = (copy.deepcopy(record_of(editions, name)) for name in ("march", "april"))
    del old["datasets"]["ferry"]["times"]
    files = {
        name: content
        for name, content in _files(editions["march"].parent / "data").items()
        if name in {"ferry.csv", "datapackage.json"}
    }
    found = difference(old, new, files=(files, {}))
    assert as_text(found).startswith("From March 2024 to April 2024.\n")


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_same_month_corrected_is_told_as_ever(editions: Editions, tmp_path: Path) -> None:
    """All figures that changed with why, and now the cells."""
    folder = bulletin(tmp_path, in_spanish=False)
    count(folder, "2024-03", {("2024-03", "South"): 650})
    build(folder, "html")
    output = told(editions["march"] / "brief.html", folder / "_output/brief.html")
    assert output.startswith("1 cell revised, 2 figures changed, ")
    assert "    2024-03 South: 640 → 650 (+10 trip)\n" in output
    assert "\n  trips: Trips in March 2024\n    1,095 → 1,105 [trip]\n" in output


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e999999999", "9" * 5_000, "many"])
def test_a_copy_whose_cells_are_no_numbers_is_compared_all_the_same(editions: Editions, number: str) -> None:
    """It may come from anywhere."""
    files = _files(editions["march"].parent / "data")
    other = files | {"ferry.csv": files["ferry.csv"].replace(b"2024-02,South,630", f"2024-02,South,{number}".encode())}
    found = difference(record_of(editions, "march"), record_of(editions, "march"), files=(files, other))
    assert [(each.row, each.new) for each in found.revised.revised] == [("2024-02 South", number)]
    assert found.revised.revised[0].difference is None
    assert "\n    2024-02 South: 630 →" in as_text(found)


def test_a_record_whose_periods_are_none_is_compared_all_the_same(editions: Editions) -> None:
    """Of datasets and of figures."""
    new = copy.deepcopy(record_of(editions, "april"))
    new["datasets"]["ferry"]["times"]["last"] = "soon"
    for figure in new["figures"].values():
        figure["period"] = "soon"
    assert as_text(difference(record_of(editions, "march"), new)).partition(" ")[0].isdigit()


@pytest.mark.parametrize(
    ("old", "new", "lang", "same"),
    [
        ("In May 2022, 5% rose.", "In June 2023, 11% rose.", "en", True),
        ("In May 2022 it rose.", "In May 2022 it fell.", "en", False),
        ("The largest is El Salvador.", "The largest is Peru.", "en", False),
        ("It is about 5.", "It is 5.", "en", False),
        ("It is +5.", "It is −5.", "en", False),
        ("It is $3 billion.", "It is $3 million.", "en", False),
        ("They doubled.", "They halved.", "en", False),
        ("En mayo de 2022 fueron 5.", "En el segundo trimestre de 2023 fueron 6.", "es", False),
        ("En mayo de 2022 fueron 5.", "En junio de 2023 fueron 6.", "es", True),
        ("In the second quarter of 2025 it rose.", "In the third quarter of 2025 it rose.", "en", True),
        ("", "It rose.", "en", False),
    ],
)
def test_of_a_sentence_only_periods_and_numbers_may_be_others(old: str, new: str, lang: str, *, same: bool) -> None:
    """A verb, a name, a word before a number, its sign, its scale are read again."""
    assert is_same_but_for_time(old, new, lang) is same
