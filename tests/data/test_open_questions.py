"""Open questions: what nobody has said yet stands as a question mark, with its place, and is no fault."""

import json
from pathlib import Path

import pytest

from open_briefs import FIGURES, PACKAGE, answered, open_brief
from statbrief.analysis.analysis import analyse
from statbrief.data.open_questions import open_questions
from statbrief.errors import StatbriefError

OF_ROUNDING = "not said yet; write the step that the source rounded to, such as 1000, or exact"


def test_each_is_told_with_its_line_and_what_to_write(tmp_path: Path) -> None:
    """Sources, guesses, units and roundings, of datasets and of reported figures."""
    unit = "write the unit that the numbers are in, such as kilogram or USD, or 1 for plain numbers"
    assert [str(each) for each in open_questions(open_brief(tmp_path))] == [
        "open: data/datapackage.json:4: source of visits: not said yet; write a key of data/sources.bib",
        'open: data/datapackage.json:5: visits: a row is a year; take "open" out once it is right',
        f"open: data/datapackage.json:10: unit of visits.count: not said yet; {unit}",
        f"open: data/datapackage.json:11: rounding of visits.count: {OF_ROUNDING}",
        f"open: data/reported.csv:2: unit of staff: not said yet; {unit}",
        f"open: data/reported.csv:2: rounding of staff: {OF_ROUNDING}, or as stated where nobody can know",
        "open: data/reported.csv:2: source of staff: not said yet; write a key of data/sources.bib",
    ]


def test_where_all_is_said_nothing_is_open(tmp_path: Path) -> None:
    """And the numbers have their ranges: half a hundred to each side."""
    folder = open_brief(tmp_path, **answered())
    found = analyse(folder, "en")
    assert list(found.open) == open_questions(folder) == []
    assert (found.figures["now"].range.low, found.figures["now"].range.high) == (4450, 4550)


def test_an_unknown_rounding_is_as_stated(tmp_path: Path) -> None:
    """Of a reported number, of one of a dataset and of what is computed from it; a number of rows is exact."""
    found = analyse(open_brief(tmp_path), "en")
    said = {name: each["range"].plain for name, each in found.forms.items()}
    assert said == {**dict.fromkeys(("now", "change", "staff"), "no range is known"), "years": "2"}
    assert {name: each.as_stated for name, each in found.figures.items()} == {
        "staff": ("staff",),
        "now": ("visits",),
        "change": ("visits",),
        "years": (),
    }


def test_an_unknown_unit_is_a_plain_number_and_no_share(tmp_path: Path) -> None:
    """Numbers from nought to one may be anything: their difference is none of percentage points."""
    folder = open_brief(tmp_path)
    (folder / "data/visits.csv").write_text("year,count\n2023,0\n2024,1\n", encoding="utf-8")
    found = analyse(folder, "en").figures
    assert (found["now"].unit, found["now"].kind, found["change"].kind) == ("1", "number", "difference")


@pytest.mark.parametrize("guess", ["7", '""', "[]", '["a guess", 2]'])
def test_a_guess_is_said_in_words(tmp_path: Path, guess: str) -> None:
    """What is no text is a fault, with its line; an empty list says nothing, and that is none."""
    folder = open_brief(tmp_path, package=PACKAGE.replace('"a row is a year"', guess))
    if guess == "[]":
        assert all(each.what != "visits" for each in open_questions(folder))
        return
    with pytest.raises(StatbriefError) as caught:
        analyse(folder, "en")
    wanted = "is no text; write what was guessed, in words, or a list of such"
    assert str(caught.value) == f"data/datapackage.json:5: visits: open: {wanted}"


def test_a_guess_of_a_column_stands_with_it(tmp_path: Path) -> None:
    """Several are told one by one."""
    package = json.loads(PACKAGE)
    package["resources"][0]["schema"]["fields"][1]["open"] = ["counted once", "of adults"]
    folder = open_brief(tmp_path, figures=FIGURES, package=json.dumps(package, indent=1))
    assert [each.found for each in open_questions(folder) if each.what == "visits.count"] == [
        "counted once",
        "of adults",
    ]
